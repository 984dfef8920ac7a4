"""The demo shows an alternative beside what the government published, and replies to it."""

from assessment import resources
from assessment.domain.rounds.published import Wanted
from assessment.framework_file import load_framework
from assessment.services.replies.reading import stored_replies
from assessment.services.samples.demo import fill_demo
from assessment.services.samples.demo_people import GOVERNMENT_COUNTRY, ORGANISATION
from assessment.storage.engine import Store
from assessment.storage.rounds.published_repository import PublishedRepository
from tests.databases import STAMP

FRAMEWORK = load_framework(resources.DEFAULT_FRAMEWORK)


def test_the_demo_has_a_published_alternative_with_replies(store: Store) -> None:
    fill_demo(store, FRAMEWORK, language="en", stamp=STAMP)
    fill_demo(store, FRAMEWORK, language="en", stamp=STAMP)  # at every start

    with store.reading() as session:
        repository = PublishedRepository(session)
        found = repository.page(Wanted(GOVERNMENT_COUNTRY), first=0, most=9)
        (voice,) = [each for each in found if each.team == ORGANISATION]
        beside = repository.beside(voice, most=9)
    assert [each.period for each in beside] == [voice.period] == ["2025"]
    replies = stored_replies(store, [voice.id])[voice.id]
    assert [bool(each.reply.indicator) for each in replies].count(True) == 2
    assert len(replies) == 3
    assert sum(each.reply.first_on is not None for each in replies) == 1

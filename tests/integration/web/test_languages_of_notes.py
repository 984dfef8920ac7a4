"""Notes may be in any language; reports are in those that have words."""

from assessment.domain.records import Actor, Stamp
from assessment.portable import write_assessment
from assessment.services.assessments.exchange import import_assessment
from tests.databases import NOON
from tests.teams import OURS
from tests.web import Site


def test_notes_in_a_language_without_words_of_ours_get_a_report_all_the_same(
    site: Site,
) -> None:
    anna, key = site.signed_in(), site.begin()
    text = write_assessment(site.stored(key).assessment, site.framework)
    german = text.replace('"language": "en"', '"language": "de"')
    stamp = Stamp(Actor(None, "Ben"), NOON)
    stored = import_assessment(
        site.store, site.framework, german, "a", stamp=stamp, team=OURS
    )

    page = anna.get(f"/assessments/{stored.id}/results/")
    asked = [
        anna.get(f"/assessments/{stored.id}/results/report{way}")
        for way in (".pdf", "", ".pdf?lang=fr")
    ]

    assert stored.assessment.language == "de"
    assert page.status_code == 200
    assert [answer.status_code in {200, 303} for answer in asked] == [True] * 3
    for answer in asked:
        answer.close()

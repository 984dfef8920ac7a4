"""Comments and explanations, on both databases."""

from uuid import UUID

import pytest

from assessment.domain.guard import find_in_texts
from assessment.domain.records import Actor, AuditAction, PageKey, Stamp
from assessment.errors import AssessmentNotFoundError, InvalidAnswerError
from assessment.portable import write_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.guard import Explanation, explain, unexplained
from assessment.services.history.checking import check_stored_trail
from assessment.services.history.reading import (
    HistoryOrder,
    changes_of,
    count_changes,
)
from assessment.services.talk.commenting import (
    add_comment,
    comments_on,
    open_comments,
    open_counts,
    settle_comments,
)
from assessment.storage.assessments.trail import erase_name
from assessment.storage.engine import Store
from tests.builders import a_framework, an_assessment, an_indicator
from tests.databases import NOON, STAMP
from tests.teams import team_for

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"))
EVA = Stamp(Actor(7, "eva@example.org"), NOON)
BEN = Stamp(Actor(8, "ben@example.org"), NOON)


@pytest.fixture
def begun(store: Store) -> UUID:
    given = an_assessment(FRAMEWORK)
    team = team_for(store, given)
    return create_assessment(store, FRAMEWORK, given, stamp=STAMP, team=team).id


def test_comments_are_kept_in_order_and_settled(store: Store, begun: UUID) -> None:
    law, data = PageKey(begun, "law"), PageKey(begun, "data")
    first = add_comment(store, law, "First?", stamp=EVA)
    add_comment(store, data, "Elsewhere.", stamp=BEN)
    assert open_counts(store, begun) == {"data": 1, "law": 1}

    assert settle_comments(store, law, [first.id], stamp=BEN) == 1
    assert settle_comments(store, law, [first.id], stamp=BEN) == 0

    (settled,) = comments_on(store, law)
    assert settled.settled_by == BEN.actor
    assert open_counts(store, begun) == {"data": 1}
    (still,) = open_comments(store, begun, ["law", "data"], first=0, most=9)
    assert still.text == "Elsewhere."
    assert open_comments(store, begun, ["law"], first=0, most=9) == ()


def test_comments_stand_in_the_trail_and_in_no_file(store: Store, begun: UUID) -> None:
    add_comment(store, PageKey(begun, "law"), "Which decree?", stamp=EVA)

    (said, made) = changes_of(store, HistoryOrder(begun))
    stored = load_assessment(store, begun)

    assert said.entry.action is AuditAction.COMMENT
    assert said.entry.new == {"text": "Which decree?"}
    assert made.entry.action is AuditAction.CREATED
    assert "Which decree?" not in write_assessment(stored.assessment, FRAMEWORK)
    assert count_changes(store, HistoryOrder(begun, "law")) == 1
    assert count_changes(store, HistoryOrder(begun, actor=8)) == 0
    assert check_stored_trail(store).fault is None


def test_an_empty_comment_and_one_on_nothing_are_refused(
    store: Store, begun: UUID
) -> None:
    with pytest.raises(InvalidAnswerError):
        add_comment(store, PageKey(begun, "law"), " ", stamp=EVA)
    with pytest.raises(AssessmentNotFoundError):
        add_comment(store, PageKey(UUID(int=9), "law"), "Hello", stamp=EVA)


def test_what_is_explained_is_explained_on_its_page_only(
    store: Store, begun: UUID
) -> None:
    found = find_in_texts([("note", "Amina, aged 12, was heard.")])
    assert unexplained(store, begun, "law", found) == found

    explain(store, begun, "law", Explanation("a ship", found), stamp=EVA)

    assert unexplained(store, begun, "law", found) == ()
    assert unexplained(store, begun, "data", found) == found
    more = find_in_texts([("note", "Awa, aged 12, was heard.")])
    assert unexplained(store, begun, "law", more) == more


def test_an_erased_account_leaves_words_without_a_name(
    store: Store, begun: UUID
) -> None:
    law = PageKey(begun, "law")
    said = add_comment(store, law, "Which decree?", stamp=EVA)
    settle_comments(store, law, [said.id], stamp=EVA)

    with store.writing() as session:
        erase_name(session, 7, BEN)

    (comment,) = comments_on(store, law)
    assert (comment.author.name, comment.text) == ("", "Which decree?")
    assert comment.settled_by == Actor(7, "")
    assert check_stored_trail(store).fault is None

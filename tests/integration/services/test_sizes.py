"""One limit for both ways: what is stored can be written and read again."""

import pytest

from assessment.domain.answers import Answer, Assessment, EvidenceItem
from assessment.domain.framework import Framework
from assessment.domain.records import PageKey
from assessment.errors import InvalidAnswerError, InvalidPortableFileError
from assessment.portable import MAX_BYTES, read_assessment, write_assessment
from assessment.services.assessments import sizes
from assessment.services.assessments.exchange import (
    export_assessment,
    import_assessment,
)
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.storage.engine import Store
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import STAMP
from tests.teams import a_team

LINK = "https://roads.example/" + "x" * 1970
FRAMEWORK = a_framework(*(an_indicator(f"i{number}") for number in range(81)))


def documents(count: int) -> Answer:
    """Return an answer with so many long links."""
    items = tuple(EvidenceItem(f"Document {n}", LINK) for n in range(count))
    return an_answer("c1", evidence=items)


def written(framework: Framework, assessment: Assessment) -> int:
    """Return the size of the file of *assessment*."""
    return len(write_assessment(assessment, framework).encode())


def test_eighty_one_indicators_with_ten_long_links_come_back(store: Store) -> None:
    whole = an_assessment(FRAMEWORK, {f"i{n}": documents(10) for n in range(81)})
    stored = create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=a_team(store))

    text = export_assessment(store, FRAMEWORK, stored.id)

    again = import_assessment(
        store, FRAMEWORK, text, "a.json", stamp=STAMP, team=a_team(store)
    )
    assert again.assessment == stored.assessment


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """Move the limit to where a test reaches it; the same one for both ways."""
    limit = 60_000
    monkeypatch.setattr(sizes, "MAX_BYTES", limit)
    monkeypatch.setattr("assessment.portable.reading.MAX_BYTES", limit)
    return limit


def at_limit(limit: int, over: int) -> Assessment:
    """Return an assessment whose file is *over* bytes larger than *limit*."""
    answers = {"i0": documents(20), "i1": an_answer("c1", note="n")}
    whole = an_assessment(FRAMEWORK, answers)
    left = limit + over - written(FRAMEWORK, whole)
    for number in range(2, 81):
        if left <= 0:
            break
        empty = written(
            FRAMEWORK, whole.with_answer(f"i{number}", an_answer("c1", note="n"))
        )
        cost = empty - written(FRAMEWORK, whole)
        note = "n" * min(4000, max(1, left - cost + 1))
        whole = whole.with_answer(f"i{number}", an_answer("c1", note=note))
        left = limit + over - written(FRAMEWORK, whole)
    assert written(FRAMEWORK, whole) == limit + over
    return whole


def test_exactly_the_limit_is_stored_written_and_read(
    store: Store, small_limit: int
) -> None:
    whole = at_limit(small_limit, 0)
    stored = create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=a_team(store))

    text = export_assessment(store, FRAMEWORK, stored.id)

    assert len(text.encode()) == small_limit
    assert read_assessment(text, "a.json", FRAMEWORK) == whole


def test_one_byte_more_is_neither_stored_nor_read(
    store: Store, small_limit: int
) -> None:
    whole = at_limit(small_limit, 1)

    with pytest.raises(InvalidAnswerError, match="fit into its file"):
        create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=a_team(store))
    with pytest.raises(InvalidPortableFileError, match="are read"):
        read_assessment(write_assessment(whole, FRAMEWORK), "a.json", FRAMEWORK)


def test_the_save_that_would_be_too_much_is_refused_and_changes_nothing(
    store: Store, small_limit: int
) -> None:
    whole = at_limit(small_limit, 0)
    stored = create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=a_team(store))
    page = PageKey(stored.id, "i1")
    before = load_assessment(store, stored.id)

    with pytest.raises(InvalidAnswerError, match="fit into its file"):
        record_answer(
            store, FRAMEWORK, page, an_answer("c1", note="longer"), seen=1, stamp=STAMP
        )

    assert load_assessment(store, stored.id) == before
    shorter = an_answer("c1", note="")
    record_answer(store, FRAMEWORK, page, shorter, seen=1, stamp=STAMP)


def test_the_quick_look_never_says_less_than_the_file_has() -> None:
    nasty = '"\\\n' * 300
    for whole in (
        an_assessment(FRAMEWORK, {f"i{n}": documents(10) for n in range(81)}),
        an_assessment(FRAMEWORK, {"i1": an_answer("c1", note=nasty)}),
        an_assessment(FRAMEWORK),
    ):
        assert sizes._at_most(whole) >= written(FRAMEWORK, whole)
    assert MAX_BYTES == 5_000_000

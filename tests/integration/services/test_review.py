"""The review of a stored assessment knows what only storage knows, on both databases."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from uuid import UUID

import openpyxl
import pytest
from sqlalchemy import insert

from assessment.domain.answers import EvidenceItem
from assessment.domain.records import StoredAssessment
from assessment.domain.review import ReviewFinding, ReviewKind
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.review import (
    finding_sentence,
    findings_csv,
    findings_xlsx,
    review_of,
)
from assessment.storage.engine import Store
from assessment.storage.tables import link_check_table
from assessment.texts import texts_in
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import NOON, STAMP
from tests.teams import team_for

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"), facts=())
HERE, GONE = "https://example.org/law", "https://example.org/gone"


@pytest.fixture
def stored(store: Store) -> StoredAssessment:
    answers = {
        key: an_answer("c1", evidence=(EvidenceItem("A document", link=link),))
        for key, link in {"law": HERE, "data": GONE}.items()
    }
    given = an_assessment(FRAMEWORK, answers)
    team = team_for(store, given)
    made = create_assessment(store, FRAMEWORK, given, stamp=STAMP, team=team)
    return load_assessment(store, made.id)


def checked(store: Store, assessment_id: UUID, link: str, state: str) -> None:
    """Note what asking for *link* came to."""
    row = {
        "assessment_id": assessment_id,
        "link": link,
        "checked_at": NOON,
        "state": state,
        "status": None,
    }
    with store.writing() as session:
        session.execute(insert(link_check_table).values(row))


def test_links_that_led_nowhere_are_found(
    store: Store, stored: StoredAssessment
) -> None:
    assert review_of(store, FRAMEWORK, stored) == ()

    checked(store, stored.id, HERE, "refused")
    checked(store, stored.id, GONE, "gone")

    (finding,) = review_of(store, FRAMEWORK, stored)
    assert finding.kind is ReviewKind.DEAD_LINK
    assert finding.indicators == ("data",)
    assert GONE in finding_sentence(finding, texts_in("en"))


def test_answers_carried_over_block_until_they_are_confirmed(
    store: Store, stored: StoredAssessment
) -> None:
    law = replace(stored.pages["law"], carried=3, to_confirm=True)
    carried = replace(stored, pages={**stored.pages, "law": law})

    found = review_of(store, FRAMEWORK, carried)

    assert [(f.kind, f.blocks) for f in found] == [
        (ReviewKind.UNCONFIRMED, True),
        (ReviewKind.UNCHANGED, False),
    ]
    assert "(3)" in finding_sentence(found[1], texts_in("en"))


@pytest.mark.parametrize("sentence", ["=1+1", "+cmd|' /C calc'!A0", "＝SUM(1)", "@x"])
def test_no_sentence_becomes_a_formula_in_a_table(sentence: str) -> None:
    finding = ReviewFinding(
        ReviewKind.CONTRADICTION, sentence, indicators=("law",), contradiction="c"
    )
    texts = texts_in("en")

    book = openpyxl.load_workbook(BytesIO(findings_xlsx(FRAMEWORK, [finding], texts)))
    table = findings_csv(FRAMEWORK, [finding], texts).decode("utf-8-sig")

    cell = book.active.cell(2, 6)
    assert (cell.data_type, cell.value) == ("s", f"'{sentence}")
    (row,) = csv.DictReader(StringIO(table))
    assert row["sentence"] == f"'{sentence}"

"""Submitted values become an answer, or a sentence that says what is wrong."""

from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from assessment.domain.answers import Answer, AnswerStatus, EvidenceItem, FigureEntry
from assessment.domain.framework import Figure
from assessment.texts import texts_in
from assessment.web.wizard.drafts import FEW, Draft, FigureDraft, draft_of, merged
from assessment.web.wizard.forms import indicator_form, read_number
from tests.builders import a_framework, an_indicator

ENGLISH = texts_in("en")
CARE = an_indicator(
    "care", figures=(Figure("helped", "Helped", "children", counts_people=True),)
)
FRAMEWORK = a_framework(CARE)


def checked(
    *fields: tuple[str, str], kept: frozenset[str] = frozenset()
) -> tuple[Answer | None, dict[str, str]]:
    """Return what a form with *fields* comes to."""
    form = indicator_form(CARE)(MultiDict([("version", "0"), *fields]))
    return form.check(FRAMEWORK, kept)


def test_ticks_become_criteria_met() -> None:
    answer, problems = checked(("met", "c1"), ("met", "c3"), ("grade", "B"))

    assert not problems
    assert answer == Answer(
        AnswerStatus.ANSWERED, met=frozenset({"c1", "c3"}), grade="B"
    )


def test_none_of_this_is_an_answer_with_nothing_met() -> None:
    answer, problems = checked(("none", "yes"))

    assert not problems
    assert answer == Answer(AnswerStatus.ANSWERED)


def test_criteria_not_asked_now_survive() -> None:
    answer, _ = checked(("met", "c1"), kept=frozenset({"c4"}))

    assert answer is not None
    assert answer.met == {"c1", "c4"}


def test_we_do_not_know_keeps_the_note_and_meets_nothing() -> None:
    answer, problems = checked(
        ("unknown", "yes"), ("note", "Ask the police."), kept=frozenset({"c4"})
    )

    assert not problems
    assert answer == Answer(AnswerStatus.UNKNOWN, note="Ask the police.")


def test_empty_rows_of_evidence_are_left_out_and_places_kept() -> None:
    answer, problems = checked(
        ("met", "c1"),
        ("evidence-0-title", " "),
        ("evidence-1-title", "Law"),
        ("evidence-2-link", "ftp://example.org"),
    )

    assert answer is not None
    assert [item.title for item in answer.evidence] == ["Law", ""]
    assert set(problems) == {"evidence-2-title", "evidence-2-link"}


def test_classes_are_made_once_per_indicator() -> None:
    assert indicator_form(CARE) is indicator_form(CARE)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1200", "en", "1200"),
        ("1,200.5", "en", "1200.5"),
        ("12.5", "fr", "12.5"),
        ("12,5", "fr", "12.5"),
        ("1 200,5", "fr", "1200.5"),
        ("1 250", "en", "1250"),
        ("1\u202f250", "en", "1250"),
        ("12,5", "en", "12.5"),
        ("1,250", "en", "1250"),
        ("١٢", "ar", "12"),
        ("0", "en", "0"),
    ],
)
def test_numbers_are_read_as_people_write_them(
    text: str, language: str, number: str
) -> None:
    assert read_number(text, texts_in(language)) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "many", "1,2,3", "1 2", "1e5", "NaN", "inf", "1-2", "12 %"]
)
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert read_number(text, ENGLISH) is None


def test_a_stored_answer_shows_as_it_was_typed() -> None:
    answer = Answer(
        AnswerStatus.ANSWERED,
        figures=(
            FigureEntry("helped", None, 2025),
            FigureEntry("spent", Decimal("1200.50")),
        ),
    )

    draft = draft_of(answer, 3, texts_in("fr"))

    assert draft.is_none
    assert draft.figure("helped") == FigureDraft(FEW, "2025")
    assert draft.figure("spent") == FigureDraft("1200,5", "")
    assert draft.figure("other") == FigureDraft()
    assert draft.version == 3


def test_merging_keeps_both_texts_and_every_document() -> None:
    mine = Draft(
        1, frozenset({"c1"}), note="Mine", evidence=(EvidenceItem("A"),), grade=""
    )
    theirs = Draft(
        2,
        frozenset({"c2"}),
        note="Theirs",
        evidence=(EvidenceItem("A"), EvidenceItem("B")),
        grade="B",
        figures={"helped": FigureDraft("7")},
    )

    both = merged(mine, theirs, "---")

    assert both == Draft(
        2,
        frozenset({"c1"}),
        grade="B",
        evidence=(EvidenceItem("A"), EvidenceItem("B")),
        figures={"helped": FigureDraft("7")},
        note="Mine\n\n---\nTheirs",
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("Same", "Same", "Same"),
        ("", "Theirs", "Theirs"),
        ("Mine and more", "Mine", "Mine and more"),
    ],
)
def test_notes_that_hold_each_other_are_not_doubled(
    mine: str, theirs: str, both: str
) -> None:
    assert merged(Draft(note=mine), Draft(note=theirs), "---").note == both


def test_a_figure_and_the_year_of_another_have_fields_of_their_own() -> None:
    spent = an_indicator(
        "spent", figures=(Figure("x", "X", "euro"), Figure("x-year", "Y", "euro"))
    )
    typed = [("figure-x", "5"), ("figure-x.year", "2025"), ("figure-x-year", "77")]
    form = indicator_form(spent)(MultiDict([("version", "0"), ("met", "c1"), *typed]))

    answer, problems = form.check(a_framework(spent), frozenset())

    assert not problems
    assert answer is not None
    assert answer.figures == (
        FigureEntry("x", Decimal(5), 2025),
        FigureEntry("x-year", Decimal(77)),
    )

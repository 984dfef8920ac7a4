"""The visibility table, cell by cell, and that nothing kept back comes through."""

import dataclasses
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answers import (
    Answer,
    Assessment,
    Clearance,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    PlanStatus,
)
from assessment.domain.people.may import Visibility
from assessment.domain.rounds.visibility import (
    PART_WORDS,
    TABLE,
    Part,
    as_visible,
    kept_back,
    shows,
)
from assessment.domain.scoring import score_assessment
from tests.builders import (
    a_framework,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

# By hand, from the words of the design: a column per choice, from nothing to all.
#                     nothing bands scores without-notes all
CELLS = {
    "header":          "- x x x x",
    "coverage":        "- x x x x",
    "bands":           "- x x x x",
    "scores":          "- - x x x",
    "levels":          "- - x x x",
    "profile":         "- - - x x",
    "criteria":        "- - - x x",
    "grades":          "- - - x x",
    "public-evidence": "- - - x x",
    "figures":         "- - - x x",
    "targets":         "- - - x x",
    "plan":            "- - - x x",
    "notes":           "- - - - x",
    "all-evidence":    "- - - - x",
    "files":           "- - - - -",
}  # fmt: skip

ORDER = (
    Visibility.NOTHING,
    Visibility.BANDS,
    Visibility.SCORES,
    Visibility.WITHOUT_NOTES,
    Visibility.ALL,
)


@pytest.mark.parametrize(
    ("part", "visibility", "cell"),
    [
        (Part(part), visibility, cell)
        for part, row in CELLS.items()
        for visibility, cell in zip(ORDER, row.split(), strict=True)
    ],
)
def test_each_cell_of_the_visibility_table_is_as_the_design_has_it(
    part, visibility, cell
):
    assert shows(visibility, part) is (cell == "x")
    assert (part in kept_back(visibility)) is (cell == "-")


def test_the_table_knows_every_choice_and_every_part_and_each_includes_the_last():
    assert set(TABLE) == set(Visibility) == set(ORDER)
    assert set(CELLS) == {part.value for part in Part} == {p.value for p in PART_WORDS}
    for less, more in pairwise(ORDER):
        assert TABLE[less] < TABLE[more]


def secret_snapshot():
    """Return a framework and a snapshot in which everything that is typed is a mark."""
    framework = a_framework(
        an_indicator("law", critical=True, caps_below=2, flags_below=3),
        an_indicator("data", type="process", point="other"),
        an_indicator("open", point="other"),
    )
    answers = {
        "law": an_answer(
            "c1",
            "c3",
            grade="A",
            evidence=(
                EvidenceItem(
                    *("PUBLIC-TITLE", "https://public.example/x"),
                    file="FILE-DIGEST",
                    file_name="FILE-NAME",
                ),
            ),
            figures=(FigureEntry("count", Decimal(421337), 2025),),
            note="NOTE-OF-LAW",
        ),
        "data": an_answer(
            "c1",
            "c2",
            grade="B",
            evidence=(EvidenceItem("SECRET-TITLE", "https://secret.example/y"),),
            note="NOTE-OF-DATA",
        ),
        "open": we_do_not_know(note="NOTE-OF-OPEN"),
    }
    snapshot = an_assessment(
        framework,
        answers,
        profile={"coast": ("yes",), "routes": ("PROFILE-VALUE",)},
        targets={"law": 4},
        target_reasons={"law": "TARGET-REASON"},
        plan=(
            PlanItem("law", "c2", owner="PLAN-OWNER", note="PLAN-NOTE", wording="OURS"),
            PlanItem("data", "c3", status=PlanStatus.DECLINED, note="DECLINED-WHY"),
        ),
        respondent="RESPONDENT",
        clearance=Clearance("CLEARED-BY", "FUNCTION", date(2026, 3, 1)),
    )
    return framework, snapshot


PLACES = {
    "RESPONDENT": Part.HEADER,
    "CLEARED-BY": Part.HEADER,
    "421337": Part.FIGURES,
    "PUBLIC-TITLE": Part.PUBLIC_EVIDENCE,
    "public.example": Part.PUBLIC_EVIDENCE,
    "SECRET-TITLE": Part.ALL_EVIDENCE,
    "secret.example": Part.ALL_EVIDENCE,
    "NOTE-OF": Part.NOTES,
    "FILE-DIGEST": Part.ALL_EVIDENCE,
    "FILE-NAME": Part.ALL_EVIDENCE,
    "TARGET-REASON": Part.TARGETS,
    "PLAN-OWNER": Part.PLAN,
    "OURS": Part.PLAN,
    "DECLINED-WHY": Part.PLAN,
    "PLAN-NOTE": Part.NOTES,
    "PROFILE-VALUE": Part.PROFILE,
    "'c1'": Part.CRITERIA,
    "'c3'": Part.CRITERIA,
}
"""What stands in the snapshot -> the part of the table that it belongs to."""


@pytest.mark.parametrize("visibility", ORDER)
@pytest.mark.parametrize("mark", PLACES)
def test_what_is_in_a_snapshot_comes_through_exactly_where_the_table_shows_it(
    mark, visibility
):
    framework, snapshot = secret_snapshot()
    card = score_assessment(framework, snapshot)

    shown = repr(as_visible(framework, snapshot, card, visibility))

    assert (mark in shown) is shows(visibility, PLACES[mark])


def test_under_bands_no_number_and_no_level_is_handed_on():
    framework, snapshot = secret_snapshot()
    card = score_assessment(framework, snapshot)

    shown = as_visible(framework, snapshot, card, Visibility.BANDS)

    assert shown.scorecard is None
    assert shown.band == card.overall_band.band
    assert (shown.answered, shown.applicable) == (2, 3)
    assert shown.is_provisional
    assert [(p.key, p.answered, p.applicable) for p in shown.points] == [
        ("systems", 1, 1),
        ("other", 1, 2),
    ]
    assert {f.name for f in dataclasses.fields(shown.points[0])} == {
        *("key", "band", "answered", "applicable")
    }


def test_scores_are_those_of_the_whole_snapshot_at_every_choice_that_shows_them():
    framework, snapshot = secret_snapshot()
    card = score_assessment(framework, snapshot)

    for visibility in (Visibility.SCORES, Visibility.WITHOUT_NOTES, Visibility.ALL):
        shown = as_visible(framework, snapshot, card, visibility)
        assert shown.scorecard.overall == card.overall
        assert shown.scorecard.bands == card.bands
        assert [s.level for s in shown.scorecard.indicators] == [1, 2, None]


def test_what_is_all_is_the_snapshot_itself():
    framework, snapshot = secret_snapshot()
    card = score_assessment(framework, snapshot)

    shown = as_visible(framework, snapshot, card, Visibility.ALL)

    assert shown.assessment == snapshot
    assert shown.scorecard == card


def test_without_notes_scored_again_gives_the_same_result():
    """Reports are made of what is left, so nothing that counts may be taken out."""
    framework, snapshot = secret_snapshot()
    card = score_assessment(framework, snapshot)

    shown = as_visible(framework, snapshot, card, Visibility.WITHOUT_NOTES)

    assert score_assessment(framework, shown.assessment) == card


TYPED = st.text(st.characters(categories=["L"]), min_size=3, max_size=16)


@given(
    st.lists(TYPED, min_size=6, max_size=6, unique=True),
    st.integers(10**12, 10**13),
    st.sampled_from(["A", "B", "C", "D", ""]),
    st.sampled_from(ORDER),
)
def test_no_note_title_link_or_figure_appears_in_what_a_lower_choice_yields(
    words, number, grade, visibility
):
    marked = [f"<{place}:{word}>" for place, word in enumerate(words)]
    note, title, link, owner, plan_note, fact = marked
    framework = a_framework(an_indicator("law"), an_indicator("data"))
    answer = an_answer(
        "c1",
        grade=grade,
        note=note,
        evidence=(EvidenceItem(title, link),),
        figures=(FigureEntry("count", Decimal(number)),),
    )
    snapshot = an_assessment(
        framework,
        {"law": answer},
        profile={"routes": (fact,)},
        plan=(PlanItem("law", "c2", owner=owner, note=plan_note),),
    )
    card = score_assessment(framework, snapshot)

    shown = repr(as_visible(framework, snapshot, card, visibility))

    without_notes = ORDER.index(visibility) >= ORDER.index(Visibility.WITHOUT_NOTES)
    everything = visibility is Visibility.ALL
    for secret, may_stand in (
        (note, everything),
        (plan_note, everything),
        (title, everything or (without_notes and grade == "A")),
        (link, everything or (without_notes and grade == "A")),
        (str(number), without_notes),
        (owner, without_notes),
        (fact, without_notes),
    ):
        assert (secret in shown) is may_stand


KNOWN = {
    Assessment: {
        *("framework", "edition", "subject", "kind", "period", "respondent"),
        *("language", "scope", "profile", "answers", "targets", "target_reasons"),
        *("plan", "clearance"),
    },
    Answer: {"status", "met", "grade", "evidence", "figures", "note"},
    EvidenceItem: {"title", "link", "date", "page", "file", "file_name"},
    PlanItem: {
        *("indicator", "criterion", "owner", "due", "status", "note", "wording")
    },
}


@pytest.mark.parametrize("kind", KNOWN, ids=lambda kind: kind.__name__)
def test_whoever_adds_a_field_decides_who_sees_it(kind):
    """What is not named in ``visibility.py`` is kept back: say there where it belongs."""
    assert {f.name for f in dataclasses.fields(kind)} == KNOWN[kind]

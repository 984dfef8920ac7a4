"""What a review finds, what of it blocks, and in which order it is told."""

from decimal import Decimal

import pytest

from assessment.domain.answers import Answer, EvidenceItem, FigureEntry
from assessment.domain.framework import IndicatorType, ReviewSettings
from assessment.domain.review import (
    EvidenceLack,
    Kept,
    ReviewFinding,
    ReviewKind,
    blockers,
    evidence_lack,
    review,
    review_of_indicator,
)
from tests.builders import (
    a_condition,
    a_criterion,
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

FRAMEWORK = a_framework(
    an_indicator("law"),
    an_indicator("ports", when=[a_condition()]),
    an_indicator("data", type=IndicatorType.OUTCOME),
    facts=(),
    review=ReviewSettings({IndicatorType.OUTCOME: 2}, figure_years=2),
)
NAMED = EvidenceItem("The law", link="https://example.org/law")
SOUND = an_answer("c1", evidence=(NAMED,))
LAW = EvidenceItem("The law")


def found_in(
    answer: Answer | None, key: str = "law", kept: Kept | None = None
) -> list[ReviewKind]:
    """Return the kinds of what is found when *key* has *answer* and all else is sound."""
    answers = dict.fromkeys(("law", "ports", "data"), SOUND)
    assessment = an_assessment(FRAMEWORK, answers).with_answer(key, answer)
    findings = review(FRAMEWORK, assessment, kept or Kept())
    assert all(key in finding.indicators for finding in findings if finding.indicators)
    return [finding.kind for finding in findings]


def test_a_sound_assessment_gives_no_finding() -> None:
    assert found_in(SOUND) == []


def test_an_unanswered_indicator_blocks_and_we_do_not_know_with_a_note_does_not() -> (
    None
):
    assessment = an_assessment(
        FRAMEWORK, {"law": we_do_not_know(note="Ask the courts."), "ports": SOUND}
    )

    blocking = blockers(review(FRAMEWORK, assessment))

    assert [(f.kind, f.indicators) for f in blocking] == [
        (ReviewKind.UNANSWERED, ("data",))
    ]


def test_we_do_not_know_without_a_note_only_warns() -> None:
    assert ReviewKind.UNKNOWN in found_in(we_do_not_know())
    assert ReviewKind.UNKNOWN in found_in(we_do_not_know(note="  "))
    assert ReviewKind.UNKNOWN not in found_in(we_do_not_know(note="Ask the courts."))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (an_answer("c1", grade=""), ReviewKind.NO_EVIDENCE),
        (an_answer("c1", grade="D"), ReviewKind.NO_EVIDENCE),
        (an_answer("c1", grade="B"), ReviewKind.NO_EVIDENCE),
        (an_answer("c1", "c2", grade=""), ReviewKind.ABOVE_EVIDENCE),
        (
            an_answer("c1", "c2", "c3", grade="C", evidence=(LAW,)),
            ReviewKind.ABOVE_EVIDENCE,
        ),
        (an_answer("c1", evidence=(LAW,)), ReviewKind.NO_LINK),
    ],
    ids=["no grade", "weakest", "not named", "upper rung", "statement", "no link"],
)
def test_what_an_answer_claims_beyond_what_it_shows_is_said_once(
    answer: Answer, kind: ReviewKind
) -> None:
    assert found_in(answer) == [kind]


@pytest.mark.parametrize(
    ("answer", "lack"),
    [
        (an_answer("c1", grade=""), EvidenceLack.NO_GRADE),
        (an_answer("c1", grade="D"), EvidenceLack.NOTHING_SHOWN),
        (an_answer("c1", grade="B"), EvidenceLack.NOT_NAMED),
        (an_answer("c1", grade="B", evidence=(LAW,)), None),
        (an_answer(grade=""), None),
    ],
    ids=["no grade", "weakest grade", "not named", "named", "nothing claimed"],
)
def test_what_an_answer_lacks(answer: Answer, lack: EvidenceLack | None) -> None:
    assert evidence_lack(FRAMEWORK, answer) == lack


def test_an_answer_that_claims_nothing_needs_no_evidence() -> None:
    assert found_in(an_answer(grade="")) == []


def test_a_public_criterion_without_a_public_document_is_named() -> None:
    public = a_criterion("printed", needs_public=True)
    framework = a_framework(
        an_indicator("law", ladder=a_ladder([public], "c2", "c3", "c4")), facts=()
    )
    answer = an_answer("printed", grade="B", evidence=(LAW,))

    (finding,) = review(framework, an_assessment(framework, {"law": answer}))

    assert finding.kind is ReviewKind.NOT_PUBLIC
    assert finding.criteria == ("printed",)
    assert not finding.blocks


def test_a_carried_answer_blocks_until_it_is_confirmed() -> None:
    kept = Kept(to_confirm=frozenset({"law"}), carried={"law": 1})

    assert found_in(SOUND, kept=kept) == [ReviewKind.UNCONFIRMED]


def test_an_answer_of_another_edition_is_not_said_to_be_of_another_round() -> None:
    assessment = an_assessment(FRAMEWORK, {"law": SOUND})

    def said(carried: int) -> str:
        kept = Kept(to_confirm=frozenset({"law"}), carried={"law": carried})
        return review_of_indicator(FRAMEWORK, assessment, "law", kept)[0].sentence

    assert "round before" in said(1)
    assert "new edition" in said(0)


def test_an_answer_unchanged_for_three_rounds_is_worth_asking_again() -> None:
    assert found_in(SOUND, kept=Kept(carried={"law": 2})) == []
    assert found_in(SOUND, kept=Kept(carried={"law": 3})) == [ReviewKind.UNCHANGED]


def test_a_link_that_led_nowhere_is_found_where_it_is_used() -> None:
    dead = Kept(dead_links=frozenset({"https://example.org/gone"}))
    gone = EvidenceItem("A report", link="https://example.org/gone")

    findings = found_in(an_answer("c1", evidence=(NAMED, gone, gone)), kept=dead)

    assert findings == [ReviewKind.DEAD_LINK]


@pytest.mark.parametrize(
    ("date", "is_old"),
    [("2023-12-31", True), ("2024", False), ("31/12/2023", True), ("", False)],
)
def test_documents_on_results_grow_old(date: str, is_old: bool) -> None:
    item = EvidenceItem("Statistics", link="https://example.org/", date=date)

    kinds = found_in(an_answer("c1", evidence=(item,)), "data")

    assert (ReviewKind.OLD_EVIDENCE in kinds) is is_old


def test_the_newest_document_counts_and_a_law_does_not_grow_old() -> None:
    old = EvidenceItem("Old", link="https://example.org/", date="1999-01-01")
    new = EvidenceItem("New", link="https://example.org/", date="2026-01-01")

    assert found_in(an_answer("c1", evidence=(old, new)), "data") == []
    assert found_in(an_answer("c1", evidence=(old,)), "law") == []


def test_a_figure_of_a_year_long_ago_is_found() -> None:
    figure = FigureEntry("trained", Decimal(7), year=2023)
    answer = an_answer("c1", evidence=(NAMED,), figures=(figure,))

    assert found_in(answer) == [ReviewKind.OLD_FIGURE]


def test_age_counts_from_the_last_year_of_the_period() -> None:
    item = EvidenceItem("Report", link="https://example.org/", date="2022")
    answers = dict.fromkeys(("law", "ports", "data"), SOUND)
    answers["data"] = an_answer("c1", evidence=(item,))

    of_2024 = an_assessment(FRAMEWORK, answers, period="2023-2024")
    of_2025 = an_assessment(FRAMEWORK, answers, period="2023-2025")

    assert review(FRAMEWORK, of_2024) == ()
    assert [f.kind for f in review(FRAMEWORK, of_2025)] == [ReviewKind.OLD_EVIDENCE]


def test_one_note_in_many_answers_is_one_finding() -> None:
    framework = a_framework(*(an_indicator(f"i{n}") for n in range(5)), facts=())
    note = "The ministry has a unit that deals with it."
    answers: dict[str, Answer | int] = {
        f"i{n}": an_answer("c1", evidence=(NAMED,), note=note.upper() if n else note)
        for n in range(5)
    }

    (finding,) = review(framework, an_assessment(framework, answers))

    assert finding.kind is ReviewKind.SAME_NOTE
    assert finding.indicators == ("i0", "i1", "i2", "i3", "i4")
    assert finding.values == {"count": 5}


def test_short_notes_and_few_of_them_are_left_alone() -> None:
    framework = a_framework(*(an_indicator(f"i{n}") for n in range(5)), facts=())
    notes = ["See above."] * 5
    short = {
        f"i{n}": an_answer("c1", evidence=(NAMED,), note=note)
        for n, note in enumerate(notes)
    }

    assert review(framework, an_assessment(framework, short)) == ()


def test_open_facts_and_a_provisional_result_only_warn() -> None:
    framework = a_framework(an_indicator("law"))
    assessment = an_assessment(framework, {"law": we_do_not_know(note="Later.")})

    findings = review(framework, assessment)

    assert [(f.kind, f.fact) for f in findings] == [
        (ReviewKind.OPEN_FACT, "coast"),
        (ReviewKind.OPEN_FACT, "routes"),
        (ReviewKind.PROVISIONAL, ""),
    ]
    assert blockers(findings) == ()


def test_what_does_not_apply_is_not_looked_at() -> None:
    framework = a_framework(
        an_indicator("law"), an_indicator("ports", when=[a_condition()])
    )
    assessment = an_assessment(
        framework, {"law": SOUND}, profile={"coast": ("no",), "routes": ()}
    )

    assert review(framework, assessment) == ()


def test_what_blocks_is_told_first_and_the_rest_by_kind_and_page() -> None:
    assessment = an_assessment(
        FRAMEWORK,
        {"law": an_answer("c1", grade=""), "ports": we_do_not_know()},
    )

    findings = review(FRAMEWORK, assessment)

    assert [(f.blocks, f.kind, f.indicators) for f in findings] == [
        (True, ReviewKind.UNANSWERED, ("data",)),
        (False, ReviewKind.NO_EVIDENCE, ("law",)),
        (False, ReviewKind.UNKNOWN, ("ports",)),
        (False, ReviewKind.PROVISIONAL, ()),
    ]


def test_the_findings_of_a_page_are_those_of_the_whole_about_it() -> None:
    answers = {"law": an_answer("c1", grade=""), "ports": we_do_not_know()}
    assessment = an_assessment(FRAMEWORK, answers)
    whole = review(FRAMEWORK, assessment)

    for key in ("law", "ports", "data"):
        about: list[ReviewFinding] = [f for f in whole if key in f.indicators]
        assert list(review_of_indicator(FRAMEWORK, assessment, key)) == about

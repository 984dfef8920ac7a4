"""What may be stored: the same rules at every door."""

import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assessment.domain.answer_check import (
    check_answer,
    check_assessment,
    check_plan,
    check_profile,
)
from assessment.domain.answers import (
    Answer,
    Clearance,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    Profile,
    Subject,
)
from assessment.domain.framework import FactKind, Figure
from assessment.domain.text_check import is_web_link, text_problems
from tests.builders import (
    a_fact,
    a_framework,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

LAW = an_indicator(
    "law",
    figures=(
        Figure("children", "Children", "persons", counts_people=True),
        Figure("budget", "Budget", "EUR"),
    ),
)
FRAMEWORK = a_framework(
    LAW,
    an_indicator("data"),
    facts=(
        a_fact("coast"),
        a_fact("routes", "origin", "destination"),
        a_fact("law-type", "civil", "common", kind=FactKind.ONE_OF),
    ),
)


def found(answer: Answer) -> list[tuple[str, str]]:
    return [(p.path, p.message) for p in check_answer(LAW, FRAMEWORK, answer)]


def figure(key: str, value: str | None, year: int | None = None) -> Answer:
    amount = None if value is None else Decimal(value)
    return an_answer(figures=(FigureEntry(key, amount, year),))


@pytest.mark.parametrize(
    "answer",
    [
        an_answer(),
        an_answer("c1", "c4", grade=""),
        we_do_not_know(note="Ask the police.\r\n\tThen the courts."),
        an_answer(evidence=(EvidenceItem("Law"),) * 20),
        an_answer(evidence=(EvidenceItem("Law", "http://example.org/a?b#c"),)),
        an_answer(note="x" * 4000),
        figure("children", "0"),
        figure("children", "5", 2025),
        figure("children", None),
        figure("budget", "3.25"),
    ],
    ids=lambda answer: repr(answer)[:60],
)
def test_a_good_answer_has_no_problems(answer: Answer) -> None:
    assert found(answer) == []


@pytest.mark.parametrize(
    ("answer", "path", "said"),
    [
        (an_answer("c9"), "met", "no criterion “c9”"),
        (we_do_not_know(met=frozenset({"c1"})), "met", "exclude each other"),
        (an_answer(grade="Z"), "grade", "no evidence grade"),
        (an_answer(note="x" * 4001), "note", "4001 characters"),
        (an_answer(note="a\x00b"), "note", "cannot be read"),
        (an_answer(note="a\ud800b"), "note", "cannot be read"),
        (an_answer(evidence=(EvidenceItem("L"),) * 21), "evidence", "At most 20"),
        (an_answer(evidence=(EvidenceItem(" "),)), "evidence.0.title", "a title"),
        (an_answer(evidence=(EvidenceItem("x" * 301),)), "evidence.0.title", "301"),
        (
            an_answer(evidence=(EvidenceItem("L", "https://e.org/" + "x" * 2000),)),
            "evidence.0.link",
            "2014 characters",
        ),
        (figure("unheard", "1"), "figures.unheard", "no figure"),
        (figure("children", "1"), "figures.children", "enter “<5”"),
        (figure("children", "4"), "figures.children", "enter “<5”"),
        (figure("children", "7.5"), "figures.children", "whole number"),
        (figure("budget", "-1"), "figures.budget", "not negative"),
        (figure("budget", "NaN"), "figures.budget", "not negative"),
        (figure("budget", None), "figures.budget", "only for counts of people"),
        (figure("budget", "1", 26), "figures.budget", "four digits"),
        (
            an_answer(figures=(FigureEntry("budget", Decimal(1)),) * 2),
            "figures.budget",
            "given twice",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_answer_is_told_with_its_place(
    answer: Answer, path: str, said: str
) -> None:
    problems = found(answer)

    assert [p for p, _ in problems] == [f"answers.law.{path}"]
    assert said in problems[0][1]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https://",
        "https:///path",
        "https://exa mple.org",
        "https://example.org/\nx",
        "http://[::1",
        " https://example.org",
    ],
)
def test_only_addresses_of_the_web_are_links(link: str) -> None:
    assert not is_web_link(link)
    assert found(an_answer(evidence=(EvidenceItem("L", link),)))


def test_all_problems_are_told_at_once() -> None:
    answer = an_answer("c9", grade="Z", note="x" * 4001)

    assert len(found(answer)) == 3


@pytest.mark.parametrize(
    "profile",
    [{}, {"coast": ("no",)}, {"routes": ()}, {"routes": ("origin", "destination")}],
)
def test_a_good_profile_has_no_problems(profile: Profile) -> None:
    assert check_profile(FRAMEWORK, profile) == ()


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ({"moon": ("yes",)}, "no fact “moon”"),
        ({"coast": ("maybe",)}, "“maybe” cannot be chosen"),
        ({"coast": ("yes", "no")}, "exactly one"),
        ({"coast": ()}, "exactly one"),
        ({"law-type": ("civil", "common")}, "exactly one"),
        ({"routes": ("origin", "origin")}, "chosen twice"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_profile_is_told(profile: Profile, said: str) -> None:
    (problem,) = check_profile(FRAMEWORK, profile)

    assert said in problem.message


@pytest.mark.parametrize(
    ("targets", "items", "path", "said"),
    [
        ({"moon": 3}, (), "targets.moon", "no indicator"),
        ({"law": 0}, (), "targets.law", "1 to 4"),
        ({"law": 5}, (), "targets.law", "1 to 4"),
        ({}, (PlanItem("moon", "c1"),), "plan.0", "no indicator"),
        ({}, (PlanItem("law", "c9"),), "plan.0", "no criterion"),
        ({}, (PlanItem("law", "c1"), PlanItem("law", "c1")), "plan.1", "twice"),
        ({}, (PlanItem("law", "c1", owner="x" * 201),), "plan.0.owner", "201"),
    ],
)
def test_a_bad_plan_is_told(
    targets: dict[str, int], items: tuple[PlanItem, ...], path: str, said: str
) -> None:
    (problem,) = check_plan(FRAMEWORK, targets, items)

    assert problem.path == path
    assert said in problem.message


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"subject": Subject("xa")}, "subject.code"),
        ({"subject": Subject("XA", "x" * 201)}, "subject.name"),
        ({"period": "last year"}, "period"),
        ({"period": "2026-2025"}, "period"),
        ({"language": "English"}, "language"),
        ({"respondent": "x" * 201}, "respondent"),
        # In a message they would be lines of ours, in a calendar entries of their own.
        (
            {"respondent": "A network\n\nSign in again: https://evil.example"},
            "respondent",
        ),
        ({"subject": Subject("XA", "Samplia\rBEGIN:VALARM")}, "subject.name"),
        ({"respondent": "A network\u2029B"}, "respondent"),
        ({"clearance": Clearance("x" * 201, "", date(2026, 1, 1))}, "clearance.name"),
        ({"answers": {"moon": an_answer()}}, "answers.moon"),
        ({"answers": {"law": an_answer("c9")}}, "answers.law.met"),
        ({"profile": {"moon": ("yes",)}}, "profile.moon"),
        ({"targets": {"law": 9}}, "targets.law"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_whole_assessment_is_checked_in_every_part(
    change: dict[str, object], path: str
) -> None:
    assessment = an_assessment(FRAMEWORK, {"data": 2})
    assert check_assessment(FRAMEWORK, assessment) == ()

    (problem,) = check_assessment(FRAMEWORK, replace(assessment, **change))  # type: ignore[arg-type]

    assert problem.path == path


def test_what_is_printable_holds_nothing_that_cannot_be_read() -> None:
    """Texts are first asked as a whole: that must never let through what letters would not."""
    every = map(chr, range(sys.maxunicode + 1))
    refused = [c for c in every if list(text_problems(f"a{c}", 10, "note"))]

    assert {"\0", "\x85", "\u202e", "\ufeff", "\ufffe", "\U0010ffff"} <= set(refused)
    assert not {"a", "\n", "\t", "ا", "\u200f", "\u200d", "é", "中"} & set(refused)
    assert len(refused) == 2048 + 62 + 2 + 66 + 1

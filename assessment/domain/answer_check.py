"""Whether what was entered belongs to the framework and is within its limits.

Every door (wizard, import, command line) passes through these functions before anything
is stored, so that nothing stored needs to be doubted. All problems are reported at once.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assessment.domain.answers import (
    Answer,
    Assessment,
    AssessmentKind,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    Profile,
)
from assessment.domain.evidence.files import file_problems
from assessment.domain.framework import FactKind, Figure, Framework, Indicator
from assessment.domain.plan.check import plan_problems, target_problems
from assessment.domain.text_check import (
    NAME_LENGTH,
    NOTE_LENGTH,
    day_problems,
    is_possible_day,
    link_problems,
    name_problems,
    text_problems,
)
from assessment.errors import N_, Problem

TITLE_LENGTH = 300
LINK_LENGTH = 2000
DATE_LENGTH = 40
PAGE_LENGTH = 100
EVIDENCE_ITEMS = 20
FEWEST_PEOPLE = 5
"""Counts of people from 1 to below this are never entered, so that none is recognised."""
LARGEST_FIGURE = Decimal(10) ** 15
MOST_DECIMALS = 12
YEARS = range(1900, 2101)

_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{4})?")
_CODE = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def check_answer(
    indicator: Indicator, framework: Framework, answer: Answer
) -> tuple[Problem, ...]:
    """Return everything wrong with *answer*; empty when it may be stored.

    The ``path`` of a problem names the field: ``answers.KEY.met``, ``.grade``,
    ``.evidence.0.link``, ``.figures.FIGURE``, ``.note``.
    """
    path = f"answers.{indicator.key}"
    return tuple(
        problem
        for problems in (
            _met_problems(indicator, answer, path),
            _grade_problems(framework, answer, path),
            _evidence_problems(answer.evidence, path),
            _figure_problems(indicator, answer.figures, path),
            text_problems(answer.note, NOTE_LENGTH, f"{path}.note"),
        )
        for problem in problems
    )


def check_profile(framework: Framework, profile: Profile) -> tuple[Problem, ...]:
    """Return everything wrong with *profile*; paths are ``profile.FACT``."""
    return tuple(_profile_problems(framework, profile))


def check_plan(
    framework: Framework,
    targets: Mapping[str, int],
    items: tuple[PlanItem, ...],
    reasons: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Return everything wrong with targets, their *reasons* and the plan.

    The ``path`` of a problem is ``targets.KEY``, ``target_reasons.KEY``, or names the item
    and its field: ``plan.0``, ``plan.0.note``.
    """
    return (
        *target_problems(framework, targets, reasons or {}),
        *plan_problems(framework, items),
    )


def check_assessment(
    framework: Framework, assessment: Assessment
) -> tuple[Problem, ...]:
    """Return everything wrong with a whole assessment: its header and every part."""
    problems = [*_header_problems(assessment)]
    problems += check_profile(framework, assessment.profile)
    for key, answer in assessment.answers.items():
        indicator = framework.indicators_by_key.get(key)
        if indicator is None:
            problems.append(_unknown_indicator(f"answers.{key}", key))
        else:
            problems += check_answer(indicator, framework, answer)
    problems += check_plan(
        framework, assessment.targets, assessment.plan, assessment.target_reasons
    )
    return tuple(problems)


def _problem(path: str, template: str, **values: object) -> Problem:
    return Problem(path, 0, 0, template, values, path)


def _unknown_indicator(path: str, key: str) -> Problem:
    return _problem(path, N_("There is no indicator “{key}” in this edition."), key=key)


def _met_problems(indicator: Indicator, answer: Answer, path: str) -> Iterator[Problem]:
    known = {criterion.key for criterion in indicator.criteria()}
    for key in sorted(answer.met - known):
        yield _problem(
            f"{path}.met", N_("There is no criterion “{key}” here."), key=key
        )
    if answer.met and not answer.is_answered:
        yield _problem(
            f"{path}.met",
            N_("“We do not know” and ticked criteria exclude each other: choose one."),
        )


def _grade_problems(
    framework: Framework, answer: Answer, path: str
) -> Iterator[Problem]:
    if answer.grade and answer.grade not in framework.grades_by_letter:
        yield _problem(
            f"{path}.grade",
            N_("There is no evidence grade “{grade}”."),
            grade=answer.grade,
        )
    if answer.grade and not answer.is_answered:
        yield _problem(
            f"{path}.grade",
            N_(
                "“We do not know” and an evidence grade exclude each other: choose one."
            ),
        )


def _evidence_problems(
    evidence: tuple[EvidenceItem, ...], path: str
) -> Iterator[Problem]:
    if len(evidence) > EVIDENCE_ITEMS:
        yield _problem(
            f"{path}.evidence",
            N_("At most {limit} pieces of evidence fit; these are {count}."),
            limit=EVIDENCE_ITEMS,
            count=len(evidence),
        )
    for place, item in enumerate(evidence):
        at = f"{path}.evidence.{place}"
        if item.title.strip():
            yield from name_problems(item.title, TITLE_LENGTH, f"{at}.title")
        else:
            yield _problem(f"{at}.title", N_("Give the evidence a title."))
        yield from text_problems(item.link, LINK_LENGTH, f"{at}.link")
        yield from text_problems(item.date, DATE_LENGTH, f"{at}.date")
        yield from text_problems(item.page, PAGE_LENGTH, f"{at}.page")
        yield from link_problems(item.link, f"{at}.link")
        if not is_possible_day(item.date):
            yield _problem(f"{at}.date", N_("There is no such day."))
        if item.file or item.file_name:
            yield from file_problems(item.file, item.file_name, at)


def _figure_problems(
    indicator: Indicator, entries: tuple[FigureEntry, ...], path: str
) -> Iterator[Problem]:
    figures = {figure.key: figure for figure in indicator.figures}
    seen: set[str] = set()
    for entry in entries:
        at = f"{path}.figures.{entry.key}"
        if entry.key not in figures:
            yield _problem(at, N_("There is no figure “{key}” here."), key=entry.key)
            continue
        if entry.key in seen:
            yield _problem(at, N_("This figure is given twice."))
        seen.add(entry.key)
        yield from _value_problems(figures[entry.key], entry.value, at)
        if entry.year is not None and entry.year not in YEARS:
            yield _problem(at, N_("Give the year with four digits, such as 2026."))


def _value_problems(
    figure: Figure, value: Decimal | None, path: str
) -> Iterator[Problem]:
    if value is None:
        if not figure.counts_people:
            yield _problem(path, N_("“<5” is only for counts of people."))
    elif not value.is_finite() or value < 0:
        yield _problem(path, N_("Give a number that is not negative."))
    elif value > LARGEST_FIGURE:
        yield _problem(path, N_("This number is too large."))
    elif _decimals(value) > MOST_DECIMALS:
        yield _problem(
            path, N_("Give a number with at most {most} decimals."), most=MOST_DECIMALS
        )
    elif figure.counts_people and 0 < value < FEWEST_PEOPLE:
        yield _problem(
            path,
            N_(
                "So few people could be recognised: enter “<5” instead of 1, 2, 3 or 4."
            ),
        )
    elif figure.counts_people and value != value.to_integral_value():
        yield _problem(path, N_("A count of people is a whole number."))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _profile_problems(framework: Framework, profile: Profile) -> Iterator[Problem]:
    for key, chosen in profile.items():
        path = f"profile.{key}"
        fact = framework.facts_by_key.get(key)
        if fact is None:
            yield _problem(
                path, N_("There is no fact “{key}” in this edition."), key=key
            )
            continue
        for value in chosen:
            if value not in fact.values:
                yield _problem(
                    path, N_("“{value}” cannot be chosen here."), value=value
                )
        if len(set(chosen)) != len(chosen):
            yield _problem(path, N_("The same thing is chosen twice."))
        if fact.kind is not FactKind.SEVERAL_OF and len(chosen) != 1:
            yield _problem(path, N_("Choose exactly one."))


def _kind_problems(assessment: Assessment) -> Iterator[Problem]:
    """Keep exercises and real countries apart (ADR 0009)."""
    subject, kind = assessment.subject, assessment.kind
    if subject.is_invented and kind is AssessmentKind.GOVERNMENT:
        yield _problem(
            "subject.code",
            N_("{code} is an invented country: the kind must be training."),
            code=subject.code,
        )
    if kind is AssessmentKind.TRAINING and not subject.is_invented:
        yield _problem(
            "subject.code",
            N_("Training data needs an invented country, XA to XZ, not {code}."),
            code=subject.code,
        )


def _header_problems(assessment: Assessment) -> Iterator[Problem]:
    subject = assessment.subject
    if not _CODE.fullmatch(subject.code):
        yield _problem(
            "subject.code", N_("A country code is two capital letters, such as XA.")
        )
    else:
        yield from _kind_problems(assessment)
    yield from _period_problems(assessment.period)
    if not _LANGUAGE.fullmatch(assessment.language):
        yield _problem("language", N_("A language is a code such as en, fr or ar."))
    yield from name_problems(subject.name, NAME_LENGTH, "subject.name")
    yield from name_problems(assessment.respondent, NAME_LENGTH, "respondent")
    if (clearance := assessment.clearance) is not None:
        yield from name_problems(clearance.name, NAME_LENGTH, "clearance.name")
        yield from name_problems(clearance.function, NAME_LENGTH, "clearance.function")
        yield from day_problems(clearance.on, "clearance.on")
        if clearance.reference:
            yield from name_problems(
                clearance.reference, NAME_LENGTH, "clearance.reference"
            )


def _period_problems(period: str) -> Iterator[Problem]:
    first, _, last = period.partition("-")
    if not _PERIOD.fullmatch(period) or int(first) not in YEARS:
        yield _problem("period", N_("A period is a year or a span: 2026 or 2025-2026."))
    elif last and last < first:
        yield _problem("period", N_("The period ends before it begins."))

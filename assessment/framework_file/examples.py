"""Golden examples: answers whose scores an author worked out by hand (DESIGN section 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    Subject,
)
from assessment.domain.framework import Example, ExampleAnswer, Framework
from assessment.domain.gaps import find_gaps
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.errors import N_, Problem

_NONE = "none"


@dataclass(frozen=True, slots=True)
class Disappointment:
    """An expectation of an example that did not come true."""

    example: str
    name: str
    expected: str
    got: str

    def problem(self, source: str, line: int = 0, column: int = 0) -> Problem:
        """Return it as a problem of the framework file."""
        return Problem(
            source,
            line,
            column,
            N_('Example "{example}" expects {name} {expected}, but it is {got}.'),
            {
                "example": self.example,
                "name": self.name,
                "expected": self.expected,
                "got": self.got,
            },
            f"examples.{self.example}.expect.{self.name}",
        )


def run_examples(framework: Framework) -> tuple[Problem, ...]:
    """Score every example and return what did not come out as expected."""
    return tuple(found.problem(framework.key) for found in disappointments(framework))


def disappointments(framework: Framework) -> tuple[Disappointment, ...]:
    """Return the unmet expectations of every example, in file order."""
    return tuple(
        Disappointment(example.key, name, expected, got)
        for example in framework.examples
        for name, expected, got in _compare(framework, example)
        if got != expected
    )


def _compare(framework: Framework, example: Example) -> Iterator[tuple[str, str, str]]:
    assessment = _assessment(framework, example)
    scorecard = score_assessment(framework, assessment)
    for name, expected in example.expect.items():
        kind, _, key = name.partition(":")
        if kind == "gap":
            gaps = find_gaps(framework, assessment, scorecard)
            ranks = {gap.indicator: rank for rank, gap in enumerate(gaps, start=1)}
            found: object = ranks.get(key)
        else:
            found = _found(scorecard, kind, key)
        yield name, expected, _as_text(found, like=expected)


def _assessment(framework: Framework, example: Example) -> Assessment:
    return Assessment(
        framework=framework.key,
        edition=framework.edition,
        subject=Subject("XA"),
        kind=AssessmentKind.TRAINING,
        period="2000",
        profile=example.profile,
        answers={key: _answer(given) for key, given in example.answers.items()},
    )


def _answer(given: ExampleAnswer) -> Answer:
    if given.unknown:
        return Answer(AnswerStatus.UNKNOWN)
    return Answer(AnswerStatus.ANSWERED, met=frozenset(given.met), grade=given.grade)


def _found(scorecard: Scorecard, kind: str, key: str) -> object:
    overall = scorecard.overall
    if kind == "point":
        return next((p.score for p in scorecard.points if p.key == key), None)
    if kind == "level":
        return scorecard.by_key[key].level
    band = scorecard.overall_band
    simple: dict[str, object] = {
        "overall": overall.score,
        "low": overall.low,
        "high": overall.high,
        "evidenced": overall.evidenced,
        "coverage": overall.coverage,
        "band": band.band if band is not None else None,
        "law-practice-gap": scorecard.law_practice_gap,
    }
    return simple[kind]


def _as_text(value: object, *, like: str) -> str:
    """Write *value* with as many decimals as the author did, rounded half up."""
    if value is None:
        return _NONE
    if not isinstance(value, Decimal):
        return str(value)
    try:
        step = Decimal(1).scaleb(min(int(Decimal(like).as_tuple().exponent), 0))
    except (InvalidOperation, ValueError):
        step = Decimal("0.1")
    return str(value.quantize(step, rounding=ROUND_HALF_UP))

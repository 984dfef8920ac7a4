"""Small frameworks, indicators and assessments for tests, with complete defaults.

A test names what matters to it and leaves the rest to the defaults::

    framework = a_framework(an_indicator("law", weight=2), an_indicator("data"))
    assessment = an_assessment(framework, {"law": an_answer("c1", "c2")})

Criteria are called ``c1`` to ``c4``, one per rung, unless the test gives a ladder.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    Subject,
)
from assessment.domain.framework import (
    Band,
    Citation,
    Condition,
    Criterion,
    Effort,
    EvidenceGrade,
    Fact,
    FactKind,
    FactOption,
    Framework,
    Indicator,
    IndicatorType,
    Level,
    Point,
    Provenance,
    Rung,
    ScoringSettings,
    Sector,
    Source,
)

LEVELS = tuple(
    Level(number, label, Decimal(number * 25))
    for number, label in enumerate(("None", "Started", "Partial", "Full", "Lasting"))
)
GRADES = (
    EvidenceGrade("A", "Public document", "Anyone can read it.", None, public=True),
    EvidenceGrade("B", "Official document", "The assessor has seen it.", None),
    EvidenceGrade("C", "Statement", "Somebody said so in writing.", 2),
    EvidenceGrade("D", "None", "Nothing to show.", 1),
)
BANDS = (
    Band("weak", "Weak", Decimal(0), "Little in place."),
    Band("middle", "Middle", Decimal(40), "Some in place."),
    Band("strong", "Strong", Decimal(70), "Most in place."),
)
SECTORS = (Sector("justice", "Justice"), Sector("health", "Health"))


def a_criterion(
    key: str,
    *,
    when: Sequence[Condition] = (),
    effort: str = "quick",
    owner: str = "justice",
    **given: Any,
) -> Criterion:
    """Return a criterion; its text and action are made of its key."""
    return Criterion(
        key=key,
        text=f"It is true that {key} holds.",
        action=f"Bring {key} about.",
        effort=Effort(effort),
        owner=owner,
        when=tuple(when),
        **given,
    )


def a_ladder(*rungs: str | Iterable[str | Criterion]) -> tuple[Rung, ...]:
    """Return a ladder: each argument is a rung, as ``"a b"`` or a list of criteria."""
    ladder = []
    for level, rung in enumerate(rungs, start=1):
        given = rung.split() if isinstance(rung, str) else rung
        criteria = tuple(a_criterion(c) if isinstance(c, str) else c for c in given)
        ladder.append(Rung(level, criteria))
    return tuple(ladder)


def an_indicator(key: str = "law", **given: Any) -> Indicator:
    """Return an indicator; *given* replaces any field; ``weight`` may be an int."""
    fields: dict[str, Any] = {
        "point": "systems",
        "title": f"Title of {key}",
        "question": f"Is there {key}?",
        "why": f"Because {key} matters.",
        "why_citations": (Citation("OWN"),),
        "type": IndicatorType.STRUCTURE,
        "lead": "justice",
        "ladder": a_ladder("c1", "c2", "c3", "c4"),
        "citations": (Citation("OWN"),),
    } | given
    fields["type"] = IndicatorType(fields["type"])
    fields["weight"] = Decimal(fields.get("weight", 1))
    return Indicator(key=key, **fields)


def a_fact(key: str = "coast", *values: str, **given: Any) -> Fact:
    """Return a yes/no fact, or one with several of *values* to choose from."""
    options = tuple(FactOption(v, v.capitalize()) for v in values or ("yes", "no"))
    fields: dict[str, Any] = {
        "question": f"Does {key} hold?",
        "kind": FactKind.SEVERAL_OF if values else FactKind.YES_NO,
        "options": options,
        "reasons": {
            value: f"The answer was {value}." for value in ("no",) if not values
        },
    } | given
    return Fact(key=key, **fields)


def a_condition(fact: str = "coast", *values: str) -> Condition:
    """Return a condition on *fact*, "yes" unless *values* are given."""
    return Condition(fact, values or ("yes",))


def a_point(key: str = "systems", **given: Any) -> Point:
    """Return a point."""
    fields: dict[str, Any] = {
        "title": f"Title of {key}",
        "summary": f"What {key} is about.",
        "provenance": Provenance.PARAPHRASED,
        "citations": (Citation("OWN"),),
    } | given
    fields["weight"] = Decimal(fields.get("weight", 1))
    return Point(key=key, **fields)


def a_framework(*indicators: Indicator, **given: Any) -> Framework:
    """Return a framework of *indicators*, with the points they name unless given."""
    asked = indicators or (an_indicator("law"), an_indicator("data"))
    points = tuple(a_point(key) for key in dict.fromkeys(i.point for i in asked))
    fields: dict[str, Any] = {
        "key": "test-framework",
        "edition": "1.0",
        "title": "A framework for tests",
        "publisher": "Nobody",
        "licence": "CC0-1.0",
        "language": "en",
        "summary": "Short.",
        "disclaimer": "A score is not a verdict.",
        "levels": LEVELS,
        "grades": GRADES,
        "bands": BANDS,
        "scoring": ScoringSettings(Decimal("0.8"), 3, "middle"),
        "sectors": SECTORS,
        "points": points,
        "facts": (a_fact("coast"), a_fact("routes", "origin", "destination")),
        "sources": (Source("OWN", "The authors' own addition"),),
        "digest": "0" * 64,
    } | given
    return Framework(indicators=asked, **fields)


def an_answer(*met: str, grade: str = "A", **given: Any) -> Answer:
    """Return an answer with the criteria *met* (none: answered at level 0)."""
    return Answer(AnswerStatus.ANSWERED, met=frozenset(met), grade=grade, **given)


def we_do_not_know(**given: Any) -> Answer:
    """Return the answer "we do not know"."""
    return Answer(AnswerStatus.UNKNOWN, **given)


def an_answer_at(indicator: Indicator, level: int, *, grade: str = "A") -> Answer:
    """Return the answer that meets every criterion of rungs 1 to *level*."""
    met = [c.key for r in indicator.ladder if r.level <= level for c in r.criteria]
    return an_answer(*met, grade=grade)


def an_assessment(
    framework: Framework | None = None,
    answers: Mapping[str, Answer | int] | None = None,
    *,
    code: str = "XA",
    **given: Any,
) -> Assessment:
    """Return an assessment of an invented country.

    Args:
        framework: What was answered; :func:`a_framework` when omitted.
        answers: Indicator key -> answer, or the level it should reach.
        code: Country code.
        given: Other fields of the assessment.
    """
    framework = framework or a_framework()
    made = {
        key: an_answer_at(framework.indicators_by_key[key], answer)
        if isinstance(answer, int)
        else answer
        for key, answer in (answers or {}).items()
    }
    fields: dict[str, Any] = {
        "framework": framework.key,
        "edition": framework.edition,
        "subject": Subject(code),
        "kind": AssessmentKind.TRAINING,
        "period": "2026",
    } | given
    fields["kind"] = AssessmentKind(fields["kind"])
    return Assessment(answers=made, **fields)

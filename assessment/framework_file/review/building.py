"""Contradictions and settings that were found sound become objects of the domain."""

from assessment.domain.framework import (
    Condition,
    Contradiction,
    CriterionSign,
    FigureSign,
    GradeSign,
    IndicatorType,
    LevelSign,
    ReviewSettings,
    Sign,
)
from assessment.yaml_nodes.reading import Part


def build_contradiction(part: Part) -> Contradiction:
    """Return the contradiction of a file without problems."""
    return Contradiction(
        key=part["key"],
        when=tuple(_sign(sign) for sign in part.parts("when")),
        say=part["say"],
        blocks=part.get("blocks", False),
    )


def build_review_settings(part: Part | None) -> ReviewSettings:
    """Return how old answers may be; without a *part*, as old as they like."""
    if part is None:
        return ReviewSettings()
    years: Part | None = part.get("evidence_years")
    given = years.values if years is not None else {}
    return ReviewSettings(
        evidence_years={IndicatorType(kind): limit for kind, limit in given.items()},
        figure_years=part.get("figure_years"),
        unchanged_rounds=part.get("unchanged_rounds", 3),
    )


def _sign(part: Part) -> Sign:
    if "fact" in part.values:
        values = tuple(part.get("in", ())) or (part.get("is") or part["has"],)
        return Condition(part["fact"], values)
    indicator = part["indicator"]
    for name in ("met", "not_met"):
        if name in part.values:
            return CriterionSign(indicator, part[name], met=name == "met")
    if "grade" in part.values:
        return GradeSign(indicator, tuple(part["grade"]))
    if "figure" in part.values:
        return FigureSign(
            indicator,
            part["figure"],
            of=part.get("of", ""),
            of_indicator=part.get("of_indicator", ""),
            at_least=part.get("at_least"),
            below=part.get("below"),
            is_missing=part.get("is_missing", False),
        )
    return LevelSign(indicator, part.get("level_at_least"), part.get("level_below"))

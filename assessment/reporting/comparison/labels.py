"""What the assessments of a comparison are called, so that no two share a name."""

from collections import Counter

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.comparison import (
    Comparison,
    Exclusion,
    short_id,
)
from assessment.domain.framework import Framework, Scope
from assessment.errors import N_
from assessment.reporting.shapes.parts import Fact
from assessment.texts import Texts, texts_in

KINDS = {
    AssessmentKind.GOVERNMENT: N_("Government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative"),
    AssessmentKind.TRAINING: N_("Exercise"),
}

LABELS = {
    (Scope.FULL, False): N_("%(country)s %(period)s"),
    (Scope.FULL, True): N_("%(country)s %(period)s, alternative view"),
    (Scope.CORE, False): N_("%(country)s %(period)s, core round"),
    (Scope.CORE, True): N_("%(country)s %(period)s, core round, alternative view"),
}
"""Scope and whether it is somebody else's view -> what stands above a column."""


NO_REASONS = {
    Exclusion.PROVISIONAL: N_("Provisional: only %(coverage)s answered."),
    Exclusion.OTHER_EDITION: N_("Answered against another edition: %(edition)s."),
}


def column_labels(comparison: Comparison, language: str) -> dict[str, str]:
    """Return column key -> a label of its own: country, period, whose view.

    Twins are told apart by who answered, and where that is the same by a short id.
    """
    texts = texts_in(language)
    labels = {c.key: label(texts, c.assessment) for c in comparison.columns}
    for key, who in told_apart(comparison).items():
        if who:
            labels[key] = texts.gettext(
                "%(label)s (%(who)s)", label=labels[key], who=who
            )
    return labels


def told_apart(comparison: Comparison) -> dict[str, str]:
    """Return column key -> what tells it from others of the same country and period.

    Empty where nothing is the same; else who answered, with a short id when that is the
    same too, or unknown.
    """
    names = {c.key: _twin_name(c.assessment) for c in comparison.columns}
    times = Counter(names.values())
    people = Counter(
        (names[c.key], c.assessment.respondent) for c in comparison.columns
    )
    found = {}
    for column in comparison.columns:
        name, who = names[column.key], column.assessment.respondent
        alike = people[name, who] > 1
        parts = (who, short_id(column.key) if alike or not who else "")
        found[column.key] = (
            ", ".join(part for part in parts if part) if times[name] > 1 else ""
        )
    return found


def _twin_name(assessment: Assessment) -> tuple[object, ...]:
    subject = assessment.subject
    return (
        *(subject.code, subject.name, assessment.period, assessment.scope),
        assessment.kind is AssessmentKind.ALTERNATIVE,
    )


def kind_names(comparison: Comparison, language: str) -> dict[str, str]:
    """Return column key -> whose assessment it is, in words."""
    texts = texts_in(language)
    return {
        column.key: texts.gettext(KINDS[column.assessment.kind])
        for column in comparison.columns
    }


def label(texts: Texts, assessment: Assessment) -> str:
    """Return country and period of *assessment*, and that it is an alternative view."""
    country = texts.country(assessment.subject.code, assessment.subject.name)
    is_alternative = assessment.kind is AssessmentKind.ALTERNATIVE
    template = LABELS[assessment.scope, is_alternative]
    return texts.gettext(template, country=country, period=assessment.period)


def scope_text(framework: Framework, scope: Scope, texts: Texts) -> str:
    """Say how much the round asked; empty where a framework has one kind of round."""
    if not framework.has_core:
        return ""
    asked = texts.number(len(framework.in_scope(scope).indicators))
    if scope is Scope.CORE:
        every = texts.number(len(framework.in_scope(Scope.FULL).indicators))
        return texts.gettext(
            "Core round: %(asked)s of %(every)s indicators", asked=asked, every=every
        )
    return texts.gettext("Full round: %(asked)s indicators", asked=asked)


def left_out(comparison: Comparison, texts: Texts) -> tuple[Fact, ...]:
    """Return what was kept out, each with the reason in words."""
    return tuple(
        Fact(
            label(texts, excluded.assessment),
            texts.gettext(
                NO_REASONS[excluded.reason],
                coverage=texts.percent(excluded.coverage),
                edition=excluded.assessment.edition,
            ),
        )
        for excluded in comparison.excluded
    )

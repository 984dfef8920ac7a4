"""Compose how to read a score, the worked calculation, and the provenance."""

from decimal import Decimal

from assessment import __version__
from assessment.domain.answers import AssessmentKind
from assessment.domain.explanation import explain_overall
from assessment.errors import N_
from assessment.reporting.method.framework import (
    FrameworkMethod,
    framework_method,
)
from assessment.reporting.national.material import Material, country_name
from assessment.reporting.national.report import Fact, Method
from assessment.reporting.national.report import Provenance as ProvenancePage
from assessment.reporting.paper.printed import Attachment
from assessment.texts import Texts

KIND_WORDS = {
    AssessmentKind.GOVERNMENT: N_("Self-assessment by the government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative assessment"),
    AssessmentKind.TRAINING: N_("Training example, invented country"),
}


def kind_text(material: Material) -> str:
    """Return whose assessment this is."""
    kind = material.assessment.kind
    if material.assessment.is_training:
        kind = AssessmentKind.TRAINING
    return material.texts.gettext(KIND_WORDS[kind])


def compose_method(material: Material) -> Method:
    """Compose the chapter on method."""
    texts, framework = material.texts, material.framework
    method = framework_method(framework, texts)
    return Method(
        rules=method.rules,
        levels=method.levels,
        grades=method.grades,
        bands=method.bands,
        worked_intro=texts.gettext(
            "The overall score is the mean of the point scores, each with its weight. "
            "Weight and score multiply; the products are added and divided by the sum "
            "of the weights that count. Contributions are rounded for print, so that "
            "their sum may differ in the last digit."
        ),
        worked=_worked_lines(material),
        worked_result=_worked_result(material),
        disclaimer=method.disclaimer,
        points=_point_provenance(texts, method),
        sources=tuple(
            Fact(source.code, source.title, source.origin)
            for source in method.sources
            if source.is_basic
        ),
    )


def _worked_lines(material: Material) -> tuple[str, ...]:
    texts = material.texts
    explanation = explain_overall(material.framework, material.card)
    points = material.framework.points_by_key
    lines = []
    for term in explanation.terms:
        values = {
            "number": material.number(term.key),
            "title": texts.framework(points[term.key].title),
            "score": texts.number(term.score, 2),
            "weight": _weight(texts, term.weight),
            "sum": _weight(texts, explanation.weight_sum),
            "contribution": texts.number(term.contribution, 2),
        }
        if term.score is None:
            line = texts.gettext("%(number)s %(title)s: no score, left out", **values)
        else:
            line = texts.gettext(
                "%(number)s %(title)s: %(score)s × %(weight)s ÷ %(sum)s = "
                "%(contribution)s",
                **values,
            )
        lines.append(line)
    return tuple(lines)


def _weight(texts: Texts, weight: Decimal) -> str:
    return texts.number(weight, 0 if weight % 1 == 0 else 2)


def _worked_result(material: Material) -> tuple[str, ...]:
    texts, overall = material.texts, material.card.overall
    explanation = explain_overall(material.framework, material.card)
    if overall.score is None:
        return (texts.gettext("Nothing is answered yet, so there is no score."),)
    return (
        texts.gettext(
            "Sum of the weights that count: %(weights)s. Overall score: %(score)s, "
            "printed as %(rounded)s.",
            weights=_weight(texts, explanation.weight_sum),
            score=texts.number(overall.score, 2),
            rounded=texts.number(overall.score),
        ),
        texts.gettext(
            "Range: with everything open at the lowest level %(low)s, at the highest "
            "%(high)s. Backed by evidence: %(evidenced)s.",
            low=texts.number(overall.low, 1),
            high=texts.number(overall.high, 1),
            evidenced=texts.number(overall.evidenced, 1),
        ),
    )


def _point_provenance(texts: Texts, method: FrameworkMethod) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            point.number,
            point.title,
            texts.gettext(
                "%(how)s: %(where)s. %(note)s",
                how=point.how,
                where="; ".join(" ".join(place).strip() for place in point.places),
                note=point.note,
            ).strip(),
        )
        for point in method.points
    )


def compose_provenance(
    material: Material, attachments: tuple[Attachment, ...]
) -> ProvenancePage:
    """Compose where the document comes from and how to check it."""
    texts, framework = material.texts, material.framework
    mine = material.assessment
    cleared = texts.gettext("not cleared yet")
    if mine.clearance is not None:
        cleared = texts.gettext(
            "%(name)s, %(function)s, %(date)s",
            name=mine.clearance.name,
            function=mine.clearance.function,
            date=texts.date(mine.clearance.on),
        )
    facts = (
        Fact(texts.gettext("Country"), country_name(material, mine)),
        Fact(texts.gettext("Kind"), kind_text(material)),
        Fact(texts.gettext("Period"), mine.period),
        Fact(texts.gettext("Answered by"), mine.respondent or "–"),
        Fact(texts.gettext("Cleared by"), cleared),
        Fact(texts.gettext("Framework"), texts.framework(framework.title)),
        Fact(texts.gettext("Edition"), framework.edition),
        Fact(texts.gettext("Fingerprint of the edition"), framework.digest),
        Fact(texts.gettext("Publisher"), texts.framework(framework.publisher)),
        Fact(texts.gettext("Licence"), framework.licence),
        Fact(texts.gettext("Made on"), texts.datetime(material.made_on)),
        Fact(texts.gettext("Made with"), f"gap-assessment {__version__}"),
        Fact(texts.gettext("Attached file"), ", ".join(a.name for a in attachments)),
    )
    how = (
        texts.gettext(
            "The answers behind this report are attached to it as a file. Anyone can "
            "open them again and calculate every score anew:"
        ),
        "assessment verify REPORT.pdf",
        texts.gettext(
            "The verification code below is the fingerprint of that file. When a "
            "number on paper or an answer in the file was changed, they no longer "
            "agree and the check says so."
        ),
    )
    return ProvenancePage(facts, how)

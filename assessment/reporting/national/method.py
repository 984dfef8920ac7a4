"""Compose how to read a score, the worked calculation, and the provenance."""

from decimal import Decimal

from assessment import __version__
from assessment.domain.explanation import explain_overall
from assessment.reporting.method.framework import framework_method
from assessment.reporting.national.report import (
    Method,
    Provenance,
    WorkedLine,
)
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.shapes.clearance import clearance_facts
from assessment.reporting.shapes.material import (
    Material,
    country_name,
    kind_text,
    time_text,
)
from assessment.reporting.shapes.parts import Fact
from assessment.reporting.shapes.wording import NOTHING, Wording
from assessment.texts import Texts


def compose_method(material: Material) -> Method:
    """Compose the chapter on method."""
    framework = material.framework
    method = framework_method(framework, material.texts)
    return Method(
        rules=method.rules,
        levels=method.levels,
        grades=method.grades,
        bands=method.bands,
        worked_intro=material.words.say(
            "The overall score is the mean of the point scores, each with its weight. "
            "Contributions are rounded for print, so that their sum may differ in the "
            "last digit."
        ),
        worked=_worked_lines(material),
        worked_result=_worked_result(material),
        disclaimer=material.words.framework(framework.disclaimer),
        translation=_translation(material),
        origins=material.words.say(
            "Where each point comes from, every source, and what the words of the "
            "questions mean stands in the record."
        ),
    )


def _translation(material: Material) -> Wording:
    """Return that the words of the framework are translated; nothing when they are not."""
    original = material.texts.original_of(material.framework)
    if not original:
        return NOTHING
    return material.words.say(
        "The questions are a working translation: the text in %(language)s decides.",
        language=original,
    )


def _worked_lines(material: Material) -> tuple[WorkedLine, ...]:
    texts = material.texts
    explanation = explain_overall(material.framework, material.card)
    decimals = material.scale.decimals + 2
    return tuple(
        WorkedLine(
            number=material.number(term.key),
            title=material.point_title(term.key),
            score=texts.number(term.score, decimals),
            weight=_weight(texts, term.weight),
            contribution=texts.number(term.contribution, decimals),
        )
        for term in explanation.terms
    )


def _weight(texts: Texts, weight: Decimal) -> str:
    return texts.number(weight, 0 if weight % 1 == 0 else 2)


def _worked_result(material: Material) -> tuple[Wording, ...]:
    words, texts, overall = material.words, material.texts, material.card.overall
    explanation = explain_overall(material.framework, material.card)
    decimals = material.scale.decimals + 1
    if overall.score is None:
        return (words.say("Nothing is answered yet, so there is no score."),)
    return (
        words.say(
            "Sum of the weights that count: %(weights)s. Overall score: %(score)s, "
            "printed as %(rounded)s.",
            weights=_weight(texts, explanation.weight_sum),
            score=texts.number(overall.score, decimals + 1),
            rounded=material.score(overall.score),
        ),
        words.say(
            "Range: with everything open at the lowest level %(low)s, at the highest "
            "%(high)s. Backed by evidence: %(evidenced)s.",
            low=texts.number(overall.low, decimals),
            high=texts.number(overall.high, decimals),
            evidenced=texts.number(overall.evidenced, decimals),
        ),
    )


def compose_terms(material: Material) -> tuple[Fact, ...]:
    """Compose the words that the framework defines, in the order of its file."""
    words = material.words
    return tuple(
        Fact(words.framework(term.term), words.framework(term.definition))
        for term in material.framework.terms
    )


def compose_provenance(
    material: Material, attachments: tuple[Attachment, ...]
) -> Provenance:
    """Compose where the document comes from and how to check it."""
    words, framework = material.words, material.framework
    mine = material.assessment
    facts = (
        Fact(words.say("Country"), country_name(material, mine)),
        Fact(words.say("Kind"), kind_text(material)),
        Fact(words.say("Period"), words.typed(mine.period)),
        Fact(words.say("Answered by"), words.typed(mine.respondent or "–")),
        *clearance_facts(material),
        Fact(words.say("Framework"), words.framework(framework.title)),
        Fact(words.say("Edition"), words.typed(framework.edition)),
        Fact(words.say("Fingerprint of the edition"), words.typed(framework.digest)),
        Fact(words.say("Publisher"), words.framework(framework.publisher)),
        Fact(words.say("Licence"), words.typed(framework.licence)),
        Fact(words.say("Made on"), words.typed(time_text(material))),
        Fact(words.say("Made with"), words.typed(f"gap-assessment {__version__}")),
        Fact(
            words.say("Attached files"),
            words.join(words.typed(attached.name) for attached in attachments),
        ),
    )
    return Provenance(facts, how_to_check(material))


def how_to_check(material: Material) -> tuple[Wording, ...]:
    """Return how a reader can check the document, and what a check cannot prove."""
    words = material.words
    return (
        words.say(
            "The answers behind this report are attached to it. Anyone can calculate "
            "every figure anew: %(command)s",
            command="assessment verify REPORT.pdf",
        ),
        words.say(
            "The fingerprint below is that of the attached files. The check "
            "tells when a printed figure or an answer was changed. It cannot tell "
            "whether the answers are true, nor see a drawing laid over a page."
        ),
    )

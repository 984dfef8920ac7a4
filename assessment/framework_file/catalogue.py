"""The texts of a framework that people see, for translation catalogues."""

from collections.abc import Iterator

from assessment.domain.framework import Framework, Indicator
from assessment.domain.terms import forms_as_text


def framework_texts(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield ``(text, comment)`` for every text to translate, in file order.

    The comment tells the translator where it stands, e.g. ``indicator helpline: why``.
    The same text may come more than once; keys are never translated.
    """
    yield from _header(framework)
    for point in framework.points:
        yield point.title, f"point {point.key}: title"
        yield point.summary, f"point {point.key}: summary"
        yield from _given(point.note, f"point {point.key}: note")
    for recommendation in framework.recommendations:
        yield recommendation.text, f"recommendation {recommendation.key}: text"
        yield recommendation.body, f"recommendation {recommendation.key}: body"
    yield from _profile(framework)
    for indicator in framework.indicators:
        yield from _indicator(indicator)
    for term in framework.terms:
        yield term.term, f"term {term.key}: term"
        yield forms_as_text(term.forms), f"term {term.key}: phrases, divided by |"
        yield term.definition, f"term {term.key}: definition"
    for declared in framework.contradictions:
        yield declared.say, f"contradiction {declared.key}: what is said of it"
    for archetype in framework.archetypes:
        yield archetype.label, f"archetype {archetype.key}: label"
        yield archetype.description, f"archetype {archetype.key}: description"


def _header(framework: Framework) -> Iterator[tuple[str, str]]:
    yield framework.title, "framework: title"
    yield framework.publisher, "framework: publisher"
    yield framework.summary, "framework: summary"
    yield framework.disclaimer, "framework: disclaimer"
    for level in framework.levels:
        yield level.label, f"level {level.number}: label"
    for grade in framework.grades:
        yield grade.label, f"evidence {grade.grade}: label"
        yield grade.help, f"evidence {grade.grade}: help"
    for band in framework.bands:
        yield band.label, f"band {band.key}: label"
        yield from _given(band.meaning, f"band {band.key}: meaning")
    for sector in framework.sectors:
        yield sector.label, f"sector {sector.key}: label"
    for instrument in framework.instruments:
        yield instrument.title, f"instrument {instrument.key}: title"
    for target in framework.sdg_targets:
        yield target.title, f"SDG target {target.key}: title"
    for source in framework.sources:
        yield source.title, f"source {source.code}: title"
        yield from _given(source.publisher, f"source {source.code}: publisher")
        yield from _given(source.seen, f"source {source.code}: seen")
        yield from _given(source.note, f"source {source.code}: note")


def _profile(framework: Framework) -> Iterator[tuple[str, str]]:
    for fact in framework.facts:
        yield fact.question, f"fact {fact.key}: question"
        yield from _given(fact.help, f"fact {fact.key}: help")
        for option in fact.options:
            yield option.label, f"fact {fact.key}: {option.value}"
        for value, reason in fact.reasons.items():
            yield reason, f"fact {fact.key}: reason for {value}"


def _indicator(indicator: Indicator) -> Iterator[tuple[str, str]]:
    where = f"indicator {indicator.key}"
    yield indicator.title, f"{where}: title"
    yield indicator.question, f"{where}: question"
    yield indicator.why, f"{where}: why"
    for criterion in indicator.criteria():
        yield criterion.text, f"{where}: criterion {criterion.key}"
        yield criterion.action, f"{where}: action {criterion.key}"
    if indicator.proof is not None:
        yield indicator.proof.because, f"{where}: proof"
    for figure in indicator.figures:
        yield figure.label, f"{where}: figure {figure.key}"
        yield figure.unit, f"{where}: unit of {figure.key}"
        yield from _given(figure.help, f"{where}: help of {figure.key}")
    for text in indicator.evidence:
        yield text, f"{where}: evidence"
    for text in indicator.mistakes:
        yield text, f"{where}: mistake"


def _given(text: str, comment: str) -> Iterator[tuple[str, str]]:
    if text:
        yield text, comment

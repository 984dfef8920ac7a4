"""How scores come about in a framework: rules, scales, provenance, sources, weaknesses.

The method chapter of the report and the method page of the web application are both made
from this; it needs no assessment.
"""

from collections import Counter
from dataclasses import dataclass

from assessment.domain.framework import (
    Citation,
    EvidenceGrade,
    Framework,
    Provenance,
    Source,
)
from assessment.errors import N_
from assessment.reporting.method.rules import method_rules
from assessment.reporting.shapes.parts import Fact
from assessment.texts import Texts

PROVENANCE_WORDS = {
    Provenance.QUOTED: N_("quoted"),
    Provenance.PARAPHRASED: N_("paraphrased"),
    Provenance.INFERRED: N_("inferred"),
}


@dataclass(frozen=True, slots=True)
class PointOrigin:
    """Where a point comes from.

    Attributes:
        kind: How sure its wording is, as in the framework file.
        how: The same in words.
        places: Code of a source and the place in it.
    """

    number: str
    title: str
    summary: str
    kind: str
    how: str
    places: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A document that is cited.

    Attributes:
        origin: Publisher and date.
        seen: How much of it the authors have read.
        is_basic: Points or recommendations rest on it, not single indicators alone.
    """

    code: str
    title: str
    origin: str
    seen: str
    note: str
    is_basic: bool


@dataclass(frozen=True, slots=True)
class FrameworkMethod:
    """Everything about the method that does not depend on an assessment.

    Attributes:
        seen: How much was read -> of how many sources, most first.
    """

    rules: tuple[Fact, ...]
    levels: tuple[str, ...]
    grades: tuple[str, ...]
    bands: tuple[str, ...]
    disclaimer: str
    points: tuple[PointOrigin, ...]
    sources: tuple[SourceLine, ...]
    seen: tuple[tuple[str, int], ...]


def framework_method(framework: Framework, texts: Texts) -> FrameworkMethod:
    """Put the method of *framework* into words."""
    basic = _basic_sources(framework)
    sources = tuple(
        _source(source, texts, is_basic=source.code in basic)
        for source in framework.sources
    )
    read = Counter(source.seen for source in sources if source.seen)
    return FrameworkMethod(
        rules=method_rules(framework, texts),
        levels=_levels(framework, texts),
        grades=tuple(_grade_text(texts, grade) for grade in framework.grades),
        bands=_bands(framework, texts),
        disclaimer=texts.framework(framework.disclaimer),
        points=tuple(
            PointOrigin(
                number=framework.numbers[point.key],
                title=texts.framework(point.title),
                summary=texts.framework(point.summary),
                kind=point.provenance.value,
                how=texts.gettext(PROVENANCE_WORDS[point.provenance]),
                places=tuple((c.source, c.at) for c in point.citations),
                note=texts.framework(point.note),
            )
            for point in framework.points
        ),
        sources=sources,
        seen=tuple(read.most_common()),
    )


def _basic_sources(framework: Framework) -> frozenset[str]:
    """Return the codes of the sources that points and recommendations rest on."""
    cited: list[Citation] = []
    for point in framework.points:
        cited += point.citations
    for recommendation in framework.recommendations:
        cited += recommendation.citations
    return frozenset(citation.source for citation in cited)


def _source(source: Source, texts: Texts, *, is_basic: bool) -> SourceLine:
    publisher = texts.framework(source.publisher)
    return SourceLine(
        code=source.code,
        title=texts.framework(source.title),
        origin=", ".join(part for part in (publisher, source.date) if part),
        seen=texts.framework(source.seen),
        note=texts.framework(source.note),
        is_basic=is_basic,
    )


def _levels(framework: Framework, texts: Texts) -> tuple[str, ...]:
    return tuple(
        texts.gettext(
            "%(number)s %(label)s: score %(score)s",
            number=texts.number(level.number),
            label=texts.framework(level.label),
            score=texts.exact(level.score),
        )
        for level in framework.levels
    )


def _grade_text(texts: Texts, grade: EvidenceGrade) -> str:
    if grade.cap is None:
        return texts.gettext(
            "%(grade)s %(label)s: supports any level",
            grade=grade.grade,
            label=texts.framework(grade.label),
        )
    return texts.gettext(
        "%(grade)s %(label)s: supports up to level %(level)s",
        grade=grade.grade,
        label=texts.framework(grade.label),
        level=texts.number(grade.cap),
    )


def _bands(framework: Framework, texts: Texts) -> tuple[str, ...]:
    return tuple(
        texts.gettext(
            "From %(lower)s: %(label)s. %(meaning)s",
            lower=texts.exact(band.lower),
            label=texts.framework(band.label),
            meaning=texts.framework(band.meaning),
        )
        for band in framework.bands
    )

"""Compose how to read a score, the worked calculation, and the provenance."""

from decimal import Decimal

from assessment import __version__
from assessment.domain.answers import AssessmentKind
from assessment.domain.explanation import explain_overall
from assessment.domain.framework import EvidenceGrade, Provenance
from assessment.errors import N_
from assessment.reporting.material import Material, citation_text, country_name
from assessment.reporting.report import Fact, Method
from assessment.reporting.report import Provenance as ProvenancePage
from assessment.texts import Texts

PROVENANCE_WORDS = {
    Provenance.QUOTED: N_("quoted"),
    Provenance.PARAPHRASED: N_("paraphrased"),
    Provenance.INFERRED: N_("inferred"),
}
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
    return Method(
        rules=_rules(material),
        levels=tuple(
            texts.gettext(
                "%(number)s %(label)s: score %(score)s",
                number=texts.number(level.number),
                label=texts.framework(level.label),
                score=texts.number(level.score),
            )
            for level in framework.levels
        ),
        grades=tuple(_grade_text(texts, grade) for grade in framework.grades),
        bands=tuple(
            texts.gettext(
                "From %(lower)s: %(label)s. %(meaning)s",
                lower=texts.number(band.lower),
                label=texts.framework(band.label),
                meaning=texts.framework(band.meaning),
            )
            for band in framework.bands
        ),
        worked_intro=texts.gettext(
            "The overall score is the mean of the point scores, each with its weight. "
            "Weight and score multiply; the products are added and divided by the sum "
            "of the weights that count. Contributions are rounded for print, so that "
            "their sum may differ in the last digit."
        ),
        worked=_worked_lines(material),
        worked_result=_worked_result(material),
        disclaimer=texts.framework(framework.disclaimer),
        points=_point_provenance(material),
        sources=_sources(material),
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


def _rules(material: Material) -> tuple[Fact, ...]:
    texts, settings = material.texts, material.framework.scoring
    return (
        Fact(
            texts.gettext("Level"),
            texts.gettext(
                "An indicator stands on the highest level up to which everything below "
                "is met too. What is met further up is shown as ahead and not counted."
            ),
        ),
        Fact(
            texts.gettext("Score"),
            texts.gettext(
                "A point is the mean of its answered indicators, the whole the mean of "
                "its points. What is not answered is left out, never counted as zero."
            ),
        ),
        Fact(
            texts.gettext("Range"),
            texts.gettext(
                "The same means, once with everything open at the lowest level and once "
                "at the highest. The true result lies between the two."
            ),
        ),
        Fact(
            texts.gettext("Evidence"),
            texts.gettext(
                "The evidenced score lowers each level to what its evidence supports. "
                "It says how much of the claim somebody else could check."
            ),
        ),
        Fact(
            texts.gettext("Coverage"),
            texts.gettext(
                "Below %(minimum)s answered, a result is provisional: it is marked "
                "everywhere, not compared and not published.",
                minimum=texts.percent(settings.minimum_coverage),
            ),
        ),
        Fact(
            texts.gettext("Critical indicators"),
            texts.gettext(
                "One of them at level 0 holds the band at “%(band)s” or below, whatever "
                "the number. The number itself is never changed.",
                band=material.band_label(settings.cap_band),
            ),
        ),
        Fact(
            texts.gettext("Rounding"),
            texts.gettext(
                "Scores are calculated exactly and rounded once, half up, for print."
            ),
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


def _point_provenance(material: Material) -> tuple[Fact, ...]:
    texts = material.texts
    return tuple(
        Fact(
            material.number(point.key),
            texts.framework(point.title),
            texts.gettext(
                "%(how)s: %(where)s. %(note)s",
                how=texts.gettext(PROVENANCE_WORDS[point.provenance]),
                where=citation_text(material, point.citations),
                note=texts.framework(point.note),
            ).strip(),
        )
        for point in material.framework.points
    )


def _sources(material: Material) -> tuple[Fact, ...]:
    """Return the sources that points and recommendations rest on, in file order."""
    framework = material.framework
    cited = {
        citation.source
        for group in (framework.points, framework.recommendations)
        for entry in group
        for citation in entry.citations
    }
    return tuple(
        Fact(
            source.code,
            material.texts.framework(source.title),
            ", ".join(part for part in (source.publisher, source.date) if part),
        )
        for source in framework.sources
        if source.code in cited
    )


def compose_provenance(material: Material, file_name: str) -> ProvenancePage:
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
        Fact(texts.gettext("Attached file"), file_name),
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

"""Compose the blank questionnaire: what is asked, and nothing that was answered. Pure."""

from collections.abc import Iterator
from datetime import datetime

from assessment.domain.answers import Assessment
from assessment.domain.framework import Fact as ProfileFact
from assessment.domain.framework import FactKind, Framework, Indicator
from assessment.domain.profile import is_applicable, is_criterion_applicable
from assessment.domain.terms import find_terms
from assessment.domain.voices import NO_REPLIES, Replies
from assessment.reporting.brief.compose import invented_notice
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.questionnaire.page import (
    AskedFact,
    AskedFigure,
    AskedPoint,
    AskedRung,
    Questionnaire,
    Sheet,
)
from assessment.reporting.shapes.document import SAMPLE_KEYWORDS, assessment_name
from assessment.reporting.shapes.material import (
    Material,
    country_name,
    level_text,
    material_of,
    time_text,
)
from assessment.reporting.shapes.parts import Fact
from assessment.reporting.shapes.seal import Imprint
from assessment.reporting.shapes.wording import NOTHING, Wording


def compose_questionnaire(  # noqa: PLR0913 - as every composer
    framework: Framework,
    assessment: Assessment,
    *,
    language: str,
    made_on: datetime,
    alternative: Assessment | None = None,
    previous: Assessment | None = None,
    previous_framework: Framework | None = None,
    replies: Replies = NO_REPLIES,
    imprint: Imprint | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Questionnaire:
    """Compose what *framework* asks of the country of *assessment*.

    Its profile leaves out what is not asked; where there is none, the questions about the
    country stand first. Without a period it belongs to nobody yet and names no country.
    Nothing is attached and no answer is read: a form is handed to other offices.
    """
    material = material_of(framework, assessment, language=language, made_on=made_on)
    words = material.words
    is_ours = bool(assessment.period)
    name = words.say("Questionnaire")
    points = tuple(_points(material))
    is_sample = is_ours and assessment.is_training
    watermark = material.texts.gettext("SAMPLE · TRAINING") if is_sample else ""
    country = country_name(material, assessment) if is_ours else NOTHING
    title = words.framework(material.framework.title)
    return Questionnaire(
        language=material.texts.language,
        direction=material.texts.direction,
        title=" · ".join(
            str(p) for p in (name, country, assessment.period or title) if p
        ),
        subject=str(title),
        keywords=SAMPLE_KEYWORDS if is_sample else (),
        made_on=material.made_on.strftime("%Y-%m-%dT%H:%M:%SZ"),
        header=_header(material, watermark, name, country),
        watermark=watermark,
        template="questionnaire",
        file_name=f"{assessment_name(assessment)}-questionnaire",
        attachments=(),
        printed={},
        scale="",
        kind=name,
        country=country or title,
        period=words.typed(assessment.period),
        subtitle=_subtitle(material, is_ours=is_ours),
        notice=invented_notice(material) if is_sample else NOTHING,
        about=_about(material, points),
        left_out=_left_out(material, points),
        how=_how(material),
        facts=() if assessment.profile else _facts(material),
        points=points,
        grades=tuple(
            words.say(
                "%(grade)s %(label)s",
                grade=grade.grade,
                label=words.framework(grade.label),
            )
            for grade in material.framework.grades
        ),
        terms=_terms(material, points),
        provenance=_provenance(material),
    )


def _header(material: Material, watermark: str, name: Wording, country: Wording) -> str:
    edition = material.texts.gettext(
        "Edition %(edition)s", edition=material.framework.edition
    )
    told = (watermark, str(country), material.assessment.period, str(name), edition)
    return " · ".join(part for part in told if part)


def _subtitle(material: Material, *, is_ours: bool) -> Wording:
    words, framework = material.words, material.framework
    title = (words.framework(framework.title),) if is_ours else ()
    edition = words.say("edition %(edition)s", edition=framework.edition)
    return words.join((*title, edition), " · ")


def _about(material: Material, points: tuple[AskedPoint, ...]) -> Wording:
    count = sum(len(point.sheets) for point in points)
    return material.words.count(
        "%(num)s question on the following pages.",
        "%(num)s questions on the following pages.",
        count,
    )


def _left_out(material: Material, points: tuple[AskedPoint, ...]) -> Wording:
    asked = sum(len(point.sheets) for point in points)
    count = len(material.framework.indicators) - asked
    if not count:
        return NOTHING
    return material.words.count(
        "%(num)s question is left out: the profile of the country says that it does not "
        "apply.",
        "%(num)s questions are left out: the profile of the country says that they do not "
        "apply.",
        count,
    )


def _how(material: Material) -> tuple[Wording, ...]:
    say = material.words.say
    return (
        say(
            "Tick each statement that is true today. A level is reached when everything "
            "up to it is ticked; what is ticked above it is kept and does not count yet."
        ),
        say(
            "If nobody knows, tick “We do not know”. That is an answer, too: it lowers no "
            "score and says what to find out."
        ),
        say(
            "Name what shows it: title, link, date, page. Tick the letter for the best of "
            "it."
        ),
        say(
            "Write nothing by which a person under 18 can be recognised: no name, no "
            "number of a file. Of fewer than five people write <5."
        ),
    )


def _facts(material: Material) -> tuple[AskedFact, ...]:
    return tuple(_fact(material, fact) for fact in material.framework.facts)


def _fact(material: Material, fact: ProfileFact) -> AskedFact:
    words = material.words
    several = fact.kind is FactKind.SEVERAL_OF
    return AskedFact(
        question=words.framework(fact.question),
        help=words.framework(fact.help),
        how=words.say("Tick all that apply.") if several else words.say("Tick one."),
        options=tuple(words.framework(option.label) for option in fact.options),
    )


def _points(material: Material) -> Iterator[AskedPoint]:
    framework, profile = material.framework, material.assessment.profile
    for point in framework.points:
        sheets = tuple(
            _sheet(material, indicator)
            for indicator in framework.indicators_of[point.key]
            if is_applicable(indicator, profile)
        )
        if sheets:
            yield AskedPoint(
                material.number(point.key),
                material.point_title(point.key),
                material.words.framework(point.summary),
                sheets,
            )


def _sheet(material: Material, indicator: Indicator) -> Sheet:
    say = material.words.framework
    return Sheet(
        number=material.number(indicator.key),
        title=say(indicator.title),
        is_critical=indicator.critical,
        question=say(indicator.question),
        why=say(indicator.why),
        lead=material.sector(indicator.lead),
        rungs=tuple(_rungs(material, indicator)),
        figures=tuple(
            AskedFigure(say(f.label), say(f.unit), say(f.help))
            for f in indicator.figures
        ),
        evidence=tuple(say(text) for text in indicator.evidence),
        mistakes=tuple(say(text) for text in indicator.mistakes),
    )


def _rungs(material: Material, indicator: Indicator) -> Iterator[AskedRung]:
    profile = material.assessment.profile
    for rung in indicator.ladder:
        asked = tuple(
            material.words.framework(criterion.text)
            for criterion in rung.criteria
            if is_criterion_applicable(criterion, profile)
        )
        if asked:
            yield AskedRung(level_text(material, rung.level), asked)


def _terms(material: Material, points: tuple[AskedPoint, ...]) -> tuple[Fact, ...]:
    """Return the words that these questions use, in the order of the framework's file."""
    framework, texts = material.framework, material.texts
    asked = {sheet.number for point in points for sheet in point.sheets}
    used: set[str] = set()
    for indicator in framework.indicators:
        if framework.numbers[indicator.key] not in asked:
            continue
        criteria = (criterion.text for criterion in indicator.criteria())
        for text in (indicator.question, *criteria, *indicator.evidence):
            forms = texts.term_forms(framework.terms, text)
            found = find_terms(texts.framework(text), forms)
            used.update(key for _, _, key in found)
    say = material.words.framework
    return tuple(
        Fact(say(term.term), say(term.definition))
        for term in framework.terms
        if term.key in used
    )


def _provenance(material: Material) -> tuple[Fact, ...]:
    words, framework = material.words, material.framework
    return (
        Fact(words.say("Framework"), words.framework(framework.title)),
        Fact(words.say("Edition"), words.typed(framework.edition)),
        Fact(words.say("Fingerprint of the edition"), words.typed(framework.digest)),
        Fact(words.say("Publisher"), words.framework(framework.publisher)),
        Fact(words.say("Licence"), words.typed(framework.licence)),
        Fact(words.say("Made on"), words.typed(time_text(material))),
    )

"""Compose the record: each answer in full, criterion by criterion. Pure."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from assessment.domain.answers import Answer, Assessment, EvidenceItem, FigureEntry
from assessment.domain.evidence import file_mark
from assessment.domain.explanation import (
    CriterionState,
    RungExplanation,
    explain_indicator,
)
from assessment.domain.framework import Figure, Framework, Indicator
from assessment.domain.voices import NO_REPLIES, Replies
from assessment.reporting.brief.compose import (
    cleared_line,
    invented_notice,
    subtitle_of,
)
from assessment.reporting.method.origins import framework_origins
from assessment.reporting.national.chapters import level_figure
from assessment.reporting.national.method import compose_provenance, compose_terms
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.record.page import (
    CriterionLine,
    ProfileLine,
    Record,
    RecordEntry,
    RecordPoint,
)
from assessment.reporting.shapes.document import frame_of
from assessment.reporting.shapes.material import (
    Material,
    country_name,
    inapplicable_reason,
    kind_text,
    material_of,
    state_text,
)
from assessment.reporting.shapes.parts import Fact
from assessment.reporting.shapes.replies import compose_replies, replies_to_indicator
from assessment.reporting.shapes.seal import Imprint
from assessment.reporting.shapes.wording import Wording, printed_figures

SIGNS = {
    CriterionState.MET: "✓",
    CriterionState.AHEAD: "✓",
    CriterionState.UNMET: "–",
    CriterionState.INAPPLICABLE: "○",
}


def compose_record(  # noqa: PLR0913 - all but two by name
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
) -> Record:
    """Compose the record; arguments as for the gap report.

    The alternative and the last round are not part of it: they have records of their own.
    Replies to the alternative are: a reviewer reads them at the answer they are about.

    Raises:
        EditionMismatchError: when *alternative* or *previous* is of another edition.
    """
    material = material_of(
        framework,
        assessment,
        language=language,
        made_on=made_on,
        alternative=alternative,
        previous=previous,
        previous_framework=previous_framework,
        replies=replies,
        imprint=imprint,
    )
    words = material.words
    name = words.say("Record of answers")
    points = tuple(_points(material))
    return Record(
        **frame_of(material, name, template="record", attachments=attachments),
        kind=kind_text(material),
        country=country_name(material, material.assessment),
        period=words.typed(material.assessment.period),
        subtitle=subtitle_of(material, name),
        notice=invented_notice(material),
        cleared=cleared_line(material),
        intro=words.say(
            "Every criterion stands under the number of its rung: ✓ met, – not met, "
            "○ does not apply. A level is reached when everything up to it is met; what "
            "is met above it is printed and does not count yet."
        ),
        profile=_profile(material),
        points=points,
        replies=compose_replies(material),
        origins=framework_origins(framework, material.texts),
        terms=compose_terms(material),
        provenance=compose_provenance(material, attachments),
        printed=printed_figures(points),
    )


def _profile(material: Material) -> tuple[ProfileLine, ...]:
    """Return what the country says about itself: it decides what is asked."""
    words, mine = material.words, material.assessment
    lines = []
    for fact in material.framework.facts:
        labels = {option.value: option.label for option in fact.options}
        chosen: tuple[Wording, ...]
        if fact.key not in mine.profile:
            chosen = (words.say("not answered"),)
        elif not mine.profile[fact.key]:
            chosen = (words.say("none of these"),)
        else:
            chosen = tuple(
                words.framework(labels.get(value, value))
                for value in mine.profile[fact.key]
            )
        lines.append(ProfileLine(words.framework(fact.question), chosen))
    return tuple(lines)


def _points(material: Material) -> Iterator[RecordPoint]:
    for point in material.framework.points:
        members = material.framework.indicators_of[point.key]
        if members:
            yield RecordPoint(
                number=material.number(point.key),
                title=material.point_title(point.key),
                entries=tuple(_entry(material, indicator) for indicator in members),
            )


def _entry(material: Material, indicator: Indicator) -> RecordEntry:
    score = material.card.by_key[indicator.key]
    answer = material.assessment.answers.get(indicator.key)
    applies = score.is_applicable
    return RecordEntry(
        key=indicator.key,
        number=material.number(indicator.key),
        title=material.title(indicator.key),
        is_critical=indicator.critical,
        level=level_figure(material, score),
        state=state_text(material, indicator.key),
        reason=Wording("") if applies else inapplicable_reason(material, indicator),
        lines=tuple(_lines(material, indicator)) if applies else (),
        backing=tuple(_backing(material, indicator, answer))
        if answer is not None and applies
        else (),
        notes=_notes(material, answer) if answer is not None and applies else (),
        replies=replies_to_indicator(material, indicator.key),
    )


def _lines(material: Material, indicator: Indicator) -> Iterator[CriterionLine]:
    explanation = explain_indicator(
        material.framework, material.assessment, material.card, indicator.key
    )
    texts = {c.key: c.text for c in indicator.criteria()}
    for rung in explanation.rungs:
        yield from _rung_lines(material, rung, texts)


def _rung_lines(
    material: Material, rung: RungExplanation, texts: dict[str, str]
) -> Iterator[CriterionLine]:
    words = {
        CriterionState.MET: material.texts.gettext("met"),
        CriterionState.AHEAD: material.texts.gettext("met"),
        CriterionState.UNMET: material.texts.gettext("not met"),
        CriterionState.INAPPLICABLE: material.texts.gettext("does not apply"),
    }
    for place, (key, state) in enumerate(rung.criteria):
        yield CriterionLine(
            rung="" if place else material.texts.number(rung.level),
            sign=SIGNS[state],
            state=words[state],
            is_met=state in {CriterionState.MET, CriterionState.AHEAD},
            text=material.words.framework(texts[key]),
        )


def _backing(
    material: Material, indicator: Indicator, answer: Answer
) -> Iterator[Fact]:
    words = material.words
    if answer.is_answered or answer.evidence:
        grade = (
            words.say("Evidence %(grade)s", grade=answer.grade)
            if answer.grade
            else words.say("Evidence")
        )
        items = [_evidence(material, item) for item in answer.evidence]
        yield Fact(
            grade,
            words.join(items, words.say("; ")) if items else words.say("none given"),
        )
    labels = {figure.key: figure for figure in indicator.figures}
    for entry in answer.figures:
        if entry.key in labels:
            figure = labels[entry.key]
            yield Fact(words.framework(figure.label), _figure(material, figure, entry))


def _figure(material: Material, figure: Figure, entry: FigureEntry) -> Wording:
    words = material.words
    value = "<5" if entry.value is None else _number(material, entry.value)
    told = words.say(
        "%(value)s %(unit)s", value=value, unit=words.framework(figure.unit)
    )
    if entry.year is None:
        return told
    return words.say("%(what)s (%(year)s)", what=told, year=entry.year)


def _number(material: Material, value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return material.texts.number(value, decimals)


def _evidence(material: Material, item: EvidenceItem) -> Wording:
    words = material.words
    # "12" becomes "p. 12"; "art. 3" and "pp. 4-6" say themselves what they are.
    page = (
        words.say("p. %(page)s", page=item.page)
        if item.page[:1].isdigit()
        else words.typed(item.page)
    )
    parts = (
        words.typed(item.title),
        words.typed(item.date),
        page,
        words.typed(item.link),
        _file(material, item),
    )
    return words.join(parts)


def _file(material: Material, item: EvidenceItem) -> Wording:
    """Name a file so that whoever has it can tell; the file itself is never printed."""
    if not item.file:
        return Wording("")
    return material.words.say(
        "file %(name)s, SHA-256 %(mark)s…",
        name=material.words.typed(item.file_name),
        mark=file_mark(item.file),
    )


def _notes(material: Material, answer: Answer) -> tuple[Wording, ...]:
    lines = (line.strip() for line in answer.note.splitlines())
    return tuple(material.words.typed(line) for line in lines if line)

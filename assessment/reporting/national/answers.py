"""Compose the answers: each point in detail, what is open, and the annex."""

from collections.abc import Iterable
from decimal import Decimal

from assessment.domain.answers import Answer, EvidenceItem
from assessment.domain.explanation import CriterionState, explain_indicator
from assessment.domain.framework import Indicator
from assessment.domain.scoring import IndicatorScore, ScoreStatus
from assessment.reporting.national.material import (
    Material,
    inapplicable_reason,
    state_text,
    strip_of,
)
from assessment.reporting.national.report import (
    AnnexAnswer,
    AnnexPoint,
    IndicatorLine,
    NamedIndicator,
    OpenList,
    PointChapter,
    ScoreLine,
)


def compose_chapters(
    material: Material, lines: tuple[ScoreLine, ...]
) -> tuple[PointChapter, ...]:
    """Compose a chapter for every point, beside its line of the scorecard."""
    chapters = []
    for line in lines:
        point = material.framework.points_by_key[line.key]
        chapters.append(
            PointChapter(
                line=line,
                summary=material.texts.framework(point.summary),
                sentence=_chapter_sentence(material, line),
                indicators=tuple(
                    _indicator_line(material, indicator)
                    for indicator in material.framework.indicators_of[line.key]
                ),
            )
        )
    return tuple(chapters)


def _chapter_sentence(material: Material, line: ScoreLine) -> str:
    group = next(group for group in material.card.points if group.key == line.key)
    texts = material.texts
    if group.score is None:
        return texts.gettext("No score: nothing is answered in this point.")
    return texts.gettext(
        "Range %(span)s. Backed by evidence: %(evidenced)s. Answered: %(answered)s of "
        "%(applicable)s.",
        span=line.span,
        evidenced=line.evidenced,
        answered=texts.number(group.answered),
        applicable=texts.number(group.applicable),
    )


def _indicator_line(material: Material, indicator: Indicator) -> IndicatorLine:
    score = material.card.by_key[indicator.key]
    return IndicatorLine(
        number=material.number(indicator.key),
        title=material.title(indicator.key),
        state=state_text(material, indicator.key),
        strip=strip_of(material, indicator) if score.is_applicable else None,
    )


def compose_open(material: Material) -> tuple[OpenList, ...]:
    """Compose what we do not know: four lists, printed even when empty."""
    texts = material.texts
    return (
        _open_list(
            material,
            texts.gettext("Not known"),
            texts.gettext(
                "The country looked and could not say. Finding out is the next step."
            ),
            _open_items(material, ScoreStatus.UNKNOWN),
        ),
        _open_list(
            material,
            texts.gettext("Not answered"),
            texts.gettext("Nobody has answered these yet. They widen the range."),
            _open_items(material, ScoreStatus.UNANSWERED),
        ),
        _open_list(
            material,
            texts.gettext("Answered, but without evidence to match"),
            texts.gettext(
                "What was shown supports a lower level than the one claimed."
            ),
            _unproven(material),
        ),
        _open_list(
            material,
            texts.gettext("Not applicable"),
            texts.gettext(
                "Left out of every score, because of what the country profile says."
            ),
            _inapplicable(material),
        ),
    )


def _open_list(
    material: Material, title: str, intro: str, items: tuple[NamedIndicator, ...]
) -> OpenList:
    return OpenList(title, intro, material.texts.number(len(items)), items)


def _open_items(material: Material, status: ScoreStatus) -> tuple[NamedIndicator, ...]:
    return tuple(
        NamedIndicator(
            key=indicator.key,
            number=material.number(indicator.key),
            title=material.title(indicator.key),
            remark=material.sector(indicator.lead),
            is_critical=indicator.critical,
        )
        for indicator in material.framework.indicators
        if material.card.by_key[indicator.key].status is status
    )


def _unproven(material: Material) -> tuple[NamedIndicator, ...]:
    items = []
    for indicator in material.framework.indicators:
        score = material.card.by_key[indicator.key]
        if _is_unproven(score):
            remark = material.texts.gettext(
                "claimed %(claimed)s, supported %(supported)s",
                claimed=material.texts.number(score.level),
                supported=material.texts.number(score.evidenced_level),
            )
            items.append(
                NamedIndicator(
                    key=indicator.key,
                    number=material.number(indicator.key),
                    title=material.title(indicator.key),
                    remark=remark,
                )
            )
    return tuple(items)


def _is_unproven(score: IndicatorScore) -> bool:
    return (
        score.level is not None
        and score.evidenced_level is not None
        and score.evidenced_level < score.level
    )


def _inapplicable(material: Material) -> tuple[NamedIndicator, ...]:
    return tuple(
        NamedIndicator(
            key=indicator.key,
            number=material.number(indicator.key),
            title=material.title(indicator.key),
            remark=inapplicable_reason(material, indicator),
        )
        for indicator in material.framework.indicators
        if not material.card.by_key[indicator.key].is_applicable
    )


def compose_annex(material: Material) -> tuple[AnnexPoint, ...]:
    """Compose every answer in full, point by point.

    What has no answer, or does not apply, stands with its reason in the chapter on what
    we do not know, and nowhere else.
    """
    points = (
        AnnexPoint(
            number=material.number(point.key),
            title=material.texts.framework(point.title),
            answers=tuple(
                _annex_answer(material, indicator, answer)
                for indicator in material.framework.indicators_of[point.key]
                if material.card.by_key[indicator.key].is_applicable
                and (answer := material.assessment.answers.get(indicator.key))
            ),
        )
        for point in material.framework.points
    )
    return tuple(point for point in points if point.answers)


def _annex_answer(
    material: Material, indicator: Indicator, answer: Answer
) -> AnnexAnswer:
    parts: list[str] = []
    if material.card.by_key[indicator.key].level is not None:
        parts.extend(_criteria_parts(material, indicator))
    parts.extend(_backing_parts(material, indicator, answer))
    parts.extend(_note_parts(material, answer))
    return AnnexAnswer(
        key=indicator.key,
        number=material.number(indicator.key),
        title=material.title(indicator.key),
        state=state_text(material, indicator.key),
        parts=tuple(part for part in parts if part),
    )


def _criteria_parts(material: Material, indicator: Indicator) -> Iterable[str]:
    """Yield what is met and what is met ahead.

    What the next level misses is printed once, as the next steps of its gap: the annex
    is most of the report, and its text most of the time it takes to make.
    """
    texts = material.texts
    explanation = explain_indicator(
        material.framework, material.assessment, material.card, indicator.key
    )
    words = {c.key: texts.framework(c.text) for c in indicator.criteria()}
    states = [entry for rung in explanation.rungs for entry in rung.criteria]

    def told(wanted: CriterionState) -> str:
        return " ".join(words[key] for key, state in states if state is wanted)

    if met := told(CriterionState.MET):
        yield texts.gettext("Met: %(what)s", what=met)
    if ahead := told(CriterionState.AHEAD):
        yield texts.gettext("Ahead: %(what)s", what=ahead)
    rank = material.gap_ranks.get(indicator.key)
    if rank is not None:
        yield texts.gettext("Missing: see gap %(rank)s.", rank=texts.number(rank))


def _note_parts(material: Material, answer: Answer) -> Iterable[str]:
    lines = [line.strip() for line in answer.note.splitlines() if line.strip()]
    if lines:
        yield material.texts.gettext("Note: %(note)s", note=lines[0])
        yield from lines[1:]


def _backing_parts(
    material: Material, indicator: Indicator, answer: Answer
) -> Iterable[str]:
    texts = material.texts
    if answer.grade or answer.evidence:
        # What the letter means is said once, in the chapter on the method.
        items = (_evidence_text(material, item) for item in answer.evidence)
        grade = answer.grade or texts.gettext("no grade")
        yield texts.gettext("Evidence: %(what)s", what="; ".join((grade, *items)))
    labels = {figure.key: figure for figure in indicator.figures}
    numbers = []
    for entry in answer.figures:
        if entry.key in labels:
            figure = labels[entry.key]
            told = "<5" if entry.value is None else _figure(material, entry.value)
            numbers.append(
                texts.gettext(
                    "%(label)s: %(value)s %(unit)s (%(year)s)",
                    label=texts.framework(figure.label),
                    value=told,
                    unit=texts.framework(figure.unit),
                    year=entry.year or "–",
                )
            )
    if numbers:
        yield texts.gettext("Figures: %(what)s", what="; ".join(numbers))


def _figure(material: Material, value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return material.texts.number(value, decimals)


def _evidence_text(material: Material, item: EvidenceItem) -> str:
    page = material.texts.gettext("p. %(page)s", page=item.page) if item.page else ""
    return ", ".join(part for part in (item.title, item.date, page, item.link) if part)

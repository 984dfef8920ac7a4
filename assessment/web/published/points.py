"""The page of a point: its indicators as far as they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.domain.answers import (
    Answer,
    Assessment,
    EvidenceItem,
    FigureEntry,
    PlanItem,
)
from assessment.domain.framework import Framework, Indicator
from assessment.domain.profile import is_criterion_applicable
from assessment.domain.rounds.visibility import Part, Shown
from assessment.domain.scoring import IndicatorScore, Scorecard
from assessment.domain.voices import Replies, Reply
from assessment.texts import Texts

_SAFE = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """A criterion and whether it is met."""

    level: int
    text: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """A document; *link* is empty when it is no address of the web."""

    title: str
    link: str
    date: str
    page: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A number that was recorded; *value* is worded."""

    label: str
    value: str
    unit: str
    year: str


@dataclass(frozen=True, slots=True)
class ActionShown:
    """An action of the plan, in the country's words or those of the framework."""

    text: str
    is_own_words: bool
    status: str
    owner: str
    due: str
    why: str


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """An indicator as far as it is shown.

    Attributes:
        criteria: Empty when they are not shown.
        grade: What the evidence grade is called; empty when that is not shown.
        target: None when the country set none of its own, or it is not shown.
    """

    key: str
    number: str
    indicator: Indicator
    score: IndicatorScore
    criteria: tuple[CriterionShown, ...]
    grade: str
    evidence: tuple[EvidenceShown, ...]
    figures: tuple[FigureShown, ...]
    note: str
    target: int | None
    target_reason: str
    plan: tuple[ActionShown, ...]
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class PointPage:
    """A point with its indicators.

    Attributes:
        before: Key and number of the point before; None on the first one.
        after: Those of the next one.
        has_criteria: Whether criteria are shown.
    """

    number: str
    title: str
    summary: str
    indicators: tuple[IndicatorShown, ...]
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    has_criteria: bool
    language: str


def point_page(
    framework: Framework,
    shown: Shown,
    card: Scorecard,
    key: str,
    replies: Replies,
    texts: Texts,
) -> PointPage:
    """Work out the page of the point *key*, which the framework has."""
    point = framework.points_by_key[key]
    keys = [p.key for p in framework.points if framework.indicators_of[p.key]]
    place = keys.index(key)

    def neighbour(step: int) -> tuple[str, str] | None:
        there = place + step
        if not 0 <= there < len(keys):
            return None
        return keys[there], framework.numbers[keys[there]]

    return PointPage(
        number=framework.numbers[key],
        title=point.title,
        summary=point.summary,
        indicators=tuple(
            _indicator(framework, shown, card, indicator, replies, texts)
            for indicator in framework.indicators_of[key]
        ),
        before=neighbour(-1),
        after=neighbour(1),
        has_criteria=shown.shows(Part.CRITERIA),
        language=shown.assessment.language,
    )


def _indicator(
    framework: Framework,
    shown: Shown,
    card: Scorecard,
    indicator: Indicator,
    replies: Replies,
    texts: Texts,
) -> IndicatorShown:
    assessment, key = shown.assessment, indicator.key
    answer = assessment.answers.get(key)
    grade = framework.grades_by_letter.get(answer.grade) if answer else None
    return IndicatorShown(
        key=key,
        number=framework.numbers[key],
        indicator=indicator,
        score=card.by_key[key],
        criteria=_criteria(assessment, indicator, answer),
        grade=f"{grade.grade} {texts.framework(grade.label)}" if grade else "",
        evidence=tuple(map(_evidence, answer.evidence)) if answer else (),
        figures=_figures(indicator, answer.figures if answer else (), texts),
        note=answer.note if answer else "",
        target=assessment.targets.get(key),
        target_reason=assessment.target_reasons.get(key, ""),
        plan=tuple(
            _action(indicator, item, texts)
            for item in assessment.plan
            if item.indicator == key
        ),
        replies=replies.to(key),
    )


def _criteria(
    assessment: Assessment, indicator: Indicator, answer: Answer | None
) -> tuple[CriterionShown, ...]:
    if answer is None or not answer.is_answered:
        return ()
    return tuple(
        CriterionShown(rung.level, criterion.text, criterion.key in answer.met)
        for rung in indicator.ladder
        for criterion in rung.criteria
        if is_criterion_applicable(criterion, assessment.profile)
    )


def _evidence(item: EvidenceItem) -> EvidenceShown:
    is_safe = item.link.lower().startswith(_SAFE)
    return EvidenceShown(item.title, item.link if is_safe else "", item.date, item.page)


def _figures(
    indicator: Indicator, entries: Iterable[FigureEntry], texts: Texts
) -> tuple[FigureShown, ...]:
    asked = {figure.key: figure for figure in indicator.figures}
    return tuple(
        FigureShown(
            label=asked[entry.key].label,
            value=texts.exact(entry.value)
            if entry.value is not None
            else texts.gettext("fewer than 5"),
            unit=asked[entry.key].unit,
            year=str(entry.year or ""),
        )
        for entry in entries
        if entry.key in asked
    )


def _action(indicator: Indicator, item: PlanItem, texts: Texts) -> ActionShown:
    criteria = {criterion.key: criterion for criterion in indicator.criteria()}
    known = criteria.get(item.criterion)
    return ActionShown(
        text=item.wording or (known.action if known else ""),
        is_own_words=bool(item.wording),
        status=item.status.value,
        owner=item.owner,
        due=texts.date(item.due) if item.due else "",
        why=item.note,
    )

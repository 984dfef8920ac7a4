"""Explanations as pages: every number of a calculation, in the order one would work."""

from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from assessment.domain.explanation import (
    CriterionState,
    LevelExplanation,
    MeanExplanation,
    Term,
)
from assessment.domain.framework import Band, Indicator
from assessment.domain.scoring import Lens, ScoreStatus
from assessment.errors import N_
from assessment.web.frame import Opened, indicator_url
from assessment.web.results.pages import group_label, group_number

STATUS_WORDS = {
    ScoreStatus.UNKNOWN: N_("unknown: left out"),
    ScoreStatus.UNANSWERED: N_("not answered: left out"),
    ScoreStatus.INAPPLICABLE: N_("does not apply: left out"),
}
STATE_WORDS = {
    CriterionState.MET: N_("true"),
    CriterionState.AHEAD: N_("true, but above the level reached: not counted yet"),
    CriterionState.UNMET: N_("not true yet"),
    CriterionState.INAPPLICABLE: N_("not asked of this country"),
}


@dataclass(frozen=True, slots=True)
class TermLine:
    """A row of the calculation."""

    number: str
    label: str
    url: str
    term: Term
    remark: str

    @property
    def product(self) -> Decimal | None:
        """What it adds to the sum; None when it does not count."""
        score = self.term.score
        return None if score is None else score * self.term.weight


@dataclass(frozen=True, slots=True)
class MeanPage:
    """A weighted mean, to be followed with a pencil."""

    explanation: MeanExplanation
    lens: Lens | None
    number: str
    label: str
    overall_url: str
    lines: tuple[TermLine, ...]
    product_sum: Decimal
    band: Band | None
    uncapped: Band | None
    bands: tuple[Band, ...]
    capped_by: tuple[tuple[str, Indicator, str], ...]
    minimum_coverage: Decimal


@dataclass(frozen=True, slots=True)
class RungPage:
    """A rung in the explanation of a level."""

    level: int
    label: str
    criteria: tuple[tuple[str, str, str], ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class LevelPage:
    """Why an indicator stands on its level.

    Attributes:
        to_confirm: Whether the answer was carried over and waits to be confirmed.
    """

    indicator: Indicator
    number: str
    explanation: LevelExplanation
    level_label: str
    rungs: tuple[RungPage, ...]
    grade_label: str
    status: str
    point_url: str
    point_title: str
    answer_url: str
    unproven: tuple[str, ...]
    to_confirm: bool = False


def mean_page(
    work: Opened, explanation: MeanExplanation, lens: Lens | None
) -> MeanPage:
    """Work out the page that takes a mean apart; *lens* is None for the whole."""
    framework, result = work.framework, explanation.band
    terms = tuple(_term_line(work, term, lens) for term in explanation.terms)
    counted = (t.score * t.weight for t in explanation.terms if t.score is not None)
    bands = framework.bands_by_key
    return MeanPage(
        explanation=explanation,
        lens=lens,
        number=group_number(framework, lens, explanation.result.key) if lens else "",
        label=group_label(framework, lens, explanation.result.key) if lens else "",
        overall_url=url_for("results.explain", assessment_id=work.stored.id),
        lines=terms,
        product_sum=sum(counted, Decimal(0)),
        band=bands[result.band] if result else None,
        uncapped=bands[result.uncapped] if result else None,
        bands=framework.bands,
        capped_by=tuple(
            (
                framework.numbers[key],
                framework.indicators_by_key[key],
                indicator_url(work.stored.id, key),
            )
            for key in (result.capped_by if result else ())
        ),
        minimum_coverage=framework.scoring.minimum_coverage,
    )


def level_page(work: Opened, explanation: LevelExplanation) -> LevelPage:
    """Work out the page that takes a level apart."""
    framework = work.framework
    indicator = framework.indicators_by_key[explanation.score.key]
    texts = {criterion.key: criterion.text for criterion in indicator.criteria()}
    level = explanation.score.level
    grade = framework.grades_by_letter.get(explanation.grade)
    return LevelPage(
        indicator=indicator,
        number=framework.numbers[indicator.key],
        explanation=explanation,
        level_label="" if level is None else framework.levels[level].label,
        rungs=tuple(
            RungPage(
                rung.level,
                framework.levels[rung.level].label,
                tuple((texts[k], s.value, STATE_WORDS[s]) for k, s in rung.criteria),
                rung.is_complete,
            )
            for rung in explanation.rungs
        ),
        grade_label=grade.label if grade else "",
        status=explanation.score.status.value,
        point_url=_group_url(work, Lens.POINTS, indicator.point),
        point_title=framework.points_by_key[indicator.point].title,
        answer_url=indicator_url(work.stored.id, indicator.key),
        unproven=tuple(texts[key] for key in explanation.unproven),
        to_confirm=indicator.key in work.unconfirmed,
    )


def _term_line(work: Opened, term: Term, lens: Lens | None) -> TermLine:
    framework = work.framework
    if lens is None:
        label = group_label(framework, Lens.POINTS, term.key)
        url = _group_url(work, Lens.POINTS, term.key)
        remark = "" if term.score is not None else N_("no answer yet: left out")
    else:
        label = framework.indicators_by_key[term.key].title
        url = url_for(
            "results.explain_indicator",
            assessment_id=work.stored.id,
            indicator_key=term.key,
        )
        remark = STATUS_WORDS.get(term.status, "") if term.status else ""
    return TermLine(framework.numbers[term.key], label, url, term, remark)


def _group_url(work: Opened, lens: Lens, key: str) -> str:
    return url_for(
        "results.explain_group_score",
        assessment_id=work.stored.id,
        lens=lens.value,
        group_key=key,
    )

"""Page objects of the results: the scorecard in the order people read it."""

from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from assessment.domain.framework import Band, Framework, Indicator, IndicatorType
from assessment.domain.gaps import Gap, GapKind
from assessment.domain.scale import Scale, scale_of
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    IndicatorScore,
    Lens,
    Scorecard,
    ScoreStatus,
)
from assessment.errors import N_
from assessment.texts import printed_difference
from assessment.web.frame import Opened, indicator_url
from assessment.web.results.findings import Findings, findings
from assessment.web.results.map import MapRow, country_map

TO_ANSWER = 5
GAPS_PER_PAGE = 20

TYPE_WORDS = {
    IndicatorType.STRUCTURE: N_("Law and structure"),
    IndicatorType.PROCESS: N_("Practice"),
    IndicatorType.OUTCOME: N_("Results"),
}
LENS_WORDS = {
    Lens.RECOMMENDATIONS: N_("Recommendations"),
    Lens.TYPES: N_("Law, practice, results"),
    Lens.SECTORS: N_("Sectors"),
    Lens.SDG_TARGETS: N_("Sustainable Development Goals"),
}


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One group on a line: name, track, number.

    Attributes:
        fragile: Rests on a single applicable indicator.
        remark: Who asks for it, where that is not the framework as a whole.
        is_provisional: The whole is answered too little for a band.
        is_framework: The label is a text of the framework file.
    """

    number: str
    label: str
    group: GroupScore
    band: Band | None
    url: str
    fragile: bool
    is_framework: bool = True
    remark: str = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class CriticalLine:
    """A critical indicator and where it stands."""

    number: str
    indicator: Indicator
    score: IndicatorScore
    url: str


@dataclass(frozen=True, slots=True)
class StepView:
    """What is missing, what would mend it, what that takes, and who does it."""

    missing: str
    action: str
    effort: str
    owner: str


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An indicator to answer, and how much of the overall range hangs on it.

    Attributes:
        width: In points of the scale.
    """

    number: str
    indicator: Indicator
    width: Decimal
    is_unknown: bool
    url: str


@dataclass(frozen=True, slots=True)
class GapView:
    """A gap with the next steps in words.

    Attributes:
        steps: The unmet criteria of the next rung.
        next_level: The rung these steps lead to; None when nothing is known of the road.
        further: Rungs left to the target after that one.
        to_confirm: Whether the answer was carried over and waits to be confirmed.
    """

    number: str
    indicator: Indicator
    gap: Gap
    point_title: str
    steps: tuple[StepView, ...]
    next_level: int | None
    further: int
    url: str
    to_confirm: bool = False

    @property
    def is_critical(self) -> bool:
        """Whether it is a critical indicator that holds the band."""
        return self.gap.kind is GapKind.CRITICAL

    @property
    def is_open(self) -> bool:
        """Whether nobody could or did answer it."""
        return self.gap.is_open


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The results at a glance."""

    card: Scorecard
    scale: Scale
    band: Band | None
    uncapped: Band | None
    result: BandResult | None
    capped_by: tuple[CriticalLine, ...]
    flagged_by: tuple[CriticalLine, ...]
    flagged_open: tuple[CriticalLine, ...]
    law: Decimal | None
    practice: Decimal | None
    unknown: int
    unanswered: int
    points: tuple[ScoreLine, ...]
    map: tuple[MapRow, ...]
    top: int
    cap_band: str
    first: tuple[GapView, ...]
    to_improve: int
    to_answer: tuple[OpenLine, ...]
    open_count: int
    lenses: tuple[tuple[str, str], ...]

    @property
    def below_claim(self) -> Decimal | None:
        """How far the evidence falls short of the claim, of the figures as printed."""
        return printed_difference(
            self.card.overall.score, self.card.overall.evidenced, self.scale
        )

    @property
    def behind_law(self) -> Decimal | None:
        """How far practice is behind the law, of the figures as printed."""
        return printed_difference(self.law, self.practice, self.scale)


@dataclass(frozen=True, slots=True)
class LensPage:
    """The same scores, grouped otherwise."""

    title: str
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class GapsPage:
    """A part of the list of gaps.

    Attributes:
        first: Place of its first gap in the whole list, from 1.
        last: Place of its last gap.
        count: Length of the whole list.
        to_answer: What is to be answered instead of improved, on the last page.
    """

    gaps: tuple[GapView, ...]
    to_answer: tuple[OpenLine, ...]
    first: int
    last: int
    count: int
    number: int
    pages: int


def gaps_page(work: Opened, number: int) -> GapsPage | None:
    """Work out page *number* of the gaps; None when there is no such page."""
    everything = findings(work)
    found = [gap for gap in everything.gaps if not gap.is_open]
    pages = max(1, -(-len(found) // GAPS_PER_PAGE))
    if not 1 <= number <= pages:
        return None
    start = (number - 1) * GAPS_PER_PAGE
    shown = found[start : start + GAPS_PER_PAGE]
    return GapsPage(
        gaps=tuple(gap_view(work, gap) for gap in shown),
        to_answer=_open_lines(work, everything) if number == pages else (),
        first=start + 1,
        last=start + len(shown),
        count=len(found),
        number=number,
        pages=pages,
    )


def overview_page(work: Opened) -> OverviewPage:
    """Work out the results page."""
    found = findings(work)
    card, result = found.card, found.card.overall_band
    bands = work.framework.bands_by_key
    statuses = [score.status.value for score in card.indicators]
    return OverviewPage(
        card=card,
        scale=scale_of(work.framework),
        band=bands[result.band] if result else None,
        uncapped=bands[result.uncapped] if result else None,
        result=result,
        capped_by=_critical_lines(work, card, result.capped_by if result else ()),
        flagged_by=_critical_lines(work, card, result.flagged_by if result else ()),
        flagged_open=_critical_lines(work, card, result.flagged_open if result else ()),
        law=card.law,
        practice=card.practice,
        unknown=statuses.count("unknown"),
        unanswered=statuses.count("unanswered"),
        points=score_lines(work, Lens.POINTS, card, "explain/by/"),
        map=country_map(work, card),
        top=len(work.framework.levels) - 1,
        cap_band=bands[work.framework.scoring.cap_band].label,
        first=tuple(gap_view(work, gap) for gap in found.first),
        to_improve=sum(not gap.is_open for gap in found.gaps),
        to_answer=_open_lines(work, found)[:TO_ANSWER],
        open_count=len(found.to_answer),
        lenses=tuple(
            (word, _lens_url(work, lens))
            for lens, word in LENS_WORDS.items()
            if card.lens(lens)
        ),
    )


def score_lines(
    work: Opened, lens: Lens, card: Scorecard, explain: str
) -> tuple[ScoreLine, ...]:
    """Return the groups of *lens* as lines, in framework order.

    Args:
        work: The assessment.
        lens: How the scores are grouped.
        card: The scores.
        explain: The way from the page to the explanations; relative, since a table has
            up to 42 of them and a page should weigh little.
    """
    bodies = {}
    if lens is Lens.RECOMMENDATIONS:
        bodies = {r.key: r.body for r in work.framework.recommendations}
    return tuple(
        ScoreLine(
            number=group_number(work.framework, lens, group.key),
            label=group_label(work.framework, lens, group.key),
            group=group,
            band=_band_of(work.framework, card, group),
            url=f"{explain}{lens.value}/{group.key}",
            fragile=group.applicable == 1,
            is_framework=lens is not Lens.TYPES,
            remark=bodies.get(group.key, ""),
            is_provisional=card.is_provisional,
        )
        for group in card.lens(lens)
    )


def group_label(framework: Framework, lens: Lens, key: str) -> str:
    """Return what a group is called; the kinds of indicators have our own words."""
    match lens:
        case Lens.POINTS:
            return framework.points_by_key[key].title
        case Lens.TYPES:
            return TYPE_WORDS[IndicatorType(key)]
        case Lens.SECTORS:
            return framework.sectors_by_key[key].label
        case Lens.RECOMMENDATIONS:
            return next(r.text for r in framework.recommendations if r.key == key)
        case Lens.SDG_TARGETS:
            return next(t.title for t in framework.sdg_targets if t.key == key)


def gap_view(work: Opened, gap: Gap) -> GapView:
    """Return a gap with its next steps in words."""
    framework = work.framework
    indicator = framework.indicators_by_key[gap.indicator]
    criteria = {criterion.key: criterion for criterion in indicator.criteria()}
    page = work.stored.pages.get(indicator.key)
    return GapView(
        number=framework.numbers[indicator.key],
        indicator=indicator,
        gap=gap,
        point_title=framework.points_by_key[indicator.point].title,
        steps=tuple(
            StepView(
                missing=criteria[key].text,
                action=criteria[key].action,
                effort=criteria[key].effort.value,
                owner=_owner(framework, criteria[key].owner or indicator.lead),
            )
            for key in gap.next_steps
        ),
        next_level=gap.road[0].level if gap.road else None,
        further=max(len(gap.road) - 1, 0),
        url=indicator_url(work.stored.id, indicator.key),
        to_confirm=page is not None and page.to_confirm,
    )


def _open_lines(work: Opened, found: Findings) -> tuple[OpenLine, ...]:
    framework, card = work.framework, found.card
    return tuple(
        OpenLine(
            number=framework.numbers[each.indicator],
            indicator=framework.indicators_by_key[each.indicator],
            width=each.width,
            is_unknown=card.by_key[each.indicator].status is ScoreStatus.UNKNOWN,
            url=indicator_url(work.stored.id, each.indicator),
        )
        for each in found.to_answer
    )


def group_number(framework: Framework, lens: Lens, key: str) -> str:
    """Return the number people know a group by; recommendations and goals have theirs.

    A sector may have the key of a point: only points have the number of a point.
    """
    if lens in {Lens.RECOMMENDATIONS, Lens.SDG_TARGETS}:
        return key
    return framework.numbers[key] if lens is Lens.POINTS else ""


def _owner(framework: Framework, key: str) -> str:
    sector = framework.sectors_by_key.get(key)
    return sector.label if sector else key


def _band_of(framework: Framework, card: Scorecard, group: GroupScore) -> Band | None:
    result = card.bands.get(group.key)
    return framework.bands_by_key[result.band] if result else None


def _lens_url(work: Opened, lens: Lens) -> str:
    return url_for("results.lens", assessment_id=work.stored.id, lens_key=lens.value)


def _critical_lines(
    work: Opened, card: Scorecard, keys: tuple[str, ...]
) -> tuple[CriticalLine, ...]:
    return tuple(
        CriticalLine(
            work.framework.numbers[key],
            work.framework.indicators_by_key[key],
            card.by_key[key],
            indicator_url(work.stored.id, key),
        )
        for key in keys
    )

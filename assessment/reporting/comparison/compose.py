"""Compose a comparison: several assessments of one edition side by side.

Bands come before numbers and nobody is ranked (DESIGN section 5, "Comparison").
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from assessment.domain.comparison import (
    Cell,
    Column,
    Comparison,
    Row,
    differing_levels,
    tiers,
)
from assessment.domain.framework import Framework
from assessment.domain.robustness import Ranking
from assessment.domain.scale import Scale, scale_of
from assessment.domain.scoring import BandResult, Scorecard
from assessment.errors import N_
from assessment.reporting.comparison.labels import (
    KINDS,
    column_labels,
    left_out,
    scope_text,
    told_apart,
)
from assessment.reporting.comparison.ranks import rank_table
from assessment.reporting.comparison.words import (
    BandLine,
    ComparedLine,
    ComparisonReport,
    HeatBlock,
    HeatCell,
    HeatHead,
    HeatRow,
    TierLine,
    ViewLine,
    ViewPair,
)
from assessment.reporting.shapes.parts import Fact
from assessment.texts import Texts, printed_difference, rounded_half_up, texts_in

COLUMNS_PER_BLOCK = 7
"""As many as stay readable on a page across; more continue in the next table."""

STEPS = 5
"""Steps of the colour ramp."""

MARK = "†"


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all parts are composed from."""

    framework: Framework
    comparison: Comparison
    texts: Texts
    labels: dict[str, str]
    numbers: dict[Decimal, str] = field(default_factory=dict)

    @property
    def scale(self) -> Scale:
        """The line the scores lie on."""
        return scale_of(self.framework)

    def number(self, value: Decimal | None) -> str:
        """Return a score for display; few differ once rounded, and formatting is slow."""
        if value is None:
            return self.texts.number(None)
        rounded = rounded_half_up(value, self.scale.decimals)
        if rounded not in self.numbers:
            self.numbers[rounded] = self.texts.score(rounded, self.scale)
        return self.numbers[rounded]


def comparison_report(
    framework: Framework,
    comparison: Comparison,
    *,
    language: str,
    made_on: datetime,
    columns_per_block: int = COLUMNS_PER_BLOCK,
    ranking: Ranking | None = None,
) -> ComparisonReport:
    """Put *comparison* into words of *language*.

    Args:
        framework: The edition, in whatever scope.
        comparison: What to show.
        language: Language of the reader.
        made_on: Printed as the time of making; knows its time zone.
        columns_per_block: So many assessments in one table; further ones in the next.
        ranking: Their places, when somebody asked for them.
    """
    texts = texts_in(language)
    scene = _Scene(framework, comparison, texts, column_labels(comparison, language))
    is_training = comparison.is_training
    return ComparisonReport(
        language=texts.language,
        direction=texts.direction,
        title=texts.gettext("Comparison of assessments"),
        framework=texts.framework(framework.title),
        scope=scope_text(framework, comparison.scope, texts),
        watermark=texts.gettext("SAMPLE · TRAINING") if is_training else "",
        notice=texts.gettext(
            "These countries are invented. This page is for training only and says "
            "nothing about any real country."
        )
        if is_training
        else "",
        tiers=_tiers(scene),
        bands=_bands(scene),
        blocks=_blocks(scene, columns_per_block),
        compared=tuple(_compared(scene, column) for column in comparison.columns),
        pairs=_pairs(scene),
        left_out=left_out(comparison, texts),
        method=_method(scene, made_on),
        disclaimer=texts.framework(framework.disclaimer),
        ranks=rank_table(framework, comparison, ranking, scene.labels, texts)
        if ranking
        else None,
    )


def _tiers(scene: _Scene) -> tuple[TierLine, ...]:
    bands = scene.framework.bands_by_key
    return tuple(
        TierLine(
            label=scene.texts.framework(bands[tier.band].label),
            meaning=scene.texts.framework(bands[tier.band].meaning),
            step=_step(scene, tier.band),
            members=tuple(scene.labels[key] for key in tier.columns),
        )
        for tier in tiers(scene.framework, scene.comparison)
    )


def _bands(scene: _Scene) -> tuple[BandLine, ...]:
    return tuple(
        BandLine(
            label=scene.texts.framework(band.label),
            lower=scene.texts.exact(band.lower),
            step=_step(scene, band.key),
        )
        for band in scene.framework.bands
    )


def _blocks(scene: _Scene, size: int) -> tuple[HeatBlock, ...]:
    """Return the heat table, in as many tables as the page needs."""
    total = len(scene.comparison.columns)
    return tuple(
        _block(scene, start, min(start + size, total))
        for start in range(0, total, size)
    )


def _block(scene: _Scene, start: int, end: int) -> HeatBlock:
    texts, columns = scene.texts, scene.comparison.columns[start:end]
    caption = texts.gettext("Scores by point, with range and band")
    if end - start < len(scene.comparison.columns):
        caption = texts.gettext(
            "Scores by point, with range and band: assessments %(first)s to %(last)s",
            first=texts.number(start + 1),
            last=texts.number(end),
        )
    rows = [_row(scene, scene.comparison.overall, start, end)]
    rows += [_row(scene, row, start, end) for row in scene.comparison.rows]
    return HeatBlock(
        caption=caption,
        heads=tuple(_head(scene, column) for column in columns),
        rows=tuple(rows),
    )


def _head(scene: _Scene, column: Column) -> HeatHead:
    subject = column.assessment.subject
    return HeatHead(
        who=told_apart(scene.comparison)[column.key],
        key=column.key,
        country=scene.texts.country(subject.code, subject.name),
        period=column.assessment.period,
        kind=scene.texts.gettext(KINDS[column.assessment.kind]),
    )


def _row(scene: _Scene, row: Row, start: int, end: int) -> HeatRow:
    point = scene.framework.points_by_key.get(row.key)
    return HeatRow(
        number=scene.framework.numbers[row.key] if point else "",
        title=scene.texts.framework(point.title)
        if point
        else scene.texts.gettext("Overall"),
        cells=tuple(_cell(scene, cell) for cell in row.cells[start:end]),
        is_overall=point is None,
    )


def _cell(scene: _Scene, cell: Cell) -> HeatCell:
    texts = scene.texts
    if cell.score is None or cell.band is None:
        return HeatCell("–", "", texts.gettext("no answer"), None)
    band = scene.framework.bands_by_key[cell.band.band]
    return HeatCell(
        score=scene.number(cell.score),
        span=_span(scene, cell.low, cell.high),
        band=texts.framework(band.label),
        step=_step(scene, band.key),
        mark=MARK if cell.is_capped else "",
    )


def _span(scene: _Scene, low: Decimal | None, high: Decimal | None) -> str:
    lowest, highest = scene.number(low), scene.number(high)
    if lowest == highest:
        return lowest
    return scene.texts.gettext("%(low)s to %(high)s", low=lowest, high=highest)


def _step(scene: _Scene, band: str) -> int:
    """Return the step of the colour ramp for *band*, 0 to 4."""
    keys = list(scene.framework.bands_by_key)
    return keys.index(band) * (STEPS - 1) // max(1, len(keys) - 1)


def _compared(scene: _Scene, column: Column) -> ComparedLine:
    texts, card = scene.texts, column.scorecard
    return ComparedLine(
        label=scene.labels[column.key],
        respondent=column.assessment.respondent,
        coverage=texts.percent(card.overall.coverage),
        score=scene.number(card.overall.score),
        span=_span(scene, card.overall.low, card.overall.high),
        evidenced=scene.number(card.overall.evidenced),
        law_practice_gap=texts.score_difference(card.law_practice_gap, scene.scale),
        notes=_band_notes(scene, card.overall_band),
    )


def _band_notes(scene: _Scene, band: BandResult | None) -> tuple[str, ...]:
    """Return why a band is held down, and what could do so next (rule 8)."""
    notes = []
    if band is not None and band.capped_by:
        sentence = (
            N_("Band held down by critical indicators: %(which)s.")
            if band.is_capped
            else N_("Critical indicators that would hold any better band: %(which)s.")
        )
        which = _named(scene, band.capped_by)
        notes.append(scene.texts.gettext(sentence, which=which))
    if band is not None and band.flagged_by:
        notes.append(
            scene.texts.gettext(
                "Critical indicators that raise a flag: %(which)s.",
                which=_named(scene, band.flagged_by),
            )
        )
    if band is not None and band.flagged_open:
        notes.append(
            scene.texts.gettext(
                "Critical indicators without an answer: %(which)s.",
                which=_named(scene, band.flagged_open),
            )
        )
    return tuple(notes)


def _named(scene: _Scene, keys: tuple[str, ...]) -> str:
    framework, texts = scene.framework, scene.texts
    return scene.texts.gettext("; ").join(
        f"{framework.numbers[key]} "
        f"{texts.framework(framework.indicators_by_key[key].title)}"
        for key in keys
    )


def _pairs(scene: _Scene) -> tuple[ViewPair, ...]:
    places = {
        column.key: place for place, column in enumerate(scene.comparison.columns)
    }
    return tuple(
        _pair(scene, places[column.beside], places[column.key])
        for column in scene.comparison.columns
        if column.beside
    )


def _pair(scene: _Scene, first: int, second: int) -> ViewPair:
    columns, texts = scene.comparison.columns, scene.texts
    rows = (scene.comparison.overall, *scene.comparison.rows)
    mine, theirs = columns[first].assessment, columns[second].assessment
    return ViewPair(
        title=scene.labels[columns[first].key],
        first_name=mine.respondent or texts.gettext(KINDS[mine.kind]),
        second_name=theirs.respondent or texts.gettext(KINDS[theirs.kind]),
        lines=tuple(
            _view_line(scene, row, row.cells[first].score, row.cells[second].score)
            for row in rows
        ),
        indicators=_indicator_lines(
            scene, columns[first].scorecard, columns[second].scorecard
        ),
    )


def _indicator_lines(
    scene: _Scene, first: Scorecard, second: Scorecard
) -> tuple[ViewLine, ...]:
    texts, framework = scene.texts, scene.framework
    return tuple(
        ViewLine(
            title=f"{framework.numbers[each.indicator]} "
            f"{texts.framework(framework.indicators_by_key[each.indicator].title)}",
            first=texts.number(each.first),
            second=texts.number(each.second),
            difference=texts.signed(each.difference),
        )
        for each in differing_levels(first, second)
    )


def _view_line(
    scene: _Scene, row: Row, first: Decimal | None, second: Decimal | None
) -> ViewLine:
    texts = scene.texts
    point = scene.framework.points_by_key.get(row.key)
    return ViewLine(
        title=f"{scene.framework.numbers[row.key]} {texts.framework(point.title)}"
        if point
        else texts.gettext("Overall"),
        first=scene.number(first),
        second=scene.number(second),
        # Of the figures as printed: a reader who subtracts them gets the same.
        difference=texts.score_difference(
            printed_difference(second, first, scene.scale), scene.scale
        ),
    )


def _method(scene: _Scene, made_on: datetime) -> tuple[Fact, ...]:
    texts, framework = scene.texts, scene.framework
    scope = scope_text(framework, scene.comparison.scope, texts)
    return (
        Fact(texts.gettext("Edition"), framework.edition),
        *((Fact(texts.gettext("Round"), scope),) if scope else ()),
        Fact(texts.gettext("Fingerprint"), framework.digest),
        Fact(texts.gettext("Made on"), texts.datetime(made_on)),
        Fact(
            texts.gettext("Score"),
            texts.gettext(
                "Mean of the indicators answered, from %(lowest)s to %(highest)s; the "
                "overall score is the mean of the points. Nothing unanswered counts as "
                "zero.",
                lowest=texts.exact(scale_of(framework).lowest),
                highest=texts.exact(scale_of(framework).highest),
            ),
        ),
        Fact(
            texts.gettext("Range"),
            texts.gettext(
                "The same mean with everything open at the lowest and at the highest "
                "level."
            ),
        ),
        Fact(
            texts.gettext("Band"),
            texts.gettext(
                "From the unrounded score. A critical indicator that stands too low holds "
                "the band down, never the number; %(mark)s marks where.",
                mark=MARK,
            ),
        ),
        Fact(
            texts.gettext("Who is in"),
            texts.gettext(
                "Assessments of one edition with enough answers; invented countries "
                "only among themselves, core rounds only among themselves. The order "
                "is no ranking."
            ),
        ),
    )

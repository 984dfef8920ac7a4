"""Bands, and the critical indicators that cap them (DESIGN section 5, rule 8)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assessment.domain.framework import Band, Framework, Indicator
from assessment.domain.scoring.results import (
    BandResult,
    GroupScore,
    IndicatorScore,
    Standing,
)


def bands_of(
    framework: Framework,
    groups: Iterable[GroupScore],
    by_key: Mapping[str, IndicatorScore],
) -> dict[str, BandResult]:
    """Return group key -> band, for groups with a score."""
    found = ((group.key, band_result(framework, group, by_key)) for group in groups)
    return {key: band for key, band in found if band is not None}


def band_result(
    framework: Framework, group: GroupScore, by_key: Mapping[str, IndicatorScore]
) -> BandResult | None:
    """Return the band of *group*; critical indicators cap the band, not the number."""
    if group.score is None:
        return None
    standings: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    for key in group.members:
        found = critical_standing(framework.indicators_by_key[key], by_key[key])
        if found is not None:
            standings[found].append(key)
    uncapped = band_of(framework, group.score)
    cap = framework.bands_by_key[framework.scoring.cap_band]
    is_held = standings[Standing.CAPS] and uncapped.lower > cap.lower
    return BandResult(
        band=(cap if is_held else uncapped).key,
        uncapped=uncapped.key,
        capped_by=tuple(standings[Standing.CAPS]),
        flagged_by=tuple(standings[Standing.FLAGS]),
        flagged_open=tuple(standings[Standing.OPEN]),
    )


def critical_standing(indicator: Indicator, score: IndicatorScore) -> Standing | None:
    """Return what a critical indicator does to a band; None when it does nothing."""
    if not indicator.critical or not score.is_applicable:
        return None
    if score.level is None:
        return Standing.OPEN
    if score.level < indicator.caps_below:
        return Standing.CAPS
    return Standing.FLAGS if score.level < indicator.flags_below else None


def band_of(framework: Framework, score: Decimal) -> Band:
    """Return the band of an unrounded *score* (rule 8)."""
    return next(band for band in reversed(framework.bands) if score >= band.lower)

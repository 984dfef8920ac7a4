"""Page objects of one publication, made of what is shown of it and of nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import url_for
from markupsafe import Markup

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import Band, Framework, Indicator, Scope
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.visibility import (
    PART_WORDS,
    Part,
    Shown,
    kept_back,
)
from assessment.domain.scale import Scale, scale_of
from assessment.domain.scoring import (
    GroupScore,
    IndicatorScore,
    Lens,
    Scorecard,
)
from assessment.domain.voices import Replies
from assessment.reporting.comparison.words import ViewLine
from assessment.texts import Texts, printed_difference
from assessment.web.published.words import FULL_KINDS, KINDS
from assessment.web.rendering import foreign_mark
from assessment.web.results.map import MapRow, map_of
from assessment.web.results.pages import (
    LENS_WORDS,
    ScoreLine,
    group_label,
    group_number,
)

WIDEST = 5
"""So many indicators on which two views differ are shown before the comparison."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page of a publication.

    Attributes:
        kind: Whose view it is, in a few words; *full_kind* says it in a sentence.
        watermark: Whether it is about an invented country, which every page says.
        scope: Whether only the core indicators were asked.
        replaced_by: Address of what took its place; empty when that is not shown.
        own: Address of the assessment, for who works on it.
        replies: Where replies of the government are; empty where there can be none.
    """

    code: str
    url: str
    country: str
    period: str
    respondent: str
    kind: str
    full_kind: str
    watermark: bool
    framework: str
    edition: str
    foreign: Markup
    is_core: bool
    published_on: date
    superseded_on: date | None
    replaced_by: str
    own: str
    replies: str = ""

    @property
    def name(self) -> str:
        """What the page is about: country and period."""
        return f"{self.country} {self.period}"


@dataclass(frozen=True, slots=True)
class CriticalShown:
    """A critical indicator that holds a band down."""

    number: str
    title: str
    level: int | None
    url: str


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point where only bands are shown."""

    number: str
    title: str
    band: Band | None
    answered: int
    applicable: int


@dataclass(frozen=True, slots=True)
class OtherView:
    """What somebody else published on the same country and period.

    Attributes:
        compare: Address where both stand side by side; empty when that is not shown.
        lines: Where they differ most: the title, their levels, the difference.
        more: How many further indicators they differ on.
    """

    url: str
    kind: str
    respondent: str
    compare: str
    first_name: str = ""
    second_name: str = ""
    overall: ViewLine | None = None
    lines: tuple[ViewLine, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take along."""

    word: str
    url: str
    says: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who cleared it, when, and what names it for good."""

    name: str
    function: str
    on: date
    digest: str
    address: str
    citation: str


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands on the page besides the results."""

    others: tuple[OtherView, ...]
    signed: Signed
    downloads: tuple[Download, ...]
    replies: Replies


@dataclass(frozen=True, slots=True)
class WholePage:
    """A publication as far as it is shown.

    Attributes:
        card: Scores; None when only bands are shown.
        map: A square per indicator; empty when levels are not shown.
        shown: What is shown, in words; *kept* what is kept back.
    """

    shown: tuple[str, ...]
    kept: tuple[str, ...]
    band: Band | None
    answered: int
    applicable: int
    coverage: str
    scale: Scale
    card: Scorecard | None
    uncapped: Band | None
    capped_by: tuple[CriticalShown, ...]
    flagged: int
    bands: tuple[PointLine, ...]
    points: tuple[ScoreLine, ...]
    lenses: tuple[tuple[str, str], ...]
    map: tuple[MapRow, ...]
    top: int
    extras: Extras

    @property
    def below_claim(self) -> Decimal | None:
        """How far the evidence falls short of the claim, of the figures as printed."""
        if self.card is None:
            return None
        overall = self.card.overall
        return printed_difference(overall.score, overall.evidenced, self.scale)

    @property
    def behind_law(self) -> Decimal | None:
        """How far practice is behind the law, of the figures as printed."""
        if self.card is None:
            return None
        return printed_difference(self.card.law, self.card.practice, self.scale)


@dataclass(frozen=True, slots=True)
class LensPage:
    """The same scores, grouped otherwise."""

    title: str
    lines: tuple[ScoreLine, ...]
    scale: Scale


def head_of(
    framework: Framework,
    published: Published,
    successor: Published | None,
    texts: Texts,
    *,
    own: str = "",
) -> Head:
    """Return what stands above every page of *published*."""
    publication = published.publication
    is_core = framework.has_core and published.scope is Scope.CORE
    return Head(
        code=published.code,
        url=address(published),
        country=texts.country(published.subject.code, published.subject.name),
        period=published.period,
        respondent=published.respondent,
        kind=KINDS[published.kind],
        full_kind=FULL_KINDS[published.kind],
        watermark=published.is_training,
        framework=framework.title,
        edition=published.edition.edition,
        foreign=foreign_mark(texts, framework),
        is_core=is_core,
        published_on=publication.published_at.date(),
        superseded_on=publication.superseded_at.date()
        if publication.superseded_at
        else None,
        replaced_by=address(successor) if successor else "",
        own=own,
        replies=f"{address(published)}/replies"
        if published.kind is AssessmentKind.ALTERNATIVE
        else "",
    )


def whole_page(
    framework: Framework,
    published: Published,
    shown: Shown,
    extras: Extras,
    texts: Texts,
) -> WholePage:
    """Work out the page of a publication."""
    framework = framework.in_scope(published.scope)
    card, bands = shown.scorecard, framework.bands_by_key
    result = card.overall_band if card else None
    here = address(published)
    return WholePage(
        shown=tuple(PART_WORDS[part] for part in Part if shown.shows(part)),
        kept=tuple(PART_WORDS[part] for part in kept_back(shown.visibility)),
        band=bands.get(shown.band),
        answered=shown.answered,
        applicable=shown.applicable,
        coverage=texts.percent(shown.coverage),
        scale=scale_of(framework),
        card=card,
        uncapped=bands[result.uncapped] if result else None,
        capped_by=_critical(framework, card, result.capped_by if result else (), here),
        flagged=len(result.flagged_by) + len(result.flagged_open) if result else 0,
        bands=() if card else _bands(framework, shown),
        points=score_lines(framework, card, Lens.POINTS, here) if card else (),
        lenses=tuple(
            (word, url_for(".lens", snapshot_code=published.code, lens_key=lens.value))
            for lens, word in LENS_WORDS.items()
            if card and card.lens(lens)
        ),
        map=map_of(framework, card, texts) if card else (),
        top=framework.top_level,
        extras=extras,
    )


def lens_page(framework: Framework, card: Scorecard, lens: Lens, url: str) -> LensPage:
    """Work out the page of another lens."""
    lines = score_lines(framework, card, lens, url)
    return LensPage(LENS_WORDS[lens], lines, scale_of(framework))


def score_lines(
    framework: Framework, card: Scorecard, lens: Lens, url: str
) -> tuple[ScoreLine, ...]:
    """Return the groups of *lens* as lines; points lead to their indicators."""
    bodies = {}
    if lens is Lens.RECOMMENDATIONS:
        bodies = {r.key: r.body for r in framework.recommendations}
    return tuple(
        ScoreLine(
            number=group_number(framework, lens, group.key),
            label=group_label(framework, lens, group.key),
            group=group,
            band=_band_of(framework, card, group),
            url=f"{url}/points/{group.key}" if lens is Lens.POINTS else "",
            fragile=group.applicable == 1,
            is_framework=lens is not Lens.TYPES,
            remark=bodies.get(group.key, ""),
            is_provisional=card.is_provisional,
        )
        for group in card.lens(lens)
    )


def address(published: Published) -> str:
    """Return the permanent address of a publication, without its host."""
    return url_for("published.show", snapshot_code=published.code)


def _bands(framework: Framework, shown: Shown) -> tuple[PointLine, ...]:
    return tuple(
        PointLine(
            framework.numbers[point.key],
            framework.points_by_key[point.key].title,
            framework.bands_by_key.get(point.band),
            point.answered,
            point.applicable,
        )
        for point in shown.points
    )


def _critical(
    framework: Framework, card: Scorecard | None, keys: Sequence[str], url: str
) -> tuple[CriticalShown, ...]:
    if card is None:
        return ()
    found: list[tuple[Indicator, IndicatorScore]] = [
        (framework.indicators_by_key[key], card.by_key[key]) for key in keys
    ]
    return tuple(
        CriticalShown(
            framework.numbers[indicator.key],
            indicator.title,
            score.level,
            f"{url}/points/{indicator.point}#i-{indicator.key}",
        )
        for indicator, score in found
    )


def _band_of(framework: Framework, card: Scorecard, group: GroupScore) -> Band | None:
    result = card.bands.get(group.key)
    return framework.bands_by_key[result.band] if result else None

"""The list of what is published: a line each, and what it can be filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import Band
from assessment.domain.rounds.headline import Headline
from assessment.domain.rounds.published import PublishedAbout, Wanted
from assessment.domain.rounds.visibility import Part, shows
from assessment.domain.scale import Scale, scale_of
from assessment.services.published.reading import Line, PublishedList
from assessment.texts import Texts
from assessment.web.countries import sort_key
from assessment.web.published.words import KINDS
from assessment.web.rendering import foreign_mark
from assessment.web.typed import readable

LINES_PER_PAGE = 50
_NAMES = ("country", "period", "edition", "kind")
_BETWEEN = " "
"""Between key and number of an edition in an address: neither holds a space."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A line of the list, as far as it is shown.

    Attributes:
        band: None where there is none, or its edition is not kept here.
        score: With its range; None when only bands are shown.
        is_comparable: Whether it can be ticked to be compared.
    """

    code: str
    url: str
    country: str
    respondent: str
    period: str
    kind: str
    is_invented: bool
    is_superseded: bool
    edition: str
    band: Band | None
    score: str
    span: str
    coverage: str
    published_on: date
    is_comparable: bool
    foreign: Markup


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to filter by; left out of the page when there is nothing to choose."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of what is published.

    Attributes:
        query: The filters as they stand in the address, for the pager.
        is_filtered: Whether something is filtered out.
    """

    lines: tuple[PublishedLine, ...]
    filters: tuple[Filter, ...]
    total: int
    number: int
    pages: int
    query: Markup
    is_filtered: bool

    @property
    def can_compare(self) -> bool:
        """Whether two of these can be set side by side."""
        return sum(line.is_comparable for line in self.lines) > 1


def wanted_by(arguments: MultiDict[str, str]) -> Wanted:
    """Return what an address asks for; what it cannot mean finds nothing."""
    given = {name: readable(arguments.get(name, ""))[:_LONGEST] for name in _NAMES}
    framework, _, edition = given["edition"].partition(_BETWEEN)
    return Wanted(
        country=given["country"],
        period=given["period"],
        framework=framework,
        edition=edition,
        kind=given["kind"],
    )


def list_page(
    found: PublishedList, wanted: Wanted, number: int, texts: Texts
) -> ListPage:
    """Work out a page of the list."""
    filters = _filters(found.about, wanted, texts)
    asked = {
        "country": wanted.country,
        "period": wanted.period,
        "edition": _edition_value(wanted.framework, wanted.edition),
        "kind": wanted.kind,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return ListPage(
        lines=tuple(_line(each, texts) for each in found.lines),
        filters=tuple(f for f in filters if len(f.choices) > 1),
        total=found.total,
        number=number,
        pages=max(1, -(-found.total // LINES_PER_PAGE)),
        query=Markup("{}&").format(query) if query else Markup(),
        is_filtered=bool(query),
    )


def _line(line: Line, texts: Texts) -> PublishedLine:
    each, framework, shown = line.published, line.framework, line.headline
    band, score, span, coverage, foreign = None, "", "", "", Markup()
    if framework is not None and shown is not None:
        band = framework.bands_by_key.get(shown.band)
        coverage = texts.percent(shown.coverage)
        foreign = foreign_mark(texts, framework)
        if shows(each.publication.visibility, Part.SCORES):
            scale = scale_of(framework)
            score = texts.score(shown.score, scale)
            span = _span(shown, scale, texts)
    return PublishedLine(
        code=each.code,
        url=url_for("published.show", snapshot_code=each.code),
        country=texts.country(each.subject.code, each.subject.name),
        respondent=each.respondent,
        period=each.period,
        kind=KINDS[each.kind],
        is_invented=each.is_training,
        is_superseded=each.publication.superseded_at is not None,
        edition=each.edition.edition,
        band=band,
        score=score,
        span=span,
        coverage=coverage,
        published_on=each.publication.published_at.date(),
        is_comparable=framework is not None
        and shows(each.publication.visibility, Part.SCORES),
        foreign=foreign,
    )


def _span(shown: Headline, scale: Scale, texts: Texts) -> str:
    """Return the range in words; empty when nothing is open."""
    if shown.low == shown.high:
        return ""
    return texts.gettext(
        "%(low)s to %(high)s",
        low=texts.score(shown.low, scale),
        high=texts.score(shown.high, scale),
    )


def _filters(
    about: Iterable[PublishedAbout], wanted: Wanted, texts: Texts
) -> tuple[Filter, ...]:
    lines = tuple(about)
    countries = {
        line.country: texts.country(line.country, line.country_name) for line in lines
    }
    editions = {
        _edition_value(line.framework, line.edition): line.edition for line in lines
    }
    kinds = {
        line.kind: texts.gettext(KINDS[AssessmentKind(line.kind)]) for line in lines
    }
    periods = sorted({line.period for line in lines}, reverse=True)
    chosen = _edition_value(wanted.framework, wanted.edition)
    return (
        _filter(
            "country",
            sorted(countries.items(), key=lambda pair: sort_key(pair[1])),
            wanted.country,
        ),
        _filter("period", [(period, period) for period in periods], wanted.period),
        _filter("kind", sorted(kinds.items()), wanted.kind),
        _filter("edition", sorted(editions.items(), reverse=True), chosen),
    )


def _filter(name: str, pairs: Iterable[tuple[str, str]], chosen: str) -> Filter:
    return Filter(
        name, tuple(Choice(value, label, value == chosen) for value, label in pairs)
    )


def _edition_value(framework: str, edition: str) -> str:
    return f"{framework}{_BETWEEN}{edition}" if framework else ""

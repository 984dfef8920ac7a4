"""Compose the short report: nothing more than what so few answers can carry. Pure."""

from collections import Counter
from dataclasses import replace

from assessment.reporting.brief.compose import (
    cleared_line,
    invented_notice,
    subtitle_of,
)
from assessment.reporting.brief.country import compose_country
from assessment.reporting.brief.page import CountryPage
from assessment.reporting.national.chapters import compose_find_out
from assessment.reporting.national.method import how_to_check
from assessment.reporting.national.report import OpenLine
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.shapes.document import frame_of
from assessment.reporting.shapes.material import Material, country_name, kind_text
from assessment.reporting.shapes.parts import Score
from assessment.reporting.shapes.scores import answered_text, span_of
from assessment.reporting.shapes.wording import Wording, printed_figures
from assessment.reporting.short.page import OpenPoint, ShortReport

FIRST = 12
"""As many as fill a page with their questions."""


def is_too_early(material: Material) -> bool:
    """Whether too little is answered for a result (rule 6)."""
    return material.card.is_provisional


def compose_short(
    material: Material, attachments: tuple[Attachment, ...]
) -> ShortReport:
    """Compose three pages: where the answering stands, and what to answer next."""
    words, overall = material.words, material.card.overall
    name = words.say("What to answer next")
    section = compose_find_out(material)
    lines = section.lines if section else ()
    first = _first(lines)
    answered = answered_text(material, overall, "overall")
    country = _without_scores(compose_country(material))
    message = words.say(
        "Too early for a result: %(answered)s answered.", answered=answered
    )
    span = _range(material)
    return ShortReport(
        **frame_of(material, name, template="short", attachments=attachments),
        kind=kind_text(material),
        country=country_name(material, material.assessment),
        period=words.typed(material.assessment.period),
        subtitle=subtitle_of(material, name),
        notice=invented_notice(material),
        cleared=cleared_line(material),
        message=message,
        minimum=words.say(
            "A result needs answers to at least %(minimum)s of what applies. Until then "
            "there is no band and nothing to compare.",
            minimum=material.texts.percent(material.framework.scoring.minimum_coverage),
        ),
        range=span,
        first=first,
        rest=_rest(material, tuple(line for line in lines if line not in first)),
        map=country,
        disclaimer=words.framework(material.framework.disclaimer),
        how=how_to_check(material),
        printed=printed_figures(message, span, country),
    )


def _range(material: Material) -> Wording:
    words, overall = material.words, material.card.overall
    if not overall.applicable:
        return words.say("The country profile leaves no question that applies.")
    if not overall.answered:
        return words.say("Nothing is answered yet, so there is no score.")
    return words.say(
        "By now the result can lie anywhere from %(span)s.",
        span=span_of(material, overall, "overall"),
    )


def _first(lines: tuple[OpenLine, ...]) -> tuple[OpenLine, ...]:
    """Return what to answer first: critical ones, then what most depends on."""
    ranked = sorted(lines, key=lambda line: not line.is_critical)
    return tuple(ranked[:FIRST])


def _rest(material: Material, lines: tuple[OpenLine, ...]) -> tuple[OpenPoint, ...]:
    words = material.words
    points = []
    for point in material.framework.points:
        keys = [i.key for i in material.framework.indicators_of[point.key]]
        members = sorted(
            (line for line in lines if line.key in keys),
            key=lambda line: keys.index(line.key),
        )
        if members:
            asked = Counter(line.ask for line in members)
            points.append(
                OpenPoint(
                    number=material.number(point.key),
                    title=material.point_title(point.key),
                    which=words.join(line.number for line in members),
                    ask=words.join(who for who, _ in asked.most_common()),
                )
            )
    return tuple(points)


def _without_scores(country: CountryPage) -> CountryPage:
    """Return the map without what only a result may show: scores, bands, law, practice."""
    empty = Wording("")

    def bare(score: Score) -> Score:
        return replace(
            score,
            value=empty,
            evidenced=empty,
            band=empty,
            law=empty,
            practice=empty,
            span=empty,
            tone=None,
        )

    return replace(
        country,
        rows=tuple(replace(row, score=bare(row.score)) for row in country.rows),
        overall=bare(country.overall),
        asks=(),
        rest=empty,
    )

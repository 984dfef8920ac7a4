"""A comparison as one long table: a row per assessment and heading. Needs no pandas."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.domain.comparison import Cell, Column, Comparison, short_id
from assessment.domain.framework import Framework
from assessment.domain.robustness import Ranking
from assessment.tabular.safe_cells import data_number, safe_text
from assessment.texts import Texts


@dataclass(frozen=True, slots=True)
class TableWords:
    """What the caller has put into words already.

    Attributes:
        texts: Words of the language asked for.
        labels: Column key -> what people read above it.
        kinds: Column key -> whose assessment it is, in words.
        scope: How much was asked; empty where every round asks the same.
    """

    texts: Texts
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    scope: str = ""


COLUMNS = (
    "assessment",
    "country_code",
    "country",
    "period",
    "kind",
    "respondent",
    "training",
    "scope",
    "framework",
    "edition",
    "coverage",
    "heading",
    "heading_number",
    "heading_title",
    "score",
    "low",
    "high",
    "evidenced",
    "band",
    "band_capped",
)
"""Names of the columns of the long table: data names, the same in every language."""

RANK_COLUMNS = ("rank", "rank_low", "rank_high", "rank_seed", "rank_draws")
"""Further columns when ranks were asked for: filled in the rows of the whole."""

OVERALL = "overall"


def long_records(
    framework: Framework,
    comparison: Comparison,
    words: TableWords,
    ranking: Ranking | None = None,
) -> list[dict[str, object]]:
    """Return one row per assessment and heading; the whole comes first, then points.

    Scores keep six decimals, empty where nothing was answered; texts are safe to open
    in a spreadsheet.
    """
    return [
        {
            **_who(column, words),
            **_what(framework, key, cell, words),
            **(_rank(ranking, column.key) if ranking and key == OVERALL else {}),
        }
        for place, column in enumerate(comparison.columns)
        for key, cell in _cells(comparison, place)
    ]


def _rank(ranking: Ranking, key: str) -> dict[str, object]:
    found = next((line for line in ranking.lines if line.key == key), None)
    if found is None:
        return {}
    places = found.rank, found.low, found.high, ranking.seed, ranking.draws
    return dict(zip(RANK_COLUMNS, places, strict=True))


def _cells(comparison: Comparison, place: int) -> Iterator[tuple[str, Cell]]:
    yield OVERALL, comparison.overall.cells[place]
    for row in comparison.rows:
        yield row.key, row.cells[place]


def _who(column: Column, words: TableWords) -> dict[str, object]:
    assessment = column.assessment
    subject = assessment.subject
    return {
        # A stable id: two assessments of one country and period are two groups of rows.
        "assessment": safe_text(short_id(column.key)),
        "country_code": subject.code,
        "country": safe_text(words.texts.country(subject.code, subject.name)),
        "period": assessment.period,
        "kind": assessment.kind.value,
        "respondent": safe_text(assessment.respondent),
        "training": "yes" if assessment.is_training else "no",
        "scope": assessment.scope.value,
        "framework": assessment.framework,
        "edition": safe_text(assessment.edition),
        "coverage": data_number(column.scorecard.overall.coverage),
    }


def _what(
    framework: Framework, key: str, cell: Cell, words: TableWords
) -> dict[str, object]:
    point = framework.points_by_key.get(key)
    title = (
        words.texts.framework(point.title) if point else words.texts.gettext("Overall")
    )
    return {
        "heading": key,
        "heading_number": framework.numbers[key] if point else "",
        "heading_title": safe_text(title),
        "score": data_number(cell.score),
        "low": data_number(cell.low),
        "high": data_number(cell.high),
        "evidenced": data_number(cell.evidenced),
        "band": cell.band.band if cell.band else "",
        "band_capped": "yes" if cell.is_capped else "no",
    }

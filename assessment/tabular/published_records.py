"""What is published of an assessment as tables: no more than is shown. Needs no pandas."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from assessment.domain.answers import Answer
from assessment.domain.framework import Framework
from assessment.domain.profile import is_criterion_applicable
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.visibility import Part, Shown
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    IndicatorScore,
    Lens,
    Scorecard,
)
from assessment.tabular.safe_cells import data_number, safe_text
from assessment.texts import Texts

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PublishedData:
    """What a table is made of.

    Attributes:
        framework: The edition it answers, in its scope.
        address: The permanent address, with its host: it stands in every row.
    """

    framework: Framework
    published: Published
    shown: Shown
    address: str
    texts: Texts


ABOUT = (
    *("source", "country_code", "country", "period", "kind", "respondent", "training"),
    *("scope", "framework", "edition", "cleared_on", "published_on", "digest", "shown"),
)
"""Columns that say what every row is about: the same in every table and language."""

RESULTS = (
    *("row", "key", "number", "title", "status", "level", "score", "low", "high"),
    *("evidenced_level", "evidenced", "band", "band_capped", "answered", "applicable"),
    *("grade", "criteria_met", "target"),
)
CRITERIA = ("indicator", "number", "level", "criterion", "text", "met")
FIGURES = ("indicator", "number", "figure", "title", "value", "unit", "year")
EVIDENCE = ("indicator", "number", "grade", "title", "link", "date", "page")
PLAN = (
    *("indicator", "number", "criterion", "action", "status", "owner", "due", "note"),
)

_LENS_ROWS = {
    Lens.POINTS: "point",
    Lens.RECOMMENDATIONS: "recommendation",
    Lens.TYPES: "type",
    Lens.SECTORS: "sector",
    Lens.SDG_TARGETS: "sdg-target",
}


def results_csv(data: PublishedData) -> str:
    """Return the results as CSV: a row per group and indicator, points as decimal signs.

    Every row says what it is about, since a CSV file has neither a title nor a watermark.
    """
    stream = StringIO(newline="")
    writer = csv.DictWriter(stream, (*ABOUT, *RESULTS), lineterminator="\r\n")
    writer.writeheader()
    about = about_record(data)
    writer.writerows({**about, **record} for record in result_records(data))
    return stream.getvalue()


def about_record(data: PublishedData) -> Record:
    """Return the columns that say what a row is about."""
    published, texts = data.published, data.texts
    subject = published.subject
    return {
        "source": data.address,
        "country_code": subject.code,
        "country": safe_text(texts.country(subject.code, subject.name)),
        "period": published.period,
        "kind": published.kind.value,
        "respondent": safe_text(published.respondent),
        "training": "yes" if published.is_training else "no",
        "scope": published.scope.value,
        "framework": published.edition.framework,
        "edition": safe_text(published.edition.edition),
        "cleared_on": published.cleared_on.isoformat(),
        "published_on": published.publication.published_at.date().isoformat(),
        "digest": published.digest,
        "shown": data.shown.visibility.value,
    }


def result_records(data: PublishedData) -> list[Record]:
    """Return a row for the whole, for every group of every lens, and for each indicator."""
    card = data.shown.scorecard
    if card is None:
        return []
    rows: list[Record] = [_group(data, "overall", card.overall, card.overall_band)]
    for lens, name in _LENS_ROWS.items():
        for group in card.lens(lens):
            band = card.bands.get(group.key) if lens is Lens.POINTS else None
            rows.append(_group(data, name, group, band))
    return rows + list(_indicators(data, card))


def criterion_records(data: PublishedData) -> list[Record]:
    """Return a row for every criterion that is asked where something is answered."""
    answers, profile = data.shown.assessment.answers, data.shown.assessment.profile
    found: list[Record] = []
    for indicator in data.framework.in_reading_order:
        answer = answers.get(indicator.key)
        if answer is None or not answer.is_answered:
            continue
        found += [
            {
                "indicator": indicator.key,
                "number": data.framework.numbers[indicator.key],
                "level": rung.level,
                "criterion": criterion.key,
                "text": safe_text(data.texts.framework(criterion.text)),
                "met": "yes" if criterion.key in answer.met else "no",
            }
            for rung in indicator.ladder
            for criterion in rung.criteria
            if is_criterion_applicable(criterion, profile)
        ]
    return found


def figure_records(data: PublishedData) -> list[Record]:
    """Return a row for every figure; ``<5`` stands for too few to be told."""
    found: list[Record] = []
    for key, number, answer in _answers(data):
        asked = {f.key: f for f in data.framework.indicators_by_key[key].figures}
        found += [
            {
                "indicator": key,
                "number": number,
                "figure": entry.key,
                "title": safe_text(data.texts.framework(asked[entry.key].label)),
                "value": "<5" if entry.value is None else entry.value,
                "unit": safe_text(data.texts.framework(asked[entry.key].unit)),
                "year": entry.year or "",
            }
            for entry in answer.figures
            if entry.key in asked
        ]
    return found


def evidence_records(data: PublishedData) -> list[Record]:
    """Return a row for every document that is shown."""
    return [
        {
            "indicator": key,
            "number": number,
            "grade": answer.grade,
            "title": safe_text(item.title),
            "link": safe_text(item.link),
            "date": safe_text(item.date),
            "page": safe_text(item.page),
        }
        for key, number, answer in _answers(data)
        for item in answer.evidence
    ]


def plan_records(data: PublishedData) -> list[Record]:
    """Return a row for every action of the step-up plan."""
    by_key, numbers = data.framework.indicators_by_key, data.framework.numbers
    found: list[Record] = []
    for item in data.shown.assessment.plan:
        if item.indicator not in by_key:
            continue
        criteria = {c.key: c for c in by_key[item.indicator].criteria()}
        known = criteria.get(item.criterion)
        action = data.texts.framework(known.action) if known else ""
        found.append(
            {
                "indicator": item.indicator,
                "number": numbers[item.indicator],
                "criterion": item.criterion,
                "action": safe_text(item.wording or action),
                "status": item.status.value,
                "owner": safe_text(item.owner),
                "due": item.due.isoformat() if item.due else "",
                "note": safe_text(item.note),
            }
        )
    return found


def tables_of(
    data: PublishedData,
) -> Iterator[tuple[str, Sequence[str], list[Record]]]:
    """Yield name, columns and rows of every table that is shown."""
    gettext, shows = data.texts.gettext, data.shown.shows
    yield gettext("Results"), RESULTS, result_records(data)
    if shows(Part.CRITERIA):
        yield gettext("Criteria"), CRITERIA, criterion_records(data)
    if shows(Part.FIGURES):
        yield gettext("Figures"), FIGURES, figure_records(data)
    if shows(Part.PUBLIC_EVIDENCE):
        yield gettext("Evidence"), EVIDENCE, evidence_records(data)
    if shows(Part.PLAN):
        yield gettext("Step-up plan"), PLAN, plan_records(data)


def _answers(data: PublishedData) -> Iterator[tuple[str, str, Answer]]:
    answers, numbers = data.shown.assessment.answers, data.framework.numbers
    for indicator in data.framework.in_reading_order:
        if indicator.key in answers:
            yield indicator.key, numbers[indicator.key], answers[indicator.key]


def _group(
    data: PublishedData, row: str, group: GroupScore, band: BandResult | None
) -> Record:
    number, title = _heading(data, row, group.key)
    return {
        "row": row,
        "key": group.key,
        "number": number,
        "title": safe_text(title),
        "score": data_number(group.score),
        "low": data_number(group.low),
        "high": data_number(group.high),
        "evidenced": data_number(group.evidenced),
        "band": band.band if band else "",
        "band_capped": ("yes" if band.is_capped else "no") if band else "",
        "answered": group.answered,
        "applicable": group.applicable,
    }


def _heading(data: PublishedData, row: str, key: str) -> tuple[str, str]:
    framework, texts = data.framework, data.texts
    match row:
        case "point":
            title = framework.points_by_key[key].title
            return framework.numbers[key], texts.framework(title)
        case "sector":
            return "", texts.framework(framework.sectors_by_key[key].label)
        case "recommendation":
            found = next(r for r in framework.recommendations if r.key == key)
            return key, texts.framework(found.text)
        case "sdg-target":
            target = next(t for t in framework.sdg_targets if t.key == key)
            return key, texts.framework(target.title)
        case "overall":
            return "", texts.gettext("Overall")
    return "", key


def _indicators(data: PublishedData, card: Scorecard) -> Iterator[Record]:
    framework, texts = data.framework, data.texts
    for indicator in framework.in_reading_order:
        score = card.by_key[indicator.key]
        yield {
            "row": "indicator",
            "key": indicator.key,
            "number": framework.numbers[indicator.key],
            "title": safe_text(texts.framework(indicator.title)),
            **_indicator_scores(score),
            **_answer_columns(data, indicator.key),
        }


def _indicator_scores(score: IndicatorScore) -> Record:
    return {
        "status": score.status.value,
        "level": score.level,
        "score": data_number(score.score),
        "low": data_number(score.low),
        "high": data_number(score.high),
        "evidenced_level": score.evidenced_level,
        "evidenced": data_number(score.evidenced),
    }


def _answer_columns(data: PublishedData, key: str) -> Record:
    answer = data.shown.assessment.answers.get(key)
    columns: dict[str, object] = {"target": data.shown.assessment.targets.get(key)}
    if answer is None or not answer.is_answered:
        return columns
    criteria = data.framework.indicators_by_key[key].criteria()
    met = " ".join(c.key for c in criteria if c.key in answer.met)
    return columns | {"grade": answer.grade, "criteria_met": safe_text(met)}

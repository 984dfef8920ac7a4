"""Answers, profiles and plans as JSON columns, and back.

Reading ignores keys it does not know, and writing over older data keeps them, so that a
database never loses what another version of the program put there. Numbers are texts: JSON
has no decimals.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Clearance,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    PlanStatus,
    Profile,
)
from assessment.domain.records import EditionKey, FormerAnswer

Json = dict[str, Any]

_ANSWER_KEYS = frozenset({"status", "met", "grade", "evidence", "figures", "note"})


def answer_to_json(answer: Answer | None, before: Json | None = None) -> Json | None:
    """Return *answer* as JSON data; None (unanswered) stays None.

    Args:
        answer: What is to be stored.
        before: What is stored now; keys of it that we do not know are kept.
    """
    if answer is None:
        return None
    kept = {k: v for k, v in (before or {}).items() if k not in _ANSWER_KEYS}
    return kept | {
        "status": answer.status.value,
        "met": sorted(answer.met),
        "grade": answer.grade,
        "evidence": [_evidence_to_json(item) for item in answer.evidence],
        "figures": [_figure_to_json(entry) for entry in answer.figures],
        "note": answer.note,
    }


def answer_from_json(data: Json | None) -> Answer | None:
    """Return the answer in *data*; None is unanswered."""
    if data is None:
        return None
    return Answer(
        status=AnswerStatus(data["status"]),
        # The same few keys stand in thousands of answers: keep each once.
        met=frozenset(map(intern, data.get("met", ()))),
        grade=intern(data.get("grade", "")),
        evidence=tuple(_evidence_from_json(item) for item in data.get("evidence", ())),
        figures=tuple(_figure_from_json(entry) for entry in data.get("figures", ())),
        note=data.get("note", ""),
    )


def former_to_json(former: FormerAnswer | None) -> Json | None:
    """Return *former*, an answer to an older edition, as JSON data."""
    if former is None:
        return None
    edition = former.edition
    return {
        "framework": edition.framework,
        "edition": edition.edition,
        "digest": edition.digest,
        "answer": answer_to_json(former.answer),
    }


def former_from_json(data: Json | None) -> FormerAnswer | None:
    """Return the answer to an older edition in *data*."""
    answer = None if data is None else answer_from_json(data.get("answer"))
    if data is None or answer is None:
        return None
    edition = EditionKey(data["framework"], data["edition"], data["digest"])
    return FormerAnswer(edition, answer)


def profile_to_json(profile: Profile) -> Json:
    """Return *profile* as JSON data."""
    return {fact: list(values) for fact, values in profile.items()}


def profile_from_json(data: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return the profile in *data*."""
    return {fact: tuple(values) for fact, values in data.items()}


def plan_item_to_json(item: PlanItem) -> Json:
    """Return *item* of a step-up plan as JSON data.

    A wording is left out while there is none, so that plans from before there were any
    are equal to themselves.
    """
    data: Json = {
        "indicator": item.indicator,
        "criterion": item.criterion,
        "owner": item.owner,
        "due": item.due.isoformat() if item.due else None,
        "status": item.status.value,
        "note": item.note,
    }
    return data | {"wording": item.wording} if item.wording else data


def plan_item_from_json(data: Json) -> PlanItem:
    """Return the item of a step-up plan in *data*."""
    due = data.get("due")
    return PlanItem(
        indicator=data["indicator"],
        criterion=data["criterion"],
        owner=data.get("owner", ""),
        due=date.fromisoformat(due) if due else None,
        status=PlanStatus(data.get("status", PlanStatus.PLANNED)),
        note=data.get("note", ""),
        wording=data.get("wording", ""),
    )


def clearance_to_json(clearance: Clearance | None) -> Json | None:
    """Return *clearance* as JSON data."""
    if clearance is None:
        return None
    return {
        "name": clearance.name,
        "function": clearance.function,
        "on": clearance.on.isoformat(),
        "reference": clearance.reference,
    }


def clearance_from_json(data: Json | None) -> Clearance | None:
    """Return the clearance in *data*."""
    if data is None:
        return None
    return Clearance(
        data["name"],
        data["function"],
        date.fromisoformat(data["on"]),
        data.get("reference", ""),
    )


def _evidence_to_json(item: EvidenceItem) -> Json:
    data = {
        "title": item.title,
        "link": item.link,
        "date": item.date,
        "page": item.page,
    }
    # Most documents are links: what they are without stays as it always was.
    return data | (
        {"file": item.file, "file_name": item.file_name} if item.file else {}
    )


def _evidence_from_json(data: Json) -> EvidenceItem:
    return EvidenceItem(
        title=data["title"],
        link=data.get("link", ""),
        date=data.get("date", ""),
        page=data.get("page", ""),
        file=data.get("file", ""),
        file_name=data.get("file_name", ""),
    )


def _figure_to_json(entry: FigureEntry) -> Json:
    value = None if entry.value is None else str(entry.value)
    return {"key": entry.key, "value": value, "year": entry.year}


def _figure_from_json(data: Json) -> FigureEntry:
    value = data.get("value")
    return FigureEntry(
        data["key"], None if value is None else Decimal(value), data.get("year")
    )

"""An :class:`Assessment` as a portable file: always the same bytes for the same thing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from assessment.domain.answers import (
    Answer,
    Assessment,
    EvidenceItem,
    FigureEntry,
    PlanItem,
)
from assessment.domain.framework import FactKind, Framework, Scope
from assessment.portable.tables import FORMAT, TOO_FEW

_LONGEST_PLAIN = 40


def write_assessment(assessment: Assessment, framework: Framework) -> str:
    """Return *assessment* as JSON, in framework order, with a trailing newline.

    What is left at its default is left out. Reading it again gives an equal assessment.
    """
    header = {"key": assessment.framework, "edition": assessment.edition}
    if framework.digest and assessment.edition == framework.edition:
        header["digest"] = framework.digest
    subject = assessment.subject
    data: dict[str, Any] = {
        "format": FORMAT,
        "framework": header,
        "subject": _given({"code": subject.code, "name": subject.name}),
        "kind": assessment.kind.value,
        "period": assessment.period,
        "language": assessment.language,
        "scope": "" if assessment.scope is Scope.FULL else assessment.scope.value,
        "respondent": assessment.respondent,
        "profile": dict(_profile(assessment, framework)),
        "answers": dict(_answers(assessment, framework)),
        "targets": dict(_in_order(assessment.targets, framework.indicators_by_key)),
        "target_reasons": dict(
            _in_order(assessment.target_reasons, framework.indicators_by_key)
        ),
        "plan": [_plan_item(item) for item in assessment.plan],
    }
    if (clearance := assessment.clearance) is not None:
        data["clearance"] = {
            "name": clearance.name,
            "function": clearance.function,
            "on": clearance.on.isoformat(),
        }
        if clearance.reference:
            data["clearance"]["reference"] = clearance.reference
    return json.dumps(_given(data), ensure_ascii=False, indent=1) + "\n"


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return *data* without what is empty."""
    return {key: value for key, value in data.items() if value not in ("", {}, [])}


def _in_order(
    found: Mapping[str, Any], order: Iterable[str]
) -> Iterator[tuple[str, Any]]:
    """Yield the entries of *found* in framework *order*, unknown ones last."""
    known = list(order)
    for key in (*known, *sorted(set(found) - set(known))):
        if key in found:
            yield key, found[key]


def _profile(assessment: Assessment, framework: Framework) -> Iterator[tuple[str, Any]]:
    for key, values in _in_order(assessment.profile, framework.facts_by_key):
        fact = framework.facts_by_key.get(key)
        several = fact is None or fact.kind is FactKind.SEVERAL_OF
        yield key, list(values) if several or len(values) != 1 else values[0]


def _answers(assessment: Assessment, framework: Framework) -> Iterator[tuple[str, Any]]:
    for key, answer in _in_order(assessment.answers, framework.indicators_by_key):
        indicator = framework.indicators_by_key.get(key)
        criteria = [c.key for c in indicator.criteria()] if indicator else []
        yield key, _answer(answer, criteria)


def _answer(answer: Answer, criteria: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = {"status": answer.status.value}
    if answer.is_answered or answer.met:
        known = [key for key in criteria if key in answer.met]
        data["met"] = [*known, *sorted(answer.met - set(criteria))]
    rest = {
        "grade": answer.grade if answer.is_answered else "",
        "evidence": [_document(item) for item in answer.evidence],
        "figures": [_figure(figure) for figure in answer.figures],
        "note": answer.note,
    }
    return data | _given(rest)


def _document(item: EvidenceItem) -> dict[str, Any]:
    return _given(
        {
            "title": item.title,
            "link": item.link,
            "date": item.date,
            "page": item.page,
            "file": item.file,
            "file_name": item.file_name,
        }
    )


def _figure(figure: FigureEntry) -> dict[str, Any]:
    data: dict[str, Any] = {"key": figure.key, "value": TOO_FEW}
    if figure.value is not None:
        data["value"] = _number(figure.value)
    return data if figure.year is None else data | {"year": figure.year}


def _number(value: Decimal) -> str:
    plain = format(value, "f")
    return plain if len(plain) <= _LONGEST_PLAIN else str(value)


def _plan_item(item: PlanItem) -> dict[str, Any]:
    return _given(
        {
            "indicator": item.indicator,
            "criterion": item.criterion,
            "owner": item.owner,
            "due": item.due.isoformat() if item.due else "",
            "status": item.status.value,
            "note": item.note,
            "wording": item.wording,
        }
    )

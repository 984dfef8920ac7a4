"""Parts of a portable file become an :class:`Assessment`.

Tolerant: what was refused or is unknown to the framework is left out, so that the
domain's checks can judge the rest and all problems come at once.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    Clearance,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    PlanStatus,
    Subject,
)
from assessment.domain.framework import Framework, Indicator, Scope
from assessment.errors import N_
from assessment.portable.tables import TOO_FEW
from assessment.yaml_nodes.reading import Part, Reading


def build_assessment(root: Part, framework: Framework, reading: Reading) -> Assessment:
    """Return the assessment in *root*; complete when nothing was reported."""
    subject = root.get("subject")
    return Assessment(
        framework=framework.key,
        edition=_edition(root, framework),
        subject=Subject(
            subject.get("code", "XA") if subject else "XA",
            subject.get("name", "") if subject else "",
        ),
        kind=AssessmentKind(root.get("kind", AssessmentKind.TRAINING)),
        period=root.get("period", "2000"),
        respondent=root.get("respondent", ""),
        language=root.get("language", "en"),
        scope=Scope(root.get("scope", Scope.FULL)),
        profile=_profile(root, framework),
        answers=_answers(root, framework),
        targets=_per_indicator(root, "targets", framework),
        target_reasons=_per_indicator(root, "target_reasons", framework),
        plan=tuple(_plan_item(part, reading) for part in root.parts("plan")),
        clearance=_clearance(root, reading),
    )


def _edition(root: Part, framework: Framework) -> str:
    header = root.get("framework")
    edition: str = header.get("edition", "") if header else framework.edition
    return edition


def _profile(root: Part, framework: Framework) -> dict[str, tuple[str, ...]]:
    profile = root.get("profile")
    found = {}
    for key, values in profile.values.items() if profile else ():
        fact = framework.facts_by_key.get(key)
        if fact is not None and set(values) <= set(fact.values):
            found[key] = tuple(values)
    return found


def _answers(root: Part, framework: Framework) -> dict[str, Answer]:
    answers = root.get("answers")
    return {
        key: _answer(part, framework, framework.indicators_by_key[key])
        for key, part in (answers.values.items() if answers else ())
        if key in framework.indicators_by_key
    }


def _answer(part: Part, framework: Framework, indicator: Indicator) -> Answer:
    criteria = {criterion.key for criterion in indicator.criteria()}
    grade = part.get("grade", "")
    return Answer(
        status=AnswerStatus(part.get("status", AnswerStatus.ANSWERED)),
        met=frozenset(part.get("met", ())) & criteria,
        grade=grade if grade in framework.grades_by_letter else "",
        evidence=tuple(_evidence(item) for item in part.parts("evidence")),
        figures=tuple(
            figure
            for item in part.parts("figures")
            if (figure := _figure(item, indicator)) is not None
        ),
        note=part.get("note", ""),
    )


def _evidence(part: Part) -> EvidenceItem:
    return EvidenceItem(
        # a missing title was reported; "–" keeps the domain from saying so again
        title=part.get("title", "–"),
        link=part.get("link", ""),
        date=part.get("date", ""),
        page=part.get("page", ""),
        file=part.get("file", ""),
        file_name=part.get("file_name", ""),
    )


def _figure(part: Part, indicator: Indicator) -> FigureEntry | None:
    known = {figure.key for figure in indicator.figures}
    if part.get("key") not in known or "value" not in part.values:
        return None
    value = part["value"]
    return FigureEntry(
        key=part["key"],
        value=None if value == TOO_FEW else Decimal(value),
        year=part.get("year"),
    )


def _per_indicator(root: Part, name: str, framework: Framework) -> dict[str, Any]:
    found = root.get(name)
    return {
        key: value
        for key, value in (found.values.items() if found else ())
        if key in framework.indicators_by_key
    }


def _plan_item(part: Part, reading: Reading) -> PlanItem:
    return PlanItem(
        indicator=part.get("indicator", ""),
        criterion=part.get("criterion", ""),
        owner=part.get("owner", ""),
        due=_date(part, "due", reading),
        status=PlanStatus(part.get("status", PlanStatus.PLANNED)),
        note=part.get("note", ""),
        wording=part.get("wording", ""),
    )


def _clearance(root: Part, reading: Reading) -> Clearance | None:
    part = root.get("clearance")
    on = _date(part, "on", reading) if part else None
    if part is None or on is None:
        return None
    return Clearance(
        part.get("name", ""),
        part.get("function", ""),
        on,
        part.get("reference", ""),
    )


def _date(part: Part, name: str, reading: Reading) -> date | None:
    if name not in part.values:
        return None
    try:
        return date.fromisoformat(part[name])
    except ValueError:
        reading.report(
            part.at(name),
            part.path,
            N_("There is no such day: {found}."),
            found=part[name],
        )
        return None

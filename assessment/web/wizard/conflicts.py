"""Two people on one page: both versions side by side, nothing lost (DESIGN 10)."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import described
from assessment.domain.framework import Indicator
from assessment.domain.records import PageConflictError, PageState
from assessment.errors import N_
from assessment.web.access import wants_json
from assessment.web.frame import Opened
from assessment.web.rendering import render
from assessment.web.wizard.drafts import Draft, draft_of, merged
from assessment.web.wizard.ladder import asked
from assessment.web.wizard.pages import indicator_page

_DIVIDER = N_("— what %(name)s saved meanwhile: —")
_UNKNOWN = N_("We do not know")
_NONE = N_("None of this is in place")
_EMPTY = N_("Nothing")


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of the page on which the two versions differ.

    Attributes:
        is_framework: The texts are the framework's own, not what people typed.
    """

    part: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    is_framework: bool = False


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What the conflict page shows above the form."""

    differences: tuple[Difference, ...]
    mine: Draft
    state: PageState


def conflict_page(
    work: Opened, indicator: Indicator, mine: Draft, conflict: PageConflictError
) -> ResponseReturnValue:
    """Show both versions, and the form with the two merged, for the person to decide."""
    if wants_json():
        return {"problem": "conflict", "name": conflict.state.saved_by}, 409
    theirs = draft_of(conflict.answer, conflict.current, work.texts)
    divider = work.texts.gettext(_DIVIDER, name=conflict.state.saved_by)
    both = merged(mine, theirs, divider)
    view = ConflictView(
        differences=_differences(work, indicator, mine, theirs),
        mine=mine,
        state=conflict.state,
    )
    html = render(
        "wizard/conflict.html",
        frame=work.frame,
        page=indicator_page(work, indicator, both),
        conflict=view,
    )
    return html, 409


def _differences(
    work: Opened, indicator: Indicator, mine: Draft, theirs: Draft
) -> tuple[Difference, ...]:
    criteria = {
        criterion.key: criterion.text
        for criterion in asked(indicator, work.stored.assessment.profile)
    }
    parts = [
        Difference(
            N_("Ticked"),
            _ticked(work, criteria, mine),
            _ticked(work, criteria, theirs),
            is_framework=True,
        ),
        Difference(
            N_("What shows it"),
            _grade(work, mine),
            _grade(work, theirs),
            is_framework=True,
        ),
        Difference(
            N_("Evidence"),
            tuple(_evidence(item) for item in mine.evidence),
            tuple(_evidence(item) for item in theirs.evidence),
        ),
        Difference(
            N_("Figures"),
            _figures(work, indicator, mine),
            _figures(work, indicator, theirs),
        ),
        Difference(N_("Note"), _lines(mine.note), _lines(theirs.note)),
    ]
    return tuple(part for part in parts if part.mine != part.theirs)


def _ticked(work: Opened, criteria: dict[str, str], draft: Draft) -> tuple[str, ...]:
    if draft.is_unknown:
        return (work.texts.gettext(_UNKNOWN),)
    ticked = tuple(
        work.texts.framework(text) for key, text in criteria.items() if key in draft.met
    )
    return ticked or ((work.texts.gettext(_NONE if draft.is_none else _EMPTY)),)


def _grade(work: Opened, draft: Draft) -> tuple[str, ...]:
    grade = work.framework.grades_by_letter.get(draft.grade)
    return (
        () if grade is None else (f"{grade.grade} {work.texts.framework(grade.label)}",)
    )


def _evidence(item: EvidenceItem) -> str:
    return described(item)


def _figures(work: Opened, indicator: Indicator, draft: Draft) -> tuple[str, ...]:
    shown = []
    for figure in indicator.figures:
        typed = draft.figure(figure.key)
        if typed.value:
            year = f" ({typed.year})" if typed.year else ""
            shown.append(f"{work.texts.framework(figure.label)}: {typed.value}{year}")
    return tuple(shown)


def _lines(note: str) -> tuple[str, ...]:
    return tuple(line for line in note.splitlines() if line.strip())

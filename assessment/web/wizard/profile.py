"""The country profile: facts in, and what they open and close out."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue

from assessment.domain.answers import Profile
from assessment.domain.framework import FactKind
from assessment.domain.records import ProfileConflictError
from assessment.domain.wizard import Step, TaskListStep, first_step
from assessment.errors import N_, InvalidInputError
from assessment.services.assessments.recording import ProfileChange, record_profile
from assessment.web.access import stamp
from assessment.web.frame import Opened, indicator_url, step_url
from assessment.web.rendering import render
from assessment.web.wizard.forms import NO_VERSION, ProfileForm
from assessment.web.wizard.lists import FactView, fact_views
from assessment.web.wizard.pages import FieldError

_CONTRADICTION = N_(
    "You ticked “None of these” and also one of them. Keep one of the two."
)
_NO_VERSION_TEXT = N_(
    "The page came without its version, so nothing was saved. Reload it and try again."
)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """An indicator whose questions changed, and where it is."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What a changed profile did to indicators that hold answers."""

    reopened: tuple[ChangedLine, ...]
    set_aside: tuple[ChangedLine, ...]
    go_on: str


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The facts with what is chosen, and what is wrong or was saved meanwhile."""

    facts: tuple[FactView, ...]
    version: int
    errors: tuple[FieldError, ...] = ()
    differences: tuple["FactDifference", ...] = ()


@dataclass(frozen=True, slots=True)
class FactDifference:
    """A fact on which two people's profiles differ."""

    question: str
    mine: tuple[str, ...] | None
    theirs: tuple[str, ...] | None


def show_profile(work: Opened) -> ResponseReturnValue:
    """Show the facts as they are stored."""
    return _page(work, work.stored.assessment.profile, work.stored.profile_version)


def submit_profile(work: Opened) -> ResponseReturnValue:
    """Save the facts; show what changed when it touches answers, else go on."""
    form = ProfileForm(work.framework, request.form.items(multi=True))
    if request.form.get("go") == "look":
        return _page(work, form.profile(), form.seen_version)
    errors = {key: work.texts.gettext(_CONTRADICTION) for key in form.contradictions()}
    if form.seen_version == NO_VERSION:
        errors[""] = work.texts.gettext(_NO_VERSION_TEXT)
    if errors:
        return _page(work, form.profile(), form.seen_version, errors)
    try:
        change = record_profile(
            work.state.store,
            work.framework,
            work.stored.id,
            form.profile(),
            seen=form.seen_version,
            stamp=stamp(work.state.now()),
        )
    except ProfileConflictError as conflict:
        return _conflict(work, form.profile(), conflict)
    except InvalidInputError as error:
        texts = {
            p.path.partition(".")[2]: work.texts.problem(p) for p in error.problems
        }
        return _page(work, form.profile(), form.seen_version, texts)
    return _saved(work, change)


def _saved(work: Opened, change: ProfileChange) -> ResponseReturnValue:
    if request.form.get("go") == "tasks":
        go_on = step_url(work.stored.id, TaskListStep())
    else:
        now = work.with_stored(change.stored)
        go_on = step_url(work.stored.id, where_to_resume(now))
    if not (change.reopened or change.set_aside):
        return redirect(go_on, code=303)
    view = ChangeView(
        reopened=tuple(_line(work, key) for key in change.reopened),
        set_aside=tuple(_line(work, key) for key in change.set_aside),
        go_on=go_on,
    )
    return render("wizard/profile_changed.html", frame=work.frame, page=view)


def where_to_resume(work: Opened) -> Step:
    """Return the step that "Begin" and "Continue" lead to.

    The profile is the coordinator's: whoever was asked a part of the rest goes there.
    """
    return first_step(
        work.framework,
        work.stored.assessment,
        is_profile_saved=bool(work.stored.profile_version) or not work.sees_whole,
        waiting=work.unconfirmed,
    )


def _line(work: Opened, key: str) -> ChangedLine:
    title = work.texts.framework(work.framework.indicators_by_key[key].title)
    number = work.framework.numbers[key]
    return ChangedLine(f"{number} {title}", indicator_url(work.stored.id, key))


def _page(
    work: Opened,
    profile: Profile,
    version: int,
    errors: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    found = errors or {}
    facts = fact_views(work.framework, profile, found)
    wrong = [
        FieldError(
            f"fact-{view.fact.key}", f"{work.texts.number(view.number)}. {view.error}"
        )
        for view in facts
        if view.error
    ]
    if "" in found:
        wrong.append(FieldError("form", found[""]))
    page = ProfilePage(facts, version, tuple(wrong))
    html = render("wizard/profile.html", frame=work.frame, page=page)
    return html, 422 if found else 200


def _conflict(
    work: Opened, mine: Profile, conflict: ProfileConflictError
) -> ResponseReturnValue:
    """Show both profiles, and the form with mine on it, ready to be saved over theirs."""
    differences = tuple(
        FactDifference(
            fact.question,
            _labels(work, fact.key, mine.get(fact.key)),
            _labels(work, fact.key, conflict.profile.get(fact.key)),
        )
        for fact in work.framework.facts
        if mine.get(fact.key) != conflict.profile.get(fact.key)
    )
    page = ProfilePage(
        fact_views(work.framework, mine, {}), conflict.current, differences=differences
    )
    return render("wizard/profile.html", frame=work.frame, page=page), 409


def _labels(
    work: Opened, key: str, chosen: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    if chosen is None:
        return None
    fact = work.framework.facts_by_key[key]
    labels = {option.value: option.label for option in fact.options}
    if fact.kind is FactKind.YES_NO:
        return tuple(work.texts.gettext(labels.get(value, value)) for value in chosen)
    return tuple(work.texts.framework(labels.get(value, value)) for value in chosen)

"""What stands around every page of an assessment: whose it is, and the ways through it."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from flask import g, request, url_for
from markupsafe import Markup

from assessment.domain.framework import Framework, Scope
from assessment.domain.people.may import Action, Standing, may
from assessment.domain.people.teams import Person
from assessment.domain.records import Shelf, StoredAssessment
from assessment.domain.rounds.carrying import unconfirmed
from assessment.domain.scale import Scale, scale_of
from assessment.domain.wizard import (
    IndicatorStep,
    ProfileStep,
    ResultsStep,
    ReviewStep,
    Step,
    TaskListStep,
)
from assessment.services.migration.previewing import is_other_edition
from assessment.services.people.access import (
    find_assessment,
    part_seen,
    standing_of,
)
from assessment.texts import Texts
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.rendering import foreign_mark
from assessment.web.round_words import STATE_WORDS, WHY_READ_ONLY
from assessment.web.state import AppState, app_state

_ENDPOINTS: dict[type[Step], str] = {
    ProfileStep: "wizard.profile",
    TaskListStep: "wizard.tasks",
    ReviewStep: "review.show",
    ResultsStep: "results.overview",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a page.

    Attributes:
        country: Name in the reader's language.
        training: Whether it is an exercise, which every page says.
        core_count: How many indicators a core round asks; 0 in a full round.
        archived: Whether it was put away, so that nothing of it can be changed.
        original: The language that the questions are translated from; else empty.
        foreign: Attributes of framework texts that are not in the reader's language.
        written_in: The name of the language that the framework is written in.
        scale: The line its scores lie on.
        asked: Who answers what, for those who may see that.
        team: Whose it is; empty for who is in no team.
        may_change: Whether this person may change what the page is about.
        may_manage: Whether they may copy it, put it away, and the like.
        sees_whole: Whether they see all of it, and not only what was asked of them.
        history: Where its history is; empty for who may not see it.
        to_confirm: How many answers were carried over and wait to be confirmed.
        carried: The list of them.
        progress: What moved since the last round; empty: there was none, or this person
            sees only a part.
        edition: Where it can be moved to the edition in use; empty: it answers that, or
            this person may not move it.
        stand: Where it says how far the round is.
        state: How far that is, in a word.
        why_read_only: Why nobody changes it now; empty while it is a draft.
        evidence: Where its register of documents is.
    """

    id: UUID
    country: str
    period: str
    title: str
    disclaimer: str
    original: str
    training: bool
    core_count: int
    foreign: Markup
    written_in: str
    scale: Scale
    tasks: str
    review: str
    results: str
    profile: str
    manage: str
    asked: str = ""
    archived: bool = False
    team: str = ""
    may_change: bool = False
    may_manage: bool = False
    sees_whole: bool = True
    history: str = ""
    to_confirm: int = 0
    carried: str = ""
    edition: str = ""
    progress: str = ""
    stand: str = ""
    state: str = ""
    why_read_only: str = ""
    plan: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An assessment that a request works on, with all that is needed to show it.

    Attributes:
        framework: What it asks, as far as *person* sees it.
        stored: What is stored, as far as *person* sees it.
        person: Who asks.
        standing: What decides what they may do with it.
    """

    state: AppState
    framework: Framework
    stored: StoredAssessment
    texts: Texts
    person: Person
    standing: Standing

    def may(self, action: Action, indicator: str = "") -> bool:
        """Return whether this person may do *action*, now."""
        return bool(may(self.person, action, self.standing, indicator=indicator))

    def with_stored(self, stored: StoredAssessment) -> "Opened":
        """Return the same with what is stored now, as far as *person* sees it."""
        if not self.sees_whole:
            stored = stored.narrowed(self.standing.asked)
        return replace(self, stored=stored)

    @property
    def sees_whole(self) -> bool:
        """Whether no part of it is kept from this person."""
        return self.framework.narrowed_from is None

    @property
    def may_change(self) -> bool:
        """Whether this person may change what the page at hand is about."""
        if self.stored.shelf is not Shelf.LIST:
            return False
        key = (request.view_args or {}).get("indicator_key", "")
        return self.may(Action.ANSWER, key) if key else self.may(Action.EDIT_PROFILE)

    @property
    def revision(self) -> tuple[Hashable, ...]:
        """What everything shown of it depends on, besides language and framework."""
        seen = None if self.sees_whole else self.standing.asked
        return self.stored.id, self.stored.revision, self.stored.updated_at, seen

    @property
    def frame(self) -> Frame:
        """The surroundings of its pages."""
        assessment = self.stored.assessment
        return Frame(
            id=self.stored.id,
            country=self.texts.country(
                assessment.subject.code, assessment.subject.name
            ),
            period=assessment.period,
            title=self.framework.title,
            disclaimer=self.framework.disclaimer,
            original=self.texts.original_of(self.framework),
            training=assessment.is_training,
            core_count=len(self.framework.indicators)
            * (self.framework.scope is Scope.CORE),
            foreign=foreign_mark(self.texts, self.framework),
            written_in=self.texts.language_name(self.framework.language),
            scale=scale_of(self.framework),
            tasks=step_url(self.stored.id, TaskListStep()),
            review=step_url(self.stored.id, ReviewStep()),
            results=step_url(self.stored.id, ResultsStep()),
            profile=step_url(self.stored.id, ProfileStep()),
            manage=manage_url(self.stored.id),
            asked=self._asked_url,
            archived=self.stored.shelf is Shelf.ARCHIVE,
            team=self._team_name,
            may_change=self.may_change,
            may_manage=self.may(Action.COPY),
            sees_whole=self.sees_whole,
            plan=plan_url(self.stored.id),
            evidence=_page_url(
                request.script_root, self.stored.id, "evidence.register"
            ),
            history=history_url(self.stored.id) if self.may(Action.SEE_HISTORY) else "",
            to_confirm=len(self.unconfirmed),
            carried=_page_url(request.script_root, self.stored.id, "carried.show"),
            edition=self._edition_url,
            progress=self._progress_url,
            stand=stand_url(self.stored.id),
            state=STATE_WORDS[self.stored.state],
            why_read_only=WHY_READ_ONLY.get(self.stored.state, ""),
        )

    @property
    def unconfirmed(self) -> frozenset[str]:
        """Indicators whose answer was carried over and waits to be confirmed."""
        return frozenset(unconfirmed(self.framework, self.stored))

    @property
    def _progress_url(self) -> str:
        if self.stored.previous is None or not self.may(Action.SEE_WHOLE):
            return ""
        return _page_url(request.script_root, self.stored.id, "carried.progress")

    @property
    def _edition_url(self) -> str:
        is_other = is_other_edition(self.stored, self.state.frameworks.default)
        if not is_other or self.stored.shelf is not Shelf.LIST:
            return ""
        if not self.may(Action.MIGRATE):
            return ""
        return _page_url(request.script_root, self.stored.id, "editions.show")

    @property
    def _asked_url(self) -> str:
        if not self.may(Action.SEE_ASKED):
            return ""
        return _page_url(request.script_root, self.stored.id, "delegation.show")

    @property
    def _team_name(self) -> str:
        team = self.person.teams.get(self.stored.team)
        return team.name if team else ""


def opened(assessment_id: UUID, *, anew: bool = False) -> Opened:
    """Load what a request works on, as far as this person sees it; once a request.

    Args:
        assessment_id: Which assessment.
        anew: Look again, since somebody changed it during this request.

    Raises:
        AssessmentNotFoundError: when there is no such assessment, or the person may not
            know of it.
        EditionMismatchError: when its edition is not served here.
    """
    known: Opened | None = g.get("opened")
    if known is not None and known.stored.id == assessment_id and not anew:
        return known
    state, person = app_state(), current_person()
    found = find_assessment(state.store, person, assessment_id)
    edition = state.frameworks.get(found.stored.edition)
    whole = edition.in_scope(found.stored.assessment.scope)
    standing = standing_of(whole, found.stored, person, found.asks)
    framework, stored = part_seen(whole, found.stored, person, standing)
    g.opened = Opened(state, framework, stored, current_texts(), person, standing)
    return g.opened  # type: ignore[no-any-return]  # Flask types g as Any


def step_url(assessment_id: UUID, step: Step) -> str:
    """Translate a wizard step to a URL. The one place that knows both."""
    if isinstance(step, IndicatorStep):
        return indicator_url(assessment_id, step.key)
    return _page_url(request.script_root, assessment_id, _ENDPOINTS[type(step)])


def manage_url(assessment_id: UUID) -> str:
    """Return the URL of the page that manages an assessment."""
    return _page_url(request.script_root, assessment_id, "manage.show")


def plan_url(assessment_id: UUID) -> str:
    """Return the URL of the step-up plan; its other pages lie below it."""
    return _page_url(request.script_root, assessment_id, "plan.show")


def history_url(assessment_id: UUID) -> str:
    """Return the URL of the history of an assessment."""
    return _page_url(request.script_root, assessment_id, "history.whole")


def stand_url(assessment_id: UUID) -> str:
    """Return the URL of the page that says where a round stands."""
    return _page_url(request.script_root, assessment_id, "rounds.show")


def indicator_url(assessment_id: UUID, key: str) -> str:
    """Return the URL of an indicator's page."""
    before, after = _around_id(request.script_root, "wizard.indicator", _ANY_KEY)
    return f"{before}{assessment_id}{after.removesuffix(_ANY_KEY)}{key}"


def _page_url(mounted_at: str, assessment_id: UUID, endpoint: str) -> str:
    before, after = _around_id(mounted_at, endpoint)
    return f"{before}{assessment_id}{after}"


_ANY, _ANY_KEY = UUID(int=0), "KEY"


@lru_cache(maxsize=256)
def _around_id(_mounted_at: str, endpoint: str, key: str = "") -> tuple[str, str]:
    """Return what stands before and behind the id in a URL.

    A list has hundreds of them, and building each costs more than all the rest of it.
    """
    url = url_for(endpoint, assessment_id=_ANY, indicator_key=key or None)
    before, _, after = url.partition(str(_ANY))
    return before, after

"""What is kept around an assessment: versions, times, and who did what.

The scored part is :class:`~assessment.domain.answers.Assessment`; here stands what storage
adds to it. Services return these, so that no row ever leaves storage.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from assessment.domain.answers import (
    Answer,
    Assessment,
    AssessmentKind,
    Clearance,
    PlanItem,
    Profile,
    Subject,
)
from assessment.domain.framework import Scope
from assessment.domain.people.asks import AskedOf
from assessment.domain.people.may import State, Visibility
from assessment.domain.people.teams import Person
from assessment.errors import EditConflictError


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something.

    Attributes:
        id: The account; None when nobody signed in (the command line).
        name: As the audit trail shows it, also when the account is gone.
    """

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, and when; ``at`` knows its time zone."""

    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class EditionKey:
    """Which framework exactly; ``digest`` is the SHA-256 of its file."""

    framework: str
    edition: str
    digest: str


@dataclass(frozen=True, slots=True)
class PageKey:
    """One page of the wizard: the unit that two people may conflict on."""

    assessment_id: UUID
    indicator_key: str


@dataclass(frozen=True, slots=True)
class FormerAnswer:
    """An answer to an older edition, shown beside until somebody answers the new one."""

    edition: EditionKey
    answer: Answer


@dataclass(frozen=True, slots=True)
class PageState:
    """When a page was last saved, and by whom; versions count from 1.

    Attributes:
        saved_by: Name, also when the account is gone.
        account: The account that saved it; None: the command line.
        carried: For how many rounds the answer has stood unchanged; 0: given in this one.
        to_confirm: Whether it was carried over and nobody has said yet that it is true.
        former: What was answered to an older edition, while nobody has answered anew.
    """

    version: int
    saved_at: datetime
    saved_by: str
    account: int | None = None
    carried: int = 0
    to_confirm: bool = False
    former: FormerAnswer | None = None

    def is_long_unchanged(self, rounds: int | None) -> bool:
        """Whether it has stood for *rounds* rounds or more; None: no number is too many.

        Frameworks say how many: ``framework.review.unchanged_rounds``.
        """
        return rounds is not None and self.carried >= rounds


@dataclass(frozen=True, slots=True)
class StepUpPlan:
    """What the country aims at: its own targets and why, and the actions it commits to."""

    targets: Mapping[str, int]
    items: tuple[PlanItem, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, assessment: Assessment) -> "StepUpPlan":
        """Return the targets and plan of *assessment*."""
        return cls(assessment.targets, assessment.plan, assessment.target_reasons)


class Shelf(StrEnum):
    """Where an assessment is kept."""

    LIST = "list"
    ARCHIVE = "archive"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Details:
    """What can be changed of an assessment besides its answers.

    Attributes:
        name: Of an invented country, in place of its own; else empty.
    """

    name: str
    period: str
    respondent: str
    language: str

    @classmethod
    def of(cls, assessment: Assessment) -> "Details":
        """Return the details of *assessment*."""
        return cls(
            assessment.subject.name,
            assessment.period,
            assessment.respondent,
            assessment.language,
        )


@dataclass(frozen=True, slots=True)
class StoredAssessment:
    """An assessment as it is stored.

    Attributes:
        revision: Grows by one with every change, whatever it touches.
        pages: Indicator key -> state of its page; pages never saved are missing.
        profile_version: Version of the profile page, 0 when never saved.
        plan_version: Version of targets and plan, 0 when never saved.
        team: The team that owns it.
        owner: The account that made it; None when nobody signed in did.
        alternative_of: The government assessment this one stands beside.
        previous: The round before, which this one was carried forward from.
        shelf: On the list, or archived; what is deleted is never returned.
        is_published: Whether something of it is published now, whatever its state: what
            is corrected is shown meanwhile.
    """

    id: UUID
    assessment: Assessment
    edition: EditionKey
    revision: int
    pages: Mapping[str, PageState]
    profile_version: int
    plan_version: int
    created_at: datetime
    updated_at: datetime
    team: UUID
    state: State = State.DRAFT
    visibility: Visibility = Visibility.NOTHING
    owner: int | None = None
    alternative_of: UUID | None = None
    previous: UUID | None = None
    shelf: Shelf = Shelf.LIST
    is_published: bool = False

    def narrowed(self, keys: frozenset[str]) -> "StoredAssessment":
        """Return it with what it says of the indicators *keys*, and of no others."""
        whole = self.assessment
        part = replace(
            whole,
            answers={k: v for k, v in whole.answers.items() if k in keys},
            targets={k: v for k, v in whole.targets.items() if k in keys},
            target_reasons={k: v for k, v in whole.target_reasons.items() if k in keys},
            plan=tuple(item for item in whole.plan if item.indicator in keys),
        )
        pages = {k: v for k, v in self.pages.items() if k in keys}
        return replace(self, assessment=part, pages=pages)

    def version_of(self, indicator_key: str) -> int:
        """Return the version of a page, 0 when it was never saved."""
        page = self.pages.get(indicator_key)
        return page.version if page else 0


@dataclass(frozen=True, slots=True)
class AssessmentSummary:
    """A line in a list of assessments.

    Attributes:
        answered: Indicators answered, applicable or not (rule 6 needs the profile).
        unknown: Indicators answered "we do not know".
    """

    id: UUID
    edition: EditionKey
    subject: Subject
    kind: AssessmentKind
    period: str
    respondent: str
    language: str
    scope: Scope
    clearance: Clearance | None
    answered: int
    unknown: int
    revision: int
    created_at: datetime
    updated_at: datetime
    team: UUID
    state: State
    visibility: Visibility
    owner: int | None
    alternative_of: UUID | None
    previous: UUID | None


@dataclass(frozen=True, slots=True)
class AskedIn:
    """Something that was asked, and of which assessment."""

    asked: AskedOf
    edition: EditionKey
    subject: Subject
    period: str
    scope: Scope
    language: str
    team: UUID
    state: State


class AuditAction(StrEnum):
    """What can happen to an assessment."""

    CREATED = "created"
    IMPORTED = "imported"
    TAKEN_OVER = "taken-over"
    """Answers were taken over from a file into what was there already."""
    ANSWER = "answer"
    PROFILE = "profile"
    PLAN = "plan"
    CLEARANCE = "clearance"
    DETAILS = "details"
    COPIED = "copied"
    """Written by versions before rounds: an assessment was copied for another year."""
    CARRIED = "carried"
    """A new round was started, or an answer carried over into it."""
    CONFIRMED = "confirmed"
    """An answer that was carried over is still true."""
    MIGRATED = "migrated"
    """It was moved to another edition; with a subject: what that did to one answer."""
    ARCHIVED = "archived"
    RESTORED = "restored"
    DELETED = "deleted"
    ERASED = "erased"
    ASKED = "asked"
    ASK_CHANGED = "ask-changed"
    ASK_WITHDRAWN = "ask-withdrawn"
    HANDED_BACK = "handed-back"
    REOPENED = "reopened"
    EXPLAINED = "explained"
    """What looked like personal data of a child is none, with the reason."""
    COMMENT = "comment"
    SETTLED = "settled"
    REPLIED = "replied"
    """A government replied to it; told in the name of its team."""
    REPLY_CORRECTED = "reply-corrected"
    REPLY_WITHDRAWN = "reply-withdrawn"
    HANDED_ON = "handed-on"
    TAKEN_BACK = "taken-back"
    RETURNED = "returned"
    CLEARED = "cleared"
    PUBLISHED = "published"
    VISIBILITY = "visibility"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: who, when, what was there before and what after.

    Attributes:
        id: Grows with time; breaks ties of ``at``.
        subject: The indicator key of an answer, else empty.
        old: The value before as plain JSON data; None when there was none.
        new: The value after.
    """

    id: int
    at: datetime
    actor: Actor
    action: AuditAction
    subject: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in.

    Attributes:
        name: As colleagues see it; the address while there is none.
        language: In which they read the pages; empty: nobody knows.
    """

    id: int
    email: str
    active: bool
    has_password: bool
    name: str = ""
    is_administrator: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The account a session belongs to, as every request needs it.

    Attributes:
        session: What the session cookie names; a new password changes it.
        person: Who they are in which team.
        has_factor: Whether they sign in with more than a password.
        team_asks: Whether a team of theirs asks for that.
    """

    email: str
    session: str
    person: Person
    has_factor: bool = False
    team_asks: bool = False


class PageConflictError(EditConflictError):
    """Somebody else saved this page meanwhile.

    Attributes:
        answer: What is stored now, so that both can be shown.
        state: Version, time and author of what is stored now.
    """

    def __init__(
        self, page_key: str, *, seen: int, answer: Answer | None, state: PageState
    ) -> None:
        self.answer = answer
        self.state = state
        super().__init__(page_key, seen=seen, current=state.version)


class ProfileConflictError(EditConflictError):
    """Somebody else saved the profile meanwhile; ``profile`` is what is stored now."""

    def __init__(self, *, seen: int, current: int, profile: Profile) -> None:
        self.profile = profile
        super().__init__("profile", seen=seen, current=current)


class DetailsConflictError(EditConflictError):
    """Somebody else changed the details meanwhile; ``details`` is what is stored now."""

    def __init__(self, details: Details) -> None:
        self.details = details
        super().__init__("details", seen=0, current=0)

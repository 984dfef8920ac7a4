"""The trail of accounts as administrators read it: who, when, what, whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.people.events import AccountEntry, AccountEvent
from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.errors import N_
from assessment.services.people.teams import list_teams
from assessment.services.people.trail import account_trail
from assessment.texts import Texts
from assessment.web.state import app_state
from assessment.web.teams.words import KIND_WORDS, ROLE_WORDS

PER_PAGE = 50

EVENT_WORDS = {
    AccountEvent.ACCOUNT_MADE: N_("made the account"),
    AccountEvent.ACCOUNT_ERASED: N_("erased the account"),
    AccountEvent.DEACTIVATED: N_("deactivated the account"),
    AccountEvent.REACTIVATED: N_("activated the account again"),
    AccountEvent.ADMINISTRATOR: N_("changed who looks after the installation"),
    AccountEvent.TEAM_MADE: N_("made the team"),
    AccountEvent.TEAM_CHANGED: N_("changed the team"),
    AccountEvent.ROLES: N_("changed roles in a team"),
    AccountEvent.INVITED: N_("invited somebody"),
    AccountEvent.INVITATION_USED: N_("came in by an invitation"),
    AccountEvent.INVITATION_WITHDRAWN: N_("withdrew an invitation"),
    AccountEvent.PASSWORD: N_("set a password"),
    AccountEvent.ADDRESS: N_("changed the address"),
    AccountEvent.FACTOR_SET: N_("set up an app for codes"),
    AccountEvent.FACTOR_REMOVED: N_("removed the second factor"),
    AccountEvent.FACTOR_ASKED: N_("changed whether the team asks for a second factor"),
    AccountEvent.RECOVERY_CODES: N_("made recovery codes"),
    AccountEvent.PASSKEY_ADDED: N_("added a passkey"),
    AccountEvent.PASSKEY_REMOVED: N_("removed a passkey"),
    AccountEvent.SIGNED_IN: N_("signed in"),
    AccountEvent.SIGNED_OUT: N_("signed out"),
    AccountEvent.SESSIONS_ENDED: N_("ended sessions"),
    AccountEvent.DATA_TAKEN: N_("took out the data of the account"),
    AccountEvent.ERASED: N_("erased something from the trail"),
}

_PART_WORDS = {
    "team": N_("Team"),
    "roles": N_("Roles"),
    "name": N_("Name"),
    "kind": N_("Kind"),
    "country": N_("Country"),
    "browser": N_("Browser"),
    "ways": N_("By"),
    "names": N_("Entries with the name"),
    "entries": N_("Entries"),
    "reason": N_("Reason"),
    "": N_("Value"),
}
_WAY_WORDS = {
    "password": N_("password"),
    "tf": N_("code of the app"),
    "authenticator": N_("code of the app"),
    "mf_recovery": N_("recovery code"),
    "webauthn": N_("passkey"),
    "oauth": N_("single sign-on"),
    "reset": N_("link to set a password"),
    "invitation": N_("invitation"),
    "demo": N_("demo"),
}
_TRUE, _FALSE = N_("Yes"), N_("No")


@dataclass(frozen=True, slots=True)
class TrailPart:
    """One thing that an entry tells; empty texts where there was nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An entry, as it is shown.

    Attributes:
        who: Empty once the name was erased.
        whom: Empty once the account, team or invitation is gone, or when it is *who*.
    """

    number: int
    at: datetime
    who: str
    what: str
    whom: str
    parts: tuple[TrailPart, ...]
    is_emptied: bool


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A part of the trail of accounts, counted from 1, the last entry first."""

    lines: tuple[TrailLine, ...]
    count: int
    number: int
    pages: int


def trail_page(number: int, texts: Texts) -> TrailPage:
    """Return page *number* of the trail."""
    store = app_state().store
    number = max(number, 1)
    found = account_trail(store, first=(number - 1) * PER_PAGE, most=PER_PAGE)
    pages = max(1, -(-found.total // PER_PAGE))
    if number > pages:
        return trail_page(pages, texts)
    words = words_of(texts)
    lines = tuple(trail_line(entry, words) for entry in found.entries)
    return TrailPage(lines, found.total, number, pages)


Words = Callable[[str, object], str]


def words_of(texts: Texts) -> Words:
    """Return what puts a part of an entry into words (one query for names of teams)."""
    teams = {str(t.id): t.name for t in list_teams(app_state().store).teams}

    def said(part: str, value: object) -> str:
        match value:
            case None | "":
                return ""
            case bool():
                return texts.gettext(_TRUE if value else _FALSE)
            case list():
                return ", ".join(said(part, each) for each in value)
        return _one(texts, teams, part, str(value))

    return said


def _one(texts: Texts, teams: Mapping[str, str], part: str, value: str) -> str:
    match part:
        case "team":
            return teams.get(value, value)
        case "roles" if value in set(TeamRole):
            return texts.gettext(ROLE_WORDS[TeamRole(value)])
        case "kind" if value in set(TeamKind):
            return texts.gettext(KIND_WORDS[TeamKind(value)])
        case "ways":
            return texts.gettext(_WAY_WORDS.get(value, value))
        case "country":
            return texts.country(value)
    return value


def trail_line(entry: AccountEntry, words: Words) -> TrailLine:
    """Return an entry as it is shown."""
    return TrailLine(
        number=entry.number,
        at=entry.at,
        who=entry.actor.name,
        what=EVENT_WORDS[entry.what],
        whom="" if entry.subject == f"account:{entry.actor.id}" else entry.whom,
        parts=_parts(entry, words),
        is_emptied=entry.is_emptied,
    )


def _parts(entry: AccountEntry, words: Words) -> tuple[TrailPart, ...]:
    old, new = (_mapping(value) for value in (entry.old, entry.new))
    parts = []
    for key in dict.fromkeys([*old, *new]):
        before, after = words(key, old.get(key)), words(key, new.get(key))
        if (before or after) and key in _PART_WORDS:
            # What did not change is said once: which team roles are about.
            same = before == after
            parts.append(TrailPart(_PART_WORDS[key], "" if same else before, after))
    return tuple(parts)


def _mapping(value: object) -> dict[str, object]:
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"": value}

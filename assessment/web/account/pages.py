"""What the page of one's own account shows."""

from dataclasses import dataclass

from assessment.domain.people.sessions import BrowserSession
from assessment.texts import Texts
from assessment.web.teams.pages import TeamLine


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser in which somebody is signed in, in words.

    Attributes:
        browser: Empty when it is not known.
        is_here: Whether it is the one that asks.
    """

    key: str
    since: str
    seen: str
    browser: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account.

    Attributes:
        has_second_factor: Whether signing in also asks for a code.
        recovery_codes: How many are left.
        passkeys: How many there are.
        owes_factor: Whether a team or the site asks for a second factor that is missing.
    """

    email: str
    has_second_factor: bool
    recovery_codes: int
    sessions: tuple[SessionLine, ...]
    passkeys: int = 0
    teams: tuple[TeamLine, ...] = ()
    is_administrator: bool = False
    owes_factor: bool = False


def session_lines(
    sessions: tuple[BrowserSession, ...], here: str, texts: Texts
) -> tuple[SessionLine, ...]:
    """Return *sessions* in words; the one whose key is *here* first."""
    lines = [
        SessionLine(
            each.key,
            texts.datetime(each.begun_at),
            texts.datetime(each.seen_at),
            each.browser,
            each.key == here,
        )
        for each in sessions
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_here))

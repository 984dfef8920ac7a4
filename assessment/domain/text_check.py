"""Whether a text, a link or a day may stand in an assessment, whatever it is about."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from assessment.errors import N_, Problem

NOTE_LENGTH = 4000
NAME_LENGTH = 200

TURNING = "\u202d\u202e"
"""They turn the letters of what follows around; no language is written with them."""
DAYS_FROM, DAYS_TO = date(1990, 1, 1), date(2100, 12, 31)
"""Days of plans and clearances lie between these."""

_ALLOWED_CONTROLS = "\n\r\t"
_FULL_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_UNSEEN_IN_NAMES = frozenset(
    "\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\uffa0\n\r\u2028\u2029"
)
"""Nobody sees them, so that two names would look alike; no language needs them in names.

Nor does a name hold the end of a line: what follows would seem to be said by others, in a
message or a calendar.
"""


def link_problems(link: str, path: str) -> Iterator[Problem]:
    """Check an address: one of the web, and no password in it."""
    if link and not is_web_link(link):
        yield _problem(
            path, N_("A link begins with https:// or http:// and names a site.")
        )
    elif link and holds_password(link):
        yield _problem(
            path,
            N_(
                "This link holds a name or password for its site, which everybody would "
                "read: leave out what stands before the “@”."
            ),
        )


def is_possible_day(text: str) -> bool:
    """Return whether *text* is no date, or one that exists ("2019-02-31" does not)."""
    found = _FULL_DATE.fullmatch(text.strip())
    if found is None:
        return True
    try:
        date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return False
    return True


def is_web_link(link: str) -> bool:
    """Return whether *link* is an address of the web, and nothing that runs."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        # Nor what turns the direction of the text, and so shows another site.
        and link.isprintable()
        and " " not in link
    )


def holds_password(link: str) -> bool:
    """Return whether a web link carries a name or password for its site."""
    parts = urlsplit(link)
    return parts.username is not None or parts.password is not None


def name_problems(text: str, limit: int, path: str) -> Iterator[Problem]:
    """Check a text in one line that tells things apart: it must look like what it is."""
    yield from text_problems(text, limit, path)
    is_blank = bool(text) and not any(
        unicodedata.category(c)[0] in "LNPS" for c in text
    )
    if is_blank or not _UNSEEN_IN_NAMES.isdisjoint(text):
        yield _problem(
            path, N_("This contains characters that nobody sees: type it again.")
        )


def seen_name(text: str, limit: int = NAME_LENGTH) -> str:
    """Return the name of a person as colleagues see it: one line, nothing that turns or hides.

    Who is new is not asked twice for that: what nobody sees is left out.
    """
    line = " ".join(text.split())
    seen = (c for c in line if not (_is_unreadable(c) or c in _UNSEEN_IN_NAMES))
    return "".join(seen)[:limit].strip()


def is_no_character(character: str) -> bool:
    """Return whether Unicode will never give this code point a meaning (or it is a BOM)."""
    code = ord(character)
    return (
        code & 0xFFFE == 0xFFFE  # noqa: PLR2004
        or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004
        or code == 0xFEFF  # noqa: PLR2004
    )


def text_problems(text: str, limit: int, path: str) -> Iterator[Problem]:
    """Check a text: at most *limit* characters, each of which can be read and stored."""
    if len(text) > limit:
        yield _problem(
            path,
            N_("This is {count} characters long; at most {limit} fit."),
            count=len(text),
            limit=limit,
        )
    # What is printable holds none of them; looking at each character of the 800 texts of an
    # assessment took longer than anything else about reading it.
    if not text.isprintable() and any(map(_is_unreadable, set(text))):
        yield _problem(
            path, N_("This contains characters that cannot be read: type it again.")
        )


def _is_unreadable(character: str) -> bool:
    """Return whether neither PostgreSQL nor XML (and so no report) can hold it."""
    return (
        character in TURNING
        or is_no_character(character)
        or (
            unicodedata.category(character) in {"Cc", "Cs"}
            and character not in _ALLOWED_CONTROLS
        )
    )


def day_problems(day: date | None, path: str) -> Iterator[Problem]:
    """Check a day of a plan or clearance: one that somebody may live to see."""
    if day is not None and not DAYS_FROM <= day <= DAYS_TO:
        yield _problem(
            path,
            N_("Give a day between {first} and {last}."),
            first=DAYS_FROM.year,
            last=DAYS_TO.year,
        )


def _problem(path: str, template: str, **values: object) -> Problem:
    return Problem(path, 0, 0, template, values, path)

"""What was cleared, frozen: its digest, the code printed for it, and that it is shown."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from assessment.domain.rounds.states import State, Visibility

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 of Crockford: no I, L, O or U. Each letter holds five bits."""
_BITS = 60
_LETTERS = 12
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = frozenset(
    " \t\r\n\u00a0\u2007\u202f-\u2010\u2011\u2012\u2013\u2014\u2212._/"
)
# The field of 32 elements, made by x^5 + x^2 + 1: shifting is multiplying by x.
_FIELD, _SIZE = 0b100101, 32


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An assessment as it was when it was cleared. It never changes.

    Attributes:
        assessment: Which assessment it is of.
        digest: SHA-256 of *text* in UTF-8, in hexadecimal.
        code: As reports print it, made of the digest.
        text: The portable file, exactly as it is exported.
        cleared_by: The person who signed, and in what function.
        cleared_by_id: The account that cleared it; None: the command line.
    """

    id: UUID
    assessment: UUID
    digest: str
    code: str
    text: str
    made_at: datetime
    cleared_by: str
    cleared_function: str
    cleared_on: date
    cleared_by_id: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """That a snapshot is shown to others, since when, and how much of it.

    Attributes:
        superseded_at: When a newer round or a corrected version took its place; it is
            still shown.
        withdrawn_at: When it was withdrawn: since then nothing of it is shown.
        reason: Why it was withdrawn, or shown otherwise; the last one given.
    """

    snapshot: UUID
    assessment: UUID
    visibility: Visibility
    published_at: datetime
    superseded_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reason: str = ""

    @property
    def state(self) -> State:
        """Whether it is published, superseded or withdrawn."""
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        return State.PUBLISHED if self.superseded_at is None else State.SUPERSEDED

    @property
    def is_shown(self) -> bool:
        """Whether visitors see anything of it."""
        is_open = self.visibility is not Visibility.NOTHING
        return self.withdrawn_at is None and is_open


def digest_of_text(text: str) -> str:
    """Return the digest of a portable file, as it stands in a report."""
    return sha256(text.encode("utf-8")).hexdigest()


def verification_code(digest: str) -> str:
    """Return the code of a snapshot: ``XXXX-XXXX-XXXXX``.

    It holds the first 60 bits of the digest and a letter that gives away every single
    mistyped letter and every two that were swapped.

    Args:
        digest: SHA-256 in hexadecimal.
    """
    number = int(digest[: _BITS // 4], 16)
    digits = [number >> 5 * place & 31 for place in reversed(range(_LETTERS))]
    plain = "".join(ALPHABET[digit] for digit in (*digits, _check(digits)))
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"


def read_code(typed: str) -> str | None:
    """Return the code that somebody *typed*, as it is printed; None when it is none.

    Small letters, spaces, missing or other dashes, and O, I and L in place of 0 and 1 are
    read as they are meant.
    """
    letters = "".join(c for c in typed if c not in _BETWEEN).upper()
    plain = letters.translate(_READ_AS)
    if len(plain) != _LETTERS + 1 or not set(plain) <= set(ALPHABET):
        return None
    *digits, check = (ALPHABET.index(letter) for letter in plain)
    if _check(digits) != check:
        return None
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"


def _check(digits: list[int]) -> int:
    """Return the digit that makes the sum of x^n times each digit nothing."""
    value = 0
    for digit in digits:
        value = (value ^ digit) << 1
        if value >= _SIZE:
            value ^= _FIELD
    return value

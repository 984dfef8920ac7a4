"""What the guard found, and the text as it reads it."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

_MARKS = frozenset("\u0640\u200b\u200c\u200d\u200e\u200f\u00ad") | frozenset(
    map(chr, range(0x064B, 0x0653))
)
"""Vowel signs, stretching and what nobody sees: they would hide a word from a pattern."""
_SPACES = frozenset("\u00a0\u2009\u202f\u3000\t")
_CONTEXT = 12


class Kind(StrEnum):
    """What a passage looks like."""

    NAME = "name"
    """A name beside the age of a child, or a child called by name."""
    BIRTH_DATE = "birth-date"
    NUMBER = "number"
    """Of a case, a file, or a document that names one person."""
    ADDRESS = "address"
    CONTACT = "contact"
    """A telephone number or mail address beside a child."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A passage that looks like personal data of a child.

    Attributes:
        start: Where it begins in the text (in Unicode's composed form).
        end: Where it ends.
        excerpt: The passage with a little around it, to be recognised on a page.
    """

    start: int
    end: int
    kind: Kind
    excerpt: str
    passage: str

    @property
    def digest(self) -> str:
        """What stands for the passage where it must not be repeated, as in the trail."""
        words = " ".join(self.passage.casefold().split())
        return sha256(f"{self.kind}\0{words}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A finding, and the field that it is in, such as ``note`` or ``evidence-0-title``."""

    field: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Text:
    """A text made plain: digits of any script as 0 to 9, without marks.

    Attributes:
        plain: What patterns are looked for in.
        places: For each of its characters, the place in *composed*.
    """

    composed: str
    plain: str
    places: tuple[int, ...]

    def finding(self, kind: Kind, start: int, end: int) -> Finding:
        """Return what lies between two places of the plain text."""
        first = self.places[start]
        last = self.places[end - 1] + 1
        before = max(0, first - _CONTEXT)
        after = min(len(self.composed), last + _CONTEXT)
        excerpt = " ".join(self.composed[before:after].split())
        left = "…" if before else ""
        right = "…" if after < len(self.composed) else ""
        passage = self.composed[first:last].strip()
        return Finding(first, last, kind, f"{left}{excerpt}{right}", passage)


def plain_text(text: str) -> Text:
    """Return *text* as patterns read it."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return Text(composed, composed, tuple(range(len(composed))))
    kept = [(c, i) for i, c in enumerate(composed) if c not in _MARKS]
    plain = "".join(_plain(c) for c, _ in kept)
    return Text(composed, plain, tuple(i for _, i in kept))


def _plain(character: str) -> str:
    if character in _SPACES:
        return " "
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)

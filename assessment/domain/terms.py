"""Marking the words that a framework defines, where its texts are read.

Texts stay plain in the file and in catalogues; whoever shows one cuts it into pieces
here. A phrase is marked as a whole word, in any capitals, the longest form first, and
each term once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

_UNSPACED = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u0fff"  # Tibetan
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u3040-\u30ff"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Chinese characters
    "\U00020000-\U0003ffff"
    "]"
)
"""Scripts that write words without spaces: any place in a text may begin a word."""

_JOINERS = "-\u2010\u2011_"
"""A hyphen makes one word of two: "region" is not marked in "sub-region"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``term`` is the key of the term it is a form of, else ""."""

    text: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class TermForms:
    """The phrases that stand for a term, in the language of the text."""

    key: str
    forms: tuple[str, ...]


def forms_as_text(forms: Iterable[str]) -> str:
    """Return *forms* as one text: a language may need more or fewer of them."""
    return " | ".join(forms)


def forms_of_text(text: str) -> tuple[str, ...]:
    """Return the forms in a text made by :func:`forms_as_text`, translated or not."""
    return tuple(form.strip() for form in text.split("|") if form.strip())


def mark_terms(
    text: str, terms: tuple[TermForms, ...], seen: Iterable[str] = ()
) -> tuple[Piece, ...]:
    """Cut *text* into pieces, the first occurrence of each term marked.

    Args:
        text: A text of the framework.
        terms: What is looked for.
        seen: Keys of terms that were marked already, e.g. further up on the page; they
            stay plain, and so do shorter forms inside them.

    Returns:
        Pieces that joined give *text* again; none for an empty text.
    """
    marked = set(seen)
    pieces: list[Piece] = []
    done = 0
    for start, end, term in find_terms(text, terms):
        if term not in marked:
            marked.add(term)
            if start > done:
                pieces.append(Piece(text[done:start]))
            pieces.append(Piece(text[start:end], term))
            done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return tuple(pieces)


def find_terms(
    text: str, terms: tuple[TermForms, ...]
) -> tuple[tuple[int, int, str], ...]:
    """Return ``(start, end, key)`` of every form in *text*; they do not overlap."""
    pattern, keys = _pattern(terms)
    if pattern is None:
        return ()
    folded = _folded(text)
    found, place = [], 0
    while match := pattern.search(folded, place):
        end = _whole_word(folded, match.start(), keys)
        if end:
            found.append((match.start(), *end))
            place = end[0]
        else:
            place = match.start() + 1
    return tuple(found)


def missing_terms(text: str, terms: Iterable[TermForms]) -> tuple[TermForms, ...]:
    """Return those of *terms* none of whose forms stands in *text*, a whole framework."""
    folded = _folded(text)
    return tuple(term for term in terms if not _stands_in(folded, term))


def _stands_in(folded: str, term: TermForms) -> bool:
    return any(
        _is_edge(folded, match.start()) and _is_edge(folded, match.end())
        for form in term.forms
        if form.strip()
        for match in re.finditer(_written(form), folded)
    )


def _folded(text: str) -> str:
    """Return *text* in small letters, every character at its place.

    Patterns that need not mind capitals are searched several times faster.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


Forms = tuple[tuple[re.Pattern[str], str], ...]


def _whole_word(text: str, start: int, forms: Forms) -> tuple[int, str] | None:
    """Return the end and term of the longest form that is a whole word at *start*."""
    for form, key in forms:
        match = form.match(text, start)
        if match and _is_edge(text, start) and _is_edge(text, match.end()):
            return match.end(), key
    return None


def _is_edge(text: str, place: int) -> bool:
    """Say whether a word may begin or end before character *place* of *text*."""
    if place in {0, len(text)}:
        return True
    before, after = text[place - 1], text[place]
    if category(after).startswith("M"):
        return False  # a mark belongs to the letter before it
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        return True
    return not (_is_inner(before) and _is_inner(after))


def _is_inner(character: str) -> bool:
    return (
        character.isalnum()
        or character in _JOINERS
        or category(character).startswith("M")
    )


@lru_cache(maxsize=32)
def _pattern(terms: tuple[TermForms, ...]) -> tuple[re.Pattern[str] | None, Forms]:
    """Return what finds a candidate quickly, and every form, the longest first."""
    forms = [(form, term.key) for term in terms for form in term.forms if form.strip()]
    forms.sort(key=lambda entry: (-len(entry[0]), entry))
    if not forms:
        return None, ()
    written = [_written(form) for form, _ in forms]
    compiled = tuple(
        (re.compile(form), key) for form, (_, key) in zip(written, forms, strict=True)
    )
    return re.compile("|".join(written)), compiled


def _written(form: str) -> str:
    """Return the pattern of *form* in a text folded by :func:`_folded`."""
    return r"\s+".join(map(re.escape, _folded(form).split()))

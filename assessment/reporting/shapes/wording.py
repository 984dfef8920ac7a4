"""Words that know how to stand in a page of another language or direction.

A report in French may quote a framework in English, and one in Arabic is full of numbers
and names that run the other way. Where a part differs from the words around it, its own
element says so: ``lang`` for who listens, ``dir`` or ``bdi`` so that the layout keeps
its order (WeasyPrint 70 sets each element as a run of its own, which isolates it).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from markupsafe import Markup, escape

from assessment.texts import Texts

_MARKS = "\u200e\u200f\u2066\u2067\u2068\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}
_LETTER = re.compile(r"(?<!%\()\b[a-zA-Z]{2,}\b(?!\)s)")
_FROM_LEFT = ("en", "fr", "es", "ru", "zh")


class Wording(str):
    """Text of a report: compares and prints as plain text, writes its own markup.

    Attributes:
        language: The language it is in when that is not the language of the report.
        direction: Its direction, when *language* is given.
        figures: Place and text of every figure in it that can be checked again.
    """

    __slots__ = ("_html", "direction", "figures", "language")

    _html: Markup | None
    direction: str
    language: str
    figures: tuple[tuple[str, str], ...]

    def __new__(
        cls,
        text: str,
        html: Markup | None = None,
        *,
        language: str = "",
        direction: str = "",
        figures: tuple[tuple[str, str], ...] = (),
    ) -> "Wording":
        """Return *text*; *html* is its markup where it is not just the text escaped."""
        made = super().__new__(cls, text)
        made._html = html
        made.language = language
        made.direction = direction
        made.figures = figures
        return made

    def __html__(self) -> Markup:
        """Return it as a run of text, with elements where a part needs its own."""
        if self.language:
            return Markup('<span lang="{}" dir="{}">{}</span>').format(
                self.language, self.direction, str(self)
            )
        if self._html is None and self.figures:
            return Markup('<span data-figure="{}">{}</span>').format(
                self.figures[0][0], str(self)
            )
        return escape(str(self)) if self._html is None else self._html

    @property
    def attributes(self) -> Markup:
        """What a block that holds nothing else carries, before ``inner``."""
        if self._html is None and self.figures:
            return Markup(' data-figure="{}"').format(self.figures[0][0])
        if not self.language:
            return Markup("")
        return Markup(' lang="{}" dir="{}"').format(self.language, self.direction)

    @property
    def inner(self) -> Markup:
        """The markup inside an element that carries :attr:`attributes`."""
        if self.language or self._html is None:
            return escape(str(self))
        return self._html


NOTHING = Wording("")
"""No words at all: a default that can be shared."""


class Words:
    """Puts sentences, framework texts and typed words together for one report."""

    def __init__(self, texts: Texts, framework_language: str) -> None:
        self.texts = texts
        self._framework_language = framework_language
        self._is_rtl = texts.direction == "rtl"

    def say(self, text: str, **values: object) -> Wording:
        """Return interface *text* in the language of the report, values filled in."""
        translated = self.texts.gettext(text)
        return self._in_english(text, translated, self._filled(translated, values))

    def count(self, one: str, many: str, count: int, /, **values: object) -> Wording:
        """Return the plural form for *count*; ``%(num)s`` is the count."""
        # The catalogue fills in values itself; given as their own names, they stay.
        names = {name: f"%({name})s" for name in ("num", *values)}
        template = self.texts.ngettext(one, many, count, **names)
        told = self._filled(
            template, {"num": self.texts.number(count), **values}, always=True
        )
        return self._in_english(one, template, told)

    def _in_english(self, text: str, translated: str, told: Wording) -> Wording:
        """Return *told* held together when *text* has no translation from right to left.

        A catalogue that is being worked on must not tear English sentences apart.
        """
        if not self._is_rtl or translated != text or not _LETTER.search(text):
            return told
        html = Markup('<span lang="en" dir="ltr">{}</span>').format(told.__html__())
        return Wording(told, html, figures=told.figures)

    def framework(self, text: str) -> Wording:
        """Return a *text* of the framework, marked when it has no translation."""
        told = self.texts.framework(text).strip(_MARKS)
        if not told:
            return Wording("")
        own = self._framework_language
        if own == self.texts.language or told != text.strip(_MARKS):
            return Wording(told)
        return Wording(
            told, language=own, direction="ltr" if own in _FROM_LEFT else "rtl"
        )

    def typed(self, text: str) -> Wording:
        """Return what a person typed, kept together where it runs the other way."""
        return Wording(text, _isolated(text) if self._turns(text) else None)

    def join(self, parts: Iterable[str], separator: str = "") -> Wording:
        """Return *parts* as a list in one line, the comma that of the language."""
        between = separator or self.texts.gettext(", ")
        kept = [part for part in parts if part]
        html = escape(between).join(self._markup(part) for part in kept)
        return Wording(between.join(kept), html, figures=_figures_in(kept))

    def _filled(
        self, template: str, values: dict[str, object], *, always: bool = False
    ) -> Wording:
        if not values and not always:
            return Wording(template)
        plain = template % {name: str(value) for name, value in values.items()}
        if not self._is_rtl and all(
            not isinstance(value, Wording) and not self._turns(str(value))
            for value in values.values()
        ):
            return Wording(plain)
        parts = {name: self._markup(value) for name, value in values.items()}
        return Wording(
            plain, escape(template) % parts, figures=_figures_in(values.values())
        )

    def _markup(self, value: object) -> Markup:
        if isinstance(value, Wording):
            return value.__html__()
        text = str(value)
        return _isolated(text) if self._turns(text) else escape(text)

    def _turns(self, text: str) -> bool:
        """Whether *text* would be torn apart by the words around it."""
        if self._is_rtl:
            return any(unicodedata.bidirectional(c) in {"L", "EN", "AN"} for c in text)
        if text.isascii():
            return False
        return any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def figure(place: str, text: str) -> Wording:
    """Return a printed figure, marked so that a check of the document finds it again.

    Args:
        place: What it is, such as ``3 score``; the same on every page it stands on.
        text: What is printed.
    """
    return Wording(text, figures=((place, text),))


def printed_figures(*parts: object) -> dict[str, str]:
    """Return place -> text of every figure that the words in *parts* carry."""
    found: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Wording):
            found.update(part.figures)
        elif isinstance(part, tuple):
            found.update(printed_figures(*part))
        elif is_dataclass(part):
            found.update(
                printed_figures(*(getattr(part, f.name) for f in fields(part)))
            )
    return found


def _figures_in(values: Iterable[object]) -> tuple[tuple[str, str], ...]:
    return tuple(
        entry
        for value in values
        if isinstance(value, Wording)
        for entry in value.figures
    )


def _isolated(text: str) -> Markup:
    """Return *text* as a run of its own, in the direction of its first letter.

    Said in so many words: WeasyPrint 70 does not look for it, and would set the full stop
    of an English sentence before it.
    """
    kinds = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in kinds if kind in _STRONG), "")
    if not first:
        return Markup("<bdi>{}</bdi>").format(text)
    direction = "rtl" if first in _RIGHT_TO_LEFT else "ltr"
    return Markup('<bdi dir="{}">{}</bdi>').format(direction, text)

"""Drawings: what a report shows as SVG, each with the same said in words.

Steps differ in lightness, marks in shape, so that a grey print loses nothing, and every
drawing carries its alternative text. Right-to-left reports get the mirror image. Numbers
are real text. What costs time is the number of elements, so there are few.
"""

from dataclasses import dataclass
from html import escape
from typing import Protocol

INK, SOFT, LINE, PAPER = "#16232b", "#4b5a63", "#c9cdca", "#ffffff"
ACCENT, RANGE, TRACK, CRITICAL = "#0a5c63", "#b9d3cb", "#f0eee7", "#9b1c1c"
RAMP = ("#efe7d6", "#cfdcc6", "#93bdb0", "#2f7d7b", "#0b4f57")
"""Five steps of one hue, each clearly darker than the last, also in grey."""

FONT = "Report"
_DARK_FROM = 3
"""From this step of the ramp on, numbers on it are white."""
_LINES = 2
_CHARACTER = 0.56
"""Width of an average letter, in parts of its size; words are wrapped by it."""


def step_of(level: int, top: int) -> int:
    """Return the step of the ramp for *level* of a scale that ends at *top*."""
    return level * (len(RAMP) - 1) // max(1, top)


@dataclass(frozen=True, slots=True)
class BandMark:
    """A band on the scale: where it begins and ends (0 to 1), and its name."""

    start: float
    end: float
    label: str
    lower: str


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """A score on its scale: range as a band, score as a bar, evidence as a ring.

    Attributes:
        alt: The same in words.
        bands: The bands below it; none are drawn when empty.
        ends: Words at both ends of the scale, such as 0 and 100.
    """

    alt: str
    score: float | None = None
    low: float | None = None
    high: float | None = None
    evidenced: float | None = None
    bands: tuple[BandMark, ...] = ()
    end: str = ""

    def svg(self, *, rtl: bool = False, width: float = 400) -> str:
        """Draw it, *width* points wide."""
        height = 44.0 if self.bands else 14.0
        at = _Scale(width, rtl=rtl)
        parts = [
            f'<path d="M{at.left:g} 4h{at.length:g}v11h-{at.length:g}z" fill="{TRACK}"/>'
        ]
        if self.low is not None and self.high is not None:
            left, right = sorted((at(self.low), at(self.high)))
            parts.append(
                f'<path d="M{left:.1f} 4H{max(right, left + 1):.1f}v11H{left:.1f}z" '
                f'fill="{RANGE}"/>'
            )
        parts += [self._band(at, band) for band in self.bands]
        if self.bands and self.end:
            parts.append(_text(self.end, at(1.0), 26, 6.5, fill=SOFT))
        if self.score is not None:
            parts.append(
                f'<path d="M{at(self.score):.1f} 1v17" stroke="{INK}" stroke-width="3.4"/>'
            )
        if self.evidenced is not None:
            parts.append(
                f'<circle cx="{at(self.evidenced):.1f}" cy="9.5" r="2.8" fill="{PAPER}" '
                f'stroke="{ACCENT}" stroke-width="1.4"/>'
            )
        return _svg(parts, width, height, self.alt)

    def _band(self, at: "_Scale", band: BandMark) -> str:
        start, end = at(band.start), at(band.end)
        room = abs(end - start) - 4
        lines = _wrapped(band.label, room, 6.8)
        drawn = f'<path d="M{start:.1f} 15v5" stroke="{SOFT}" stroke-width=".6"/>'
        drawn += _text(band.lower, start, 26, 6.5, fill=SOFT)
        for place, line in enumerate(lines):
            drawn += _text(line, (start + end) / 2, 34 + place * 8, 6.8, fill=SOFT)
        return drawn


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of one indicator: a box for every rung, filled up to the level.

    Level 0 is an empty ladder, so level 1 fills one box.

    Attributes:
        level: Rungs reached; None when it is open.
        top: Number of rungs.
        target: Level aimed at; a triangle stands below its box.
    """

    alt: str
    level: int | None
    top: int
    target: int

    def svg(self, *, rtl: bool = False) -> str:
        """Draw it: two paths of boxes and a triangle; the number stands beside it."""
        box, step, height = 15.0, 17.0, 8.0
        width = self.top * step - (step - box)
        reached = self.level or 0

        def start(rung: int) -> float:
            return (self.top - rung if rtl else rung - 1) * step

        def boxes(rungs: range) -> str:
            return "".join(
                f"M{start(rung) + 0.4:g} .4h{box - 0.8:g}v{height}h-{box - 0.8:g}z"
                for rung in rungs
            )

        parts = []
        if reached:
            tone = RAMP[step_of(reached, self.top)]
            parts.append(
                f'<path d="{boxes(range(1, reached + 1))}" fill="{tone}" '
                f'stroke="#2f7d7b" stroke-width=".7"/>'
            )
        if reached < self.top:
            dashes = ' stroke-dasharray="1.6 1.4"' if self.level is None else ""
            parts.append(
                f'<path d="{boxes(range(reached + 1, self.top + 1))}" fill="{PAPER}" '
                f'stroke="#7b878d" stroke-width=".6"{dashes}/>'
            )
        if self.target:
            middle = start(self.target) + box / 2
            parts.append(f'<path d="M{middle:g} 10l2.6 3.6h-5.2z" fill="{ACCENT}"/>')
        return _svg(parts, width, height + 6, self.alt)


@dataclass(frozen=True, slots=True)
class Square:
    """One indicator as a square.

    Attributes:
        number: The number people see.
        level: Level reached; None when it is open or does not apply.
        is_open: Nobody knows or nobody has answered; False with no level: does not apply.
    """

    number: str
    level: int | None
    is_open: bool
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Squares:
    """The indicators of one point, a square each: the row of the map.

    Attributes:
        per_line: So many stand side by side; further ones below.
    """

    alt: str
    squares: tuple[Square, ...]
    top: int
    per_line: int = 9

    def svg(self, *, rtl: bool = False, size: float = 21.5) -> str:
        """Draw it; squares are *size* points wide."""
        height = 27.0
        lines = max(1, -(-len(self.squares) // self.per_line))
        width = self.per_line * size
        parts = []
        for place, square in enumerate(self.squares):
            line, column = divmod(place, self.per_line)
            if rtl:
                column = self.per_line - 1 - column
            parts.append(self._square(square, column * size, line * height, size))
        return _svg(parts, width, lines * height, self.alt)

    def _square(self, square: Square, x: float, y: float, size: float) -> str:
        width, height = size - 2, 25.0
        shape = f"M{x + 1:.1f} {y + 1:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"
        middle = x + size / 2
        ink, fill, sign, edge = SOFT, PAPER, "–", f'stroke="{LINE}" stroke-width=".6"'
        if square.level is not None:
            step = step_of(square.level, self.top)
            ink = PAPER if step >= _DARK_FROM else INK
            fill, sign, edge = RAMP[step], str(square.level), ""
        elif square.is_open:
            sign = "?"
            edge = f'stroke="{SOFT}" stroke-width=".8" stroke-dasharray="2 1.6"'
        drawn = f'<path d="{shape}" fill="{fill}" {edge}/>'
        if square.is_critical:
            drawn += (
                f'<path d="M{x + 1.9:.1f} {y + 1.9:.1f}h{width - 1.8:.1f}'
                f'v{height - 1.8:.1f}h-{width - 1.8:.1f}z" fill="none" '
                f'stroke="{CRITICAL}" stroke-width="1.7"/>'
            )
        return (
            drawn
            + _text(square.number, middle, y + 9.6, 5.6, fill=ink)
            + _text(sign, middle, y + 21.2, 11, fill=ink, bold=True)
        )


class _Scale:
    """Turns a share of the scale into an x coordinate; room at the ends for numbers."""

    def __init__(self, width: float, *, rtl: bool) -> None:
        self._width, self._rtl = width, rtl
        self.left = 7.0
        self.length = width - 2 * self.left

    def __call__(self, share: float) -> float:
        from_left = self.left + share * self.length
        return self._width - from_left if self._rtl else from_left


def _wrapped(text: str, room: float, size: float) -> list[str]:
    """Return *text* in at most two lines that fit *room*; none when they cannot."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) * size * _CHARACTER > room:
            lines.append(word)
        else:
            lines[-1] = longer
    widest = max(len(line) for line in lines) * size * _CHARACTER
    return lines if len(lines) <= _LINES and widest <= room + 4 else []


def _text(
    text: str, x: float, y: float, size: float, *, fill: str = INK, bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" font-family="{FONT}"'
        f'{weight} text-anchor="middle" fill="{fill}">{escape(text)}</text>'
    )


def _svg(parts: list[str], width: float, height: float, alt: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:g}pt" '
        f'height="{height:g}pt" viewBox="0 0 {width:g} {height:g}">'
        f"<title>{escape(alt)}</title>{''.join(parts)}</svg>"
    )


class Drawn(Protocol):
    """Anything that can be drawn."""

    @property
    def alt(self) -> str:
        """The same in words."""

    def svg(self, *, rtl: bool = False) -> str:
        """Return it as SVG; the mirror image from right to left."""


def drawing(told: Drawn, *, rtl: bool = False, **options: float) -> str:
    """Draw *told*: what templates call."""
    return told.svg(rtl=rtl, **options)

"""Charts: small pure functions from shares of the scale to SVG text.

Everything drawn is also said in words beside it and in the title, which becomes the
alternative text of the figure. Steps differ in lightness, marks in shape, so that a grey
print loses nothing. Right-to-left reports get the mirror image.
"""

from collections.abc import Iterable
from html import escape

from assessment.reporting.shapes.drawn import Bar, Dumbbell, Strip, Tick

INK, SOFT, LINE, PAPER = "#16232b", "#4b5a63", "#c9cdca", "#ffffff"
ACCENT, RANGE = "#0a5c63", "#cfe0dc"
RAMP = ("#efe7d6", "#cfdcc6", "#93bdb0", "#2f7d7b", "#0b4f57")
"""Five steps of one hue, each clearly darker than the last, also in grey."""

FONT = "Report"
MARGIN = 6.0
"""Room at both ends of a line, so that marks at 0 and at the top stay whole."""


def score_bar(
    bar: Bar, *, rtl: bool = False, width: float = 150, height: float = 14
) -> str:
    """Draw a score line: range as a band, score as a bar, evidence as a diamond."""
    at = _Scale(width, rtl=rtl)
    middle = height / 2
    parts = [_track(at, height)]
    if bar.low is not None and bar.high is not None:
        left, right = sorted((at(bar.low), at(bar.high)))
        parts.append(
            f'<path d="M{left:.1f} {middle - 3.5:g}H{max(right, left + 1):.1f}v7'
            f'H{left:.1f}z" fill="{RANGE}" stroke="{SOFT}" stroke-width=".4"/>'
        )
    if bar.score is not None:
        parts.append(
            f'<path d="M{at(bar.score):.1f} .5v{height - 1:g}" stroke="{INK}" '
            'stroke-width="3"/>'
        )
    if bar.evidenced is not None:
        parts.append(_diamond(at(bar.evidenced), middle))
    return _svg(parts, width, height, bar.alt)


def score_scale(
    bar: Bar, ticks: Iterable[Tick], *, rtl: bool = False, width: float = 440
) -> str:
    """Draw the overall score on the full scale, with the bounds of the bands below it."""
    height = 36.0
    at = _Scale(width, rtl=rtl)
    parts = [
        f'<path d="M{MARGIN} 11h{width - 2 * MARGIN:g}v6H{MARGIN}z" fill="#eef1ef"/>'
    ]
    for tick in ticks:
        start = at(tick.position)
        parts.append(
            f'<line x1="{start:.1f}" y1="7" x2="{start:.1f}" y2="21" stroke="{SOFT}" '
            f'stroke-width="0.6"/>'
        )
        parts.append(_label(tick.label, start, 33))
    if bar.low is not None and bar.high is not None:
        left, right = sorted((at(bar.low), at(bar.high)))
        parts.append(
            f'<rect x="{left:.1f}" y="9" width="{max(right - left, 1):.1f}" '
            f'height="10" fill="{RANGE}" stroke="{SOFT}" stroke-width="0.5"/>'
        )
    if bar.score is not None:
        parts.append(
            f'<rect x="{at(bar.score) - 2:.1f}" y="3" width="4" height="22" '
            f'fill="{INK}"/>'
        )
    if bar.evidenced is not None:
        parts.append(_diamond(at(bar.evidenced), 14, size=5))
    return _svg(parts, width, height, bar.alt)


def ladder_strip(strip: Strip, *, rtl: bool = False) -> str:
    """Draw the ladder of an indicator: thick steps up to the level, thin ones above.

    The level's number stands in words beside it. A diamond marks what the evidence
    supports, a triangle the target, a square what is met ahead. Steps are dashes of one
    line: what costs time is the number of path commands.
    """
    step, gap, axis = 17, 1, 12
    count = len(strip.steps)
    width = step * count + gap

    def start(place: int) -> int:
        return width - step * place if rtl else step * place

    def middle(number: int) -> float:
        place = strip.steps.index(number)
        return (start(place) + start(place + 1) + (-gap if rtl else gap)) / 2

    def steps(first: int, last: int, colour: str, thickness: int) -> str:
        inset = -gap if rtl else gap
        return (
            f'<path d="M{start(first) + inset} {axis}H{start(last) + inset}" '
            f'stroke="{colour}" stroke-width="{thickness}" '
            f'stroke-dasharray="{step - gap} {gap}"/>'
        )

    parts = []
    reached = 0 if strip.level is None else strip.steps.index(strip.level) + 1
    if reached:
        tone = RAMP[min(reached - 1, len(RAMP) - 1)]
        parts.append(steps(0, reached, tone, 11))
    if reached < count:
        parts.append(steps(reached, count, LINE, 3))
    marks = f"M{middle(strip.target):g} 18.5l3 4h-6z"
    for number in strip.ahead:
        marks += f"M{middle(number) - 2:g} 10h4v4h-4z"
    if strip.evidenced is not None:
        marks += f"M{middle(strip.evidenced):g} 0l2.7 2.7l-2.7 2.7l-2.7 -2.7z"
    parts.append(f'<path d="{marks}" fill="{ACCENT}"/>')
    return _svg(parts, width, 24, strip.alt)


def dumbbell(
    line: Dumbbell, *, rtl: bool = False, width: float = 200, height: float = 14
) -> str:
    """Draw law (a filled square) and practice (a ring) of a point on one line."""
    at = _Scale(width, rtl=rtl)
    middle = height / 2
    parts = [_track(at, height)]
    if line.law is not None and line.practice is not None:
        parts.append(
            f'<line x1="{at(line.law):.1f}" y1="{middle}" '
            f'x2="{at(line.practice):.1f}" y2="{middle}" stroke="{ACCENT}" '
            f'stroke-width="2"/>'
        )
    if line.law is not None:
        parts.append(
            f'<rect x="{at(line.law) - 4:.1f}" y="{middle - 4}" width="8" height="8" '
            f'fill="{INK}"/>'
        )
    if line.practice is not None:
        parts.append(
            f'<circle cx="{at(line.practice):.1f}" cy="{middle}" r="3.6" '
            f'fill="{PAPER}" stroke="{ACCENT}" stroke-width="2"/>'
        )
    return _svg(parts, width, height, line.alt)


DRAWINGS = (score_bar, score_scale, ladder_strip, dumbbell)
"""What templates may call, by name. Each takes what is drawn first, and ``rtl``."""


class _Scale:
    """Turns a share of the scale into an x coordinate."""

    def __init__(self, width: float, *, rtl: bool) -> None:
        self.width = width
        self.rtl = rtl

    def __call__(self, share: float) -> float:
        place = MARGIN + share * (self.width - 2 * MARGIN)
        return self.width - place if self.rtl else place


def _track(at: _Scale, height: float) -> str:
    """Draw the scale: a hairline with a tick at both ends."""
    left, right = sorted((at(0), at(1)))
    return (
        f'<path d="M{left:g} 2v{height - 4:g}M{left:g} {height / 2:g}H{right:g}'
        f'M{right:g} 2v{height - 4:g}" stroke="{LINE}" stroke-width=".8"/>'
    )


def _diamond(x: float, y: float, size: float = 4.0) -> str:
    return (
        f'<path d="M{x:.1f} {y - size:.1f}l{size} {size}l{-size} {size}l{-size} '
        f'{-size}z" fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.3"/>'
    )


def _label(words: str, x: float, y: float) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-family="{FONT}" '
        f'font-size="7.5" fill="{SOFT}">{escape(words)}</text>'
    )


def _svg(parts: Iterable[str], width: float, height: float, alt: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:g}pt" '
        f'height="{height:g}pt" viewBox="0 0 {width:g} {height:g}">'
        f"<title>{escape(alt)}</title>{''.join(parts)}</svg>"
    )

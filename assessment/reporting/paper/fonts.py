"""The fonts of the reports: pinned packages, never the machine's own.

Three families cover the six UN languages, twenty more the scripts in which names and notes
are typed. Only those that a report needs are opened, and each is cut down to the characters
of that report, at the two weights in use, before it is loaded: HarfBuzz does that in
milliseconds, while WeasyPrint would scan 65,000 Chinese glyphs and compute every variable
Latin one. What none of them has is replaced by one sign, and told.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import manimgx_fonts
import noto_cjk_sans_otc
import uharfbuzz
from fontTools.pens.basePen import BasePen

REPLACEMENT = "\ufffd"
"""Stands for a character that none of the fonts has; the text around it stays."""

WEIGHTS = (400, 600)
_CJK_FACES = {"ja": 0, "ko": 1, "zh": 2}
"""Place of a language's glyph shapes in the collection; Chinese unless asked."""

_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0·–…•\ufffd")
"""What a page may show that stands in no text: numbers, signs of lists, replacements."""
_CONTROLS = frozenset("\t\n\r")

SCRIPTS = (
    "Hebrew",
    "Armenian",
    "Georgian",
    "Ethiopic",
    "Devanagari",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Oriya",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Thai",
    "Lao",
    "Myanmar",
    "Khmer",
    "Symbols",
)
"""Families of the package that are opened for what Latin and Arabic do not have."""


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font file as the style sheet names it."""

    family: str
    weight: int
    data: bytes


@dataclass(frozen=True, slots=True)
class ReportFonts:
    """The fonts one report needs.

    Attributes:
        missing: Characters that none of the families has; to be replaced.
    """

    faces: tuple[FontFace, ...]
    missing: frozenset[str]

    @property
    def families(self) -> tuple[str, ...]:
        """The family names, in the order in which they are asked for a glyph."""
        return tuple(dict.fromkeys(face.family for face in self.faces))


def fonts_for(text: str, language: str) -> ReportFonts:
    """Return the fonts for *text*; of other scripts only those that it needs."""
    wanted = (frozenset(text) | _ALWAYS) - _CONTROLS
    faces: list[FontFace] = []
    rest = wanted
    for family, path, index in _families(language):
        if not rest:
            break
        found = frozenset(c for c in rest if ord(c) in _coverage(path, index))
        if found:
            # Digits and punctuation come along, so that a run is not torn apart.
            shared = frozenset(c for c in wanted if ord(c) in _coverage(path, index))
            weights = WEIGHTS if path.suffix == ".ttf" else WEIGHTS[:1]
            faces.extend(
                FontFace(family, weight, _subset(path, index, shared, weight))
                for weight in weights
            )
            rest -= found
    return ReportFonts(tuple(faces), rest)


def replace_missing(text: str, missing: Iterable[str]) -> str:
    """Return *text* with every character in *missing* replaced by the same sign.

    Those that nobody sees, such as joiners, are left out.
    """
    return text.translate(
        {ord(c): "" if _is_unseen(c) else REPLACEMENT for c in missing}
    )


def names_of(missing: Iterable[str]) -> tuple[str, ...]:
    """Return the characters in *missing* that somebody would see, by number and name."""
    return tuple(
        f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip()
        for c in sorted(missing)
        if not _is_unseen(c)
    )


def _is_unseen(character: str) -> bool:
    """Return whether a character has no look of its own: formats, variation selectors."""
    return unicodedata.category(character) in {"Cf", "Cc"} or (
        unicodedata.category(character) == "Mn"
        and "VARIATION SELECTOR" in unicodedata.name(character, "")
    )


@dataclass(frozen=True, slots=True)
class Outline:
    """A word as a path: PDF operators, and its size in the same units."""

    path: str
    width: float
    height: float


def outline(words: str, fonts: ReportFonts) -> Outline:
    """Return *words* drawn in the face that has most of their characters, heavy first."""
    if not words:
        return Outline("", 0.0, 0.0)
    faces = [(uharfbuzz.Face(face.data), face.weight) for face in fonts.faces]
    wanted = frozenset(map(ord, words))
    face, _ = max(
        faces, key=lambda each: (len(wanted & frozenset(each[0].unicodes)), each[1])
    )
    font = uharfbuzz.Font(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return _drawn(font, buffer)


def _drawn(font: uharfbuzz.Font, buffer: uharfbuzz.Buffer) -> Outline:
    pen = _PathPen()
    across = 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.shift = across + place.x_offset
        font.draw_glyph_with_pen(info.codepoint, pen)
        across += place.x_advance
    return Outline(" ".join(pen.operators), across, font.face.upem * 0.7)


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools has no type hints
    """Writes outlines as PDF path operators."""

    def __init__(self) -> None:
        super().__init__(None)
        self.shift = 0.0
        self.operators: list[str] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        places = (f"{x + self.shift:.0f} {y:.0f}" for x, y in points)
        self.operators.append(" ".join((*places, operator)))

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", pt)

    def _curveToOne(  # noqa: N802
        self,
        pt1: tuple[float, float],
        pt2: tuple[float, float],
        pt3: tuple[float, float],
    ) -> None:
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self._add("h")


def _families(language: str) -> tuple[tuple[str, Path, int], ...]:
    latin = _file_of(fontpkg_noto_sans, "NotoSans[wdth,wght].ttf")
    arabic = _file_of(fontpkg_noto_sans_arabic, "NotoSansArabic[wdth,wght].ttf")
    cjk = Path(str(noto_cjk_sans_otc.FONT_PATH))
    face = _CJK_FACES.get(language.partition("-")[0], _CJK_FACES["zh"])
    return (
        ("Report", latin, 0),
        ("Report Arabic", arabic, 0),
        *(
            (f"Report {script}", _script_file(f"NotoSans{script}"), 0)
            for script in SCRIPTS
        ),
        ("Report CJK", cjk, face),
        ("Report Emoji", _script_file("NotoEmoji"), 0),
    )


def _script_file(name: str) -> Path:
    return Path(str(files(manimgx_fonts).joinpath(f"{name}[wght].ttf")))


def _file_of(package: object, name: str) -> Path:
    return Path(str(files(package).joinpath("files", name)))  # type: ignore[arg-type]


@lru_cache(maxsize=32)
def _coverage(path: Path, index: int) -> frozenset[int]:
    return frozenset(_face(path, index).unicodes)


def _face(path: Path, index: int) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), index)


def _subset(path: Path, index: int, characters: Iterable[str], weight: int) -> bytes:
    """Return a small static font with just *characters*, at *weight*."""
    face = _face(path, index)
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(c) for c in characters)
    wanted.flags = (
        uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    )
    if path.suffix == ".ttf":
        for axis in face.axis_infos:
            place = weight if axis.tag == "wght" else axis.default_value
            wanted.pin_axis_location(face, axis.tag, place)
    else:
        # The Chinese glyphs are found by their number in the whole collection.
        wanted.flags |= uharfbuzz.SubsetFlags.RETAIN_GIDS
    return bytes(uharfbuzz.subset(face, wanted).blob.data)

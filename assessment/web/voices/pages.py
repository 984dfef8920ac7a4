"""Page objects of other voices, side by side with an assessment."""

from dataclasses import dataclass

from assessment.domain.framework import Framework
from assessment.domain.scoring import Scorecard
from assessment.domain.voices import Replies
from assessment.services.voices.beside import (
    Voice,
    find_voices,
    read_voice,
)
from assessment.texts import printed_difference
from assessment.web.frame import Opened
from assessment.web.results.findings import findings
from assessment.web.start.pages import KIND_WORDS
from assessment.web.voice_names import VoiceName, voice_name


@dataclass(frozen=True, slots=True)
class BesideLine:
    """One indicator in both.

    Attributes:
        first, second: Levels; None: not answered, or not applicable.
        difference: Empty unless both have one.
        replied: Whether the government replied to it.
    """

    number: str
    title: str
    first: int | None
    second: int | None
    difference: str
    replied: bool


@dataclass(frozen=True, slots=True)
class BesideVoice:
    """Another voice side by side with this assessment.

    Attributes:
        overall: Both overall scores and their difference; empty while bands only are
            shown.
        band: Label of its overall band, where only bands are shown.
        lines: Indicators with different levels first, widest first.
        same: How many have the same level.
    """

    name: VoiceName
    overall: tuple[str, str, str] | None
    band: str
    lines: tuple[BesideLine, ...]
    same: int


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """All voices side by side with this assessment."""

    own: str
    voices: tuple[BesideVoice, ...]


def voices_page(work: Opened) -> VoicesPage:
    """Work out the page that sets every voice beside this assessment."""
    state = work.state
    whole = state.frameworks.get(work.stored.edition)
    voices = []
    for found in find_voices(state.store, work.stored, work.person):
        voice = read_voice(state.store, whole, found, work.person)
        if voice is not None:
            voices.append(_beside(work, voice))
    mine = work.stored.assessment
    return VoicesPage(mine.respondent or KIND_WORDS[mine.kind], tuple(voices))


def _beside(work: Opened, voice: Voice) -> BesideVoice:
    name, framework = voice_name(work, voice.found), work.framework
    if voice.card is None:
        bands = framework.bands_by_key
        band = bands[voice.band].label if voice.band in bands else ""
        return BesideVoice(name, None, band, (), 0)
    mine = findings(work).card
    lines = _lines(work, mine, voice.card, voice.replies)
    return BesideVoice(
        name,
        _overall(work, mine, voice.card),
        "",
        tuple(line for line in lines if line.first != line.second),
        sum(line.first == line.second and line.first is not None for line in lines),
    )


def _overall(work: Opened, mine: Scorecard, other: Scorecard) -> tuple[str, str, str]:
    scale, texts = work.frame.scale, work.texts
    first, second = mine.overall.score, other.overall.score
    apart = printed_difference(second, first, scale)
    return (
        texts.score(first, scale),
        texts.score(second, scale),
        texts.score_difference(apart, scale),
    )


def _lines(
    work: Opened, mine: Scorecard, other: Scorecard, replies: Replies
) -> tuple[BesideLine, ...]:
    framework: Framework = work.framework
    lines = []
    for indicator in framework.indicators:
        first = mine.by_key[indicator.key].level
        second = other.by_key[indicator.key].level
        both = first is not None and second is not None
        lines.append(
            BesideLine(
                framework.numbers[indicator.key],
                indicator.title,
                first,
                second,
                work.texts.signed(second - first) if both else "",  # type: ignore[operator]
                bool(replies.to(indicator.key)),
            )
        )
    return tuple(sorted(lines, key=_width, reverse=True))


def _width(line: BesideLine) -> int:
    if line.first is None or line.second is None:
        return 0
    return abs(line.second - line.first)

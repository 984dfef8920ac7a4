"""Replies on paper: to the whole, and to single indicators. Pure."""

from dataclasses import dataclass

from assessment.domain.voices import Reply
from assessment.reporting.shapes.material import Material
from assessment.reporting.shapes.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class PrintedReply:
    """A reply as it is printed.

    Attributes:
        number: Of its indicator; empty: to the whole.
        title: Of its indicator.
        lines: What it says, a paragraph each; none once it is withdrawn.
        signed: In whose name, in what function, when, and whether it was corrected.
        withdrawn: When and why it was withdrawn; empty while it stands.
    """

    number: str
    title: Wording
    lines: tuple[Wording, ...]
    signed: Wording
    withdrawn: Wording = NOTHING


@dataclass(frozen=True, slots=True)
class RepliesSection:
    """What the government says to an alternative assessment.

    Attributes:
        intro: To which one, and that nothing of it was changed.
        to_whole, to_indicators: What was said.
    """

    intro: tuple[Wording, ...]
    to_whole: tuple[PrintedReply, ...]
    to_indicators: tuple[PrintedReply, ...]


def compose_replies(material: Material) -> RepliesSection | None:
    """Compose what was replied to the alternative; None when nothing was.

    The alternative is the one beside this assessment, or this assessment itself.
    """
    replies, words = material.replies, material.words
    if not replies:
        return None
    intro = [
        words.say(
            "Replies of the government, as they were given. They alter no answer and no "
            "figure of what they answer."
        )
    ]
    if replies.code:
        intro.append(
            words.say("They answer the assessment %(code)s.", code=replies.code)
        )
    return RepliesSection(
        intro=tuple(intro),
        to_whole=tuple(_printed(material, reply) for reply in replies.to("")),
        to_indicators=tuple(
            _printed(material, reply) for reply in replies.to_indicators
        ),
    )


def replies_to_indicator(material: Material, key: str) -> tuple[PrintedReply, ...]:
    """Return what was replied to one indicator."""
    return tuple(_printed(material, reply) for reply in material.replies.to(key))


def _printed(material: Material, reply: Reply) -> PrintedReply:
    words, key = material.words, reply.indicator
    is_known = key in material.framework.indicators_by_key
    lines = (line.strip() for line in reply.text.splitlines())
    return PrintedReply(
        number=material.number(key) if is_known else key,
        title=material.title(key) if is_known else NOTHING,
        lines=tuple(words.typed(line) for line in lines if line),
        signed=_signed(material, reply),
        withdrawn=_withdrawn(material, reply),
    )


def _signed(material: Material, reply: Reply) -> Wording:
    words, day = material.words, material.texts.date
    who = {
        "team": words.typed(reply.team),
        "function": words.typed(reply.function),
        "date": day(reply.on),
    }
    if reply.first_on is None:
        return words.say("%(team)s, %(function)s, %(date)s", **who)
    return words.say(
        "%(team)s, %(function)s, %(first)s, corrected on %(date)s",
        first=day(reply.first_on),
        **who,
    )


def _withdrawn(material: Material, reply: Reply) -> Wording:
    if reply.withdrawn_on is None:
        return NOTHING
    return material.words.say(
        "Withdrawn on %(date)s: %(reason)s",
        date=material.texts.date(reply.withdrawn_on),
        reason=material.words.typed(reply.why_withdrawn),
    )

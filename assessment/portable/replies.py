"""Replies as a file beside a printed report: what was said, and to which assessment.

They are no part of the portable file of an assessment: a reply cannot alter what it
answers. The format is documented in ``docs/voices.md``.
"""

import json
from datetime import date

from assessment.domain.framework import Framework
from assessment.domain.voices import Replies, Reply
from assessment.errors import N_, InvalidInputError, InvalidPortableFileError
from assessment.portable.tables import DANGLING
from assessment.yaml_nodes import json_text
from assessment.yaml_nodes.nodes import check_size
from assessment.yaml_nodes.reading import Part, Reading
from assessment.yaml_nodes.scalars import Choice, Pattern, Reference, Text
from assessment.yaml_nodes.shapes import Field, ListOf, Record

REPLIES_FORMAT = "replies/1"
MAX_BYTES = 2_000_000

_TEXT = Text(exact=True)
_MAYBE = Text(exact=True, may_be_empty=True)
_DAY = Pattern(
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    N_('"{found}" is not a date: write it as 2026-03-31.'),
)
_REPLY = Record(
    "reply",
    Field("indicator", Reference("indicator"), "Missing: to all.", required=False),
    Field("text", _MAYBE, "Missing once it is withdrawn.", required=False),
    Field("team", _TEXT, "In whose name."),
    Field("function", _TEXT, "In what function."),
    Field("on", _DAY, "When it was said, or corrected."),
    Field("first_on", _DAY, "When it was said before a correction.", required=False),
    Field("withdrawn_on", _DAY, required=False),
    Field("why_withdrawn", _MAYBE, required=False),
)
REPLIES = Record(
    "replies-file",
    Field("format", Choice((REPLIES_FORMAT,)), "Format of this file."),
    Field("to", _TEXT, "Code of the assessment that is answered."),
    Field("replies", ListOf(_REPLY)),
)


def write_replies(replies: Replies) -> str:
    """Return *replies* as JSON with a trailing newline; reading gives the same again."""
    data = {
        "format": REPLIES_FORMAT,
        "to": replies.code,
        "replies": [_plain(reply) for reply in replies.said],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_replies(text: str, source: str, framework: Framework) -> Replies:
    """Read the replies in *text*.

    Args:
        text: The file.
        source: What names it in problems.
        framework: The edition of what they answer.

    Raises:
        InvalidPortableFileError: with every problem found.
    """
    reading = Reading(source)
    reading.know("indicator", framework.indicators_by_key)
    try:
        check_size(len(text.encode("utf-8", "replace")), source, max_bytes=MAX_BYTES)
        root = REPLIES.read(json_text.compose(text, source), reading, ())
    except InvalidInputError as error:
        raise InvalidPortableFileError(error.source, error.problems) from error
    reading.check_references(DANGLING)
    said: tuple[Reply, ...] = ()
    if isinstance(root, Part) and not reading.has_problems:
        said = tuple(_reply(part, reading) for part in root.parts("replies"))
    if reading.has_problems or not isinstance(root, Part):
        raise InvalidPortableFileError(source, reading.problems())
    return Replies(root["to"], said)


def _plain(reply: Reply) -> dict[str, str]:
    first, withdrawn = reply.first_on, reply.withdrawn_on
    data = {
        "indicator": reply.indicator,
        "text": reply.text,
        "team": reply.team,
        "function": reply.function,
        "on": reply.on.isoformat(),
        "first_on": first.isoformat() if first else "",
        "withdrawn_on": withdrawn.isoformat() if withdrawn else "",
        "why_withdrawn": reply.why_withdrawn,
    }
    return {name: value for name, value in data.items() if value}


def _reply(part: Part, reading: Reading) -> Reply:
    return Reply(
        indicator=part.get("indicator", ""),
        text=part.get("text", ""),
        team=part["team"],
        function=part["function"],
        on=_day(part, "on", reading) or date.min,
        first_on=_day(part, "first_on", reading),
        withdrawn_on=_day(part, "withdrawn_on", reading),
        why_withdrawn=part.get("why_withdrawn", ""),
    )


def _day(part: Part, name: str, reading: Reading) -> date | None:
    if name not in part.values:
        return None
    try:
        return date.fromisoformat(part[name])
    except ValueError:
        reading.report(
            part.at(name),
            (part.path, name),
            N_("There is no such day: {found}."),
            found=part[name],
        )
        return None

"""Other voices by their names, wherever a page tells that there are some."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from assessment.domain.answers import AssessmentKind
from assessment.services.voices.beside import (
    FoundVoice,
    find_voices,
    own_publication,
)
from assessment.web.frame import Opened
from assessment.web.start.pages import KIND_WORDS


@dataclass(frozen=True, slots=True)
class VoiceName:
    """Another assessment of the same country, period and edition.

    Attributes:
        kind: Whose view it is.
        published_on: None: a draft of one's own team.
        permanent: Its permanent address; empty for a draft.
        report: Where the gap report with it beside is; empty where it cannot be printed.
        replies: Where replies to it are; empty where there can be none.
    """

    kind: str
    respondent: str
    published_on: date | None
    permanent: str
    report: str
    replies: str


@dataclass(frozen=True, slots=True)
class VoicesNote:
    """What the results page tells of other voices.

    Attributes:
        beside: Where they stand side by side.
        own_replies: Where the replies to this assessment are, where it is published.
    """

    voices: tuple[VoiceName, ...]
    beside: str
    own_replies: str


def voices_note(work: Opened) -> VoicesNote | None:
    """Return what the results page tells of other voices; None: there are none."""
    if not work.sees_whole:
        return None
    names = tuple(
        voice_name(work, found)
        for found in find_voices(work.state.store, work.stored, work.person)
    )
    own = _own_replies(work)
    if not names and not own:
        return None
    beside = url_for("voices.beside", assessment_id=work.stored.id)
    return VoicesNote(names, beside, own)


def _own_replies(work: Opened) -> str:
    """Return where replies to this assessment are; empty unless it is published."""
    is_voice = work.stored.assessment.kind is AssessmentKind.ALTERNATIVE
    if not is_voice or not work.stored.is_published:
        return ""
    published = own_publication(work.state.store, work.stored.id)
    return url_for("replies.show", code=published.code) if published else ""


def voice_name(work: Opened, found: FoundVoice) -> VoiceName:
    """Return what pages call another voice, and the ways to what it says."""
    published, mine = found.published, work.stored.assessment
    about = published or found.draft
    assert about is not None
    is_voice = about.kind is AssessmentKind.ALTERNATIVE
    has_report = found.can_be_printed and mine.kind is not AssessmentKind.ALTERNATIVE
    code = published.code if published else ""
    return VoiceName(
        kind=KIND_WORDS[about.kind],
        respondent=found.respondent,
        published_on=published.publication.published_at.date() if published else None,
        permanent=url_for("published.show", snapshot_code=code) if code else "",
        report=url_for(
            "reports.download", assessment_id=work.stored.id, beside=found.key
        )
        if has_report
        else "",
        replies=url_for("replies.show", code=code) if code and is_voice else "",
    )

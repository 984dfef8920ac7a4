"""Page object of the page that is asked about codes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask import url_for

from assessment.domain.rounds.snapshot import read_code
from assessment.domain.rounds.states import State
from assessment.errors import N_
from assessment.reporting.shapes.seal import grouped
from assessment.services.rounds.reading import Verification, verification_of
from assessment.texts import Texts
from assessment.web.state import AppState

NOW = {
    State.PUBLISHED: N_("It is published."),
    State.SUPERSEDED: N_(
        "It is published as an earlier version or round: something newer has taken its place."
    ),
    State.WITHDRAWN: N_(
        "It was withdrawn from publication. Do not rely on it any more."
    ),
}
_NOT_PUBLISHED = N_("It is not published.")
_TAKEN_BACK = N_(
    "It was taken back since and is not published: it does not stand as cleared any more."
)


class Answer(StrEnum):
    """What there is to say."""

    NOTHING_ASKED = "nothing-asked"
    NO_CODE = "no-code"
    UNKNOWN = "unknown"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class About:
    """What a published one is about; only as far as others may see anything of it."""

    country: str
    period: str
    function: str
    url: str


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """What is known of a code.

    Attributes:
        typed: As somebody typed it.
        code: As it is printed.
        digest: Of the file that was cleared, in groups.
        now: What became of it.
        since: Since when.
        about: None: nothing of it is shown to others.
    """

    answer: Answer
    typed: str
    code: str = ""
    digest: str = ""
    cleared_on: date | None = None
    now: str = ""
    since: datetime | None = None
    about: About | None = None
    stands: bool = True


def verify_page(state: AppState, typed: str, texts: Texts) -> VerifyPage:
    """Work out what to say of a code that somebody *typed*.

    Raises:
        StorageError: when the database cannot be read.
    """
    if not typed:
        return VerifyPage(Answer.NOTHING_ASKED, "")
    code = read_code(typed)
    if code is None:
        return VerifyPage(Answer.NO_CODE, typed)
    found = verification_of(state.store, code)
    if found is None:
        return VerifyPage(Answer.UNKNOWN, typed, code)
    snapshot, publication = found.snapshot, found.publication
    now, since = _NOT_PUBLISHED if found.stands else _TAKEN_BACK, None
    if publication is not None:
        now = NOW[publication.state]
        since = publication.withdrawn_at or publication.superseded_at
        since = since or publication.published_at
    return VerifyPage(
        Answer.KNOWN,
        typed,
        code,
        grouped(snapshot.digest),
        snapshot.cleared_on,
        now,
        since,
        _about(found, texts),
        stands=publication.withdrawn_at is None if publication else found.stands,
    )


def _about(found: Verification, texts: Texts) -> About | None:
    publication = found.publication
    if publication is None or not publication.is_shown:
        return None
    url = url_for("published.show", snapshot_code=found.snapshot.code)
    return About(
        texts.country(found.country, found.country_name),
        found.period,
        found.snapshot.cleared_function,
        url,
    )

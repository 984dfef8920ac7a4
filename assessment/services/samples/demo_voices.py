"""Replies of the demo: the government answers the alternative that the NGOs published."""

from datetime import timedelta
from uuid import UUID

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.people.teams import Team
from assessment.domain.records import Actor, Stamp
from assessment.domain.rounds.published import Published, Wanted
from assessment.errors import N_
from assessment.services.people.accounts import find_account
from assessment.services.people.teams import find_team
from assessment.services.replies.reading import stored_replies
from assessment.services.replies.replying import Said, correct_reply, give_reply
from assessment.services.samples.demo_people import (
    DEMO_PEOPLE,
    GOVERNMENT,
    GOVERNMENT_COUNTRY,
    ORGANISATION,
)
from assessment.storage.engine import Store
from assessment.storage.rounds.published_repository import PublishedRepository
from assessment.texts import Texts, texts_in

REPLIED = timedelta(days=3)
CORRECTED = timedelta(days=1)
"""So long before the demo is filled."""

_FUNCTION = N_("Head of the coordination office (invented)")
_TO_WHOLE = N_(
    "We thank the network for its work. We see the same gaps in practice, and a stronger "
    "legal basis than it does: the texts are named below."
)
_TO_ONE = N_("The rules were published in March and bind every office since.")
_FIRST = N_("The rules were published in April.")
_TO_OTHER = N_("We agree. The money is in the budget of next year.")


def fill_replies(
    store: Store, framework: Framework, *, language: str, stamp: Stamp
) -> None:
    """Let the government reply to the whole and to two indicators, one of them corrected.

    What was replied to already is left alone.

    Raises:
        StorageError: when they could not be kept.
    """
    published = _published_by_ngos(store)
    if published is None or stored_replies(store, [published.id]):
        return
    team, texts = find_team(store, GOVERNMENT), texts_in(language)
    said, corrected = _by(store, stamp, REPLIED), _by(store, stamp, CORRECTED)
    keys = tuple(framework.indicators_by_key)[:2]

    def reply(text: str, indicator: str = "") -> UUID:
        words = _said(texts, team, text, indicator)
        return give_reply(store, published.id, words, keys, stamp=said)

    reply(_TO_WHOLE)
    for place, key in enumerate(keys):
        given = reply(_FIRST if place == 0 else _TO_OTHER, key)
        if place == 0:
            words = _said(texts, team, _TO_ONE, key)
            correct_reply(store, published.id, given, words, keys, stamp=corrected)


def _published_by_ngos(store: Store) -> Published | None:
    wanted = Wanted(GOVERNMENT_COUNTRY, kind=AssessmentKind.ALTERNATIVE.value)
    with store.reading() as session:
        found = PublishedRepository(session).page(wanted, first=0, most=5)
    return next((each for each in found if each.team == ORGANISATION), None)


def _said(texts: Texts, team: Team, text: str, indicator: str) -> Said:
    return Said(indicator, texts.gettext(text), texts.gettext(_FUNCTION), team)


def _by(store: Store, stamp: Stamp, before: timedelta) -> Stamp:
    """Return that the coordinator of the government acts, so long *before*."""
    person = DEMO_PEOPLE["coordinator"]
    account = find_account(store, person.email)
    return Stamp(Actor(account.id if account else None, person.name), stamp.at - before)

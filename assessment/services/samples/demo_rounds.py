"""Rounds of the demo: one assessment in each state, so that each can be looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
)
from assessment.domain.framework import Framework
from assessment.domain.profile import failed_conditions
from assessment.domain.records import Actor, Stamp
from assessment.domain.rounds.states import State, Visibility
from assessment.domain.samples import SampleDraw, draw_sample, invented_code
from assessment.errors import N_
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.people.accounts import find_account
from assessment.services.rounds.moving import clear, hand_on
from assessment.services.rounds.publishing import publish, withdraw
from assessment.services.samples.demo_people import (
    DEMO_PEOPLE,
    GOVERNMENT,
    ORGANISATION,
    TRAINING,
    DemoPerson,
)
from assessment.services.samples.making import make_alternative, sample_words
from assessment.storage.engine import Store
from assessment.texts import texts_in

SEED = 2027
DAYS_APART = 3
Key = tuple[str, AssessmentKind, str, UUID]


@dataclass(frozen=True, slots=True)
class DemoRound:
    """A round as it is brought about.

    Attributes:
        number: Of the invented country.
        archetype: Place of its archetype among those of the framework.
    """

    number: int
    archetype: int
    period: str
    team: UUID
    coordinator: str
    officer: str
    end: State
    visibility: Visibility = Visibility.NOTHING


_OURS = (GOVERNMENT, "coordinator", "clearing-officer")
_NGO = (ORGANISATION, "ngo", "ngo-clearing-officer")
_TRAINER = (TRAINING, "trainer", "trainer")
ROUNDS = (
    DemoRound(2, 2, "2023", *_OURS, State.WITHDRAWN, Visibility.BANDS),
    DemoRound(2, 2, "2024", *_OURS, State.SUPERSEDED, Visibility.SCORES),
    DemoRound(2, 1, "2025", *_OURS, State.PUBLISHED, Visibility.WITHOUT_NOTES),
    DemoRound(1, 0, "2025", *_NGO, State.CLEARED),
    DemoRound(3, 2, "2025", *_NGO, State.IN_REVIEW),
    DemoRound(2, 1, "2025", *_NGO, State.PUBLISHED, Visibility.ALL),
    # For visitors: something to compare, and each choice of how much is shown.
    DemoRound(4, 1, "2025", *_TRAINER, State.PUBLISHED, Visibility.ALL),
    DemoRound(5, 4, "2025", *_TRAINER, State.PUBLISHED, Visibility.SCORES),
    DemoRound(6, 3, "2025", *_TRAINER, State.PUBLISHED, Visibility.BANDS),
)
_FUNCTION = N_("Head of the coordination office (invented)")
_WITHDRAWN = N_("Two ministries had answered for the wrong year.")


def fill_rounds(
    store: Store,
    framework: Framework,
    there: Mapping[Key, UUID],
    *,
    language: str,
    stamp: Stamp,
) -> int:
    """Bring about a round in every state; what is there already is left alone.

    Args:
        store: Where to.
        framework: What is asked.
        there: The assessments that there are.
        language: Of notes and documents.
        stamp: Who fills the demo, and when.

    Returns:
        How many assessments were added.

    Raises:
        StorageError: when they could not be kept.
    """
    added = 0
    for place, each in enumerate(ROUNDS):
        if each.archetype >= len(framework.archetypes):
            continue
        assessment = _drawn(framework, each, language)
        key = (assessment.subject.code, assessment.kind, each.period, each.team)
        if key in there:
            continue
        began = stamp.at - timedelta(days=DAYS_APART * 5 * (len(ROUNDS) - place))
        _bring_about(store, framework, each, assessment, replace(stamp, at=began))
        added += 1
    return added


def _drawn(framework: Framework, each: DemoRound, language: str) -> Assessment:
    """Draw the country of a round, with nothing left open: else it stays a draft."""
    archetype = framework.archetypes[each.archetype]
    code = invented_code(each.number)
    draw = SampleDraw(SEED, each.number, code, each.period, language)
    drawn = draw_sample(framework, archetype, draw, sample_words(texts_in(language)))
    if each.team == ORGANISATION:
        drawn = make_alternative(framework, archetype, drawn, SEED)
    unknown = Answer(AnswerStatus.UNKNOWN)
    left = {
        indicator.key: unknown
        for indicator in framework.indicators
        if indicator.key not in drawn.answers
        and not failed_conditions(indicator, drawn.profile)
    }
    return replace(drawn, answers={**drawn.answers, **left}, clearance=None)


def _bring_about(
    store: Store,
    framework: Framework,
    each: DemoRound,
    assessment: Assessment,
    stamp: Stamp,
) -> None:
    texts = texts_in(assessment.language)
    stored = create_assessment(
        store, framework, assessment, stamp=stamp, team=each.team
    )
    by = _stamps(store, each, stamp)
    hand_on(store, framework, stored.id, stamp=by(each.coordinator, 1))
    if each.end is State.IN_REVIEW:
        return
    clear(
        store,
        framework,
        stored.id,
        name=_person(each.officer).name,
        function=texts.gettext(_FUNCTION),
        seen=load_assessment(store, stored.id).revision,
        stamp=by(each.officer, 2),
    )
    if each.end is State.CLEARED:
        return
    shown = by(each.coordinator, 3)
    publish(store, framework, stored.id, visibility=each.visibility, stamp=shown)
    if each.end is State.WITHDRAWN:
        gone = by(each.coordinator, 4)
        withdraw(store, stored.id, reason=texts.gettext(_WITHDRAWN), stamp=gone)


def _stamps(store: Store, each: DemoRound, stamp: Stamp) -> Callable[[str, int], Stamp]:
    """Return who acts, so many steps after the round was begun."""
    actors = {}
    for who in (each.coordinator, each.officer):
        account = find_account(store, _person(who).email)
        actors[who] = Actor(account.id if account else None, _person(who).name)

    def at(who: str, step: int) -> Stamp:
        return Stamp(actors[who], stamp.at + timedelta(days=DAYS_APART * step))

    return at


def _person(who: str) -> DemoPerson:
    return DEMO_PEOPLE[who]

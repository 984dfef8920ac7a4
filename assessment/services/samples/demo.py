"""Fill an empty installation with invented countries that show what there is to see."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import Stamp, StoredAssessment
from assessment.domain.samples import SampleDraw, draw_sample, invented_code
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import list_assessments
from assessment.services.delegation.asks import keep_assignment
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import (
    DEMO_PEOPLE,
    GOVERNMENT,
    GOVERNMENT_COUNTRY,
    ORGANISATION,
    TRAINING,
    make_demo_people,
)
from assessment.services.samples.demo_rounds import fill_rounds
from assessment.services.samples.demo_series import continue_series, the_round_of
from assessment.services.samples.demo_voices import fill_replies
from assessment.services.samples.lived_plan import with_lived_in_plan
from assessment.services.samples.making import make_alternative, sample_words
from assessment.storage.engine import Store
from assessment.texts import texts_in

SEED = 2026
COUNTRIES = 3
PERIOD = "2026"
ASKED_SECTOR = "police"
TIME_TO_ANSWER = timedelta(days=14)


def fill_demo(
    store: Store, framework: Framework, *, language: str, stamp: Stamp
) -> int:
    """Store one country of each of the first archetypes, the government's one seen twice.

    The government's country belongs to its national team, and the police were asked
    about it; the network of NGOs has its own view of it; the others are exercises. What
    is there already is left alone, so that it can be called at every start.

    Returns:
        How many assessments were added.

    Raises:
        StorageError: when they could not be kept.
    """
    make_demo_people(store, language=language, now=stamp.at)
    there = {
        (s.subject.code, s.kind, s.period, s.team): s.id
        for s in list_assessments(store, EVERYTHING)
    }
    # First what was published before: the government's draft goes on from it.
    added = fill_rounds(store, framework, there, language=language, stamp=stamp)
    for number, assessment in enumerate(_countries(framework, language), start=1):
        code = assessment.subject.code
        team = GOVERNMENT if code == GOVERNMENT_COUNTRY else TRAINING
        key = (code, assessment.kind, assessment.period, team)
        if key not in there:
            begun = assessment
            if team == GOVERNMENT:
                begun = with_lived_in_plan(
                    framework,
                    _without_what_is_asked(framework, assessment),
                    texts_in(language),
                    stamp.at.date(),
                )
            stored = _begun(store, framework, begun, stamp=stamp, team=team)
            there[key] = stored.id
            added += 1
            if team == GOVERNMENT:
                _ask_the_police(store, framework, stored.id, stamp)
        if team == GOVERNMENT:
            other = make_alternative(
                framework, framework.archetypes[number - 1], assessment, SEED
            )
            other_key = (code, AssessmentKind.ALTERNATIVE, PERIOD, ORGANISATION)
            if other_key not in there:
                create_assessment(
                    store,
                    framework,
                    other,
                    stamp=stamp,
                    team=ORGANISATION,
                    alternative_of=there[key],
                )
                added += 1
    fill_replies(store, framework, language=language, stamp=stamp)
    return added


def _begun(
    store: Store, framework: Framework, begun: Assessment, *, stamp: Stamp, team: UUID
) -> StoredAssessment:
    """Store an assessment, as the next round where one of the year before is there."""
    code, year_before = begun.subject.code, str(int(begun.period) - 1)
    last = the_round_of(store, code, year_before, team)
    if last is None:
        return create_assessment(store, framework, begun, stamp=stamp, team=team)
    return continue_series(store, framework, last, begun, stamp)


def _without_what_is_asked(framework: Framework, whole: Assessment) -> Assessment:
    """Leave open what the contributor is asked, so that there is something to do."""
    left_out = {i.key for i in framework.indicators if i.lead == ASKED_SECTOR}
    answers = {k: v for k, v in whole.answers.items() if k not in left_out}
    return replace(whole, answers=answers)


def _ask_the_police(
    store: Store, framework: Framework, assessment_id: UUID, stamp: Stamp
) -> None:
    """Ask the contributor what the police lead on; else the first point there is."""
    contributor = find_account(store, DEMO_PEOPLE["contributor"].email)
    coordinator = find_account(store, DEMO_PEOPLE["coordinator"].email)
    if contributor is None or not framework.points:
        return
    kind, key = AskKind.POINT, framework.points[0].key
    if any(indicator.lead == ASKED_SECTOR for indicator in framework.indicators):
        kind, key = AskKind.SECTOR, ASKED_SECTOR
    asked = Assignment(
        uuid4(),
        assessment_id,
        contributor.id,
        kind,
        key,
        stamp.at,
        asked_by=coordinator.id if coordinator else None,
        due=(stamp.at + TIME_TO_ANSWER).date(),
    )
    keep_assignment(store, asked)


def _countries(framework: Framework, language: str) -> list[Assessment]:
    words = sample_words(texts_in(language))
    countries = []
    for number, archetype in enumerate(framework.archetypes[:COUNTRIES], start=1):
        draw = SampleDraw(SEED, number, invented_code(number), PERIOD, language)
        drawn = draw_sample(framework, archetype, draw, words)
        # Clearing belongs to people: in the demo it can be tried.
        countries.append(replace(drawn, clearance=None))
    return countries

"""What the benchmarks measure on: the demo, 1,000 drafts and 1,000 published."""

import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from assessment import resources
from assessment.config import Settings
from assessment.domain.answers import Answer, AnswerStatus, Assessment
from assessment.domain.framework import Framework
from assessment.domain.people.teams import Team, TeamKind
from assessment.domain.profile import failed_conditions
from assessment.domain.records import Actor, Stamp
from assessment.domain.review import blockers, review
from assessment.domain.rounds.states import Visibility
from assessment.domain.samples import SampleDraw, draw_sample, invented_code
from assessment.services.assessments.editions import keep_edition
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import (
    load_assessment,
)
from assessment.services.rounds.moving import clear, hand_on
from assessment.services.rounds.publishing import publish
from assessment.services.samples.demo import fill_demo
from assessment.services.samples.demo_people import (
    TRAINING,
)
from assessment.storage.engine import Store, open_store
from assessment.storage.people.team_repository import TeamRepository

STORED = 1000
PUBLISHED = 1000
COUNTRIES = 25
FILLED = "filled"
"""A file of this name says that a folder was filled to its end."""
ARCHIVE = UUID(int=TRAINING.int ^ 1)
"""The team of the 1,000 that are published."""


def sample(framework: Framework, number: int, period: str = "2026") -> Assessment:
    """Return an invented country; archetypes take turns."""
    archetype = framework.archetypes[number % len(framework.archetypes)]
    code = invented_code(number % 25 + 1)
    return draw_sample(framework, archetype, SampleDraw(1, number, code, period, "en"))


def reference() -> str:
    """Return how fast the machine is now: what else runs there slows processor time, too.

    The least of a fixed piece of work tells what it can do, the median what it does.
    """
    # Spread over more memory than a processor keeps near, as the objects of a server are.
    objects, taken = [str(number) for number in range(400_000)], []
    for turn in range(300):
        start = time.process_time()
        for step in range(5000):
            len(objects[(turn * 5000 + step * 7919) % len(objects)])
        taken.append((time.process_time() - start) * 1000)
    return (
        f"a fixed piece of work takes {statistics.median(taken):.2f} ms of processor time, "
        f"at the least {min(taken):.2f}"
    )


def fill(framework: Framework, folder: Path) -> None:
    """Store what the measurements run against: the demo, 1,000 drafts, 1,000 published.

    Once for each folder.
    """
    if (folder / FILLED).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(Settings("x" * 32, data_folder=folder).store_url)
    keep_edition(store, framework, resources.DEFAULT_FRAMEWORK.read_bytes())
    stamp = Stamp(Actor(None, "Bench"), datetime.now(UTC))
    fill_demo(store, framework, language="en", stamp=stamp)
    for number in range(STORED):
        create_assessment(
            store, framework, sample(framework, number), stamp=stamp, team=TRAINING
        )
    _publish_many(store, framework, stamp)
    store.close()
    (folder / FILLED).touch()


def _publish_many(store: Store, framework: Framework, stamp: Stamp) -> None:
    archive = Team(ARCHIVE, "Archive", TeamKind.TRAINING)
    with store.writing() as session:
        TeamRepository(session).add(archive, stamp.at)
    pool = _without_blockers(framework)
    shown = (Visibility.ALL, Visibility.SCORES, Visibility.WITHOUT_NOTES)
    for number in range(PUBLISHED):
        period = str(2000 + number // len(pool))
        drawn = replace(pool[number % len(pool)], period=period)
        made = create_assessment(store, framework, drawn, stamp=stamp, team=archive.id)
        hand_on(store, framework, made.id, stamp=stamp)
        clear(
            store,
            framework,
            made.id,
            name="Ines Okoro",
            function="Head of the office (invented)",
            seen=load_assessment(store, made.id).revision,
            stamp=stamp,
        )
        publish(store, framework, made.id, visibility=shown[number % 3], stamp=stamp)


def _without_blockers(framework: Framework) -> list[Assessment]:
    """Return a country of each code that may be handed on: nothing open, no contradiction."""
    found: list[Assessment] = []
    number = 0
    while len(found) < COUNTRIES:
        drawn = _nothing_open(framework, sample(framework, number))
        if not blockers(review(framework, drawn)):
            code = invented_code(len(found) + 1)
            found.append(replace(drawn, subject=replace(drawn.subject, code=code)))
        number += 1
    return found


def _nothing_open(framework: Framework, drawn: Assessment) -> Assessment:
    unknown = Answer(AnswerStatus.UNKNOWN)
    left = {
        indicator.key: unknown
        for indicator in framework.indicators
        if indicator.key not in drawn.answers
        and not failed_conditions(indicator, drawn.profile)
    }
    return replace(drawn, answers={**drawn.answers, **left}, clearance=None)

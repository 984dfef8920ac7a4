"""Fill an empty installation with invented countries that show what there is to see."""

from dataclasses import replace

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.records import Stamp
from assessment.domain.samples import SampleDraw, draw_sample, invented_code
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import list_assessments
from assessment.services.samples.making import make_alternative, sample_words
from assessment.storage.engine import Store
from assessment.texts import texts_in

SEED = 2026
COUNTRIES = 3
PERIOD = "2026"


def fill_demo(
    store: Store, framework: Framework, *, language: str, stamp: Stamp
) -> int:
    """Store one country of each of the first archetypes, the second one seen twice.

    What is there already is left alone, so that it can be called at every start.

    Returns:
        How many assessments were added.

    Raises:
        StorageError: when they could not be kept.
    """
    there = {(s.subject.code, s.kind, s.period): s.id for s in list_assessments(store)}
    added = 0
    for number, assessment in enumerate(_countries(framework, language), start=1):
        key = (assessment.subject.code, assessment.kind, assessment.period)
        if key not in there:
            stored = create_assessment(store, framework, assessment, stamp=stamp)
            there[key] = stored.id
            added += 1
        if number == _SEEN_TWICE:
            other = make_alternative(
                framework, framework.archetypes[number - 1], assessment, SEED
            )
            other_key = (key[0], AssessmentKind.ALTERNATIVE, PERIOD)
            if other_key not in there:
                create_assessment(
                    store, framework, other, stamp=stamp, alternative_of=there[key]
                )
                added += 1
    return added


_SEEN_TWICE = 2


def _countries(framework: Framework, language: str) -> list[Assessment]:
    words = sample_words(texts_in(language))
    countries = []
    for number, archetype in enumerate(framework.archetypes[:COUNTRIES], start=1):
        draw = SampleDraw(SEED, number, invented_code(number), PERIOD, language)
        drawn = draw_sample(framework, archetype, draw, words)
        # Clearing belongs to people: in the demo it can be tried.
        countries.append(replace(drawn, clearance=None))
    return countries

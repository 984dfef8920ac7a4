"""A mixed set of invented countries for a workshop: no name in it twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from assessment.domain.answers import INVENTED_CODES, Assessment
from assessment.domain.framework import Archetype, Framework
from assessment.domain.records import Stamp, StoredAssessment
from assessment.portable import write_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.samples.making import SampleOrder, make_sample
from assessment.storage.engine import Store
from assessment.texts import texts_in

MOST = len(INVENTED_CODES)
"""More countries would have to share a name."""


@dataclass(frozen=True, slots=True)
class MixedOrder:
    """A set of invented countries of several kinds.

    Attributes:
        archetypes: The kinds, taken in turn.
        count: How many countries, at most :data:`MOST`.
        seed: The same seed gives the same set.
    """

    archetypes: tuple[Archetype, ...]
    count: int
    seed: int
    language: str
    period: str


def make_mixed_set(framework: Framework, order: MixedOrder) -> tuple[Assessment, ...]:
    """Return the countries of *order*, each with a name of its own."""
    kinds = order.archetypes
    return tuple(
        make_sample(
            framework,
            SampleOrder(
                kinds[(number - 1) % len(kinds)],
                order.seed,
                order.count,
                order.language,
                order.period,
                cleared=False,
            ),
            number,
        )
        for number in range(1, min(order.count, MOST) + 1)
    )


def store_exercises(
    store: Store,
    framework: Framework,
    countries: Sequence[Assessment],
    *,
    stamp: Stamp,
    team: UUID,
) -> tuple[StoredAssessment, ...]:
    """Store *countries* as exercises of *team*.

    Raises:
        StorageError: when one could not be kept; those before it are.
    """
    return tuple(
        create_assessment(store, framework, country, stamp=stamp, team=team)
        for country in countries
    )


def exercise_files(framework: Framework, countries: Sequence[Assessment]) -> bytes:
    """Return a ZIP archive of portable files that name their country."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for country in countries:
            # No time of making: the same order gives the same bytes.
            entry = ZipInfo(f"{exercise_name(country)}.json")
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, write_assessment(country, framework))
    return packed.getvalue()


def exercise_name(country: Assessment) -> str:
    """Return the name of a file about *country*: code, name, year."""
    name = texts_in("en").country(country.subject.code, country.subject.name)
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    return f"{country.subject.code}-{plain}-{country.period}"

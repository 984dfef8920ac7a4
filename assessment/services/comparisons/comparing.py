"""Set assessments side by side: those somebody works on, and those that are published."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from assessment.domain.answers import Assessment
from assessment.domain.comparison import (
    NOTHING_CHOSEN,
    Comparison,
    Entry,
    compare,
    is_comparable_edition,
)
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action, Standing
from assessment.domain.people.teams import Person
from assessment.domain.records import EditionKey, StoredAssessment
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.visibility import Part
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.errors import N_, ComparisonError
from assessment.services.assessments.editions import edition_of
from assessment.services.assessments.reading import load_assessment
from assessment.services.comparisons.page import in_reading_order
from assessment.services.people.access import find_assessment, require
from assessment.services.published.reading import (
    find_several,
    require_part,
    shown_by,
)
from assessment.storage.engine import Store

FrameworkOf = Callable[[EditionKey], Framework]
Name = UUID | str
"""What names an assessment in a comparison: its id, or the code of its publication."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """An assessment somebody chose.

    Attributes:
        entry_by: Makes its entry, scored by a framework.
    """

    edition: EditionKey
    entry_by: Callable[[Framework], Entry]


def compare_chosen(
    store: Store,
    framework_of: FrameworkOf,
    names: Sequence[Name],
    *,
    person: Person,
    language: str,
) -> tuple[Framework, Comparison]:
    """Compare assessments, in reading order of *language*.

    The edition of the first one counts. Others stay out with that as their reason, unless
    it declares theirs compatible. Published ones give what is shown of them and no more,
    whoever compares.

    Returns:
        The framework they were compared by, and the comparison.

    Raises:
        AssessmentNotFoundError: when there is no such assessment, or *person* may not
            know of it.
        NotAllowedError: when the person sees only a part of it, or its scores are not
            shown.
        ComparisonError: when they may not be set side by side.
        EditionMismatchError: when the edition of the first one is not kept here.
        StorageError: when the database cannot be read.
    """
    published = find_several(store, [n for n in names if isinstance(n, str)], person)
    chosen = [
        _public(store, framework_of, published[name])
        if isinstance(name, str)
        else _own(store, person, name)
        for name in names
    ]
    if not chosen:
        raise ComparisonError(NOTHING_CHOSEN)
    _refuse_texts_under_one_number(each.edition for each in chosen)
    framework = framework_of(chosen[0].edition)
    entries = [each.entry_by(framework) for each in chosen]
    return framework, compare(framework, in_reading_order(entries, language))


def _own(store: Store, person: Person, id_: UUID) -> _Chosen:
    found = find_assessment(store, person, id_)
    stored = found.stored
    asked = frozenset(ask.key for ask in found.asks)
    about = Standing(stored.team, stored.state, stored.visibility, asked)
    require(person, Action.SEE_WHOLE, about)
    return _Chosen(stored.edition, lambda by: _entry(store, by, stored))


def _public(store: Store, framework_of: FrameworkOf, published: Published) -> _Chosen:
    require_part(published, Part.SCORES)

    def entry(by: Framework) -> Entry:
        header = _header(published)
        if not is_comparable_edition(by, header):
            return Entry(published.code, header)
        shown = shown_by(store, framework_of, published, by)
        card = shown.scorecard if shown else None
        return Entry(published.code, shown.assessment if shown else header, card)

    return _Chosen(published.edition, entry)


def _header(published: Published) -> Assessment:
    return Assessment(
        framework=published.edition.framework,
        edition=published.edition.edition,
        subject=published.subject,
        kind=published.kind,
        period=published.period,
        respondent=published.respondent,
        language=published.language,
        scope=published.scope,
    )


def _refuse_texts_under_one_number(editions: Iterable[EditionKey]) -> None:
    """Refuse two texts of one edition: the first one chosen would decide the scores.

    Raises:
        ComparisonError: when an edition was changed in place between these assessments.
    """
    texts: dict[tuple[str, str], str] = {}
    for edition in editions:
        known = texts.setdefault((edition.framework, edition.edition), edition.digest)
        if known != edition.digest:
            raise ComparisonError(
                N_(
                    "These assessments answer different texts of edition {edition}: it was "
                    "changed without a new number. Compare those of one text only."
                ),
                edition=edition.edition,
            )


def _entry(store: Store, framework: Framework, stored: StoredAssessment) -> Entry:
    card = None
    if stored.edition == edition_of(framework):
        card = _scorecard(
            store, framework, stored.id, stored.revision, stored.updated_at
        )
    return Entry(str(stored.id), stored.assessment, card)


@lru_cache(maxsize=64)
def _scorecard(
    store: Store, framework: Framework, id_: UUID, _revision: int, _at: datetime
) -> Scorecard:
    """Return scores, worked out once per revision: some 60 kB each are kept."""
    return score_assessment(framework, load_assessment(store, id_).assessment)

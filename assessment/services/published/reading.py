"""Look up what was published. Nothing leaves this room but what its visibility shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action, State, Visibility
from assessment.domain.people.teams import Person
from assessment.domain.records import EditionKey
from assessment.domain.rounds.headline import Headline, as_listed
from assessment.domain.rounds.published import Published, PublishedAbout, Wanted
from assessment.domain.rounds.visibility import (
    Part,
    Shown,
    as_visible,
    kept_back,
    shows,
)
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.domain.voices import Replies
from assessment.errors import (
    N_,
    AssessmentNotFoundError,
    EditionMismatchError,
    NotAllowedError,
)
from assessment.portable import read_assessment
from assessment.services.people.access import require
from assessment.services.published.kept import Kept
from assessment.services.replies.reading import replies_to
from assessment.services.rounds.headlines import headline_in
from assessment.storage.engine import Store
from assessment.storage.rounds.headline_repository import HeadlineRepository
from assessment.storage.rounds.published_repository import PublishedRepository

FrameworkOf = Callable[[EditionKey], Framework]

MOST_BESIDE = 20
"""So many other views of a country and period are named on a page."""

_NOT_SHOWN = N_(
    "This is not shown to others: the team that published it keeps it back."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One of the list.

    Attributes:
        framework: Its edition; None when that is not kept here.
        headline: Its figures, as far as others see them; None when its edition is not
            kept here.
    """

    published: Published
    framework: Framework | None
    headline: Headline | None


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A part of what is published; ``total`` is all that is wanted."""

    lines: tuple[Line, ...]
    total: int
    about: tuple[PublishedAbout, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a page tells besides the snapshot.

    Attributes:
        successor: What took its place, when it was superseded.
        beside: What others published on the same country and period.
        replies: What the government replied to it.
    """

    successor: Published | None
    beside: tuple[Published, ...]
    replies: Replies


def published_list(
    store: Store, framework_of: FrameworkOf, wanted: Wanted, *, first: int, most: int
) -> PublishedList:
    """Return *most* of what is published and wanted, last published first.

    The same number of queries however many there are, and no snapshot is read but those
    that an older version of this program cleared, until they are completed
    (:func:`~assessment.services.rounds.headlines.complete_headlines`). No draft is looked
    at or counted.

    Args:
        store: Where they are.
        framework_of: Finds the framework of an edition.
        wanted: Which ones.
        first: Leave out so many.
        most: At most so many.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = PublishedRepository(session)
        found = repository.page(wanted, first=first, most=most)
        total, about = repository.count(wanted), repository.about()
        known = HeadlineRepository(session).of([each.id for each in found])
        old = [each.id for each in found if each.id not in known]
        texts = repository.texts(old) if old else {}
    return PublishedList(
        tuple(_line(framework_of, each, known, texts) for each in found), total, about
    )


def published_version(store: Store) -> int:
    """Return a number that grows whenever anything of what is public changes.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return PublishedRepository(session).version()


def published_count(store: Store) -> int:
    """Return how many are in the public list.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return PublishedRepository(session).count(Wanted())


def find_published(store: Store, code: str, person: Person) -> Published:
    """Return what was published under *code*; a withdrawn one, too, which shows nothing.

    Raises:
        AssessmentNotFoundError: when nothing was, or *person* may not know of it.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        found = PublishedRepository(session).by_code(code)
    return _known_to(person, found)


def find_several(
    store: Store, codes: Sequence[str], person: Person
) -> dict[str, Published]:
    """Return what was published under *codes* and not withdrawn, by code (one query).

    Raises:
        AssessmentNotFoundError: when one of them is not there for *person*.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        rows = PublishedRepository(session).by_codes(codes)
    found = {row.code: row for row in rows}
    for code in codes:
        if is_withdrawn(_known_to(person, found.get(code))):
            raise AssessmentNotFoundError(f"{code} was withdrawn")
    return found


def is_withdrawn(published: Published) -> bool:
    """Return whether it was withdrawn: then nothing of it is shown any more."""
    return published.publication.state is State.WITHDRAWN


def around(store: Store, framework: Framework, published: Published) -> Around:
    """Return what stands around a publication.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = PublishedRepository(session)
        is_old = published.publication.superseded_at is not None
        successor = repository.successor(published) if is_old else None
        beside = repository.beside(published, most=MOST_BESIDE)
    replies = Replies(published.code)
    if published.kind is AssessmentKind.ALTERNATIVE:  # nothing else is replied to
        replies = replies_to(store, published.id, published.code, framework)
    return Around(successor, beside, replies)


def shown_of(
    store: Store, framework_of: FrameworkOf, published: Published
) -> tuple[Framework, Shown | None]:
    """Return the framework and what others see of it; None: nothing is shown.

    Raises:
        EditionMismatchError: when its edition is not kept here.
        StorageError: when the database cannot be read.
    """
    framework = framework_of(published.edition)
    if is_withdrawn(published):
        return framework, None
    key = _shown_key(published)
    shown = _shown.get(key)
    if shown is None:
        assessment, card = _whole(store, framework, published)
        visibility = published.publication.visibility
        shown = as_visible(framework, assessment, card, visibility)
        if shown is not None:
            _shown.put(key, shown)
    return framework, shown


def shown_by(
    store: Store, framework_of: FrameworkOf, published: Published, by: Framework
) -> Shown | None:
    """Return what others see, scored by another edition that declares its own compatible.

    Raises:
        EditionMismatchError: when its own edition is not kept here.
        StorageError: when the database cannot be read.
    """
    own = framework_of(published.edition)
    if own == by:
        return shown_of(store, framework_of, published)[1]
    assessment, _ = _whole(store, own, published)
    card = score_assessment(by, assessment)
    return as_visible(by, assessment, card, published.publication.visibility)


def portable_file(store: Store, published: Published) -> str:
    """Return the snapshot itself, byte for byte.

    Raises:
        NotAllowedError: unless all of it is shown.
        StorageError: when the database cannot be read.
    """
    require_part(published, Part.NOTES)
    require_part(published, Part.ALL_EVIDENCE)
    with store.reading() as session:
        return PublishedRepository(session).text(published.id)


def require_part(published: Published, part: Part) -> None:
    """Go on only when *part* of it is shown.

    Raises:
        NotAllowedError: when it is kept back.
    """
    visibility = published.publication.visibility
    if is_withdrawn(published) or not shows(visibility, part):
        raise NotAllowedError(_NOT_SHOWN)


def is_whole(visibility: Visibility) -> bool:
    """Return whether the portable file itself is shown: all but files of evidence."""
    return set(kept_back(visibility)) <= {Part.FILES}


def _known_to(person: Person, found: Published | None) -> Published:
    if found is None:
        raise AssessmentNotFoundError("nothing was published under this code")
    # That something was withdrawn is told to whoever could have seen it before.
    standing = found.standing
    if is_withdrawn(found):
        standing = replace(standing, state=State.PUBLISHED)
    require(person, Action.SEE_PUBLISHED, standing)
    return found


_SnapshotKey = tuple[UUID, str]
_ShownKey = tuple[UUID, str, Visibility]

_snapshots: Kept[_SnapshotKey, tuple[Assessment, Scorecard]] = Kept(32)
"""Read and scored: half a megabyte each."""
_shown: Kept[_ShownKey, Shown] = Kept(32)
"""What others see of these; mostly the same objects."""


def _shown_key(published: Published) -> _ShownKey:
    return published.id, published.digest, published.publication.visibility


def _line(
    framework_of: FrameworkOf,
    published: Published,
    known: Mapping[UUID, Headline],
    texts: Mapping[UUID, str],
) -> Line:
    try:
        framework = framework_of(published.edition)
    except EditionMismatchError:
        return Line(published, None, None)
    headline = known.get(published.id)
    if headline is None:
        headline = headline_in(framework, texts[published.id], published.code)
    shown = as_listed(headline, published.publication.visibility)
    return Line(published, framework, shown)


def _whole(
    store: Store, framework: Framework, published: Published
) -> tuple[Assessment, Scorecard]:
    key = published.id, published.digest
    known = _snapshots.get(key)
    if known is None:
        with store.reading() as session:
            text = PublishedRepository(session).text(published.id)
        known = _read(framework, published, text)
        _snapshots.put(key, known)
    return known


def _read(
    framework: Framework, published: Published, text: str
) -> tuple[Assessment, Scorecard]:
    assessment = read_assessment(text, published.code, framework)
    return assessment, score_assessment(framework, assessment)

"""Say which of the published assessments can be set side by side."""

from dataclasses import dataclass

from assessment.domain.framework import Framework
from assessment.domain.rounds.headline import Headline
from assessment.domain.rounds.published import Published, Wanted
from assessment.domain.rounds.visibility import Part, shows
from assessment.services.published.reading import FrameworkOf, published_list
from assessment.storage.engine import Store


@dataclass(frozen=True, slots=True)
class PublicCandidate:
    """A published assessment that might be compared.

    Attributes:
        summary: What it is about.
        framework: Its edition; None when that is not kept here.
        headline: Its figures, as far as others see them.
    """

    summary: Published
    framework: Framework | None
    headline: Headline | None

    @property
    def name(self) -> str:
        """What names it in the address of a comparison."""
        return self.summary.code

    @property
    def is_shown_enough(self) -> bool:
        """Whether its scores are shown."""
        return shows(self.summary.publication.visibility, Part.SCORES)

    @property
    def is_comparable(self) -> bool:
        """Whether it may stand in a comparison."""
        is_whole = self.headline is not None and not self.headline.is_provisional
        return self.framework is not None and self.is_shown_enough and is_whole


@dataclass(frozen=True, slots=True)
class PublicCandidates:
    """A part of what is published, last published first; ``total`` is all of it."""

    candidates: tuple[PublicCandidate, ...]
    total: int


def find_public_candidates(
    store: Store, framework_of: FrameworkOf, *, first: int, most: int
) -> PublicCandidates:
    """Return *most* published assessments, with whether they may be compared.

    Args:
        store: Where they are.
        framework_of: Finds the framework of an edition.
        first: Leave out so many.
        most: At most so many.

    Raises:
        StorageError: when the database cannot be read.
    """
    found = published_list(store, framework_of, Wanted(), first=first, most=most)
    return PublicCandidates(
        tuple(
            PublicCandidate(e.published, e.framework, e.headline) for e in found.lines
        ),
        found.total,
    )

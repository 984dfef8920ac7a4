"""What is published: a line for each snapshot that others see, and how lists pick some."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from assessment.domain.answers import INVENTED_CODES, AssessmentKind, Subject
from assessment.domain.framework import Scope
from assessment.domain.people.may import Standing
from assessment.domain.records import EditionKey
from assessment.domain.rounds.snapshot import Publication


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot that was published, without its text.

    Attributes:
        publication: Since when, how much of it, and whether it still is.
        team: Who owns the assessment.
        digest: SHA-256 of the snapshot's text.
        code: Names it in its permanent address, as reports print it.
        cleared_by: Who signed it, in what function.
    """

    publication: Publication
    team: UUID
    digest: str
    code: str
    edition: EditionKey
    subject: Subject
    kind: AssessmentKind
    period: str
    scope: Scope
    respondent: str
    language: str
    cleared_by: str
    cleared_function: str
    cleared_on: date

    @property
    def id(self) -> UUID:
        """The snapshot."""
        return self.publication.snapshot

    @property
    def is_training(self) -> bool:
        """Whether it is about an invented country."""
        is_exercise = self.kind is AssessmentKind.TRAINING
        return is_exercise or self.subject.is_invented

    @property
    def standing(self) -> Standing:
        """All that seeing it depends on: the publication, never the working state."""
        publication = self.publication
        return Standing(
            self.team,
            publication.state,
            publication.visibility,
            country=self.subject.code,
            is_alternative=self.kind is AssessmentKind.ALTERNATIVE,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the published ones somebody looks for; empty: any.

    Attributes:
        framework: Key of the framework; with *edition*.
        invented: Whether invented countries are looked for, or real ones; None: both.
    """

    country: str = ""
    period: str = ""
    framework: str = ""
    edition: str = ""
    kind: str = ""
    invented: bool | None = None


@dataclass(frozen=True, slots=True)
class PublishedAbout:
    """What there is to filter by: one for every kind of line in the list."""

    country: str
    country_name: str
    period: str
    kind: str
    framework: str
    edition: str

    @property
    def is_invented(self) -> bool:
        """Whether the country is invented."""
        return self.country in INVENTED_CODES

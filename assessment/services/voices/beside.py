"""What stands beside an assessment: others of the same country, period and edition.

Only what the person may know of: what is published, as far as it is shown, and drafts of
their own teams. Nothing tells of a draft of others, nor that there is one.
"""

from dataclasses import dataclass
from uuid import UUID

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action, State
from assessment.domain.people.sight import sight_of
from assessment.domain.people.teams import Person
from assessment.domain.records import AssessmentSummary, StoredAssessment
from assessment.domain.rounds.published import Published, Wanted
from assessment.domain.rounds.visibility import Part, as_visible, shows
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.domain.voices import NO_REPLIES, Replies
from assessment.portable import read_assessment
from assessment.services.people.access import find_assessment
from assessment.services.replies.reading import replies_to
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.rounds.published_repository import PublishedRepository

MOST_VOICES = 20
"""So many are looked for beside an assessment, the last published ones."""

_UNCHANGED = frozenset({State.PUBLISHED, State.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class FoundVoice:
    """Another assessment of the same country, period and edition: a name, no answers.

    Attributes:
        published: As it is published; None: a draft of one's own team.
        draft: Its line in the list; None when it is published.
    """

    published: Published | None = None
    draft: AssessmentSummary | None = None

    @property
    def key(self) -> str:
        """What addresses name it by: the code, or the id of a draft."""
        if self.published is not None:
            return self.published.code
        return str(self.draft.id) if self.draft else ""

    @property
    def respondent(self) -> str:
        """Who answers there."""
        about = self.published or self.draft
        return about.respondent if about else ""

    @property
    def can_be_printed(self) -> bool:
        """Whether its answers are shown, so that a report can rest on them."""
        if self.published is None:
            return True
        return shows(self.published.publication.visibility, Part.CRITERIA)


@dataclass(frozen=True, slots=True)
class Voice:
    """Another assessment, as far as the person sees it.

    Attributes:
        assessment: Its header, and what of its answers is shown.
        card: Its scores; None when only bands are shown.
        band: Key of its overall band; empty when there is none.
        replies: What the government replied to it, where it is an alternative.
    """

    found: FoundVoice
    assessment: Assessment
    card: Scorecard | None
    band: str
    replies: Replies = NO_REPLIES


def find_voices(
    store: Store, stored: StoredAssessment, person: Person
) -> tuple[FoundVoice, ...]:
    """Return what stands beside *stored*, published ones first (two queries).

    Beside a government's assessment or an exercise stand alternatives, and the other way
    round.

    Raises:
        StorageError: when the database cannot be read.
    """
    mine = stored.assessment
    wanted = Wanted(
        mine.subject.code, mine.period, mine.framework, mine.edition, invented=None
    )
    with store.reading() as session:
        published = PublishedRepository(session).page(wanted, first=0, most=MOST_VOICES)
        drafts = AssessmentRepository(session).alike(
            sight_of(person, Action.SEE_WHOLE), stored
        )
    shown = [
        each
        for each in published
        if _is_beside(stored, each) and each.publication.assessment != stored.id
    ]
    known = {each.publication.assessment for each in shown}
    own = [each for each in drafts if _is_beside(stored, each) and each.id not in known]
    return (
        *(FoundVoice(each) for each in shown),
        *(FoundVoice(draft=each) for each in own),
    )


def read_voice(
    store: Store, framework: Framework, found: FoundVoice, person: Person
) -> Voice | None:
    """Return another assessment as far as *person* sees it; None: nothing is shown.

    Args:
        store: Where from.
        framework: The whole edition of both.
        found: From :func:`find_voices`.
        person: Who asks.

    Raises:
        AssessmentNotFoundError: when a draft is not there for them.
        StorageError: when the database cannot be read.
    """
    published = found.published
    if published is None:
        assert found.draft is not None
        draft = find_assessment(store, person, found.draft.id).stored.assessment
        card = score_assessment(framework.in_scope(draft.scope), draft)
        band = card.overall_band.band if card.overall_band else ""
        return Voice(found, draft, card, band)
    with store.reading() as session:
        text = PublishedRepository(session).text(published.id)
    whole = read_assessment(text, published.code, framework)
    visibility = published.publication.visibility
    asked = framework.in_scope(whole.scope)
    shown = as_visible(asked, whole, score_assessment(asked, whole), visibility)
    if shown is None:
        return None
    replies = NO_REPLIES
    if published.kind is AssessmentKind.ALTERNATIVE:
        replies = replies_to(store, published.id, published.code, framework)
    return Voice(found, shown.assessment, shown.scorecard, shown.band, replies)


def replies_to_own(
    store: Store, framework: Framework, stored: StoredAssessment
) -> Replies:
    """Return what was replied to *stored*, as long as it is what is published.

    Once it is worked on again, what was answered is no longer what stands here.

    Raises:
        StorageError: when the database cannot be read.
    """
    if stored.assessment.kind is not AssessmentKind.ALTERNATIVE:
        return NO_REPLIES
    found = own_publication(store, stored.id)
    if found is None or stored.state not in _UNCHANGED:
        return NO_REPLIES
    return replies_to(store, found.id, found.code, framework)


def own_publication(store: Store, assessment_id: UUID) -> Published | None:
    """Return how an assessment is published now; None: it is not.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return PublishedRepository(session).of_assessment(assessment_id)


def _is_beside(stored: StoredAssessment, other: Published | AssessmentSummary) -> bool:
    mine = stored.assessment
    is_voice = AssessmentKind.ALTERNATIVE
    return (
        other.subject == mine.subject
        and other.scope is mine.scope
        and other.edition == stored.edition
        and (other.kind is is_voice) != (mine.kind is is_voice)
    )

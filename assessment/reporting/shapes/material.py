"""What every part of a report is composed from, and the words that all parts share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.findings import Finding, Scene, find_findings
from assessment.domain.framework import Criterion, Effort, Framework, Indicator
from assessment.domain.gaps import Gap, find_gaps, target_level
from assessment.domain.plan.standing import PlannedStep, planned_steps
from assessment.domain.profile import failed_conditions, reason
from assessment.domain.rounds.progress import Progress, Round, progress_between
from assessment.domain.scale import Scale, scale_of
from assessment.domain.scoring import (
    GroupScore,
    Scorecard,
    ScoreStatus,
    score_assessment,
)
from assessment.domain.voices import NO_REPLIES, Replies
from assessment.errors import N_, EditionMismatchError
from assessment.reporting.shapes.seal import Imprint
from assessment.reporting.shapes.wording import Wording, Words
from assessment.texts import Texts, rounded_half_up, texts_in

KIND_WORDS = {
    AssessmentKind.GOVERNMENT: N_("Self-assessment by the government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative assessment"),
    AssessmentKind.TRAINING: N_("Training example, invented country"),
}


@dataclass(frozen=True)
class Material:
    """A framework, what a country answered, what it scores, and the words for it.

    Attributes:
        alternative: A second assessment of the same edition to set beside it.
        previous: The round before this one.
        replies: What a government replied to the alternative: to the one beside it, or
            to this assessment itself.
        imprint: In what state it is reported on; None: nobody said.
        previous_framework: The whole edition that *previous* answers, where that is
            another one; the scores of the two are then never set side by side alone.
    """

    framework: Framework
    assessment: Assessment
    texts: Texts
    made_on: datetime
    alternative: Assessment | None = None
    previous: Assessment | None = None
    replies: Replies = NO_REPLIES
    imprint: Imprint | None = None
    previous_framework: Framework | None = None

    @cached_property
    def words(self) -> Words:
        """Puts sentences and framework texts together."""
        return Words(self.texts, self.framework.language)

    @cached_property
    def card(self) -> Scorecard:
        """The scores (rule 12: this function and no other)."""
        return score_assessment(self.framework, self.assessment)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps, in the order of rule 10."""
        return find_gaps(self.framework, self.assessment, self.card)

    @cached_property
    def planned(self) -> tuple[PlannedStep, ...]:
        """The actions of the plan, as they stand on the day the report is made."""
        return planned_steps(self.framework, self.assessment, self.made_on.date())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What stands out."""
        other, before = self.alternative, self.previous
        if self.previous_framework is not None:
            before = None
        return find_findings(
            Scene(
                self.framework,
                self.assessment,
                self.card,
                score_assessment(self.framework, before) if before else None,
                score_assessment(self.framework, other) if other else None,
            )
        )

    @cached_property
    def progress(self) -> Progress | None:
        """What moved since the last round; None when there was none."""
        if self.previous is None:
            return None
        before = Round(self.previous_framework or self.framework, self.previous)
        return progress_between(before, Round(self.framework, self.assessment))

    def of(self, assessment: Assessment) -> "Material":
        """Return the material of another assessment, in the same words."""
        return Material(self.framework, assessment, self.texts, self.made_on)

    @cached_property
    def scale(self) -> Scale:
        """The line the scores lie on."""
        return scale_of(self.framework)

    def score(self, value: Decimal | None) -> str:
        """Return a score as it is printed, with the decimals of the scale."""
        return self.texts.score(value, self.scale)

    def number(self, key: str) -> str:
        """Return the number people see for a point or an indicator."""
        return self.framework.numbers[key]

    def numbers(self, keys: Iterable[str]) -> Wording:
        """Return the numbers of several indicators in one line, in framework order."""
        wanted = frozenset(keys)
        ordered = (i.key for i in self.framework.indicators if i.key in wanted)
        return self.words.join(self.number(key) for key in ordered)

    def title(self, key: str) -> Wording:
        """Return the title of an indicator."""
        return self.words.framework(self.framework.indicators_by_key[key].title)

    def point_title(self, key: str) -> Wording:
        """Return the title of a point."""
        return self.words.framework(self.framework.points_by_key[key].title)

    def level_label(self, level: int) -> Wording:
        """Return the word of a level."""
        return self.words.framework(self.framework.levels[level].label)

    def sector(self, key: str) -> Wording:
        """Return the name of a part of the State."""
        return self.words.framework(self.framework.sectors_by_key[key].label)

    def owner(self, indicator: Indicator, criterion: Criterion) -> Wording:
        """Return who would meet *criterion*."""
        return self.sector(criterion.owner or indicator.lead)

    def effort(self, effort: Effort) -> Wording:
        """Return what an action mainly takes, in a word or two."""
        words = {
            Effort.QUICK: self.words.say("existing means"),
            Effort.BUDGET: self.words.say("needs money"),
            Effort.LAW: self.words.say("law or cabinet decision"),
        }
        return words[effort]

    def band_label(self, key: str) -> Wording:
        """Return the name of a band."""
        return self.words.framework(self.framework.bands_by_key[key].label)

    def target(self, indicator: Indicator) -> int:
        """Return the level the country aims at."""
        return target_level(self.framework, indicator, self.assessment.targets)

    def share(self, score: Decimal | None) -> float | None:
        """Return where *score* stands on the scale, 0 to 1; for drawings only."""
        if score is None:
            return None
        lowest = self.framework.levels[0].score
        return float((score - lowest) / (self.framework.levels[-1].score - lowest))


def material_of(  # noqa: PLR0913 - all but two by name
    framework: Framework,
    assessment: Assessment,
    *,
    language: str,
    made_on: datetime,
    alternative: Assessment | None = None,
    previous: Assessment | None = None,
    previous_framework: Framework | None = None,
    replies: Replies = NO_REPLIES,
    imprint: Imprint | None = None,
) -> Material:
    """Return the material for a report in *language*.

    Raises:
        EditionMismatchError: when *alternative* is of another edition, or *previous* is
            of another one than *previous_framework*.
    """
    if alternative is not None:
        check_beside(assessment, alternative, "the alternative assessment")
    if previous is not None:
        asked = previous_framework or framework
        mine = replace(assessment, framework=framework.key, edition=asked.edition)
        check_beside(mine, previous, "the assessment of the last round")
    return Material(
        framework.in_scope(assessment.scope),
        assessment,
        texts_in(language),
        made_on.astimezone(UTC),
        alternative,
        previous,
        replies,
        imprint,
        previous_framework,
    )


def check_beside(mine: Assessment, other: Assessment, name: str) -> None:
    """Refuse to set *other* beside *mine* when they cannot be compared.

    Args:
        mine: What the report is about.
        other: What is to stand beside it.
        name: What *other* is called in the message.

    Raises:
        EditionMismatchError: when edition or scope differ.
    """
    if (other.framework, other.edition) != (mine.framework, mine.edition):
        raise EditionMismatchError(
            f"{name} is of {other.framework} {other.edition}, this one of "
            f"{mine.framework} {mine.edition}"
        )
    if other.scope is not mine.scope:
        raise EditionMismatchError(
            f"{name} is a {other.scope} round, this one a {mine.scope} round; the two "
            "are never compared"
        )


def as_printed(score: Decimal, scale: Scale) -> Decimal:
    """Return *score* as it stands on paper; differences are made of these."""
    return rounded_half_up(score, scale.decimals)


def span_text(material: Material, group: GroupScore) -> str:
    """Return the range of a score in short: ``49 to 61``."""
    if group.low is None or group.high is None:
        return "–"
    low, high = material.score(group.low), material.score(group.high)
    if low == high:
        return low
    return material.texts.gettext("%(low)s to %(high)s", low=low, high=high)


def state_text(material: Material, key: str) -> Wording:
    """Return where an indicator stands: the word of its level, or why it has none."""
    score = material.card.by_key[key]
    if score.level is not None:
        return material.level_label(score.level)
    words = {
        ScoreStatus.UNKNOWN: material.words.say("not known"),
        ScoreStatus.UNANSWERED: material.words.say("not answered"),
        ScoreStatus.INAPPLICABLE: material.words.say("not applicable"),
    }
    return words[score.status]


def level_text(material: Material, level: int) -> Wording:
    """Return number and word of a level: ``level 2, Partly in place``."""
    return material.words.say(
        "level %(number)s, %(label)s",
        number=material.texts.number(level),
        label=material.level_label(level),
    )


def inapplicable_reason(material: Material, indicator: Indicator) -> Wording:
    """Return why *indicator* does not apply: the framework's own sentences."""
    profile = material.assessment.profile
    sentences = (
        reason(material.framework, condition, profile)
        for condition in failed_conditions(indicator, profile)
    )
    told = (material.words.framework(sentence) for sentence in sentences)
    return material.words.join(dict.fromkeys(told), " ")


def country_name(material: Material, assessment: Assessment) -> Wording:
    """Return the country's name in the language of the report."""
    return material.words.typed(
        material.texts.country(assessment.subject.code, assessment.subject.name)
    )


def kind_text(material: Material) -> Wording:
    """Return whose assessment this is."""
    kind = material.assessment.kind
    if material.assessment.is_training:
        kind = AssessmentKind.TRAINING
    return material.words.say(KIND_WORDS[kind])


def time_text(material: Material) -> str:
    """Return when the report was made, with the zone: one time for all readers."""
    return material.texts.datetime(material.made_on)

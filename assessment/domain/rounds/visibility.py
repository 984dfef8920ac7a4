"""What of a published snapshot others see: one table, one function (DESIGN 9).

Pages, exports, reports and comparisons of published assessments are made of what
:func:`as_visible` returns and of nothing else, so that none of them can show more. What is
handed on is written out field by field: whatever is added to an assessment later is kept
back until somebody puts it into the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assessment.domain.answers import Answer, Assessment, EvidenceItem, PlanItem
from assessment.domain.framework import Framework
from assessment.domain.people.may import Visibility
from assessment.domain.scoring import GroupScore, Scorecard
from assessment.errors import N_


class Part(StrEnum):
    """A piece of a snapshot that is shown, or kept back, as a whole."""

    HEADER = "header"
    """Country, period, kind, edition, who answered, who cleared it and when."""
    COVERAGE = "coverage"
    """How many indicators are answered, of the whole and of each point."""
    BANDS = "bands"
    SCORES = "scores"
    """Means with range and what is evidenced, every lens, law against practice."""
    LEVELS = "levels"
    """The level of each indicator, and which critical ones hold a band down."""
    PROFILE = "profile"
    CRITERIA = "criteria"
    GRADES = "grades"
    PUBLIC_EVIDENCE = "public-evidence"
    """Titles and links of what backs answers that rest on public documents."""
    FIGURES = "figures"
    TARGETS = "targets"
    """With the reason for each."""
    PLAN = "plan"
    """Actions with owner, date and state, and why one is declined: what a country will not
    do is said openly. Any other note on an action belongs to the notes."""
    NOTES = "notes"
    ALL_EVIDENCE = "all-evidence"
    """Titles and links of all evidence, and what its files are called."""
    FILES = "files"
    """What files of evidence hold: never shown outside the team."""


_BANDS = frozenset({Part.HEADER, Part.COVERAGE, Part.BANDS})
_SCORES = _BANDS | {Part.SCORES, Part.LEVELS}
_WITHOUT_NOTES = _SCORES | {
    *(Part.PROFILE, Part.CRITERIA, Part.GRADES, Part.PUBLIC_EVIDENCE, Part.FIGURES),
    *(Part.TARGETS, Part.PLAN),
}

TABLE: Mapping[Visibility, frozenset[Part]] = {
    Visibility.NOTHING: frozenset(),
    Visibility.BANDS: _BANDS,
    Visibility.SCORES: _SCORES,
    Visibility.WITHOUT_NOTES: _WITHOUT_NOTES,
    Visibility.ALL: _WITHOUT_NOTES | {Part.NOTES, Part.ALL_EVIDENCE},
}
"""How much each choice shows: the visibility table. Each includes the ones before."""

PART_WORDS: Mapping[Part, str] = {
    Part.HEADER: N_("country, period, who answered and who cleared it"),
    Part.COVERAGE: N_("how much was answered"),
    Part.BANDS: N_("the band of the whole and of each point"),
    Part.SCORES: N_("scores with their range, and how far evidence supports them"),
    Part.LEVELS: N_("the level of each indicator"),
    Part.PROFILE: N_("the facts of the country profile"),
    Part.CRITERIA: N_("which criteria are met"),
    Part.GRADES: N_("the grade of evidence of each answer"),
    Part.PUBLIC_EVIDENCE: N_("titles and links of public documents"),
    Part.FIGURES: N_("figures"),
    Part.TARGETS: N_("targets"),
    Part.PLAN: N_("the step-up plan"),
    Part.NOTES: N_("notes"),
    Part.ALL_EVIDENCE: N_("titles of evidence that is not public"),
    Part.FILES: N_("files of evidence"),
}
"""What each part is called where a page says what is shown and what is kept back."""


@dataclass(frozen=True, slots=True)
class PointShown:
    """A point as far as bands are shown.

    Attributes:
        band: Key of the band that holds; empty when nothing of it is answered.
    """

    key: str
    band: str
    answered: int
    applicable: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a snapshot others see; holds nothing of the rest.

    Attributes:
        assessment: The header, and of answers, targets and plan what is shown.
        band: Key of the overall band; empty when there is none.
        answered: Number of applicable indicators that are answered.
        applicable: Number of applicable indicators.
        is_provisional: Coverage below the minimum.
        points: Every point, in framework order.
        scorecard: Scores and levels; None when only bands are shown. Never score
            *assessment* again: its answers may have been taken out.
    """

    visibility: Visibility
    assessment: Assessment
    band: str
    answered: int
    applicable: int
    is_provisional: bool
    points: tuple[PointShown, ...]
    scorecard: Scorecard | None

    def shows(self, part: Part) -> bool:
        """Return whether *part* is shown."""
        return shows(self.visibility, part)

    @property
    def coverage(self) -> Decimal | None:
        """Answered ÷ applicable (rule 6); None when nothing applies."""
        return Decimal(self.answered) / self.applicable if self.applicable else None


def shows(visibility: Visibility, part: Part) -> bool:
    """Return whether *visibility* shows *part*."""
    return part in TABLE[visibility]


def kept_back(visibility: Visibility) -> tuple[Part, ...]:
    """Return what *visibility* keeps back, in the order of the table."""
    return tuple(part for part in Part if not shows(visibility, part))


def as_visible(
    framework: Framework,
    assessment: Assessment,
    card: Scorecard,
    visibility: Visibility,
) -> Shown | None:
    """Return what of a snapshot is shown under *visibility*; None when nothing is.

    Args:
        framework: The edition it answers.
        assessment: The whole snapshot.
        card: Its scores.
        visibility: What was chosen for it.
    """
    if not shows(visibility, Part.HEADER):
        return None
    bands = {key: result.band for key, result in card.bands.items()}
    return Shown(
        visibility=visibility,
        assessment=_reduced(framework, assessment, visibility),
        band=card.overall_band.band if card.overall_band else "",
        answered=card.overall.answered,
        applicable=card.overall.applicable,
        is_provisional=card.is_provisional,
        points=tuple(_point(group, bands) for group in card.points),
        scorecard=_scores(card, visibility),
    )


def _point(group: GroupScore, bands: Mapping[str, str]) -> PointShown:
    band = bands.get(group.key, "")
    return PointShown(group.key, band, group.answered, group.applicable)


def _scores(card: Scorecard, visibility: Visibility) -> Scorecard | None:
    if not shows(visibility, Part.SCORES):
        return None
    if shows(visibility, Part.CRITERIA):
        return card
    # Which criteria are met above the level is part of the criteria.
    indicators = tuple(replace(score, ahead=()) for score in card.indicators)
    by_key = {score.key: score for score in indicators}
    return replace(card, indicators=indicators, by_key=by_key)


def _reduced(
    framework: Framework, whole: Assessment, visibility: Visibility
) -> Assessment:
    """Return the header of *whole*, and of the rest what *visibility* shows."""
    has = TABLE[visibility].__contains__
    return Assessment(
        framework=whole.framework,
        edition=whole.edition,
        subject=whole.subject,
        kind=whole.kind,
        period=whole.period,
        respondent=whole.respondent,
        language=whole.language,
        scope=whole.scope,
        clearance=whole.clearance,
        profile=whole.profile if has(Part.PROFILE) else {},
        answers={
            key: _answer(framework, answer, visibility)
            for key, answer in whole.answers.items()
        }
        if has(Part.CRITERIA)
        else {},
        targets=whole.targets if has(Part.TARGETS) else {},
        target_reasons=whole.target_reasons if has(Part.TARGETS) else {},
        plan=tuple(_plan_item(item, visibility) for item in whole.plan)
        if has(Part.PLAN)
        else (),
    )


def _answer(framework: Framework, answer: Answer, visibility: Visibility) -> Answer:
    has = TABLE[visibility].__contains__
    return Answer(
        status=answer.status,
        met=answer.met,
        grade=answer.grade if has(Part.GRADES) else "",
        evidence=_evidence(framework, answer, visibility),
        figures=answer.figures if has(Part.FIGURES) else (),
        note=answer.note if has(Part.NOTES) else "",
    )


def _evidence(
    framework: Framework, answer: Answer, visibility: Visibility
) -> tuple[EvidenceItem, ...]:
    if shows(visibility, Part.ALL_EVIDENCE):
        return answer.evidence
    grade = framework.grades_by_letter.get(answer.grade)
    is_public = grade is not None and grade.public
    if not is_public or not shows(visibility, Part.PUBLIC_EVIDENCE):
        return ()
    return tuple(
        EvidenceItem(item.title, item.link, item.date, item.page)
        for item in answer.evidence
    )


def _plan_item(item: PlanItem, visibility: Visibility) -> PlanItem:
    return PlanItem(
        indicator=item.indicator,
        criterion=item.criterion,
        owner=item.owner,
        due=item.due,
        status=item.status,
        note=item.note if item.is_declined or shows(visibility, Part.NOTES) else "",
        wording=item.wording,
    )

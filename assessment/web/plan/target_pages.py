"""Page objects of the targets: what is aimed at, why, and what that makes a gap."""

from dataclasses import dataclass

from assessment.domain.framework import Indicator
from assessment.domain.gaps import road_to
from assessment.domain.plan.changing import Aim, aim_of
from assessment.domain.plan.check import REASON_LENGTH
from assessment.domain.records import StepUpPlan
from assessment.domain.scoring import score_assessment
from assessment.web.frame import Opened, indicator_url, plan_url
from assessment.web.guarding import GuardWarning
from assessment.web.plan.forms import mark_of
from assessment.web.plan.pages import may_plan_now
from assessment.web.wizard.pages import FieldError


@dataclass(frozen=True, slots=True)
class TargetLine:
    """An indicator with what is aimed at.

    Attributes:
        level: Where it stands; None: nobody answered it.
        is_own: Whether the country set the target itself.
        is_applicable: Whether the country's profile asks for it.
    """

    number: str
    indicator: Indicator
    level: int | None
    target: int
    is_own: bool
    reason: str
    is_applicable: bool
    url: str

    @property
    def is_gap(self) -> bool:
        """Whether it lies below what is aimed at."""
        return self.is_applicable and (self.level is None or self.level < self.target)


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The indicators of one point."""

    number: str
    title: str
    lines: tuple[TargetLine, ...]


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """What is aimed at everywhere.

    Attributes:
        default: The level that the framework aims at unless somebody says otherwise.
    """

    groups: tuple[TargetGroup, ...]
    default: int
    default_label: str
    own: int
    gaps: int
    may_plan: bool


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A level to aim at, and what that would mean.

    Attributes:
        value: In the form; empty: the framework's own target.
        steps: Unmet criteria on the way; 0: reached.
        criteria: What is to be true on this level.
    """

    value: str
    level: int
    label: str
    steps: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetPage:
    """The target of one indicator.

    Attributes:
        standard: The framework's own target.
    """

    number: str
    indicator: Indicator
    aim: Aim
    standard: LevelChoice
    choices: tuple[LevelChoice, ...]
    level: int | None
    version: str
    here: str
    indicator_page: str
    may_plan: bool
    errors: tuple[FieldError, ...] = ()
    warning: GuardWarning | None = None
    theirs: Aim | None = None
    most: int = REASON_LENGTH

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def targets_page(work: Opened) -> TargetsPage:
    """Work out what is aimed at, point by point."""
    framework = work.framework
    card = score_assessment(framework, work.stored.assessment)
    plan = StepUpPlan.of(work.stored.assessment)
    groups = []
    for point in framework.points:
        lines = []
        for indicator in framework.indicators_of[point.key]:
            score = card.by_key[indicator.key]
            aim = aim_of(plan, indicator.key)
            lines.append(
                TargetLine(
                    number=framework.numbers[indicator.key],
                    indicator=indicator,
                    level=score.level,
                    target=framework.target_of(indicator)
                    if aim.level is None
                    else aim.level,
                    is_own=aim.level is not None,
                    reason=aim.reason,
                    is_applicable=score.is_applicable,
                    url=target_url(work, indicator.key),
                )
            )
        if lines:
            number = framework.numbers[point.key]
            groups.append(TargetGroup(number, point.title, tuple(lines)))
    every = [line for group in groups for line in group.lines]
    default = framework.scoring.default_target
    return TargetsPage(
        groups=tuple(groups),
        default=default,
        default_label=framework.levels[default].label,
        own=sum(line.is_own for line in every),
        gaps=sum(line.is_gap for line in every),
        may_plan=may_plan_now(work),
    )


def target_page(
    work: Opened, indicator: Indicator, typed: Aim | None = None, version: str = ""
) -> TargetPage:
    """Work out the page of one target.

    Args:
        work: The assessment.
        indicator: Whose target it is.
        typed: What was chosen and typed; None: what is stored.
        version: What the typed form carried.
    """
    stored = aim_of(StepUpPlan.of(work.stored.assessment), indicator.key)
    score = score_assessment(work.framework, work.stored.assessment)
    choices = tuple(
        _choice(work, indicator, level, str(level), score.by_key[indicator.key].level)
        for level in range(1, work.framework.top_level + 1)
    )
    standard = work.framework.target_of(indicator)
    return TargetPage(
        number=work.framework.numbers[indicator.key],
        indicator=indicator,
        aim=typed or stored,
        standard=choices[standard - 1],
        choices=choices,
        level=score.by_key[indicator.key].level,
        version=version if typed else mark_of(stored),
        here=target_url(work, indicator.key),
        indicator_page=indicator_url(work.stored.id, indicator.key),
        may_plan=may_plan_now(work),
    )


def target_url(work: Opened, key: str) -> str:
    """Return the address of the page of one target."""
    return f"{plan_url(work.stored.id)}/targets/of/{key}"


def _choice(
    work: Opened, indicator: Indicator, level: int, value: str, reached: int | None
) -> LevelChoice:
    assessment = work.stored.assessment
    road = road_to(indicator, assessment, level=reached or 0, target=level)
    rungs = {rung.level: rung for rung in indicator.ladder}
    return LevelChoice(
        value=value,
        level=level,
        label=work.framework.levels[level].label,
        steps=sum(len(step.criteria) for step in road),
        criteria=tuple(c.text for c in rungs[level].criteria) if level in rungs else (),
    )

"""How far each action of a plan is, beside what the answers say meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.domain.answers import Assessment, PlanItem, PlanStatus
from assessment.domain.framework import Criterion, Framework, Indicator
from assessment.domain.profile import is_applicable, is_criterion_applicable
from assessment.errors import N_

STATUS_WORDS: Mapping[PlanStatus, str] = {
    PlanStatus.PLANNED: N_("planned"),
    PlanStatus.STARTED: N_("started"),
    PlanStatus.DONE: N_("done"),
    PlanStatus.DECLINED: N_("will not be done"),
}


class PlanOrder(StrEnum):
    """What a plan is listed by."""

    DATE = "date"
    OWNER = "owner"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """An action of a plan with the criterion that it would meet (rule 10).

    Attributes:
        is_met: Whether the answers say that the criterion is met.
        is_applicable: Whether the country's profile asks for it at all.
        is_late: Whether its day has passed and it is neither done, met nor declined.
    """

    item: PlanItem
    indicator: Indicator
    criterion: Criterion
    is_met: bool
    is_applicable: bool
    is_late: bool

    @property
    def wording(self) -> str:
        """The country's own words; empty where the framework's action stands."""
        return self.item.wording

    @property
    def is_declined(self) -> bool:
        """Whether the country says that it will not do this."""
        return self.item.is_declined

    @property
    def is_met_meanwhile(self) -> bool:
        """Whether it came true though the plan does not say that it is done."""
        return self.is_met and self.item.status is not PlanStatus.DONE

    @property
    def is_done_unseen(self) -> bool:
        """Whether the plan says done, and the answer does not show it yet."""
        return self.item.status is PlanStatus.DONE and not self.is_met

    @property
    def owner_sector(self) -> str:
        """The part of the State that the framework names for it."""
        return self.criterion.owner or self.indicator.lead


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How far a plan is; ``committed`` is everything that was not declined.

    ``met`` counts what is met meanwhile though not marked as done; ``late`` what is late;
    ``undated`` what is to be done and has no day.
    """

    committed: int
    planned: int
    started: int
    done: int
    met: int
    late: int
    undated: int
    declined: int


def planned_steps(
    framework: Framework, assessment: Assessment, today: date
) -> tuple[PlannedStep, ...]:
    """Return the plan of *assessment*, as far as *framework* knows its criteria.

    Args:
        framework: The edition it answers, or the part of it that somebody sees.
        assessment: Whose plan it is.
        today: A day before it is late.
    """
    steps = []
    for item in assessment.plan:
        indicator = framework.indicators_by_key.get(item.indicator)
        criteria = {c.key: c for c in indicator.criteria()} if indicator else {}
        if indicator is None or item.criterion not in criteria:
            continue
        steps.append(
            _step(item, indicator, criteria[item.criterion], assessment, today)
        )
    return tuple(steps)


def _step(
    item: PlanItem,
    indicator: Indicator,
    criterion: Criterion,
    assessment: Assessment,
    today: date,
) -> PlannedStep:
    answer = assessment.answers.get(indicator.key)
    is_met = answer is not None and criterion.key in answer.met
    is_open = item.status in {PlanStatus.PLANNED, PlanStatus.STARTED} and not is_met
    profile = assessment.profile
    return PlannedStep(
        item,
        indicator,
        criterion,
        is_met=is_met,
        is_applicable=is_applicable(indicator, profile)
        and is_criterion_applicable(criterion, profile),
        is_late=is_open and item.due is not None and item.due < today,
    )


def counts_of(steps: Iterable[PlannedStep]) -> PlanCounts:
    """Return how far the plan of *steps* is."""
    every = tuple(steps)
    kept = [step for step in every if not step.is_declined]
    count = [step.item.status for step in kept if not step.is_met_meanwhile].count
    return PlanCounts(
        committed=len(kept),
        planned=count(PlanStatus.PLANNED),
        started=count(PlanStatus.STARTED),
        done=count(PlanStatus.DONE),
        met=sum(step.is_met_meanwhile for step in kept),
        late=sum(step.is_late for step in kept),
        undated=sum(
            step.item.due is None
            and not step.is_met
            and step.item.status is not PlanStatus.DONE
            for step in kept
        ),
        declined=len(every) - len(kept),
    )


def by_date(steps: Iterable[PlannedStep]) -> tuple[PlannedStep, ...]:
    """Return *steps*, the earliest day first, those without one last."""
    return tuple(sorted(steps, key=lambda step: step.item.due or date.max))

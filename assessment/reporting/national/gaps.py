"""Compose what to do: gaps with next steps, and the step-up plan."""

from collections import defaultdict
from datetime import date, timedelta

from assessment.domain.answers import PlanItem, PlanStatus
from assessment.domain.framework import Criterion, Effort, Indicator
from assessment.domain.gaps import Gap
from assessment.reporting.national.material import Material, state_text
from assessment.reporting.national.report import Action, GapCard, OwnerLine, Plan

PROPOSED_ACTIONS = 12
"""As many as one meeting can go through; the rest stands under "who does what"."""

MONTHS = {Effort.QUICK: 6, Effort.BUDGET: 12, Effort.LAW: 18}
"""Proposed time for an action, by what it needs: office, budget round, parliament."""


def compose_gaps(material: Material) -> tuple[GapCard, ...]:
    """Compose every gap in the order of rule 10, each with its exact next steps."""
    return tuple(
        _gap_card(material, gap, rank) for rank, gap in enumerate(material.gaps, 1)
    )


def _gap_card(material: Material, gap: Gap, rank: int) -> GapCard:
    texts = material.texts
    indicator = material.framework.indicators_by_key[gap.indicator]
    values = {
        "state": state_text(material, gap.indicator),
        "target": texts.number(gap.target),
        "lead": material.sector(indicator.lead),
    }
    if gap.level is None:
        state = texts.gettext(
            "Now %(state)s; target %(target)s. First find out. Lead: %(lead)s.",
            **values,
        )
    elif indicator.critical:
        state = texts.gettext("Critical. Now %(state)s; target %(target)s.", **values)
    else:
        state = texts.gettext("Now %(state)s; target %(target)s.", **values)
    return GapCard(
        rank=texts.number(rank),
        title=material.named(gap.indicator),
        state=state,
        is_critical=indicator.critical,
        actions=_next_actions(material, gap) if gap.level is not None else (),
    )


def _next_actions(material: Material, gap: Gap) -> tuple[Action, ...]:
    indicator = material.framework.indicators_by_key[gap.indicator]
    return tuple(
        _action(material, indicator, criterion)
        for criterion in indicator.criteria()
        if criterion.key in gap.next_steps
    )


def _action(
    material: Material, indicator: Indicator, criterion: Criterion, *, due: str = ""
) -> Action:
    return Action(
        text=material.texts.framework(criterion.action),
        number=material.number(indicator.key),
        owner=material.sector(criterion.owner or indicator.lead),
        effort=material.effort(criterion.effort),
        due=due,
    )


def compose_plan(material: Material) -> Plan:
    """Compose the country's own plan, or propose one from the next steps."""
    if material.assessment.plan:
        return _own_plan(material)
    texts = material.texts
    actions = []
    for gap in material.gaps:
        indicator = material.framework.indicators_by_key[gap.indicator]
        for criterion in indicator.criteria():
            if gap.level is not None and criterion.key in gap.next_steps:
                due = texts.date(
                    _months_later(material.made_on.date(), MONTHS[criterion.effort])
                )
                actions.append(_action(material, indicator, criterion, due=due))
    intro = texts.gettext(
        "No plan has been recorded. This one is proposed from the next steps, in the "
        "order of the gaps. Dates are a starting point for the talks: six months for "
        "what needs only existing means, twelve for what needs money, eighteen for "
        "what needs a law or a cabinet decision."
    )
    return Plan(
        intro=intro,
        is_proposed=True,
        actions=tuple(actions[:PROPOSED_ACTIONS]),
        owners=_owners(material),
    )


def _own_plan(material: Material) -> Plan:
    texts = material.texts
    actions = []
    for item in material.assessment.plan:
        indicator = material.framework.indicators_by_key.get(item.indicator)
        criteria = {c.key: c for c in indicator.criteria()} if indicator else {}
        if indicator is not None and item.criterion in criteria:
            criterion = criteria[item.criterion]
            actions.append(_planned(material, indicator, criterion, item))
    planned = {item.indicator for item in material.assessment.plan}
    missing = [
        material.number(gap.indicator)
        for gap in material.gaps
        if gap.indicator not in planned
    ]
    uncovered = ""
    if missing:
        uncovered = texts.ngettext(
            "%(num)s gap has no action in the plan yet: %(which)s.",
            "%(num)s gaps have no action in the plan yet: %(which)s.",
            len(missing),
            which=", ".join(missing),
        )
    return Plan(
        intro=texts.gettext("The plan recorded with the assessment."),
        is_proposed=False,
        actions=tuple(actions),
        owners=_owners(material),
        uncovered=uncovered,
    )


def _planned(
    material: Material, indicator: Indicator, criterion: Criterion, item: PlanItem
) -> Action:
    texts = material.texts
    words = {
        PlanStatus.PLANNED: texts.gettext("planned"),
        PlanStatus.STARTED: texts.gettext("started"),
        PlanStatus.DONE: texts.gettext("done"),
    }
    return Action(
        text=texts.framework(criterion.action),
        number=material.number(indicator.key),
        owner=item.owner or material.sector(criterion.owner or indicator.lead),
        effort=material.effort(criterion.effort),
        due=texts.date(item.due) if item.due else texts.gettext("no date"),
        status=words[item.status],
        note=item.note,
    )


def _owners(material: Material) -> tuple[OwnerLine, ...]:
    """Return who is asked for next steps, the busiest first, then in file order."""
    asked: dict[str, list[str]] = defaultdict(list)
    for gap in material.gaps:
        if gap.level is None:
            continue
        indicator = material.framework.indicators_by_key[gap.indicator]
        for criterion in indicator.criteria():
            if criterion.key in gap.next_steps:
                asked[criterion.owner or indicator.lead].append(gap.indicator)
    order = {key: place for place, key in enumerate(material.framework.sectors_by_key)}
    ranked = sorted(asked, key=lambda key: (-len(asked[key]), order[key]))
    return tuple(OwnerLine(_owner_text(material, key, asked[key])) for key in ranked)


def _owner_text(material: Material, sector: str, indicators: list[str]) -> str:
    numbers = dict.fromkeys(material.number(key) for key in indicators)
    return material.texts.ngettext(
        "%(owner)s: %(num)s next step, for %(which)s.",
        "%(owner)s: %(num)s next steps, for %(which)s.",
        len(indicators),
        owner=material.sector(sector),
        which=", ".join(numbers),
    )


def _months_later(start: date, months: int) -> date:
    """Return the last day of the month *months* after *start*."""
    month = start.month + months
    first_after = date(start.year + month // 12, month % 12 + 1, 1)
    return first_after - timedelta(days=1)

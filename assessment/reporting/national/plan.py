"""Compose the step-up plan: by owner and date, never an action without its goal. Pure."""

from collections import defaultdict
from datetime import date, timedelta

from assessment.domain.answers import PlanItem, PlanStatus
from assessment.domain.framework import Criterion, Effort, Indicator
from assessment.reporting.brief.country import steps_by_owner
from assessment.reporting.brief.page import Ask
from assessment.reporting.national.report import Plan, PlanLine, PlanOwner
from assessment.reporting.shapes.material import Material
from assessment.reporting.shapes.wording import Wording

PROPOSED = 20
"""As many as one meeting can go through."""

NAMED = 20
"""So many gaps without an action are named; of more, only the critical ones."""

MONTHS = {Effort.QUICK: 6, Effort.BUDGET: 12, Effort.LAW: 18}
"""Proposed time for an action, by what it needs: office, budget round, parliament."""

_Dated = tuple[date, PlanLine]


def compose_plan(material: Material) -> Plan:
    """Compose the country's own plan, or propose one from the next steps."""
    return _own_plan(material) if material.assessment.plan else _proposed(material)


def _proposed(material: Material) -> Plan:
    words = material.words
    by_owner: dict[str, list[_Dated]] = defaultdict(list)
    for indicator, criterion in _next_criteria(material)[:PROPOSED]:
        due = _months_later(material.made_on.date(), MONTHS[criterion.effort])
        line = PlanLine(
            number=material.number(indicator.key),
            title=material.title(indicator.key),
            goal=words.framework(criterion.text),
            due=Wording(material.texts.date(due)),
            effort=material.effort(criterion.effort),
        )
        by_owner[criterion.owner or indicator.lead].append((due, line))
    return Plan(
        intro=words.say(
            "No plan has been recorded. This one is proposed: the first steps in the "
            "order of the gaps, each as what will then be true; how to get there stands "
            "in the chapter of its point. Dates are where talks may begin: six months "
            "for what existing means allow, twelve for what needs money, eighteen for a "
            "law or a cabinet decision."
        ),
        is_proposed=True,
        owners=tuple(
            PlanOwner(material.sector(owner), _by_date(lines))
            for owner, lines in by_owner.items()
        ),
        asks=_asks(material),
        uncovered=Wording(""),
    )


def _next_criteria(material: Material) -> list[tuple[Indicator, Criterion]]:
    """Return the next steps of every answered gap, in the order of rule 10."""
    found: list[tuple[Indicator, Criterion]] = []
    for gap in material.gaps:
        indicator = material.framework.indicators_by_key[gap.indicator]
        found.extend(
            (indicator, criterion)
            for criterion in indicator.criteria()
            if gap.level is not None and criterion.key in gap.next_steps
        )
    return found


def _by_date(lines: list[_Dated]) -> tuple[PlanLine, ...]:
    return tuple(line for _, line in sorted(lines, key=lambda entry: entry[0]))


def _own_plan(material: Material) -> Plan:
    words = material.words
    by_owner: dict[str, list[_Dated]] = defaultdict(list)
    names: dict[str, Wording] = {}
    for item in material.assessment.plan:
        indicator = material.framework.indicators_by_key.get(item.indicator)
        criteria = {c.key: c for c in indicator.criteria()} if indicator else {}
        if indicator is None or item.criterion not in criteria:
            continue
        criterion = criteria[item.criterion]
        owner = (
            words.typed(item.owner)
            if item.owner
            else material.owner(indicator, criterion)
        )
        names.setdefault(str(owner), owner)
        line = _planned(material, indicator, criterion, item)
        by_owner[str(owner)].append((item.due or date.max, line))
    return Plan(
        intro=words.say("The plan recorded with the assessment, by owner and date."),
        is_proposed=False,
        owners=tuple(
            PlanOwner(names[owner], _by_date(lines))
            for owner, lines in by_owner.items()
        ),
        asks=_asks(material),
        uncovered=_uncovered(material),
    )


def _uncovered(material: Material) -> Wording:
    planned = {item.indicator for item in material.assessment.plan}
    missing = [gap.indicator for gap in material.gaps if gap.indicator not in planned]
    if not missing:
        return Wording("")
    if len(missing) > NAMED:
        critical = [
            key for key in missing if material.framework.indicators_by_key[key].critical
        ]
        return material.words.say(
            "%(num)s gaps have no action in the plan yet; critical ones among them: "
            "%(which)s.",
            num=material.texts.number(len(missing)),
            which=material.numbers(critical) if critical else "–",
        )
    return material.words.count(
        "%(num)s gap has no action in the plan yet: %(which)s.",
        "%(num)s gaps have no action in the plan yet: %(which)s.",
        len(missing),
        which=material.numbers(missing),
    )


def _planned(
    material: Material, indicator: Indicator, criterion: Criterion, item: PlanItem
) -> PlanLine:
    words = material.words
    states = {
        PlanStatus.PLANNED: words.say("planned"),
        PlanStatus.STARTED: words.say("started"),
        PlanStatus.DONE: words.say("done"),
    }
    return PlanLine(
        number=material.number(indicator.key),
        title=material.title(indicator.key),
        goal=words.framework(criterion.text),
        due=Wording(material.texts.date(item.due))
        if item.due
        else words.say("no date"),
        effort=material.effort(criterion.effort),
        action=words.framework(criterion.action),
        status=states[item.status],
        note=words.typed(item.note),
    )


def _asks(material: Material) -> tuple[Ask, ...]:
    """Return what every part of the State is asked for, the busiest first."""
    return tuple(
        Ask(
            material.sector(owner),
            material.words.count(
                "%(num)s next step, in %(which)s",
                "%(num)s next steps, in %(which)s",
                len(indicators),
                which=material.numbers(indicators),
            ),
        )
        for owner, indicators in steps_by_owner(material)
    )


def _months_later(start: date, months: int) -> date:
    """Return the last day of the month *months* after *start*."""
    month = start.month + months
    first_after = date(start.year + month // 12, month % 12 + 1, 1)
    return first_after - timedelta(days=1)

"""Compose the step-up plan: by owner and date, never an action without its goal. Pure."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from assessment.domain.framework import Criterion, Effort, Indicator
from assessment.domain.plan.changing import key_of
from assessment.domain.plan.standing import STATUS_WORDS, PlannedStep, counts_of
from assessment.reporting.brief.country import steps_by_owner
from assessment.reporting.brief.page import Ask
from assessment.reporting.national.commitments import (
    compose_declined,
    compose_targets,
    own_action,
)
from assessment.reporting.national.report import Plan, PlanLine, PlanOwner
from assessment.reporting.shapes.material import Material
from assessment.reporting.shapes.wording import NOTHING, Wording

PROPOSED = 20
"""As many as one meeting can go through."""

NAMED = 20
"""So many gaps without an action are named; of more, only the critical ones."""

MONTHS = {Effort.QUICK: 6, Effort.BUDGET: 12, Effort.LAW: 18}
"""Proposed time for an action, by what it needs: office, budget round, parliament."""

_Dated = tuple[date, PlanLine]


def compose_plan(material: Material) -> Plan:
    """Compose the country's own plan, or propose one from the next steps.

    What is declined is neither proposed nor counted as a plan.
    """
    is_own = any(not step.is_declined for step in material.planned)
    plan = _own_plan(material) if is_own else _proposed(material)
    return replace(
        plan, declined=compose_declined(material), targets=compose_targets(material)
    )


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
    declined = {key_of(step.item) for step in material.planned if step.is_declined}
    for gap in material.gaps:
        indicator = material.framework.indicators_by_key[gap.indicator]
        found.extend(
            (indicator, criterion)
            for criterion in indicator.criteria()
            if gap.level is not None
            and criterion.key in gap.next_steps
            and (indicator.key, criterion.key) not in declined
        )
    return found


def _by_date(lines: list[_Dated]) -> tuple[PlanLine, ...]:
    return tuple(line for _, line in sorted(lines, key=lambda entry: entry[0]))


def _own_plan(material: Material) -> Plan:
    words = material.words
    by_owner: dict[str, list[_Dated]] = defaultdict(list)
    names: dict[str, Wording] = {}
    for step in material.planned:
        if step.is_declined:
            continue
        owner = (
            words.typed(step.item.owner)
            if step.item.owner
            else material.owner(step.indicator, step.criterion)
        )
        names.setdefault(str(owner), owner)
        line = _planned(material, step)
        by_owner[str(owner)].append((step.item.due or date.max, line))
    return Plan(
        intro=words.say("The plan recorded with the assessment, by owner and date."),
        is_proposed=False,
        owners=tuple(
            PlanOwner(names[owner], _by_date(lines))
            for owner, lines in by_owner.items()
        ),
        asks=_asks(material),
        uncovered=_uncovered(material),
        progress=_progress(material),
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


def _planned(material: Material, step: PlannedStep) -> PlanLine:
    words, item = material.words, step.item
    return PlanLine(
        number=material.number(step.indicator.key),
        title=material.title(step.indicator.key),
        goal=words.framework(step.criterion.text),
        due=Wording(material.texts.date(item.due))
        if item.due
        else words.say("no date"),
        effort=material.effort(step.criterion.effort),
        action=own_action(material, step),
        status=words.say(STATUS_WORDS[item.status]),
        note=words.typed(item.note),
        remark=_remark(material, step),
    )


def _remark(material: Material, step: PlannedStep) -> Wording:
    words = material.words
    if step.is_met_meanwhile:
        return words.say("met meanwhile")
    if step.is_late:
        return words.say("past its day")
    if step.is_done_unseen:
        return words.say("done, but not ticked yet")
    return NOTHING if step.is_applicable else words.say("no longer asked")


def _progress(material: Material) -> Wording:
    """Return how far the plan is; the parts add up to the whole."""
    words, counts = material.words, counts_of(material.planned)
    parts = (
        (counts.done, "%(num)s done", "%(num)s done"),
        (counts.met, "%(num)s met meanwhile", "%(num)s met meanwhile"),
        (counts.started, "%(num)s started", "%(num)s started"),
        (counts.planned, "%(num)s planned", "%(num)s planned"),
    )
    told = [words.count(one, many, n) for n, one, many in parts if n]
    if counts.late:
        told.append(
            words.count("%(num)s past its day", "%(num)s past their day", counts.late)
        )
    whole = words.count("%(num)s action", "%(num)s actions", counts.committed)
    return words.join((whole, *told), " · ")


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

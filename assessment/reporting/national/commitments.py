"""Compose what a country aims at and what it declines, each with its reason. Pure."""

from assessment.domain.framework import Indicator
from assessment.domain.plan.standing import PlannedStep
from assessment.reporting.national.report import Declined, TargetLine
from assessment.reporting.shapes.material import Material, level_text, state_text
from assessment.reporting.shapes.wording import Wording


def compose_declined(material: Material) -> tuple[Declined, ...]:
    """Compose what the country says it will not do, and why, in reading order."""
    words = material.words
    place = {i.key: n for n, i in enumerate(material.framework.in_reading_order)}
    declined = [step for step in material.planned if step.is_declined]
    return tuple(
        Declined(
            number=material.number(step.indicator.key),
            title=material.title(step.indicator.key),
            goal=words.framework(step.criterion.text),
            action=own_action(material, step),
            reason=words.typed(step.item.note),
        )
        for step in sorted(declined, key=lambda step: place[step.indicator.key])
    )


def compose_targets(material: Material) -> tuple[TargetLine, ...]:
    """Compose the targets that the country set itself, with its reasons."""
    targets = material.assessment.targets
    return tuple(
        _target(material, indicator)
        for indicator in material.framework.in_reading_order
        if indicator.key in targets
        and material.card.by_key[indicator.key].is_applicable
    )


def own_action(material: Material, step: PlannedStep) -> Wording:
    """Return the action in the country's words, else in those of the framework."""
    words = material.words
    if step.wording:
        return words.typed(step.wording)
    return words.framework(step.criterion.action)


def _target(material: Material, indicator: Indicator) -> TargetLine:
    words, assessment = material.words, material.assessment
    score = material.card.by_key[indicator.key]
    target = assessment.targets[indicator.key]
    standing = (
        state_text(material, indicator.key)
        if score.level is None
        else level_text(material, score.level)
    )
    standard = material.framework.target_of(indicator)
    return TargetLine(
        number=material.number(indicator.key),
        title=material.title(indicator.key),
        target=level_text(material, target),
        standing=words.say("now %(standing)s", standing=standing),
        standard=words.say(
            "the framework aims at level %(level)s",
            level=material.texts.number(standard),
        ),
        reason=words.typed(assessment.target_reasons.get(indicator.key, ""))
        or words.say("No reason is given."),
    )

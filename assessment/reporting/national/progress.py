"""Compose what moved since the last round. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from assessment.domain.rounds.progress import Moved, Parts, printed_parts
from assessment.domain.rounds.progress import Progress as Change
from assessment.errors import N_
from assessment.reporting.national.report import Progress, ProgressLine
from assessment.reporting.shapes.material import Material, level_text
from assessment.reporting.shapes.scores import difference
from assessment.reporting.shapes.wording import Wording, figure


def compose_progress(material: Material) -> Progress | None:
    """Compose what changed since the last round; None when there was none."""
    change = material.progress
    if change is None or material.previous is None:
        return None
    period = material.previous.period
    intro = material.words.count(
        "Beside the round of %(period)s. %(num)s indicator answered both times; "
        "those whose level changed:",
        "Beside the round of %(period)s. %(num)s indicators answered both times; "
        "those whose level changed:",
        change.compared,
        period=period,
    )
    if not change.compared:
        intro = material.words.say(
            "Beside the round of %(period)s. No indicator is answered in both rounds and "
            "asked alike.",
            period=period,
        )
    return Progress(
        intro=intro,
        facts=tuple(_facts(material, change)),
        lines=tuple(_line(material, moved) for moved in change.moved),
        rest=tuple(_rest(material, change)),
    )


def _facts(material: Material, change: Change) -> Iterator[Wording]:
    now, then = change.now.overall, change.before.overall
    if change.is_provisional:
        yield material.words.say(
            "One of the two rounds is provisional: too little of it is answered, so that "
            "the scores are not compared."
        )
        return
    if change.parts is None:
        yield material.words.say(
            "The two rounds have nothing in common that is asked alike: their scores are "
            "not compared."
        )
        return
    yield _told(
        material,
        N_("Overall score: %(now)s, before %(before)s (%(change)s)."),
        now.score,
        then.score,
    )
    whole = difference(now.score, then.score, material.scale) or Decimal(0)
    shown = printed_parts(change.parts, whole, material.scale.decimals)
    yield _parts(material, shown)
    yield _told(
        material,
        N_("Backed by evidence: %(now)s, before %(before)s (%(change)s)."),
        now.evidenced,
        then.evidenced,
    )


def _told(
    material: Material, template: str, first: Decimal | None, second: Decimal | None
) -> Wording:
    return material.words.say(
        template,
        now=material.score(first),
        before=material.score(second),
        change=material.texts.score_difference(
            difference(first, second, material.scale), material.scale
        ),
    )


def _parts(material: Material, parts: Parts) -> Wording:
    """Say where the change comes from; the parts add up to it as it is printed."""

    def shown(name: str, value: Decimal) -> Wording:
        text = material.texts.score_difference(value, material.scale)
        return figure(f"progress {name}", text)

    by = {
        "answers": shown("answers", parts.answers),
        "coverage": shown("coverage", parts.coverage),
    }
    if material.previous_framework is None:
        return material.words.say(
            "Of this change, about %(answers)s come from other answers and %(coverage)s "
            "from what is answered in only one of the two rounds.",
            **by,
        )
    return material.words.say(
        "Of this change, about %(answers)s come from other answers, %(coverage)s from "
        "what is answered in only one of the two rounds or not asked alike, and "
        "%(edition)s from the new edition of the questions (%(old)s then, %(new)s now).",
        edition=shown("edition", parts.edition),
        old=material.previous_framework.edition,
        new=material.framework.edition,
        **by,
    )


def _line(material: Material, moved: Moved) -> ProgressLine:
    return ProgressLine(
        number=material.number(moved.indicator),
        title=material.title(moved.indicator),
        before=level_text(material, moved.before),
        now=level_text(material, moved.now),
        change=Wording(material.texts.signed(moved.rungs)),
    )


def _rest(material: Material, change: Change) -> Iterator[Wording]:
    words = material.words
    told = (
        (N_("Answered now and not before: %(which)s."), change.newly_answered),
        (N_("Answered before and not now: %(which)s."), change.answered_no_more),
        (N_("Asked otherwise by the new edition: %(which)s."), change.asked_otherwise),
        (N_("New in this edition: %(which)s."), change.new),
    )
    for template, keys in told:
        if keys:
            yield words.say(template, which=material.numbers(keys))
    older = material.previous_framework
    if change.gone and older is not None:
        titles = (
            words.framework(older.indicators_by_key[k].title) for k in change.gone
        )
        yield words.say(
            "Asked in the last round and no more: %(which)s.",
            which=words.join(titles, "; "),
        )

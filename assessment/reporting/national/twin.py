"""Compose what is set beside this assessment: another voice, and the last round. Pure."""

from decimal import Decimal

from assessment.domain.answers import AssessmentKind
from assessment.errors import N_
from assessment.reporting.brief.findings import voice_of
from assessment.reporting.national.report import Progress, ProgressLine, Twin, TwinLine
from assessment.reporting.shapes.material import Material, level_text
from assessment.reporting.shapes.scores import difference
from assessment.reporting.shapes.wording import Wording, figure

KIND_NAMES = {
    AssessmentKind.GOVERNMENT: N_("Government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative"),
    AssessmentKind.TRAINING: N_("Exercise"),
}


def compose_twin(material: Material) -> Twin | None:
    """Set the alternative beside the assessment, widest difference first; None without."""
    if material.alternative is None:
        return None
    other = material.of(material.alternative)
    words, texts = material.words, material.texts
    differing, same, one_sided = _sorted_keys(material, other)
    ours, theirs = material.card.overall.score, other.card.overall.score
    apart = difference(theirs, ours, material.scale)
    return Twin(
        intro=words.say(
            "The same questions, answered by others. A difference is a reason to look "
            "again together, not proof that one side is wrong."
        ),
        first_name=_own_name(material),
        second_name=voice_of(material),
        overall=(
            figure("overall score", material.score(ours)),
            figure("overall alternative", material.score(theirs)),
            figure("overall difference", texts.score_difference(apart, material.scale)),
        ),
        lines=tuple(_twin_line(material, other, key) for key in differing),
        rest=_rest(material, same=len(same), one_sided=one_sided),
    )


def _own_name(material: Material) -> Wording:
    mine = material.assessment
    if mine.respondent:
        return material.words.typed(mine.respondent)
    return material.words.say(KIND_NAMES[mine.kind])


def _sorted_keys(
    material: Material, other: Material
) -> tuple[list[str], list[str], list[str]]:
    """Return keys that differ (widest first), agree, or have one side only."""
    widths: dict[str, int] = {}
    same, one_sided = [], []
    for score in material.card.indicators:
        theirs = other.card.by_key[score.key].level
        if score.level is None and theirs is None:
            continue
        if score.level is None or theirs is None:
            one_sided.append(score.key)
        elif score.level == theirs:
            same.append(score.key)
        else:
            widths[score.key] = abs(score.level - theirs)
    return sorted(widths, key=lambda key: -widths[key]), same, one_sided


def _twin_line(material: Material, other: Material, key: str) -> TwinLine:
    indicator = material.framework.indicators_by_key[key]
    mine, theirs = material.card.by_key[key].level, other.card.by_key[key].level
    assert mine is not None  # only indicators that both answered differ
    assert theirs is not None
    number, texts = material.number(key), material.texts
    return TwinLine(
        number=number,
        title=material.title(key),
        is_critical=indicator.critical,
        first=_level(material, figure(f"{number} level", texts.number(mine)), mine),
        second=_level(
            material,
            figure(f"{number} alternative level", texts.number(theirs)),
            theirs,
        ),
        difference=figure(f"{number} difference", texts.signed(theirs - mine)),
    )


def _level(material: Material, number: Wording, level: int) -> Wording:
    return material.words.say(
        "%(number)s %(label)s", number=number, label=material.level_label(level)
    )


def _rest(
    material: Material, *, same: int, one_sided: list[str]
) -> tuple[Wording, ...]:
    words = material.words
    sentences = [
        words.count(
            "%(num)s indicator has the same level on both sides.",
            "%(num)s indicators have the same level on both sides.",
            same,
        )
    ]
    if one_sided:
        sentences.append(
            words.say(
                "Answered on one side only: %(which)s.",
                which=material.numbers(one_sided),
            )
        )
    return tuple(sentences)


def compose_progress(material: Material) -> Progress | None:
    """Compose what changed since the last round; None when there was none."""
    if material.previous is None:
        return None
    before = material.of(material.previous)
    words = material.words
    changed, compared = _changes(material, before)
    return Progress(
        intro=words.count(
            "Beside the round of %(period)s. %(num)s indicator answered both times; "
            "those whose level changed:",
            "Beside the round of %(period)s. %(num)s indicators answered both times; "
            "those whose level changed:",
            compared,
            period=material.previous.period,
        ),
        facts=_progress_facts(material, before),
        lines=tuple(_progress_line(material, before, key) for key in changed),
    )


def _changes(material: Material, before: Material) -> tuple[list[str], int]:
    """Return what changed, falls first and then the largest rises; and how many compare."""
    steps: dict[str, int] = {}
    compared = 0
    for score in material.card.indicators:
        earlier = before.card.by_key[score.key].level
        if score.level is not None and earlier is not None:
            compared += 1
            if score.level != earlier:
                steps[score.key] = score.level - earlier
    return sorted(steps, key=lambda key: (steps[key] > 0, -abs(steps[key]))), compared


def _progress_facts(material: Material, before: Material) -> tuple[Wording, ...]:
    words, texts = material.words, material.texts
    now, then = material.card.overall, before.card.overall

    def told(template: str, first: Decimal | None, second: Decimal | None) -> Wording:
        return words.say(
            template,
            now=material.score(first),
            before=material.score(second),
            change=texts.score_difference(
                difference(first, second, material.scale), material.scale
            ),
        )

    return (
        told(
            N_("Overall score: %(now)s, before %(before)s (%(change)s)."),
            now.score,
            then.score,
        ),
        told(
            N_("Backed by evidence: %(now)s, before %(before)s (%(change)s)."),
            now.evidenced,
            then.evidenced,
        ),
    )


def _progress_line(material: Material, before: Material, key: str) -> ProgressLine:
    now, then = material.card.by_key[key].level, before.card.by_key[key].level
    assert now is not None  # only indicators answered both times change
    assert then is not None
    return ProgressLine(
        number=material.number(key),
        title=material.title(key),
        before=level_text(material, then),
        now=level_text(material, now),
        change=Wording(material.texts.signed(now - then)),
    )

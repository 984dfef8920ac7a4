"""Compose what is set beside this assessment: another voice, and the last round. Pure."""

from assessment.domain.answers import AssessmentKind
from assessment.errors import N_
from assessment.reporting.brief.findings import voice_of
from assessment.reporting.national.report import Twin, TwinLine
from assessment.reporting.shapes.material import Material
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

"""Compose an alternative assessment beside this one."""

from decimal import Decimal

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.errors import N_, EditionMismatchError
from assessment.reporting.national.material import Material, state_text, strip_of
from assessment.reporting.national.report import Fact, Twin, TwinLine

KIND_NAMES = {
    AssessmentKind.GOVERNMENT: N_("Government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative"),
    AssessmentKind.TRAINING: N_("Training"),
}


def compose_twin(material: Material, alternative: Assessment) -> Twin:
    """Set *alternative* beside the assessment, widest difference first.

    Raises:
        EditionMismatchError: when the two were answered against different editions.
    """
    mine = material.assessment
    if (alternative.framework, alternative.edition) != (mine.framework, mine.edition):
        raise EditionMismatchError(
            f"the alternative assessment is of {alternative.framework} "
            f"{alternative.edition}, this one of {mine.framework} {mine.edition}"
        )
    if alternative.scope is not mine.scope:
        raise EditionMismatchError(
            f"the alternative assessment is a {alternative.scope} round, this one a "
            f"{mine.scope} round; the two are never compared"
        )
    other = material.of(alternative)
    differing, same, one_sided = _sorted_keys(material, other)
    first = material.texts.gettext(KIND_NAMES[mine.kind])
    second = alternative.respondent or material.texts.gettext(
        KIND_NAMES[alternative.kind]
    )
    return Twin(
        intro=material.texts.gettext(
            "The same questions, answered by others. A difference is a reason to look "
            "again together, not proof that one side is wrong."
        ),
        first_name=first,
        second_name=second,
        facts=_twin_facts(material, other, (first, second)),
        lines=tuple(_twin_line(material, other, key) for key in differing),
        rest=_rest(material, same=len(same), one_sided=one_sided),
    )


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


def _twin_facts(
    material: Material, other: Material, names: tuple[str, str]
) -> tuple[Fact, ...]:
    texts = material.texts
    facts = [
        Fact(name, texts.number(side.card.overall.score), texts.gettext("overall"))
        for name, side in zip(names, (material, other), strict=True)
    ]
    gaps = [
        abs(score.score - theirs)
        for score in material.card.indicators
        if score.score is not None
        and (theirs := other.card.by_key[score.key].score) is not None
    ]
    mean = sum(gaps, Decimal(0)) / len(gaps) if gaps else None
    facts.append(
        Fact(
            texts.gettext("Mean difference"),
            texts.number(mean),
            texts.gettext("points of the score, per indicator"),
        )
    )
    return tuple(facts)


def _twin_line(material: Material, other: Material, key: str) -> TwinLine:
    indicator = material.framework.indicators_by_key[key]
    mine, theirs = material.card.by_key[key].level, other.card.by_key[key].level
    difference = None if mine is None or theirs is None else theirs - mine
    return TwinLine(
        number=material.number(key),
        title=material.title(key),
        first=strip_of(material, indicator),
        second=strip_of(other, indicator),
        first_text=state_text(material, key),
        second_text=state_text(other, key),
        gap=material.texts.signed(difference),
    )


def _rest(material: Material, *, same: int, one_sided: list[str]) -> tuple[str, ...]:
    texts = material.texts
    sentences = [
        texts.ngettext(
            "%(num)s indicator has the same level on both sides.",
            "%(num)s indicators have the same level on both sides.",
            same,
        )
    ]
    if one_sided:
        sentences.append(
            texts.gettext(
                "Answered on one side only: %(which)s.",
                which=", ".join(material.number(key) for key in one_sided),
            )
        )
    return tuple(sentences)

"""What every part of a report is composed from, and the words that all parts share."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from assessment.domain.answers import Assessment
from assessment.domain.framework import Citation, Effort, Framework, Indicator
from assessment.domain.gaps import Gap, find_gaps, target_level
from assessment.domain.profile import failed_conditions, reason
from assessment.domain.scoring import (
    GroupScore,
    IndicatorScore,
    Scorecard,
    ScoreStatus,
    score_assessment,
)
from assessment.reporting.shapes.drawn import Bar, Strip
from assessment.texts import Texts, texts_in


@dataclass(frozen=True)
class Material:
    """A framework, what a country answered, what it scores, and the words for it."""

    framework: Framework
    assessment: Assessment
    texts: Texts
    made_on: datetime

    @cached_property
    def card(self) -> Scorecard:
        """The scores (rule 12: this function and no other)."""
        return score_assessment(self.framework, self.assessment)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps, in the order of rule 10."""
        return find_gaps(self.framework, self.assessment, self.card)

    @cached_property
    def gap_ranks(self) -> dict[str, int]:
        """Indicator key -> place in the list of gaps, from 1."""
        return {gap.indicator: rank for rank, gap in enumerate(self.gaps, 1)}

    def of(self, assessment: Assessment) -> "Material":
        """Return the material of another assessment, in the same words."""
        return Material(self.framework, assessment, self.texts, self.made_on)

    def number(self, key: str) -> str:
        """Return the number people see for a point or an indicator."""
        return self.framework.numbers[key]

    def title(self, key: str) -> str:
        """Return the title of an indicator, translated."""
        return self.texts.framework(self.framework.indicators_by_key[key].title)

    def named(self, key: str) -> str:
        """Return number and title of an indicator."""
        return self.texts.gettext(
            "%(number)s %(title)s", number=self.number(key), title=self.title(key)
        )

    def level_label(self, level: int) -> str:
        """Return the word of a level."""
        return self.texts.framework(self.framework.levels[level].label)

    def level_text(self, level: int) -> str:
        """Return number and word of a level."""
        return self.texts.gettext(
            "level %(number)s, %(label)s",
            number=self.texts.number(level),
            label=self.level_label(level),
        )

    def sector(self, key: str) -> str:
        """Return the name of a part of the State."""
        return self.texts.framework(self.framework.sectors_by_key[key].label)

    def effort(self, effort: Effort) -> str:
        """Return what an action mainly needs, in a word or two."""
        words = {
            Effort.QUICK: self.texts.gettext("existing means"),
            Effort.BUDGET: self.texts.gettext("needs money"),
            Effort.LAW: self.texts.gettext("law or cabinet decision"),
        }
        return words[effort]

    def band_label(self, key: str) -> str:
        """Return the name of a band."""
        return self.texts.framework(self.framework.bands_by_key[key].label)

    def target(self, indicator: Indicator) -> int:
        """Return the level the country aims at."""
        return target_level(self.framework, indicator, self.assessment.targets)

    def share(self, score: Decimal | None) -> float | None:
        """Return where *score* stands on the scale, 0 to 1; for drawings only."""
        if score is None:
            return None
        lowest = self.framework.levels[0].score
        return float((score - lowest) / (self.framework.levels[-1].score - lowest))


def span_text(material: Material, group: GroupScore) -> str:
    """Return the range of a score in short: ``49–61``."""
    if group.low is None or group.high is None:
        return "–"
    low, high = material.texts.number(group.low), material.texts.number(group.high)
    if low == high:
        return low
    return material.texts.gettext("%(low)s to %(high)s", low=low, high=high)


def bar_of(material: Material, group: GroupScore) -> Bar:
    """Return the score line of *group*, with its meaning in words."""
    texts = material.texts
    if group.score is None:
        alt = texts.gettext("No score: nothing is answered.")
    else:
        alt = texts.gettext(
            "Score %(score)s, range %(span)s, backed by evidence %(evidenced)s.",
            score=texts.number(group.score),
            span=span_text(material, group),
            evidenced=texts.number(group.evidenced),
        )
    return Bar(
        alt=alt,
        score=material.share(group.score),
        low=material.share(group.low),
        high=material.share(group.high),
        evidenced=material.share(group.evidenced),
    )


def strip_of(material: Material, indicator: Indicator) -> Strip:
    """Return the ladder strip of *indicator*."""
    score = material.card.by_key[indicator.key]
    levels_ahead = tuple(
        rung.level
        for rung in indicator.ladder
        if any(criterion.key in score.ahead for criterion in rung.criteria)
    )
    return Strip(
        alt=_strip_alt(material, score, material.target(indicator)),
        steps=tuple(level.number for level in material.framework.levels),
        level=score.level,
        evidenced=score.evidenced_level,
        target=material.target(indicator),
        ahead=levels_ahead,
    )


def _strip_alt(material: Material, score: IndicatorScore, target: int) -> str:
    texts = material.texts
    aim = texts.number(target)
    if score.level is None or score.evidenced_level is None:
        return texts.gettext("No level yet, target %(target)s.", target=aim)
    return texts.gettext(
        "Level %(level)s of %(top)s, backed by evidence up to %(evidenced)s, "
        "target %(target)s.",
        level=texts.number(score.level),
        top=texts.number(material.framework.top_level),
        evidenced=texts.number(score.evidenced_level),
        target=aim,
    )


def state_text(material: Material, key: str) -> str:
    """Return where an indicator stands, in words."""
    score = material.card.by_key[key]
    if score.level is not None:
        return material.level_text(score.level)
    words = {
        ScoreStatus.UNKNOWN: material.texts.gettext("not known"),
        ScoreStatus.UNANSWERED: material.texts.gettext("not answered"),
        ScoreStatus.INAPPLICABLE: material.texts.gettext("not applicable"),
    }
    return words[score.status]


def inapplicable_reason(material: Material, indicator: Indicator) -> str:
    """Return why *indicator* does not apply: the framework's own sentences."""
    profile = material.assessment.profile
    sentences = (
        material.texts.framework(reason(material.framework, condition, profile))
        for condition in failed_conditions(indicator, profile)
    )
    return " ".join(dict.fromkeys(sentences))


def citation_text(material: Material, citations: tuple[Citation, ...]) -> str:
    """Return places in sources: ``SRSG-2022-04-06 ¶29``."""
    return "; ".join(" ".join((c.source, c.at)).strip() for c in citations)


def country_name(material: Material, assessment: Assessment) -> str:
    """Return the country's name in the language of the report."""
    return material.texts.country(assessment.subject.code, assessment.subject.name)


def material_of(
    framework: Framework, assessment: Assessment, *, language: str, made_on: datetime
) -> Material:
    """Return the material for a report in *language*."""
    return Material(framework, assessment, texts_in(language), made_on)

"""An alternative assessment of the same invented country, as an NGO network would see it.

It mostly agrees where the government can show documents and often does not where it
cannot, which is what the exercise is meant to show.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    EvidenceItem,
    Profile,
)
from assessment.domain.framework import Dissent, Framework, Indicator
from assessment.domain.profile import is_applicable, is_criterion_applicable
from assessment.domain.samples.dice import Dice
from assessment.domain.samples.drawing import keep_open
from assessment.domain.samples.phrases import (
    NGO_DOCUMENTS,
    NGO_RESPONDENT,
    NOTES_NGO_HIGHER,
    NOTES_NGO_LOWER,
    SampleWords,
)
from assessment.domain.samples.setting import last_year
from assessment.domain.scoring import level_reached

USUAL = Dissent(lower=Decimal("0.55"), higher=Decimal("0.1"))
"""How often the network differs where evidence is weak, unless the archetype says."""

TWO_LEVELS = 0.25
"""How often it then differs by two levels instead of one."""

WHERE_SHOWN = 0.3
"""How much less often it differs where a document supports the level."""

ANSWERS_THE_UNKNOWN = 0.4
DOES_NOT_KNOW = 0.06


def alternative_of(
    framework: Framework,
    assessment: Assessment,
    *,
    seed: int,
    words: SampleWords | None = None,
    dissent: Dissent | None = None,
) -> Assessment:
    """Return an alternative assessment of the country in *assessment*, drawn by *seed*.

    How often it sees less, or more, than the government is the archetype's to say
    (*dissent*): officials who write little down are also better than their answers.

    Kind alternative; the country stays an invented one, so it remains training data.
    """
    view = _View(framework, assessment, seed, words or SampleWords(), dissent or USUAL)
    asked = [i for i in framework.indicators if is_applicable(i, assessment.profile)]
    still_open = view.open_questions(asked)
    answers = {
        indicator.key: Answer(AnswerStatus.UNKNOWN)
        if indicator.key in still_open
        else view.answer_to(indicator)
        for indicator in asked
    }
    return replace(
        assessment,
        kind=AssessmentKind.ALTERNATIVE,
        respondent=view.words.message(NGO_RESPONDENT),
        answers=answers,
        targets={},
        plan=(),
        clearance=None,
    )


class _View:
    """How the network sees one country."""

    def __init__(
        self,
        framework: Framework,
        assessment: Assessment,
        seed: int,
        words: SampleWords,
        dissent: Dissent,
    ) -> None:
        self.framework = framework
        self.assessment = assessment
        self.words = words
        self._dissent = dissent
        self._year = last_year(assessment.period)
        self._dice = Dice(
            framework.key, framework.edition, assessment.subject.code, seed
        ).for_("alternative")

    def open_questions(self, asked: list[Indicator]) -> frozenset[str]:
        """Return what the network does not know either, or does not know alone."""
        wanted = []
        for indicator in asked:
            drawn = self._dice.for_("open", indicator.key).share()
            given = self.assessment.answers.get(indicator.key)
            is_known = given is not None and given.is_answered
            if drawn < (DOES_NOT_KNOW if is_known else 1 - ANSWERS_THE_UNKNOWN):
                wanted.append((drawn, indicator.key))
        return keep_open(self.framework, len(asked), wanted)

    def answer_to(self, indicator: Indicator) -> Answer:
        """Return the network's answer to *indicator*."""
        dice = self._dice.for_("indicator", indicator.key)
        profile = self.assessment.profile
        given = self.assessment.answers.get(indicator.key)
        if given is None or not given.is_answered:
            met = _met_at(indicator, dice.whole(0, 2), profile)
            return self._answer(met, dice, notes=())
        level = level_reached(indicator, given.met, profile)
        grade = self.framework.grades_by_letter.get(given.grade)
        is_weak = grade is None or grade.cap is not None
        shift = self._shift(dice, is_weak=is_weak)
        seen = min(self.framework.top_level, max(0, level + shift))
        if seen == level:
            return self._answer(given.met, dice, notes=())
        notes = NOTES_NGO_LOWER if seen < level else NOTES_NGO_HIGHER
        return self._answer(_met_at(indicator, seen, profile), dice, notes=notes)

    def _shift(self, dice: Dice, *, is_weak: bool) -> int:
        """Return by how many levels the network sees an indicator otherwise."""
        weight = 1.0 if is_weak else WHERE_SHOWN
        lower = float(self._dissent.lower) * weight
        higher = float(self._dissent.higher) * weight
        size = 2 if dice.chance(TWO_LEVELS) else 1
        drawn = dice.share()
        if drawn < lower:
            return -size
        return 1 if drawn < lower + higher else 0

    def _answer(
        self, met: Iterable[str], dice: Dice, *, notes: tuple[str, ...]
    ) -> Answer:
        grades = self.framework.grades
        is_shown = dice.chance(0.7)
        note = self.words.message(dice.pick(notes)) if notes else ""
        return Answer(
            AnswerStatus.ANSWERED,
            met=frozenset(met),
            grade=grades[0 if is_shown else -1].grade,
            evidence=(self._document(dice),) if is_shown else (),
            note=note,
        )

    def _document(self, dice: Dice) -> EvidenceItem:
        number = dice.whole(3, 40)
        title = self.words.message(dice.pick(NGO_DOCUMENTS)) % {"number": number}
        code = self.assessment.subject.code.lower()
        return EvidenceItem(
            title=title,
            link=f"https://example.org/{code}/ngo/{number}",
            date=f"{self._year - dice.whole(0, 1):04}-{dice.whole(1, 12):02}-15",
        )


def _met_at(indicator: Indicator, level: int, profile: Profile) -> frozenset[str]:
    """Return every applicable criterion up to *level*, and part of the rung above."""
    met: set[str] = set()
    for rung in indicator.ladder:
        asked = [c.key for c in rung.criteria if is_criterion_applicable(c, profile)]
        if rung.level <= level:
            met.update(asked)
        elif rung.level == level + 1:
            met.update(asked[:-1])
    return frozenset(met)

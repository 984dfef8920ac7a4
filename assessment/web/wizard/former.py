"""The old answer beside a question that a new edition asks otherwise."""

from dataclasses import dataclass, replace

from assessment.domain.answers import Answer
from assessment.domain.framework import Framework, Indicator
from assessment.domain.records import FormerAnswer
from assessment.errors import EditionMismatchError
from assessment.texts import Texts
from assessment.web.frame import Opened
from assessment.web.wizard.drafts import FEW, Draft, draft_of


@dataclass(frozen=True, slots=True)
class FormerCriterion:
    """A statement of the old edition, in its own words, and whether it was ticked."""

    text: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class FormerRung:
    """A rung as the old edition had it."""

    level: int
    label: str
    criteria: tuple[FormerCriterion, ...]


@dataclass(frozen=True, slots=True)
class FormerView:
    """What was answered to an older edition, in the words of that edition.

    Attributes:
        question: As it was asked; empty when the file of that edition is not here.
        is_none: Whether nothing of it was said to be in place.
        is_open: Whether nobody has answered the new question yet.
        still_asked: How many of the ticks are asked in the new edition, too.
        take: Where the page is drawn with these ticked; empty: it was answered since.
        new: Statements that the older edition did not ask, by key: whoever takes the old
            ticks over has to look at these. Empty once it was answered.
    """

    edition: str
    question: str
    is_unknown: bool
    is_none: bool
    is_open: bool
    rungs: tuple[FormerRung, ...]
    grade: str
    evidence: tuple[str, ...]
    figures: tuple[str, ...]
    note: str
    still_asked: int
    take: str
    new: frozenset[str] = frozenset()


def former_view(
    opened: Opened, indicator: Indicator, former: FormerAnswer | None, here: str
) -> FormerView | None:
    """Return the old answer as it is shown; None: there is none.

    Args:
        opened: The assessment.
        indicator: As it is asked now.
        former: What was answered to an older edition.
        here: The address of the page.
    """
    if former is None:
        return None
    try:
        framework = opened.state.frameworks.get(former.edition)
    except EditionMismatchError:
        framework = None  # its file was never kept: show what needs no file
    old = framework.indicators_by_key.get(indicator.key) if framework else None
    answer = former.answer
    is_open = indicator.key not in opened.stored.assessment.answers
    still = _still_asked(indicator, answer)
    return FormerView(
        edition=former.edition.edition,
        question=old.question if old else "",
        is_unknown=not answer.is_answered,
        is_none=answer.is_answered and not answer.met,
        is_open=is_open,
        rungs=_rungs(framework, old, answer) if framework and old else (),
        grade=_grade(framework, answer),
        evidence=tuple(item.title for item in answer.evidence),
        figures=_figures(opened.texts, old, answer),
        note=answer.note,
        still_asked=len(still),
        take=f"{here}?former=take" if is_open and still else "",
        new=_keys(indicator) - _keys(old) if old and is_open else frozenset(),
    )


def draft_beside(
    indicator: Indicator,
    former: FormerAnswer,
    version: int,
    texts: Texts,
    *,
    ticks: bool,
) -> Draft:
    """Return what a question that was opened again starts with.

    Documents, figures that are still asked, and the note are kept; they are in the fields
    and saved with the answer. Ticks only when somebody asked for them.
    """
    answer = former.answer
    whole = draft_of(answer, version, texts)
    known = {figure.key for figure in indicator.figures}
    return replace(
        whole,
        met=_still_asked(indicator, answer) if ticks else frozenset(),
        is_none=False,
        is_unknown=False,
        grade=answer.grade if ticks else "",
        figures={k: v for k, v in whole.figures.items() if k in known},
    )


def _still_asked(indicator: Indicator, answer: Answer) -> frozenset[str]:
    return answer.met & _keys(indicator)


def _keys(indicator: Indicator) -> frozenset[str]:
    return frozenset(criterion.key for criterion in indicator.criteria())


def _rungs(
    framework: Framework, old: Indicator, answer: Answer
) -> tuple[FormerRung, ...]:
    return tuple(
        FormerRung(
            rung.level,
            framework.levels[rung.level].label,
            tuple(
                FormerCriterion(criterion.text, criterion.key in answer.met)
                for criterion in rung.criteria
            ),
        )
        for rung in old.ladder
    )


def _grade(framework: Framework | None, answer: Answer) -> str:
    grade = framework.grades_by_letter.get(answer.grade) if framework else None
    return grade.label if grade else answer.grade


def _figures(texts: Texts, old: Indicator | None, answer: Answer) -> tuple[str, ...]:
    labels = {f.key: texts.framework(f.label) for f in old.figures} if old else {}
    return tuple(
        f"{labels.get(entry.key, entry.key)}: "
        f"{FEW if entry.value is None else texts.exact(entry.value)}"
        + (f" ({entry.year})" if entry.year else "")
        for entry in answer.figures
    )

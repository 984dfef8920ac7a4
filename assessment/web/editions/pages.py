"""Page objects of the step to another edition."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.domain.framework import Framework
from assessment.domain.migration.changes import Change
from assessment.domain.migration.fates import Fate, Outcome
from assessment.domain.scoring import GroupScore
from assessment.errors import Problem
from assessment.services.migration.previewing import Preview
from assessment.texts import Texts
from assessment.web.frame import Opened

MOST_REASONS = 3
"""So many sentences about one indicator are read; of more, only the number is said."""


@dataclass(frozen=True, slots=True)
class FateLine:
    """An indicator with what becomes of it, and why.

    Attributes:
        reasons: Sentences of what changed; they name keys of the framework.
        had_answer: Whether it was answered, or marked "we do not know".
    """

    number: str
    title: str
    reasons: tuple[str, ...]
    had_answer: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """What the step from one edition to another does to the answers of a country.

    Attributes:
        kept: How many answers stay as they are.
        scores: Sentences of what counts otherwise, though answers stay.
        facts: Questions of the profile that are to be answered again.
        targets, plan: How many targets, and actions of the plan, are dropped.
        before, after: The overall score in the old edition, and right after the step.
    """

    old: str
    new: str
    kept: int
    reopened: tuple[FateLine, ...]
    to_confirm: tuple[FateLine, ...]
    gone: tuple[FateLine, ...]
    added: tuple[FateLine, ...]
    scores: tuple[str, ...]
    facts: tuple[str, ...]
    targets: int
    plan: int
    before: GroupScore
    after: GroupScore


@dataclass(frozen=True, slots=True)
class EditionPage:
    """What moving would do, and the button that does it.

    Attributes:
        step: None: it answers the edition that is in use here.
        edition: That edition.
        seen: Revision of what the page describes.
        is_changed: Whether somebody changed it since, so that nothing was moved.
    """

    step: StepView | None
    edition: str
    seen: int
    is_changed: bool = False


def step_view(work: Opened, preview: Preview) -> StepView:
    """Return *preview* in the words of the reader's language."""
    migration, texts = preview.migration, work.texts
    facts = preview.old.facts_by_key

    def lines(fate: Fate, framework: Framework) -> tuple[FateLine, ...]:
        return tuple(_lines(texts, framework, migration.with_fate(fate)))

    return StepView(
        old=preview.old.edition,
        new=preview.new.edition,
        kept=migration.counts.get(Fate.KEPT, 0),
        reopened=lines(Fate.REOPENED, preview.new),
        to_confirm=lines(Fate.TO_CONFIRM, preview.new),
        gone=lines(Fate.GONE, preview.old),
        added=lines(Fate.NEW, preview.new),
        scores=_sentences(texts, migration.scores),
        facts=tuple(
            dict.fromkeys(
                texts.framework(facts[change.fact].question)
                for change in migration.facts
                if change.fact in facts
            )
        ),
        targets=len(migration.targets),
        plan=len(migration.plan),
        before=preview.before,
        after=preview.after,
    )


def _lines(
    texts: Texts, framework: Framework, outcomes: Iterable[Outcome]
) -> Iterable[FateLine]:
    for outcome in outcomes:
        indicator = framework.indicators_by_key[outcome.indicator]
        told = outcome.fate not in {Fate.GONE, Fate.NEW}
        yield FateLine(
            framework.numbers[outcome.indicator],
            indicator.title,
            _reasons(texts, outcome.changes) if told else (),
            outcome.had_answer,
        )


def _reasons(texts: Texts, changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what changed, sentence by sentence; of much, only how much it is.

    Whoever decides about moving reads that all of it was asked otherwise. What exactly,
    stands beside the question afterwards.
    """
    sentences = _sentences(texts, changes)
    if len(sentences) <= MOST_REASONS:
        return sentences
    return (
        texts.ngettext(
            "%(num)s change to what is asked",
            "%(num)s changes to what is asked",
            len(sentences),
        ),
    )


def _sentences(texts: Texts, changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            texts.problem(Problem("", 0, 0, change.template, change.values))
            for change in changes
        )
    )

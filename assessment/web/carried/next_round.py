"""Work out the page on which a new round is started."""

from dataclasses import dataclass, replace

from assessment.domain.framework import Framework
from assessment.domain.people.may import State
from assessment.domain.wizard import TaskListStep
from assessment.services.assessments.editions import edition_of
from assessment.services.migration.previewing import preview
from assessment.services.rounds.carrying import asks_in, next_round
from assessment.web.carried.pages import NextRoundPage
from assessment.web.editions.pages import StepView, step_view
from assessment.web.frame import Opened, step_url
from assessment.web.wizard.pages import FieldError


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed for a new round; empty: nothing yet."""

    year: str = ""
    repeats: bool = True
    takes_edition: bool = True


def next_round_page(
    work: Opened,
    errors: tuple[FieldError, ...] = (),
    typed: Typed | None = None,
) -> NextRoundPage:
    """Work out what a new round would start with.

    Args:
        work: The last round.
        errors: What is wrong with what was typed.
        typed: What was typed; None: the year after, and the same asked again.
    """
    typed = typed or Typed()
    stored, store = work.stored, work.state.store
    after = next_round(store, stored.id)
    assessment, rounds = stored.assessment, work.framework.review.unchanged_rounds
    carried = [stored.pages[key] for key in assessment.answers if key in stored.pages]
    return NextRoundPage(
        period=assessment.period,
        year=typed.year or year_after(assessment.period),
        seen=stored.revision,
        answers=len(carried),
        long_unchanged=sum(
            replace(page, carried=page.carried + 1).is_long_unchanged(rounds)
            for page in carried
        ),
        plan=len(assessment.plan),
        targets=len(assessment.targets),
        asks=asks_in(store, stored.id),
        repeats=typed.repeats,
        after=step_url(after, TaskListStep()) if after else "",
        is_draft=stored.state is State.DRAFT,
        step=_step(work),
        takes_edition=typed.takes_edition,
        errors=errors,
    )


def edition_offered(work: Opened) -> Framework | None:
    """Return the edition in use, where the last round answers another one; else None."""
    new = work.state.frameworks.default
    is_other = work.stored.edition != edition_of(new)
    return new if is_other and work.stored.edition.framework == new.key else None


def _step(work: Opened) -> StepView | None:
    new = edition_offered(work)
    if new is None:
        return None
    old = work.state.frameworks.get(work.stored.edition)
    return step_view(work, preview(old, new, work.stored))


def year_after(period: str) -> str:
    """Return the year after *period*; empty when it does not end in a year."""
    last = period.rpartition("-")[2]
    return str(int(last) + 1) if last.isascii() and last.isdecimal() else ""

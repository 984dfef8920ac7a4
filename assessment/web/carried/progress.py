"""Page object of what moved since the last round."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessment.domain.framework import Framework
from assessment.domain.rounds.progress import Parts, printed_parts
from assessment.domain.scoring import GroupScore
from assessment.domain.wizard import ResultsStep
from assessment.services.rounds.last_round import progress_of
from assessment.texts import printed_difference
from assessment.web.frame import Opened, indicator_url, step_url


@dataclass(frozen=True, slots=True)
class MovedLine:
    """An indicator whose level changed."""

    number: str
    title: str
    url: str
    before: int
    before_label: str
    now: int
    now_label: str
    rungs: int


@dataclass(frozen=True, slots=True)
class NamedLine:
    """An indicator that is named; *url* is empty when it is asked no more."""

    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """What moved since the last round.

    Attributes:
        last: Where the results of that round are.
        is_published: Whether it is compared as it was published.
        change: Of the overall score, of the figures as printed; None: not compared.
        parts: Where it comes from; they add up to *change*.
        has_edition: Whether the two rounds answer different editions.
    """

    period: str
    last: str
    is_published: bool
    before: GroupScore
    now: GroupScore
    is_provisional: bool
    change: Decimal | None
    parts: Parts | None
    old_edition: str
    new_edition: str
    compared: int
    moved: tuple[MovedLine, ...]
    newly: tuple[NamedLine, ...]
    no_more: tuple[NamedLine, ...]
    otherwise: tuple[NamedLine, ...]
    new: tuple[NamedLine, ...]
    gone: tuple[NamedLine, ...]

    @property
    def has_edition(self) -> bool:
        """Whether the two rounds answer different editions."""
        return self.old_edition != self.new_edition


def progress_page(work: Opened) -> ProgressPage | None:
    """Work out what moved; None when there is no last round to compare with."""
    found = progress_of(work.state.store, work.state.frameworks.get, work.stored)
    if found is None:
        return None
    last, progress = found
    before, now = progress.before.overall, progress.now.overall
    scale = work.frame.scale
    parts, change = None, None
    if progress.parts is not None:
        change = printed_difference(now.score, before.score, scale)
        parts = printed_parts(progress.parts, change or Decimal(0), scale.decimals)
    levels, old = work.framework.levels, last.said.framework

    def lines(keys: Iterable[str]) -> tuple[NamedLine, ...]:
        return tuple(_named(work, work.framework, key) for key in keys)

    return ProgressPage(
        period=last.said.assessment.period,
        last=step_url(last.id, ResultsStep()),
        is_published=last.is_published,
        before=before,
        now=now,
        is_provisional=progress.is_provisional,
        change=change,
        parts=parts,
        old_edition=old.edition,
        new_edition=work.framework.edition,
        compared=progress.compared,
        moved=tuple(
            MovedLine(
                work.framework.numbers[moved.indicator],
                work.framework.indicators_by_key[moved.indicator].title,
                indicator_url(work.stored.id, moved.indicator),
                moved.before,
                levels[moved.before].label,
                moved.now,
                levels[moved.now].label,
                moved.rungs,
            )
            for moved in progress.moved
        ),
        newly=lines(progress.newly_answered),
        no_more=lines(progress.answered_no_more),
        otherwise=lines(progress.asked_otherwise),
        new=lines(progress.new),
        gone=tuple(_named(work, old, key, is_gone=True) for key in progress.gone),
    )


def _named(
    work: Opened, framework: Framework, key: str, *, is_gone: bool = False
) -> NamedLine:
    return NamedLine(
        framework.numbers[key],
        framework.indicators_by_key[key].title,
        "" if is_gone else indicator_url(work.stored.id, key),
    )

"""Page object of what was asked of somebody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from assessment.domain.framework import Framework
from assessment.domain.people.delegation import AskProgress, progress_of_asks
from assessment.domain.people.may import State
from assessment.domain.records import AskedIn
from assessment.domain.wizard import TaskListStep
from assessment.errors import EditionMismatchError
from assessment.services.delegation.reading import AskedList
from assessment.texts import Texts
from assessment.web.asked.words import AskView, ask_view
from assessment.web.frame import indicator_url, step_url
from assessment.web.guarding import GuardWarning
from assessment.web.rendering import foreign_mark
from assessment.web.state import Frameworks
from assessment.web.wizard.pages import FieldError

LINES_PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Something that was asked of the reader.

    Attributes:
        country: Of the assessment, with its *period*.
        url: The first open question; without one, the list of all that was asked of it.
        tasks: That list.
        hand_back: Where it is handed back; empty: it cannot be (any more).
        is_settled: Whether the assessment takes no answers any more.
    """

    ask: AskView
    country: str
    period: str
    foreign: Markup
    url: str
    tasks: str
    hand_back: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class GoOn:
    """The first open question of all that was asked."""

    url: str
    number: str
    title: str
    foreign: Markup
    is_begun: bool


@dataclass(frozen=True, slots=True)
class AskedPage:
    """What was asked of the reader, a page at a time; what is due first comes first.

    Attributes:
        go_on: None: nothing is left to answer, or not on this page.
        is_saved: Whether an answer was saved just before.
        is_handed_back: Whether something was handed back just before.
        errors: What is wrong with a comment.
        warning: What the guard has against that comment.
        typed: What was typed as a comment, by the id of what was asked.
    """

    lines: tuple[AskedLine, ...]
    number: int
    pages: int
    go_on: GoOn | None
    is_saved: bool = False
    is_handed_back: bool = False
    errors: tuple[FieldError, ...] = ()
    typed: tuple[str, str] = ("", "")
    warning: GuardWarning | None = None

    @property
    def with_you(self) -> tuple[AskedLine, ...]:
        """What can be answered still."""
        return tuple(line for line in self.lines if line.hand_back)

    @property
    def others(self) -> tuple[AskedLine, ...]:
        """What was handed back, or stands in an assessment that went on."""
        return tuple(line for line in self.lines if not line.hand_back)

    def comment_on(self, ask: UUID) -> str:
        """Return what was typed with *ask* and could not be kept."""
        return self.typed[1] if self.typed[0] == str(ask) else ""

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def asked_page(
    found: AskedList, frameworks: Frameworks, texts: Texts, today: date, number: int
) -> AskedPage:
    """Work out page *number*, from 1, of what was asked of somebody.

    Args:
        found: The lines of the page, and how many there are in all.
        frameworks: The editions that they are asked by.
        texts: Words of the reader's language.
        today: The day it is.
        number: Which page.
    """
    lines, go_on = [], None
    for each in found.lines:
        framework = _framework(frameworks, each)
        if framework is None:
            continue
        profile, statuses = found.standings[each.asked.ask.assessment_id]
        progress = progress_of_asks(framework, profile, statuses, [each.asked.ask])
        line = _line(texts, framework, each, progress, today)
        if go_on is None and line.hand_back and progress.first_open:
            go_on = _go_on(texts, framework, line, progress)
        lines.append(line)
    pages = max(1, -(-found.total // LINES_PER_PAGE))
    return AskedPage(tuple(lines), number, pages, go_on)


def _framework(frameworks: Frameworks, each: AskedIn) -> Framework | None:
    try:
        return frameworks.get(each.edition).in_scope(each.scope)
    except EditionMismatchError:
        return None  # its file was never kept: its pages cannot be opened, either


def _line(
    texts: Texts,
    framework: Framework,
    each: AskedIn,
    progress: AskProgress,
    today: date,
) -> AskedLine:
    ask = each.asked.ask
    is_settled = each.state is not State.DRAFT
    tasks = step_url(ask.assessment_id, TaskListStep())
    first = progress.first_open
    hand_back = ""
    if ask.is_open and not is_settled:
        hand_back = url_for("asked.hand_back", assessment_id=ask.assessment_id)
    return AskedLine(
        ask=ask_view(texts, framework, each.asked, progress, today),
        country=texts.country(each.subject.code, each.subject.name),
        period=each.period,
        foreign=foreign_mark(texts, framework),
        url=indicator_url(ask.assessment_id, first) if first else tasks,
        tasks=tasks,
        hand_back=hand_back,
        is_settled=is_settled,
    )


def _go_on(
    texts: Texts, framework: Framework, line: AskedLine, progress: AskProgress
) -> GoOn:
    key = progress.first_open
    return GoOn(
        url=line.url,
        number=framework.numbers[key],
        title=texts.framework(framework.indicators_by_key[key].title),
        foreign=line.foreign,
        is_begun=progress.done > 0,
    )

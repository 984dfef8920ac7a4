"""Page objects of comments."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessment.domain.people.may import Action
from assessment.domain.records import Actor, PageKey
from assessment.domain.talk import Comment
from assessment.services.talk.commenting import comments_on, open_comments, open_counts
from assessment.web.frame import Opened, indicator_url
from assessment.web.guarding import GuardWarning

PER_PAGE = 30
MOST_SHOWN = 100
"""Of one indicator on its page, however many are open."""


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment as it is shown; *who* is empty once the name was erased."""

    id: UUID
    who: str
    at: datetime
    text: str
    is_open: bool
    settled_by: str
    settled_at: datetime | None
    is_return: bool = False


@dataclass(frozen=True, slots=True)
class TalkView:
    """What was said about an indicator, and the ways to say more.

    Attributes:
        earlier: How many more were settled before those shown; the history has them.
        draft: As typed, when it was not kept.
        wrong: What is wrong with it.
    """

    comments: tuple[CommentView, ...]
    earlier: int
    open_count: int
    may_comment: bool
    say: str
    settle: str
    history: str
    draft: str = ""
    wrong: str = ""
    warning: GuardWarning | None = None


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A comment in the list of what is open."""

    comment: CommentView
    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class OpenTalkPage:
    """What is open, a page at a time."""

    lines: tuple[OpenLine, ...]
    count: int
    number: int
    pages: int


def talk_view(work: Opened, indicator_key: str) -> TalkView:
    """Return what was said about an indicator."""
    page = PageKey(work.stored.id, indicator_key)
    comments = comments_on(work.state.store, page)
    # What is open is always shown, of what is settled the last of it.
    latest = {comment.id for comment in comments[-PER_PAGE:]}
    shown = [c for c in comments if c.is_open or c.id in latest]
    shown = shown[-MOST_SHOWN:]
    here = indicator_url(work.stored.id, indicator_key)
    return TalkView(
        comments=tuple(_view(comment) for comment in shown),
        earlier=len(comments) - len(shown),
        open_count=sum(comment.is_open for comment in comments),
        may_comment=work.may(Action.COMMENT, indicator_key),
        say=f"{here}/comments",
        settle=f"{here}/comments/settle",
        history=f"{here}/history" if work.may(Action.SEE_HISTORY) else "",
    )


def open_by_indicator(work: Opened) -> tuple[tuple[str, int], ...]:
    """Return how many comments are open, of the indicators that the person sees."""
    seen = work.framework.indicators_by_key
    counts = open_counts(work.state.store, work.stored.id)
    return tuple((key, count) for key, count in counts.items() if key in seen)


def open_talk_page(work: Opened, number: int) -> OpenTalkPage:
    """Return page *number* of what is open."""
    counts = dict(open_by_indicator(work))
    count = sum(counts.values())
    pages = max(1, -(-count // PER_PAGE))
    number = min(max(number, 1), pages)
    found = open_comments(
        work.state.store,
        work.stored.id,
        tuple(counts),
        first=(number - 1) * PER_PAGE,
        most=PER_PAGE,
    )
    lines = tuple(_line(work, comment) for comment in found)
    return OpenTalkPage(lines, count, number, pages)


def _line(work: Opened, comment: Comment) -> OpenLine:
    key = comment.indicator_key
    indicator = work.framework.indicators_by_key[key]
    url = f"{indicator_url(work.stored.id, key)}#talk"
    return OpenLine(_view(comment), work.framework.numbers[key], indicator.title, url)


def _view(comment: Comment) -> CommentView:
    settled_by = comment.settled_by or Actor(None, "")
    return CommentView(
        comment.id,
        comment.author.name,
        comment.at,
        comment.text,
        comment.is_open,
        settled_by.name,
        comment.settled_at,
        is_return=comment.is_return,
    )

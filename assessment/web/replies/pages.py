"""Page objects of replies: as everybody reads them, and as the team writes them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from assessment.domain.framework import Framework
from assessment.domain.people.may import Action, may, teams_that_reply
from assessment.domain.people.teams import Person, Team
from assessment.domain.rounds.published import Published
from assessment.domain.voices import Reply, StoredReply
from assessment.texts import Texts
from assessment.web.guarding import GuardWarning
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.rendering import foreign_mark


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply on the page.

    Attributes:
        anchor: Names its place on the page; empty: what it said before.
        number, title: Of the indicator it is about; empty: about the whole.
        author: Who wrote it, for the team itself; empty for everybody else.
        change: Where it is corrected or withdrawn; empty for who may not.
    """

    anchor: str
    number: str
    title: str
    text: str
    team: str
    function: str
    on: date
    first_on: date | None
    withdrawn_on: date | None
    why_withdrawn: str
    earlier: tuple["ReplyView", ...] = ()
    author: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class RepliesView:
    """All that was replied to a publication.

    Attributes:
        foreign: Attributes of framework texts that are not in the reader's language.
        page: Address of the page that holds them all.
        reply: Where this person replies to the whole; empty for who may not.
    """

    replies: tuple[ReplyView, ...]
    foreign: Markup
    page: str
    reply: str = ""

    @property
    def standing(self) -> int:
        """How many were not withdrawn."""
        return sum(reply.withdrawn_on is None for reply in self.replies)

    def to(self, number: str) -> tuple[ReplyView, ...]:
        """Return those to the indicator *number*; to the whole where it is empty."""
        return tuple(reply for reply in self.replies if reply.number == number)


@dataclass(frozen=True, slots=True)
class Answered:
    """The publication that is replied to.

    Attributes:
        url: Its permanent address.
        respondent: Who answers there.
    """

    code: str
    url: str
    country: str
    period: str
    respondent: str
    is_training: bool
    published_on: date


@dataclass(frozen=True, slots=True)
class RepliesPage:
    """All replies to a publication, and a way to give more for who may.

    Attributes:
        subjects: Key, number and title of what can be replied to singly.
    """

    answered: Answered
    view: RepliesView
    subjects: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """The form of one reply.

    Attributes:
        about: Key of the indicator; empty: the whole.
        replaces: The reply that is corrected; None: none stands.
        standing: The reply that stands, as it is shown; None without.
        is_ours: Whether it may be corrected here: another team's may not.
        teams: In whose name this person may reply.
        text, function, why: As typed.
        wrong: Field -> what is wrong with it.
        message: What happened meanwhile; empty at first.
    """

    answered: Answered
    about: str
    number: str
    title: str
    foreign: Markup
    teams: tuple[Team, ...]
    replaces: UUID | None
    standing: ReplyView | None
    is_ours: bool
    text: str = ""
    function: str = ""
    why: str = ""
    wrong: tuple[tuple[str, str], ...] = ()
    message: str = ""
    warning: GuardWarning | None = None

    def wrong_with(self, field: str) -> str:
        """Return what is wrong with *field*; empty when nothing is."""
        return dict(self.wrong).get(field, "")


def replies_view(
    published: Published, framework: Framework, found: Collection[StoredReply]
) -> RepliesView:
    """Return the replies to a publication as this person sees them.

    Whoever sees the publication sees its replies; who wrote one is for its team.
    """
    texts, person = current_texts(), current_person()
    may_reply = bool(may(person, Action.REPLY, published.standing))
    order = {key: place for place, key in enumerate(framework.indicators_by_key)}
    placed = sorted(
        found, key=lambda each: (order.get(each.reply.indicator, -1), each.at)
    )
    return RepliesView(
        tuple(
            _view(each, published, framework, person, may_reply=may_reply)
            for each in placed
        ),
        foreign_mark(texts, framework),
        url_for("replies.show", code=published.code),
        url_for("replies.form", code=published.code) if may_reply else "",
    )


def replies_page(
    published: Published, framework: Framework, found: Collection[StoredReply]
) -> RepliesPage:
    """Return the page of all replies to a publication."""
    return RepliesPage(
        answered_by(published, current_texts()),
        replies_view(published, framework, found),
        tuple((i.key, framework.numbers[i.key], i.title) for i in framework.indicators),
    )


def reply_page(
    published: Published,
    framework: Framework,
    found: Collection[StoredReply],
    about: str,
) -> ReplyPage:
    """Return the form of a reply to *about*, with what stands already."""
    texts, person = current_texts(), current_person()
    teams = teams_that_reply(person, published.subject.code)
    standing = next(
        (e for e in found if e.reply.indicator == about and e.reply.stands), None
    )
    indicator = framework.indicators_by_key.get(about)
    return ReplyPage(
        answered_by(published, texts),
        about,
        framework.numbers[about] if indicator else "",
        indicator.title if indicator else "",
        foreign_mark(texts, framework),
        teams,
        standing.id if standing else None,
        _view(standing, published, framework, person, may_reply=False)
        if standing
        else None,
        standing is None or standing.team in {team.id for team in teams},
        text=standing.reply.text if standing else "",
        function=standing.reply.function if standing else _last(found, teams),
    )


def answered_by(published: Published, texts: Texts) -> Answered:
    """Return what is replied to, as pages name it."""
    subject = published.subject
    return Answered(
        published.code,
        url_for("published.show", snapshot_code=published.code),
        texts.country(subject.code, subject.name),
        published.period,
        published.respondent,
        published.is_training,
        published.publication.published_at.date(),
    )


def _last(found: Collection[StoredReply], teams: tuple[Team, ...]) -> str:
    """Return the function of the last reply of these teams, so that it need not be typed."""
    ours = {team.id for team in teams}
    mine = [each for each in found if each.team in ours]
    return max(mine, key=lambda each: each.at).reply.function if mine else ""


def _view(
    stored: StoredReply,
    published: Published,
    framework: Framework,
    person: Person,
    *,
    may_reply: bool,
) -> ReplyView:
    key, is_ours = stored.reply.indicator, bool(person.roles_in(stored.team))
    may_change = may_reply and is_ours and stored.reply.stands
    change = url_for("replies.form", code=published.code, about=key)
    return replace(
        _told(stored.reply, framework),
        anchor=f"reply-{str(stored.id)[:8]}",
        earlier=tuple(_told(each, framework) for each in stored.earlier),
        author=stored.author.name if is_ours else "",
        change=change if may_change else "",
    )


def _told(reply: Reply, framework: Framework) -> ReplyView:
    indicator = framework.indicators_by_key.get(reply.indicator)
    return ReplyView(
        "",
        framework.numbers.get(reply.indicator, reply.indicator),
        indicator.title if indicator else "",
        reply.text,
        reply.team,
        reply.function,
        reply.on,
        reply.first_on,
        reply.withdrawn_on,
        reply.why_withdrawn,
    )

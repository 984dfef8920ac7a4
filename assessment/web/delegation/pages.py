"""Page object of who answers what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from assessment.domain.framework import Framework, Indicator
from assessment.domain.people.asks import NOBODY_YET, AskedOf, AskKind
from assessment.domain.people.delegation import (
    AskProgress,
    Why,
    progress_of_asks,
    proposals,
)
from assessment.domain.people.may import Action
from assessment.domain.profile import is_applicable
from assessment.errors import N_
from assessment.services.delegation.asking import Part
from assessment.services.delegation.reading import Delegation
from assessment.web.asked.words import AskView, ask_view
from assessment.web.delegation.forms import INVITED
from assessment.web.frame import Opened
from assessment.web.guarding import GuardWarning
from assessment.web.wizard.pages import FieldError

COLLEAGUES_PER_PAGE = 20
USUAL_TIME = timedelta(days=14)
"""Offered as the day until which something is wanted."""

WHY_WORDS = {
    Why.ASKED_SECTOR: N_("this sector was asked of them before"),
    Why.ASKED_MOST: N_("most of it was asked of them before"),
}


def chosen_value(account: int, email: str) -> str:
    """Return what stands for a person in forms: an account, or an invited address."""
    return f"{INVITED}{email}" if account == NOBODY_YET else str(account)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of whom something was asked, and how far they are.

    Attributes:
        progress: Over all that was asked of them here.
        is_with_them: Whether anything is with them still.
        is_invited: Whether they have not come in yet.
    """

    account: int
    name: str
    email: str
    asks: tuple[AskView, ...]
    progress: AskProgress
    is_with_them: bool
    is_invited: bool = False

    @property
    def value(self) -> str:
        """What a form sends for them."""
        return chosen_value(self.account, self.email)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of whom something can be asked; without an account while only invited."""

    account: int
    name: str
    email: str

    @property
    def value(self) -> str:
        """What the form sends for them."""
        return chosen_value(self.account, self.email)

    @property
    def is_invited(self) -> bool:
        """Whether they have not come in yet."""
        return self.account == NOBODY_YET


@dataclass(frozen=True, slots=True)
class PartChoice:
    """Something that can be asked, as a box to tick.

    Attributes:
        name: What the form sends, such as "sector:police".
        count: Questions in it that apply to the country.
        left: How many of them were asked of nobody.
        whose: Names of those of whom just this was asked already.
    """

    name: str
    label: str
    count: int
    left: int
    whose: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """Somebody for whom sectors are proposed of which something was asked of nobody yet.

    Attributes:
        sectors: Name of each, and why it is proposed, in words to be translated.
        query: Fills in the form below.
    """

    who: str
    sectors: tuple[tuple[str, str], ...]
    query: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of the form that asks."""

    who: str = ""
    parts: frozenset[Part] = frozenset()
    due: str = ""
    message: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The boxes that are ticked."""
        return frozenset(f"{kind}:{key}" for kind, key in self.parts)


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """Who answers what, a page of colleagues at a time.

    Attributes:
        whole: How far the whole assessment is.
        left: How many questions were asked of nobody.
        today: The first day that can be given.
        warning: What the guard found in a note; *warned* is the ask whose note it is,
            empty for the form that asks.
        changed: What was typed for something asked before, by its id.
    """

    colleagues: tuple[Colleague, ...]
    number: int
    pages: int
    whole: AskProgress
    left: int
    proposals: tuple[ProposalLine, ...]
    candidates: tuple[Candidate, ...]
    sectors: tuple[PartChoice, ...]
    points: tuple[PartChoice, ...]
    indicators: tuple[PartChoice, ...]
    typed: Typed
    today: str
    may_ask: bool
    errors: tuple[FieldError, ...] = ()
    changed: tuple[str, str, str] = ("", "", "")
    warning: GuardWarning | None = None
    warned: str = ""

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")

    def due_of(self, ask: AskView) -> str:
        """Return the day in the field of *ask*."""
        if self.changed[0] == str(ask.id):
            return self.changed[1]
        return ask.due.isoformat() if ask.due else ""

    def note_of(self, ask: AskView) -> str:
        """Return the note in the field of *ask*."""
        return self.changed[2] if self.changed[0] == str(ask.id) else ask.note


def delegation_page(
    work: Opened,
    found: Delegation,
    typed: Typed | None,
    today: date,
    number: int,
    *,
    is_open: bool,
) -> DelegationPage:
    """Work out page *number*, from 1, of who answers what.

    Args:
        work: The assessment.
        found: What was asked in it, and who could be asked more.
        typed: What stands in the form; None: a usual day and nothing else.
        today: The day it is.
        number: Which page.
        is_open: Whether anything can be asked of it now.
    """
    here = found.here + found.invited
    lines = _colleagues(work, here, today)
    asks = [each.ask for each in here]
    framework, profile = work.framework, work.stored.assessment.profile
    answers = work.stored.assessment.answers
    applying = [i for i in framework.indicators if is_applicable(i, profile)]
    left = {i.key for i in applying if not any(ask.covers(i) for ask in asks)}
    first = (number - 1) * COLLEAGUES_PER_PAGE

    def choices(kind: AskKind) -> tuple[PartChoice, ...]:
        return _choices(work, here, kind, applying, left)

    return DelegationPage(
        colleagues=lines[first : first + COLLEAGUES_PER_PAGE],
        number=number,
        pages=max(1, -(-len(lines) // COLLEAGUES_PER_PAGE)),
        whole=AskProgress(sum(i.key in answers for i in applying), len(applying)),
        left=len(left),
        proposals=_proposals(work, found),
        candidates=tuple(
            Candidate(m.account, m.name, m.email) for m in found.colleagues
        )
        + tuple(Candidate(NOBODY_YET, each, each) for each in found.candidates),
        sectors=choices(AskKind.SECTOR),
        points=choices(AskKind.POINT),
        indicators=choices(AskKind.INDICATOR),
        typed=typed or Typed(due=(today + USUAL_TIME).isoformat()),
        today=today.isoformat(),
        may_ask=is_open and work.may(Action.ASSIGN),
    )


def _colleagues(
    work: Opened, here: Iterable[AskedOf], today: date
) -> tuple[Colleague, ...]:
    framework, assessment = work.framework, work.stored.assessment
    dealt_with = assessment.answers.keys() - work.unconfirmed
    found = []
    for (account, _), grouped in groupby(here, _who):
        theirs = tuple(grouped)

        def far(*asked: AskedOf) -> AskProgress:
            asks = [each.ask for each in asked]
            return progress_of_asks(framework, assessment.profile, dealt_with, asks)

        found.append(
            Colleague(
                account,
                theirs[0].name,
                theirs[0].email,
                tuple(
                    ask_view(work.texts, framework, each, far(each), today)
                    for each in theirs
                ),
                far(*theirs),
                is_with_them=any(each.ask.is_open for each in theirs),
                is_invited=account == NOBODY_YET,
            )
        )
    return tuple(found)


def _who(each: AskedOf) -> tuple[int, str]:
    return each.ask.account, each.email


def _proposals(work: Opened, found: Delegation) -> tuple[ProposalLine, ...]:
    names = {member.account: member.name for member in found.colleagues}
    proposed = proposals(
        work.framework,
        work.stored.assessment.profile,
        (each.ask for each in found.here + found.invited),
        found.earlier,
        names,
    )
    lines = []
    for account, name in names.items():
        theirs = [each for each in proposed if each.account == account]
        query = "".join(f"&part=sector:{each.sector}" for each in theirs)
        sectors = [(_sector(work, e.sector), WHY_WORDS[e.why]) for e in theirs]
        if sectors:
            lines.append(ProposalLine(name, tuple(sectors), f"of={account}{query}"))
    return tuple(lines)


def _choices(
    work: Opened,
    here: Iterable[AskedOf],
    kind: AskKind,
    applying: Iterable[Indicator],
    left_over: Collection[str],
) -> tuple[PartChoice, ...]:
    """Return the parts of one kind; *left_over*: the indicators nobody was asked for."""
    framework, whose = work.framework, dict[str, list[str]]()
    for each in here:
        if each.ask.kind is kind:
            whose.setdefault(each.ask.key, []).append(each.name)
    labels = _labels(work, framework, kind)
    counts, left = dict.fromkeys(labels, 0), dict.fromkeys(labels, 0)
    for indicator in applying:
        key = {
            AskKind.POINT: indicator.point,
            AskKind.SECTOR: indicator.lead,
            AskKind.INDICATOR: indicator.key,
        }[kind]
        counts[key] += 1
        left[key] += indicator.key in left_over
    choices = [
        PartChoice(
            *(f"{kind}:{key}", label, counts[key], left[key]),
            whose=" · ".join(whose.get(key, ())),
        )
        for key, label in labels.items()
        if counts[key]
    ]
    if kind is AskKind.SECTOR:  # what is most to be done comes first
        choices.sort(key=lambda choice: (-choice.left, -choice.count))
    return tuple(choices)


def _labels(work: Opened, framework: Framework, kind: AskKind) -> dict[str, str]:
    """Return what can be asked, in the order of the framework: key -> its name."""
    texts, numbers = work.texts, framework.numbers
    if kind is AskKind.SECTOR:
        leads = dict.fromkeys(i.lead for i in framework.in_reading_order)
        return {key: _sector(work, key) for key in leads}
    if kind is AskKind.POINT:
        return {
            point.key: f"{numbers[point.key]} {texts.framework(point.title)}"
            for point in framework.points
        }
    return {
        indicator.key: f"{numbers[indicator.key]} {texts.framework(indicator.title)}"
        for indicator in framework.in_reading_order
    }


def _sector(work: Opened, key: str) -> str:
    sector = work.framework.sectors_by_key.get(key)
    return work.texts.framework(sector.label) if sector else key

"""One site in which every page has something to show, and the browsers that look at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from assessment import resources
from assessment.domain.answers import (
    Answer,
    Assessment,
    AssessmentKind,
    EvidenceItem,
    FigureEntry,
    Subject,
)
from assessment.domain.framework import Framework
from assessment.domain.people.asks import AskKind
from assessment.domain.people.invitations import Offer
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, PageKey, Stamp
from assessment.domain.rounds.states import State
from assessment.framework_file import load_framework
from assessment.services.assessments.editions import keep_edition
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import list_assessments
from assessment.services.delegation.asking import Order, ask, hand_back
from assessment.services.evidence.contents import contents_in
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.invitations import invite
from assessment.services.people.teams import add_member
from assessment.services.samples.demo import fill_demo
from assessment.services.samples.demo_files import attach_demo_files
from assessment.services.samples.demo_people import DEMO_PEOPLE, GOVERNMENT, TRAINING
from assessment.services.talk.commenting import add_comment
from assessment.storage.engine import Store
from assessment.storage.tables import publication_table, snapshot_table
from tests.builders import an_answer_at
from tests.databases import NOON
from tests.walk.sessions import ways_in
from tests.web import PASSWORD, PageObjectsOnly, Site, web_app

DEMO = Stamp(Actor(None, "demo"), NOON)
ANNA, CODE, BOTH, NEW = (
    f"{who}@example.org" for who in ("anna", "code", "both", "new")
)
"""Has a password only; also an app for codes; and a passkey, too; is only invited."""
COMPARED = 8
LONG_NAME = (
    "The United Archipelagos and Hinterlands of Upper, Lower and Outer Belvandria"
)
LONG_WORD = "Rechtsschutzversicherungsgesellschaftsverordnung" * 2
LONG_TITLE = (f"{LONG_WORD} and what else had to be named in it, " * 3)[:300]
LONG_NOTE = ("What the ministry wrote about it in the last of its letters. " * 80)[
    :4000
]
OLDER = resources.ROOT / "editions" / "child-trafficking-systems-2026.1.yaml"


class Noting(PageObjectsOnly):
    """Jinja that notes which templates were drawn."""

    drawn: set[str] = set()

    def get_template(self, name: Any, *given: Any, **more: Any) -> Any:
        """Return a template, and remember that it was asked for."""
        Noting.drawn.add(str(name))
        return super().get_template(name, *given, **more)


@dataclass(frozen=True)
class Filled:
    """Where everything is.

    Attributes:
        draft: The government's, with a plan, files, asks, comments, carried answers.
        long: An exercise in which every text is as long as it may be.
        old: A draft that answers an older edition.
        fresh: A draft in which nothing was entered.
        whole: Exercises that can be compared: so many that they stand as rows.
        states: State and team -> an assessment of that team in that state.
        codes: What is published: how much of it is shown, or that it is gone -> code.
        cookies: Who -> the cookie of the session of their browser.
        tokens: What a link is for -> its token.
    """

    site: Site
    draft: UUID
    long: UUID
    old: UUID
    fresh: UUID
    whole: tuple[UUID, ...]
    states: Mapping[tuple[State, UUID], UUID]
    codes: Mapping[str, str]
    cookies: Mapping[str, str]
    tokens: Mapping[str, str]


def fill(store: Store, folder: Path, address: str) -> Filled:
    """Return a site that is served at *address*, with everything that a page can show."""
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    keep_edition(store, framework, resources.DEFAULT_FRAMEWORK.read_bytes())
    app = web_app(store, folder, framework, demo=True, site=address)
    app.jinja_environment = Noting
    site = Site(app, store, framework)
    fill_demo(store, framework, language="en", stamp=DEMO)
    contents = contents_in(app.extensions["assessment"].settings.evidence_folder)
    attach_demo_files(store, contents, framework, DEMO)
    there = list_assessments(store, EVERYTHING)
    drafts = [line for line in there if line.state is State.DRAFT]
    draft = next(line.id for line in drafts if line.team == GOVERNMENT)
    _talk(store, framework, draft)
    _ask(store, framework, draft)
    tokens = _people(store)
    cookies, links = ways_in(site, folder, ANNA, CODE, BOTH)
    return Filled(
        site,
        draft,
        long=_stored(store, framework, _in_long_words(framework)),
        old=_of_an_older_edition(store),
        fresh=_stored(store, framework, _exercise(framework, Subject("XE"))),
        whole=_compared(store, framework),
        states={(line.state, line.team): line.id for line in there},
        codes=_codes(store),
        cookies=cookies,
        tokens=tokens | links,
    )


def _stored(store: Store, framework: Framework, assessment: Assessment) -> UUID:
    return create_assessment(store, framework, assessment, stamp=DEMO, team=TRAINING).id


def _exercise(framework: Framework, subject: Subject, **given: Any) -> Assessment:
    return Assessment(
        framework=framework.key,
        edition=framework.edition,
        subject=subject,
        kind=AssessmentKind.TRAINING,
        period=given.pop("period", "2026"),
        **given,
    )


def _compared(store: Store, framework: Framework) -> tuple[UUID, ...]:
    answers = {
        indicator.key: an_answer_at(indicator, number % 5)
        for number, indicator in enumerate(framework.indicators)
    }
    return tuple(
        _stored(
            store,
            framework,
            _exercise(
                framework, Subject("XH"), period=str(2010 + year), answers=answers
            ),
        )
        for year in range(COMPARED)
    )


def _in_long_words(framework: Framework) -> Assessment:
    """Return an exercise with texts as long as they may be."""
    answers: dict[str, Answer] = {}
    for number, indicator in enumerate(framework.indicators):
        answer = an_answer_at(indicator, number % 5, grade="ABCD"[number % 4])
        document = EvidenceItem(
            f"{number} {LONG_TITLE}"[:300],
            link=f"https://papers.example/{LONG_WORD}/{number}",
            date="2026-01-31",
            page=f"{LONG_WORD[:40]}",
        )
        figures = tuple(
            FigureEntry(figure.key, Decimal(123456789012), 2025)
            for figure in indicator.figures
        )
        answers[indicator.key] = Answer(
            answer.status,
            answer.met,
            answer.grade,
            (document,) * (1 if answer.grade != "D" else 0),
            figures,
            LONG_NOTE if number < 3 else f"{number} {LONG_WORD}",
        )
    return _exercise(
        framework, Subject("XF", LONG_NAME), answers=answers, respondent=LONG_WORD * 2
    )


def _of_an_older_edition(store: Store) -> UUID:
    framework = load_framework(OLDER)
    keep_edition(store, framework, OLDER.read_bytes())
    answers = {
        indicator.key: an_answer_at(indicator, number % 5)
        for number, indicator in enumerate(framework.indicators)
    }
    return _stored(
        store,
        framework,
        _exercise(framework, Subject("XG", "Older Land"), answers=answers),
    )


def _talk(store: Store, framework: Framework, draft: UUID) -> None:
    ines = _by(store, "clearing-officer")
    for indicator in framework.indicators[:3]:
        page = PageKey(draft, indicator.key)
        add_comment(store, page, "Which law is meant here?", stamp=ines)
        add_comment(store, page, f"See {LONG_WORD}.", stamp=_by(store, "coordinator"))


def _ask(store: Store, framework: Framework, draft: UUID) -> None:
    """Ask the contributor something that is late, something due, something handed back."""
    contributor = find_account(store, DEMO_PEOPLE["contributor"].email)
    assert contributor is not None
    mara = _by(store, "coordinator", days=9)
    for days, part in (
        (-1, (AskKind.POINT, framework.points[0].key)),
        (30, (AskKind.INDICATOR, framework.indicators[-1].key)),
        (1, (AskKind.INDICATOR, framework.indicators[-2].key)),
    ):
        order = Order(
            contributor.id,
            (part,),
            (NOON + timedelta(days=days)).date(),
            note=f"The yearly table will do: {LONG_WORD}",
        )
        (one,) = ask(store, framework, draft, order, mara)
    jonas = Stamp(Actor(contributor.id, "Jonas Bell"), NOON)
    hand_back(store, draft, one.id, "Done; two tables are with the ministry.", jonas)


def _by(store: Store, who: str, days: int = 0) -> Stamp:
    person = DEMO_PEOPLE[who]
    account = find_account(store, person.email)
    assert account is not None
    return Stamp(Actor(account.id, person.name), NOON - timedelta(days=days))


def _people(store: Store) -> dict[str, str]:
    """Make who signs in with a password, and invite; return the tokens of the links."""
    for who in (ANNA, CODE, BOTH):
        create_account(store, who, password=PASSWORD, now=NOON)
        add_member(store, GOVERNMENT, who, {TeamRole.READER}, stamp=DEMO)
    long = f"{LONG_WORD[:60]}@example.org"
    create_account(store, long, password=None, now=NOON)
    add_member(store, GOVERNMENT, long, set(TeamRole), stamp=DEMO)
    roles = frozenset({TeamRole.CONTRIBUTOR, TeamRole.READER})
    ana = _by(store, "administrator")
    invite(store, Offer("other@example.org", None, frozenset(), "en"), stamp=ana)
    invite(store, Offer(f"x{long}", GOVERNMENT, roles, "en"), stamp=ana)
    offer = Offer(NEW, GOVERNMENT, roles, "en")
    return {"invitation": invite(store, offer, stamp=_by(store, "coordinator"))}


def _codes(store: Store) -> dict[str, str]:
    """Return a code for each visibility, and for what is superseded or withdrawn."""
    asked = select(
        snapshot_table.c.code,
        snapshot_table.c.kind,
        publication_table.c.visibility,
        publication_table.c.superseded_at,
        publication_table.c.withdrawn_at,
    ).join(publication_table, publication_table.c.snapshot_id == snapshot_table.c.id)
    codes = {}
    with store.reading() as session:
        for row in session.execute(asked):
            name = row.visibility
            if row.withdrawn_at:
                name = "withdrawn"
            elif row.superseded_at:
                name = "superseded"
            elif row.kind == AssessmentKind.ALTERNATIVE.value:
                name = "alternative"
            codes[name] = row.code
    return codes

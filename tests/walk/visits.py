"""Who visits which page: each route of the URL map that answers with a page, with content.

A route that stands neither in :func:`visits` nor in :data:`NO_PAGES` fails the test.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from assessment.domain.answers import Answer
from assessment.domain.evidence import item_key
from assessment.domain.rounds.states import State
from assessment.services.assessments.reading import load_assessment
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import (
    DEMO_PEOPLE,
    GOVERNMENT,
    GOVERNMENT_COUNTRY,
    ORGANISATION,
)
from tests.walk.filled import Filled

NO_PAGES: Mapping[str, str] = {
    "account.data": "a file",
    "administration.trail_table": "a file",
    "comparison.download": "a file",
    "evidence.download": "a file",
    "evidence.export": "a file",
    "history.table": "a file",
    "plan.calendar": "a file",
    "plan.workbook": "a file",
    "plan.followed_up": "goes back to the action",
    "published.portable": "a file",
    "published.report": "a file, or the page of published.waiting",
    "published.table": "a file",
    "published.waiting": "drawn only while a report is made, by reports/waiting.html",
    "reports.download": "a file",
    "results.export": "a file",
    "review.table": "a file",
    "security.static": "files of the library",
    "security.two_factor_rescue": "switched off: goes to the sign-in page",
    "security.wan_delete": "goes back to the passkeys",
    "start.language": "goes back to where one was",
    "static": "files",
}
"""Route -> why there is no page of it to look at."""


@dataclass(frozen=True)
class Visit:
    """One page and who looks at it.

    Attributes:
        name: Of the page, for messages and pictures; each has its own.
        status: What the server answers with.
    """

    name: str
    who: str
    path: str
    status: int = 200


def visits(filled: Filled) -> Iterator[Visit]:
    """Yield every page, with who may see it."""
    yield from _for_visitors(filled)
    yield from _of_accounts(filled)
    yield from _of_teams(filled)
    yield from _for_everybody_in(filled)
    yield from _of_a_draft(filled)
    yield from _of_rounds(filled)
    yield from _of_an_older_edition(filled)
    yield from _with_nothing(filled)
    yield from _in_long_words(filled)


def _for_visitors(filled: Filled) -> Iterator[Visit]:
    who = "visitor"
    point = filled.site.framework.points[0].key
    yield Visit("door", who, "/")
    yield Visit("sign-in", who, "/sign-in")
    yield Visit("passkey", who, "/sign-in/passkey")
    yield Visit("forgotten", who, "/password")
    yield Visit("set-password", who, f"/password/{filled.tokens['password']}")
    yield Visit("invitation", who, f"/invitations/{filled.tokens['invitation']}")
    yield Visit("invitation-over", who, "/invitations/none", 404)
    yield Visit("method", who, "/method")
    yield Visit("published", who, "/published")
    yield Visit("published-none", who, "/published?country=XZ")
    for shown in ("alternative", "without-notes", "all", "scores", "bands"):
        yield Visit(f"published-{shown}", who, f"/published/{filled.codes[shown]}")
    yield Visit("published-superseded", who, f"/published/{filled.codes['superseded']}")
    gone = f"/published/{filled.codes['withdrawn']}"
    yield Visit("published-withdrawn", who, gone, 410)
    whole, other = (f"/published/{filled.codes[k]}" for k in ("all", "alternative"))
    for lens in ("recommendations", "sectors"):
        yield Visit(f"published-by-{lens}", who, f"{whole}/by/{lens}")
    yield Visit("published-point", who, f"{whole}/points/{point}")
    yield Visit("replies", who, f"{other}/replies")
    yield Visit("choose-published", who, "/compare/choose")
    two = "&".join(f"id={filled.codes[k]}" for k in ("all", "scores", "without-notes"))
    yield Visit("compare-published", who, f"/compare?{two}")
    yield Visit("verify", who, "/verify")
    yield Visit("verify-ours", who, f"/verify?code={filled.codes['all']}")
    yield Visit("verify-wrong", who, "/verify?code=moon", 422)
    yield Visit("verify-withdrawn", who, f"/verify?code={filled.codes['withdrawn']}")
    yield Visit("not-found", who, "/nothing", 404)


def _of_accounts(filled: Filled) -> Iterator[Visit]:
    who = "anna"
    yield Visit("account", who, "/account")
    yield Visit("erase", who, "/account/erase")
    yield Visit("password", who, "/account/password")
    yield Visit("address", who, "/account/address")
    confirm = f"/account/address/{filled.tokens['address']}"
    yield Visit("address-confirm", who, confirm)
    yield Visit("second-factor", who, "/account/second-factor")
    yield Visit("passkeys-none", who, "/account/passkeys")
    yield Visit("passkeys", "with both", "/account/passkeys")
    yield Visit("account-safe", "with both", "/account")
    yield Visit("second-factor-on", "with a code", "/account/second-factor")
    yield Visit("recovery-codes", "with a code", "/account/recovery-codes")
    yield Visit("say-password-again", "reader", "/account/verify")
    yield Visit("say-passkey-again", "with both", "/account/verify/passkey")
    yield Visit("code", "owes a code", "/sign-in/code")
    yield Visit("recovery", "owes a code", "/sign-in/recovery")
    yield Visit("choose-factor", "may choose", "/sign-in/choose")


def _of_teams(filled: Filled) -> Iterator[Visit]:
    who = "administrator"
    account = find_account(filled.site.store, DEMO_PEOPLE["reader"].email)
    assert account is not None
    yield Visit("home-administrator", who, "/")
    yield Visit("accounts", who, "/administrators/accounts")
    yield Visit("trail", who, "/administrators/accounts/trail")
    deactivate = f"/administrators/accounts/{account.id}/deactivate"
    yield Visit("deactivate", who, deactivate)
    yield Visit("invite-administrators", who, "/administrators/invitations")
    yield Visit("teams-all", who, "/teams")
    yield Visit("team-new", who, "/teams/new")
    yield Visit("team-administrator", who, f"/teams/{GOVERNMENT}")
    yield Visit("team", "coordinator", f"/teams/{GOVERNMENT}")
    yield Visit("team-reader", "reader", f"/teams/{GOVERNMENT}")
    yield Visit("invitations", "coordinator", f"/teams/{GOVERNMENT}/invitations")
    yield Visit("invitations-none", "ngo", f"/teams/{ORGANISATION}/invitations")
    yield Visit("team-second-factor", who, f"/teams/{GOVERNMENT}/second-factor")
    yield Visit("refused", "reader", f"/teams/{GOVERNMENT}/invitations", 403)


def _for_everybody_in(filled: Filled) -> Iterator[Visit]:
    who = "coordinator"
    yield Visit("home", who, "/")
    yield Visit("home-archive", who, "/?shelf=archive")
    yield Visit("home-contributor", "contributor", "/")
    yield Visit("home-trainer", "trainer", "/")
    yield Visit("asked", "contributor", "/asked")
    yield Visit("asked-nothing", "reader", "/asked")
    yield Visit("new", "trainer", "/assessments/new")
    yield Visit("new-government", who, "/assessments/new")
    yield Visit("import", who, "/assessments/import")
    yield Visit("exercises", "trainer", "/exercises")
    yield Visit("alternative-new", "ngo", "/alternatives/new")
    country = f"/alternatives/new?country={GOVERNMENT_COUNTRY}"
    yield Visit("alternative-of", "ngo", country)
    reply = f"/published/{filled.codes['alternative']}"
    yield Visit("reply", who, f"{reply}/reply")
    yield Visit("replies-own", who, f"{reply}/replies")
    yield Visit("choose", "trainer", "/compare/choose")
    two = "&".join(f"id={key}" for key in (*filled.whole[:1], filled.long))
    yield Visit("compare", "trainer", f"/compare?{two}")
    many = "&".join(f"id={key}" for key in filled.whole)
    yield Visit("compare-many", "trainer", f"/compare?{many}")


def _of_a_draft(filled: Filled) -> Iterator[Visit]:
    who, base = "coordinator", f"/assessments/{filled.draft}"
    stored = load_assessment(filled.site.store, filled.draft)
    framework, assessment = filled.site.framework, stored.assessment
    first = framework.indicators[0]
    item = next(i for i in assessment.plan if not i.is_declined)
    declined = next((i for i in assessment.plan if i.is_declined), item)
    for name, path in (
        ("tasks", "/"),
        ("profile", "/profile"),
        ("indicator", f"/indicators/{_richest(assessment.answers)}"),
        ("indicator-talk", f"/indicators/{first.key}"),
        ("review", "/review"),
        ("results", "/results/"),
        ("gaps", "/results/gaps"),
        ("explain", "/results/explain"),
        ("explain-point", f"/results/explain/by/points/{first.point}"),
        ("explain-indicator", f"/results/explain/indicators/{first.key}"),
        *((f"by-{lens}", f"/results/by/{lens}") for lens in LENSES),
        ("voices", "/results/voices"),
        ("report-asked", "/results/report"),
        ("plan", "/plan"),
        ("targets", "/plan/targets"),
        ("target", f"/plan/targets/of/{first.key}"),
        ("plan-item", f"/plan/{item.indicator}/{item.criterion}"),
        ("plan-declined", f"/plan/{declined.indicator}/{declined.criterion}"),
        ("evidence", "/evidence"),
        ("document", f"/evidence/documents/{document_of(assessment.answers)}"),
        ("comments", "/comments"),
        ("history", "/history"),
        ("history-indicator", f"/indicators/{first.key}/history"),
        ("asks", "/asked"),
        ("manage", "/manage"),
        ("carried", "/carried"),
        ("progress", "/progress"),
        ("edition-present", "/edition"),
        ("stand-draft", "/stand"),
    ):
        yield Visit(name, who, base + path)
    carried = next(key for key, page in stored.pages.items() if page.to_confirm)
    yield Visit("indicator-carried", who, f"{base}/indicators/{carried}")
    yield Visit("stand-reader", "reader", f"{base}/stand")
    yield Visit("indicator-reader", "reader", f"{base}/indicators/{first.key}")
    yield Visit("tasks-contributor", "contributor", f"{base}/")
    yield Visit("results-contributor", "contributor", f"{base}/results/")


LENSES = ("recommendations", "types", "sectors", "sdg-targets")


def _richest(answers: Mapping[str, Answer]) -> str:
    """Return the indicator whose answer has most to show."""
    return max(
        answers, key=lambda k: (len(answers[k].evidence), len(answers[k].figures))
    )


def document_of(answers: Mapping[str, Answer]) -> str:
    return next(item_key(item) for a in answers.values() for item in a.evidence)


def _of_rounds(filled: Filled) -> Iterator[Visit]:
    """Yield where a round stands, in each state, for whoever has something to do."""
    whose: tuple[tuple[State, str], ...] = (
        (State.IN_REVIEW, "ngo"),
        (State.IN_REVIEW, "ngo-clearing-officer"),
        (State.CLEARED, "ngo"),
        (State.PUBLISHED, "coordinator"),
        (State.SUPERSEDED, "coordinator"),
        (State.WITHDRAWN, "coordinator"),
    )
    for state, who in whose:
        key = in_state(filled, state, who)
        yield Visit(f"stand-{state}-{who}", who, f"/assessments/{key}/stand")
    key = in_state(filled, State.PUBLISHED, "coordinator")
    yield Visit("next-round", "coordinator", f"/assessments/{key}/next-round")
    yield Visit("tasks-published", "coordinator", f"/assessments/{key}/")
    yield Visit("plan-published", "coordinator", f"/assessments/{key}/plan")


def in_state(filled: Filled, state: State, who: str) -> UUID:
    team = DEMO_PEOPLE[who].team
    return next(
        key
        for (other, of), key in filled.states.items()
        if (other, of) == (state, team)
    )


def _of_an_older_edition(filled: Filled) -> Iterator[Visit]:
    base = f"/assessments/{filled.old}"
    yield Visit("edition", "trainer", f"{base}/edition")
    yield Visit("tasks-older", "trainer", f"{base}/")


def _with_nothing(filled: Filled) -> Iterator[Visit]:
    """Yield the pages of a draft in which nothing was entered: they say what to do."""
    base = f"/assessments/{filled.fresh}"
    for path in ("", "review", "results/", "results/gaps", "plan", "plan/targets"):
        name = path.strip("/").replace("/", "-") or "tasks"
        yield Visit(f"empty-{name}", "trainer", f"{base}/{path}")
    for path in ("evidence", "comments", "asked", "carried", "progress", "stand"):
        yield Visit(f"empty-{path}", "trainer", f"{base}/{path}")


def _in_long_words(filled: Filled) -> Iterator[Visit]:
    base, who = f"/assessments/{filled.long}", "trainer"
    first = filled.site.framework.indicators[1].key
    yield Visit("long-tasks", who, f"{base}/")
    yield Visit("long-indicator", who, f"{base}/indicators/{first}")
    yield Visit("long-results", who, f"{base}/results/")
    yield Visit("long-evidence", who, f"{base}/evidence")
    yield Visit("long-history", who, f"{base}/indicators/{first}/history")
    yield Visit("long-manage", who, f"{base}/manage")
    yield Visit("long-review", who, f"{base}/review")

"""Forms that are refused: what comes back says what is wrong, and leads to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assessment.domain.rounds.states import State
from assessment.services.assessments.reading import load_assessment
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE, GOVERNMENT
from tests.walk.filled import Filled
from tests.walk.visits import document_of, in_state


@dataclass(frozen=True)
class Refusal:
    """A form somebody sends that cannot be taken.

    Attributes:
        name: Of what comes back, for messages and pictures.
        page: Where the form stands.
        to: Where it goes; empty: to the page itself.
        sent: What it holds besides the token.
    """

    name: str
    who: str
    page: str
    to: str = ""
    sent: Mapping[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        """Where the form goes."""
        return self.to or self.page


def refusals(filled: Filled) -> Iterator[Refusal]:
    """Yield a refused form of each kind. None of them changes anything."""
    yield from _of_accounts(filled)
    yield from _of_teams(filled)
    yield from _of_beginnings(filled)
    yield from _of_drafts(filled)
    yield from _of_rounds(filled)


def _of_accounts(filled: Filled) -> Iterator[Refusal]:
    short = {"password": "short", "password_confirm": "other"}
    wrong = {"email": "anna@example.org", "password": "not the one"}
    yield Refusal("wrong-sign-in", "visitor", "/sign-in", "/sign-in", wrong)
    link = f"/password/{filled.tokens['password']}"
    yield Refusal("wrong-new-password", "visitor", link, sent=short)
    link = f"/invitations/{filled.tokens['invitation']}"
    yield Refusal("wrong-invitation", "visitor", link, sent=short)
    change = {"password": "no", "new_password": "short", "new_password_confirm": "x"}
    yield Refusal("wrong-password", "anna", "/account/password", sent=change)
    yield Refusal("wrong-address", "anna", "/account/address", sent={"email": "no"})
    keys = "/account/passkeys"
    yield Refusal("wrong-passkey", "with both", keys, keys, {"name": ""})
    code = {"code": "000000"}
    yield Refusal("wrong-code", "owes a code", "/sign-in/code", sent=code)
    yield Refusal("wrong-recovery", "owes a code", "/sign-in/recovery", sent=code)
    again = {"password": "no"}
    yield Refusal("wrong-again", "reader", "/account/verify", sent=again)


def _of_teams(filled: Filled) -> Iterator[Refusal]:
    admin, mara, team = "administrator", "coordinator", f"/teams/{GOVERNMENT}"
    jonas = find_account(filled.site.store, DEMO_PEOPLE["contributor"].email)
    assert jonas is not None
    yield Refusal("wrong-team", admin, "/teams/new", sent={"name": ""})
    yield Refusal("wrong-team-name", mara, team, sent={"name": ""})
    stranger = {"email": "nobody@example.org"}
    yield Refusal("wrong-member", mara, team, f"{team}/members", stranger)
    yield Refusal("wrong-roles", mara, team, f"{team}/members/{jonas.id}")
    invited = f"{team}/invitations"
    yield Refusal("wrong-invited", mara, invited, sent={"email": "no", "send": "1"})


def _of_beginnings(filled: Filled) -> Iterator[Refusal]:
    trainer = "trainer"
    new = {"kind": "training", "country": "", "year": "soon"}
    yield Refusal("wrong-new", trainer, "/assessments/new", sent=new)
    none = {"count": "900", "seed": "x", "year": "soon"}
    yield Refusal("wrong-exercises", trainer, "/exercises", sent=none)
    look = {"go": "look", "country": ""}
    yield Refusal("wrong-alternative", "ngo", "/alternatives/new", sent=look)
    reply = f"/published/{filled.codes['alternative']}/reply"
    yield Refusal("wrong-reply", "coordinator", reply, sent={"reply": ""})


def _of_drafts(filled: Filled) -> Iterator[Refusal]:
    who, base = "coordinator", f"/assessments/{filled.draft}"
    assessment = load_assessment(filled.site.store, filled.draft).assessment
    first = filled.site.framework.indicators[0].key
    indicator = f"{base}/indicators/{first}"
    name = {"comment": "Amina, 14, was found at the border."}
    yield Refusal("guarded-comment", who, indicator, f"{indicator}/comments", name)
    empty = {"comment": ""}
    yield Refusal("wrong-comment", who, indicator, f"{indicator}/comments", empty)
    item = next(i for i in assessment.plan if not i.is_declined)
    unsaid = {"due": "", "status": "declined", "note": "", "owner": ""}
    action = f"{base}/plan/{item.indicator}/{item.criterion}"
    yield Refusal("wrong-action", who, action, sent=unsaid)
    aim = f"{base}/plan/targets/of/{first}"
    yield Refusal("wrong-target", who, aim, sent={"level": "9"})
    document = f"{base}/evidence/documents/{document_of(assessment.answers)}"
    nowhere = {"title": "", "link": "nowhere", "date": "x" * 50}
    yield Refusal("wrong-document", who, document, sent=nowhere)
    asked = f"{base}/asked"
    yield Refusal("wrong-ask", who, asked, sent={"due": "2020-01-01"})
    details = {"year": "soon", "language": "xx"}
    yield Refusal("wrong-details", who, f"{base}/manage", sent=details)
    delete = f"{base}/manage/delete"
    yield Refusal("unsure-delete", who, f"{base}/manage", delete)


def _of_rounds(filled: Filled) -> Iterator[Refusal]:
    review = f"/assessments/{in_state(filled, State.IN_REVIEW, 'ngo')}/stand"
    officer = "ngo-clearing-officer"
    yield Refusal("wrong-clear", officer, review, f"{review}/clear", {"name": ""})
    yield Refusal("wrong-return", officer, review, f"{review}/return")
    cleared = f"/assessments/{in_state(filled, State.CLEARED, 'ngo')}/stand"
    yield Refusal("wrong-publish", "ngo", cleared, f"{cleared}/publish")
    shown = in_state(filled, State.PUBLISHED, "coordinator")
    stand = f"/assessments/{shown}/stand"
    yield Refusal("wrong-withdraw", "coordinator", stand, f"{stand}/withdraw")
    yield Refusal("wrong-visibility", "coordinator", stand, f"{stand}/visibility")

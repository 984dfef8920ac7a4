"""A coordinator asks, a contributor answers and hands back; both without script."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from assessment.domain.people.asks import AskKind
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, Stamp
from assessment.services.delegation.asking import Order, ask
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.teams import add_member
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.web.asked.pages import LINES_PER_PAGE
from tests.builders import an_answer
from tests.databases import NOON, STAMP, counted_queries
from tests.teams import OURS
from tests.web import AuditedClient, Site, hidden

JONAS = DEMO_PEOPLE["contributor"].email


def account_of(site: Site, email: str = JONAS) -> int:
    found = find_account(site.store, email)
    assert found is not None
    return found.id


def ask_of_jonas(site: Site, key: UUID, *parts: tuple[AskKind, str], **given) -> UUID:
    """Ask something as nobody in particular; return the id of the first."""
    order = Order(account_of(site), parts or ((AskKind.SECTOR, "justice"),), **given)
    stamp = Stamp(Actor(None, "Mara"), NOON)
    return ask(site.store, site.framework, key, order, stamp)[0].id


def outbox(site: Site) -> list[str]:
    folder = site.app.extensions["assessment"].settings.data_folder / "outbox"
    return [file.read_text("utf-8") for file in sorted(folder.glob("*.eml"))]


def test_a_coordinator_asks_and_a_contributor_hands_back(site: Site) -> None:
    key = site.begin(profile={"coast": ("no",)})
    mara, jonas = site.signed_in(), site.signed_in("contributor")
    here = f"/assessments/{key}/asked"
    assert "Nothing was asked of you yet." in jonas.get("/").text

    page = mara.get(here).text
    assert "3 questions were asked of nobody yet" in page
    form = {
        "account": str(account_of(site)),
        "part": ["sector:justice"],
        "due": "2026-05-18",
        "message": "Ask the court",
    }
    assert mara.save(here, form).status_code == 303
    page = mara.get(here).text
    assert "Asked. A message is on its way." in page
    assert "every question was asked of somebody" in page
    assert "0 of 3 answered" in page
    (letter,) = outbox(site)
    assert f"To: {JONAS}" in letter
    assert "Ask the court" in letter

    home = jonas.get("/").text
    assert home.count('class="button"') == 1
    assert "Begin with the first question" in home
    assert f'href="/assessments/{key}/indicators/law"' in home
    assert "by 18 May 2026" in home
    saved = jonas.save(
        f"/assessments/{key}/indicators/law",
        {"version": "0", "met": ["c1"], "grade": "D", "go": "next"},
    )
    assert saved.location == f"/assessments/{key}/indicators/data?saved=law"
    home = jonas.get("/").text
    assert "Go on with the first open question" in home
    assert "2 questions are still open. You can hand it back all the same" in home
    back = jonas.save(
        f"{here}/hand-back",
        {"ask": hidden(home, "ask"), "comment": "The rest is with the police"},
    )
    assert "Handed back. The coordinator sees it." in jonas.get(back.location).text
    denied = jonas.save(
        f"/assessments/{key}/indicators/data", {"version": "0", "met": ["c1"]}
    )
    assert denied.status_code == 403
    assert "You have handed this question back." in denied.text

    page = mara.get(here).text
    assert "handed back" in page
    assert "The rest is with the police" in page
    named = {"ask": hidden(page, "ask")}
    assert mara.save(f"{here}/reopen", named).status_code == 303
    assert "Go on with the first open question" in jonas.get("/asked").text
    assert mara.save(f"{here}/withdraw", named).status_code == 303
    assert "Nothing was asked of you yet." in jonas.get("/asked").text
    assert jonas.get(f"/assessments/{key}/").status_code == 404
    # Twice does no harm.
    assert mara.save(f"{here}/withdraw", named).status_code == 303
    assert "It was changed meanwhile." in mara.get(here).text


def test_continuing_follows_what_was_asked_and_ends_at_home(site: Site) -> None:
    key = site.begin()
    jonas = site.signed_in("contributor")
    ask_of_jonas(site, key, (AskKind.INDICATOR, "law"), (AskKind.INDICATOR, "care"))

    def go_on(indicator: str) -> str:
        path = f"/assessments/{key}/indicators/{indicator}"
        form = {"version": "0", "met": ["c1"], "grade": "D", "go": "next"}
        return jonas.save(path, form).location

    page = jonas.get(f"/assessments/{key}/indicators/law").text
    assert "/indicators/data" not in page
    assert "/indicators/care" not in page  # of another point: not a sibling
    assert go_on("law").startswith(f"/assessments/{key}/indicators/care")
    assert go_on("care") == "/asked?saved=care"
    home = jonas.get("/asked?saved=care").text
    assert "Your answer is saved." in home
    assert "Everything is answered." in home


def test_the_profile_is_not_put_before_a_contributor(site: Site) -> None:
    key = site.begin()
    jonas = site.signed_in("contributor")
    ask_of_jonas(site, key)

    tasks = jonas.get(f"/assessments/{key}/").text

    assert f'class="button" href="/assessments/{key}/indicators/law"' in tasks


@pytest.mark.parametrize(
    ("changed", "target", "sentence"),
    [
        ({"account": ""}, "account", "Choose of whom you ask it."),
        ({"account": "999"}, "account", "Choose somebody who contributes"),
        ({"part": []}, "parts", "Choose what you ask"),
        ({"part": ["sector:nobody"]}, "parts", "has no sector “nobody”"),
        ({"part": ["nothing"]}, "parts", "Choose what you ask"),
        ({"due": "18.5.2026"}, "due", "Give the day as year, month, day"),
        ({"due": "2026-05-03"}, "due", "This day has passed."),
        ({"message": "x" * 2001}, "message", "at most 2000 characters"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(
    site: Site, changed: dict[str, object], target: str, sentence: str
) -> None:
    key, mara = site.begin(), site.signed_in()
    form = {
        "account": str(account_of(site)),
        "part": ["sector:justice"],
        "due": "2026-05-18",
        "message": "Ask the <court>",
    }

    page = mara.save(f"/assessments/{key}/asked", {**form, **changed})

    assert page.status_code == 422
    assert f'<a href="#{target}">' in page.text
    assert sentence in page.text
    if "message" not in changed:
        assert "Ask the &lt;court&gt;" in page.text
    assert outbox(site) == []


def test_what_cannot_be_changed_is_said_beside_it(site: Site) -> None:
    key, mara = site.begin(), site.signed_in()
    named = ask_of_jonas(site, key)
    form = {"ask": str(named), "due": "2026-01-01", "message": "Sooner"}

    page = mara.save(f"/assessments/{key}/asked/change", form)

    assert page.status_code == 422
    assert f'<a href="#due-{named}">This day has passed.' in page.text
    assert "Sooner" in page.text
    form |= {"due": "2026-06-01"}
    assert mara.save(f"/assessments/{key}/asked/change", form).status_code == 303
    assert "1 June 2026" in mara.get(f"/assessments/{key}/asked").text


def test_a_comment_that_is_too_long_is_kept_on_the_page(site: Site) -> None:
    key = site.begin()
    named, jonas = ask_of_jonas(site, key), site.signed_in("contributor")
    form = {"ask": str(named), "comment": "y" * 2001}

    page = jonas.save(f"/assessments/{key}/asked/hand-back", form)

    assert page.status_code == 422
    assert f'<a href="#comment-{named}">' in page.text
    assert "y" * 2001 in page.text


def test_nobody_hands_back_for_another_and_no_form_breaks(site: Site) -> None:
    key = site.begin()
    named, jonas = ask_of_jonas(site, key), site.signed_in("contributor")
    create_account(site.store, "b@example.org", password=None, now=NOON)
    add_member(site.store, OURS, "b@example.org", {TeamRole.CONTRIBUTOR}, stamp=STAMP)
    stamp = Stamp(Actor(None, "Mara"), NOON)
    order = Order(account_of(site, "b@example.org"), ((AskKind.INDICATOR, "law"),))
    ask(site.store, site.framework, key, order, stamp)
    other = site.signed_in_as("b@example.org")

    for given in (str(named), str(uuid4()), "", "…"):
        other.save(f"/assessments/{key}/asked/hand-back", {"ask": given})

    assert "First open question" in jonas.get("/asked").text
    mara = site.signed_in()
    for way in ("change", "withdraw", "reopen", "remind"):
        for given in (str(uuid4()), "", "…"):
            form = {"ask": given, "account": given}
            page = mara.save(f"/assessments/{key}/asked/{way}", form)
            assert page.status_code == 303, (way, given)


def test_late_is_a_word_and_a_button_reminds_once(site: Site) -> None:
    key = site.begin()
    mara, jonas = site.signed_in(), site.signed_in("contributor")
    ask_of_jonas(site, key, due=(NOON + timedelta(days=1)).date())
    soon = jonas.get("/asked").text
    assert ">due soon<" in soon
    state = site.app.extensions["assessment"]
    later = NOON + timedelta(days=3)
    object.__setattr__(state, "now", lambda: later)

    assert ">late<" in jonas.get("/asked").text
    here = f"/assessments/{key}/asked"
    assert ">late<" in mara.get(here).text
    said = []
    for _ in range(2):
        mara.save(f"{here}/remind", {"account": str(account_of(site))})
        said.append(mara.get(here).text)
    assert "A message is on its way." in said[0]
    assert "within the last 20 hours" in said[1]
    assert len(outbox(site)) == 1


def test_a_sector_is_proposed_to_whom_it_was_asked_before(site: Site) -> None:
    ask_of_jonas(site, site.begin())
    key, mara = site.begin(), site.signed_in()

    page = mara.get(f"/assessments/{key}/asked").text

    assert "this sector was asked of them before" in page
    chosen = f"?of={account_of(site)}&amp;part=sector:justice#ask"
    assert chosen in page
    filled = mara.get(
        f"/assessments/{key}/asked?part=sector:justice&of={account_of(site)}"
    ).text
    assert 'value="sector:justice" checked' in filled
    assert f'<option value="{account_of(site)}" selected>' in filled


def test_long_lists_are_paged_and_take_the_same_queries(site: Site) -> None:
    key, mara = site.begin(law=an_answer("c1")), site.signed_in()
    jonas = site.signed_in("contributor")
    ask_of_jonas(site, key)

    def queries(client: AuditedClient, path: str) -> int:
        client.get(path)
        with counted_queries(site.store.engine) as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    few = queries(mara, f"/assessments/{key}/asked"), queries(jonas, "/asked")
    stamp = Stamp(Actor(None, "Mara"), NOON)
    for number in range(21):
        email = f"c{number}@example.org"
        create_account(site.store, email, password=None, now=NOON)
        add_member(site.store, OURS, email, {TeamRole.CONTRIBUTOR}, stamp=STAMP)
        order = Order(account_of(site, email), ((AskKind.INDICATOR, "law"),))
        ask(site.store, site.framework, key, order, stamp)
    for _ in range(51):
        ask_of_jonas(site, site.begin())

    many = queries(mara, f"/assessments/{key}/asked"), queries(jonas, "/asked")
    assert many == few
    assert "page=2" in mara.get(f"/assessments/{key}/asked").text
    assert mara.get(f"/assessments/{key}/asked?page=2").status_code == 200
    assert mara.get(f"/assessments/{key}/asked?page=3").status_code == 404
    assert jonas.get("/asked?page=2").text.count('class="next"') == 52 - LINES_PER_PAGE
    assert jonas.get("/asked?page=3").status_code == 404


def test_an_expired_session_keeps_the_comment(site: Site) -> None:
    key = site.begin()
    named, visitor = ask_of_jonas(site, key), site.client()
    form = {"ask": str(named), "comment": "Half is with the police"}

    page = visitor.save(f"/assessments/{key}/asked/hand-back", form)

    assert page.status_code == 401
    assert "Half is with the police" in page.text


def test_who_coordinates_and_contributes_hands_back_too(site: Site) -> None:
    key = site.begin()
    named = ask_of_jonas(site, key)
    add_member(
        site.store,
        OURS,
        JONAS,
        {TeamRole.COORDINATOR, TeamRole.CONTRIBUTOR},
        stamp=STAMP,
    )
    jonas = site.signed_in_as(JONAS)
    assert "Asked of you" in jonas.get("/").text

    form = {"ask": str(named), "comment": ""}
    back = jonas.save(f"/assessments/{key}/asked/hand-back", form)

    assert back.location == "/asked?handed-back=yes"
    # Coordinating, they may still change everything.
    assert jonas.get(f"/assessments/{key}/indicators/law").text.count("disabled") == 0

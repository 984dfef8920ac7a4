"""Where a round stands: the page, the moves as forms, and what each person sees."""

import pytest
from sqlalchemy import text

from assessment.domain.people.may import State
from assessment.domain.records import PageKey
from assessment.services.rounds.reading import publication_of, snapshot_of
from assessment.services.talk.commenting import comments_on
from tests.builders import an_answer_at
from tests.integration.web.test_every_door import account_of, asked
from tests.web import AuditedClient, Site


@pytest.fixture
def key(site: Site) -> object:
    return site.begin(
        {"coast": ("yes",)},
        **{i.key: an_answer_at(i, 2) for i in site.framework.indicators},
    )


def stand(key: object, way: str = "") -> str:
    return f"/assessments/{key}/stand{way}"


def send(client: AuditedClient, key: object, way: str, **form: str) -> int:
    sent = {name.replace("_", "-"): text for name, text in form.items()}
    return client.save(stand(key, f"/{way}"), sent).status_code


def cleared(site: Site, key: object) -> None:
    assert send(site.signed_in("coordinator"), key, "hand-on") == 303
    officer = site.signed_in("clearing-officer")
    assert sign(site, officer, key) == 303


def sign(site: Site, officer: AuditedClient, key: object) -> int:
    revision = str(site.stored(key).revision)  # type: ignore[arg-type]
    return send(
        officer,
        key,
        "clear",
        name="A. Head",
        function="Minister of Justice",
        revision=revision,
    )


def test_a_round_goes_its_way_from_page_to_page(site: Site, key: object) -> None:
    coordinator = site.signed_in("coordinator")
    officer = site.signed_in("clearing-officer")

    page = coordinator.get(stand(key)).text
    assert "Hand it on" in page
    assert "Clear it" not in page
    assert send(coordinator, key, "hand-on") == 303
    told = coordinator.get(stand(key) + "?done=hand-on").text
    assert "It is handed on for review." in told
    assert "Take it back" in told
    waiting = officer.get(stand(key)).text
    assert "Clear it as it stands" in waiting
    assert "Return it with these reasons" in waiting
    assert sign(site, officer, key) == 303
    snapshot = snapshot_of(site.store, key)  # type: ignore[arg-type]
    assert snapshot is not None
    signed = coordinator.get(stand(key)).text
    assert snapshot.code in signed
    assert snapshot.digest in signed
    assert "Signed by A. Head, Minister of Justice" in signed
    assert send(coordinator, key, "publish", visibility="scores") == 303
    shown = publication_of(site.store, key)  # type: ignore[arg-type]
    assert shown is not None
    assert shown.snapshot == snapshot
    assert "others see: Scores" in coordinator.get(stand(key)).text
    less = {"visibility": "bands", "because": "Too much."}
    assert send(coordinator, key, "visibility", **less) == 303
    assert send(coordinator, key, "withdraw", because="An error.") == 303
    assert site.stored(key).state is State.WITHDRAWN  # type: ignore[arg-type]
    told = coordinator.get(stand(key)).text
    for said in ("Too much.", "An error.", "withdrew it", "published it"):
        assert said in told
    assert coordinator.get(f"/assessments/{key}/history").status_code == 200
    assert coordinator.get(f"/assessments/{key}/manage").status_code == 200


def test_what_blocks_is_said_and_leads_to_the_review(site: Site) -> None:
    key, coordinator = site.begin(), site.signed_in("coordinator")

    page = coordinator.get(stand(key)).text

    assert "things that have to be settled first" in page
    assert f'href="/assessments/{key}/review"' in page
    refused = coordinator.save(stand(key, "/hand-on"), {})
    assert refused.status_code == 422
    assert "The review finds" in refused.text
    assert site.stored(key).state is State.DRAFT


def test_a_return_without_a_reason_keeps_what_was_typed(
    site: Site, key: object
) -> None:
    send(site.signed_in("coordinator"), key, "hand-on")
    officer = site.signed_in("clearing-officer")
    typed = {"because": " ", "remark-law": "Which paragraph, please?"}

    refused = officer.save(stand(key, "/return"), typed)

    assert refused.status_code == 422
    assert "Say why. Your team will read it." in refused.text
    assert "Which paragraph, please?" in refused.text
    typed["because"] = "The law is of 2019."
    assert officer.save(stand(key, "/return"), typed).status_code == 303
    (remark,) = comments_on(site.store, PageKey(key, "law"))  # type: ignore[arg-type]
    assert remark.is_return
    coordinator = site.signed_in("coordinator")
    for path in ("indicators/law", "comments"):
        page = coordinator.get(f"/assessments/{key}/{path}").text
        assert "Which paragraph, please?" in page
        assert "returned" in page
    assert "The law is of 2019." in coordinator.get(stand(key)).text


def test_a_reason_that_names_a_child_is_held_up(site: Site, key: object) -> None:
    send(site.signed_in("coordinator"), key, "hand-on")
    officer = site.signed_in("clearing-officer")
    typed = {"because": "Fatou, 12 years old, is named in the note."}

    held = officer.save(stand(key, "/return"), typed)

    assert held.status_code == 422
    assert "this may be about one young person" in held.text
    assert site.stored(key).state is State.IN_REVIEW  # type: ignore[arg-type]


def test_nobody_clears_what_was_changed_meanwhile(site: Site, key: object) -> None:
    coordinator, officer = (
        site.signed_in(who) for who in ("coordinator", "clearing-officer")
    )
    send(coordinator, key, "hand-on")
    old = str(site.stored(key).revision)  # type: ignore[arg-type]
    send(coordinator, key, "take-back", because="One more thing.")
    send(coordinator, key, "hand-on")
    typed = {"name": "A. Head", "function": "Minister", "revision": old}

    refused = officer.save(stand(key, "/clear"), typed)

    assert refused.status_code == 422
    assert "It was changed after you opened this page." in refused.text
    assert 'value="A. Head"' in refused.text
    assert snapshot_of(site.store, key) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["coordinator", "contributor"])
def test_in_review_pages_can_be_read_and_say_why_they_cannot_be_changed(
    site: Site, key: object, who: str
) -> None:
    asked(site, key)  # type: ignore[arg-type]
    send(site.signed_in("coordinator"), key, "hand-on")
    client = site.signed_in(who)

    for path in ("indicators/law", "profile", ""):
        page = client.get(f"/assessments/{key}/{path}").text
        assert "nobody changes answers until it comes back" in page
        assert stand(key) in page
    saved = client.save(f"/assessments/{key}/indicators/law", {"version": "1"})
    assert saved.status_code == 403


def test_a_contributor_sees_how_far_it_is_and_not_what_was_said_of_others(
    site: Site, key: object
) -> None:
    asked(site, key)  # type: ignore[arg-type]
    send(site.signed_in("coordinator"), key, "hand-on")
    send(site.signed_in("coordinator"), key, "take-back", because="Health was late.")

    page = site.signed_in("contributor").get(stand(key)).text

    assert 'aria-current="step">Draft' in page
    assert "Health was late." not in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]


def test_lists_say_how_far_each_round_is(site: Site, key: object) -> None:
    send(site.signed_in("coordinator"), key, "hand-on")

    home = site.signed_in("coordinator").get("/").text

    assert f'<a href="{stand(key)}">In review' in home
    assert (
        '<span class="tag">In review</span>'
        in site.signed_in("reader").get(f"/assessments/{key}/").text
    )


def test_what_is_in_the_archive_offers_no_move(site: Site, key: object) -> None:
    coordinator = site.signed_in("coordinator")
    coordinator.save(f"/assessments/{key}/manage/archive", {})

    page = coordinator.get(stand(key)).text

    assert "Hand it on" not in page
    assert coordinator.save(stand(key, "/hand-on"), {}).status_code == 409


def test_what_is_corrected_can_be_withdrawn_while_it_is_a_draft(
    site: Site, key: object
) -> None:
    cleared(site, key)
    coordinator = site.signed_in("coordinator")
    send(coordinator, key, "publish", visibility="all")
    send(coordinator, key, "take-back", because="A wrong date.")

    page = coordinator.get(stand(key)).text

    assert "It stays shown as it was signed" in page
    assert "Withdraw it" in page
    assert send(coordinator, key, "withdraw", because="All of it.") == 303
    assert "Withdraw it" not in coordinator.get(stand(key)).text
    assert site.stored(key).state is State.DRAFT  # type: ignore[arg-type]


def test_a_clearing_officer_who_answered_is_told_why_they_cannot_clear(
    site: Site, key: object
) -> None:
    with site.store.writing() as session:
        session.execute(
            text("UPDATE page SET saved_by_id = :who WHERE indicator_key = 'law'"),
            {"who": account_of(site, "clearing-officer")},
        )
        session.execute(text("UPDATE assessment SET revision = revision + 1"))
    send(site.signed_in("coordinator"), key, "hand-on")
    officer = site.signed_in("clearing-officer")

    page = officer.get(stand(key)).text

    assert "Whoever answered questions of an assessment cannot clear it." in page
    assert "Clear it as it stands" not in page
    assert sign(site, officer, key) == 403


def test_the_portable_file_and_the_report_of_what_is_signed_are_the_snapshot(
    site: Site, key: object
) -> None:
    cleared(site, key)
    snapshot = snapshot_of(site.store, key)  # type: ignore[arg-type]
    assert snapshot is not None

    file = site.signed_in("reader").get(f"/assessments/{key}/results/assessment.json")

    assert file.text == snapshot.text

"""Files on the page of an indicator, the register, downloads: without script, as people do it."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest

from assessment.domain.answers import Answer, EvidenceItem
from assessment.domain.evidence import LinkCheck, LinkState
from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.records import Shelf, Stamp
from assessment.evidence_settings import EvidenceSettings
from assessment.services.assessments.managing import move_assessment
from assessment.services.delegation.asks import keep_assignment
from assessment.services.evidence.reading import files_of
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository
from tests.builders import an_answer
from tests.databases import NOON, STAMP
from tests.files import a_pdf, a_picture, a_zip, an_office_file
from tests.teams import OURS
from tests.web import AuditedClient, Site, hidden, make_site

LIMITS = EvidenceSettings(file_bytes=100_000, files_bytes=300_000)


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    return make_site(store, tmp_path, evidence=LIMITS)


def page_of(key: UUID, indicator: str = "law") -> str:
    return f"/assessments/{key}/indicators/{indicator}"


def a_form(**more: Any) -> dict[str, Any]:
    """Return what a browser sends for the page of "law"."""
    row = {f"evidence-0-{part}": "" for part in ("title", "link", "date", "page")}
    return {"version": "0", "met": ["c1"], "grade": "A", **row, "note": "", **more}


def law(name: str = "law.pdf", content: bytes | None = None) -> tuple[BytesIO, str]:
    return BytesIO(content if content is not None else a_pdf()), name


def got(client: AuditedClient, key: UUID, digest: str) -> int:
    """Return the status of a download."""
    with client.get(f"/assessments/{key}/evidence/{digest}") as response:
        return response.status_code


def with_file(site: Site, client: AuditedClient, key: UUID, **more: Any) -> str:
    """Attach a file to "law" and return its digest."""
    form = a_form(**{"evidence-0-upload": law(), "evidence-0-title": "The law", **more})
    assert client.save(page_of(key), form).status_code == 303
    return site.stored(key).assessment.answers["law"].evidence[0].file


def asked_of_contributor(site: Site, key: UUID, indicator: str) -> None:
    account = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert account is not None
    keep_assignment(
        site.store,
        Assignment(
            UUID(int=7), key, account.id, AskKind.INDICATOR, indicator, STAMP.at
        ),
    )


def test_a_file_is_attached_shown_and_handed_out(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    digest = with_file(site, client, key)

    page = client.get(page_of(key)).text
    assert f'href="/assessments/{key}/evidence/{digest}"' in page
    assert digest[:12] in page
    sent = client.get(f"/assessments/{key}/evidence/{digest}")
    assert sent.data == a_pdf()
    assert sent.headers["Content-Type"] == "application/pdf"
    assert sent.headers["Content-Disposition"] == "attachment; filename=law.pdf"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    policy = sent.headers["Content-Security-Policy"]
    assert policy.strip() == "default-src 'none'; sandbox"
    assert sent.headers["Cache-Control"] == "no-store"
    sent.close()


def test_a_name_in_another_script_is_given_twice(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    form = a_form(**{"evidence-0-upload": law("قانون.pdf")})
    client.save(page_of(key), form)

    (item,) = site.stored(key).assessment.answers["law"].evidence
    assert (item.title, item.file_name) == ("قانون", "قانون.pdf")
    sent = client.get(f"/assessments/{key}/evidence/{item.file}")
    assert "filename*=UTF-8''%D9%82" in sent.headers["Content-Disposition"]
    sent.close()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"hello", "notes.txt", "none of the kinds that can be attached"),
        (b"<script>alert(1)</script>", "law.pdf", "none of the kinds"),
        (
            an_office_file("docx", **{"word/vbaProject.bin": "x"}),
            "a.docx",
            "holds a program",
        ),
        (b"x" * 150_000, "big.pdf", "0.2 MB; at most 0.1 MB fit"),
        (b"", "empty.pdf", "is empty"),
    ],
)
def test_a_refused_file_takes_nothing_from_what_was_typed(
    site: Site, content: bytes, name: str, says: str
) -> None:
    client, key = site.signed_in(), site.begin()
    form = a_form(
        **{
            "evidence-0-title": "The law",
            "evidence-0-page": "art. 3",
            "evidence-0-upload": law(name, content),
            "note": "A long note that took an hour.",
        }
    )
    response = client.save(page_of(key), form)

    assert response.status_code == 422
    assert says in response.text
    assert 'id="evidence-0-upload-wrong"' in response.text
    assert "Saved, except one thing" in response.text
    answer = site.stored(key).assessment.answers["law"]
    assert answer.note == "A long note that took an hour."
    assert answer.evidence == (EvidenceItem("The law", page="art. 3"),)
    assert not files_of(site.store, key)


def test_a_file_that_is_kept_while_the_rest_is_wrong_need_not_be_chosen_again(
    site: Site,
) -> None:
    client, key = site.signed_in(), site.begin()
    form = a_form(met=[], **{"evidence-0-upload": law()})
    response = client.save(page_of(key), form)

    assert response.status_code == 422
    (digest,) = files_of(site.store, key)
    assert f'name="evidence-0-file" value="{digest}"' in response.text
    form = a_form(**{"evidence-0-file": digest, "evidence-0-title": "law"})
    assert client.save(page_of(key), form).status_code == 303
    (item,) = site.stored(key).assessment.answers["law"].evidence
    assert (item.file, item.file_name) == (digest, "law.pdf")


def test_a_name_that_may_be_a_childs_is_warned_of_before_it_is_saved(
    site: Site,
) -> None:
    client, key = site.signed_in(), site.begin()
    form = a_form(**{"evidence-0-upload": law("Amina_14_years_old.pdf")})
    form["evidence-0-title"] = "Statement"
    response = client.save(page_of(key), form)

    assert response.status_code == 422
    assert "this may be about one young person" in response.text
    assert "law" not in site.stored(key).assessment.answers
    # The same content under another name: that is the one it keeps.
    form["evidence-0-upload"] = law("statement.pdf")
    assert client.save(page_of(key), form).status_code == 303
    (item,) = site.stored(key).assessment.answers["law"].evidence
    assert item.file_name == "statement.pdf"


def test_a_file_is_taken_out_and_another_put_in_its_place(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    digest = with_file(site, client, key)
    form = a_form(
        version="1", **{"evidence-0-title": "The law", "evidence-0-file": digest}
    )
    form["evidence-0-upload"] = law("new.png", a_picture())
    client.save(page_of(key), form)
    (item,) = site.stored(key).assessment.answers["law"].evidence
    assert (item.title, item.file_name) == ("The law", "new.png")

    form |= {"version": "2", "evidence-0-file": item.file, "evidence-0-drop": "yes"}
    del form["evidence-0-upload"]
    client.save(page_of(key), form)
    assert site.stored(key).assessment.answers["law"].evidence == (
        EvidenceItem("The law"),
    )
    history = client.get(f"{page_of(key)}/history").text
    assert "new.png" in history
    assert "law.pdf" in history


def test_a_made_up_or_foreign_digest_becomes_no_part_of_an_answer(site: Site) -> None:
    client, key, other = site.signed_in(), site.begin(), site.begin()
    digest = with_file(site, client, other)
    for made_up in (digest, "ab" * 32, "../../etc/passwd"):
        form = a_form(**{"evidence-0-file": made_up, "evidence-0-title": "Law"})
        assert client.save(page_of(key), form).status_code == 422
    assert not any(
        item.file
        for answer in site.stored(key).assessment.answers.values()
        for item in answer.evidence
    )
    assert got(client, key, digest) == 404


def test_a_document_is_used_again_without_a_script(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    digest = with_file(site, client, key, **{"evidence-0-page": "art. 3"})
    page = client.get(page_of(key, "data")).text
    again = page.partition('<select id="again"')[2].partition("</select>")[0]
    assert "The law</option>" in again
    chosen = again.rpartition('<option value="')[2].partition('"')[0]
    response = client.save(page_of(key, "data"), a_form(again=chosen))

    assert response.status_code == 303
    assert site.stored(key).assessment.answers["data"].evidence == (
        EvidenceItem("The law", file=digest, file_name="law.pdf"),
    )
    # Choosing what is there already changes nothing.
    form = a_form(version="1", again=chosen)
    form |= {"evidence-0-file": digest, "evidence-0-title": "The law"}
    client.save(page_of(key, "data"), form)
    assert len(site.stored(key).assessment.answers["data"].evidence) == 1


def test_a_script_sends_a_file_and_the_answer_names_it_later(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    sent = client.save(f"{page_of(key)}/files", {"file": law("Act 12.pdf")})
    assert sent.json is not None
    assert sent.json["name"] == "Act 12.pdf"
    assert sent.json["title"] == "Act 12"
    assert client.get(f"/assessments/{key}/evidence").text.count("Act 12.pdf") == 0
    refused = client.save(f"{page_of(key)}/files", {"file": law("a.txt", b"x")})
    assert refused.status_code == 422
    assert refused.json is not None
    assert "“a.txt” is none of the kinds" in refused.json["message"]
    assert client.save(f"{page_of(key)}/files", {}).status_code == 422


def test_other_pages_take_no_more_than_before(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    url, content = f"/assessments/{key}/profile", b"x" * 600_000
    response = client.save(url, {"version": "0", "x": law("big.pdf", content)})
    response.request.environ["wsgi.input"].close()
    assert response.status_code == 413
    form = {"evidence-0-upload": law("big.pdf", content)}
    response = site.client().post(page_of(key), data=form)
    response.request.environ["wsgi.input"].close()
    assert response.status_code == 413


def test_a_contributor_gets_the_files_of_what_was_asked_and_no_others(
    site: Site,
) -> None:
    coordinator, key = site.signed_in(), site.begin()
    of_law = with_file(site, coordinator, key)
    form = a_form(**{"evidence-0-upload": law("data.png", a_picture())})
    coordinator.save(page_of(key, "data"), form)
    (item,) = site.stored(key).assessment.answers["data"].evidence
    asked_of_contributor(site, key, "data")
    client = site.signed_in("contributor")

    assert got(client, key, item.file) == 200
    assert got(client, key, of_law) == 404
    register = client.get(f"/assessments/{key}/evidence").text
    assert "data.png" in register
    assert "The law" not in register
    assert "law.pdf" not in client.get(page_of(key, "data")).text
    # Nor can it be named by who does not see it.
    form = a_form(version="1", **{"evidence-0-title": "x", "evidence-0-file": of_law})
    assert client.save(page_of(key, "data"), form).status_code == 422
    assert site.client().get(f"/assessments/{key}/evidence/{of_law}").status_code == 303


def two_answers() -> dict[str, Answer]:
    document = EvidenceItem("The law", "https://law.example", "2023", "art. 3")
    return {
        "law": an_answer("c1", evidence=(document,)),
        "care": an_answer("c1", evidence=(replace(document, page="p. 9"),)),
    }


def document_key(page: str) -> str:
    return page.partition('id="document-')[2].partition('"')[0]


def test_the_register_mends_a_document_in_all_its_answers_at_once(site: Site) -> None:
    client, key = site.signed_in(), site.begin(**two_answers())
    url = f"/assessments/{key}/evidence"
    page = client.get(url).text
    assert "1 document" in page
    assert page.count("#evidence") == 2
    mend = f"{url}/documents/{document_key(page)}"
    assert "It backs 2 answers." in client.get(mend).text
    seen = {
        "seen-title": "The law",
        "seen-link": "https://law.example",
        "seen-date": "2023",
    }
    typed = {"title": "Act 12", "link": "https://act.example", "date": "2024"}
    assert client.save(mend, {**seen, **typed, "title": ""}).status_code == 422
    assert client.save(mend, {**seen, **typed}).status_code == 303

    answers = site.stored(key).assessment.answers
    assert [answers[k].evidence[0].page for k in ("law", "care")] == ["art. 3", "p. 9"]
    assert {answers[k].evidence[0].title for k in ("law", "care")} == {"Act 12"}
    assert "Act 12" in client.get(f"{page_of(key)}/history").text
    # It has another link now, so it is another document to the old page.
    assert client.save(mend, {**seen, **typed}).status_code == 404


def test_who_mends_on_an_old_page_is_told_and_keeps_what_was_typed(site: Site) -> None:
    client, key = site.signed_in(), site.begin(**two_answers())
    url = f"/assessments/{key}/evidence"
    mend = f"{url}/documents/{document_key(client.get(url).text)}"
    typed = {"title": "Act 12", "link": "https://law.example", "date": "2024"}
    seen = {"seen-title": "Old", "seen-link": "https://law.example", "seen-date": ""}
    response = client.save(mend, {**seen, **typed})
    assert response.status_code == 409
    assert "Act 12" in response.text
    assert site.stored(key).assessment.answers["law"].evidence[0].title == "The law"


def test_a_document_is_taken_out_of_every_answer(site: Site) -> None:
    client, key = site.signed_in(), site.begin(**two_answers())
    url = f"/assessments/{key}/evidence"
    mend = f"{url}/documents/{document_key(client.get(url).text)}"
    assert client.save(f"{mend}/remove", {}).status_code == 303
    assert not any(a.evidence for a in site.stored(key).assessment.answers.values())
    assert "No answer names a document yet" in client.get(url).text
    assert client.save(f"{mend}/remove", {}).status_code == 303
    assert client.get(mend).status_code == 404


def test_mending_confirms_nothing_and_gives_nothing_anew(site: Site) -> None:
    client, key = site.signed_in(), site.begin(**two_answers())
    before = site.stored(key).pages["law"]
    url = f"/assessments/{key}/evidence"
    client.save(f"{url}/documents/{document_key(client.get(url).text)}/remove", {})
    after = site.stored(key).pages["law"]
    assert after.version == before.version + 1
    assert (after.saved_by, after.carried) == (before.saved_by, before.carried)


def test_what_is_archived_takes_no_file_and_shows_all(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    digest = with_file(site, client, key)
    move_assessment(site.store, key, Shelf.ARCHIVE, stamp=Stamp(STAMP.actor, NOON))
    form = a_form(version="1", **{"evidence-0-upload": law("more.png", a_picture())})
    assert client.save(page_of(key), form).status_code == 409
    assert len(files_of(site.store, key)) == 1
    assert got(client, key, digest) == 200
    assert "Mend or take out" not in client.get(f"/assessments/{key}/evidence").text


def test_an_archive_with_files_comes_back_through_the_import(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    digest = with_file(site, client, key)
    data = client.get(f"/assessments/{key}/evidence.zip", buffered=True)
    assert data.mimetype == "application/zip"

    looked = client.save(
        "/assessments/import", {"file": (BytesIO(data.data), "XS.zip")}
    )
    assert looked.status_code == 200
    assert "1 file of evidence" in looked.text
    fields = {name: hidden(looked.text, name) for name in ("packed", "came")}
    team = {"team": str(OURS)}
    stored = client.save("/assessments/import", {**fields, **team})
    assert stored.status_code == 303
    new = UUID(stored.location.rstrip("/").rpartition("/")[2])
    assert site.stored(new).assessment == site.stored(key).assessment
    assert got(client, new, digest) == 200
    again = client.get(f"/assessments/{new}/evidence.zip", buffered=True)
    assert again.data == data.data


def test_nobody_brings_files_in_that_they_never_had(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    digest = with_file(site, client, key)
    data = client.get(f"/assessments/{key}/evidence.zip", buffered=True).data
    looked = client.save("/assessments/import", {"file": (BytesIO(data), "XS.zip")})
    packed, came = (hidden(looked.text, name) for name in ("packed", "came"))
    form = {"packed": packed, "team": str(OURS)}
    forged = client.save("/assessments/import", {**form, "came": came[:-2] + "xx"})
    assert forged.status_code == 422
    assert "Choose the archive again" in forged.text
    # Without the note the answers come, and say that the file is not here.
    stored = client.save("/assessments/import", form)
    new = UUID(stored.location.rstrip("/").rpartition("/")[2])
    assert got(client, new, digest) == 404
    assert "not here: it was named without its file" in client.get(page_of(new)).text


def test_files_that_are_taken_over_count_with_those_that_are_there(
    store: Store, tmp_path: Path
) -> None:
    limits = EvidenceSettings(files_bytes=len(a_pdf()) + len(a_picture()) - 1)
    site = make_site(store, tmp_path, evidence=limits)
    client, from_, to = site.signed_in(), site.begin(), site.begin()
    with_file(site, client, from_)
    data = client.get(f"/assessments/{from_}/evidence.zip", buffered=True).data
    picture = {"evidence-0-upload": law("map.png", a_picture())}
    mine = with_file(site, client, to, **picture)
    looked = client.save("/assessments/import", {"file": (BytesIO(data), "XS.zip")})
    form = {name: hidden(looked.text, name) for name in ("packed", "came")}

    refused = client.save(
        "/assessments/import",
        {**form, "take": "all", "target": str(to), "seen": site.stored(to).revision},
    )

    assert refused.status_code == 422
    assert "the files of this assessment would have" in refused.text
    assert list(files_of(site.store, to)) == [mine]
    assert mine in str(site.stored(to).assessment.answers["law"].evidence)


def test_an_archive_that_was_changed_is_refused_in_words(site: Site) -> None:
    client, key = site.signed_in(), site.begin()
    with_file(site, client, key)
    data = client.get(f"/assessments/{key}/evidence.zip", buffered=True).data
    with ZipFile(BytesIO(data)) as archive:
        entries = {n: archive.read(n) for n in archive.namelist()}
    entries["../evil.pdf"] = a_pdf()
    sent = {"file": (BytesIO(a_zip(entries)), "XS.zip")}
    response = client.save("/assessments/import", sent)
    assert response.status_code == 422
    assert "leads outside" in response.text


def test_links_are_asked_beside_the_request_and_the_register_says_what_came(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path, evidence=EvidenceSettings())
    client, key = site.signed_in(), site.begin(**two_answers())
    with store.writing() as session:
        EvidenceRepository(session).keep_checks(
            key, [LinkCheck("https://law.example", LinkState.REFUSED, NOON, 403)]
        )
    page = client.get(f"/assessments/{key}/evidence").text
    assert "Ask whether 1 link still leads somewhere" in page
    assert "The site answered with 403. Sites often refuse programs" in page
    assert "Look for another link" not in page

    closed = make_site(store, tmp_path, evidence=EvidenceSettings(asks_links=False))
    page = closed.signed_in().get(f"/assessments/{key}/evidence").text
    assert "Ask whether" not in page

"""Managing assessments: details, copies, the archive, files, exercises."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import event

from assessment import resources
from assessment.domain.people.events import ACCOUNTS
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import AuditAction
from assessment.framework_file import load_framework
from assessment.services.assessments.reading import history, list_assessments
from assessment.storage.engine import Store
from tests.builders import an_answer
from tests.web import AuditedClient, Site, web_app

DETAILS = {
    "name": "",
    "period": "2027",
    "respondent": "Ministry of Justice",
    "language": "fr",
}
SEEN = {
    "seen-name": "",
    "seen-period": "2026",
    "seen-respondent": "",
    "seen-language": "en",
}


def test_details_can_be_changed_and_the_change_is_in_the_trail(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"))

    saved = anna.save(f"/assessments/{key}/manage", {**DETAILS, **SEEN})

    assert saved.status_code == 303
    assessment = site.stored(key).assessment
    assert (assessment.period, assessment.respondent, assessment.language) == (
        "2027",
        "Ministry of Justice",
        "fr",
    )
    entry = history(site.store, key)[0]
    assert entry.action is AuditAction.DETAILS
    assert "The details are saved." in anna.get(saved.location).text
    assert "details changed" in anna.get(f"/assessments/{key}/manage").text


def test_two_people_on_the_details_are_told(site: Site, anna: AuditedClient) -> None:
    key = site.begin()
    url = f"/assessments/{key}/manage"
    anna.save(url, {**DETAILS, **SEEN})

    page = anna.save(url, {**DETAILS, "period": "2030", **SEEN})

    assert page.status_code == 409
    assert "Somebody else changed the details meanwhile" in page.text
    assert 'value="2030"' in page.text
    assert site.stored(key).assessment.period == "2027"


@pytest.mark.parametrize(
    "wrong",
    [{"period": "23"}, {"period": "²"}, {"language": "xx"}, {"respondent": "x" * 300}],
)
def test_wrong_details_are_marked(
    site: Site, anna: AuditedClient, wrong: dict[str, str]
) -> None:
    key = site.begin()

    page = anna.save(f"/assessments/{key}/manage", {**DETAILS, **SEEN, **wrong})

    assert page.status_code == 422
    assert f'href="#{next(iter(wrong))}"' in page.text
    assert site.stored(key).revision == 1


def test_the_archive_keeps_everything_and_lets_nothing_change(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"))
    base = f"/assessments/{key}"

    anna.save(f"{base}/manage/archive", {})

    assert str(key) not in anna.get("/").text
    assert "1 in the archive" in anna.get("/").text
    assert str(key) in anna.get("/?shelf=archive").text
    page = anna.get(f"{base}/indicators/law").text
    assert "In the archive" in page
    assert "Save and continue" not in page
    refused = anna.save(f"{base}/indicators/law", {"version": "1", "none": "yes"})
    assert refused.status_code == 409
    assert "Put it back first." in refused.text
    anna.save(f"{base}/manage/restore", {})
    assert str(key) in anna.get("/").text
    saved = anna.save(f"{base}/indicators/law", {"version": "1", "none": "yes"})
    assert saved.status_code == 303


def test_what_is_deleted_is_gone_and_its_trail_is_kept(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"))
    url = f"/assessments/{key}/manage/delete"

    unsure = anna.save(url, {})
    assert unsure.status_code == 422
    assert "Tick that you are sure." in unsure.text
    anna.save(url, {"sure": "yes"})

    assert list_assessments(site.store, EVERYTHING) == ()
    assert anna.get(f"/assessments/{key}/").status_code == 404
    assert anna.save(url, {"sure": "yes"}).status_code == 404
    with site.store.reading() as session:
        trail = session.connection().exec_driver_sql(
            "SELECT action FROM audit_entry WHERE assessment_id != ? ORDER BY id",
            (ACCOUNTS.hex,),
        )
        assert [row[0] for row in trail] == ["created", "answer", "deleted"]


def test_a_reader_manages_nothing(site: Site) -> None:
    key = site.begin()
    reader = site.signed_in("reader")

    assert reader.get(f"/assessments/{key}/manage").status_code == 403
    assert "/manage" not in reader.get(f"/assessments/{key}/").text


def test_several_files_are_shown_before_anything_is_stored(
    site: Site, anna: AuditedClient
) -> None:
    texts = []
    for answers in ({"law": an_answer("c1")}, {}):
        key = site.begin({"coast": ("yes",)}, **answers)
        texts.append(anna.get(f"/assessments/{key}/results/assessment.json").data)
        anna.save(f"/assessments/{key}/manage/delete", {"sure": "yes"})
    files = [
        (BytesIO(texts[0]), "one.json"),
        (BytesIO(texts[1]), "two.json"),
        (BytesIO(b"PK\x03\x04word"), "report.docx"),
    ]

    shown = anna.save("/assessments/import", {"file": files})

    assert shown.status_code == 200
    assert "1 of 4" in shown.text
    assert "This is a file of Word, Excel or a ZIP archive." in shown.text
    assert list_assessments(site.store, EVERYTHING) == ()
    packed = re.findall(r'name="packed" value="([^"]+)"', shown.text)
    gone = anna.save("/assessments/import", {"packed": packed})
    assert gone.status_code == 303
    assert len(list_assessments(site.store, EVERYTHING)) == 2


def test_a_file_like_one_that_is_here_is_marked(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    file = anna.get(f"/assessments/{key}/results/assessment.json").data

    shown = anna.save("/assessments/import", {"file": (BytesIO(file), "again.json")})

    assert "there is one like it" in shown.text


@pytest.mark.parametrize("packed", ["", "x", "eJw=", "eJyLjgUAARUAuQ=="])
def test_what_did_not_come_back_whole_stores_nothing(
    site: Site, anna: AuditedClient, packed: str
) -> None:
    page = anna.save("/assessments/import", {"packed": packed})

    assert page.status_code in {422, 500}
    assert list_assessments(site.store, EVERYTHING) == ()


def test_twins_on_the_list_have_a_short_name(site: Site, anna: AuditedClient) -> None:
    first, second = site.begin(), site.begin()

    page = anna.get("/").text

    for key in (first, second):
        assert f'<span class="soft number">{str(key)[:8]}</span>' in page


@pytest.fixture
def real_framework_site(store: Store, tmp_path: Path) -> Site:
    """The application with the framework that is shipped."""
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    return Site(web_app(store, tmp_path, framework, demo=True), store, framework)


def test_exercises_have_names_of_their_own(real_framework_site: Site) -> None:
    other = real_framework_site
    anna_ = other.signed_in()
    form = {
        "archetypes": [kind.key for kind in other.framework.archetypes[:2]],
        "count": "4",
        "seed": "7",
        "period": "2026",
        "language": "en",
    }

    anna_.save("/exercises", {**form, "go": "list"})
    packed = anna_.save("/exercises", {**form, "go": "files"})

    codes = [s.subject.code for s in list_assessments(other.store, EVERYTHING)]
    assert len(set(codes)) == 4
    names = ZipFile(BytesIO(packed.data)).namelist()
    assert names[:2] == ["XA-Aldoria-2026.json", "XB-Belvane-2026.json"]


@pytest.mark.parametrize("wrong", [{"count": "²"}, {"count": "26"}, {"seed": "9" * 50}])
def test_a_wrong_number_of_exercises_is_marked(
    real_framework_site: Site, wrong: dict[str, str]
) -> None:
    form = {"archetypes": "fragile-state", "count": "1", "seed": "1", "period": "2026"}
    client = real_framework_site.signed_in()

    page = client.save("/exercises", {**form, "language": "en", **wrong})

    assert page.status_code == 422
    assert "Give a number from" in page.text


def test_a_list_takes_as_many_queries_for_3_as_for_100(
    site: Site, anna: AuditedClient
) -> None:
    def queries() -> int:
        anna.get("/")  # whatever is asked only once
        seen: list[str] = []

        def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        engine = site.store.engine
        event.listen(engine, "before_cursor_execute", note)
        page = anna.get("/").text
        event.remove(engine, "before_cursor_execute", note)
        assert len(page) < 60_000
        return len(seen)

    for _ in range(3):
        site.begin()
    few = queries()
    for _ in range(100):
        site.begin()

    assert queries() == few
    assert anna.get("/?page=3").text.count("<tr>") == 4
    assert anna.get("/?page=4").status_code == 404

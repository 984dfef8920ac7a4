"""Posts that no page of ours sends get clear answers, and change nothing."""

from io import BytesIO
from typing import Any
from wsgiref.util import is_hop_by_hop

import pytest

from assessment.domain.answer_check import check_answer
from tests.builders import an_answer
from tests.web import AuditedClient, Site

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown criterion": (
        {"met": ["c1", "made-up"]},
        "There is no criterion “made-up” here.",
    ),
    "an unknown grade": ({"grade": "Z"}, "There is no evidence grade “Z”."),
    "a note beyond the limit": ({"note": "x" * 4001}, "at most 4000 fit"),
    "a title beyond the limit": (
        {"evidence-0-title": "x" * 301},
        "at most 300 fit",
    ),
    "a link that runs": (
        {"evidence-0-title": "A", "evidence-0-link": "javascript:alert(1)"},
        "A link begins with https://",
    ),
    "a link that shows another site": (
        {"evidence-0-title": "A", "evidence-0-link": "https://a.example/\u2067gro.b//"},
        "A link begins with https://",
    ),
    "evidence without a title": (
        {"evidence-0-link": "https://example.org"},
        "Give the evidence a title.",
    ),
    "too much evidence": (
        {f"evidence-{n}-title": "A" for n in range(21)},
        "At most 20 pieces of evidence fit",
    ),
    "a day that does not exist": (
        {"evidence-0-title": "A", "evidence-0-date": "2019-02-31"},
        "There is no such day",
    ),
    "a password in a link": (
        {
            "evidence-0-title": "A",
            "evidence-0-link": "https://anna:secret@roads.example/",
        },
        "name or password",
    ),
    "a title that nobody sees": (
        {"evidence-0-title": "\u200b\u2060"},
        "characters that nobody sees",
    ),
    "a figure that is next to nothing": (
        {"figure-spent": "0." + "0" * 30 + "1"},
        "at most 12 decimals",
    ),
    "a figure beyond counting": (
        {"figure-spent": "9" * 30},
        "This number is too large",
    ),
    "a version in other digits": ({"version": "²"}, "came without its version"),
    "a version of 5,000 digits": ({"version": "9" * 5000}, "came without its version"),
    "no version": ({"version": ""}, "The page came without its version"),
    "a version that is no number": ({"version": "one"}, "came without its version"),
    "a negative version": ({"version": "-1"}, "came without its version"),
    "known and unknown": ({"unknown": "yes"}, "“We do not know” and also"),
    "none and some": ({"none": "yes"}, "“None of this is in place” and also"),
    "a figure in words": ({"figure-spent": "many"}, "Write a number"),
    "an endless figure": ({"figure-spent": "9" * 41}, "Write a number"),
    "a figure that is none": ({"figure-spent": "nan"}, "Write a number"),
    "a negative figure": ({"figure-spent": "-3"}, "not negative"),
    "few children": ({"figure-helped": "3"}, "enter “&lt;5” instead"),
    "part of a child": ({"figure-helped": "7.5"}, "whole number"),
    "few of what is no child": ({"figure-spent": "<5"}, "only for counts of people"),
    "a year in words": (
        {"figure-spent": "3", "figure-spent.year": "last"},
        "year with four digits",
    ),
    "a year without a figure": (
        {"figure-spent.year": "2025"},
        "the number that this year belongs to",
    ),
}


@pytest.mark.parametrize(("form", "told"), WRONG.values(), ids=WRONG)
def test_wrong_input_is_named_and_never_stored(
    site: Site, anna: AuditedClient, form: dict[str, Any], told: str
) -> None:
    key = site.begin()
    url = f"/assessments/{key}/indicators/care"

    page = anna.save(url, {"version": "0", "met": ["c1"], "grade": "A", **form})

    assert page.status_code == 422
    assert told in page.text
    assert 'id="summary"' in page.text
    stored = site.stored(key).assessment.answers.get("care")
    if stored is None:
        assert form.keys() & {"version", "met", "unknown", "none"}, "ticks are wrong"
    else:
        indicator = site.framework.indicators_by_key["care"]
        assert not check_answer(indicator, site.framework, stored)
        assert "Saved, except one thing" in page.text


@pytest.mark.parametrize("digits", ["²", "9" * 5000, "٣", "-1", "0x1", ""])
def test_fields_that_are_numbered_strangely_break_nothing(
    site: Site, anna: AuditedClient, digits: str
) -> None:
    key = site.begin()
    form = {"version": "0", "met": ["c1"], f"evidence-{digits}-title": "A"}

    page = anna.save(f"/assessments/{key}/indicators/care", form)
    year = anna.save("/assessments/new", {"year": digits, "country": "XA"})

    assert page.status_code in {303, 422}
    assert year.status_code == 422
    for path in (f"/?page={digits}", f"/assessments/{key}/results/gaps?page={digits}"):
        assert anna.get(path).status_code in {200, 404}


def test_what_was_typed_stays_on_the_page(site: Site, anna: AuditedClient) -> None:
    key = site.begin()

    page = anna.save(
        f"/assessments/{key}/indicators/care",
        {
            "version": "0",
            "note": "A long <text>.",
            "figure-helped": "2",
            "evidence-0-title": "The order",
        },
    )

    assert "A long &lt;text&gt;." in page.text
    assert 'value="2"' in page.text
    assert 'value="The order"' in page.text
    assert "Say what is in place" in page.text


def test_control_characters_pasted_along_are_left_out(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    form = {"version": "0", "met": ["c1"], "note": "a\x00b\x0c\u202ec\nd"}

    anna.save(f"/assessments/{key}/indicators/care", form)

    assert site.stored(key).assessment.answers["care"].note == "abc\nd"


def test_a_future_version_is_a_conflict(site: Site, anna: AuditedClient) -> None:
    key = site.begin(law=an_answer("c1"))

    page = anna.save(
        f"/assessments/{key}/indicators/law", {"version": "99", "met": ["c1", "c2a"]}
    )

    assert page.status_code == 409
    assert site.stored(key).version_of("law") == 1


def test_a_huge_body_is_refused(site: Site, anna: AuditedClient) -> None:
    key = site.begin()

    page = anna.save(
        f"/assessments/{key}/indicators/law", {"version": "0", "note": "x" * 600_000}
    )

    assert page.status_code == 413
    assert "too much at once" in page.text
    # Waitress ends in an error of its own when the application speaks for the connection.
    assert not [name for name, _ in page.headers if is_hop_by_hop(name)]


def test_thousands_of_fields_are_refused_quickly(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    rows = {f"evidence-{n}-title": "A" for n in range(5000)}

    page = anna.save(
        f"/assessments/{key}/indicators/law", {"version": "0", "met": ["c1"], **rows}
    )

    assert page.status_code in {413, 422}


@pytest.mark.parametrize(
    "path",
    [
        "/assessments/not-an-id/",
        "/assessments/00000000-0000-4000-8000-000000000000/",
        "/assessments/00000000-0000-4000-8000-000000000000/results/",
        "/nothing",
        "/fs-static/css/x.css",
    ],
)
def test_what_is_not_there_is_said_in_our_look(anna: AuditedClient, path: str) -> None:
    page = anna.get(path)

    assert page.status_code == 404
    assert "There is no such page" in page.text


def test_an_unknown_indicator_lens_or_group_is_not_found(
    site: Site, anna: AuditedClient
) -> None:
    base = f"/assessments/{site.begin()}"

    for path in (
        "/indicators/made-up",
        "/results/by/made-up",
        "/results/by/points",
        "/results/explain/by/points/made-up",
        "/results/explain/by/made-up/care",
        "/results/explain/indicators/made-up",
        "/results/gaps?page=7",
        "/results/report.pdf?lang=xx",
    ):
        assert anna.get(base + path).status_code == 404, path


def test_the_wrong_method_is_said_in_our_look(site: Site, anna: AuditedClient) -> None:
    page = anna.save(f"/assessments/{site.begin()}/review", {})

    assert page.status_code == 405


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"country": "XA", "kind": "training"}, None),
        ({"country": "FR"}, "does not answer for such an assessment"),
        ({"country": "XK", "kind": "training"}, "invented countries"),
        ({"country": "ZZ"}, "Choose a country"),
        ({"country": "<script>"}, "Choose a country"),
        ({"year": "soon"}, "Give a year"),
        ({"year": "2026-2025"}, "earlier year first"),
        ({"year": "12026"}, "Give a year"),
        ({"kind": "made-up"}, "Choose what kind"),
        ({"country": "FR", "kind": "training"}, "invented countries"),
        ({"language": "xx"}, "Choose a language"),
        ({"respondent": "x" * 201}, "at most 200"),
    ],
)
def test_a_new_assessment_says_what_is_wrong(
    anna: AuditedClient, form: dict[str, str], told: str | None
) -> None:
    right = {"country": "FR", "year": "2026", "kind": "government", "language": "en"}

    page = anna.save("/assessments/new", {**right, **form})

    assert page.status_code == (303 if told is None else 422)
    assert told is None or told in page.text


def test_a_profile_with_made_up_values_is_refused(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()

    page = anna.save(
        f"/assessments/{key}/profile", {"version": "0", "fact-coast": "perhaps"}
    )

    assert page.status_code == 422
    assert site.stored(key).profile_version == 0


def test_a_profile_that_contradicts_itself_is_refused(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()

    page = anna.save(
        f"/assessments/{key}/profile",
        {"version": "0", "fact-routes": "origin", "none-routes": "yes"},
    )

    assert page.status_code == 422
    assert "Keep one of the two" in page.text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("", b"", "Choose a file first."),
        ("a.json", b"\xff\xfe\x00", "UTF-16"),
        ("a.json", '{"format"'.encode("utf-16-le"), "UTF-16"),
        ("a.json", b"PK\x03\x04rest", "ZIP archive"),
        ("a.json", b"\x1f\x8brest", "compressed"),
        ("a.json", b"{\xe9}", "is not UTF-8"),
        ("a.json", b"{", "Line"),
        ("a.json", b'{"format": "assessment/1", "made-up": 1}', "is missing here"),
    ],
)
def test_a_broken_file_is_refused_with_a_list(
    anna: AuditedClient, name: str, content: bytes, told: str
) -> None:
    page = anna.save("/assessments/import", {"file": (BytesIO(content), name)})

    assert page.status_code == 422
    assert told in page.text
    assert "Nothing was imported" in page.text


def test_text_of_others_is_never_markup(site: Site, anna: AuditedClient) -> None:
    nasty = '"><script>alert(1)</script>'
    key = site.begin(
        law=an_answer("c1", note=nasty, grade="A"),
    )

    for path in ("indicators/law", "review", "results/", "results/explain"):
        assert "<script>alert" not in anna.get(f"/assessments/{key}/{path}").text


def test_the_way_back_from_a_language_is_never_another_site(
    anna: AuditedClient,
) -> None:
    for target in ("//evil.example", "https://evil.example", "/\\evil.example", "x"):
        assert anna.get("/language/fr", query_string={"next": target}).location == "/"
    assert anna.get("/language/xx").status_code == 404

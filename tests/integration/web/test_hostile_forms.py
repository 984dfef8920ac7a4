"""Hostile forms by property: every route that takes one answers without an error of ours.

Names and values are drawn from those of the pages, doubled, numbered strangely, and from what
breaks programs; nothing stored may then fail its own checks.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from assessment.domain.answer_check import check_assessment
from tests.builders import an_answer
from tests.unit.portable.test_hostile_files import NASTY_TEXTS
from tests.web import Site

NUMBERS = st.sampled_from(["0", "1", "19", "99", "²", "٣", "-1", "9" * 5000, "1e3", ""])
NAMES = (
    st.sampled_from(
        [
            "version", "met", "none", "unknown", "grade", "note", "go", "country", "year",
            "kind", "scope", "language", "respondent", "figure-helped", "figure-helped.year",
            "figure-spent", "fact-coast", "fact-routes", "none-routes", "who", "email",
            "password", "next", "kept-to", "kept-note", "packed", "id", "file", "name",
        ]
    )
    | st.builds("evidence-{}-{}".format, NUMBERS, st.sampled_from(["title", "link", "x"]))
    | NASTY_TEXTS
)  # fmt: skip
VALUES = (
    NASTY_TEXTS | NUMBERS | st.sampled_from(["c1", "c2a", "A", "yes", "no", "0", "XS"])
)
FORMS = st.lists(st.tuples(NAMES, VALUES), max_size=12)
GOOD = MultiDict([("version", "0"), ("met", "c1"), ("grade", "A")])


@pytest.mark.parametrize(
    "way", ["indicators/care", "indicators/law/clear", "profile", "new", "import"]
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_no_form_breaks_a_page(site: Site, way: str, accept: str) -> None:
    anna, key = site.signed_in(), site.begin(law=an_answer("c1"))
    token = anna.token()
    path = (
        f"/assessments/{way}"
        if way in {"new", "import"}
        else f"/assessments/{key}/{way}"
    )

    @settings(
        max_examples=40,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(FORMS, st.booleans())
    def attack(fields: list[tuple[str, str]], grounded: bool) -> None:
        form: MultiDict[str, Any] = MultiDict(GOOD if grounded else ())
        for name, value in fields:
            form.add(name, value.encode("utf-8", "replace").decode())
        form["csrf_token"] = token
        answer = anna.post(
            path, data=form, headers={"Accept": accept, "Origin": "http://localhost"}
        )
        assert answer.status_code < 500, (fields, answer.text)
        assert check_assessment(site.framework, site.stored(key).assessment) == ()

    attack()

"""``assessment plan`` and ``assessment questionnaire``, as people run them."""

import json
from io import BytesIO

import openpyxl
import pypdf
import pytest
from icalendar import Calendar

from assessment import resources
from assessment.framework_file import load_framework
from tests.integration.cli.test_commands import run


@pytest.fixture(scope="module")
def samplia(tmp_path_factory):
    """Return a portable file with a plan of two actions, one of them declined."""
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    indicator = framework.indicators[0]
    first, second, *_ = (criterion.key for criterion in indicator.criteria())
    data = {
        "format": "assessment/1",
        "framework": {"key": framework.key, "edition": framework.edition},
        "subject": {"code": "XA"},
        "kind": "training",
        "period": "2026",
        "answers": {
            indicator.key: {"status": "answered", "met": [], "note": "A secret note"}
        },
        "plan": [
            {
                "indicator": indicator.key,
                "criterion": first,
                "owner": "Ministry; of Plans",
                "due": "2027-03-31",
                "note": "A secret note",
                "wording": "Adopt decree 14.",
            },
            {
                "indicator": indicator.key,
                "criterion": second,
                "status": "declined",
                "note": "No money.",
            },
        ],
    }
    path = tmp_path_factory.mktemp("plan") / "samplia.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_plan_is_written_as_a_workbook(samplia, tmp_path):
    done = run("plan", samplia, "-o", "plan.xlsx", cwd=tmp_path)

    assert done.returncode == 0
    plan = openpyxl.load_workbook(tmp_path / "plan.xlsx").worksheets[0]
    rows = list(plan.iter_rows(min_row=2, values_only=True))
    assert (rows[0][3], rows[0][6]) == ("Adopt decree 14.", "planned")
    assert (rows[1][6], rows[1][9]) == ("will not be done", "No money.")


def test_its_days_are_written_for_a_calendar_without_notes(samplia, tmp_path):
    done = run("plan", samplia, "-o", "plan.ics", cwd=tmp_path)

    assert done.returncode == 0
    data = (tmp_path / "plan.ics").read_bytes()
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["SUMMARY"] == "1.1 Adopt decree 14."
    assert "In charge: Ministry; of Plans" in event["DESCRIPTION"]
    assert b"secret" not in data


def test_the_name_of_an_action_in_a_calendar_is_the_same_next_year(samplia, tmp_path):
    later = json.loads(samplia.read_text("utf-8")) | {"period": "2027"}
    (tmp_path / "later.json").write_text(json.dumps(later), encoding="utf-8")
    run("plan", samplia, "-o", "a.ics", cwd=tmp_path)
    run("plan", "later.json", "-o", "b.ics", cwd=tmp_path)

    first, second = (
        Calendar.from_ical((tmp_path / name).read_bytes()).walk("VEVENT")[0]["UID"]
        for name in ("a.ics", "b.ics")
    )

    assert first == second


def test_another_ending_is_wrong_usage_and_writes_nothing(samplia, tmp_path):
    done = run("plan", samplia, "-o", "plan.docx", cwd=tmp_path)

    assert done.returncode == 2
    assert "must end in .xlsx, .ics" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_questionnaire_of_one_point_holds_its_questions_and_no_answer(
    samplia, tmp_path
):
    order = ("questionnaire", "-o", "form.pdf", "--for", samplia, "--point", "1")

    done = run(*order, cwd=tmp_path)

    assert done.returncode == 0
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    pages = pypdf.PdfReader(BytesIO((tmp_path / "form.pdf").read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    asked = framework.indicators_of[framework.points[0].key]
    assert all(" ".join(i.question.split()) in text for i in asked)
    assert framework.indicators_of[framework.points[1].key][0].question not in text
    assert "secret" not in text


def test_an_unknown_point_is_wrong_usage_with_those_there_are(tmp_path):
    done = run("questionnaire", "-o", "form.pdf", "--point", "99", cwd=tmp_path)

    assert done.returncode == 2
    assert "There is no point 99. Known: 1, 2, 3" in done.stderr

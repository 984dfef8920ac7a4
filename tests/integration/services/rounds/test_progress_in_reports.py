"""A report tells what moved since the last round, also over a change of edition."""

from dataclasses import replace

import pytest

from assessment import resources
from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.errors import EditionMismatchError
from assessment.framework_file import load_framework, load_kept_edition
from assessment.reporting.national.compose import compose_national
from assessment.reporting.national.report import GapReport
from assessment.services.reports.kinds import ReportOrder, attachments_of
from assessment.services.reports.kinds import composed as composed_report
from assessment.services.reports.making import report_pdf
from assessment.services.reports.verifying import Outcome, verify_report
from tests.builders import an_answer, an_answer_at, an_assessment
from tests.databases import NOON
from tests.two_editions import AFTER, ANSWERS, BEFORE


def now() -> Assessment:
    answers = {
        "law": an_answer("c1", "c2", "c3"),
        "data": an_answer("c1", "published"),
        "care": an_answer("c1"),
        "budget": an_answer("c1"),
    }
    return an_assessment(AFTER, answers, period="2026")


def before(framework: Framework = BEFORE) -> Assessment:
    return an_assessment(framework, ANSWERS, period="2025")


def composed(
    previous: Assessment, previous_framework: Framework | None = None
) -> GapReport:
    report = compose_national(
        *(AFTER, now()),
        language="en",
        made_on=NOON,
        previous=previous,
        previous_framework=previous_framework,
    )
    assert isinstance(report, GapReport)
    return report


def test_the_parts_are_printed_and_add_up_to_the_printed_change() -> None:
    report = composed(before(), BEFORE)

    assert report.progress is not None
    overall, parts, _ = report.progress.facts
    assert "(2025 then, 2026 now)" in parts
    figures = {
        name: text for name, text in report.printed.items() if "progress" in name
    }
    assert figures.keys() == {
        "progress answers",
        "progress coverage",
        "progress edition",
    }
    change = overall.rpartition("(")[2].rstrip(").")

    def number(text: str) -> int:
        return int(text.replace("−", "-").replace("\N{LEFT-TO-RIGHT MARK}", ""))

    assert sum(map(number, figures.values())) == number(change)


def test_what_the_edition_changed_is_named() -> None:
    progress = composed(before(), BEFORE).progress

    assert progress is not None
    said = " ".join(progress.rest)
    assert "Asked otherwise by the new edition: 1.2." in said
    assert "New in this edition: 2.2." in said
    assert "Asked in the last round and no more: Lights in ports." in said


def test_scores_of_two_editions_are_no_finding() -> None:
    across = composed(before(), BEFORE)
    told = " ".join(str(finding) for finding in across.summary.findings)

    assert "Better than last time." not in told
    assert "Lower than last time." not in told


def test_an_edition_that_is_not_given_is_refused() -> None:
    with pytest.raises(EditionMismatchError):
        composed(before())
    with pytest.raises(EditionMismatchError):
        composed(before(), AFTER)


def real_order() -> ReportOrder:
    """Return an order for the real editions, whose older one the program keeps."""
    (path,) = resources.EDITIONS.glob("*2026.1*")
    old, new = load_kept_edition(path), load_framework(resources.DEFAULT_FRAMEWORK)
    levels = {
        i.key: an_answer_at(i, place % 4) for place, i in enumerate(old.indicators)
    }
    later = {
        i.key: an_answer_at(i, (place + 1) % 5)
        for place, i in enumerate(new.indicators)
    }
    return ReportOrder(
        *(new, an_assessment(new, later, period="2026")),
        *("en", NOON),
        previous=an_assessment(old, levels, period="2025"),
        previous_framework=old,
    )


def test_the_last_round_is_attached_as_it_answered_its_own_edition() -> None:
    order = real_order()

    _, last = attachments_of(order)

    assert '"edition": "2026.1"' in last.text
    with pytest.raises(EditionMismatchError):
        composed_report(replace(order, previous_framework=None))


def test_a_report_with_progress_over_two_editions_is_verified() -> None:
    order = real_order()

    pdf = report_pdf(order)

    found = verify_report(pdf, "report.pdf", order.framework)
    assert found.outcome is Outcome.IDENTICAL

"""Reports kept on disk, rendered by bounded children, and read back."""

import os
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessment.errors import AlteredReportError, OutputError, ReportError
from assessment.reporting.paper.layout import render_pdf
from assessment.reporting.shapes.wording import Wording
from assessment.services.machine.files import write_whole_file
from assessment.services.machine.slots import SLOTS, render_slot
from assessment.services.reports import kept as reports
from assessment.services.reports.kept import report_digest
from assessment.services.reports.kinds import ReportOrder, attachments_of, composed
from assessment.services.reports.making import report_pdf, stamps_of
from assessment.services.reports.reading import contents_of
from assessment.services.reports.verifying import Outcome, verify_report
from assessment.services.samples.making import render_all
from tests.builders import a_framework, an_assessment, an_indicator
from tests.reports import tampering

MADE_ON = datetime(2026, 5, 4, 12, tzinfo=UTC)
FRAMEWORK = a_framework(
    an_indicator("law", evidence=("The act",)),
    an_indicator("care", point="services", type="process"),
)


def an_order(*, law=3, language="en", **given):
    assessment = an_assessment(FRAMEWORK, {"law": law, "care": 2})
    fields = {"made_on": MADE_ON} | given
    return ReportOrder(FRAMEWORK, assessment, language, **fields)


@pytest.mark.parametrize(
    "other",
    [
        an_order(law=2),
        an_order(language="fr"),
        an_order(alternative=an_assessment(FRAMEWORK, {"law": 1, "care": 1})),
        an_order(previous=an_assessment(FRAMEWORK, {"law": 1, "care": 1})),
        replace(an_order(), framework=replace(FRAMEWORK, digest="1" * 64)),
    ],
    ids=[
        "an answer",
        "the language",
        "an alternative",
        "a last round",
        "the framework",
    ],
)
def test_another_report_is_made_when_what_it_depends_on_changes(other):
    assert report_digest(other) != report_digest(an_order())


def test_the_time_of_making_alone_makes_no_new_report():
    later = an_order(made_on=datetime(2030, 1, 1, tzinfo=UTC))

    assert report_digest(later) == report_digest(an_order())


def test_only_so_many_reports_are_made_at_once(tmp_path):
    with ExitStack() as held:
        for _ in range(SLOTS):
            held.enter_context(render_slot(tmp_path, wait_s=0))
        with pytest.raises(ReportError, match="Try again"):
            held.enter_context(render_slot(tmp_path, wait_s=0.1))

    with render_slot(tmp_path, wait_s=0):
        assert len(list(tmp_path.iterdir())) == SLOTS == 2


def test_the_reports_longest_unused_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(reports, "KEPT_REPORTS", 2)
    for age, name in enumerate(("new", "old", "older")):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(b"%PDF-")
        os.utime(file, (time.time() - age * 1000 - 1000,) * 2)

    reports.forget_oldest(tmp_path)

    assert {file.name for file in tmp_path.glob("*.pdf")} == {"old.pdf", "new.pdf"}


def test_a_batch_gives_every_report_under_its_name():
    orders = [(f"report {law}", an_order(law=law)) for law in range(3)]

    made = dict(render_all(orders))

    assert set(made) == {"report 0", "report 1", "report 2"}
    assert all(pdf.startswith(b"%PDF-") for pdf in made.values())


# WeasyPrint leaves its colour profile open; the collector closes it.
leaves_a_file_open = pytest.mark.filterwarnings(
    "ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
)


def a_pdf(order, *, attached=None, **stamps):
    """Return the report in *order* with other answers inside, or other stamps."""
    inside = replace(order, assessment=attached or order.assessment)
    report = replace(composed(order), attachments=attachments_of(inside))
    return render_pdf(report, {**stamps_of(order), **stamps})


@leaves_a_file_open
def test_a_report_is_verified_in_its_own_language():
    order = an_order(language="fr", made_on=datetime(2024, 2, 29, 23, 59, 1, 5, UTC))

    verified = verify_report(report_pdf(order), "r.pdf", FRAMEWORK)

    assert verified.outcome is Outcome.IDENTICAL
    assert verified.figures == len(composed(order).printed)


@leaves_a_file_open
def test_the_alternative_is_attached_and_the_report_verified_with_it():
    other = replace(an_order(law=1).assessment, respondent="A network")
    pdf = report_pdf(an_order(alternative=other))

    assert len(contents_of(pdf, "r.pdf").attachments) == 2
    assert verify_report(pdf, "r.pdf", FRAMEWORK).outcome is Outcome.IDENTICAL


@leaves_a_file_open
def test_a_report_saved_by_another_program_shows_the_same():
    pdf = tampering.changed(report_pdf(an_order()), lambda document: None)

    assert verify_report(pdf, "r.pdf", FRAMEWORK).outcome is Outcome.SAME


@leaves_a_file_open
def test_of_a_report_by_another_version_the_figures_are_compared():
    pdf = tampering.changed(
        a_pdf(an_order(), ReportProgram="an older one"),
        lambda document: document.docinfo.update({"/Title": "Another title"}),
    )
    older = render_pdf(
        replace(composed(an_order()), header="Another head line"),
        {**stamps_of(an_order()), "ReportProgram": "an older one"},
    )

    assert verify_report(pdf, "r.pdf", FRAMEWORK).outcome is Outcome.SAME
    with pytest.raises(AlteredReportError, match="Another head line"):
        verify_report(older, "r.pdf", FRAMEWORK)


@leaves_a_file_open
def test_other_words_of_another_version_are_no_fault():
    report = composed(an_order())
    summary = replace(report.summary, subtitle=Wording("What this used to be called"))
    stamps = {**stamps_of(an_order()), "ReportProgram": "an older one"}

    verified = verify_report(
        render_pdf(replace(report, summary=summary), stamps), "r.pdf", FRAMEWORK
    )

    assert verified.outcome is Outcome.FIGURES
    assert verified.figures == len(report.printed)


@leaves_a_file_open
def test_other_words_of_this_version_are_found():
    report = composed(an_order())
    summary = replace(report.summary, subtitle=Wording("A title of somebody else"))

    with pytest.raises(AlteredReportError, match="Page 1: the report says A title of"):
        verify_report(
            render_pdf(replace(report, summary=summary), stamps_of(an_order())),
            "r.pdf",
            FRAMEWORK,
        )


@leaves_a_file_open
def test_a_report_with_other_answers_inside_is_found_out():
    pdf = a_pdf(an_order(law=4), attached=an_order(law=1).assessment)

    with pytest.raises(AlteredReportError) as caught:
        verify_report(pdf, "r.pdf", FRAMEWORK)

    lines = str(caught.value).splitlines()
    assert "r.pdf: overall score: the report shows 75, its answers give 38." in lines


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path):
    file = tmp_path / "out.txt"
    write_whole_file(file, b"first")
    write_whole_file(file, b"second")

    assert file.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(tmp_path, monkeypatch):
    file = tmp_path / "out.txt"
    write_whole_file(file, b"first")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_whole_file(file, b"second")

    assert file.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_others_may_read_stays_so(tmp_path):
    file = tmp_path / "out.txt"

    write_whole_file(file, b"x")

    umask = os.umask(0)
    os.umask(umask)
    assert file.stat().st_mode & 0o777 == 0o666 & ~umask


@leaves_a_file_open
@pytest.mark.parametrize(
    "beside",
    [("alternative",), ("previous",), ("alternative", "previous")],
    ids=" and ".join,
)
def test_a_report_is_verified_with_what_stands_beside_it(beside):
    others = {
        name: an_assessment(FRAMEWORK, {"law": level, "care": 1}, period="2024")
        for level, name in enumerate(beside, start=1)
    }

    verified = verify_report(report_pdf(an_order(**others)), "r.pdf", FRAMEWORK)

    assert verified.outcome is Outcome.IDENTICAL


def test_what_stands_beside_is_told_apart_though_it_is_the_same():
    other = an_assessment(FRAMEWORK, {"law": 1, "care": 1})

    digests = {
        report_digest(an_order(alternative=other)),
        report_digest(an_order(previous=other)),
    }

    assert len(digests) == 2

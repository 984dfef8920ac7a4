"""Reports made in the background: once each, bounded, and never in a request."""

import os
import stat
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessment.domain.answers import Assessment
from assessment.errors import BusyError, OutputError, ReportError
from assessment.services.machine.warm import WarmChild
from assessment.services.reports import workshop as workshops
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.workshop import Asked, Workshop
from tests.builders import a_framework, an_assessment, an_indicator

CHILD = "assessment.services.reports.child"
FRAMEWORK = a_framework(an_indicator("law", evidence=("The act",)))


def an_order(level: int = 3, **given: object) -> ReportOrder:
    assessment: Assessment = an_assessment(FRAMEWORK, {"law": level})
    made_on = datetime(2026, 5, 4, 12, tzinfo=UTC)
    return replace(ReportOrder(FRAMEWORK, assessment, "en", made_on), **given)


def finished(workshop: Workshop, order: ReportOrder, limit_s: float = 60) -> Asked:
    """Ask until the report is ready or has failed, as the page does."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        asked = workshop.ask(order)
        if asked.file or asked.failure:
            return asked
        time.sleep(0.1)
    raise AssertionError("the report was never made")


def test_asking_never_waits_and_the_report_is_made_once(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "reports")

    first = workshop.ask(an_order())
    made = finished(workshop, an_order()).file

    assert first == Asked()
    assert made is not None
    assert made.read_bytes().startswith(b"%PDF-")
    made.write_bytes(b"the kept one")
    later = an_order(made_on=datetime(2030, 1, 1, tzinfo=UTC))
    assert workshop.ask(later) == Asked(file=made)


def test_what_is_kept_is_for_this_account_only(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir(mode=0o755)

    made = finished(Workshop(folder), an_order()).file

    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_processes_share_one_report(tmp_path: Path) -> None:
    """Two workshops on one folder stand for two web processes."""
    one, other = Workshop(tmp_path), Workshop(tmp_path)

    assert one.ask(an_order()) == Asked()
    assert other.ask(an_order()) == Asked()

    assert other._jobs.empty()
    assert finished(other, an_order()).file == finished(one, an_order()).file


def test_beyond_so_many_waiting_the_answer_is_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshops, "MOST_WAITING", 2)
    monkeypatch.setattr(Workshop, "_start", lambda self: None)
    workshop, other = Workshop(tmp_path), Workshop(tmp_path)
    workshop.ask(an_order(1))
    other.ask(an_order(2))

    with pytest.raises(BusyError) as refused:
        workshop.ask(an_order(3))

    assert refused.value.retry_after_s == workshops.RETRY_AFTER_S
    assert workshop.ask(an_order(1)) == Asked()
    for each in (workshop, other):
        each._jobs.get().ticket.close()


def test_what_an_ended_process_left_behind_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshops, "MOST_WAITING", 1)
    (tmp_path / ".ticket-of-a-process-that-was-killed").touch()

    made = finished(Workshop(tmp_path), an_order())

    assert made.file is not None
    assert not list(tmp_path.glob(".ticket-*"))


def test_a_report_that_cannot_be_made_says_why_and_may_be_tried_again(
    tmp_path: Path,
) -> None:
    workshop = Workshop(tmp_path)
    elsewhere = replace(an_order().assessment, edition="0.1")
    order = an_order(alternative=elsewhere)

    failed = finished(workshop, order)

    assert "could not be made" in failed.failure
    assert not list(tmp_path.glob("*.pdf"))
    assert workshop.ask(order) == failed
    workshop.forget_failure(order)
    assert workshop.ask(order) == Asked()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutputError, match="Name a folder"):
        Workshop(tmp_path / "file").ask(an_order())


def test_a_report_that_takes_too_long_is_stopped_and_the_next_one_made() -> None:
    child = WarmChild(CHILD, limit_s=0.01)
    try:
        with pytest.raises(ReportError, match="took too long"):
            child.make(an_order())
        child._limit_s = 60
        assert child.make(an_order()).startswith(b"%PDF-")
    finally:
        child.close()


def test_a_child_that_was_killed_is_replaced() -> None:
    child = WarmChild(CHILD, limit_s=60)
    try:
        first = child.make(an_order())
        assert child._process is not None
        os.kill(child._process.pid, 9)
        child._process.wait()
        assert child.make(an_order()) == first
    finally:
        child.close()


def test_what_breaks_in_the_child_breaks_nothing_else() -> None:
    child = WarmChild(CHILD, limit_s=60)
    try:
        with pytest.raises(ReportError, match="something broke"):
            child.make("no order at all")
        process = child._process
        assert child.make(an_order()).startswith(b"%PDF-")
        assert child._process is process
    finally:
        child.close()


def test_closing_ends_the_children_also_at_work_and_a_new_order_starts_others(
    tmp_path: Path,
) -> None:
    others = children()  # of workshops of other tests
    workshop = Workshop(tmp_path)
    workshop.ask(an_order())
    deadline = time.monotonic() + 60
    while not children() - others and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children() - others

    workshop.close()

    assert children() - others == set()
    assert not list(tmp_path.glob(".ticket-*"))
    workshop.forget_failure(an_order())
    assert finished(workshop, an_order()).file
    workshop.close()


def children() -> set[int]:
    """Return the processes that make reports for this one."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            if f"PPid:\t{os.getpid()}\n" in status.read_text():
                command = (status.parent / "cmdline").read_bytes()
                if b"assessment.services.reports.child" in command:
                    found.add(int(status.parent.name))
    return found

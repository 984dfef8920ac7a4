"""What leaves the house: digest in database, report, verification and file are the same."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from assessment.cli.main import cli
from assessment.domain.people.may import State, Visibility
from assessment.domain.people.teams import VISITOR
from assessment.domain.records import PageKey, StepUpPlan
from assessment.domain.rounds.snapshot import verification_code
from assessment.domain.voices import NO_REPLIES
from assessment.reporting.shapes.seal import Imprint, grouped
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.planning.changing import record_plan
from assessment.services.published.files import published_report
from assessment.services.published.reading import find_published, shown_of
from assessment.services.reports.kept import report_digest
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.making import report_pdf
from assessment.services.reports.verifying import Outcome, _imprint, verify_report
from assessment.services.rounds.carrying import RoundStart, start_round
from assessment.services.rounds.confirming import confirm_answer
from assessment.services.rounds.issuing import issued_order, issued_text
from assessment.services.rounds.moving import return_, take_back
from assessment.services.rounds.publishing import publish, withdraw
from assessment.storage.engine import Store, open_store
from tests.builders import an_answer, an_assessment
from tests.databases import NOON, STAMP
from tests.integration.services.test_rounds import (
    ANSWERS,
    FRAMEWORK,
    LATER,
    OFFICER,
    cleared,
)
from tests.teams import a_team

ADDRESS = "https://assess.example"


@pytest.fixture
def quick(tmp_path: Path) -> Store:
    """A store on SQLite alone: what leaves the house does not depend on the database."""
    return open_store(f"sqlite:///{tmp_path / 'assessment.sqlite'}")


def begun(store: Store) -> object:
    assessment = an_assessment(FRAMEWORK, ANSWERS)
    return create_assessment(
        store, FRAMEWORK, assessment, stamp=STAMP, team=a_team(store)
    ).id


def order_of(store: Store, key: object, **given: object) -> object:
    fields: dict[str, object] = {
        "language": "en",
        "kind": "gap",
        "made_on": NOON + timedelta(hours=3),
        "address": ADDRESS,
        **given,
    }
    stored = load_assessment(store, key)  # type: ignore[arg-type]
    return issued_order(store, FRAMEWORK, stored, **fields)  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(
            page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages
        ).split()
    )


@pytest.mark.parametrize("kind", ["gap", "brief", "record"])
def test_database_report_verification_and_file_tell_the_same_digest(
    quick: Store, kind: str
) -> None:
    key = begun(quick)
    snapshot = cleared(quick, key)  # type: ignore[arg-type]
    publish(quick, FRAMEWORK, key, visibility=Visibility.ALL, stamp=STAMP)  # type: ignore[arg-type]

    pdf = report_pdf(order_of(quick, key, kind=kind))  # type: ignore[arg-type]

    (attached,) = pypdf.PdfReader(BytesIO(pdf)).attachments.values()
    assert sha256(attached[0]).hexdigest() == snapshot.digest
    stored = load_assessment(quick, key)  # type: ignore[arg-type]
    exported = issued_text(quick, FRAMEWORK, stored)
    assert sha256(exported.encode()).hexdigest() == snapshot.digest
    said = text_of(pdf)
    assert snapshot.code in said
    assert grouped(snapshot.digest) in said
    assert "A. Head" in said
    assert "Draft" not in said
    verified = verify_report(pdf, "report.pdf", FRAMEWORK)
    assert verified.outcome is Outcome.IDENTICAL
    assert verified.imprint is not None
    assert (verified.imprint.code, verified.imprint.digest) == (
        snapshot.code,
        snapshot.digest,
    )
    assert verified.imprint.link == f"{ADDRESS}/verify?code={snapshot.code}"


def test_a_report_of_a_draft_says_so_on_every_page_and_has_no_code(
    quick: Store,
) -> None:
    key = begun(quick)

    pdf = report_pdf(order_of(quick, key))  # type: ignore[arg-type]

    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert "a draft, not cleared" in " ".join(" ".join(pages).split())
    assert all("Draft, not cleared" in page for page in pages[1:])
    assert "Verification code of what was cleared" not in " ".join(pages)
    verified = verify_report(pdf, "report.pdf", FRAMEWORK)
    assert verified.outcome is Outcome.IDENTICAL
    assert verified.imprint is not None
    assert verified.imprint.state is State.DRAFT


@pytest.mark.parametrize("kind", ["gap", "brief", "record"])
def test_a_report_of_a_draft_says_how_many_carried_answers_nobody_confirmed(
    quick: Store, kind: str
) -> None:
    start = RoundStart("2027")
    key = start_round(quick, FRAMEWORK, begun(quick), start, stamp=LATER).id  # type: ignore[arg-type]

    two = report_pdf(order_of(quick, key, kind=kind))  # type: ignore[arg-type]
    confirm_answer(quick, FRAMEWORK, PageKey(key, "law"), seen=1, stamp=LATER)
    order = order_of(quick, key, kind=kind)
    one = report_pdf(order)  # type: ignore[arg-type]

    assert "2 answers carried over and not confirmed yet" in text_of(two)
    assert "1 answer carried over and not confirmed yet" in text_of(one)
    for pdf, count in ((two, 2), (one, 1)):
        verified = verify_report(pdf, "report.pdf", FRAMEWORK)
        assert verified.outcome is Outcome.IDENTICAL
        assert verified.imprint is not None
        assert verified.imprint.unconfirmed == count
    confirm_answer(quick, FRAMEWORK, PageKey(key, "data"), seen=1, stamp=LATER)
    done = order_of(quick, key, kind=kind)
    assert "not confirmed yet" not in text_of(report_pdf(done))  # type: ignore[arg-type]
    assert report_digest(done) != report_digest(order), "no report kept from before"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "stamp", ["draft+", "draft+0", "draft+²", "draft+9999999", "+1"]
)
def test_a_stamp_that_no_report_has_counts_nothing(stamp: str) -> None:
    said = _imprint(stamp, "")

    assert said is None or said.unconfirmed == 0


def test_what_is_published_leaves_as_it_was_signed_whatever_is_changed_since(
    quick: Store,
) -> None:
    key = begun(quick)
    snapshot = cleared(quick, key)  # type: ignore[arg-type]
    publish(quick, FRAMEWORK, key, visibility=Visibility.ALL, stamp=STAMP)  # type: ignore[arg-type]
    stored = load_assessment(quick, key)  # type: ignore[arg-type]
    before = report_digest(order_of(quick, key))  # type: ignore[arg-type]
    assert issued_text(quick, FRAMEWORK, stored) == snapshot.text

    take_back(quick, key, reason="A correction.", stamp=STAMP)  # type: ignore[arg-type]
    plan = StepUpPlan({"law": 4})
    record_plan(quick, FRAMEWORK, key, plan, seen=0, stamp=STAMP)  # type: ignore[arg-type]

    draft = load_assessment(quick, key)  # type: ignore[arg-type]
    assert issued_text(quick, FRAMEWORK, draft) != snapshot.text
    assert report_digest(order_of(quick, key)) != before  # type: ignore[arg-type]


def test_where_nobody_said_an_address_the_code_alone_is_printed(quick: Store) -> None:
    key = begun(quick)
    cleared(quick, key)  # type: ignore[arg-type]

    order = order_of(quick, key, kind="brief", address="")

    assert order.imprint.link == ""  # type: ignore[attr-defined]
    said = text_of(report_pdf(order))  # type: ignore[arg-type]
    assert "Ask the office that handed this report on" in said


def test_the_command_line_says_what_it_proves_and_asks_the_database(
    quick: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = begun(quick)
    snapshot = cleared(quick, key)  # type: ignore[arg-type]
    file = tmp_path / "report.pdf"
    file.write_bytes(report_pdf(order_of(quick, key, kind="brief")))  # type: ignore[arg-type]
    monkeypatch.setattr(
        "assessment.cli.reporting.framework_answered_by", lambda *_: FRAMEWORK
    )
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*more: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["verify", str(file), *more])
        return result.exit_code, result.output

    code, said = run("--database", "--data", str(tmp_path))
    assert code == 0
    for wanted in (snapshot.code, snapshot.digest, "A. Head, Minister of Justice"):
        assert wanted in said
    assert "Now: not published." in said
    assert "does not prove a clearance" in said
    code, said = run()
    assert code == 0
    assert f"{ADDRESS}/verify?code={snapshot.code}" in said
    other = tmp_path / "other"
    open_store(f"sqlite:///{other / 'assessment.sqlite'}").close()
    code, said = run("--database", "--data", str(other))
    assert code == 4
    assert "knows of no clearance" in said


def asked_of(
    monkeypatch: pytest.MonkeyPatch, folder: Path, pdf: bytes
) -> tuple[int, str]:
    """Ask the database in *folder* about a report, as its operator does."""
    file = folder / "asked.pdf"
    file.write_bytes(pdf)
    monkeypatch.setattr(
        "assessment.cli.reporting.framework_answered_by", lambda *_: FRAMEWORK
    )
    monkeypatch.delenv("DATABASE_URL", raising=False)
    arguments = ["verify", str(file), "--database", "--data", str(folder)]
    result = CliRunner().invoke(cli, arguments)
    return result.exit_code, result.output


def test_the_command_line_says_what_became_of_a_clearance_like_the_page(
    quick: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = begun(quick)
    cleared(quick, key)  # type: ignore[arg-type]
    pdf = report_pdf(order_of(quick, key, kind="brief"))  # type: ignore[arg-type]

    def now() -> str:
        code, said = asked_of(monkeypatch, tmp_path, pdf)
        assert code == 0
        return said.partition("Now: ")[2].strip()

    assert now() == "not published."
    return_(
        *(quick, FRAMEWORK, key),  # type: ignore[arg-type]
        reason="A wrong date.",
        remarks={},
        stamp=OFFICER,
    )
    assert now().startswith("taken back since; it does not stand as cleared")
    second = cleared(quick, key)  # type: ignore[arg-type]
    assert now().startswith("taken back since"), "what was cleared anew is another file"
    pdf = report_pdf(order_of(quick, key, kind="brief"))  # type: ignore[arg-type]
    publish(quick, FRAMEWORK, key, visibility=Visibility.ALL, stamp=LATER)  # type: ignore[arg-type]
    assert now() == "published."
    withdraw(quick, key, reason="An error.", stamp=LATER)  # type: ignore[arg-type]
    assert now() == "withdrawn."
    assert second.code in asked_of(monkeypatch, tmp_path, pdf)[1]


def a_part(store: Store, key: object, visibility: Visibility) -> ReportOrder:
    """Return the order of the report that visitors get of what is published."""
    snapshot = cleared(store, key)  # type: ignore[arg-type]
    publish(store, FRAMEWORK, key, visibility=visibility, stamp=LATER)  # type: ignore[arg-type]
    found = find_published(store, snapshot.code, VISITOR)
    framework, shown = shown_of(store, lambda _: FRAMEWORK, found)
    assert shown is not None
    return published_report(
        *(store, framework, found, shown),
        kind="brief",
        language="en",
        made_on=NOON,
        replies=NO_REPLIES,
        address=ADDRESS,
    )


def test_the_database_tells_a_true_part_of_what_was_cleared_from_another(
    quick: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = a_part(quick, begun(quick), Visibility.WITHOUT_NOTES)
    assert order.imprint is not None
    code = order.imprint.part_of

    true, said = asked_of(monkeypatch, tmp_path, report_pdf(order))
    assert true == 0
    assert f"what has the code {code} was cleared on" in said
    assert "Now: published." in said
    assert "exactly what the visibility without-notes shows of it" in said

    better = replace(
        order.assessment,
        answers={**order.assessment.answers, "data": an_answer("c1", "c2", "c3")},
    )
    forged = report_pdf(replace(order, assessment=better))
    false, said = asked_of(monkeypatch, tmp_path, forged)
    assert false == 4, (
        "its figures agree with its own answers, and are not those cleared"
    )
    assert "is no part of it" in said

    unknown = Imprint(State.PUBLISHED, ADDRESS, part_of=verification_code("ab" * 32))
    elsewhere = report_pdf(replace(order, imprint=unknown))
    none, said = asked_of(monkeypatch, tmp_path, elsewhere)
    assert none == 4
    assert "knows of no clearance of the code" in said

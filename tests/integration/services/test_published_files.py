"""Reports of what is published: made of what is shown, verified, and honest about the rest."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from assessment.domain.answers import EvidenceItem
from assessment.domain.people.teams import VISITOR
from assessment.domain.voices import Replies
from assessment.errors import NotAllowedError
from assessment.services.published.files import published_report
from assessment.services.published.reading import find_published, shown_of
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.making import report_pdf
from assessment.services.reports.reading import contents_of
from assessment.services.reports.verifying import Outcome, verify_report
from assessment.storage.engine import Store
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.published import published

FRAMEWORK = a_framework(
    an_indicator("law"), an_indicator("data", type="process", point="other")
)
MADE_ON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite"])
def empty_url(request: pytest.FixtureRequest, tmp_path):
    """Give a SQLite database: nothing here depends on which one it is."""
    return f"sqlite:///{tmp_path}/test.sqlite"


def ordered(
    store: Store, visibility: str, kind: str = "record"
) -> tuple[str, ReportOrder]:
    answers = {
        "law": an_answer(
            "c1", note="NOTE-OF-LAW", evidence=(EvidenceItem("PUBLIC-TITLE"),)
        ),
        "data": an_answer("c1", grade="B", evidence=(EvidenceItem("SECRET-TITLE"),)),
    }
    snapshot = an_assessment(FRAMEWORK, answers, code="XS")
    code = published(store, FRAMEWORK, snapshot, visibility)
    found = find_published(store, code, VISITOR)
    framework, shown = shown_of(store, lambda _key: FRAMEWORK, found)
    assert shown is not None
    order = published_report(
        store,
        framework,
        found,
        shown,
        kind=kind,
        language="en",
        made_on=MADE_ON,
        replies=Replies(),
        address="https://assess.example",
    )
    return code, order


def text_of(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).split())


def test_a_report_without_notes_holds_none_and_says_so(store: Store) -> None:
    code, order = ordered(store, "without-notes")

    pdf = report_pdf(order)

    told = text_of(pdf)
    inside = "".join(contents_of(pdf, "report.pdf").attachments)
    for secret in ("NOTE-OF-LAW", "SECRET-TITLE"):
        assert secret not in told
        assert secret not in inside
    assert "PUBLIC-TITLE" in told
    assert "PUBLIC-TITLE" in inside
    assert "The whole was cleared under the code" in told
    assert code in told
    verified = verify_report(pdf, "report.pdf", FRAMEWORK)
    assert verified.outcome is Outcome.IDENTICAL
    assert verified.imprint.part_of == code
    assert not verified.imprint.is_sealed


def test_a_report_of_all_bears_the_code_and_holds_the_snapshot(store: Store) -> None:
    code, order = ordered(store, "all", "brief")

    pdf = report_pdf(order)

    assert code in text_of(pdf)
    assert "What is left out" not in text_of(pdf)
    verified = verify_report(pdf, "report.pdf", FRAMEWORK)
    assert verified.outcome is Outcome.IDENTICAL
    assert verified.imprint.code == code


@pytest.mark.parametrize("visibility", ["bands", "scores"])
def test_there_is_no_report_without_criteria(store: Store, visibility: str) -> None:
    with pytest.raises(NotAllowedError):
        ordered(store, visibility)

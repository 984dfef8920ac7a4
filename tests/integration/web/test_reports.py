"""Downloading a report: a page that says how far it is, and then the file."""

from threading import Event

import pytest

from assessment.services.machine.warm import WarmChild
from assessment.services.reports import workshop as workshops
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.workshop import Asked, Workshop
from tests.builders import an_answer
from tests.web import AuditedClient, Site, when_ready


def test_a_report_that_is_not_there_yet_leads_to_a_page_and_to_the_file(
    site: Site, anna: AuditedClient
) -> None:
    base = f"/assessments/{site.begin()}/results"

    asked = anna.get(f"{base}/report.pdf")
    page = anna.get(asked.location)

    assert asked.status_code == 303
    assert page.status_code == 200
    assert "The report is being made" in page.text
    assert page.headers["Refresh"].startswith("2; url=/assessments/")
    assert page.headers["Cache-Control"] == "no-store"
    report = when_ready(anna, asked.location)
    assert report.data.startswith(b"%PDF-")
    report.close()
    assert "The report is ready" in anna.get(asked.location).text


def test_the_questions_of_one_point_are_printed_for_another_office(
    site: Site, anna: AuditedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ReportOrder] = []

    def make(_child: WarmChild, order: ReportOrder) -> bytes:
        made.append(order)
        return b"%PDF- form"

    monkeypatch.setattr(WarmChild, "make", make)
    begun = site.begin(care=an_answer("c1", note="Nobody else may read this"))
    tasks = anna.get(f"/assessments/{begun}/").text
    href = f"/assessments/{begun}/results/report.pdf?kind=questionnaire&amp;point=care"
    assert href in tasks

    asked = anna.get(href.replace("&amp;", "&"))

    when_ready(anna, asked.location).close()
    (order,) = made
    assert (order.kind, order.only) == ("questionnaire", ("care",))
    assert order.assessment.answers == {}
    missing = anna.get(href.replace("&amp;", "&").replace("=care", "=moon"))
    assert missing.status_code == 404


def test_no_request_waits_for_a_report(
    site: Site, anna: AuditedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = f"/assessments/{site.begin()}/results"
    answered = Event()

    def make(_child: WarmChild, _order: object) -> bytes:
        was_answered = answered.wait(timeout=30)
        return b"%PDF- after" if was_answered else b"%PDF- before"

    monkeypatch.setattr(WarmChild, "make", make)

    anna.get(f"{base}/report?lang=fr")
    anna.get(f"{base}/report?lang=fr")
    answered.set()

    report = when_ready(anna, f"{base}/report?lang=fr")
    assert report.data == b"%PDF- after"
    report.close()


def test_when_too_many_wait_the_answer_says_when_to_come_back(
    site: Site, anna: AuditedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshops, "MOST_WAITING", 0)
    base = f"/assessments/{site.begin()}/results"

    page = anna.get(f"{base}/report.pdf")

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    assert page.headers["Refresh"].startswith("30; url=")
    assert "Many reports are being made just now" in page.text


def test_a_report_that_failed_says_so_and_offers_to_try_again(
    site: Site, anna: AuditedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = f"/assessments/{site.begin()}/results"
    failure = Asked(failure="The report could not be made: <b>no room</b>")
    monkeypatch.setattr(Workshop, "ask", lambda self, order: failure)

    page = anna.get(f"{base}/report")

    assert page.status_code == 500
    assert "&lt;b&gt;no room" in page.text
    assert "Refresh" not in page.headers
    assert "again=yes" in page.text
    again = anna.get(f"{base}/report?again=yes")
    assert again.status_code == 303
    assert "again" not in again.location


@pytest.mark.parametrize("asked", ["lang=es", "lang=xx", "kind=novel"])
def test_only_what_is_offered_can_be_asked_for(
    site: Site, anna: AuditedClient, asked: str
) -> None:
    base = f"/assessments/{site.begin()}/results"

    assert anna.get(f"{base}/report.pdf?{asked}").status_code == 404

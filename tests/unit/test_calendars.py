"""Calendars: what was typed stays within the line that it belongs to."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from assessment.tabular.plan_calendar import PlanDay, plan_to_calendar

ENDS = ("\r", "\n", "\r\n", "\u2028", "\x0b", "\x85")


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_no_text_begins_a_line_of_its_own(end: str) -> None:
    text = f"Samplia{end}X-EVIL:1{end}BEGIN:VALARM{end}"
    day = PlanDay("law/c1", date(2027, 3, 31), text, text, is_done=False)

    data = plan_to_calendar([day], name=text, made_on=datetime(2026, 5, 4, tzinfo=UTC))

    # Programs differ in what ends a line: whichever it is, no name of theirs begins one.
    lines = data.replace(b"\r", b"\n").split(b"\n")
    assert not [line for line in lines if line.startswith((b"X-EVIL", b"BEGIN:VALARM"))]
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert "X-EVIL:1" in event["SUMMARY"]

"""The days of a step-up plan for calendars (RFC 5545), written by icalendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

_PRODUCT = "-//assessment//step-up plan//EN"


@dataclass(frozen=True, slots=True)
class PlanDay:
    """The day of one action.

    Attributes:
        same_thing: What names the action now and in the next round; makes its UID.
        summary: What is to be done.
        description: What will then be true, who does it, how far it is.
    """

    same_thing: str
    day: date
    summary: str
    description: str
    is_done: bool


def plan_to_calendar(days: Iterable[PlanDay], *, name: str, made_on: datetime) -> bytes:
    """Return a calendar with one whole day for each of *days*.

    Args:
        days: Of which actions.
        name: What the calendar is called.
        made_on: When it was made, with its time zone; calendars need it of every entry.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 - few requests need it

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    # The library leaves a name that it does not know as it is, ends of lines too.
    calendar.add("x-wr-calname", " ".join(name.split()))
    for each in days:
        event = Event()
        event.add("uid", f"{_uid(each.same_thing)}@step-up-plan.assessment.invalid")
        event.add("dtstamp", made_on)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        done = f"✓ {each.summary}"
        event.add("summary", done if each.is_done else each.summary)
        event.add("description", each.description)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:32]

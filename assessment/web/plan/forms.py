"""Forms of the step-up plan, and how a page tells that somebody else changed it."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from wtforms import Form, StringField

from assessment.domain.answers import PlanItem, PlanStatus
from assessment.domain.plan.changing import Aim, StepKey
from assessment.web.typed import readable, stripped

_MARK_LENGTH = 16


def mark_of(stored: PlanItem | Aim | None) -> str:
    """Return what stands for *stored* in a form; empty for nothing."""
    if stored is None:
        return ""
    return sha256(repr(stored).encode()).hexdigest()[:_MARK_LENGTH]


def text_of(value: object) -> str:
    """Return a text of several lines, readable and without spaces around it."""
    return readable(str(value or "").replace("\r\n", "\n")).strip()


class ItemForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One action of the plan."""

    wording = StringField(filters=[text_of])
    owner = StringField(filters=[stripped])
    due = StringField(filters=[stripped])
    status = StringField(filters=[stripped])
    note = StringField(filters=[text_of])
    version = StringField(filters=[stripped])

    @property
    def day(self) -> date | None:
        """The day; None: none was given, or it is no day."""
        try:
            return date.fromisoformat(self.due.data)
        except ValueError:
            return None

    @property
    def has_wrong_day(self) -> bool:
        """Whether something was typed that is no day."""
        return bool(self.due.data) and self.day is None

    def item(
        self, key: StepKey, before: PlanItem | None, *, follows_up: bool
    ) -> PlanItem:
        """Return the item as it was typed; a follow-up leaves its wording alone."""
        known = {status.value: status for status in PlanStatus}
        return replace(
            before or PlanItem(*key),
            owner=self.owner.data,
            due=self.day,
            status=known.get(self.status.data, PlanStatus.PLANNED),
            note=self.note.data,
            **({} if follows_up else {"wording": self.wording.data}),
        )


class AimForm(Form):  # type: ignore[misc]
    """The target of one indicator. ``why``: the guard's form says "reason"."""

    level = StringField(filters=[stripped])
    why = StringField(filters=[text_of])
    version = StringField(filters=[stripped])

    def aim(self, indicator: str) -> Aim:
        """Return what is aimed at; a level that is none is the framework's."""
        given = self.level.data
        is_level = given.isascii() and given.isdecimal() and len(given) == 1
        level = int(given) if is_level else None
        return Aim(indicator, level, self.why.data)

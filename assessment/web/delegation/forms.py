"""Forms with which something is asked of somebody."""

from collections.abc import Mapping
from datetime import date

from wtforms import Form, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from assessment.domain.people.asks import AskKind
from assessment.errors import N_
from assessment.services.delegation.asking import Order, Part
from assessment.texts import Texts, texts_in
from assessment.web.typed import shown_number, stripped

_NO_DAY = N_("Give the day as year, month, day, such as 2026-05-31; or leave it out.")


INVITED = "invited:"
"""Before the address of somebody who has not come in yet, in place of an account."""


class DayAndNoteForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Until when something is wanted, and what is said with it."""

    due = StringField(filters=[stripped])
    message = StringField(filters=[stripped])

    class Meta:
        """Options of WTForms, and ours: the words of the reader's language."""

        texts: Texts = texts_in("en")

    def validate_due(self, field: StringField) -> None:
        """Accept a day as browsers send it, or none."""
        if field.data and self.day is None:
            texts: Texts = self.meta.texts
            raise ValidationError(texts.gettext(_NO_DAY))

    @property
    def day(self) -> date | None:
        """The day; None: none was given, or it is no day."""
        try:
            return date.fromisoformat(self.due.data or "")
        except ValueError:
            return None


class AskForm(DayAndNoteForm):
    """What is asked of whom."""

    account = StringField(filters=[stripped])
    part = SelectMultipleField(validate_choice=False)

    @property
    def order(self) -> Order:
        """What the form asks; what it names and nobody knows is left out."""
        return Order(self.chosen_account, self.parts, self.day, self.message.data)

    @property
    def chosen_account(self) -> int | None:
        """Of whom; None: nobody was chosen."""
        number = shown_number(self.account.data)
        return number if number >= 0 else None

    @property
    def invited(self) -> str:
        """The invited address that was chosen; empty: none was."""
        given = str(self.account.data or "")
        return given.removeprefix(INVITED) if given.startswith(INVITED) else ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was ticked."""
        found = (part_named(name) for name in self.part.data or ())
        return tuple(part for part in found if part)


def part_named(name: str) -> Part | None:
    """Return what "sector:police" stands for; None: nothing."""
    kind, _, key = name.partition(":")
    known: Mapping[str, AskKind] = {each.value: each for each in AskKind}
    return (known[kind], key) if kind in known and key else None

"""Forms of a new round."""

from wtforms import BooleanField, Form, StringField

from assessment.texts import Texts, texts_in
from assessment.web.start.forms import check_period
from assessment.web.typed import shown_number, stripped


class NextRoundForm(Form):  # type: ignore[misc]  # WTForms has no types
    """When a new round is for, and what was before the person who starts it."""

    class Meta:
        """Options of WTForms, and ours: the words of the reader's language."""

        texts: Texts = texts_in("en")

    year = StringField(filters=[stripped])
    repeats = BooleanField()
    edition = BooleanField()
    seen = StringField()

    def validate_year(self, field: StringField) -> None:
        """Accept one year, or two in order."""
        texts: Texts = self.meta.texts
        check_period(field.data, texts.gettext)

    @property
    def period(self) -> str:
        """The year or years, as they are stored."""
        return str(self.year.data).replace("–", "-")

    @property
    def seen_revision(self) -> int:
        """The revision of the last round that was shown."""
        return shown_number(self.seen.data)

"""Forms of the manage page."""

from wtforms import BooleanField, Form, StringField
from wtforms.validators import ValidationError

from assessment.domain.records import Details
from assessment.errors import N_
from assessment.texts import LANGUAGES, Texts, texts_in
from assessment.web.language import offered
from assessment.web.start.forms import NAME_LENGTH, check_period
from assessment.web.typed import stripped

_NAMES = ("name", "period", "respondent", "language")
_SEEN = "seen-"


class DetailsForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What can be changed besides answers, with what the person saw before."""

    class Meta:
        """Options of WTForms, and ours: the words of the reader's language."""

        texts: Texts = texts_in("en")

    name = StringField(filters=[stripped])
    period = StringField(filters=[stripped])
    respondent = StringField(filters=[stripped])
    language = StringField(filters=[stripped])

    def validate_period(self, field: StringField) -> None:
        """Accept one year, or two in order."""
        check_period(field.data, self._say)

    def validate_name(self, field: StringField) -> None:
        """Keep the name short."""
        self._check_length(field.data)

    def validate_respondent(self, field: StringField) -> None:
        """Keep the name of the respondent short."""
        self._check_length(field.data)

    def validate_language(self, field: StringField) -> None:
        """Accept the languages in which reports can be made."""
        if field.data not in offered(LANGUAGES):
            raise ValidationError(self._say(N_("Choose a language from the list.")))

    def details(self) -> Details:
        """Return the details as they are to be."""
        return Details(
            self.name.data,
            str(self.period.data).replace("–", "-"),
            self.respondent.data,
            self.language.data,
        )

    def _check_length(self, text: str) -> None:
        if len(text) > NAME_LENGTH:
            raise ValidationError(self._say(N_("Use at most 200 characters.")))

    def _say(self, text: str) -> str:
        texts: Texts = self.meta.texts
        return texts.gettext(text)


class SeenDetails(Form):  # type: ignore[misc]
    """The details that were on the page before the person changed them."""

    name = StringField(name=f"{_SEEN}name")
    period = StringField(name=f"{_SEEN}period")
    respondent = StringField(name=f"{_SEEN}respondent")
    language = StringField(name=f"{_SEEN}language")

    def details(self) -> Details:
        """Return them."""
        return Details(*(self[name].data or "" for name in _NAMES))


class DeleteForm(Form):  # type: ignore[misc]
    """Whether the person really wants it deleted."""

    sure = BooleanField()

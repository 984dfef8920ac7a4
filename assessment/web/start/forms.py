"""Forms of the start pages."""

from collections.abc import Callable

from wtforms import Form, SelectField, StringField
from wtforms.validators import ValidationError

from assessment.domain.answers import INVENTED_CODES, AssessmentKind
from assessment.domain.framework import Scope
from assessment.domain.people.teams import Team
from assessment.errors import N_
from assessment.texts import LANGUAGES, Texts, texts_in
from assessment.web.countries import is_country
from assessment.web.language import offered
from assessment.web.start.owners import owner_named
from assessment.web.typed import stripped

NAME_LENGTH = 200
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def check_period(text: str, say: Callable[[str], str]) -> None:
    """Accept one year, or two in order.

    Raises:
        ValidationError: when it is neither.
    """
    parts = text.replace("–", "-").split("-")
    years = [int(p) for p in parts if p.isascii() and p.isdecimal() and len(p) == 4]  # noqa: PLR2004
    in_range = all(_FIRST_YEAR <= year <= _LAST_YEAR for year in years)
    if len(years) != len(parts) or len(years) > 2 or not in_range:  # noqa: PLR2004
        sentence = N_("Give a year such as 2026, or two such as 2025-2026.")
        raise ValidationError(say(sentence))
    if years != sorted(set(years)):
        raise ValidationError(say(N_("Put the earlier year first.")))


class NewAssessmentForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What an assessment needs before its first question."""

    class Meta:
        """Options of WTForms, and ours: the words of the reader's language."""

        texts: Texts = texts_in("en")
        owners: tuple[Team, ...] = ()

    team = StringField(filters=[stripped])
    country = StringField(filters=[stripped, str.upper])
    year = StringField(filters=[stripped])
    kind = StringField()
    scope = StringField(filters=[lambda scope: scope or Scope.FULL.value])
    language = SelectField(choices=list(LANGUAGES), validate_choice=False)
    respondent = StringField(filters=[stripped])

    def validate_team(self, field: StringField) -> None:
        """Accept the teams that this person may begin assessments for."""
        if self.owner is None:
            raise ValidationError(self._say(N_("Choose the team it belongs to.")))

    def validate_country(self, field: StringField) -> None:
        """Accept the countries of CLDR and the invented ones."""
        if not is_country(field.data):
            raise ValidationError(self._say(N_("Choose a country from the list.")))

    def validate_year(self, field: StringField) -> None:
        """Accept one year, or two in order."""
        check_period(field.data, self._say)

    def validate_kind(self, field: StringField) -> None:
        """Accept a known kind; exercises need an invented country."""
        if field.data not in {kind.value for kind in AssessmentKind}:
            raise ValidationError(
                self._say(N_("Choose what kind of assessment it is."))
            )
        is_training = field.data == AssessmentKind.TRAINING
        is_invented = self.country.data in INVENTED_CODES
        if is_training and not is_invented:
            raise ValidationError(
                self._say(N_("An exercise needs one of the invented countries."))
            )
        if is_invented and field.data == AssessmentKind.GOVERNMENT:
            raise ValidationError(
                self._say(
                    N_("With an invented country it is an exercise: choose that.")
                )
            )

    def validate_scope(self, field: StringField) -> None:
        """Accept the full round and the core one."""
        if field.data not in {scope.value for scope in Scope}:
            raise ValidationError(
                self._say(N_("Choose the full round or the core round."))
            )

    def validate_language(self, field: SelectField) -> None:
        """Accept the languages reports can be made in."""
        if field.data not in offered(LANGUAGES):
            raise ValidationError(self._say(N_("Choose a language from the list.")))

    def validate_respondent(self, field: StringField) -> None:
        """Keep the name of the respondent short."""
        if len(field.data) > NAME_LENGTH:
            raise ValidationError(self._say(N_("Use at most 200 characters.")))

    @property
    def owner(self) -> Team | None:
        """The team chosen; None while none is."""
        return owner_named(self.meta.owners, self.team.data)

    @property
    def period(self) -> str:
        """The period as it is stored."""
        return str(self.year.data).replace("–", "-")

    def _say(self, text: str) -> str:
        texts: Texts = self.meta.texts
        return texts.gettext(text)

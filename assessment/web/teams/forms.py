"""Forms of the pages about teams."""

from wtforms import Form, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.errors import N_
from assessment.texts import Texts, texts_in
from assessment.web.countries import is_country
from assessment.web.typed import stripped


class _Spoken(Form):  # type: ignore[misc]  # WTForms has no types
    """A form that says what is wrong in the reader's language."""

    class Meta:
        """Options of WTForms, and ours: the words of the reader's language."""

        texts: Texts = texts_in("en")

    def _say(self, text: str) -> str:
        texts: Texts = self.meta.texts
        return texts.gettext(text)


class TeamForm(_Spoken):
    """What a team is called, and what it answers for."""

    name = StringField(filters=[stripped])
    kind = StringField(filters=[stripped])
    country = StringField(filters=[stripped, str.upper])

    def validate_kind(self, field: StringField) -> None:
        """Accept the three kinds there are."""
        if field.data not in {kind.value for kind in TeamKind}:
            raise ValidationError(self._say(N_("Choose what the team answers for.")))

    def validate_country(self, field: StringField) -> None:
        """Accept a country for a government team; for others it is not looked at."""
        if self.kind.data == TeamKind.GOVERNMENT and not is_country(field.data):
            raise ValidationError(self._say(N_("Choose a country from the list.")))


class NameForm(_Spoken):
    """A new name of a team."""

    name = StringField(filters=[stripped])


class RolesForm(_Spoken):
    """What somebody is in a team."""

    role = SelectMultipleField(validate_choice=False)

    def validate_role(self, field: SelectMultipleField) -> None:
        """Ask for one role at least, of those there are."""
        known = {role.value for role in TeamRole}
        if not field.data or not set(field.data) <= known:
            raise ValidationError(self._say(N_("Choose at least one role.")))

    @property
    def roles(self) -> frozenset[TeamRole]:
        """The roles chosen."""
        return frozenset(TeamRole(value) for value in self.role.data)


class MemberForm(RolesForm):
    """Somebody with an account, and what they are to be."""

    email = StringField(filters=[stripped])

    def validate_email(self, field: StringField) -> None:
        """Ask for an address."""
        if not field.data:
            raise ValidationError(self._say(N_("Enter an e-mail address.")))

"""What is entered to invite somebody, and to accept."""

from wtforms import Form, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from assessment.domain.people.teams import TeamRole
from assessment.errors import N_
from assessment.services.people.accounts import (
    LONGEST_PASSWORD,
    MINIMUM_PASSWORD_LENGTH,
)
from assessment.texts import LANGUAGES
from assessment.web.language import current_texts
from assessment.web.wizard.pages import FieldError


class InviteForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Whom to invite, as what. The service checks address and roles."""

    email = StringField(filters=[lambda email: (email or "").strip()])
    roles = SelectMultipleField(
        choices=[role.value for role in TeamRole], validate_choice=True
    )
    language = SelectField(choices=list(LANGUAGES))

    @property
    def chosen(self) -> frozenset[TeamRole]:
        """The roles that were ticked."""
        known = {role.value for role in TeamRole}
        return frozenset(
            TeamRole(role) for role in self.roles.data or () if role in known
        )


class AcceptForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Name and password of whoever accepts; the address where none was invited."""

    email = StringField(filters=[lambda email: (email or "").strip()])
    name = StringField(filters=[lambda name: (name or "").strip()])
    password = PasswordField()
    password_confirm = PasswordField()

    def validate_password(self, field: PasswordField) -> None:
        """Refuse short ones."""
        length = len(field.data or "")
        if not MINIMUM_PASSWORD_LENGTH <= length <= LONGEST_PASSWORD:
            raise ValidationError(
                current_texts().gettext(N_("Use at least 12 characters."))
            )

    def validate_password_confirm(self, field: PasswordField) -> None:
        """Refuse another one."""
        if field.data != self.password.data:
            raise ValidationError(
                current_texts().gettext(N_("The two passwords are not the same."))
            )

    def problems(self) -> tuple[FieldError, ...]:
        """Return what is wrong, each with its field."""
        return tuple(
            FieldError(name, str(found[0]))
            for name, found in self.errors.items()
            if name
        )

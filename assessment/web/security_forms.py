"""Forms of Flask-Security where ours differ."""

from typing import Any

from flask_security import (
    LoginForm,
    ResetPasswordForm,
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorSetupForm,
)
from wtforms import StringField
from wtforms.validators import AnyOf

from assessment.services.people.accounts import MINIMUM_PASSWORD_LENGTH
from assessment.web.security_config import MESSAGES


class SignInForm(LoginForm):
    """The library's, without "remember me": a posted ``remember`` means nothing."""

    remember = None


class SetPasswordForm(ResetPasswordForm):
    """The library's, saying everything that is wrong at once: too short, and not the same."""

    def validate(self, **kwargs: Any) -> bool:
        """Check both fields, whatever the other one is like."""
        is_valid = super().validate(**kwargs)
        password = self.password.data or ""
        if (
            not is_valid
            and not self.password.errors
            and len(password) < MINIMUM_PASSWORD_LENGTH
        ):
            self.password.errors = [MESSAGES["PASSWORD_INVALID_LENGTH"]]
        return bool(is_valid)


class ChoiceField(StringField):  # type: ignore[misc]  # WTForms has no types
    """What a button sends. The library's radio fields use choices as WTForms 3.4 will not."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.choices: list[Any] = []


class SecondFactorForm(TwoFactorSetupForm):
    """The library's; the page has buttons, and the library checks what they send."""

    setup = ChoiceField()


class FactorForm(TwoFactorSelectForm):
    """The library's; the page has buttons, and what they send is checked here."""

    which = ChoiceField(validators=[AnyOf(("webauthn", "authenticator"))])


class RescueForm(TwoFactorRescueForm):
    """The library's; it is built for the page that asks for a code, and never shown."""

    help_setup = ChoiceField()

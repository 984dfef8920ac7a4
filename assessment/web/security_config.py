"""How Flask-Security is set: its addresses, words, pages and messages."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assessment.config import LINK_VALID_FOR, Settings
from assessment.errors import N_
from assessment.services.people.accounts import PASSWORD_SETTINGS

ADDRESS_WITHIN = timedelta(hours=2)
"""How long the link that confirms a new address works."""
FRESH_FOR = timedelta(minutes=30)
"""After that, whoever changes how one signs in says the password once more."""
CODE_WINDOW_S = 30
"""How far clocks of phones may be off."""
RECOVERY_CODES = 8
PASSKEY_WITHIN = timedelta(minutes=5)
"""How long somebody may look for their key."""
ISSUER = "Gap assessment"
"""As an app for codes shows it."""

MESSAGES = {
    "GENERIC_AUTHN_FAILED": N_("The e-mail address or the password is not right."),
    "PASSWORD_NOT_PROVIDED": N_("Enter a password."),
    "PASSWORD_INVALID_LENGTH": N_("Use at least 12 characters."),
    "RETYPE_PASSWORD_MISMATCH": N_("The two passwords are not the same."),
    "INVALID_PASSWORD": N_("This is not your present password."),
    "PASSWORD_IS_THE_SAME": N_("The new password is the present one."),
    "EMAIL_NOT_PROVIDED": N_("Enter an e-mail address."),
    "INVALID_EMAIL_ADDRESS": N_("The e-mail address or the password is not right."),
    "PASSWORD_RESET_EXPIRED": N_("This link is older than 24 hours."),
    "INVALID_RESET_PASSWORD_TOKEN": N_(
        "This link was used already, or a newer one was made."
    ),
    "CHANGE_EMAIL_EXPIRED": N_("This link is older than two hours. Ask once more."),
    "API_ERROR": N_("This link does not work any more."),
    "UNAUTHENTICATED": N_("Sign in first."),
    "REAUTHENTICATION_REQUIRED": N_("Enter your password once more."),
    "TWO_FACTOR_INVALID_TOKEN": N_(
        "This code is not right, was used already, or is too old."
    ),
    "TWO_FACTOR_PERMISSION_DENIED": N_("Sign in first."),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": N_("Choose what you want to do."),
    "TWO_FACTOR_SETUP_EXPIRED": N_("That took more than half an hour. Begin again."),
    "INVALID_RECOVERY_CODE": N_("This is none of your recovery codes."),
    "NO_RECOVERY_CODES_SETUP": N_("You have no recovery codes."),
    "WEBAUTHN_EXPIRED": N_("That took too long. Begin again."),
    "WEBAUTHN_NAME_REQUIRED": N_("Give the passkey a name."),
    "WEBAUTHN_NAME_INUSE": N_("You have a passkey of this name already."),
    "WEBAUTHN_NAME_NOT_FOUND": N_("You have no passkey of this name."),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": N_(
        "Use letters, digits, spaces and hyphens for the name of a passkey."
    ),
    "INVALID_INPUT_LENGTH": N_("Use fewer characters."),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": N_("This passkey is here already."),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": N_("This passkey is not known here."),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": N_("This passkey is not known here."),
    "WEBAUTHN_NO_VERIFY": N_("This passkey could not be checked. Try again."),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": N_("This passkey cannot be used for that."),
    "WEBAUTHN_MISMATCH_USER_HANDLE": N_("This passkey belongs to another account."),
    "DISABLED_ACCOUNT": N_("This account cannot sign in any more."),
}
"""Flask-Security's message -> our words, when something is refused; templates translate."""

GOOD_NEWS = {
    "PASSWORD_RESET_NO_LOGIN": N_("Your password is set."),
    "PASSWORD_RESET_REQUEST": N_(
        "If there is an account of this address, a message with a link is on its way."
    ),
    "PASSWORD_CHANGE": N_(
        "Your password is changed. Other browsers were signed out everywhere."
    ),
    "CHANGE_EMAIL_SENT": N_(
        "If the address can be used, a message with a link is on its way to it."
    ),
    "CHANGE_EMAIL_CONFIRMED": N_("Your address is changed. Sign in with the new one."),
    "REAUTHENTICATION_SUCCESSFUL": N_("Thank you. Go on."),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": N_("You are signed in."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": N_(
        "From now on, signing in also asks for a code of your app."
    ),
    "WEBAUTHN_REGISTER_SUCCESSFUL": N_("The passkey is added."),
    "WEBAUTHN_CREDENTIAL_DELETED": N_("The passkey is removed."),
    "TWO_FACTOR_DISABLED": N_("Signing in asks for your password only."),
}

SUBJECTS = {
    "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": N_("Set a new password"),
    "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": N_("Your password was set"),
    "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": N_("Your password was changed"),
    "SECURITY_CHANGE_EMAIL_SUBJECT": N_("Confirm your new address"),
}

TEMPLATES = {
    "SECURITY_LOGIN_USER_TEMPLATE": "account/sign_in.html",
    "SECURITY_RESET_PASSWORD_TEMPLATE": "account/set_password.html",
    "SECURITY_FORGOT_PASSWORD_TEMPLATE": "account/forgotten.html",
    "SECURITY_CHANGE_PASSWORD_TEMPLATE": "account/change_password.html",
    "SECURITY_CHANGE_EMAIL_TEMPLATE": "account/change_address.html",
    "SECURITY_VERIFY_TEMPLATE": "account/verify.html",
    "SECURITY_TWO_FACTOR_SETUP_TEMPLATE": "account/second_factor.html",
    "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "account/code.html",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "account/recovery_codes.html",
    "SECURITY_MULTI_FACTOR_RECOVERY_TEMPLATE": "account/recovery.html",
    "SECURITY_TWO_FACTOR_SELECT_TEMPLATE": "account/choose_factor.html",
    "SECURITY_WAN_REGISTER_TEMPLATE": "account/passkeys.html",
    "SECURITY_WAN_SIGNIN_TEMPLATE": "account/sign_in_passkey.html",
    "SECURITY_WAN_VERIFY_TEMPLATE": "account/verify_passkey.html",
    "SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET": "mail/set_password",
    "SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "mail/password_changed",
    "SECURITY_EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "mail/password_changed",
    "SECURITY_CHANGE_EMAIL_EMAIL_TEMPLATE": "mail/confirm_address",
}


def security_config(settings: Settings) -> dict[str, Any]:
    """Return the settings of Flask-Security."""
    return {
        **PASSWORD_SETTINGS,
        **SUBJECTS,
        **TEMPLATES,
        **_messages(),
        **_second_factor(settings),
        **_PASSKEYS,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_URL": "/password",
        "SECURITY_RESET_PASSWORD_WITHIN": LINK_VALID_FOR,
        "SECURITY_POST_RESET_VIEW": "start.home",
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CHANGE_URL": "/account/password",
        "SECURITY_POST_CHANGE_VIEW": "account.show",
        "SECURITY_CHANGE_EMAIL": True,
        "SECURITY_CHANGE_EMAIL_URL": "/account/address",
        "SECURITY_CHANGE_EMAIL_CONFIRM_URL": "/account/address/confirm",
        "SECURITY_CHANGE_EMAIL_WITHIN": ADDRESS_WITHIN,
        "SECURITY_POST_CHANGE_EMAIL_VIEW": "security.login",
        "SECURITY_CHANGE_EMAIL_ERROR_VIEW": "security.login",
        "SECURITY_VERIFY_URL": "/account/verify",
        "SECURITY_FRESHNESS": FRESH_FOR,
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_EMAIL_HTML": False,
        # Addresses inside of a country's own network resolve nowhere else.
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_CSRF_COOKIE": {"secure": settings.https, "samesite": "Strict"},
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SESSION_PROTECTION": "basic",
        "REMEMBER_COOKIE_SECURE": settings.https,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
    }


def _second_factor(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": settings.second_factor,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": CODE_WINDOW_S,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_SETUP_URL": "/account/second-factor",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
        "SECURITY_TWO_FACTOR_SELECT_URL": "/sign-in/choose",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "account.show",
        # Both encrypt what is stored: a stolen database gives no codes.
        "SECURITY_TOTP_SECRETS": {"1": settings.secret_key},
        "SECURITY_TOTP_ISSUER": ISSUER,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [_derived(settings.secret_key)],
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery",
    }


_PASSKEYS: dict[str, Any] = {
    "SECURITY_WEBAUTHN": True,
    "SECURITY_WAN_RP_NAME": ISSUER,
    "SECURITY_WAN_REGISTER_URL": "/account/passkeys",
    "SECURITY_WAN_POST_REGISTER_VIEW": "security.wan_register",
    "SECURITY_WAN_DELETE_URL": "/account/passkeys/remove",
    "SECURITY_WAN_SIGNIN_URL": "/sign-in/passkey",
    "SECURITY_WAN_SIGNIN_WITHIN": PASSKEY_WITHIN,
    "SECURITY_WAN_SIGNIN_TIMEOUT": int(PASSKEY_WITHIN.total_seconds() * 1000),
    "SECURITY_WAN_REGISTER_TIMEOUT": int(PASSKEY_WITHIN.total_seconds() * 1000),
    "SECURITY_WAN_VERIFY_URL": "/account/verify/passkey",
    # A passkey is found without an address: so nobody learns who has an account.
    "SECURITY_WAN_ALLOW_USER_HINTS": False,
}


def _derived(secret: str) -> bytes:
    """Return a key for recovery codes, made of the secret of the installation (RFC 5869)."""
    made = HKDF(SHA256(), length=32, salt=None, info=b"recovery codes")
    return urlsafe_b64encode(made.derive(secret.encode()))


def _messages() -> dict[str, tuple[str, str]]:
    return {
        f"SECURITY_MSG_{name}": (text, tone)
        for tone, texts in (("error", MESSAGES), ("success", GOOD_NEWS))
        for name, text in texts.items()
    }

"""Single sign-on by OpenID Connect (Authlib), for accounts that are there or invited.

The provider says who somebody is; what they may do stands here. Only an address that the
provider itself has verified counts: else whoever writes a colleague's address into their
profile would be that colleague.
"""

from typing import Any

from authlib.integrations.base_client import OAuthError
from flask import Flask
from flask_security import FsOAuthProvider

from assessment.errors import N_
from assessment.services.people.accounts import find_account
from assessment.services.people.invitations import join_as_invited
from assessment.sign_on_settings import SingleSignOn
from assessment.web.state import app_state

PROVIDER = "provider"
"""What addresses and Authlib call it."""
TIMEOUT_S = 10

MESSAGES = {
    "OAUTH_HANDSHAKE_ERROR": N_(
        "Signing in there did not work, or your address is not verified there. Try again, or "
        "sign in here with your password."
    ),
    "IDENTITY_NOT_REGISTERED": N_(
        "There is no account of your address here. Ask your coordinator to invite you."
    ),
    "DISABLED_ACCOUNT": N_("This account cannot sign in any more."),
}


class Provider(FsOAuthProvider):
    """The provider of the settings."""

    def __init__(self, settings: SingleSignOn) -> None:
        super().__init__(PROVIDER)
        self._settings = settings

    def authlib_config(self) -> dict[str, Any]:
        """Return what Authlib needs; it reads the rest from the provider when first used."""
        given = self._settings
        return {
            "client_id": given.client,
            "client_secret": given.secret,
            "server_metadata_url": f"{given.issuer}/.well-known/openid-configuration",
            "client_kwargs": {
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_S,
            },
        }

    def fetch_identity_cb(self, oauth: Any, token: Any) -> tuple[str, Any]:
        """Return the address of the account that the provider vouches for.

        Raises:
            OAuthError: when the provider has not verified the address.
        """
        told = token.get("userinfo") or {}
        if "email" not in told:
            told = getattr(oauth, PROVIDER).userinfo(token=token)
        email = told.get("email")
        if not isinstance(email, str) or told.get("email_verified") is not True:
            raise OAuthError("unverified", "the address is not verified")
        state = app_state()
        account = find_account(state.store, email)
        if account is None:
            name = str(told.get("name") or "")
            account = join_as_invited(state.store, email, name, state.now())
        return "email", account.email if account else email


def init_sign_on(app: Flask, settings: SingleSignOn | None) -> None:
    """Offer the provider on the sign-in page of *app*."""
    if settings is not None:
        glue = app.extensions["security"].oauthglue
        glue.register_provider_ext(Provider(settings))


def sign_on_config(settings: SingleSignOn | None) -> dict[str, Any]:
    """Return what Flask-Security needs to know of it."""
    words = {f"SECURITY_MSG_{name}": (text, "error") for name, text in MESSAGES.items()}
    return {
        **words,
        "SECURITY_OAUTH_ENABLE": settings is not None,
        "SECURITY_OAUTH_BUILTIN_PROVIDERS": [],
        "SECURITY_OAUTH_START_URL": "/sign-in/with",
        "SECURITY_OAUTH_RESPONSE_URL": "/sign-in/from",
        "SECURITY_OAUTH_VERIFY_START_URL": "/account/verify/with",
        "SECURITY_OAUTH_VERIFY_RESPONSE_URL": "/account/verify/from",
    }

"""Passkeys: Flask-Security's WebAuthn with one kind of key, our pages and our trail.

The library lets a passkey be a first or a second factor. Here each is both: alone it signs
in when it verified the person (finger, face or PIN), which makes two factors; after a
password, holding it is the second. So nobody has to know the difference.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from flask_security import (
    UserMixin,
    WebAuthnRegisterForm,
    WebauthnUtil,
    current_user,
    wan_deleted,
    wan_registered,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import HiddenField

from assessment.domain.people.events import AccountEvent
from assessment.web.language import current_texts
from assessment.web.post import note_change
from assessment.web.state import app_state


class PasskeyRules(WebauthnUtil):
    """What is asked of a passkey, and of the browser that brings it."""

    def origin(self) -> str:
        """Return how browsers reach this site: behind a proxy, only the settings know."""
        known = urlsplit(app_state().settings.url)
        if known.netloc == request.host:
            return f"{known.scheme}://{known.netloc}"
        return request.host_url.rstrip("/")

    def authenticator_selection(
        self, user: UserMixin, usage: str
    ) -> AuthenticatorSelectionCriteria:
        """Return what a new passkey must be able to do: be found without an address."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        )

    def user_verification(
        self, user: UserMixin | None, usage: list[str]
    ) -> UserVerificationRequirement:
        """Return whether finger, face or PIN is needed: always, unless after a password."""
        if usage == ["secondary"]:
            return UserVerificationRequirement.DISCOURAGED
        return UserVerificationRequirement.REQUIRED


class PasskeyForm(WebAuthnRegisterForm):
    """The library's, which no longer asks what the key is for."""

    usage = HiddenField(default="secondary")


@dataclass(frozen=True, slots=True)
class PasskeyLine:
    """A passkey in the list of one's own.

    Attributes:
        used: The day it was last used, in words.
        is_synced: Whether its maker copies it to other devices of the person.
    """

    name: str
    used: str
    is_synced: bool


def init_passkeys(app: Flask) -> None:
    """Show the passkeys of *app* on their page, and write changes of them down."""
    security = app.extensions["security"]
    security.wan_register_context_processor(lambda: {"passkeys": _own()})
    wan_registered.connect(_added, app)
    wan_deleted.connect(_removed, app)


def _own() -> tuple[PasskeyLine, ...]:
    texts = current_texts()
    return tuple(
        PasskeyLine(
            key.name, texts.date(key.lastuse_datetime.date()), bool(key.backup_state)
        )
        for key in current_user.webauthn
    )


def _added(_app: Flask, user: Any, name: str, **_more: object) -> None:
    note_change(user, AccountEvent.PASSKEY_ADDED, new={"name": name})


def _removed(_app: Flask, user: Any, name: str, **_more: object) -> None:
    note_change(user, AccountEvent.PASSKEY_REMOVED, old={"name": name})

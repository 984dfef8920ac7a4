"""Codes of an app on one's phone (TOTP): the library's, each good for one sign-in only."""

from typing import Any

import qrcode
from flask_security import Totp
from markupsafe import Markup
from passlib.exc import UsedTokenError
from qrcode.image.svg import SvgPathImage

from assessment.web.limits import is_first_use

_REMEMBERED_S = 300
"""Longer than any code is accepted."""


class AppCodes(Totp):
    """Refuses a code that was used, and draws its own QR code (nothing is fetched)."""

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Remember that *tmatch* was used.

        Raises:
            UsedTokenError: when it was used before; the library then refuses it.
        """
        if not is_first_use(f"totp-{user.id}-{tmatch.counter}", _REMEMBERED_S):
            raise UsedTokenError

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the QR code as a drawing for the page; our policy allows no data: images."""
        image = qrcode.make(
            self.get_totp_uri(username, totp), image_factory=SvgPathImage
        )
        return Markup(image.to_string(encoding="unicode"))  # noqa: S704 - the library's

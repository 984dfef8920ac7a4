"""Settings of mail: who hands messages on, whom they come from, how links in them begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from assessment.errors import N_, SettingsError

DEFAULT_MAIL_FROM = "no-reply@localhost"
_PORTS = {"smtp": 587, "smtps": 465}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes messages by SMTP.

    Attributes:
        host: Its name.
        port: Its port.
        user: Whom to sign in as; empty: nobody.
        password: The password of *user*; never shown.
        tls_from_start: Encrypted from the first byte (smtps), not after STARTTLS.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls_from_start: bool = False

    @property
    def needs_starttls(self) -> bool:
        """Whether encryption has to be asked for; on this machine none is needed."""
        return not self.tls_from_start and self.host not in _LOOPBACK

    def __repr__(self) -> str:
        """Return what may stand in a log: no password."""
        return f"MailServer({self.host}:{self.port})"


def mail_server(environment: Mapping[str, str]) -> MailServer | None:
    """Return the server in ASSESSMENT_SMTP; None: none is given.

    Raises:
        SettingsError: when it is no address of a mail server.
    """
    given = environment.get("ASSESSMENT_SMTP", "").strip()
    if not given:
        return None
    try:
        parts = urlsplit(given)
        port = parts.port or _PORTS[parts.scheme]
        host = parts.hostname
    except (KeyError, ValueError):
        host = None
    if not host or parts.path.strip("/") or parts.query or parts.fragment:
        # Not the address itself: it may hold a password.
        raise SettingsError(
            N_(
                "ASSESSMENT_SMTP is not the address of a mail server; write "
                "smtp://USER@HOST:587 or smtps://USER@HOST:465, the password in "
                "ASSESSMENT_SMTP_PASSWORD."
            )
        )
    password = environment.get("ASSESSMENT_SMTP_PASSWORD") or parts.password or ""
    return MailServer(
        host, port, unquote(parts.username or ""), password, parts.scheme == "smtps"
    )


def mail_sender(environment: Mapping[str, str]) -> str:
    """Return whom messages come from, in ASSESSMENT_MAIL_FROM.

    Raises:
        SettingsError: when it is no address.
    """
    given = environment.get("ASSESSMENT_MAIL_FROM", "").strip() or DEFAULT_MAIL_FROM
    _name, address = parseaddr(given)
    local, at, domain = address.partition("@")
    if local and at and domain and given.isprintable():
        return given
    raise SettingsError(
        N_("ASSESSMENT_MAIL_FROM is “{given}”; write an e-mail address."), given=given
    )


def site_address(environment: Mapping[str, str]) -> str:
    """Return how people reach the site, in ASSESSMENT_URL; empty: nobody says.

    Raises:
        SettingsError: when it is no address of a site.
    """
    given = environment.get("ASSESSMENT_URL", "").strip().rstrip("/")
    try:
        parts = urlsplit(given)
        is_site = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_site = False
    if not given or (is_site and not parts.path and given.isprintable()):
        return given
    raise SettingsError(
        N_(
            "ASSESSMENT_URL is “{given}”; write http:// or https:// and the name of the "
            "site, without a path."
        ),
        given=given,
    )

"""Where browsers take passkeys: at an address with a name, by HTTPS or on this machine."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request

from assessment.web.state import app_state

_LOCAL = "localhost"


@dataclass(frozen=True, slots=True)
class PasskeyPlace:
    """Whether passkeys work at the address at which somebody reached the site.

    Attributes:
        host: As they reached it.
        instead: The same page at an address where they work; empty: none is known.
    """

    host: str
    is_right: bool
    instead: str = ""


def passkey_place() -> PasskeyPlace:
    """Return whether the browser of this request takes passkeys here.

    An address in numbers is refused by every browser, also that of this machine; a name
    needs HTTPS, unless it is "localhost" (WebAuthn, and what it calls a secure context).
    """
    host = urlsplit(f"//{request.host}").hostname or ""
    try:
        number = ip_address(host)
    except ValueError:
        is_here = host == _LOCAL or host.endswith(f".{_LOCAL}")
        settings = app_state().settings
        return PasskeyPlace(host, is_here or request.is_secure or settings.https)
    port = f":{port}" if (port := urlsplit(f"//{request.host}").port) else ""
    path = f"{request.script_root}{request.path}"
    instead = f"{request.scheme}://{_LOCAL}{port}{path}" if number.is_loopback else ""
    return PasskeyPlace(host, is_right=False, instead=instead)

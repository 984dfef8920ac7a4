"""Whether this is the demo, and the visitor sits at the machine it runs on."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request

from assessment.web.state import app_state


def is_demo_visitor() -> bool:
    """Return whether one-click sign-in may be offered to this visitor.

    The host is checked too: a page elsewhere could point its own name at 127.0.0.1.
    """
    if not app_state().settings.demo:
        return False
    host = urlsplit(f"//{request.host}").hostname or ""
    return _is_loopback(request.remote_addr or "") and (
        host == "localhost" or _is_loopback(host)
    )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False

"""Let caches keep what is published, as long as nobody is signed in.

Whoever keeps a page has to ask every time whether it still stands (``no-cache``), so that
what is withdrawn or shown otherwise is never served again; asking costs a query or two.
"""

from collections.abc import Iterable
from hashlib import sha256

from flask import Response, current_app, request
from flask_security import current_user

from assessment import __version__

PUBLIC = "public, no-cache"
_MARK = "X-Assessment-Public"


def tag_of(parts: Iterable[object]) -> str:
    """Return an entity tag for what *parts* decide, of this version of the program."""
    text = "\x1f".join((__version__, *(str(part) for part in parts)))
    return sha256(text.encode()).hexdigest()[:32]


def not_changed(tag: str) -> Response | None:
    """Return the short answer for whoever has the page with *tag* already.

    Not for who is signed in: their page may hold more, and has no tag.
    """
    if tag not in request.if_none_match or not is_nobody():
        return None
    return with_tag(Response(status=304), tag)


def with_tag(response: Response, tag: str) -> Response:
    """Give *response* its tag, and let it be kept by everybody if nobody is signed in."""
    if is_nobody():
        response.set_etag(tag)
        response.headers[_MARK] = "yes"
    response.vary.update(("Cookie", "Accept-Language"))
    return response


def is_nobody() -> bool:
    """Return whether this request comes without a session of any kind."""
    cookie = current_app.config["SESSION_COOKIE_NAME"]
    return cookie not in request.cookies and not current_user.is_authenticated


def is_public(response: Response) -> bool:
    """Return whether *response* may be kept by everybody; takes its mark away."""
    is_marked = response.headers.pop(_MARK, None) is not None
    return is_marked and is_nobody() and response.status_code in {200, 304}

"""Where the site is mounted: what the operator says, never what a request claims.

``X-Forwarded-Prefix`` and ``SCRIPT_NAME`` come from outside; taken at their word, they led
people to other sites and filled the memory, one address after another.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Mounted:
    """A site below a path of its server, with or without that path in what arrives.

    Args:
        application: The site.
        prefix: Where it is mounted, such as ``/assess``; empty: at the top.
    """

    def __init__(self, application: "WSGIApplication", prefix: str) -> None:
        self._application = application
        self._prefix = prefix

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request as if the site stood at the top of its server."""
        environ["SCRIPT_NAME"] = self._prefix
        path = environ.get("PATH_INFO", "")
        if self._prefix and f"{path}/".startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(self._prefix) or "/"
        return self._application(environ, start_response)

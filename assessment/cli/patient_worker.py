"""A gunicorn worker whose threads wait for no one.

gunicorn's own lets a thread wait up to five seconds for the first byte of each new
connection: forty connections that say nothing kept eight threads busy for 25 seconds. Here
they wait where idle ones do, in the poller, until a request begins. A request that comes in
one byte at a time still holds a thread: a proxy in front collects it first (docs/security.md).
"""

import selectors
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

FIRST_BYTE_WITHIN_S = 30
"""A connection that says nothing for so long is closed."""


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no type hints
    """Threads for requests alone."""

    def enqueue_req(self, conn: Any) -> None:
        """Hand *conn* to a thread when its request has begun, and wait for it before."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + FIRST_BYTE_WITHIN_S
        self.pending_conns.append(conn)
        begun = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, begun)

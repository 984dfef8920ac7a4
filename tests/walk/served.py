"""The filled site, served on loopback."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import make_server

from assessment.storage.engine import open_store
from tests.walk.filled import Filled, fill
from tests.web import OPENED, WORKSHOP


@contextmanager
def filled_site(folder: Path, address: str = "http://localhost") -> Iterator[Filled]:
    """Fill a site in *folder*; unlike others it lives longer than one test."""
    store = open_store(f"sqlite:///{folder / 'assessment.sqlite'}")
    filled = fill(store, folder, address)
    OPENED.remove(filled.site.app)
    yield filled
    if workshop := filled.site.app.extensions.get(WORKSHOP):
        workshop.close()
    store.close()


@contextmanager
def served_site(folder: Path) -> Iterator[tuple[Filled, str]]:
    """Fill a site and serve it; yield it with its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"  # passkeys belong to names, not to numbers
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with filled_site(folder, address) as filled:
        server = make_server("127.0.0.1", port, filled.site.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield filled, address
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

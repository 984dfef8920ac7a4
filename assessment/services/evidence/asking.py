"""Ask whether pages behind links are there, without being led into a network.

A link is what somebody typed, so the server must not go wherever it points: each name is
resolved once, every address it has must be one of the public internet, and the connection
goes to exactly the address that was looked at, at every redirect anew (so that neither a
name that changes its address nor a redirect leads inside). No cookies, no proxies of the
environment, nothing read but status and headers.
"""

import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from assessment.domain.evidence import LinkState, state_of_status
from assessment.domain.text_check import holds_password, is_web_link

AT_ONCE = 6
MOST_REDIRECTS = 5
TIMEOUT_S = (5, 8)
"""Seconds to connect, and between bytes."""
TOTAL_S = 100
"""Seconds for all links together; what has not answered by then is silent."""
USER_AGENT = "gap-assessment link check (asks on demand, reads headers only)"

_PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ip_network("64:ff9b::/96")
_GIVEN_OUT = ip_network("2000::/3")
"""All of IPv6 that is given out as addresses of the internet. What lies outside may be told
into a network: addresses of one site, of translators, IPv4 ones written in old ways."""
_HEAD_IS_NO_ANSWER = 400
"""Many sites answer HEAD wrongly: from here on GET is asked, too."""

Allows = Callable[[str, int], bool]
"""Whether a connection may go to an address and port."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What asking for a link came to."""

    link: str
    state: LinkState
    status: int | None = None


class NotAskedError(Exception):
    """The address is none of the public internet; nothing was sent there."""


def is_public(address: str, port: int) -> bool:
    """Return whether *address* is one of the public internet, and *port* one of the web.

    Loopback, private, link-local (where clouds keep their secrets), multicast and reserved
    addresses are not, nor are such addresses written within IPv6 ones.
    """
    if port not in _PORTS:
        return False
    found = ip_address(address.partition("%")[0])
    return all(
        a.is_global and not a.is_multicast and _is_given_out(a) for a in _all_of(found)
    )


def _is_given_out(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address of IPv6 is one of the internet; of IPv4 all may be."""
    if isinstance(address, IPv4Address):
        return True
    return address in _GIVEN_OUT or address in _NAT64


def ask_links(
    links: Iterable[str], *, allows: Allows = is_public, total_s: float = TOTAL_S
) -> tuple[Answered, ...]:
    """Ask for each of *links*, at most :data:`AT_ONCE` at a time.

    Args:
        links: Addresses of the web.
        allows: Says where connections may go; tests let them go to this machine.
        total_s: Seconds after which the rest counts as silent.
    """
    wanted = tuple(dict.fromkeys(links))
    if not wanted:
        return ()
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="link")
    futures = {link: pool.submit(_ask, link, allows) for link in wanted}
    wait(futures.values(), timeout=total_s)
    pool.shutdown(wait=False, cancel_futures=True)
    return tuple(
        future.result()
        if future.done() and not future.cancelled()
        else Answered(link, LinkState.SILENT)
        for link, future in futures.items()
    )


_MEANS: tuple[tuple[type[Exception], LinkState], ...] = (
    (NotAskedError, LinkState.NOT_ASKED),
    (requests.Timeout, LinkState.SILENT),
    (requests.exceptions.SSLError, LinkState.FAILED),
    (requests.ConnectionError, LinkState.SILENT),
    (requests.RequestException, LinkState.FAILED),
    (ValueError, LinkState.FAILED),
)
"""What went wrong -> what that says; the first that fits."""


def _ask(link: str, allows: Allows) -> Answered:
    if not is_web_link(link) or holds_password(link):
        return Answered(link, LinkState.NOT_ASKED)
    try:
        with _session(allows) as session:
            status = _status(session, "HEAD", link)
            if status >= _HEAD_IS_NO_ANSWER:
                status = _status(session, "GET", link)
    except tuple(kind for kind, _ in _MEANS) as error:
        state = next(state for kind, state in _MEANS if isinstance(error, kind))
        return Answered(link, state)
    return Answered(link, state_of_status(status), status)


def _status(session: requests.Session, method: str, link: str) -> int:
    with session.request(
        method, link, timeout=TIMEOUT_S, stream=True, allow_redirects=True
    ) as response:
        return response.status_code


def _session(allows: Allows) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = MOST_REDIRECTS
    session.headers["User-Agent"] = USER_AGENT
    adapter = _CarefulAdapter(allows)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


class _CarefulAdapter(HTTPAdapter):
    """Connects only to addresses that were looked at."""

    def __init__(self, allows: Allows) -> None:
        self._allows = allows
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections of our own kind, whatever leads to them."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._allows)

    def add_headers(self, request: requests.PreparedRequest, **_more: Any) -> None:
        """Take out what a redirect may have put in: the library hands cookies on."""
        for name in ("Cookie", "Authorization"):
            request.headers.pop(name, None)


def _pools(allows: Allows) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, allows)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, allows)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connected(connection: HTTPConnection, allows: Allows) -> socket.socket:
    """Resolve once, look at every address, connect to one of exactly these.

    Raises:
        NotAskedError: when one of the addresses must not be asked.
        NewConnectionError: when there is no such site, or none of it answers.
    """
    host, port = connection.host.strip("[]"), connection.port or 80
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, f"no such site: {error}") from error
    if not all(allows(str(address[0]), port) for *_, address in found):
        raise NotAskedError(host)
    last: OSError | None = None
    for family, kind, protocol, _, address in found:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(TIMEOUT_S[0])
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            last = error
        else:
            return sock
    raise NewConnectionError(connection, f"no answer: {last}")


def _all_of(
    address: IPv4Address | IPv6Address,
) -> tuple[IPv4Address | IPv6Address, ...]:
    """Return *address* and what addresses of IPv4 are written within it."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    inside = [address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inside.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return (address, *(a for a in inside if a is not None))

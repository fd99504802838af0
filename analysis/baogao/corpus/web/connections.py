"""Connections that end at a deadline and lead into no private network, whatever a server sends or answers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from baogao.errors import CorpusError


class Deadline:
    """When all connections are shut, also those that still wait for a line of a header."""

    def __init__(self) -> None:
        self.until = float("inf")
        self.sockets: list[socket.socket] = []

    @property
    def is_over(self) -> bool:
        """Whether it has passed."""
        return time.monotonic() >= self.until

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Shut every connection that is open so many seconds from now, unless the block has ended."""
        self.until = time.monotonic() + seconds
        timer = threading.Timer(seconds, self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self.until = float("inf")
            self.sockets.clear()

    def _shut(self) -> None:
        for one in self.sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class WatchedAdapter(HTTPAdapter):
    """An adapter of requests whose connections a `Deadline` can shut."""

    def __init__(self, deadline: Deadline, **options: Any) -> None:
        self._deadline = deadline
        super().__init__(**options)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the pools, with connections that are known to the deadline."""
        super().init_poolmanager(*arguments, **options)
        deadline = self._deadline

        def watched(connection: type[Any]) -> type[Any]:
            def connect(self: Any) -> None:
                if deadline.is_over:
                    raise TimeoutError("the time is over")
                connection.connect(self)
                deadline.sockets.append(self.sock)

            return type(connection.__name__, (connection,), {"connect": connect})

        pools = {"http": (HTTPConnectionPool, HTTPConnection), "https": (HTTPSConnectionPool, HTTPSConnection)}
        self.poolmanager.pool_classes_by_scheme = {
            scheme: type(pool.__name__, (pool,), {"ConnectionCls": watched(connection)})
            for scheme, (pool, connection) in pools.items()
        }


def require_public(address: str, first: str) -> None:
    """Raise `CorpusError` if a server leads on to where it must not: this machine, a private network, with a password.

    A server that the user has named may lead on to itself (host and port of the `first` address).
    """
    there, here = urlsplit(address), urlsplit(first)
    if there.username or there.password:
        raise CorpusError("leads on to an address with a password; no such is followed.")
    if (there.hostname, _port(address)) == (here.hostname, _port(first)):
        return
    try:
        found = socket.getaddrinfo(there.hostname, _port(address), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        raise CorpusError(f"leads on to {there.hostname}, which is not known; try again later.") from None
    for one in found:
        number = ip_address(str(one[4][0]).split("%")[0])
        plain = number.ipv4_mapped if isinstance(number, IPv6Address) and number.ipv4_mapped else number
        if not plain.is_global or plain.is_multicast:
            raise CorpusError(f"leads on to {there.hostname} in a private network; none is followed.")


def _port(address: str) -> int:
    try:
        parts = urlsplit(address)
        return parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError:
        raise CorpusError("leads on to an address with no such port; it is not followed.") from None


def without_password(address: str) -> str:
    """An address without user and password, for tables that may be published.

    Examples
    --------
    >>> without_password("https://me:secret@h.example:8080/a.html")
    'https://h.example:8080/a.html'
    """
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else address

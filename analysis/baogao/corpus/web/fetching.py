"""Web pages politely: one request at a time, with limits of time and size; what fails is named and passed over."""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.util.retry import Retry

from baogao.corpus.sources import Source, read_bytes
from baogao.corpus.sources.formats import skipped
from baogao.corpus.text.decoding import BOMS
from baogao.corpus.web.connections import Deadline, WatchedAdapter, require_public, without_password
from baogao.errors import CorpusError

ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
# The readers know files by their ending; of web pages only the type is sure.
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
UNKNOWN_TYPES = ("", "application/octet-stream", "binary/octet-stream")
TEXTUAL = (".html", ".txt", ".csv", ".tsv")
# Servers say GB2312 and send its supersets; Latin-1 is what they say when nobody has set anything.
CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
UNSET = ("iso8859-1", "ascii", "cp1252")


@dataclass(frozen=True)
class Limits:
    """How long to wait, how much to take, how often to try."""

    connect: float = 10  # seconds to connect
    read: float = 10  # seconds between two parts of an answer
    total: float = 60  # seconds for an answer, with all addresses that it leads to and all that is tried again
    size: int = 50_000_000  # bytes of an answer
    redirects: int = 5
    retries: int = 3  # after 429, 500, 502, 503, 504 and broken connections
    pause: float = 1  # seconds between two requests to a host
    longest_pause: float = 60  # seconds that a server may ask to wait


def fetch_sources(
    addresses: Sequence[str], *, columns: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Iterator[Source]:
    """Fetch pages in the order of their http(s) addresses, each once, and read them; see `read_sources` for `columns`.

    A source is named by its address, which is also the fact ``source``; it has a ``reason`` where
    fetching or reading failed.
    """
    limits = limits or Limits()
    last: dict[str, float] = {}
    deadline = Deadline()
    with _session(limits, deadline) as session:
        for address in dict.fromkeys(addresses):
            host = urlsplit(address).netloc
            if host in last and (wait := last[host] + limits.pause - time.monotonic()) > 0:
                time.sleep(wait)
            shown = without_password(address)
            try:
                with deadline.within(limits.total):
                    content, ending, last_address = _fetch(session, address, limits, deadline)
                yield from _read(content, shown, ending, columns or {}, without_password(last_address))
            except CorpusError as error:
                yield skipped(shown, str(error))
            last[host] = time.monotonic()


class _Session(requests.Session):
    """A session that leads nowhere by itself; requests would read what stands in a redirect, whatever its size."""

    def resolve_redirects(self, *_: Any, **__: Any) -> Iterator[Any]:
        """None."""
        return iter(())


def _session(limits: Limits, deadline: Deadline | None = None) -> requests.Session:
    retry = Retry(
        total=limits.retries,
        redirect=False,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=("GET",),
        backoff_factor=limits.pause / 2,
        backoff_max=limits.longest_pause,
        retry_after_max=int(limits.longest_pause),
        raise_on_status=False,
    )
    session = _Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, WatchedAdapter(deadline or Deadline(), max_retries=retry))
    session.headers.update({"User-Agent": f"baogao/{version('baogao')} (research on official reports)"})
    return session


def _fetch(session: requests.Session, address: str, limits: Limits, deadline: Deadline) -> tuple[bytes, str, str]:
    """Content and ending of a page, and the address that it was found at in the end; or `CorpusError`."""
    if not ADDRESS.fullmatch(address):
        raise CorpusError("is no address that can be fetched; it must begin with http:// or https://.")
    place = address
    try:
        for _ in range(limits.redirects + 1):
            with session.get(
                place, stream=True, timeout=(limits.connect, limits.read), allow_redirects=False
            ) as response:
                if deadline.is_over:  # a head that was cut off
                    raise TimeoutError
                if response.is_redirect:  # what it holds besides is not read
                    place = _next(response, address)
                    continue
                if not response.ok:
                    raise CorpusError(f"the server says {response.status_code} {response.reason}.")
                ending = _ending(response)
                content, charset = _content(response, limits, deadline), response.encoding or ""
                return (_in_utf8(content, charset) if ending in TEXTUAL else content), ending, place
    except (requests.exceptions.RequestException, HTTPError, ValueError, OSError) as error:
        if deadline.is_over:
            raise CorpusError(f"took longer than {limits.total:g} seconds; try again later.") from None
        cause = getattr(error.args[0], "reason", error) if error.args else error
        if isinstance(cause, requests.exceptions.Timeout | ReadTimeoutError):
            raise CorpusError(f"no answer within {limits.read:g} seconds; try again later.") from None
        raise CorpusError(f"cannot be fetched ({type(error).__name__}); try again later.") from None
    raise CorpusError(f"leads on to other addresses more than {limits.redirects} times.")


def _next(response: requests.Response, first: str) -> str:
    """The address that a server leads on to; `CorpusError` if it is none that is followed."""
    place = urljoin(response.url, response.headers["Location"])
    if not ADDRESS.fullmatch(place):
        raise CorpusError("leads on to an address that is not http(s); no other is followed.")
    require_public(place, first)
    return place


def _ending(response: requests.Response) -> str:
    """Ending of the file as readers know it: by the type stated, or by the address where none is stated."""
    stated = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    of_address = PurePosixPath(urlsplit(response.url).path).suffix.lower()
    if (stated == "text/plain" and of_address in ENDINGS.values()) or (stated in UNKNOWN_TYPES and of_address):
        return of_address
    if stated in ENDINGS:
        return ENDINGS[stated]
    raise CorpusError(f"is {stated or 'of no stated type'}, and no page, text, document or table.")


def _content(response: requests.Response, limits: Limits, deadline: Deadline) -> bytes:
    """The answer, unless it is too long or takes too long."""
    parts, size = [], 0
    # One read of the connection at a time: a server that sends a byte now and then is noticed.
    while part := response.raw.read1(65536, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > limits.size:
            raise CorpusError(f"is larger than {limits.size / 1e6:g} MB; save it by hand and import the file.")
        if deadline.is_over:
            break
    if deadline.is_over:  # the rest was cut off
        raise CorpusError(f"took longer than {limits.total:g} seconds; try again later.")
    return b"".join(parts)


def _in_utf8(content: bytes, charset: str) -> bytes:
    """Content in UTF-8 with its mark where the server's charset fits; else as it is, for the reader to decode."""
    try:
        name = codecs.lookup(charset).name
        if name in UNSET or any(content.startswith(mark) for mark, _ in BOMS):
            return content
        return codecs.BOM_UTF8 + content.decode(CHARSETS.get(name, name)).encode("utf-8")
    except (LookupError, UnicodeError):
        return content


def _read(content: bytes, address: str, ending: str, columns: Mapping[str, str], place: str) -> Iterator[Source]:
    """Texts of a page, named by its address; its source is the place where it was found in the end."""
    name = f"page{ending}"
    for source in read_bytes(content, name, columns=columns):
        yield source._replace(
            name=source.name.replace(name, address, 1),
            reason=source.reason.replace(name, address, 1),
            facts={**source.facts, "source": place},
        )

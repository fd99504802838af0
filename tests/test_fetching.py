"""Fetching, against a server of our own on this machine: what fails is told, the rest goes on."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from baogao.corpus.importing.import_report import read_import_report
from baogao.corpus.importing.import_reports import is_address, read_addresses
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.web.fetching import Limits, _session, fetch_sources
from baogao.errors import SettingError

BODY = "石渚县普法工作会议召开\n会议要求，抓好普法工作，做到常态长效，让依法办事成为习惯。\n"
PAGE = (
    "<html><head>{meta}<title>石渚县普法工作会议召开</title></head><body><article><h1>石渚县普法工作会议召开</h1>"
    + "<p>会议要求，抓好普法工作，做到常态长效，让依法办事成为习惯。</p>" * 3
    + "</article></body></html>"
)
QUICK = Limits(connect=2, read=0.5, total=1, size=200_000, redirects=3, retries=2, pause=0, longest_pause=0)


GB2312_PAGE = PAGE.format(meta='<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
TEXT = "text/plain; charset=utf-8"
# What the server says under each path: status, content, type and other headers.
ANSWERS = {
    "good": (200, BODY.encode(), TEXT),
    "gb2312": (200, BODY.encode("gb2312"), "text/plain; charset=GB2312"),
    "wrong-charset": (200, BODY.encode(), "text/plain; charset=ISO-8859-1"),
    "big5": (200, "石渚縣普法工作會議召開，國家工作人員學法用法。".encode("big5"), "text/plain; charset=big5"),
    "page": (200, GB2312_PAGE.encode("gb2312"), "text/html"),
    "bare-page": (200, PAGE.format(meta="").encode("gbk"), "text/html; charset=gbk"),
    "picture": (200, b"\x89PNG\r\n\x1a\n", "image/png"),
    "untold": (200, BODY.encode(), ""),
    "broken": (500, b"", TEXT),
    "gone": (404, b"none", TEXT),
    "loop": (302, b"", TEXT, {"Location": "/loop"}),
    "moved": (301, b"", TEXT, {"Location": "/good"}),
    "undefined": (200, BODY.encode(), "text/plain; charset=undefined"),
    "bomb": (200, gzip.compress(b"0" * 30_000_000), TEXT, {"Content-Encoding": "gzip"}),
    "no-gzip": (200, b"0000", TEXT, {"Content-Encoding": "gzip"}),
    "away": (302, b"", TEXT, {"Location": "file:///etc/hostname"}),
}
PRIVATE = ["10.0.0.1", "169.254.169.254", "[::ffff:169.254.169.254]", "192.168.1.1:8080", "2130706433", "localhost:9"]
ANSWERS |= {f"to-{number}": (302, b"", TEXT, {"Location": f"http://{host}/"}) for number, host in enumerate(PRIVATE)}
HOSTS = [  # of private networks and of this machine, as they can be written
    "10.0.0.1", "10.255.255.254", "172.16.0.1", "172.31.255.1", "192.168.0.1", "169.254.169.254", "127.0.0.2",
    "0.0.0.0", "100.64.0.1", "[::1]", "[fe80::1]", "[fc00::1]", "[::ffff:10.0.0.1]", "[::ffff:127.0.0.1]",
    "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "127.1",
]  # fmt: skip
LOCATIONS = [form.format(host) for host in HOSTS for form in ("http://{}/", "https://{}/", "http://{}:22/a", "//{}/a")]
LOCATIONS += [
    "http://", "https:///a", "file:///etc/passwd", "gopher://h.example/", "ftp://h.example/", "data:,a",
    "javascript:alert(1)", "http://me:secret@h.example/", "http://[", "http://[::1", "http://h.example:99999/",
]  # fmt: skip
ANSWERS |= {f"on-{number}": (302, b"", TEXT, {"Location": place}) for number, place in enumerate(LOCATIONS)}
ANSWERS["to-password"] = (302, b"", TEXT, {"Location": "http://me:secret@h.example/"})
STREAMS = {"endless": (b"0" * 65536, 0), "drip": (b"0", 0.05)}  # what comes without end, and seconds between
HEADS = {  # heads of answers that never end: what comes first, and again and again
    "slow-head": (b"HTTP/1.1 200 OK\r\nX: ", b"0"),
    "continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "slow-move": (b"HTTP/1.1 302 Found\r\nX: ", b"0"),
    "moved-stream": (b"HTTP/1.1 302 Found\r\nLocation: /good\r\n\r\n", b"0" * 65536),
}


class Handler(BaseHTTPRequestHandler):
    """Answers by path; each path stands for something that servers do."""

    def log_message(self, *_):
        pass

    def answer(self, status, content, kind, headers=()):
        self.send_response(status)
        length = {} if content is None else {"Content-Length": str(len(content))}
        for name, value in {"Content-Type": kind, **dict(headers), **length}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content or b"")

    def stream(self, part, pause):
        self.answer(200, None, TEXT)
        while not self.server.done.wait(pause):
            self.wfile.write(part)
            self.wfile.flush()

    def head_without_end(self, first, part):
        self.wfile.write(first)
        while not self.server.done.wait(0.02):
            self.wfile.write(part)
            self.wfile.flush()

    def do_GET(self):
        server, name = self.server, self.path.strip("/").partition(".")[0]
        server.asked[self.path] += 1
        server.agents.add(self.headers["User-Agent"])
        with server.lock:
            server.open += 1
            server.most = max(server.most, server.open)
        try:
            if name == "silent":
                server.done.wait(5)
            elif name in HEADS:
                self.head_without_end(*HEADS[name])
            elif name in STREAMS:
                self.stream(*STREAMS[name])
            elif name == "busy" and server.asked[self.path] == 1:
                self.answer(503 if "503" in self.path else 500, b"", TEXT, {"Retry-After": "1"})
            else:
                self.answer(*ANSWERS["good" if name == "busy" else name])
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with server.lock:
                server.open -= 1


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.agents, server.lock = Counter(), set(), threading.Lock()
    server.open = server.most = 0
    server.done = threading.Event()
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    with server:
        yield server
        server.done.set()
        server.shutdown()
    thread.join()


def fetched(server, *paths, limits=QUICK):
    return list(fetch_sources([server.address + path for path in paths], limits=limits))


@pytest.mark.parametrize("path", ["/good", "/gb2312", "/wrong-charset", "/moved", "/untold.txt"])
def test_a_text_is_read_in_its_charset_and_named_by_its_address(server, path):
    (source,) = fetched(server, path)
    assert (source.text, source.reason) == (BODY, "")
    assert source.name == server.address + path
    assert source.facts["source"] == server.address + path.replace("moved", "good")  # where it was in the end


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/big5", "石渚縣普法工作會議"),  # stays traditional
        ("/page.html", "会议要求，抓好普法工作"),  # by its own charset
        ("/bare-page", "会议要求，抓好普法工作"),  # by that of the server
    ],
)
def test_pages_and_texts_in_other_charsets_are_read(server, path, words):
    (source,) = fetched(server, path)
    assert (words in source.text, source.reason) == (True, "")
    assert source.facts["source"] == server.address + path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone", "the server says 404"),
        ("/broken", "the server says 500"),
        ("/endless", "is larger than 0.2 MB"),
        ("/drip", "took longer than 1 seconds"),
        ("/silent", "took longer than 1 seconds"),  # three times half a second
        ("/loop", "leads on to other addresses more than 3 times"),
        ("/away", "is not http(s); no other is followed."),
        ("/picture", "is image/png"),
        ("/untold", "is of no stated type"),
    ],
)
def test_what_fails_is_told_in_one_line_and_the_rest_goes_on(server, path, words):
    failed, good = fetched(server, path, "/good")
    assert failed.text == ""
    assert failed.reason.startswith(server.address + path)
    assert words in failed.reason
    assert "\n" not in failed.reason
    assert good.text == BODY


@pytest.mark.parametrize("path", ["/busy", "/busy.503"])
def test_a_server_that_is_busy_for_a_moment_is_asked_again(server, path):
    (source,) = fetched(server, path)
    assert source.text == BODY
    assert server.asked[path] == 2


def test_a_server_that_stays_broken_is_asked_only_so_often_and_a_missing_page_once(server):
    fetched(server, "/broken", "/gone")
    assert (server.asked["/broken"], server.asked["/gone"]) == (1 + QUICK.retries, 1)


def test_no_server_is_told(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    failed = next(iter(fetch_sources(["http://127.0.0.1:9/a.txt"], limits=QUICK)))
    assert "cannot be fetched (ConnectionError)" in failed.reason


@pytest.mark.parametrize(
    "address", ["ftp://h.example/a.txt", "file:///etc/passwd", "http://", "javascript://a", "a b://c"]
)
def test_other_schemes_are_refused_without_a_request(monkeypatch, address):
    monkeypatch.setattr("requests.Session.get", lambda *_, **__: pytest.fail("a request was made"))
    (failed,) = fetch_sources([address], limits=QUICK)
    assert "must begin with http:// or https://" in failed.reason


def test_each_address_once_one_at_a_time_with_a_pause_and_by_name(server, monkeypatch):
    waits = []
    monkeypatch.setattr("baogao.corpus.web.fetching.time.sleep", waits.append)
    limits = Limits(retries=0, pause=7)
    assert len(fetched(server, "/good", "/gb2312", "/good", "/gone", limits=limits)) == 3
    assert server.asked == {"/good": 1, "/gb2312": 1, "/gone": 1}
    assert server.most == 1
    assert len(waits) == 2
    assert all(0 < wait <= 7 for wait in waits)
    assert {agent.partition("/")[0] for agent in server.agents} == {"baogao"}


def test_a_server_may_ask_to_wait_but_not_for_long():
    with _session(Limits(longest_pause=60)) as session:
        retry = session.get_adapter("https://h.example").max_retries
    assert (retry.respect_retry_after_header, retry.retry_after_max, retry.backoff_max) == (True, 60, 60)
    assert 429 in retry.status_forcelist


def test_a_list_of_addresses_may_have_empty_lines_and_remarks(tmp_path):
    path = tmp_path / "a.urls"
    path.write_text("\ufeff# the county\nhttp://h.example/a\n\n https://h.example/b \n", encoding="utf-8")
    assert read_addresses(path) == ["http://h.example/a", "https://h.example/b"]
    path.write_text("# none\n", encoding="utf-8")
    with pytest.raises(SettingError, match="holds no address"):
        read_addresses(path)


def test_addresses_are_told_from_paths():
    assert [is_address(source) for source in ("https://h.example/a", "a/b.html", "C:\\a.txt")] == [True, False, False]


def test_a_list_is_imported_and_told(copy, baogao, server, monkeypatch):
    monkeypatch.setattr("baogao.corpus.web.fetching.Limits", lambda: QUICK)
    urls = copy.parent / "county.urls"
    urls.write_text("".join(f"{server.address}{path}\n" for path in ("/good", "/gone", "/gb2312")), encoding="utf-8")
    code, out, err = baogao("import", urls, "mine")
    assert (code, out) == (1, "mine: 1 added, 1 duplicate, 1 skipped\n")
    assert f"skipped: {server.address}/gone: the server says 404" in err
    (row,) = read_manifest(copy / "corpus/mine")[["report_id", "source", "title"]].values.tolist()
    assert row == ["good", f"{server.address}/good", "石渚县普法工作会议召开"]
    assert read_import_report(copy / "corpus/mine")["source"].tolist() == urls.read_text(encoding="utf-8").split()
    assert baogao("import", f"{server.address}/good", "mine")[:2] == (0, "mine: 1 unchanged\n")


@pytest.mark.parametrize("path", ["/slow-head", "/continue", "/slow-move", "/drip"])
def test_an_answer_without_end_ends_at_the_limit_of_time(server, path):
    began = time.monotonic()
    failed, good = fetched(server, path, "/good")
    assert "took longer than 1 seconds" in failed.reason
    assert good.text == BODY
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("number", range(len(PRIVATE)))
def test_no_server_leads_into_a_private_network_or_elsewhere_on_this_machine(server, number, monkeypatch):
    known = server.server_port
    connect = socket.socket.connect
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda own, where: asked.append(where[1]) or connect(own, where))
    (failed,) = fetched(server, f"/to-{number}")
    assert "in a private network" in failed.reason
    assert set(asked) == {known}


def test_eighty_hostile_redirects_are_told_in_one_line_and_nobody_else_is_asked(server, monkeypatch):
    known = server.server_port
    connect = socket.socket.connect
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda own, where: asked.append(where[1]) or connect(own, where))
    paths = [f"/on-{number}" for number in range(len(LOCATIONS))]
    *failed, good = fetched(server, *paths, "/good")
    assert len(failed) == len(LOCATIONS) >= 80
    for location, source in zip(LOCATIONS, failed, strict=True):
        assert source.text == "", location
        assert source.reason.startswith(source.name), location
        assert "\n" not in source.reason, location
        assert "secret" not in source.reason, location
    assert set(asked) == {known}
    assert good.text == BODY


def test_no_address_with_a_password_is_followed_and_none_is_written(server):
    assert "with a password" in fetched(server, "/to-password")[0].reason
    place = server.address.replace("http://", "http://me:secret@")
    (source,) = fetch_sources([f"{place}/good"], limits=QUICK)
    assert (source.text, source.name) == (BODY, f"{server.address}/good")
    assert source.facts["source"] == f"{server.address}/good"


def test_what_stands_behind_a_redirect_is_not_read(server):
    (source,) = fetched(server, "/moved-stream")
    assert source.text == BODY


@pytest.mark.parametrize(
    ("path", "words"), [("/bomb", "is larger than 0.2 MB"), ("/no-gzip", "cannot be fetched"), ("/undefined", "")]
)
def test_bodies_that_are_not_what_they_say_are_refused_or_read_by_their_content(server, path, words):
    (source,) = fetched(server, path)
    assert words in source.reason
    assert source.text == ("" if words else BODY)


def test_unless_told_otherwise_nobody_waits_long_for_a_server():
    assert (Limits().connect, Limits().read, Limits().total) == (10, 10, 60)

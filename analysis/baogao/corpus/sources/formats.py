"""What every reader returns, and which reader reads a file: by its suffix, else by what it begins with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from baogao.corpus.sources.containers import container_of, under_another_name
from baogao.corpus.text.beginnings import OLE, is_records
from baogao.corpus.text.decoding import BOMS, decoded, is_in_chinese
from baogao.errors import printable

# Suffixes of each format; what a format's reader gives is one text, or one a row.
FORMATS = {
    "plain": ".txt .text .md .markdown",
    "html": ".html .htm .shtml",
    "docx": ".docx .docm",
    "pdf": ".pdf",
    "csv": ".csv .tsv",
    "xlsx": ".xlsx .xlsm",
    "json": ".json .jsonl",
    "parquet": ".parquet",
    "zip": ".zip",
}
SUFFIXES = {suffix: name for name, suffixes in FORMATS.items() for suffix in suffixes.split()}
RECORDS = ("csv", "xlsx", "json", "parquet")
OTHERS = {
    ".doc": "is an old Word file; save it as .docx.",
    ".wps": "is a WPS file; save it as .docx.",
    ".rtf": "is an RTF file; save it as .docx.",
    ".odt .ott .fodt": "is an OpenDocument text; save it as .docx.",
    ".ods": "is an OpenDocument table; save it as .xlsx.",
    ".ofd": "is an OFD document; save it as .pdf or .docx.",
    ".ceb .cebx .caj": "is a document of a reader of its own; print it into a .pdf that holds text.",
    ".ppt .pptx .dps": "is a presentation; save its text as .docx.",
    ".eml .msg": "is a letter; save its text as .txt, or what is attached to it by itself.",
    ".xls": "is an old Excel file; save it as .xlsx.",
    ".et": "is a WPS table; save it as .xlsx.",
    ".mht .mhtml": "is a web archive; save the page as .html.",
    ".rar .7z .tar .gz": "is an archive of another kind; pack it as .zip or import the folder.",
}
REFUSED = {suffix: reason for suffixes, reason in OTHERS.items() for suffix in suffixes.split()}
NOT_ALLOWED = f"is of no kind that can be read; allowed are {', '.join(SUFFIXES)}."
MARKDOWN, MARKS = (".md", ".markdown"), re.compile(r"^#{1,6}[ \t]+|\*\*|__", re.MULTILINE)
# Fields between two lines of hyphens (YAML), as generators of sites have them above a text.
FRONT = re.compile(r"---[ \t]*\n((?:[\w-]+[ \t]*:.*\n|[ \t-].*\n){1,60})---[ \t]*\n\s*")
FRONT_TOLD = "held a head of fields (YAML), which was left out"
PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
OF_OFFICE, TEXTS = (".doc", ".wps", ".rtf", ".xls", ".et"), {".xls": "csv", ".et": "csv"}
WRITTEN = ("plain", "html", "csv", "json")  # formats of files that an editor shows


class Source(NamedTuple):
    """One text of a source, or why there is none."""

    name: str  # where it stands: 2012/a.html, reports.xlsx#17, box.zip/a.docx (row or line from 1, but for the header)
    text: str = ""  # decoded, LF line ends, one paragraph a line; empty when skipped
    reason: str = ""  # empty, or one line that begins with the name: why it was skipped
    facts: Mapping[str, str] = MappingProxyType({})  # columns of the manifest that it states: title, date (ISO) …
    left_out: tuple[str, ...] = ()  # visible lines that are not in the text: navigation, running heads, page numbers
    notes: tuple[str, ...] = ()  # what could not be taken as it stood, a line each, for a person to look at


def skipped(name: str, reason: str) -> Source:
    """A source that holds no text we can read; the reason is made one line that begins with the name."""
    line = printable(" ".join(reason.split()))
    return Source(name, reason=line if line.startswith(f"{name}:") else f"{name}: {line}")


def format_of(content: bytes, name: str) -> tuple[str, str]:
    """Format of a file, and, when it has none, why.

    A known suffix decides; a file with none that is known (a downloaded page) is looked into.

    Examples
    --------
    >>> format_of(b"", "a.PDF"), format_of(b"<html><p>", "index.do"), format_of(b"", "why?.txt")
    (('pdf', ''), ('html', ''), ('plain', ''))
    >>> format_of(b"", "a.wps")
    ('', 'is a WPS file; save it as .docx.')
    """
    # A ? may stand in a name, or before what a downloaded page was asked for.
    endings = [PurePosixPath(part).suffix.lower() for part in (name, name.split("?")[0])]
    suffix = next((one for one in endings if one in SUFFIXES), endings[-1])
    if suffix in REFUSED:
        return _misnamed(content, suffix) or ("", REFUSED[suffix])
    if suffix == ".zip" or (suffix not in SUFFIXES and content.startswith(b"PK\x03\x04")):
        kind, name = container_of(content)
        kind = kind or ("" if content.startswith(b"PK") else under_another_name(content))
        return name or ("" if kind else "zip"), f"is {kind}" if kind and not name else ""
    if SUFFIXES.get(suffix, "") in ("", "pdf", *WRITTEN) and (kind := _under_another_name(content, suffix)):
        return ("pdf", "") if suffix not in SUFFIXES and kind.startswith("a PDF") else ("", f"is {kind}")
    sniffed = SUFFIXES.get(suffix, "") or _sniffed(content)
    return sniffed, "" if sniffed else NOT_ALLOWED


def _misnamed(content: bytes, suffix: str) -> tuple[str, str] | None:
    """Format of a file that by its name is none that is read: a .doc that is a .docx, a page, a text or a table."""
    if content.startswith(b"PK\x03\x04"):
        kind, reader = container_of(content)
        return (reader, "") if kind and reader else None
    if content.startswith(OLE) or suffix not in OF_OFFICE:
        return ("html", "") if _sniffed(content) == "html" else None
    if kind := under_another_name(content):
        return "", f"is {kind}"
    sniffed = _sniffed(content)
    return (TEXTS.get(suffix, sniffed) if sniffed == "plain" else sniffed, "") if sniffed in WRITTEN else None


def _under_another_name(content: bytes, suffix: str) -> str:
    """What a file is that by its name should be text, a page or a table, or says nothing of its kind."""
    if SUFFIXES.get(suffix) == "plain" and is_records(content):
        return "JSON; name it .json."
    if SUFFIXES.get(suffix) in ("csv", "pdf") and _sniffed(content) == "html":
        return "a web page; name it .html."
    return "" if SUFFIXES.get(suffix) == "pdf" and b"%PDF" in content[:1024] else under_another_name(content)


def _sniffed(content: bytes) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(PAGES) or (head.startswith(b"<?xml") and b"<html" in head):
        return "html"
    if is_records(content):
        return "json"
    return "parquet" if head.startswith(b"par1") else "plain" if _is_text(content[:4096]) else ""


def _is_text(head: bytes) -> bool:
    """Whether a file that says nothing of its kind begins as Chinese text does."""
    if head.startswith(tuple(mark for mark, _ in BOMS)):
        return True
    return b"\0" not in head and any(is_in_chinese(head.decode(name, "ignore")) for name in ("utf-8", "gb18030"))


def _plain(content: bytes, name: str) -> Source:
    """A text file; the markup of a page that was left in it is taken out, and told."""
    text, notes = decoded(content, name)
    if import_module("baogao.corpus.tabular.columns").is_header(text.lstrip().split("\n", 1)[0]):
        return skipped(name, "is a table; name it .csv.")
    if name.lower().endswith(MARKDOWN):
        if (head := FRONT.match(text)) and text[head.end() :].strip():  # fields of a site's own, no part of the report
            left_out = tuple(line for line in head[1].split("\n") if line.strip())
            return _plain(text[head.end() :].encode(), name)._replace(left_out=left_out, notes=(*notes, FRONT_TOLD))
        text = MARKS.sub("", text)
    if "<" in text or "&" in text:
        markup = import_module("baogao.corpus.sources.markup")
        if markup.has_markup(text):
            return Source(name, markup.without_markup(text), notes=(*notes, markup.TAKEN_OUT))
    return Source(name, text, notes=notes)


def reader_of(name: str) -> Callable[[bytes, str, Mapping[str, str]], Iterable[Source]]:
    """The reader of a format; its libraries are loaded now, so that `baogao` starts without them."""
    if name == "plain":
        return lambda content, file, _: [_plain(content, file)]
    module = import_module(f"baogao.corpus.sources.{'records' if name in RECORDS else name}")
    read: Callable[..., Any] = getattr(module, f"read_{name}")
    return read if name in RECORDS else lambda content, file, _: [read(content, file)]

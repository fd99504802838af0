"""What every reader returns, and which reader reads a file: by its suffix, else by what it begins with."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from baogao.corpus.text.decoding import decode

# Suffixes of each format; what a format's reader gives is one text, or one a row.
FORMATS = {
    "plain": ".txt .text",
    "html": ".html .htm .shtml",
    "docx": ".docx",
    "pdf": ".pdf",
    "csv": ".csv .tsv",
    "xlsx": ".xlsx",
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
    ".xls": "is an old Excel file; save it as .xlsx.",
    ".et": "is a WPS table; save it as .xlsx.",
    ".mht .mhtml": "is a web archive; save the page as .html.",
    ".rar .7z .tar .gz": "is an archive of another kind; pack it as .zip or import the folder.",
}
REFUSED = {suffix: reason for suffixes, reason in OTHERS.items() for suffix in suffixes.split()}
NOT_ALLOWED = f"is of no kind that can be read; allowed are {', '.join(SUFFIXES)}."
PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


class Source(NamedTuple):
    """One text of a source, or why there is none."""

    name: str  # where it stands: 2012/a.html, reports.xlsx#17, box.zip/a.docx (row or line from 1, but for the header)
    text: str = ""  # decoded, LF line ends, one paragraph a line; empty when skipped
    reason: str = ""  # empty, or one line that begins with the name: why it was skipped
    facts: Mapping[str, str] = MappingProxyType({})  # columns of the manifest that it states: title, date (ISO) …
    left_out: tuple[str, ...] = ()  # visible lines that are not in the text: navigation, running heads, page numbers


def skipped(name: str, reason: str) -> Source:
    """A source that holds no text we can read; the reason is made one line that begins with the name."""
    line = " ".join(reason.split())
    return Source(name, reason=line if line.startswith(f"{name}:") else f"{name}: {line}")


def format_of(content: bytes, name: str) -> tuple[str, str]:
    """Format of a file, and, when it has none, why.

    A known suffix decides; a file with none that is known (a downloaded page) is looked into.

    Examples
    --------
    >>> format_of(b"", "a.PDF"), format_of(b"<html><p>", "index.do")
    (('pdf', ''), ('html', ''))
    >>> format_of(b"", "a.wps")
    ('', 'is a WPS file; save it as .docx.')
    """
    suffix = PurePosixPath(name.split("?")[0]).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix], ""
    sniffed = "" if suffix in REFUSED else _sniffed(content)
    return sniffed, "" if sniffed else REFUSED.get(suffix, NOT_ALLOWED)


def _sniffed(content: bytes) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"pk\x03\x04"):
        return _packed(content)
    if head.startswith(PAGES) or (head.startswith(b"<?xml") and b"<html" in head):
        return "html"
    return "pdf" if head.startswith(b"%pdf") else "parquet" if head.startswith(b"par1") else ""


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    return next((name for part, name in PARTS.items() if part in parts), "zip")


def reader_of(name: str) -> Callable[[bytes, str, Mapping[str, str]], Iterable[Source]]:
    """The reader of a format; its libraries are loaded now, so that `baogao` starts without them."""
    if name == "plain":
        return lambda content, file, _: [Source(file, decode(content, file))]
    module = import_module(f"baogao.corpus.sources.{'records' if name in RECORDS else name}")
    read: Callable[..., Any] = getattr(module, f"read_{name}")
    return read if name in RECORDS else lambda content, file, _: [read(content, file)]

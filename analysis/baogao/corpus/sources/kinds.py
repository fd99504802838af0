"""Which reader reads a file: by its suffix, else by what it begins with."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from io import BytesIO
from pathlib import PurePosixPath

from baogao.corpus.sources.source import Source

# Suffix to kind; what a kind's reader gives is one text, or one a row.
SUFFIXES = {
    ".txt": "plain",
    ".text": "plain",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".jsonl": "json",
    ".parquet": "parquet",
    ".zip": "zip",
}
OTHERS = {
    ".doc": "is an old Word file; save it as .docx.",
    ".wps": "is a WPS file; save it as .docx.",
    ".rtf": "is an RTF file; save it as .docx.",
    ".xls": "is an old Excel file; save it as .xlsx.",
    ".et": "is a WPS table; save it as .xlsx.",
    ".mht": "is a web archive; save the page as .html.",
    ".mhtml": "is a web archive; save the page as .html.",
    ".rar": "is an archive of another kind; pack it as .zip or import the folder.",
    ".7z": "is an archive of another kind; pack it as .zip or import the folder.",
    ".tar": "is an archive of another kind; pack it as .zip or import the folder.",
    ".gz": "is an archive of another kind; pack it as .zip or import the folder.",
}
NOT_ALLOWED = f"is of no kind that can be read; allowed are {', '.join(SUFFIXES)}."
PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def kind_of(content: bytes, name: str) -> tuple[str, str]:
    """Kind of a file, and, when it has none, why.

    A known suffix decides; a file with none that is known (a downloaded page) is looked into.

    Examples
    --------
    >>> kind_of(b"", "a.PDF"), kind_of(b"<html><p>", "index.do")
    (('pdf', ''), ('html', ''))
    >>> kind_of(b"", "a.wps")
    ('', 'is a WPS file; save it as .docx.')
    """
    suffix = PurePosixPath(name.split("?")[0]).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix], ""
    kind = "" if suffix in OTHERS else _sniffed(content)
    return kind, "" if kind else OTHERS.get(suffix, NOT_ALLOWED)


def _sniffed(content: bytes) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return "pdf"
    if head.startswith(b"pk\x03\x04"):
        return _packed(content)
    if head.startswith(b"par1"):
        return "parquet"
    return "html" if head.startswith(PAGES) or (head.startswith(b"<?xml") and b"<html" in head) else ""


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    return next((kind for part, kind in PARTS.items() if part in parts), "zip")


def reader_of(kind: str) -> Callable[[bytes, str, Mapping[str, str]], Iterator[Source]]:
    """The reader of a kind; its libraries are loaded now, so that `baogao` starts without them."""
    if kind in ("csv", "xlsx", "json", "parquet"):
        rows = getattr(import_module("baogao.corpus.sources.tables"), f"read_{kind}")
        return lambda content, name, columns: rows(content, name, columns)
    read = getattr(import_module(f"baogao.corpus.sources.{kind}"), f"read_{kind}")
    return lambda content, name, _: iter([read(content, name)])

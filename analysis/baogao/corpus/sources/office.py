"""Office files of any make as the readers take them; encrypted ones, old ones and other files under their names."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from baogao.corpus.sources.archives import check_members
from baogao.corpus.sources.containers import container_of
from baogao.errors import CorpusError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Office's files before 2007 begin, and encrypted ones since
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = {
    b"<!doctype html": "a web page; name it .html",
    b"<html": "a web page; name it .html",
    b"{\\rtf": "an RTF file; open it and save it as",
    b"mime-version": "a web archive; open it and save it as",
    b"<?xml": "an XML file; open it and save it as",
    b"%pdf": "a PDF file; name it .pdf",
}
# The strict form of the standard names its vocabularies otherwise; the readers know the usual one.
STRICT = b"http://purl.oclc.org/ooxml/"
USUAL = b"http://schemas.openxmlformats.org/"
NAMES = {
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/docPropsVTypes": b"officeDocument/2006/docPropsVTypes",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"drawingml/": b"drawingml/2006/",
}
DOCTYPE, BEGINNING = b"<!DOCTYPE", 2000  # what no program of Office writes: entities are lost without a word
# Documents with macros and templates, as plain documents: no macro is run or read.
TYPES = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def package(content: bytes, suffix: str) -> bytes:
    """The ZIP of an Office file in the form that the readers know.

    `CorpusError` if it is encrypted, of before 2007, or something else under this suffix, with what to do; or if
    it unpacks to more than a document has.
    """
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise CorpusError("is encrypted; save it without a password.")
        raise CorpusError(f"is a file of old Office under a new name; open it and save it as {suffix}.")
    head = content[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if other := next((what for start, what in OTHERS.items() if head.startswith(start)), ""):
        raise CorpusError(f"is no Office file but {other}{f' {suffix}' if other.endswith('as') else ''}.")
    kind, reader = container_of(content)
    if kind and not reader:
        raise CorpusError(f"is no Office file but {kind}")
    check_members(content)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        types = packed.read("[Content_Types].xml") if "[Content_Types].xml" in packed.namelist() else b""
        main = next((name for name in ("word/document.xml", "xl/workbook.xml") if name in packed.namelist()), "")
        if any(DOCTYPE in packed.open(part).read(BEGINNING) for part in packed.namelist() if part.endswith(".xml")):
            raise CorpusError(f"defines words of its own (DOCTYPE), which are not read; save it as {suffix} again.")
        is_strict = bool(main) and STRICT in packed.read(main)[:5000]
        return _rewritten(packed) if is_strict or any(kind in types for kind in TYPES) else content


def _rewritten(packed: zipfile.ZipFile) -> bytes:
    """The package with the usual names of vocabularies and types."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for member in packed.infolist():
            data = packed.read(member)
            if member.filename.endswith((".xml", ".rels")):
                for strict, usual in NAMES.items():
                    data = data.replace(STRICT + strict, USUAL + usual)
                for kind in TYPES:
                    data = data.replace(kind, DOCUMENT)
            again.writestr(member.filename, data)
    return out.getvalue()


def workbook_of(content: bytes) -> Any:
    """A workbook (openpyxl, read-only) of sheets; sheets of charts, which openpyxl reads else, are passed over."""
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            """Pass over a sheet of charts."""

    reader = Reader(BytesIO(content), read_only=True, data_only=True)
    reader.read()
    return reader.wb

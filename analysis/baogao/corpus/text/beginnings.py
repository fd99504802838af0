"""What a file is that should be text, by how it begins, and what to do with it."""

from __future__ import annotations

import re

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how files of Office and WPS before 2007 begin, and encrypted ones since
HEAD = 4096
# A letter or a web archive begins with fields, of which one says of what type it is.
FIELDS = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,60}")
TYPE = re.compile(rb"^(?:content-type|mime-version):", re.IGNORECASE | re.MULTILINE)
RECORDS = re.compile(rb'(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.){0,80}"\s*:')
STARTS = {
    b"{\\rtf": "an RTF file; save it as .docx.",
    OLE: "a file of old Office or WPS; open it and save it as .docx or .xlsx.",
    b"\x1f\x8b": "a packed file (gzip); unpack it first.",
    b"7z\xbc\xaf": "a packed file (7z); unpack it first.",
    b"Rar!": "a packed file (RAR); unpack it first.",
}


def other_kind(content: bytes) -> str:
    r"""What a file that should be text is instead, with what to do; empty if nothing shows.

    Examples
    --------
    >>> other_kind(b"{\\rtf1\\ansi"), other_kind("依法行政".encode())
    ('an RTF file; save it as .docx.', '')
    >>> other_kind(b"Subject: report\r\nContent-Type: text/plain\r\n\r\n")
    'a letter or a web archive (MIME); save the text as .txt, or the page as .html.'
    """
    head = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start := next((start for start in STARTS if head.startswith(start)), b""):
        return STARTS[start]
    if head.startswith(b"%PDF"):
        return "a PDF file; name it .pdf."
    if (fields := FIELDS.match(head)) and TYPE.search(fields[0]):
        return "a letter or a web archive (MIME); save the text as .txt, or the page as .html."
    return ""


def is_records(content: bytes) -> bool:
    """Whether a file begins as JSON records do: an object with a key, alone or in a list.

    Examples
    --------
    >>> is_records(b'[{"title": "a"}]'), is_records(b"{title}")
    (True, False)
    """
    return bool(RECORDS.match(content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")))

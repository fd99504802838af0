"""What Word shows otherwise than a document stores it, put in place: hidden styles, lost marks, fields, WordArt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any
from unicodedata import normalize

from baogao.corpus.words.rules import rule

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTPATH = "{urn:schemas-microsoft-com:vml}textpath"
LOST_MARKS = (f"{W}pPr/{W}rPr/{W}del", f"{W}pPr/{W}rPr/{W}moveFrom")
CONTENTS, TITLE_OF_CONTENTS = rule("pages", "contents-style"), rule("pages", "contents-title")
LONGEST_CODE = 300
MOST_STYLES = 20  # that a style is based on, one on the other
# A field that draws characters over one another: a circle and its character, a character and how it is spoken.
OVERLAY = re.compile(r"\s*eq\b.*?\\o(?:\\a[lrcd])?\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
RAISED = re.compile(r"(?:\\s?\\?(?:up|do)\s*\d*\s*)+\((.*)\)", re.IGNORECASE | re.DOTALL)


def put_as_shown(document: Any) -> tuple[list[str], list[str]]:
    """Change a document (python-docx) into what Word shows; the lines of its contents, and what could not be read."""
    body, styles = document.element.body, _styles(document)
    _drop_hidden(body, styles)
    _join_lost_marks(body)
    for drawn in list(body.iter(TEXTPATH)):
        if (text := drawn.get("string", "")).strip() and (
            shape := next(drawn.iterancestors(f"{W}pict"), None)
        ) is not None:
            shape.addprevious(_element(shape, "t", text))
            shape.addprevious(_element(shape, "br"))
    notes = []
    if n_unread := sum(not _put_field(field) for field in list(_fields(body))):
        notes.append(f"{n_unread} formula(s) (EQ fields) were not read, which Word shows")
    if n_parts := sum(1 for _ in body.iter(f"{W}subDoc")):
        notes.append(f"{n_parts} sub-document(s) were not read, which Word shows: put them in and save it again")
    return list(_contents(body, styles)), notes


def _styles(document: Any) -> dict[str, Any]:
    return {style.get(f"{W}styleId", ""): style for style in document.styles.element.iter(f"{W}style")}


def _value(element: Any, path: str) -> str:
    """``w:val`` of an element below another; empty without any."""
    below = element.find("/".join(f"{W}{part}" for part in path.split("/")))
    return "" if below is None else str(below.get(f"{W}val", ""))


def _is_hiding(style: str, styles: dict[str, Any]) -> bool:
    """Whether a style, or one that it is based on, hides text."""
    for _ in range(MOST_STYLES):
        if style not in styles:
            return False
        mark = styles[style].find(f"{W}rPr/{W}vanish")
        if mark is not None:
            return mark.get(f"{W}val", "true") not in ("0", "false")
        style = _value(styles[style], "basedOn")
    return False


def _drop_hidden(body: Any, styles: dict[str, Any]) -> None:
    """Take out runs that their style, or that of their paragraph, hides, save those that say they are not hidden."""
    hiding = {style for style in styles if _is_hiding(style, styles)}
    for run in list(body.iter(f"{W}r")) if hiding else ():
        paragraph = next(run.iterancestors(f"{W}p"), None)
        named = {_value(run, "rPr/rStyle"), "" if paragraph is None else _value(paragraph, "pPr/pStyle")}
        if named & hiding and run.find(f"{W}rPr/{W}vanish") is None:
            run.getparent().remove(run)


def _join_lost_marks(body: Any) -> None:
    """Put paragraphs whose mark is deleted before the next paragraph, as Word does."""
    for paragraph in reversed(list(body.iter(f"{W}p"))):
        if all(paragraph.find(mark) is None for mark in LOST_MARKS):
            continue
        after = next((one for one in paragraph.itersiblings() if one.tag in (f"{W}p", f"{W}tbl")), None)
        if after is None or after.tag != f"{W}p":
            continue
        start = 0 if after.find(f"{W}pPr") is None else 1
        for number, child in enumerate([child for child in paragraph if child.tag != f"{W}pPr"], start):
            after.insert(number, child)
        paragraph.getparent().remove(paragraph)


def _fields(body: Any) -> Iterator[list[Any]]:
    """Codes of the EQ fields, each the pieces of text in which it stands."""
    codes: list[Any] = []
    for piece in body.iter(f"{W}fldChar", f"{W}instrText"):
        if piece.tag == f"{W}instrText":
            codes.append(piece)
            continue
        if _code(codes).strip().lower().startswith("eq"):
            yield codes
        codes = []


def _code(codes: list[Any]) -> str:
    return "".join(piece.text or "" for piece in codes)


def _put_field(codes: list[Any]) -> bool:
    """Put the last of the characters that a field draws over one another in its place; whether it draws such."""
    code = _code(codes)
    overlay = OVERLAY.fullmatch(code) if len(code) <= LONGEST_CODE else None
    parts = normalize("NFKC", overlay[1]) if overlay else ""
    depths = [parts[: number + 1].count("(") - parts[: number + 1].count(")") for number in range(len(parts))]
    commas = [number for number, char in enumerate(parts) if char in ",;" and depths[number] == 0]
    last = parts[commas[-1] + 1 :].strip() if commas else ""
    if raised := RAISED.fullmatch(last):
        last = raised[1].strip()
    if not last or "\\" in last:
        return False
    codes[0].addprevious(_element(codes[0], "t", last))
    return True


def _contents(body: Any, styles: dict[str, Any]) -> Iterator[str]:
    """Take the table of contents out of the document, and the word above it; its lines."""
    names = {style: _value(element, "name") for style, element in styles.items()}
    entries = [one for one in body.iter(f"{W}p") if CONTENTS.fullmatch(names.get(s := _value(one, "pPr/pStyle"), s))]
    if entries:
        above = takewhile(lambda one: one.tag == f"{W}p" and _is_heading(one), entries[0].itersiblings(preceding=True))
        entries = [*reversed(list(above)), *entries]
    for entry in entries:
        if text := _text(entry).strip():
            yield text
        for run in list(entry):
            if run.tag != f"{W}pPr":
                entry.remove(run)


def _is_heading(paragraph: Any) -> bool:
    text = _text(paragraph).strip()
    return not text or bool(TITLE_OF_CONTENTS.fullmatch(text))


def _text(paragraph: Any) -> str:
    letters = paragraph.iter(f"{W}t", f"{W}tab")
    return "".join("\t" if letter.tag == f"{W}tab" else letter.text or "" for letter in letters)


def _element(beside: Any, tag: str, text: str | None = None) -> Any:
    made = beside.makeelement(f"{W}{tag}")
    made.text = text
    return made

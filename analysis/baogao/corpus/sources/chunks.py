"""Parts of another kind within a Word document (w:altChunk), such as the page that a web site exports to Word."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any

from baogao.corpus.pages.text_lines import visible_lines
from baogao.corpus.sources.html import parsed
from baogao.corpus.text.decoding import decode
from baogao.errors import CorpusError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PAGES, ARCHIVES = (".htm", ".html", ".xhtml", ".xht"), (".mht", ".mhtml")


def put_in_place(document: Any) -> Iterator[str]:
    """Put the lines of every part of another kind into the document as paragraphs; yield what could not be read."""
    for chunk in list(document.element.body.iter(f"{W}altChunk")):
        part = document.part.related_parts.get(chunk.get(ID, ""))
        name = str(part.partname).rsplit("/", 1)[-1] if part is not None else "without a name"
        try:
            lines = _lines_of(part.blob, name) if part is not None else None
        except CorpusError:
            lines = None
        if lines is None:
            yield f"a part of it ({name}) was not read, which Word shows: open it in Word and save it again"
        for line in lines or ():
            chunk.addprevious(_paragraph(chunk, line))
        chunk.getparent().remove(chunk)


def _lines_of(content: bytes, name: str) -> list[str] | None:
    """Lines of a part; None for a kind that is not read."""
    kind = name.lower()
    if kind.endswith(".txt"):
        return decode(content, name).split("\n")
    if kind.endswith(ARCHIVES):
        message = message_from_bytes(content, policy=default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        payload = page.get_payload(decode=True) if page is not None else b""
        content = payload if isinstance(payload, bytes) else b""
    elif not kind.endswith(PAGES):
        return None
    return [line.text for line in visible_lines(parsed(decode(content, name)))] if content else None


def _paragraph(beside: Any, text: str) -> Any:
    paragraph = beside.makeelement(f"{W}p")
    run = paragraph.makeelement(f"{W}r")
    letters = run.makeelement(f"{W}t")
    letters.text = text
    run.append(letters)
    paragraph.append(run)
    return paragraph

"""Word documents (.docx) to texts: paragraphs and tables in order, what Word shows elsewhere as left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from baogao.corpus.sources.limits import ZIP_FAULTS, check_members
from baogao.corpus.sources.numbering import Numbering
from baogao.corpus.sources.source import Source, found
from baogao.errors import CorpusError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved text, and codes of fields, which Word does not show; a fallback repeats the text box before it.
NOT_SHOWN = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", FALLBACK}
LETTERS = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "br": "\n", W + "cr": "\n"}
HEADING = re.compile(r"(heading|title|标题)", re.IGNORECASE)
APART = ("header", "footer", "footnotes", "endnotes")


def read_docx(content: bytes, name: str) -> Source:
    """Read one Word document.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, for messages.

    Returns
    -------
    Source
        One paragraph or table row a line (cells parted by tabs, soft line breaks end a line
        save in headings), text boxes behind the paragraph that anchors them. Headers,
        footers and notes are left out; tracked deletions and hidden text are in neither.

    Raises
    ------
    CorpusError
        If the file is damaged, encrypted, no Word document, or holds no text.

    Notes
    -----
    Numbers that Word itself puts before paragraphs (一、 （一） 1.) are counted as it counts
    them; bullets are not shown.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        check_members(content, name)
        document = docx.Document(BytesIO(content))
    except (*ZIP_FAULTS, PackageNotFoundError, XMLSyntaxError, KeyError) as error:
        raise CorpusError(
            f"{name}: is no Word document that can be opened ({error}); save it as .docx again."
        ) from None
    lines = [line for line in _lines(document.element.body, _numbering(document)) if line]
    if not lines:
        raise CorpusError(f"{name}: holds no text; if its pages are images, run OCR first.")
    return found(name, "\n".join(lines) + "\n", {}, list(_apart(document)))


def _numbering(document: Any) -> Numbering:
    """The document's lists; only a document that has some is asked, since python-docx adds a part to one without."""
    has_lists = any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values())
    return Numbering(document.part.numbering_part.element if has_lists else None, document.styles.element)


def _lines(parent: Any, numbering: Numbering) -> Iterator[str]:
    """Lines of the paragraphs and tables below an element, in document order."""
    for child in parent:
        if child.tag == W + "p":
            yield from _paragraph(child, numbering)
        elif child.tag == W + "tr":
            yield from _row(child, numbering)
        elif child.tag not in NOT_SHOWN and isinstance(child.tag, str):
            yield from _lines(child, numbering)


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    boxes: list[Any] = []
    label = numbering.label(paragraph)
    text = "".join(_letters(paragraph, boxes))
    text = label + text if text.strip() else text
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = style.get(W + "val", "") if style is not None else ""
    if HEADING.match(named):
        text = text.replace("\n", "")
    yield from (line.strip() for line in text.split("\n"))
    for box in boxes:
        yield from _lines(box, numbering)


def _letters(element: Any, boxes: list[Any]) -> Iterator[str]:
    """What a run or paragraph shows; text boxes inside it are put aside."""
    for child in element:
        if child.tag in NOT_SHOWN or not isinstance(child.tag, str):
            continue
        if child.tag == W + "txbxContent":
            boxes.append(child)
        elif child.tag == W + "t":
            yield child.text or ""
        elif child.tag in LETTERS:
            yield "" if child.get(W + "type") in ("page", "column") else LETTERS[child.tag]
        elif not (child.tag == W + "r" and _is_vanished(child)):
            yield from _letters(child, boxes)


def _is_vanished(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(W + "val", "true") not in ("0", "false")


def _row(row: Any, numbering: Numbering) -> Iterator[str]:
    """A table row: one line when no cell holds more than one, else the lines of its cells."""
    cells = [[line for line in _lines(cell, numbering) if line] for cell in row.iter(W + "tc") if _owner(cell) is row]
    filled = [cell for cell in cells if cell]
    if all(len(cell) == 1 for cell in filled):
        yield "\t".join(cell[0] for cell in filled)
    else:
        yield from (line for cell in filled for line in cell)


def _owner(cell: Any) -> Any:
    return next(cell.iterancestors(W + "tr"))


def _apart(document: Any) -> Iterator[str]:
    """Lines of headers, footers and notes."""
    from docx.oxml import parse_xml

    numbering = _numbering(document)
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in APART and not relation.is_external:
            for line in _lines(parse_xml(relation.target_part.blob), numbering):
                if line:
                    yield line

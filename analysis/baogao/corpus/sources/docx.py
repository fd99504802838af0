"""Word documents (.docx) to texts: paragraphs and tables in order, what Word shows elsewhere as left out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from baogao.corpus.sources.archives import ZIP_FAULTS, check_members
from baogao.corpus.sources.numbering import Numbering, W, value_of
from baogao.corpus.sources.source import Source
from baogao.corpus.words.rules import rule
from baogao.errors import CorpusError

HEADING = rule("pages", "heading-style")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved text, and codes of fields, which Word does not show; a fallback repeats the text box before it.
NOT_SHOWN = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", FALLBACK}
LETTERS = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "br": "\n", W + "cr": "\n"}
APART = ("header", "footer", "footnotes", "endnotes")


def read_docx(content: bytes, name: str) -> Source:
    """Read one Word document.

    One paragraph or table row is a line (cells parted by tabs, soft line breaks end a line
    save in headings), text boxes stand behind the paragraph that anchors them. Headers,
    footers and notes are left out; tracked deletions and hidden text are in neither. Numbers
    that Word itself puts before paragraphs (一、 （一） 1.) are counted as it counts
    them; bullets are not shown.

    Raises
    ------
    CorpusError
        If the file is damaged, encrypted, no Word document, or holds no text.
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
    return Source(name, "\n".join(lines) + "\n", left_out=tuple(_apart(document)))


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
    if HEADING.match(value_of(paragraph, "pPr", "pStyle")):
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
    own = (cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row)
    cells = [[line for line in _lines(cell, numbering) if line] for cell in own]
    filled = [cell for cell in cells if cell]
    if all(len(cell) == 1 for cell in filled):
        yield "\t".join(cell[0] for cell in filled)
    else:
        yield from (line for cell in filled for line in cell)


def _apart(document: Any) -> Iterator[str]:
    """Lines of headers, footers and notes."""
    from docx.oxml import parse_xml

    numbering = _numbering(document)
    for relation in document.part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] in APART and not relation.is_external:
            yield from filter(None, _lines(parse_xml(relation.target_part.blob), numbering))

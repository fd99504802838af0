"""Word documents (.docx) to texts: paragraphs and tables in order, what Word shows elsewhere as left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from baogao.corpus.sources.archives import ZIP_FAULTS
from baogao.corpus.sources.chunks import put_in_place
from baogao.corpus.sources.docx_shown import put_as_shown
from baogao.corpus.sources.formats import Source
from baogao.corpus.sources.office import package
from baogao.corpus.words.numerals import chinese_number
from baogao.corpus.words.rules import rule
from baogao.errors import CorpusError

HEADING = rule("pages", "heading-style")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved text, and codes of fields, which Word does not show; how a character is spoken, above it (ruby); a
# fallback repeats the text box before it.
NOT_SHOWN = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", W + "rt", FALLBACK}
STRUCK = ("strike", "dstrike")
LETTERS = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "br": "\n", W + "cr": "\n"}
APART = ("header", "footer", "footnotes", "endnotes")
CHINESE = re.compile(r"(?:chinese|taiwanese)Counting(?:Thousand)?|japaneseCounting")
CIRCLES = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
BEFORE_FIRST = {"lowerLetter": (0x60, 26), "upperLetter": (0x40, 26), **dict.fromkeys(CIRCLES, (0x245F, 20))}
FEW = 300  # characters of a document that may be the cover of pages that are pictures
LEVELS = 9  # of a numbered list


def read_docx(content: bytes, name: str) -> Source:
    """Read one Word document; `CorpusError` if it is damaged, encrypted, or holds no text.

    One paragraph or table row is a line (cells parted by tabs, soft line breaks end a line
    save in headings), text boxes stand behind the paragraph that anchors them. Headers,
    footers, notes and contents are left out; tracked deletions and hidden text are in neither. Numbers
    that Word itself puts before paragraphs (一、 （一） 1.) are counted as it counts; bullets are not shown.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(BytesIO(package(content, ".docx")))
    except (*ZIP_FAULTS, PackageNotFoundError, XMLSyntaxError, KeyError) as error:
        raise CorpusError(f"is no Word document that can be opened ({error}); save it as .docx again.") from None
    notes = [*put_in_place(document)]
    contents, unread = put_as_shown(document)
    notes += unread
    lines = [line for line in _lines(document.element.body, _numbering(document)) if line]
    if not lines:
        others = "".join(f"{note}; " for note in notes)
        raise CorpusError(f"{others}holds no text; if its pages are images, run OCR first.")
    notes += _not_read(document, sum(map(len, lines)))
    return Source(name, "\n".join(lines) + "\n", left_out=(*contents, *_apart(document)), notes=tuple(notes))


def _not_read(document: Any, n_chars: int) -> Iterator[str]:
    """What of a document holds text that is not read: diagrams, and pictures where there is hardly anything else."""
    struck = [run for run in document.element.body.iter(W + "r") if any(_is_marked(run, how) for how in STRUCK)]
    if n_struck := sum(len("".join(_letters(run, [])).strip()) for run in struck):
        yield f"{n_struck:,} characters are struck out, and were read as they stand"
    kinds = Counter(relation.reltype.rsplit("/", 1)[-1] for relation in document.part.rels.values())
    if kinds["diagramData"]:
        yield f"text in {kinds['diagramData']} diagram(s) was not read"
    if kinds["image"] and n_chars < FEW:
        yield f"holds {kinds['image']} picture(s) and {n_chars} characters: if its pages are images, run OCR first"


def _numbering(document: Any) -> Numbering:
    """The document's lists; only a document that has some is asked, since python-docx adds a part to one without."""
    has_lists = any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values())
    return Numbering(document.part.numbering_part.element if has_lists else (), document.styles.element)


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
    if HEADING.match(_value(paragraph, "pPr", "pStyle")):
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
        elif child.tag in (W + "t", MATH):
            yield child.text or ""
        elif child.tag in LETTERS:
            yield "" if child.get(W + "type") in ("page", "column") else LETTERS[child.tag]
        elif not (child.tag == W + "r" and _is_marked(child, "vanish")):
            yield from _letters(child, boxes)


def _is_marked(run: Any, how: str) -> bool:
    mark = run.find(f"{W}rPr/{W}{how}")
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


class Numbering:
    """The numbers that Word puts before paragraphs (一、 （一） 1.) and does not store, counted in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the document's ``w:numbering`` (empty when it has none) and ``w:styles``."""
        self._kinds = _by_id(numbering, "abstractNum", "abstractNumId")
        self._lists = _by_id(numbering, "num", "numId")
        self._styles = _by_id(styles, "style", "styleId")
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """The number before a paragraph; empty when it has none. To be asked once a paragraph."""
        number_id, level = self._list_and_level(paragraph)
        own = self._lists.get(number_id)
        kind_id = _value(own, "abstractNumId")
        by_number = _by_id(self._kinds.get(kind_id, ()), "lvl", "ilvl")
        if own is None or str(level) not in by_number:
            return ""
        levels = [by_number.get(str(number)) for number in range(LEVELS)]
        counts = self._counts.setdefault(kind_id, [0] * LEVELS)
        starts = [_number(_value(each, "start"), 1) for each in levels]
        if number_id not in self._begun and own.find(f"{W}lvlOverride/{W}startOverride") is not None:
            counts[:] = [0] * LEVELS
        self._begun.add(number_id)
        counts[level] = counts[level] + 1 if counts[level] else starts[level]
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        forms = [_value(each, "numFmt") for each in levels]
        if forms[level] in ("bullet", "none"):
            return ""
        shown = [_shown(count or start, form) for count, start, form in zip(counts, starts, forms, strict=True)]
        return re.sub(r"%([1-9])", lambda match: shown[int(match[1]) - 1], _value(levels[level], "lvlText"))

    def _list_and_level(self, paragraph: Any) -> tuple[str, int]:
        """List and level of a paragraph, its own or those of its style and the styles that this is based on."""
        number_id, level = _numbered(paragraph)
        style = _value(paragraph, "pPr", "pStyle")
        for _ in range(LEVELS):
            if number_id or style not in self._styles:
                break
            number_id, level = _numbered(self._styles[style])
            style = _value(self._styles[style], "basedOn")
        return number_id, min(max(level, 0), LEVELS - 1)


def _numbered(element: Any) -> tuple[str, int]:
    return _value(element, "pPr", "numPr", "numId"), _number(_value(element, "pPr", "numPr", "ilvl"), 0)


def _by_id(parent: Any, tag: str, key: str) -> dict[str, Any]:
    return {child.get(W + key, ""): child for child in parent if child.tag == W + tag}


def _value(parent: Any, *tags: str) -> str:
    """``w:val`` of an element below another; empty when there is none."""
    element = None if parent is None else parent.find("/".join(W + tag for tag in tags))
    return "" if element is None else str(element.get(W + "val", ""))


def _number(value: str, default: int) -> int:
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else default


def _shown(number: int, form: str) -> str:
    """A number in the form that a level asks for."""
    if CHINESE.fullmatch(form):
        return chinese_number(number)
    before, last = BEFORE_FIRST.get(form, (0, 0))
    return chr(before + number) if 0 < number <= last else str(number)

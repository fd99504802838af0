"""PDF files to texts: the text layer in reading order, paragraphs put together again over line and page ends."""

from __future__ import annotations

import logging
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise, takewhile
from statistics import median
from typing import Any

from baogao.corpus.pages.pdf_lines import PageLine, page_lines
from baogao.corpus.pages.pdf_turned import seen_and_unseen, turned
from baogao.corpus.sources.archives import MAX_FILE
from baogao.corpus.sources.formats import Source
from baogao.corpus.sources.pdf_notes import Page, faults, notes_at_foot, page_of
from baogao.corpus.words.rules import rules
from baogao.errors import CorpusError

MAX_PAGES = 2_000
PACKINGS = (["FlateDecode"], ["ASCII85Decode", "FlateDecode"])
END_MARK = b"%%EOF"
UNKNOWN = "\ufffd"
MAX_UNKNOWN = 0.01
RULES = rules("pages")
WORDS_MEET = re.compile(r"[A-Za-z,.;:][A-Za-z]")
MARGIN = 0.12  # of the page's height: where running heads, feet and page numbers stand
OUTERMOST = 3  # lines at either end of a page that may be running ones
SAME_HEIGHT = 0.01
SHARE_OF_PAGES = 0.4  # heads of left and of right pages may differ
INDENT = 1.2  # letter sizes: two characters less what narrow setting takes
SHORT = 2.0  # letter sizes that a line may end short of the margin and still run on (a mark never opens a line)
FAR_SHORT = 5.0  # what no unbreakable word accounts for
OTHER_SIZE = 1.15
WIDE_GAP = 1.8  # usual distances between lines

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read_pdf(content: bytes, name: str) -> Source:
    """Read one PDF file.

    A paragraph is a line (see `paragraphs`). Running heads and feet, page numbers, notes at the foot of a page,
    slanted and white text (watermarks) and pages that are images only are left out; the last two are told. A page
    that is turned, or set vertically, is read as it is turned. Facts are none: the title and date in a PDF's
    properties are those of the file more often than not. `CorpusError` if the file is encrypted, cut off or
    damaged, holds images only, or does not say which characters its fonts draw.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    if END_MARK not in content.rstrip(b"\0\r\n \t")[-1024:]:
        raise CorpusError("is cut off (no end mark); download or save it again.")
    try:
        with pdfplumber.open(BytesIO(content)) as document:
            pages = _pages(document)
    except (PdfminerException, PDFException) as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise CorpusError("is encrypted; save it without a password.") from None
        raise CorpusError(f"is damaged ({type(cause).__name__}); save it again.") from None
    lines = [line for page in pages for line in page.lines]
    if not lines:
        raise CorpusError("holds images only; run OCR first.")
    letters = "".join(line.text for line in lines)
    if letters.count(UNKNOWN) > MAX_UNKNOWN * len(letters):
        unknown = f"{letters.count(UNKNOWN)} of {len(letters)} unknown"
        raise CorpusError(f"its fonts do not say which characters they draw ({unknown}); run OCR.")
    running = running_lines([page.lines for page in pages])
    running |= notes_at_foot(pages, running)
    text = paragraphs([line for line in lines if line not in running])
    left_out = (*(line.text for line in lines if line in running), *filter(None, (page.white for page in pages)))
    return Source(name, "\n".join(text) + "\n" if text else "", left_out=left_out, notes=tuple(faults(pages)))


def _pages(document: Any) -> list[Page]:
    """Lines of every page; a page is let go when its lines are read, since pdfplumber keeps every letter."""
    if not document.pages:
        raise CorpusError("is damaged (no page can be found); save it again.")
    if (number := len(document.pages)) > MAX_PAGES:
        raise CorpusError(f"has {number:,} pages; allowed are {MAX_PAGES:,}; save the report alone.")
    pages: list[Page] = []
    columns = 0
    for number, page in enumerate(document.pages):
        _check_contents(page, f"page {number + 1}")
        letters, white = seen_and_unseen(page.chars, [*page.rects, *page.curves, *page.images])
        way = turned(letters, float(page.width), float(page.height))
        lines = page_lines(way.letters, number, way.width, way.height, slanted=way.slanted, columns=columns)
        columns = max((line.column for line in lines), default=0) or columns
        pages.append(page_of(page, lines, way, white))
        page.close()
    return pages


def _check_contents(page: Any, where: str) -> None:
    """Raise `CorpusError` if what a page draws is damaged or unpacks without end; pdfminer would skip it in silence."""
    from pdfminer.ascii85 import ascii85decode
    from pdfminer.pdftypes import PDFStream, resolve1

    for reference in page.page_obj.contents:
        stream = resolve1(reference)
        filters = [str(name.name) for name, _ in stream.get_filters()] if isinstance(stream, PDFStream) else []
        if filters not in PACKINGS or stream.rawdata is None:
            continue
        raw = stream.rawdata
        if stream.decipher:
            raw = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
        raw = ascii85decode(raw) if len(filters) > 1 else raw
        unpacking = zlib.decompressobj()
        try:
            unpacking.decompress(raw, MAX_FILE)
        except zlib.error as error:
            raise CorpusError(f"{where} is damaged ({error}); save the file again.") from None
        if not unpacking.eof:
            raise CorpusError(f"{where} is cut off, or unpacks to more than {MAX_FILE:,} bytes; save the file again.")


def running_lines(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """Running heads and feet, page numbers and slanted text among the lines of each page.

    Running lines are outermost ones in the margins, and page numbers or at the same height on two pages in five.
    """
    times = Counter(key for page in pages for key in {_key(line) for line in page})
    enough = max(2.0, SHARE_OF_PAGES * len(pages))
    running = {line for page in pages for line in page if not line.upright}
    for page in pages:
        upright = sorted((line for line in page if line.upright), key=lambda line: line.top)
        for edge in (upright, upright[::-1]):
            running.update(takewhile(lambda line: _runs(line, times, enough), edge[:OUTERMOST]))
    return running


def _runs(line: PageLine, times: Counter[tuple[str, int]], enough: float) -> bool:
    """Whether a line in the margin is a page number, or stands there on enough pages."""
    if MARGIN < line.height < 1 - MARGIN:
        return False
    text, height = _key(line)
    repeated = sum(times[text, near] for near in (height - 1, height, height + 1))
    return bool(RULES["page-number"].fullmatch(line.text)) or repeated >= enough


def _key(line: PageLine) -> tuple[str, int]:
    """Text without digits and spaces, and height on the page in hundredths."""
    return re.sub(r"[\d\s]+", "#", line.text), round(line.height / SAME_HEIGHT)


def paragraphs(lines: Sequence[PageLine]) -> list[str]:
    """Put lines in reading order together to paragraphs, over the ends of columns and pages.

    A line opens a paragraph when it is indented, is of another size, stands far below
    the line before, or when that line ends a sentence two letters short of the margin
    (or five letters short, whatever it ends with).
    """
    edges = _edges(lines)
    pitch = _pitch(lines)
    texts: list[str] = []
    before: PageLine | None = None
    for line in lines:
        if before is None or _opens(line, before, edges, pitch):
            texts.append(line.text)
        else:
            texts[-1] += (" " if WORDS_MEET.fullmatch(texts[-1][-1] + line.text[0]) else "") + line.text
        before = line
    return texts


def _opens(line: PageLine, before: PageLine, edges: dict[tuple[int, int], tuple[float, float]], pitch: float) -> bool:
    left, _ = edges[line.page, line.column]
    _, right = edges[before.page, before.column]
    missing = (right - before.right) / before.size
    sizes = sorted((line.size, before.size))
    follows = line.page == before.page and line.column == before.column
    return (
        line.left - left >= INDENT * line.size
        or sizes[1] > OTHER_SIZE * sizes[0]
        or (follows and line.top - before.top > WIDE_GAP * pitch)
        or missing > FAR_SHORT
        or (missing > SHORT and bool(RULES["sentence-end"].search(before.text)))
    )


def _edges(lines: Sequence[PageLine]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right margin of every column of every page; of one with few or short lines, those usual on others."""
    columns: dict[tuple[int, int], list[PageLine]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    own = {key: (min(x.left for x in column), max(x.right for x in column)) for key, column in columns.items()}
    edges = {}
    for key, (left, right) in own.items():
        alike = [own[other] for other, column in columns.items() if other[1] == key[1] and len(column) > 2]
        usual = (median(x for x, _ in alike), median(x for _, x in alike)) if alike else (left, right)
        small = len(columns[key]) <= 2 or right - left < 0.8 * (usual[1] - usual[0])
        edges[key] = (min(left, usual[0]), max(right, usual[1])) if small else (left, right)
    return edges


def _pitch(lines: Sequence[PageLine]) -> float:
    """Usual distance from one line to the next."""
    steps = [
        below.top - line.top
        for line, below in pairwise(lines)
        if line.page == below.page and line.column == below.column and below.top > line.top
    ]
    return median(steps) if steps else float("inf")

"""PDF files to texts: the text layer in reading order, paragraphs put together again over line and page ends."""

from __future__ import annotations

import logging
import zlib
from io import BytesIO
from typing import Any

from baogao.corpus.sources.archives import MAX_FILE
from baogao.corpus.sources.pdf_lines import PageLine, page_lines
from baogao.corpus.sources.pdf_paragraphs import paragraphs, running_lines
from baogao.corpus.sources.source import Source
from baogao.errors import CorpusError

MAX_PAGES = 2_000
PACKINGS = (["FlateDecode"], ["ASCII85Decode", "FlateDecode"])
END_MARK = b"%%EOF"
UNKNOWN = "\ufffd"
MAX_UNKNOWN = 0.01

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read_pdf(content: bytes, name: str) -> Source:
    """Read one PDF file.

    A paragraph is a line (see `pdf_paragraphs.paragraphs`). Running heads and feet, page numbers,
    slanted text (watermarks) and pages that are images only are left out. Facts are none: the
    title and date in a PDF's properties are those of the file more often than not. Columns are parted
    by a strip without text down the middle of the page; tables are read as lines of text.

    Raises
    ------
    CorpusError
        If the file is encrypted, cut off or damaged, holds images only (run OCR first), or
        does not say which characters its fonts draw.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    if END_MARK not in content.rstrip(b"\0\r\n \t")[-1024:]:
        raise CorpusError(f"{name}: is cut off (no end mark); download or save it again.")
    try:
        with pdfplumber.open(BytesIO(content)) as document:
            pages = _pages(document, name)
    except (PdfminerException, PDFException) as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise CorpusError(f"{name}: is encrypted; save it without a password.") from None
        raise CorpusError(f"{name}: is damaged ({type(cause).__name__}); save it again.") from None
    lines = [line for page in pages for line in page]
    if not lines:
        raise CorpusError(f"{name}: holds images only; run OCR first.")
    letters = "".join(line.text for line in lines)
    if letters.count(UNKNOWN) > MAX_UNKNOWN * len(letters):
        unknown = f"{letters.count(UNKNOWN)} of {len(letters)} unknown"
        raise CorpusError(f"{name}: its fonts do not say which characters they draw ({unknown}); run OCR.")
    running = running_lines(pages)
    text = paragraphs([line for line in lines if line not in running])
    left_out = tuple(line.text for line in lines if line in running)
    return Source(name, "\n".join(text) + "\n" if text else "", left_out=left_out)


def _pages(document: Any, name: str) -> list[list[PageLine]]:
    """Lines of every page; a page is let go when its lines are read, since pdfplumber keeps every letter."""
    if not document.pages:
        raise CorpusError(f"{name}: is damaged (no page can be found); save it again.")
    if (number := len(document.pages)) > MAX_PAGES:
        raise CorpusError(f"{name}: has {number:,} pages; allowed are {MAX_PAGES:,}; save the report alone.")
    pages: list[list[PageLine]] = []
    in_columns = False
    for number, page in enumerate(document.pages):
        _check_contents(page, f"{name}: page {number + 1}")
        lines = page_lines(page.chars, number, float(page.width), float(page.height), in_columns=in_columns)
        in_columns = in_columns or any(line.column for line in lines)
        pages.append(lines)
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

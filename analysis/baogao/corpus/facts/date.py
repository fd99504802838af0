"""The date of a report: that of its page or paper, else of its head or signature; and the day it was delivered."""

from __future__ import annotations

from collections.abc import Iterable

from baogao.corpus.facts.document import Document, Finders
from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Span, Stated
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.head import DASHES, NOTE, NOTED
from baogao.corpus.words.days import find_day, find_year
from baogao.corpus.words.rules import rule
from baogao.corpus.words.signatures import SIGNATURE, is_foot

PACKED = rule("dates", "packed")  # a day in eight figures
DAYS = 2  # lines with a date alone, of head and signature: more are those of a chronicle
SIGNATURES = 2  # last lines in which a date is that of a signature
HEAD_LINES = 3  # paragraphs before which a dateline is that of the page


def dateline(document: Document) -> Stated | None:
    """The day in a dateline above the text: 发布时间：2021-03-05 来源：云浔日报."""
    lines = document.layout.lines
    end = lines[HEAD_LINES].start if len(lines) > HEAD_LINES else len(document.text)
    return _first_day(document, [span for span in document.furniture(*PUBLISHED) if span[0] <= end], LABELLED)


def cited_paper(document: Document) -> Stated | None:
    """The day of the paper that is cited, also in spaced figures: 《云浔日报》（2 0 2 1 0 3 0 5 第1版）."""
    for span in document.furniture("citation"):
        if day := _first_day(document, [span], LABELLED):
            return day
        if packed := PACKED.search("".join(document.read(span).split())):
            return Stated("-".join(packed.groups()), *span, LABELLED)
    return None


def note_line(document: Document) -> Stated | None:
    """A day on a line of its own in the head: （2021年3月5日）; not in a chronicle, which is full of them."""
    return None if _is_chronicle(document) else _first_day(document, document.in_head("date"), LABELLED)


def title_note(document: Document) -> Stated | None:
    """The day in a title with a note or an occasion: 关于修渠的决定（2020年5月28日通过）."""
    titles = document.layout.in_head("title")
    noted = [title for title in titles if NOTED.match(title.text) or DASHES.search(title.text)]
    return _first_day(document, [(title.start, title.end) for title in noted], LABELLED)


def first_note(document: Document) -> Stated | None:
    """The day of a note with which the text begins, though it has no title."""
    lines = ((line.start, NOTED.match(line.text)) for line in document.layout.lines[:1])
    return _first_day(document, [(start, start + noted.end() + 4) for start, noted in lines if noted], PATTERN)


def signature(document: Document) -> Stated | None:
    """The day of the signature, alone or behind the body that signs; a year if it tells no more: 二〇二三年."""
    lines = document.layout.lines[-1:] if _is_chronicle(document) else document.layout.lines
    for line in [line for line in lines if not is_foot(line.text)][-SIGNATURES:]:
        signed = SIGNATURE.fullmatch(line.text)
        if (signed or NOTE.fullmatch(line.text)) and (day := find_day(document.text, line.start, line.end)):
            return Stated(*day, PATTERN)
        if year := find_year(signed["day"] if signed else line.text):
            return Stated(year, line.start, line.end, PATTERN)
    return None


def year_note(document: Document) -> Stated | None:
    """The year in brackets under the title, （2023年）; far from sure, as it may be the year that is told of."""
    noted = ((find_year(line.text), line) for line in document.layout.in_head("date"))
    return next((Stated(year, line.start, line.end, INFERRED) for year, line in noted if year), None)


def occasion(document: Document) -> Stated | None:
    """The day in a subtitle, on which a report was delivered: ——2021年3月5日在石渚县人民代表大会上."""
    return _first_day(document, document.in_head("subtitle"), PATTERN)


DATE: Finders = {
    "dateline": dateline,
    "cited-paper": cited_paper,
    # A dateline further below, such as that of a letter.
    "lower-dateline": lambda document: _first_day(document, document.furniture(*PUBLISHED), LABELLED),
    "note-line": note_line,
    "title-note": title_note,
    "occasion": occasion,
    "first-note": first_note,
    "signature": signature,
    "year-note": year_note,
}
DELIVERED: Finders = {"occasion": occasion}


def _first_day(document: Document, spans: Iterable[Span], confidence: float) -> Stated | None:
    days = (find_day(document.text, *span) for span in spans)
    return next((Stated(*day, confidence) for day in days if day), None)


def _is_chronicle(document: Document) -> bool:
    return sum(bool(NOTE.fullmatch(line.text)) for line in document.layout.lines) > DAYS

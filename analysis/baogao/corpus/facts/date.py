"""The date of a report: that of its page or paper, else of its head, else of its signature; never of what it tells."""

from __future__ import annotations

from collections.abc import Iterable

from baogao.corpus.facts.document import Document
from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Stated
from baogao.corpus.layout.cleaning import Removal
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.head import DASHES, NOTE, NOTED
from baogao.corpus.layout.lines import Line
from baogao.corpus.words.days import find_day, find_year
from baogao.corpus.words.rules import rule
from baogao.corpus.words.signatures import SIGNATURE, is_foot

PACKED = rule("dates", "packed")
DAYS = 2  # lines with a date alone, of head and signature: more are those of a chronicle
SIGNATURES = 2  # last lines in which a date is that of a signature
HEAD_LINES = 3  # paragraphs before which a dateline is that of the page


def dateline_of_page(document: Document) -> Stated | None:
    """A dateline above the text: 发布时间：2021-03-05 来源：云浔日报."""
    lines = document.layout.lines
    end = lines[HEAD_LINES].start if len(lines) > HEAD_LINES else len(document.text)
    return _dated(document, [dateline for dateline in _datelines(document) if dateline.start <= end])


def paper_cited(document: Document) -> Stated | None:
    """The paper that is cited: 《云浔日报》（2021年03月05日 01 版）, or its day in eight figures."""
    for removal in document.layout.removals:
        if removal.rule == "citation":
            if day := _dated(document, [removal]):
                return day
            packed = PACKED.search("".join(document.text[removal.start : removal.end].split()))
            if packed:
                return Stated("-".join(packed.groups()), removal.start, removal.end, LABELLED)
    return None


def dateline_below(document: Document) -> Stated | None:
    """A dateline further below, such as that of a letter."""
    return _dated(document, _datelines(document))


def note_under_title(document: Document) -> Stated | None:
    """A date on a line of its own in the head: （2021年3月5日）; not in a chronicle, which is full of them."""
    return None if _is_chronicle(document) else _day_in_head(document, LABELLED, document.layout.in_head("date"))


def day_in_title(document: Document) -> Stated | None:
    """The date in a title with a note or an occasion: 关于修渠的决定（2020年5月28日通过）."""
    titles = document.layout.in_head("title")
    return _day_in_head(document, LABELLED, (t for t in titles if NOTED.match(t.text) or DASHES.search(t.text)))


def day_of_occasion(document: Document) -> Stated | None:
    """The date in a subtitle: ——2021年3月5日在石渚县人民代表大会上."""
    return _day_in_head(document, PATTERN, document.layout.in_head("subtitle"))


def note_in_first_line(document: Document) -> Stated | None:
    """The date of a note with which the text begins, though it has no title."""
    first = next(iter(document.layout.lines), None)
    noted = NOTED.match(first.text) if first else None
    day = find_day(document.text, first.start, first.start + noted.end() + 4) if first and noted else None
    return Stated(*day, PATTERN) if day else None


def day_of_signature(document: Document) -> Stated | None:
    """The date of the signature, alone or behind the body that signs; a year if it tells no more: 二〇二三年."""
    lines = document.layout.lines[-1:] if _is_chronicle(document) else document.layout.lines
    for line in [line for line in lines if not is_foot(line.text)][-SIGNATURES:]:
        signed = SIGNATURE.fullmatch(line.text)
        if (signed or NOTE.fullmatch(line.text)) and (day := find_day(document.text, line.start, line.end)):
            return Stated(*day, PATTERN)
        if year := find_year(signed["day"] if signed else line.text):
            return Stated(year, line.start, line.end, PATTERN)
    return None


def year_under_title(document: Document) -> Stated | None:
    """The year in brackets under the title, （2023年）; far from sure, as it may be the year that is told of."""
    for line in document.layout.in_head("date"):
        if year := find_year(line.text):
            return Stated(year, line.start, line.end, INFERRED)
    return None


DATE = [
    dateline_of_page,
    paper_cited,
    dateline_below,
    note_under_title,
    day_in_title,
    day_of_occasion,
    note_in_first_line,
    day_of_signature,
    year_under_title,
]


def _datelines(document: Document) -> list[Removal]:
    return [removal for removal in document.layout.removals if removal.rule in PUBLISHED]


def _dated(document: Document, removals: Iterable[Removal]) -> Stated | None:
    """The first day that some lines of furniture name."""
    days = (find_day(document.text, removal.start, removal.end) for removal in removals)
    return next((Stated(*day, LABELLED) for day in days if day), None)


def _day_in_head(document: Document, confidence: float, lines: Iterable[Line]) -> Stated | None:
    days = (find_day(document.text, line.start, line.end) for line in lines)
    return next((Stated(*day, confidence) for day in days if day), None)


def _is_chronicle(document: Document) -> bool:
    return sum(bool(NOTE.fullmatch(line.text)) for line in document.layout.lines) > DAYS

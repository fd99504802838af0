"""A day that a text seems to state of itself and that cannot be read: 2022年2月30日, or a span of days."""

from __future__ import annotations

from baogao.corpus.facts.describe import FIELDS
from baogao.corpus.facts.document import Document
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.head import NOTE
from baogao.corpus.layout.layout import Layout
from baogao.corpus.words.days import find_day
from baogao.corpus.words.rules import rule

UNREAD = rule("dates", "unread-day")
HEAD, FOOT = 6, 3  # lines in which a text states its date


def unread_day(made: Layout) -> str:
    r"""A line on the day that a text seems to state, if its date cannot be read; empty otherwise.

    Examples
    --------
    >>> from baogao.corpus.layout.layout import layout
    >>> from baogao.corpus.text.report import Report
    >>> unread_day(layout(Report("a", "石渚县2021年工作总结\n（2022年2月30日）\n今年修了水渠。\n")))
    "'（2022年2月30日）' at offset 13 is no day that can be read; the date is left out"
    >>> unread_day(layout(Report("a", "石渚县2021年工作总结\n（2022年2月3日）\n今年修了水渠。\n")))
    ''
    """
    document = Document(made, FIELDS)
    if document.fact("date"):
        return ""
    lines = document.layout.lines
    spans = [(line.start, line.end) for line in (*lines[:HEAD], *lines[HEAD:][-FOOT:])]
    for start, end in (*document.furniture(*PUBLISHED), *spans):
        line = document.text[start:end].strip()
        is_read = NOTE.fullmatch(line) and find_day(line)
        if UNREAD.fullmatch(line) and not is_read:
            first = document.offset(start)
            return f"{line!r} at offset {first} is no day that can be read; the date is left out"
    return ""

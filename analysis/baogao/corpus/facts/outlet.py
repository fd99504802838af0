"""The outlet that published a report: a paper, a site, a station or an agency, as page or text name it."""

from __future__ import annotations

import re

from baogao.corpus.facts.document import Document
from baogao.corpus.facts.evidence import LABELLED, PATTERN, Stated
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.turns import SPEAKER, is_asker
from baogao.corpus.words.rules import rules

RULES = rules("outlets")


def page(document: Document) -> Stated | None:
    """The outlet in a line of the page: 来源：云浔日报, 云浔日报 2024-01-03, or the account of a message."""
    text, removals = document.text, document.layout.removals
    for number, removal in enumerate(removals):
        if removal.rule in PUBLISHED:
            is_label = RULES["label-alone"].match(text, removal.end - 1)  # its value stands on the next line
            end = removals[min(number + 2, len(removals) - 1)].end if is_label else removal.end
            match = RULES["source"].search(text, removal.start, end) or RULES["before-day"].match(
                text, removal.start, end
            )
            match = match or RULES["account"].match(text, removal.start, removal.end)
            if match:
                return Stated(match["outlet"], *match.span("outlet"), LABELLED)
    return None


def beside_date(document: Document) -> Stated | None:
    """The outlet on the line of a date in the head, which is no note in brackets: 云浔日报 2021年3月5日."""
    for start, end in document.in_head("date"):
        match = RULES["named"].search(document.text, start, end)
        if match and not RULES["bracket"].search(document.text, start, end):
            return Stated(match[0], *match.span(), LABELLED)
    return None


def byline(document: Document) -> Stated | None:
    """The outlet of a reporter: 云浔日报记者 沈苇."""
    return _in_furniture(document, "byline", RULES["reporter"])


def cited_paper(document: Document) -> Stated | None:
    """The paper that is cited: 《云浔日报》（2021年03月05日 01 版）."""
    return _in_furniture(document, "citation", RULES["paper"])


def interviewer(document: Document) -> Stated | None:
    """The outlet that asks in an interview (云浔网：今年修了几条渠？)."""
    for passage in document.layout.passages:
        match = SPEAKER.match(document.text, passage.start) if passage.role == "question" else None
        if match and is_asker(match[1]) and RULES["named"].fullmatch(match[1]):
            return Stated(match[1], *match.span(1), PATTERN)
    return None


def agency(document: Document) -> Stated | None:
    """The agency with whose name the text begins: 新华社云浔3月5日电."""
    return _in_furniture(document, "agency-line", RULES["agency"])


OUTLET = [page, beside_date, byline, cited_paper, interviewer, agency]


def _in_furniture(document: Document, furniture: str, pattern: re.Pattern[str]) -> Stated | None:
    matches = (pattern.search(document.text, line.start, line.end) for line in document.furniture(furniture))
    return next((Stated(match["outlet"], *match.span("outlet"), PATTERN) for match in matches if match), None)

"""The outlet that published a report: a paper, a site, a station or an agency, as page or text name it."""

from __future__ import annotations

import re

from baogao.corpus.facts.document import Document
from baogao.corpus.facts.evidence import LABELLED, PATTERN, Stated
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.head import is_asker
from baogao.corpus.layout.lines import SPEAKER
from baogao.corpus.words.rules import rule

SOURCE, BEFORE_DAY, ACCOUNT = rule("outlets", "source"), rule("outlets", "before-day"), rule("outlets", "account")
REPORTER, PAPER, AGENCY = rule("outlets", "reporter"), rule("outlets", "paper"), rule("outlets", "agency")
NAME = rule("outlets", "named")
LABEL_ALONE, BRACKET = rule("outlets", "label-alone"), rule("outlets", "bracket")


def outlet_of_page(document: Document) -> Stated | None:
    """The outlet in a line of the page: 来源：云浔日报, 云浔日报 2024-01-03, or the account of a message."""
    text, removals = document.text, document.layout.removals
    for number, removal in enumerate(removals):
        if removal.rule in PUBLISHED:
            is_label = LABEL_ALONE.match(text, removal.end - 1)  # its value stands on the next line
            end = removals[min(number + 2, len(removals) - 1)].end if is_label else removal.end
            match = SOURCE.search(text, removal.start, end) or BEFORE_DAY.match(text, removal.start, end)
            match = match or ACCOUNT.match(text, removal.start, removal.end)
            if match:
                return Stated(match["outlet"], *match.span("outlet"), LABELLED)
    return None


def outlet_beside_date(document: Document) -> Stated | None:
    """The outlet on the line of a date in the head: 云浔日报 2021年3月5日."""
    for start, end in document.in_head("date"):
        match = NAME.search(document.text, start, end)
        if match and not BRACKET.search(document.text, start, end):
            return Stated(match[0], *match.span(), LABELLED)
    return None


def outlet_of_reporter(document: Document) -> Stated | None:
    """The outlet of a byline: 云浔日报记者 沈苇."""
    return _in_furniture(document, "byline", REPORTER)


def paper_cited(document: Document) -> Stated | None:
    """The paper that is cited: 《云浔日报》（2021年03月05日 01 版）."""
    return _in_furniture(document, "citation", PAPER)


def outlet_that_asks(document: Document) -> Stated | None:
    """The outlet that asks in an interview (云浔网：今年修了几条渠？)."""
    for passage in document.layout.passages:
        match = SPEAKER.match(document.text, passage.start) if passage.role == "question" else None
        if match and is_asker(match[1]) and NAME.fullmatch(match[1]):
            return Stated(match[1], *match.span(1), PATTERN)
    return None


def agency_of_lead(document: Document) -> Stated | None:
    """The agency with whose name the text begins: 新华社云浔3月5日电."""
    return _in_furniture(document, "agency-line", AGENCY)


OUTLET = [outlet_of_page, outlet_beside_date, outlet_of_reporter, paper_cited, outlet_that_asks, agency_of_lead]


def _in_furniture(document: Document, furniture: str, pattern: re.Pattern[str]) -> Stated | None:
    """The outlet that a pattern finds in the furniture of one rule."""
    removals = (removal for removal in document.layout.removals if removal.rule == furniture)
    matches = (pattern.search(document.text, removal.start, removal.end) for removal in removals)
    return next((Stated(match["outlet"], *match.span("outlet"), PATTERN) for match in matches if match), None)

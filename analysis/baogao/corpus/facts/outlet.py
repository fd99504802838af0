"""The outlet that published a report: a paper, a site, a station or an agency, as page or text name it."""

from __future__ import annotations

from baogao.corpus.facts.document import Document, Finders
from baogao.corpus.facts.evidence import LABELLED, PATTERN, Stated
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.turns import SPEAKER, is_asker
from baogao.corpus.words.rules import rules

RULES = rules("outlets")


def page(document: Document) -> Stated | None:
    """The outlet in a line of the page: 来源：云浔日报, 云浔日报 2024-01-03, or the account of a message."""
    text, removals = document.text, document.layout.removals
    for number, (start, end, rule) in enumerate(removals):
        if rule in PUBLISHED:
            is_label = RULES["label-alone"].match(text, end - 1)  # its value stands on the next line
            stop = removals[min(number + 2, len(removals) - 1)].end if is_label else end
            match = RULES["source"].search(text, start, stop) or RULES["before-day"].match(text, start, stop)
            if match := match or RULES["account"].match(text, start, end):
                return Stated(match["outlet"], *match.span("outlet"), LABELLED)
    return None


def beside_date(document: Document) -> Stated | None:
    """The outlet on the line of a date in the head, which is no note in brackets: 云浔日报 2021年3月5日."""
    spans = [span for span in document.in_head("date") if not RULES["bracket"].search(document.text, *span)]
    match = next(document.matches(RULES["named"], spans), None)
    return Stated(match[0], *match.span(), LABELLED) if match else None


def interviewer(document: Document) -> Stated | None:
    """The outlet that asks in an interview (云浔网：今年修了几条渠？)."""
    for passage in document.layout.passages:
        match = SPEAKER.match(document.text, passage.start) if passage.role == "question" else None
        if match and is_asker(match[1]) and RULES["named"].fullmatch(match[1]):
            return Stated(match[1], *match.span(1), PATTERN)
    return None


OUTLET: Finders = {
    "page": page,
    "beside-date": beside_date,
    "byline": lambda document: _in_furniture(document, "byline", "reporter"),  # 云浔日报记者 沈苇
    "cited-paper": lambda document: _in_furniture(
        document, "citation", "paper"
    ),  # 《云浔日报》（2021年03月05日 01 版）
    "interviewer": interviewer,
    "agency": lambda document: _in_furniture(document, "agency-line", "agency"),  # 新华社云浔3月5日电
}


def _in_furniture(document: Document, furniture: str, rule: str) -> Stated | None:
    match = next(document.matches(RULES[rule], document.furniture(furniture)), None)
    return Stated(match["outlet"], *match.span("outlet"), PATTERN) if match else None

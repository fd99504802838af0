"""The year under which a report without a date stands: the one year that its title names."""

from __future__ import annotations

from baogao.corpus.facts.content_date import find_periods, occasion_periods
from baogao.corpus.facts.document import Document
from baogao.corpus.facts.evidence import INFERRED, LABELLED, Stated


def year_in_title(document: Document) -> Stated | None:
    """The one year that the title names: 2025年工作报告.

    Of the press it is weighed, since news of this year may be of the last one's figures; so is that of an occasion.
    """
    for span in document.titles:
        own = [one for one in find_periods(document.text, span) if one.first == one.last]
        years = own or [one for one in occasion_periods(document.text, span) if one.first == one.last]
        if len({one.first for one in years}) == 1:
            confidence = LABELLED if own and not document.is_press else INFERRED
            return Stated(str(years[0].first), years[0].start, years[0].end, confidence)
    return None


YEAR = [year_in_title]

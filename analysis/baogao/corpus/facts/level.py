"""The level of the body that speaks: that of its place, else how the text calls its own (全县, 我市)."""

from __future__ import annotations

from collections import Counter

from baogao.corpus.facts.document import Document
from baogao.corpus.facts.evidence import INFERRED, NOTHING, PATTERN, Stated
from baogao.corpus.words.areas import is_area
from baogao.corpus.words.namesakes import resolve, wide_level
from baogao.corpus.words.places import LEVELS
from baogao.corpus.words.rules import rule

SELF = rule("regions", "self")


def of_the_centre(document: Document) -> Stated | None:
    """A body of the centre speaks: 国务院关于修渠的通知."""
    return Stated("central", *document.title_or_first_line, PATTERN) if document.is_central else None


def of_region(document: Document) -> Stated | None:
    """Level of the place that the report is about; an area (兰州新区) has none."""
    region = document.fact("region")
    is_listed = bool(region and resolve(region.value, ""))
    if not region or not (is_listed or is_area(region.value) or region.value[-1] in LEVELS):
        return None
    level = Stated(wide_level(region.value), *region.span, region.confidence)
    return level if is_listed or not is_area(region.value) else NOTHING


def of_own_place(document: Document) -> Stated | None:
    """Level of the place that the text calls its own, twice as often as any other: 全县, 我县, 县政府."""
    matches = list(SELF.finditer(document.text))
    calls = Counter(match["own"] or match["alone"] for match in matches).most_common(2)
    if not calls or calls[0][1] < 2 or (len(calls) > 1 and calls[0][1] < 2 * calls[1][1]):
        return None
    first = next(match for match in matches if calls[0][0] in (match["own"], match["alone"]))
    return Stated(LEVELS[calls[0][0]], *first.span(), INFERRED)


LEVEL = [of_the_centre, of_region, of_own_place]

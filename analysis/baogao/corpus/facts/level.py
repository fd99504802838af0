"""The level of the body that speaks: that of its place, else how the text calls its own (全县, 我市)."""

from __future__ import annotations

from collections import Counter

from baogao.corpus.facts.document import Document
from baogao.corpus.facts.evidence import INFERRED, NOTHING, PATTERN, Stated
from baogao.corpus.facts.region import SELF
from baogao.corpus.words.areas import is_area
from baogao.corpus.words.namesakes import resolve, wide_level
from baogao.corpus.words.places import LEVELS


def level_of_the_centre(document: Document) -> Stated | None:
    """A body of the centre speaks: 国务院关于修渠的通知."""
    return Stated("central", *document.title_or_first_line, PATTERN) if document.is_central else None


def level_of_region(document: Document) -> Stated | None:
    """Level of the place that the report is about; an area (兰州新区) has none."""
    region = document.fact("region")
    if not region:
        return None
    is_listed = bool(resolve(region.value, ""))
    if is_area(region.value) and not is_listed:
        return NOTHING
    if not is_listed and region.value[-1] not in LEVELS:
        return None
    return Stated(wide_level(region.value), *region.span, region.confidence)


def level_of_own_place(document: Document) -> Stated | None:
    """Level of the place that the text calls its own, twice as often as any other: 全县, 我县, 县政府."""
    matches = list(SELF.finditer(document.text))
    calls = Counter(match["own"] or match["alone"] for match in matches).most_common(2)
    if not calls or calls[0][1] < 2 or (len(calls) > 1 and calls[0][1] < 2 * calls[1][1]):
        return None
    first = next(match for match in matches if calls[0][0] in (match["own"], match["alone"]))
    return Stated(LEVELS[calls[0][0]], *first.span(), INFERRED)


LEVEL = [level_of_the_centre, level_of_region, level_of_own_place]

"""The place that a report is about, a province, city, county or area (none for a report of the centre), and its level.

Title and head come first, then the place that the first lines name most or as an issuer, then, if the text
speaks of 全省, 我县 and the like, one that it names most, then one that only its frame shows to be a place.
The level is that of the place, else how the text calls its own (全县, 我市).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from baogao.corpus.facts.document import HEAD, Document, Finders
from baogao.corpus.facts.evidence import INFERRED, NOTHING, PATTERN, UNLISTED, Stated
from baogao.corpus.facts.mentions import AREA, area_behind, area_mention, full_mentions, short_mentions
from baogao.corpus.words.namesakes import resolve, wide_level
from baogao.corpus.words.places import LEVELS, ORDER
from baogao.corpus.words.rules import rules

RULES = rules("regions")
ISSUED, OFTEN = 3, 6  # weights that a short name needs in the first lines and in the whole text
CLEAR = 3  # times as much weight as any other place must have in the whole text
Weighed = tuple[Stated, int]  # a place where it is named first, and its weight


def in_head(document: Document) -> Stated | None:
    """The place in title, subtitle or speaker: 石渚县司法局2023年工作总结, 石渚县县长 周砚平."""
    places = ((start, _in_line(document.text[start:end], document.text)) for start, end in document.head)
    return next((place.moved(start) for start, place in places if place), None)


def of_first_lines(document: Document) -> Stated | None:
    """The place that the first lines name most; one named before those that lie in it wins a tie."""
    places = _by_weight(document, HEAD)
    tied = [place for place, weight in places[1:] if weight == places[0][1]]
    if any(_breadth(places[0][0]) >= _breadth(place) for place in tied):
        return None
    return _heaviest(document, places, ISSUED, is_tied=bool(tied))


def of_whole_text(document: Document) -> Stated | None:
    """The place that the whole text names most by far, where it speaks of 全县, 我市 and the like."""
    if len(RULES["self"].findall(document.text)) < 2:
        return None
    places = _by_weight(document, len(document.text))
    is_clear = len(places) < 2 or places[0][1] >= CLEAR * places[1][1]
    return _heaviest(document, places, OFTEN) if is_clear else None


def implied(document: Document) -> Stated | None:
    """A name in two frames that take a place, or in 建设法治…; far from sure: 让望泉群众满意，推动望泉高质量发展."""
    framed = RULES["implied"].finditer(document.text)
    matches = [match for match in framed if not RULES["no-implied"].search(match["place"])]
    often = Counter(match["place"] for match in matches)
    names = (match for match in matches if often[match["place"]] > 1 or match["built"])
    return next((Stated(match["place"], *match.span("place"), INFERRED - 0.1) for match in names), None)


def of_region(document: Document) -> Stated | None:
    """Level of the place that the report is about; an area (兰州新区) has none."""
    region = document.fact("region")
    if not region:
        return None
    level = Stated(wide_level(region.value), *region.span, region.confidence)
    if resolve(region.value, ""):
        return level
    if AREA.search(region.value):
        return NOTHING
    return level if region.value[-1] in LEVELS else None


def of_own_place(document: Document) -> Stated | None:
    """Level of the place that the text calls its own, twice as often as any other: 全县, 我县, 县政府."""
    calls = [(match["own"] or match["alone"], match.span()) for match in RULES["self"].finditer(document.text)]
    often = Counter(kind for kind, _ in calls).most_common(2)
    if not often or often[0][1] < 2 or (len(often) > 1 and often[0][1] < 2 * often[1][1]):
        return None
    kind = often[0][0]
    return Stated(LEVELS[kind], *next(span for called, span in calls if called == kind), INFERRED)


REGION: Finders = {
    # 我代表国务院，向大会报告政府工作
    "of-the-centre": lambda document: NOTHING if document.is_central else None,
    "in-head": in_head,
    "of-first-lines": of_first_lines,
    "of-whole-text": of_whole_text,
    "implied": implied,
}
LEVEL: Finders = {
    # 国务院关于修渠的通知
    "of-the-centre": lambda document: (
        Stated("central", *document.title_or_first_line, PATTERN) if document.is_central else None
    ),
    "of-region": of_region,
    "of-own-place": of_own_place,
}


def _in_line(line: str, text: str) -> Stated | None:
    """The place in a line of the head: the last of a chain (省, 市, 县), else a short name, else an area."""
    mentions = full_mentions(line, text)
    place = _last_of_chain(mentions) if mentions else next(short_mentions(line), None)
    if not place:
        return area_mention(line)
    area, end = area_behind(line, place.start, place.end)  # 兰州新区
    return Stated(area, end - len(area), end, PATTERN) if area else place


def _last_of_chain(mentions: list[Stated]) -> Stated:
    """The last of the places that follow the first one without a gap."""
    return next((before for before, after in pairwise(mentions) if after.start != before.end), mentions[-1])


def _by_weight(document: Document, n_chars: int) -> list[Weighed]:
    """Places named in the first characters, the heaviest first; an issuer (…省司法厅) counts three times."""
    weights: Counter[str] = Counter()
    first: dict[str, Stated] = {}
    for start, end in document.body:
        line = document.text[start : min(end, start + n_chars)]
        for place in _mentions(line, document.text):
            weights[place.value] += 1 + 2 * bool(RULES["issuer-behind"].match(line, place.end))
            first.setdefault(place.value, place.moved(start))
        n_chars -= len(line)
        if n_chars <= 0:
            break
    return sorted(((first[name], weights[name]) for name in weights), key=lambda place: (-place[1], place[0].span))


def _mentions(line: str, text: str) -> Iterator[Stated]:
    """Places: the last of a chain, and not where a meeting is only held (在北京举行)."""
    full = full_mentions(line, text)
    chained = {before.end for before in full} & {after.start for after in full}
    covered = {offset for place in full for offset in range(place.start, place.end)}
    last = [place for place in full if place.end not in chained]
    for place in [*last, *(short for short in short_mentions(line) if short.start not in covered)]:
        is_behind_in = RULES["place-of-meeting"].fullmatch(line, max(place.start - 1, 0), place.start)
        if not is_behind_in or not RULES["meeting-held"].match(line, place.end):
            yield place


def _heaviest(document: Document, places: list[Weighed], least: int, *, is_tied: bool = False) -> Stated | None:
    """The first of the places; one that is named by a short name needs weight."""
    if not places:
        return None
    place, weight = places[0]
    is_full = document.text[place.end - 1] == place.value[-1]
    if not is_full and weight < least:
        return None
    bearers = len(resolve(place.value, document.text))
    sure = replace(place, confidence=PATTERN if weight >= ISSUED and not is_tied else INFERRED)
    return sure.at_most(UNLISTED if not bearers else INFERRED if is_full and bearers > 1 else PATTERN)


def _breadth(place: Stated) -> int:
    return ORDER.index(wide_level(place.value))

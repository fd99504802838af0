"""The place that a report is about: a province, city, county or area; none for a report of the centre.

Title and head come first, then the place that the first lines name most or as an issuer, then, if the text
speaks of 全省, 我县 and the like, one that it names most, then one that only its frame shows to be a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from baogao.corpus.facts.document import HEAD, Document
from baogao.corpus.facts.evidence import INFERRED, NOTHING, PATTERN, UNLISTED, Span, Stated
from baogao.corpus.facts.mentions import area_mention, full_mentions, short_mentions
from baogao.corpus.words.areas import area_behind
from baogao.corpus.words.namesakes import resolve, wide_level
from baogao.corpus.words.places import ORDER
from baogao.corpus.words.rules import rule

ISSUER = rule("regions", "issuer-behind")  # what makes a place the issuer's
SELF = rule("regions", "self")  # how a text calls its own place: 全省, 我市, 区政府 …
PLACE_OF, MEETING = rule("regions", "place-of-meeting"), rule("regions", "meeting-held")
IMPLIED, NO_IMPLIED = rule("regions", "implied"), rule("regions", "no-implied")
ISSUED, OFTEN = 3, 6  # weights that a short name needs in the first lines and in the whole text
CLEAR = 3  # times as much weight as any other place must have in the whole text


def of_the_centre(document: Document) -> Stated | None:
    """None where a body of the centre speaks: 我代表国务院，向大会报告政府工作."""
    return NOTHING if document.is_central else None


def place_in_title(document: Document) -> Stated | None:
    """The place in the title: 石渚县司法局2023年工作总结."""
    return _in_lines(document, document.titles)


def place_in_head(document: Document) -> Stated | None:
    """The place in subtitle or speaker: 石渚县县长 周砚平."""
    return _in_lines(document, document.head)


def place_of_first_lines(document: Document) -> Stated | None:
    """The place that the first lines name most; one named before those that lie in it wins a tie."""
    places = _by_weight(document, HEAD)
    tied = [place for place in places[1:] if place.weight == places[0].weight]
    if any(_breadth(places[0].name) >= _breadth(place.name) for place in tied):
        return None
    return _weighed(document, places, ISSUED, is_tied=bool(tied))


def place_of_whole_text(document: Document) -> Stated | None:
    """The place that the whole text names most by far, where it speaks of 全县, 我市 and the like."""
    if len(SELF.findall(document.text)) < 2:
        return None
    places = _by_weight(document, len(document.text))
    if len(places) > 1 and places[0].weight < CLEAR * places[1].weight:
        return None
    return _weighed(document, places, OFTEN)


def place_implied(document: Document) -> Stated | None:
    """A name in two frames that take a place, or in 建设法治…; far from sure: 让望泉群众满意，推动望泉高质量发展."""
    matches = [match for match in IMPLIED.finditer(document.text) if not NO_IMPLIED.search(match["place"])]
    often = Counter(match["place"] for match in matches)
    for match in matches:
        if often[match["place"]] > 1 or match["built"]:
            return Stated(match["place"], *match.span("place"), INFERRED - 0.1)
    return None


REGION = [
    of_the_centre,
    place_in_title,
    place_in_head,
    place_of_first_lines,
    place_of_whole_text,
    place_implied,
]


def _in_lines(document: Document, spans: list[Span]) -> Stated | None:
    for start, end in spans:
        if place := _in_line(document.text[start:end], document.text):
            return replace(place, start=start + place.start, end=start + place.end)
    return None


def _in_line(line: str, text: str) -> Stated | None:
    """The place in a line of the head: the last of a chain (省, 市, 县), else a short name, else an area."""
    if mentions := full_mentions(line, text):
        return _or_area(line, _last_of_chain(mentions))
    if short := next(short_mentions(line), None):
        return _or_area(line, short)
    return area_mention(line)


def _last_of_chain(mentions: list[Stated]) -> Stated:
    """The last of the places that follow the first one without a gap."""
    for before, after in pairwise(mentions):
        if after.start != before.end:
            return before
    return mentions[-1]


def _or_area(line: str, place: Stated) -> Stated:
    """A place in a line, or the area whose name it opens (兰州新区)."""
    area, end = area_behind(line, place.start, place.end)
    return Stated(area, end - len(area), end, PATTERN) if area else place


class _Place(NamedTuple):
    """A place with its weight, and where it is named first."""

    name: str
    weight: int
    span: Span


def _by_weight(document: Document, n_chars: int) -> list[_Place]:
    """Places named in the first characters, the heaviest first; an issuer (…省司法厅) counts three times."""
    weights: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for start, end in document.body:
        line = document.text[start : min(end, start + n_chars)]
        for place in _mentions(line, document.text):
            weights[place.value] += 1 + 2 * bool(ISSUER.match(line, place.end))
            first.setdefault(place.value, (start + place.start, start + place.end))
        n_chars -= len(line)
        if n_chars <= 0:
            break
    return [_Place(name, weights[name], first[name]) for name in sorted(weights, key=lambda n: (-weights[n], first[n]))]


def _mentions(line: str, text: str) -> Iterator[Stated]:
    """Places: the last of a chain, and not where a meeting is only held (在北京举行)."""
    full = full_mentions(line, text)
    chained = {before.end for before in full} & {after.start for after in full}
    covered = {offset for place in full for offset in range(place.start, place.end)}
    last = [place for place in full if place.end not in chained]
    for place in [*last, *(short for short in short_mentions(line) if short.start not in covered)]:
        is_venue = PLACE_OF.fullmatch(line, max(place.start - 1, 0), place.start) and MEETING.match(line, place.end)
        if not is_venue:
            yield place


def _weighed(document: Document, places: list[_Place], least: int, *, is_tied: bool = False) -> Stated | None:
    """The heaviest place; one that is named by a short name needs weight."""
    if not places:
        return None
    name, weight, span = places[0]
    is_full = document.text[span[1] - 1] == name[-1]
    if not is_full and weight < least:
        return None
    bearers = len(resolve(name, document.text))
    stated = Stated(name, *span, PATTERN if weight >= ISSUED and not is_tied else INFERRED)
    return stated.at_most(UNLISTED if not bearers else INFERRED if is_full and bearers > 1 else PATTERN)


def _breadth(name: str) -> int:
    return ORDER.index(wide_level(name))

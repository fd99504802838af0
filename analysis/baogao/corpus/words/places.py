"""Places of China: the gazetteer, and which place a text names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from pydantic import BaseModel

from baogao.corpus.words.rules import rule
from baogao.paths import lexicon_path
from baogao.tables import Count, FilledIn, read_rows

ORDER = ("province", "city", "county")
LEVELS = {"省": "province", "市": "city", "州": "city", "县": "county", "区": "county"}
# A place that the gazetteer lacks: at the start of a phrase, as that of a committee, or behind one that it lies in.
UNKNOWN, COMMITTEE, INSIDE = rule("places", "unknown"), rule("places", "committee"), rule("places", "inside")
FIRST_ELSEWHERE = "710000"  # codes from here on: Taiwan, Hong Kong, Macao
NO_PLACE = rule("places", "no-place")  # words that end as a place does
# Names that any town has: places only behind the one they lie in; and words that a name is part of.
WORDS, ORDINARY = rule("places", "word"), rule("places", "ordinary")
ALONE = ("东城区", "西城区")  # these stand alone too, but not for a part of another town


class PlaceRow(BaseModel):
    """What one row of ``places.tsv`` may hold."""

    code: Count
    name: FilledIn
    short: str
    level: Literal["province", "city", "county"]
    parent: str
    source: FilledIn


class Place(NamedTuple):
    """A place of the gazetteer; ``parent`` is the code of the place that it lies in."""

    code: str
    name: str
    short: str
    level: str
    parent: str


class Mention(NamedTuple):
    """A place named in a text: its full name, level and offsets, and whether the gazetteer knows it."""

    name: str
    level: str
    start: int
    end: int
    known: bool


@cache
def load_places() -> dict[str, tuple[Place, ...]]:
    """Places of the gazetteer by full name, autonomous counties also without their peoples; several can bear a name.

    They are provinces, cities and counties of GB/T 2260 with those that it listed earlier; of the bearers
    of a name those of today come first.

    Examples
    --------
    >>> load_places()["成都市"][0].level, len(load_places()["朝阳区"])
    ('city', 2)
    """
    table = read_rows(lexicon_path("places.tsv"), PlaceRow)
    places = [Place(*map(str, row)) for row in table[list(Place._fields)].itertuples(index=False)]
    named: dict[str, tuple[Place, ...]] = {}
    for place in places:
        named[place.name] = (*named.get(place.name, ()), place)
    for place in places:
        for kind in ("自治县", "自治旗"):
            if place.name.endswith(kind):  # 石柱自治县, 石柱县
                named.setdefault(place.short + kind, (place,))
                named.setdefault(place.short + kind[-1], (place,))
    return named


@cache
def short_names() -> dict[str, str]:
    """Full names of provinces and cities by their short names (甘肃, 宜宾, 大理州); a province comes before a city.

    Of names that followed one another (昌都地区, 昌都市) the newest is meant. Short names of counties
    are left out: too many of them are words.

    Examples
    --------
    >>> short_names()["内蒙古"], short_names()["宜宾"], "平安" in short_names()
    ('内蒙古自治区', '宜宾市', False)
    >>> short_names()["海南"], short_names()["海南州"]
    ('海南省', '海南藏族自治州')
    """
    # The table lists what is former last, so that in reverse order the newest bearer of a name stands.
    places = [place for same in reversed(load_places().values()) for place in same if place.short]
    by_level = {level: {p.short: p.name for p in places if p.level == level} for level in ("city", "province")}
    prefectures = {f"{short}州": name for short, name in by_level["city"].items() if name.endswith("自治州")}
    return by_level["city"] | by_level["province"] | prefectures


def find_places(text: str) -> Iterator[Mention]:
    """Find places by their full names, in order; the longest name wins.

    Names of the gazetteer count anywhere, other names by their last character (市, 县 …) where they open a phrase
    or follow a place that they lie in. What follows another name belongs to it (成都市青羊区: two mentions).

    Examples
    --------
    >>> [(m.name, m.level, m.known) for m in find_places("四川省成都市青羊区，澜州市")]
    [('四川省', 'province', True), ('成都市', 'city', True), ('青羊区', 'county', True), ('澜州市', 'city', False)]
    """
    listed = _automaton(short=False).find_matches_as_indexes(text, overlapping=True)
    names = {start: text[start:end] for _, start, end in sorted(listed, key=lambda match: match[2])}  # the longest ones
    matches = [match for pattern in (UNKNOWN, COMMITTEE) for match in pattern.finditer(text)]
    unknown = {match.start("name"): match["name"] for match in matches if not NO_PLACE.fullmatch(match["name"])}
    last = Mention("", "", 0, 0, known=False)
    for start in sorted({*names, *unknown}):
        position = start
        while position >= last.end and (mention := _mention(text, position, last, names, unknown)):
            yield mention
            last, position = mention, mention.end


def _mention(
    text: str, start: int, last: Mention, names: Mapping[int, str], unknown: Mapping[int, str]
) -> Mention | None:
    """The place named at a position, behind the last one: one of the gazetteer before any other."""
    if known := _known(text, last, start, names.get(start, "")):
        place = load_places()[known][0]
        return Mention(place.name, place.level, start, start + len(known), known=True)
    if name := unknown.get(start, "") or _inside(text, last, start):
        return Mention(name, LEVELS[name[-1]], start, start + len(name), known=False)
    return None


@cache
def _automaton(*, short: bool) -> AhoCorasick:
    """Finds every full name, or of short names the longest ones from the left."""
    names, kind = (short_names(), MatchKind.LeftmostLongest) if short else (load_places(), MatchKind.Standard)
    return AhoCorasick(names, kind, implementation=Implementation.ContiguousNFA)


def _known(text: str, last: Mention, position: int, name: str) -> str:
    """A name of the gazetteer, unless it is a word or part of one there."""
    before = last.name if last.end == position else ""
    is_word = WORDS.fullmatch(name) and not _is_named(name, before)
    if is_word or (ORDINARY.match(text, position) and not before):
        return ""
    return "" if text.startswith("圈", position + len(name)) else name  # 南昌都市圈 names no 昌都市


def _is_named(name: str, before: str) -> bool:
    """Whether a name that is a word as well is a name: behind the place that it lies in, or alone and no word."""
    if not before:
        return name in ALONE
    return any(up.name == before for place in load_places()[name] for up in above(place))


def _inside(text: str, last: Mention, position: int) -> str:
    """A name that the gazetteer lacks, right behind a place of a higher level."""
    match = INSIDE.match(text, position) if last.name and last.end == position else None
    if not match or NO_PLACE.fullmatch(match["name"]):
        return ""
    return match["name"] if ORDER.index(LEVELS[match["name"][-1]]) > ORDER.index(last.level) else ""


def find_short_names(text: str) -> Iterator[tuple[int, str]]:
    """Short names of provinces and cities with their offsets, in order; the longest name wins."""
    for _, start, end in _automaton(short=True).find_matches_as_indexes(text):
        yield start, text[start:end]


def above(place: Place) -> Iterator[Place]:
    """Places that a place lies in, the nearest first."""
    codes = _by_code()
    while place.parent and place.parent in codes:
        place = codes[place.parent]
        yield place


@cache
def _by_code() -> dict[str, Place]:
    return {place.code: place for same in load_places().values() for place in reversed(same)}


def mainland_provinces() -> list[str]:
    """The provinces, regions and cities of that level that report to a people's congress of their own, by code.

    Examples
    --------
    >>> len(mainland_provinces()), mainland_provinces()[0]
    (31, '北京市')
    """
    provinces = {
        place.code: name for name, same in load_places().items() for place in same if place.level == "province"
    }
    return [name for code, name in sorted(provinces.items()) if code < FIRST_ELSEWHERE]

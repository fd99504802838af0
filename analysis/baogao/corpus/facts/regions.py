"""Place and level of a report, judged by its title, its head and its first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from baogao.corpus.facts.evidence import HEAD, INFERRED, PATTERN, UNLISTED, Facts, Found, Span
from baogao.corpus.words.areas import NATIONAL, area_alone, area_behind, is_area
from baogao.corpus.words.centre import BODIES, SPEAKS
from baogao.corpus.words.namesakes import resolve, told_apart
from baogao.corpus.words.places import LEVELS, ORDER, Mention, find_places, find_short_names, short_names

CENTRAL = re.compile(
    r"国务院|党中央|中共中央|中国共产党(?:第.{1,4}[届次]|中央)|全国人民代表大会|中央委员会|中央纪律检查委员会"
    rf"|{BODIES['司法部']}"
)
# The body that speaks, in the first lines of a text without a title.
CENTRAL_VOICE = re.compile(
    r"代表(?:中华人民共和国)?国务院|受(?:中共中央|党中央|国务院)(?:和国务院)?的?委托|代表(?:中国共产党)?第.{1,4}届中央委员会|受.{1,4}届中央委员会委托|代表中央(?:人民政府|委[员員][会會])"
    r"|代表(?:党中央|中国政府)|中共中央总书记|中华人民共和国主席|^第?十.{0,2}届全国(?:人大|政协)|^全国(?:人大常委会|政协)"
    r"|^(?:中国共产党(?:第.{1,4}届中央|中央|第.{1,4}次全国代表大会)|第.{1,4}届全国人民代表大会|中共中央)"
    r"|^(?:\d{1,2}月\d{1,2}日，)?.{0,24}《中共中央|播发.{0,20}中共中央|根据国务院的?决定"
    r"|^.{0,60}(?:国务院(?:常务|党组|全体)会议|中央政治局.{0,16}(?:会议|集体学习))"
)
PREMIER = re.compile(r"总理(?:在报告中)?[^，。]{0,12}?(?:指出|说|强调)")
PREMIER_TELLS = 3  # times that what the premier says must be told, in a report of what he said
ISSUER = re.compile(r"(?:人民)?(?:政府|法院|检察院)|委|司法[厅局]|人大|公安|全面依法|第.{1,4}届|司法行政|召开")
# How a text calls its own place: 全省, 我市, 区政府 …
SELF = re.compile(
    r"[全我本](省|市|县|区|州)(?!域|别)|(?<![\u4e00-\u9fff])(省|市|县|区|州)(?:委|政府|人大|法院|检察院|司法[厅局])"
)
ABROAD = re.compile(r"上海(?:合作组织|精神)|北京(?:时间|冬奥|奥运)|香山论坛")  # a place in the name of something else
NO_NAME = re.compile(r"[受由经为以据跨][省市县区州]")  # a word before a body's own place, 跨省
VENUE = re.compile(
    r"(?:人民大会堂)?(?:隆重|胜利)?(?:召开|举行|开幕|闭幕|出席)"
)  # behind the place where a meeting is held
# A place that is named without 市 or 县, in frames that take the name of a place.
IMPLIED = re.compile(
    r"(?:建设(?:法治|平安|美丽|幸福)|谱写|让|着|推动)([\u4e00-\u9fff]{2})(?=高质量发展|的老?百姓|的?群众|人民|篇章|[、，,。！])"
)
NO_PLACE = re.compile(
    r"中国|国家|社会|政府|乡村|校园|家园|城市|经济|广大|人民|所有|更多|全体|全[省市县区]|企业|产业|农业|工业|事业|工作"
)
ISSUED, OFTEN = 3, 6  # weights of a place in the first lines and in the whole text


def is_central(facts: Facts) -> bool:
    """Whether a body of the centre speaks: by the title, the occasion or the first lines."""
    named = facts.read(facts.title, *facts.head)
    if named_places(named):
        return False
    if CENTRAL.search(named) or any(SPEAKS.match(facts.text, *span) for span in (*facts.titles, *facts.head)):
        return True
    return bool(CENTRAL_VOICE.search(facts.opening)) or len(PREMIER.findall(facts.text)) >= PREMIER_TELLS


def region(facts: Facts) -> Found | None:
    """Place that a report is about, its offsets and a confidence; None for the centre or when none is named.

    Title and head come first, then the place that the first lines name most or as an
    issuer, then, if the text speaks of 全省, 我县 and the like, one that it names most.
    """
    if is_central(facts):
        return None
    for spans in (facts.titles, facts.head):
        for span in spans:
            if found := _named(facts, span):
                return found
    found = _counted(facts, HEAD, ISSUED)
    if not found and len(SELF.findall(facts.text)) >= 2:
        found = _counted(facts, len(facts.text), OFTEN)
    return found or _implied(facts)


def _named(facts: Facts, span: Span) -> Found | None:
    """The place in a line of the head: the last of a chain (省, 市, 县), else a short name."""
    told = facts.text[slice(*span)]
    mentions = named_places(told, facts.text)
    if mentions:
        last = mentions[0]
        for before, after in pairwise(mentions):
            if after.start != before.end or before is not last:
                break
            last = after
        return _or_area(facts, span, (last.name, (last.start, last.end), sureness(last, facts.text)))
    for at, name, size in short_mentions(told):
        return _or_area(facts, span, (name, (at, at + size), PATTERN))
    area, start = area_alone(told)
    return (area, (span[0] + start, span[0] + start + len(area)), area_sureness(area)) if area else None


def area_sureness(area: str) -> float:
    """Tell how surely the name of an area that no place stands before is one."""
    return PATTERN if area in NATIONAL else UNLISTED


def _or_area(facts: Facts, line: Span, found: Found) -> Found:
    """A place in a line, by its offsets there, or the area whose name it opens (兰州新区); with offsets in the text."""
    name, (start, end), sure = found
    area, end = area_behind(facts.text[slice(*line)], start, end)
    start = end - len(area) if area else start
    return area or name, (line[0] + start, line[0] + end), PATTERN if area else sure


def named_places(told: str, text: str = "") -> list[Mention]:
    """Places named in full; 受市 of 受市人民政府委托 and the like are none.

    A name that several bear has that of the place above it before it (南京市鼓楼区), where what stands
    before it, the line or the text tells which is meant.
    """
    places = [place for place in find_places(told) if place.known or not NO_NAME.fullmatch(place.name)]
    before = {place.end: place.name for place in places}
    return [p._replace(name=told_apart(p.name, before.get(p.start, ""), told, text)) for p in places]


def sureness(mention: Mention, text: str) -> float:
    """Tell how surely a mention is the place of that name: less so when several bear it, or the gazetteer lacks it."""
    return (
        PATTERN if mention.known and len(resolve(mention.name, text)) == 1 else INFERRED if mention.known else UNLISTED
    )


def short_mentions(told: str) -> Iterator[tuple[int, str, int]]:
    """Offsets, full names and lengths of the short names in a text, in order."""
    for start, short in find_short_names(told):
        if not ABROAD.match(told, start):
            yield start, short_names()[short], len(short)


def _counted(facts: Facts, most: int, least: int) -> Found | None:
    """The place named most in the first characters, if it has weight enough and more than any other.

    An issuer (…省司法厅) counts three times; a place named before those that lie in it wins a tie.
    """
    weights: Counter[str] = Counter()
    first: dict[str, Span] = {}
    read = 0
    for start, end in facts.body:
        told = facts.text[start : min(end, start + most - read)]
        for at, name, size in _mentions(told, facts.text):
            weights[name] += 1 + 2 * bool(ISSUER.match(told, at + size))
            first.setdefault(name, (start + at, start + at + size))
        read += len(told)
        if read >= most:
            break
    if not weights:
        return None
    name, *rivals = sorted(weights, key=lambda name: (-weights[name], first[name]))
    tied = [rival for rival in rivals if weights[rival] == weights[name]]
    is_clear = all(ORDER.index(_level(name)) < ORDER.index(_level(rival)) for rival in tied)
    if least == OFTEN and rivals:
        is_clear = weights[name] >= 3 * weights[rivals[0]]
    is_full = facts.text[first[name][1] - 1] == name[-1]  # no short name
    if not is_clear or not (is_full or weights[name] >= least):
        return None
    sure = PATTERN if weights[name] >= ISSUED and not tied else INFERRED
    bearers = len(resolve(name, facts.text))
    return name, first[name], min(sure, UNLISTED if not bearers else INFERRED if is_full and bearers > 1 else sure)


def _mentions(told: str, text: str) -> Iterator[tuple[int, str, int]]:
    """Offsets, names and lengths of places: the last of a chain, and not where a meeting is only held."""
    found = named_places(told, text)
    chained = {before.end for before in found} & {after.start for after in found}
    covered = {at for mention in found for at in range(mention.start, mention.end)}
    named = [(m.start, m.name, m.end - m.start) for m in found if m.end not in chained]
    for at, name, size in [*named, *(one for one in short_mentions(told) if one[0] not in covered)]:
        if told[at - 1 : at] != "在" or not VENUE.match(told, at + size):
            yield at, name, size


def _level(name: str) -> str:
    places = resolve(name, "")
    return places[0].level if places else LEVELS.get(name[-1], "county")


def _implied(facts: Facts) -> Found | None:
    """A name in two frames that take a place, or in 建设法治…; far from sure."""
    found = [m for m in IMPLIED.finditer(facts.text) if not NO_PLACE.search(m[1])]
    often = Counter(match[1] for match in found)
    for match in found:
        if often[match[1]] > 1 or match[0].startswith("建设"):
            return match[1], match.span(1), INFERRED - 0.1
    return None


def level(facts: Facts) -> Found | None:
    """Level of the body that speaks: that of its place, else how the text calls its own (全县, 我市)."""
    if is_central(facts):
        span = facts.title or (facts.body[0] if facts.body else (0, 0))
        return "central", span, PATTERN
    found = region(facts)
    if found and is_area(found[0]) and not resolve(found[0], ""):
        return None
    if found and (resolve(found[0], "") or found[0][-1] in LEVELS):
        return _level(found[0]), found[1], found[2]
    calls = Counter(match[1] or match[2] for match in SELF.finditer(facts.text))
    top = calls.most_common(2)
    if top and top[0][1] >= 2 and (len(top) < 2 or top[0][1] >= 2 * top[1][1]):
        first = next(m for m in SELF.finditer(facts.text) if (m[1] or m[2]) == top[0][0])
        return LEVELS[top[0][0]], first.span(), INFERRED
    return None

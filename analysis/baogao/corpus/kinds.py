"""Place, level and kind of a report, judged by its title, its head and its first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from baogao.corpus.head import INLINE_SALUTATION
from baogao.corpus.places import LEVELS, ORDER, Mention, find_places, load_places, resolve, short_names

Span = tuple[int, int]
Found = tuple[str, Span, float]

LABELLED, PATTERN, INFERRED = 0.95, 0.8, 0.5  # see `baogao.corpus.describe.Stated`
UNLISTED = 0.7  # a name that only its last character tells to be a place
HEAD = 400  # characters of the running text that are asked first
CENTRAL = re.compile(
    r"国务院|党中央|中共中央|中国共产党(?:第.{1,4}[届次]|中央)|全国人民代表大会|中央委员会|中央纪律检查委员会|司法部"
)
# The body that speaks, in the first lines of a text without a title.
CENTRAL_VOICE = re.compile(
    r"代表国务院|受国务院的?委托|代表(?:中国共产党)?第.{1,4}届中央委员会|受.{1,4}届中央委员会委托|代表中央(?:人民政府|委[员員][会會])"
    r"|代表(?:党中央|中国政府)|中共中央总书记|中华人民共和国主席|^十.{0,2}届全国人大|^全国人大常委会|^全国政协"
    r"|^(?:中国共产党(?:第.{1,4}届中央|中央|第.{1,4}次全国代表大会)|第.{1,4}届全国人民代表大会|中共中央)"
    r"|^(?:\d{1,2}月\d{1,2}日，)?.{0,24}《中共中央|播发.{0,20}中共中央"
)
ISSUER = re.compile(r"(?:人民)?(?:政府|法院|检察院)|委|司法[厅局]|人大|公安|全面依法|第.{1,4}届|司法行政|召开")
# How a text calls its own place: 全省, 我市, 区政府 …
SELF = re.compile(
    r"[全我本](省|市|县|区|州)(?!域|别)|(?<![\u4e00-\u9fff])(省|市|县|区|州)(?:委|政府|人大|法院|检察院|司法[厅局])"
)
# A place that is named without 市 or 县, in frames that take the name of a place.
IMPLIED = re.compile(
    r"(?:建设(?:法治|平安|美丽|幸福)|谱写|让|着|推动)([\u4e00-\u9fff]{2})(?=高质量发展|的老?百姓|的?群众|人民|篇章|[、，,。！])"
)
NO_PLACE = re.compile(
    r"中国|国家|社会|政府|乡村|校园|家园|城市|经济|广大|人民|所有|更多|全体|全[省市县区]|企业|产业|农业|工业|事业|工作"
)
# Cues of a genre in the title and subtitle, in order of precedence.
GENRES = {
    "resolution": r"(?:决定|决议)$",
    "work-report": r"工作报告$|政府工作报告|(?:代表大会|会议)上的报告",
    "speech": r"讲话|致辞|发言|演讲|的说明$",
    "communique": r"公报",
    "decision": r"决定$|决议$|的决定|的决议|中共中央.{2,40}建议$",
    "interview": r"访谈|专访|答.{0,6}记者问|对话",
    # Not what only tells the occasion: 在…大会第二次会议上, 向大会作….
    "meeting-report": r"(?:会议(?!室)|(?<!向)大会|座谈会|推进会|部署会)(?!.*上\W*$)",
    "annual-review": r"综述|述评|回顾|盘点|回眸|亮点|年终|这一年",
    "profile": r"纪实|侧记|记.{2,20}(?:局|院|所|同志)$|人物",
}
# Cues in the first lines.
OPENINGS = {
    "speech": r"就《.{2,60}》.{0,40}作.{0,12}说明",
    "decision": r"听取(?:和|并)?审议了.{2,60}|^第.{1,4}届全国人民代表大会.{2,10}会议听取了"
    r"|(?:播发|印发了?|公布了?)《?中共中央.{2,60}(?:决定|决议|建议)"
    r"|《中共中央.{2,60}(?:决定|决议|建议)》.{0,12}(?:公布|发布)",
    "work-report": r"(?:代表|受).{1,20}(?:作|提出)关于.{2,60}报告"
    r"|代表.{1,25}[，,]?\s*(?:向.{0,20}(?:大会|会议).{0,6})?(?:作|报告).{0,14}(?:工作|报告)"
    r"|向大会作.{0,10}报告|作政府工作报告|报告政府工作",
    "communique": r"全体会议公报|^中国共产党第.{1,4}届中央.{0,10}委员会第.{1,4}次全体会议",
}
QUOTED = re.compile(r"([\u4e00-\u9fff]{2,3}?)(?:说|介绍|(?:随后)?告诉记者)(?=[，,。：:”]|$)", re.M)
MEETING = re.compile(r"会议(?:指出|强调|要求|提出|认为|听取|审议)")
HELD = re.compile(r".{0,80}(?:会议|大会|座谈会|推进会).{0,30}(?:召开|举行|闭幕|开幕)|.{0,60}召开.{0,30}会议")
LONG = 5000  # characters from which a speech to delegates is taken for a report
QUOTES = 3  # times that one person must be quoted to be portrayed
ISSUED, OFTEN = 3, 6  # weights of a place in the first lines and in the whole text


class Facts(NamedTuple):
    """A report in parts, as offsets: title, other lines of the head, salutation, body."""

    text: str
    title: Span | None
    head: list[Span]
    salutation: Span | None
    body: list[Span]
    is_interview: bool
    is_press: bool

    def read(self, *spans: Span | None) -> str:
        """Characters of some parts, one a line."""
        return "\n".join(self.text[slice(*span)] for span in spans if span)

    @property
    def opening(self) -> str:
        """The first characters of the body."""
        return self.read(*self.body[:4])[:HEAD]


def is_central(facts: Facts) -> bool:
    """Whether a body of the centre speaks: by the title, the occasion or the first lines."""
    named = facts.read(facts.title, *facts.head)
    if CENTRAL.search(named) and not any(find_places(named)):
        return True
    return not any(find_places(named)) and bool(CENTRAL_VOICE.search(facts.opening))


def region(facts: Facts) -> Found | None:
    """Place that a report is about, its offsets and a confidence; None for the centre or when none is named.

    Title and head come first, then the place that the first lines name most or as an
    issuer, then, if the text speaks of 全省, 我县 and the like, one that it names most.
    """
    if is_central(facts):
        return None
    for spans in ([facts.title] if facts.title else [], facts.head):
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
    mentions = list(find_places(told))
    if mentions:
        last = mentions[0]
        for before, after in pairwise(mentions):
            if after.start != before.end or before is not last:
                break
            last = after
        return last.name, (span[0] + last.start, span[0] + last.end), _sure(last, facts.text)
    for at, name, size in _short(told):
        return name, (span[0] + at, span[0] + at + size), PATTERN
    return None


def _sure(mention: Mention, text: str) -> float:
    """How surely a mention is the place of that name: less so when several bear it, or the gazetteer lacks it."""
    return (
        PATTERN if mention.known and len(resolve(mention.name, text)) == 1 else INFERRED if mention.known else UNLISTED
    )


def _short(told: str) -> Iterator[tuple[int, str, int]]:
    """Offsets, full names and lengths of the short names in a text, in order."""
    names, at = short_names(), 0
    while at < len(told):
        short = next((told[at : at + size] for size in (5, 4, 3, 2) if told[at : at + size] in names), "")
        if short:
            yield at, names[short], len(short)
        at += len(short) or 1


def _counted(facts: Facts, most: int, least: int) -> Found | None:
    """The place named most in the first characters, if it has weight enough and more than any other.

    An issuer (…省司法厅) counts three times; a place named before those that lie in it wins a tie.
    """
    weights: Counter[str] = Counter()
    first: dict[str, Span] = {}
    read = 0
    for start, end in facts.body:
        told = facts.text[start : min(end, start + most - read)]
        mentions = [(m.start, m.name, m.end - m.start) for m in find_places(told)]
        covered = {at + n for at, _, size in mentions for n in range(size)}
        for at, name, size in [*mentions, *(one for one in _short(told) if one[0] not in covered)]:
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
    is_full = facts.text[slice(*first[name])] == name
    if not is_clear or not (is_full or weights[name] >= least):
        return None
    sure = PATTERN if weights[name] >= ISSUED and not tied else INFERRED
    return name, first[name], sure if name in load_places() else min(sure, UNLISTED)


def _level(name: str) -> str:
    places = load_places().get(name, ())
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
    if found:
        places = load_places().get(found[0], ())
        if places or found[0][-1] in LEVELS:
            return _level(found[0]), found[1], found[2]
    calls = Counter(match[1] or match[2] for match in SELF.finditer(facts.text))
    top = calls.most_common(2)
    if top and top[0][1] >= 2 and (len(top) < 2 or top[0][1] >= 2 * top[1][1]):
        first = next(m for m in SELF.finditer(facts.text) if (m[1] or m[2]) == top[0][0])
        return LEVELS[top[0][0]], first.span(), INFERRED
    return None


def _joined(told: str) -> tuple[str, list[int]]:
    """A line without white space, as titles are spaced out or broken (报 告), and where its characters stood."""
    at = [number for number, char in enumerate(told) if not char.isspace()]
    return "".join(told[number] for number in at), at


def genre(facts: Facts) -> Found | None:
    """Kind of a report: an interview by its turns, else by cues of title, first lines, salutation and voice."""
    whole = facts.title or (facts.body[0] if facts.body else (0, 0))
    if facts.is_interview:
        return "interview", facts.body[0], LABELLED
    for span in ([facts.title] if facts.title else []) + facts.head:
        told, at = _joined(facts.read(span))
        for kind, pattern in GENRES.items():
            if match := re.search(pattern, told):
                kind = "decision" if kind == "resolution" else kind
                return kind, (span[0] + at[match.start()], span[0] + at[match.end() - 1] + 1), PATTERN
    for kind, pattern in OPENINGS.items():
        if re.search(pattern, facts.opening, re.M):
            return kind, facts.body[0], PATTERN
    if (
        facts.salutation
        and facts.read(facts.salutation).startswith(("各位代表：", "各位代表:", "各位代表！"))
        and len(facts.text) >= LONG
    ):
        return "work-report", facts.salutation, INFERRED
    if facts.salutation or INLINE_SALUTATION.match(facts.opening):
        return "speech", facts.salutation or facts.body[0], PATTERN
    body = facts.read(*facts.body)
    quoted = max(Counter(QUOTED.findall(body)).values(), default=0)
    if facts.is_press and quoted >= max(QUOTES, body.count("会议")):
        return "profile", whole, INFERRED
    is_meeting = len(MEETING.findall(body)) >= 2 or HELD.match(facts.opening)
    return ("meeting-report", whole, INFERRED) if is_meeting else None

"""Kind of a report: its genre, judged by its turns, its title, its first lines and its voice."""

from __future__ import annotations

import re
from collections import Counter

from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Facts, Found, joined
from baogao.corpus.layout.head import INLINE_SALUTATION
from baogao.corpus.layout.turns import is_asker

# Cues of a genre in the title and subtitle, in order of precedence.
GENRES = {
    "resolution": r"(?:决定|决议)$",
    "work-report": r"工作报告$|政府工作报告|(?:大会|会议)上的报告|^关于.{4,80}(?:计划|预算|决算|纲要).{0,30}的?报告",
    "speech": r"讲话|致辞|发言|演讲|的说明$",
    "communique": r"公报",
    "decision": r"决定$|决议$|的决定|的决议|中共中央.{2,40}建议$",
    "interview": r"访谈|专访|答.{0,6}记者问|对话",
    # Not what only tells the occasion: 在…大会第二次会议上, 向大会作….
    "meeting-report": r"(?:会议(?!室)|(?<!向)大会|座谈会|推进会|部署会)(?!.*上\W*$)",
    "annual-review": r"综述|述评|回顾|盘点|回眸|亮点|年终|这一年|工作总结|年度(?:工作)?报告"
    r"|(?:工作|建设)(?:进展|开展|完成|推进|落实)?情况的?(?:报告|总结)|法治政府建设(?:年度)?报告",
    "profile": r"纪实|侧记|记.{2,20}(?:局|院|所|同志)$|^[—―–－-]+记(?![者录住得叙述])[^。]{3,}|人物",
}
# Cues in the first lines.
OPENINGS = {
    "speech": r"就《.{2,60}》.{0,40}作.{0,12}说明",
    "decision": r"^.{0,24}人民代表大会.{2,12}会议听取(?:(?:和|并)?审议)?了"
    r"|(?:播发|印发了?|公布了?)《?中共中央.{2,60}(?:决定|决议|建议)"
    r"|《中共中央.{2,60}(?:决定|决议|建议)》.{0,12}(?:公布|发布)",
    # Who reports says so of himself: what the press tells of him is the report of a meeting.
    "work-report": r"(?:我(?!们)|现在)[^。；：]{0,12}"
    r"(?:(?<!大)代表|受(?=[^。]{2,30}委托)|根据(?=[^。]{2,20}决定))[^。；：]{2,50}?"
    r"(?:作|提出|报告)[^。；：]{0,60}?(?:工作|报告|情况)"
    r"|(?:我(?!们)|现在)[^。；：]{0,12}向(?:大会|.{2,30}会议)[^。；：]{0,16}(?:作|提出|报告)[^。；：]{0,60}?(?:工作|报告|情况)"
    r"|^.{0,20}国务院.{0,4}向.{4,30}提出关于.{4,60}报告"
    r"|^.{0,20}关于.{4,80}(?:计划|预算|决算|纲要).{0,30}的报告",
    "communique": r"全体会议公报|^中国共产党第.{1,4}届中央.{0,10}委员会第.{1,4}次全体会议",
}
TITLED = re.compile("《[^《》]*》")
# What is learnt, compared or carried out, and names no kind of what is told: 讲话精神, 演讲比赛, 会议管理, 报告解读.
LEARNT = re.compile(
    r"(?:讲话|会议|大会|全会|报告|批示)(?:和[^，。]{2,12})?精神|发言人|(?:演讲|朗诵|征文)(?:比赛|大赛)|会议(?=管理|制度|纪律|服务)"
    r"|次会议(?=[^，。]{0,8}(?:代表|委员|议案|建议|提案))|政府工作报告(?=[^，。]{0,10}(?:解读|重点|任务|分工|目标))"
    r"|(?:图解|一图读懂|速览|解读)[^，。]{0,24}报告"
)
# A person by name with what the person is, or by an epithet: 某某某：山里的放水员, 山路上的“放水员”.
PERSON = "(?:[员长官师警兵匠医人者]|书记|卫士|先锋|模范)"
NAMED = re.compile(rf"(?P<name>[\u4e00-\u9fff·]{{2,4}})[:：](?P<what>[^。：:；！？]{{4,40}}{PERSON})[”\"」]?")
EPITHET = re.compile(rf".*的[“\"「][^“”\"「」]{{1,10}}{PERSON}[”\"」]")
QUOTED = re.compile(r"([\u4e00-\u9fff]{2,3}?)(?:说|介绍|(?:随后)?告诉记者)(?=[，,。：:”]|$)", re.M)
MEETING = re.compile(r"会议(?:指出|强调|要求|提出|认为|听取|审议)")
HELD = re.compile(
    r".{0,80}(?:会议|大会|座谈会|推进会).{0,30}(?:召开|举行|闭幕|开幕)|.{0,60}召开.{0,30}(?:会议|座谈会|推进会|研讨会)"
)
# What another's report says, told in the third person.
SPOKEN = re.compile(r"(?:总理|主席|书记|省长|市长|县长|区长)(在报告中)?[^，。]{0,12}?(?:指出|说|强调)")
# The note that a journal puts under what was said.
DELIVERED = re.compile(r"这是[^。]{4,80}(?:的讲话|的演讲|的致辞|讲话的(?:一|主要)部分)")
LONG = 5000  # characters from which a speech to delegates is taken for a report
QUOTES = 3  # times that one person must be quoted to be portrayed


def genre(facts: Facts) -> Found | None:
    """Kind of a report: an interview by its turns, else by cues of title, first lines, salutation and voice."""
    whole = facts.title or (facts.body[0] if facts.body else (0, 0))
    if facts.is_interview:
        return "interview", facts.body[0], LABELLED
    if cued := _cued(facts):
        return cued
    if portrayed := _portrayed(facts):
        return portrayed
    for kind, pattern in OPENINGS.items():
        if re.search(pattern, facts.opening, re.M):
            return kind, facts.body[0], PATTERN
    noted = DELIVERED.search(facts.text, *facts.body[-1]) if facts.body else None
    if noted:
        return "speech", noted.span(), PATTERN
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
    if len(MEETING.findall(body)) >= 2 or HELD.match(facts.opening):
        return "meeting-report", whole, INFERRED
    spoken = SPOKEN.findall(body)
    return ("work-report", whole, INFERRED) if any(spoken) and len(spoken) >= QUOTES else None


def _cued(facts: Facts) -> Found | None:
    """Kind that title, subtitle or speaker tell; what a title in 《》 names is no meeting or decision of its own."""
    for span in facts.titles + facts.head:
        told, at = joined(facts.read(span))
        told = LEARNT.sub(lambda found: " " * len(found[0]), told)
        own = TITLED.sub(lambda found: " " * len(found[0]), told)
        for kind, pattern in GENRES.items():
            if match := re.search(pattern, own if kind in ("decision", "meeting-report") else told):
                kind = "decision" if kind == "resolution" else kind
                return kind, (span[0] + at[match.start()], span[0] + at[match.end() - 1] + 1), PATTERN
    return None


def _portrayed(facts: Facts) -> Found | None:
    """A profile by its first line: who it is, told of again below, or far from sure an epithet of a person."""
    if facts.title and EPITHET.fullmatch(facts.read(facts.title)):
        return "profile", facts.title, INFERRED
    first = facts.title or (facts.body[0] if facts.body else (0, 0))
    named = NAMED.fullmatch(facts.text, *first)
    if named and named["name"] in facts.text[first[1] :] and not is_asker(named["name"]):
        return "profile", first, PATTERN
    return None

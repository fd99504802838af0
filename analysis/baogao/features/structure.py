"""What a report says of itself: title, date, outlet, place, kind, and its lines of furniture, headings, turns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any

from baogao.corpus.cleaning import Block, Removal
from baogao.corpus.describe import stated_date, stated_title
from baogao.corpus.passages import ASKERS, SPEAKER, Passage, heading_level, segment
from baogao.corpus.report import Report

OUTLET = re.compile(r"来源\s*[:：]\s*([\u4e00-\u9fff·]{2,16})")
REPORTER = re.compile(r"(?:[\u4e00-\u9fff]+·)?([\u4e00-\u9fff]{2,8}(?:报|网|台|社))(?:全媒体)?(?:记者|通讯员)")
PROVINCES = {
    short: short + tail
    for tail, names in {
        "省": "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 "
        "湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾",
        "市": "北京 天津 上海 重庆",
        "自治区": "内蒙古 西藏",
    }.items()
    for short in names.split()
} | {"广西": "广西壮族自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区"}
# A place at the start of a phrase; words such as 全市, 各地区, 城市 are none.
PLACE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:\d{4}年)?(?:在|关于|中共|专访|对话)?(?!在)"
    r"((?:(?![全各本该这我两城地社园山辖郊小灾景校学新])[\u4e00-\u9fff]){1,3}?)([市县区]|自治州)(?![场政民委域])"
)
CENTRAL = re.compile(r"国务院|党中央|中国共产党|全国人民代表大会|中央委员会|司法部")
MUNICIPALITIES = {"北京市", "天津市", "上海市", "重庆市"}
HEAD = 300  # characters of the running text that are asked for the place
# Cues of a genre in the title, in order of precedence.
GENRES = {
    "work-report": r"工作报告$|政府工作报告",
    "communique": r"公报",
    "decision": r"决定$|决议$|的决定|的决议",
    "speech": r"讲话|致辞|发言",
    "interview": r"访谈|专访|答记者问|对话",
    "meeting-report": r"会议(?!室)|大会|座谈会|推进会|部署会",
    "annual-review": r"综述|述评|回顾|盘点|回眸|亮点|年终|这一年",
    "profile": r"纪实|侧记|记.{2,20}(?:局|院|所|同志)$|人物",
}
RUN_IN = re.compile(r"([^。！？；：]{4,24})。(?=[^。]{10,})")


def structure(report: Report) -> dict[str, Any]:
    r"""Structure of a report as its text states it.

    Parameters
    ----------
    report : Report

    Returns
    -------
    dict of str to object
        As the layer ``structure`` of `baogao.features.annotate.annotate`.

    Examples
    --------
    >>> told = structure(Report("a", "澜州市普法工作会议召开\n一、普法\n今年开展普法。"))
    >>> told["title"], told["region"], told["level"], told["genre"], told["headings"]
    ('澜州市普法工作会议召开', '澜州市', 'city', 'meeting-report', [{'line': 2, 'level': 1, 'text': '一、普法'}])
    """
    passages, removals = segment(report)
    lines = _Lines(report.text)
    title = stated_title(report.text) or None
    headings = [*_headings(report.text, passages, lines, title), *_run_in(report.text, passages, lines)]
    headings.sort(key=lambda heading: int(heading["line"]))
    turns = _turns(report.text, passages, lines)
    region = _region(report.text, passages, title)
    return {
        "title": title,
        "date": stated_date(report.text) or None,
        "outlet": _outlet(report.text, removals),
        "region": region,
        "level": _level(title or "", region),
        "genre": _genre(title or "", headings, turns),
        "boilerplate": lines.of_furniture(removals),
        "captions": sorted({lines.at(b.start) for p in passages if p.role == "caption" for b in p.blocks}),
        "headings": headings,
        "turns": turns,
    }


class _Lines:
    """Line numbers, from 1, of offsets into a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def of_furniture(self, removals: list[Removal]) -> list[int]:
        taken = [r for r in removals if r.rule not in ("space", "line-break", "citation")]
        return sorted({line for r in taken for line in range(self.at(r.start), self.at(r.end - 1) + 1)})


def _headings(text: str, passages: list[Passage], lines: _Lines, title: str | None) -> Iterator[dict[str, Any]]:
    for passage in passages:
        for block in passage.blocks if passage.role == "heading" else ():
            told = block.read(text).strip()
            if told != title:
                level = 0 if told.startswith("——") else heading_level(told) or 1
                yield {"line": lines.at(block.start), "level": level, "text": told}


def _run_in(text: str, passages: list[Passage], lines: _Lines) -> Iterator[dict[str, Any]]:
    """First sentences that serve as headings: short, before a longer paragraph, two neighbours or more."""
    blocks = [block for passage in passages if passage.role in ("narration", "answer") for block in passage.blocks]
    sections = {block: passage.section for passage in passages for block in passage.blocks}
    leads = [RUN_IN.match(block.read(text).strip()) for block in blocks]
    for at, (block, lead) in enumerate(zip(blocks, leads, strict=True)):
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(blocks) and sections[blocks[n]] == sections[block]]
        if lead and any(leads[n] for n in beside):
            level = sections[block].count(".") + 2 if sections[block] != "0" else 1
            yield {"line": lines.at(block.start), "level": level, "text": lead[1], "run_in": True}


def _turns(text: str, passages: list[Passage], lines: _Lines) -> list[dict[str, Any]]:
    spoken = [(p.role, b) for p in passages if p.role in ("question", "answer") for b in p.blocks]
    opened = [(role, block, found[1]) for role, block in spoken if (found := SPEAKER.match(block.read(text).strip()))]
    often = {label for label, count in Counter(label for *_, label in opened).items() if count > 1}
    turns = [
        {"line": lines.at(block.start), "speaker": label, "role": role}
        for role, block, label in opened
        if label in often and label.endswith(ASKERS) == (role == "question")
    ]
    before = [b for p in passages if p.role == "narration" for b in p.blocks if turns and b.end < spoken[0][1].start]
    opening = [{"line": lines.at(before[0].start), "speaker": None, "role": "narration"}] if before else []
    return opening + turns


def _outlet(text: str, removals: list[Removal]) -> str | None:
    """Outlet of the line 来源, else the one whose reporter the byline names."""
    for pattern, rule in ((OUTLET, "dateline"), (REPORTER, "byline")):
        for removal in removals:
            found = pattern.search(text, removal.start, removal.end) if removal.rule == rule else None
            if found:
                return found[1]
    return None


def _region(text: str, passages: list[Passage], title: str | None) -> str | None:
    """The place that the title names, else the one that the first lines name most; a province in full, or twice."""
    running: list[Block] = [b for p in passages if p.role in ("narration", "heading") for b in p.blocks]
    body = " ".join(block.read(text) for block in running)[:HEAD]
    for told, least in ((title or "", 1), (body, 2)):
        places = [found[1] + found[2] for found in PLACE.finditer(told) if found[1][:2] not in PROVINCES]
        provinces = [n for short, n in PROVINCES.items() for _ in range(told.count(short) + told.count(n))]
        for names, enough in ((places, 1), (provinces, least)):
            place, count = Counter(names).most_common(1)[0] if names else ("", 0)
            if count >= enough:
                return place
    return None


def _level(title: str, region: str | None) -> str:
    if CENTRAL.search(title):
        return "central"
    if region is None:
        return "unknown"
    if region in MUNICIPALITIES or region in PROVINCES.values():
        return "province"
    return "city" if region[-1] in "市州" else "county"


def _genre(title: str, headings: list[dict[str, Any]], turns: list[dict[str, Any]]) -> str:
    if any(turn["role"] == "question" for turn in turns):
        return "interview"
    subtitle = " ".join(heading["text"] for heading in headings if heading["level"] == 0)
    for told in (title, subtitle):
        for genre, pattern in GENRES.items():
            if re.search(pattern, told):
                return genre
    return "other"

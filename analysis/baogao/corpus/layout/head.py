"""The head of a report: its title, subtitle, date, who speaks and to whom, before the body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from baogao.corpus.words.days import CHINESE_YEAR, DAY, YEAR_NOTE
from baogao.corpus.words.signatures import BODY, HAN, LETTERHEAD, SIGNERS

HeadRole = Literal["title", "subtitle", "date", "speaker", "salutation", "body"]

LINES = 12  # that are looked at
TITLE = re.compile(r"(?![（(]).[^。；：:;]{3,59}")
# A title in two parts. The words before a colon are none of the labels that begin a sentence, a table or a turn.
LABEL = re.compile(
    r".*(?:[电讯按说]|消息|指出|强调|表示|时间|日期|地点|地址|摘要|主题|导语|提示|关键词|嘉宾|单位|电话|编号|文号|人员|附件|出席|列席"
    r"|来源|作者|对象|目标|任务|内容|要求|原则|名称|姓名|提要|签发人|如下|包括)"
)
PARTED = re.compile(r"(?![（(])(?P<label>[^。；：:;]{2,40})[:：](?P<what>[^。；：:;]{4,50})(?<![，、])")
PAIRED = re.compile(r"[^。；：:;，]{4,28}；[^。；：:;，]{4,28}")
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*、|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|第[一二三四五六七八九十]{1,3}[，、章部]"
)
_DOCUMENT = "公报|决定|决议|建议|报告|讲话|说明|方案|规划|纲要|通报|致辞|演讲"
DOCUMENT = re.compile(rf"(?:{_DOCUMENT})$")
LONG_TITLE = re.compile(rf"[^。；：:;]{{0,40}}关于[^。；：:;]{{10,110}}(?:{_DOCUMENT}|意见|通知|办法|批复)")
# What stands above a title that its issuer has a line of its own before.
REST = re.compile(
    rf"关于.{{4,80}}|(?:\d{{4}}年|{CHINESE_YEAR}年).{{0,40}}(?:{_DOCUMENT}|意见|通知|总结|打算|计划|要点|综述|盘点)"
)
DASHES = re.compile(r"[-—–―－]{2,}")
# "…公报（2020年…通过）", "…讲话（2020年1月8日）习近平同志们：": a title with the note of its date in one line.
NOTED = re.compile(rf"([^。！？；（(]{{4,60}}?)\s*[（(]\s*(?={DAY.pattern})[^（()）]{{5,60}}[）)]")
NOTE = re.compile(rf"[（(]?\s*(?:{DAY.pattern})(?:[，,]?\s*{HAN}{{2,50}}|\s.{{2,16}})?\s*[）)]?")
OCCASION = re.compile(rf"[-—–―－]*\s*(?:{DAY.pattern})\s*.{{0,30}}?(?:在|向).{{4,80}}")
OFFICE = "省长|市长|县长|区长|州长|盟长|旗长|主席|总理|书记|局长|厅长|部长|院长|检察长|主任|会长|司长|处长"
NAME = rf"(?:{HAN}{{2,4}}|{HAN}(?:\s{{1,2}}{HAN}){{1,2}}|{HAN}+(?:·{HAN}+)+)"
SPEAKER = re.compile(
    rf"(?:{HAN}{{0,24}}(?:{OFFICE})\s+{NAME}|国务院(?:代)?总理\s*{NAME}|{HAN}{{2,3}}|{HAN}(?:\s{{1,2}}{HAN}){{1,2}})"
)
# The body that reports, on a line of its own before the salutation.
REPORTER = re.compile(rf"{HAN}{{2,20}}(?:局|厅|委员会|办公室|政府|院|调查队)")
AUTHOR = re.compile(rf"{BODY}\s+{NAME}")
# Bodies that a document is addressed to.
_ADDRESSED = rf"{HAN}{{0,14}}(?:委|政府|人大常委会|局|厅|部门|委员会|办公室|单位|院|企业|机构)"
ADDRESSEE = re.compile(rf"{_ADDRESSED}(?:[，、]\s*{_ADDRESSED})*[:：]")
ASKERS = ("记者", "网", "报", "台", "社", "主持人", "问", "提问", "网友", "观众", "Q")
ASKED = re.compile(r"问题(?:[一二三四五六七八九十]{1,3}|\d{1,2})")
SALUTATION = re.compile(
    r"(?:尊敬的|亲爱的|各位|同志|女士|先生|朋友|同胞|主席先生|全体)[^。；？：:]{0,50}[：:！!][\u200b-\u200f]*"
)
INLINE_SALUTATION = re.compile(r"(?:尊敬的|各位|同志们|女士们|同胞们|主席先生)[^。；？：:！]{0,50}[：:！!]")


def head_roles(lines: Sequence[str]) -> list[HeadRole]:
    """Tell what each of the first lines of a report is.

    Parameters
    ----------
    lines : sequence of str
        The report's blocks, page furniture left out, without white space around them.

    Returns
    -------
    list of str
        One role for each line; ``body`` from the first line on that belongs to none of the others, and behind
        the first `LINES` lines. A title is the first line below a letterhead when it is
        short and no sentence, numbered line, turn or salutation, or one of the next three when it names
        a kind of document; a second line is part of it when a subtitle, date, speaker or salutation follows,
        or when the first one names no more than those who issue it.

    Examples
    --------
    >>> head_roles(["在全县会议上的讲话", "周砚平", "（2021年3月）", "同志们：", "今天开会。"])
    ['title', 'speaker', 'date', 'salutation', 'body']
    """
    head = list(lines[:LINES])
    roles: list[HeadRole] = ["body"] * len(lines)
    title = _title(head)
    at = 0
    if title is not None:
        roles[title] = "title"
        at = title + 1
    while at < len(head):
        role = _role(head[at])
        following = _role(head[at + 1]) if at + 1 < len(head) else "body"
        if title is not None and role == "body":
            role = _behind(head, title, at, roles[at - 1], following)
        if role == "body":
            break
        roles[at] = role
        if role == "salutation":
            break
        at += 1
    return roles


def _behind(head: Sequence[str], title: int, at: int, before: HeadRole, following: HeadRole) -> HeadRole:
    """Role of a line that only its place behind the title tells."""
    line = head[at]
    if ADDRESSEE.fullmatch(line):
        return "salutation"
    is_signed = following != "body" or any(map(REPORTER.fullmatch, head[at + 1 : at + 2]))
    if not _is_joint(head, title, at) and (
        (REPORTER.fullmatch(line) and (is_signed or before == "speaker"))
        or (AUTHOR.fullmatch(line) and not DOCUMENT.search(line))
    ):
        return "speaker"
    return "title" if before in ("title", "date") and _continues(head, title, at) else "body"


def _title(head: Sequence[str]) -> int | None:
    first = next((number for number, line in enumerate(head) if not LETTERHEAD.fullmatch(line)), 0)
    for number, line in enumerate(head[: first + 4]):
        told = NOTED.match(line)
        short = told[1] if told else line
        role = _role(line)
        if role == "salutation":
            break
        if number < first or NUMBERED.match(line) or role != "body":
            continue
        if TITLE.fullmatch(short) and (number == first or (DOCUMENT.search(short) and "，" not in short)):
            return number
        if number == first and (LONG_TITLE.fullmatch(short) or _has_parts(short, head[number + 1 :])):
            return number
    return None


def _has_parts(line: str, after: Sequence[str]) -> bool:
    """Whether a first line is a title in two parts, and no turn, label or item of a list."""
    if PAIRED.fullmatch(line):
        return bool(after) and not after[0].endswith(("；", ";"))
    found = PARTED.fullmatch(line)
    if not found or not after or LABEL.fullmatch(found["label"]) or is_asker(found["label"]):
        return False
    return not any(other.startswith((found["label"] + "：", found["label"] + ":")) for other in after)


def is_asker(label: str) -> bool:
    """Whether a speaker's label is that of one who asks.

    Examples
    --------
    >>> is_asker("某报记者"), is_asker("网友“山里人”"), is_asker("问题一"), is_asker("周砚平")
    (True, True, True, False)
    """
    return label.endswith(ASKERS) or label.startswith(("网友", "观众")) or bool(ASKED.fullmatch(label))


def _role(line: str) -> HeadRole:
    if SALUTATION.fullmatch(line):
        return "salutation"
    if DASHES.match(line) or (OCCASION.fullmatch(line) and "。" not in line[:-1] and len(line) <= 100):
        return "subtitle"
    if NOTE.fullmatch(line) or YEAR_NOTE.fullmatch(line):
        return "date"
    return "speaker" if SPEAKER.fullmatch(line) else "body"


def _is_joint(head: Sequence[str], title: int, at: int) -> bool:
    """Whether a line is one of the bodies that stand, a line each, before the rest of a title, or that rest."""
    rest = next((n for n in range(title, len(head)) if not SIGNERS.fullmatch(head[n])), len(head))
    return title < rest < len(head) and at <= rest and bool(REST.fullmatch(head[rest]))


def _continues(head: Sequence[str], title: int, at: int) -> bool:
    """Whether a line goes on with the title, or says it again."""
    line = head[at]
    if not TITLE.fullmatch(line) or NUMBERED.match(line):
        return False
    if _is_joint(head, title, at):
        return True
    following = _role(head[at + 1]) if at + 1 < len(head) else "body"
    return line in head[title] or (at == title + 1 and following != "body" and line[-1] not in "！？，")

"""Where a report turns to its audience: salutations, and the closing with its appeal, thanks and signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from baogao.corpus.layout.head import NAME, NOTE, head_roles

HAN = "[\u4e00-\u9fff]"
AUDIENCE = (
    rf"(?:尊敬的|亲爱的)?(?:各位{HAN}{{2,4}}|(?:同志|同胞|朋友|女士|先生|同学|乡亲|战友)们|主席先生"
    rf"|(?<=尊敬的){HAN}{{2,10}}(?:先生|女士|阁下|主席|总统))"
)
ADDRESS = re.compile(rf"{AUDIENCE}(?:[、，,]\s*{AUDIENCE}){{0,5}}\s*[，,：:！!]")
APPEAL = re.compile(
    r"让我们|(?:会议|全会|大会|中央|国务院|政府)号召|万岁|奋斗[！!。]$|奋勇前进|紧密地?团结在|^希望(?:同志们|大家|各位)"
    r"|祝(?:愿|福)?[^。]{2,60}[！!]|请(?:大会|各位代表|予|同志们)?.{0,6}(?:审议|审查)(?:批准)?[。，]"
)
THANKS = re.compile(
    r"(?:最后[，,])?.{0,40}(?:谢谢|感谢)(?:大家|各位|你们|同志们)?[！!。]|.{0,20}(?:讲|报告|汇报)(?:到这里|完了|完毕)[。！!]"
    r"|此致|敬礼[！!]?|特此报告。?"
)
SIGNATURE = re.compile(
    rf"[^。！？；：，]{{2,30}}(?:委员会|政府|[局厅部院]|办公室|代表大会)|{NAME}"
    rf"|{HAN}{{2,16}}(?:主席|总理|省长|市长|县长|局长|书记)\s*{NAME}"
)
NOTES = re.compile(r"(?:附?注释?|注解)\s*[:：]?")  # what is left of notes behind a closing
SIGNED = 3  # lines of a signature at most


def salutations(lines: Sequence[str]) -> list[int]:
    """Numbers, from 0, of the lines that address the audience and hold nothing else.

    Parameters
    ----------
    lines : sequence of str
        The report's blocks in order, page furniture left out, without white space around them.

    Examples
    --------
    >>> salutations(["全县大会", "各位代表：", "修好了水渠。", "同志们！", "同志们，路还长。"])
    [1, 3]
    """
    opening = {number for number, role in enumerate(head_roles(lines)) if role == "salutation"}
    return [number for number, line in enumerate(lines) if number in opening or ADDRESS.fullmatch(line)]


def closings(lines: Sequence[str]) -> list[int]:
    """Numbers, from 0, of the lines that close a report: final appeal, wishes, thanks, signature and date.

    They run to the last line without a gap; a last line that ends with an exclamation mark is an appeal.

    Parameters
    ----------
    lines : sequence of str
        As for `salutations`.

    Examples
    --------
    >>> closings(["各位代表：", "修好了水渠。", "让我们再修十条渠！", "谢谢大家！", "2021年3月5日"])
    [2, 3, 4]
    """
    at = end = len(lines) - bool(lines and NOTES.fullmatch(lines[-1]))
    while at > 1 and end - at < SIGNED and (NOTE.fullmatch(lines[at - 1]) or SIGNATURE.fullmatch(lines[at - 1])):
        at -= 1
    signed = at
    while at > 1 and (_closes(lines[at - 1]) or (at == signed and lines[at - 1][-1:] in ("！", "!"))):
        at -= 1
    return list(range(at, end))


def _closes(line: str) -> bool:
    if ADDRESS.fullmatch(line):
        return False
    exclaims = bool(ADDRESS.match(line)) and line[-1] in "！!"
    return exclaims or bool(APPEAL.search(line)) or bool(THANKS.fullmatch(line))

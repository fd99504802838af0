"""Where a report turns to its audience: salutations, and the closing with its appeal, thanks and signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from baogao.corpus.layout.head import NAME, NOTE
from baogao.corpus.layout.lines import Line

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


def salutations(lines: Sequence[Line]) -> list[Line]:
    """Lines that address the audience and hold nothing else: those of the head, and those further below.

    Parameters
    ----------
    lines : sequence of Line
        All lines of a report; see `baogao.corpus.layout.layout.Layout.salutations`.
    """
    return [line for line in lines if line.head == "salutation" or ADDRESS.fullmatch(line.text)]


def closings(lines: Sequence[Line]) -> list[Line]:
    """Lines that close a report: final appeal, wishes, thanks, signature and date.

    They run to the last line without a gap; a last line that ends with an exclamation mark is an appeal.

    Parameters
    ----------
    lines : sequence of Line
        All lines of a report; see `baogao.corpus.layout.layout.Layout.closings`.
    """
    texts = [line.text for line in lines]
    start = end = len(texts) - bool(texts and NOTES.fullmatch(texts[-1]))
    while start > 1 and end - start < SIGNED and _signs(texts[start - 1]):
        start -= 1
    signed = start
    while start > 1 and (_closes(texts[start - 1]) or (start == signed and texts[start - 1][-1:] in ("！", "!"))):
        start -= 1
    return list(lines[start:end])


def _signs(line: str) -> bool:
    return bool(NOTE.fullmatch(line) or SIGNATURE.fullmatch(line))


def _closes(line: str) -> bool:
    if ADDRESS.fullmatch(line):
        return False
    exclaims = bool(ADDRESS.match(line)) and line[-1] in "！!"
    return exclaims or bool(APPEAL.search(line)) or bool(THANKS.fullmatch(line))

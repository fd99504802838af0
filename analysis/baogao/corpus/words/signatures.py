"""Bodies on lines of their own: who signs a document and when, its letterhead, and notes at its foot."""

from __future__ import annotations

import re

from baogao.corpus.words.days import CHINESE_YEAR, DAY

HAN = "[\u4e00-\u9fff]"
BODY = rf"{HAN}{{2,24}}?(?:局|厅|委|委员会|管委会|办公室|政府|院|部|总署|人大常委会|领导小组)"
BODIES = rf"{BODY}(?:[\s、]+{BODY})*"
SIGNERS = re.compile(BODIES)
# Above the title of a document: letterhead, number, who signed it.
LETTERHEAD = re.compile(
    rf"{BODIES}文件|{HAN}{{0,12}}\s*[〔\[［（(]\s*\d{{4}}\s*[〕\]］）)]\s*第?\s*\d{{1,4}}\s*号|签发人\s*[:：].{{1,20}}"
)
# Who signs and when, on one line.
SIGNATURE = re.compile(
    rf"[（(]?\s*(?P<who>{BODIES})[\s，,]*(?P<day>{DAY.pattern}|(?:\d{{4}}|{CHINESE_YEAR})年)\s*[）)]?"
)
# What stands below a signature, or is put beside the text by those who publish it.
FOOT = re.compile(
    r"[（(]?\s*(?:印章|公章|盖章|此(?:件|页)[^。]{2,20}|联系(?:人|电话)\s*[:：].{2,30})\s*[）)]?|[^。]{2,40}\d{1,2}月\d{1,2}日印发"
    r"|[（(]\s*(?:责任)?(?:编辑|责编|校对|审核|作者)[^（()）]{2,20}[）)]|抄送\s*[:：].{2,80}"
)


def is_foot(line: str) -> bool:
    """Whether a line stands below a signature or is a note of those who print: （印章）, …印发.

    Examples
    --------
    >>> is_foot("（此件公开发布）"), is_foot("石渚县人民政府办公室 2023年1月10日印发"), is_foot("印章刻制工作")
    (True, True, False)
    """
    return bool(FOOT.fullmatch(line))

"""What stands above a title, before it and around it, in files of attachments, of lists and of accounts."""

from __future__ import annotations

import re

# A line above the title: the number of an attachment, the request to follow an account, arrows.
ABOVE = re.compile(r"附件\s*\d{0,2}\s*[:：]?|点击[^。；]{0,8}(?:蓝字|蓝色字|关注)[^。；]{0,12}|[↑↓▲▼△▽⬆⬇👆👇\s]+")
BEFORE = re.compile(r"\s*(?:(?:标题|题目)\s*[:：]\s*|\d{1,2}\s*[.．、]\s*(?=[^\d\s]))?")
LABELLED_TITLE = re.compile(r"(?:标题|题目)\s*[:：]\s*(?P<title>[^\s:：][^:：\n]{3,60}?)\s*(?:\n|$)")
IN_BOOK_MARKS = re.compile("《([^《》]{4,})》")


def bare_title(line: str) -> tuple[int, int]:
    """Where a title begins and ends on its line, without its label, its number in a list and marks of a book.

    Examples
    --------
    >>> for line in ("标题：石渚县工作总结", "1.石渚县工作总结", "《石渚县工作总结》", "学习《石渚县工作总结》"):
    ...     print(line[slice(*bare_title(line))])
    石渚县工作总结
    石渚县工作总结
    石渚县工作总结
    学习《石渚县工作总结》
    """
    before = BEFORE.match(line)
    start, end = before.end() if before else 0, len(line.rstrip())
    return (start + 1, end - 1) if IN_BOOK_MARKS.fullmatch(line, start, end) else (start, end)

"""Bodies on lines of their own: who signs a document and when, its letterhead, and notes at its foot."""

from __future__ import annotations

from baogao.corpus.words.rules import rules

SIGNATURES = rules("signatures")
SIGNERS, LETTERHEAD = SIGNATURES["signers"], SIGNATURES["letterhead"]
SIGNATURE = SIGNATURES["signature"]  # who signs and when, on one line


def is_foot(line: str) -> bool:
    """Whether a line stands below a signature or is a note of those who print: （印章）, …印发.

    Examples
    --------
    >>> is_foot("（此件公开发布）"), is_foot("石渚县人民政府办公室 2023年1月10日印发"), is_foot("印章刻制工作")
    (True, True, False)
    """
    return bool(SIGNATURES["foot"].fullmatch(line))

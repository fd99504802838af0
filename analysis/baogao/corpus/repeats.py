"""Paragraphs that stand more than once in a report: how much of it they are, and left out on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress, groupby

from baogao.corpus.cleaning import Block, Removal, clean
from baogao.corpus.report import Report

MIN_CHARS = 40  # shorter blocks (salutations, headings) recur without being copies
RULE = "repeat"


def parted(report: Report) -> tuple[list[Block], list[Removal]]:
    r"""Part a report's text into blocks and removals, of which repeats are one if it shall be read without them.

    Parameters
    ----------
    report : Report

    Returns
    -------
    blocks : list of Block
    removals : list of Removal
        As `baogao.corpus.cleaning.clean`, and for a report `without_repeats` every stretch of
        blocks that all stand earlier in it, if one of them has 40 characters (rule ``repeat``):
        headings between copied paragraphs go with them, a heading that recurs alone stays.

    Examples
    --------
    >>> half = "一、普法\n" + "依法行政" * 12 + "。\n"
    >>> blocks, removals = parted(Report("a", half + half, without_repeats=True))
    >>> len(blocks), [(r.start, r.end) for r in removals if r.rule == "repeat"]
    (2, [(55, 59), (60, 109)])
    """
    blocks, removals = clean(report.text)
    if not report.without_repeats:
        return blocks, removals
    repeats = list(compress(blocks, _repeats(_bodies(report.text, blocks))))
    removals += [Removal(start, end, RULE) for block in repeats for start, end in block.pieces]
    taken = set(repeats)
    return [block for block in blocks if block not in taken], sorted(removals)


def repeated_share(report: Report) -> float:
    r"""Share of a report's characters that lie in paragraphs standing there more than once.

    Parameters
    ----------
    report : Report

    Returns
    -------
    float
        From 0 to 1; of paragraphs of at least 40 characters. 0 for an empty report.

    Examples
    --------
    >>> paragraph = "依法行政" * 12
    >>> repeated_share(Report("a", f"{paragraph}\n{paragraph}\n普法。"))
    0.9696969696969697
    """
    bodies = _bodies(report.text, parted(report)[0])
    counts = Counter(body for body in bodies if len(body) >= MIN_CHARS)
    total = sum(map(len, bodies))
    return sum(len(body) * n for body, n in counts.items() if n > 1) / total if total else 0.0


def _bodies(text: str, blocks: Sequence[Block]) -> list[str]:
    """Characters of each block, white space aside."""
    return ["".join(block.read(text).split()) for block in blocks]


def _repeats(bodies: Sequence[str]) -> list[bool]:
    """Whether each block belongs to a stretch of blocks that stand earlier, one of them long."""
    first = {body: number for number, body in reversed(list(enumerate(bodies)))}
    repeats: list[bool] = []
    for is_known, stretch in groupby(enumerate(bodies), key=lambda each: first[each[1]] < each[0]):
        lengths = [len(body) for _, body in stretch]
        repeats += [is_known and max(lengths) >= MIN_CHARS] * len(lengths)
    return repeats

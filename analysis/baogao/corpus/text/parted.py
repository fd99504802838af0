"""Texts that a program has cut into words, or set every character or line of them twice: told, not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from baogao.corpus.words.damaged import GAP, HAN_RUN, TWICE
from baogao.corpus.words.spacing import INVISIBLE

LEAST_GAPS, LONGEST_WORDS = 30, 3.2  # gaps of one kind, and Chinese characters to each of them: a sentence has more
SINGLE = 1.4  # characters to a gap where each of them is set apart
LEAST_TWICE, SHARE_TWICE = 20, 0.6  # characters that stand twice in a row, and their share of all
LEAST_LINES, SHARE_LINES = 4, 0.6  # lines that repeat the one above them, and their share of every other line
ASKED_FOR = "import it as it was before"
LABELS = re.compile(rf"[^\W_]+|\s+|[{INVISIBLE}]+")  # numbers of words and their parts of speech
# Single characters apart by a blank or two are read; those on lines, or apart by marks of these, are told as such.
TOLD_ELSEWHERE = frozenset({"", "\n", *"/·|_.-~"})
NAMES = {"": "blanks", "\n": "line ends"}


def parted(text: str) -> Iterator[str]:
    r"""A line on a text whose words or characters are parted by one mark, and on one in which all stands twice.

    Examples
    --------
    >>> list(parted("依法/行政/普法/" * 15))
    ["is cut into words by '/' in 44 places, the first at offset 2: import it as it was before"]
    >>> list(parted("依依法法行行政政" * 9))
    ['holds each character twice in 36 places, the first at offset 0: import it as it was before']
    """
    n_chars = sum(len(run) for run in HAN_RUN.findall(text))
    yield from _cut(text, n_chars)
    twice = [match.start() for match in TWICE.finditer(text)]
    if len(twice) >= LEAST_TWICE and 2 * len(twice) >= SHARE_TWICE * n_chars:
        yield f"holds each character twice in {len(twice):,} places, the first at offset {twice[0]}: {ASKED_FOR}"
    yield from _lines_twice(text)


def _cut(text: str, n_chars: int) -> Iterator[str]:
    """A line on words or characters that stand apart by the same mark, blank or line end all through a text."""
    gaps = [(_kind(match[0]), match.start()) for match in GAP.finditer(text)]
    counts = Counter(kind for kind, _ in gaps)
    if not counts:
        return
    kind, n_gaps = counts.most_common(1)[0]
    size = n_chars / n_gaps
    if n_gaps < LEAST_GAPS or size > LONGEST_WORDS or (size < SINGLE and kind in TOLD_ELSEWHERE):
        return
    first = next(start for one, start in gaps if one == kind)
    how = "has its characters set apart by" if size < SINGLE else "is cut into words by"
    yield f"{how} {NAMES.get(kind, repr(kind))} in {n_gaps:,} places, the first at offset {first}: {ASKED_FOR}"


def _kind(gap: str) -> str:
    """What parts two words: its marks, else a line end, else many blanks, else nothing that can be seen."""
    marks = LABELS.sub("", gap)
    if marks or "\n" not in gap:
        return marks or (gap if len(gap) > 2 and not gap.strip() else "")
    return "\n"


def _lines_twice(text: str) -> Iterator[str]:
    """A line on lines that each repeat the one above them."""
    before, start, n_lines = "", 0, 0
    places: list[int] = []
    for line in text.split("\n"):
        if bare := line.strip():
            n_lines += 1
            is_twice = bare == before
            places += [start] if is_twice else []
            before = "" if is_twice else bare
        start += len(line) + 1
    if len(places) >= LEAST_LINES and 2 * len(places) >= SHARE_LINES * n_lines:
        yield f"holds each line twice in {len(places):,} places, the first at offset {places[0]}: {ASKED_FOR}"

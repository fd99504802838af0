"""What stands in a text and is passed over when it is read: blanks between characters, and marks of no width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baogao.corpus.words.spacing import FILLER, INVISIBLE, MAY_BE_APART, idle_blanks

NO_WIDTH = re.compile(f"[{INVISIBLE}]")


def passed_over(text: str) -> Iterator[str]:
    r"""What reading a text passes over, a line each: what it is, in how many places, and the offset of the first.

    Blanks are meant between characters that are set apart by them (see `baogao.corpus.words.spacing.idle_blanks`);
    a lone one within a slogan is passed over only where that slogan is looked for, and is not told.

    Examples
    --------
    >>> list(passed_over("普\u200b法\u00ad工作\n依 法 行 政"))[0]
    'blanks between characters were passed over in 3 places, the first at offset 8'
    >>> list(passed_over("普\u200b法\u00ad工作"))
    ['invisible marks (of no width) were passed over in 2 places, the first at offset 1']
    >>> list(passed_over("依法行政，Open AI"))
    []
    """
    for what, starts in (
        ("blanks between characters", _idle(text)),
        ("invisible marks (of no width)", [match.start() for match in NO_WIDTH.finditer(text)]),
        ("blanks of other scripts (Korean, Braille)", [match.start() for match in FILLER.finditer(text)]),
    ):
        if starts:
            places = "1 place" if len(starts) == 1 else f"{len(starts):,} places"
            yield f"{what} were passed over in {places}, the first at offset {starts[0]}"


def _idle(text: str) -> list[int]:
    """Offsets of the blanks that part nothing, line by line."""
    starts: list[int] = []
    position = 0
    for line in text.split("\n") if MAY_BE_APART.search(FILLER.sub(" ", text)) else ():
        starts += [position + start for start, _ in idle_blanks(line)]
        position += len(line) + 1
    return starts

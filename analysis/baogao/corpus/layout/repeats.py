"""Text that stands more than once in a report: stretches copied from further above, and the lines they take up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from baogao.corpus.words.marks import SENTENCE_END

LEAST = 100  # letters and figures of a copied stretch: a refrain or a formula is shorter
SEED = LEAST // 2  # any stretch of LEAST holds a whole seed of its source
HEADING = 40  # letters that a heading has at most
Span = tuple[int, int]


class Copy(NamedTuple):
    """A stretch that stands further above too: its start, its length, and the start of its source."""

    start: int
    length: int
    source: int


def repeated_share(text: str, spans: Sequence[Span]) -> float:
    """Share, from 0 to 1, of the letters and figures of some spans (paragraphs) that stand in them more than once.

    Both copies count. Stretches of at least 100 letters and figures count, whatever their widths, punctuation,
    white space and paragraphs. 0 where there is nothing.

    Examples
    --------
    >>> half = "".join(chr(0x4E00 + number) for number in range(120))
    >>> repeated_share(f"{half}。{half}普法。", [(0, 244)])
    0.9917355371900827
    """
    letters, _ = _letters(text, spans)
    stands_twice = bytearray(len(letters))
    for start, length, source in copies(letters):
        stands_twice[start : start + length] = stands_twice[source : source + length] = b"\1" * length
    return sum(stands_twice) / len(letters) if letters else 0.0


def repeated_lines(text: str, lines: Sequence[Span]) -> list[bool]:
    """Tell which lines hold nothing but copies of what stands above them.

    A heading behind the last copied paragraph is none where other text follows: that text is under it.

    Examples
    --------
    >>> half = "".join(chr(0x4E00 + number) for number in range(120))
    >>> repeated_lines(f"{half}。{half}。一、普法", [(0, 121), (121, 242), (242, 246)])
    [False, True, False]
    """
    letters, offsets = _letters(text, lines)
    copied = {offset for copy in copies(letters) for offset in offsets[copy.start : copy.start + copy.length]}
    taken: list[bool] = []
    for line in lines:
        own = [offset in copied for offset in range(*line) if text[offset].isalnum()]
        taken.append(all(own) if own else taken[-1:] == [True])  # a rule of dashes goes with what is above it
    repeated: list[bool] = []
    for is_taken, run in groupby(zip(taken, lines, strict=True), key=lambda pair: pair[0]):
        stretch = [line for _, line in run]
        is_last = len(repeated) + len(stretch) == len(lines)
        n_kept = _headings_at_end(text, stretch) if is_taken and not is_last else 0
        repeated += [is_taken] * (len(stretch) - n_kept) + [False] * n_kept
    return repeated


def _headings_at_end(text: str, lines: Sequence[Span]) -> int:
    """Number of the last lines that are short and no sentence."""
    bodies = [text[slice(*line)].strip() for line in reversed(lines)]
    return next((n for n, body in enumerate(bodies) if len(body) > HEADING or body[-1:] in SENTENCE_END), len(lines))


def _letters(text: str, spans: Sequence[Span]) -> tuple[str, list[int]]:
    """Letters and figures of some spans, widths unified, and the offset of each."""
    offsets = [offset for span in spans for offset in range(*span) if text[offset].isalnum()]
    unified = {char: unicodedata.normalize("NFKC", char) for char in set(text)}
    return "".join([new if len(new := unified[text[offset]]) == 1 else text[offset] for offset in offsets]), offsets


def copies(letters: str) -> Iterator[Copy]:
    """Stretches of at least `LEAST` letters that stand further above, in order, without overlap with their source.

    Every whole `SEED` letters of what is above are looked up at each place, and a hit is drawn out both ways.

    Examples
    --------
    >>> half = "".join(chr(0x4E00 + number) for number in range(120))
    >>> list(copies(half + "甲" + half))
    [Copy(start=121, length=120, source=0)]
    """
    first: dict[str, int] = {}
    place = free = 0
    while place + SEED <= len(letters):
        if place >= SEED and place % SEED == 0:
            first.setdefault(letters[place - SEED : place], place - SEED)
        source = first.get(letters[place : place + SEED])
        copy = _drawn_out(letters, source, place, free) if source is not None else None
        if copy and copy.length >= LEAST:
            yield copy
            place = free = copy.start + copy.length
        else:
            place += 1


def _drawn_out(letters: str, source: int, seed: int, free: int) -> Copy:
    """The longest copy around a seed that begins behind ``free``, and behind the end of its source."""
    longest = seed - source
    before, after = 0, SEED
    most_before = min(seed - free, source, longest - after)
    while before < most_before and letters[seed - before - 1] == letters[source - before - 1]:
        before += 1
    while seed + after < len(letters) and before + after < longest and letters[seed + after] == letters[source + after]:
        after += 1
    return Copy(seed - before, before + after, source - before)

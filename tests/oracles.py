"""The plainest ways to say what must come out, for tests to compare with."""

from __future__ import annotations

from baogao.corpus.passages import segment
from baogao.corpus.report import Report


def tiles(text):
    """Pieces of passages and removals in order, as (start, end)."""
    passages, removals = segment(Report("a", text))
    pieces = [piece for passage in passages for block in passage.blocks for piece in block.pieces]
    return sorted(pieces + [(removal.start, removal.end) for removal in removals])


def assert_tiles(text):
    position = 0
    for start, end in tiles(text):
        assert start == position
        assert end > start
        position = end
    assert position == len(text)


def leftmost_longest(text, forms):
    """The cover by the plainest loop there is: at each place the longest form, else one step on."""
    held, position = [], 0
    while position < len(text):
        fitting = [form for form in forms if text.startswith(form, position)]
        if fitting:
            longest = max(fitting, key=len)
            held.append((position, position + len(longest)))
            position += len(longest)
        else:
            position += 1
    return held

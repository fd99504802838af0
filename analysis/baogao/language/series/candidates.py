"""Candidates for series of stacked reports: runs at every level, with and without lead and tail, units, lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from baogao.language.series.cuts import Edges, End, cut
from baogao.language.series.levels import LEVELS, Segments, runs, segments
from baogao.language.series.lines import Line, Part, groups, lines_of
from baogao.language.series.members import LIKENESS, Floats, Members, describe, join, likeness
from baogao.language.series.units import Run, frames, sharing
from baogao.language.series.words import Words, read_characters, read_words
from baogao.language.stack import Flags, Numbers

KINDS = (*LEVELS, "paragraphs", "headings", "sharing-units", "units")
GATE = (*LIKENESS, "level", "is_first", "is_last", "n_segments", "longer")
LONGER = 1.5  # how many times as long as the one before a last clause or sentence is if a tail may be cut off
Gate = Callable[[Floats], Flags]


class Candidates(NamedTuple):
    """Candidates, one a row: the rows of their members one behind the other, how many each has, where each begins.

    ``reach`` says for each row of a member how far the text goes that belongs to it: a paragraph to its end.
    ``context`` holds, for each candidate, the characters cut off at both ends, the segments before and
    behind it in its stretch, and their number.
    """

    words: Words
    members: Members
    reach: Numbers
    rows: Numbers
    counts: Numbers
    levels: Numbers
    context: Numbers
    firsts: Numbers

    @property
    def starts(self) -> Numbers:
        """Offset of each candidate."""
        return np.asarray(self.members.starts[self.rows[self.firsts]])

    @property
    def ends(self) -> Numbers:
        """Offset behind each candidate."""
        return np.asarray(self.members.ends[self.rows[self.firsts + self.counts - 1]])


class Table:
    """Rows of members and candidates as they are gathered."""

    def __init__(self) -> None:
        self.members: list[Members] = []
        self.reach: list[Numbers] = []
        self.rows: list[Numbers] = []
        self.levels: list[int] = []
        self.context: list[tuple[int, ...]] = []
        self.size = 0

    def add_members(self, members: Members, reach: Numbers | None = None) -> int:
        """Add members; the row of the first of them."""
        first = self.size
        self.members.append(members)
        self.reach.append(members.ends if reach is None else reach)
        self.size += len(members.starts)
        return first

    def add(self, rows: Numbers, level: str, context: tuple[int, ...]) -> None:
        """Add a candidate."""
        self.rows.append(rows)
        self.levels.append(KINDS.index(level))
        self.context.append(context)

    def candidates(self, words: Words) -> Candidates:
        """What was gathered."""
        counts = np.array([len(rows) for rows in self.rows], np.int64)
        rows = np.concatenate(self.rows) if self.rows else np.zeros(0, np.int64)
        nothing = np.zeros(0, np.int64)
        members = join(self.members) if self.members else describe(words, nothing, nothing)
        reach = np.concatenate(self.reach) if self.reach else nothing
        context = np.array(self.context, np.int64).reshape(len(self.rows), 5)
        firsts = np.cumsum(counts) - counts
        return Candidates(words, members, reach, rows, counts, np.array(self.levels, np.int64), context, firsts)


def gate_marks(members: Members, cut_: Segments, level: str) -> tuple[Numbers, Floats]:
    """Neighbours of one level, by the number of the first, and what the gate knows of them; see `GATE`."""
    one = np.flatnonzero(cut_.are_neighbours)
    n_in_stretch = np.bincount(cut_.stretch, minlength=1)[cut_.stretch] if len(cut_.stretch) else cut_.stretch
    begins = np.append(True, ~cut_.are_neighbours[:-1])
    longest = np.maximum(members.sizes[one], members.sizes[one + 1])
    columns = [np.full(len(one), KINDS.index(level)), begins[one], ~cut_.are_neighbours[one + 1]]
    columns += [np.minimum(n_in_stretch[one], 20), np.minimum(longest, 100)]
    return one, np.column_stack([likeness(members, one, one + 1), *columns]).astype(np.float64)


def candidates(
    reports: Sequence[Sequence[Part]],
    gate: Gate,
    *,
    least: int = 3,
    levels: Collection[str] = KINDS,
) -> Candidates:
    """Candidates of reports that stand one below the other, of some of `KINDS`.

    `gate` says which neighbours of a level may be members of one series, and `least` how many it takes.
    """
    text = "\n".join(part.text for parts in reports for part in parts)
    words, table = read_words(text), Table()
    for level in LEVELS:
        if level in levels:
            _add_runs(table, words, level, gate, least)
    if "units" in levels:
        _add_units(table, words, least)
    if "paragraphs" in levels:
        _add_lines(table, words, reports, least)
    return table.candidates(words)


def _add_runs(table: Table, words: Words, level: str, gate: Gate, least: int) -> None:
    cut_ = segments(words, LEVELS[level])
    members = describe(words, cut_.first, cut_.last)
    one, marks = gate_marks(members, cut_, level)
    is_alike = np.zeros(len(cut_.first), np.bool_)
    is_alike[one] = gate(marks)
    spans = np.array(list(runs(is_alike, least)), np.int64).reshape(-1, 2)
    if not len(spans):
        return
    base = table.add_members(members)
    longer = 1 if LEVELS[level].parts == "、" else LONGER
    leads = _add_cuts(table, words, members, cut_, np.unique(spans[:, 0]), "lead", longer)
    tails = _add_cuts(table, words, members, cut_, np.unique(spans[:, 1]), "tail", longer)
    begins = np.maximum.accumulate(np.where(np.append(True, ~cut_.are_neighbours[:-1]), np.arange(len(cut_.first)), 0))
    sizes = np.bincount(cut_.stretch)[cut_.stretch]
    for first, last in spans.tolist():
        before, n_segments = first - int(begins[first]), int(sizes[first])
        place = (before, n_segments - 1 - before - (last - first), n_segments)
        rows = np.arange(base + first, base + last + 1)
        for lead, lead_size in [(base + first, 0), *leads.get(first, [])]:
            for tail, tail_size in [(base + last, 0), *tails.get(last, [])]:
                own = rows.copy()
                own[0], own[-1] = lead, tail
                table.add(own, level, (lead_size, tail_size, *place))


def _add_cuts(
    table: Table, words: Words, members: Members, cut_: Segments, edges: Numbers, end: End, longer: float
) -> dict[int, list[tuple[int, int]]]:
    """Row of what is left of each segment at an edge, and the characters cut off, by the number of the segment.

    Only what is longer than its neighbour has a lead or a tail.
    """
    neighbours = edges + (1 if end == "lead" else -1)
    is_long = members.sizes[edges] > (longer if end == "tail" else 1) * members.sizes[neighbours]
    edges, neighbours = edges[is_long], neighbours[is_long]
    number, left = cut(words, members, Edges(cut_.first[edges], cut_.last[edges], neighbours), end)
    base = table.add_members(left)
    own = edges[number]
    cut_off = (members.sizes[own] - left.sizes).tolist()
    return {segment: [(base + row, cut_off[row])] for row, segment in enumerate(own.tolist())}


def _add_units(table: Table, words: Words, least: int) -> None:
    characters = read_characters(words.text)
    is_start = np.zeros(len(words.text) + 1, np.bool_)
    is_start[words.starts] = True
    is_start[words.ends] = True
    for name, found in (("sharing-units", sharing(words.text, least)), ("units", frames(words, characters, least))):
        edges = np.array([(place, place + run.size) for run in found for place in _places(run)], np.int64).reshape(
            -1, 2
        )
        base = table.add_members(describe(characters, edges[:, 0], edges[:, 1]))
        for run in found:
            n_units = (run.end - run.start) // run.size
            inside = sum(is_start[place] for place in _places(run)[1:])
            context = (not is_start[run.start], not is_start[run.end], inside, n_units - 1 - inside, run.size)
            table.add(np.arange(base, base + n_units), name, tuple(map(int, context)))
            base += n_units


def _places(run: Run) -> range:
    return range(run.start, run.end, run.size)


def _add_lines(table: Table, words: Words, reports: Sequence[Sequence[Part]], least: int) -> None:
    offset, every = 0, []
    for parts in reports:
        every += groups(list(lines_of(parts, offset)), least)
        offset += sum(len(part.text) + 1 for part in parts)
    lines = np.array([line for _, group in every for line in group], np.int64).reshape(-1, len(Line._fields))
    starts, ends, line_ends, _ = lines.T
    first = np.searchsorted(words.starts, starts, "right") - 1
    last = np.searchsorted(words.starts, ends - 1, "right")
    base = table.add_members(describe(words, first, last), line_ends)
    for is_heading, group in every:
        name = "headings" if is_heading else "paragraphs"
        for start, end in runs(np.ones(len(group) - 1, np.bool_), least):
            rows = np.arange(base + start, base + end + 1)
            table.add(rows, name, (0, 0, start, len(group) - 1 - end, len(group)))
        base += len(group)

"""Slogans found in normalised text: every occurrence, and which of them hold the leftmost-longest cover."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from baogao.errors import SettingError
from baogao.language.normal import one_kind_of_quotes
from baogao.language.stack import Flags, Numbers
from baogao.language.written import parts_of

NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
WIDEST = 20  # characters between two parts of a form
CLAUSE_END = re.compile("[，。；：！？\n]")


class Hit(NamedTuple):
    """An occurrence of a form: offsets into the normalised text, and whether the cover holds it."""

    start: int
    end: int
    form: str
    maximal: bool


class Places(NamedTuple):
    """Occurrences by start, the longer one first: offsets, number of the form, and whether it has gaps."""

    starts: Numbers
    ends: Numbers
    numbers: Numbers
    have_gaps: Flags

    def of(self, are_wanted: Flags) -> Places:
        """The occurrences of some forms, given by a flag for each form."""
        return self.where(are_wanted[self.numbers])

    def where(self, are_wanted: Flags) -> Places:
        """Some of the occurrences, given by a flag for each."""
        starts, ends, numbers, have_gaps = self
        return Places(starts[are_wanted], ends[are_wanted], numbers[are_wanted], have_gaps[are_wanted])


class Matcher:
    """Finds a fixed set of forms, which are normalised as the text is.

    Parameters
    ----------
    forms : iterable of str
        All different. One with ``…`` stands where its parts stand in order, 1 to 20 characters of
        one clause between them, as few as there can be.
    unless : mapping of str to sequence of str
        For some forms, longer strings that contain them and are something else: inside such a
        string the form is not found.
    """

    def __init__(self, forms: Iterable[str], unless: Mapping[str, Sequence[str]] = NOTHING) -> None:
        self.forms = list(forms)
        if not all(self.forms):
            raise SettingError("a form to look for must not be empty.")
        written = [one_kind_of_quotes(form) for form in self.forms]
        in_parts = {number: parts for number, form in enumerate(written) if (parts := parts_of(form))}
        self._anchored: defaultdict[str, list[tuple[int, list[str]]]] = defaultdict(list)
        for number, parts in in_parts.items():
            self._anchored[max(parts, key=len)].append((number, parts))
        self._held = _held_forms(written, [unless.get(form, ()) for form in self.forms])
        whole = {form: number for number, form in enumerate(written) if number not in in_parts}
        self._patterns = list(dict.fromkeys([*whole, *self._anchored, *self._held]))
        self._numbers = np.array([whole.get(pattern, -1) for pattern in self._patterns], np.int64)
        self._are_anchors = np.array([pattern in self._anchored for pattern in self._patterns], np.bool_)
        self._automaton = AhoCorasick(self._patterns, implementation=Implementation.ContiguousNFA)

    def places(self, text: str) -> Places:
        """Every occurrence of every form, as arrays.

        Examples
        --------
        >>> places = Matcher(["法治", "法治政府"]).places("法治政府")
        >>> places.starts.tolist(), places.ends.tolist(), places.numbers.tolist()
        ([0, 0], [4, 2], [1, 0])
        >>> Matcher(["三个代表"], {"三个代表": ["三个代表团"]}).places("三个代表团学习三个代表").starts.tolist()
        [7]
        """
        text = one_kind_of_quotes(text)
        occurrences = self._automaton.find_matches_as_indexes(text, overlapping=True)
        patterns, starts, ends = np.array(occurrences, np.int64).reshape(-1, 3).T
        numbers = self._numbers[patterns]
        is_form = numbers >= 0
        if self._held:
            is_form &= ~self._are_held(patterns, starts, numbers)
        found = np.column_stack([starts, ends, numbers, np.zeros_like(starts)])[is_form]
        if self._anchored:
            stretches = [*self._in_parts(text, patterns, starts, ends)]
            found = np.concatenate([found, np.array(stretches, np.int64).reshape(-1, 4)])
        starts, ends, numbers, have_gaps = found[np.lexsort((-found[:, 1], found[:, 0]))].T
        return Places(starts, ends, numbers, have_gaps.astype(np.bool_))

    def _are_held(self, patterns: Numbers, starts: Numbers, numbers: Numbers) -> Flags:
        """Whether each occurrence lies in a string in which its form is something else."""
        held = [
            (starts[patterns == pattern] + offset) * len(self.forms) + number
            for pattern in np.unique(patterns).tolist()
            for number, offset in self._held.get(self._patterns[pattern], ())
        ]
        return (
            np.isin(starts * len(self.forms) + numbers, np.concatenate(held)) if held else np.zeros(len(starts), bool)
        )

    def _in_parts(self, text: str, patterns: Numbers, starts: Numbers, ends: Numbers) -> Iterator[tuple[int, ...]]:
        """Start, end, number and the flag of each occurrence of a form in parts, around that of its longest part."""
        is_anchor = self._are_anchors[patterns]
        columns = (column[is_anchor].tolist() for column in (patterns, starts, ends))
        for pattern, start, end in zip(*columns, strict=True):
            for number, parts in self._anchored[self._patterns[pattern]]:
                if stretch := _around(text, parts, parts.index(self._patterns[pattern]), (start, end)):
                    yield *stretch, number, 1

    def find(self, text: str) -> list[Hit]:
        """Every occurrence of every form in normalised text, by start, the longer one first; see `maximal`.

        Examples
        --------
        >>> matcher = Matcher(["法治政府", "法治政府建设", "建设"])
        >>> [(hit.form, hit.maximal) for hit in matcher.find("法治政府建设和建设")]
        [('法治政府建设', True), ('法治政府', False), ('建设', False), ('建设', True)]
        """
        places = self.places(text)
        forms = [self.forms[number] for number in places.numbers]
        return list(map(Hit, places.starts.tolist(), places.ends.tolist(), forms, maximal(places).tolist()))


def maximal(places: Places) -> Flags:
    """Which occurrences hold the leftmost-longest cover.

    From the left, the longest form that starts earliest is taken, and the search goes on
    behind it. The others are nested in (or overlap) a taken one.

    A form with gaps holds no place of another form: its occurrences have a cover of their own, and are
    nested in a taken one of the others only as a whole.

    Examples
    --------
    >>> maximal(Matcher(["法治政府", "法治政府建设", "建设"]).places("法治政府建设和建设")).tolist()
    [True, False, False, True]
    """
    if not places.have_gaps.any():
        return _cover(places.starts, places.ends)
    is_maximal = np.zeros(len(places.starts), np.bool_)
    for are_alike in (~places.have_gaps, places.have_gaps):
        is_maximal[are_alike] = _cover(places.starts[are_alike], places.ends[are_alike])
    holders = places.where(is_maximal & ~places.have_gaps)
    before = np.searchsorted(holders.starts, places.starts, "right")
    reach = np.concatenate([[0], holders.ends])[before]
    return is_maximal & ~(places.have_gaps & (reach >= places.ends))


def _cover(starts: Numbers, ends: Numbers) -> Flags:
    """Which of some stretches, by start and the longer first, are taken from the left."""
    taken, behind = [], 0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        taken.append(start >= behind)
        behind = end if taken[-1] else behind
    return np.array(taken, np.bool_)


def cover(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    """Stretches that the leftmost-longest cover holds, in order, those of forms with gaps aside."""
    return [(hit.start, hit.end) for hit in hits if hit.maximal and not parts_of(hit.form)]


def _held_forms(forms: Sequence[str], unless: Iterable[Sequence[str]]) -> dict[str, list[tuple[int, int]]]:
    """Number and offset of each form that a longer string holds."""
    held: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (form, longer) in enumerate(zip(forms, unless, strict=True)):
        for string in map(one_kind_of_quotes, longer):
            held[string] += [(number, match.start()) for match in re.finditer(f"(?={re.escape(form)})", string)]
    return dict(held)


def _around(text: str, parts: Sequence[str], place: int, span: tuple[int, int]) -> tuple[int, int] | None:
    """The stretch from the first part to the last, given where one of them stands; none if one is not near."""
    start, end = span
    for before, after in zip(parts[:place][::-1], parts[1 : place + 1][::-1], strict=True):
        offset = text.rfind(before, max(0, start - WIDEST - len(before)), start - 1)
        if offset < 0 or not _is_gap(text[offset + len(before) : start], before, after):
            return None
        start = offset
    for before, after in pairwise(parts[place:]):
        offset = text.find(after, end + 1, end + WIDEST + len(after))
        if offset < 0 or not _is_gap(text[end:offset], before, after):
            return None
        end = offset + len(after)
    return start, end


def _is_gap(between: str, before: str, after: str) -> bool:
    """Whether nothing between two parts ends the clause or is one of the two, which then stand nearer to each other."""
    return not (CLAUSE_END.search(between) or before in between or after in between)

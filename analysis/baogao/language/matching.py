"""Slogans found in normalised text: every occurrence, and which of them hold the leftmost-longest cover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from baogao.errors import SettingError
from baogao.language.stack import Flags, Numbers


class Hit(NamedTuple):
    """An occurrence of a form: offsets into the normalised text, and whether the cover holds it."""

    start: int
    end: int
    form: str
    maximal: bool


class Places(NamedTuple):
    """Occurrences by start, the longer one first: offsets, and the number of the form."""

    starts: Numbers
    ends: Numbers
    numbers: Numbers

    def of(self, are_wanted: Flags) -> Places:
        """The occurrences of some forms, given by a flag for each form."""
        is_wanted = are_wanted[self.numbers]
        return Places(self.starts[is_wanted], self.ends[is_wanted], self.numbers[is_wanted])


class Matcher:
    """Finds a fixed set of forms, which are normalised as the text is."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = list(forms)
        if not all(self.forms):
            raise SettingError("a form to look for must not be empty.")
        self._automaton = AhoCorasick(self.forms, implementation=Implementation.ContiguousNFA)

    def places(self, text: str) -> Places:
        """Every occurrence of every form, as arrays.

        Examples
        --------
        >>> places = Matcher(["法治", "法治政府"]).places("法治政府")
        >>> places.starts.tolist(), places.ends.tolist(), places.numbers.tolist()
        ([0, 0], [4, 2], [1, 0])
        """
        occurrences = self._automaton.find_matches_as_indexes(text, overlapping=True)
        numbers, starts, ends = np.array(occurrences, np.int64).reshape(-1, 3).T
        order = np.lexsort((-ends, starts))
        return Places(starts[order], ends[order], numbers[order])

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

    Examples
    --------
    >>> maximal(Matcher(["法治政府", "法治政府建设", "建设"]).places("法治政府建设和建设")).tolist()
    [True, False, False, True]
    """
    taken, behind = [], 0
    for start, end in zip(places.starts.tolist(), places.ends.tolist(), strict=True):
        taken.append(start >= behind)
        behind = end if taken[-1] else behind
    return np.array(taken, np.bool_)


def cover(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    """Stretches that the leftmost-longest cover holds, in order."""
    return [(hit.start, hit.end) for hit in hits if hit.maximal]

"""Slogans found in normalised text: every occurrence, and which of them hold the leftmost-longest cover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from baogao.errors import SettingError


class Hit(NamedTuple):
    """An occurrence of a form: offsets into the normalised text, and whether the cover holds it."""

    start: int
    end: int
    form: str
    maximal: bool


class Matcher:
    """Finds a fixed set of forms.

    Parameters
    ----------
    forms : iterable of str
        Normalised forms.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = list(forms)
        if not all(self.forms):
            raise SettingError("a form to look for must not be empty.")
        self._automaton = AhoCorasick(self.forms)

    def find(self, text: str) -> list[Hit]:
        """Every occurrence of every form, by start, the longer one first.

        Parameters
        ----------
        text : str
            Normalised text.

        Returns
        -------
        list of Hit
            `maximal` marks the leftmost-longest cover: from the left, the longest form
            that starts earliest is taken, and the search goes on behind it. The others
            are nested in (or overlap) a taken one.

        Examples
        --------
        >>> matcher = Matcher(["法治政府", "法治政府建设", "建设"])
        >>> [(hit.form, hit.maximal) for hit in matcher.find("法治政府建设和建设")]
        [('法治政府建设', True), ('法治政府', False), ('建设', False), ('建设', True)]
        """
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        ordered = sorted((start, -end, index) for index, start, end in found)
        hits, behind = [], 0
        for start, minus_end, index in ordered:
            maximal = start >= behind
            behind = -minus_end if maximal else behind
            hits.append(Hit(start, -minus_end, self.forms[index], maximal))
        return hits


def cover(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    """Stretches that the leftmost-longest cover holds, in order."""
    return [(hit.start, hit.end) for hit in hits if hit.maximal]

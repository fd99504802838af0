"""Planted truth: invented reports of shuffled words in which stretches stand again, with so many edits in a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

Edits = Literal["letters", "words"]
SHORTEST, LONGEST = 50, 200  # characters of a planted stretch
CLAUSES, WORDS = (5, 12), (3, 8)  # of a passage, and of a clause
MARKS = "，，，，。。；、"


class Plant(NamedTuple):
    """A stretch and its copy: passages by number, offsets into them, and the share of its characters edited."""

    passage_a: int
    passage_b: int
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    edited: float


class Planted(NamedTuple):
    """Passages, the report of each by number, and what was planted in them."""

    passages: list[str]
    reports: list[int]
    plants: list[Plant]


def planted(
    words: Sequence[str], *, n_reports: int, n_plants: int, rates: Sequence[float], edits: Edits, seed: int
) -> Planted:
    """Reports of words in random order, each passage the source or the host of at most one copy.

    Parameters
    ----------
    words : sequence of str
        What the text is made of, as often as a word shall be likely.
    n_reports, n_plants : int
        Reports, and copies in all, each in a later report than its source.
    rates : sequence of float
        Shares of characters edited, 0 to 1, in turn.
    edits : {"letters", "words"}
        Characters edited one by one (replaced, put in, left out), or in runs of up to four.
    seed : int

    Examples
    --------
    >>> made = planted(["普法", "依法", "行政"], n_reports=2, n_plants=1, rates=[0.0], edits="letters", seed=1)
    >>> a, b = (made.passages[number] for number in made.plants[0][:2])
    >>> plant = made.plants[0]
    >>> a[plant.start_a : plant.end_a] == b[plant.start_b : plant.end_b]
    True
    """
    rng = np.random.default_rng(seed)
    n_each = max(2, 4 * n_plants // n_reports)
    passages = [_passage(words, rng) for _ in range(n_reports * n_each)]
    reports = [number // n_each for number in range(len(passages))]
    free: list[int] = rng.permutation(len(passages)).tolist()
    plants = []
    for number in range(n_plants):
        a = free.pop()
        b = next(each for each in free if reports[each] != reports[a])
        free.remove(b)
        a, b = sorted((a, b))
        plants.append(_plant(passages, a, b, rates[number % len(rates)], words, edits, rng))
    return Planted(passages, reports, plants)


def _passage(words: Sequence[str], rng: np.random.Generator) -> str:
    """Clauses of random words, long enough for the longest plant."""
    clauses: list[str] = []
    while len(clauses) < rng.integers(*CLAUSES) or sum(map(len, clauses)) < LONGEST:
        clauses += [*rng.choice(words, rng.integers(*WORDS)).tolist(), MARKS[rng.integers(len(MARKS))]]
    return "".join(clauses)


def _plant(
    passages: list[str], a: int, b: int, rate: float, words: Sequence[str], edits: Edits, rng: np.random.Generator
) -> Plant:
    """Put an edited copy of a stretch of one passage into another, and say where both are."""
    size = int(rng.integers(SHORTEST, LONGEST))
    start_a = int(rng.integers(len(passages[a]) - size + 1))
    copy = edited(passages[a][start_a : start_a + size], rate, words, edits, rng)
    start_b = int(rng.integers(len(passages[b]) + 1))
    passages[b] = passages[b][:start_b] + copy + passages[b][start_b:]
    return Plant(a, b, start_a, start_a + size, start_b, start_b + len(copy), rate)


def edited(text: str, rate: float, words: Sequence[str], edits: Edits, rng: np.random.Generator) -> str:
    """Text of which a share of the characters is replaced, left out, or followed by another, a third of them each.

    Examples
    --------
    >>> edited("依法行政", 0.0, ["普"], "letters", np.random.default_rng(1))
    '依法行政'
    """
    letters = list(text)
    left = round(rate * len(text))
    places = rng.permutation(len(text)).tolist()
    touched: set[int] = set()
    while left > 0 and places:
        run = min(left, 1 if edits == "letters" else int(rng.integers(1, 5)))
        first, kind = places.pop(), rng.integers(3)
        span = [place for place in range(first, min(first + run, len(text))) if place not in touched]
        for place in span:
            letters[place] = _edit(text[place], int(kind), words, rng)
        touched |= set(span)
        left -= len(span)
    return "".join(letters)


def _edit(letter: str, kind: int, words: Sequence[str], rng: np.random.Generator) -> str:
    other = str(rng.choice(words))[0]
    return ("", other, letter + other)[kind]

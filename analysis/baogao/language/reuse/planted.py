"""Planted truth: invented reports of shuffled words in which stretches stand again, with so many edits in a hundred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


class Recovered(NamedTuple):
    """Precision, recall and F1 of stretches against what was planted, 0 to 1."""

    precision: float
    recall: float
    f1: float


class Planted(NamedTuple):
    """Passages, the report of each by number, and what was planted in them."""

    passages: list[str]
    reports: list[int]
    plants: list[Plant]


def planted(
    words: Sequence[str], *, n_reports: int, n_plants: int, rates: Sequence[float], edits: Edits, seed: int
) -> Planted:
    """Reports of words in random order, each passage the source or the host of at most one copy.

    Nothing but the copies is shared, save single words and what falls together by chance.

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


def recovered(found: Iterable[tuple[int, ...]], plants: Sequence[Plant]) -> Recovered:
    """How well stretches find what was planted.

    Parameters
    ----------
    found : iterable of tuple
        Begins with the numbers of two passages, then start and end in the one and the other.
    plants : sequence of Plant

    Returns
    -------
    Recovered
        A stretch is right if it and a plant of the same two passages have half of what either has, on both sides
        (intersection by union at least .5), and no other stretch has taken that plant.

    Examples
    --------
    >>> plants = [Plant(0, 3, 10, 90, 0, 80, 0.1), Plant(1, 2, 0, 60, 5, 65, 0.1)]
    >>> recovered([(0, 3, 12, 90, 2, 80), (0, 3, 0, 8, 92, 100)], plants)
    Recovered(precision=0.5, recall=0.5, f1=0.5)
    """
    left = {(plant.passage_a, plant.passage_b): plant for plant in plants}
    n_found = n_right = 0
    for stretch in found:
        n_found += 1
        plant = left.get((stretch[0], stretch[1]))
        if plant and all(_overlap(stretch[side : side + 2], plant[side : side + 2]) >= 0.5 for side in (2, 4)):
            n_right += 1
            del left[plant.passage_a, plant.passage_b]
    n_all = n_found + len(plants)
    return Recovered(n_right / n_found if n_found else 0.0, n_right / len(plants), 2 * n_right / n_all)


def _overlap(a: Sequence[float], b: Sequence[float]) -> float:
    """Intersection of two stretches by their union."""
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (a[1] - a[0] + b[1] - b[0] - both)


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

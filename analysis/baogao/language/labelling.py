"""Words of characters that no dictionary joins, by jieba's hidden Markov model: its labels to the last bit, but sooner.

Sums are those of jieba's own Viterbi search in the same order, so that they round alike, and of equal ones the label
later in the alphabet is taken, as it does; jieba copies the path at each step: time grows as the square of the run.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from baogao.language.reference import Model, hidden_model


class _Steps(NamedTuple):
    """For each character of a run whether the better way to label it B, M, E, S comes from the first of two labels."""

    to_b: list[bool]  # from S, else from E
    to_m: list[bool]  # from M, else from B
    to_e: list[bool]  # from M, else from B
    to_s: list[bool]  # from S, else from E


def labelled(run: str) -> list[str]:
    """Words of a run of Chinese characters, as jieba labels it.

    Examples
    --------
    >>> labelled("杭研大厦"), labelled("周砚平")
    (['杭研大厦'], ['周砚平'])
    """
    steps, ends_single = _searched(run)
    words: list[str] = []
    label, end = "S" if ends_single else "E", len(run)
    for place in range(len(run) - 1, -1, -1):
        if label in "BS":
            words.append(run[place:end])
            end = place
        if label == "B":
            label = "S" if steps.to_b[place] else "E"
        elif label == "S":
            label = "S" if steps.to_s[place] else "E"
        else:
            label = "M" if (steps.to_m if label == "M" else steps.to_e)[place] else "B"
    words += [run[:end]] if end else []  # a run of characters that the model has not seen may begin with M or E
    return words[::-1]


@cache
def _emitted(char: str) -> tuple[float, ...]:
    """Log probabilities of a character labelled B, M, E, S."""
    model = hidden_model()
    return tuple(model.emit[label].get(char, model.least) for label in "BMES")


def _searched(run: str) -> tuple[_Steps, bool]:
    """The steps of the best labelling of a run, and whether it ends in S."""
    model: Model = hidden_model()
    move = model.trans
    e_b, s_b, m_m, b_m = move["E"]["B"], move["S"]["B"], move["M"]["M"], move["B"]["M"]
    m_e, b_e, s_s, e_s = move["M"]["E"], move["B"]["E"], move["S"]["S"], move["E"]["S"]
    b, m, e, s = (model.start[label] + one for label, one in zip("BMES", _emitted(run[0]), strict=True))
    steps = _Steps([False], [False], [False], [False])
    for char in run[1:]:
        of_b, of_m, of_e, of_s = _emitted(char)
        from_e, from_s = e + e_b + of_b, s + s_b + of_b
        steps.to_b.append(from_s >= from_e)
        from_b, from_m = b + b_m + of_m, m + m_m + of_m
        steps.to_m.append(from_m >= from_b)
        end_b, end_m = b + b_e + of_e, m + m_e + of_e
        steps.to_e.append(end_m >= end_b)
        lone_e, lone_s = e + e_s + of_s, s + s_s + of_s
        steps.to_s.append(lone_s >= lone_e)
        b, m, e, s = max(from_e, from_s), max(from_b, from_m), max(end_b, end_m), max(lone_e, lone_s)
    return steps, s >= e

"""What stands around a span: chances of the spans that hold it, lie in it or cross it, and of its form elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from baogao.language.reader.marks import Text, by_form
from baogao.language.stack import Numbers

FIELDS = (
    "chance", "chance_linear", "form_most", "form_mean",
    "holder_chance", "holder_chars", "holder_known", "any_holder_known",
    "inner_chance", "inner_chars", "inner_known", "any_inner_known", "inner_mass", "inner_from", "inner_to",
    "crossing_chance", "crossing_known", "around_most", "lift", "form_lift",
)  # fmt: skip
LONGEST = 36  # characters from the start of one span to that of another that may overlap it
Column = NDArray[np.float64]


def surroundings(text: Text, chance: Column, linear: Column) -> Column:
    """Columns `FIELDS` of the last look, one row a span; spans in order of their first word."""
    most, mean = _by_form(text, chance)
    spans, tokens = text.spans, text.tokens
    starts, ends = tokens.froms[spans.first], tokens.tos[spans.last]
    own, other = _overlapping(starts, ends)
    is_known = text.classes > 0
    holds = (starts[other] <= starts[own]) & (ends[other] >= ends[own])
    inside = ~holds & (starts[other] >= starts[own]) & (ends[other] <= ends[own])
    crosses = ~holds & ~inside
    n_spans = len(chance)
    holder, holder_chance = _best(own[holds], other[holds], chance, n_spans)
    inner, inner_chance = _best(own[inside], other[inside], chance, n_spans)
    crossing, crossing_chance = _best(own[crosses], other[crosses], chance, n_spans)
    sizes = (ends - starts).astype(float)
    mass = np.bincount(own[inside], chance[other[inside]] * sizes[other[inside]], n_spans) / np.maximum(sizes, 1)
    around = np.maximum(np.maximum(holder_chance, inner_chance), crossing_chance)
    return np.column_stack(
        [
            chance,
            linear,
            most,
            mean,
            holder_chance,
            _of(holder, sizes),
            _of(holder, is_known),
            np.bincount(own[holds], is_known[other[holds]], n_spans) > 0,
            inner_chance,
            _of(inner, sizes),
            _of(inner, is_known),
            np.bincount(own[inside], is_known[other[inside]], n_spans) > 0,
            mass,
            np.where(inner >= 0, starts[inner] - starts, 0),
            np.where(inner >= 0, ends - ends[inner], 0),
            crossing_chance,
            _of(crossing, is_known),
            around,
            chance - around,
            most - holder_chance,
        ]
    ).astype(np.float64)


def _by_form(text: Text, chance: Column) -> tuple[Column, Column]:
    """Highest and mean chance of each span's form in its report."""
    forms = by_form(text)
    n_forms = forms.max(initial=-1) + 1
    most = np.zeros(n_forms)
    np.maximum.at(most, forms, chance)
    mean = np.bincount(forms, chance, n_forms) / np.maximum(np.bincount(forms, minlength=n_forms), 1)
    return most[forms], mean[forms]


def highest(text: Text, chance: Column) -> Column:
    """Highest chance of each span's form in its report."""
    return _by_form(text, chance)[0]


def _overlapping(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """Pairs of different spans that share a character, by number; starts in order."""
    low = np.searchsorted(starts, starts - LONGEST)
    high = np.searchsorted(starts, ends)
    n_others = high - low
    own = np.repeat(np.arange(len(starts)), n_others)
    other = np.arange(n_others.sum()) - np.repeat(np.cumsum(n_others) - n_others, n_others) + np.repeat(low, n_others)
    same = (starts[own] == starts[other]) & (ends[own] == ends[other])
    overlap = (ends[other] > starts[own]) & ~same
    return own[overlap], other[overlap]


def _best(own: Numbers, other: Numbers, chance: Column, n_spans: int) -> tuple[Numbers, Column]:
    """For each span the most likely of the others given, -1 where there is none, and its chance."""
    order = np.lexsort((-other, chance[other], own))
    own, other = own[order], other[order]
    is_last = np.append(own[1:] != own[:-1], True) if len(own) else np.zeros(0, np.bool_)
    best = np.full(n_spans, -1)
    best[own[is_last]] = other[is_last]
    return best, np.where(best >= 0, chance[best] if n_spans else 0.0, 0.0)


def _of(best: Numbers, values: NDArray[np.generic]) -> Column:
    return np.where(best >= 0, values[best], 0).astype(np.float64)

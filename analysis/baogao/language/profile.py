"""Measures of wording that need the order of a text: clause and sentence length, MATTR, four-character units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from baogao.language.devices import FOUR, units

WINDOW = 50
CLAUSE_END = re.compile(r"[，。；：！？…\n]+")
SENTENCE_END = re.compile(r"[。！？…\n]+")
MARK = re.compile(r"\W")

Row = tuple[str, float, int]


def profile(text: str, tokens: Sequence[str]) -> list[Row]:
    """Measures of one text.

    Parameters
    ----------
    text : str
        Normalised text, one block a line.
    tokens : sequence of str
        Its words in order.

    Returns
    -------
    list of (str, float, int)
        Measure, value (six significant digits; NaN where there is nothing to measure) and
        the number of things it is taken over: ``clause_chars`` (mean letters, digits and
        Chinese characters of a clause, between ，。；：！？…; 、 parts no clause),
        ``sentence_chars`` (between 。！？…), ``mattr_50`` (see `mattr`), ``four_character_share``
        (units between marks, 、 among them, that are four Chinese characters; 0 to 1).

    Examples
    --------
    >>> profile("守正创新，干。学、做。", ["守正创新", "干"])[:2]
    [('clause_chars', 2.33333, 3), ('sentence_chars', 3.5, 2)]
    """
    clauses, sentences = lengths(text, CLAUSE_END), lengths(text, SENTENCE_END)
    fours = [bool(FOUR.fullmatch(unit)) for unit in units(text)]
    windows = max(len(tokens) - WINDOW + 1, 0)
    return [
        ("clause_chars", _mean(clauses), len(clauses)),
        ("sentence_chars", _mean(sentences), len(sentences)),
        (f"mattr_{WINDOW}", _rounded(mattr(tokens)), windows),
        ("four_character_share", _mean(fours), len(fours)),
    ]


def lengths(text: str, ends: re.Pattern[str]) -> list[int]:
    """Letters, digits and Chinese characters of each stretch between ``ends``, empty ones left out."""
    return [size for part in ends.split(text) if (size := len(part) - len(MARK.findall(part)))]


def mattr(tokens: Sequence[str], window: int = WINDOW) -> float:
    """Moving-average type-token ratio.

    Parameters
    ----------
    tokens : sequence of str
        Words in order.
    window : int
        Tokens of a window.

    Returns
    -------
    float
        Mean share of types over every window of so many consecutive tokens, above 0 to 1;
        unlike the plain ratio it does not fall with length. NaN for fewer tokens than a
        window holds.

    References
    ----------
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average
    type-token ratio (MATTR). Journal of Quantitative Linguistics 17(2), 94-100.

    Examples
    --------
    >>> mattr(["学", "干", "学", "学"], window=2)  # windows of 2, 2 and 1 types
    0.8333333333333334
    """
    if len(tokens) < window:
        return math.nan
    last_start = len(tokens) - window
    seen: dict[str, int] = {}
    types = 0
    for at, token in enumerate(tokens):
        # Windows in which this is the token's first place: those that begin after its last place.
        first = seen.get(token, -1) + 1
        if first <= at - window:
            first = at - window + 1
        last = at if at < last_start else last_start
        if last >= first:
            types += last - first + 1
        seen[token] = at
    return types / (window * (last_start + 1))


def _mean(values: Iterable[float]) -> float:
    items = list(values)
    return _rounded(sum(items) / len(items)) if items else math.nan


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")

"""Character bigrams: a way to count wording that no segmenter has a part in."""

from __future__ import annotations

import operator
import re
from collections import Counter

HAN = re.compile(r"[\u3400-\u9fff]{2,}")
MIN_COUNT = 2  # a bigram that a report holds once tells of its sentence, not of its wording


def bigrams(text: str) -> dict[str, int]:
    """Pairs of neighbouring Chinese characters that stand in a text at least twice, by code point.

    Examples
    --------
    >>> bigrams("依法行政，依法治国。")
    {'依法': 2}
    """
    counted: Counter[str] = Counter()
    for run in HAN.findall(text):
        counted.update(map(operator.add, run, run[1:]))
    return {pair: counted[pair] for pair in sorted(counted) if counted[pair] >= MIN_COUNT}

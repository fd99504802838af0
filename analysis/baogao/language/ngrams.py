"""Character bigrams: a way to count wording that no segmenter has a part in."""

from __future__ import annotations

import numpy as np

from baogao.language.stack import Numbers, Stack

HAN = r"\u3400-\u9fff"
MIN_COUNT = 2  # a bigram that a report holds once tells of its sentence, not of its wording
CODE_BITS = 16  # the characters of HAN fit


def bigrams(stacked: Stack, groups: Numbers) -> tuple[Numbers, list[str], Numbers]:
    """Pairs of neighbouring Chinese characters that stand in a report at least twice, given the report of each passage.

    The number of the report, the pair and its count, by report and code point.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> bigrams(stack(["依法行政，依法治国。"]), np.array([0]))[1:]
    (['依法'], array([2]))
    """
    is_han = stacked.among(HAN)
    first = np.flatnonzero(is_han[:-1] & is_han[1:])
    codes = stacked.codes.astype(np.int64)
    keys = groups[stacked.passages[first]].astype(np.int64) << CODE_BITS | codes[first]
    keys, counts = np.unique(keys << CODE_BITS | codes[first + 1], return_counts=True)
    keys, counts = keys[counts >= MIN_COUNT], counts[counts >= MIN_COUNT]
    mask = (1 << CODE_BITS) - 1
    written = np.column_stack([keys >> CODE_BITS & mask, keys & mask]).astype("<u4").tobytes().decode("utf-32-le")
    return keys >> 2 * CODE_BITS, [written[start : start + 2] for start in range(0, len(written), 2)], counts

"""Passages as the reader takes them: words with their parts of speech, quotation marks and clauses as flags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import rjieba

from baogao.language.reader.fingerprints import Rolling, rolling
from baogao.language.stack import Flags, Numbers, Stack

QUOTES = "“”‘’《》「」『』\"'〝〞"
OPENING = "“‘《「『〝"
CLOSES = "。；：！？，,;:!?…（）()—\\-\\s"
PAUSE = "、"
UNKNOWN, EDGE, PAUSE_CODE = 0, 1, 2  # codes of words that the model lists not, of the ends of a clause, and of 、


class Tokens(NamedTuple):
    """Words of many passages in order, without quotation marks and what closes a clause.

    ``starts`` and ``ends`` are offsets into the stacked text, ``froms`` and ``tos`` those into the
    same text without quotation marks, to which ``text`` belongs; ``clauses`` are numbers that
    differ between clauses; ``opens`` and ``closes`` say whether a quotation mark stands before or
    behind a word.
    """

    starts: Numbers
    ends: Numbers
    froms: Numbers
    tos: Numbers
    words: Numbers
    tags: Numbers
    clauses: Numbers
    opens: Flags
    closes: Flags
    text: Rolling
    codes: Numbers

    @property
    def is_pause(self) -> Flags:
        """Whether each word is the mark 、, which parts the members of a list."""
        return np.asarray(self.words == PAUSE_CODE)


def read_tokens(stacked: Stack, words: Mapping[str, int], tags: Mapping[str, int]) -> Tokens:
    """Cut passages into words by jieba's dictionary, with codes of words and parts of speech.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> tokens = read_tokens(stack(["落实“三农”工作，振兴乡村"]), {"落实": 3}, {"v": 1})
    >>> tokens.words.tolist()[0], tokens.clauses.tolist()[-1] > tokens.clauses.tolist()[0]
    (3, True)
    """
    pairs = rjieba.tag(stacked.text)
    sizes = np.fromiter((len(word) for word, _ in pairs), np.int64, len(pairs))
    ends = np.cumsum(sizes)
    starts = ends - sizes
    is_single = sizes == 1
    is_quote = is_single & stacked.among(QUOTES)[starts]
    is_end = ~is_quote & stacked.among(CLOSES)[starts]
    is_word = ~is_quote & ~is_end
    kept = np.flatnonzero(is_word)
    # A quotation mark belongs to the word beside it unless the clause ends in between.
    before, after = np.maximum(kept - 1, 0), np.minimum(kept + 1, len(pairs) - 1)
    opens = is_quote[before] & stacked.among(OPENING + "\"'")[starts[before]] & (kept > 0)
    closes = is_quote[after] & ~stacked.among(OPENING)[starts[after]] & (kept < len(pairs) - 1)
    without = np.concatenate([[0], np.cumsum(~stacked.among(QUOTES))])
    codes = stacked.codes[~stacked.among(QUOTES)]
    return Tokens(
        starts[kept],
        ends[kept],
        without[starts[kept]],
        without[ends[kept]],
        np.fromiter((words.get(pairs[index][0], UNKNOWN) for index in kept.tolist()), np.int64, len(kept)),
        np.fromiter((tags.get(pairs[index][1], UNKNOWN) for index in kept.tolist()), np.int64, len(kept)),
        np.cumsum(is_end)[kept],
        opens,
        closes,
        rolling(codes),
        codes,
    )

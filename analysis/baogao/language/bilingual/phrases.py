"""Stretches of an English sentence, each with how well it is the rendering of a stretch of the Chinese one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from baogao.language.bilingual.align import Floats
from baogao.language.bilingual.english import CLAUSE_ENDS, WEIGHTS, Word, stem

LONGEST = 12  # words and marks of a rendering
SENTENCE, SHORT = 0.8, 6  # a stretch of more than so much of its sentence, and so many words, is no phrase
LEAST = 0.1  # of a stretch that is looked at again
AT_END, AT_START = 0.06, 0.03  # what a stretch gains that ends, or begins, where a phrase does
GLOSS = 0.6  # how much of the doubt about a word of the gloss is taken away
CLAIMED = 0.3  # chance from which an English word is held to render the Chinese ones
SLIGHT = frozenset("的和与、，以为“”在等了是要不")  # Chinese words that need no rendering of their own
SLIGHT_WEIGHT = 0.1
ALONE = 0.85  # what is left to one word that stands for several
OPENING, CLOSING, EITHER = "“‘(", "”’)", '"'


class Phrase(NamedTuple):
    """A stretch of the words of a sentence, with its score from 0 to about 1."""

    score: float
    first: int
    end: int  # exclusive


class Aligned(NamedTuple):
    """A sentence pair with its words, and the posteriors of both directions."""

    chinese: list[str]
    english: list[Word]
    of_english: Floats  # English words by Chinese words, none first
    of_chinese: Floats  # Chinese words by English words, none first


def phrases(pair: Aligned, first: int, end: int, gloss: frozenset[str]) -> dict[str, Phrase]:
    """Stretches of the English sentence that may render Chinese words ``first`` to ``end``, by their stems.

    The score is the harmonic mean of two shares: of the stretch's words that render those Chinese words (function
    words count little), and of what is rendered that the stretch holds: the mean of its share of the Chinese words
    and of the English words that render them.
    A stretch begins and ends with a content word and holds no end of a clause.

    Examples
    --------
    >>> from baogao.language.bilingual.english import english_words
    >>> diagonal = np.hstack([np.zeros((2, 1)), np.eye(2)])
    >>> pair = Aligned(["依法", "治理"], english_words("law-based governance"), diagonal, diagonal)
    >>> max(phrases(pair, 0, 2, frozenset()).items(), key=lambda item: item[1].score)[0]
    'law-bas governanc'
    """
    words = pair.english
    kinds = [word.kind for word in words]
    weights = np.array([WEIGHTS[kind] for kind in kinds])
    several = sum(word not in SLIGHT for word in pair.chinese[first:end]) > 1
    rendering = pair.of_english[:, 1 + first : 1 + end].sum(axis=1) * (
        1 - _of_others(pair.of_chinese[:, 1:], first, end)
    )
    own = _helped(rendering, words, gloss)
    claimed = weights * np.where(rendering >= CLAIMED, rendering, 0)
    claimed /= claimed.sum() or 1
    reached = pair.of_chinese[first:end, 1:] * _chinese_weights(pair.chinese[first:end])[:, None]
    sums = [
        np.concatenate([[0.0], np.cumsum(each)])
        for each in (weights * own, weights, (reached.sum(axis=0) + claimed) / 2)
    ]
    stems = [stem(word.text) for word in words]
    best: dict[str, Phrase] = {}
    for begin, stop in _stretches(words, kinds):
        own_part, size, recall = (each[stop] - each[begin] for each in sums)
        precision = own_part / size
        if precision + recall > LEAST:
            score = 2 * precision * recall / (precision + recall) * (1 + _edges(kinds, begin, stop))
            score *= ALONE if several and stop - begin == 1 and "-" not in words[begin].text else 1
            name = " ".join(stems[begin:stop])
            if name not in best or score > best[name].score:
                best[name] = Phrase(float(score), begin, stop)
    return best


def _of_others(of_chinese: Floats, first: int, end: int) -> Floats:
    """How much more other Chinese words are rendered by each English word than the slogan's are."""
    others = np.delete(of_chinese, np.s_[first:end], axis=0).max(axis=0, initial=0)
    surplus: Floats = np.clip(others - of_chinese[first:end].max(axis=0), 0, 1)
    return surplus


def _helped(rendering: Floats, words: Sequence[Word], gloss: frozenset[str]) -> Floats:
    """Chance that each English word renders one of the Chinese words; more for a word of the gloss."""
    is_glossed = [word.kind == "content" and stem(word.text) in gloss for word in words]
    return np.where(is_glossed, rendering + GLOSS * (1 - rendering), rendering)


def _chinese_weights(words: Sequence[str]) -> Floats:
    """What each Chinese word weighs: longer ones more, slight ones little; they sum to 1."""
    weights = np.array([SLIGHT_WEIGHT if word in SLIGHT else len(word) ** 0.5 for word in words])
    shares: Floats = weights / weights.sum()
    return shares


def _stretches(words: Sequence[Word], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    for begin, kind in enumerate(kinds):
        if kind != "content":
            continue
        for last in range(begin, min(len(words), begin + max(SHORT, min(LONGEST, int(SENTENCE * len(words)))))):
            if words[last].text in CLAUSE_ENDS:
                break
            texts = [word.text for word in words[begin : last + 3]]
            if kinds[last] == "content" and _is_whole(texts[: last + 1 - begin], texts[last + 1 - begin :]):
                yield begin, last + 1


def _is_whole(words: Sequence[str], following: Sequence[str]) -> bool:
    """Whether a stretch holds the fellow of each quotation mark and bracket in it, and the last member of a list."""
    n_open, n_closed = (sum(word in marks for word in words) for marks in (OPENING, CLOSING))
    is_balanced = n_open == n_closed and sum(word in EITHER for word in words) % 2 == 0
    goes_on = "".join(following).startswith(("and", ",and")) and "," in words
    return is_balanced and not (goes_on and not {"and", "or"} & set(words[_last_comma(words) :]))


def _last_comma(words: Sequence[str]) -> int:
    return max(number for number, word in enumerate(words) if word == ",")


def _edges(kinds: Sequence[str], begin: int, stop: int) -> float:
    """What a stretch gains by ending where no content word follows, and beginning where none precedes."""
    ends = stop == len(kinds) or kinds[stop] != "content"
    begins = begin == 0 or kinds[begin - 1] != "content"
    return AT_END * ends + AT_START * begins

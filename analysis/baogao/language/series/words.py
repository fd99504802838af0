"""Words of stacked passages as arrays: offsets, identity, part of speech, and the marks between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import rjieba
from numpy.typing import NDArray

from baogao.language.stack import Flags, Numbers

# Parts of speech by the first letter of jieba's tag; vn, a verb used as a noun, is one of its own, and 0 is the rest.
TAGS = ("", "n", "v", "vn", "a", "d", "m", "p", "r", "u", "c", "q", "f", "l", "i", "j", "b", "s", "t", "x", "z", "k")
CODES = {tag: code for code, tag in enumerate(TAGS)}
OUTER = "“”‘’《》（）()\"' \u3000—"
CONJUNCTIONS = ("和", "与", "及", "以及", "或", "或者", "并", "同", "而", "且")
MARKS = {
    "digits": "0123456789%",
    "numerals": "一二三四五六七八九十百千万亿两",
    "pauses": "、",
    "commas": "，；。！？",
    "quotes": "“”‘’《》",
}
PRIMES = np.array([1, 1_000_003, 998_244_353, 2_147_483_647], np.uint64)


@dataclass(frozen=True)
class Words:
    """Words of a text in order; ``ids`` are equal where words are, ``tags`` are codes of `TAGS`."""

    text: str
    codes: Numbers
    starts: Numbers
    ends: Numbers
    ids: NDArray[np.uint64]
    tags: Numbers

    def are(self, marks: str) -> Flags:
        """Whether each word is one of some single characters."""
        return np.asarray((self.ends - self.starts == 1) & among(self.codes[self.starts], marks))

    @cached_property
    def tags_before(self) -> Numbers:
        """How often each part of speech stands before each word, and in all: a row a word, a column a tag."""
        return _sums([self.tags == code for code in range(len(TAGS))])

    @cached_property
    def flags_before(self) -> Numbers:
        """How many characters of each of `MARKS` stand before each character, and in all."""
        return _sums([among(self.codes, marks) for marks in MARKS.values()])

    @cached_property
    def word_bits(self) -> NDArray[np.uint64]:
        """One of 64 bits for each word."""
        return bit(self.ids)

    @cached_property
    def long_word_bits(self) -> NDArray[np.uint64]:
        """The same, and none for a word of one character."""
        return np.where(self.ends - self.starts > 1, self.word_bits, np.uint64(0))

    @cached_property
    def character_bits(self) -> NDArray[np.uint64]:
        """One of 64 bits for each character."""
        return bit(self.codes.astype(np.uint64))


def read_words(text: str) -> Words:
    """Cut a text by jieba's dictionary.

    Examples
    --------
    >>> words = read_words("修好水渠、铺平山路")
    >>> [words.text[start:end] for start, end in zip(words.starts, words.ends)]
    ['修好', '水渠', '、', '铺平', '山路']
    """
    pairs = rjieba.tag(text)
    sizes = np.fromiter((len(word) for word, _ in pairs), np.int64, len(pairs))
    tags = np.fromiter((_code(tag) for _, tag in pairs), np.int64, len(pairs))
    return _of(text, np.cumsum(sizes) - sizes, sizes, tags)


def read_characters(text: str) -> Words:
    """The same with every character as a word, tagged as jieba tags it alone."""
    tags = {char: _character_code(char) for char in set(text)}
    return _of(text, np.arange(len(text)), np.ones(len(text), np.int64), np.array([tags[char] for char in text], int))


def among(codes: Numbers, characters: str) -> Flags:
    """Whether each code point is one of some characters."""
    table = np.zeros(0x10000, np.bool_)
    table[[ord(character) for character in characters]] = True
    return np.asarray(table[np.where(codes < 0x10000, codes, 0)])


def bit(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One of 64 bits for each value."""
    return np.asarray(np.uint64(1) << ((values * np.uint64(11_400_714_819_323_198_485)) >> np.uint64(58)))


def _sums(flags: Sequence[Flags]) -> Numbers:
    sums = np.zeros((len(flags[0]) + 1, len(flags)), np.int32)
    for column, each in enumerate(flags):
        np.cumsum(each, out=sums[1:, column])
    return sums


def _of(text: str, starts: Numbers, sizes: Numbers, tags: Numbers) -> Words:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    return Words(text, codes, starts, starts + sizes, identities(codes, starts, sizes), tags)


def identities(codes: Numbers, starts: Numbers, sizes: Numbers) -> NDArray[np.uint64]:
    """A number for each word, by its first four characters, its last and its length: the same in every text."""
    padded = np.concatenate([codes, np.zeros(4, np.int64)]).astype(np.uint64)
    place = np.arange(4)
    characters = np.where(place < sizes[:, None], padded[starts[:, None] + place], np.uint64(0))
    last = padded[starts + np.maximum(sizes, 1) - 1]
    numbers = (characters * PRIMES).sum(axis=1, dtype=np.uint64)
    return np.asarray(numbers + last * np.uint64(40_503) + sizes.astype(np.uint64) * np.uint64(2_654_435_761))


@lru_cache(maxsize=20_000)
def _character_code(char: str) -> int:
    return _code(rjieba.tag(char)[0][1])


def _code(tag: str) -> int:
    return CODES["vn"] if tag == "vn" else CODES.get(tag[:1], 0)

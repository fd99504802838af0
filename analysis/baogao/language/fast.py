"""Jieba's tokens at native speed: rjieba cuts, and what it would cut otherwise is masked or goes to jieba.

jieba cuts a text into *blocks* (runs of the characters of `BLOCK`) and segments each by itself;
everything else it gives character by character. So a text may be taken apart at the edges of any
block, and rjieba's tokens are jieba's where it cuts a block as jieba does:

- The best path. Both take the path of the highest sum of log frequency less log total, summed from
  the end in double precision in the same order with the C library's ``log``, and of equal sums the
  longer word. Same frequencies and same total give the same sums to the last bit, ties included.
  rjieba has jieba's dictionary; user words are given with jieba's frequencies. jieba adds the
  frequency of a word it knows already to its total once more, rjieba does not: `PAD`, a word that
  no block can hold, makes up the difference, also that of the one word that stands twice in the
  dictionary (`TWICE`).
- ASCII in what the path leaves single. The two part it by different rules, the same but for - _ . between letters
  and digits (the point of 1.5 aside), also in whatever part of a run a user word leaves over. In a block with
  such an ASCII run, every run is masked by as many zeros where no word of the dictionary can touch it:
  the path stays the same, the zeros come back as one token, and jieba's rule (`PARTS`) is applied to
  the run itself. Where one can (`ASCII_WORDS`, or a user word with an ASCII character), the block
  goes to jieba.
- Chinese in what the path leaves single. Both use the same hidden Markov model, but rjieba has its
  emissions rounded to six decimals. Two labellings that differ by less may come out the other way
  round. They are equal but for rounding where they permute the same terms. Each edge of a word that differs
  changes the terms of both characters beside it, so neighbours must stand in the run again, beside each other:
  甲甲乙 or 甲乙甲, and once more 甲乙, 乙甲 or 乙乙 (`repeats`). Blocks in which the path leaves such a run single
  go to jieba. The characters need not be the same: the model takes 國 and 国 for one, and some rare ones
  (`variants`). That repeats farther apart, and labellings of other terms that agree to a millionth, change
  nothing is *tested*, not proven (``benchmarks/differential.py``).
- Characters that the model has never seen alone. A labelling then may have to cost 3.14e100, in which all
  other terms drown, and rounding decides. They are rare (one in a million characters of official prose, all of
  them in `SELDOM`); where the path leaves one single, the block goes to jieba (one of Chinese
  characters only to its model, in `baogao.language.labelling`, as do those above). Any other character can stand
  alone, so the best labelling is finite.
- Rare characters. rjieba's blocks hold Chinese characters that jieba's do not (extensions,
  compatibility forms, U+9FD6 and after). jieba gives each as a token of its own; so do we.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np

from baogao.language.labelling import labelled
from baogao.language.reference import SEGMENTED, UserWord, jieba_tokenizer, known_alone, variants

ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#&._%-")
BLOCK = re.compile(f"[{SEGMENTED}]+")
HAN_BLOCK = re.compile(r"[\u4e00-\u9fd5]+")
RARE = r"\u3400-\u4dbf\u9fd6-\u9fff\ud800-\udfff\uf900-\ufaff\U00020000-\U0003ffff"
# Characters that may be unknown alone or that the model takes for another: those outside of GB 2312, and these of it.
SELDOM = "".join(char for char in map(chr, range(0x4E00, 0x9FD6)) if not char.encode("gb2312", "ignore")) + (
    "丿亠仂仉仨佴侩倮冁冼刈劐勹厍吖咤咴嗵嘭囹垲埯塍夥妗妩媸孓峄幺彐彡忉忝怃恝恹悌愆捩掬揶搌斛暌杪桷樗樨檑檩氆沤洳涫溧"
    "澌煸爨牮牿犰猸珧疝痄痦瘃瘊瘥瘭矽磉磔礤禚稆笏筇筢箜篑缃聃肟胲脶膈膘膪舢芏苠茱茳荇荑荭荮菟菥萸葚蒡蒺蓊薷蘖虍螬螯蟓"
    "衿裼褛觫讫谂豸赀赇跫踯躞轷辚酃酏醐銎鐾钽铘铴锖镙镩镪隰隹雳霰鞣颀颟颥馓鬣鲭鳎鸢黪鼢鼽"
)
# A rare or seldom character, or a mark between letters and digits, other than the point of 1.5.
SPECIAL = re.compile(
    rf"[{RARE}{SELDOM}_.\-]"
    r"(?:(?<![_.\-])|(?<=[a-zA-Z0-9][_.\-])(?=[a-zA-Z0-9])(?!(?<=\.)[0-9]+(?!\.?[a-zA-Z0-9])))"
)
_SELDOM = frozenset(SELDOM)
# The words of the dictionary that hold an ASCII character.
ASCII_WORDS = (
    "1号店 4S店 4s店 AA制 AB型 AT&T A型 A座 A股 A轮 BB机 BP机 B型 B座 B股 B超 B轮 C# C++ CALL机 CD机 CD盒 C座 C盘"
    " C语言 D座 D版 D盘 E化 E座 E盘 E通 F座 F盘 G盘 H盘 H股 IC卡 IP卡 IP地址 IP电话 I盘 K党 K歌之王 N年 O型 PC机 PH值"
    " QQ号 Q版 RSS订阅 SIM卡 T台 T型台 T恤 T恤衫 T盘 U盘 VISA卡 X光 X光线 X射线 Z盘 c# c++ 大S 小S 江南Style 江南style"
    " 阿Q"
)
ASCII_WORD = re.compile("|".join(map(re.escape, ASCII_WORDS.split())))
REPEAT = re.compile(r"([\u4e00-\u9fd5])(?=\1|[\u4e00-\u9fd5]\1)")
REACH = 12  # characters before and after a repeat in which those beside it may stand again
LONG = 60  # characters from which arrays find repeats sooner than `REPEAT` does
SINGLE = re.compile(r"(?<!\S)\S(?: \S)+(?!\S)")  # tokens of one character, parted by blanks
RUN = re.compile(r"[a-zA-Z0-9+#&._%\-]+")
PARTS = re.compile(r"([a-zA-Z0-9]+(?:\.[0-9]+)?%?)")
PAD = "\ue000\ue000"
TWICE = 3  # a word of the dictionary that stands in it twice, which jieba's total counts twice


class FastCutter:
    """Cuts text as jieba does with some more words; called with a string, it gives its tokens."""

    def __init__(self, user_words: tuple[UserWord, ...] = ()) -> None:
        self._user_words = user_words
        self._native = native_tokenizer(user_words)
        self._may_mask = ASCII.isdisjoint("".join(word if isinstance(word, str) else word[0] for word in user_words))

    def __call__(self, text: str) -> list[str]:
        """Tokens of a text, white space included; they join to the text."""
        has_special = SPECIAL.search(text)  # nearly never, and sooner known than all places are looked up
        odd = [match.start() for match in SPECIAL.finditer(text)] if has_special else []
        blocks = blocks_of(text, repeats(text))
        odd += [start for start, end in blocks if self._may_label_otherwise(text[start:end])]
        if not odd:
            plain: list[str] = self._native.cut(text)
            return plain
        tokens: list[str] = []
        position = 0
        for offset in sorted(odd):
            if offset >= position:
                start, end = block_around(text, offset)
                tokens += self._native.cut(text[position:start])
                tokens += self._odd_block(text[start:end]) if end - start > 1 else [text[start]]
                position = end
        tokens += self._native.cut(text[position:])
        return tokens

    def _odd_block(self, block: str) -> list[str]:
        """Tokens of a block that rjieba may cut otherwise."""
        if HAN_BLOCK.fullmatch(block):
            return list(self._labelled(block))
        masked = RUN.sub(lambda run: "0" * len(run[0]), block)
        if not self._may_mask or ASCII_WORD.search(block) or self._may_label_otherwise(masked):
            return list(jieba_tokenizer(self._user_words).cut(block))
        tokens: list[str] = []
        position = 0
        for token in self._native.cut(masked):
            run = block[position : position + len(token)]
            tokens += filter(None, PARTS.split(run)) if token[0] == "0" else [run]
            position += len(token)
        return tokens

    def _labelled(self, block: str) -> Iterator[str]:
        """Tokens of a block of Chinese characters: the path, and what jieba labels where that leaves them single."""
        known = jieba_tokenizer(self._user_words).FREQ
        for is_single, tokens in groupby(self._native.cut(block, False), lambda token: len(token) == 1):
            whole = list(tokens)
            run = "".join(whole)
            yield from (labelled(run) if is_single and len(run) > 1 and not known.get(run) else whole)

    def _may_label_otherwise(self, block: str) -> bool:
        """Whether the path leaves characters single whose labelling rounding may decide."""
        if not is_close(block):
            return False
        path = " ".join(self._native.cut(block, False))
        return any(is_close(run[0].replace(" ", "")) for run in SINGLE.finditer(path))


def is_close(text: str) -> bool:
    """Whether two labellings of a text may be equal but for rounding.

    Examples
    --------
    >>> is_close("甲乙甲乙"), is_close("国國国"), is_close("鼪鼠"), is_close("甲乙甲丙")
    (True, True, True, False)
    """
    seldom = [char for char in text if char in _SELDOM]
    if not seldom:
        return bool(repeats(text))
    return not known_alone().issuperset(seldom) or bool(repeats(text.translate(variants())))


def repeats(text: str) -> list[int]:
    """Offsets of 甲甲 and 甲乙甲 near which the character beside or between stands again, next to one of the two.

    Examples
    --------
    >>> repeats("甲乙甲乙"), repeats("要人人学习，人人守法"), repeats("丙甲甲乙，甲乙"), repeats("甲" * LONG)[:2]
    ([0, 1], [], [1], [0, 1])
    """
    if len(text) < LONG:
        return [offset for offset in map(re.Match.start, REPEAT.finditer(text)) if _stand_again(text, offset)]
    codes = np.frombuffer((text + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    first = codes[:-2]
    is_twice = first == codes[2:]
    is_twice |= first == codes[1:-1]
    doubled = is_twice.nonzero()[0].tolist()
    return [offset for offset in doubled if REPEAT.match(text, offset) and _stand_again(text, offset)]


def _stand_again(text: str, offset: int) -> bool:
    """Whether a character before or behind 甲甲, or the one in 甲乙甲, stands near by again, next to one of the two."""
    near = text[max(0, offset - REACH) : offset + REACH]
    first, second = text[offset], text[offset + 1]
    others = [second] if first != second else [text[offset - 1 : offset], text[offset + 2 : offset + 3]]
    return any(
        near.count(other) > 1
        and (near.count(first + other) > 1 or near.count(other + first) > 1 or other + other in near)
        for other in others
    )


def native_tokenizer(user_words: tuple[UserWord, ...]) -> Any:
    """A tokenizer of rjieba with the frequencies and the total of jieba's with the same words."""
    import rjieba

    native = rjieba.Jieba()
    surplus = TWICE
    if user_words:
        reference, plain = jieba_tokenizer(user_words), jieba_tokenizer(())
        total = plain.total
        for word in dict.fromkeys(given if isinstance(given, str) else given[0] for given in user_words):
            native.add_word(word, reference.FREQ[word], None)
            total += reference.FREQ[word] - plain.FREQ.get(word, 0)
        surplus += reference.total - total
    native.add_word(PAD, surplus, None)
    return native


def block_around(text: str, offset: int) -> tuple[int, int]:
    """Start and end of jieba's block at an offset, or of the one character there if it is in none.

    Examples
    --------
    >>> block_around("于2026-02-03，", 5)
    (0, 11)
    >>> block_around("石䶮县", 1)
    (1, 2)
    """
    block = BLOCK.match(text, offset)
    if not block:
        return offset, offset + 1
    start = offset
    while start and (text[start - 1] in ASCII or "\u4e00" <= text[start - 1] <= "\u9fd5"):
        start -= 1
    return start, block.end()


def blocks_of(text: str, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The blocks at some offsets in order, each once; see `block_around`.

    Examples
    --------
    >>> list(blocks_of("人人学习，处处学", [0, 5]))
    [(0, 4), (5, 8)]
    """
    behind = 0
    for offset in offsets:
        if offset >= behind:
            start, behind = block_around(text, offset)
            yield start, behind


@cache
def fast_cutter(user_words: tuple[UserWord, ...]) -> FastCutter:
    """One cutter for each set of user words."""
    return FastCutter(user_words)

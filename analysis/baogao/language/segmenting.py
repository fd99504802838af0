"""Normalised text to tokens: slogans stay whole, jieba cuts the gaps between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, get_args

from ahocorasick_rs import AhoCorasick, MatchKind

from baogao.errors import SettingError, listed
from baogao.language.normal import one_kind_of_quotes, turned, unify, unify_form
from baogao.language.reference import SEGMENTED, UserWord, check_words, jieba_tokenizer

WRITTEN = r"A-Za-z\u3400-\u9fff"  # a token that holds one of these is a word
WORD = re.compile(f"[{WRITTEN}]")
HOLDABLE = re.compile(f"[{SEGMENTED}]+")  # what jieba cuts as one, and can keep whole
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which the automaton does not take

Engine = Literal["fast", "jieba"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
Cut = Callable[[str], list[str]]


def segmenter(engine: Engine = "fast", *, user_words: Iterable[UserWord] = ()) -> Cut:
    """What cuts a string into tokens: jieba's precise mode with its hidden Markov model.

    Parameters
    ----------
    engine : {"fast", "jieba"}
        ``fast`` gives the tokens of ``jieba`` more than ten times as fast; ``jieba`` is the
        reference it is held to.
    user_words : iterable of str or (str, int)
        Words to know besides jieba's own, each with its frequency or alone. A word alone gets the
        frequency that jieba suggests, just high enough to keep it whole. Order counts: a suggestion
        depends on the words before. A word that jieba cannot hold (with marks or blanks: “十四五”规划)
        stays whole wherever it stands, the longest that begins first, whatever its frequency; widths
        and quotation marks are one, and one that begins or ends with a letter or figure stands free there.

    Returns
    -------
    callable
        Takes a string, gives its tokens, white space included. Nothing global is changed: cutters
        with different words work side by side.

    Raises
    ------
    SettingError
        If the engine is unknown, or a user word is none: no string, empty, or with a frequency that
        is not from 1 to 1,000,000,000.

    Examples
    --------
    >>> segmenter()("推进澜江镇建设")
    ['推进', '澜江镇', '建设']
    >>> segmenter(user_words=["江镇建设"])("推进澜江镇建设")
    ['推进', '澜', '江镇建设']
    >>> segmenter(user_words=["“十四五”规划"])("落实“十四五”规划")
    ['落实', '“十四五”规划']
    """
    words = check_words(user_words)
    if engine not in ENGINES:
        raise SettingError(f"engine '{engine}' is unknown; it must be one of {listed(ENGINES)}.")
    known = tuple(given for given in words if HOLDABLE.fullmatch(_written(given)))
    others = [unify_form(word) for word in map(_written, words) if not HOLDABLE.fullmatch(word)]
    cut = _cutter(engine, known)
    return _keeping(others, cut) if others else cut


def _written(given: UserWord) -> str:
    return given if isinstance(given, str) else given[0]


def _cutter(engine: Engine, words: tuple[UserWord, ...]) -> Cut:
    if engine == "jieba":
        reference: Cut = jieba_tokenizer(words).lcut
        return reference
    from baogao.language.fast import fast_cutter

    return fast_cutter(words)


def _keeping(words: Sequence[str], cut: Cut) -> Cut:
    """What cuts a text but for some words, normalised ones; white space is kept."""
    automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def keep(text: str) -> list[str]:
        unified = SURROGATE.sub("\ufffd", one_kind_of_quotes(turned(unify(text))))
        places = ((start, end) for _, start, end in automaton.find_matches_as_indexes(unified))
        return _with_whole(text, [place for place in places if _stands_free(unified, *place)], cut)

    return keep


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether letters and figures at the ends of a stretch belong to no longer word or number."""
    pairs = text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in pairs)


def is_word(token: str) -> bool:
    """Whether a token is a word: punctuation, figures and white space are none; numbers in characters are.

    Examples
    --------
    >>> [token for token in ["推进", "，", "12", "5G", "十二"] if is_word(token)]
    ['推进', '5G', '十二']
    """
    return bool(WORD.search(token))


def tokenize(text: str, whole: Iterable[tuple[int, int]], cut: Cut) -> list[str]:
    """Cut normalised text into tokens, punctuation included, white space left out.

    The stretches that stay ``whole`` stand in order and apart; there are none for plain segmentation.

    Examples
    --------
    >>> tokenize("推进法治政府建设。", [(2, 8)], list)
    ['推', '进', '法治政府建设', '。']
    """
    return [token for token in _with_whole(text, whole, cut) if token.strip()]


def _with_whole(text: str, whole: Iterable[tuple[int, int]], cut: Cut) -> list[str]:
    tokens: list[str] = []
    position = 0
    for start, end in whole:
        tokens += cut(text[position:start])
        tokens.append(text[start:end])
        position = end
    return tokens + cut(text[position:])

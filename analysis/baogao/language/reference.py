"""Jieba itself, as a private tokenizer with its own words: the reference that `fast` is held to."""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

from baogao.errors import SettingError
from baogao.paths import cache_folder

UserWord = str | tuple[str, int]
SEGMENTED = r"\u4e00-\u9fd5a-zA-Z0-9+#&._%\-"  # jieba segments each run of these by itself
MOST = 10**9
# A line of a dictionary as jieba reads it: a word, and behind it how frequent it is, its kind (ns), or both.
# A name in letters may have a number or a word behind it (Open AI, 5G 2): what ends with both is a line all the same.
DICTIONARY_LINE = re.compile(
    r"(?P<word>[^\sA-Za-z]+)(?: +(?P<frequency>\d+))?(?: +(?P<kind>[a-z]{1,5}))?\s*"
    r"|(?P<name>\S(?:.{0,100}\S)?) +(?P<often>\d+) +[a-z]{1,5}\s*"
)


@cache
def jieba_tokenizer(user_words: tuple[UserWord, ...]) -> Any:
    """A tokenizer of jieba (precise mode with its hidden Markov model) that knows some more words.

    jieba suggests a frequency for words without one, in their order. The module's default tokenizer is left
    alone. The prefix dictionary is kept in the study's ``.cache`` (jieba writes a draft and renames it, so
    two processes may start at once).
    """
    jieba = _jieba()
    jieba.default_logger.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = _cache_folder()
    tokenizer.cache_file = f"jieba-{version('jieba')}.cache"
    tokenizer.initialize()
    for given in user_words:
        word, frequency = (given, None) if isinstance(given, str) else given
        tokenizer.add_word(word, frequency)
    return tokenizer


def _jieba() -> Any:
    with warnings.catch_warnings():  # jieba 0.42.1, its last release, has unescaped patterns
        warnings.simplefilter("ignore")
        import jieba
    return jieba


@cache
def known_alone() -> frozenset[str]:
    """Characters that jieba's hidden Markov model has seen alone."""
    return frozenset(_jieba().finalseg.emit_P["S"])


class Model(NamedTuple):
    """jieba's hidden Markov model: log probabilities of first labels, of steps, and of characters; the least of all."""

    start: Mapping[str, float]
    trans: Mapping[str, Mapping[str, float]]
    emit: Mapping[str, Mapping[str, float]]
    least: float


@cache
def hidden_model() -> Model:
    """The model by which jieba labels characters that it knows no word of."""
    model = _jieba().finalseg
    return Model(model.start_P, model.trans_P, model.emit_P, model.MIN_FLOAT)


@cache
def variants() -> dict[int, str]:
    """Characters that jieba's model takes for one (國 and 国), each to the first of them: for `str.translate`."""
    emissions = [_jieba().finalseg.emit_P[state] for state in "BME"]
    first: dict[tuple[float | None, ...], str] = {}
    same = {}
    for char in sorted(set().union(*emissions)):
        emitted = tuple(of_state.get(char) for of_state in emissions)
        if emitted.count(None) < 2:  # with one state alone it changes places with no other
            same[ord(char)] = first.setdefault(emitted, char)
    return same


def check_words(user_words: Iterable[UserWord]) -> tuple[UserWord, ...]:
    r"""User words as they may be given to jieba; lines of a dictionary of its own (word, frequency, kind) are read.

    Empty lines between others are passed over.

    Raises
    ------
    SettingError
        If one is no word, or jieba would take it in another sense: a frequency that deletes.

    Examples
    --------
    >>> check_words(["澜江镇", ("云浔先行区", 50)])
    ('澜江镇', ('云浔先行区', 50))
    >>> check_words("澜江镇 n\n云浔先行区 50 ns\n三农 工作\n".split("\n"))
    ('澜江镇', ('云浔先行区', 50), '三农 工作')
    """
    words = (user_words,) if isinstance(user_words, str) else tuple(user_words)
    if isinstance(user_words, str) or not all(map(_is_word, words)):
        raise SettingError(f"user_words: {words!r:.80}: must be a list of words, each a string or (word, frequency).")
    words = tuple(_of_line(given) for given in words if given != "") or words
    for word, frequency in ((given, 1) if isinstance(given, str) else given for given in words):
        if not word.strip():
            raise SettingError("user_words: a word is empty; give words of at least one character.")
        if not 1 <= frequency <= MOST:
            raise SettingError(
                f"user_words: frequency {frequency} of '{word}' must be from 1 to {MOST:,}; "
                "leave it out and one is found that keeps the word whole."
            )
    return words


def _of_line(given: UserWord) -> UserWord:
    """A word, of a line of jieba's dictionaries without what stands behind it."""
    line = DICTIONARY_LINE.fullmatch(given) if isinstance(given, str) else None
    if line and line["name"]:
        return line["name"], int(line["often"])
    if not line or not (line["frequency"] or line["kind"]):
        return given
    return (line["word"], int(line["frequency"])) if line["frequency"] else line["word"]


def _is_word(given: object) -> bool:
    if isinstance(given, tuple) and len(given) == 2:
        return isinstance(given[0], str) and isinstance(given[1], int)
    return isinstance(given, str)


def _cache_folder() -> str | None:
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
    except (SettingError, OSError):
        return None
    return str(folder) if os.access(folder, os.W_OK) else None

"""Jieba itself, as a private tokenizer with its own words: the reference that `fast` is held to."""

from __future__ import annotations

import logging
import os
import warnings
from functools import cache
from importlib.metadata import version
from typing import Any

from baogao.corpus.study import find_study
from baogao.errors import SettingError

UserWord = str | tuple[str, int]
SEGMENTED = r"\u4e00-\u9fd5a-zA-Z0-9+#&._%\-"  # jieba segments each run of these by itself
MOST = 10**9


@cache
def jieba_tokenizer(user_words: tuple[UserWord, ...]) -> Any:
    """A tokenizer of jieba (precise mode with its hidden Markov model) that knows some more words.

    Parameters
    ----------
    user_words : tuple of str or (str, int)
        Words, with a frequency or without; jieba suggests one for those without, in their order.

    Returns
    -------
    jieba.Tokenizer
        Of its own: the module's default tokenizer is left alone. The prefix dictionary is kept
        in the study's ``.cache`` (jieba writes a draft and renames it, so two processes may
        start at once).

    Raises
    ------
    SettingError
        If a word is empty or its frequency is not from 1 to 1,000,000,000.
    """
    check_words(user_words)
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


def check_words(user_words: tuple[UserWord, ...]) -> None:
    """Refuse words that jieba would take in another sense: none, or a frequency that deletes."""
    for given in user_words:
        word, frequency = (given, 1) if isinstance(given, str) else given
        if not word:
            raise SettingError("user_words: a word is empty; give words of at least one character.")
        if not 1 <= frequency <= MOST:
            raise SettingError(
                f"user_words: frequency {frequency} of '{word}' must be from 1 to {MOST:,}; "
                "leave it out and one is found that keeps the word whole."
            )


def _cache_folder() -> str | None:
    try:
        folder = find_study() / ".cache"
        folder.mkdir(exist_ok=True)
    except (SettingError, OSError):
        return None
    return str(folder) if os.access(folder, os.W_OK) else None

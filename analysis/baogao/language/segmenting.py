"""Normalised text to tokens: slogans stay whole, jieba cuts the gaps between them."""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache

from baogao.corpus.study import find_study
from baogao.errors import SettingError

WORD = re.compile(r"[A-Za-z\u3400-\u9fff]")

Cut = Callable[[str], list[str]]


@cache
def jieba_cut() -> Cut:
    """Jieba's own cutter (precise mode with its hidden Markov model) of a private tokenizer.

    Nothing global is changed; the prefix dictionary is cached in the study's ``.cache``.
    """
    with warnings.catch_warnings():  # jieba 0.42.1, its last release, has unescaped patterns
        warnings.simplefilter("ignore")
        import jieba
    jieba.default_logger.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = _cache_folder()
    tokenizer.initialize()
    return lambda text: list(tokenizer.cut(text))


ENGINES: dict[str, Callable[[], Cut]] = {"jieba": jieba_cut}


def _cache_folder() -> str | None:
    try:
        folder = find_study() / ".cache"
        folder.mkdir(exist_ok=True)
    except (SettingError, OSError):
        return None
    return str(folder) if os.access(folder, os.W_OK) else None


def tokenize(text: str, whole: Iterable[tuple[int, int]], cut: Cut) -> list[str]:
    """Cut normalised text into tokens.

    Parameters
    ----------
    text : str
        Normalised text.
    whole : iterable of (int, int)
        Stretches that stay whole, in order and apart; none for plain segmentation.
    cut : callable
        Cuts a string into tokens.

    Returns
    -------
    list of str
        Tokens in order, punctuation included, white space left out.

    Examples
    --------
    >>> tokenize("推进法治政府建设。", [(2, 8)], list)
    ['推', '进', '法治政府建设', '。']
    """
    tokens: list[str] = []
    position = 0
    for start, end in whole:
        tokens += cut(text[position:start])
        tokens.append(text[start:end])
        position = end
    tokens += cut(text[position:])
    blank = {token for token in set(tokens) if not token.strip()}
    return [token for token in tokens if token not in blank] if blank else tokens


def words(tokens: Iterable[str]) -> list[str]:
    """Tokens that hold a letter or a Chinese character: no numbers, no punctuation.

    Examples
    --------
    >>> words(["2025", "年", "，", "GDP", "5%"])
    ['年', 'GDP']
    """
    given = list(tokens)
    written = set(filter(WORD.search, set(given)))  # a type is looked at once
    return [token for token in given if token in written]

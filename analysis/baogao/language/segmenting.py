"""Normalised text to tokens: slogans stay whole, jieba cuts the gaps between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, get_args

from baogao.errors import SettingError, listed
from baogao.language.reference import UserWord, check_words, jieba_tokenizer

WRITTEN = r"A-Za-z\u3400-\u9fff"  # a token that holds one of these is a word

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
        depends on the words before.

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
    """
    words = check_words(user_words)
    if engine not in ENGINES:
        raise SettingError(f"engine '{engine}' is unknown; it must be one of {listed(ENGINES)}.")
    if engine == "jieba":
        reference: Cut = jieba_tokenizer(words).lcut
        return reference
    from baogao.language.fast import fast_cutter

    return fast_cutter(words)


def tokenize(text: str, whole: Iterable[tuple[int, int]], cut: Cut) -> list[str]:
    """Cut normalised text into tokens, punctuation included, white space left out.

    The stretches that stay ``whole`` stand in order and apart; there are none for plain segmentation.

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
    return [token for token in tokens if token.strip()]

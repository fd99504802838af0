"""How alike a gloss of the lexicon and an official rendering are, word for word."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from baogao.language.bilingual.english import english_words, stem


def likeness(gloss: str, rendering: str) -> float:
    """Likeness of two English phrases by the stems of their content words, in any order.

    Returns
    -------
    float
        0 to 1; 1 where one holds all words of the other.

    Examples
    --------
    >>> likeness("reform of state-owned enterprises", "deepen state-owned enterprise reforms")
    1.0
    >>> likeness("ecological civilization", "cultural progress") < 0.6
    True
    """
    return float(token_set_ratio(_content(gloss), _content(rendering))) / 100


def _content(phrase: str) -> str:
    return " ".join(stem(word.text) for word in english_words(phrase) if word.kind == "content")

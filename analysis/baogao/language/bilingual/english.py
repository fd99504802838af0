"""English words of an official translation: where they stand, their stems, and which of them carry meaning."""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = re.compile(r"[A-Za-z0-9]+(?:[.,]\d+)*(?:[’'\-–—/&][A-Za-z0-9]+)*%?|[^\sA-Za-z0-9]")
ENDINGS = (("ies", "y"), *((ending, "") for ending in ("ing", "ed", "es", "s", "e", "ly")))
SHORTEST_STEM = 4
CLAUSE_ENDS = frozenset(".;:?!")
FUNCTION = """
a all also an and any as at both by each every for from he his in into it its more most no not of on or other others
our own so some such than that the their them these they this those thus to under upon us we when where which while
who whose with within without you your
"""
AUXILIARY = """
are be been being can could did do does had has have is may might must shall should was were will would
"""
FUNCTION_WORDS, AUXILIARIES = frozenset(FUNCTION.split()), frozenset(AUXILIARY.split())
WEIGHTS = {"content": 1.0, "auxiliary": 0.7, "function": 0.15, "mark": 0.5}  # what an unaligned word costs a phrase


class Word(NamedTuple):
    """A word or mark of an English sentence: its text, and its offsets."""

    text: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """What it is: content, auxiliary, function or mark."""
        word = self.text.lower()
        if not word[0].isalnum():
            return "mark"
        return "function" if word in FUNCTION_WORDS else "auxiliary" if word in AUXILIARIES else "content"


def english_words(sentence: str) -> list[Word]:
    """Words and marks of a sentence, in order.

    Examples
    --------
    >>> [word.text for word in english_words("A law-based government's work, by 6.5%.")]
    ['A', 'law-based', "government's", 'work', ',', 'by', '6.5%', '.']
    """
    return [Word(match[0], *match.span()) for match in WORD.finditer(sentence)]


def stem(word: str) -> str:
    """What the forms of an English word have in common, roughly: lower case, without the commonest endings.

    It keeps counts of forms together and is never shown.

    Examples
    --------
    >>> [stem(word) for word in ("Reforms", "reforming", "policies", "Party's", "use")]
    ['reform', 'reform', 'policy', 'party', 'use']
    """
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending) + instead
    return word

"""What a text states of itself: a value, the words that say so, how surely, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

Span = tuple[int, int]

LABELLED, PATTERN, UNLISTED, INFERRED = 0.95, 0.8, 0.7, 0.5  # see `Stated`
SURE = 0.75  # confidence from which a value is taken for what the text says


@dataclass(frozen=True)
class Stated:
    """What a text states: the value, the offsets of the words that say so, a confidence and the rule that found it.

    The confidence tells by which rule (a finder in `baogao.corpus.facts`) it was found, and so how often it is right:
    0.95 a label of the page or a line of its own says it (来源：, a title before its date);
    0.8 a fixed form with as good as one reading (the place in the title, a date in the subtitle);
    0.7 a name that only its last character shows to be a place;
    0.5 weighed from words that can mean something else. What is not found is left out.
    """

    value: str
    start: int
    end: int
    confidence: float
    rule: str = ""

    def __iter__(self) -> Iterator[str | int | float]:
        """The value, its offsets and the confidence."""
        return iter((self.value, self.start, self.end, self.confidence))

    @property
    def span(self) -> Span:
        """Offsets of the words that say so."""
        return self.start, self.end

    def moved(self, by: int) -> Stated:
        """The same so many characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)

    def at_most(self, confidence: float) -> Stated:
        """The same with no higher confidence than this."""
        return self if self.confidence <= confidence else replace(self, confidence=confidence)


NOTHING = Stated("", 0, 0, 0.0)  # what a rule states that rules a value out

"""A report in parts, by which place, issuer, period and kind are judged; what it states, and how surely."""

from __future__ import annotations

import re
from typing import NamedTuple

Span = tuple[int, int]
Found = tuple[str, Span, float]

LABELLED, PATTERN, INFERRED = 0.95, 0.8, 0.5  # see `Stated`
UNLISTED = 0.7  # a name that only its last character tells to be a place
# What a speaker says that the report is: 作关于…的报告.
REPORTED = re.compile(r"(?:作|提出|报告)[^。：]{0,8}关于[^。；]{4,80}?的?报告")
HEAD = 400  # characters of the running text that are asked first


class Stated(NamedTuple):
    """What a text states: the value, the offsets of the words that say so, and a confidence.

    The confidence tells by which rule the value was found, and so how often it is right:
    0.95 a label of the page or a line of its own says it (来源：, a title before its date);
    0.8 a fixed form with as good as one reading (the place in the title, a date in the subtitle);
    0.5 weighed from words that can mean something else. What is not found is left out.
    """

    value: str
    start: int
    end: int
    confidence: float


class Facts(NamedTuple):
    """A report in parts, as offsets: the lines of the head by role, headings of the first level, body."""

    text: str
    title: Span | None
    subtitles: list[Span]
    speakers: list[Span]
    notes: list[Span]
    salutation: Span | None
    headings: list[Span]
    body: list[Span]
    is_interview: bool
    is_press: bool

    @property
    def titles(self) -> list[Span]:
        """The title, if there is one."""
        return [self.title] if self.title else []

    @property
    def head(self) -> list[Span]:
        """Subtitles, then speakers."""
        return self.subtitles + self.speakers

    def read(self, *spans: Span | None) -> str:
        """Characters of some parts, one a line."""
        return "\n".join(self.text[slice(*span)] for span in spans if span)

    @property
    def opening(self) -> str:
        """The first characters of the body."""
        return self.read(*self.body[:4])[:HEAD]


def joined(told: str) -> tuple[str, list[int]]:
    """Join a line that is spaced out or broken (报 告): its characters, white space aside, and where they stood."""
    at = [number for number, char in enumerate(told) if not char.isspace()]
    return "".join(told[number] for number in at), at

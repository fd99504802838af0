"""A report in parts, by which place, issuer, period and kind are judged, and how surely each rule is right."""

from __future__ import annotations

import re
from typing import NamedTuple

Span = tuple[int, int]
Found = tuple[str, Span, float]

LABELLED, PATTERN, INFERRED = 0.95, 0.8, 0.5  # see `baogao.corpus.describe.Stated`
UNLISTED = 0.7  # a name that only its last character tells to be a place
# What a speaker says that the report is: 作关于…的报告.
REPORTED = re.compile(r"(?:作|提出|报告)[^。：]{0,8}关于[^。；]{4,80}?的?报告")
HEAD = 400  # characters of the running text that are asked first


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

"""Genres: the one list of what kinds of reports there are, and which of them are of the press or were adopted."""

from __future__ import annotations

from typing import Literal

Genre = Literal[
    "interview",
    "meeting-report",
    "profile",
    "annual-review",
    "speech",
    "work-report",
    "communique",
    "decision",
    "resolution",
    "congress-report",
    "headlines",
    "news",
    "other",
]
PRESS: frozenset[Genre] = frozenset({"interview", "profile", "meeting-report"})  # what news tell of a body
ADOPTED: frozenset[Genre] = frozenset({"decision", "communique"})  # by a meeting, which is named with it

"""Marks of Chinese sentences, in full width and half width, by what they do."""

from __future__ import annotations

FULL_STOP = "。"
SENTENCE_END = "。！？：；…”’）】》!?:;)"  # ends a sentence, or stands behind one that has ended
FULL_STOPS = "。！？!?"
EXCLAMATIONS = ("！", "!")
COLONS = ("：", ":")
SEMICOLONS = ("；", ";")
PAUSES = frozenset("，、；。")
TYPED_STOPS = ".．"  # full stops of a typewriter
CLOSING_BRACKETS = "）)"
WIDE_BRACKETS = str.maketrans({"(": "（"})
QUOTES = {"“": "”", "‘": "’", '"': '"'}
DASHES = "-—"
WIDE_SPACE = "\u3000"

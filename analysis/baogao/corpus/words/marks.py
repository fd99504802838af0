"""Marks of Chinese sentences, in full width and half width, by what they do."""

from __future__ import annotations

import re

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
# What a note at the foot of a page begins with: ① [1] （1） * 注：
NOTE_OPENING = re.compile(
    r"[①-⑳⑴-⒇*※†‡]|[\[【〔(（]\s*\d{1,3}\s*[\])】〕）]|\d{1,3}[\s.．、]|注[：:释\s\d]|数据来源|资料来源"
)

"""Traditional and simplified characters (stand-in until the readers are merged)."""

from __future__ import annotations


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters."""
    return sum(map(text.count, "國會們為與")) > 3


def to_simplified(text: str) -> str:
    """The text in simplified characters."""
    return text.translate(str.maketrans("國會們為與", "国会们为与"))

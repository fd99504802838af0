"""The numbers that Word puts before paragraphs (一、 （一） 1.), which are no part of the text that it stores."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "零一二三四五六七八九"
CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting")
)
CIRCLES = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
LEVELS = 9


def chinese_number(number: int) -> str:
    """A number from 1 to 99 in Chinese; others in digits.

    Examples
    --------
    >>> [chinese_number(number) for number in (1, 10, 11, 20, 35, 100)]
    ['一', '十', '十一', '二十', '三十五', '100']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the document's ``w:numbering`` (None when it has none) and ``w:styles``."""
        self._kinds = {} if numbering is None else _by_id(numbering, "abstractNum", "abstractNumId")
        self._lists = {} if numbering is None else _by_id(numbering, "num", "numId")
        self._styles = _by_id(styles, "style", "styleId")
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """The number before a paragraph; empty when it has none. To be asked once a paragraph."""
        number_id, level = self._place(paragraph)
        listed = self._lists.get(number_id)
        kind_id = "" if listed is None else _value(listed, "abstractNumId")
        levels = _by_id(self._kinds[kind_id], "lvl", "ilvl") if kind_id in self._kinds else {}
        if listed is None or str(level) not in levels:
            return ""
        counts = self._counts.setdefault(kind_id, [0] * LEVELS)
        starts = [_number(_value(levels[str(n)], "start"), 1) if str(n) in levels else 1 for n in range(LEVELS)]
        if number_id not in self._begun and listed.find(f"{W}lvlOverride/{W}startOverride") is not None:
            counts[:] = [0] * LEVELS
        self._begun.add(number_id)
        counts[level] = counts[level] + 1 if counts[level] else starts[level]
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        shown = [
            _shown(count or start, levels.get(str(n)))
            for n, (count, start) in enumerate(zip(counts, starts, strict=True))
        ]
        if _value(levels[str(level)], "numFmt") in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", lambda match: shown[int(match[1]) - 1], _value(levels[str(level)], "lvlText"))

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """List and level of a paragraph, its own or those of its style and the styles that this is based on."""
        properties = paragraph.find(f"{W}pPr")
        number_id, level = _numbered(properties)
        style = "" if properties is None else _value(properties, "pStyle")
        for _ in range(LEVELS):
            if number_id or style not in self._styles:
                break
            number_id, level = _numbered(self._styles[style].find(f"{W}pPr"))
            style = _value(self._styles[style], "basedOn")
        return number_id, min(max(level, 0), LEVELS - 1)


def _numbered(properties: Any) -> tuple[str, int]:
    mark = None if properties is None else properties.find(f"{W}numPr")
    return ("", 0) if mark is None else (_value(mark, "numId"), _number(_value(mark, "ilvl"), 0))


def _by_id(parent: Any, tag: str, key: str) -> dict[str, Any]:
    return {child.get(W + key, ""): child for child in parent.findall(W + tag)}


def _value(parent: Any, tag: str) -> str:
    """``w:val`` of a child; empty when there is none."""
    child = parent.find(W + tag)
    return "" if child is None else str(child.get(W + "val", ""))


def _number(value: str, default: int) -> int:
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else default


def _shown(number: int, level: Any) -> str:
    form = "" if level is None else _value(level, "numFmt")
    if form in CHINESE:
        return chinese_number(number)
    if form in CIRCLES and 0 < number <= 20:
        return chr(0x245F + number)
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((0x60 if form == "lowerLetter" else 0x40) + number)
    return str(number)

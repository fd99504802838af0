"""The numbers that Word puts before paragraphs (一、 （一） 1.), which are no part of the text that it stores."""

from __future__ import annotations

import re
from typing import Any

from baogao.corpus.words.numerals import chinese_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE = re.compile(r"(?:chinese|taiwanese)Counting(?:Thousand)?|japaneseCounting")
CIRCLES = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
BEFORE_FIRST = {"lowerLetter": (0x60, 26), "upperLetter": (0x40, 26), **dict.fromkeys(CIRCLES, (0x245F, 20))}
LEVELS = 9


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
        number_id, level = self._list_and_level(paragraph)
        own = self._lists.get(number_id)
        kind_id = "" if own is None else value_of(own, "abstractNumId")
        levels = _by_id(self._kinds[kind_id], "lvl", "ilvl") if kind_id in self._kinds else {}
        if own is None or str(level) not in levels:
            return ""
        counts = self._counts.setdefault(kind_id, [0] * LEVELS)
        starts = [_number(value_of(levels[str(n)], "start"), 1) if str(n) in levels else 1 for n in range(LEVELS)]
        if number_id not in self._begun and own.find(f"{W}lvlOverride/{W}startOverride") is not None:
            counts[:] = [0] * LEVELS
        self._begun.add(number_id)
        counts[level] = counts[level] + 1 if counts[level] else starts[level]
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        forms = [value_of(levels[str(n)], "numFmt") if str(n) in levels else "" for n in range(LEVELS)]
        if forms[level] in ("bullet", "none"):
            return ""
        shown = [_shown(counts[n] or starts[n], forms[n]) for n in range(LEVELS)]
        return re.sub(r"%([1-9])", lambda match: shown[int(match[1]) - 1], value_of(levels[str(level)], "lvlText"))

    def _list_and_level(self, paragraph: Any) -> tuple[str, int]:
        """List and level of a paragraph, its own or those of its style and the styles that this is based on."""
        number_id, level = _numbered(paragraph)
        style = value_of(paragraph, "pPr", "pStyle")
        for _ in range(LEVELS):
            if number_id or style not in self._styles:
                break
            number_id, level = _numbered(self._styles[style])
            style = value_of(self._styles[style], "basedOn")
        return number_id, min(max(level, 0), LEVELS - 1)


def _numbered(element: Any) -> tuple[str, int]:
    return value_of(element, "pPr", "numPr", "numId"), _number(value_of(element, "pPr", "numPr", "ilvl"), 0)


def _by_id(parent: Any, tag: str, key: str) -> dict[str, Any]:
    return {child.get(W + key, ""): child for child in parent.findall(W + tag)}


def value_of(parent: Any, *tags: str) -> str:
    """``w:val`` of an element below another; empty when there is none."""
    element = parent.find("/".join(W + tag for tag in tags))
    return "" if element is None else str(element.get(W + "val", ""))


def _number(value: str, default: int) -> int:
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else default


def _shown(number: int, form: str) -> str:
    """A number in the form that a level asks for."""
    if CHINESE.fullmatch(form):
        return chinese_number(number)
    before, last = BEFORE_FIRST.get(form, (0, 0))
    return chr(before + number) if 0 < number <= last else str(number)

"""Running enumerations in normalised text: 一是 … 二是 …, in order from the first."""

from __future__ import annotations

import re

Span = tuple[int, int]

ORDER = "一二三四五六七八九十"
# Markers at the start of a clause, by the first of a run: the pattern takes the numeral in group 1.
MARKERS = {
    "一是": re.compile(rf"(?:^|(?<=[，。；：、！？\s（“—]))([{ORDER}])是(?!一)", re.M),
    "第一": re.compile(rf"(?:^|(?<=[，。；：！？\s“—]))第([{ORDER}])[，、：]", re.M),
    "一要": re.compile(rf"(?:^|(?<=[，。；：！？\s“—]))([{ORDER}])要", re.M),
    "（一）": re.compile(rf"(?:^|(?<=[，。；：！？\s]))（([{ORDER}])）", re.M),
}


def enumerations(text: str) -> list[list[Span]]:
    """Offsets of the markers of each run of two or more in order from the first: 一是 … 二是 ….

    Examples
    --------
    >>> enumerations("一是学。二是干。"), enumerations("二是干。")
    ([[(0, 2), (4, 6)]], [])
    """
    runs = []
    for first, pattern in MARKERS.items():
        if first not in text:
            continue
        open_run: list[Span] = []
        for match in [*pattern.finditer(text), None]:
            number = ORDER.index(match[1]) if match else 0
            if match and number == len(open_run) > 0:
                open_run.append(match.span())
                continue
            if len(open_run) > 1:
                runs.append(open_run)
            open_run = [match.span()] if match and number == 0 else []
    return sorted(runs)

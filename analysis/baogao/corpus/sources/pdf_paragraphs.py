"""Lines of PDF pages to paragraphs, and the lines that run along with the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from statistics import median

from baogao.corpus.sources.pdf_lines import PageLine
from baogao.corpus.words.rules import rules

RULES = rules("pages")
WORDS_MEET = re.compile(r"[A-Za-z,.;:][A-Za-z]")
MARGIN = 0.12  # of the page's height: where running heads, feet and page numbers stand
OUTERMOST = 3  # lines at either end of a page that may be running ones
SAME_HEIGHT = 0.01
SHARE_OF_PAGES = 0.4  # heads of left and of right pages may differ
INDENT = 1.2  # letter sizes: two characters less what narrow setting takes
SHORT = 2.0  # letter sizes that a line may end short of the margin and still run on (a mark never opens a line)
FAR_SHORT = 5.0  # what no unbreakable word accounts for
OTHER_SIZE = 1.15
WIDE_GAP = 1.8  # usual distances between lines


def running_lines(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """Running heads and feet, page numbers and slanted text among the lines of each page.

    Outermost lines in the margins run along that are a page number, or that stand at the same
    height, digits aside, on at least two pages in five (and on two at least).
    """
    times = Counter(key for page in pages for key in {_key(line) for line in page})
    enough = max(2.0, SHARE_OF_PAGES * len(pages))
    running = {line for page in pages for line in page if not line.upright}
    for page in pages:
        upright = sorted((line for line in page if line.upright), key=lambda line: line.top)
        for edge in (upright, upright[::-1]):
            running.update(takewhile(lambda line: _runs(line, times, enough), edge[:OUTERMOST]))
    return running


def _runs(line: PageLine, times: Counter[tuple[str, int]], enough: float) -> bool:
    """Whether a line in the margin is a page number, or stands there on enough pages."""
    if MARGIN < line.height < 1 - MARGIN:
        return False
    text, height = _key(line)
    repeated = sum(times[text, near] for near in (height - 1, height, height + 1))
    return bool(RULES["page-number"].fullmatch(line.text)) or repeated >= enough


def _key(line: PageLine) -> tuple[str, int]:
    """Text without digits and spaces, and height on the page in hundredths."""
    return re.sub(r"[\d\s]+", "#", line.text), round(line.height / SAME_HEIGHT)


def paragraphs(lines: Sequence[PageLine]) -> list[str]:
    """Put lines in reading order together to paragraphs, over the ends of columns and pages.

    A line opens a paragraph when it is indented, is of another size, stands far below
    the line before, or when that line ends a sentence two letters short of the margin
    (or five letters short, whatever it ends with).
    """
    edges = _edges(lines)
    pitch = _pitch(lines)
    texts: list[str] = []
    before: PageLine | None = None
    for line in lines:
        if before is None or _opens(line, before, edges, pitch):
            texts.append(line.text)
        else:
            texts[-1] += (" " if WORDS_MEET.fullmatch(texts[-1][-1] + line.text[0]) else "") + line.text
        before = line
    return texts


def _opens(line: PageLine, before: PageLine, edges: dict[tuple[int, int], tuple[float, float]], pitch: float) -> bool:
    left, _ = edges[line.page, line.column]
    _, right = edges[before.page, before.column]
    missing = (right - before.right) / before.size
    sizes = sorted((line.size, before.size))
    follows = line.page == before.page and line.column == before.column
    return (
        line.left - left >= INDENT * line.size
        or sizes[1] > OTHER_SIZE * sizes[0]
        or (follows and line.top - before.top > WIDE_GAP * pitch)
        or missing > FAR_SHORT
        or (missing > SHORT and bool(RULES["sentence-end"].search(before.text)))
    )


def _edges(lines: Sequence[PageLine]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right margin of the text in every column of every page.

    A column of one or two lines, or one whose lines are all short, has the margins that
    such columns usually have.
    """
    columns: dict[tuple[int, int], list[PageLine]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    own = {key: (min(x.left for x in column), max(x.right for x in column)) for key, column in columns.items()}
    edges = {}
    for key, (left, right) in own.items():
        alike = [own[other] for other, column in columns.items() if other[1] == key[1] and len(column) > 2]
        usual = (median(x for x, _ in alike), median(x for _, x in alike)) if alike else (left, right)
        small = len(columns[key]) <= 2 or right - left < 0.8 * (usual[1] - usual[0])
        edges[key] = (min(left, usual[0]), max(right, usual[1])) if small else (left, right)
    return edges


def _pitch(lines: Sequence[PageLine]) -> float:
    """Usual distance from one line to the next."""
    steps = [
        below.top - line.top
        for line, below in pairwise(lines)
        if line.page == below.page and line.column == below.column and below.top > line.top
    ]
    return median(steps) if steps else float("inf")

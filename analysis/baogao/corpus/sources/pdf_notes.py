"""Pages of a PDF that are no running text: notes at their foot, pages that are pictures, letters nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import Any, NamedTuple

from baogao.corpus.pages.pdf_lines import PageLine
from baogao.corpus.pages.pdf_turned import FEWEST, Letter, Turned
from baogao.corpus.words.marks import NOTE_OPENING

SMALLER = 0.88  # of the usual size: letters of notes
LOWER_PART = 0.45  # of the page, below which notes stand
SHORTEST_RULE, THICKEST_RULE = 40.0, 3.0  # points
MOST_LETTERS = 50  # on a page that is a picture: a stamp, a page number
PICTURE = 0.5  # of the page
UNKNOWN, MOST_UNKNOWN = "\ufffd", 0.1


class Page(NamedTuple):
    """One page: its lines, heights of its rules in points, whether it is a picture, letters that were not read."""

    lines: list[PageLine]
    rules: tuple[float, ...] = ()
    is_picture: bool = False
    n_turned: int = 0
    n_beyond: int = 0
    white: str = ""


def page_of(page: Any, lines: list[PageLine], way: Turned, white: Sequence[Letter]) -> Page:
    """A page of pdfplumber with its lines, read as it is turned, and its letters that nobody sees."""
    drawn = [*page.lines, *page.rects]
    rules = [one for one in drawn if one["x1"] - one["x0"] >= SHORTEST_RULE and one["height"] <= THICKEST_RULE]
    whole = float(page.width) * float(page.height)
    covered = sum((one["x1"] - one["x0"]) * (one["bottom"] - one["top"]) for one in page.images)
    n_letters = sum(len(line.text) for line in lines)
    is_picture = bool(page.images) and (not lines or (n_letters <= MOST_LETTERS and covered >= PICTURE * whole))
    heights = () if way.is_turned else tuple(one["top"] for one in rules)
    return Page(lines, heights, is_picture, way.n_turned, way.n_beyond, "".join(letter["text"] for letter in white))


def notes_at_foot(pages: Sequence[Page], running: Collection[PageLine]) -> set[PageLine]:
    """Notes: the lowest lines of a page, running ones aside, in smaller letters, below a rule or with a mark before."""
    bodies = [[line for line in page.lines if line not in running and line.upright] for page in pages]
    sizes = [line.size for body in bodies for line in body for _ in line.text]
    usual = median(sizes) if sizes else 0.0
    notes: set[PageLine] = set()
    for page, body in zip(pages, bodies, strict=True):
        lowest = sorted(body, key=lambda line: -line.top)
        small = [*takewhile(lambda line: line.size <= SMALLER * usual and line.height >= LOWER_PART, lowest)]
        if not small or len(small) == len(body):
            continue
        above = lowest[len(small)].top
        is_below_rule = any(above <= rule <= small[-1].top + small[-1].size for rule in page.rules)
        if is_below_rule or NOTE_OPENING.match(small[-1].text):
            notes.update(small)
    return notes


def faults(pages: Sequence[Page]) -> Iterator[str]:
    """Lines that say which pages of several could not be read."""
    pictures = [number for number, page in enumerate(pages, 1) if page.is_picture]
    unknown = [number for number, page in enumerate(pages, 1) if _is_unknown(page)]
    for numbers, what in ((pictures, "are images"), (unknown, "have letters that their fonts do not name")):
        if numbers:
            yield f"{len(numbers)} of {len(pages)} pages {what} ({spans(numbers)}), run OCR"
    crosswise = [number for number, page in enumerate(pages, 1) if page.n_turned >= FEWEST]
    beyond = [number for number, page in enumerate(pages, 1) if page.n_beyond >= FEWEST]
    white = [number for number, page in enumerate(pages, 1) if page.white]
    for numbers, what in (
        (crosswise, "text is turned otherwise than the rest of the page"),
        (beyond, "text stands beyond the edges of the page"),
        (white, "text is white, so that nobody sees it"),
    ):
        if numbers:
            yield f"page(s) {spans(numbers)}: {what}, and was left out"


def _is_unknown(page: Page) -> bool:
    letters = "".join(line.text for line in page.lines)
    return letters.count(UNKNOWN) > MOST_UNKNOWN * len(letters)


def spans(numbers: Sequence[int]) -> str:
    """Numbers in order as spans.

    Examples
    --------
    >>> spans([1, 3, 4, 5, 9])
    '1, 3–5, 9'
    """
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    return ", ".join(f"{one}" if one == other else f"{one}–{other}" for one, other in zip(starts, ends, strict=True))

"""Letters of a PDF page as they stand when it is turned so that one reads it; white ones and slanted ones apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import atan2, degrees
from typing import Any, NamedTuple

Letter = dict[str, Any]

STRAIGHT = 5.0  # degrees off a right angle that print may be
FEWEST = 20  # letters: fewer say nothing of how a page is read, and are not missed
OFTENER = 3  # times: steps from letter to letter down the page, for each step across it, of vertical setting
SAME_COLUMN, NEXT = 0.3, (0.5, 2.5)  # letter sizes: how far the next letter is off the column, and down it
PAPER = {"DeviceGray": 1.0, "CalGray": 1.0, "DeviceRGB": 1.0, "CalRGB": 1.0, "ICCBased": 1.0, "DeviceCMYK": 0.0}
NEARLY = 0.02
MOST_SHAPES = 1000


class Turned(NamedTuple):
    """Letters of a page that are read, the page turned for it, its width and height then, and what is not read."""

    letters: list[Letter]
    width: float
    height: float
    slanted: str = ""  # a watermark
    n_turned: int = 0  # letters of other directions than that in which the page is read
    n_beyond: int = 0  # Chinese ones that stand outside the page
    is_turned: bool = False


def turned(letters: Sequence[Letter], width: float, height: float) -> Turned:
    """Turn a page so that most of its letters are read from left to right, and vertical setting from top to bottom."""
    by_way = [(letter, way_of(letter)) for letter in letters]
    times = Counter(way for letter, way in by_way if way is not None and not letter["text"].isspace())
    way = max(times, key=lambda one: times[one], default=0)
    read = [letter for letter, one in by_way if one == way]
    slanted = "".join(str(letter["text"]) for letter, one in by_way if one != way).strip()
    n_others = sum(times.values()) - times[way]
    if way == 0 and is_vertical(read):
        way = 270
    sizes = (width, height) if way in (0, 180) else (height, width)
    placed = [_turned(letter, way, width, height) for letter in read]
    n_beyond = sum(not (letter["text"].isascii() or _is_inside(letter, *sizes)) for letter in placed)
    return Turned(placed, *sizes, slanted, n_others, n_beyond, way != 0)


def _is_inside(letter: Letter, width: float, height: float) -> bool:
    return bool(letter["x1"] > 0 and letter["x0"] < width and letter["bottom"] > 0 and letter["top"] < height)


def way_of(letter: Letter) -> int | None:
    """Degrees, against the clock, by which a letter is turned: 0, 90, 180, 270; None for a slanted one.

    Examples
    --------
    >>> way_of({"matrix": (0, 1, -1, 0, 0, 0)}), way_of({"matrix": (0.7, 0.7, -0.7, 0.7, 0, 0)})
    (90, None)
    """
    if "matrix" not in letter:
        return 0 if letter["upright"] else None
    a, b = letter["matrix"][:2]
    angle = degrees(atan2(b, a)) % 360
    way = round(angle / 90) * 90
    return way % 360 if abs(angle - way) <= STRAIGHT else None


def is_vertical(letters: Sequence[Letter]) -> bool:
    """Whether letters, in the order in which they are drawn, go down the page, as in vertical setting."""
    down = across = 0
    for one, other in pairwise(letter for letter in letters if not letter["text"].isspace()):
        size = one["size"] or 1.0
        aside, below = abs(other["x0"] - one["x0"]) / size, (other["top"] - one["top"]) / size
        down += aside <= SAME_COLUMN and NEXT[0] <= below <= NEXT[1]
        across += abs(below) <= SAME_COLUMN and aside > SAME_COLUMN
    return down >= FEWEST and down > OFTENER * across


def _turned(letter: Letter, way: int, width: float, height: float) -> Letter:
    """A letter of a page that is turned back by so many degrees."""
    left, right, top, bottom = letter["x0"], letter["x1"], letter["top"], letter["bottom"]
    if way == 0:
        return letter
    if way == 180:
        return letter | {"x0": width - right, "x1": width - left, "top": height - bottom, "bottom": height - top}
    across = (height - bottom, height - top) if way == 90 else (top, bottom)
    down = (left, right) if way == 90 else (width - right, width - left)
    placed = {"x0": across[0], "x1": across[1], "top": down[0], "bottom": down[1]}
    return letter | placed | {"size": max(letter["size"], right - left)}


def is_white(letter: Letter) -> bool:
    """Whether a letter has the colour of paper.

    Examples
    --------
    >>> is_white({"ncs": "DeviceRGB", "non_stroking_color": (1, 1, 1)}), is_white({"ncs": "Separation"})
    (True, False)
    """
    paper, colour = PAPER.get(str(letter.get("ncs"))), letter.get("non_stroking_color")
    if paper is None or not isinstance(colour, (tuple, list)) or not colour:
        return False
    return all(isinstance(part, (int, float)) and abs(part - paper) <= NEARLY for part in colour)


def seen_and_unseen(letters: list[Letter], shapes: Sequence[Any]) -> tuple[list[Letter], list[Letter]]:
    """Letters of a page, and apart from them white ones, if few, that stand on nothing drawn (filled, or a picture)."""
    white = [letter for letter in letters if is_white(letter) and not letter["text"].isspace()]
    if not white or len(shapes) > MOST_SHAPES or len(white) > len(letters) / 2:
        return letters, []
    hidden = {id(letter) for letter in white if not any(_holds(shape, letter) for shape in shapes)}
    return [one for one in letters if id(one) not in hidden], [one for one in white if id(one) in hidden]


def _holds(shape: Any, letter: Letter) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    is_inside = shape["x0"] <= x <= shape["x1"] and shape["top"] <= y <= shape["bottom"]
    return bool(is_inside) and bool(shape.get("fill", True)) and not is_white(shape)

"""Where on a page its article is: in a container that official sites are known to use, else around its prose."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from baogao.corpus.sources.text_lines import Line, squeezed, tidy
from baogao.corpus.words.rules import rules
from baogao.paths import LEXICONS, find_study
from baogao.tables import FilledIn, read_rows

RULES = rules("pages")
MIN_CHARS = 20  # a container with less is a stub
ENOUGH = 0.5  # of the page, or else of its prose: a container that holds less is not the article
NUMBER = re.compile(r"_\d{1,4}$")
# Pages beyond any of these are not given to trafilatura, whose work grows faster than they do: elements, steps from
# each of them up to the root, and characters.
MOST_ELEMENTS, MOST_STEPS, MOST_CHARS = 20_000, 400_000, 300_000

for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

Name = tuple[str, str]  # of an element: its attribute (id, class, tag, word) and the value


class SiteRow(BaseModel):
    """What one row of ``sites.tsv`` may hold: a name by which official sites mark their text or page furniture.

    A ``word`` is one of a class or id, which is parted at anything but letters and digits. An id that ends in a
    number (vsb_content_501) is looked up without it.
    """

    holds: Literal["text", "furniture"]
    attribute: Literal["id", "class", "tag", "word"]
    value: FilledIn
    note: FilledIn


@cache
def names_of(holds: str) -> dict[Name, str]:
    """Names of the elements that hold ``text``, or page ``furniture``, and whose pages carry them; in table order."""
    table = read_rows(find_study() / LEXICONS / "sites.tsv", SiteRow)
    chosen = table[table["holds"] == holds]
    return dict(zip(zip(chosen["attribute"], chosen["value"], strict=True), chosen["note"], strict=True))


def find_article(root: Any, page: str, lines: list[Line], furniture: dict[Any, Any]) -> list[bool]:
    """For every line of a page, whether it belongs to the article; all false where there is none.

    Parameters
    ----------
    root : lxml element
        The page.
    page : str
        The same as it was read.
    lines : list of Line
        Its visible lines.
    furniture : dict
        What `furniture_of` returns.

    Notes
    -----
    Every step costs in proportion to the page. trafilatura is asked only where no known
    container holds half of the page, and of large pages never: there the lines with a mark
    that ends a clause or sentence are the prose.
    """
    known = [region for region in _containers(root, lines) if _size(lines, region) >= MIN_CHARS]
    largest = max(known, key=lambda region: _size(lines, region), default=[])
    if not largest or _size(lines, largest) < ENOUGH * sum(len(line.text) for line in lines):
        prose = [bool(RULES["clause-end"].search(line.text)) for line in lines]
        marked = prose if _is_large(root, lines) else _marked(page, lines)
        wanted = _size(lines, marked)
        holding = [region for region in known if _size(lines, _both(region, marked)) >= ENOUGH * wanted]
        largest = max(holding, key=lambda region: _size(lines, region), default=[])
        if not largest:
            largest = _around(root, lines, marked) if wanted else prose
    return _without_furniture(lines, largest, furniture)


def _size(lines: list[Line], region: list[bool]) -> int:
    return sum(len(line.text) for line, is_inside in zip(lines, region, strict=True) if is_inside)


def _both(one: list[bool], other: list[bool]) -> list[bool]:
    return [a and b for a, b in zip(one, other, strict=True)]


def _is_large(root: Any, lines: list[Line]) -> bool:
    depths: dict[Any, int] = {}
    for element in root.iter("*"):
        depths[element] = depths.get(element.getparent(), 0) + 1
    chars = sum(len(line.text) for line in lines)
    return len(depths) > MOST_ELEMENTS or sum(depths.values()) > MOST_STEPS or chars > MOST_CHARS


def _containers(root: Any, lines: list[Line]) -> Iterator[list[bool]]:
    """Lines in the elements that official sites keep their text in, for one name after the other."""
    named: dict[Name, list[Any]] = {name: [] for name in names_of("text")}
    for element in root.iter("*"):
        classes = (("class", word) for word in element.get("class", "").split())
        for name in (("id", NUMBER.sub("", element.get("id", ""))), ("tag", element.tag), *classes):
            if name in named:
                named[name].append(element)
    for elements in named.values():
        inside: set[Any] = set()
        for element in elements:
            if element not in inside:  # nor is any within it: parents come first
                inside.update(element.iter("*"))
        yield [line.block in inside for line in lines]


def _marked(page: str, lines: list[Line]) -> list[bool]:
    """Lines that trafilatura takes for running text."""
    from trafilatura import extract

    text = extract(page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""
    extracted = {squeezed(tidy(part)) for part in text.splitlines()}
    whole = squeezed(text)
    plain = [squeezed(line.text) for line in lines]
    return [line in extracted or (len(line) >= MIN_CHARS and line in whole) for line in plain]


def _around(root: Any, lines: list[Line], marked: list[bool]) -> list[bool]:
    """Lines of the smallest element that holds nine tenths of what is marked."""
    sizes = _sizes(root, lines, marked)
    # Elements that hold so much lie in one another, and the innermost comes last.
    smallest = [element for element, size in sizes.items() if size >= 0.9 * sizes[root]][-1]
    inside = set(smallest.iter("*"))
    return [line.block in inside for line in lines]


def _sizes(root: Any, lines: list[Line], marked: list[bool]) -> dict[Any, int]:
    """Characters of marked lines in every element, in the order of the page."""
    sizes = dict.fromkeys(root.iter("*"), 0)
    for line, is_marked in zip(lines, marked, strict=True):
        sizes[line.block] += len(line.text) if is_marked else 0
    for element in reversed(list(sizes)):
        if element is not root:
            sizes[element.getparent()] += sizes[element]
    return sizes


def furniture_of(root: Any, lines: list[Line]) -> dict[Any, Any]:
    """Elements that are named as page furniture or lie in such, each with the outermost one around it.

    An element that holds half of the page is no furniture, whatever its name: whole pages stand
    in one form.
    """
    sizes = _sizes(root, lines, [True] * len(lines))
    owners: dict[Any, Any] = {}
    for element, size in sizes.items():
        above = owners.get(element.getparent())
        if above is not None:
            owners[element] = above
        elif size < sizes[root] / 2 and _is_furniture(element):
            owners[element] = element
    return owners


def _is_furniture(element: Any) -> bool:
    words = re.split(r"[^a-z0-9]+", f"{element.get('class', '')} {element.get('id', '')}".lower())
    return any(name in names_of("furniture") for name in (("tag", element.tag), *(("word", word) for word in words)))


def _without_furniture(lines: list[Line], region: list[bool], furniture: dict[Any, Any]) -> list[bool]:
    """The region without elements that are named as page furniture or are lists of links."""
    owners = [furniture.get(line.block) if inside else None for line, inside in zip(lines, region, strict=True)]
    sizes: dict[Any, int] = {}
    for line, owner in zip(lines, owners, strict=True):
        sizes[owner] = sizes.get(owner, 0) + len(line.text)
    most = _size(lines, region) / 4
    return [
        inside and not (owner is not None and sizes[owner] < most) and not _is_link_list(line)
        for line, inside, owner in zip(lines, region, owners, strict=True)
    ]


def _is_link_list(line: Line) -> bool:
    """Whether a line is a link in a list, or one to the report before or after this one."""
    if RULES["other-report"].match(line.text) and line.linked > 0:
        return True
    return line.linked > 0.9 and line.block.tag in ("li", "dd", "ul", "nav")

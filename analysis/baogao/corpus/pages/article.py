"""Where on a page its article is: in a container that official sites are known to use, else around its prose."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any, Literal

from pydantic import BaseModel

from baogao.corpus.pages.text_lines import Line, squeezed, tidy
from baogao.corpus.words.rules import rules
from baogao.paths import lexicon_path
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

    A ``word`` is one of a class or id, parted at anything but letters and digits; of an id, a number behind it is cut.
    """

    holds: Literal["text", "furniture"]
    attribute: Literal["id", "class", "tag", "word"]
    value: FilledIn
    note: FilledIn


@cache
def names_of(holds: str) -> dict[Name, str]:
    """Names of the elements that hold ``text``, or page ``furniture``, and whose pages carry them; in table order."""
    table = read_rows(lexicon_path("sites.tsv"), SiteRow)
    chosen = table[table["holds"] == holds]
    return dict(zip(zip(chosen["attribute"], chosen["value"], strict=True), chosen["note"], strict=True))


def find_article(root: Any, page: str, lines: list[Line], furniture: dict[Any, Any]) -> set[int]:
    """Numbers of the visible lines of a page that belong to its article; none where there is none.

    It is the container that official sites are known to use (``sites.tsv``), if it holds half of the page.
    Any other page is given to trafilatura (a large one never: there the lines with a mark that ends a clause
    or sentence are the prose), and a container with half of what that takes for prose, or else the smallest
    element with nine tenths of it, is taken whole. Every step costs in proportion to the page.
    """
    size = partial(_size, lines)
    known = [region for region in _containers(root, lines) if size(region) >= MIN_CHARS]
    largest: set[int] = max(known, key=size, default=set())
    if not largest or size(largest) < ENOUGH * size(range(len(lines))):
        prose = {number for number, line in enumerate(lines) if RULES["clause-end"].search(line.text)}
        marked = prose if _is_large(root, lines) else _marked(page, lines)
        holding = [region for region in known if size(region & marked) >= ENOUGH * size(marked)]
        largest = max(holding, key=size, default=set())
        if not largest:
            largest = _around(root, lines, marked) if size(marked) else prose
    return _without_furniture(lines, largest, furniture)


def _size(lines: list[Line], region: Iterable[int]) -> int:
    """Characters of the lines of a region."""
    return sum(len(lines[number].text) for number in region)


def _within(lines: list[Line], elements: set[Any]) -> set[int]:
    """Numbers of the lines that stand in some elements."""
    return {number for number, line in enumerate(lines) if line.block in elements}


def _is_large(root: Any, lines: list[Line]) -> bool:
    depths: dict[Any, int] = {}
    for element in root.iter("*"):
        depths[element] = depths.get(element.getparent(), 0) + 1
    chars = sum(len(line.text) for line in lines)
    return len(depths) > MOST_ELEMENTS or sum(depths.values()) > MOST_STEPS or chars > MOST_CHARS


def _containers(root: Any, lines: list[Line]) -> Iterator[set[int]]:
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
        yield _within(lines, inside)


def _marked(page: str, lines: list[Line]) -> set[int]:
    """Lines that trafilatura takes for running text."""
    from trafilatura import extract

    text = extract(page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""
    whole, parts = squeezed(text), {squeezed(tidy(part)) for part in text.splitlines()}
    plain = enumerate(squeezed(line.text) for line in lines)
    return {number for number, line in plain if line in parts or (len(line) >= MIN_CHARS and line in whole)}


def _around(root: Any, lines: list[Line], marked: set[int]) -> set[int]:
    """Lines of the smallest element that holds nine tenths of what is marked."""
    sizes = _sizes(root, lines, marked)
    # Elements that hold so much lie in one another, and the innermost comes last.
    smallest = [element for element, size in sizes.items() if size >= 0.9 * sizes[root]][-1]
    return _within(lines, set(smallest.iter("*")))


def _sizes(root: Any, lines: list[Line], region: Iterable[int]) -> dict[Any, int]:
    """Characters of the lines of a region in every element, in the order of the page."""
    sizes = dict.fromkeys(root.iter("*"), 0)
    for number in region:
        sizes[lines[number].block] += len(lines[number].text)
    for element in reversed(list(sizes)):
        if element is not root:
            sizes[element.getparent()] += sizes[element]
    return sizes


def furniture_of(root: Any, lines: list[Line]) -> dict[Any, Any]:
    """Elements named as page furniture, or within such, each with the outermost one; none holds half of the page."""
    sizes = _sizes(root, lines, range(len(lines)))
    owners: dict[Any, Any] = {}
    for element, size in sizes.items():
        if (above := owners.get(element.getparent())) is not None:
            owners[element] = above
        elif size < sizes[root] / 2 and _is_furniture(element):
            owners[element] = element
    return owners


def _is_furniture(element: Any) -> bool:
    words = re.split(r"[^a-z0-9]+", f"{element.get('class', '')} {element.get('id', '')}".lower())
    return any(name in names_of("furniture") for name in (("tag", element.tag), *(("word", word) for word in words)))


def _without_furniture(lines: list[Line], region: set[int], furniture: dict[Any, Any]) -> set[int]:
    """The region without elements that are named as page furniture or are lists of links."""
    owners = {number: owner for number in region if (owner := furniture.get(lines[number].block)) is not None}
    sizes: dict[Any, int] = {}
    for number, owner in owners.items():
        sizes[owner] = sizes.get(owner, 0) + len(lines[number].text)
    most = _size(lines, region) / 4
    small = {number for number, owner in owners.items() if sizes[owner] < most}
    return {number for number in region - small if not _is_link_list(lines[number])}


def _is_link_list(line: Line) -> bool:
    """Whether a line is a link in a list, or one to the report before or after this one."""
    is_other = line.linked > 0 and RULES["other-report"].match(line.text)
    return bool(is_other) or (line.linked > 0.9 and line.block.tag in ("li", "dd", "ul", "nav"))

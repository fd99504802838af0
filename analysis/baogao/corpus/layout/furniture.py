"""Page furniture: lines of a text that are no part of the report, and the rule that takes each.

The rules are rows of ``corpus/lexicons/rules/furniture.tsv``, and of a ``rules.tsv`` that a collection may have. Their
column ``where`` says what is taken (see ``corpus/lexicons/README.md``). Lines of the ``edge`` stay between the
paragraphs of a text, where they tell of what is reported: the time of an event, the source of money, 一审 of cases.
Those of the ``edges`` stay everywhere if one stands there: the days of a chronicle, the key words of each section.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from baogao.corpus.layout.head import NUMBERED
from baogao.corpus.words.marks import FULL_STOP, SENTENCE_END
from baogao.corpus.words.rules import Rule, any_of, own_rows, rows, rule

PUBLISHED = ("dateline", "source", "office-table")  # rules of lines that tell when and where a text was published
SECOND_LINE = rule("head", "second-line")
LONG_LINE = 50  # characters: so long is a paragraph, though it ends no sentence
LONGEST_LABEL = 20  # characters of a site's name, or of the value of a label
NOTE_SHARE, LEAST_NOTES = 0.4, 3  # of the lines from the first note on, at least, begin with the mark of a note
WHOLE_LINES = ("line", "edge", "edges")
Rules = list[str]  # the rule that takes each line of a text; empty for a line of the report


class Furniture(NamedTuple):
    """Rules of page furniture: those that take whole lines, one pattern for all of these, and the others by kind."""

    lines: tuple[Rule, ...]
    any_line: re.Pattern[str]
    others: dict[str, list[Rule]]

    def matching(self, where: str, line: str) -> str:
        """The first rule of a kind that takes a line; empty if none does."""
        return next((row.rule for row in self.others[where] if row.takes(line)), "")


@cache
def furniture_rules(own: str = "") -> Furniture:
    """Rules of page furniture; ``own`` is the table of a collection's own rules, as it is written."""
    others: dict[str, list[Rule]] = defaultdict(list)
    for row in (*rows("furniture"), *own_rows(own)):
        others["any line" if row.where in WHOLE_LINES else row.where].append(row)
    lines = tuple(others.pop("any line"))
    return Furniture(lines, any_of(row.pattern for row in lines), others)


STUDY = furniture_rules()


def furniture(lines: Sequence[str], known: Furniture = STUDY) -> Rules:
    """Rule that takes each line of a text, or an empty string.

    Examples
    --------
    >>> furniture(["全县普法工作会议召开", "来源：石渚晚报", "会议要求抓好普法。", "责任编辑：某某"])
    ['', 'source', '', 'editor']
    """
    taken = [line_rule(line, known) for line in lines]
    taken = _with_site_name(lines, taken, known)
    taken = _with_tail(lines, taken, known)  # before lines are given back: a tail has no paragraphs
    taken = _with_notes(lines, taken, known)
    text = _between_paragraphs(lines, taken)
    taken = _without_matter(lines, taken, text, known)
    return _with_labels(lines, taken, text, known)


def line_rule(line: str, known: Furniture = STUDY) -> str:
    """The first rule that takes a whole line, or an empty string.

    Examples
    --------
    >>> line_rule("责任编辑：某某"), line_rule("推进普法工作。")
    ('editor', '')
    """
    if not known.any_line.fullmatch(line):  # nearly always, and sooner known than row by row
        return ""
    return next(row.rule for row in known.lines if row.pattern.fullmatch(line))


def _paragraphs(lines: Iterable[str], taken: Rules) -> list[int]:
    """Numbers of the lines that are running text or a numbered heading of it, in order."""
    return [
        number
        for number, (line, rule_id) in enumerate(zip(lines, taken, strict=True))
        if not rule_id and (FULL_STOP in line or (number and (len(line) >= LONG_LINE or NUMBERED.match(line))))
    ]


def _between_paragraphs(lines: Sequence[str], taken: Rules) -> range:
    """Numbers of the lines from the first paragraph to the one before the last."""
    paragraphs = _paragraphs(lines, taken)
    return range(paragraphs[0], paragraphs[-1]) if paragraphs else range(0)


def _is_brief(line: str) -> bool:
    return len(line) <= LONGEST_LABEL and line[-1] not in SENTENCE_END


def _with_site_name(lines: Sequence[str], taken: Rules, known: Furniture) -> Rules:
    """Take the name of a site around a page; what else stands at both ends is a title or a signature."""
    if len(lines) < 3 or lines[0] != lines[-1] or not _is_brief(lines[0]):
        return taken
    body = min(_paragraphs(lines, taken), default=len(lines) - 1)
    titles = [line for line, rule_id in zip(lines[1:body], taken[1:body], strict=True) if not rule_id]
    names = known.matching("first", lines[0])
    has_foot = bool(taken[-2])
    is_title_parted = bool(titles and SECOND_LINE.match(titles[0]))  # a body, and the rest of its title below it
    if titles and (names == "site-name" or (names == "site-of-body" and has_foot and not is_title_parted)):
        return ["site-name", *taken[1:-1], "site-name"]
    return [*taken[:-1], "site-name"] if has_foot else taken  # the title once more, below the foot of the page


def _with_tail(lines: Sequence[str], taken: Rules, known: Furniture) -> Rules:
    """Take the lines from which on nothing belongs to the report."""
    last = max(_paragraphs(lines, taken), default=len(lines))
    for number, line in enumerate(lines):
        tail = (
            known.matching("tail-anywhere", line)
            or (number >= len(lines) / 2 and known.matching("tail", line))
            or (number > last and known.matching("tail-below", line))
        )
        if tail:
            others = PUBLISHED if tail == "related-links" else ()  # their dates are not the report's
            return taken[:number] + [tail if rule_id in ("", *others) else rule_id for rule_id in taken[number:]]
    return taken


def _with_notes(lines: Sequence[str], taken: Rules, known: Furniture) -> Rules:
    """Take the notes that run to the end of a text."""
    own = [number for number, rule_id in enumerate(taken) if not rule_id]
    marked = [bool(known.matching("note", lines[number])) for number in own]
    for place in range(len(own) // 2, len(own)):
        is_first = marked[place] and known.matching("first-note", lines[own[place]])
        if is_first and sum(marked[place:]) >= max(LEAST_NOTES, NOTE_SHARE * (len(own) - place)):
            notes = set(own[place:])
            return ["notes" if number in notes else rule_id for number, rule_id in enumerate(taken)]
    return taken


def _without_matter(lines: Sequence[str], taken: Rules, text: range, known: Furniture) -> Rules:
    """Give back lines between the paragraphs that are furniture only around them."""
    given_back = {number for number in text if taken[number] and _matching(known, "edge", lines[number])}
    series = {rule_id for number in given_back for rule_id in _matching(known, "edges", lines[number])}
    given_back |= {number for number, line in enumerate(lines) if series and series & _matching(known, "edges", line)}
    return ["" if number in given_back else rule_id for number, rule_id in enumerate(taken)]


def _matching(known: Furniture, where: str, line: str) -> set[str]:
    return {row.rule for row in known.lines if row.where in (where, "edges") and row.takes(line)}


def _with_labels(lines: Sequence[str], taken: Rules, text: range, known: Furniture) -> Rules:
    """Take labels with the values on the next lines, and the name of a column that stands twice below its trail."""
    taken = list(taken)
    for number, (line, after) in enumerate(pairwise(lines)):
        if known.matching("label", line) and _is_brief(after):
            if taken[number] or number not in text:
                taken[number] = taken[number + 1] = taken[number] or taken[number + 1] or "label"
        elif number and line == after and taken[number - 1] in ("label", "breadcrumb") and len(line) <= 12:
            taken[number] = taken[number + 1] = "breadcrumb"
    return taken

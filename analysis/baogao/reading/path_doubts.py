"""What the names of files and folders say of a report that neither its row nor its text does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from baogao.corpus.facts.evidence import INFERRED
from baogao.corpus.facts.mentions import full_mentions, short_mentions
from baogao.corpus.store.settled import ABSENT
from baogao.corpus.words.days import find_day, iso_date
from baogao.corpus.words.look_alikes import without_look_alikes
from baogao.corpus.words.numerals import year_number
from baogao.corpus.words.rules import rule
from baogao.reading.findings import Finding

# A year alone, or at the head of a day in figures: 2014-03-05, t20210115_1.htm.
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19[4-9]|20[0-9])\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
DAY = re.compile(r"(?<!\d)(?P<year>(?:19[4-9]|20[0-9])\d)(?P<mark>[-._]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")
IN_NUMERALS = rule("words", "YEAR_NAMED")
FIRST, END = 1940, 2100
NAMED = "is empty; the path of its file names it"
ROW = re.compile(r"#[^/]*$")


def path_doubts(report_id: str, row: dict[str, object], source: str, answered: Collection[str]) -> Iterator[Finding]:
    """Day, year and region that the path of a report's source names, where nothing else is known of them.

    Parameters
    ----------
    report_id : str
    row : dict
        Its row of the manifest.
    source : str
        Where it was imported from, such as ``云岭省/2019.txt``.
    answered : collection of str
        Columns that are settled, or that the text says something of.

    Examples
    --------
    >>> row = {"year": "", "date": "", "region": ""}
    >>> [(one.where, one.proposed) for one in path_doubts("a", row, "云岭省/2019年.txt", ())]
    [('a, year', '2019'), ('a, region', '云岭省')]
    """
    path = PurePosixPath("" if "://" in source else ROW.sub("", source))
    names = [path.stem, *reversed(path.parts[:-1])]
    for column, find in (("date", _day), ("year", _year), ("region", _region)):
        is_known = str(row[column]) != ABSENT.get(column, "") or (column == "year" and row["date"])
        value = next(filter(None, map(find, names)), "")
        if value and not is_known and column not in answered:
            row = row | {column: value}  # a day tells its year
            yield Finding("doubt", f"{report_id}, {column}", NAMED, value, INFERRED, source)


def _year(name: str) -> str:
    """The one year in a name; empty where there are several or none."""
    plain = unicodedata.normalize("NFKC", without_look_alikes(name))
    years = {match["year"] for match in YEAR.finditer(plain)}
    if not years:
        named = {year_number(match[0]) for match in IN_NUMERALS.finditer(plain) if not match[0].isascii()}
        years = {str(year) for year in named if FIRST <= year < END}
    return years.pop() if len(years) == 1 else ""


def _day(name: str) -> str:
    """The one day in a name as an ISO date; empty where there are several or none."""
    plain = unicodedata.normalize("NFKC", without_look_alikes(name))
    days = {iso_date("-".join(day.group("year", "month", "day"))) for day in DAY.finditer(plain)}
    if written := find_day(plain):
        days.add(written.iso)
    days.discard("")
    return days.pop() if len(days) == 1 else ""


def _region(name: str) -> str:
    """The last place that a name names, or the place whose short name it is."""
    full = full_mentions(name)
    if full:
        return full[-1].value
    return next((place.value for place in short_mentions(name) if (place.start, place.end) == (0, len(name))), "")

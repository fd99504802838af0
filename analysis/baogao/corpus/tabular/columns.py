"""Which column of a table holds the text, and what the others state of the report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal

from pydantic import BaseModel

from baogao.corpus.tabular.cells import FAULTS
from baogao.corpus.words.days import iso_date
from baogao.errors import CorpusError, SettingError, listed
from baogao.paths import lexicon_path
from baogao.tables import FilledIn, read_rows

TEXT = "text"
ADDRESS = re.compile(r"https?://|www\.")
# How pandas, JSON, databases and Excel write that nothing is known, and people: by a stroke.
NOTHING = frozenset(
    ["nan", "nat", "none", "null", "na", "n/a", "<na>", "#n/a", "#value!", "#ref!", "#name?", *map(str.lower, FAULTS)]
)
STROKES, ANY = frozenset("/\\_"), "any"  # beside hyphens and dashes
SERIAL, FIRST_SERIAL, LAST_SERIAL = re.compile(r"\d{5}(?:\.\d+)?"), 10_000, 73_050  # Excel's days: 1927 to 2099
BETWEEN_WORDS = re.compile(r"[\s.,/-]+")
CELL_END = re.compile(r"[,;\t]")
UTC_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d):\d\d(?::\d\d(?:[.,]\d{1,9})?)? ?(?:Z|UTC|[+-]00:?00)")
DAY_ZERO = date(1899, 12, 30)  # so that the days after Excel's 29 February 1900 are right
DAY_ZERO_OF_1904 = date(1904, 1, 1)  # of workbooks that count as Excel on the Macintosh did
SECONDS = re.compile(r"(1[0-8]\d{8})(?:\d{3})?(?:\.\d+)?")  # since 1970, or milliseconds: 2001 to 2030
HOURS_OF_CHINA = timedelta(hours=8)
# A day whose month is a word, so that no order of numbers has to be guessed: 5-Mar-2021, March 5, 2021.
MONTH_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
NOTE_IN_HEADING = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*:]")  # （3000字以内） and the star of a field to be filled in


class ColumnRow(BaseModel):
    """What one row of ``columns.tsv`` may hold: how tables write a column of the manifest, or a value of one."""

    column: FilledIn
    what: Literal["heading", "value"]
    written: FilledIn
    value: str


@cache
def _written_as(what: str) -> dict[str, dict[str, str]]:
    """For each column, what is written in tables, in small letters, and the value of the manifest that it means."""
    table = read_rows(lexicon_path("columns.tsv"), ColumnRow)
    written: dict[str, dict[str, str]] = {}
    for row in table[table["what"] == what].itertuples(index=False):
        written.setdefault(str(row.column), {})[str(row.written)] = str(row.value)
    return written


def require_facts(columns: Mapping[str, str]) -> None:
    """Raise `SettingError` if a column of a table is named for what is no column of the manifest, nor the text."""
    allowed = _written_as("heading")
    if unknown := [fact for fact in columns if fact not in allowed]:
        raise SettingError(
            f"columns={unknown[0]}={columns[unknown[0]]}: {unknown[0]} cannot be taken from a table; "
            f"allowed are {listed(allowed, len(allowed))}."
        )


def find_columns(header: Sequence[str], columns: Mapping[str, str], longest: str = "") -> dict[str, str]:
    """Column of a table for ``text`` and every column of the manifest that it states, those given first.

    If no column holds the text, or one of those given does not exist, `CorpusError` lists the columns there are,
    and proposes the `longest`.

    Examples
    --------
    >>> find_columns(["编号", "标题*", "正文（3000字以内）"], {})
    {'text': '正文（3000字以内）', 'title': '标题*'}
    """
    have = listed(header, 20)
    absent = [column for column in columns.values() if column not in header]
    if absent:
        raise CorpusError(
            f"has no column {listed(absent)}; its columns are {have}; "
            "read tables with other columns in a run of their own, without `columns` or with theirs."
        )
    plain = {_plain(column): column for column in reversed(header)}
    chosen = dict(columns)
    for fact, headings in _written_as("heading").items():
        column = next((plain[heading] for heading in headings if heading in plain), None)
        if fact not in chosen and column is not None and column not in chosen.values():
            chosen[fact] = column
    if TEXT not in chosen:
        first = f"{TEXT}={longest or next(filter(None, header), 'COLUMN')}"
        raise CorpusError(
            f"no column is known to hold the text; its columns (the cells of its first row) are {have}; "
            f"say which one holds it, as in columns={first if len(first.split()) == 1 else repr(first)}"
        )
    return {fact: chosen[fact] for fact in _written_as("heading") if fact in chosen}


def _plain(heading: str) -> str:
    """A heading without blanks, notes in brackets and marks, in small letters."""
    whole = "".join(unicodedata.normalize("NFKC", heading).split()).lower()
    return NOTE_IN_HEADING.sub("", whole) or whole


def other_texts(header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """Columns that are named as texts are, beside the one that is read.

    Examples
    --------
    >>> other_texts(["标题", "正文", "内容"], {"text": "正文"})
    ['内容']
    """
    return [name for name in header if _plain(name) in _written_as("heading")[TEXT] and name not in columns.values()]


def is_header(line: str) -> bool:
    r"""Whether a line heads a table of reports: cells of which one names the text, and another a fact of the manifest.

    Examples
    --------
    >>> is_header("编号,标题,正文"), is_header('"date"\t"content"'), is_header("标题，正文"), is_header("内容,要求")
    (True, True, False, False)
    """
    return is_headed([cell.strip(' "') for cell in CELL_END.split(line.strip())])


def is_headed(header: Sequence[str]) -> bool:
    """Whether of some headings one names the text, and another a fact of the manifest."""
    cells = {cell.lower() for cell in header}
    known = {fact: cells & set(headings) for fact, headings in _written_as("heading").items()}
    return bool(known.pop(TEXT)) and any(known.values())


def row_facts(row: Mapping[str, str], columns: Mapping[str, str], day_zero: date = DAY_ZERO) -> dict[str, str]:
    """What a row states; what the manifest does not allow stays as it is, for `baogao.corpus.importing.rows` to name.

    Days that are numbers are counted from `day_zero`.

    Examples
    --------
    >>> row_facts({"标题": " 工作报告 ", "日期": "2021年3月5日"}, {"title": "标题", "date": "日期"})
    {'title': '工作报告', 'date': '2021-03-05'}
    >>> row_facts({"日期": "去年", "级别": "市级"}, {"date": "日期", "level": "级别"})
    {'date': '去年', 'level': 'city'}
    >>> row_facts({"标题": "nan", "日期": "44260"}, {"title": "标题", "date": "日期"})
    {'date': '2021-03-05'}
    >>> row_facts({"来源": "https://www.example.cn/a.html"}, {"outlet": "来源"})  # tables name both so
    {'source': 'https://www.example.cn/a.html'}
    """
    facts = {}
    for fact, column in columns.items():
        value = " ".join(row.get(column, "").split()) if fact != TEXT else ""
        if not is_nothing(value):
            name = "source" if fact == "outlet" and ADDRESS.match(value) else fact
            value = (stated_day(value, day_zero) or value) if name == "date" else value
            facts[name] = value_as_meant(name, value)
    return facts


def value_as_meant(column: str, value: str) -> str:
    """The manifest's word for a value that people write in their own; as it is where no row of the table has it.

    Examples
    --------
    >>> value_as_meant("level", "县级"), value_as_meant("genre", "讲话"), value_as_meant("level", "乡级")
    ('county', 'speech', '乡级')
    """
    return _written_as("value").get(column, {}).get(value, value)


def is_nothing(value: str) -> bool:
    """Whether a cell is empty, or says that nothing is known.

    Examples
    --------
    >>> is_nothing(" "), is_nothing("#N/A"), is_nothing("不详"), is_nothing("——"), is_nothing("无锡市")
    (True, True, True, True, False)
    """
    value = value.strip()
    return not value or value.lower() in NOTHING or value in _written_as("value")[ANY] or _is_struck(value)


def _is_struck(value: str) -> bool:
    return all(char in STROKES or unicodedata.category(char) == "Pd" for char in unicodedata.normalize("NFKC", value))


def stated_day(value: str, day_zero: date = DAY_ZERO) -> str:
    """ISO date of a cell, empty if it is none: as sites and people write it, days of Excel, or seconds since 1970.

    Examples
    --------
    >>> stated_day("2021 年 3 月 5 日"), stated_day("2021年3月5日（星期五）"), stated_day("44260.43"), stated_day("5/1")
    ('2021-03-05', '2021-03-05', '2021-03-05', '')
    >>> stated_day("1610928000"), stated_day("43117", DAY_ZERO_OF_1904)
    ('2021-01-18', '2022-01-18')
    >>> stated_day("2021-12-31T16:00:00.000Z"), stated_day("2021-12-31T15:59:00Z")  # the day in China
    ('2022-01-01', '2021-12-31')
    >>> stated_day("5-Mar-2021"), stated_day("March 5, 2021"), stated_day("5-Mar-21")  # or of 2005?
    ('2021-03-05', '2021-03-05', '')
    """
    if SERIAL.fullmatch(value) and FIRST_SERIAL <= float(value) <= LAST_SERIAL:
        return (day_zero + timedelta(days=int(float(value)))).isoformat()
    if seconds := SECONDS.fullmatch(value):  # sites of China write the time of China
        return (datetime.fromtimestamp(int(seconds[1]), UTC) + HOURS_OF_CHINA).date().isoformat()
    if of_greenwich := UTC_TIME.fullmatch(value):
        return _day_of_china(of_greenwich[1], int(of_greenwich[2]))
    return iso_date(value) or _month_named(value)


def _day_of_china(day: str, hour: int) -> str:
    """Day in China of an hour of a day in Greenwich; empty if there is no such day."""
    with suppress(ValueError, OverflowError):
        return (datetime.fromisoformat(day) + timedelta(hours=hour) + HOURS_OF_CHINA).date().isoformat()
    return ""


def _month_named(value: str) -> str:
    """ISO date of a day whose month is an English word, such as Excel writes it; empty if it is none."""
    words = " ".join(BETWEEN_WORDS.split(value.strip()))
    for form in MONTH_NAMED:
        with suppress(ValueError):
            return datetime.strptime(words, form).replace(tzinfo=UTC).date().isoformat()
    return ""

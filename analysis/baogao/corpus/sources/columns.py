"""Which column of a table holds the text, and what the others state of the report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal

from pydantic import BaseModel

from baogao.corpus.sources.markup import without_markup
from baogao.corpus.words.days import iso_date
from baogao.errors import CorpusError, SettingError, listed
from baogao.paths import lexicon_path
from baogao.tables import FilledIn, read_rows

TEXT = "text"
ADDRESS = re.compile(r"https?://|www\.")
# How pandas, JSON, databases and Excel write that nothing is known.
NOTHING = frozenset(["nan", "nat", "none", "null", "na", "n/a", "<na>", "#n/a", "#value!", "#ref!", "#name?"])
SERIAL, FIRST_SERIAL, LAST_SERIAL = re.compile(r"\d{5}(?:\.\d+)?"), 10_000, 73_050  # Excel's days: 1927 to 2099
CELL_END = re.compile(r"[,;\t]")
DAY_ZERO = date(1899, 12, 30)  # so that the days after Excel's 29 February 1900 are right


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


def find_columns(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Column of a table for ``text`` and every column of the manifest that it states, those given first.

    If no column holds the text, or one of those given does not exist, `CorpusError` lists the columns there are.

    Examples
    --------
    >>> find_columns(["编号", "标题", "正文"], {})
    {'text': '正文', 'title': '标题'}
    """
    have = listed(header, 20)
    absent = [column for column in columns.values() if column not in header]
    if absent:
        raise CorpusError(
            f"has no column {listed(absent)}; its columns are {have}; "
            "read tables with other columns in a run of their own, without `columns` or with theirs."
        )
    plain = {"".join(column.split()).lower(): column for column in reversed(header)}
    chosen = dict(columns)
    for fact, headings in _written_as("heading").items():
        column = next((plain[heading] for heading in headings if heading in plain), None)
        if fact not in chosen and column is not None and column not in chosen.values():
            chosen[fact] = column
    if TEXT not in chosen:
        first = f"{TEXT}={next(filter(None, header), 'COLUMN')}"
        raise CorpusError(
            f"no column is known to hold the text; its columns (the cells of its first row) are {have}; "
            f"say which one holds it, as in columns={first if len(first.split()) == 1 else repr(first)}"
        )
    return {fact: chosen[fact] for fact in _written_as("heading") if fact in chosen}


def is_header(line: str) -> bool:
    r"""Whether a line heads a table of reports: cells of which one names the text, and another a fact of the manifest.

    Examples
    --------
    >>> is_header("编号,标题,正文"), is_header('"date"\t"content"'), is_header("标题，正文"), is_header("内容,要求")
    (True, True, False, False)
    """
    cells = {cell.strip(' "').lower() for cell in CELL_END.split(line.strip())}
    known = {fact: cells & set(headings) for fact, headings in _written_as("heading").items()}
    return bool(known.pop(TEXT)) and any(known.values())


def row_facts(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """What a row states; what the manifest does not allow stays as it is, for `baogao.corpus.importing.rows` to name.

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
        value = " ".join(without_markup(row.get(column, "")).split()) if fact != TEXT else ""
        if value and value.lower() not in NOTHING:
            name = "source" if fact == "outlet" and ADDRESS.match(value) else fact
            value = (stated_day(value) or value) if name == "date" else value
            facts[name] = _written_as("value").get(name, {}).get(value, value)
    return facts


def stated_day(value: str) -> str:
    """ISO date of a cell: as sites and people write it, or the number that Excel stores; empty if it is no date.

    Examples
    --------
    >>> stated_day("2021 年 3 月 5 日"), stated_day("2021年3月5日（星期五）"), stated_day("44260.43"), stated_day("5/1")
    ('2021-03-05', '2021-03-05', '2021-03-05', '')
    """
    if SERIAL.fullmatch(value) and FIRST_SERIAL <= float(value) <= LAST_SERIAL:
        return (DAY_ZERO + timedelta(days=int(float(value)))).isoformat()
    return iso_date(value)

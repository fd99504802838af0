"""Which column of a table holds the text, and what the others state of the report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from baogao.corpus.words.days import iso_date
from baogao.errors import CorpusError, SettingError, listed

TEXT = "text"
# Columns of the manifest and the names, in small letters, that tables give them.
NAMES: dict[str, tuple[str, ...]] = {
    TEXT: ("text", "content", "body", "fulltext", "full_text", "正文", "内容", "全文", "文本"),
    "title": ("title", "标题", "题名", "篇名"),
    "date": ("date", "pubdate", "publish_date", "日期", "发布日期", "发布时间", "时间"),
    "year": ("year", "年份", "年度", "年"),
    "region": ("region", "province", "地区", "省份", "省", "区域"),
    "level": ("level", "级别", "层级"),
    "genre": ("genre", "体裁", "文种"),
    "subgenre": ("subgenre",),
    "issuer": ("issuer", "发文机关", "发文单位", "发布机构", "发布单位", "机构", "单位"),
    "outlet": ("outlet", "media", "newspaper", "媒体", "报纸", "报刊", "来源", "来源媒体", "媒体名称"),
    "source": ("source", "url", "link", "网址", "链接"),
    "licence": ("licence", "license", "许可"),
}
ADDRESS = re.compile(r"https?://|www\.")
LEVELS = {"中央": "central", "国家级": "central", "省级": "province", "市级": "city", "县级": "county"}


def require_facts(columns: Mapping[str, str]) -> None:
    """Raise `SettingError` if a column of a table is named for what is no column of the manifest, nor the text."""
    if unknown := [fact for fact in columns if fact not in NAMES]:
        raise SettingError(
            f"--column {unknown[0]}={columns[unknown[0]]}: {unknown[0]} cannot be taken from a table; "
            f"allowed are {listed(NAMES, len(NAMES))}."
        )


def find_columns(header: Sequence[str], columns: Mapping[str, str], name: str) -> dict[str, str]:
    """Column of the table for ``text`` and for every column of the manifest that it states.

    Parameters
    ----------
    header : sequence of str
        Columns of the table.
    columns : mapping of str to str
        What the user says: column of the manifest (or ``text``) to column of the table.
    name : str
        The table, for messages.

    Raises
    ------
    CorpusError
        If no column holds the text, or a named column does not exist; the message lists
        the columns there are.

    Examples
    --------
    >>> find_columns(["编号", "标题", "正文"], {}, "a.csv")
    {'text': '正文', 'title': '标题'}
    """
    have = ", ".join(header) if len(header) <= 20 else listed(header, 20)
    absent = [column for column in columns.values() if column not in header]
    if absent:
        raise CorpusError(
            f"{name}: has no column {listed(absent)}; its columns are {have}; "
            "read tables with other columns in a run of their own, without --column or with theirs."
        )
    plain = {"".join(column.split()).lower(): column for column in reversed(header)}
    taken = dict(columns)
    for wanted, names in NAMES.items():
        column = next((plain[known] for known in names if known in plain), None)
        if wanted not in taken and column is not None and column not in taken.values():
            taken[wanted] = column
    if TEXT not in taken:
        first = f"{TEXT}={next(filter(None, header), 'COLUMN')}"
        raise CorpusError(
            f"{name}: no column is known to hold the text; its columns (the cells of its first row) are {have}; "
            f"say which one holds it, as in --column {first if len(first.split()) == 1 else repr(first)}"
        )
    return {wanted: taken[wanted] for wanted in NAMES if wanted in taken}


def row_facts(row: Mapping[str, str], taken: Mapping[str, str]) -> dict[str, str]:
    """What a row states; what the manifest does not allow stays as it is, for `baogao.corpus.importing.rows` to tell.

    Examples
    --------
    >>> row_facts({"标题": " 工作报告 ", "日期": "2021年3月5日"}, {"title": "标题", "date": "日期"})
    {'title': '工作报告', 'date': '2021-03-05'}
    >>> row_facts({"日期": "去年", "级别": "市级"}, {"date": "日期", "level": "级别"})
    {'date': '去年', 'level': 'city'}
    >>> row_facts({"来源": "https://www.example.cn/a.html"}, {"outlet": "来源"})  # tables name both so
    {'source': 'https://www.example.cn/a.html'}
    """
    facts = {}
    for wanted, column in taken.items():
        value = " ".join(row.get(column, "").split())
        if value and wanted != TEXT:
            name = "source" if wanted == "outlet" and ADDRESS.match(value) else wanted
            facts[name] = _written(name, value)
    return facts


def _written(column: str, value: str) -> str:
    """A value as the manifest writes it where it can be read as one, else as it stands."""
    if column == "date":
        return iso_date(value) or value
    return LEVELS.get(value, value) if column == "level" else value

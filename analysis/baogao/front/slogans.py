"""Verbs on slogans: rates, summary, series, each with the Chinese form first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from baogao.errors import SettingError
from baogao.front.collection import opened
from baogao.language.lexicon import load_lexicon
from baogao.measures import rates, series
from baogao.measures.cells import By
from baogao.paths import AnyCollection
from baogao.reading.forms import hits_of_forms


def slogan_rates(
    coll: AnyCollection,
    form: str | Sequence[str] | None = None,
    *,
    by: By = "year",
    variants: bool = False,
    family: bool = False,
) -> pd.DataFrame:
    """How often slogans occur in the reports of each year, region, level, genre, or in each report.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    form : str or sequence of str, optional
        The form to count as it is written, or several; without any, all slogans of the lexicon
        taken together. A form that the lexicon lacks is looked for in the raw texts.
    by : {"year", "region", "level", "genre", "report"}
        What makes a cell.
    variants, family : bool
        Count the other forms of its slogan as well, or all forms of its slogan's family.

    Returns
    -------
    pandas.DataFrame
        One row for each value of `by`, zeros included: `by`, ``n_reports``, ``n_chars``, ``count``,
        ``nested_count``, ``rate_per_10k``, ``low``, ``high``; see `baogao.measures.rates.slogan_rates`.
        Of several forms, one such table below the other, with a column ``form`` in front.

    Examples
    --------
    >>> slogan_rates("sample", "七五普法", variants=True)[["year", "count"]].values.tolist()
    [[2019, 7], [2020, 6], [2021, 0], [2022, 0]]
    """
    coll = opened(coll)
    if form is None:
        return rates.slogan_rates(coll.reports, coll.passages, coll.hits, by=by)
    forms = [form] if isinstance(form, str) else list(form) if isinstance(form, Iterable) else []
    if not forms:
        raise SettingError(f"form={form!r}: must be one form, or several.")
    hits = hits_of_forms(coll, forms, variants=variants, family=family)
    tables = {each: rates.slogan_rates(coll.reports, coll.passages, own, by=by) for each, own in hits.items()}
    if isinstance(form, str):
        return next(iter(tables.values()))
    return pd.concat(tables, names=["form"]).reset_index("form").reset_index(drop=True)


def slogan_summary(coll: AnyCollection) -> pd.DataFrame:
    """Every slogan that occurs: how often, in how many reports, first and last year of use.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.

    Returns
    -------
    pandas.DataFrame
        The most frequent first: ``slogan``, ``class``, ``gloss_en``, ``count``, ``nested_count``,
        ``n_reports``, ``first_year``, ``last_year``, ``rate_per_10k``, ``slogan_id``; see
        `baogao.measures.rates.slogan_summary`.

    Examples
    --------
    >>> slogan_summary("sample").set_index("slogan")["count"].loc[["七五普法", "八五普法"]].tolist()
    [13, 12]
    """
    coll = opened(coll)
    return named(rates.slogan_summary(coll.reports, coll.passages, coll.hits))


def slogan_series(coll: AnyCollection, *, by: str = "year") -> pd.DataFrame:
    """Count and rate of each slogan in each year (or other column of the manifest), zeros included.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it; a series of years is best of one kind of report,
        such as ``coll.where(subgenre="")``.
    by : str
        A column of the manifest.

    Returns
    -------
    pandas.DataFrame
        One row a slogan and cell: ``slogan``, ``class``, ``gloss_en``, `by`, ``n_reports``,
        ``n_chars``, ``count``, ``rate_per_10k``, ``slogan_id``; see
        `baogao.measures.series.slogan_series`.

    Examples
    --------
    >>> slogan_series("sample").query("slogan == '七五普法'")["count"].tolist()
    [7, 6, 0, 0]
    """
    coll = opened(coll)
    return named(series.slogan_series(coll.reports, coll.passages, coll.hits, by=by))


def named(table: pd.DataFrame) -> pd.DataFrame:
    """Add the Chinese form, class and English gloss of each slogan in front; its id goes last.

    Examples
    --------
    >>> named(pd.DataFrame({"slogan_id": ["feng-qiao-jing-yan"], "count": [3]})).columns.tolist()
    ['slogan', 'class', 'gloss_en', 'count', 'slogan_id']
    """
    lexicon = load_lexicon()
    names = lexicon.table.set_index("slogan_id")[["class", "gloss_en"]]
    front = names.reindex(table["slogan_id"]).set_axis(table.index)
    front.insert(0, "slogan", table["slogan_id"].map(lexicon.canonical))
    return pd.concat([front, table.drop(columns="slogan_id"), table["slogan_id"]], axis=1)

"""What a recipe is: a name, the collection of the study it is for, a table and how to draw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.figures.provenance import inputs
from baogao.language.lexicon import load_lexicon
from baogao.measures.drift import drift
from baogao.measures.first_uses import CENTRE, GROUPS, earliest, first_uses
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.pairs import unbroken
from baogao.measures.series import by_centre
from baogao.measures.stored_parts import drift_series
from baogao.paths import AnyCollection


class Recipe(NamedTuple):
    """A figure that can be made again.

    `tabulate` takes a collection and returns the table to draw, or raises `SettingError`
    when the collection is too small for it; `plot` draws that table and nothing else.
    `beside` names other collections of the study that `tabulate` reads the same tables of;
    `of_whole` says that it reads what is stored of a whole collection, so that no part suits it.
    """

    name: str
    collection: str
    inputs: tuple[str, ...]
    settings: dict[str, Any]
    caption: str
    tabulate: Callable[[Any], pd.DataFrame]
    plot: Callable[[pd.DataFrame], Figure]
    beside: tuple[str, ...] = ()
    of_whole: bool = False


def manifest_of(collection: AnyCollection, name: str, *, at_least: int, years: int = 0) -> pd.DataFrame:
    """Manifest of a collection, refused when it has too few reports or years for the figure ``name``."""
    reports = read_reports(collection)
    n_years = reports["year"].nunique()
    if len(reports) < at_least or n_years < years:
        raise SettingError(
            f"{name}: {collection} has {len(reports)} report(s) of {n_years} year(s); "
            f"this figure takes at least {at_least} reports" + (f" of {years} years." if years else ".")
        )
    return reports


def features_of(collection: AnyCollection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables ``passages`` and ``hits`` of a collection."""
    hits = read_table(collection, "hits")
    if hits.empty:
        raise SettingError(f"{collection}: no slogan of the lexicon occurs in it, so there is nothing to draw.")
    return read_table(collection, "passages"), hits


def drift_of(collection: AnyCollection, *, gap: int | None = None) -> pd.DataFrame:
    """Drift of each two reports of the main kind; computed once for all figures of the same tables.

    With a `gap`, of the longest run without one (`baogao.measures.pairs.unbroken`).
    """
    return _drift(collection, gap, content_of(collection)).copy()


def run_of(collection: AnyCollection, gap: int) -> tuple[DocumentTermMatrix, pd.DataFrame, pd.DataFrame]:
    """What measures of drift take, of the longest run without a gap."""
    matrix, passages, reports = _series(collection, content_of(collection))
    return matrix, passages, unbroken(reports, gap=gap)


def content_of(collection: AnyCollection) -> tuple[tuple[str, str], ...]:
    """Hashes of all that drift is computed from: what its tables are remembered by."""
    return tuple(inputs(collection, ("passages", "terms", "stopwords")).items())


@lru_cache(maxsize=1)
def _series(
    collection: AnyCollection,
    content: tuple[tuple[str, str], ...],  # noqa: ARG001 (the key)
) -> tuple[DocumentTermMatrix, pd.DataFrame, pd.DataFrame]:
    return drift_series(collection)


@lru_cache(maxsize=4)
def _drift(collection: AnyCollection, gap: int | None, content: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    matrix, passages, reports = _series(collection, content)
    return drift(matrix, passages, reports if gap is None else unbroken(reports, gap=gap))


def families() -> dict[str, str]:
    """The family of each slogan of the lexicon."""
    table = load_lexicon().table
    return dict(zip(table["slogan_id"], table["family"], strict=True))


def doubled_by_parts(slogans: Sequence[str]) -> list[str]:
    """Slogans in parts (以…为核心的党中央) of whose family a wording without a gap is among them.

    Examples
    --------
    >>> named = "yi-xi-jin-ping-tong-zhi-wei-he-xin-de-dang-zhong-yang"
    >>> doubled_by_parts(["yi-wei-he-xin-de-dang-zhong-yang", named, "gai-ge-kai-fang"])
    ['yi-wei-he-xin-de-dang-zhong-yang']
    """
    family_of, in_parts = families(), load_lexicon().table.query("canonical.str.contains('…')")["slogan_id"]
    whole = {family_of[slogan] for slogan in set(slogans) - set(in_parts)}
    return sorted(slogan for slogan in set(slogans) & set(in_parts) if family_of[slogan] in whole)


def centre_dates() -> dict[str, str]:
    """Date of the first use of each family of slogans in the central documents of the study."""
    family_of, firsts = families(), []
    for name in GROUPS[CENTRE]:
        passages, hits = features_of(name)
        hits = hits.assign(slogan_id=hits["slogan_id"].map(family_of))
        firsts.append(first_uses(read_reports(name), passages, hits))
    return earliest(firsts)


def in_order_of_use(series: pd.DataFrame) -> pd.DataFrame:
    """A series of slogans by year with their canonical forms, in the order of their centre of use."""
    order = {slogan_id: row for row, slogan_id in enumerate(by_centre(series))}
    named = series.assign(row=series["slogan_id"].map(order), slogan=series["slogan_id"].map(load_lexicon().canonical))
    columns = ["slogan_id", "slogan", "year", "n_reports", "n_chars", "count", "rate_per_10k"]
    return named.sort_values(["row", "year"], ignore_index=True)[columns]

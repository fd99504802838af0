"""Adoption: which regions take up, keep or drop a slogan from one year's reports to the next."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, listed, require_columns
from baogao.measures.intervals import MIN_CLUSTERS, newcombe_interval
from baogao.measures.joins import placed, with_counts
from baogao.measures.permutation import MIN_ARRANGEMENTS, benjamini_hochberg

KEY = ["slogan_id", "region", "year"]


@measure
def adoption(reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Each slogan in each region and year, and what changed since the year before.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``region``, ``year``; one report for each region in each
        of two or more years.
    passages, hits : pandas.DataFrame
        Feature tables.

    Returns
    -------
    pandas.DataFrame
        One row a slogan, region and year, sorted, zeros included: ``slogan_id``,
        ``region``, ``year``, ``count`` (maximal occurrences of all its forms),
        ``nested_count`` (its other occurrences), ``present`` (at least one of either kind),
        ``change`` ("kept", "adopted", "dropped" or "absent", against the year before in
        the collection; "" in the first).

    Raises
    ------
    SettingError
        If there are fewer than two years.
    TableError
        If a column is lacking, a report has no region or year, or a region has none or
        several reports in a year: then change would be a matter of what was gathered.

    Notes
    -----
    Adopted means used in this report and not in the one before; it may have been used
    earlier still, or elsewhere. One occurrence is enough, so a long report adopts more.
    Slogans that no report uses have no rows.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "region": "云州", "year": [2025, 2026]})
    >>> passages = pd.DataFrame({"passage_id": ["b:1"], "report_id": ["b"]})
    >>> hits = pd.DataFrame({"passage_id": ["b:1"], "slogan_id": ["s"], "maximal": [False]})
    >>> adoption(reports, passages, hits)[["year", "count", "present", "change"]].values.tolist()
    [[2025, 0, False, ''], [2026, 0, True, 'adopted']]
    """
    require_columns(reports, ["report_id", "region", "year"], "reports")
    require_columns(hits, ["passage_id", "slogan_id", "maximal"], "hits")
    _refuse(reports)
    rows = with_counts(placed(hits, passages, reports, ("region", "year")))
    years = sorted(reports["year"].unique())
    cells = pd.MultiIndex.from_product(
        [sorted(rows["slogan_id"].unique()), sorted(reports["region"].unique()), years], names=KEY
    )
    table = rows.groupby(KEY)[["count", "nested_count"]].sum().reindex(cells, fill_value=0).reset_index()
    now = table["count"] + table["nested_count"] > 0
    before = now.shift(fill_value=False)  # the row above is the year before, but in the first year
    table["present"] = now
    table["change"] = np.select(
        [table["year"] == years[0], now & before, now, before], ["", "kept", "adopted", "dropped"], "absent"
    )
    return table


@measure
def adoption_test(table: pd.DataFrame) -> pd.DataFrame:
    r"""Whether more regions adopted a slogan than dropped it between two years.

    Parameters
    ----------
    table : pandas.DataFrame
        As `adoption` returns it, with two years; of more, choose two.

    Returns
    -------
    pandas.DataFrame
        One row a slogan, the largest change first: ``slogan_id``; ``n_regions``;
        ``share_before``, ``share_after`` (of regions that use it); ``share_change`` (the
        difference, -1 to 1, positive when it gained); ``low``, ``high`` (95 % interval of that difference for
        the same regions twice, `baogao.measures.intervals.newcombe_interval`; missing under 10 regions);
        ``adopted``, ``dropped`` (regions);
        ``p`` (two-sided; NaN with fewer than 5 regions that changed); ``q``
        (Benjamini-Hochberg over the slogans that have a p).

    Raises
    ------
    SettingError
        If the table does not have exactly two years.
    TableError
        If a column is lacking, or a slogan lacks a region or year.

    Notes
    -----
    The null is that the two years of a region could be exchanged. Regions without a change
    stay as they are when flipped; of the *m* that changed, each flip turns one that
    adopted into one that dropped, so that *a* adopters have

    .. math:: p = \min\Bigl(1, \; 2^{1-m} \sum_{i \le \min(a, m - a)} \binom{m}{i}\Bigr):

    McNemar's test of correlated proportions [1]_, with binomial tails in the place of
    its normal approximation. Fewer than 20 flips (:math:`2^m`) give no p. A region stands
    for its issuer. All regions follow the same centre, so a small p says that the two
    years differ in these regions, not that the regions decided one by one.

    References
    ----------
    .. [1] McNemar, Q. (1947). Note on the sampling error of the difference between
       correlated proportions or percentages. Psychometrika 12(2), 153-157.

    Examples
    --------
    >>> table = pd.DataFrame([("s", f"r{i}", year, year == 2026) for i in range(6) for year in (2025, 2026)],
    ...                      columns=["slogan_id", "region", "year", "present"])
    >>> adoption_test(table)[["share_change", "adopted", "dropped", "p"]].values.tolist()
    [[1.0, 6.0, 0.0, 0.03125]]
    """
    require_columns(table, [*KEY, "present"], "table")
    years = sorted(table["year"].unique())
    if len(table) and len(years) != 2:
        raise SettingError(f"table: it has the year(s) {listed(years)}; a test takes two, choose them.")
    slogans, n_regions = sorted(table["slogan_id"].unique()), table["region"].nunique()
    if len(table) != 2 * len(slogans) * n_regions or table.duplicated(KEY).any():
        raise TableError("table: not one row for each slogan, region and year; pass it as `adoption` returns it.")
    present = table.sort_values(KEY)["present"].to_numpy(bool).reshape(len(slogans), n_regions, 2)
    before, after = present[:, :, 0], present[:, :, 1]
    adopted, dropped = (after & ~before).sum(axis=1), (before & ~after).sum(axis=1)
    p = [_flip_p(int(up), int(down)) for up, down in zip(adopted, dropped, strict=True)]
    bounds = np.array([_interval(*row) for row in zip(before, after, strict=True)], float).reshape(-1, 2)
    tested = pd.DataFrame(
        {
            "slogan_id": slogans,
            "n_regions": n_regions,
            "share_before": before.sum(axis=1) / max(n_regions, 1),
            "share_after": after.sum(axis=1) / max(n_regions, 1),
            "share_change": (adopted - dropped) / max(n_regions, 1),
            "low": bounds[:, 0],
            "high": bounds[:, 1],
            "adopted": adopted,
            "dropped": dropped,
            "p": np.array(p, float),
            "q": benjamini_hochberg(p),
        }
    )
    order = tested["share_change"].abs().sort_values(ascending=False, kind="stable").index
    return tested.loc[order].reset_index(drop=True)


@measure
def told_once(table: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """A table of adoption without those that tell what another row tells: of two nested ones the one that changed less.

    Parameters
    ----------
    table : pandas.DataFrame
        As `adoption` returns it.
    pairs : pandas.DataFrame
        ``slogan_id`` and ``other``, in which it lies more often than not: `baogao.measures.formulas.nested`.

    Returns
    -------
    pandas.DataFrame
        Its rows without some slogans. From the one with most regions that adopted or dropped it downwards each is
        taken that is in no pair with one taken; of as many the longer one, then the first by id.

    Notes
    -----
    The test of `adoption_test` takes the number of regions that changed as given and asks how many of them adopted,
    so the choice by that number leaves its p as it is.

    Examples
    --------
    >>> table = pd.DataFrame({"slogan_id": ["part", "whole"], "change": ["adopted", "kept"]})
    >>> told_once(table, pd.DataFrame({"slogan_id": ["part"], "other": ["whole"]}))["slogan_id"].tolist()
    ['part']
    """
    require_columns(table, ["slogan_id", "change"], "table")
    require_columns(pairs, ["slogan_id", "other"], "pairs")
    changed = table["change"].isin(["adopted", "dropped"]).groupby(table["slogan_id"]).sum()
    both = pd.concat(
        [pairs[["slogan_id", "other"]], pairs[["other", "slogan_id"]].set_axis(["slogan_id", "other"], axis=1)]
    )
    linked, parts = both.groupby("slogan_id")["other"].agg(set).to_dict(), set(pairs["slogan_id"])
    taken: set[str] = set()
    for slogan_id in sorted(changed.index, key=lambda each: (-changed[each], each in parts, each)):
        if taken.isdisjoint(linked.get(slogan_id, ())):
            taken.add(slogan_id)
    return table[table["slogan_id"].isin(taken)].reset_index(drop=True)


def _interval(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> tuple[float, float]:
    if len(before) < MIN_CLUSTERS:
        return math.nan, math.nan
    cells = (before & after, before & ~after, after & ~before, ~before & ~after)
    return newcombe_interval(*(int(cell.sum()) for cell in cells))


def _flip_p(adopted: int, dropped: int) -> float:
    changed = adopted + dropped
    if 2**changed < MIN_ARRANGEMENTS:
        return math.nan
    tail = sum(math.comb(changed, i) for i in range(min(adopted, dropped) + 1))  # of fair coins
    return min(1.0, float(tail / 2 ** (changed - 1)))


def _refuse(reports: pd.DataFrame) -> None:
    """Raise if the reports are not one for each region in each of two or more years."""
    unplaced = reports.loc[reports["year"].isna() | reports["region"].isna() | (reports["region"] == ""), "report_id"]
    if len(unplaced):
        raise TableError(f"reports: no region or year for {listed(unplaced)}; fill them in or leave these out.")
    years = sorted(reports["year"].unique())
    if len(years) < 2:
        raise SettingError(f"reports: {len(years)} year(s) ({listed(years)}); adoption takes two or more.")
    sizes = reports.groupby(["region", "year"]).size().unstack(fill_value=0)
    uneven = [f"{region} {year} has {n}" for year in years for region, n in sizes[year].items() if n != 1]
    if uneven:
        raise TableError(f"reports: each region needs one report a year; {listed(uneven)}. Leave such regions out.")

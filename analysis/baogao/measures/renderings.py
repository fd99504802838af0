"""Renderings: the English of slogans in an official translation, by year, with the sentences that have it."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns

COLUMNS = ["slogan_id", "year", "rendering", "n_sentences", "share"]


@measure
def renderings(reports: pd.DataFrame, rendered: pd.DataFrame) -> pd.DataFrame:
    """How often each slogan is rendered how in each year.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``year``.
    rendered : pandas.DataFrame
        Feature table ``renderings``, or some rows of it: ``report_id``, ``slogan_id``, ``rendering``, ``n_sentences``.

    Returns
    -------
    pandas.DataFrame
        One row a slogan, year and rendering, by slogan and year, the most frequent first: ``slogan_id``, ``year``,
        ``rendering`` (empty: sentences without a sure one), ``n_sentences`` (aligned sentences that have slogan and
        rendering), ``share`` of the slogan's aligned sentences of that year, 0 to 1; shares of a year sum to 1.

    Raises
    ------
    TableError
        If a column is lacking.

    Notes
    -----
    A sentence with a slogan twice, rendered in two ways, counts for each, so that sums may exceed the number of
    sentences a little. How good the renderings are: corpus/bilingual/README.md.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a"], "year": [2019]})
    >>> rendered = pd.DataFrame({"report_id": "a", "slogan_id": "s", "rendering": ["rural reform", ""]})
    >>> renderings(reports, rendered.assign(n_sentences=[3, 1]))["share"].tolist()
    [0.75, 0.25]
    """
    require_columns(reports, ["report_id", "year"], "reports")
    require_columns(rendered, ["report_id", "slogan_id", "rendering", "n_sentences"], "renderings")
    dated = rendered.merge(reports[["report_id", "year"]], on="report_id")
    table = dated.groupby(["slogan_id", "year", "rendering"], as_index=False)["n_sentences"].sum()
    of_year = table.groupby(["slogan_id", "year"])["n_sentences"].transform("sum")
    ordered: pd.DataFrame = table.assign(share=table["n_sentences"] / of_year).sort_values(
        ["slogan_id", "year", "n_sentences", "rendering"], ascending=[True, True, False, True], ignore_index=True
    )
    return ordered.filter(COLUMNS)


@measure
def usual_renderings(rendered: pd.DataFrame) -> pd.DataFrame:
    """The rendering that most sentences of each slogan have, over all years.

    Parameters
    ----------
    rendered : pandas.DataFrame
        As for `renderings`.

    Returns
    -------
    pandas.DataFrame
        One row a slogan that has any: ``slogan_id``, ``rendering``, ``n_sentences``, ``n_of_slogan`` (all its
        aligned sentences), ``n_renderings`` (different ones); of equally frequent ones the shorter.

    Examples
    --------
    >>> rendered = pd.DataFrame({"report_id": "a", "slogan_id": "s", "rendering": ["rural reform", ""]})
    >>> usual_renderings(rendered.assign(n_sentences=[3, 1])).values.tolist()
    [['s', 'rural reform', 3, 4, 1]]
    """
    require_columns(rendered, ["slogan_id", "rendering", "n_sentences"], "renderings")
    counts = rendered.groupby(["slogan_id", "rendering"], as_index=False)["n_sentences"].sum()
    counts = counts.assign(
        n_of_slogan=counts.groupby("slogan_id")["n_sentences"].transform("sum"), size=counts["rendering"].str.len()
    )
    sure = counts[counts["rendering"] != ""]
    sure = sure.assign(n_renderings=sure.groupby("slogan_id")["rendering"].transform("nunique"))
    ranked = sure.sort_values(["slogan_id", "n_sentences", "size", "rendering"], ascending=[True, False, True, True])
    first: pd.DataFrame = ranked.drop_duplicates("slogan_id").reset_index(drop=True)
    return first.filter(["slogan_id", "rendering", "n_sentences", "n_of_slogan", "n_renderings"])


@measure
def changed_renderings(
    reports: pd.DataFrame, rendered: pd.DataFrame, *, most: int = 9, per_slogan: int = 3, min_sentences: int = 3
) -> pd.DataFrame:
    """Slogans whose rendering changed most, with the sentences of their main renderings in each year.

    Parameters
    ----------
    reports, rendered : pandas.DataFrame
        As for `renderings`.
    most, per_slogan : int
        Slogans, and renderings of each.
    min_sentences : int
        A rendering in fewer sentences is left out, and a slogan with fewer than two that are left.

    Returns
    -------
    pandas.DataFrame
        ``slogan_id``, ``rendering``, ``change``, ``year``, ``n_sentences``: every year, zeros included; slogans by
        change, renderings by their mean year. ``change`` is the greatest difference of the mean years of two
        renderings, times the root of the sentences of the rarer one: late and often beats late and once.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [2010, 2014]})
    >>> rendered = pd.DataFrame({"report_id": ["a", "b"], "slogan_id": "s", "rendering": ["x", "y"], "n_sentences": 4})
    >>> changed_renderings(reports, rendered)[["rendering", "change", "year", "n_sentences"]].values.tolist()
    [['x', 8.0, 2010, 4], ['x', 8.0, 2014, 0], ['y', 8.0, 2010, 0], ['y', 8.0, 2014, 4]]
    """
    table = renderings(reports, rendered)
    table = table[table["rendering"] != ""].assign(weighted=lambda rows: rows["year"] * rows["n_sentences"])
    sums = table.groupby(["slogan_id", "rendering"], as_index=False)[["n_sentences", "weighted"]].sum()
    sums = sums[sums["n_sentences"] >= min_sentences]
    sums = sums.sort_values(["slogan_id", "n_sentences", "rendering"], ascending=[True, False, True])
    sums = sums.groupby("slogan_id").head(per_slogan).assign(mean=lambda rows: rows["weighted"] / rows["n_sentences"])
    change = {slogan_id: _change(own) for slogan_id, own in sums.groupby("slogan_id") if len(own) > 1}
    chosen = sorted(change, key=lambda slogan_id: (-change[slogan_id], slogan_id))[:most]
    kept = sums[sums["slogan_id"].isin(chosen)].assign(change=lambda rows: rows["slogan_id"].map(change))
    kept = kept.sort_values(["change", "slogan_id", "mean", "rendering"], ascending=[False, True, True, True])
    years = pd.DataFrame({"year": sorted(reports["year"].dropna().unique())})
    grid = kept[["slogan_id", "rendering", "change"]].merge(years, how="cross")
    counts = table[["slogan_id", "rendering", "year", "n_sentences"]]
    drawn: pd.DataFrame = grid.merge(counts, on=["slogan_id", "rendering", "year"], how="left")
    return drawn.fillna({"n_sentences": 0}).astype({"n_sentences": "int64"})


def _change(own: pd.DataFrame) -> float:
    rows = list(zip(own["mean"], own["n_sentences"], strict=True))
    return float(max(abs(a - b) * min(n, m) ** 0.5 for a, n in rows for b, m in rows))

"""Agreement of transcriptions: whether counts of slogans depend on who copied the text, and how."""

from __future__ import annotations

import math

import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, listed, require_columns
from baogao.measures.intervals import rate_interval
from baogao.measures.joins import placed

CELL = ["slogan_id", "year"]
SAME = ["issuer", "region", "genre"]  # what all transcriptions of one report have in common


@measure
def transcription_cells(
    reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame, *, nested: bool = False
) -> pd.DataFrame:
    """Count of each slogan in each transcription of each year's report.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``year``, ``outlet`` (the transcription), ``n_chars``, and
        ``issuer``, ``region``, ``genre``, which tell one report from another; one report a year.
    passages, hits : pandas.DataFrame
        Feature tables.
    nested : bool
        Count every occurrence, also inside or across a longer form (plain counting of the
        string); else only maximal ones.

    Returns
    -------
    pandas.DataFrame
        One row a cell and transcription, sorted: ``slogan_id``, ``year``, ``outlet``,
        ``report_id``, ``n_chars``, ``count``, ``equal`` (whether all transcriptions of the
        cell have one count). A cell is a slogan and a year that stands in two transcriptions
        or more; cells that are zero in all of them are left out, as they would agree by default.

    Raises
    ------
    SettingError
        If no year stands in two transcriptions, or texts of one year are other reports.
    TableError
        If a table lacks a column, or a year stands twice in one transcription.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": 2019, "outlet": ["web", "wiki"], "n_chars": 1000})
    >>> reports = reports.assign(issuer="国务院", region="全国", genre="work-report")
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1", "b:1", "b:1"], "slogan_id": list("sst"), "maximal": True})
    >>> transcription_cells(reports, passages, hits)[["slogan_id", "outlet", "count", "equal"]].values.tolist()
    [['s', 'web', 1, True], ['s', 'wiki', 1, True], ['t', 'web', 0, False], ['t', 'wiki', 1, False]]
    """
    texts = _compared(reports)
    require_columns(hits, ["passage_id", "slogan_id", "maximal"], "hits")
    chosen = hits if nested else hits[hits["maximal"].astype(bool)]
    rows = placed(chosen[["passage_id", "slogan_id"]], passages, texts, ("year",))
    counts = rows.groupby(["slogan_id", "report_id"]).size().rename("count").reset_index()
    cells = rows[CELL].drop_duplicates().merge(texts, on="year")
    cells = cells.merge(counts, on=["slogan_id", "report_id"], how="left").sort_values(
        [*CELL, "outlet"], ignore_index=True
    )
    cells["count"] = cells["count"].fillna(0).astype(int)
    cells["equal"] = cells.groupby(CELL)["count"].transform("nunique") == 1
    return cells[[*CELL, "outlet", "report_id", "n_chars", "count", "equal"]]


@measure
def transcription_agreement(
    reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame, defects: pd.DataFrame
) -> pd.DataFrame:
    r"""Share of slogan-by-year cells that are equal in all transcriptions, with defective texts and without.

    Parameters
    ----------
    reports, passages, hits : pandas.DataFrame
        As for `transcription_cells`.
    defects : pandas.DataFrame
        ``report_id`` of the texts that are known to be defective, as `baogao.defects`
        gives them; may be empty.

    Returns
    -------
    pandas.DataFrame
        Eight rows: ``texts`` ("all", or "unmarked": without the defective ones), ``years``
        ("every": those that stand in every transcription, or "two": in at least two of them),
        ``counts`` ("maximal", or "plain": nested ones too), ``n_years``, ``n_cells`` (above zero in at
        least one transcription), ``n_equal``, ``share_equal`` (0 to 1; NaN without cells),
        ``low``, ``high`` (95 % interval; NaN under 10 years or when no cell differs).

    Raises
    ------
    SettingError, TableError
        As for `transcription_cells`; the first also when too few texts are unmarked.

    Notes
    -----
    The cells of a year are not independent: a paragraph that is missing takes several slogans
    with it. So years are the clusters: with :math:`d_y` of the :math:`n_y` cells of year *y*
    differing, the interval is that of the rate :math:`\sum d_y / \sum n_y` by
    `baogao.measures.intervals.rate_interval`, taken from 1. It says how far the share could
    be another had other years been transcribed in this way. Where a few broken texts make
    nearly all of the difference, read it as an order of magnitude.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": 2019, "outlet": ["web", "wiki"], "n_chars": 1000})
    >>> reports = reports.assign(issuer="国务院", region="全国", genre="work-report")
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1", "b:1", "b:1"], "slogan_id": list("sst"), "maximal": True})
    >>> table = transcription_agreement(reports, passages, hits, pd.DataFrame({"report_id": []}))
    >>> table[["texts", "n_cells", "n_equal", "share_equal"]].values.tolist()[0]
    ['all', 2, 1, 0.5]
    """
    require_columns(defects, ["report_id"], "defects")
    require_columns(reports, ["report_id", "outlet"], "reports")
    unmarked = reports[~reports["report_id"].isin(list(defects["report_id"]))]
    rows = []
    for texts, part in (("all", reports), ("unmarked", unmarked)):
        for counts in ("maximal", "plain"):
            cells = transcription_cells(part, passages, hits, nested=counts == "plain")
            whole = cells.groupby(CELL)["outlet"].transform("nunique") == reports["outlet"].nunique()
            rows += [
                (texts, years, counts, *_share(chosen)) for years, chosen in (("every", cells[whole]), ("two", cells))
            ]
    columns = ["texts", "years", "counts", "n_years", "n_cells", "n_equal", "share_equal", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


@measure
def transcription_sizes(reports: pd.DataFrame) -> pd.DataFrame:
    """How far the transcriptions of each year's report differ in length.

    Parameters
    ----------
    reports : pandas.DataFrame
        As for `transcription_cells`.

    Returns
    -------
    pandas.DataFrame
        One row a year that stands in two transcriptions or more: ``year``,
        ``n_transcriptions``, ``shortest``, ``longest`` (characters, white space and page
        furniture aside), ``spread`` (``longest / shortest - 1``; NaN for an empty text).

    Raises
    ------
    SettingError, TableError
        As for `transcription_cells`.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": 2019, "outlet": ["x", "y"], "n_chars": [1000, 1010]})
    >>> reports = reports.assign(issuer="国务院", region="全国", genre="work-report")
    >>> transcription_sizes(reports)[["year", "n_transcriptions", "spread"]].values.tolist()
    [[2019.0, 2.0, 0.01]]
    """
    sizes = _compared(reports).groupby("year")["n_chars"].agg(["size", "min", "max"]).astype(int)
    table = sizes.set_axis(["n_transcriptions", "shortest", "longest"], axis=1).reset_index()
    shortest = table["shortest"].where(table["shortest"] > 0)
    return table.assign(spread=(table["longest"] - table["shortest"]) / shortest)


def _compared(reports: pd.DataFrame) -> pd.DataFrame:
    """Texts of the years that stand in two transcriptions or more."""
    require_columns(reports, ["report_id", "year", "outlet", "n_chars", *SAME], "reports")
    dated = reports.dropna(subset=["year"])
    mixed = dated.groupby("year")[SAME].nunique(dropna=False).gt(1).any(axis=1)
    if mixed.any():
        raise SettingError(
            f"reports of {listed(mixed.index[mixed])} differ in {', '.join(SAME)}, so they are other reports and no "
            "transcriptions of one; take a collection that holds one report a year, from two outlets or more."
        )
    twice = dated[dated.duplicated(["year", "outlet"])]
    if len(twice):
        raise TableError(
            f"reports: the year of {listed(twice['report_id'])} stands twice in one transcription (column outlet); "
            "each may hold one report a year."
        )
    texts = dated[dated.groupby("year")["outlet"].transform("nunique") >= 2]
    if texts.empty:
        raise SettingError(
            f"{len(reports)} report(s), and no year of which two transcriptions stand here (columns year and outlet); "
            "there is nothing to compare: take a collection that holds the same reports from two outlets or more."
        )
    return texts[["report_id", "year", "outlet", "n_chars"]]


def _share(cells: pd.DataFrame) -> tuple[int, int, int, float, float, float]:
    """Years, cells, equal cells, their share and its interval."""
    each = cells.drop_duplicates(CELL)
    n_cells, n_equal = len(each), int(each["equal"].sum())
    years = each.assign(differs=~each["equal"]).groupby("year")["differs"].agg(["sum", "size"])
    if not n_cells:
        return 0, 0, 0, math.nan, math.nan, math.nan
    low, high = rate_interval(years["sum"].to_numpy(float), years["size"].to_numpy(float), years.index.tolist())
    return len(years), n_cells, n_equal, n_equal / n_cells, max(0.0, 1 - high) if high == high else high, 1 - low

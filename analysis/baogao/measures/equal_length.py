"""Equal length: how many regions would use a slogan in either year if both reports of a region were as long."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import TableError, require_columns
from baogao.measures.joins import placed


@measure
def equal_length(reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    r"""Share of the regions that use each slogan in each of two years, had both reports of a region one length.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``region``, ``year``, ``n_chars``; one report a region in each of two years.
    passages, hits : pandas.DataFrame
        Feature tables.

    Returns
    -------
    pandas.DataFrame
        One row a slogan, sorted: ``slogan_id``; ``equal_before``, ``equal_after`` (expected share of the regions
        that use it, 0 to 1), ``equal_change`` (the difference, -1 to 1).

    Raises
    ------
    TableError
        If a column is lacking, or a region has not one report in each of two years.

    Notes
    -----
    Rarefaction [1]_ by passages: of the longer report of a region, with *M* passages of which *m* hold
    the slogan, as many are drawn as make the length of the shorter one, *k* = *M* times the ratio of lengths.
    The slogan is in the draw with probability

    .. math:: 1 - \binom{M - m}{k} \Big/ \binom{M}{k}.

    What stays in the shorter report is certain. The expected share is of these regions; it has no error of drawing.

    References
    ----------
    .. [1] Hurlbert, S. H. (1971). The nonconcept of species diversity: a critique and alternative parameters.
       Ecology 52(4), 577-586, p. 581.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "region": "r", "year": [2025, 2026], "n_chars": [100, 200]})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1", "b:2"], "report_id": ["a", "b", "b"]})
    >>> equal_length(reports, passages, pd.DataFrame({"passage_id": ["b:1"], "slogan_id": ["s"]})).values.tolist()
    [['s', 0.0, 0.5, 0.5]]
    """
    require_columns(reports, ["report_id", "region", "year", "n_chars"], "reports")
    require_columns(hits, ["passage_id", "slogan_id"], "hits")
    pairs = reports.groupby(["region", "year"]).size().unstack(fill_value=0)
    if len(pairs.columns) != 2 or not (pairs == 1).all(axis=None):
        raise TableError("reports: equal length takes one report of each region in each of two years; choose them.")
    sizes = passages.groupby("report_id").size()
    drawn = reports.set_index("report_id")
    shorter = drawn.groupby("region")["n_chars"].transform("min")
    drawn = drawn.assign(n_passages=sizes.reindex(drawn.index, fill_value=0), ratio=shorter / drawn["n_chars"])
    holding = placed(hits[["passage_id", "slogan_id"]].drop_duplicates(), passages, reports)
    counts = holding.groupby(["slogan_id", "report_id"]).size().rename("n_holding").reset_index()
    counts = counts.join(drawn[["year", "n_passages", "ratio"]], on="report_id")
    n_drawn = np.round(counts["n_passages"].to_numpy(float) * counts["ratio"].to_numpy(float))
    counts["chance"] = drawn_at_all(counts["n_passages"].to_numpy(float), counts["n_holding"].to_numpy(float), n_drawn)
    shares = counts.pivot_table(index="slogan_id", columns="year", values="chance", aggfunc="sum", fill_value=0.0)
    before, after = (shares.reindex(columns=pairs.columns, fill_value=0.0)[year] / len(pairs) for year in pairs.columns)
    table = pd.DataFrame({"equal_before": before, "equal_after": after, "equal_change": after - before})
    return table.rename_axis("slogan_id").reset_index()


@measure
def drawn_at_all(
    n_passages: NDArray[np.float64], n_holding: NDArray[np.float64], n_drawn: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Chance that at least one of the passages that hold a slogan is among those drawn.

    Examples
    --------
    >>> drawn_at_all(np.array([4.0, 4.0]), np.array([1.0, 3.0]), np.array([2.0, 2.0])).round(12).tolist()
    [0.5, 1.0]
    """
    from scipy.special import gammaln

    rest, others = n_passages - n_drawn, n_passages - n_holding
    with np.errstate(invalid="ignore"):
        log_none = gammaln(others + 1) + gammaln(rest + 1) - gammaln(n_passages + 1) - gammaln(others - n_drawn + 1)
    return np.where(others < n_drawn, 1.0, 1 - np.exp(log_none))

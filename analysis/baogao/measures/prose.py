"""Prose: how long clauses and sentences are and how diverse the words, by report or in groups of reports."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.cells import By, cell_column
from baogao.measures.intervals import rate_interval

MEASURES = ("clause_chars", "sentence_chars", "four_character_share", "mattr_50", "mtld", "hdd_42")


@measure
def prose(reports: pd.DataFrame, profile: pd.DataFrame, *, by: By = "report") -> pd.DataFrame:
    r"""Mean of each measure of wording over the reports of a cell.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``n_chars``, ``issuer`` and the column of `by`.
    profile : pandas.DataFrame
        Feature table ``profile``: ``id`` of a report, ``measure``, ``value``.
    by : {"year", "region", "level", "genre", "report"}
        What makes a cell.

    Returns
    -------
    pandas.DataFrame
        One row a cell and measure, sorted by cell, the measures in the order below; reports without a value of `by`
        stand last. Columns: `by`, ``measure``, ``n_reports`` (that have the measure), ``mean``, ``low``, ``high`` (95 %
        interval, clustered by issuer; NaN under 10 issuers).

        - ``clause_chars``, ``sentence_chars``: letters, figures, Chinese characters between ，。；：！？… or 。！？….
        - ``four_character_share``: units between marks that are four Chinese characters, 0 to 1.
        - ``mattr_50``: different words among 50 that follow each other, 0 to 1 [1]_.
        - ``mtld``: words in a row until less than .72 of them are different, both ways, above 1 [2]_.
        - ``hdd_42``: chance that a word stands in 42 drawn at random, summed over words, by 42: 0 to 1 [2]_.

    Raises
    ------
    SettingError
        If `by` is none of the five, or there are fewer than two reports to compare.
    TableError
        If a table lacks a column.

    Notes
    -----
    Reports count alike, whatever their length, since the three indices of diversity are made not to depend on it; a
    report of fewer words than an index takes has none. The interval is that of a mean :math:`\bar v` of values *v* as
    `baogao.measures.intervals.rate_interval` has it, every report being of size 1. Words are the segmenter's with
    slogans whole, so compare within one collection, not with indices of other segmenters or languages.

    References
    ----------
    .. [1] Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average type-token ratio
       (MATTR). Journal of Quantitative Linguistics 17(2), 94-100.
    .. [2] McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study of sophisticated approaches
       to lexical diversity assessment. Behavior Research Methods 42(2), 381-392.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "n_chars": 500, "issuer": "x", "year": 2020})
    >>> profile = pd.DataFrame({"id": ["a", "b"], "measure": "clause_chars", "value": [9.0, 12.0]})
    >>> prose(reports, profile, by="year")[["year", "measure", "n_reports", "mean"]].values.tolist()
    [[2020, 'clause_chars', 2, 10.5]]
    """
    column = cell_column(reports, by)
    require_columns(profile, ["id", "measure", "value"], "profile")
    facts = reports[list(dict.fromkeys(["report_id", "issuer", column]))]
    values = profile[profile["measure"].isin(MEASURES)].dropna(subset="value")
    values = values.merge(facts, left_on="id", right_on="report_id", validate="m:1")
    order = pd.Categorical(values["measure"], MEASURES, ordered=True)
    cells = values.groupby([values[column], order], dropna=False, observed=True)
    rows = [(*key, len(cell), cell["value"].mean(), *_interval(cell)) for key, cell in cells]
    table = pd.DataFrame(rows, columns=[by, "measure", "n_reports", "mean", "low", "high"])
    return table.astype({by: reports[column].dtype})


def _interval(cell: pd.DataFrame) -> tuple[float, float]:
    return rate_interval(cell["value"].to_numpy(), [1] * len(cell), cell["issuer"].tolist())

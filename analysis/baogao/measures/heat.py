"""Heat: on how many days of a year a slogan stands in the news, in tiers, and how sure the tier is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.joins import placed

# The least share of days of each tier, the hottest first.
TIERS = {"every second day": 1 / 2, "every week": 1 / 7, "every month": 12 / 365, "every year": 1 / 365, "hardly": 0.0}
PRIOR = 0.5  # Jeffreys


@measure
def heat(reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    r"""Share of the days of each year on which a slogan stands in the news, with its tier and the tier's probability.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest of days of news, one report a day, of which some days may be lacking at
        random or at fixed steps: ``report_id``, ``year``.
    passages, hits : pandas.DataFrame
        Feature tables.

    Returns
    -------
    pandas.DataFrame
        One row a slogan and year in which it stands at least once, by slogan and year: ``slogan_id``,
        ``year``, ``n_days`` (that are there), ``n_with`` (with the slogan, inside other slogans too), ``share``,
        ``tier`` (of the share: "every second day" or more often, "every week", "every month", "every year", "hardly"),
        ``tier_probability`` (that the share of all days of the year lies in that tier).

    Raises
    ------
    TableError
        If a column is lacking.

    Notes
    -----
    Days that are not there may hold the slogan or not: after *k* of *n* days the share has the distribution
    Beta(*k* + 1/2, *n* - *k* + 1/2), by Jeffreys' prior [1]_, whose mass between the bounds of the tier is its
    probability. Days are taken as independent; campaigns come in runs, so the truth is less sure than that.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a binomial proportion.
       Statistical Science 16(2), 101-133, section 3.1.1.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": [f"d{day}" for day in range(100)], "year": 2019})
    >>> passages = pd.DataFrame({"passage_id": [f"d{day}:1" for day in range(100)], "report_id": reports["report_id"]})
    >>> hits = pd.DataFrame({"passage_id": passages["passage_id"].head(30), "slogan_id": "s"})
    >>> heat(reports, passages, hits)[["share", "tier"]].values.tolist()
    [[0.3, 'every week']]
    """
    from scipy.special import betainc

    require_columns(reports, ["report_id", "year"], "reports")
    days = reports.dropna(subset=["year"]).groupby("year").size()
    uses = placed(hits[["passage_id", "slogan_id"]], passages, reports, ("year",))
    uses = uses.dropna(subset=["year"]).drop_duplicates(["slogan_id", "report_id"])
    table = uses.groupby(["slogan_id", "year"]).size().rename("n_with").reset_index()
    table["n_days"] = table["year"].map(days)
    table["share"] = table["n_with"] / table["n_days"]
    bounds = np.array([*TIERS.values()])
    tier = (table["share"].to_numpy(float)[:, None] < bounds).sum(axis=1)
    table["tier"] = np.array([*TIERS], object)[tier]
    upper, lower = np.r_[1.0, bounds[:-1]][tier], bounds[tier]
    a, b = table["n_with"].to_numpy(float) + PRIOR, (table["n_days"] - table["n_with"]).to_numpy(float) + PRIOR
    table["tier_probability"] = betainc(a, b, upper) - betainc(a, b, lower)
    return table[["slogan_id", "year", "n_days", "n_with", "share", "tier", "tier_probability"]]

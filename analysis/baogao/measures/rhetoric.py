"""Rhetoric: how often devices occur in groups of reports, and how two groups differ."""

from __future__ import annotations

import math

import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns
from baogao.measures.cells import By, cell_column
from baogao.measures.device_counts import device_counts
from baogao.measures.intervals import PER, log_rate_variance, rate_interval, t_quantile
from baogao.measures.permutation import benjamini_hochberg

LEVEL = 0.95


@measure
def rhetoric_profile(
    reports: pd.DataFrame, passages: pd.DataFrame, devices: pd.DataFrame, *, by: By = "report"
) -> pd.DataFrame:
    """How often each device occurs in each report, or in the reports of each level, region, year or genre.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``n_chars``, ``issuer`` and the column of `by`.
    passages : pandas.DataFrame
        Feature table ``passages``: ``passage_id``, ``report_id``.
    devices : pandas.DataFrame
        Feature table ``devices``: ``passage_id``, ``device``, ``count``, ``chars``.
    by : {"year", "region", "level", "genre", "report"}
        What makes a cell.

    Returns
    -------
    pandas.DataFrame
        One row a cell and device, zeros included, sorted; reports without a value of `by`
        stand last. Columns: `by`, ``device``, ``n_reports``, ``count``, ``rate_per_10k``
        (per 10,000 characters, white space and page furniture aside; NaN in a cell without
        characters), ``low``, ``high`` (95 % interval, clustered by issuer; NaN under 10
        issuers, see `baogao.measures.intervals.rate_interval`), ``share`` (of the characters
        that the finds cover, 0 to 1).

    Raises
    ------
    SettingError
        If `by` is none of the five, or there are fewer than two reports to compare.
    TableError
        If a table lacks a column.

    Notes
    -----
    Devices are found by rule (`baogao.language.devices.find_devices`), so a difference of
    rates can also be one of recall: see `baogao.measures.accuracy.device_accuracy`, and
    `baogao.measures.correction.corrected_rates`.
    Kinds of report differ in devices more than places do: compare within one genre.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "n_chars": [500, 1000], "issuer": "x"})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> devices = pd.DataFrame({"passage_id": ["a:1", "b:1"], "device": "hedge", "count": [0, 3], "chars": [0, 7]})
    >>> rhetoric_profile(reports, passages, devices)[["report", "count", "rate_per_10k"]].values.tolist()
    [['a', 0, 0.0], ['b', 3, 30.0]]
    """
    column = cell_column(reports, by)
    counted = device_counts(reports, passages, devices)
    if column != "report_id":
        counted = counted.merge(reports[["report_id", column]], on="report_id", validate="m:1")
    cells = [
        (value, device, *_cell(cell))
        for (value, device), cell in counted.groupby([column, "device"], dropna=False, sort=True)
    ]
    table = pd.DataFrame(cells, columns=[by, "device", "n_reports", "count", "rate_per_10k", "low", "high", "share"])
    return table.astype({by: reports[column].dtype})


def _cell(cell: pd.DataFrame) -> tuple[int, int, float, float, float, float]:
    n_chars, count = int(cell["n_chars"].sum()), int(cell["count"].sum())
    rate = PER * count / n_chars if n_chars else math.nan
    low, high = rate_interval(cell["count"].to_numpy(), cell["n_chars"].to_numpy(float), cell["issuer"].tolist())
    share = int(cell["chars"].sum()) / n_chars if n_chars else math.nan
    return len(cell), count, rate, PER * low, PER * high, share


@measure
def rhetoric_contrast(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    r"""How the rates of devices differ between two groups of reports.

    Parameters
    ----------
    a, b : pandas.DataFrame
        Reports of either group as `device_counts` gives them: ``issuer``, ``n_chars``,
        ``device``, ``count``. No issuer may be in both.

    Returns
    -------
    pandas.DataFrame
        One row a device: ``device``, ``count_a``, ``count_b``, ``rate_a``, ``rate_b`` (per
        10,000 characters), ``log_ratio`` (base 2; 1 means twice the rate in `a`, NaN where
        a count is zero), ``low``, ``high`` (95 % interval of it), ``df``, ``p``
        (two-sided), ``q`` (Benjamini-Hochberg over the devices with a p). From ``low`` on
        all are NaN unless both groups have 10 issuers.

    Raises
    ------
    SettingError
        If an issuer is in both groups: then they are not independent, and waves of the
        same issuers are compared by permutation within issuers.

    Notes
    -----
    With :math:`v_a, v_b` the cluster-robust variances of the log rates and :math:`d_a, d_b` their degrees of
    freedom (`baogao.measures.intervals.log_rate_variance`),

    .. math:: t = \frac{\log r_a - \log r_b}{\sqrt{v_a + v_b}}, \quad
       df = \frac{(v_a + v_b)^2}{v_a^2 / d_a + v_b^2 / d_b},

    Welch's t with Satterthwaite's degrees of freedom [1]_ [2]_; they lie between the smaller
    of the two and their sum. The false discovery rate is controlled after [3]_.

    References
    ----------
    .. [1] Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance
       components. Biometrics Bulletin 2(6), 110-114.
    .. [2] Welch, B. L. (1947). The generalization of 'Student's' problem when several
       different population variances are involved. Biometrika 34(1-2), 28-35.
    .. [3] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate.
       Journal of the Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> a = pd.DataFrame({"issuer": list("abcdefghij"), "n_chars": 100, "device": "deontic", "count": [3, 1] * 5})
    >>> b = a.assign(issuer=list("klmnopqrst"), count=[2, 0] * 5)
    >>> rhetoric_contrast(a, b)[["log_ratio", "p"]].round(4).values.tolist()
    [[1.0, 0.0853]]
    """
    for name, group in (("a", a), ("b", b)):
        require_columns(group, ["issuer", "n_chars", "device", "count"], name)
    both = sorted(set(a["issuer"]) & set(b["issuer"]))
    if both:
        raise SettingError(
            f"rhetoric_contrast: issuer(s) {listed(both)} are in both groups, which must be independent. "
            "Leave them out of one, or compare paired waves by permutation within issuers."
        )
    names = sorted(set(a["device"]) | set(b["device"]))
    rows = [(name, *_contrast(a[a["device"] == name], b[b["device"] == name])) for name in names]
    columns = ["count_a", "count_b", "rate_a", "rate_b", "log_ratio", "low", "high", "df", "p"]
    table = pd.DataFrame(rows, columns=["device", *columns])
    return table.assign(q=benjamini_hochberg(table["p"]))


def _contrast(a: pd.DataFrame, b: pd.DataFrame) -> tuple[float, ...]:
    from scipy.special import stdtr

    (count_a, rate_a, v_a, df_a), (count_b, rate_b, v_b, df_b) = _log_rate(a), _log_rate(b)
    undefined = not (count_a and count_b)
    difference = math.nan if undefined else math.log(rate_a / rate_b)
    counted = (count_a, count_b, PER * rate_a, PER * rate_b, difference / math.log(2))
    if math.isnan(v_a + v_b):
        return (*counted, *[math.nan] * 4)
    df = (v_a + v_b) ** 2 / (v_a**2 / df_a + v_b**2 / df_b)
    error = math.sqrt(v_a + v_b)
    reach = t_quantile((1 + LEVEL) / 2, df) * error
    bounds = ((difference - reach) / math.log(2), (difference + reach) / math.log(2))
    return (*counted, *bounds, df, 2 * float(stdtr(df, -abs(difference) / error)))


def _log_rate(group: pd.DataFrame) -> tuple[int, float, float, float]:
    """Count, rate per character, variance of its log, and degrees of freedom."""
    count, n_chars = int(group["count"].sum()), float(group["n_chars"].sum())
    spread = log_rate_variance(group["count"].to_numpy(), group["n_chars"].to_numpy(float), group["issuer"].tolist())
    return count, count / n_chars if n_chars else math.nan, *spread

"""Devices counted by report: the shared ground of profiles, contrasts and changes."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.joins import placed

COUNTS = ["count", "chars"]


@measure
def device_counts(reports: pd.DataFrame, passages: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    """Count of each device in each report, zeros included: what contrasts and profiles take.

    Parameters
    ----------
    reports, passages, devices : pandas.DataFrame
        As for `baogao.measures.rhetoric.rhetoric_profile`; devices of other reports are left out.

    Returns
    -------
    pandas.DataFrame
        One row a report and device: ``report_id``, ``issuer``, ``n_chars``, ``device``, ``count``, ``chars``.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "n_chars": [500, 1000], "issuer": "x"})
    >>> passages = pd.DataFrame({"passage_id": ["b:1", "b:2"], "report_id": ["b", "b"]})
    >>> devices = pd.DataFrame({"passage_id": ["b:1", "b:2"], "device": "hedge", "count": [1, 3], "chars": [2, 7]})
    >>> device_counts(reports, passages, devices)["count"].tolist()
    [0, 4]
    """
    require_columns(reports, ["report_id", "n_chars", "issuer"], "reports")
    require_columns(devices, ["passage_id", "device", *COUNTS], "devices")
    rows = placed(devices[["passage_id", "device", *COUNTS]], passages)
    counts = rows.groupby(["report_id", "device"], as_index=False)[COUNTS].sum()
    names = pd.DataFrame({"device": sorted(devices["device"].unique())}, dtype=object)
    every = reports[["report_id", "issuer", "n_chars"]].merge(names, how="cross")
    table = every.merge(counts, on=["report_id", "device"], how="left")
    return table.assign(**{name: table[name].fillna(0).astype(int) for name in COUNTS})

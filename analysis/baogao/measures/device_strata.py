"""Strata of reports in which the rules for devices were read: eras of the centre, regions, departments."""

from __future__ import annotations

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns

REGIONS, DEPARTMENTS = "regions", "departments"
ERAS = {"centre-1954-1979": 1979, "centre-1980-1999": 1999, "centre-2000-2026": 9999}  # the last year of each
STRATA = (*ERAS, REGIONS, DEPARTMENTS)
LEAST_READ = 10  # hits, and marks, of a device in a stratum that is drawn or corrected


@measure
def device_strata(reports: pd.DataFrame) -> pd.Series:
    """Stratum of each report, by who speaks and when: what its rates of devices are corrected by.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``level``, ``genre``, ``year``.

    Returns
    -------
    pandas.Series
        By the index of `reports`: ``centre-1954-1979``, ``centre-1980-1999``, ``centre-2000-2026`` (level
        central, by year; without a year the last), ``regions`` (work reports of any other level) and
        ``departments`` (all others). What was read of regions is of 2025 and 2026, of departments from
        2019 on: older ones of these have no stratum of their own.

    Examples
    --------
    >>> reports = pd.DataFrame({"level": ["central", "province", "city"], "genre": ["work-report"] * 2 + ["speech"]})
    >>> device_strata(reports.assign(year=[1978, 2026, 2024])).tolist()
    ['centre-1954-1979', 'regions', 'departments']
    """
    require_columns(reports, ["level", "genre", "year"], "reports")
    years = pd.to_numeric(reports["year"]).fillna(9999).astype(int)
    eras = [list(ERAS)[number] for number in np.searchsorted(list(ERAS.values()), years)]
    below = np.where(reports["genre"] == "work-report", REGIONS, DEPARTMENTS)
    return pd.Series(np.where(reports["level"] == "central", eras, below), reports.index, dtype=object)

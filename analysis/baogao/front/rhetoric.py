"""Verbs on rhetoric: devices by report or cell, two groups compared, how well the rules find them; and prose."""

from __future__ import annotations

import pandas as pd

from baogao.front.collection import Collection, opened
from baogao.measures import rhetoric as measure
from baogao.measures.cells import By, cell_column
from baogao.measures.device_counts import device_counts
from baogao.paths import AnyCollection


def rhetoric(coll: AnyCollection, *, by: By = "report") -> pd.DataFrame:
    """How often each device occurs in each report, or in the reports of each level, region, year or genre.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it; kinds of report differ in devices more than places do, so
        compare within one genre.
    by : {"year", "region", "level", "genre", "report"}
        What makes a cell.

    Returns
    -------
    pandas.DataFrame
        One row a cell and device, zeros included: `by`, ``device``, ``n_reports``, ``count``,
        ``rate_per_10k``, ``low``, ``high``, ``share``, ``corrected``, ``corrected_low``, ``corrected_high``,
        ``drawn``; see `baogao.measures.correction.corrected_rates`.

    Examples
    --------
    >>> rhetoric("sample", by="region").query("device == 'enumeration'")["count"].tolist()
    [12, 12, 24]
    """
    whole = opened(coll)
    cell_column(whole.reports, by)  # refused before the accuracy is worked out, which takes seconds
    return rates_of(whole, by, device_accuracy())


def rates_of(coll: Collection, by: By, accuracy: pd.DataFrame) -> pd.DataFrame:
    """What `rhetoric` returns, with the accuracy of the rules worked out before, for one who asks several times.

    Examples
    --------
    >>> rates_of(opened("sample"), "year", device_accuracy())["year"].unique().tolist()
    [2019, 2020, 2021, 2022]
    """
    from baogao.measures.correction import corrected_rates

    tables = coll.reports, coll.passages, coll.devices
    return corrected_rates(measure.rhetoric_profile(*tables, by=by), *tables, accuracy)


def rhetoric_contrast(a: AnyCollection, b: AnyCollection) -> pd.DataFrame:
    """How the rates of devices differ between two collections or parts without an issuer in common.

    Parameters
    ----------
    a, b : Collection, str or pathlib.Path
        The two groups of reports.

    Returns
    -------
    pandas.DataFrame
        One row a device: counts, rates, ``log_ratio`` (base 2) and its interval, ``p``, ``q``; see
        `baogao.measures.rhetoric.rhetoric_contrast`.

    Examples
    --------
    >>> rhetoric_contrast("judicial", "congress")["device"].tolist()[:3]
    ['achievement', 'deontic_call', 'deontic_duty']
    """
    groups = [opened(coll) for coll in (a, b)]
    counts = [device_counts(coll.reports, coll.passages, coll.devices) for coll in groups]
    return measure.rhetoric_contrast(*counts)


def prose(coll: AnyCollection, *, by: By = "report") -> pd.DataFrame:
    """How long clauses and sentences are and how diverse the words, by report or as means over a cell's reports.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it; compare within one genre.
    by : {"year", "region", "level", "genre", "report"}
        What makes a cell.

    Returns
    -------
    pandas.DataFrame
        One row a cell and measure: `by`, ``measure``, ``n_reports``, ``mean``, ``low``, ``high``; the measures, their
        ranges and their sources: `baogao.measures.prose.prose`.

    Examples
    --------
    >>> prose("sample", by="year")["measure"].unique().tolist()
    ['clause_chars', 'sentence_chars', 'four_character_share', 'mattr_50', 'mtld', 'hdd_42']
    """
    from baogao.measures import prose as of_prose

    whole = opened(coll)
    return of_prose.prose(whole.reports, whole.profile, by=by)


def device_accuracy() -> pd.DataFrame:
    """Precision and recall of the rules for devices, measured by reading, by stratum, with intervals.

    Returns
    -------
    pandas.DataFrame
        One row a device and stratum; see `baogao.measures.accuracy.device_accuracy`.

    Examples
    --------
    >>> {"device", "stratum", "precision", "recall", "drawn"} <= set(device_accuracy())
    True
    """
    from baogao.language.device_readings import load_device_reading
    from baogao.measures import accuracy

    return accuracy.device_accuracy(*load_device_reading())

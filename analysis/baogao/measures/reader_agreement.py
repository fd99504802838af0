"""Agreement of two readers of devices: Krippendorff's alpha on hits and on the characters of passages."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns

READERS = ["first", "second"]


@measure
def device_agreement(hits: pd.DataFrame, passages: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    r"""How far two readers of devices agree.

    Parameters
    ----------
    hits : pandas.DataFrame
        ``device``, ``first`` and ``second`` (1 it is the device, 0 it is none, NaN not read).
    passages : pandas.DataFrame
        ``passage_id``, ``start``, ``n_chars`` of the passages that both marked.
    marks : pandas.DataFrame
        ``reader`` (first or second), ``device``, ``passage_id``, ``start``, ``end``.

    Returns
    -------
    pandas.DataFrame
        One row a device: ``device``, ``n_hits`` (that both read), ``share_equal`` (of their decisions),
        ``alpha_hits``, ``n_first``, ``n_second`` (marks), ``alpha_marks`` (over the characters of all passages, marked
        or not). Alpha is 1 at full agreement, 0 at that of chance, below where they agree less; NaN where both
        give every unit the same value, as nothing can then be told from chance: look at ``share_equal``.

    Raises
    ------
    SettingError
        If a reader has not read, or the package krippendorff is not installed.
    TableError
        If a table lacks a column.

    Notes
    -----
    Krippendorff's alpha for nominal data, :math:`1 - D_o / D_e`, as the package ``krippendorff`` computes it [1]_.

    References
    ----------
    .. [1] Hayes, A. F. and Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding
       data. Communication Methods and Measures 1(1), 77-89.

    Examples
    --------
    >>> hits = pd.DataFrame({"device": "hedge", "first": [1, 1, 0, 0], "second": [1, 1, 0, 1]})
    >>> passages = pd.DataFrame({"passage_id": ["a"], "start": 0, "n_chars": 10})
    >>> marks = pd.DataFrame({"reader": READERS, "device": "hedge", "passage_id": "a", "start": 2, "end": 4})
    >>> device_agreement(hits, passages, marks)[["n_hits", "share_equal", "alpha_marks"]].values.tolist()
    [[4.0, 0.75, 1.0]]
    """
    require_columns(hits, ["device", *READERS], "hits")
    require_columns(passages, ["passage_id", "start", "n_chars"], "passages")
    require_columns(marks, ["reader", "device", "passage_id", "start", "end"], "marks")
    if hits["second"].isna().all() or set(marks["reader"]) != set(READERS):
        raise SettingError("device_agreement: the devices have one reader so far, and agreement takes two.")
    rows = [
        _row(device, own, passages, marks[marks["device"] == device])
        for device, own in hits.groupby("device", sort=False)
    ]
    columns = ["device", "n_hits", "share_equal", "alpha_hits", "n_first", "n_second", "alpha_marks"]
    return pd.DataFrame(rows, columns=columns)


def _row(device: object, hits: pd.DataFrame, passages: pd.DataFrame, marks: pd.DataFrame) -> tuple[object, ...]:
    both = hits[READERS].dropna().to_numpy(float)
    equal = float((both[:, 0] == both[:, 1]).mean()) if len(both) else math.nan
    of_readers = [marks[marks["reader"] == reader] for reader in READERS]
    marked = np.concatenate([_characters(passage, of_readers) for passage in passages.itertuples()], axis=1)
    return (device, len(both), equal, alpha(both.T), *map(len, of_readers), alpha(marked))


def _characters(passage: object, of_readers: list[pd.DataFrame]) -> NDArray[np.float64]:
    """Whether each character of a passage is marked by each reader, shape [2, n_chars]."""
    first, size, name = (getattr(passage, column) for column in ("start", "n_chars", "passage_id"))
    marked = np.zeros((2, size))
    for row, marks in zip(marked, of_readers, strict=True):
        own = marks[marks["passage_id"] == name]
        for start, end in own[["start", "end"]].to_numpy() - first:
            row[start:end] = 1
    return marked


@measure
def alpha(values: NDArray[np.float64]) -> float:
    """Krippendorff's alpha of nominal values, shape [n_readers, n_units]; NaN if all are the same.

    Examples
    --------
    >>> alpha(np.array([[0.0, 1.0, 1.0], [0.0, 1.0, 1.0]]))
    1.0
    """
    try:
        import krippendorff
    except ImportError:
        raise SettingError("device_agreement: the package krippendorff is not installed; install it.") from None
    if len(np.unique(values)) < 2:
        return math.nan
    return float(krippendorff.alpha(reliability_data=values, level_of_measurement="nominal"))

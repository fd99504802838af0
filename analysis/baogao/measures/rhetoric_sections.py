"""What the sections of a report speak of: achievements, problems and tasks, the past and the future."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.joins import placed

BALANCE = ("achievement", "problem")
ORIENTATION = ("future", "past")
SPOKEN_OF = ["achievement", "problem", "task", "past", "future"]


@measure
def rhetoric_sections(passages: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    r"""Achievements, problems, tasks, past and future in each section of each report, and their balance.

    Parameters
    ----------
    passages : pandas.DataFrame
        Feature table: ``passage_id``, ``report_id``, ``section``, ``start``, ``n_chars``.
    devices : pandas.DataFrame
        Feature table: ``passage_id``, ``device``, ``count``.

    Returns
    -------
    pandas.DataFrame
        One row a report and section, in the order of the text: ``report_id``, ``section``, ``n_chars``, counts of
        ``achievement``, ``problem``, ``task``, ``past``, ``future``; ``balance`` (achievements less problems, by their
        sum) and ``orientation`` (future less past, by their sum), both from -1 to 1; NaN where neither occurs.

    Raises
    ------
    TableError
        If a table lacks a column.

    Notes
    -----
    Counts are of cue words and phrases as the rules find them; how many of the cues of each kind they find differs
    (`baogao.measures.accuracy.device_accuracy`), so compare a balance with that of other sections, not with zero.

    Examples
    --------
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "a:2"], "report_id": "a", "section": ["I", "II"]})
    >>> passages = passages.assign(start=[0, 90], n_chars=90)
    >>> devices = pd.DataFrame({"passage_id": ["a:1", "a:1", "a:2"], "device": ["achievement", "problem", "problem"]})
    >>> table = rhetoric_sections(passages, devices.assign(count=[3, 1, 2]))
    >>> table[["section", "achievement", "problem", "balance"]].values.tolist()
    [['I', 3, 1, 0.5], ['II', 0, 2, -1.0]]
    """
    require_columns(passages, ["passage_id", "report_id", "section", "start", "n_chars"], "passages")
    require_columns(devices, ["passage_id", "device", "count"], "devices")
    own = devices.loc[devices["device"].isin(SPOKEN_OF), ["passage_id", "device", "count"]]
    rows = placed(own, passages).merge(passages[["passage_id", "section"]], on="passage_id", validate="m:1")
    counts = rows.pivot_table(index=["report_id", "section"], columns="device", values="count", aggfunc="sum")
    sections = passages.groupby(["report_id", "section"], as_index=False).agg(
        start=("start", "min"), n_chars=("n_chars", "sum")
    )
    table = sections.merge(counts.reindex(columns=SPOKEN_OF).reset_index(), on=["report_id", "section"], how="left")
    table[SPOKEN_OF] = table[SPOKEN_OF].fillna(0).astype(int)
    table = table.assign(balance=_balance(table, *BALANCE), orientation=_balance(table, *ORIENTATION))
    return table.sort_values(["report_id", "start"], kind="stable", ignore_index=True).drop(columns="start")


def _balance(table: pd.DataFrame, more: str, less: str) -> pd.Series:
    total = table[more] + table[less]
    return (table[more] - table[less]) / total.where(total > 0)

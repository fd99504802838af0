"""Pairs of reports that share stretches: which of the two is earlier, and how much of the later stands in it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.covering import COLUMNS, covered, report_ids

END = "~"  # of what orders dates by their last day
DRAWN = 10_000  # characters of the earlier report in `expected_of_later`
KINDS = ["set_phrase", "formula", "paragraph"]


@measure
def reuse_pairs(reuse: pd.DataFrame, *, sizes: Mapping[str, int], days: Mapping[str, str]) -> pd.DataFrame:
    """What each two reports share.

    Parameters
    ----------
    reuse : pandas.DataFrame
        Feature table ``reuse``.
    sizes : mapping of str to int
        Characters of each report, those of other collections with the name of theirs before them
        (`baogao.features.compared.compared`).
    days : mapping of str to str
        What orders the reports in time; those without a date have none.

    Returns
    -------
    pandas.DataFrame
        One row a pair that shares a stretch, most shared characters first: ``earlier``, ``later``, ``order``
        (earlier; same where the two have one day, unknown where a date lacks or the one lies within the other:
        then the first in the manifest is called ``earlier``), ``n_stretches``, ``shared_chars`` (equal ones, in
        order), the same of each kind (``set_phrase``, ``formula``, ``paragraph``), ``share_of_later`` (0 to 1: how
        much of the later report lies in stretches), ``expected_of_later`` (the same if 10,000 characters of the
        earlier one were there; NaN where it is shorter), by which pairs compare.

    Notes
    -----
    Earlier is earlier, not copied: both may follow a third text, and one that is not in the collection.

    Examples
    --------
    >>> stretch = ("a:1", "b:4", 0, 30, 90, 120, 30, "formula")
    >>> reuse = pd.DataFrame([stretch], columns=COLUMNS)
    >>> pairs = reuse_pairs(reuse, sizes={"a": 60, "b": 120}, days={"a": "2026", "b": "2025"})
    >>> pairs[["earlier", "later", "formula", "share_of_later"]].values.tolist()
    [['b', 'a', 30, 0.5]]
    """
    require_columns(reuse, COLUMNS, "reuse")
    table = reuse.assign(report_a=report_ids(reuse["passage_a"]), report_b=report_ids(reuse["passage_b"]))
    rows = [_pair(str(a), str(b), rows, sizes, days) for (a, b), rows in table.groupby(["report_a", "report_b"])]
    columns = [
        "earlier",
        "later",
        "order",
        "n_stretches",
        "shared_chars",
        *KINDS,
        "share_of_later",
        "expected_of_later",
    ]
    pairs = pd.DataFrame(rows, columns=columns)
    return pairs.sort_values(
        ["shared_chars", "earlier", "later"], ascending=[False, True, True], kind="stable", ignore_index=True
    )


def _pair(
    a: str, b: str, rows: pd.DataFrame, sizes: Mapping[str, int], days: Mapping[str, str]
) -> tuple[str | int | float, ...]:
    """Row of a pair of reports by its stretches."""
    day_a, day_b = days.get(a, ""), days.get(b, "")
    order = _order(*(day.rstrip(END) for day in (day_a, day_b)))
    is_turned = order == "earlier" and day_b < day_a
    earlier, later, side = (b, a, "a") if is_turned else (a, b, "b")
    by_kind = rows.groupby("kind")["shared_chars"].sum().reindex(KINDS, fill_value=0)
    share = covered(
        rows[f"start_{side}"],
        rows[f"end_{side}"],
        sizes.get(later, 0),
        other_size=sizes.get(earlier, 0),
        drawn=DRAWN,
    )
    return (earlier, later, order, len(rows), int(rows["shared_chars"].sum()), *map(int, by_kind), *share)


def _order(day_a: str, day_b: str) -> str:
    """Whether one of two dates is earlier; a partial date may be any day within it.

    Examples
    --------
    >>> _order("2026", "2025-01-10"), _order("2026", "2026-01-10"), _order("2026-01-10", "2026-01-10")
    ('earlier', 'unknown', 'same')
    """
    if day_a == day_b and len(day_a) == len("YYYY-MM-DD"):
        return "same"
    return "unknown" if day_a.startswith(day_b) or day_b.startswith(day_a) else "earlier"

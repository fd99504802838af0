"""Counts of terms by report, summed while the table is read: a collection need not fit into memory."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds
from pyarrow import acero

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError, listed
from baogao.features.current import require_current
from baogao.features.tables import require_table
from baogao.paths import AnyCollection, OpenCollection, collection_folder

Policy = Literal["protected", "plain"]
NAMES = ["report_id", "term", "count"]


def term_counts(collection: AnyCollection, *, policy: Policy = "protected") -> pd.DataFrame:
    """Tokens of each term in each report.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text.

    Returns
    -------
    pandas.DataFrame
        ``report_id``, ``term``, ``count``, sorted.

    Raises
    ------
    CorpusError
        If the collection has no table ``terms``, or not since its texts or the lexicons changed.
    SettingError
        If there is no such policy.

    Notes
    -----
    The feature table is read piece by piece and summed on the way, so that memory holds the
    terms of reports, never those of passages.

    Examples
    --------
    >>> term_counts("sample").query("term == '谁执法谁普法'").values.tolist()[:1]
    [['lan-2019', '谁执法谁普法', 1]]
    """
    if policy not in get_args(Policy):
        raise SettingError(f"policy={policy!r}: must be one of {listed(get_args(Policy))}.")
    folder = collection_folder(collection)
    path = require_table(folder, "terms")
    require_current(folder)
    report = pc.replace_substring_regex(ds.field("passage_id"), pattern=":[^:]*$", replacement="")
    chosen = ds.field("policy") == policy
    steps = [
        ("scan", acero.ScanNodeOptions(ds.dataset(path), filter=chosen)),
        ("filter", acero.FilterNodeOptions(chosen)),
        ("project", acero.ProjectNodeOptions([report, ds.field("term"), ds.field("count")], NAMES)),
        ("aggregate", acero.AggregateNodeOptions([("count", "hash_sum", None, "count")], NAMES[:2])),
    ]
    plan = acero.Declaration.from_sequence([acero.Declaration(*step) for step in steps])
    table: pd.DataFrame = plan.to_table().sort_by([(name, "ascending") for name in NAMES[:2]]).to_pandas()
    if isinstance(collection, OpenCollection):
        return table[table["report_id"].isin(read_reports(collection)["report_id"])].reset_index(drop=True)
    return table

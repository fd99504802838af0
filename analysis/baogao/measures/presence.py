"""Presence: which passage has which slogan, and how many passages of each report do."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from baogao.arguments import measure
from baogao.measures.outline import Floats

MIN_REPORTS = 5  # fewer say little of what stands together


@measure
def presence(hits: pd.DataFrame, outline: pd.DataFrame, min_reports: int) -> tuple[NDArray[np.object_], csr_matrix]:
    """Slogans in at least so many reports, by the passages they are in, rarest first, and which passage has which."""
    cells = hits[["passage_id", "slogan_id"]].drop_duplicates().merge(outline, on="passage_id")
    n_reports = cells.groupby("slogan_id")["report"].nunique()
    cells = cells[cells["slogan_id"].isin(n_reports.index[n_reports >= min_reports])]
    n_passages = cells.groupby("slogan_id").size().rename("size").reset_index().sort_values(["size", "slogan_id"])
    slogans = n_passages["slogan_id"].to_numpy(object)
    columns = pd.Index(slogans).get_indexer(cells["slogan_id"])
    rows = pd.Index(outline["passage_id"]).get_indexer(cells["passage_id"])
    shape = (len(outline), len(slogans))
    return slogans, csr_matrix((np.ones(len(cells)), (rows, columns)), shape=shape)


@measure
def membership(outline: pd.DataFrame) -> csr_matrix:
    """Which report, a row, has which passage."""
    report = outline["report"].to_numpy()
    return csr_matrix((np.ones(len(report)), (report, np.arange(len(report)))))


@measure
def passages_by_report(present: csr_matrix, outline: pd.DataFrame) -> Floats:
    """Passages of each report, a row, that have each slogan."""
    return np.asarray((membership(outline) @ present).todense())

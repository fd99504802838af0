"""Associations of slogans: which of them stand in the same passages, the one not within the other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.contingency import log_dice
from baogao.measures.outline import Floats, Rows, matched_p, outline_of
from baogao.measures.permutation import benjamini_hochberg
from baogao.measures.presence import MIN_REPORTS, membership, passages_by_report, presence


@measure
def slogan_associations(
    hits: pd.DataFrame,
    passages: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    min_reports: int = MIN_REPORTS,
    n: int = 999,
    seed: int,
) -> pd.DataFrame:
    r"""How much more often two slogans stand in one passage than their places in each report would make them.

    Parameters
    ----------
    hits, passages : pandas.DataFrame
        Feature tables; of `hits` ``passage_id``, ``slogan_id``, ``start``, ``end``. Every hit counts, nested ones
        too, but a slogan within another is not beside that one.
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``issuer``, ``date``.
    min_reports : int
        Pairs that share a passage in fewer reports are left out, and slogans in fewer.
    n : int
        Permutations of issuers drawn; when no more than ``n + 1`` exist, all are used.
    seed : int
        Of the draw.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the highest logDice first: ``slogan_a``, ``slogan_b``; ``n_passages``,
        ``n_reports`` that have both in a passage, the one not within the other; ``expected`` (passages with both
        if each report had them anywhere); ``log_ratio`` (doublings of the expected number); ``log_dice``;
        ``p_permutation`` (share of the matchings of issuers with at least as many passages; NaN when fewer than 20
        exist); ``q_permutation`` (Benjamini-Hochberg over all pairs that `min_reports` reports have, not
        only the rows: the pairs that share no passage often enough count with a p of 1).

    Raises
    ------
    SettingError
        If `n` is below 19 or `min_reports` below 1.
    TableError
        If a column is lacking or a report has no issuer.

    Notes
    -----
    A passage has a slogan beside another where one of its hits does not lie within a hit of the other. Only what
    stands within that very other is left out: a slogan within a third one is beside both.

    With :math:`a_r` and :math:`b_r` of the :math:`m_r` passages of report *r* holding the one and the other,
    :math:`\sum_r a_r b_r / m_r` are expected to hold both. So a pair that the same reports have is not associated
    by that alone.

    For p the places of the one slogan are those of another issuer's report, laid over by relative place: the
    passage a third of the way down is matched with the passage a third of the way down. All issuers are
    exchanged at once, an issuer's reports stay together in their order, and p is
    :math:`(b + 1) / (m + 1)`. The null is that within the outline which all reports share, an issuer
    places the two independently; two slogans that all reports have in their last paragraph are not associated
    by that alone. The slogan in fewer passages is the one that is moved. q has a floor: with *m* pairs and
    *k* of them at the smallest p, it is :math:`m / (k (n + 1))`; draw more permutations to go below it.

    Examples
    --------
    >>> passages = pd.DataFrame([(f"{r}:{i}", r, i) for r in "abcde" for i in range(4)],
    ...                         columns=["passage_id", "report_id", "start"])
    >>> places = ["a:0", "b:1", "c:2", "d:3", "e:0"]  # one of the four passages of each report has both
    >>> hits = pd.DataFrame({"passage_id": places * 2, "slogan_id": ["s"] * 5 + ["t"] * 5})
    >>> hits = hits.assign(start=[0] * 5 + [9] * 5, end=[4] * 5 + [13] * 5)
    >>> reports = pd.DataFrame({"report_id": list("abcde"), "issuer": list("abcde"), "date": "2026"})
    >>> table = slogan_associations(hits, passages, reports, seed=1)
    >>> table[["n_passages", "expected", "log_ratio", "log_dice"]].values.tolist()
    [[5.0, 1.25, 2.0, 14.0]]
    """
    require_columns(hits, ["passage_id", "slogan_id", "start", "end"], "hits")
    if min_reports < 1:
        raise SettingError(f"min_reports={min_reports}: must be 1 or more.")
    outline = outline_of(passages, reports)
    slogans, whole = presence(hits, outline, min_reports)
    n_candidates = _n_candidates(passages_by_report(whole, outline), min_reports)
    pairs = _pairs(whole, outline, min_reports)[:2]
    present, first, second = _beside(whole, hits, outline["passage_id"], slogans, *pairs)
    shared = _n_reports(present, outline, first, second)
    enough = shared >= min_reports
    first, second, shared, pairs = first[enough], second[enough], shared[enough], (pairs[0][enough], pairs[1][enough])
    by_report = passages_by_report(present, outline)
    expected = _expected(by_report, outline, first, second)
    both = np.asarray(present[:, first].multiply(present[:, second]).sum(axis=0)).ravel()
    sizes = np.asarray(present.sum(axis=0)).ravel()

    def statistic(rows: Rows) -> Floats:
        joint = (present[rows].T @ present).tocsr()
        return np.asarray(joint[first, second], float).ravel() if len(first) else np.zeros(0)

    p = matched_p(statistic, both, outline, n=n, seed=seed)
    table = pd.DataFrame({"slogan_a": slogans[pairs[0]], "slogan_b": slogans[pairs[1]], "n_passages": both.astype(int)})
    table = table.assign(n_reports=shared, expected=expected, log_ratio=np.log2(both / expected))
    table = table.assign(log_dice=log_dice(both, sizes[first], sizes[second]), p_permutation=p)
    table["q_permutation"] = _q_among(p, n_candidates)
    return table.sort_values(["log_dice", "slogan_a", "slogan_b"], ascending=[False, True, True], ignore_index=True)


def _pairs(present: csr_matrix, outline: pd.DataFrame, min_reports: int) -> tuple[Rows, Rows]:
    """Pairs of slogans that stand in the same passage in enough reports, the rarer one first."""
    joint = (present.T @ present).tocoo()
    above = (joint.row < joint.col) & (joint.data >= min_reports)
    first, second = joint.row[above].astype(np.int64), joint.col[above].astype(np.int64)
    enough = _n_reports(present, outline, first, second) >= min_reports
    return first[enough], second[enough]


def _n_reports(present: csr_matrix, outline: pd.DataFrame, first: Rows, second: Rows) -> Rows:
    """Reports in which each pair shares a passage."""
    shared = (membership(outline) @ present[:, first].multiply(present[:, second]) > 0).sum(axis=0)
    return np.asarray(shared, np.int64).ravel()


def _beside(
    present: csr_matrix,
    hits: pd.DataFrame,
    passage_ids: pd.Series[str],
    slogans: NDArray[np.object_],
    first: Rows,
    second: Rows,
) -> tuple[csr_matrix, Rows, Rows]:
    """Which passage has which slogan, with a column more for each that stands within the other of its pair.

    The column holds the passages in which it stands outside of that other too. Returned with the columns that each
    pair is counted by.
    """
    n = len(slogans)
    keys = np.concatenate([first * n + second, second * n + first])
    hidden = _hidden(hits, slogans)
    hidden = hidden[hidden["passage_id"].isin(passage_ids) & hidden["key"].isin(keys)]
    extra, column = np.unique(hidden["key"].to_numpy(np.int64), return_inverse=True)
    rows = pd.Index(passage_ids).get_indexer(pd.Index(hidden["passage_id"]))
    within = csr_matrix((np.ones(len(hidden)), (rows, column)), shape=(len(passage_ids), len(extra)))
    widened = csr_matrix(hstack([present, present[:, extra // n] - within]))
    columns = dict(zip(extra.tolist(), range(n, n + len(extra)), strict=True))
    chosen = np.array([columns.get(key, key // n) for key in keys.tolist()], np.int64)
    return widened, chosen[: len(first)], chosen[len(first) :]


def _hidden(hits: pd.DataFrame, slogans: NDArray[np.object_]) -> pd.DataFrame:
    """Passages in which a slogan stands within another only: ``passage_id``, ``key`` (inner * n_slogans + outer)."""
    places = hits[["passage_id", "slogan_id", "start", "end"]].drop_duplicates()
    places = places.assign(number=pd.Index(slogans).get_indexer(pd.Index(places["slogan_id"]))).drop(
        columns="slogan_id"
    )
    places = places[places["number"] >= 0]
    joined = places.merge(places, on="passage_id", suffixes=("", "_outer"))
    is_within = (joined["start"] >= joined["start_outer"]) & (joined["end"] <= joined["end_outer"])
    joined = joined[is_within & (joined["number"] != joined["number_outer"])]
    joined = joined.assign(key=joined["number"].astype(np.int64) * len(slogans) + joined["number_outer"])
    nested = joined.drop_duplicates(["passage_id", "key", "start", "end"])
    n_nested = nested.groupby(["passage_id", "number", "key"]).size().rename("n_nested").reset_index()
    n_all = places.groupby(["passage_id", "number"]).size().rename("n_all").reset_index()
    both = n_nested.merge(n_all, on=["passage_id", "number"])
    return both.loc[both["n_nested"] == both["n_all"], ["passage_id", "key"]]


def _n_candidates(by_report: Floats, min_reports: int) -> int:
    """Pairs of slogans that stand in the same reports often enough, be it in the same passages or not."""
    has = (by_report > 0).astype(float)
    return int((np.triu(has.T @ has, 1) >= min_reports).sum())


def _q_among(p: Floats, n_tests: int) -> Floats:
    """Adjusted p of the smallest of so many tests, the others having a p of 1."""
    untested = np.ones(max(0, n_tests - len(p)))
    return benjamini_hochberg(np.concatenate([p, untested]))[: len(p)] if not np.isnan(p).any() else p.copy()


def _expected(by_report: Floats, outline: pd.DataFrame, first: Rows, second: Rows) -> Floats:
    """Passages with both of each pair, if each report had them anywhere."""
    sizes = outline.groupby("report").size().to_numpy(float)
    expected: Floats = (by_report[:, first] * by_report[:, second] / sizes[:, None]).sum(axis=0)
    return expected

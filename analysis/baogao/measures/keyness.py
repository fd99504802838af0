"""Keyness: which terms some reports use more, or less, than the others."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, kl_div

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, listed, require_columns
from baogao.measures.permutation import benjamini_hochberg, permutation_p
from baogao.tables import require_counts

COLUMNS = [
    "term",
    "target_count",
    "reference_count",
    "target_reports",
    "reference_reports",
    "log_likelihood",
    "log_ratio",
    "absent_in",
    "p",
    "q",
]


@measure
def keyness(counts: pd.DataFrame, target: Collection[str], *, min_count: int = 5) -> pd.DataFrame:
    r"""Terms that the target reports use more, or less, than the other reports.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``report_id``, ``term``, ``count``, of every term: the sum of a report's counts is
        taken as its size, so a selection of terms would change all rates.
    target : collection of str
        Ids of the target reports; all others in `counts` are the reference.
    min_count : int
        Terms with fewer tokens than this in all reports together are not tested.

    Returns
    -------
    pandas.DataFrame
        One row a term, strongest first: ``term``; ``target_count``, ``reference_count``
        (tokens); ``target_reports``, ``reference_reports`` (reports that have the term);
        ``log_likelihood`` (G2, positive when the term is over-used in the target,
        negative when under-used, 0 when its share is the same); ``log_ratio`` (doublings
        of the share from reference to target: 1 is twice as frequent, -1 half);
        ``absent_in`` ("target" or "reference" where the term does not occur there, else
        ""); ``p`` (chi-square with 1 degree of freedom of G2); ``q`` (Benjamini-Hochberg
        over all rows).

    Raises
    ------
    SettingError
        If `target` is empty, holds every report or an unknown one, or `min_count` is below 1.
    TableError
        If `counts` lacks a column or holds what is no count.

    Notes
    -----
    Of *c* tokens in the target *a* are the term, of *d* in the reference *b* are. Over the
    four cells :math:`O = (a, b, c - a, d - b)` with :math:`E` what they would be if both
    sides had the same share,

    .. math:: G^2 = 2 \sum O \ln(O / E), \qquad
              \mathit{LR} = \log_2 \frac{a / c}{b / d}.

    All four cells count [1]_, also the tokens that are not the term. In the log ratio [2]_
    a count of 0 becomes 0.5; such a value grows with the size of the other side, hence
    ``absent_in``.

    G2 takes tokens as independent draws, but reports are the unit: a term that one report
    repeats looks significant. So p and q are descriptive, an order rather than a test (see
    `keyness_permutation`). G2 grows with the size of the corpus; what can be compared
    across corpora is the log ratio.

    References
    ----------
    .. [1] Dunning, T. (1993). Accurate methods for the statistics of surprise and
       coincidence. Computational Linguistics 19(1), 61-74, p. 71.
    .. [2] Hardie, A. (2014). Log Ratio: an informal introduction. ESRC Centre for Corpus
       Approaches to Social Science, Lancaster, 28 April 2014 (web page, no pages).

    Examples
    --------
    >>> counts = pd.DataFrame({"report_id": ["a", "a", "b", "b"], "term": ["创新", "工作"] * 2,
    ...                        "count": [8, 12, 2, 18]})
    >>> keyness(counts, ["a"])[["term", "log_likelihood", "log_ratio"]].round(2).values.tolist()
    [['创新', 5.06, 2.0], ['工作', -5.06, -0.58]]
    """
    wanted = _target(counts, target, min_count)
    table, sizes = _sides(counts, wanted)
    table = table[table["target_count"] + table["reference_count"] >= min_count]
    in_target, in_reference = table["target_count"].to_numpy(float), table["reference_count"].to_numpy(float)
    signed = _signed_g2(in_target, in_reference, *sizes)
    p = chdtrc(1, np.abs(signed))
    table = table.assign(
        log_likelihood=signed,
        log_ratio=_log_ratio(in_target, in_reference, *sizes),
        absent_in=np.select([in_target == 0, in_reference == 0], ["target", "reference"], ""),
        p=p,
        q=benjamini_hochberg(p),
        strength=-np.abs(signed),
    )
    return table.sort_values(["strength", "term"], ignore_index=True)[COLUMNS]


@measure
def keyness_permutation(
    counts: pd.DataFrame,
    reports: pd.DataFrame,
    target: Collection[str],
    *,
    min_count: int = 5,
    n: int = 999,
    seed: int,
) -> pd.DataFrame:
    """Keyness with a p that takes issuers, not tokens, as the unit.

    Parameters
    ----------
    counts, target, min_count
        As for `keyness`.
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``issuer``.
    n : int
        Permutations drawn; when no more than ``n + 1`` arrangements exist, all are used.
    seed : int
        Of the draw.

    Returns
    -------
    pandas.DataFrame
        As of `keyness`, with ``p_permutation`` (share of arrangements whose log ratio is at
        least as far from 0; NaN when fewer than 20 exist) and ``q_permutation``
        (Benjamini-Hochberg over all rows).

    Raises
    ------
    SettingError
        As for `keyness`; or if an issuer has reports on both sides, which is a comparison
        within issuers that moving whole issuers cannot test.
    TableError
        If a report of `counts` has no issuer in `reports`.

    Notes
    -----
    As many issuers as really are in the target are called the target, in every way or in
    `n` random ones, the reports of an issuer staying together; see
    `baogao.measures.permutation.permutation_p` for the source. The null is that the two
    groups of issuers could be exchanged, sizes and all; reports of one issuer may be
    as alike as they like.

    Examples
    --------
    >>> counts = pd.DataFrame([(r, t, c) for r, x in zip("abcdef", [5, 5, 5, 1, 1, 1])
    ...                        for t, c in [("创新", x), ("工作", 10 - x)]], columns=["report_id", "term", "count"])
    >>> reports = pd.DataFrame({"report_id": list("abcdef"), "issuer": list("uvwxyz")})
    >>> keyness_permutation(counts, reports, ["a", "b", "c"], seed=1)["p_permutation"].tolist()
    [0.1, 0.1]
    """
    table = keyness(counts, target, min_count=min_count)
    issuer, real = _issuers(counts, reports, target)
    cells = counts.assign(issuer=counts["report_id"].map(issuer)).groupby(["term", "issuer"])["count"].sum()
    wide = cells.unstack(fill_value=0).reindex(columns=real.index)
    sizes, by_issuer = wide.sum().to_numpy(float), wide.reindex(table["term"]).to_numpy(float)

    def statistic(side: NDArray[np.bool_]) -> NDArray[np.float64]:
        sides = by_issuer[:, side].sum(axis=1), by_issuer[:, ~side].sum(axis=1)
        return np.abs(_log_ratio(*sides, float(sizes[side].sum()), float(sizes[~side].sum())))

    p = permutation_p(statistic, real.to_numpy(bool), n=n, seed=seed)
    return table.assign(p_permutation=p, q_permutation=benjamini_hochberg(p))


def _target(counts: pd.DataFrame, target: Collection[str], min_count: int) -> set[str]:
    require_columns(counts, ["report_id", "term", "count"], "counts")
    if counts[["report_id", "term", "count"]].isna().any(axis=None):
        raise TableError("counts: values are missing; every row needs a report_id, a term and a count.")
    require_counts(counts["count"], "counts")
    tokens = counts.groupby("report_id")["count"].sum()
    if (tokens == 0).any():
        raise TableError(f"counts: report(s) {listed(tokens.index[tokens == 0])} have no tokens; leave them out.")
    known, wanted = sorted(tokens.index), set(target)
    if min_count < 1:
        raise SettingError(f"min_count={min_count}: a term that does not occur cannot be tested; it must be 1 or more.")
    if unknown := sorted(wanted - set(known)):
        raise SettingError(f"target: no report {listed(unknown)} in counts; it has {listed(known)}.")
    if not wanted:
        raise SettingError(f"target: no report chosen; choose some, not all, of {listed(known)}.")
    if len(wanted) == len(known):
        raise SettingError(f"target: all reports chosen, none is left to compare with; choose some of {listed(known)}.")
    return wanted


def _sides(counts: pd.DataFrame, wanted: set[str]) -> tuple[pd.DataFrame, tuple[int, int]]:
    present = counts[counts["count"] > 0]
    inside = present["report_id"].isin(wanted)
    halves = [
        part.groupby("term").agg(**{f"{side}_count": ("count", "sum"), f"{side}_reports": ("report_id", "nunique")})
        for side, part in (("target", present[inside]), ("reference", present[~inside]))
    ]
    table = halves[0].join(halves[1], how="outer").fillna(0).astype(int).rename_axis("term").reset_index()
    return table, (int(table["target_count"].sum()), int(table["reference_count"].sum()))


def _signed_g2(
    target: NDArray[np.float64], reference: NDArray[np.float64], target_size: float, reference_size: float
) -> NDArray[np.float64]:
    observed = np.array([target, reference, target_size - target, reference_size - reference])
    share = (target + reference) / (target_size + reference_size)
    expected = np.array([target_size * share, reference_size * share])
    expected = np.concatenate([expected, [[target_size], [reference_size]] - expected])
    # kl_div is O ln(O/E) - O + E: the last two cancel in the sum, and no term is negative.
    g2 = 2 * kl_div(observed, np.maximum(expected, 0)).sum(axis=0)
    signed: NDArray[np.float64] = np.sign(target * reference_size - reference * target_size) * g2
    return signed


def _log_ratio(
    target: ArrayLike, reference: ArrayLike, target_size: float, reference_size: float
) -> NDArray[np.float64]:
    a, b = (np.where(np.asarray(side) == 0, 0.5, side) for side in (target, reference))
    ratio: NDArray[np.float64] = np.log2(a / target_size) - np.log2(b / reference_size)
    return ratio


def _issuers(
    counts: pd.DataFrame, reports: pd.DataFrame, target: Collection[str]
) -> tuple[dict[str, str], pd.Series[bool]]:
    """Issuer of each report, and of each issuer, sorted, whether it is in the target."""
    require_columns(reports, ["report_id", "issuer"], "reports")
    named = reports[reports["issuer"].notna() & (reports["issuer"] != "")]
    issuer = dict(zip(named["report_id"], named["issuer"], strict=True))
    used = sorted(counts["report_id"].unique())
    if lacking := [report for report in used if report not in issuer]:
        raise TableError(f"reports: no issuer for {listed(lacking)}; fill in the column issuer of the manifest.")
    inside = pd.Series([report in set(target) for report in used], index=[issuer[report] for report in used])
    by_issuer = inside.groupby(level=0)
    if mixed := list(by_issuer.nunique().loc[lambda sides: sides > 1].index):
        raise SettingError(
            f"target: issuer(s) {listed(mixed)} have reports on both sides, and whole issuers are moved; "
            "choose all or none of an issuer's reports (waves of the same issuers: `adoption_test`)."
        )
    return issuer, by_issuer.first()

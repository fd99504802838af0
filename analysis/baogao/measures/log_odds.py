"""Log-odds ratios with an informative Dirichlet prior: keyness that holds rare terms back without a threshold."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, listed, require_columns

COLUMNS = ["term", "target_count", "reference_count", "log_odds", "log_odds_z"]
PRIOR = 500.0


@measure
def log_odds(
    counts: pd.DataFrame,
    target: Collection[str],
    *,
    background: pd.DataFrame | None = None,
    prior: float = PRIOR,
) -> pd.DataFrame:
    r"""Log-odds ratio of each term between the target reports and the others, drawn towards a background.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``report_id``, ``term``, ``count``, of every term.
    target : collection of str
        Ids of the target reports; all others in `counts` are the reference.
    background : pandas.DataFrame, optional
        ``term``, ``count`` of a larger body of text, whose shares are what is expected before the
        reports are looked at; both sides of `counts` together when not given. A term of
        `counts` that it lacks is taken to stand in it half a time.
    prior : float
        Tokens that the background is worth, shared out by its shares.

    Returns
    -------
    pandas.DataFrame
        One row a term, the most typical of the target first: ``term``, ``target_count``,
        ``reference_count``; ``log_odds`` (difference of log odds, natural logarithm: positive
        when over-used in the target, 0.69 is twice the odds); ``log_odds_z`` (the same in
        standard errors).

    Raises
    ------
    SettingError
        If `target` holds no or every report, or an unknown one, or `prior` is not above 0.
    TableError
        If a table lacks a column, or a side has no tokens.

    Notes
    -----
    A term stands :math:`y_i` times among the :math:`n_i` tokens of the target and :math:`y_j` among
    the :math:`n_j` of the reference; its prior is :math:`\alpha`, and the sum of all priors :math:`\alpha_0`:

    .. math:: \delta = \ln\frac{y_i + \alpha}{n_i + \alpha_0 - y_i - \alpha}
              - \ln\frac{y_j + \alpha}{n_j + \alpha_0 - y_j - \alpha}, \qquad
              z = \delta \Big/ \sqrt{\frac{1}{y_i + \alpha} + \frac{1}{y_j + \alpha}} .

    The method is that of [1]_, with the variance in its short form, which leaves out the terms of
    the tokens that are not the term. A rare term has mostly prior on both sides, so its log odds and z are near 0;
    the log ratio of `baogao.measures.keyness.keyness` shows such terms at full size. Like G2, z takes tokens
    as independent draws: it orders terms and tests nothing.

    References
    ----------
    .. [1] Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words: lexical feature
       selection and evaluation for identifying the content of political conflict. Political Analysis
       16(4), 372-403, section 3.

    Examples
    --------
    >>> counts = pd.DataFrame({"report_id": ["a", "a", "b", "b"], "term": ["创新", "工作"] * 2,
    ...                        "count": [8, 12, 2, 18]})
    >>> log_odds(counts, ["a"], prior=40).round(3).values.tolist()
    [['创新', 8, 2, 0.539, 1.446], ['工作', 12, 18, -0.539, -2.551]]
    """
    wide = _sides(counts, target)
    if not prior > 0:
        raise SettingError(f"prior={prior}: must be above 0 tokens; {PRIOR:.0f} is usual.")
    sides = wide.to_numpy(float)
    expected = _background(wide, background)
    alpha = prior * expected / expected.sum()
    shown = sides + alpha[:, None]
    odds = np.log(shown) - np.log(sides.sum(axis=0) + prior - shown)
    difference = odds[:, 0] - odds[:, 1]
    table = wide.reset_index().assign(log_odds=difference, log_odds_z=difference / np.sqrt((1 / shown).sum(axis=1)))
    return table.sort_values(["log_odds_z", "term"], ascending=[False, True], ignore_index=True)[COLUMNS]


def _sides(counts: pd.DataFrame, target: Collection[str]) -> pd.DataFrame:
    """Tokens of each term on either side, by term."""
    require_columns(counts, ["report_id", "term", "count"], "counts")
    wanted, known = set(target), set(counts["report_id"])
    if strays := sorted(wanted - known):
        raise SettingError(f"target: no report {listed(strays)} in counts; it has {listed(sorted(known))}.")
    if not wanted or wanted == known:
        raise SettingError(f"target: {len(wanted)} of {len(known)} reports chosen; choose some, and not all.")
    side = np.where(counts["report_id"].isin(wanted), "target_count", "reference_count")
    wide = counts.groupby(["term", side])["count"].sum().unstack(fill_value=0)
    wide = wide.reindex(columns=["target_count", "reference_count"], fill_value=0)
    if not wide.sum().all():
        raise TableError("counts: one side has no tokens; leave out reports that have none.")
    return wide


def _background(wide: pd.DataFrame, background: pd.DataFrame | None) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Tokens of each term in the background; terms of the background that no report has count towards nothing."""
    if background is None:
        return wide.sum(axis=1).to_numpy(float)
    require_columns(background, ["term", "count"], "background")
    return background.groupby("term")["count"].sum().reindex(wide.index).fillna(0.5).clip(lower=0.5).to_numpy(float)

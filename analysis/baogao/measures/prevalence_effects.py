"""Prevalence of topics explained by year, level, region and the like: regression by the method of composition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns
from baogao.measures.intervals import MIN_CLUSTERS, t_quantile
from baogao.measures.joins import reports_of
from baogao.measures.permutation import benjamini_hochberg
from baogao.measures.topics import TopicModel

Floats = NDArray[np.float64]
Variance = Literal["CV3", "CV1"]
MIN_CLUSTERS_A_LEVEL = 5
MIN_REPORTS_A_COLUMN = 1.5  # a column a region, for two reports of each, has enough


class Design(NamedTuple):
    """A design matrix, the names of its columns, the cluster of each row, and whether each column has an interval."""

    x: Floats
    names: list[str]
    clusters: NDArray[np.int64]
    has_interval: NDArray[np.bool_]


@measure
def prevalence_effects(
    model: TopicModel,
    passages: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    on: Sequence[str],
    cluster: str = "issuer",
    n_draws: int = 25,
    variance: Variance = "CV3",
    seed: int,
) -> pd.DataFrame:
    r"""How the share of each topic in a report depends on its year, level, region and other facts.

    Parameters
    ----------
    model : TopicModel
        Any model of plain arrays; also one of themes (`baogao.measures.themes.merge_topics`).
    passages : pandas.DataFrame
        Feature table: ``passage_id``, ``report_id``.
    reports : pandas.DataFrame
        Manifest, or the part of it that is of interest: ``report_id``, `cluster`, and the columns of `on`. Reports
        that lack one of them, or have no token in the model, are left out.
    on : sequence of str
        Columns that explain. Numbers enter as they are, less their mean; all else, and a number with two values only,
        as one column a value, less the most frequent value (of equal ones the first by code point).
    cluster : str
        Column whose equal values make reports dependent. The reports of an issuer must share one value: those of
        one author, above all a series of years, depend on each other whatever they are parted by.
    n_draws : int
        Draws of the shares; 0 takes the shares of the model as known.
    variance : {"CV3", "CV1"}
        Cluster-robust variance: jackknife over clusters, or the sandwich with the usual correction.
    seed : int
        Of the draws.

    Returns
    -------
    pandas.DataFrame
        One row a topic and column: ``topic``, ``term`` (intercept, ``year``, ``level=city``), ``estimate`` (of the
        share: .02 is two percentage points, for one unit more, or against the most frequent value; the intercept is
        the share at the mean of the numbers and the most frequent values), ``se``, ``low``, ``high`` (95 %),
        ``p`` (two-sided, of an effect of 0; none of an intercept), ``q`` (Benjamini-Hochberg over all p of the table),
        ``n_reports``, ``n_clusters``. No interval and no p (NaN) under 10 clusters, nor for a value that fewer than
        five clusters have or lack.

    Raises
    ------
    SettingError
        If a choice is out of range, no report is left, the columns cannot be told apart, there are fewer than three
        reports for each two of them, or reports of one issuer fall into several clusters.

    Notes
    -----
    Least squares of the reports' shares (a report is one row whatever its length) on each of `n_draws` draws, as
    ``estimateEffect`` of the R package stm does [1]_; the coefficients of the draws are joined by their mean, and the
    variance is the mean of the variances within and the variance between. A draw takes the shares of a passage of
    *n* tokens from :math:`\mathrm{Dirichlet}(n \hat\theta)`: what so many tokens leave open when the topics are
    known; of the engine ``nmf``, whose shares are weights, take no draws. It says nothing of other seeds: see the
    specification curve. The *q* take the topics' tests as one family. CV3 is

    .. math:: \frac{G-1}{G} \sum_g (\hat\beta_{(g)} - \hat\beta)(\hat\beta_{(g)} - \hat\beta)'

    with cluster *g* left out, and bounds are by *t* with *G* - 1 degrees of freedom [2]_; CV1 is that of Stata and
    statsmodels, and too narrow with few clusters.

    References
    ----------
    .. [1] Roberts, M. E., Stewart, B. M. and Tingley, D. (2019). stm: An R package for structural topic models. Journal
       of Statistical Software 91(2), 1-40; ``estimateEffect``.
    .. [2] MacKinnon, J. G., Nielsen, M. O. and Webb, M. D. (2022). Leverage, influence, and the jackknife in clustered
       regression models. arXiv 2205.03288; ``vcov_CR3J`` of the R package summclust.

    Examples
    --------
    >>> ids = [f"r{i}:1" for i in range(20)]
    >>> theta = np.array([[0.2 + 0.1 * (i % 2), 0.8 - 0.1 * (i % 2)] for i in range(20)])
    >>> model = TopicModel(theta, np.eye(2), ("农业", "法院"), tuple(ids), np.full(20, 100), "gibbs", {})
    >>> reports = pd.DataFrame({"report_id": [f"r{i}" for i in range(20)], "year": [2025, 2026] * 10})
    >>> reports["issuer"] = [f"i{i // 2}" for i in range(20)]
    >>> passages = pd.DataFrame({"passage_id": ids, "report_id": reports["report_id"]})
    >>> table = prevalence_effects(model, passages, reports, on=["year"], n_draws=0, seed=1)
    >>> table.head(2)[["topic", "term", "estimate"]].round(6).values.tolist()
    [[1, 'intercept', 0.2], [1, 'year=2026', 0.1]]
    """
    if n_draws < 0 or variance not in get_args(Variance):
        raise SettingError(f"n_draws={n_draws}, variance={variance}: draws from 0 on, and CV3 or CV1.")
    rows, weights = _tokens(model, passages, reports, [cluster, *on])
    _require_whole_issuers(rows, cluster)
    design = design_matrix(rows, on, cluster)
    _require_reports(design, on)
    rng = np.random.default_rng(seed)
    draws = [weights @ _drawn(model, rng) for _ in range(n_draws)] or [weights @ np.nan_to_num(model.theta)]
    fits = clustered_fit(design, np.hstack(draws), variance)
    estimates, variances = (part.reshape(len(design.names), len(draws), -1) for part in fits)
    between = estimates.var(axis=1, ddof=1) if len(draws) > 1 else 0.0
    return _coefficients(design, estimates.mean(axis=1), np.sqrt(variances.mean(axis=1) + between))


def _tokens(
    model: TopicModel, passages: pd.DataFrame, reports: pd.DataFrame, columns: Sequence[str]
) -> tuple[pd.DataFrame, csr_matrix]:
    """The reports that can be used, and the weight of each passage in each of them, shape [n_reports, n_passages]."""
    require_columns(reports, ["report_id", *columns], "reports")
    own = reports_of(model.passage_ids, passages, "the model was fitted on")
    known = reports.dropna(subset=list(columns))
    known = known[~(known[list(columns)].astype(str) == "").any(axis=1)]
    row = pd.Index(known["report_id"]).get_indexer(own)
    cells = (row[row >= 0], np.flatnonzero(row >= 0))
    weights = csr_matrix((model.lengths[row >= 0], cells), shape=(len(known), len(own)), dtype=float)
    totals = np.asarray(weights.sum(axis=1)).ravel()
    if not (totals > 0).any():
        raise SettingError(f"on={listed(columns[1:])}: no report has all of these; choose other columns.")
    shares = diags(1 / totals[totals > 0]) @ weights[totals > 0]
    return known[totals > 0].reset_index(drop=True), shares


def _require_whole_issuers(rows: pd.DataFrame, cluster: str) -> None:
    """Refuse clusters that part the reports of an issuer."""
    if cluster == "issuer" or "issuer" not in rows:
        return
    named = rows[rows["issuer"].notna() & (rows["issuer"].astype(str) != "")]
    n_clusters = named.groupby("issuer")[cluster].nunique()
    parted = n_clusters[n_clusters > 1]
    if len(parted):
        raise SettingError(
            f"cluster={cluster}: parts the {(named['issuer'] == parted.index[0]).sum()} reports of {parted.index[0]} "
            f"({parted.iloc[0]} clusters), which depend on each other, so that intervals would be too narrow; "
            "give issuer, or a column that keeps an issuer's reports together."
        )


def _require_reports(design: Design, on: Sequence[str]) -> None:
    """Refuse columns that have nearly a coefficient for each report."""
    n, p = design.x.shape
    if n < MIN_REPORTS_A_COLUMN * p:
        raise SettingError(
            f"on={listed(on)}: {p} coefficients of {n} reports describe single reports and no effect; so many take "
            f"{math.ceil(MIN_REPORTS_A_COLUMN * p)} reports. Choose columns with fewer values."
        )


def _drawn(model: TopicModel, rng: np.random.Generator) -> Floats:
    """One draw of theta, each passage from the Dirichlet distribution of its tokens."""
    gammas = rng.standard_gamma(np.maximum(np.nan_to_num(model.theta) * model.lengths[:, None], 1e-9))
    shares: Floats = gammas / np.maximum(gammas.sum(axis=1, keepdims=True), 1e-300)
    return shares


@measure
def design_matrix(rows: pd.DataFrame, on: Sequence[str], cluster: str) -> Design:
    """Intercept and columns that explain, as `prevalence_effects` says.

    Examples
    --------
    >>> rows = pd.DataFrame({"level": ["city", "city", "county"], "n": [1, 2, 6], "issuer": list("abc")})
    >>> design = design_matrix(rows, ["level", "n"], "issuer")
    >>> design.names, design.x.tolist()
    (['intercept', 'level=county', 'n'], [[1.0, 0.0, -2.0], [1.0, 0.0, -1.0], [1.0, 1.0, 3.0]])
    """
    clusters = pd.factorize(rows[cluster])[0]
    enough = len(set(clusters)) >= MIN_CLUSTERS
    columns: list[tuple[str, Floats, bool]] = [("intercept", np.ones(len(rows)), enough)]
    for name in on:
        values = rows[name]
        if pd.api.types.is_numeric_dtype(values) and values.nunique() > 2:
            numbers = values.to_numpy(float)
            columns.append((name, numbers - numbers.mean(), enough))
            continue
        counts = values.astype(str).value_counts()
        reference = min(counts.index[counts == counts.max()])
        for value in sorted(set(counts.index) - {reference}):
            has = (values.astype(str) == value).to_numpy()
            fewest = min(len(set(clusters[has])), len(set(clusters[~has])))
            columns.append((f"{name}={value}", has.astype(float), enough and fewest >= MIN_CLUSTERS_A_LEVEL))
    names, parts, intervals = zip(*columns, strict=True)
    x = np.column_stack(parts)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise SettingError(
            f"on={listed(on)}: the columns cannot be told apart in {len(rows)} reports (one follows from the others, "
            "or has one value); leave one out."
        )
    return Design(x, list(names), clusters, np.array(intervals))


@measure
def clustered_fit(design: Design, y: Floats, variance: Variance) -> tuple[Floats, Floats]:
    """Least squares of each column of `y`, and the variances of the coefficients, each of shape [n_columns, k].

    Examples
    --------
    >>> ones = Design(np.ones((3, 1)), ["intercept"], np.arange(3), np.array([True]))
    >>> estimates, variances = clustered_fit(ones, np.array([[1.0], [2.0], [6.0]]), "CV3")
    >>> estimates.tolist(), variances.round(6).tolist()  # the variance of a mean: 7 / 3
    ([[3.0]], [[2.333333]])
    """
    x, n_clusters = design.x, int(design.clusters.max()) + 1
    bread = np.linalg.inv(x.T @ x)
    estimates = bread @ x.T @ y
    variances = np.zeros_like(estimates)
    for cluster in range(n_clusters):
        own = design.clusters == cluster
        if variance == "CV1":
            variances += (bread @ x[own].T @ (y[own] - x[own] @ estimates)) ** 2
        else:
            rest = x[~own]
            variances += (np.linalg.pinv(rest.T @ rest, hermitian=True) @ rest.T @ y[~own] - estimates) ** 2
    n, p = x.shape
    scale = (n_clusters - 1) / n_clusters
    if variance == "CV1":
        scale = n_clusters / max(n_clusters - 1, 1) * (n - 1) / max(n - p, 1)
    return estimates, scale * variances


def _coefficients(design: Design, estimates: Floats, errors: Floats) -> pd.DataFrame:
    n_clusters = int(design.clusters.max()) + 1
    errors = np.where(design.has_interval[:, None], errors, np.nan)
    reach = errors * (t_quantile(0.975, n_clusters - 1) if n_clusters > 1 else np.nan)
    columns = (estimates, errors, estimates - reach, estimates + reach, _p_values(estimates, errors, n_clusters))
    n_topics = estimates.shape[1]
    table = pd.DataFrame(
        {
            "topic": np.repeat(np.arange(1, n_topics + 1), len(design.names)),
            "term": design.names * n_topics,
            **{
                name: values.T.ravel()
                for name, values in zip(("estimate", "se", "low", "high", "p"), columns, strict=True)
            },
        }
    )
    table["q"] = _q_values(table["p"].to_numpy(float))
    return table.assign(n_reports=len(design.x), n_clusters=n_clusters)


def _p_values(estimates: Floats, errors: Floats, n_clusters: int) -> Floats:
    """Two-sided p of each coefficient by t, none of the intercept: no share is 0."""
    from scipy.special import stdtr

    p = np.full_like(estimates, np.nan)
    if n_clusters > 1:
        with np.errstate(divide="ignore", invalid="ignore"):
            p[1:] = 2 * stdtr(n_clusters - 1, -np.abs(estimates[1:] / errors[1:]))
    return p


def _q_values(p: Floats) -> Floats:
    q = np.full_like(p, np.nan)
    q[~np.isnan(p)] = benjamini_hochberg(p[~np.isnan(p)])
    return q

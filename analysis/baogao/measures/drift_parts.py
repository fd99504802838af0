"""Drift in its parts: other topics spoken of, or the same topics spoken of otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import entr

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.divergence import Cells, Floats, draw_twice, js_divergence, one_a_year, report_cells, tokens_drawn
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.topics import TopicModel


@measure
def drift_parts(
    models: Sequence[TopicModel],
    matrix: DocumentTermMatrix,
    passages: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    seed: int,
    n_draws: int = 10,
) -> pd.DataFrame:
    r"""How much of the way from each report to the next is prevalence, and how much content.

    Parameters
    ----------
    models : sequence of TopicModel
        At least two, fitted on `matrix` with different seeds: the parts are means over them.
    matrix, passages, reports, seed, n_draws
        As for `baogao.measures.drift.drift`.

    Returns
    -------
    pandas.DataFrame
        One row for each report and the next, by year: ``year_from``, ``year_to``,
        ``years_apart``, ``prevalence`` (other shares of the topics) and ``content`` (other terms
        within the topics), both in bits above their floors; ``prevalence_low``,
        ``prevalence_high``, ``content_low``, ``content_high`` (least and most of any model);
        ``joint_floor`` (bits that two draws of one report differ, both parts together; taken
        off already), ``n_tokens`` (drawn of each report), ``n_models``.

    Raises
    ------
    SettingError
        As for `baogao.measures.drift.drift`; or if there are fewer than two models, two of one seed, or one
        was not fitted on the matrix.

    Notes
    -----
    A token of term *v* in passage *d* belongs to topic *k* with the probability
    :math:`r_{dvk} \propto \theta_{dk} \phi_{kv}`. Summed over the tokens drawn of a report these
    are its joint shares :math:`P(k, v)`. For two reports *P* and *Q* with mean *M*, the chain
    rule of the divergence [1]_, :math:`D(P \| M) = D(P_K \| M_K) + \sum_k P(k) D(P_{V|k} \| M_{V|k})`,
    and the same for *Q*, halved and added, give

    .. math:: \mathit{JSD}(P, Q) = \mathit{JSD}(P_K, Q_K) + \sum_k M(k) \, \mathit{JSD}_k,

    with :math:`\mathit{JSD}_k` between the terms of topic *k* in *P* and in *Q*, weighted by
    :math:`P(k) / 2 M(k)` and :math:`Q(k) / 2 M(k)`. The first is ``prevalence``, the second
    ``content``; nothing is left over, and each is at least 0 before the floor is taken off.
    The floor of a part is what two draws of one report differ in, the mean of the two reports.
    For content it is counted topic by topic, times the entropy of those two weights: a topic
    that only one of the reports speaks of has no content to compare.

    The whole is larger than the divergence of terms alone (``drift``) by what the same terms
    are given to other topics.

    The split depends on the topics: with more and finer topics more of the same change is
    prevalence, and a way of speaking that belongs to one time becomes a topic of its own. So
    compare years under one ``k``, and read the height of a part only with other ``k`` beside it.

    References
    ----------
    .. [1] Cover, T. M. and Thomas, J. A. (2006). Elements of Information Theory, 2nd ed. Wiley,
       theorem 2.5.3.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> ids = tuple(f"r{i}:1" for i in range(8))
    >>> matrix = DocumentTermMatrix(ids, ("农业", "法院"), csr_matrix([[400, 0]] * 4 + [[0, 400]] * 4), 3200)
    >>> passages = pd.DataFrame({"passage_id": ids, "report_id": [f"r{i}" for i in range(8)]})
    >>> reports = pd.DataFrame({"report_id": passages["report_id"], "year": range(1990, 1998)})
    >>> models = [TopicModel(np.full((8, 2), 0.5), np.eye(2), matrix.vocabulary, ids, matrix.lengths, "gibbs",
    ...                      {"seed": s}) for s in (1, 2)]
    >>> drift_parts(models, matrix, passages, reports, seed=1)[["prevalence", "content"]].values.tolist()[2:5]
    [[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]
    """
    reports = one_a_year(reports, "drift_parts")
    _refuse(models, matrix, n_draws)
    cells = report_cells(matrix, passages, reports)
    n_tokens = tokens_drawn(cells, reports)
    parts = np.array([_parts(model, cells, n_tokens, n_draws, seed) for model in models])
    between, floors = parts[:, :, :2], parts[:, :, 2:]
    excess = between - floors
    years = reports["year"].to_numpy()
    table = pd.DataFrame({"year_from": years[:-1], "year_to": years[1:], "years_apart": np.diff(years)})
    for column, name in enumerate(("prevalence", "content")):
        table[name] = excess[:, :, column].mean(axis=0)
    for column, name in enumerate(("prevalence", "content")):
        table[f"{name}_low"] = excess[:, :, column].min(axis=0)
        table[f"{name}_high"] = excess[:, :, column].max(axis=0)
    return table.assign(joint_floor=floors.sum(axis=2).mean(axis=0), n_tokens=n_tokens, n_models=len(models))


@measure
def divergence_parts(p: Floats, q: Floats) -> tuple[float, Floats]:
    """Prevalence and content of the divergence of two joint distributions, in bits.

    Parameters
    ----------
    p, q : numpy.ndarray, shape [n_terms, k]
        Share of each term in each topic; each sums to 1.

    Returns
    -------
    prevalence : float
        Divergence of the shares of the topics.
    content : numpy.ndarray, shape [k]
        What each topic's terms add; with `prevalence` they sum to the divergence of `p` and `q`.

    Examples
    --------
    >>> prevalence, content = divergence_parts(np.array([[0.5, 0.0], [0.0, 0.5]]), np.array([[0.0, 0.5], [0.5, 0.0]]))
    >>> prevalence, content.tolist()
    (0.0, [0.5, 0.5])
    """
    content = _within((p + q) / 2) - (_within(p) + _within(q)) / 2
    return js_divergence(p.sum(axis=0), q.sum(axis=0)), content


def _within(joint: Floats) -> Floats:
    """Entropy of the terms within each topic times the topic's share, in bits, shape [k]."""
    within: Floats = (entr(joint).sum(axis=0) - entr(joint.sum(axis=0))) / np.log(2)
    return within


@measure
def responsibilities(model: TopicModel, cells: Cells) -> Floats:
    """Probability of each topic for the tokens of each cell, shape [n_cells, k]; rows sum to 1."""
    joint = np.nan_to_num(model.theta)[cells.passages] * model.phi[:, cells.terms].T
    shares: Floats = joint / joint.sum(axis=1, keepdims=True)
    return shares


def _parts(model: TopicModel, cells: list[Cells], n_tokens: int, n_draws: int, seed: int) -> Floats:
    """Prevalence, content and the floor of each, of each report and the next, shape [n_reports - 1, 4]."""
    topics, rng = [responsibilities(model, each) for each in cells], np.random.default_rng(seed)
    steps, k = len(cells) - 1, len(model.phi)
    between, own, shares = np.zeros((steps, 1 + k)), np.zeros((steps + 1, 1 + k)), np.zeros((steps + 1, k))
    for _ in range(n_draws):
        drawn = [draw_twice(each, n_tokens, rng) for each in cells]
        for i in range(steps + 1):
            shares[i] += drawn[i].sum(axis=0) @ topics[i] / (2 * n_tokens)
            own[i] += _compared(cells[i], cells[i], topics[i], topics[i], *drawn[i])
        for i in range(steps):
            for a, b in zip(drawn[i], drawn[i + 1], strict=True):
                between[i] += _compared(cells[i], cells[i + 1], topics[i], topics[i + 1], a, b) / 2
    floors = (own[:-1] + own[1:]) / 2
    floors[:, 1:] *= _room(shares[:-1], shares[1:])
    sums = [part for table in (between, floors) for part in (table[:, 0], table[:, 1:].sum(axis=1))]
    return np.column_stack(sums) / n_draws


def _room(p: Floats, q: Floats) -> Floats:
    """Room for content in each topic, 0 to 1 bit: the entropy of which of two reports its tokens are of."""
    share = np.divide(p, p + q, out=np.zeros_like(p), where=p + q > 0)
    room: Floats = (entr(share) + entr(1 - share)) / np.log(2)
    return room


def _compared(
    first: Cells, other: Cells, topics: Floats, other_topics: Floats, a: NDArray[np.int64], b: NDArray[np.int64]
) -> Floats:
    """Prevalence and each topic's content between draw `a` of one report and `b` of another, shape [1 + k]."""
    terms, columns = np.unique(np.concatenate([first.terms[a > 0], other.terms[b > 0]]), return_inverse=True)
    n_first = int((a > 0).sum())
    p = _joint(columns[:n_first], topics[a > 0] * a[a > 0, None], len(terms))
    q = _joint(columns[n_first:], other_topics[b > 0] * b[b > 0, None], len(terms))
    prevalence, content = divergence_parts(p, q)
    return np.concatenate([[prevalence], content])


def _joint(columns: NDArray[np.int64], weights: Floats, n_terms: int) -> Floats:
    k = weights.shape[1]
    index = (columns[:, None] * k + np.arange(k)).ravel()
    joint: Floats = np.bincount(index, weights.ravel(), n_terms * k).reshape(n_terms, k) / weights.sum()
    return joint


def _refuse(models: Sequence[TopicModel], matrix: DocumentTermMatrix, n_draws: int) -> None:
    if len(models) < 2:
        raise SettingError(f"{len(models)} model(s): one seed is an accident; fit at least 2, better 3.")
    if any(model.vocabulary != matrix.vocabulary or model.passage_ids != matrix.passage_ids for model in models):
        raise SettingError("a model was fitted on other terms or passages than the matrix; give the matrix of the fit.")
    fits = {(model.engine, model.settings.get("seed")) for model in models}
    if len(fits) < len(models):
        raise SettingError("two models have the same engine and seed, so they are one; give each a seed of its own.")
    if n_draws < 1:
        raise SettingError(f"n_draws={n_draws}: must be at least 1; 10 are enough for two digits.")

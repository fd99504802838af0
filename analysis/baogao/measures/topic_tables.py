"""Tables of one topic model: top terms, coherence, prevalence."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.intervals import rate_interval
from baogao.measures.joins import reports_of
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.topic_scores import frex, mean_npmi
from baogao.measures.topics import TopicModel


@measure
def top_terms(
    model: TopicModel, counts: ArrayLike, *, n: int = 10, widespread: ArrayLike | None = None
) -> pd.DataFrame:
    r"""The most probable terms of each topic, and how exclusive they are to it.

    Parameters
    ----------
    model : TopicModel
        As `baogao.measures.topics.fit_topics` returns it.
    counts : array_like of int
        Tokens of each term, shape [n_terms]: ``matrix.term_counts``.
    n : int
        So many terms a topic.
    widespread : array_like of bool, optional
        Shape [n_terms]: terms that are not shown, such as those of a fifth of all passages,
        which lead every list of a genre and tell no topic from another. The model stays.

    Returns
    -------
    pandas.DataFrame
        Columns ``topic`` (1 is the most prevalent), ``rank`` (from 1), ``term``,
        ``probability`` (in the topic), ``frex`` (0 to 1, high for terms both frequent in the
        topic and exclusive to it), ``left_out`` (`widespread` terms that would stand between
        this one and the one before, parted by spaces). Equal probabilities stand by code point.

    Raises
    ------
    SettingError
        If `counts` or `widespread` has another length than the vocabulary, or `n` is out of range.

    Notes
    -----
    With *F* and *E* the ranks of a term in a topic by frequency :math:`\phi_{kv}` and by
    exclusivity :math:`\phi_{kv} / \sum_j \phi_{jv}`, over the number of terms,

    .. math:: \mathrm{FREX} = \left(\frac{1/2}{F} + \frac{1/2}{E}\right)^{-1}

    [1]_, for LDA as in the R package stm [2]_: exclusivity is first shrunken towards 1/k, the
    more so the rarer the term [3]_, since a term seen once is always exclusive.

    References
    ----------
    .. [1] Bischof, J. M. and Airoldi, E. M. (2012). Summarizing topical content with word
       frequency and exclusivity. Proceedings of ICML 29, 201-208.
    .. [2] Roberts, M. E., Stewart, B. M. and Tingley, D. (2019). stm: An R package for
       structural topic models. Journal of Statistical Software 91(2), 1-40; ``calcfrex``.
    .. [3] Hausser, J. and Strimmer, K. (2009). Entropy inference and the James-Stein
       estimator. Journal of Machine Learning Research 10, 1469-1484.

    Examples
    --------
    >>> phi = np.array([[0.6, 0.3, 0.1], [0.1, 0.3, 0.6]])
    >>> ones = np.ones((1, 2)) / 2
    >>> model = TopicModel(ones, phi, ("农业", "工作", "法院"), ("a:1",), np.array([9]), "gibbs", {})
    >>> top_terms(model, [400, 400, 400], n=2)[["topic", "rank", "term", "frex"]].values.tolist()[:2]
    [[1, 1, '农业', 1.0], [1, 2, '工作', 0.6666666666666666]]
    """
    counted = np.asarray(counts, float)
    hidden = np.zeros(counted.shape, bool) if widespread is None else np.asarray(widespread, bool)
    for name, values in (("counts", counted), ("widespread", hidden)):
        if values.shape != (len(model.vocabulary),):
            raise SettingError(
                f"{name} has the shape {values.shape}; it must be one value for each of the {len(model.vocabulary)} "
                "terms: give matrix.term_counts, and widespread terms in the same order."
            )
    shown = int((~hidden).sum())
    if not 1 <= n <= shown:
        raise SettingError(f"n={n}: must be 1 to {shown}, the terms of the model that are shown.")
    scores = frex(model.phi, counted)
    rows = [
        (topic + 1, rank + 1, model.vocabulary[term], model.phi[topic, term], scores[topic, term], skipped)
        for topic in range(len(model.phi))
        for rank, (term, skipped) in enumerate(_shown_terms(model, topic, hidden, n))
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "term", "probability", "frex", "left_out"])


def _shown_terms(model: TopicModel, topic: int, hidden: NDArray[np.bool_], n: int) -> list[tuple[int, str]]:
    """The `n` most probable terms of a topic that are not hidden, each with the hidden ones just before it."""
    order = np.argsort(-model.phi[topic], kind="stable")
    places = np.flatnonzero(~hidden[order])[:n]
    starts = [0, *(places[:-1] + 1)]
    skipped = [" ".join(model.vocabulary[term] for term in order[a:b]) for a, b in zip(starts, places, strict=True)]
    return list(zip(order[places].tolist(), skipped, strict=True))


@measure
def topic_labels(terms: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Name each topic by a few of its terms, for figures and tables.

    Parameters
    ----------
    terms : pandas.DataFrame
        As `top_terms` gives it; ten terms a topic are a good choice.
    n : int
        So many terms a label.

    Returns
    -------
    pandas.DataFrame
        Columns ``topic``, ``label``: of the top terms given, the `n` with the highest FREX (of
        equal ones the more probable), the most probable first. A label is a help to memory
        and no finding: read the whole list of terms, and passages.

    Examples
    --------
    >>> rows = [(1, 1, "建设", 0.9), (1, 2, "农业", 0.99), (1, 3, "粮食", 0.98)]
    >>> topic_labels(pd.DataFrame(rows, columns=["topic", "rank", "term", "frex"]), n=2).values.tolist()
    [[1, '农业 粮食']]
    """
    require_columns(terms, ["topic", "rank", "term", "frex"], "terms")
    chosen = terms.sort_values(["topic", "frex", "rank"], ascending=[True, False, True]).groupby("topic").head(n)
    return chosen.sort_values(["topic", "rank"]).groupby("topic")["term"].agg(" ".join).rename("label").reset_index()


@measure
def coherence(model: TopicModel, matrix: DocumentTermMatrix, *, n: int = 10) -> pd.DataFrame:
    r"""How far the top terms of each topic stand in the same passages.

    Parameters
    ----------
    model : TopicModel
        As `baogao.measures.topics.fit_topics` returns it.
    matrix : DocumentTermMatrix
        Of the same vocabulary; it may be of other passages than those fitted.
    n : int
        So many top terms a topic, at least 2.

    Returns
    -------
    pandas.DataFrame
        Columns ``topic``, ``npmi``: -1 when no two terms share a passage, 0 when they meet as
        chance has it, 1 when they never stand apart; NaN when a top term is absent, or two
        stand in every passage.

    Raises
    ------
    SettingError
        If the vocabularies differ, or `n` is out of range.

    Notes
    -----
    The mean over pairs of

    .. math:: \mathrm{NPMI} = \frac{\log p_{ij} - \log p_i p_j}{-\log p_{ij}}

    [1]_, with *p* the share of passages, as used for topics in [2]_. A pair that never meets
    has -1, its limit; gensim's ``c_npmi`` adds 1e-12 instead and gives some -0.8. The
    standard deviation over seeds is near .01: smaller differences are noise.

    References
    ----------
    .. [1] Bouma, G. (2009). Normalized (pointwise) mutual information in collocation
       extraction. Proceedings of GSCL, 31-40.
    .. [2] Lau, J. H., Newman, D. and Baldwin, T. (2014). Machine reading tea leaves:
       automatically evaluating topic coherence and topic model quality. Proceedings of EACL,
       530-539.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> ids, terms = ("a:1", "a:2"), ("农业", "法院", "粮食")
    >>> matrix = DocumentTermMatrix(ids, terms, csr_matrix([[2, 0, 1], [0, 1, 0]]), 4)
    >>> phi = np.array([[0.5, 0.1, 0.4], [0.1, 0.6, 0.3]])
    >>> model = TopicModel(np.eye(2), phi, terms, ids, matrix.lengths, "gibbs", {})
    >>> coherence(model, matrix, n=2).values.tolist()
    [[1.0, 1.0], [2.0, -1.0]]
    """
    if model.vocabulary != matrix.vocabulary:
        raise SettingError("the matrix has another vocabulary than the model; give the matrix the model was fitted on.")
    if n < 2:
        raise SettingError(f"n={n}: coherence is over pairs of terms; it takes at least 2.")
    present = (matrix.counts > 0).astype(float).tocsc()
    scores = [mean_npmi(present[:, terms].toarray()) for terms in _top(model, n)]
    return pd.DataFrame({"topic": range(1, len(scores) + 1), "npmi": scores})


@measure
def prevalence(model: TopicModel, passages: pd.DataFrame, reports: pd.DataFrame, *, by: str = "year") -> pd.DataFrame:
    """How much of the reports of each year (or other cell) each topic takes.

    Parameters
    ----------
    model : TopicModel
        As `baogao.measures.topics.fit_topics` returns it.
    passages : pandas.DataFrame
        Feature table ``passages``: ``passage_id``, ``report_id``.
    reports : pandas.DataFrame
        Manifest, or the part of it that is of interest: ``report_id``, ``issuer``, `by`;
        reports without a value of `by` are left out, and so are their passages.
    by : str
        A column of `reports`.

    Returns
    -------
    pandas.DataFrame
        One row a topic and cell: ``topic``, `by`, ``share`` (0 to 1, of the tokens the model
        saw; shares of a cell sum to 1; NaN for a cell without such tokens), ``n_reports``,
        ``low``, ``high`` (95 % interval of the share, clustered by issuer; NaN under 10
        issuers, see `baogao.measures.intervals.rate_interval`).

    Raises
    ------
    TableError
        If a table lacks a column, or `passages` lacks passages of the model.

    Notes
    -----
    The mean of theta over the passages of a cell, weighted by their tokens, so a long report
    counts for more. What a topic is made of is taken as constant; a change of its content
    shows as nothing or as prevalence. The interval takes the model as given: another seed
    moves shares too, and no interval tells how far.

    Examples
    --------
    >>> ids, lengths = ("a:1", "a:2"), np.array([10, 30])
    >>> theta = np.array([[0.9, 0.1], [0.5, 0.5]])
    >>> model = TopicModel(theta, np.eye(2), ("农业", "法院"), ids, lengths, "gibbs", {})
    >>> passages = pd.DataFrame({"passage_id": ids, "report_id": "a"})
    >>> reports = pd.DataFrame({"report_id": ["a"], "issuer": ["x"], "year": [2020]})
    >>> prevalence(model, passages, reports)[["topic", "year", "share", "n_reports"]].values.tolist()
    [[1.0, 2020.0, 0.6, 1.0], [2.0, 2020.0, 0.4, 1.0]]
    """
    require_columns(reports, ["report_id", "issuer", by], "reports")
    reports = reports.dropna(subset=[by])
    tokens = _tokens_of_reports(model, passages).reindex(reports["report_id"], fill_value=0).to_numpy()
    totals, issuers = tokens.sum(axis=1), reports["issuer"].astype(str).to_numpy()
    rows = []
    for cell, places in reports.reset_index(drop=True).groupby(by).indices.items():
        size = totals[places].sum()
        for topic, own in enumerate(tokens[places].T):
            low, high = rate_interval(own, totals[places], issuers[places])
            rows.append((topic + 1, cell, own.sum() / size if size else np.nan, len(places), low, high))
    table = pd.DataFrame(rows, columns=["topic", by, "share", "n_reports", "low", "high"])
    return table.astype({by: reports[by].dtype}).sort_values(["topic", by], ignore_index=True)


def _tokens_of_reports(model: TopicModel, passages: pd.DataFrame) -> pd.DataFrame:
    """Tokens of each topic in each report, shape [n_reports, k]: theta times the length of the passages."""
    reports = reports_of(model.passage_ids, passages, "the model was fitted on")
    return pd.DataFrame(np.nan_to_num(model.theta) * model.lengths[:, None]).groupby(reports).sum()


def _top(model: TopicModel, n: int) -> list[NDArray[np.int64]]:
    """Columns of the `n` most probable terms of each topic."""
    if not 1 <= n <= len(model.vocabulary):
        raise SettingError(f"n={n}: must be 1 to {len(model.vocabulary)}, the terms of the model.")
    return [np.argsort(-row, kind="stable")[:n] for row in model.phi]

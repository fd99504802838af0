"""Document-term matrix: which terms stand how often in which passage, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns


@dataclass(frozen=True, eq=False, repr=False)
class DocumentTermMatrix:
    """Counts of terms in passages.

    Attributes
    ----------
    passage_ids : tuple of str
        Rows: every passage of the feature table, in its order, also those left without a term.
    vocabulary : tuple of str
        Columns, sorted by code point.
    counts : scipy.sparse.csr_matrix of int
        Shape [n_passages, n_terms].
    n_tokens_all : int
        Tokens of the feature table before any term was left out.
    """

    passage_ids: tuple[str, ...]
    vocabulary: tuple[str, ...]
    counts: csr_matrix
    n_tokens_all: int

    def __repr__(self) -> str:
        size = f"{len(self.passage_ids):,} passages x {len(self.vocabulary):,} terms"
        return f"{size}, {int(self.counts.sum()):,} tokens ({self.share_left_out:.0%} of all left out)"

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each passage that are in the matrix, shape [n_passages]."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int64).ravel()

    @property
    def term_counts(self) -> NDArray[np.int64]:
        """Tokens of each term, shape [n_terms]."""
        return np.asarray(self.counts.sum(axis=0), dtype=np.int64).ravel()

    @property
    def share_left_out(self) -> float:
        """Share of all tokens that are not in the matrix, 0 to 1; NaN when there are none at all."""
        return 1 - int(self.counts.sum()) / self.n_tokens_all if self.n_tokens_all else float("nan")


@measure
def document_term_matrix(
    terms: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    policy: str = "protected",
    stopwords: Set[str] = frozenset(),
    min_passages: int = 5,
    max_share: float = 0.5,
) -> DocumentTermMatrix:
    """Count the terms of passages, for topic models.

    Parameters
    ----------
    terms : pandas.DataFrame, or iterable of pandas.DataFrame
        Feature table: ``passage_id``, ``policy``, ``term``, ``count``; or its parts in order, as
        `baogao.features.current.read_parts` gives them, which are gone through twice and need not fit into memory
        together.
    policy : str
        Which tokens: ``protected`` (slogans whole) or ``plain``.
    stopwords : set of str
        Terms to leave out, such as `baogao.stopwords` gives.
    min_passages : int
        Terms in fewer passages are left out.
    max_share : float
        Terms in a larger share of the passages are left out, 0 to 1.

    Returns
    -------
    DocumentTermMatrix
        Terms of one character are left out too; ``share_left_out`` tells how many of all
        tokens that makes, and belongs beside every result.

    Raises
    ------
    SettingError
        If `policy` is not in the table, or a bound is out of range.
    TableError
        If the table lacks a column.

    Examples
    --------
    >>> rows = [("a:1", "农业", 2), ("a:1", "的", 3), ("a:2", "农业", 1), ("a:2", "工业", 4)]
    >>> terms = pd.DataFrame(rows, columns=["passage_id", "term", "count"]).assign(policy="plain")
    >>> matrix = document_term_matrix(terms, policy="plain", min_passages=1, max_share=1)
    >>> matrix.vocabulary, matrix.counts.toarray().tolist(), matrix.share_left_out
    (('农业', '工业'), [[2, 0], [1, 4]], 0.30000000000000004)
    """
    if min_passages < 1 or not 0 < max_share <= 1:
        raise SettingError(
            f"min_passages={min_passages}, max_share={max_share}: min_passages must be at least 1, "
            "and max_share above 0 and at most 1."
        )
    parts = [terms] if isinstance(terms, pd.DataFrame) else terms
    places, spread, n_tokens = _surveyed(parts, policy)
    fitting = spread[(spread >= min_passages) & (spread <= max_share * len(places))].index
    vocabulary = pd.Index(sorted(term for term in fitting if len(term) > 1 and term not in stopwords), dtype=object)
    shape = (len(places), len(vocabulary))
    counts = csr_matrix(shape, dtype=np.int64)
    for part in parts:
        chosen = part[part["policy"] == policy]
        columns = vocabulary.get_indexer(chosen["term"].astype(object))
        known = chosen[columns >= 0]
        cells = (known["passage_id"].map(places).to_numpy(np.int64), columns[columns >= 0])
        counts += csr_matrix((known["count"].to_numpy(np.int64), cells), shape=shape)
    return DocumentTermMatrix(tuple(places), tuple(vocabulary), counts, n_tokens)


@measure
def sample_passages(matrix: DocumentTermMatrix, *, share: float, seed: int) -> DocumentTermMatrix:
    """Draw a share of the passages that have terms; the others stay as rows without any.

    Parameters
    ----------
    matrix : DocumentTermMatrix
        Its rows and columns stay.
    share : float
        Of the passages with terms, above 0 and at most 1; rounded down to whole passages.
    seed : int
        Start of the random numbers.

    Returns
    -------
    DocumentTermMatrix
        What a topic model is fitted on to see whether it depends on single passages.

    Examples
    --------
    >>> matrix = DocumentTermMatrix(("a:1", "a:2", "a:3"), ("农业",), csr_matrix([[2], [2], [0]]), 4)
    >>> sorted(sample_passages(matrix, share=0.5, seed=1).lengths.tolist())
    [0, 0, 2]
    """
    rows = np.flatnonzero(matrix.lengths > 0)
    drawn = np.random.default_rng(seed).permutation(rows)[: int(share * len(rows))]
    return only_passages(matrix, drawn)


@measure
def only_passages(matrix: DocumentTermMatrix, rows: NDArray[np.int64]) -> DocumentTermMatrix:
    """The matrix with the counts of these rows; the others stay, without any.

    Examples
    --------
    >>> matrix = DocumentTermMatrix(("a:1", "a:2"), ("农业",), csr_matrix([[2], [3]]), 5)
    >>> only_passages(matrix, np.array([1])).lengths.tolist()
    [0, 3]
    """
    mask = np.zeros(len(matrix.passage_ids), dtype=np.int64)
    mask[rows] = 1
    counts = csr_matrix(matrix.counts.multiply(mask[:, None]))
    counts.eliminate_zeros()
    return replace(matrix, counts=counts)


@measure
def on_vocabulary(matrix: DocumentTermMatrix, vocabulary: Sequence[str]) -> DocumentTermMatrix:
    """The matrix with these terms as its columns, in their order; terms that it lacks have no count.

    Examples
    --------
    >>> matrix = DocumentTermMatrix(("a:1",), ("农业", "法院"), csr_matrix([[2, 3]]), 5)
    >>> on_vocabulary(matrix, ("法院", "数字")).counts.toarray().tolist()
    [[3, 0]]
    """
    places = {term: column for column, term in enumerate(vocabulary)}
    known = [(column, places[term]) for column, term in enumerate(matrix.vocabulary) if term in places]
    old, new = np.array(known, dtype=np.int64).reshape(-1, 2).T
    moved = csr_matrix((np.ones(len(old), np.int64), (old, new)), shape=(len(matrix.vocabulary), len(vocabulary)))
    return replace(matrix, vocabulary=tuple(vocabulary), counts=csr_matrix(matrix.counts @ moved))


@measure
def report_matrix(counts: pd.DataFrame, column: str) -> DocumentTermMatrix:
    """Count what reports hold, when nothing is known of their passages: a report is one row.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``report_id``, ``count`` and `column`, such as the feature table ``ngrams``.
    column : str
        Where the terms stand.

    Returns
    -------
    DocumentTermMatrix
        Rows are reports; nothing is left out.

    Examples
    --------
    >>> ngrams = pd.DataFrame({"report_id": ["a", "a", "b"], "ngram": ["农业", "工业", "农业"], "count": [2, 3, 4]})
    >>> report_matrix(ngrams, "ngram").counts.toarray().tolist()
    [[2, 3], [4, 0]]
    """
    require_columns(counts, ["report_id", column, "count"], "counts")
    row, reports = pd.factorize(counts["report_id"].astype(object))
    place, terms = pd.factorize(counts[column].astype(object), sort=True)
    cells = csr_matrix((counts["count"].to_numpy(np.int64), (row, place)), shape=(len(reports), len(terms)))
    return DocumentTermMatrix(tuple(reports), tuple(terms), cells, int(counts["count"].sum()))


def _surveyed(parts: Iterable[pd.DataFrame], policy: str) -> tuple[dict[str, int], pd.Series[int], int]:
    """Row of each passage, in how many passages each term stands, and the number of tokens."""
    places: dict[str, int] = {}
    spread, n_tokens, policies = pd.Series(dtype=np.int64), 0, set()
    for part in parts:
        require_columns(part, ["passage_id", "policy", "term", "count"], "terms")
        policies |= set(part["policy"])
        chosen = part[part["policy"] == policy]
        for passage_id in chosen["passage_id"].unique():
            places.setdefault(str(passage_id), len(places))
        spread = spread.add(chosen.groupby("term").size(), fill_value=0)
        n_tokens += int(chosen["count"].sum())
    if not places:
        raise SettingError(f"policy={policy!r}: the table has {listed(sorted(policies)) or 'no rows'}.")
    return places, spread, n_tokens

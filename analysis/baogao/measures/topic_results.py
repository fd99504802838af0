"""A fitted topic model and the collection it is of: top terms, labels, prevalence; and the one that was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.topic_tables import prevalence, top_terms, topic_labels
from baogao.measures.topics import TopicModel
from baogao.rounding import rounded, significant

LABELLED_BY = 10  # top terms of a topic, of which the label takes three
N_VOCABULARY = 3  # columns of a vocabulary, before those of the topics
WIDE = 0.2  # terms in a larger share of the passages are not shown: they lead every list of the genre


@dataclass(frozen=True, eq=False, repr=False)
class FittedTopics:
    """A topic model, and the collection or part that its shares are counted over.

    Attributes
    ----------
    model : TopicModel
        The arrays.
    terms : pandas.DataFrame
        ``term``, ``n_tokens``, ``share_of_passages`` (of those with terms): the vocabulary in the
        order of phi's columns.
    passages, reports : pandas.DataFrame, optional
        The passages it was fitted on, and the reports whose shares `prevalence` gives.
    """

    model: TopicModel
    terms: pd.DataFrame
    passages: pd.DataFrame | None = field(default=None, kw_only=True)
    reports: pd.DataFrame | None = field(default=None, kw_only=True)

    @classmethod
    def of(
        cls, model: TopicModel, matrix: DocumentTermMatrix, passages: pd.DataFrame, reports: pd.DataFrame
    ) -> FittedTopics:
        """A model with the matrix that it was fitted on."""
        return cls(model, vocabulary_of(matrix), passages=passages, reports=reports)

    def __repr__(self) -> str:
        settings = self.model.settings
        what = f"mean of {settings['n_models']} seeds" if "n_models" in settings else f"seed {settings['seed']}"
        return f"{len(self.model.phi)} topics of {len(self.terms):,} terms ({self.model.engine}, {what})"

    def top_terms(self, n: int = LABELLED_BY) -> pd.DataFrame:
        """The `n` most probable terms of each topic: see `baogao.measures.topic_tables.top_terms`.

        Terms in more than a fifth of the passages are not shown (of fewer than ten topics, in
        more than two topics have on average); the column ``left_out`` names them.
        """
        wide = max(WIDE, 2 / len(self.model.phi))
        return top_terms(self.model, self.terms["n_tokens"], n=n, widespread=self.terms["share_of_passages"] > wide)

    @property
    def labels(self) -> pd.DataFrame:
        """Each topic named by three of its terms: ``topic``, ``label``; a help to memory and no finding."""
        return topic_labels(self.top_terms(LABELLED_BY))

    def prevalence(self, *, by: str = "year") -> pd.DataFrame:
        """How much of the reports of each year (or other column of the manifest) each topic takes.

        Returns
        -------
        pandas.DataFrame
            ``topic``, ``label``, `by`, ``share``, ``n_reports``, ``low``, ``high``; see
            `baogao.measures.topic_tables.prevalence`.

        Raises
        ------
        SettingError
            If it was not fitted to a collection.
        """
        if self.passages is None or self.reports is None:
            raise SettingError("prevalence: takes topics of a collection; for others call measures.topic_tables.")
        table = prevalence(self.model, self.passages, self.reports, by=by)
        table.insert(1, "label", table["topic"].map(self.labels.set_index("topic")["label"]))
        return table


@dataclass(frozen=True, eq=False, repr=False)
class ChosenTopics(FittedTopics):
    """What several seeds share, and how it fares on others.

    Attributes
    ----------
    model, terms, passages, reports
        As of `FittedTopics`; the model is the consensus of the choosing seeds (of ``nmf`` its one fit).
    topics : pandas.DataFrame
        One row a topic: ``topic``, ``prevalence`` (share of the tokens), ``npmi``
        (`coherence`), ``support`` (share of the choosing seeds behind it), ``recurrence``,
        ``cosine``, ``jaccard``, ``n_models`` (`recurrence` over the scoring seeds or, of ``nmf``,
        over fits of 90 % of the passages).
    seeds : pandas.DataFrame
        One row a seed: ``seed``, ``role`` (choosing or scoring), ``cosine``
        (`seed_agreement` of the choosing seeds; NaN for the others), ``medoid`` (True for the one
        that the consensus starts from), ``npmi`` (mean of its topics).
    share_left_out : float
        Share of all tokens that the model did not see, 0 to 1.
    """

    topics: pd.DataFrame
    seeds: pd.DataFrame
    share_left_out: float

    @property
    def recurrence(self) -> pd.DataFrame:
        """Share of the scoring seeds that find each topic again: ``topic``, ``label``, ``recurrence``; best first."""
        table = self.labels.merge(self.topics[["topic", "recurrence"]], on="topic")
        return table.sort_values("recurrence", ascending=False, kind="stable", ignore_index=True)


@measure
def vocabulary_of(matrix: DocumentTermMatrix) -> pd.DataFrame:
    """Terms of a matrix, in the order of its columns: ``term``, ``n_tokens``, ``share_of_passages``."""
    n_passages = max(int((matrix.lengths > 0).sum()), 1)
    share = rounded(np.asarray((matrix.counts > 0).sum(axis=0)).ravel() / n_passages)
    return pd.DataFrame({"term": matrix.vocabulary, "n_tokens": matrix.term_counts, "share_of_passages": share})


@measure
def to_tables(chosen: ChosenTopics) -> dict[str, pd.DataFrame]:
    """The arrays as tables: ``terms`` (phi, a column a topic), ``passages`` (theta), ``topics``, ``seeds``."""
    model = chosen.model
    names = [f"topic_{topic + 1}" for topic in range(len(model.phi))]
    passages = pd.DataFrame({"passage_id": model.passage_ids, "n_tokens": model.lengths})
    return {
        "terms": pd.concat([chosen.terms, pd.DataFrame(model.phi.T, columns=names)], axis=1),
        "passages": pd.concat([passages, pd.DataFrame(model.theta, columns=names)], axis=1),
        "topics": chosen.topics,
        "seeds": chosen.seeds,
    }


@measure
def from_tables(tables: dict[str, pd.DataFrame], settings: dict[str, Any], **shown_for: pd.DataFrame) -> ChosenTopics:
    """What `to_tables` made tables of; decimals get their six digits back."""
    terms, passages = significant(tables["terms"]), significant(tables["passages"])
    model = TopicModel(
        passages.iloc[:, 2:].to_numpy(float),
        terms.iloc[:, N_VOCABULARY:].to_numpy(float).T,
        tuple(terms["term"]),
        tuple(passages["passage_id"]),
        passages["n_tokens"].to_numpy(),
        settings["engine"],
        {key: value for key, value in settings.items() if key != "tables"},
    )
    topics, seeds = significant(tables["topics"]), significant(tables["seeds"])
    return ChosenTopics(model, terms.iloc[:, :N_VOCABULARY], topics, seeds, settings["share_left_out"], **shown_for)

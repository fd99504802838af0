"""Verbs on what stands together: slogans in the same passages, slogans and topics, neighbouring words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from baogao.front.collection import opened
from baogao.front.slogans import named
from baogao.paths import AnyCollection

if TYPE_CHECKING:
    from baogao.features.counts import Policy
    from baogao.measures.topics import Engine


def slogan_associations(coll: AnyCollection, *, min_reports: int = 5, n: int = 999, seed: int) -> pd.DataFrame:
    """How much more often two slogans stand in one passage than their places in each report would make them.

    A slogan counts wherever it stands, within longer ones too, but not beside the one that it stands in.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    min_reports : int
        Pairs that share a passage in fewer reports are left out.
    n : int
        Permutations of issuers.
    seed : int
        Of the permutations.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the closest first: ``slogan``, ``beside`` (their canonical forms), ``n_passages``,
        ``n_reports``, ``expected``, ``log_ratio``, ``log_dice``, ``p_permutation``, ``q_permutation``,
        ``slogan_a``, ``slogan_b`` (their ids); see `baogao.measures.associations.slogan_associations`.

    Examples
    --------
    >>> table = slogan_associations("sample", min_reports=4, n=99, seed=1)
    >>> bool((table["n_passages"] >= table["n_reports"]).all() and (table["n_reports"] >= 4).all())
    True
    """
    from baogao.measures import associations as measure

    coll = opened(coll)
    table = measure.slogan_associations(coll.hits, coll.passages, coll.reports, min_reports=min_reports, n=n, seed=seed)
    forms = [named(table[[column]].set_axis(["slogan_id"], axis=1))["slogan"] for column in ("slogan_a", "slogan_b")]
    front = pd.concat(forms, axis=1).set_axis(["slogan", "beside"], axis=1)
    ids = table[["slogan_a", "slogan_b"]]
    return pd.concat([front, table.drop(columns=ids.columns), ids], axis=1)


def topic_associations(
    coll: AnyCollection, *, engine: Engine = "gibbs", min_reports: int = 5, n: int = 999, seed: int
) -> pd.DataFrame:
    """How much larger the share of a topic is in passages with a slogan than in all of the same reports.

    A slogan counts wherever it stands, within longer ones too.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it, with a stored topic model.
    engine : {"gibbs", "gensim"}
        Of the stored model.
    min_reports, n, seed
        As for `slogan_associations`.

    Returns
    -------
    pandas.DataFrame
        One row a slogan and topic: ``slogan``, ``class``, ``gloss_en``, ``topic``, ``label`` (three terms),
        ``n_passages``, ``n_reports``, ``share``, ``expected``, ``log_ratio``, ``p_permutation``,
        ``q_permutation``, ``slogan_id``; see `baogao.measures.topic_associations.topic_associations`.

    Examples
    --------
    >>> table = topic_associations("provincial", min_reports=40, n=19, seed=1)
    >>> bool((table.groupby("slogan_id")["share"].sum().round(4) == 1).all())
    True
    """
    from baogao.measures import topic_associations as measure
    from baogao.measures.topic_models import read_topics

    coll = opened(coll)
    chosen = read_topics(coll, engine=engine)
    shares = pd.DataFrame(chosen.model.theta, columns=range(1, len(chosen.model.phi) + 1))
    shares.insert(0, "passage_id", chosen.model.passage_ids)
    tables = coll.hits, coll.passages, coll.reports
    table = measure.topic_associations(*tables, shares, min_reports=min_reports, n=n, seed=seed)
    table.insert(2, "label", table["topic"].map(chosen.labels.set_index("topic")["label"]))
    return named(table)


def collocations(coll: AnyCollection, *, policy: Policy = "protected", min_count: int = 5) -> pd.DataFrame:
    """Words that stand side by side more often than their numbers alone would make them.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it; its raw texts must be here, since feature tables keep no word order.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text.
    min_count : int
        Pairs that occur fewer times are left out.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the highest z first: ``first``, ``second``, ``count``, ``n_reports``, ``n_first``,
        ``n_second``, ``expected``, ``lambda``, ``z``, ``log_dice``; see
        `baogao.measures.collocations.collocations`.

    Examples
    --------
    >>> collocations("sample", min_count=10).columns.tolist()[-3:]
    ['lambda', 'z', 'log_dice']
    """
    from baogao.measures import collocations as measure
    from baogao.reading.word_pairs import word_pairs

    return measure.collocations(word_pairs(opened(coll), policy=policy), min_count=min_count)

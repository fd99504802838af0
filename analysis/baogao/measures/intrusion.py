"""Word intrusion: whether a reader can tell the term that does not belong to a topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, listed, require_columns
from baogao.measures.intervals import wilson_interval
from baogao.measures.topics import TopicModel

OWN, ELSEWHERE, BANDS = 5, 10, 5  # own terms of an item; rank up to which a term is at home; bands of dispersion
WORDS = [f"word_{place}" for place in range(1, OWN + 2)]


@measure
def intrusion_items(model: TopicModel, terms: pd.DataFrame, spread: pd.Series[float], *, seed: int) -> pd.DataFrame:
    """Make a word-intrusion test: five terms of each topic and one of another, shuffled.

    Parameters
    ----------
    model : TopicModel
        Any model of plain arrays.
    terms : pandas.DataFrame
        ``topic``, ``rank``, ``term``: at least ten terms a topic as readers are shown them
        (`baogao.measures.topic_tables.top_terms`, better cleared of the genre's widespread terms).
    spread : pandas.Series
        Dispersion of each term, by term, such as ``dp`` of `baogao.measures.dispersion.dispersion`.
    seed : int
        Of the choice of the intruders and of every order.

    Returns
    -------
    pandas.DataFrame
        One row a topic, in shuffled order: ``item`` (from 1), ``topic``, ``intruder``, ``word_1`` to ``word_6``.
        Give readers ``item`` and the words only.

    Raises
    ------
    SettingError
        If there are fewer than two topics, or one has fewer than five terms, or no intruder can be had for it.

    Notes
    -----
    As in [1]_, the intruder is a term of low probability in the topic (below the median of its row of phi) and high in
    another (among the first ten terms of one). It is drawn from those whose dispersion lies in the same fifth as the
    median of the five, so that it cannot be told by being rarer or more widespread; where that fifth holds none, it is
    the one nearest in dispersion. One that shares a character string with an own term (one within the other) is not
    taken.

    References
    ----------
    .. [1] Chang, J., Gerrish, S., Wang, C., Boyd-Graber, J. and Blei, D. (2009). Reading tea leaves: how humans
       interpret topic models. Advances in Neural Information Processing Systems 22, 288-296, section 3.1.

    Examples
    --------
    >>> names = tuple("甲乙丙丁戊己庚辛壬癸")
    >>> phi = np.array([[0.2] * 5 + [0.0] * 5, [0.0] * 5 + [0.2] * 5])
    >>> model = TopicModel(np.eye(2), phi, names, ("a:1", "a:2"), np.array([9, 9]), "gibbs", {})
    >>> rows = [(t + 1, r + 1, names[5 * t + r]) for t in range(2) for r in range(5)]
    >>> terms = pd.DataFrame(rows, columns=["topic", "rank", "term"])
    >>> items = intrusion_items(model, terms, pd.Series(0.5, index=list(names)), seed=1)
    >>> [(row.intruder in "甲乙丙丁戊") == (row.topic == 2) for row in items.itertuples()]
    [True, True]
    """
    require_columns(terms, ["topic", "rank", "term"], "terms")
    homes = terms[terms["rank"] <= ELSEWHERE].sort_values(["topic", "rank"])
    lacking = sorted(set(homes["term"]) - set(spread.index))
    if lacking:
        raise SettingError(f"spread: has no dispersion for {listed(lacking)}; give that of every term shown.")
    rng = np.random.default_rng(seed)
    rows = [_item(model, homes, spread, topic, rng) for topic in range(1, len(model.phi) + 1)]
    shuffled = [rows[place] for place in rng.permutation(len(rows))]
    table = pd.DataFrame(shuffled, columns=["topic", "intruder", *WORDS])
    table.insert(0, "item", range(1, len(table) + 1))
    return table


def _item(
    model: TopicModel, homes: pd.DataFrame, spread: pd.Series[float], topic: int, rng: np.random.Generator
) -> tuple[object, ...]:
    """Topic, intruder, and the six words in random order."""
    own = homes.loc[homes["topic"] == topic, "term"].tolist()[:OWN]
    candidates = _candidates(model, homes, topic, own)
    if len(own) < OWN or not candidates:
        raise SettingError(
            f"topic {topic}: has {len(own)} terms and {len(candidates)} possible intruders; an item takes {OWN} and 1: "
            "show more terms a topic, or fit more topics."
        )
    every = spread[homes["term"].unique()]
    edges = np.quantile(every, np.linspace(0, 1, BANDS + 1)[1:-1])
    middle = float(spread[own].median())
    gap = (spread[candidates] - middle).abs()
    banded = [term for term in candidates if np.searchsorted(edges, spread[term]) == np.searchsorted(edges, middle)]
    intruder = str(rng.choice(banded)) if banded else candidates[int(gap.to_numpy().argmin())]
    words = [*own, intruder]
    return (topic, intruder, *(words[place] for place in rng.permutation(len(words))))


def _candidates(model: TopicModel, homes: pd.DataFrame, topic: int, own: Sequence[str]) -> list[str]:
    """Terms at home in another topic and improbable in this one, by code point."""
    place, row = {term: column for column, term in enumerate(model.vocabulary)}, model.phi[topic - 1]
    low = np.median(row)
    others = sorted(set(homes.loc[homes["topic"] != topic, "term"]) - set(homes.loc[homes["topic"] == topic, "term"]))
    return [
        term for term in others if row[place[term]] <= low and not any(term in word or word in term for word in own)
    ]


@measure
def intrusion_found(key: pd.DataFrame, answers: Mapping[str, pd.Series[str]]) -> pd.DataFrame:
    """Whether each reader found the intruder of each topic.

    Parameters
    ----------
    key : pandas.DataFrame
        As `intrusion_items` returns it.
    answers : mapping of str to pandas.Series
        Answers of each reader by item: one of the six words, its place (1 to 6), or nothing (not found).

    Returns
    -------
    pandas.DataFrame
        One row a topic and reader, sorted: ``topic``, ``item``, ``intruder``, ``reader``, ``answer`` (the word, empty
        where none was given), ``found``.

    Raises
    ------
    TableError
        If an answer is none of the six words and no place, or an item is lacking or unknown; every fault in one line.

    Examples
    --------
    >>> key = pd.DataFrame([(1, 1, "丙", *"甲乙丙丁戊己")], columns=["item", "topic", "intruder", *WORDS])
    >>> intrusion_found(key, {"first": pd.Series({1: "3"}), "second": pd.Series({1: "甲"})})["found"].tolist()
    [True, False]
    """
    require_columns(key, ["item", "topic", "intruder", *WORDS], "key")
    faults, rows = [], []
    for reader, given in answers.items():
        strays = sorted(set(given.index) ^ set(key["item"]))
        faults += [f"{reader}: item(s) {listed(strays)} lacking or unknown"] if strays else []
        for row in key[key["item"].isin(given.index)].to_dict("records"):
            words = [str(row[name]) for name in WORDS]
            answer = _word(str(given[row["item"]]).strip(), words)
            if answer is None:
                faults.append(f"{reader}: item {row['item']}: {given[row['item']]!r} is none of {listed(words)}")
            rows.append((row["topic"], row["item"], row["intruder"], reader, answer, answer == row["intruder"]))
    if faults:
        raise TableError(f"answers: {listed(faults, 5)}. Give a word or its place, 1 to {len(WORDS)}, for every item.")
    table = pd.DataFrame(rows, columns=["topic", "item", "intruder", "reader", "answer", "found"])
    return table.sort_values(["topic", "reader"], kind="stable", ignore_index=True)


def _word(answer: str, words: Sequence[str]) -> str | None:
    """The word that an answer names; empty for none, None for what it cannot name."""
    if answer in words or not answer:
        return answer
    return words[int(answer) - 1] if answer in {str(place) for place in range(1, len(words) + 1)} else None


@measure
def intrusion_scores(found: pd.DataFrame) -> pd.DataFrame:
    """Share of the intruders that each reader found, with its interval.

    Parameters
    ----------
    found : pandas.DataFrame
        As `intrusion_found` returns it.

    Returns
    -------
    pandas.DataFrame
        One row a reader, and ``all readers`` where there are several: ``reader``, ``n_items``, ``n_answered``,
        ``n_found``, ``share`` (0 to 1; one sixth by guessing), ``low``, ``high`` (95 %, Wilson, over items; of all
        readers an item counts once, with the share of readers that found it).

    Notes
    -----
    The interval takes the topics as a sample of those that such a fit could have; two readers of one topic are no two
    trials.

    Examples
    --------
    >>> rows = [(t, t, "丙", r, "丙", t < 4) for t in range(1, 6) for r in ("a", "b")]
    >>> table = pd.DataFrame(rows, columns=["topic", "item", "intruder", "reader", "answer", "found"])
    >>> intrusion_scores(table)[["reader", "n_items", "n_found", "share"]].values.tolist()
    [['a', 5, 3.0, 0.6], ['b', 5, 3.0, 0.6], ['all readers', 5, 3.0, 0.6]]
    """
    require_columns(found, ["topic", "reader", "answer", "found"], "found")
    groups = [(str(reader), own) for reader, own in found.groupby("reader", sort=False)]
    if len(groups) > 1:
        groups.append(("all readers", found))
    rows = []
    for reader, own in groups:
        items, n_readers = own["topic"].nunique(), own["reader"].nunique()
        n_found, answered = float(own["found"].sum()) / n_readers, float((own["answer"] != "").sum()) / n_readers
        rows.append((reader, items, answered, n_found, n_found / items, *wilson_interval(n_found, items)))
    return pd.DataFrame(rows, columns=["reader", "n_items", "n_answered", "n_found", "share", "low", "high"])


@measure
def intrusion_agreement(found: pd.DataFrame) -> pd.DataFrame:
    r"""How far each two readers agree: on the word they take for the intruder, and on finding it.

    Parameters
    ----------
    found : pandas.DataFrame
        As `intrusion_found` returns it, of at least two readers.

    Returns
    -------
    pandas.DataFrame
        One row a pair: ``first``, ``second``, ``n_items``, ``same_answer``, ``same_found`` (shares, 0 to 1),
        ``kappa_answer`` (chance taken as one sixth, since the words stand in random order), ``kappa_found`` (Cohen's
        kappa of found and not found; NaN where both readers find all or none).

    Notes
    -----
    :math:`\kappa = (p_o - p_e) / (1 - p_e)` [1]_, for answers with :math:`p_e = 1/6`, the uniform chance of [2]_.

    References
    ----------
    .. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement
       20(1), 37-46.
    .. [2] Brennan, R. L. and Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and alternatives.
       Educational and Psychological Measurement 41(3), 687-699.

    Examples
    --------
    >>> rows = [(t, t, "丙", r, "丙" if t < 4 else r, t < 4) for t in range(1, 6) for r in ("a", "b")]
    >>> table = pd.DataFrame(rows, columns=["topic", "item", "intruder", "reader", "answer", "found"])
    >>> intrusion_agreement(table)[["same_answer", "kappa_found"]].round(3).values.tolist()
    [[0.6, 1.0]]
    """
    require_columns(found, ["topic", "reader", "answer", "found"], "found")
    readers = list(found["reader"].unique())
    answers = found.pivot(index="topic", columns="reader", values="answer")
    hits = found.pivot(index="topic", columns="reader", values="found")
    rows = []
    for place, first in enumerate(readers):
        for second in readers[place + 1 :]:
            same = float(((answers[first] == answers[second]) & (answers[first] != "")).mean())
            alike = float((hits[first] == hits[second]).mean())
            chance = 1 / len(WORDS)
            pair = hits[[first, second]].to_numpy(bool)
            rows.append((first, second, len(hits), same, alike, (same - chance) / (1 - chance), cohen_kappa(pair)))
    columns = ["first", "second", "n_items", "same_answer", "same_found", "kappa_answer", "kappa_found"]
    return pd.DataFrame(rows, columns=columns)


@measure
def cohen_kappa(pairs: NDArray[np.bool_]) -> float:
    """Cohen's kappa of two yes-or-no judgements, shape [n_items, 2]; NaN where chance alone would agree always.

    Examples
    --------
    >>> cohen_kappa(np.array([[True, True], [False, False], [True, False], [False, True]]))
    0.0
    """
    shares = pairs.mean(axis=0)
    agreed, chance = (pairs[:, 0] == pairs[:, 1]).mean(), float(shares.prod() + (1 - shares).prod())
    return float((agreed - chance) / (1 - chance)) if chance < 1 else float("nan")

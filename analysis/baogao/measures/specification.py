"""Specification curve: how a stated finding moves over other choices of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.joins import reports_of
from baogao.measures.topics import TopicModel

TOP, LEAST = 20, 3  # first terms of a topic, and how many of a theme's terms must be among them
Statistic = Literal["trend", "change"]


@measure
def carriers(
    model: TopicModel, seeds: Mapping[str, Sequence[str]], *, widespread: Set[str] = frozenset()
) -> dict[str, list[int]]:
    """Topics (from 1) that carry each theme, by the theme's terms.

    Parameters
    ----------
    model : TopicModel
        Any model of plain arrays.
    seeds : mapping of str to sequence of str
        Terms of each theme.
    widespread : set of str
        Terms that are passed over when the first 20 of a topic are taken.

    Returns
    -------
    dict of str to list of int
        A topic carries the theme of which most terms are among its first 20, if these are three or more; of equal
        themes, the one whose terms have the larger probability. A theme may have no topic, or several.

    Examples
    --------
    >>> phi = np.array([[0.3, 0.3, 0.3, 0.1], [0.1, 0.1, 0.1, 0.7]])
    >>> terms = ("农业", "农村", "粮食", "法院")
    >>> model = TopicModel(np.eye(2), phi, terms, ("a:1", "a:2"), np.array([9, 9]), "gibbs", {})
    >>> carriers(model, {"farming": ["农业", "农村", "粮食", "耕地"], "law": ["法院", "诉讼"]})
    {'farming': [1, 2], 'law': []}
    """
    carried: dict[str, list[int]] = {theme: [] for theme in seeds}
    eligible = np.array([term not in widespread for term in model.vocabulary])
    for topic, row in enumerate(model.phi):
        order = np.argsort(-np.where(eligible, row, -1), kind="stable")[:TOP]
        first = {model.vocabulary[column]: row[column] for column in order if row[column] > 0}
        scores = {theme: [first[term] for term in terms if term in first] for theme, terms in seeds.items()}
        best = max(scores, key=lambda theme: (len(scores[theme]), sum(scores[theme])), default=None)
        if best is not None and len(scores[best]) >= LEAST:
            carried[best].append(topic + 1)
    return carried


@measure
def specification_estimates(
    model: TopicModel,
    topics: Mapping[str, Sequence[int]],
    passages: pd.DataFrame,
    reports: pd.DataFrame,
    findings: pd.DataFrame,
) -> pd.DataFrame:
    r"""What one model says of each stated finding.

    Parameters
    ----------
    model : TopicModel
        Any model of plain arrays.
    topics : mapping of str to sequence of int
        Topics that carry each theme, as `carriers` gives them.
    passages : pandas.DataFrame
        Feature table: ``passage_id``, ``report_id``.
    reports : pandas.DataFrame
        Manifest, or the part of it that is of interest: ``report_id``, ``issuer``, ``year``.
    findings : pandas.DataFrame
        ``finding``, ``theme``, ``statistic`` (trend or change), ``first``, ``last`` (years).

    Returns
    -------
    pandas.DataFrame
        One row a finding: ``finding``, ``n_topics`` (that carry the theme), ``prevalence`` (of the theme in the reports
        used), ``estimate`` (percentage points of the report's tokens: a decade for a trend, the last year less the
        first for a change), ``n`` (reports of a trend, issuers of a change). NaN where no topic carries the theme.

    Raises
    ------
    SettingError
        If a finding has fewer than three reports (trend) or no issuer with both years (change).

    Notes
    -----
    A trend is the least-squares slope of the yearly shares; a change is the mean over the issuers that have both years
    of the difference of their shares. Neither has an interval here: the curve shows what the choice of the model does,
    and `baogao.measures.prevalence_effects.prevalence_effects` what the reports leave open.

    Examples
    --------
    >>> ids = ("a:1", "b:1", "c:1")
    >>> theta = np.array([[0.1, 0.9], [0.2, 0.8], [0.3, 0.7]])
    >>> model = TopicModel(theta, np.eye(2), ("农业", "法院"), ids, np.array([10, 10, 10]), "gibbs", {})
    >>> passages = pd.DataFrame({"passage_id": ids, "report_id": ["a", "b", "c"]})
    >>> reports = pd.DataFrame({"report_id": ["a", "b", "c"], "issuer": "x", "year": [2000, 2010, 2020]})
    >>> findings = pd.DataFrame([("f", "farming", "trend", 2000, 2020)],
    ...     columns=["finding", "theme", "statistic", "first", "last"])
    >>> specification_estimates(model, {"farming": [1]}, passages, reports, findings)["estimate"].round(6).tolist()
    [10.0]
    """
    require_columns(reports, ["report_id", "issuer", "year"], "reports")
    require_columns(findings, ["finding", "theme", "statistic", "first", "last"], "findings")
    shares = _shares(model, passages)
    rows = []
    for row in findings.to_dict("records"):
        own = [topic - 1 for topic in topics.get(row["theme"], [])]
        used = reports[reports["year"].between(int(row["first"]), int(row["last"]))]
        used = used[used["report_id"].isin(shares.index)]
        values = 100 * shares.loc[used["report_id"], own].sum(axis=1).to_numpy()
        estimate, n = _STATISTICS[row["statistic"]](used, values, row)
        if not own:
            estimate = np.nan
        rows.append((row["finding"], len(own), values.mean() / 100 if own else np.nan, estimate, n))
    return pd.DataFrame(rows, columns=["finding", "n_topics", "prevalence", "estimate", "n"])


CHOICE = ["engine", "k", "policy", "stops"]


@measure
def sign_agreement(estimates: pd.DataFrame) -> pd.DataFrame:
    """Whether choices of the model agree on the sign of each finding: every choice counts once, whatever its seeds.

    Parameters
    ----------
    estimates : pandas.DataFrame
        As `baogao.measures.stored_specification.read_specification` returns it: ``finding``, ``engine``, ``k``,
        ``policy``, ``stops``, ``estimate`` (NaN where no topic carries the theme), a row a fit.

    Returns
    -------
    pandas.DataFrame
        One row a finding, in their order: ``finding``; ``n_fits``, ``n_estimated``; ``n_choices``; ``sign`` (1 or
        -1: the more frequent one by choice); ``share_of_fits`` and ``share_of_choices`` that have it, a fit in which no
        topic carries the theme having none; ``engine``, ``share_of_engine`` (of the choices of the engine that has it
        least, the first of several); ``median`` (of the mean estimates of the choices).

    Notes
    -----
    A choice is an engine with a number of topics, a policy and a list of stop terms; its share is that of its seeds.
    Among fits as such an engine with three seeds has three voices, and one that finds no theme has none.

    Examples
    --------
    >>> rows = [("f", "gibbs", 1.0)] * 3 + [("f", "nmf", -1.0), ("f", "gensim", None)]
    >>> table = pd.DataFrame(rows, columns=["finding", "engine", "estimate"])
    >>> table = table.assign(k=20, policy="plain", stops="study")
    >>> sign_agreement(table)[["sign", "share_of_fits", "share_of_choices", "engine"]].round(2).values.tolist()
    [[1, 0.6, 0.33, 'nmf']]
    """
    require_columns(estimates, ["finding", *CHOICE, "estimate"], "estimates")
    fits = estimates.assign(above=estimates["estimate"] > 0, below=estimates["estimate"] < 0)
    sides = ["above", "below"]
    by_choice = fits.groupby(["finding", *CHOICE], sort=False)
    choices = by_choice[sides].mean().join(by_choice["estimate"].mean()).reset_index()
    shares = choices.groupby("finding", sort=False)[sides].mean()
    side = shares.idxmax(axis=1).rename("side")
    engines = choices.groupby(["finding", "engine"], sort=False)[sides].mean().reset_index().merge(side, on="finding")
    engines["share_of_engine"] = engines["above"].where(engines["side"] == "above", engines["below"])
    least = engines.loc[engines.groupby("finding", sort=False)["share_of_engine"].idxmin()].set_index("finding")
    counted = fits.groupby("finding", sort=False)
    table = counted["estimate"].agg(n_fits="size", n_estimated="count")
    table = table.assign(n_choices=choices.groupby("finding").size(), sign=np.where(side == "above", 1, -1))
    of_fits = counted[sides].mean()
    table["share_of_fits"] = of_fits["above"].where(side == "above", of_fits["below"])
    table = table.assign(share_of_choices=shares.max(axis=1), **least[["engine", "share_of_engine"]])
    table["median"] = choices.groupby("finding")["estimate"].median()
    agreement: pd.DataFrame = table.reset_index()
    return agreement


def _shares(model: TopicModel, passages: pd.DataFrame) -> pd.DataFrame:
    """Share of each topic in the tokens of each report."""
    reports = reports_of(model.passage_ids, passages, "the model was fitted on")
    tokens = pd.DataFrame(np.nan_to_num(model.theta) * model.lengths[:, None]).groupby(reports).sum()
    return tokens.div(tokens.sum(axis=1), axis=0)


def _trend(used: pd.DataFrame, values: NDArray[np.float64], row: Mapping[Any, Any]) -> tuple[float, int]:
    years = used["year"].to_numpy(float)
    if len(set(years)) < 3:
        raise SettingError(f"finding {row['finding']}: {len(set(years))} year(s); a trend takes at least 3.")
    centred = years - years.mean()
    return float(10 * (centred @ values) / (centred @ centred)), len(used)


def _change(used: pd.DataFrame, values: NDArray[np.float64], row: Mapping[Any, Any]) -> tuple[float, int]:
    table = used.assign(value=values).pivot_table(index="issuer", columns="year", values="value")
    first, last = int(row["first"]), int(row["last"])
    pairs = table[[first, last]].dropna() if {first, last} <= set(table) else table.iloc[:0]
    if pairs.empty:
        raise SettingError(f"finding {row['finding']}: no issuer has a report of {first} and of {last}.")
    return float((pairs[last] - pairs[first]).mean()), len(pairs)


_STATISTICS = {"trend": _trend, "change": _change}

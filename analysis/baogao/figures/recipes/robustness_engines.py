"""Figure robustness-engines: whether topics come back with another seed, engine or segmentation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.features.current import read_table
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, PALE, WIDTH, rows_axis
from baogao.language.stopwords import load_stopwords
from baogao.measures.matrix import document_term_matrix
from baogao.measures.recurrence import MATCH, recurrence_between
from baogao.measures.topic_tables import coherence
from baogao.measures.topics import fit_topics

K, SEEDS, MIN_REPORTS = 10, (1, 2, 3), 10
GROUPS: dict[str, dict[str, Any]] = {
    "gibbs": {"engine": "gibbs", "policy": "protected"},
    "gensim": {"engine": "gensim", "policy": "protected"},
    "gibbs, plain": {"engine": "gibbs", "policy": "plain"},
}


def tabulate(collection: str) -> pd.DataFrame:
    """Share of topics that each kind of fit finds again in itself and in the others, and its coherence."""
    manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS)
    terms, stopwords = read_table(collection, "terms"), load_stopwords()
    models, npmi = {}, {}
    for name, how in GROUPS.items():
        matrix = document_term_matrix(terms, policy=how["policy"], stopwords=stopwords)
        models[name] = [fit_topics(matrix, k=K, seed=seed, engine=how["engine"]) for seed in SEEDS]
        npmi[name] = float(np.mean([coherence(model, matrix)["npmi"].mean() for model in models[name]]))
    table = recurrence_between(models)
    itself = table["group"] == table["other"]
    table["npmi"] = table["group"].map(npmi).where(itself)
    order = itself.map({True: 0, False: 1})
    return table.assign(order=order).sort_values("order", kind="stable", ignore_index=True).drop(columns="order")


def plot_engines(table: pd.DataFrame) -> Figure:
    """Draw the share of topics found again, with its range over pairs of fits, and the coherence of each kind."""
    figure = Figure(figsize=(WIDTH, 2.5), layout="constrained")
    found, coherent = figure.subplots(1, 2, sharey=True, width_ratios=[2, 1])
    itself = table["group"] == table["other"]
    rows = range(len(table))
    found.hlines(rows, table["least"], table["most"], color=PALE, lw=5)
    found.scatter(table["share"], rows, c=np.where(itself, COLOURS[0], COLOURS[1]), s=22, zorder=2, clip_on=False)
    pairs = zip(table["group"], table["other"], table["n_pairs"], strict=True)
    labels = [
        f"{group}: other seeds ({n} pairs)" if group == other else f"{group} against {other} ({n} pairs)"
        for group, other, n in pairs
    ]
    rows_axis(found, labels)
    found.set_xlim(0, 1)
    found.set_xlabel(f"share of {K} topics found again (cosine of at least {MATCH})")
    _coherence(coherent, table["npmi"])
    return figure


def _coherence(axes: Axes, npmi: pd.Series[float]) -> None:
    rows = range(len(npmi))
    axes.hlines(rows, 0, npmi, color=PALE, lw=1.4)
    axes.plot(npmi, rows, "o", color=COLOURS[0], ms=4.5)
    for row, value in enumerate(npmi):
        if not np.isnan(value):
            axes.annotate(f"{value:.3f}", (value, row), (5, 0), textcoords="offset points", va="center", fontsize=7)
    axes.set_xlim(min(0, npmi.min() * 1.2), max(npmi.max() * 1.5, 0.1))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("coherence (mean NPMI)")


RECIPE = Recipe(
    name="robustness-engines",
    collection="central",
    inputs=("terms", "stopwords"),
    settings={"k": K, "seeds": list(SEEDS), "match": MATCH, "groups": GROUPS},
    caption=f"Topics of {len(SEEDS)} fits each of two engines (collapsed Gibbs sampling; gensim's online variational "
    "Bayes) on text with slogans kept whole, and of Gibbs sampling on plain segmentation: mean share of topics that a "
    "second fit finds again (paired one to one by the cosine of their terms), bar: least and most over the pairs, "
    f"which is a range and no interval. {K} topics, a number chosen for speed; two engines or policies can agree no "
    "better than two seeds of either. Coherence: 0 is chance.",
    tabulate=tabulate,
    plot=plot_engines,
)

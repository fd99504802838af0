"""Figure robustness-engines: whether the topics of the study come back with other seeds and with another engine."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, WIDTH, rows_axis
from baogao.measures.recurrence import MATCH, recurrence
from baogao.measures.topic_models import MATRIX, SAMPLE, SEEDS, read_topics
from baogao.measures.topics import MIN_REPORTS

SPREAD = 0.16  # how far the dots of a row stand apart, so that all are seen


def tabulate(collection: str) -> pd.DataFrame:
    """Each topic of the stored model of each engine: found again by other fits of it, and by the other engines."""
    manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS)
    gibbs, gensim, nmf = (read_topics(collection, engine=engine) for engine in ("gibbs", "gensim", "nmf"))
    sizes = gibbs.topics[["topic", "prevalence"]]
    parts = {
        "gibbs: other seeds": gibbs.topics,
        "gensim: other seeds": gensim.topics,
        "nmf: other passages": nmf.topics,
        "gibbs against gensim": recurrence([gibbs.model, gensim.model]).merge(sizes, on="topic"),
        "gibbs against nmf": recurrence([gibbs.model, nmf.model]).merge(sizes, on="topic"),
    }
    table = pd.concat([part.assign(comparison=name) for name, part in parts.items()], ignore_index=True)
    return table[["comparison", "topic", "prevalence", "cosine", "jaccard", "recurrence", "n_models", "npmi"]]


def plot_engines(table: pd.DataFrame) -> Figure:
    """Draw a dot a topic: its cosine to the topic it is paired with, and its coherence."""
    comparisons = list(dict.fromkeys(table["comparison"]))
    figure = Figure(figsize=(WIDTH, 3.4), layout="constrained")
    matches, coherent = figure.subplots(1, 2, sharey=True, width_ratios=[1.6, 1])
    _strips(matches, table, comparisons, "cosine")
    _strips(coherent, table, comparisons, "npmi")
    shares = table.groupby("comparison")["recurrence"].mean()
    models = table.groupby("comparison")["n_models"].first()
    labels = [f"{name}\n(n = {models[name]} fits)" if models[name] > 1 else name for name in comparisons]
    rows_axis(matches, labels)
    for row, name in enumerate(comparisons):
        matches.text(1.03, row, f"{shares[name]:.0%}", va="center", fontsize=7.5)
    matches.text(1.03, -0.55, "found\nagain", va="bottom", fontsize=7, color=GREY)
    matches.axvline(MATCH, color=GREY, lw=0.7, ls=":")
    matches.set_xlim(0, 1)
    k = table["comparison"].value_counts().iloc[0]
    matches.set_xlabel(f"cosine of each of {k} topics to its partner (match: {MATCH})")
    coherent.tick_params(axis="y", length=0)
    coherent.spines["left"].set_visible(False)
    coherent.set_xlabel("coherence of each topic (NPMI)")
    return figure


def _strips(axes: Axes, table: pd.DataFrame, comparisons: list[str], column: str) -> None:
    """A row of dots for each comparison, and a line at their mean."""
    for row, name in enumerate(comparisons):
        values = table.loc[table["comparison"] == name, column].dropna().to_numpy(float)
        if len(values):
            shift = SPREAD * (np.arange(len(values)) % 3 - 1)
            axes.plot(values, row + shift, "o", color=COLOURS[0], ms=3.2, alpha=0.75, mew=0, clip_on=False)
            axes.vlines(values.mean(), row - 0.33, row + 0.33, color=INK, lw=1.4)


RECIPE = Recipe(
    name="robustness-engines",
    collection="provincial",
    inputs=("terms", "stopwords", "topics/gibbs", "topics/gensim", "topics/nmf"),
    of_whole=True,
    settings={"match": MATCH, "scoring": {engine: list(seeds[1]) for engine, seeds in SEEDS.items()}, **MATRIX},
    caption="Topics of the stored models of three engines (collapsed Gibbs sampling; gensim's online variational "
    "Bayes; non-negative factors of tf-idf, which are weights and no probabilities) on the same matrix. A dot is a "
    "topic, a line the mean of the topics. Left: cosine of its terms to the topic it is paired with, one to "
    "one; above, the mean over fits of the same engine that had no part in what is shown: other seeds or, of "
    f"the factors, which have none, draws of {SAMPLE:.0%} of the passages, a milder change; below, another "
    f"engine's stored model. Found again: mean share of fits with a cosine of at least {MATCH}. The last rows "
    "compare models that are each a mean over seeds, so they may be above the others. Right: normalised "
    "pointwise mutual information of the top terms; 0 is chance. A description of these fits: the topics of one "
    "model are not independent.",
    tabulate=tabulate,
    plot=plot_engines,
)

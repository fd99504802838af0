"""Figure robustness-engines: whether the topics of the study come back with other seeds and with another engine."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.fit import SMALL
from baogao.figures.marks import DARK
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, rows_axis
from baogao.figures.wording import Wording, join, name_of, say
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


def plot_engines(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a dot a topic: its cosine to the topic it is paired with, and its coherence."""
    comparisons = list(dict.fromkeys(table["comparison"]))
    shape = (2, 1) if page.is_narrow else (1, 2)
    figure = Figure(figsize=(page.inches, 7.0 if page.is_narrow else 3.8), layout="constrained")
    ratios: dict[str, Any] = {} if page.is_narrow else {"width_ratios": [1.6, 1]}
    matches, coherent = figure.subplots(*shape, sharey=not page.is_narrow, **ratios)
    _strips(matches, table, comparisons, "cosine")
    _strips(coherent, table, comparisons, "npmi")
    shares = table.groupby("comparison")["recurrence"].mean()
    labels = _labels(page, table, comparisons)
    rows_axis(matches, labels)
    for row, name in enumerate(comparisons):
        matches.text(1.03, row, f"{shares[name]:.0%}", va="center", fontsize=SMALL)
    matches.text(1.03, -0.5, say(page, "found-again", inches=0.6), va="bottom", fontsize=SMALL, color=DARK)
    matches.axvline(MATCH, color=GREY, lw=0.7, ls=":")
    matches.set_xlim(0, 1)
    k = table["comparison"].value_counts().iloc[0]
    room = page.inches - 1.9 if page.is_narrow else 3.0
    matches.set_xlabel(say(page, "cosine-of-topics", inches=room, k=k, match=MATCH))
    if page.is_narrow:
        rows_axis(coherent, labels)
    coherent.tick_params(axis="y", length=0)
    coherent.spines["left"].set_visible(False)
    coherent.set_xlabel(say(page, "npmi", inches=1.9))
    return figure


def _labels(page: Page, table: pd.DataFrame, comparisons: list[str]) -> list[str]:
    """What is compared, with the number of fits where there are several."""
    models = table.groupby("comparison")["n_models"].first()
    names = [join(page, name_of("comparison", name), inches=1.2) for name in comparisons]
    return [
        f"{text}\n(n = {models[name]})" if models[name] > 1 else text
        for text, name in zip(names, comparisons, strict=True)
    ]


def _strips(axes: Axes, table: pd.DataFrame, comparisons: list[str], column: str) -> None:
    """A row of dots for each comparison, and a line at their mean."""
    for row, name in enumerate(comparisons):
        values = table.loc[table["comparison"] == name, column].dropna().to_numpy(float)
        if len(values):
            shift = SPREAD * (np.arange(len(values)) % 3 - 1)
            axes.plot(values, row + shift, "o", color=COLOURS[0], ms=3.2, alpha=0.75, mew=0, clip_on=False)
            axes.vlines(values.mean(), row - 0.33, row + 0.33, color=INK, lw=1.4)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Topics, and the shares that are found again."""
    shares = table.groupby("comparison", sort=False)["recurrence"].mean()
    names = [name_of("comparison", name) for name in shares.index]
    pairs = list(zip(names, shares, strict=True))
    zh = "、".join(f"{name.zh} {share:.0%}" for name, share in pairs)
    en = ", ".join(f"{name.en} {share:.0%}" for name, share in pairs)
    return {"k": int(table["comparison"].value_counts().iloc[0]), "shares": Wording(zh, en)}


RECIPE = Recipe(
    name="robustness-engines",
    collection="provincial",
    inputs=("terms", "stopwords", "topics/gibbs", "topics/gensim", "topics/nmf"),
    of_whole=True,
    settings={
        "match": MATCH,
        "scoring": {engine: list(seeds[1]) for engine, seeds in SEEDS.items()},
        "sample": SAMPLE,
        **MATRIX,
    },
    tabulate=tabulate,
    plot=plot_engines,
    facts=facts,
)

"""Figure topics-terms: what each topic is made of, how large it is, and whether other seeds find it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, PALE, WIDTH
from baogao.language.lexicon import load_lexicon
from baogao.measures.recurrence import MATCH, RECURS
from baogao.measures.topic_models import MATRIX, SEEDS, read_topics
from baogao.measures.topic_results import WIDE
from baogao.measures.topics import MIN_REPORTS

MOST, EXCLUSIVE = 12, 0.97
CHOOSING, SCORING = SEEDS["gibbs"]
SIZE_AT, TERMS_AT, DOTS_AT = 0.045, 0.175, 0.885  # shares of the width
DOTS_WIDTH = 0.11
CHAR, GAP = 0.0152, 0.013  # width of a Chinese character and of the space after a term


def tabulate(collection: str) -> pd.DataFrame:
    """Top terms of each topic of the stored model, with the topic's size and scores."""
    manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS)
    chosen = read_topics(collection)
    fit = {"k": len(chosen.topics), "share_left_out": chosen.share_left_out}
    table = chosen.top_terms(MOST).merge(chosen.topics, on="topic").assign(**fit)
    return table.assign(is_slogan=table["term"].isin(load_lexicon().forms.keys()))


def plot_topics(table: pd.DataFrame) -> Figure:
    """Draw a row a topic: number and size, terms with their probability, a dot for each seed that finds it."""
    topics = table.drop_duplicates("topic")
    figure = Figure(figsize=(WIDTH, 0.75 + 0.27 * len(topics)), layout="constrained")
    axes = figure.subplots()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(topics) - 0.4, -1.3)
    axes.axis("off")
    heads = {0.0: "topic", SIZE_AT: "share of tokens", TERMS_AT: "terms, with their probability in the topic"}
    for x, text in {**heads, DOTS_AT: f"found by (of {topics['n_models'].iloc[0]})"}.items():
        axes.text(x, -0.85, text, fontsize=7, color=GREY)
    for row, topic in enumerate(topics.to_dict("records")):
        ink = INK if topic["recurrence"] > RECURS else GREY
        axes.text(0.022, row, str(topic["topic"]), ha="right", va="center", color=ink)
        width = 0.07 * topic["prevalence"] / topics["prevalence"].max()
        axes.barh(row, width, left=SIZE_AT, height=0.45, color=COLOURS[0] if ink == INK else PALE)
        axes.text(SIZE_AT + width + 0.005, row, f"{topic['prevalence']:.1%}", va="center", fontsize=6.5, color=ink)
        _write_terms(axes, row, table[table["topic"] == topic["topic"]], faded=ink == GREY)
        _draw_dots(axes, row, round(topic["recurrence"] * topic["n_models"]), topic["n_models"])
    fit = table.iloc[0]
    axes.text(
        0,
        len(topics) - 0.35,
        f"k = {fit['k']}; {fit['share_left_out']:.0%} of the tokens left out; "
        f"{table['is_slogan'].sum()} of {len(table)} terms are slogans; "
        "blue: exclusive terms; grey rows: found by half of the scoring seeds or fewer",
        fontsize=7,
        color=GREY,
        va="top",
    )
    return figure


def _write_terms(axes: Axes, row: int, terms: pd.DataFrame, *, faded: bool) -> None:
    x = TERMS_AT
    for term in terms.to_dict("records"):
        width = CHAR * sum(1 if ord(char) > 255 else 0.55 for char in term["term"])
        if x + width + GAP > DOTS_AT:
            axes.text(x, row - 0.13, "…", fontsize=7.5, va="center", color=GREY)
            break
        colour = GREY if faded else (COLOURS[0] if term["frex"] >= EXCLUSIVE else INK)
        axes.text(x, row - 0.13, term["term"], fontsize=7.5, va="center", color=colour)
        axes.text(x, row + 0.29, f"{term['probability']:.3f}"[1:], fontsize=4.5, va="center", color=GREY)
        x += max(width, 0.025) + GAP


def _draw_dots(axes: Axes, row: int, n_found: int, n: int) -> None:
    x = DOTS_AT + 0.008 + (DOTS_WIDTH / n) * np.arange(n)
    axes.scatter(x[:n_found], np.full(n_found, row), s=9, color=COLOURS[0], linewidths=0.6)
    axes.scatter(x[n_found:], np.full(n - n_found, row), s=9, facecolors="white", edgecolors=GREY, linewidths=0.6)


RECIPE = Recipe(
    name="topics-terms",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "topics/gibbs"),
    of_whole=True,
    settings={"most": MOST, "wide": WIDE, "exclusive": EXCLUSIVE, "recurs": RECURS, **MATRIX},
    caption=f"The {MOST} most probable terms of each topic (latent Dirichlet allocation by Gibbs sampling; a slogan is "
    f"one term; terms in more than {WIDE:.0%} of the passages are not shown, and named in the table). Topics "
    f"are the mean of those that match over the fits of seeds {CHOOSING[0]} to {CHOOSING[-1]}; dots: how many of "
    f"seeds {SCORING[0]} to {SCORING[-1]}, which had no part in that, find the topic again (cosine of at least "
    f"{MATCH}). Blue terms are the most exclusive to their topic (FREX of at least {EXCLUSIVE}), black ones are "
    "shared with others. A grey topic may be an accident of its seeds.",
    tabulate=tabulate,
    plot=plot_topics,
)

"""Figure topics-terms: what each topic is made of, how large it is, and whether other seeds find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.fit import SMALL, width_of
from baogao.figures.marks import DARK
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, PALE
from baogao.figures.wording import gloss_of, in_languages, say
from baogao.language.lexicon import load_lexicon
from baogao.measures.recurrence import MATCH, RECURS
from baogao.measures.topic_models import MATRIX, SEEDS, read_topics
from baogao.measures.topic_results import WIDE
from baogao.measures.topic_scores import exclusivity
from baogao.measures.topics import MIN_REPORTS

MOST, EXCLUSIVE = 12, 0.5  # a term of which a topic has more than this is blue
CHOOSING, SCORING = SEEDS["gibbs"]
SIZE_AT, TERMS_AT, FOUND = 0.27, 0.95, 0.95  # inches from the left edge, and that the last column takes
HEIGHT, GAP = 0.135, 0.13  # inches of a line of terms and between two terms
FITS = {"chosen_of": f"{CHOOSING[0]}–{CHOOSING[-1]}", "scored_by": f"{SCORING[0]}–{SCORING[-1]}"}


def tabulate(collection: str) -> pd.DataFrame:
    """Top terms of each topic of the stored model, with their exclusivity and the topic's size and scores."""
    manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS)
    chosen = read_topics(collection)
    fit = {"k": len(chosen.topics), "share_left_out": chosen.share_left_out}
    table = chosen.top_terms(MOST).merge(chosen.topics, on="topic").assign(**fit)
    columns = pd.Index(chosen.model.vocabulary).get_indexer(pd.Index(table["term"]))
    own = exclusivity(chosen.model.phi)[table["topic"].to_numpy() - 1, columns]
    return table.assign(exclusivity=own, is_slogan=table["term"].isin(load_lexicon().forms.keys()))


def plot_topics(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a row a topic: number and size, terms with their probability, a dot for each seed that finds it."""
    topics = table.drop_duplicates("topic")
    room = page.inches - (TERMS_AT if page.is_narrow else TERMS_AT + FOUND)
    lines = {topic: _lines(page, part, room) for topic, part in table.groupby("topic", sort=False)}
    heights = [HEIGHT * len(lines[topic]) + 0.09 for topic in topics["topic"]]
    above, below = 0.45, 0.75 if page.labels == "both" or page.is_narrow else 0.4
    figure = Figure(figsize=(page.inches, above + sum(heights) + below))
    axes = figure.add_axes((0, 0, 1, 1))
    tall = figure.get_figheight()
    axes.set(xlim=(0, page.inches), ylim=(tall, 0))
    axes.axis("off")
    _heads(axes, page, above, int(topics["n_models"].iloc[0]))
    tops = np.cumsum([above, *heights[:-1]])
    for top, topic in zip(tops, topics.to_dict("records"), strict=True):
        _row(axes, page, topic, top, topics["prevalence"].max())
        _write_terms(axes, top, lines[topic["topic"]], faded=topic["recurrence"] <= RECURS)
    text = say(page, "topics-note", inches=page.inches - 0.12, **facts(table))
    axes.text(0.06, tall - 0.04, text, fontsize=SMALL, color=DARK, va="bottom")
    return figure


def _heads(axes: Axes, page: Page, bottom: float, n: int) -> None:
    """Names of the columns."""
    heads = {0.06: ("share-of-tokens", TERMS_AT - 0.2), TERMS_AT: ("terms-of-topic", 2.0)}
    if not page.is_narrow:
        heads[page.inches - FOUND] = ("found-by", FOUND - 0.06)
    for x, (key, inches) in heads.items():
        text = say(page, key, inches=inches, n=n)
        axes.text(x, bottom - 0.06, text, fontsize=SMALL, color=DARK, va="bottom")


def _row(axes: Axes, page: Page, topic: Mapping[Any, Any], top: float, largest: float) -> None:
    """Number and size of a topic, and a dot for each seed."""
    ink, y = INK if topic["recurrence"] > RECURS else GREY, top + HEIGHT / 2
    axes.text(0.2, y, str(topic["topic"]), ha="right", va="center", color=ink, fontsize=SMALL)
    width = 0.3 * topic["prevalence"] / largest
    axes.barh(y, width, left=SIZE_AT, height=0.09, color=COLOURS[0] if ink == INK else PALE)
    share = f"{topic['prevalence']:.1%}"
    axes.text(SIZE_AT + width + 0.03, y, share, va="center", fontsize=SMALL, color=ink)
    n_found, n = round(topic["recurrence"] * topic["n_models"]), int(topic["n_models"])
    if page.is_narrow:
        axes.text(0.2, y + HEIGHT, f"{n_found}/{n}", ha="left", va="center", color=ink, fontsize=SMALL)
    else:
        _draw_dots(axes, y, page.inches - FOUND + 0.06, n_found, n)


def _lines(page: Page, terms: pd.DataFrame, room: float) -> list[list[tuple[float, str, float]]]:
    """Terms of a topic in lines no wider than the room: place, term and exclusivity of each."""
    lines: list[list[tuple[float, str, float]]] = [[]]
    x = 0.0
    for term, own in zip(terms["term"], terms["exclusivity"], strict=True):
        text = " ".join(in_languages(page, gloss_of(term)))
        width = width_of(text)
        if lines[-1] and x + width > room - 0.1:
            lines.append([])
            x = 0.0
        lines[-1].append((x, text, own))
        x += width + GAP
    return lines


def _write_terms(axes: Axes, top: float, lines: list[list[tuple[float, str, float]]], *, faded: bool) -> None:
    for number, line in enumerate(lines):
        for x, text, own in line:
            colour = GREY if faded else (COLOURS[0] if own > EXCLUSIVE else INK)
            y = top + HEIGHT * (number + 0.5)
            axes.text(TERMS_AT + x, y, text, fontsize=SMALL, va="center", color=colour)


def _draw_dots(axes: Axes, y: float, left: float, n_found: int, n: int) -> None:
    x = left + 0.85 / max(n, 7) * np.arange(n)
    axes.scatter(x[:n_found], np.full(n_found, y), s=15, color=COLOURS[0], linewidths=0.6)
    axes.scatter(x[n_found:], np.full(n - n_found, y), s=15, facecolors="white", edgecolors=GREY, linewidths=0.6)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Topics, those that most seeds find, the share of tokens left out, and terms drawn blue."""
    topics = table.drop_duplicates("topic")
    n_found = int((topics["recurrence"] > RECURS).sum())
    left_out, n_slogans = float(table["share_left_out"].iloc[0]), int(table["is_slogan"].sum())
    is_blue = (table["exclusivity"] > EXCLUSIVE) & (table["recurrence"] > RECURS)
    terms = {"n_slogans": n_slogans, "n_terms": len(table), "n_exclusive": int(is_blue.sum())}
    return {"k": len(topics), "n_found": n_found, "left_out": left_out, **terms}


RECIPE = Recipe(
    name="topics-terms",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "topics/gibbs"),
    of_whole=True,
    settings={
        "most": MOST,
        "wide": WIDE,
        "exclusive": EXCLUSIVE,
        "recurs": RECURS,
        "match": MATCH,
        **FITS,
        **MATRIX,
    },
    tabulate=tabulate,
    plot=plot_topics,
    facts=facts,
)

"""Figure drift-terms: the terms that tell neighbouring segments of a series apart, and how much of it slogans carry."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.marks import note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.drift_segments import GAP, LEAST_MEAN, MOST, SEED, N, segments_of
from baogao.figures.recipes.recipe import Recipe, gloss_of_forms, run_of
from baogao.figures.style import COLOURS, INK, TITLE, rows_axis
from baogao.figures.wording import Wording, gloss_of, per_cent_range, pitch, row_labels, say
from baogao.language.lexicon import load_lexicon
from baogao.measures.drift_segments import shared_cuts
from baogao.measures.drift_terms import drift_terms, slogan_share

NAMED, PANELS, AROUND = 12, 4, 5
COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2}  # of so many panels: none stays empty


def tabulate(collection: str) -> pd.DataFrame:
    """The terms that add most at each cut that most numbers of segments share, and the shares of slogans."""
    matrix, passages, reports = run_of(collection, GAP)
    cuts = shared_cuts(segments_of(collection), least_stability=LEAST_MEAN)
    cuts = cuts.nlargest(PANELS, "stability").sort_values("year_after")
    if cuts.empty:
        raise SettingError(f"{RECIPE.name}: {collection} has no cut that most numbers of segments share.")
    years = sorted(reports["year"].astype(int))
    forms, tables = set(load_lexicon().forms), []
    for year in cuts["year_after"]:
        place = years.index(year)
        before, after = years[max(place - AROUND, 0) : place], years[place : place + AROUND]
        terms = drift_terms(matrix, passages, reports, before=before, after=after, slogans=forms)
        tables.append(_strongest(terms).assign(**_span(before, after), **_shares(terms)))
    table = pd.concat(tables, ignore_index=True)
    return table.assign(gloss_en=table["term"].map(gloss_of_forms()).fillna(""))


def _strongest(terms: pd.DataFrame) -> pd.DataFrame:
    came = terms["per_10k_after"] > terms["per_10k_before"]
    chosen = [terms[came].head(NAMED).assign(side="came"), terms[~came].head(NAMED).assign(side="went")]
    return pd.concat(chosen, ignore_index=True)


def _span(before: list[int], after: list[int]) -> dict[str, int]:
    return {"first_year": before[0], "year_before": before[-1], "year_after": after[0], "last_year": after[-1]}


def _shares(terms: pd.DataFrame) -> dict[str, float]:
    shares = slogan_share(terms).set_index("is_slogan").reindex([True])
    return {
        "slogans_of_tokens": float(shares["share_of_tokens"].iloc[0]),
        "slogans_of_change": float(shares["share_of_change"].iloc[0]),
        "excess": float(terms["contribution"].sum()),
    }


def plot_terms(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a panel for each cut: terms that came to the right, that went to the left, slogans in colour."""
    most = NAMED // 2 if page.is_narrow else NAMED  # of either side
    cuts = [part.groupby("side").head(most) for _, part in table.groupby("year_after")]
    columns = 1 if page.is_narrow else COLUMNS[len(cuts)]
    n_rows = -(-len(cuts) // columns)
    width = 1.6 if page.is_narrow else {1: 2.1, 2: 2.1, 3: 1.35}[columns]
    labels = [row_labels(page, _names(part), width, stacked=columns == COLUMNS[3]) for part in cuts]
    height = 0.5 + n_rows * (0.8 + max(pitch(each) for each in labels) * 2 * most)
    figure = Figure(figsize=(page.inches, height), layout="constrained")
    panels = figure.subplots(n_rows, columns, squeeze=False).ravel()
    for axes, part, names in zip(panels, cuts, labels, strict=False):
        _panel(axes, part, names)
        head = say(page, "terms-head", inches=page.inches / columns - 0.25, size=TITLE, **_head(part))
        axes.set_title(head, loc="right", multialignment="left")  # over the labels of rows
    note(figure, page, "drift-terms-note")
    return figure


def _names(part: pd.DataFrame) -> list[Wording]:
    """Terms with their glosses: slogans' from the lexicon, others' from the figures' own."""
    return [gloss_of(*pair) for pair in zip(part["term"], part["gloss_en"].fillna(""), strict=True)]


def _panel(axes: Axes, part: pd.DataFrame, labels: list[str]) -> None:
    sign = part["side"].map({"came": 1, "went": -1})
    colours = [COLOURS[1] if slogan else INK for slogan in part["is_slogan"]]
    axes.barh(range(len(part)), 1000 * sign * part["contribution"], 0.62, color=colours)
    rows_axis(axes, labels)
    axes.axvline(0, color=INK, lw=0.6)


def _head(part: pd.DataFrame) -> dict[str, Any]:
    """Years before and after a cut, and what slogans have of tokens and change."""
    head = part.iloc[0]
    spans = {
        "before": f"{head['first_year']}–{head['year_before']}",
        "after": f"{head['year_after']}–{head['last_year']}",
    }
    return {**spans, "tokens": float(head["slogans_of_tokens"]), "change": float(head["slogans_of_change"])}


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Cuts, and the ranges of what slogans have of tokens and of change."""
    heads = table.drop_duplicates("year_after")
    ranges = {name: per_cent_range(heads[f"slogans_of_{name}"]) for name in ("tokens", "change")}
    return {"n_cuts": len(heads), "cuts": ", ".join(map(str, heads["year_after"])), **ranges}


RECIPE = Recipe(
    name="drift-terms",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords"),
    settings={"gap": GAP, "most": MOST, "n": N, "seed": SEED, "around": AROUND, "named": NAMED},
    tabulate=tabulate,
    plot=plot_terms,
    facts=facts,
)

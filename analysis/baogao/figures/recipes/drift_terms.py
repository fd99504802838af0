"""Figure drift-terms: the terms that tell neighbouring segments of a series apart, and how much of it slogans carry."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.recipes.drift_segments import FIRM, GAP, MOST, SEED, N, segments_of
from baogao.figures.recipes.recipe import Recipe, run_of
from baogao.figures.style import COLOURS, INK, WIDTH, rows_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.drift_segments import firm_cuts
from baogao.measures.drift_terms import drift_terms, slogan_share

NAMED, PANELS, AROUND = 12, 4, 5


def tabulate(collection: str) -> pd.DataFrame:
    """The terms that add most at each firm cut, those that came and those that went, and the shares of slogans."""
    matrix, passages, reports = run_of(collection, GAP)
    cuts = (
        firm_cuts(segments_of(collection), least_stability=FIRM).nlargest(PANELS, "stability").sort_values("year_after")
    )
    if cuts.empty:
        raise SettingError(f"{RECIPE.name}: {collection} has no cut that most numbers of segments share.")
    years = sorted(reports["year"].astype(int))
    forms, tables = set(load_lexicon().forms), []
    for year in cuts["year_after"]:
        place = years.index(year)
        before, after = years[max(place - AROUND, 0) : place], years[place : place + AROUND]
        terms = drift_terms(matrix, passages, reports, before=before, after=after, slogans=forms)
        tables.append(_strongest(terms).assign(**_span(before, after), **_shares(terms)))
    return pd.concat(tables, ignore_index=True)


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


def plot_terms(table: pd.DataFrame) -> Figure:
    """Draw a panel for each cut: terms that came to the right, that went to the left, slogans in colour."""
    cuts = list(table.groupby("year_after"))
    figure = Figure(figsize=(WIDTH, 4.9), layout="constrained")
    panels = figure.subplots(1, len(cuts), squeeze=False)[0]
    for axes, (_, part) in zip(panels, cuts, strict=True):
        _panel(axes, part)
    figure.supxlabel(
        "bits × 1,000 that a term adds; orange: slogans; to the right: came, to the left: went", fontsize=8
    )
    return figure


def _panel(axes: Axes, part: pd.DataFrame) -> None:
    sign = part["side"].map({"came": 1, "went": -1})
    colours = [COLOURS[1] if slogan else INK for slogan in part["is_slogan"]]
    axes.barh(range(len(part)), 1000 * sign * part["contribution"], 0.62, color=colours)
    rows_axis(axes, list(part["term"]), size=6.5)
    axes.axvline(0, color=INK, lw=0.6)
    head = part.iloc[0]
    axes.set_title(
        f"{head['first_year']}–{head['year_before']} to {head['year_after']}–{head['last_year']}\n"
        f"slogans: {head['slogans_of_tokens']:.0%} of the tokens,\n{head['slogans_of_change']:.0%} of the change",
        fontsize=7.5,
    )


RECIPE = Recipe(
    name="drift-terms",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords"),
    settings={"gap": GAP, "most": MOST, "n": N, "seed": SEED, "around": AROUND, "named": NAMED},
    caption=f"What tells the {AROUND} reports before a firm cut (drift-segments) from the {AROUND} after: the terms "
    "that add most to the Jensen-Shannon divergence above its floor, at an equal number of tokens. The parts of all "
    "terms sum to the whole: the share of slogans needs no model. Terms come from lexicon and segmentation.",
    tabulate=tabulate,
    plot=plot_terms,
)

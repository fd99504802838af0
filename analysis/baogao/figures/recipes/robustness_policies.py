"""Figure robustness-policies: what depends on whether slogans are kept whole when text is cut into tokens."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.counts import Policy, term_counts
from baogao.features.current import read_table
from baogao.figures.fit import SMALL
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.keyness_years import MIN_COUNT, MIN_REPORTS, MOST, strongest_terms
from baogao.figures.recipes.recipe import Recipe, features_of
from baogao.figures.style import COLOURS, PALE, rows_axis
from baogao.figures.wording import Wording, join, name_of, say, wording
from baogao.language.stopwords import load_stopwords
from baogao.measures.policies import policy_sensitivity
from baogao.measures.policy_distances import policy_distances

REFERENCE = "protected"


def tabulate(collection: str) -> pd.DataFrame:
    """Figures of each policy that the terms of the collection were made under."""
    _, hits = features_of(collection)
    terms = read_table(collection, "terms")
    policies = sorted(set(terms["policy"]))
    rankings = [_rankings(collection, terms[terms["policy"] == policy], policy) for policy in policies]
    table = policy_sensitivity(terms, hits, pd.concat(rankings, ignore_index=True), reference=REFERENCE)
    return pd.concat([table, _distances(collection, policies)], ignore_index=True)


def _distances(collection: str, policies: list[str]) -> pd.DataFrame:
    """How far distances between reports are those under the reference; for character bigrams as well."""
    parts = [term_counts(collection, policy=cast(Policy, policy)).assign(policy=policy) for policy in policies]
    parts.append(read_table(collection, "ngrams").rename(columns={"ngram": "term"}).assign(policy="bigrams"))
    compared = policy_distances(pd.concat(parts), reference=REFERENCE).query("policy != @REFERENCE")
    long = compared.melt(["policy", "n_pairs"], ["rank_correlation", "same_nearest"], var_name="measure")
    return long.rename(columns={"n_pairs": "n"}).assign(ranking="")


def _rankings(collection: str, terms: pd.DataFrame, policy: str) -> pd.DataFrame:
    """The most frequent terms, and those most over-used in either of the last two years."""
    content = terms[(terms["term"].str.len() > 1) & ~terms["term"].isin(list(load_stopwords()))]
    counts = content.groupby("term")["count"].sum().reset_index()
    frequent = counts.sort_values(["count", "term"], ascending=[False, True])["term"].head(MOST)
    strongest = strongest_terms(collection, RECIPE.name, policy=cast(Policy, policy))
    later = strongest["log_likelihood"] > 0
    lists = {
        "most frequent": frequent,
        f"key in {strongest['target_year'].iloc[0]}": strongest.loc[later, "term"],
        f"key in {strongest['reference_year'].iloc[0]}": strongest.loc[~later, "term"],
    }
    if short := [name for name, chosen in lists.items() if len(chosen) < MOST]:
        raise SettingError(f"{RECIPE.name}: {collection} has fewer than {MOST} terms for the list {short[0]!r}.")
    parts = [pd.DataFrame({"policy": policy, "ranking": name, "term": list(chosen)}) for name, chosen in lists.items()]
    return pd.concat(parts, ignore_index=True)


def plot_policies(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the share of slogans that stay whole under each policy, and the overlap of lists with the reference."""
    whole = table[table["measure"] == "share_whole"].sort_values("value", ascending=False)
    tokens = table[table["measure"] == "tokens"].set_index("policy")["value"]
    figure = Figure(figsize=(page.inches, 8.6 if page.is_narrow else 4.6), layout="constrained")
    if page.is_narrow:
        first, second, third = figure.subplots(3, 1, height_ratios=[1, 1.4, 1])
    else:
        grid = figure.add_gridspec(2, 2, width_ratios=[1, 1.4], height_ratios=[1.25, 1])
        first, second, third = (figure.add_subplot(grid[place]) for place in ((0, 0), (0, 1), (1, slice(None))))
    _whole(first, whole, tokens, page)
    _compare(second, *_lists(table, page), ("jaccard", "rbo"), page)
    second.set_xlabel(say(page, "overlap-of-lists", inches=_room(page, 0.55), most=MOST))
    _compare(third, *_alike(table, page), ("rank_correlation", "same_nearest"), page)
    n = int(table.loc[table["measure"] == "rank_correlation", "n"].iloc[0])
    third.set_xlabel(say(page, "distances-against", inches=_room(page, 1), n=n))
    return figure


def _room(page: Page, share: float) -> float:
    """Inches of a label below an axis that has a share of the page."""
    return (page.inches if page.is_narrow else share * page.inches) - 1.2


def _whole(axes: Axes, whole: pd.DataFrame, tokens: pd.Series[float], page: Page) -> None:
    rows, values = range(len(whole)), whole["value"].astype(float).tolist()
    axes.hlines(rows, 0, values, color=PALE, lw=1.4)
    axes.plot(values, rows, "o", color=COLOURS[0], ms=5, clip_on=False)
    for value, row in zip(values, rows, strict=True):
        style: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "fontsize": SMALL}
        axes.annotate(f"{value:.0%}", (value, row), (0, 5), **style)
    names = [join(page, name_of("policy", policy), inches=1.0) for policy in whole["policy"]]
    counts = [f"{tokens[policy]:,.0f}" for policy in whole["policy"]]
    rows_axis(axes, [f"{name}\n({count})" for name, count in zip(names, counts, strict=True)])
    axes.set_xlim(0, 1)
    axes.set_xlabel(say(page, "share-whole", inches=_room(page, 0.45), n=int(whole["n"].iloc[0])))


def _lists(table: pd.DataFrame, page: Page) -> tuple[pd.DataFrame, list[str]]:
    """Overlaps of lists of terms, and what each list is called."""
    lists = table[table["measure"].isin(["jaccard", "rbo"])]
    wide = lists.pivot(index=["policy", "ranking"], columns="measure", values="value")
    wide = wide.loc[list(dict.fromkeys(zip(lists["policy"], lists["ranking"], strict=True)))]
    return wide, [join(page, ranking_name(ranking), inches=1.3) for _, ranking in wide.index]


def ranking_name(ranking: str) -> Wording:
    """What a list of terms is called: the most frequent ones, or those of a year."""
    year = ranking.removeprefix("key in ")
    return wording("key-in", year=year) if year != ranking else name_of("ranking", ranking)


def _alike(table: pd.DataFrame, page: Page) -> tuple[pd.DataFrame, list[str]]:
    """How distances compare with the reference's, and what each way to cut is called."""
    distances = table[table["measure"].isin(["rank_correlation", "same_nearest"])]
    wide = distances.pivot(index="policy", columns="measure", values="value").sort_index(ascending=False)
    return wide, [join(page, name_of("policy", policy), inches=1.3) for policy in wide.index]


def _compare(axes: Axes, wide: pd.DataFrame, labels: list[str], measures: tuple[str, str], page: Page) -> None:
    """Two dots a row, one for each measure, with their values."""
    for measure, shift, colour in zip(measures, (-0.18, 0.18), COLOURS, strict=False):
        rows = [row + shift for row in range(len(wide))]
        axes.hlines(rows, 0, wide[measure], color=PALE, lw=1.4)
        label = say(page, f"measure-{measure}", inches=page.inches - 1.5)
        axes.plot(wide[measure], rows, "o", color=colour, ms=4.5, label=label, clip_on=False)
        for value, row in zip(wide[measure], rows, strict=True):
            style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": SMALL}
            axes.annotate(f"{value:.2f}", (value, row), (5, 0), **style)
    rows_axis(axes, labels)
    axes.set_xlim(0, 1)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=1 if page.is_narrow or page.labels == "both" else 2)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Share of slogans that stay whole when they are cut like other text, and how alike distances are."""
    values = table.set_index(["policy", "measure"])["value"]
    n = int(table.loc[table["measure"] == "share_whole", "n"].iloc[0])
    return {
        "n": n,
        "whole": float(values["plain", "share_whole"]),
        "correlation": float(values["plain", "rank_correlation"]),
        "bigrams": float(values["bigrams", "rank_correlation"]),
    }


RECIPE = Recipe(
    name="robustness-policies",
    collection="provincial",
    inputs=("passages", "hits", "terms", "ngrams", "stopwords"),
    settings={"most": MOST, "min_reports": MIN_REPORTS, "min_count": MIN_COUNT, "reference": REFERENCE},
    tabulate=tabulate,
    plot=plot_policies,
    facts=facts,
)

"""Figure robustness-policies: what depends on whether slogans are kept whole when text is cut into tokens."""

from __future__ import annotations

from typing import cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.counts import Policy, term_counts
from baogao.features.current import read_table
from baogao.figures.recipes.keyness_years import MIN_COUNT, MIN_REPORTS, MOST, strongest_terms
from baogao.figures.recipes.recipe import Recipe, features_of
from baogao.figures.style import COLOURS, PALE, WIDTH, rows_axis
from baogao.language.lexicon import load_stopwords
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


def plot_policies(table: pd.DataFrame) -> Figure:
    """Draw the share of slogans that stay whole under each policy, and the overlap of lists with the reference."""
    whole = table[table["measure"] == "share_whole"].sort_values("value", ascending=False)
    lists = table[table["measure"].isin(["jaccard", "rbo"])]
    figure = Figure(figsize=(WIDTH, 3.9), layout="constrained")
    grid = figure.add_gridspec(2, 2, width_ratios=[1, 1.4], height_ratios=[1.25, 1])
    _whole(figure.add_subplot(grid[0, 0]), whole, table[table["measure"] == "tokens"].set_index("policy")["value"])
    _lists(figure.add_subplot(grid[0, 1]), lists)
    _alike(figure.add_subplot(grid[1, :]), table[table["measure"].isin(["rank_correlation", "same_nearest"])])
    return figure


def _whole(axes: Axes, whole: pd.DataFrame, tokens: pd.Series[float]) -> None:
    rows, values = range(len(whole)), whole["value"].astype(float).tolist()
    axes.hlines(rows, 0, values, color=PALE, lw=1.4)
    axes.plot(values, rows, "o", color=COLOURS[0], ms=5, clip_on=False)
    for value, row in zip(values, rows, strict=True):
        axes.annotate(f"{value:.0%}", (value, row), (0, 6), textcoords="offset points", ha="center", fontsize=7)
    rows_axis(axes, [f"{policy}\n{tokens[policy]:,.0f} tokens" for policy in whole["policy"]])
    axes.set_xlim(0, 1)
    axes.set_xlabel(f"at most this share of slogans is one token\n(n = {whole['n'].iloc[0]:,} occurrences)")


def _lists(axes: Axes, lists: pd.DataFrame) -> None:
    wide = lists.pivot(index=["policy", "ranking"], columns="measure", values="value")
    wide = wide.loc[list(dict.fromkeys(zip(lists["policy"], lists["ranking"], strict=True)))]
    for measure, shift, colour, label in (
        ("jaccard", -0.12, COLOURS[0], "shared terms (Jaccard)"),
        ("rbo", 0.12, COLOURS[1], "by rank (RBO)"),
    ):
        rows = [row + shift for row in range(len(wide))]
        axes.hlines(rows, 0, wide[measure], color=PALE, lw=1.4)
        axes.plot(wide[measure], rows, "o", color=colour, ms=4.5, label=label, clip_on=False)
    rows_axis(axes, [f"{ranking}\n({policy})" for policy, ranking in wide.index])
    axes.set_xlim(0, 1)
    axes.set_xlabel(f"overlap of the first {lists['n'].iloc[0]} terms with those of {REFERENCE}")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)


def _alike(axes: Axes, distances: pd.DataFrame) -> None:
    wide = distances.pivot(index="policy", columns="measure", values="value").sort_index(ascending=False)
    for measure, shift, colour, label in (
        ("rank_correlation", -0.12, COLOURS[0], "rank correlation of the distances"),
        ("same_nearest", 0.12, COLOURS[1], "reports with the same nearest report"),
    ):
        rows = [row + shift for row in range(len(wide))]
        axes.hlines(rows, 0, wide[measure], color=PALE, lw=1.4)
        axes.plot(wide[measure], rows, "o", color=colour, ms=4.5, label=label, clip_on=False)
        for value, row in zip(wide[measure], rows, strict=True):
            axes.annotate(f"{value:.2f}", (value, row), (7, 0), textcoords="offset points", va="center", fontsize=7)
    rows_axis(axes, list(wide.index))
    axes.set_xlim(0, 1)
    axes.set_xlabel(f"distances between reports, against those of {REFERENCE} (n = {distances['n'].iloc[0]:,} pairs)")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)


RECIPE = Recipe(
    name="robustness-policies",
    collection="provincial",
    inputs=("passages", "hits", "terms", "ngrams", "stopwords"),
    settings={"most": MOST, "min_reports": MIN_REPORTS, "min_count": MIN_COUNT, "reference": REFERENCE},
    caption="Two policies of cutting text into tokens: protected (slogans of the lexicon stay whole) and plain (cut "
    "like any other text). Above left: at most this share of the slogans' occurrences is one token. Above right: how "
    f"far the {MOST} strongest terms are the same as with slogans kept whole: shared terms over all terms (Jaccard), "
    "and by rank (rank-biased overlap, p = .9); terms of at least two characters. Key terms as in keyness-years. "
    "Below: Jensen-Shannon divergence of each two reports, of words and of character bigrams, which no segmenter has a "
    "part in. Counts and rates of slogans do not depend on the policy: they are taken on characters.",
    tabulate=tabulate,
    plot=plot_policies,
)

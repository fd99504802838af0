"""Figure slogan-headlines: how the slogans of each decade rise and fall in a newspaper's headlines."""

from __future__ import annotations

import pandas as pd

from baogao.errors import SettingError
from baogao.figures.recipes.recipe import Recipe, features_of, in_order_of_use, manifest_of
from baogao.figures.recipes.slogan_curves import facts, plot_slogan_curves
from baogao.measures.series import MIN_HITS, long_lived, slogan_series, top_of_each_decade

MOST_A_DECADE, AT_LEAST = 2, 200
WHOLE_YEAR = 0.75  # of the usual number of reports


def tabulate(collection: str) -> pd.DataFrame:
    """Rates by year of the most frequent slogans of each decade; years with too few reports are marked."""
    reports = manifest_of(collection, RECIPE.name, at_least=AT_LEAST, years=20)
    series = slogan_series(reports, *features_of(collection))
    chosen = set(top_of_each_decade(series, most=MOST_A_DECADE, min_hits=MIN_HITS)) & set(long_lived(series))
    if not chosen:
        raise SettingError(f"{RECIPE.name}: no slogan of {collection} has {MIN_HITS} hits in a decade.")
    table = in_order_of_use(series[series["slogan_id"].isin(chosen)])
    usual = table.drop_duplicates("year")["n_reports"].median()
    return table.assign(is_partial=table["n_reports"] < WHOLE_YEAR * usual)


RECIPE = Recipe(
    name="slogan-headlines",
    collection="headlines",
    inputs=("passages", "hits", "events"),
    settings={"most_a_decade": MOST_A_DECADE, "min_hits": MIN_HITS, "whole_year": WHOLE_YEAR},
    tabulate=tabulate,
    plot=plot_slogan_curves,
    facts=facts,
)

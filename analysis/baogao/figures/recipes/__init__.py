"""The recipes: one figure, one name, one table, one module."""

from __future__ import annotations

from baogao.figures.recipes import (
    corpus_card,
    corpus_timeline,
    drift_cuts,
    drift_distance,
    drift_parts,
    keyness_years,
    rhetoric_levels,
    rhetoric_reports,
    robustness_engines,
    robustness_policies,
    robustness_transcriptions,
    slogan_adoption,
    slogan_cloud,
    slogan_curves,
    slogan_headlines,
    slogan_heatmap,
    slogan_reports,
    topics_prevalence,
    topics_terms,
)
from baogao.figures.recipes.recipe import Recipe

RECIPES: dict[str, Recipe] = {
    module.RECIPE.name: module.RECIPE
    for module in (
        corpus_timeline,
        corpus_card,
        slogan_heatmap,
        slogan_curves,
        slogan_headlines,
        slogan_reports,
        slogan_cloud,
        slogan_adoption,
        keyness_years,
        drift_distance,
        drift_parts,
        drift_cuts,
        rhetoric_reports,
        rhetoric_levels,
        topics_terms,
        topics_prevalence,
        robustness_transcriptions,
        robustness_policies,
        robustness_engines,
    )
}

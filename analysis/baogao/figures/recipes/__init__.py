"""Recipes: each module makes one figure of the study, from table to picture."""

from __future__ import annotations

from importlib import import_module

from baogao.figures.recipes.recipe import Recipe

# In the order in which they are drawn and listed.
MODULES = (
    *("corpus_timeline", "corpus_card"),
    *("slogan_heatmap", "slogan_survival", "slogan_lives", "slogan_curves", "slogan_headlines", "slogan_bursts"),
    *("slogan_reports", "slogan_cloud", "slogan_adoption", "slogan_diffusion"),
    *("keyness_years", "rhetoric_reports", "rhetoric_levels", "rhetoric_change", "rhetoric_barcode"),
    *("reuse_shares", "reuse_network", "reuse_alignment"),
    *("drift_path", "drift_distance", "drift_segments", "drift_events", "drift_terms", "drift_parts", "drift_cuts"),
    *("topics_terms", "topics_prevalence", "topics_grid", "topics_specification"),
    *("robustness_transcriptions", "robustness_policies", "robustness_engines"),
)
_RECIPES: list[Recipe] = [import_module(f"{__name__}.{module}").RECIPE for module in MODULES]
RECIPES = {recipe.name: recipe for recipe in _RECIPES}

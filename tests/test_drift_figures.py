"""Figures of drift and keyness: their captions say what their tables say, and no panel or label stands wrong."""

from __future__ import annotations

import pandas as pd
import pytest

from baogao.figures.page import PAGES
from baogao.figures.recipes import RECIPES
from baogao.figures.recipes.recipe import caption_of
from baogao.figures.style import COLOURS, house_style
from baogao.paths import find_study


@pytest.fixture(scope="module")
def event_steps():
    return RECIPES["drift-events"].tabulate("work-reports")


def test_the_caption_of_events_gives_both_runs_their_control_and_what_the_last_test_can_see(event_steps):
    runs = event_steps.drop_duplicates(["since", "unit"]).set_index(["since", "unit"])["is_drawn"]
    assert runs.to_dict() == {
        (1992, "terms"): True,
        (1992, "bigrams"): True,
        (1978, "terms"): False,
        (1978, "bigrams"): False,
    }
    _, caption = caption_of(RECIPES["drift-events"], event_steps)
    for since in (1992, 1978):
        of_run = event_steps.query("kind == 'premier' and since == @since").drop_duplicates("unit")
        for p, q in zip(of_run["p"], of_run["q"], strict=True):
            assert f"p = {p:.2g}, q = {q:.2g}" in caption
        assert f"{of_run['difference'].iloc[0]:+.3f} since {since}" in caption
    assert "The last of them, 2024, is by itself a step of -0.010 bits" in caption
    assert "6 of 7 have an event of the kind above among the steps around them" in caption
    only = event_steps[event_steps["is_drawn"]].assign(control_p=float("nan"))  # a series without a longer run
    assert "Against the control" not in caption_of(RECIPES["drift-events"], only).en


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_the_label_of_the_years_stands_above_the_legend(event_steps, page):
    with house_style():
        figure = RECIPES["drift-events"].plot(event_steps, page)
        figure.draw_without_rendering()
        for axes in figure.axes:
            label, legend = axes.xaxis.label.get_window_extent(), axes.get_legend().get_window_extent()
            assert legend.y1 <= label.y0 + 1
            assert legend.y0 >= -1
        first, second = (axes.get_legend().get_window_extent() for axes in figure.axes)
        assert not first.overlaps(second)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
@pytest.mark.parametrize("n_cuts", [1, 2, 3, 4])
def test_no_panel_of_terms_stays_empty(page, n_cuts):
    spans = [
        {"first_year": year - 5, "year_before": year - 1, "year_after": year, "last_year": year + 4}
        for year in range(1990, 2021, 10)
    ]
    shares = {"slogans_of_tokens": 0.08, "slogans_of_change": 0.2, "is_slogan": True, "gloss_en": "a"}
    rows = [{"term": "a", "side": side, "contribution": 0.001, **shares} for side in ("came", "went")]
    table = pd.DataFrame([row | span for span in spans[:n_cuts] for row in rows])
    with house_style():
        figure = RECIPES["drift-terms"].plot(table, page)
    assert len(figure.axes) == n_cuts
    assert "8% of the tokens and 20% of the change" in caption_of(RECIPES["drift-terms"], table).en


def test_orange_cuts_are_shared_and_broken_ones_are_found_again_in_under_half():
    table = pd.read_csv(find_study() / "figures" / "drift-segments.csv").rename(columns={"is_firm": "is_shared"})
    facts = RECIPES["drift-segments"].facts(table)
    best = table.loc[table["n_segments"] == facts["as_many"], "year_after"]
    assert facts["best"].en == ", ".join(map(str, best))
    with house_style():
        axes = RECIPES["drift-segments"].plot(table).axes[0]
    cuts = [line for line in axes.lines if line.get_linewidth() == 1.6]
    drawn = [(line.get_color() == COLOURS[1], line.get_linestyle() == "-") for line in cuts]
    assert drawn == list(zip(table["is_shared"], table["stability"] >= 0.5, strict=True))


def test_the_caption_of_keyness_names_what_fell_most_too():
    table = pd.read_csv(find_study() / "figures" / "keyness-years.csv")
    rest = table[table["part"] == "rest"].set_index("term")["log_likelihood"]
    zh, _ = caption_of(RECIPES["keyness-years"], table)
    assert f"“{rest.idxmax()}”（G2 {rest.max():.0f}；" in zh
    assert f"“{rest.idxmin()}”（{rest.min():.0f}；" in zh

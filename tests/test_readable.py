"""Every figure in three languages and two widths: no text cut, small, over another one, or without a glyph."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from baogao.figures.page import PAGES
from baogao.figures.readable import faults
from baogao.figures.recipes import RECIPES
from baogao.figures.recipes.recipe import caption_of, title_of
from baogao.figures.style import house_style
from baogao.rounding import significant


@pytest.mark.parametrize("name", RECIPES)
def test_every_text_of_a_figure_can_be_read(name):
    recipe = RECIPES[name]
    table = significant(recipe.tabulate(recipe.collection))
    found = {}
    for page in PAGES:
        with house_style():
            figure = recipe.plot(table, page)
            assert figure.get_figwidth() == page.inches
            found[page.slug] = faults(figure)
    assert found == {page.slug: [] for page in PAGES}
    for text in (*caption_of(recipe, table), *title_of(recipe)):
        assert "{" not in text
        assert "nan" not in text.lower().split()


@pytest.mark.parametrize(
    ("place", "other", "size", "words"),
    [
        ((0.5, 0.5), (0.5, 0.9), 7, []),
        ((0.5, 0.5), (0.5, 0.52), 7, ["'普法' and 'law': lie over each other"]),
        ((0.99, 0.5), (0.5, 0.9), 7, ["points over the edge"]),
        ((0.5, 0.5), (0.5, 0.9), 6.9, ["letters of 6.9 points", "letters of 6.9 points"]),
    ],
)
def test_what_cannot_be_read_is_found(place, other, size, words):
    with house_style():
        figure = Figure(figsize=(3.4, 2))
        figure.text(*place, "普法", fontsize=size)
        figure.text(*other, "law", fontsize=size)
        found = faults(figure)
    assert len(found) == len(words)
    assert all(word in fault for word, fault in zip(words, found, strict=True))


@pytest.mark.filterwarnings("ignore:Glyph 131072")
def test_a_glyph_that_the_font_lacks_is_found_and_what_is_not_drawn_is_not():
    with house_style():
        figure = Figure(figsize=(3.4, 2), layout="constrained")
        axes = figure.subplots()
        axes.set_xlim(0, 1)
        axes.set_xticks([0.5, 7], ["in", "out"])  # the second is beyond the axis
        axes.text(0.5, 0.5, "unseen", visible=False)
        axes.set_title("\U00020000")
        [fault] = faults(figure)
    assert "U+20000" in fault

"""The page docs/gallery.md is that of the figures' manifest, and what it shows is there."""

from __future__ import annotations

import re

from baogao.figures.recipes import RECIPES
from baogao.study.gallery_page import gallery_page


def test_the_page_is_that_of_the_manifest(study):
    assert (study / "docs" / "gallery.md").read_text(encoding="utf-8") == gallery_page()


def test_every_figure_is_there_with_its_picture_numbers_and_recipe(study):
    page = (study / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert re.findall(r"^!\[([\w-]+)\]", page, re.MULTILINE) == list(RECIPES)
    targets = re.findall(r"\]\((\.\./[^)]+)\)", page)
    assert len(targets) == 3 * len(RECIPES)
    assert all((study / "docs" / target).is_file() for target in targets)

"""The page docs/gallery.md: every figure of the study with its picture, caption, numbers and recipe, from the manifest.

``python -m baogao.study.gallery_page`` prints it.
"""

from __future__ import annotations

from typing import Any

from baogao.figures.provenance import read_manifest
from baogao.figures.recipes import RECIPES
from baogao.paths import find_study

HEAD = """# The gallery

Every figure of the study, as `make figures` draws it: picture, caption (filled in from the numbers drawn), the table
that was drawn, and the code. This page is made from `figures/MANIFEST.json`, after the figures
(`python -m baogao.study.gallery_page > docs/gallery.md`); a test compares it. `baogao figures NAME --labels zh` draws
one with Chinese words, `--width one` for one column of a journal; `baogao cite NAME` says how to cite it.
"""


def gallery_page() -> str:
    """Markdown of the page: a section a figure, in the order of the recipes.

    Examples
    --------
    >>> "(../figures/slogan-heatmap.svg)" in gallery_page()
    True
    """
    entries = read_manifest(find_study() / "figures")["figures"]
    return "\n".join([HEAD, *(_section(name, entries[name]) for name in RECIPES if name in entries)])


def _section(name: str, entry: dict[str, Any]) -> str:
    """Title, picture, captions and links of one figure."""
    recipe = f"../analysis/{entry['recipe'].replace('.', '/')}.py"
    return "\n\n".join(
        [
            f"## {entry['title']} · {entry['title_zh']}",
            f"![{name}](../figures/{name}.svg)",
            entry["caption"],
            entry["caption_zh"],
            f"`{name}` of `{entry['collection']}` · [numbers](../figures/{name}.csv) · [recipe]({recipe})\n",
        ]
    )


if __name__ == "__main__":
    print(gallery_page(), end="")

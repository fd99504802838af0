"""The page of all figures of a folder, ``index.html``: pictures with captions, data and code."""

from __future__ import annotations

import os
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from baogao.figures.fonts import woff
from baogao.figures.provenance import MANIFEST, read_manifest, write_json
from baogao.figures.recipes import RECIPES
from baogao.files import sha256, write_text
from baogao.paths import find_study

TEMPLATE = Path(__file__).with_name("gallery.html")
PAGE_FILE = "index.html"
LAST_LATIN = 0x2E80  # letters after it are Chinese, and the page brings them
LINKS = {"csv": "CSV", "svg": "SVG", "pdf": "PDF", "png": "PNG"}


def write_gallery(folder: Path, place: Path | None = None) -> Path:
    """Write ``index.html`` into a folder of figures, and its hash into the manifest there.

    Parameters
    ----------
    folder : pathlib.Path
        Holds figures and their ``MANIFEST.json``.
    place : pathlib.Path, optional
        Where the page is to lie, if elsewhere in the end: links to code lead from there.

    Returns
    -------
    pathlib.Path
        The page.
    """
    manifest = read_manifest(folder)
    path = folder / PAGE_FILE
    write_text(path, _page(manifest["figures"], place or folder))
    write_json(folder / MANIFEST, {**manifest, "pages": {path.name: sha256(path)}})
    return path


def _page(entries: dict[str, dict[str, Any]], place: Path) -> str:
    """The page, its figures in the order of the recipes."""
    names = [name for name in RECIPES if name in entries]
    parts = {
        "n": str(len(names)),
        "nav": "\n".join(_link(name, entries[name]) for name in names),
        "figures": "\n".join(_article(name, entries[name], place) for name in names),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for key, part in parts.items():
        text = text.replace(f"<!--{key}-->", part)
    letters = "".join(sorted({letter for letter in text if ord(letter) > LAST_LATIN}))
    face = f"@font-face {{ font-family: baogao; src: url(data:font/woff;base64,{woff(letters)}); }}"
    return text.replace("/*font*/", face)


def _both(entry: dict[str, Any], key: str) -> str:
    """A title in both languages."""
    zh, en = escape(entry[f"{key}_zh"]), escape(entry[key])
    return f'<span lang="zh">{zh}</span> <span lang="en">{en}</span>'


def _link(name: str, entry: dict[str, Any]) -> str:
    return f'<a href="#{name}">{_both(entry, "title")}</a>'


def _article(name: str, entry: dict[str, Any], place: Path) -> str:
    """Picture, title, captions and links of one figure."""
    links = [f'<a href="{name}.{kind}">{label}</a>' for kind, label in LINKS.items()]
    links.append(_code(entry, place))
    alt = escape(entry["title"])
    captions = [f'<p class="caption" lang="{key}">{escape(entry[at])}</p>' for key, at in CAPTIONS.items()]
    return "\n".join(
        [
            f'<article id="{name}">',
            f'<a class="picture" href="{name}.svg"><img src="{name}.png" loading="lazy" alt="{alt}"></a>',
            f"<div><h2>{_both(entry, 'title')}</h2>",
            *captions,
            f'<p class="links">{" ".join(links)} <code>{escape(entry["collection"])}</code></p>',
            "</div></article>",
        ]
    )


CAPTIONS = {"zh": "caption_zh", "en": "caption"}


def _code(entry: dict[str, Any], place: Path) -> str:
    """Link to the recipe where it lies in the study, else its name."""
    known = {recipe.plot.__module__ for recipe in RECIPES.values()}
    spec = find_spec(entry["recipe"]) if entry["recipe"] in known else None
    path = Path(spec.origin) if spec and spec.origin else None
    if path is None or not path.is_relative_to(find_study()):
        return f"<code>{escape(entry['recipe'])}</code>"
    return f'<a href="{escape(Path(os.path.relpath(path, place)).as_posix())}">{path.name}</a>'

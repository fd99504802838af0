"""What the docs site adds: reference pages of measures, figures, and paths for links that leave the docs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

STUDY = Path(__file__).parents[2]
OUTSIDE = re.compile(r"(?<!!)\[([^\]]+)\]\(\.\./([^)]+)\)")
FIGURE = re.compile(r"\(\.\./figures/([\w.-]+\.(?:svg|csv))\)")

WIDE = {"replications.md"}  # pages whose tables take the room of the table of contents


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each module of measures, and the figures that pages show, with their tables."""
    for path in sorted((STUDY / "analysis/baogao/measures").glob("[a-z]*.py")):
        module = f"baogao.measures.{path.stem}"
        files.append(File.generated(config, f"reference/{path.stem}.md", content=f"# {path.stem}\n\n::: {module}\n"))
    for path in sorted([*(STUDY / "figures").glob("*.svg"), *(STUDY / "figures").glob("*.csv")]):
        files.append(File.generated(config, f"figures/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Point pictures and tables at the site's copies; name what lies outside the docs by its path in the repository."""
    markdown = FIGURE.sub(r"(figures/\1)", markdown)
    if page.file.src_uri in WIDE:
        page.meta["hide"] = ["toc"]
    if page.file.src_uri == "measures.md":
        markdown = re.sub(r"\]\(\.\./analysis/baogao/measures/(\w+)\.py\)", r"](reference/\1.md)", markdown)
    return OUTSIDE.sub(_named, markdown)


def _named(link: re.Match[str]) -> str:
    words, path = link[1].strip("`"), link[2]
    return f"`{path}`" if words in (path, Path(path).name) else f"{link[1]} (`{path}`)"

"""A drawn figure to its files: SVG, PDF, PNG and the table as CSV, with provenance inside each picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from baogao.figures.fonts import check_figure, font, woff
from baogao.files import atomic, write_text

FORMATS = ("svg", "pdf", "png")
# Fonts that a reader's machine may have where it lacks the figures' own, most like it first.
FALLBACKS = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei"),
    *("WenQuanYi Micro Hei", "Droid Sans Fallback"),
)


def save(figure: Figure, table: pd.DataFrame, folder: Path, name: str, provenance: Mapping[str, Any]) -> list[Path]:
    """Write ``NAME.svg``, ``.pdf``, ``.png`` and ``.csv``.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    table : pandas.DataFrame
        The table drawn.
    folder : pathlib.Path
        Where to.
    name : str
        The figure's name.
    provenance : mapping
        Written into the pictures: content hashes, settings and versions, no dates.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    BaogaoError
        If the font lacks a character of the figure; then nothing is written.
    """
    check_figure(figure, name)
    letters = "".join(sorted({letter for text in figure.findobj(Text) for letter in text.get_text()}))
    description = json.dumps(provenance, ensure_ascii=False, sort_keys=True)
    metadata: dict[str, dict[str, Any]] = {
        "svg": {"Date": None, "Creator": "baogao", "Title": name, "Description": description},
        "pdf": {"CreationDate": None, "Creator": "baogao", "Title": name, "Subject": description},
        "png": {"Software": None, "Title": name, "Description": description},
    }
    for kind in FORMATS:
        with atomic(folder / f"{name}.{kind}") as draft:
            figure.savefig(draft, format=kind, metadata=metadata[kind])
            if kind == "svg":
                _name_fonts(draft, letters)
    csv = folder / f"{name}.csv"
    write_text(csv, table.to_csv(index=False, lineterminator="\n"))
    return [*(folder / f"{name}.{kind}" for kind in FORMATS), csv]


def _name_fonts(svg: Path, letters: str) -> None:
    """Name fonts once, and put the figures' own, cut down to its letters, into an SVG.

    Text stays text, which can be searched and edited, and looks the same where no Chinese font is installed. Programs
    that read no font from a file take the first of the others that they have.
    """
    own = font().get_name()
    chain = ", ".join([*(f"'{name}'" for name in (own, *FALLBACKS)), "sans-serif"])
    face = f"@font-face {{font-family: '{own}'; src: url(data:font/woff;base64,{woff(letters)}) format('woff')}}"
    text = svg.read_text(encoding="utf-8").replace(f" font-family: '{own}';", "")
    text = text.replace("<svg ", f'<svg font-family="{chain}" ', 1)
    text = text.replace("<defs>", f'<defs>\n  <style type="text/css">{face}</style>', 1)
    svg.write_text(text, encoding="utf-8", newline="\n")

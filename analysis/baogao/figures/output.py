"""A drawn figure to its files: SVG, PDF, PNG and the table as CSV, with provenance inside each picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from baogao.figures.fonts import check_figure
from baogao.files import atomic, write_text

FORMATS = ("svg", "pdf", "png")


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
    description = json.dumps(provenance, ensure_ascii=False, sort_keys=True)
    metadata: dict[str, dict[str, Any]] = {
        "svg": {"Date": None, "Creator": "baogao", "Title": name, "Description": description},
        "pdf": {"CreationDate": None, "Creator": "baogao", "Title": name, "Subject": description},
        "png": {"Software": None, "Title": name, "Description": description},
    }
    for kind in FORMATS:
        with atomic(folder / f"{name}.{kind}") as draft:
            figure.savefig(draft, format=kind, metadata=metadata[kind])
    csv = folder / f"{name}.csv"
    write_text(csv, table.to_csv(index=False, lineterminator="\n"))
    return [*(folder / f"{name}.{kind}" for kind in FORMATS), csv]

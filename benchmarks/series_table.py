"""Precision, recall and F1 of the finder of parallel series, as tables in Markdown: those of docs/parallelism.md.

    python benchmarks/series_table.py

Of corpus/lexicons/series/accuracy.csv, which benchmarks/series_accuracy.py writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import bootstrap
from tabulate import tabulate

from baogao.language.series.files import FOLDER
from baogao.paths import find_study

HEADERS = ("texts", "marked", "found", "precision (95 %)", "recall (95 %)", "F1 (95 %)")
KIND_HEADERS = ("kind", "marked", "recall (95 %)", "found", "precision (95 %)")
KINDS = ("anchor", "frame", "enumeration")
LEAST_TEXTS, DRAWS, SEED = 10, 2000, 1  # fewer texts give no interval


def share(part: NDArray[Any], whole: NDArray[Any], axis: int = -1) -> Any:
    """Share of counts summed over texts."""
    return np.sum(part, axis) / np.maximum(np.sum(whole, axis), 1)


def f1(right: NDArray[Any], found: NDArray[Any], gold: NDArray[Any], axis: int = -1) -> Any:
    """F1 of counts summed over texts."""
    return 2 * np.sum(right, axis) / (np.sum(found, axis) + np.sum(gold, axis))


def cell(measure: Any, *columns: pd.Series[Any]) -> str:
    """A figure and its interval over texts (BCa bootstrap: Efron 1987, JASA 82(397), pp. 171-185); none for few."""
    values = [column.to_numpy() for column in columns]
    figure = f"{measure(*values):.3f}"
    if len(values[0]) < LEAST_TEXTS or measure(*values) in (0, 1):
        return figure
    drawn = bootstrap(values, measure, paired=True, n_resamples=DRAWS, method="BCa", rng=np.random.default_rng(SEED))
    return figure + " ({:.3f}–{:.3f})".format(*drawn.confidence_interval)


def row(name: str, counts: pd.DataFrame) -> list[str]:
    right, found, gold = counts["right"], counts["found"], counts["gold"]
    figures = [cell(share, right, found), cell(share, right, gold), cell(f1, right, found, gold)]
    return [f"{name} ({len(counts)})", str(gold.sum()), str(found.sum()), *figures]


def rows(held_out: pd.DataFrame, others: pd.DataFrame) -> Iterator[list[str]]:
    """A row for all held-out texts, those of each genre, of each era, and the other annotated texts."""
    yield row("all", held_out)
    for column in ("genre", "era"):
        for stratum, counts in held_out.groupby(column):
            yield row(str(stratum), counts)
    if len(others):
        yield row("other annotated texts", others)


def by_kind(counts: pd.DataFrame) -> Iterator[list[str]]:
    """A row for each kind: recall of the marked ones, precision of the found ones."""
    for kind in KINDS:
        gold, found = counts[f"gold_{kind}"], counts[f"found_{kind}"]
        recall, precision = cell(share, counts[f"right_{kind}"], gold), cell(share, counts[f"correct_{kind}"], found)
        yield [kind, str(gold.sum()), recall, str(found.sum()), precision]


def main() -> None:
    table = pd.read_csv(find_study() / FOLDER / "accuracy.csv", keep_default_na=False)
    is_other = table["genre"] == "other texts"
    held_out = table[~is_other]
    print(tabulate(rows(held_out, table[is_other]), headers=HEADERS, tablefmt="github", disable_numparse=True))
    print()
    print(tabulate(by_kind(held_out), headers=KIND_HEADERS, tablefmt="github", disable_numparse=True))
    print(f"\nkind as marked: {held_out['kind_right'].sum() / held_out['right'].sum():.3f} of the right ones")


if __name__ == "__main__":
    main()

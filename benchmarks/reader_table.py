"""Precision, recall and F1 of the ways to find slogans, as a table in Markdown: that of docs/slogan-reader.md.

    python benchmarks/reader_table.py

Of corpus/lexicons/reader/accuracy.csv, which benchmarks/reader_accuracy.py writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import bootstrap
from tabulate import tabulate

from baogao.language.reader.files import FOLDER
from baogao.paths import find_study

HEADERS = ("way", "texts", "precision", "recall", "strict F1 (95 %)", "relaxed F1", "occurrence F1", "class right")
LEAST_TEXTS, DRAWS, SEED = 10, 2000, 1  # fewer texts give no interval


def f1(right: NDArray[Any], found: NDArray[Any], gold: NDArray[Any], axis: int = -1) -> Any:
    """F1 of counts summed over texts."""
    return 2 * np.sum(right, axis) / (np.sum(found, axis) + np.sum(gold, axis))


def interval(counts: pd.DataFrame) -> str:
    """Interval of strict F1 over texts (BCa bootstrap: Efron 1987, JASA 82(397), pp. 171-185); empty for few texts."""
    if len(counts) < LEAST_TEXTS:
        return ""
    columns = [counts[name].to_numpy() for name in ("strict", "found", "gold")]
    drawn = bootstrap(columns, f1, paired=True, n_resamples=DRAWS, method="BCa", rng=np.random.default_rng(SEED))
    return " ({:.3f}–{:.3f})".format(*drawn.confidence_interval)


def measures(counts: pd.DataFrame) -> list[str]:
    """Cells of a row behind its name."""
    total = counts.sum(numeric_only=True)
    figures = [
        total["strict"] / total["found"],
        total["strict"] / total["gold"],
        f1(total["strict"], total["found"], total["gold"]),
        f1(total["relaxed"], total["found"], total["gold"]),
        f1(total["times"], total["found_times"], total["gold_times"]),
        total["class_right"] / total["strict"],
    ]
    cells = [f"{figure:.3f}" for figure in figures]
    cells[2] += interval(counts)
    return cells


def rows(table: pd.DataFrame) -> Iterator[list[str]]:
    """A row for each way and stratum: all texts, those of a genre, those of an era."""
    for way, of_way in table.groupby("way", sort=False):
        yield [str(way), f"all {len(of_way)}", *measures(of_way)]
        for column in ("genre", "era"):
            for stratum, counts in of_way.groupby(column):
                yield ["", f"{stratum} ({len(counts)})", *measures(counts)]


def main() -> None:
    table = pd.read_csv(find_study() / FOLDER / "accuracy.csv")
    print(tabulate(rows(table), headers=HEADERS, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main()

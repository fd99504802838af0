"""Is drift blind to length, and what does the test for breaks find? Thinning, false alarms and power, on real reports.

    python benchmarks/drift_breaks.py [SERIES]

Of the feature tables of `work-reports`, without the texts; with 200 simulated series ten minutes on one core.

*Thinning*: each report is thinned at random to a third, so that its language stays; printed is by how much its mean
excess to all others moves. *False alarms*: series without a break, reports of the real lengths, the weights of their
terms moved along six directions by a first-order autoregression; printed is how often the sharpest cut has p <= .05.
*Power*: 22 real reports in a row, with years cut out after the eleventh and the years counted as if nothing were
missing; every start since 1978.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from tabulate import tabulate

from baogao.measures.divergence import dense, one_a_year, report_cells
from baogao.measures.drift import pairs_table
from baogao.measures.drift_cuts import drift_cuts
from baogao.measures.expected import expected_divergences
from baogao.measures.stored_parts import drift_series

COLLECTION, SINCE = "work-reports", 1978
THIRD, THINNED, DRAWN = (
    3,
    20,
    (156, 429),
)  # times each is thinned; tokens drawn: what a third of the two shortest allows
MEMORIES, DIRECTIONS, SPREAD = (0.3, 0.6, 0.9), 6, 0.35
STRETCH, CUT_OUT, SIMULATED = 11, (0, 4, 6, 8), 199


def real_counts() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tokens of each term in each report of the main kind, and the years."""
    matrix, passages, reports = drift_series(COLLECTION)
    reports = one_a_year(reports, "drift_breaks")
    return dense(report_cells(matrix, passages, reports), len(matrix.vocabulary)), reports["year"].to_numpy(np.int64)


def mean_excess(divergences: NDArray[np.float64], own: slice, others: slice) -> NDArray[np.float64]:
    """Mean excess of each report of ``own`` to those of ``others`` but the one in its own place."""
    floors = divergences.diagonal()
    excess = divergences[own, others] - (floors[own][:, None] + floors[others]) / 2
    return (excess.sum(axis=1) - excess.diagonal()) / (len(excess) - 1)


def thinning(counts: NDArray[np.int64], n_tokens: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """By how much the mean excess of each report moves when it is thinned to a third, bits."""
    n = len(counts)
    thin = np.array([rng.multivariate_hypergeometric(row, row.sum() // THIRD, method="count") for row in counts])
    divergences = expected_divergences(np.concatenate([counts, thin]), n_tokens)
    whole = mean_excess(divergences, slice(0, n), slice(0, n))
    return mean_excess(divergences, slice(n, 2 * n), slice(0, n)) - whole


def sharpest(counts: NDArray[np.int64], years: NDArray[np.int64], seed: int) -> pd.Series:
    """The sharpest cut of a series."""
    n_tokens = int(counts.sum(axis=1).min()) // 2
    pairs = pairs_table(expected_divergences(counts, n_tokens), years, n_tokens)
    return drift_cuts(pairs, n=SIMULATED, seed=seed).sort_values("rank").iloc[0]


def without_a_break(
    counts: NDArray[np.int64], years: NDArray[np.int64], memory: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    """A series of the real lengths whose weights of terms move by a stationary autoregression."""
    places = rng.standard_normal((len(years), DIRECTIONS))
    for i, gap in enumerate(np.diff(years), 1):
        retained = memory ** float(gap)
        places[i] = retained * places[i - 1] + np.sqrt(1 - retained**2) * places[i]
    weights = (counts.sum(axis=0) + 0.5) * np.exp(places @ rng.normal(0, SPREAD, (DIRECTIONS, counts.shape[1])))
    shares = weights / weights.sum(axis=1, keepdims=True)
    return np.array([rng.multinomial(row.sum(), share) for row, share in zip(counts, shares, strict=True)])


def power(counts: NDArray[np.int64], cut_out: int) -> tuple[int, int, float]:
    """Of how many stretches of reports the place where years were cut out is found, and the median p."""
    sides, found, p = 2 * STRETCH, 0, []
    for start in range(len(counts) - sides - cut_out + 1):
        left, right = start + STRETCH, start + STRETCH + cut_out
        rows = np.concatenate([counts[start:left], counts[right : right + STRETCH]])
        best = sharpest(rows, np.arange(sides), seed=start)
        p.append(best["p"])
        found += bool(best["p"] <= 0.05 and best["year_after"] == STRETCH)
    return found, len(p), float(np.median(p))


def main(series: int) -> None:
    """Print the three tables."""
    counts, years = real_counts()
    rng = np.random.default_rng(1)
    rows = []
    for n_tokens in DRAWN:
        long_enough = counts[counts.sum(axis=1) // THIRD >= 2 * n_tokens]
        moved = np.array([thinning(long_enough, n_tokens, rng) for _ in range(THINNED)])
        rows.append(
            (
                n_tokens,
                len(long_enough),
                moved.mean(),
                np.abs(moved.mean(axis=0)).max(),
                np.abs(moved).max(),
                np.mean(np.abs(moved) < 0.01),
            )
        )
    print(
        tabulate(
            rows, ["tokens drawn", "reports", "mean of all", f"most, mean of {THINNED}", "most, any", "share < .01"]
        ),
        "\n",
    )
    counts, years = counts[years >= SINCE], years[years >= SINCE]
    rows = []
    for memory in MEMORIES:
        draws = [np.random.default_rng([seed, int(100 * memory)]) for seed in range(series)]
        p = [sharpest(without_a_break(counts, years, memory, each), years, i)["p"] for i, each in enumerate(draws)]
        rows.append((memory, series, np.mean(np.array(p) <= 0.05), np.median(p)))
    print(tabulate(rows, ["lag-1 dependence", "series", "false alarms", "median p"]), "\n")
    rows = [(cut_out, *power(counts, cut_out)) for cut_out in CUT_OUT]
    print(tabulate(rows, ["years cut out", "found there, p <= .05", "of", "median p"]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

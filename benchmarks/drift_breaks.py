"""Is drift blind to length, and what does the test for breaks find? Thinning, false alarms and power, on real reports.

    python benchmarks/drift_breaks.py [SERIES]

Writes ``benchmarks/drift_breaks.csv`` and prints it. Of the feature tables of `work-reports`, without the texts; with
200 simulated series ten to twenty minutes on one core.

*Thinning*: each report is thinned at random to a third, so that its language stays; by how much does its mean excess
to all others move? Of the movements of single thinnings their mean (with sign, so that up and down cancel), their mean
and largest size, the largest mean of one report's twenty, and the share under .01 bits. *False alarms*: series without
a break, reports of the real lengths, the weights of their terms moved along six directions by a first-order
autoregression; how often does the sharpest cut have p <= .05? *Power*: 22 real reports in a row, with years cut out
after the eleventh and the years counted as if nothing were missing; every start since 1978. Is the cut found there,
with p <= .05?
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.measures.divergence import dense, one_a_year, report_cells
from baogao.measures.drift import pairs_table
from baogao.measures.drift_cuts import drift_cuts
from baogao.measures.expected import expected_divergences
from baogao.measures.stored_parts import drift_series

COLLECTION, SINCE = "work-reports", 1978
THIRD, THINNED = 3, 20  # to what each report is thinned, and how often
DRAWN = (156, 429)  # tokens drawn: what a third of the two shortest allows
MEMORIES, DIRECTIONS, SPREAD = (0.3, 0.6, 0.9), 6, 0.35
STRETCH, CUT_OUT, SIMULATED = 11, (0, 4, 6, 8), 199
SERIES, SMALL = 200, 0.01
RESULTS = Path(__file__).with_suffix(".csv")
Row = tuple[str, float, str, float]  # what is asked, its setting, the statistic, its value


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


def of_thinning(counts: NDArray[np.int64], n_tokens: int, rng: np.random.Generator, n: int = THINNED) -> list[Row]:
    """How far the mean excess of reports moves when each is thinned ``n`` times, of those long enough."""
    long_enough = counts[counts.sum(axis=1) // THIRD >= 2 * n_tokens]
    moved = np.array([thinning(long_enough, n_tokens, rng) for _ in range(n)])
    size = np.abs(moved)
    values = {
        "reports": len(long_enough),
        "thinnings of each": n,
        "mean with sign": moved.mean(),
        "mean size": size.mean(),
        "largest size": size.max(),
        "largest mean of a report": np.abs(moved.mean(axis=0)).max(),
        "share under .01": np.mean(size < SMALL),
    }
    return [("thinning: tokens drawn", n_tokens, key, value) for key, value in values.items()]


def of_false_alarms(counts: NDArray[np.int64], years: NDArray[np.int64], memory: float, series: int) -> list[Row]:
    """How often a series without a break is said to have one."""
    draws = [np.random.default_rng([seed, int(100 * memory)]) for seed in range(series)]
    p = [sharpest(without_a_break(counts, years, memory, each), years, i)["p"] for i, each in enumerate(draws)]
    values = {"series": series, "share with p <= .05": np.mean(np.array(p) <= 0.05), "median p": np.median(p)}
    return [("false alarms: lag-1 dependence", memory, key, value) for key, value in values.items()]


def of_power(counts: NDArray[np.int64], cut_out: int) -> list[Row]:
    """How often a gap is found in its place."""
    values = dict(zip(("found in place, p <= .05", "stretches", "median p"), power(counts, cut_out), strict=True))
    return [("power: years cut out", cut_out, key, value) for key, value in values.items()]


def table(series: int) -> pd.DataFrame:
    """All results: ``of`` and ``setting``, the ``statistic`` and its ``value``."""
    counts, years = real_counts()
    rng = np.random.default_rng(1)
    rows = [row for n_tokens in DRAWN for row in of_thinning(counts, n_tokens, rng)]
    counts, years = counts[years >= SINCE], years[years >= SINCE]
    rows += [row for memory in MEMORIES for row in of_false_alarms(counts, years, memory, series)]
    rows += [row for cut_out in CUT_OUT for row in of_power(counts, cut_out)]
    results = pd.DataFrame(rows, columns=["of", "setting", "statistic", "value"])
    return results.assign(**{name: [f"{value:.4g}" for value in results[name]] for name in ("setting", "value")})


if __name__ == "__main__":
    results = table(int(sys.argv[1]) if len(sys.argv) > 1 else SERIES)
    results.to_csv(RESULTS, index=False, lineterminator="\n")
    print(results.to_string(index=False))

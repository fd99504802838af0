"""Do intervals cover what they say? Collections are simulated whose truth is known, and their intervals counted.

    python benchmarks/interval_coverage.py [COLLECTIONS]

Writes ``benchmarks/interval_coverage.csv`` and prints it as the table of docs/intervals.md. A few minutes on one core.

*rate*: reports of unequal length (log-normal, sigma .3), two of each issuer; an issuer's rate is gamma, with a
standard deviation of half its mean; counts are Poisson. *uneven*: the same with issuers of very unlike size.
*change*: the same issuers twice, each issuer's change normal. *survival*: slogans of each year of first use share a
normal effect on their hazard; looked at after ten years, with a fifth of the lives censored. *together*: lives of all
ages share a gamma effect on the hazard of each calendar year, as when an author changes. Under ten clusters the
package gives no interval: what it would cover is printed all the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
from tabulate import tabulate

from baogao.measures import intervals, rhetoric_change, survival

CLUSTERS, COLLECTIONS = (5, 10, 20, 40, 60), 1000
RESULTS = Path(__file__).with_suffix(".csv")
Interval = tuple[float, float, float]  # the truth and the bounds


def rate(n_clusters: int, rng: np.random.Generator) -> Interval:
    """Rate of a device over reports of several issuers, 5 to be expected in a report of 10,000 characters."""
    issuers = np.repeat(np.arange(n_clusters), 2)
    sizes = 10_000 * rng.lognormal(0, 0.3, len(issuers))
    counts = rng.poisson(0.0005 * sizes * rng.gamma(4, 0.25, n_clusters)[issuers])
    return (0.0005, *intervals.rate_interval(counts, sizes, issuers))


def uneven(n_clusters: int, rng: np.random.Generator) -> Interval:
    """Rate over issuers of very unlike size: log-normal, sigma 1, so that a few hold most of the text."""
    sizes = 10_000 * rng.lognormal(0, 1, n_clusters)
    counts = rng.poisson(0.0005 * sizes * rng.gamma(4, 0.25, n_clusters))
    return (0.0005, *intervals.rate_interval(counts, sizes, np.arange(n_clusters)))


def change(n_clusters: int, rng: np.random.Generator) -> Interval:
    """Mean change of a rate between two years of the same issuers."""
    names = [f"i{number:02}" for number in range(n_clusters)]
    reports = pd.DataFrame({"issuer": names * 2, "year": np.repeat([2025, 2026], n_clusters), "n_chars": 10_000})
    reports["report_id"] = reports["issuer"] + reports["year"].astype(str)
    passages = reports[["report_id"]].assign(passage_id=reports["report_id"])
    before = 20 * rng.gamma(16, 1 / 16, n_clusters)
    counts = rng.poisson(np.concatenate([before, np.maximum(before + rng.normal(5, 5, n_clusters), 0)]))
    devices = passages[["passage_id"]].assign(device="hedge", count=counts, chars=0)
    row = rhetoric_change.rhetoric_change(reports, passages, devices[counts > 0], seed=1, n=19).iloc[0]
    return 5.0, row["low"], row["high"]


def alive(n_clusters: int, rng: np.random.Generator) -> Interval:
    """Share of slogans in use for longer than ten years; clusters are years of first use, 20 slogans each."""
    years = np.repeat(np.arange(n_clusters), 20)
    scale = 14 * np.exp(rng.normal(0, SPREAD, n_clusters))[years]
    ends, censored = np.ceil(rng.exponential(scale)), rng.integers(1, 60, len(years)).astype(float)
    lives = pd.DataFrame({"duration": np.minimum(ends, censored), "ended": ends <= censored})
    curve = survival.survival(lives.assign(first_year=years))
    row = curve[curve["time"] <= 10].iloc[-1]
    return ALIVE, row["low"], row["high"]


def together(n_clusters: int, rng: np.random.Generator) -> Interval:
    """Share in use for longer than ten years where lives end together; 20 slogans come up in each year.

    The effects of ten calendar years are independent with a mean of 1, so the share is that of the mean hazard.
    """
    born, until = np.repeat(np.arange(n_clusters), 20), n_clusters + 20
    hazards = np.minimum(HAZARD * rng.gamma(1 / SHOCK, SHOCK, until + 1), 1)
    alive, last = np.ones(len(born), bool), np.full(len(born), float(until))
    for year in range(1, until + 1):
        ends = alive & (born < year) & (rng.random(len(born)) < hazards[year])
        last[ends], alive = year, alive & ~ends
    curve = survival.survival(pd.DataFrame({"duration": last - born, "ended": ~alive, "first_year": born}))
    row = curve[curve["time"] <= 10].iloc[-1]
    return (1 - HAZARD) ** 10, row["low"], row["high"]


HAZARD, SHOCK = 0.06, 0.3  # of a year, and the variance of its effect
SPREAD = 0.3
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(40)
ALIVE = float((WEIGHTS * np.exp(-10 / (14 * np.exp(SPREAD * NODES)))).sum() / WEIGHTS.sum())
DESIGNS: dict[str, Callable[[int, np.random.Generator], Interval]] = {
    "rate": rate,
    "uneven": uneven,
    "change": change,
    "survival": alive,
    "together": together,
}


def coverage(design: str, n_clusters: int, collections: int, seed: int = 1) -> float:
    """Share of the simulated collections whose interval holds the truth, those without an interval left out."""
    rng = np.random.default_rng([seed, n_clusters])
    with ExitStack() as few_too:
        for module in (intervals, rhetoric_change, survival):
            few_too.enter_context(mock.patch.object(module, "MIN_CLUSTERS", 2))
        drawn = np.array([DESIGNS[design](n_clusters, rng) for _ in range(collections)])
    drawn = drawn[~np.isnan(drawn).any(axis=1)]
    return float(((drawn[:, 1] <= drawn[:, 0]) & (drawn[:, 0] <= drawn[:, 2])).mean())


def table(collections: int) -> pd.DataFrame:
    """Coverage of each design at each number of clusters."""
    rows = [
        (design, n_clusters, collections, round(coverage(design, n_clusters, collections), 4))
        for design in DESIGNS
        for n_clusters in CLUSTERS
    ]
    return pd.DataFrame(rows, columns=["interval", "n_clusters", "n_collections", "coverage"])


def shown(results: pd.DataFrame) -> str:
    """The table as docs/intervals.md has it: a row an interval, a column a number of clusters."""
    wide = results.pivot(index="interval", columns="n_clusters", values="coverage").loc[list(DESIGNS)]
    cells = wide.map(lambda share: f"{share:.1%}")
    return tabulate(
        cells, headers=["interval", *wide.columns], tablefmt="pipe", colalign=("left", *["right"] * len(wide.columns))
    )


if __name__ == "__main__":
    results = table(int(sys.argv[1]) if len(sys.argv) > 1 else COLLECTIONS)
    results.to_csv(RESULTS, index=False, lineterminator="\n")
    print(shown(results))

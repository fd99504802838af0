"""Coverage of intervals: the simulation at a small size, its committed results, and the page that shows them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

REPLICATES = 1000


@pytest.fixture
def benchmark(study, monkeypatch):
    monkeypatch.syspath_prepend(study / "benchmarks")
    import interval_coverage

    return interval_coverage


@pytest.fixture
def results(study):
    return pd.read_csv(study / "benchmarks" / "interval_coverage.csv")


@pytest.mark.parametrize("design", ["rate", "uneven", "change", "survival", "together"])
def test_a_small_simulation_covers(benchmark, design):
    assert benchmark.coverage(design, 20, 40, seed=3) >= 0.85  # of 40 at 95 %: below it once in 100


def test_the_truth_of_the_survival_design_is_what_many_lives_show(benchmark):
    rng = np.random.default_rng(5)
    ends = rng.exponential(14 * np.exp(rng.normal(0, benchmark.SPREAD, 200_000)))
    assert np.mean(ends > 10) == pytest.approx(benchmark.ALIVE, abs=0.004)  # over three standard errors


def test_from_twenty_clusters_on_intervals_cover_what_they_say(results):
    assert set(results["n_clusters"]) == {5, 10, 20, 40, 60}
    assert (results["n_collections"] == REPLICATES).all()
    of_enough = results.query("n_clusters >= 20").set_index("interval")["coverage"]
    assert of_enough.drop("together").between(0.93, 0.97).all()
    assert of_enough["together"].between(0.92, 0.97).all()  # calendar years that cross with those of first use


def test_the_page_shows_the_results(study, benchmark, results):
    page = (study / "docs" / "intervals.md").read_text(encoding="utf-8")
    assert benchmark.shown(results) in page

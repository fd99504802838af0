"""What the benchmark of drift measured: its committed table against what it must reach and what pages say of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from baogao.measures.drift_cuts import drift_cuts


@pytest.fixture
def benchmark(study, monkeypatch):
    monkeypatch.syspath_prepend(study / "benchmarks")
    import drift_breaks

    return drift_breaks


@pytest.fixture
def results(study):
    """Values by what is asked, setting and statistic."""
    table = pd.read_csv(study / "benchmarks" / "drift_breaks.csv")
    table["of"] = table["of"].str.partition(":")[0]
    return table.set_index(["of", "setting", "statistic"])["value"]


def shown(study, page):
    return " ".join((study / page).read_text(encoding="utf-8").split())


def test_the_whole_run_reaches_what_it_must(results, benchmark):
    thinned = results["thinning"]
    assert set(thinned.index.get_level_values(0)) == set(benchmark.DRAWN)
    assert (thinned.xs("largest mean of a report", level=1) < benchmark.SMALL).all()
    alarms = results["false alarms"].xs("share with p <= .05", level=1)
    assert (alarms[[0.3, 0.6]] <= 0.05).all()
    assert (results["false alarms"].xs("series", level=1) == benchmark.SERIES).all()
    six = results["power"][6]
    assert six["found in place, p <= .05"] / six["stretches"] >= 0.8


def test_the_readme_and_the_notebook_say_what_the_table_says(study, results):
    gaps = {
        years: f"{row['found in place, p <= .05']:.0f} of {row['stretches']:.0f}"
        for years, row in results["power"].unstack().iterrows()
    }
    alarms = results["false alarms"].xs("share with p <= .05", level=1)
    percents = "{:g}, {:g} and {:g} %".format(*(100 * alarms[[0.3, 0.6, 0.9]]))
    readme, notebook = shown(study, "README.md"), shown(study, "notebooks/04-drift.ipynb")
    assert f"it finds {gaps[6]} gaps of six years, with false alarms of {percents} at lag-1" in readme
    assert f"it finds {gaps[6]} gaps of six years and {gaps[4]} of four;" in notebook
    assert f"raises an alarm in {percents} of simulated series" in notebook
    n_series = results["false alarms"].xs("series", level=1)
    n_alarms = [f"{alarms[memory] * n_series[memory]:.0f}" for memory in (0.3, 0.6, 0.9)]
    docstring = " ".join(drift_cuts.__doc__.split())
    assert "in {} with a correlation of .3 from year to year, in {} with .6, but in {} with .9".format(*n_alarms) in (
        docstring
    )


def test_the_changelog_says_how_far_thinning_moves_a_report_and_not_only_the_mean_with_sign(study, results):
    by_statistic = results["thinning"].unstack(level=0)
    least, most = (f"{value:.3f}"[1:] for value in sorted(by_statistic.loc["mean size"]))
    under = {f"{share:.0%}" for share in by_statistic.loc["share under .01"]}
    largest, signed = by_statistic.loc["largest size"].max(), by_statistic.loc["mean with sign"]
    assert (signed.round(4) == -0.0001).all()
    assert len(under) == 1
    assert (
        f"its mean excess moves by {least} to {most} bits on average, {under.pop()} of the thinnings by under .01, the "
        f"largest by {largest:.3f}; up and down cancel to -.0001)".replace(" 0.", " .").replace("%", " %")
    ) in shown(study, "CHANGELOG.md")


def test_a_thinning_that_moves_nothing_moves_nothing(benchmark):
    """Reports of one term: whatever is drawn of them is the same."""
    counts = np.full((4, 1), 900)
    values = {key: value for _, _, key, value in benchmark.of_thinning(counts, 100, np.random.default_rng(1), n=2)}
    assert values["reports"] == 4
    assert (values["mean size"], values["largest size"], values["share under .01"]) == (0, 0, 1)


def test_the_size_of_movements_is_no_smaller_than_their_mean(benchmark):
    counts = np.random.default_rng(2).multinomial(1500, np.full(50, 0.02), size=6)
    counts[0] //= 10  # too short to be thinned
    values = {key: value for _, _, key, value in benchmark.of_thinning(counts, 100, np.random.default_rng(1), n=3)}
    assert values["reports"] == 5
    assert 0 < abs(values["mean with sign"]) < values["mean size"] < values["largest size"]
    assert values["largest mean of a report"] < values["largest size"]

"""Rates, intervals, series and coverage: hand arithmetic, an oracle, limit cases."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from baogao.errors import SettingError, TableError
from baogao.measures.coverage import coverage
from baogao.measures.intervals import log_rate_variance, rate_interval
from baogao.measures.rates import slogan_rates, slogan_summary
from baogao.measures.series import by_centre, long_lived, slogan_series

REPORTS = pd.DataFrame(
    {
        "report_id": ["a", "b", "c", "d"],
        "year": pd.array([2019, 2019, 2020, None], dtype="Int64"),
        "region": ["北", "南", "北", "南"],
        "n_chars": pd.array([1000, 3000, 2000, 500], dtype="Int64"),
        "issuer": ["x", "y", "x", "y"],
        "genre": "speech",
        "subgenre": "",
    }
)
PASSAGES = pd.DataFrame({"passage_id": ["a:1", "a:2", "b:1", "c:1", "d:1"], "report_id": ["a", "a", "b", "c", "d"]})
HITS = pd.DataFrame(
    {
        "passage_id": ["a:1", "a:1", "a:2", "b:1", "d:1"],
        "slogan_id": ["s", "s", "s", "t", "s"],
        "start": [0, 1, 0, 0, 0],
        "end": [4, 3, 4, 4, 4],
        "maximal": [True, False, True, True, True],
    }
)


def poisson(counts, exposures):
    """statsmodels' Poisson regression with intercept and offset."""
    return sm.GLM(counts, np.ones((len(counts), 1)), family=sm.families.Poisson(), offset=np.log(exposures))


def jackknife(counts, exposures, clusters):
    """Variance of the log rate from regressions without one cluster each, on the scale of the rate."""
    names, rate = np.unique(clusters), np.exp(poisson(counts, exposures).fit().params[0])
    rates = [np.exp(poisson(*(x[clusters != name] for x in (counts, exposures))).fit().params[0]) for name in names]
    return (len(names) - 1) / len(names) * np.sum((np.array(rates) - rate) ** 2) / rate**2


def satterthwaite(sizes):
    """Degrees of freedom from the whole matrices: 2 mean^2 / variance of the quadratic form of the jackknife."""
    n, shares = len(sizes), sizes / sizes.sum()
    residuals = (np.eye(n) - np.outer(shares, np.ones(n))) / (1 - shares)[:, None]
    form = residuals @ np.diag(shares) @ residuals.T
    return np.trace(form) ** 2 / np.trace(form @ form)


def test_rates_by_year_by_hand():
    table = slogan_rates(REPORTS, PASSAGES, HITS, by="year")
    assert table["year"].tolist()[:2] == [2019, 2020]
    assert math.isnan(table["year"].astype(float).iloc[2])
    assert table[["n_reports", "n_chars", "count", "nested_count"]].values.tolist() == [
        [2, 4000, 3, 1],
        [1, 2000, 0, 0],
        [1, 500, 1, 0],
    ]
    assert table["rate_per_10k"].tolist() == [10_000 * 3 / 4000, 0, 10_000 * 1 / 500]


def test_rates_by_report_keep_every_report_zeros_included():
    table = slogan_rates(REPORTS, PASSAGES, HITS[HITS["slogan_id"] == "t"], by="report")
    assert table["report"].tolist() == ["a", "b", "c", "d"]
    assert table["count"].tolist() == [0, 1, 0, 0]


def test_an_absent_slogan_is_zero_everywhere_and_has_no_interval():
    table = slogan_rates(REPORTS, PASSAGES, HITS.head(0), by="region")
    assert table[["count", "rate_per_10k"]].to_numpy().sum() == 0
    assert table["low"].isna().all()


def test_fewer_than_ten_issuers_have_no_interval():
    table = slogan_rates(REPORTS, PASSAGES, HITS, by="genre")
    assert table[["low", "high"]].isna().all(axis=None)
    assert all(map(math.isnan, rate_interval([1] * 9, [100] * 9, range(9))))


def test_the_interval_by_hand():
    # Ten issuers of 100 characters, five with 2 and five with 0: rate 0.01, residuals +1 and -1.
    low, high = rate_interval([2, 0] * 5, [100] * 10, range(10))
    reach = 2.2621571628540993 * math.sqrt(10 / 9 * 10 / 10**2)  # t(0.975, 9 df) from a printed table: 2.262
    assert low == pytest.approx(0.01 * math.exp(-reach))
    assert high == pytest.approx(0.01 * math.exp(reach))


@pytest.mark.parametrize("seed", range(5))
def test_clusters_of_one_size_have_the_interval_of_a_clustered_poisson_regression(seed):
    rng = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(12), 3)
    exposures = rng.permuted(np.tile([500, 1500, 4000], (12, 1)), axis=1).ravel()
    counts = rng.poisson(0.002 * exposures * rng.gamma(2, 0.5, 12)[clusters])
    fit = poisson(counts, exposures).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)
    oracle = tuple(np.exp(fit.conf_int()[0]))
    assert rate_interval(counts, exposures, clusters) == pytest.approx(oracle, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_variance_of_a_log_rate_is_that_of_the_rates_without_one_cluster(seed):
    rng = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(12), 3)
    exposures = rng.lognormal(8, 1, 36)
    counts = rng.poisson(0.002 * exposures * rng.gamma(2, 0.5, 12)[clusters])
    variance, df = log_rate_variance(counts, exposures, clusters)
    assert variance == pytest.approx(jackknife(counts, exposures, clusters), rel=1e-6)
    assert 1 < df < 11
    assert df == pytest.approx(satterthwaite(np.bincount(clusters, weights=exposures)), rel=1e-9)


def test_one_large_cluster_leaves_few_degrees_of_freedom_and_one_without_text_none():
    # Nine of 100 characters and one of 900: shares 1/18 and 1/2, so a = 1/17 and 1, and the numerator is (9/17 + 1)^2;
    # a^2 (1 - 2h) / (1 - h)^2 is (1/17^2)(16/18)(18/17)^2 nine times, and 0; a^2 sums to 9/17^2 + 1.
    _, df = log_rate_variance([1] * 10, [100] * 9 + [900], range(10))
    spread = 9 / 17**2 * 16 / 18 * (18 / 17) ** 2 + (9 / 17**2 + 1) ** 2
    assert df == pytest.approx((9 / 17 + 1) ** 2 / spread)
    assert df < 2.2
    counts, sizes = [2, 0] * 5, [100] * 10
    alone = log_rate_variance(counts, sizes, range(10))
    assert log_rate_variance([*counts, 0], [*sizes, 0], range(11)) == pytest.approx(alone)
    assert all(map(math.isnan, log_rate_variance([*counts[:9], 0], [*sizes[:9], 0], range(10))))


def test_the_interval_covers_what_it_says():
    rng = np.random.default_rng(1)
    clusters = np.repeat(np.arange(20), 2)
    covered = 0
    for _ in range(600):
        counts = rng.poisson(5 * rng.gamma(4, 0.25, 20)[clusters])
        low, high = rate_interval(counts, np.full(40, 1000), clusters)
        covered += low <= 0.005 <= high
    assert 0.92 <= covered / 600 <= 0.98  # 95 %, give or take three standard errors of 600 runs


@pytest.mark.parametrize("spread", [0.3, 1])
def test_the_interval_covers_what_it_says_with_issuers_of_unlike_size(spread):
    rng = np.random.default_rng(2)
    covered = 0
    for _ in range(600):
        sizes = 10_000 * rng.lognormal(0, spread, 20)
        low, high = rate_interval(rng.poisson(0.0005 * sizes * rng.gamma(4, 0.25, 20)), sizes, range(20))
        covered += low <= 0.0005 <= high
    assert 0.92 <= covered / 600 <= 0.98


@given(st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any), st.integers(2, 5))
def test_more_of_the_same_text_leaves_the_rate_as_it_is(counts, times):
    reports = pd.DataFrame(
        {
            "report_id": [f"r{i}" for i in range(12)],
            "year": 2020,
            "n_chars": 100,
            "issuer": [f"i{i}" for i in range(12)],
        }
    )
    hits = pd.DataFrame(
        [(f"r{i}:1", True) for i, n in enumerate(counts) for _ in range(n)], columns=["passage_id", "maximal"]
    )
    passages = pd.DataFrame({"passage_id": [f"r{i}:1" for i in range(12)], "report_id": reports["report_id"]})
    once = slogan_rates(reports, passages, hits)
    more = slogan_rates(reports.assign(n_chars=100 * times), passages, pd.concat([hits] * times))
    pd.testing.assert_frame_equal(once[["rate_per_10k", "low", "high"]], more[["rate_per_10k", "low", "high"]])


def test_one_report_is_counted_alone_but_not_compared():
    one = REPORTS.head(1)
    assert slogan_rates(one, PASSAGES.head(2), HITS.head(3), by="report")["count"].tolist() == [2]
    with pytest.raises(SettingError, match=r"1 report.*at least 2"):
        slogan_rates(one, PASSAGES.head(2), HITS.head(3), by="year")


def test_an_unknown_column_and_a_lacking_one_are_told():
    with pytest.raises(SettingError, match=r"by=.colour..*year, region, level, genre, report"):
        slogan_rates(REPORTS, PASSAGES, HITS, by="colour")
    with pytest.raises(TableError, match=r"hits lacks column\(s\) maximal"):
        slogan_rates(REPORTS, PASSAGES, HITS.drop(columns="maximal"))


def test_the_summary_by_hand():
    inside = {"passage_id": "d:1", "slogan_id": "t", "start": 1, "end": 3, "maximal": False}
    table = slogan_summary(REPORTS, PASSAGES, pd.concat([HITS, pd.DataFrame([inside])], ignore_index=True))
    assert table[["slogan_id", "count", "nested_count", "n_reports"]].values.tolist() == [
        ["s", 3, 0, 2],  # a form inside a longer one of the same slogan is no place of its own
        ["t", 1, 1, 2],
    ]
    assert table["first_year"].tolist() == [2019, 2019]
    assert table["rate_per_10k"].tolist() == [10_000 * 3 / 6500, 10_000 * 1 / 6500]


def test_series_hold_every_cell_and_leave_undated_reports_out():
    table = slogan_series(REPORTS, PASSAGES, HITS)
    assert table[["slogan_id", "year", "count"]].values.tolist() == [
        ["s", 2019, 2],
        ["s", 2020, 0],
        ["t", 2019, 1],
        ["t", 2020, 0],
    ]
    assert table["rate_per_10k"].tolist() == [10_000 * 2 / 4000, 0, 10_000 * 1 / 4000, 0]


def test_what_is_too_rare_for_a_curve_has_none():
    series = pd.DataFrame(
        {"slogan_id": ["s"] * 8 + ["t"] * 7, "year": [*range(8), *range(7)], "count": [4] * 8 + [40] * 7}
    )
    assert long_lived(series) == ["s"]
    assert long_lived(series.head(0)) == []


def test_slogans_are_ordered_by_their_centre_of_use():
    series = pd.DataFrame({"slogan_id": ["s", "s", "t"], "year": [1990, 2000, 1980], "rate_per_10k": [1.0, 3.0, 5.0]})
    assert by_centre(series) == ["t", "s"]  # 1980 before (1990 + 3 x 2000) / 4 = 1997.5


def test_coverage_adds_up():
    table = coverage(REPORTS.assign(subgenre=["", "plan", "", ""]))
    assert table["n_chars"].sum() == 6500
    assert table["n_reports"].sum() == 4

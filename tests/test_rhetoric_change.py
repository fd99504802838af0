"""Paired change of devices and what sections speak of: by hand, oracles, limit cases, thinning."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from baogao.errors import SettingError, TableError
from baogao.measures.rhetoric_change import flip_p, rhetoric_change
from baogao.measures.rhetoric_sections import rhetoric_sections


def waves(before, after, n_chars=1000):
    """Reports of as many issuers in two years with so many hedges."""
    issuers = [f"i{number}" for number in range(len(before))] * 2
    years = [2025] * len(before) + [2026] * len(before)
    ids = [f"r{number}" for number in range(len(issuers))]
    reports = pd.DataFrame({"report_id": ids, "issuer": issuers, "year": years, "n_chars": n_chars})
    passages = pd.DataFrame({"passage_id": [f"{each}:1" for each in ids], "report_id": ids})
    devices = pd.DataFrame({"passage_id": passages["passage_id"], "device": "hedge", "count": [*before, *after]})
    return reports, passages, devices.assign(chars=0)


def test_the_change_by_hand():
    before, after = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5], [3, 2, 5, 4, 7, 1, 4, 3, 6, 5]
    [row] = rhetoric_change(*waves(before, after), seed=1).to_dict("records")
    # Ten differences, five of 2 and five of 0 in 1,000 characters: 20 and 0 in 10,000, their deviation 10 sqrt(10/9).
    assert (row["n_issuers"], row["rate_before"], row["rate_after"], row["change"]) == (10, 30, 40, 10)
    reach = stats.t.ppf(0.975, 9) * 10 * math.sqrt(10 / 9) / math.sqrt(10)
    assert (row["low"], row["high"]) == pytest.approx((10 - reach, 10 + reach))
    # Of the 32 ways to flip the five that changed, two are as far from zero.
    assert row["p"] == pytest.approx(2 / 32, abs=0.01)


@pytest.mark.parametrize("seed", range(3))
def test_interval_and_p_are_those_of_scipy(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.poisson(6, 21), rng.poisson(7, 21)
    [row] = rhetoric_change(*waves(before, after), seed=seed).to_dict("records")
    paired = stats.ttest_rel(after * 10.0, before * 10.0)
    assert (row["low"], row["high"]) == pytest.approx(tuple(paired.confidence_interval(0.95)))
    oracle = stats.permutation_test(
        (after * 10.0, before * 10.0), lambda a, b: (a - b).mean(), permutation_type="samples", n_resamples=9_999,
        rng=np.random.default_rng(seed + 10),
    )  # fmt: skip
    assert row["p"] == pytest.approx(oracle.pvalue, abs=0.02)


def test_years_exchanged_change_the_sign_only():
    before, after = list(range(12)), [2 * number for number in range(12)]
    [there], [back] = (
        rhetoric_change(*waves(*pair), seed=1).to_dict("records") for pair in ((before, after), (after, before))
    )
    assert (there["change"], there["low"], there["p"]) == pytest.approx((-back["change"], -back["high"], back["p"]))


def test_no_change_has_a_p_of_one_and_few_issuers_none():
    [row] = rhetoric_change(*waves([3] * 12, [3] * 12), seed=1).to_dict("records")
    assert (row["change"], row["low"], row["high"], row["p"]) == (0, 0, 0, 1)
    [few] = rhetoric_change(*waves([3] * 4, [1] * 4), seed=1).to_dict("records")
    assert few["change"] == -20
    assert all(math.isnan(few[name]) for name in ("low", "high", "p", "q"))


def test_a_report_thinned_at_random_does_not_move_the_change():
    rng = np.random.default_rng(2)
    counts = rng.poisson(400, 21)
    halves = rng.binomial(counts, 0.5)
    reports, passages, devices = waves(counts, halves)
    reports = reports.assign(n_chars=[1000] * 21 + [500] * 21)
    [row] = rhetoric_change(reports, passages, devices, seed=1).to_dict("records")
    assert row["low"] < 0 < row["high"]
    assert abs(row["change"]) < 0.02 * row["rate_before"]


def test_the_p_of_years_that_can_be_exchanged_is_uniform():
    rng = np.random.default_rng(4)
    p = [flip_p(rng.normal(size=15), seed=number, n=499) for number in range(300)]
    assert stats.kstest(p, "uniform").pvalue > 0.01


def test_what_is_no_pair_is_refused():
    reports, passages, devices = waves([1] * 3, [2] * 3)
    with pytest.raises(SettingError, match=r"1 year\(s\) \(2025\); a paired change takes two"):
        rhetoric_change(reports.head(3), passages, devices, seed=1)
    with pytest.raises(TableError, match="i2 not once in each of 2025, 2026"):
        rhetoric_change(reports.head(5), passages, devices, seed=1)
    with pytest.raises(TableError, match="reports lacks column"):
        rhetoric_change(reports.drop(columns="issuer"), passages, devices, seed=1)


PASSAGES = pd.DataFrame(
    {
        "passage_id": ["a:1", "a:2", "a:3", "b:1"],
        "report_id": ["a", "a", "a", "b"],
        "section": ["II", "I", "II", ""],
        "start": [50, 0, 90, 0],
        "n_chars": [40, 50, 10, 30],
    }
)


def test_sections_by_hand_in_the_order_of_the_text():
    rows = [
        ("a:1", "achievement", 3),
        ("a:3", "problem", 1),
        ("a:2", "future", 2),
        ("a:2", "past", 6),
        ("a:1", "hedge", 9),
    ]
    table = rhetoric_sections(PASSAGES, pd.DataFrame(rows, columns=["passage_id", "device", "count"]))
    assert table["section"].tolist() == ["I", "II", ""]
    assert table["n_chars"].tolist() == [50, 50, 30]
    assert table[["achievement", "problem", "past", "future"]].values.tolist() == [[0, 0, 6, 2], [3, 1, 0, 0], [0] * 4]
    assert table["balance"].tolist() == [
        pytest.approx(math.nan, nan_ok=True),
        0.5,
        pytest.approx(math.nan, nan_ok=True),
    ]
    assert table["orientation"].tolist()[0] == -0.5


def test_sections_without_any_device_are_listed_with_zeros():
    none = pd.DataFrame({"passage_id": [], "device": [], "count": []}).astype({"passage_id": str, "device": str})
    table = rhetoric_sections(PASSAGES, none)
    assert table[["achievement", "task", "future"]].to_numpy().sum() == 0
    assert table["balance"].isna().all()
    with pytest.raises(TableError, match="passages lacks column"):
        rhetoric_sections(PASSAGES.drop(columns="section"), none)

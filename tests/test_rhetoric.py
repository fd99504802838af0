"""Rhetoric: rates and contrasts by hand, an oracle, limit cases."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import t

from baogao.errors import SettingError, TableError
from baogao.measures.device_counts import device_counts
from baogao.measures.rhetoric import rhetoric_contrast, rhetoric_profile

REPORTS = pd.DataFrame(
    {
        "report_id": ["a", "b", "c"],
        "year": pd.array([2019, 2019, None], dtype="Int64"),
        "region": ["北", "南", "北"],
        "level": "city",
        "genre": "speech",
        "n_chars": pd.array([1000, 3000, 2000], dtype="Int64"),
        "issuer": ["x", "y", "x"],
    }
)
PASSAGES = pd.DataFrame({"passage_id": ["a:1", "a:2", "b:1", "c:1"], "report_id": ["a", "a", "b", "c"]})
DEVICES = pd.DataFrame(
    {
        "passage_id": ["a:1", "a:2", "b:1", "c:1", "a:1"],
        "device": ["deontic", "deontic", "deontic", "deontic", "intensity"],
        "count": [2, 1, 6, 0, 4],
        "chars": [4, 2, 12, 0, 8],
    }
)


def group(counts, issuers, n_chars=100, device="deontic"):
    return pd.DataFrame({"issuer": list(issuers), "n_chars": n_chars, "device": device, "count": counts})


def test_rates_by_report_by_hand():
    table = rhetoric_profile(REPORTS, PASSAGES, DEVICES)
    assert table.columns.tolist() == ["report", "device", "n_reports", "count", "rate_per_10k", "low", "high", "share"]
    assert table["share"].tolist() == [0.006, 0.008, 0.004, 0, 0, 0]  # 6 and 8 of 1,000, 12 of 3,000 characters
    assert table[["report", "device", "count", "rate_per_10k"]].values.tolist() == [
        ["a", "deontic", 3, 30.0],
        ["a", "intensity", 4, 40.0],
        ["b", "deontic", 6, 20.0],
        ["b", "intensity", 0, 0.0],
        ["c", "deontic", 0, 0.0],
        ["c", "intensity", 0, 0.0],
    ]


def test_rates_by_year_add_up_and_undated_reports_stand_last():
    table = rhetoric_profile(REPORTS, PASSAGES, DEVICES, by="year")
    assert table["n_reports"].tolist() == [2, 2, 1, 1]
    assert table["rate_per_10k"].tolist() == [22.5, 10.0, 0.0, 0.0]  # 9 and 4 in 4,000 characters
    assert table["year"].isna().tolist() == [False, False, True, True]
    assert table[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("by", ["report", "level", "region", "year", "genre"])
def test_counts_of_every_grouping_add_up_to_the_table(by):
    assert rhetoric_profile(REPORTS, PASSAGES, DEVICES, by=by)["count"].sum() == DEVICES["count"].sum()


def test_one_report_is_counted_alone_but_not_compared():
    one = REPORTS.head(1)
    assert rhetoric_profile(one, PASSAGES, DEVICES)["count"].tolist() == [3, 4]
    with pytest.raises(SettingError, match=r"1 report.*at least 2"):
        rhetoric_profile(one, PASSAGES, DEVICES, by="year")


def test_no_devices_at_all_is_an_empty_table():
    assert rhetoric_profile(REPORTS, PASSAGES, DEVICES.head(0)).empty
    assert device_counts(REPORTS, PASSAGES, DEVICES.head(0)).empty


def test_a_report_without_characters_has_no_rate():
    table = rhetoric_profile(REPORTS.assign(n_chars=0), PASSAGES.head(0), DEVICES.head(1).iloc[:0])
    assert table.empty
    zero = rhetoric_profile(REPORTS.assign(n_chars=0), PASSAGES, DEVICES.assign(count=0))
    assert zero["rate_per_10k"].isna().all()


def test_unknown_columns_and_lacking_ones_are_told():
    with pytest.raises(SettingError, match=r"by=.colour..*year, region, level, genre, report"):
        rhetoric_profile(REPORTS, PASSAGES, DEVICES, by="colour")
    with pytest.raises(TableError, match=r"devices lacks column\(s\) count"):
        rhetoric_profile(REPORTS, PASSAGES, DEVICES.drop(columns="count"))
    with pytest.raises(TableError, match=r"b lacks column\(s\) issuer"):
        rhetoric_contrast(group([1], "x"), group([1], "y").drop(columns="issuer"))


def test_the_contrast_by_hand():
    a, b = group([3, 1] * 5, range(10)), group([2, 0] * 5, range(10, 20))
    [row] = rhetoric_contrast(a, b).to_dict("records")
    v_a, v_b = 10 / 9 * 10 / 20**2, 10 / 9 * 10 / 10**2  # residuals are +1 and -1
    df = (v_a + v_b) ** 2 / (v_a**2 / 9 + v_b**2 / 9)
    reach = t.ppf(0.975, df) * math.sqrt(v_a + v_b)
    assert (row["count_a"], row["count_b"], row["rate_a"], row["rate_b"]) == (20, 10, 200, 100)
    assert row["log_ratio"] == pytest.approx(1)
    assert row["df"] == pytest.approx(df)
    assert row["low"] == pytest.approx((math.log(2) - reach) / math.log(2))
    assert row["high"] == pytest.approx((math.log(2) + reach) / math.log(2))
    assert row["p"] == row["q"] == pytest.approx(2 * t.sf(math.log(2) / math.sqrt(v_a + v_b), df))


def log_rate(table):
    """Log rate and its variance from a Poisson regression with clustered covariance (of clusters of one size)."""
    model = sm.GLM(
        table["count"], np.ones((len(table), 1)), family=sm.families.Poisson(), offset=np.log(table["n_chars"])
    )
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": pd.factorize(table["issuer"])[0]})
    return float(fit.params.iloc[0]), float(fit.bse.iloc[0]) ** 2


@pytest.mark.parametrize("seed", range(3))
def test_the_contrast_is_that_of_two_clustered_poisson_regressions(seed):
    rng = np.random.default_rng(seed)
    a = group(rng.poisson(6, 36), np.repeat(np.arange(12), 3), np.tile([500, 900, 1600], 12))
    b = group(rng.poisson(4, 30), np.repeat(np.arange(20, 35), 2), np.tile([700, 1900], 15))
    [row] = rhetoric_contrast(a, b).to_dict("records")
    (log_a, v_a), (log_b, v_b) = log_rate(a), log_rate(b)
    df = (v_a + v_b) ** 2 / (v_a**2 / 11 + v_b**2 / 14)
    assert 11 <= row["df"] == pytest.approx(df, rel=1e-6)
    assert row["log_ratio"] * math.log(2) == pytest.approx(log_a - log_b, rel=1e-6)
    assert row["p"] == pytest.approx(2 * t.sf(abs(log_a - log_b) / math.sqrt(v_a + v_b), df), rel=1e-5)


def test_groups_exchanged_change_the_sign_only():
    a, b = group([3, 1] * 5, range(10)), group([2, 1] * 6, range(10, 22))
    there, back = rhetoric_contrast(a, b).iloc[0], rhetoric_contrast(b, a).iloc[0]
    assert there["log_ratio"] == pytest.approx(-back["log_ratio"])
    assert (there["low"], there["p"]) == pytest.approx((-back["high"], back["p"]))


def test_the_false_discovery_rate_is_benjamini_and_hochbergs():
    rng = np.random.default_rng(5)
    names = ["deontic", "intensity", "enumeration"]
    a = pd.concat(
        [group(rng.poisson(rate, 12), range(12), device=name) for rate, name in zip((9, 6, 5), names, strict=True)]
    )
    b = pd.concat([group(rng.poisson(5, 12), range(20, 32), device=name) for name in names])
    table = rhetoric_contrast(a, b).sort_values("p")
    p = table["p"].to_numpy()
    by_hand = [min(p[0] * 3, p[1] * 3 / 2, p[2]), min(p[1] * 3 / 2, p[2]), p[2]]
    assert table["q"].tolist() == pytest.approx(by_hand)


def test_what_cannot_be_told_is_undefined():
    few = rhetoric_contrast(group([2] * 9, range(9)), group([1] * 12, range(20, 32))).iloc[0]
    assert few["log_ratio"] == pytest.approx(1)
    assert few[["low", "high", "df", "p", "q"]].isna().all()
    none = rhetoric_contrast(group([2, 1] * 5, range(10)), group([0] * 10, range(10, 20))).iloc[0]
    assert (none["rate_b"], math.isnan(none["log_ratio"]), math.isnan(none["p"])) == (0, True, True)


def test_groups_with_a_common_issuer_are_refused():
    with pytest.raises(SettingError, match=r"issuer\(s\) y are in both groups"):
        rhetoric_contrast(group([1, 2], "xy"), group([1, 2], "yz"))

"""Keyness and permutation of clusters: hand arithmetic, oracles, invariants, limit cases."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, permutation_test
from statsmodels.stats.multitest import multipletests

from baogao.errors import SettingError, TableError
from baogao.measures.keyness import keyness, keyness_permutation
from baogao.measures.permutation import arrangements, benjamini_hochberg

COUNTS = pd.DataFrame(
    [
        ("t1", "创新", 3),
        ("t1", "工作", 7),
        ("t2", "创新", 5),
        ("t2", "工作", 5),
        ("r1", "创新", 1),
        ("r1", "工作", 9),
        ("r2", "工作", 9),
        ("r2", "民生", 1),
    ],
    columns=["report_id", "term", "count"],
)
TARGET = ["t1", "t2"]


def tidy(matrix):
    """A table of counts from rows of reports r0, r1, ... and columns of terms w0, w1, ..."""
    return pd.DataFrame(
        [(f"r{i}", f"w{j}", int(n)) for i, row in enumerate(matrix) for j, n in enumerate(row)],
        columns=["report_id", "term", "count"],
    )


def manifest(n):
    return pd.DataFrame({"report_id": [f"r{i}" for i in range(n)], "issuer": [f"i{i:02}" for i in range(n)]})


def two_sided(swing):
    """Reports of 10 tokens each, `swing` of them the term w0."""
    return tidy([(n, 10 - n) for n in swing])


def test_keyness_by_hand():
    table = keyness(COUNTS, TARGET, min_count=1).set_index("term")
    # 创新: 8 of 20 in the target, 1 of 20 in the reference; a share of 9 / 40 would make 4.5 and 4.5, 15.5 and 15.5.
    g2 = 2 * (8 * math.log(8 / 4.5) + 1 * math.log(1 / 4.5) + 12 * math.log(12 / 15.5) + 19 * math.log(19 / 15.5))
    assert table.loc["创新", "log_likelihood"] == pytest.approx(g2)
    assert table.loc["创新", "log_ratio"] == pytest.approx(3)  # 8 / 20 is 8 times 1 / 20
    # 工作: 12 of 20 and 18 of 20, under-used.
    g2 = 2 * (12 * math.log(12 / 15) + 18 * math.log(18 / 15) + 8 * math.log(8 / 5) + 2 * math.log(2 / 5))
    assert table.loc["工作", "log_likelihood"] == pytest.approx(-g2)
    assert table.loc["工作", "log_ratio"] == pytest.approx(math.log2(2 / 3))
    # 民生: 0 of 20 and 1 of 20; 0 becomes 0.5 in the ratio, and adds nothing to G2.
    g2 = 2 * (1 * math.log(1 / 0.5) + 20 * math.log(20 / 19.5) + 19 * math.log(19 / 19.5))
    assert table.loc["民生", "log_likelihood"] == pytest.approx(-g2)
    assert table.loc["民生", "log_ratio"] == pytest.approx(-1)
    assert table["absent_in"].to_dict() == {"创新": "", "工作": "", "民生": "target"}
    frequencies = ["target_count", "reference_count", "target_reports", "reference_reports"]
    assert table.loc[["创新", "工作", "民生"], frequencies].to_numpy().tolist() == [
        [8, 1, 2, 1],
        [12, 18, 2, 2],
        [0, 1, 0, 1],
    ]


def test_the_strongest_stands_first_and_equals_stand_by_term():
    table = keyness(tidy([(9, 2, 2, 7), (1, 8, 8, 3)]), ["r0"])
    assert table["term"].tolist() == ["w0", "w1", "w2", "w3"]
    assert table["log_likelihood"].abs().is_monotonic_decreasing


@pytest.mark.parametrize("seed", range(5))
def test_g2_p_and_q_are_those_of_scipy_and_statsmodels(seed):
    rng = np.random.default_rng(seed)
    table = keyness(tidy(rng.poisson(rng.gamma(1, 6, (7, 30)))), ["r0", "r4", "r5"], min_count=1)
    sizes = table["target_count"].sum(), table["reference_count"].sum()
    for row in table.itertuples():
        cells = [[row.target_count, row.reference_count], [sizes[0] - row.target_count, sizes[1] - row.reference_count]]
        oracle = chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        assert abs(row.log_likelihood) == pytest.approx(oracle.statistic, abs=1e-9)
        assert row.p == pytest.approx(oracle.pvalue)
        more = row.target_count / sizes[0] > row.reference_count / sizes[1]
        assert (row.log_likelihood > 0) == more
    assert table["q"].to_numpy() == pytest.approx(multipletests(table["p"], method="fdr_bh")[1])


matrices = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any), min_size=4, max_size=4)


@settings(deadline=None, max_examples=40)
@given(matrices)
def test_swapping_target_and_reference_flips_the_signs(matrix):
    counts = tidy(matrix)
    one = keyness(counts, ["r0", "r1"], min_count=1).set_index("term").sort_index()
    other = keyness(counts, ["r2", "r3"], min_count=1).set_index("term").sort_index()
    for column in ("log_likelihood", "log_ratio"):
        assert one[column].to_numpy() == pytest.approx(-other[column].to_numpy(), abs=1e-9)
    assert one["p"].to_numpy() == pytest.approx(other["p"].to_numpy())
    assert one["target_count"].tolist() == other["reference_count"].tolist()


@settings(deadline=None, max_examples=40)
@given(matrices, st.integers(2, 5))
def test_more_of_the_same_leaves_the_log_ratio_and_multiplies_g2(matrix, times):
    counts = tidy(matrix)
    once = keyness(counts, ["r0", "r1"], min_count=1).set_index("term").sort_index()
    more = keyness(pd.concat([counts] * times), ["r0", "r1"], min_count=1).set_index("term").sort_index()
    whole = once["absent_in"] == ""
    assert once["log_ratio"][whole].to_numpy() == pytest.approx(more["log_ratio"][whole].to_numpy(), abs=1e-9)
    assert times * once["log_likelihood"].to_numpy() == pytest.approx(more["log_likelihood"].to_numpy(), abs=1e-9)


def test_an_equal_share_is_no_keyness():
    table = keyness(tidy([(2, 8), (4, 16)]), ["r0"])
    assert table[["log_likelihood", "log_ratio"]].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert table["p"].tolist() == [1, 1]
    only = keyness(tidy([(5,), (7,)]), ["r0"])  # a corpus of one term: the other two cells are empty
    assert only[["log_likelihood", "log_ratio", "p"]].to_numpy().tolist() == [[0, 0, 1]]


def test_rare_terms_are_not_tested_but_stay_in_the_size_of_the_reports():
    table = keyness(COUNTS, TARGET, min_count=5)
    assert set(table["term"]) == {"创新", "工作"}
    assert table.set_index("term").loc["工作", "log_ratio"] == pytest.approx(math.log2((12 / 20) / (18 / 20)))
    assert keyness(COUNTS, TARGET, min_count=99).columns.tolist() == table.columns.tolist()
    assert keyness(COUNTS, TARGET, min_count=99).empty


def test_impossible_targets_are_refused_with_what_is_known():
    with pytest.raises(SettingError, match=r"no report chosen.*r1, r2, t1, t2"):
        keyness(COUNTS, [])
    with pytest.raises(SettingError, match=r"none is left to compare with.*r1, r2, t1, t2"):
        keyness(COUNTS, ["r1", "r2", "t1", "t2"])
    with pytest.raises(SettingError, match=r"no report x in counts; it has r1, r2, t1, t2"):
        keyness(COUNTS, ["t1", "x"])
    with pytest.raises(SettingError, match="min_count=0"):
        keyness(COUNTS, TARGET, min_count=0)


def test_what_is_no_count_is_refused():
    with pytest.raises(TableError, match=r"counts lacks column\(s\) term"):
        keyness(COUNTS.drop(columns="term"), TARGET)
    with pytest.raises(TableError, match=r"0\.5 is no count"):
        keyness(COUNTS.assign(count=0.5), TARGET)
    with pytest.raises(TableError, match="values are missing"):
        keyness(COUNTS.assign(count=float("nan")), TARGET)
    with pytest.raises(TableError, match=r"t1.* have no tokens"):
        keyness(COUNTS.assign(count=COUNTS["count"].where(COUNTS["report_id"] != "t1", 0)), TARGET)


def test_the_permutation_p_by_hand():
    # Of the 20 ways to choose 3 of 6 only the real one and its complement part the high from the low: 2 / 20.
    counts = two_sided([5, 6, 7, 1, 2, 3])
    table = keyness_permutation(counts, manifest(6), ["r0", "r1", "r2"], seed=1)
    assert table.loc[table["term"] == "w0", "p_permutation"].tolist() == [0.1]
    assert table["q_permutation"].tolist() == [0.1, 0.1]
    # 2 of 7: 21 ways; 7 + 6 is the largest sum and only it comes to a ratio of (13 / 2) / (15 / 5).
    counts = two_sided([7, 6, 3, 3, 3, 3, 3])
    table = keyness_permutation(counts, manifest(7), ["r0", "r1"], seed=1)
    assert table.loc[table["term"] == "w0", "p_permutation"].tolist() == [pytest.approx(1 / 21)]


def test_too_few_arrangements_give_no_p():
    table = keyness_permutation(two_sided([9, 9, 1, 1, 1]), manifest(5), ["r0", "r1"], seed=1)  # 10 ways
    assert table[["p_permutation", "q_permutation"]].isna().all(axis=None)
    assert table["p"].notna().all()


def test_reports_of_an_issuer_stay_together():
    counts = two_sided([9, 9, 9, 9, 1, 1, 1, 1])  # 70 ways to move reports, but 6 to move 2 of 4 issuers
    reports = manifest(8).assign(issuer=list("aabbccdd"))
    target = ["r0", "r1", "r2", "r3"]
    assert keyness_permutation(counts, reports, target, seed=1)["p_permutation"].isna().all()
    assert keyness_permutation(counts, manifest(8), target, seed=1)["p_permutation"].tolist() == [2 / 70, 2 / 70]


@pytest.mark.parametrize("seed", range(3))
def test_the_permutation_p_is_that_of_scipy(seed):
    rng = np.random.default_rng(seed)
    term = rng.integers(1, 10, 8)
    table = keyness_permutation(two_sided(term), manifest(8), ["r0", "r1", "r2"], seed=1, min_count=1)
    oracle = permutation_test(
        (term[:3], term[3:]),
        lambda x, y: abs(math.log2((sum(x) / 30) / (sum(y) / 50))),
        vectorized=False,
        n_resamples=np.inf,
        alternative="greater",
    )
    assert table.set_index("term").loc["w0", "p_permutation"] == pytest.approx(oracle.pvalue)


def test_drawn_permutations_are_near_all_of_them_and_the_same_for_the_same_seed():
    counts, target = two_sided([6, 5, 4, 4, 3, 2, 5, 3, 2, 2, 1, 1]), [f"r{i}" for i in range(6)]
    every = keyness_permutation(counts, manifest(12), target, n=999, seed=1)["p_permutation"]  # 924 ways
    drawn = keyness_permutation(counts, manifest(12), target, n=800, seed=1)["p_permutation"]
    again = keyness_permutation(counts, manifest(12), target, n=800, seed=1)["p_permutation"]
    assert drawn.tolist() == again.tolist()
    assert drawn.to_numpy() == pytest.approx(every.to_numpy(), abs=4 * math.sqrt(0.25 / 800))


def test_where_issuers_differ_by_habit_g2_rejects_far_too_often_and_permutation_does_not():
    rng = np.random.default_rng(3)
    habits = rng.gamma(1, 20, (16, 400))  # each issuer favours terms of its own; the two groups are drawn alike
    table = keyness_permutation(tidy(rng.poisson(habits)), manifest(16), [f"r{i}" for i in range(8)], n=199, seed=3)
    assert (table["p"] <= 0.05).mean() > 0.3
    assert (table["p_permutation"] <= 0.05).mean() <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 400)


def test_an_issuer_on_both_sides_or_none_is_refused():
    counts = two_sided([5, 5, 1, 1])
    with pytest.raises(SettingError, match=r"issuer\(s\) x have reports on both sides"):
        keyness_permutation(counts, manifest(4).assign(issuer=["x", "y", "x", "z"]), ["r0", "r1"], seed=1)
    with pytest.raises(TableError, match="no issuer for r3"):
        keyness_permutation(counts, manifest(4).assign(issuer=["x", "y", "z", ""]), ["r0", "r1"], seed=1)
    with pytest.raises(TableError, match="no issuer for r2, r3"):
        keyness_permutation(counts, manifest(2), ["r0", "r1"], seed=1)
    with pytest.raises(SettingError, match=r"n=9.*at least 19"):
        keyness_permutation(counts, manifest(4), ["r0", "r1"], n=9, seed=1)


def test_arrangements_keep_the_number_of_clusters_and_hold_the_real_one():
    target = np.array([True] * 4 + [False] * 8)  # 495 ways
    for n, rows in ((99, 100), (494, 495), (999, 495)):
        ways = arrangements(target, n=n, seed=1)
        assert ways.shape == (rows, 12)
        assert (ways.sum(axis=1) == 4).all()
        assert (ways == target).all(axis=1).any()
    assert len(np.unique(arrangements(target, n=999, seed=1), axis=0)) == 495


def test_q_by_hand_and_nan_is_no_test():
    # 0.01 x 4 / 1, 0.02 x 4 / 2, 0.03 x 4 / 3 all come to 0.04, and 0.5 x 4 / 4 to 0.5.
    q = benjamini_hochberg([0.03, float("nan"), 0.01, 0.5, 0.02])
    assert q == pytest.approx([0.04, float("nan"), 0.04, 0.5, 0.04], nan_ok=True)
    assert np.isnan(benjamini_hochberg([float("nan")])).all()
    assert len(benjamini_hochberg([])) == 0

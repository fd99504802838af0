"""Adoption: hand arithmetic, oracles, invariants, limit cases."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

from baogao.errors import SettingError, TableError
from baogao.measures.adoption import adoption, adoption_test, told_once

REPORTS = pd.DataFrame(
    {
        "report_id": ["n25", "n26", "s25", "s26"],
        "region": ["北", "北", "南", "南"],
        "year": pd.array([2025, 2026, 2025, 2026], dtype="Int64"),
    }
)
PASSAGES = pd.DataFrame({"passage_id": ["n25:1", "n26:1", "s25:1", "s26:1"], "report_id": REPORTS["report_id"]})
HITS = pd.DataFrame(
    [
        ("n25:1", "s", True),
        ("n25:1", "s", True),
        ("n26:1", "s", False),
        ("s26:1", "s", True),
        ("s25:1", "t", True),
    ],
    columns=["passage_id", "slogan_id", "maximal"],
)


def waves(before, after, slogan="s"):
    """An adoption table of one slogan: in which regions it is present in 2025 and in 2026."""
    rows = [
        (slogan, f"r{i:02}", year, bool(there))
        for i, pair in enumerate(zip(before, after, strict=True))
        for year, there in zip((2025, 2026), pair, strict=True)
    ]
    return pd.DataFrame(rows, columns=["slogan_id", "region", "year", "present"])


def changed(adopted, dropped, kept=0, absent=0):
    before = [0] * adopted + [1] * dropped + [1] * kept + [0] * absent
    after = [1] * adopted + [0] * dropped + [1] * kept + [0] * absent
    return waves(before, after)


def test_adoption_by_hand():
    table = adoption(REPORTS, PASSAGES, HITS)
    assert table.drop(columns="change").to_numpy().tolist() == [
        ["s", "北", 2025, 2, 0, True],
        ["s", "北", 2026, 0, 1, True],  # a nested occurrence is use
        ["s", "南", 2025, 0, 0, False],
        ["s", "南", 2026, 1, 0, True],
        ["t", "北", 2025, 0, 0, False],
        ["t", "北", 2026, 0, 0, False],
        ["t", "南", 2025, 1, 0, True],
        ["t", "南", 2026, 0, 0, False],
    ]
    assert table["change"].tolist() == ["", "kept", "", "adopted", "", "absent", "", "dropped"]


def test_change_is_against_the_year_before_also_over_three_years():
    later = pd.DataFrame({"report_id": ["n27", "s27"], "region": ["北", "南"], "year": [2027, 2027]})
    table = adoption(pd.concat([REPORTS, later]), PASSAGES, HITS)
    assert table.loc[table["year"] == 2027, "change"].tolist() == ["dropped", "dropped", "absent", "absent"]
    with pytest.raises(SettingError, match=r"2025, 2026, 2027.*takes two"):
        adoption_test(table)
    assert adoption_test(table[table["year"] != 2026])["dropped"].tolist() == [1, 1]  # 2025 against 2027


def test_the_sums_are_those_of_the_hits():
    table = adoption(REPORTS, PASSAGES, HITS)
    assert table["count"].sum() == HITS["maximal"].sum()
    assert table["nested_count"].sum() == (~HITS["maximal"]).sum()
    assert len(table) == 2 * 2 * 2


def test_the_flip_test_by_hand():
    # 6 adopted, 1 dropped: of 2**7 = 128 flips 1 + 7 have at most one on the small side, and as many on the other.
    row = adoption_test(changed(6, 1, kept=2, absent=1)).iloc[0]
    assert row["p"] == pytest.approx(16 / 128)
    assert row[["n_regions", "adopted", "dropped"]].tolist() == [10, 6, 1]
    assert row[["share_before", "share_after", "share_change"]].tolist() == [0.3, 0.8, 0.5]
    assert adoption_test(changed(5, 0))["p"].tolist() == [pytest.approx(2 / 32)]


@pytest.mark.parametrize(("adopted", "dropped"), [(5, 0), (2, 4), (3, 3), (1, 8)])
def test_the_p_is_the_share_of_all_flips_of_years_within_regions(adopted, dropped):
    difference = np.array([1] * adopted + [-1] * dropped + [0, 0])
    flips = np.array(list(product([1, -1], repeat=len(difference)))) @ difference
    share = (np.abs(flips) >= abs(difference.sum())).mean()
    assert adoption_test(changed(adopted, dropped, kept=1, absent=1))["p"].tolist() == [pytest.approx(share)]


@pytest.mark.parametrize("seed", range(5))
def test_p_and_q_are_those_of_statsmodels(seed):
    rng = np.random.default_rng(seed)
    chances = rng.uniform(0.1, 0.9, (12, 2))
    table = pd.concat(waves(rng.random(21) < a, rng.random(21) < b, f"s{i:02}") for i, (a, b) in enumerate(chances))
    tested = adoption_test(table)
    for row in tested.dropna().itertuples():
        kept = 21 * row.share_before - row.dropped
        cells = [[kept, row.dropped], [row.adopted, 21 - kept - row.dropped - row.adopted]]
        assert row.p == pytest.approx(mcnemar(cells, exact=True).pvalue)
    some = tested["p"].notna()
    assert tested.loc[some, "q"].to_numpy() == pytest.approx(multipletests(tested.loc[some, "p"], method="fdr_bh")[1])
    assert tested["share_change"].abs().is_monotonic_decreasing


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_turning_time_round_turns_the_change_and_leaves_p(pairs):
    before, after = zip(*pairs, strict=True)
    there, back = adoption_test(waves(before, after)).iloc[0], adoption_test(waves(after, before)).iloc[0]
    assert there["share_change"] == -back["share_change"]
    assert there["adopted"] == back["dropped"]
    assert there["p"] == pytest.approx(back["p"], nan_ok=True)


def test_fewer_than_five_changes_have_no_p():
    tested = adoption_test(changed(4, 0, kept=10))
    assert tested[["p", "q"]].isna().all(axis=None)
    assert tested["adopted"].tolist() == [4]
    assert adoption_test(changed(0, 0, kept=3))["share_change"].tolist() == [0]


def both_ways(n):
    """Adoption of a slogan that n of 8 regions took up or dropped, by turns."""
    change = [("adopted", "dropped")[i % 2] if i < n else "kept" for i in range(8)]
    return pd.DataFrame({"region": range(8), "change": change})


def test_of_two_nested_formulas_the_one_that_changed_more_is_tested():
    """``part`` lies in ``whole``, which changed more; ``piece`` lies in both and goes too; ``x`` stands apart."""
    sizes = {"part": 5, "whole": 7, "piece": 6, "x": 6}
    table = pd.concat([both_ways(n).assign(slogan_id=name) for name, n in sizes.items()])
    pairs = pd.DataFrame({"slogan_id": ["part", "piece", "piece"], "other": ["whole", "whole", "part"]})
    assert told_once(table, pairs)["slogan_id"].unique().tolist() == ["whole", "x"]
    assert told_once(table, pairs.head(1))["slogan_id"].unique().tolist() == ["whole", "piece", "x"]
    assert told_once(table, pairs.head(0))["slogan_id"].nunique() == 4
    even = pd.concat([both_ways(5).assign(slogan_id=name) for name in ("a-part", "b-whole")])
    pair = pd.DataFrame({"slogan_id": ["a-part"], "other": ["b-whole"]})
    assert told_once(even, pair)["slogan_id"].unique().tolist() == ["b-whole"]  # of as many changes the longer one


def test_the_order_of_rows_is_nothing():
    table = pd.concat([changed(6, 1), changed(1, 6).assign(slogan_id="t")])
    pd.testing.assert_frame_equal(adoption_test(table.sample(frac=1, random_state=1)), adoption_test(table))


def test_no_hits_are_empty_tables():
    table = adoption(REPORTS, PASSAGES, HITS.head(0))
    assert table.empty
    assert table.columns.tolist() == ["slogan_id", "region", "year", "count", "nested_count", "present", "change"]
    assert adoption_test(table).empty


def test_reports_that_do_not_pair_are_refused():
    with pytest.raises(SettingError, match=r"1 year\(s\) \(2025\)"):
        adoption(REPORTS[REPORTS["year"] == 2025], PASSAGES, HITS)
    with pytest.raises(TableError, match=r"one report a year; 南 2026 has 0"):
        adoption(REPORTS.head(3), PASSAGES, HITS)
    with pytest.raises(TableError, match=r"南 2026 has 2"):
        adoption(REPORTS.assign(year=[2025, 2026, 2026, 2026]), PASSAGES, HITS)
    with pytest.raises(TableError, match="no region or year for n25, s26"):
        adoption(REPORTS.assign(region=["", "北", "南", None]), PASSAGES, HITS)
    with pytest.raises(TableError, match=r"hits lacks column\(s\) slogan_id"):
        adoption(REPORTS, PASSAGES, HITS.drop(columns="slogan_id"))


def test_a_torn_table_is_refused():
    with pytest.raises(TableError, match="not one row for each slogan, region and year"):
        adoption_test(changed(6, 1).drop(index=3))
    with pytest.raises(TableError, match=r"table lacks column\(s\) present"):
        adoption_test(changed(6, 1).drop(columns="present"))

"""Slogans in the news: bursts against other searches for the cheapest states, heat by hand, the collections by day."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.sparse import lil_matrix
from scipy.sparse.csgraph import bellman_ford

import baogao as bg
from baogao.errors import SettingError, TableError
from baogao.measures.bursts import burst_gain, burst_inside, burst_states, bursts, passage_series
from baogao.measures.heat import TIERS, heat


def costs(sizes, holding, times):
    """Negative log-likelihood of each month in the usual and the burst state, by scipy's binomial."""
    usual = holding.sum() / sizes.sum()
    return np.array([-stats.binom.logpmf(holding, sizes, min(p, 1 - 1e-9)) for p in (usual, times * usual)])


def cost_of(states, cost, entry):
    ups = sum(b > a for a, b in itertools.pairwise([0, *states]))
    return sum(cost[state, month] for month, state in enumerate(states)) + entry * ups


def months(n):
    return [f"{2000 + i // 12}-{i % 12 + 1:02}" for i in range(n)]


def series(sizes, holding):
    return pd.DataFrame({"slogan_id": "s", "month": months(len(sizes)), "n_passages": sizes, "n_holding": holding})


@pytest.mark.parametrize("seed", range(6))
def test_the_states_are_the_cheapest_of_all(seed):
    rng = np.random.default_rng(seed)
    n = 11
    sizes, entry = rng.integers(20, 80, n), math.log(n)
    holding = rng.binomial(sizes, np.where((np.arange(n) // 3) % 2, 0.25, 0.05))
    cost = costs(sizes, holding, 2.5)
    states = burst_states(burst_gain(sizes[None].astype(float), holding[None].astype(float), 2.5), entry)[0]
    least = min(cost_of(each, cost, entry) for each in itertools.product((0, 1), repeat=n))
    assert cost_of(states.astype(int), cost, entry) == pytest.approx(least)


@pytest.mark.parametrize("seed", range(4))
def test_the_states_are_a_shortest_path(seed):
    """Bellman and Ford's algorithm, by scipy, on the trellis of two states for 60 months."""
    rng = np.random.default_rng(10 + seed)
    n = 60
    sizes, entry = rng.integers(20, 80, n), 1.5 * math.log(n)
    holding = rng.binomial(sizes, np.where((np.arange(n) // 9) % 3 == 1, 0.2, 0.04))
    cost = costs(sizes, holding, 3.0)
    graph = lil_matrix((2 * n + 2, 2 * n + 2))
    for state in (0, 1):
        graph[0, 1 + state] = 1e-9 + cost[state, 0] + entry * state
        graph[2 * n - 1 + state, 2 * n + 1] = 1e-9
        for month, before in itertools.product(range(1, n), (0, 1)):
            up = entry * (state > before)
            graph[1 + 2 * (month - 1) + before, 1 + 2 * month + state] = 1e-9 + cost[state, month] + up
    shortest = bellman_ford(graph.tocsr(), indices=0)[2 * n + 1]
    states = burst_states(burst_gain(sizes[None].astype(float), holding[None].astype(float), 3.0), entry)[0]
    assert cost_of(states.astype(int), cost, entry) == pytest.approx(shortest, abs=1e-6)


def test_a_burst_by_hand():
    # usual share 33/400; in the month of 30 of 100 a share of three times that, .2475, is likelier by the weight
    table = bursts(series([100] * 4, [1, 30, 1, 1]))
    usual = 33 / 400
    weight = 30 * math.log(3) + 70 * (math.log(1 - 3 * usual) - math.log(1 - usual))
    assert table[["first_month", "last_month", "n_months", "n_holding"]].values.tolist() == [
        ["2000-02", "2000-02", 1, 30]
    ]
    assert table["weight"].tolist() == [pytest.approx(weight)]
    assert table["usual_share"].tolist() == [pytest.approx(usual)]
    assert table["is_cut_off"].tolist() == [False]
    assert bursts(series([100] * 4, [1, 1, 1, 30]))["is_cut_off"].tolist() == [True]  # ends with the data
    assert bursts(series([100] * 4, [30, 1, 1, 1]))["is_cut_off"].tolist() == [True]


def test_a_burst_within_a_longer_slogan_is_told_by_hand():
    """In March 2 of 3 uses of ``part`` lie in ``whole``, in April 1 of 2: half is not more often than not."""
    reports = pd.DataFrame({"report_id": ["a", "b"], "date": ["2019-03-05", "2019-04-05"]})
    passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    places = [("a:1", "part", 0), ("a:1", "part", 20), ("a:1", "part", 40), ("b:1", "part", 0), ("b:1", "part", 20)]
    rows = [(*place, place[2] + 4) for place in places] + [("a:1", "whole", 0, 9), ("a:1", "whole", 20, 29)]
    hits = pd.DataFrame([*rows, ("b:1", "whole", 0, 9)], columns=["passage_id", "slogan_id", "start", "end"])
    spans = pd.DataFrame({"slogan_id": "part", "first_month": ["2019-03", "2019-04"], "last_month": "2019-04"})
    assert burst_inside(spans, reports, passages, hits) == ["whole", ""]  # 3 of 5 in both months, 1 of 2 in April
    assert burst_inside(spans.assign(last_month=spans["first_month"]), reports, passages, hits) == ["whole", ""]
    assert burst_inside(spans.head(0), reports, passages, hits.head(0)) == []


def test_the_second_burst_of_a_slogan_of_the_study_is_that_of_a_longer_one():
    """Of 28 uses of 人民民主 in these months 27 lie in 全过程人民民主 (counted by another hand)."""
    table = bg.bursts(unit="formula").query("slogan == '人民民主'").set_index("first_month")["inside"]
    assert table.to_dict() == {"1948-10": "", "2021-08": "全过程人民民主"}


def test_planted_bursts_are_found_and_an_even_slogan_has_none():
    rng = np.random.default_rng(1)
    sizes = rng.integers(100, 300, 120)
    share = np.where((np.arange(120) >= 50) & (np.arange(120) < 62), 0.2, 0.02)
    found = bursts(series(sizes, rng.binomial(sizes, share)))
    assert found[["first_month", "last_month"]].values.tolist() == [[months(120)[50], months(120)[61]]]
    assert bursts(series(sizes, rng.binomial(sizes, 0.05))).empty


def test_thinning_moves_no_burst():
    """Half of the passages drawn away at random: the burst stays where it is."""
    rng = np.random.default_rng(2)
    sizes = rng.integers(200, 300, 60)
    holding = rng.binomial(sizes, np.where((np.arange(60) // 10) == 3, 0.2, 0.02))
    whole = bursts(series(sizes, holding))
    thinned = bursts(series(sizes // 2, rng.hypergeometric(holding, sizes - holding, sizes // 2)))
    assert whole[["first_month", "last_month"]].equals(thinned[["first_month", "last_month"]])


def test_settings_and_torn_tables_are_refused():
    with pytest.raises(SettingError, match="times=1"):
        bursts(series([9], [1]), times=1)
    torn = pd.concat([series([9, 9], [1, 1]), series([9], [1]).assign(slogan_id="t")])
    with pytest.raises(TableError, match="not one row for each slogan and month"):
        bursts(torn)


def test_rare_slogans_have_no_series_of_months():
    coll = bg.collection("headlines")
    table = passage_series(coll.reports, coll.passages, coll.hits)
    sums = table[table["n_holding"] > 0].groupby("slogan_id")["n_holding"].agg(["sum", "size"])
    assert sums["sum"].min() >= 30
    assert sums["size"].min() >= 8
    assert (table["n_holding"] <= table["n_passages"]).all()


def test_known_campaigns_burst_when_they_were():
    table = bg.bursts()
    first = table.drop_duplicates("slogan").set_index("slogan")
    assert first.loc["抗美援朝", "first_month"][:4] == "1950"
    assert first.loc["批林批孔", "first_month"][:4] == "1974"
    assert first.loc["一带一路", "first_month"][:4] in ("2014", "2015")


def days(n, with_slogan):
    ids = [f"d{day}" for day in range(n)]
    reports = pd.DataFrame({"report_id": ids, "year": 2019})
    passages = pd.DataFrame({"passage_id": [f"{each}:1" for each in ids], "report_id": ids})
    return reports, passages, pd.DataFrame({"passage_id": passages["passage_id"].head(with_slogan), "slogan_id": "s"})


def test_heat_by_hand():
    row = heat(*days(120, 20)).iloc[0]
    assert row[["n_days", "n_with", "tier"]].tolist() == [120, 20, "every week"]  # 20/120 is between 1/7 and 1/2
    posterior = stats.beta(20.5, 100.5)
    assert row["tier_probability"] == pytest.approx(posterior.cdf(1 / 2) - posterior.cdf(1 / 7))


def test_the_probabilities_of_all_tiers_make_one_and_zero_days_are_no_row():
    posterior, bounds = stats.beta(3.5, 117.5), [1.0, *TIERS.values()]
    parts = [posterior.cdf(high) - posterior.cdf(low) for high, low in itertools.pairwise(bounds)]
    assert sum(parts) == pytest.approx(1)
    row = heat(*days(120, 3)).iloc[0]
    assert row["tier_probability"] == pytest.approx(parts[list(TIERS).index(row["tier"])])
    assert heat(*days(120, 0)).empty


def test_a_tier_is_as_sure_as_it_says():
    """Years of days of which a third are seen: among tiers told with probability p, about p are right."""
    rng, told, right = np.random.default_rng(1), [], []
    for share in rng.beta(0.5, 0.5, 400):
        every = rng.random(366) < share
        n_with = int(every[::3].sum())
        if n_with:
            row = heat(*days(122, n_with)).iloc[0]
            tier = next(name for name, bound in TIERS.items() if share >= bound)
            told.append(row["tier_probability"])
            right.append(tier == row["tier"])
    assert np.mean(right) == pytest.approx(np.mean(told), abs=0.04)


def test_the_news_are_days_and_only_their_hits_are_kept():
    coll = bg.collection("evening-news")
    assert len(coll.reports) == 1765
    assert coll.reports["date"].is_unique
    assert coll.reports["date"].str[8:].astype(int).mod(3).eq(1).all()  # days 1, 4, 7, ... of each month
    built = sorted(path.stem for path in (coll.folder / "features").glob("*.parquet"))
    assert built == ["attestations", "hits", "passages"]
    size = sum(path.stat().st_size for path in coll.folder.rglob("*") if path.is_file() and "texts" not in path.parts)
    assert size < 10e6
    assert bg.collection("judicial-news").reports["date"].nunique() == 315

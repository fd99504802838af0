"""Drift: hand arithmetic, scipy and plain drawing as oracles, the chain rule, planted breaks and none."""

from __future__ import annotations

import io
import math
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_matrix
from scipy.spatial.distance import jensenshannon
from scipy.stats import hypergeom

from baogao.errors import SettingError, TableError
from baogao.measures.divergence import (
    Cells,
    dense,
    draw_twice,
    entropy,
    js_divergence,
    one_a_year,
    report_cells,
)
from baogao.measures.drift import drift
from baogao.measures.drift_cuts import drift_cuts
from baogao.measures.drift_parts import divergence_parts, drift_parts, responsibilities
from baogao.measures.expected import _chances, expected_divergences
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.stored_parts import drift_series
from baogao.measures.topics import TopicModel

YEARS = range(1990, 1998)


def collection(rows, years=YEARS):
    """A matrix of one passage a report, its passages, its reports."""
    ids = tuple(f"r{i}:1" for i in range(len(rows)))
    counts = csr_matrix(np.array(rows))
    matrix = DocumentTermMatrix(ids, tuple(f"词{i}" for i in range(counts.shape[1])), counts, int(counts.sum()))
    passages = pd.DataFrame({"passage_id": ids, "report_id": [f"r{i}" for i in range(len(rows))]})
    return matrix, passages, pd.DataFrame({"report_id": passages["report_id"], "year": list(years)})


def model_of(matrix, theta, phi, seed):
    return TopicModel(
        np.array(theta, float),
        np.array(phi, float),
        matrix.vocabulary,
        matrix.passage_ids,
        matrix.lengths,
        "gibbs",
        {"seed": seed},
    )


# --- distance --------------------------------------------------------------------------------------------------------


def test_the_divergence_by_hand():
    # m = (3/4, 1/4): H(m) = 2 - 3/4 log2 3; H(p) = 0, H(q) = 1.
    assert js_divergence(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(2 - 0.75 * math.log2(3) - 0.5)


shares = arrays(float, 12, elements=st.floats(0.01, 1)).map(lambda x: x / x.sum())


@given(shares, shares)
def test_the_divergence_is_that_of_scipy_the_same_both_ways_and_within_a_bit(p, q):
    with np.errstate(invalid="ignore"):  # where p is q but for rounding, the root of less than nothing
        oracle = np.nan_to_num(jensenshannon(p, q, base=2)) ** 2
    assert js_divergence(p, q) == pytest.approx(oracle, abs=1e-9)
    assert js_divergence(p, q) == pytest.approx(js_divergence(q, p), abs=1e-12)
    assert -1e-12 <= js_divergence(p, q) <= 1


def orders(row):
    """Every order of the tokens of a report."""
    return permutations(np.repeat(range(len(row)), row))


def shares_of(tokens, n_terms):
    return np.bincount(tokens, minlength=n_terms) / len(tokens)


def test_the_expected_divergence_is_the_mean_over_every_draw():
    a, b = np.array([3, 1, 0]), np.array([1, 1, 2])
    draws = [[shares_of(order[:2], 3) for order in orders(row)] for row in (a, b)]
    table = expected_divergences(np.array([a, b]), 2)
    assert table[0, 1] == pytest.approx(np.mean([js_divergence(p, q) for p in draws[0] for q in draws[1]]), abs=1e-9)


def test_the_floor_is_the_mean_over_every_two_draws_that_share_no_token():
    counts = np.array([[3, 2, 0], [1, 1, 3]])
    table = expected_divergences(counts, 2)
    for row, floor in zip(counts, table.diagonal(), strict=True):
        halves = [(shares_of(order[:2], 3), shares_of(order[2:4], 3)) for order in orders(row)]
        assert floor == pytest.approx(np.mean([js_divergence(p, q) for p, q in halves]), abs=1e-9)


def test_drawing_all_tokens_is_the_divergence_itself():
    counts = np.array([[10, 6, 0, 4], [2, 2, 16, 0]])
    table = expected_divergences(counts, 10)
    by_hand = [js_divergence(row / 20, row / 20) for row in counts]  # halves differ, wholes do not
    assert (table.diagonal() > by_hand).all()
    assert expected_divergences(np.array([[20], [20]]), 10).tolist() == [[0, 0], [0, 0]]


def hypergeometric(n_tokens):
    """A table of chances as scipy has it."""
    return [float(hypergeom.pmf(k, 30, 12, n_tokens)) for k in range(min(12, n_tokens) + 1)]


def test_the_chances_of_a_draw_are_those_of_scipy():
    for n_tokens in (1, 7, 20, 30):
        chances = _chances(np.array([[12, 18]]), np.array([30]), n_tokens)[0, 0]
        expected = hypergeometric(n_tokens)
        assert chances[: len(expected)] == pytest.approx(expected, abs=1e-10)
        assert chances.sum() == pytest.approx(1)


def thinned(counts, rng, times):
    """Reports thinned at random to a third."""
    sizes = counts.sum(axis=1) // 3
    pairs = [list(zip(counts, sizes, strict=True))] * times
    return [np.array([rng.multivariate_hypergeometric(row, size) for row, size in each]) for each in pairs]


def excess_of(divergences):
    floors = divergences.diagonal()
    return divergences - (floors[:, None] + floors) / 2


def test_neither_distance_nor_excess_moves_when_a_report_is_thinned():
    """House rule 3: the language of a thinned report is that of the whole one, so all that moves is chance."""
    rng = np.random.default_rng(4)
    counts = np.array([rng.multinomial(3000, rng.dirichlet(np.full(400, 0.2))) for _ in range(2)])
    whole = expected_divergences(counts, 400)
    thin = [expected_divergences(np.array([row, counts[1]]), 400) for [row, _] in thinned(counts, rng, 40)]
    for measured in (lambda d: d[0, 1], lambda d: d[0, 0], lambda d: excess_of(d)[0, 1]):
        moved = np.array([measured(each) for each in thin]) - measured(whole)
        assert abs(moved.mean()) < 4 * moved.std(ddof=1) / math.sqrt(len(moved))
        assert abs(moved.mean()) < 0.01


def test_thinning_a_work_report_moves_its_mean_excess_by_less_than_a_hundredth_of_a_bit():
    matrix, passages, reports = drift_series("work-reports")
    reports = one_a_year(reports, "test")
    counts = dense(report_cells(matrix, passages, reports), len(matrix.vocabulary))
    n, rng = len(counts), np.random.default_rng(2)
    whole = excess_of(expected_divergences(counts, 156)).sum(axis=1) / (n - 1)
    moved = []
    for thin in thinned(counts, rng, 3):  # 156 drawn: a third of the shortest report holds 313
        excess = excess_of(expected_divergences(np.concatenate([counts, thin]), 156))[n:, :n]
        moved.append((excess.sum(axis=1) - excess.diagonal()) / (n - 1) - whole)
    assert np.abs(np.mean(moved, axis=0)).max() < 0.01


def test_distances_by_hand():
    table = drift(*collection([[400, 0]] * 4 + [[0, 900]] * 4))
    assert len(table) == 8 * 7 / 2
    across = (table["year_from"] < 1994) & (table["year_to"] >= 1994)
    assert table["distance"].to_numpy() == pytest.approx(across.to_numpy(float), abs=1e-6)
    assert table["floor"].to_numpy() == pytest.approx(0, abs=1e-6)
    assert set(table["n_tokens"]) == {200}
    assert (table["years_apart"] == table["year_to"] - table["year_from"]).all()


def test_the_length_of_a_report_hardly_moves_its_distance():
    rng = np.random.default_rng(3)
    p = rng.dirichlet(np.full(300, 0.3))
    rows = [rng.multinomial(n, p) for n in [800] * 4 + [8000] * 4]
    table = drift(*collection(rows))
    drawn = [table.query(side)["distance"].mean() for side in ("year_to < 1994", "year_from >= 1994")]
    whole = [jensenshannon(rows[i], rows[i + 1], base=2) for i in (0, 4)]
    assert whole[0] - whole[1] > 0.1  # undrawn, short reports are further apart by their size alone
    assert abs(drawn[0] - drawn[1]) < 0.1 * (whole[0] - whole[1])


def test_undated_reports_are_left_out_and_the_order_of_rows_says_nothing():
    matrix, passages, reports = collection([[400 + i, 100, 7 * i] for i in range(9)], [*YEARS, None])
    whole = drift(matrix, passages, reports)
    assert len(whole) == 28
    pd.testing.assert_frame_equal(whole, drift(matrix, passages.iloc[::-1], reports.iloc[::-1]))


def test_what_is_no_series_is_refused_in_one_line():
    matrix, passages, reports = collection([[400, 9]] * 8)
    with pytest.raises(SettingError, match=r"drift: 7 dated report\(s\) are too few; it takes at least 8"):
        drift(matrix, passages, reports.head(7))
    with pytest.raises(SettingError, match="more than one report of 1990"):
        drift(matrix, passages, reports.assign(year=1990))
    with pytest.raises(SettingError, match=r"report\(s\) r0 hold fewer than 400 tokens"):
        drift(*collection([[300, 9]] + [[400, 9]] * 7))
    with pytest.raises(TableError, match=r"passages: 6 passage\(s\) are lacking, such as r2:1"):
        drift(matrix, passages.head(2), reports)


# --- parts -----------------------------------------------------------------------------------------------------------


def chain(p, q):
    """Prevalence and content as the chain rule writes them, topic by topic."""
    m = (p + q) / 2
    content = 0.0
    for k in range(p.shape[1]):
        terms = [x[:, k] / x[:, k].sum() for x in (p, q, m)]
        weights = p[:, k].sum() / 2, q[:, k].sum() / 2
        content += m[:, k].sum() * entropy(terms[2]) - weights[0] * entropy(terms[0]) - weights[1] * entropy(terms[1])
    with np.errstate(invalid="ignore"):  # scipy takes the root of -1e-17 where the two are one
        prevalence = np.nan_to_num(jensenshannon(p.sum(axis=0), q.sum(axis=0), base=2)) ** 2
    return prevalence, content


joints = arrays(float, (6, 3), elements=st.floats(0.01, 1)).map(lambda x: x / x.sum())


@given(joints, joints)
@settings(deadline=None)
def test_prevalence_and_content_add_up_to_the_whole(p, q):
    prevalence, content = divergence_parts(p, q)
    assert prevalence + content.sum() == pytest.approx(js_divergence(p, q), abs=1e-12)
    assert (prevalence, content.sum()) == pytest.approx(chain(p, q), abs=1e-9)
    assert content.min() > -1e-12


def test_only_other_topics_is_prevalence_and_only_other_terms_is_content():
    terms = np.array([[0.5, 0], [0.5, 0], [0, 1.0]])
    prevalence, content = divergence_parts(terms * [0.9, 0.1], terms * [0.1, 0.9])
    assert prevalence > 0.5
    assert content == pytest.approx([0, 0], abs=1e-12)
    prevalence, content = divergence_parts(np.array([[0.5, 0], [0, 0.5]]), np.array([[0, 0.5], [0.5, 0]]))
    assert (prevalence, content.tolist()) == (0, [0.5, 0.5])


def test_responsibilities_by_hand():
    matrix, *_ = collection([[3, 1]] * 8)
    model = model_of(matrix, [[0.25, 0.75]] * 8, [[0.6, 0.4], [0.2, 0.8]], 1)
    shares_of_topics = responsibilities(model, Cells(np.array([0]), np.array([0]), np.array([3])))
    assert shares_of_topics == pytest.approx(np.array([[0.15 / 0.30, 0.15 / 0.30]]))


def test_two_draws_hold_so_many_tokens_and_share_none():
    cells = Cells(np.zeros(3, int), np.arange(3), np.array([5, 1, 9]))
    draws = draw_twice(cells, 7, np.random.default_rng(2))
    assert draws.sum(axis=1).tolist() == [7, 7]
    assert (draws.sum(axis=0) <= cells.counts).all()


def planted_parts(changes):
    """Two topics of ten terms each; from the fifth report on their shares or their terms are others."""
    rng = np.random.default_rng(5)
    first, other = np.array([0.2] * 5 + [0.0] * 5), np.array([0.0] * 5 + [0.2] * 5)
    before = np.concatenate([0.8 * first, 0.2 * first])
    after = {
        "prevalence": np.concatenate([0.2 * first, 0.8 * first]),
        "content": np.concatenate([0.8 * other, 0.2 * other]),
    }[changes]
    matrix, passages, reports = collection([rng.multinomial(2000, p) for p in [before] * 4 + [after] * 4])
    phi = np.kron(np.eye(2), np.full(10, 0.1))
    theta = np.array([np.asarray(matrix.counts[i] @ phi.T).ravel() for i in range(8)])
    theta /= theta.sum(axis=1, keepdims=True)
    models = [model_of(matrix, theta, phi, seed) for seed in (1, 2)]
    return drift_parts(models, matrix, passages, reports, seed=1)


@pytest.mark.parametrize(("changes", "stays"), [("prevalence", "content"), ("content", "prevalence")])
def test_a_planted_change_is_found_in_its_part_and_year(changes, stays):
    table = planted_parts(changes)
    assert table[changes].idxmax() == 3
    assert table[changes][3] > 0.25
    assert table[stays].abs().max() < 0.02
    assert table[changes].drop(3).abs().max() < 0.02
    assert (table["prevalence_low"] <= table["prevalence"]).all()
    assert set(table["n_models"]) == {2}


def test_thinning_a_report_moves_neither_part():
    rng = np.random.default_rng(9)
    kinds = rng.dirichlet(np.full(120, 0.3), size=2)
    mixes = np.linspace(0.2, 0.8, 8)
    rows = np.array([rng.multinomial(4500, mix * kinds[0] + (1 - mix) * kinds[1]) for mix in mixes])
    rows[7] = rng.multivariate_hypergeometric(rows[7], 1000)  # the shortest, so that all draw alike
    thin = rows.copy()
    thin[3] = rng.multivariate_hypergeometric(rows[3], 1500)
    theta = np.column_stack([mixes, 1 - mixes])
    tables = []
    for each in (rows, thin):
        matrix, passages, reports = collection(each)
        models = [model_of(matrix, theta, kinds, seed) for seed in (1, 2)]
        tables.append(drift_parts(models, matrix, passages, reports, seed=1, n_draws=30))
    for part in ("prevalence", "content"):
        assert (tables[0][part] - tables[1][part]).abs().max() < 0.01
    assert tables[0]["content"].abs().max() < 0.03  # the terms within topics do not change


def test_parts_are_never_of_one_seed_nor_of_another_matrix():
    matrix, passages, reports = collection([[400, 9]] * 8)
    model = model_of(matrix, [[0.5, 0.5]] * 8, np.eye(2), 1)
    other = model_of(collection([[400, 9, 1]] * 8)[0], [[0.5, 0.5]] * 8, np.ones((2, 3)) / 3, 2)
    for models, words in (
        ([model], "1 model"),
        ([model, model], "same engine and seed"),
        ([model, other], "other terms"),
    ):
        with pytest.raises(SettingError, match=words):
            drift_parts(models, matrix, passages, reports, seed=1)
    with pytest.raises(SettingError, match="n_draws=0"):
        drift_parts([model, model_of(matrix, model.theta, model.phi, 2)], matrix, passages, reports, seed=1, n_draws=0)


# --- cuts ------------------------------------------------------------------------------------------------------------


def pairs_of(places, years=None):
    """Squared distances between points in time, as `drift` tells them."""
    years = np.arange(len(places)) + 1980 if years is None else np.asarray(years)
    first, other = np.triu_indices(len(places), 1)
    squares = ((places[first] - places[other]) ** 2).sum(axis=1)
    return pd.DataFrame({"year_from": years[first], "year_to": years[other], "excess": squares})


def wandering(seed, memory, n_axes=6, n=30, jump=0.0):
    """Points that drift by first-order autoregression, with noise of their own and a jump in the middle."""
    rng = np.random.default_rng(seed)
    places = rng.standard_normal((n, n_axes))
    for i in range(1, n):
        places[i] = memory * places[i - 1] + math.sqrt(1 - memory**2) * places[i]
    places[n // 2 :, 0] += jump
    return places + 0.3 * rng.standard_normal(places.shape)


def test_sharpness_by_hand():
    # Between the halves 1, within them 0, whatever the years apart: the curve takes off what it can, not the rank.
    first, other = np.triu_indices(20, 1)
    across = ((first < 10) & (other >= 10)).astype(float)
    table = drift_cuts(pd.DataFrame({"year_from": first, "year_to": other, "excess": across}), n=99, seed=1)
    assert table["year_after"].tolist() == list(range(5, 16))
    assert table["sharpness"].idxmax() == 5
    row = table.loc[5]
    assert (row["year_before"], row["year_after"], row["first_year"], row["last_year"]) == (9, 10, 5, 14)
    gaps = (other - first).astype(float)
    inside = (first >= 5) & (other < 15)
    fits = [
        across - basis @ np.linalg.lstsq(basis, across, rcond=None)[0]
        for memory in 1 - np.geomspace(0.5, 0.001, 40)
        for basis in [np.column_stack([np.ones(190), 1 - memory**gaps])]
    ]
    residual = min(fits, key=lambda left: (left**2).sum())
    by_hand = residual[inside & (across == 1)].mean() - residual[inside & (across == 0)].mean()
    assert row["sharpness"] == pytest.approx(by_hand)


def test_distance_in_years_alone_makes_no_cut_sharp():
    first, other = np.triu_indices(24, 1)
    years = np.array([*range(12), *range(40, 52)])
    smooth = 0.1 + 0.3 * (1 - 0.5 ** (years[other] - years[first]))
    pairs = pd.DataFrame({"year_from": years[first], "year_to": years[other], "excess": smooth})
    assert drift_cuts(pairs, n=99, seed=1)["sharpness"].abs().max() < 1e-9


def test_a_planted_break_is_found_where_ruptures_finds_it():
    places = wandering(3, memory=0.3, jump=12.0)
    table = drift_cuts(pairs_of(places), n=199, seed=1)
    best = table[table["rank"] == 1].iloc[0]
    [found, _] = ruptures.Dynp(model="l2", min_size=5, jump=1).fit(places).predict(n_bkps=1)
    assert best["year_after"] == 1980 + found == 1995
    assert best["p"] <= 0.05
    assert best["sharpness"] > best["null_high"]


@pytest.mark.parametrize("memory", [0.0, 0.6, 0.97])
def test_drift_without_a_break_is_rarely_called_one(memory):
    # 60 series at .05: 3 expected; more than 8 in under 1 of 100 runs of a test that holds its level (binomial).
    p = [drift_cuts(pairs_of(wandering(seed, memory)), n=99, seed=seed)["p"].min() for seed in range(60)]
    assert sum(value <= 0.05 for value in p) <= 8


def test_the_same_seed_gives_the_same_table_and_p_is_never_nought():
    pairs = pairs_of(wandering(1, 0.5))
    table = drift_cuts(pairs, n=99, seed=4)
    pd.testing.assert_frame_equal(table, drift_cuts(pairs.iloc[::-1], n=99, seed=4))
    assert table["p"].between(0.01, 1).all()
    assert sorted(table["rank"]) == list(range(1, len(table) + 1))
    assert table.sort_values("rank")["p"].is_monotonic_increasing


def test_short_series_and_wrong_settings_are_refused_with_the_number_that_would_do():
    with pytest.raises(SettingError, match="19 reports cannot tell a break from drift; it takes 20"):
        drift_cuts(pairs_of(wandering(1, 0.5, n=19)), seed=1)
    pairs = pairs_of(wandering(1, 0.5, n=20))
    for wrong, words in (
        ({"window": 4}, "window=4: must be 5 to 10"),
        ({"window": 11}, "5 to 10"),
        ({"n": 98}, "n=98"),
    ):
        with pytest.raises(SettingError, match=words):
            drift_cuts(pairs, seed=1, **wrong)
    with pytest.raises(TableError, match="rows do not hold each two of 20 years"):
        drift_cuts(pairs.iloc[1:], seed=1)


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("judicial", "more than one report of 2024"),
        ("provincial", "more than one report of 2025, 2026"),
        ("resolutions", "fewer than 400 tokens"),
    ],
)
def test_a_collection_that_is_no_series_is_refused(refused, name, words):
    refused(["drift", name], words)


def test_the_command_prints_one_row_for_each_report_and_the_next(baogao):
    code, out, err = baogao("drift", "congress", "--k", 5, "--format", "csv")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("year_from,year_to,years_apart,distance,floor,excess,n_tokens,prevalence,content")
    assert len(lines) == 12
    assert lines[1].startswith("1969,1973,4,")
    table = pd.read_csv(io.StringIO(out))
    assert table["excess"].tolist() == pytest.approx((table["distance"] ** 2 - table["floor"] ** 2).tolist(), abs=1e-5)
    assert "% of the tokens were left out" in err

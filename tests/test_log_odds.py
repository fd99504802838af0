"""Log-odds with a prior, changes by pair, collocations: hand arithmetic, oracles, limit cases, thinning."""

from __future__ import annotations

import math
import warnings
from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.multitest import multipletests

from baogao.corpus.store.collection import load_reports
from baogao.errors import SettingError, TableError
from baogao.measures.collocations import collocations
from baogao.measures.contingency import interaction, log_dice
from baogao.measures.log_odds import log_odds
from baogao.measures.term_changes import term_changes
from baogao.reading.tokens import passage_tokens
from baogao.reading.word_pairs import word_pairs

COUNTS = pd.DataFrame(
    {"report_id": ["a", "a", "b", "b"], "term": ["创新", "工作", "创新", "工作"], "count": [8, 12, 2, 18]}
)


def tidy(matrix):
    return pd.DataFrame(
        [(f"r{i}", f"w{j:02}", int(n)) for i, row in enumerate(matrix) for j, n in enumerate(row) if n],
        columns=["report_id", "term", "count"],
    )


def test_log_odds_by_hand():
    table = log_odds(COUNTS, ["a"], prior=40).set_index("term")
    # 10 of 40 tokens are 创新, so its prior is 10 of 40: 8 + 10 of 20 + 40 in a, 2 + 10 of 60 in b.
    difference = math.log(18 / 42) - math.log(12 / 48)
    assert table.loc["创新", "log_odds"] == pytest.approx(difference)
    assert table.loc["创新", "log_odds_z"] == pytest.approx(difference / math.sqrt(1 / 18 + 1 / 12))
    # 工作: 12 + 30 and 18 + 30 of 60.
    difference = math.log(42 / 18) - math.log(48 / 12)
    assert table.loc["工作", "log_odds"] == pytest.approx(difference)
    assert table.loc["工作", "log_odds_z"] == pytest.approx(difference / math.sqrt(1 / 42 + 1 / 48))
    # A background in which half of the tokens are 创新: its prior is 20 of 40.
    background = pd.DataFrame({"term": ["创新", "工作"], "count": [500, 500]})
    own = log_odds(COUNTS, ["a"], background=background, prior=40).set_index("term")
    assert own.loc["创新", "log_odds"] == pytest.approx(math.log(28 / 32) - math.log(22 / 38))


@pytest.mark.parametrize("seed", range(4))
def test_log_odds_are_those_of_the_table_with_pseudo_counts(seed):
    rng = np.random.default_rng(seed)
    counts = tidy(rng.poisson(rng.gamma(1, 6, (6, 25))))
    table = log_odds(counts, ["r0", "r3"], prior=200).set_index("term")
    both = counts.groupby("term")["count"].sum()
    sizes = table[["target_count", "reference_count"]].sum()
    for term, row in table.iterrows():
        alpha = 200 * both[term] / both.sum()
        shown = [row["target_count"] + alpha, row["reference_count"] + alpha]
        cells = [[one, size + 200 - one] for one, size in zip(shown, sizes, strict=True)]
        oracle = Table2x2(cells, shift_zeros=False)
        assert row["log_odds"] == pytest.approx(oracle.log_oddsratio, abs=1e-9)
        # The paper's short form of the variance lacks the two cells of all other tokens.
        others = 1 / cells[0][1] + 1 / cells[1][1]
        z = oracle.log_oddsratio / math.sqrt(oracle.log_oddsratio_se**2 - others)
        assert row["log_odds_z"] == pytest.approx(z, abs=1e-9)


def test_log_odds_are_near_the_posterior_that_they_stand_for():
    rng = np.random.default_rng(5)
    table = log_odds(COUNTS.assign(count=COUNTS["count"] * 20), ["a"], prior=40).set_index("term")
    draws = [rng.dirichlet([20 * first + 10, 20 * second + 30], 200_000)[:, 0] for first, second in ((8, 12), (2, 18))]
    logits = [np.log(share / (1 - share)) for share in draws]
    assert table.loc["创新", "log_odds"] == pytest.approx((logits[0] - logits[1]).mean(), abs=0.02)


def test_a_prior_holds_rare_terms_back_and_swapping_sides_flips_signs():
    counts = tidy([(1, 300, 700), (0, 200, 800)])
    weak, strong = (log_odds(counts, ["r0"], prior=prior).set_index("term")["log_odds"].abs() for prior in (1, 1000))
    assert (strong < weak).all()
    # Once among 1,001 and not among 1,000: with 1,000 tokens of prior 1.5 against 0.5, with 1 token 1.0005 to 0.0005.
    assert strong["w00"] == pytest.approx(math.log(3), abs=0.01)
    assert weak["w00"] == pytest.approx(math.log(2001), abs=0.01)
    one, other = (log_odds(counts, [side]).set_index("term")["log_odds_z"] for side in ("r0", "r1"))
    assert one.sort_index().to_numpy() == pytest.approx(-other.sort_index().to_numpy())
    equal = log_odds(tidy([(2, 8), (2, 8)]), ["r0"])
    assert equal["log_odds"].to_numpy() == pytest.approx([0, 0], abs=1e-12)


def test_impossible_log_odds_are_refused():
    for target, message in (([], "0 of 2"), (["a", "b"], "2 of 2"), (["x"], "no report x")):
        with pytest.raises(SettingError, match=message):
            log_odds(COUNTS, target)
    with pytest.raises(SettingError, match="prior=0"):
        log_odds(COUNTS, ["a"], prior=0)
    with pytest.raises(TableError, match="one side has no tokens"):
        log_odds(COUNTS.assign(count=[0, 0, 1, 2]), ["a"])


def paired(ups, downs, same=0):
    """Two reports of 10 tokens for each region; w00 goes up in some, down in others."""
    swings = [(1, 3)] * ups + [(3, 1)] * downs + [(2, 2)] * same
    rows = [(n, 10 - n) for swing in swings for n in swing]
    reports = pd.DataFrame({"report_id": [f"r{i}" for i in range(len(rows))]})
    reports["region"] = [f"region {i // 2}" for i in range(len(rows))]
    return tidy(rows), reports, [f"r{i}" for i in range(1, len(rows), 2)]


def test_up_and_down_by_hand():
    table = term_changes(*paired(6, 1, 2)).set_index("term")
    # 6 of 7 one way: 2 (1 + 7) / 128.
    assert table.loc["w00", ["n_pairs", "n_up", "n_down"]].tolist() == [9, 6, 1]
    assert table.loc["w00", "p_sign"] == pytest.approx(16 / 128)
    assert table.loc["w01", ["n_up", "n_down"]].tolist() == [1, 6]
    assert term_changes(*paired(4, 0))["p_sign"].isna().all()  # 16 arrangements
    assert term_changes(*paired(5, 0))["p_sign"].tolist() == [2 / 32, 2 / 32]


@pytest.mark.parametrize("seed", range(3))
def test_the_sign_test_is_that_of_scipy(seed):
    rng = np.random.default_rng(seed)
    counts, reports = tidy(rng.poisson(rng.gamma(2, 3, (24, 20)))), paired(12, 0)[1]
    table = term_changes(counts, reports, [f"r{i}" for i in range(1, 24, 2)], min_count=1)
    for row in table.itertuples():
        assert row.p_sign == pytest.approx(binomtest(row.n_up, row.n_up + row.n_down).pvalue)
    assert table["q_sign"].to_numpy() == pytest.approx(multipletests(table["p_sign"], method="fdr_bh")[1])


def test_equal_shares_of_unequal_reports_are_no_change():
    counts = tidy([(1, 9), (3, 27), (2, 8), (4, 16)])
    reports = pd.DataFrame({"report_id": ["r0", "r1", "r2", "r3"], "region": ["x", "x", "y", "y"]})
    table = term_changes(counts, reports, ["r1", "r3"], min_count=1)
    assert table[["n_up", "n_down"]].to_numpy().tolist() == [[0, 0], [0, 0]]


def test_thinning_one_wave_to_a_third_hardly_moves_up_and_down():
    rng = np.random.default_rng(1)
    shares = rng.dirichlet(np.full(30, 3))
    counts = np.array([rng.multinomial(4000, shares) for _ in range(60)])
    reports = paired(30, 0)[1]
    target = [f"r{i}" for i in range(1, 60, 2)]
    thinned = counts.copy()
    thinned[1::2] = [rng.multivariate_hypergeometric(row, 1333) for row in counts[1::2]]
    gains = [(table["n_up"] - table["n_down"]).mean() / 30
             for table in (term_changes(tidy(matrix), reports, target) for matrix in (counts, thinned))]  # fmt: skip
    assert abs(gains[0] - gains[1]) < 0.06  # of -1 to 1


def test_pairs_that_cannot_be_made_are_refused():
    counts, reports, target = paired(3, 0)
    with pytest.raises(SettingError, match="pair=region: no value has reports both"):
        term_changes(counts, reports.assign(region=reports["report_id"]), target)
    with pytest.raises(SettingError, match="pair=region: only a has reports both"):
        term_changes(counts, reports.assign(region="a"), target)
    with pytest.raises(TableError, match="no region for r0"):
        term_changes(counts, reports.assign(region=["", *reports["region"][1:]]), target)


PAIRS = pd.DataFrame(
    [("a", "依法", "治国", 6), ("a", "依法", "行政", 2), ("b", "推进", "改革", 5), ("b", "推进", "治国", 1)],
    columns=["report_id", "first", "second", "count"],
)


def test_collocations_by_hand():
    table = collocations(PAIRS, min_count=1).set_index(["first", "second"])
    row = table.loc[("依法", "治国")]
    # Of 14 pairs 8 begin with 依法 and 7 end with 治国, 6 do both: cells 6, 2, 1, 5.
    assert row[["count", "n_first", "n_second", "n_reports"]].tolist() == [6, 8, 7, 1]
    assert row["expected"] == pytest.approx(8 * 7 / 14)
    strength = math.log(6.5) - math.log(2.5) - math.log(1.5) + math.log(5.5)
    assert row["lambda"] == pytest.approx(strength)
    assert row["z"] == pytest.approx(strength / math.sqrt(1 / 6.5 + 1 / 2.5 + 1 / 1.5 + 1 / 5.5))
    assert row["log_dice"] == pytest.approx(14 + math.log2(12 / 15))
    assert set(collocations(PAIRS, min_count=5).index) == {0, 1}


@pytest.mark.parametrize("cells", [(8, 10, 12, 100), (0, 5, 7, 40), (30, 40, 35, 5000)])
def test_lambda_and_z_are_those_of_a_log_linear_model(cells):
    both, first, second, total = cells
    y = np.array([both, first - both, second - both, total - first - second + both]) + 0.5
    design = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 0]], float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as many parameters as cells leave no degree of freedom
        fit = sm.GLM(y, design, family=sm.families.Poisson()).fit(tol=1e-12)
    strength, z = interaction(*cells)
    assert strength == pytest.approx(fit.params[3], abs=1e-6)
    assert z == pytest.approx(fit.params[3] / fit.bse[3], abs=1e-5)


def test_limits_of_association():
    assert log_dice(7, 7, 7) == 14
    assert log_dice(0, 3, 4) == -math.inf
    strength, _ = interaction(10, 100, 100, 1000, smoothing=1e-9)  # independent
    assert strength == pytest.approx(0, abs=1e-6)
    with pytest.raises(SettingError, match="min_count=0"):
        collocations(PAIRS, min_count=0)
    with pytest.raises(TableError, match="below 1"):
        collocations(PAIRS.assign(count=0))


@pytest.mark.parametrize("policy", ["protected", "plain"])
def test_pairs_are_those_of_the_tokens_of_each_passage(policy):
    """All reports are cut in one go; here each passage by itself, as `baogao segment` prints it."""
    expected = Counter(
        (report.report_id, first, second)
        for report in load_reports("sample")
        for tokens in passage_tokens(report, plain=policy == "plain")
        for first, second in pairwise(tokens)
        if all(any(sign.isalpha() for sign in token) for token in (first, second))
    )
    table = word_pairs("sample", policy=policy)
    assert list(table.itertuples(index=False, name=None)) == [(*pair, expected[pair]) for pair in sorted(expected)]

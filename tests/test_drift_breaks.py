"""Breaks in drift, its path and its terms: hand arithmetic, brute force, other libraries, planted truth."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import ruptures
from scipy.sparse import csr_matrix
from scipy.spatial.distance import jensenshannon, pdist, squareform
from scipy.stats import permutation_test
from sklearn.manifold import ClassicalMDS

import baogao as bg
from baogao.errors import SettingError, TableError
from baogao.language.events import load_events
from baogao.measures.drift import drift
from baogao.measures.drift_control import against_control, baselines_shared
from baogao.measures.drift_events import admissible_sums, drift_events, drift_steps
from baogao.measures.drift_path import drift_path, resonance
from baogao.measures.drift_segments import cuts_by_number, drift_segments, shared_cuts
from baogao.measures.drift_terms import drift_terms, slogan_share
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.pairs import squared, unbroken


def series(rows, first=1990, passages_each=4):
    """A matrix whose reports fall into passages of the same counts, its passages, its reports."""
    ids = tuple(f"r{i}:{j}" for i in range(len(rows)) for j in range(passages_each))
    counts = csr_matrix(np.repeat(np.array(rows), passages_each, axis=0))
    matrix = DocumentTermMatrix(ids, tuple(f"词{i}" for i in range(counts.shape[1])), counts, int(counts.sum()))
    passages = pd.DataFrame({"passage_id": ids, "report_id": [each.split(":")[0] for each in ids]})
    reports = pd.DataFrame({"report_id": [f"r{i}" for i in range(len(rows))], "year": range(first, first + len(rows))})
    return matrix, passages, reports


def pairs_of(squares, years):
    first, other = np.triu_indices(len(years), 1)
    return pd.DataFrame({"year_from": years[first], "year_to": years[other], "excess": squares[first, other]})


def yearly(steps, first=1990):
    """A table of pairs that holds the steps only, as far as steps are asked for."""
    years = np.arange(first, first + len(steps))
    return pd.DataFrame({"year_from": years, "year_to": years + 1, "excess": steps})


# --- segments --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_cuts_are_those_of_ruptures(seed):
    places = np.random.default_rng(seed).standard_normal((30, 4)).cumsum(axis=0)
    cuts = cuts_by_number(squareform(pdist(places, "sqeuclidean")), most=6, least=3)
    method = ruptures.Dynp(model="l2", min_size=3, jump=1).fit(places)
    for number in range(2, 7):
        assert cuts[number][0] == method.predict(n_bkps=number - 1)[:-1]
        assert cuts[number][1] == pytest.approx(method.cost.sum_of_costs([*cuts[number][0], 30]))


def test_no_other_cuts_leave_less():
    places = np.random.default_rng(8).standard_normal((11, 2))
    left = [
        sum(((part - part.mean(axis=0)) ** 2).sum() for part in np.split(places, cut))
        for cut in combinations(range(1, 11), 2)
        if min(np.diff([0, *cut, 11])) >= 2
    ]
    squares = squareform(pdist(places, "sqeuclidean"))
    assert cuts_by_number(squares, most=3, least=2)[3][1] == pytest.approx(min(left))


def test_the_same_noise_on_all_distances_moves_no_cut():
    places = np.random.default_rng(3).standard_normal((20, 3)).cumsum(axis=0)
    squares = squareform(pdist(places, "sqeuclidean"))
    noisy = squares + 40 * (1 - np.eye(20))
    for number in (2, 3, 4):
        assert cuts_by_number(squares, most=4, least=3)[number][0] == cuts_by_number(noisy, most=4, least=3)[number][0]


def test_planted_segments_are_found_and_shared_and_what_is_uniform_is_not():
    rng = np.random.default_rng(1)
    kinds = rng.dirichlet(np.full(60, 0.3), size=3)
    rows = [rng.multinomial(400, kinds[i // 6]) for i in range(18)]
    table = drift_segments(*series(rows), most=5, n=20, seed=1)
    three = table[table["n_segments"] == 3]
    assert three["year_after"].tolist() == [1996, 2002]
    assert (three["stability"] == 1).all()
    assert shared_cuts(table)["year_after"].tolist() == [1996, 2002]
    assert table.groupby("n_segments")["explained"].first().is_monotonic_increasing
    same = drift_segments(*series([rng.multinomial(400, kinds[0]) for _ in range(18)]), most=5, n=20, seed=1)
    assert same["stability"].mean() < three["stability"].mean()


def test_the_same_seed_gives_the_same_segments_and_wrong_settings_are_refused():
    rows = [np.random.default_rng(i).multinomial(300, np.full(30, 1 / 30)) for i in range(12)]
    first, again = (drift_segments(*series(rows), most=3, n=20, seed=2) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    for wrong, words in (
        ({"most": 5}, "most=5, least=3: of 12 reports there can be 2 to 4 segments"),
        ({"most": 1}, "2 to 4"),
        ({"most": 3, "least": 1}, "least=1"),
        ({"most": 3, "n": 5}, "n=5: too few"),
    ):
        with pytest.raises(SettingError, match=words):
            drift_segments(*series(rows), seed=1, **wrong)


# --- events ----------------------------------------------------------------------------------------------------------


def test_the_contrast_of_a_step_by_hand():
    table = drift_steps(yearly([1, 2, 3, 10, 3, 2, 1]), window=3).set_index("year")
    assert table.index.tolist() == [1991, 1992, 1993, 1994, 1995, 1996, 1997]
    assert table.loc[1994, "around"] == pytest.approx((1 + 2 + 3 + 3 + 2 + 1) / 6)
    assert table.loc[1991, "contrast"] == pytest.approx(1 - (2 + 3 + 10) / 3)


def test_steps_over_a_gap_and_steps_without_company_are_left_out():
    pairs = pd.DataFrame({"year_from": [1959, 1975, 1978, 1979], "year_to": [1975, 1978, 1979, 1981], "excess": 1.0})
    assert drift_steps(pairs).empty
    with pytest.raises(SettingError, match="no kind of event has 3 steps"):
        drift_events(yearly([1.0] * 12), pd.DataFrame({"kind": "a", "year": [1993, 1997], "exploratory": False}))


@pytest.mark.parametrize(("n_events", "apart"), [(2, 1), (3, 2), (4, 3)])
def test_the_sets_are_all_those_that_brute_force_finds(n_events, apart):
    rng = np.random.default_rng(n_events)
    years = np.sort(rng.choice(np.arange(1980, 2010), 16, replace=False))
    contrasts = rng.standard_normal(16)
    brute = [
        sum(contrasts[list(chosen)])
        for chosen in combinations(range(16), n_events)
        if (np.diff(years[list(chosen)]) >= apart).all()
    ]
    assert sorted(admissible_sums(years, contrasts, n_events, apart)) == pytest.approx(sorted(brute))


def test_planted_events_are_the_rarest_of_all_sets_and_chance_ones_are_not():
    steps = np.random.default_rng(5).normal(0.1, 0.01, 36)
    planted = np.array([1995, 2001, 2008, 2014, 2020])
    steps[planted - 1991] += 0.1
    events = pd.DataFrame({"kind": "premier", "year": planted, "exploratory": True})
    events = pd.concat([events, events.assign(kind="plan", year=planted + 2, exploratory=False)])
    table = drift_events(yearly(steps), events).set_index("kind")
    assert table.loc["premier", "p"] == 1 / table.loc["premier", "n_sets"]
    assert table.loc["premier", "contrast"] == pytest.approx(0.1, abs=0.03)
    assert table.loc["plan", "p"] > 0.5
    assert table["exploratory"].tolist() == [True, False]
    assert (table["least_p"] == 1 / table["n_sets"]).all()
    assert (table["q"] >= table["p"]).all()


def test_the_p_of_chance_events_is_uniform():
    p = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        events = pd.DataFrame(
            {"kind": "a", "year": 1995 + 6 * np.arange(4) + rng.integers(0, 2, 4), "exploratory": False}
        )
        p.append(drift_events(yearly(rng.normal(0.1, 0.02, 33)), events)["p"][0])
    assert 0.01 <= np.mean(np.array(p) <= 0.05) <= 0.10  # 200 at .05: under 2 or over 20 in 2 of 1,000 runs
    assert np.mean(p) == pytest.approx(0.5, abs=0.07)


def test_too_few_sets_give_no_p_and_too_many_are_refused():
    pairs = yearly([0.1 + 0.01 * (i % 5) for i in range(33)])
    few = pd.DataFrame({"kind": "a", "year": [1995, 2007, 2019], "exploratory": False})
    table = drift_events(pairs, few)
    assert table["n_sets"][0] == 165  # three of 33 steps at least 12 apart: 11 over 3
    tight = pd.DataFrame({"kind": "a", "year": [1991, 2007, 2023], "exploratory": False})
    assert drift_events(pairs, tight)["n_sets"][0] == 1
    assert np.isnan(drift_events(pairs, tight)["p"][0])
    many = pd.DataFrame({"kind": "a", "year": range(1995, 2015), "exploratory": False})
    with pytest.raises(SettingError, match="more than 1,000,000 sets of 20 of 33 years at least 1 apart"):
        drift_events(pairs, many)


def test_events_are_dated_before_the_report_that_could_show_them():
    events = load_events()
    assert set(events["kind"]) == {"premier", "same-premier", "congress", "plan"}
    assert (events["date"].str[:4].astype(int) <= events["year"]).all()
    assert events.groupby("kind")["date"].is_monotonic_increasing.all()
    assert events.set_index("kind")["exploratory"].groupby(level=0).first().to_dict() == {
        "premier": True,
        "same-premier": True,
        "congress": False,
        "plan": False,
    }
    premiers = events.loc[events["kind"] == "premier", "year"]
    assert not premiers.isin(events.loc[events["kind"] == "same-premier", "year"]).any()


# --- one kind against another -----------------------------------------------------------------------------------------


def two_kinds(new, old, **columns):
    kinds = ["new"] * len(new) + ["old"] * len(old)
    return pd.DataFrame({"kind": kinds, "year": [*new, *old], "exploratory": False}).assign(**columns)


@pytest.mark.parametrize("seed", range(4))
def test_the_p_against_a_control_is_that_of_scipy(seed):
    steps = drift_steps(yearly(np.random.default_rng(seed).normal(0.1, 0.03, 36)))
    new, old = [1996, 2001, 2011, 2021], [1993, 2006, 2016]
    row = against_control(steps, two_kinds(new, old), kind="new", control="old").iloc[0]
    contrasts = steps.set_index("year")["contrast"]
    samples = contrasts[new].to_numpy(), contrasts[old].to_numpy()
    oracle = permutation_test(samples, lambda a, b: a.mean() - b.mean(), alternative="greater", n_resamples=np.inf)
    assert row["difference"] == pytest.approx(contrasts[new].mean() - contrasts[old].mean())
    assert row["p"] == pytest.approx(oracle.pvalue)
    assert (row["n_sets"], row["least_p"]) == (35, 1 / 35)


def test_what_both_kinds_have_in_common_is_no_difference():
    sizes = np.full(36, 0.1)
    new, old = np.array([1996, 2006, 2016, 2021]), np.array([2001, 2011, 1992])
    sizes[[*new - 1991, *old - 1991]] += 0.1
    pairs, events = yearly(sizes), two_kinds(new, old)
    row = against_control(drift_steps(pairs), events, kind="new", control="old").iloc[0]
    assert drift_events(pairs, events).set_index("kind").loc["new", "p"] < 0.01
    assert row["p"] > 0.2


def test_the_p_against_a_control_without_a_difference_is_uniform():
    events = two_kinds([1996, 2001, 2011, 2021], [1993, 2006, 2016])
    p = [
        against_control(drift_steps(yearly(sizes)), events, kind="new", control="old")
        for sizes in np.random.default_rng(3).normal(0.1, 0.02, (200, 36))
    ]
    assert np.mean([table["p"].iloc[0] <= 2 / 35 for table in p]) <= 0.12  # 2 in 35 is .057; 200 of them
    assert np.mean([table["p"].iloc[0] for table in p]) == pytest.approx(18 / 35, abs=0.07)


def test_kinds_that_share_a_year_that_are_few_or_too_many():
    steps = drift_steps(yearly([0.1 + 0.01 * (i % 5) for i in range(60)]))
    row = against_control(steps, two_kinds([1995, 2000, 2005], [2005, 2010, 2015, 2020]), kind="new", control="old")
    assert row[["n_events", "n_control", "n_sets"]].values.tolist() == [[3, 3, 20]]
    for wrong, words in (
        (two_kinds([1995, 2000], [2005, 2010, 2015]), "'new' has 2 step"),
        (two_kinds([1995, 2000, 2005], [2000, 2005, 2010]), "'old' has 1 step"),
        (two_kinds(range(1991, 2016), range(2016, 2041)), "more than 1,000,000 sets"),
    ):
        with pytest.raises(SettingError, match=words):
            against_control(steps, wrong, kind="new", control="old")
    seen_first = two_kinds([1995, 2000, 2005], [2010, 2015, 2020], exploratory=[True] + [False] * 5)
    assert against_control(steps, seen_first, kind="new", control="old")["exploratory"].tolist() == [True]


def test_baselines_that_hold_an_event_of_the_other_kind_are_counted_by_hand():
    congresses, premiers = [1993, 1998, 2003, 2008, 2013, 2018, 2023], [1999, 2004, 2014, 2024]
    assert baselines_shared(congresses, premiers, window=1) == 4  # 1998, 2003, 2013, 2023: the year before
    assert baselines_shared(congresses, premiers) == 6  # 2004 is four years before 2008, 2014 before 2018
    assert baselines_shared(premiers, premiers) == 0


# --- path and resonance ----------------------------------------------------------------------------------------------


def test_a_path_in_the_plane_is_drawn_as_it_is():
    years = np.array([1990, 1991, 1993, 1994, 1999])
    places = np.random.default_rng(2).standard_normal((5, 2))
    squares = squareform(pdist(places, "sqeuclidean"))
    table = drift_path(pairs_of(squares, years))
    assert pdist(table[["x", "y"]]) == pytest.approx(pdist(places))
    assert table["share_x"][0] + table["share_y"][0] == pytest.approx(1)
    assert np.corrcoef(table["x"], years)[0, 1] >= 0 <= table["y"][0]


def test_the_path_is_that_of_scikit_learn():
    points = np.random.default_rng(6).standard_normal((12, 5))
    squares, years = squareform(pdist(points, "sqeuclidean")), np.arange(1990, 2002)
    oracle = ClassicalMDS(n_components=2, metric="precomputed").fit_transform(np.sqrt(squares))
    assert pdist(drift_path(pairs_of(squares, years))[["x", "y"]]) == pytest.approx(pdist(oracle))


def test_steady_drift_has_no_resonance_even_beside_a_gap():
    years = np.array([*range(1990, 2000), *range(2002, 2012)])
    squares = 1 - 0.9 ** np.abs(years[:, None] - years)
    table = resonance(pairs_of(squares, years))
    assert table["resonance"].dropna().abs().max() < 1e-12
    assert table["n_lags"].tolist()[:4] == [0, 1, 2, 3]
    assert table["resonance"].isna().sum() == (table["n_lags"] < 2).sum()


def test_a_report_that_is_followed_resonates_and_one_that_is_not_does_not():
    new = np.array([0] * 6 + [1] * 7)
    odd = np.array([0] * 6 + [1] + [0] * 6)
    for what, sign in ((new, 1), (odd, 0)):
        squares = (what[:, None] - what) ** 2.0
        row = resonance(pairs_of(squares, np.arange(1990, 2003))).loc[6]
        assert row["novelty"] == 1
        assert row["resonance"] == pytest.approx(sign)
    with pytest.raises(SettingError, match="window=1"):
        resonance(pairs_of(squares, np.arange(1990, 2003)), window=1)


def test_a_table_that_lacks_a_pair_is_refused():
    pairs = pairs_of(np.ones((4, 4)), np.arange(4))
    for table in (pairs.head(5), pd.concat([pairs, pairs.head(1)])):
        with pytest.raises(TableError, match="each two of 4 years once"):
            squared(table, "excess")


def test_the_longest_run_and_of_equal_ones_the_last():
    years = [1991, 1980, 1992, None, 1981, 2000, 1999, 1982, 1990, 2001]
    reports = pd.DataFrame({"report_id": list("abcdefghij"), "year": pd.array(years, "Int64")})
    assert unbroken(reports)["year"].tolist() == [1999, 2000, 2001]
    assert unbroken(reports, gap=7)["year"].tolist() == [1990, 1991, 1992, 1999, 2000, 2001]
    assert unbroken(pd.DataFrame({"year": [1969, 1973, 1977, 1982, 1987]}))["year"].tolist() == [1969, 1973, 1977]
    assert len(unbroken(pd.DataFrame({"year": [1969, 1973, 1977, 1982, 1987]}), gap=2)) == 5
    assert unbroken(reports.head(0)).empty


# --- terms -----------------------------------------------------------------------------------------------------------


def test_the_parts_of_terms_sum_to_the_excess_of_drift():
    rng = np.random.default_rng(7)
    collection = series([rng.multinomial(150, rng.dirichlet(np.full(50, 0.5))) for _ in range(8)])
    pairs = drift(*collection).set_index(["year_from", "year_to"])["excess"]
    table = drift_terms(*collection, before=[1992], after=[1995])
    assert table["contribution"].sum() == pytest.approx(pairs[1992, 1995])
    assert table["share"].sum() == pytest.approx(1)
    assert table["contribution"].is_monotonic_decreasing


def test_of_long_reports_a_term_adds_what_the_plain_word_shift_says():
    p, q = np.array([0.5, 0.3, 0.2, 0.0]), np.array([0.5, 0.1, 0.1, 0.3])
    counts = (np.stack([p, q]) * 1000).astype(int)
    table = drift_terms(*series(counts), before=[1990], after=[1991]).set_index("term")["contribution"]
    m = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = -m * np.log2(m) + np.nansum([p * np.log2(p) / 2, q * np.log2(q) / 2], axis=0)
    assert table.reindex([f"词{i}" for i in range(4)]).to_numpy() == pytest.approx(plain, abs=1e-3)
    assert plain.sum() == pytest.approx(jensenshannon(p, q, base=2) ** 2)


def test_slogans_that_alone_change_carry_the_change():
    rows = [[300, 100, 0], [300, 0, 100]]
    table = drift_terms(*series(rows), before=[1990], after=[1991], slogans={"词1", "词2"})
    shares = slogan_share(table).set_index("is_slogan")
    assert shares.loc[True, "share_of_tokens"] == pytest.approx(0.25)
    assert shares.loc[True, "share_of_change"] == pytest.approx(1, abs=0.01)
    assert shares["n_terms"].to_dict() == {True: 2, False: 1}


def test_groups_without_a_report_or_with_one_in_common_are_refused():
    collection = series([[300, 100], [300, 200], [30, 2]])
    for before, after, words in (
        ([1990], [1995], "there is no report of 1995; there are 1990, 1991, 1992"),
        ([1990], [1990, 1991], "none for both"),
        ([], [1991], "give years for each"),
        ([1990], [1992], "a group holds 128 tokens"),
    ):
        with pytest.raises(SettingError, match=words):
            drift_terms(*collection, before=before, after=after)


# --- the study -------------------------------------------------------------------------------------------------------


def test_bigrams_give_a_series_too_and_other_units_are_refused():
    main = bg.collection("congress")
    terms, bigrams = (bg.drift(main, of=of) for of in ("terms", "bigrams"))
    assert terms[["year_from", "year_to"]].equals(bigrams[["year_from", "year_to"]])
    assert terms["excess"].corr(bigrams["excess"], method="spearman") > 0.8
    with pytest.raises(SettingError, match="of='words': must be 'terms' or 'bigrams'"):
        bg.drift(main, of="words")


def test_a_report_of_another_kind_is_in_the_series_when_it_is_asked_for():
    coll = bg.collection("work-reports")
    usual, asked = (bg.drift(part) for part in (coll, coll.where(subgenre=["", "abstract"])))
    assert set(asked["year_from"]) - set(usual["year_from"]) == {1964}
    assert len(asked) == 49 * 48 / 2

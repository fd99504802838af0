"""Lives of slogans: hand arithmetic, survival against other implementations, coverage, thinning, planted truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

import baogao as bg
from baogao.errors import SettingError, TableError
from baogao.measures.changes import change_points, simulated
from baogao.measures.lives import forms_in, lives, pauses_longer
from baogao.measures.successions import replaced, successions
from baogao.measures.survival import log_rank, median_life, survival, survival_test
from baogao.measures.wordings import change, wordings

YEARS = range(2000, 2020)


def series(**counts):
    """A series of slogans: counts from 2000 on, zeros behind them, 10,000 characters a year."""
    rows = [
        (slogan, year, 1, 10_000, own[i] if i < len(own) else 0)
        for slogan, own in counts.items()
        for i, year in enumerate(YEARS)
    ]
    table = pd.DataFrame(rows, columns=["slogan_id", "year", "n_reports", "n_chars", "count"])
    return table.assign(rate_per_10k=table["count"].astype(float))


def random_lives(seed, n=200, n_births=20):
    """Lives with ties, censored at a horizon."""
    rng = np.random.default_rng(seed)
    born = rng.integers(0, n_births, n)
    true, horizon = np.ceil(rng.exponential(8, n)), 30 - born
    table = pd.DataFrame({"duration": np.minimum(true, horizon), "ended": true <= horizon, "first_year": 1980 + born})
    return table.assign(group_of=rng.choice(["a", "b", "c"], n))


class TestLives:
    def test_by_hand(self):
        # ended: last use 2004, the last five years are 2015-2019; alive: used in 2017, seen until 2014.
        table = lives(series(ended=[0, 6, 30, 6, 6], alive=[0] * 10 + [4, 0, 0, 0, 0, 0, 0, 4])).set_index("slogan_id")
        assert table.loc["ended", ["first_year", "last_year", "n_years", "count"]].tolist() == [2001, 2004, 4, 48]
        assert table["ended"].to_dict() == {"ended": True, "alive": False}
        assert table["duration"].to_dict() == {"ended": 3.0, "alive": 4.0}

    def test_half_of_the_use_by_hand(self):
        # 5 each in 8 years is 40: half, 20, is reached with the fourth use, three years after the first.
        table = lives(series(even=[5] * 8, early=[30] + [1] * 7))
        assert table.set_index("slogan_id")["half_life"].to_dict() == {"early": 0.0, "even": 3.0}
        assert table.set_index("slogan_id")["peak_year"].to_dict() == {"early": 2000.0, "even": 2000.0}

    def test_no_peak_under_thirty_hits_in_eight_years(self):
        table = lives(series(few=[3] * 9, short=[9] * 7, enough=[4] * 8)).set_index("slogan_id")
        assert table["half_life"].notna().to_dict() == {"enough": True, "few": False, "short": False}
        assert table["peak_year"].notna().equals(table["half_life"].notna())

    def test_what_comes_up_behind_the_horizon_has_no_duration(self):
        table = lives(series(young=[0] * 16 + [1, 1]))
        assert table["duration"].isna().tolist() == [True]
        assert not table["ended"].any()

    def test_a_single_use_is_no_life(self):
        assert lives(series(once=[0, 1])).empty

    def test_rates_and_not_counts_make_the_peak(self):
        table = series(s=[4] * 8)
        table.loc[table["year"] == 2003, ["n_chars", "rate_per_10k"]] = [5_000, 8.0]
        assert lives(table)["peak_year"].tolist() == [2003]

    def test_thinning_at_random_hardly_moves_the_half_life(self):
        rng = np.random.default_rng(1)
        full = np.round(60 * np.exp(-np.arange(20) / 5) * np.minimum(np.arange(20) / 4 + 0.2, 1)).astype(int) + 2
        whole = lives(series(s=list(full)))["half_life"].iloc[0]
        thinned = [lives(series(s=list(rng.binomial(full, 1 / 3))))["half_life"].iloc[0] for _ in range(60)]
        assert abs(np.mean(thinned) - whole) < 0.5

    def test_pauses(self):
        assert pauses_longer(series(s=[1, 1, 0, 0, 0, 0, 0, 1])) == 0.5  # of pauses of 1 and 6 years
        assert np.isnan(pauses_longer(series(s=[1])))

    def test_a_family_is_named_by_its_form_of_the_time(self):
        reports = pd.DataFrame({"report_id": list("abc"), "year": [1993, 1995, 1998]})
        passages = pd.DataFrame({"passage_id": ["a:1", "b:1", "c:1"], "report_id": list("abc")})
        rows = [("a:1", 0, 9, "旧论"), ("a:1", 20, 29, "旧论"), ("a:1", 22, 24, "论"), ("b:1", 0, 2, "中论")]
        rows += [("b:1", 5, 7, "甲论"), ("c:1", 0, 2, "新论")]
        hits = pd.DataFrame(rows, columns=["passage_id", "start", "end", "variant"]).assign(slogan_id="s")
        in_year = {year: forms_in(reports, passages, hits, {"s": year}) for year in (1992, 1993, 1994, 1995, 2000)}
        assert in_year == {1992: {}, 1993: {"s": "旧论"}, 1994: {"s": "旧论"}, 1995: {"s": "中论"}, 2000: {"s": "新论"}}

    def test_rows_of_the_study_bear_the_form_of_their_year(self):
        """邓小平理论 is a name of 1997, 放管服 one of 2016; the families are older."""
        main = bg.collection("work-reports").where(subgenre="")
        table = bg.change_points(main, n=19, seed=1).set_index("slogan")
        assert table.loc["邓小平理论", "change_year"] == 1993
        assert "建设有中国特色社会主义" in table.loc["邓小平理论", "form_then"]
        assert table.loc["放管服", "form_then"] != "放管服"
        assert bg.lives(main).set_index("slogan").loc["邓小平理论", "first_form"] != "邓小平理论"

    def test_settings_are_checked(self):
        with pytest.raises(SettingError, match="pause=0"):
            lives(series(s=[1, 1]), pause=0)
        with pytest.raises(TableError, match=r"series lacks column\(s\) count"):
            lives(series(s=[1, 1]).drop(columns="count"))


class TestSurvival:
    # Remission of 21 patients under 6-MP (Freireich and others 1963; Collett's and lifelines' textbook case);
    # the estimate as lifelines 0.30.3 prints it.
    WEEKS = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
    ENDED = (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
    LIFELINES = (
        (6, 0.857142857142857),
        (7, 0.8067226890756299),
        (10, 0.7529411764705878),
        (13, 0.6901960784313722),
        (16, 0.6274509803921566),
        (22, 0.5378151260504199),
        (23, 0.44817927170868327),
    )

    def test_it_is_that_of_lifelines(self):
        table = pd.DataFrame({"duration": self.WEEKS, "ended": np.array(self.ENDED, bool), "first_year": 0})
        curve = survival(table.astype({"duration": float}))
        assert curve["time"].tolist() == [0.0, *(week for week, _ in self.LIFELINES)]
        assert curve["survival"].tolist()[1:] == pytest.approx([value for _, value in self.LIFELINES], abs=1e-9)
        assert curve["n_at_risk"].tolist() == [21, 21, 17, 15, 12, 11, 7, 6]

    @pytest.mark.parametrize("seed", range(5))
    def test_it_is_that_of_scipy_and_of_statsmodels(self, seed):
        table = random_lives(seed)
        curve = survival(table).iloc[1:]
        data = stats.CensoredData(table.loc[table["ended"], "duration"], right=table.loc[~table["ended"], "duration"])
        assert curve["survival"].to_numpy() == pytest.approx(stats.ecdf(data).sf.evaluate(curve["time"]), abs=1e-12)
        theirs = SurvfuncRight(table["duration"], table["ended"].astype(int))
        assert curve["survival"].to_numpy() == pytest.approx(theirs.surv_prob, abs=1e-12)
        assert curve["n_at_risk"].tolist() == theirs.n_risk.tolist()

    def test_groups_stand_for_themselves(self):
        table = random_lives(1)
        both = survival(table, by="group_of")
        own = survival(table[table["group_of"] == "b"]).drop(columns="group").reset_index(drop=True)
        pd.testing.assert_frame_equal(both[both["group"] == "b"].drop(columns="group").reset_index(drop=True), own)

    def test_the_log_rank_is_that_of_statsmodels_and_of_scipy(self):
        table = random_lives(2)
        codes = np.unique(table["group_of"], return_inverse=True)[1]
        ours = log_rank(table["duration"].to_numpy(), table["ended"].to_numpy(), codes)
        assert ours == pytest.approx(survdiff(table["duration"], table["ended"].astype(int), table["group_of"])[0])
        two = table[table["group_of"] != "c"]
        censored = [
            stats.CensoredData(own.loc[own["ended"], "duration"], right=own.loc[~own["ended"], "duration"])
            for _, own in two.groupby("group_of")
        ]
        chi2 = log_rank(two["duration"].to_numpy(), two["ended"].to_numpy(), (two["group_of"] == "b").to_numpy(int))
        assert chi2 == pytest.approx(stats.logrank(*censored).statistic ** 2)

    def test_a_group_that_was_only_born_later_is_no_finding(self):
        """Lives depend on the year of birth alone, and so does the group: shuffling within years knows that."""
        table = random_lives(3, n=400)
        late = table["first_year"] >= 1990
        table = table.assign(duration=np.where(late, 2.0, 9.0), ended=True, group_of=np.where(late, "late", "early"))
        plain = log_rank(table["duration"].to_numpy(), table["ended"].to_numpy(), late.to_numpy(int))
        assert stats.chi2.sf(plain, 1) < 1e-6
        assert survival_test(table, by="group_of", n=99, seed=1)["p"].tolist() == [1.0]

    def test_groups_that_differ_are_found_and_equal_ones_are_not(self):
        table = random_lives(4, n=400)
        differing = table.assign(duration=table["duration"] * np.where(table["group_of"] == "a", 0.5, 1))
        assert survival_test(differing, by="group_of", n=199, seed=1)["p"].iloc[0] < 0.01
        p = [survival_test(random_lives(s), by="group_of", n=99, seed=1)["p"].iloc[0] for s in range(40)]
        assert np.mean(np.array(p) <= 0.1) < 0.25

    @pytest.mark.parametrize("n_births", [20, 40])
    def test_intervals_cover(self, n_births):
        """Slogans of one year share a fate: their lives are scaled by one random number."""
        rng, inside = np.random.default_rng(n_births), []
        truth = np.mean(rng.exponential(8, 400_000) * rng.lognormal(0, 0.3, 400_000) > 10)
        for _ in range(400):
            born = np.repeat(np.arange(n_births), 15)
            life = np.ceil(rng.exponential(8, len(born)) * rng.lognormal(0, 0.3, n_births)[born])
            table = pd.DataFrame({"duration": np.minimum(life, 25), "ended": life <= 25, "first_year": born})
            row = median_life(survival(table)).iloc[0]
            inside.append(row["low_10"] <= truth <= row["high_10"])
        assert 0.92 <= np.mean(inside) <= 0.98

    def test_intervals_of_the_median_cover(self):
        """As above, with lives in tenths of a year: of whole years one is the median for many truths."""
        rng, inside = np.random.default_rng(5), []
        half = np.median(rng.exponential(8, 400_000) * rng.lognormal(0, 0.3, 400_000))
        for _ in range(300):
            born = np.repeat(np.arange(20), 15)
            life = np.ceil(rng.exponential(8, len(born)) * rng.lognormal(0, 0.3, 20)[born] * 10) / 10
            table = pd.DataFrame({"duration": np.minimum(life, 25), "ended": life <= 25, "first_year": born})
            row = median_life(survival(table)).iloc[0]
            inside.append(row["low_median"] <= half <= row["high_median"])
        assert 0.92 <= np.mean(inside) <= 0.98

    def test_the_interval_of_the_median_by_hand(self):
        curve = pd.DataFrame({"group": "all", "n": 9, "n_censored": 0, "time": [0.0, 1, 2, 3, 4, 5]})
        curve = curve.assign(survival=[1, 0.95, 0.8, 0.6, 0.5, 0.3], low=[np.nan, 0.9, 0.6, 0.45, 0.3, 0.1])
        row = median_life(curve.assign(high=[np.nan, 1, 0.9, 0.7, 0.6, 0.45])).iloc[0]
        assert row[["low_median", "median", "high_median"]].tolist() == [3, 4, 5]
        endless = median_life(curve.assign(high=[np.nan, 1, 0.9, 0.7, 0.6, 0.55])).iloc[0]
        assert np.isnan(endless["high_median"])

    def test_bounds_are_those_of_plain_loops_over_cohorts_and_calendar_years(self):
        table = random_lives(6, n=200)
        rows = list(table[["first_year", "duration", "ended"]].itertuples(index=False, name=None))
        curve, cohorts = survival(table), sorted({first for first, _, _ in rows})
        time = 6.0
        times = sorted({duration for _, duration, ended in rows if ended and duration <= time})

        def log_alive(lives):
            share = 1.0
            for at in times:
                n_ends = sum(ended and duration == at for _, duration, ended in lives)
                share *= 1 - n_ends / sum(duration >= at for _, duration, _ in lives)
            return np.log(share)

        left = [np.log(-log_alive([row for row in rows if row[0] != cohort])) for cohort in cohorts]
        variance = np.var(left) * (len(cohorts) - 1)
        by_year, by_cell = dict.fromkeys([first + at for first in cohorts for at in set(table["duration"])], 0.0), 0.0
        for cohort, at in ((cohort, at) for cohort in cohorts for at in times):
            groups = rows, [row for row in rows if row[0] == cohort]
            ends = [sum(ended and duration == at for _, duration, ended in group) for group in groups]
            at_risk = [sum(duration >= at for _, duration, _ in group) for group in groups]
            residual = (ends[1] - at_risk[1] * ends[0] / at_risk[0]) / (at_risk[0] - ends[0])
            by_year[cohort + at] += residual
            by_cell += residual**2
        all_times = sorted({duration for _, duration, ended in rows if ended})
        n_years = len({first + at for first in cohorts for at in all_times})
        gain = max(0.0, sum(each**2 for each in by_year.values()) * n_years / (n_years - 1) - by_cell)
        spread = variance + gain / log_alive(rows) ** 2
        reach = stats.t.ppf(0.975, len(cohorts) - 1) * np.sqrt(spread)
        row = curve[curve["time"] <= time].iloc[-1]
        centre = np.log(-log_alive(rows))
        assert [row["low"], row["high"]] == pytest.approx(np.exp(-np.exp([centre + reach, centre - reach])), rel=1e-9)
        assert gain > 0

    def test_under_ten_years_of_birth_there_is_no_interval(self):
        assert survival(random_lives(1, n_births=9))[["low", "high"]].isna().all(axis=None)
        assert survival(random_lives(1, n_births=10))["low"].notna().any()

    def test_nothing_is_an_empty_table_and_all_alive_is_one(self):
        table = random_lives(1)
        assert survival(table.head(0)).empty
        assert survival(table.assign(ended=False))["survival"].tolist() == [1.0]
        assert median_life(survival(table.assign(ended=False)))["median"].isna().all()
        with pytest.raises(SettingError, match=r"1 group\(s\); a test takes at least two"):
            survival_test(table.assign(group_of="a"), by="group_of", seed=1)


class TestSuccessions:
    PAIR = pd.DataFrame({"slogan_id": ["new"], "replaced_id": ["old"]})

    def test_by_hand(self):
        old, new = [9, 9, 9, 9, 9, 4, 0, 1], [0, 0, 0, 0, 1, 6, 9, 9]
        row = successions(series(old=old, new=new), self.PAIR).iloc[0]
        # differences new - old: -9 -9 -9 -9 -8 +2 +9 +8; all on the right side of a cut before 2005
        assert row[["first_use", "replaced_last_use", "n_shared"]].tolist() == [2004, 2007, 3]
        assert (row["crossing"], row["clarity"]) == (2005, 1.0)
        back = successions(series(old=[*old, 6], new=[*new, 0]), self.PAIR).iloc[0]
        assert (back["crossing"], back["clarity"]) == (2005, pytest.approx(63 / 69))  # 6 of 69 on the wrong side

    def test_planted_crossings_are_found(self):
        rng = np.random.default_rng(1)
        for cut in range(3, 17):
            old = [int(rng.poisson(12 if i < cut else 1)) for i in range(20)]
            new = [int(rng.poisson(1 if i < cut else 12)) for i in range(20)]
            assert abs(successions(series(old=old, new=new), self.PAIR)["crossing"].iloc[0] - (2000 + cut)) <= 1

    def test_too_little_is_no_crossing(self):
        few = successions(series(old=[2] * 4, new=[0] * 4 + [3] * 4), self.PAIR)
        assert few["crossing"].isna().all()
        assert few[["first_use", "replaced_last_use"]].values.tolist() == [[2004, 2003]]
        never = successions(series(old=[5] * 10, new=[0] * 9 + [1]), self.PAIR)
        assert never["crossing"].isna().all()
        alone = successions(series(new=[5] * 10), self.PAIR)
        assert alone["crossing"].isna().all()
        assert successions(series(other=[5] * 10), self.PAIR).empty

    def test_of_the_study(self):
        table = bg.successions(bg.collection("work-reports").where(subgenre=""))
        crossings = table.set_index("replaced")["crossing"]
        assert crossings["有中国特色的社会主义"] == 2003  # 2002's congress dropped the 有
        assert crossings["全面建设小康社会"] == 2013  # 建成 since the congress of 2012
        dual = table.query("replaced == '能耗双控'").iloc[0]
        assert dual["slogan"] == "碳排放双控"
        assert dual["count"] + dual["replaced_count"] < 30
        assert pd.isna(dual["crossing"])  # house rule: no life-cycle number under 30 hits in 8 reports

    def test_pairs_are_those_of_the_lexicon(self):
        pairs = replaced(bg.lexicon().table)
        assert len(pairs) >= 148
        assert {"tan-pai-fang-shuang-kong"} <= set(pairs["slogan_id"])


class TestChangePoints:
    def test_a_planted_change_is_found_and_dated(self):
        rng = np.random.default_rng(2)
        found = change_points(series(s=list(rng.poisson([3] * 9 + [15] * 11))), n=199, seed=1).iloc[0]
        assert found["change_year"] in (2008, 2009, 2010)
        assert found["p"] <= 0.02
        assert found["ratio"] == pytest.approx(found["rate_after"] / found["rate_before"])

    @pytest.mark.parametrize("lag", [0.3, 0.6])
    def test_series_that_only_drift_are_seldom_called_changed(self, lag):
        rng = np.random.default_rng(3)
        rows = simulated(np.full(40, 5.0), 0.5, lag, 120, rng)
        table = pd.DataFrame(
            [(f"s{i}", 1980 + t, 10_000, int(n)) for i, row in enumerate(rows) for t, n in enumerate(row)],
            columns=["slogan_id", "year", "n_chars", "count"],
        )
        assert np.mean(change_points(table, n=99, seed=1)["p"] <= 0.05) <= 0.09  # 0.05 and two standard errors

    def test_power_is_told_and_grows_with_the_change_and_with_the_hits(self):
        table = change_points(series(few=[2] * 20, many=[40] * 20), n=199, seed=1).set_index("slogan_id")
        assert (table["power_4"] >= table["power_2"]).all()
        assert table.loc["many", "power_4"] > table.loc["few", "power_4"]

    def test_simulated_series_have_the_mean_variance_and_correlation_asked_for(self):
        rows = simulated(np.full(30, 50.0), 0.25, 0.6, 4000, np.random.default_rng(4))
        assert rows.mean() == pytest.approx(50, rel=0.02)
        assert rows.var(axis=0).mean() == pytest.approx(50 + 0.25 * 50**2, rel=0.1)

    def test_rare_slogans_are_left_out_and_short_series_refused(self):
        assert change_points(series(s=[1] * 20), n=19, seed=1).empty
        with pytest.raises(SettingError, match="a change point takes at least 8"):
            change_points(series(s=[9] * 20).query("year < 2005"), n=19, seed=1)
        with pytest.raises(SettingError, match="n=5"):
            change_points(series(s=[9] * 20), n=5, seed=1)

    def test_the_same_seed_gives_the_same_table(self):
        one, two = (change_points(series(s=[3] * 10 + [6] * 10), n=49, seed=7) for _ in range(2))
        pd.testing.assert_frame_equal(one, two)


class TestWordings:
    @pytest.mark.parametrize(
        ("old", "new", "kind"),
        [
            ("", "普法", "first"),
            ("学法尊法守法用法", "尊法学法守法用法", "order"),
            ("依法治国", "全面依法治国", "longer"),
            ("全面依法治国", "依法治国", "shorter"),
            ("社会主义法制国家", "社会主义法治国家", "other"),
            ("拥军优属、拥政爱民", "拥政爱民拥军优属", "order"),
        ],
    )
    def test_what_a_wording_changed(self, old, new, kind):
        assert change(old, new) == kind

    def test_a_change_of_order_in_the_study(self):
        table = bg.wordings(bg.collection("judicial-news"), "尊法学法守法用法").set_index("form")
        assert table.loc["尊法学法守法用法", ["before", "change"]].tolist() == ["学法尊法守法用法", "order"]
        assert table.loc["学法尊法守法用法", "first_date"] < table.loc["尊法学法守法用法", "first_date"]

    def test_counts_are_those_of_the_hits(self):
        coll = bg.collection("sample")
        table = bg.wordings(coll)
        assert table["count"].sum() == len(coll.hits)
        assert wordings(coll.reports, coll.passages, coll.hits.head(0), {}).empty
        with pytest.raises(SettingError, match="form=普发: is no form of the lexicon"):
            bg.wordings(coll, "普发")


class TestCommand:
    def test_lives_and_survival_are_printed(self, baogao):
        code, out, _ = baogao("lives", "work-reports", "--where", "subgenre=", "--since", "1978", "--format", "csv")
        assert code == 0
        assert out.startswith("slogan,class,gloss_en,first_year,last_year")
        code, out, _ = baogao("lives", "work-reports", "--where", "subgenre=", "--survival", "all", "--format", "csv")
        assert code == 0
        assert out.splitlines()[1].startswith("all,")

    def test_a_wrong_pause_is_one_line(self, refused):
        refused(["lives", "sample", "--pause", "0"], "--pause 0")

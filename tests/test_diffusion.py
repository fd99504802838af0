"""First uses and diffusion: the published table, hand arithmetic, oracles, equal length, formulas, the news by day."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import baogao as bg
from baogao.corpus.store.collection import entries, load_report
from baogao.errors import SettingError, TableError
from baogao.figures.recipes import RECIPES
from baogao.measures.equal_length import drawn_at_all, equal_length
from baogao.measures.first_uses import days_between, earliest, first_uses, spread
from baogao.measures.formulas import formulas, nested
from baogao.measures.intervals import newcombe_interval, wilson_interval
from baogao.measures.joins import led, outermost
from baogao.paths import collection_folder

# Where each form first stands in the study, to the place in the text: work reports and, where earlier, others.
FIRST_SEEN = [
    ("科学发展观", "work-reports", "2004-03-05", "gwr-2004", 4633),
    ("科学发展观", "headlines", "2003-11-07", "rmrb-2003-11-07", 429),
    ("和谐社会", "work-reports", "2005-03-05", "gwr-2005", 5662),
    ("和谐社会", "headlines", "2004-11-13", "rmrb-2004-11-13", 929),
    ("中国梦", "work-reports", "2014-03-05", "gwr-2014", 17374),
    ("中国梦", "central", "2013-11-15", "central-20131115", 3052),
    ("中国梦", "evening-news", "2012-12-01", "xwlb-2012-12-01", 18),
    ("四个意识", "work-reports", "2017-03-05", "gwr-2017", 17446),
    ("四个意识", "evening-news", "2016-06-22", "xwlb-2016-06-22", 4124),
    ("两个维护", "work-reports", "2019-03-05", "gwr-2019", 18165),
    ("两个维护", "evening-news", "2018-07-22", "xwlb-2018-07-22", 5104),
    ("新质生产力", "work-reports", "2024-03-05", "gwr-2024", 6831),
    ("新质生产力", "evening-news", "2023-09-28", "xwlb-2023-09-28", 5432),
]
FORMS = list(dict.fromkeys(form for form, *_ in FIRST_SEEN))


@pytest.fixture(scope="module")
def table():
    return bg.first_uses(form=FORMS)


class TestFirstUses:
    def test_first_seen_in_the_study(self, table):
        places = table.set_index(["form", "collection"])
        for form, collection, date, report_id, start in FIRST_SEEN:
            place = places.loc[(form, collection)]
            assert place[["first_date", "report_id", "start"]].tolist() == [date, report_id, start], form

    def test_the_congress_is_earlier_nowhere(self, table):
        """Each of the six came up between two congresses, so a work report or the news has it first."""
        for _, own in table.groupby("form"):
            by = own.set_index("collection")["first_date"]
            assert "congress" not in by or by["congress"] > by["work-reports"]

    def test_days_are_counted_from_the_centre(self, table):
        for _, own in table.groupby("form"):
            centre = own[own["group"] == "centre"]
            assert centre["days_after_centre"].min() == 0
            news = own[own["collection"] == "evening-news"].iloc[0]
            day = np.datetime64(news["first_date"]) - np.datetime64(centre["first_date"].iloc[0])
            assert news["days_after_centre"] == day.astype(int)

    @pytest.mark.texts
    def test_the_offsets_lead_to_the_forms(self, table):
        for row in table.itertuples():
            folder = collection_folder(row.collection)
            reports = bg.collection(row.collection).reports.query("report_id == @row.report_id")
            report = load_report(folder, entries(folder, reports)[0])
            assert report.text[row.start : row.end].replace("“", "").replace("”", "") == row.form

    def test_a_partial_date_stands_behind_the_days_in_it_and_other_senses_do_not_count(self):
        reports = pd.DataFrame({"report_id": list("abc"), "date": ["2012", "2012-11-29", "2004-05-01"], "year": 0})
        passages = pd.DataFrame({"passage_id": ["a:1", "b:1", "c:1"], "report_id": list("abc")})
        hits = pd.DataFrame({"passage_id": passages["passage_id"], "slogan_id": "s", "start": 0, "end": 2})
        tables = reports.assign(issuer=""), passages, hits.assign(variant="梦")
        assert first_uses(*tables)["report_id"].tolist() == ["c"]
        senses = pd.DataFrame({"form": ["梦"], "until": ["2012-11-28"]})
        assert first_uses(*tables, other_senses=senses)["report_id"].tolist() == ["b"]
        assert first_uses(tables[0], passages, tables[2].head(0), other_senses=senses).empty

    def test_days_between_dates_by_hand(self):
        first = pd.Series(["2024-02", "2024", "2024-03-05", "2024-03-05"])
        later = pd.Series(["2024-03-01", "2024-12-31", "2023", ""])
        assert days_between(first, later).tolist()[:3] == [1.0, 0.0, -65.0]  # leap year; last days of partial dates
        assert np.isnan(days_between(first, later)[3])

    def test_the_earliest_of_several(self):
        assert earliest([]) == {}

    def test_a_collection_that_begins_later_than_the_centre_bounds_the_days(self):
        table = bg.first_uses(form=["低空经济", "止跌回稳"]).set_index(["form", "collection"])
        assert table.loc[("低空经济", "provincial"), ["collection_from", "is_upper_bound"]].tolist() == [
            "2025-01-13",
            True,
        ]
        falling = table.loc[("止跌回稳", "provincial")]
        assert falling[["days_after_centre", "is_upper_bound"]].tolist() == [-51.0, False]  # the report is of 5 March
        centre = table[table["group"] == "centre"].xs("work-reports", level="collection")
        assert not centre["is_upper_bound"].any()

    def test_the_command(self, baogao, refused):
        code, out, _ = baogao("first-uses", "新质生产力", "--format", "csv")
        assert code == 0
        assert out.splitlines()[1].startswith("新质生产力,news,evening-news,2023-09-28,-159,")
        refused(["first-uses", "普发", "--family"], "no form of the lexicon")

    def test_collections_are_chosen_and_strangers_refused(self, table):
        news = bg.first_uses("evening-news", FORMS)
        own = table[table["collection"] == "evening-news"].reset_index(drop=True)
        pd.testing.assert_frame_equal(news, own)
        with pytest.raises(SettingError, match="sample has no part in first uses"):
            bg.first_uses(["sample"], "普法")
        with pytest.raises(SettingError, match="form: none given"):
            bg.first_uses()


class TestSpread:
    REGIONS = ("a", "b", "c", "d", "e", "f", "g", "h")

    def table(self, dates, centre="2025-03-05", first="2025-01-15"):
        firsts = pd.DataFrame({"slogan_id": "s", "region": self.REGIONS[: len(dates)], "first_date": dates})
        return spread(firsts, {"s": centre}, dict.fromkeys(self.REGIONS, first)).iloc[0]

    def test_by_hand(self):
        # 8 regions: a quarter are 2, half 4, three quarters 6; days from 5 March: 10, 20, 30, 40, 50
        row = self.table(["2025-03-15", "2025-03-25", "2025-04-04", "2025-04-14", "2025-04-24"])
        assert row[["n_regions", "n_using", "n_before"]].tolist() == [8, 5, 0]
        assert row[["lag_25", "lag_50"]].tolist() == [20.0, 40.0]
        assert np.isnan(row["lag_75"])  # censored, not dropped
        assert not row["is_upper_bound"]

    def test_it_is_the_time_at_which_the_survival_curve_falls_to_it(self):
        """Regions that use it are ends, the others censored later than all ends: Kaplan-Meier of the waits."""
        days = [3, 9, 9, 14, 30]
        dates = [str(np.datetime64("2025-03-05") + day) for day in days]
        curve = stats.ecdf(stats.CensoredData(days, right=[300, 300, 300])).sf
        row = self.table(dates)
        for name, left in (("lag_25", 0.75), ("lag_50", 0.5)):
            assert row[name] == curve.quantiles[curve.probabilities <= left + 1e-12][0]

    def test_use_before_the_centre_is_no_negative_wait(self):
        row = self.table(["2025-01-15"] * 4)
        assert row[["n_before", "lag_25", "lag_50"]].tolist() == [4, 0.0, 0.0]

    def test_without_a_report_of_each_region_from_before_it_is_an_upper_bound(self):
        seen = self.table(["2025-03-15"] * 4)
        assert seen[["n_seen", "is_upper_bound"]].tolist() == [8, False]
        for centre in ("2023-12-01", "2024-11-01", "2025-01-15"):  # of that day is not from before it
            row = self.table(["2025-01-15"] * 4, centre=centre)
            assert row[["n_seen", "n_before", "is_upper_bound"]].tolist() == [0, 0, True]
        firsts = pd.DataFrame({"slogan_id": "s", "region": ["a"], "first_date": ["2025-01-15"]})
        dates = dict.fromkeys(self.REGIONS, "2024-01-15") | {"h": "2024-06", "g": ""}  # by its last day; unknown
        row = spread(firsts, {"s": "2024-06-20"}, dates).iloc[0]
        assert row[["n_seen", "is_upper_bound"]].tolist() == [6, True]

    def test_without_a_day_there_is_no_lag(self):
        assert spread(
            pd.DataFrame({"slogan_id": ["s"], "region": ["a"], "first_date": ["2025-01-15"]}),
            {"s": "2025"},
            dict.fromkeys(self.REGIONS, "2025-01-15"),
        ).empty
        with pytest.raises(SettingError, match=r"3 region\(s\)"):
            spread(pd.DataFrame(columns=["slogan_id", "region", "first_date"]), {}, dict.fromkeys("abc", ""))

    def test_of_the_study(self):
        table = bg.diffusion()
        assert (table[["lag_25", "lag_50", "lag_75"]].diff(axis=1).iloc[:, 1:].fillna(0) >= 0).all(axis=None)
        row = table.set_index("slogan").loc["新质生产力"]
        assert row[["centre_date", "news_date", "n_using"]].tolist() == ["2024-03-05", "2023-09-28", 21]
        assert row[["n_seen", "is_upper_bound"]].tolist() == [0, True]  # the provinces' reports begin in 2025

    def test_the_figure_draws_only_what_can_be_seen(self):
        """The referee's count: of the families that no report has, those after the last region's first report."""
        table = RECIPES["slogan-diffusion"].tabulate("provincial")
        begins = bg.collection("provincial").reports.groupby("region")["date"].min().max()
        assert (table["centre_date"] > begins).all()
        assert "低空经济" not in set(table["slogan"])

    def test_the_ten_missing_regions(self):
        names = bg.missing_regions("provincial")
        assert [name[:2] for name in names] == [
            "北京",
            "河北",
            "吉林",
            "江苏",
            "福建",
            "湖北",
            "广东",
            "贵州",
            "陕西",
            "宁夏",
        ]


class TestNewcombe:
    # Newcombe 1998 (36, 12, 2, 0); Bentur and others 2009 as in Fagerland, Lydersen and Laake 2017 (1, 1, 7, 12).
    @pytest.mark.parametrize(
        ("cells", "bounds"), [((36, 12, 2, 0), (-0.3404, -0.0569)), ((1, 1, 7, 12), (0.026, 0.507))]
    )
    def test_published_examples(self, cells, bounds):
        assert newcombe_interval(*cells) == pytest.approx(bounds, abs=6e-4)

    @staticmethod
    def by_another_hand(r, s, t, u, z):
        """Written after confIntPairedProportion of the R package biostatUZH: before less after, turned round."""
        n = r + s + t + u
        p = [(r + s) / n, (r + t) / n]
        centre = [(each + z * z / 2 / n) / (1 + z * z / n) for each in p]
        half = [z / (1 + z * z / n) * math.sqrt(each * (1 - each) / n + z * z / 4 / n / n) for each in p]
        low, up = ([c + sign * h for c, h in zip(centre, half, strict=True)] for sign in (-1, 1))
        a, b = (r + s) * (t + u) * (r + t) * (s + u), r * u - s * t
        c = b - n / 2 if b > n / 2 else min(b, 0)
        phi = c / math.sqrt(a) if a else 0.0
        one, two, three, four = p[0] - low[0], up[1] - p[1], p[1] - low[1], up[0] - p[0]
        lower = p[0] - p[1] - math.sqrt(one**2 - 2 * phi * one * two + two**2)
        upper = p[0] - p[1] + math.sqrt(three**2 - 2 * phi * three * four + four**2)
        return -upper, -lower

    def test_it_is_that_of_another_implementation(self):
        z = stats.norm.ppf(0.975)
        for cells in itertools.product((0, 1, 5, 11), repeat=4):
            if sum(cells):
                assert newcombe_interval(*cells) == pytest.approx(self.by_another_hand(*cells, z), abs=1e-9)

    def test_it_turns_round_with_time_and_is_wilsons_width_at_the_least(self):
        low, high = newcombe_interval(4, 2, 9, 6)
        assert newcombe_interval(4, 9, 2, 6) == pytest.approx((-high, -low))
        assert all(math.isnan(bound) for bound in newcombe_interval(0, 0, 0, 0))
        assert newcombe_interval(0, 0, 0, 21)[1] == pytest.approx(wilson_interval(0, 21)[1])

    def test_it_covers(self):
        """Presence in 21 regions with a common part: 2,000 draws of a true change of .3."""
        rng, inside = np.random.default_rng(1), 0
        for _ in range(2000):
            before = rng.random(21) < 0.3
            after = np.where(before, rng.random(21) < 0.8, rng.random(21) < 36 / 70)
            cells = (before & after, before & ~after, ~before & after, ~before & ~after)
            low, high = newcombe_interval(*(int(cell.sum()) for cell in cells))
            inside += low <= 0.3 * 0.8 + 0.7 * 36 / 70 - 0.3 <= high
        assert 0.93 <= inside / 2000 <= 0.985


class TestEqualLength:
    @pytest.mark.parametrize(("n", "m", "k"), [(10, 3, 4), (25, 1, 24), (8, 8, 1), (9, 4, 6), (5, 2, 0)])
    def test_the_chance_is_hypergeometric(self, n, m, k):
        chance = drawn_at_all(*(np.array([float(each)]) for each in (n, m, k)))[0]
        assert chance == pytest.approx(1 - stats.hypergeom(n, m, k).pmf(0), abs=1e-12)

    def test_reports_that_only_grew_do_not_adopt(self):
        """Each region's second report is the first twice over with as many new slogans: no gain at equal length."""
        rng, rows, reports, passages = np.random.default_rng(1), [], [], []
        for region in range(20):
            for year, size in ((2025, 60), (2026, 120)):
                report = f"r{region}-{year}"
                reports.append((report, f"r{region}", year, size * 100))
                passages += [(f"{report}:{i}", report) for i in range(size)]
                rows += [
                    (f"{report}:{i}", f"s{s}", s, s + 1)
                    for i in range(size)
                    for s in np.flatnonzero(rng.random(30) < 0.02)
                ]
        reports = pd.DataFrame(reports, columns=["report_id", "region", "year", "n_chars"])
        tables = (
            reports,
            pd.DataFrame(passages, columns=["passage_id", "report_id"]),
            pd.DataFrame(rows, columns=["passage_id", "slogan_id", "start", "end"]),
        )
        table = equal_length(*tables)
        plain = tables[2].merge(tables[1]).merge(reports).groupby(["year", "slogan_id"])["region"].nunique() / 20
        assert plain[2026].mean() - plain[2025].mean() > 0.15
        assert abs(table["equal_change"].mean()) < 0.03

    def test_reports_that_do_not_pair_are_refused(self):
        reports = pd.DataFrame({"report_id": ["a"], "region": "r", "year": 2025, "n_chars": 5})
        passages = pd.DataFrame({"passage_id": ["a:1"], "report_id": "a"})
        with pytest.raises(TableError, match="one report of each region"):
            equal_length(reports, passages, pd.DataFrame({"passage_id": ["a:1"], "slogan_id": ["s"]}))


class TestFormulas:
    @staticmethod
    def hits(*places):
        table = pd.DataFrame(places, columns=["passage_id", "slogan_id", "start", "end"])
        return table.astype({"start": "int32", "end": "int32"})

    def test_a_part_that_is_never_alone_is_the_whole_and_one_that_is_often_alone_is_not(self):
        inside = [("p:1", "part", 10 * i, 10 * i + 4) for i in range(10)]
        whole = [("p:1", "whole", 10 * i, 10 * i + 8) for i in range(10)]
        assert formulas(self.hits(*inside, *whole))["part"] == "whole"
        alone = [("p:2", "part", 10 * i, 10 * i + 4) for i in range(3)]
        assert formulas(self.hits(*inside, *whole, *alone))["part"] == "part"  # 10 of 13 are 77 %

    def test_neighbours_are_one_formula_only_if_neither_stands_elsewhere(self):
        pairs = [(f"p:{i}", "a", 0, 4) for i in range(5)] + [(f"p:{i}", "b", 5, 9) for i in range(5)]
        assert set(formulas(self.hits(*pairs)).values()) == {"a"}
        b_elsewhere = [(f"q:{i}", "b", 0, 4) for i in range(5)]
        assert formulas(self.hits(*pairs, *b_elsewhere)) == {"a": "a", "b": "b"}
        apart = [(f"p:{i}", "a", 0, 4) for i in range(5)] + [(f"p:{i}", "b", 6, 9) for i in range(5)]
        assert formulas(self.hits(*apart)) == {"a": "a", "b": "b"}

    def test_what_lies_in_another_more_often_than_not_is_nested_in_it(self):
        rows = [("p:1", "whole", 10 * i, 10 * i + 8) for i in range(5)] + [
            ("p:1", "part", 10 * i, 10 * i + 4) for i in range(5)
        ]
        alone = [("p:2", "part", 10 * i, 10 * i + 4) for i in range(6)]
        assert nested(self.hits(*rows, *alone[:5])).values.tolist() == [["part", "whole", 0.5]]
        assert nested(self.hits(*rows, *alone)).empty  # 5 of 11
        assert formulas(self.hits(*rows, *alone[:5])) == {"part": "part", "whole": "whole"}

    def test_chains_end_at_the_longest_and_nothing_is_nothing(self):
        nest = self.hits(("p:1", "a", 2, 4), ("p:1", "b", 2, 6), ("p:1", "c", 0, 9))
        assert formulas(nest) == {"a": "c", "b": "c", "c": "c"}
        assert formulas(self.hits()) == {}
        with pytest.raises(SettingError, match=r"share=0\.5"):
            formulas(nest, share=0.5)

    def test_it_is_what_a_plain_search_gives(self):
        hits = bg.collection("sample").hits
        rows = outermost(hits)
        held = {}
        for slogan, own in rows.groupby("slogan_id"):
            others = {}
            for one in own.itertuples():
                near = rows[(rows["passage_id"] == one.passage_id) & (rows["slogan_id"] != slogan)]
                for other in set(near[(near["start"] <= one.start) & (near["end"] >= one.end)]["slogan_id"]):
                    others[other] = others.get(other, 0) + 1 / len(own)
            held[slogan] = {other for other, share in others.items() if share >= 0.8}
        found = formulas(hits)
        for slogan, holders in held.items():
            assert not holders or found[slogan] != slogan

    def test_a_family_is_counted_once_where_one_wording_holds_another(self):
        hits = self.hits(("p:1", "old", 0, 4), ("p:1", "new", 0, 6), ("p:1", "old", 9, 13))
        assert len(outermost(led(hits, {"old": "f", "new": "f"}))) == 2


def test_adoption_by_formula_has_the_centre_and_the_interval():
    table = bg.adoption_test("provincial").set_index("slogan")
    for one, other in (("投资于人", "投资于物和投资于人紧密结合"), ("经济持续回升向好", "回升向好")):
        assert one in table.index
        assert other not in table.index  # one formula is tested once
    assert "夯实基础、全面发力的关键时期" not in table.index
    assert table.loc["投资于人", "centre_date"] == "2025-03-05"  # the work report of that year
    assert ((table["low"] <= table["share_change"]) & (table["share_change"] <= table["high"])).all()
    assert "以进促稳" not in table.index  # it always stands beside 先立后破
    by_slogan = bg.adoption_test("provincial", unit="slogan")
    assert len(by_slogan) > len(table)
    longer = table["share_after"].mean() - table["share_before"].mean()
    assert table["equal_change"].mean() < longer / 2  # most of the gain is that the second reports are longer
    with pytest.raises(SettingError, match='unit="word"'):
        bg.adoption_test("provincial", unit="word")

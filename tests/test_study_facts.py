"""Facts of the study that readers found wrong, or that are known from elsewhere, on the committed tables.

Numbers are counts by hand in the texts, by other people's scripts, or known dates; none comes from a table of ours.
"""

from __future__ import annotations

import pandas as pd
import pytest

import baogao as bg
from baogao.language.lexicon import load_lexicon
from baogao.paths import find_study

FIRST_IN_WORK_REPORTS = {
    "科学发展观": 2004,
    "和谐社会": 2005,
    "中国梦": 2014,
    "四个意识": 2017,
    "两个维护": 2019,
    "新质生产力": 2024,
}
NEWS_FROM = 2012  # the evening news that are at hand begin in this year
EARLIER = ("congress", "central", "evening-news")


def plain_counts(name, form):
    """Plain string counts of a form by year: maximal and nested together."""
    rates = bg.slogan_rates(name, form, by="year")
    return (rates["count"] + rates["nested_count"]).set_axis(rates["year"]).to_dict()


def uses(name, slogan, column="year"):
    """Value of a column of the manifest for each hit of a slogan, nested ones too."""
    coll = bg.collection(name)
    hits = coll.hits[coll.hits["slogan_id"] == slogan].merge(
        coll.passages[["passage_id", "report_id"]], on="passage_id"
    )
    return hits.merge(coll.reports[list(dict.fromkeys(["report_id", "year", column]))], on="report_id")


@pytest.fixture(scope="module")
def firsts():
    table = bg.first_uses(form=list(FIRST_IN_WORK_REPORTS))
    return table.assign(year=table["first_date"].str[:4].astype(int))


@pytest.mark.parametrize("form", FIRST_IN_WORK_REPORTS)
def test_first_uses_in_work_reports_are_the_known_ones(firsts, form):
    own = firsts.query("form == @form").set_index("collection")
    assert own.loc["work-reports", "year"] == FIRST_IN_WORK_REPORTS[form]
    assert (own["end"] - own["start"] == len(form)).all()
    others = own.reindex(EARLIER)["first_date"].dropna()
    earlier = others[others < own.loc["work-reports", "first_date"]]
    assert earlier.empty == (FIRST_IN_WORK_REPORTS[form] <= NEWS_FROM)  # before that only headlines are
    before = own.loc[own["group"].isin(["headlines", "news"]), "first_date"].min()
    assert before < own.loc["work-reports", "first_date"]


def test_the_doctrine_did_not_die_when_one_character_was_dropped():
    congress, reports = (plain_counts(name, "中国特色社会主义") for name in ("congress", "work-reports"))
    assert [congress[year] for year in (2002, 2007, 2012, 2017, 2022)] == [25, 52, 81, 71, 42]
    assert all(reports[year] for year in range(2005, 2026))
    assert reports[2018] == 10


def test_the_centre_counts_off_points_over_paragraphs():
    coll = bg.collection("work-reports")
    rows = coll.devices.query("device == 'enumeration'").merge(coll.passages, on="passage_id")
    rows = rows.merge(coll.reports[["report_id", "year"]], on="report_id")
    counts = rows.groupby("year")["count"].sum()
    by_hand = {2014: 5, 2015: 5, 2019: 11, 2021: 7, 2022: 8, 2024: 6, 2025: 7}  # 一是, 二是 … and 一要 … alone
    assert {year: bool(counts[year] >= least) for year, least in by_hand.items()} == dict.fromkeys(by_hand, True)


def test_a_doctrine_is_not_counted_inside_the_name_of_another_goal():
    people_first = uses("provincial", "yi-ren-wei-ben", "region")
    regions = {year: set(own["region"]) for year, own in people_first.groupby("year")}
    assert regions == {2025: {"四川省", "山西省", "黑龙江省"}, 2026: {"重庆市"}}


def test_a_prize_is_no_slogan():
    table = pd.read_csv(find_study() / "figures/slogan-adoption.csv")
    assert not table["slogan"].str.contains("五个一工程").any()
    assert len(uses("provincial", "wu-ge-yi-gong-cheng")) == 1  # of 13 lines 12 report a prize


def test_terms_of_a_year_are_no_halves_of_names_and_reviews_stand_apart():
    table = pd.read_csv(find_study() / "figures/keyness-years.csv")
    assert not table["term"].isin(["十五", "二中", "第十五"]).any()
    assert set(table.query("term in ['年均', '疫情', '五年']")["part"]) == {"review"}


def test_the_campaign_of_1988_is_counted_once_for_1991_and_never_for_plots_of_land():
    """Of the referee's 96 one is 土地市场治理整顿 of 2005; 92 of the rest hold the four characters, 3 the long form."""
    hits = uses("work-reports", "zhi-li-zheng-dun")
    assert hits["year"].value_counts().to_dict() == {1989: 46, 1990: 36, 1991: 18, 1992: 10, 1993: 2}
    places = hits[hits["maximal"].astype(bool)]
    assert places["year"].value_counts().to_dict() == {1989: 44, 1990: 26, 1991: 13, 1992: 10, 1993: 2}
    assert len(places) == 96 - 1
    assert places["variant"].str.contains("治理整顿").sum() == 92
    assert set(places.loc[~places["variant"].str.contains("治理整顿"), "variant"]) == {
        "治理经济环境、整顿经济秩序",
        "治理经济环境，整顿经济秩序",
    }
    assert sum(plain_counts("work-reports", "治理整顿").values()) == 92


def test_delegations_are_no_three_represents_and_a_road_of_farming_is_no_doctrine():
    assert uses("headlines", "san-ge-dai-biao")["year"].min() >= 2000
    assert uses("work-reports", "you-zhong-guo-te-se-de-she-hui-zhu-yi")["year"].min() == 1983


def test_forms_that_differ_by_quotation_marks_are_of_one_slogan():
    forms = load_lexicon().forms
    assert {forms[form] for form in ("严打", "“严打”", "严打斗争", "“严打”斗争")} == {"yan-da"}


def test_no_slogan_is_dated_behind_its_first_use():
    table = bg.attestations().drop_duplicates("slogan_id").query("coined_date != '' and attested_first != ''")
    assert len(table) > 600
    assert not (table["attested_first"] < table["coined_date"]).any()


def test_slogans_are_associated_wherever_they_stand():
    """Within longer slogans too: passages and reports with both, as a reader counted them."""
    table = bg.slogan_associations("provincial", min_reports=30, n=19, seed=1)
    pair = table[table[["slogan", "beside"]].isin(["两个维护", "两个确立"]).all(axis=1)]
    assert pair[["n_passages", "n_reports"]].values.tolist() == [[59, 41]]

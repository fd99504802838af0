"""Places: the gazetteer, names in a text, and which bearer of a name is meant."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogao.corpus.facts.describe import describe
from baogao.corpus.text.report import Report
from baogao.corpus.words import places
from baogao.corpus.words.namesakes import level_of, resolve, told_apart
from baogao.corpus.words.places import Mention, find_places, load_places, short_names
from baogao.errors import CorpusError


def names(text):
    return [mention.name for mention in find_places(text)]


@pytest.fixture
def table(study):
    path = study / "corpus" / "lexicons" / "places.tsv"
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)


SOURCES = r"(?:GB/T 2260, 20\d\d|Ministry of Civil Affairs, 20\d\d)(?: \(former\))?"


def test_the_gazetteer_has_the_divisions_that_the_ministry_counts(table):
    current = table[~table["source"].str.contains("former")]
    assert (current["level"] == "province").sum() == 34  # 23 provinces, 5 regions, 4 municipalities, 2 special regions
    assert (current["level"] == "city").sum() == 333  # at the end of 2023, and none was changed since
    kinds = current.loc[current["level"] == "county", "name"].str[-1].value_counts()
    # The count of the end of 2023, with one 特区 and one 林区, and 117 + 3 autonomous counties and banners; in 2024
    # came two counties; in 2025 and 2026 a county, a city, and one district in place of two.
    assert kinds["区"] == 977 + 2 - 2 + 1
    assert kinds["县"] == 1299 + 117 + 2 + 1
    assert kinds["市"] == 397 + 1
    assert kinds["旗"] == 49 + 3
    assert table["code"].str.fullmatch(r"\d{6}").all()
    assert table["source"].str.fullmatch(SOURCES).all()
    assert not table.duplicated(["code", "name"]).any()


def test_places_of_today_come_before_those_given_up(table):
    is_former = table["source"].str.contains("former")
    assert is_former.is_monotonic_increasing
    assert not table.loc[~is_former, "code"].duplicated().any()
    assert table.loc[~is_former, "code"].is_monotonic_increasing


def test_every_place_lies_in_one_that_is_listed(table):
    inside = table[table["level"] != "province"]
    assert set(inside["parent"]) <= set(table["code"])
    assert (inside["parent"].str[:2] == inside["code"].str[:2]).all()
    assert (table.loc[table["level"] == "province", "parent"] == "").all()


CHANGES = {  # by year, with the place that each lies in
    "county": [
        "北京市 密云区", "大连市 普兰店区", "淮南市 寿县",  # 2015; the last before in 六安市
        "成都市 简阳市", "成都市 郫都区", "深圳市 龙华区",  # 2016; the first before in 资阳市, the last also in 海口市
        "青岛市 即墨区", "榆林市 神木市",  # 2017
        "济南市 莱芜区", "温州市 龙港市", "南昌市 红谷滩区",  # 2019; the first before a city
        "长春市 公主岭市", "三沙市 西沙区", "南通市 海门区",  # 2020; the first before in 四平市
        "杭州市 临平区", "三明市 沙县区", "毕节市 黔西市",  # 2021
        "林芝市 米林市", "和田地区 和康县", "重庆市 两江新区",  # 2023, 2024, 2025
    ],
    "city": [
        "新疆维吾尔自治区 吐鲁番市", "海南省 儋州市", "西藏自治区 林芝市",  # 2015; the first two before counties
        "新疆维吾尔自治区 哈密市", "西藏自治区 山南市", "西藏自治区 那曲市",  # 2016, 2017; the first before a county
    ],
}  # fmt: skip


@pytest.mark.parametrize(("change", "level"), [(change, level) for level in CHANGES for change in CHANGES[level]])
def test_changes_since_2014_are_known_with_the_place_that_they_lie_in(table, change, level):
    above, name = change.split()
    bearers = resolve(name, f"{above}{name}")
    assert [place.level for place in bearers] == [level]
    assert table.loc[table["code"] == bearers[0].parent, "name"].iloc[0] == above
    assert names(f"{above}{name}司法局") == [above, name]
    assert level_of(f"{above}{name}") == level


GIVEN_UP = {
    "county": ["密云县", "户县", "下城区", "渝北区", "沙县", "伊春区"],
    "city": ["莱芜市", "昌都地区", "襄樊市"],
}


@pytest.mark.parametrize(("name", "level"), [(name, level) for level in GIVEN_UP for name in GIVEN_UP[level]])
def test_names_given_up_are_still_known(table, name, level):
    assert level_of(name) == level
    assert table.loc[table["name"] == name, "source"].str.endswith("(former)").all()


def test_a_short_name_means_the_newest_of_the_names_that_followed_one_another():
    for name in ("昌都", "铜仁", "哈密", "儋州"):
        assert short_names()[name] == f"{name}市"
    assert short_names()["襄樊"] == "襄樊市"


def test_short_names_of_counties_are_left_out_since_many_are_words():
    assert {"和平", "平安", "安定"}.isdisjoint(short_names())
    assert short_names()["海南"] == "海南省"  # and not the prefecture of that name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("四川省成都市青羊区司法局", ["四川省", "成都市", "青羊区"]),
        ("在澜州市开会，石渚县、云浔区发言", ["澜州市", "石渚县", "云浔区"]),
        ("云浔省人民政府", ["云浔省"]),
        # A name that is a word as often counts behind its city only.
        ("南昌市新建区教育局", ["南昌市", "新建区"]),
        ("西藏昌都市、林芝市", ["昌都市", "林芝市"]),
        # Names of districts that any town has count where they are names.
        ("北京市西城区司法局", ["北京市", "西城区"]),
        ("西城区司法局抓好普法", ["西城区"]),
        ("乐山市市中区", ["乐山市", "市中区"]),
        ("长沙市东城区改造", ["长沙市"]),  # a part of another town, not the district of 北京市
        ("长春市新城区建设", ["长春市"]),
        # Names like words of a level.
        ("获嘉县司法局", ["获嘉县"]),
        ("中共石渚县委", ["石渚县"]),
        ("中共云浔市纪委", ["云浔市"]),
        # An unknown place follows one that it lies in only.
        ("云南省昆明市石渚县司法局", ["云南省", "昆明市", "石渚县"]),
        ("云浔省澜州市石渚县人民政府", ["云浔省", "澜州市", "石渚县"]),
        ("昆明市石渚市政府", ["昆明市"]),  # a city lies in no city
        ("云南省的贫困县", ["云南省"]),
        ("昆明市各区", ["昆明市"]),
        ("昆明市民政局与街区", ["昆明市"]),
        ("昆明市示范区", ["昆明市"]),
    ],
)
def test_names_are_found_where_they_are_names(text, named):
    assert names(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "推进新建区域医疗中心", "新建县级公路", "建设南昌都市圈", "合肥都市圈扩容", "老城区改造，市中区域",
        "在毗连区执法，毗连区", "获得省级表彰两次", "获得县级表彰", "荣获市一等奖", "评为省优秀", "修建县级公路",
        "中共县委", "全市上下", "各地区各部门", "城市更新", "本县实际", "市场监管", "社区矫正", "集市上", "示范区建设",
    ],
)  # fmt: skip
def test_words_that_look_like_a_place_are_none(text):
    assert names(text) == []


@given(st.text("四川省成都市澜州青羊区，。在全 ", max_size=60))
def test_mentions_lie_where_they_say_and_do_not_overlap(text):
    position = 0
    for mention in find_places(text):
        assert text[mention.start : mention.end] == mention.name
        assert mention.start >= position
        assert mention.known == (mention.name in load_places())
        position = mention.end


@pytest.mark.parametrize(
    ("name", "short", "level"),
    [
        ("甘肃省", "甘肃", "province"), ("内蒙古自治区", "内蒙古", "province"), ("重庆市", "重庆", "province"),
        ("新疆维吾尔自治区", "新疆", "province"), ("黔东南苗族侗族自治州", "黔东南", "city"),
        ("宜宾市", "宜宾", "city"), ("锡林郭勒盟", "锡林郭勒", "city"), ("崇州市", "崇州", "county"),
        ("北川羌族自治县", "北川", "county"), ("崇文区", "崇文", "county"),  # the last until 2010
    ],
)  # fmt: skip
def test_places_have_their_short_name_and_level(name, short, level):
    assert {(place.short, place.level) for place in load_places()[name]} == {(short, level)}


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("石柱县", "石柱土家族自治县"),
        ("道真自治县", "道真仡佬族苗族自治县"),
        ("隆林县", "隆林各族自治县"),
        ("莫力达瓦旗", "莫力达瓦达斡尔族自治旗"),
        ("北川县", "北川县"),  # what it was called until 2003
        ("东乡县", "东乡县"),  # another one, now a district
    ],
)
def test_an_autonomous_county_is_known_also_without_its_peoples(called, name):
    assert list(find_places(f"去年{called}普法，")) == [Mention(name, "county", 2, 2 + len(called), True)]


def test_a_report_of_an_autonomous_county_called_so_has_its_full_name():
    stated = describe(Report("a", "石柱县2021年普法工作总结\n石柱县司法局\n2022年1月5日\n全县深入普法。\n"))
    assert [stated[name].value for name in ("region", "issuer")] == ["石柱土家族自治县", "石柱土家族自治县司法局"]


@pytest.mark.parametrize(("area", "sure"), [("雄安新区", 0.8), ("云浔新区", 0.7), ("兰州新区", 0.8)])
def test_an_area_has_bodies_of_its_own(area, sure):
    stated = describe(Report("a", f"{area}管理委员会2022年工作总结\n今年修渠十二条。\n"))
    assert (stated["region"].value, stated["region"].confidence) == (area, sure)
    assert (stated["issuer"].value, stated["issuer"].confidence) == (f"{area}管理委员会", sure)


@pytest.mark.parametrize(
    ("title", "region", "level", "issuer"),
    [
        ("河北雄安新区司法局2021年工作总结", "雄安新区", None, "雄安新区司法局"),
        ("陕西省西咸新区管委会工作报告", "西咸新区", None, "西咸新区管理委员会"),
        ("2021年西咸新区法治政府建设情况报告", "西咸新区", None, None),
        ("兰州新区2021年法治政府建设情况报告", "兰州新区", None, None),
        ("成都高新区司法局2021年工作总结", "成都高新区", None, "成都高新区司法局"),
        ("苏州工业园区人民法院工作报告", "苏州工业园区", None, "苏州工业园区人民法院"),
        ("新疆生产建设兵团第一师司法局2021年工作总结", "新疆生产建设兵团", None, "新疆生产建设兵团第一师司法局"),
        ("上海市浦东新区司法局2021年工作总结", "浦东新区", "county", "浦东新区司法局"),  # a district
        ("四川省推进经济技术开发区建设工作情况的报告", "四川省", "province", None),
        ("甘肃省国家级新区建设工作总结", "甘肃省", "province", None),
        ("兰州市城市更新区域治理工作总结", "兰州市", "city", None),
    ],
)
def test_an_area_with_an_administration_of_its_own_is_not_the_place_it_lies_in(title, region, level, issuer):
    text = f"{title}\n2021年，深入开展普法，依法办理法律援助案件。\n"
    stated = describe(Report("a", text))
    values = [stated[name].value if name in stated else None for name in ("region", "level", "issuer")]
    assert values == [region, level, issuer]
    assert text[stated["region"].start : stated["region"].end] == region


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        ("朝阳区", "朝阳区司法局开展普法。", ["110105", "220104"]),
        ("朝阳区", "北京的朝阳区开展普法。", ["110105"]),
        ("朝阳区", "北京与长春各有一个朝阳区。", ["110105", "220104"]),
        ("澜州市", "澜州市", []),
        ("徐州市鼓楼区", "福州市、南京市", ["320302"]),  # a chain tells its last place before the text does
    ],
)
def test_a_name_that_several_bear_is_told_by_the_place_above_it(name, text, codes):
    assert [place.code for place in resolve(name, text)] == codes


@pytest.mark.parametrize(
    ("name", "texts", "full"),
    [
        ("鼓楼区", ["江苏省南京市鼓楼区"], "南京市鼓楼区"),
        ("鼓楼区", ["江苏省鼓楼区"], "鼓楼区"),
        ("鼓楼区", ["徐州市", "福州市"], "徐州市鼓楼区"),
        ("鼓楼区", ["", "徐州市和福州市"], "鼓楼区"),
        ("朝阳区", ["北京市"], "北京市朝阳区"),
        ("青羊区", ["成都市"], "青羊区"),
        ("石渚县", ["澜州市"], "石渚县"),
    ],
)
def test_only_a_name_that_several_bear_takes_that_of_the_place_above_it(name, texts, full):
    assert told_apart(name, *texts) == full


@pytest.mark.parametrize(
    ("region", "level"),
    [
        ("株洲市", "city"), ("株洲", "city"), ("湖南省株洲市", "city"), ("朝阳区", "county"), ("重庆市", "province"),
        ("", ""), ("澜州市", ""), ("恒阳", ""), ("株洲市等地", ""),  # those that the gazetteer lacks
    ],
)  # fmt: skip
def test_the_level_follows_from_a_region_that_the_gazetteer_knows(region, level):
    assert level_of(region) == level


def test_a_faulty_gazetteer_is_refused(tmp_path, monkeypatch):
    (tmp_path / "corpus" / "lexicons").mkdir(parents=True)
    (tmp_path / "corpus" / "lexicons" / "places.tsv").write_text("code\tname\n1\t某省\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match=r"places\.tsv: lacks column\(s\) short.*the columns are code, name, short"):
        places.load_places.__wrapped__()

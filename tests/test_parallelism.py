"""Parallel series: members, markers and places by hand, what is none, numbered ones, antitheses, limit cases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.corpus.text.report import Report
from baogao.language.series.antithesis import find_antitheses
from baogao.language.series.choice import Series, choose, kind_of, overlap
from baogao.language.series.finder import find_all, find_series, find_with_antitheses
from baogao.language.series.lines import Part
from baogao.language.series.numbered import numbered
from baogao.reading.annotate import annotate


def series_of(text, *kinds):
    series = [one for one in find_series([Part(text)]) if one.kind in kinds or not kinds]
    return [(text[one.start : one.end], one.members, one.marker, one.kind) for one in series]


@pytest.mark.parametrize(
    ("text", "span", "members", "marker"),
    [
        ("我们做群众工作，要有热心、有恒心、有真心。", "有热心、有恒心、有真心", 3, "有"),
        (
            "今年要着力修水渠，着力铺山路，着力通木桥，着力种好果树。",
            "着力修水渠，着力铺山路，着力通木桥，着力种好果树",
            4,
            "着力",
        ),
        ("不断增强村民的方向感、归属感、责任感。", "方向感、归属感、责任感", 3, "感"),
        ("全县推行分户分组分片的办法。", "分户分组分片", 3, "分"),
    ],
)
def test_members_with_the_same_word_are_an_anchor(text, span, members, marker):
    assert (span, members, marker, "anchor") in series_of(text)


def test_leads_and_tails_are_cut_off():
    [series] = series_of("全村统一坚持防山火、保水源、护古树的做法，效果很好。")
    assert series == ("防山火、保水源、护古树", 3, "", "frame")


def test_a_series_within_a_member_of_another_is_found_too():
    text = "坚持以村民为中心，坚持节水、节电、节粮，坚持开门办事。"
    spans = [one[0] for one in series_of(text)]
    assert spans == [text[:-1], "节水、节电、节粮"]


@pytest.mark.parametrize(
    "text",
    ["", "。", "\n", "学法。", "法，法，法", "他说，我听。", "修路12公里、修桥13公里", "律师、公证、仲裁"],
)
def test_nouns_quantities_and_empty_texts_have_none(text):
    assert series_of(text) == []


def test_a_numbered_series_reaches_to_the_end_of_its_last_items_first_sentence():
    text = "要做三件事：一是学法，多问。二是用法。三是守法，多看。会后参观。"
    assert series_of(text, "enumeration") == [
        ("一是学法，多问。二是用法。三是守法，多看", 3, "一是", "enumeration"),
    ]
    assert series_of("一是学法。二是用法。", "enumeration") == []


def test_items_that_are_paragraphs_of_their_own_are_one_series_that_begins_behind_the_bracket():
    text = "（一）修好水渠。先清淤。\n（二）铺平山路。\n（三）护住古树。再补种。"
    [series] = series_of(text, "enumeration")
    assert series == (text[1 : text.index("。再补种")], 3, "（一）", "enumeration")


def test_numbered_headings_that_share_a_word_are_an_anchor():
    parts = [Part("一、修好水渠工程", "heading", "1"), Part("先清淤，再砌石。" * 9, section="1")]
    parts += [Part("二、做好山路工程", "heading", "2"), Part("先放线，再铺沙。" * 9, section="2")]
    parts += [Part("三、管好古树工程", "heading", "3")]
    assert [one[2:5] for one in find_series(parts) if one.start == 0] == [(3, "工程", "anchor")]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("一是学。三是干。四是帮。五是带。", [4, 8, 12]),  # a number is missing: the run begins behind it
        ("第九，学。第十，干。第十一，帮。", [0, 5, 10]),
        ("1．学。\n2．干。\n3．帮。", [0, 5, 10]),
        ("1.5吨、2.5吨、3.5吨", None),
    ],
)
def test_numbers_follow_each_other_from_any_one_on(text, starts):
    assert [list(one.items) for one in numbered(text)] == ([starts] if starts else [])


def test_the_likeliest_come_first_and_none_crosses_another():
    whole = Series(0, 30, 3, "", "frame", 0.9, ((0, 10), (11, 20), (21, 30)))
    inside = Series(1, 9, 3, "", "frame", 0.6, ((1, 3), (4, 6), (7, 9)))
    across = Series(5, 25, 3, "", "frame", 0.8, ((5, 10), (11, 20), (21, 25)))
    over_two = Series(2, 14, 3, "", "frame", 0.7, ((2, 6), (7, 10), (11, 14)))
    assert choose([inside, across, whole, over_two]) == [whole, inside]
    assert choose([]) == []
    assert overlap((0, 10), (5, 15)) == 5 / 15
    assert overlap((0, 5), (5, 9)) == 0


@pytest.mark.parametrize(
    ("members", "kind", "marker"),
    [
        (["有热心", "有恒心"], "anchor", "有"),
        (["强化统筹水源", "做好管护水源"], "anchor", "水源"),
        (["以渠为先", "以路为主"], "anchor", "为"),  # what opens them, 以, is a word of any clause only in long members
        (["修水渠", "铺山路"], "frame", ""),
    ],
)
def test_what_members_share_makes_the_kind(members, kind, marker):
    assert kind_of(members)[0] == kind
    assert marker in kind_of(members)[1] or kind_of(members)[1] in "以为"


@pytest.mark.parametrize(
    ("text", "span", "marker"),
    [
        ("有的村重修路轻养路。", "重修路轻养路", "重…轻…"),
        ("修渠不是为了好看，而是为了浇地。", "不是为了好看，而是为了浇地", "不是…而是…"),
        ("严重的轻伤", None, None),
    ],
)
def test_antitheses_have_two_halves(text, span, marker):
    found = [(text[one.start : one.end], one.marker, one.members) for one in find_antitheses(text)]
    assert found == ([(span, marker, 2)] if span else [])


REPORTS = [
    [Part("我们做群众工作，要有热心、有恒心、有真心。"), Part("有的村重修路轻养路。")],
    [Part("")],
    [Part("一、修好水渠", "heading", "1"), Part("要着力修水渠，着力铺山路，着力通木桥。", section="1")],
]


def test_a_report_has_the_same_series_alone_and_among_others():
    assert find_all(REPORTS) == [find_series(parts) for parts in REPORTS]
    assert find_all(REPORTS[::-1]) == find_all(REPORTS)[::-1]
    kinds = [{one.kind for one in report} for report in find_with_antitheses(REPORTS)]
    assert kinds == [{"anchor", "antithesis"}, set(), {"anchor"}]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("一二三是有心重点，。、；\n抓学和“”12（）", max_size=60), max_size=4))
def test_series_lie_within_the_text_and_hold_their_members(texts):
    text = "\n".join(texts)
    for one in find_series([Part(each) for each in texts]):
        assert 0 <= one.start < one.end <= len(text)
        assert len(one.spans) == one.members >= 3
        assert all(a < b for a, b in one.spans)
        assert (one.kind == "frame") == (one.marker == "")


def test_annotate_gives_offsets_into_the_text_as_it_stands():
    text = "澜州市工作报告\n\n　　各位代表：今年要着力修水渠,着力铺山路,着力通木桥,着力种好果树。\n"
    [series] = annotate(Report("lan", text))["parallelism"]["series"]
    assert text[series["start"] : series["end"]] == "着力修水渠,着力铺山路,着力通木桥,着力种好果树"
    assert (series["members"], series["marker"], series["kind"]) == (4, "着力", "anchor")


def test_a_piece_of_a_year_is_no_word_that_headings_share():
    headings = ("一、2024年工作回顾", "二、2025年形势分析", "三、2025年工作安排")
    texts = [text for heading in headings for text in (heading, "先清淤，再砌石。" * 9)]
    parts = [Part(text, "heading", text[:1]) if text in headings else Part(text, section="1") for text in texts]
    assert [(one.kind, one.marker) for one in find_series(parts) if one.members == 3] == [("enumeration", "一")]


def test_a_series_keeps_the_mark_whose_fellow_it_holds():
    text = "全县干部要增强“四个意识”、坚定“四个自信”、做到“两个维护”，走村入户。"
    [series] = [one for one in series_of(text) if one[1] == 3]
    assert series[0].endswith("做到“两个维护”")


@pytest.mark.parametrize("text", ["修路3里、修渠5里、修桥2座。", "占比达到75%、95%、73%。", "沿G318、G219、G109前行。"])
def test_figures_are_no_series(text):
    assert series_of(text) == []

"""Parallel series: members, markers and places by hand, what is none, limit cases."""

from __future__ import annotations

import pytest
from baogao.language.parallelism import find_series
from baogao.language.scattered import find_scattered
from hypothesis import given
from hypothesis import strategies as st


def series_of(text, *kinds):
    series = [one for one in find_series(text) if one.kind in kinds or not kinds]
    return [(text[one.start : one.end], one.members, one.marker, one.kind) for one in series]


@pytest.mark.parametrize(
    ("text", "span", "members", "marker"),
    [
        ("我们有热心，有恒心，有真心。", "有热心，有恒心，有真心", 3, "有"),
        ("守护重点水源、重点桥梁、重点村落。", "重点水源、重点桥梁、重点村落", 3, "重点"),
        ("着力修渠，着力铺路，着力通桥，着力种树。", "着力修渠，着力铺路，着力通桥，着力种树", 4, "着力"),
        ("增强方向感、归属感、责任感。", "方向感、归属感、责任感", 3, "感"),
        ("推行分户分组分片的办法。", "分户分组分片", 3, "分"),
    ],
)
def test_members_with_the_same_word_are_a_series(text, span, members, marker):
    [series] = series_of(text, "anchor")
    assert series[1:3] == (members, marker)
    assert series[0].endswith(span[-2:])
    assert span in series[0]


def test_a_numbered_series_reaches_to_the_end_of_its_last_sentence_within_one_block():
    text = "要做三件事：一是学法，多问。二是用法。三是守法，多看。会后参观。"
    series = ("一是学法，多问。二是用法。三是守法，多看", 3, "一是", "enumeration")
    assert series_of(text, "enumeration") == [series]
    for text in ("一是学法。二是用法。", "一是学法。\n二是用法。\n三是守法。"):
        assert series_of(text, "enumeration") == []


def test_short_clauses_that_open_with_verbs_are_a_frame():
    assert series_of("抓水渠、补路基、强桥面。") == [("抓水渠、补路基、强桥面", 3, "", "frame")]
    assert series_of("全村统一防山火、保水源、护古树的做法")[0][:2] == ("防山火、保水源、护古树", 3)


@pytest.mark.parametrize(
    "text",
    ["", "。", "\n", "学法。", "法，法，法", "他说，我听。", "律师、公证、仲裁", "修路12公里、修桥13公里、修渠14公里"],
)
def test_nouns_quantities_and_empty_texts_have_none(text):
    assert find_series(text) == []


@given(st.text("一二三是有心重点，。、；\n抓学和“”12", max_size=60))
def test_series_lie_within_one_block_and_have_three_members(text):
    for one in find_series(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.members >= 3
        assert "\n" not in text[one.start : one.end]


@pytest.mark.parametrize(
    ("headings", "series"),
    [
        ("1一、上半年 2以学促干 2以考促学 2以评促改", [(10, 40, 3, "以", "anchor")]),
        ("2以学促干 2以考促学 1下半年 2以评促改", []),  # a higher heading parts series
        ("1一、修好水渠 1二、铺平山路 1三、护住古树", [(0, 30, 3, "一", "enumeration")]),
        ("", []),
    ],
)
def test_headings_of_one_level_that_share_a_word_or_are_numbered_are_one_series(headings, series):
    """Each is written with its level before it, and stands in ten characters of the text."""
    written = [(10 * place, 10 * place + 10, int(one[0]), one[1:]) for place, one in enumerate(headings.split())]
    assert find_scattered(written) == series

"""Removals: what is page furniture, and that nothing is lost or counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogao.corpus.cleaning import clean
from oracles import assert_tiles

# Pieces of pages, so that generated texts meet the rules and not only random characters.
PIECES = st.sampled_from(
    [
        "推进普法工作。",
        "一、人民调解",
        "（一）学法",
        "\n",
        "\n\n",
        "\u3000\u3000",
        " ",
        "\xa0",
        "来源：某报",
        "责任编辑：张三",
    ]
    + [
        "分享到",
        "各位代表：",
        "本作品是中华人民共和国的",
        "记者：问什么？",
        "某某供图",
        "1 9 9 8",
        "，",
        "“七五”普法",
        "\u200b",
        "\r",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_passages_and_removals_tile_generated_pages(text):
    assert_tiles(text)


@given(st.text(max_size=300))
def test_passages_and_removals_tile_any_text(text):
    assert_tiles(text)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("您当前的位置 : 某某网 >> 法治 >> 要闻", "breadcrumb"),
        ("首页 > 石渚要闻 > 访谈", "breadcrumb"),
        ("发布时间:2021-03-05 08:30 来源: 某报", "dateline"),
        ("2021-03-05 09:43:27", "dateline"),
        ("分享到 打印", "share"),
        ("某网微博某网微博", "doubled-label"),
        ("(责编:王甲、李乙)", "editor"),
        ("责任编辑： 王甲", "editor"),
        ("版权声明:凡注有来源的稿件,均为某网版权稿件。", "copyright"),
        ("原标题:全市普法工作会议召开", "original-title"),
        ("某某法治报记者王甲乙", "byline"),
        ("（新华社北京3月12日电）", "agency-line"),
        ("（来源：某报）", "dateline"),
        ("关闭窗口", "label"),
    ],
)
def test_page_furniture_is_removed_with_its_rule(line, rule):
    text = f"全市普法工作会议召开\n{line}\n会议要求，抓好普法工作。\n"
    _, removals = clean(text)
    assert [(text[r.start : r.end], r.rule) for r in removals if r.rule != "space"] == [(line, rule)]


@pytest.mark.parametrize(
    "line",
    [
        "记者从会上获悉，全市普法工作取得新进展。",
        "来源于群众的办法，最后要由群众来检验，这是普法工作的经验。",
        "2021年3月5日，全市普法工作会议召开。",
        "编辑出版普法读本三万册，分享到全市各个乡镇。",
    ],
)
def test_sentences_that_begin_like_page_furniture_stay(line):
    blocks, _ = clean(f"标题\n{line}\n")
    assert line in [block.read(f"标题\n{line}\n") for block in blocks]


def test_a_footer_takes_all_that_follows_but_only_in_the_second_half():
    text = "报告正文。\n第二段。\n第三段。\n相关链接：\n别的报道\n还有别的\n"
    blocks, removals = clean(text)
    assert [block.read(text) for block in blocks] == ["报告正文。", "第二段。", "第三段。"]
    assert [r.rule for r in removals if r.rule != "space"] == ["related-links"] * 3


def test_an_annex_of_terms_or_projects_is_no_part_of_the_report():
    text = "报告正文。\n第二段。\n谢谢大家！\n附件\n名词解释\n1.三个清单：权力清单、责任清单、负面清单。\n"
    assert [block.read(text) for block in clean(text)[0]] == ["报告正文。", "第二段。", "谢谢大家！"]


def test_a_line_break_inside_a_sentence_joins_where_paragraphs_have_blank_lines():
    text = "第一段在这里，说到\n某某条例\n的施行。\n\n第二段。\n\n第三段。\n\n第四段。"
    blocks, removals = clean(text)
    assert blocks[0].read(text) == "第一段在这里，说到某某条例的施行。"
    assert [r.rule for r in removals].count("line-break") == 2


def test_lines_are_paragraphs_where_there_are_no_blank_lines():
    text = "一、普法\n全面推进普法\n二、调解"
    assert [block.read(text) for block in clean(text)[0]] == ["一、普法", "全面推进普法", "二、调解"]


def test_paragraphs_may_be_parted_by_two_ideographic_spaces():
    text = "\u3000\u3000各位代表：\u3000\u3000现在报告工作。\u3000\u3000一、回顾"
    assert [block.read(text) for block in clean(text)[0]] == ["各位代表：", "现在报告工作。", "一、回顾"]


def test_an_empty_text_has_no_blocks():
    assert clean("") == ([], [])

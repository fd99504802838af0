"""Headings as a reader sees them: lines of their own, and first sentences that name their paragraphs."""

from __future__ import annotations

import pytest

from baogao.corpus.layout.leads import leads
from baogao.corpus.text.report import Report
from baogao.reading.structure import structure

BODY = (
    "修好水渠十二条，种树三千棵，让山里的人家都用上了干净的水，也让下山的路宽了许多，"
    "老人出门不再发愁，孩子上学不再绕道，集市上的茶叶和竹笋卖得更远。"
)
MORE = "今年修了十二条水渠，也补了旧堤。"


def headings(*lines):
    layer = structure(Report("a", "\n".join(lines)))["headings"]
    return [(one["line"], one["level"], one.get("run_in", False)) for one in layer]


@pytest.mark.parametrize("first", ["加强水渠建设", "继续实行护林政策，扩大封山范围，注意补种", "更大力度修路"])
def test_what_is_to_be_done_is_a_lead_even_alone(first):
    assert leads([BODY, f"{first}。{MORE}", BODY]) == ["", first, ""]


@pytest.mark.parametrize(
    "first",
    [
        "雨水很多",
        "加强水渠建设是一件大事",
        "扩大封山范围必须从山顶做起",
        "周县长指出，水渠要修",
        "“十四五”时期，水渠修得很快",
        "加大投入，今年已用去3万元",
        "县里的决定对水渠作出安排",
        "扎实开展护林，办讲座四百余场，发图册二十余万份",
        "全面修渠，完成十二条",
    ],
)
def test_a_statement_alone_is_no_lead(first):
    assert leads([BODY, f"{first}。{MORE}", BODY]) == ["", "", ""]


def test_the_only_paragraph_of_a_section_has_no_lead():
    assert leads([f"加强水渠建设，把水引到田头。{MORE}"]) == [""]
    assert headings("一、修渠", f"加强水渠建设。{MORE}", "二、护林", f"继续护林。{MORE}", BODY) == [
        (1, 1, False),
        (3, 1, False),
        (4, 2, True),
    ]


def test_three_in_a_row_are_leads_and_two_are_not():
    row = ["水渠修得更远", "山林护得更好，封山的范围一年比一年大得多", "山路越走越宽"]
    row[2] = "山路走得更宽"
    paragraphs = [f"{first}。{MORE}" for first in row]
    assert leads([BODY, *paragraphs, BODY, BODY]) == ["", *row, "", ""]
    assert leads([BODY, *paragraphs[:2], BODY, BODY, BODY]) == [""] * 6


def test_words_before_a_row_do_not_count():
    row = ["令人高兴的是，水渠修得更远", "特别难得的是，山林护得更好", "尤其可贵的是，山路走得更宽"]
    assert leads([f"{first}。{MORE}" for first in row]) == row
    assert leads([f"令人高兴的是，水渠修得更远。{MORE}", f"雨水多。{MORE}"]) == ["", ""]


def test_a_reason_before_what_must_be_done_is_no_lead():
    row = ["水渠连着田地", "山林连着水源", "山路连着人心"]
    assert leads([f"{first}。{MORE}" for first in row]) == row
    assert leads([f"{first}。要修好水渠，也要补好旧堤。" for first in row]) == ["", "", ""]


def test_leads_in_order_are_known_by_their_neighbours_however_long_those_are():
    long = "第一，修好连着全县田地的各条水渠，补好历年被水冲坏的各处旧堤，清好多年淤塞的各个水塘，还要护好水源"
    assert leads([f"{long}。{MORE}", f"第二，护好山林。{MORE}"]) == ["", "第二，护好山林"]
    assert leads([f"首先，关于水渠。{BODY}", f"其次，关于山林。{BODY}"]) == ["首先，关于水渠", "其次，关于山林"]
    assert leads([f"首先，我说说水渠。{BODY}", f"其次，我说说山林。{BODY}"]) == ["", ""]


def test_a_lead_in_order_may_stand_alone_before_its_paragraphs():
    assert headings("一、任务", "第一、修渠补堤，引水上山。", BODY, "第二、护林养水，封山补种。", BODY) == [
        (1, 1, False),
        (2, 2, False),
        (4, 2, False),
    ]
    assert headings("一、任务", "（1）修渠。", BODY, f"（2）护林。{BODY}")[1:] == [(2, 2, False), (4, 2, True)]


def test_numbered_sentences_in_a_row_are_a_list():
    rows = [
        "（一）要使水渠的修筑同田地的开垦相适应。",
        "（二）要使山林的采伐同补种相适应。",
        "（三）要使山路通到每个村。",
    ]
    assert headings("一、要求", *rows, BODY) == [(1, 1, False)]
    assert [line for line, *_ in headings("一、要求", *(row.rstrip("。") for row in rows), BODY)] == [1, 2, 3, 4]


def test_a_line_without_the_end_of_a_sentence_before_a_paragraph_is_a_heading():
    long = "水渠的修筑已经完成，山林的补种已经过半，全县的山水面貌将要有一个很大的改变"
    assert headings(BODY, long, BODY, f"{long}.", BODY) == [(2, 1, False), (4, 1, False)]
    assert headings(BODY, f"{long}。", BODY) == []
    assert headings(BODY, f"现在，{long}", BODY) == []
    assert headings(f"前面的话没有说完，{long}，", long, BODY) == []


def test_signatures_and_numbers_of_documents_are_no_headings():
    lines = ["关于修渠的通知", "石政办发〔2024〕3号", BODY, "石渚县水利局", "2024年2月5日", "水渠要点", BODY]
    assert [line for line, *_ in headings(*lines)] == [6]
    assert headings(BODY, "国家主席周砚平", BODY) == []


def test_the_occasion_in_the_line_of_the_title_is_a_subtitle():
    text = "2021年石渚县政府工作报告——2021年1月5日在石渚县第九届人民代表大会上"
    layer = structure(Report("a", f"{text}\n各位代表：\n{BODY}"))
    assert layer["title"] == "2021年石渚县政府工作报告"
    assert layer["headings"] == [{"line": 1, "level": 0, "text": text.removeprefix(layer["title"])}]

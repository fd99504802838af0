"""Devices: every rule by examples of its own, plain oracles, planted facts of the sample, limit cases."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracles
from baogao.corpus.layout.layout import segment
from baogao.corpus.store.collection import load_reports, read_reports
from baogao.corpus.words.rules import read_rows, rows
from baogao.errors import CorpusError
from baogao.features.build import build
from baogao.features.current import read_table
from baogao.language.device_lists import DEVICES, load_devices
from baogao.language.devices import count_devices, find_devices
from baogao.language.enumeration import enumerations
from baogao.language.normal import normalise
from baogao.language.stack import stack
from baogao.measures.rhetoric import rhetoric_profile

# What each device takes and what it must not: invented, in the genre.
EXAMPLES = {
    "numeric_formula": (
        [
            "做到两个维护", "打倒“四人帮”", "实现四个现代化", "反对“三不”", "打造1+4格局", "践行三严三实",
            "实施五大工程", "“一网两平台”",
        ],
        [
            "三个月", "两个项目", "100个", "2024年3月5日", "“十五五”规划", "“八五”期间", "一是学习二是宣传",
            "党的二十大精神", "一项一项地办",
            "翻两番",
        ],
    ),
    "four_character": (
        [
            "坚持实事求是的作风", "学校要因地制宜办", "守正创新", "不断提质增效",
        ],
        [
            "社会建设、医疗保险", "深入开展普法", "法律援助", "扫黑除恶",
        ],
    ),
    "subjectless_chain": (
        [
            "深化学校改革，加强教师培训，改善校舍条件。", "扎实推进普法，不断完善制度，切实加强监督。",
        ],
        [
            "学校改革深化，教师培训加强，校舍改善。", "深化改革，加强培训。",
        ],
    ),
    "deontic_call": (
        [
            "我们要办好学校", "各地还要抓好普法", "一要学习",
        ],
        [
            "教育改革纲要", "没有必要", "大事要事", "主要要求", "开放要红利",
        ],
    ),
    "deontic_duty": (
        [
            "各级应当办好学校", "这应成为共识", "经费须经批准", "还需进一步努力",
        ],
        [
            "适应社会", "应急管理", "供应加大", "入学须知",
        ],
    ),
    "deontic_must": (
        [
            "必须办好学校", "不得收费", "严禁摊派", "，更不能放松",
        ],
        [
            "必须品", "舍不得", "五个“必须”", "令行禁止",
        ],
    ),
    "deontic_urge": (
        [
            "务必办好", "确保安全", "切不可大意",
        ],
        [
            "三个务必", "确保了安全",
        ],
    ),
    "deontic_resolve": (
        [
            "坚决办好", "决不放松", "毫不动摇",
        ],
        [
            "两个毫不动摇", "态度坚决", "决不是",
        ],
    ),
    "intensity": (
        [
            "取得伟大的进步", "巨大变化", "迅速发展", "进一步提高", "大力办学",
        ],
        [
            "有效期", "积极性", "深入人心", "特别行政区", "伟大复兴",
        ],
    ),
    "hedge": (
        [
            "基本完成", "逐步提高", "约3万人", "增长5%左右", "比较满意", "力争做到",
        ],
        [
            "基本路线", "条约3条", "左右江", "比较优势", "住有所居",
        ],
    ),
    "achievement": (
        [
            "取得了显著成绩", "圆满完成", "产量再创历史新高", "总量居全国第一", "收入稳步增长，",
        ],
        [
            "要取得成绩", "有待进一步提高", "争取更大胜利", "未完成",
        ],
    ),
    "problem": (
        [
            "困难不少", "存在不少缺点", "形式主义", "短板明显",
        ],
        [
            "困难群众", "克服重重困难", "反腐败", "过重罚",
        ],
    ),
    "task": (
        [
            "今年的任务是增产", "今年我们要办学", "围绕全年目标", "重点抓好",
        ],
        [
            "圆满完成全年目标任务", "今年主要情况",
        ],
    ),
    "past": (
        [
            "过去一年", "已经建成", "五年来", "改革以来",
        ],
        [
            "尚未", "先后顺序", "冬天过去了",
        ],
    ),
    "future": (
        [
            "今后几年", "我们将继续努力", "，到2030年，建成学校",
        ],
        [
            "将学校改名", "将军", "增加到2002年",
        ],
    ),
    "loyalty": (
        [
            "两个确立", "牢记嘱托", "在党中央坚强领导下", "高举某某理论伟大旗帜",
        ],
        [
            "在老师指导下", "高举旗杆",
        ],
    ),
    "metaphor_war": (
        [
            "打赢攻坚战", "各条战线",
        ],
        [
            "打好基础", "推进军队", "统一战线",
        ],
    ),
    "metaphor_building": (
        [
            "筑牢根基", "宏伟蓝图",
        ],
        [
            "加强基层", "提高地方", "公路桥梁",
        ],
    ),
    "metaphor_journey": (
        [
            "新征程", "迈出步伐",
        ],
        [
            "城市道路", "轨道交通", "总体战略",
        ],
    ),
    "metaphor_health": (
        [
            "痛点", "健康发展",
        ],
        [
            "身心健康发展", "健康体检",
        ],
    ),
    "metaphor_craft": (
        [
            "打造名校", "谱写新篇",
        ],
        [
            "铸造业", "施工图设计",
        ],
    ),
    "figure": (
        [
            "修路1200公里", "三十六万吨", "1.5万人",
        ],
        [
            "2025年", "第3个", "万众一心", "百家争鸣", "5%",
        ],
    ),
    "percentage": (
        [
            "增长5.2%", "百分之十五", "3个百分点",
        ],
        [
            "百分制", "三个点",
        ],
    ),
    "enumeration": (
        [
            "一是学。二是干。",
        ],
        [
            "一是学。", "一是学。三是评。",
        ],
    ),
}  # fmt: skip


def test_every_device_has_examples():
    assert set(EXAMPLES) == set(DEVICES)


@pytest.mark.parametrize(
    ("device", "text", "is_one"),
    [(device, text, n == 0) for device, both in EXAMPLES.items() for n in (0, 1) for text in both[n]],
)
def test_a_device_takes_what_it_must_and_nothing_else(device, text, is_one):
    assert (device in find_devices(text)) == is_one


def test_every_form_is_found_alone_and_none_in_the_strings_that_its_row_excludes():
    table = load_devices().table
    counted = table[table["kind"] != "except"]
    lost = [row.form for row in counted.itertuples() if row.device not in find_devices(f"，{row.form}，")]
    assert lost == []
    excluded = [(row.device, row.form, each) for row in counted.itertuples() for each in row.unless.split("|") if each]
    found = [
        (device, longer)
        for device, form, longer in excluded
        for start, end in find_devices(longer).get(device, [])
        if longer[start:end] == form
    ]
    assert found == []


def test_every_rule_proves_itself_and_is_a_device(study):
    names = {row.rule.removesuffix("-not") for row in rows("devices")}
    assert names <= set(DEVICES)
    written = read_rows(study / "corpus/lexicons/rules/devices.tsv")
    assert all(row.yes and row.no and row.seen for row in written)


WORDS = [
    "要", "必须", "不得", "进一步", "四人帮", "“三农”", "因地制宜", "取得显著成绩", "逐步", "一是",
    "二是", "5%", "300公里", "困难群众",
]  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*WORDS, "，", "。", "学校", "\n"]), max_size=30).map("".join))
def test_finds_are_those_of_the_plain_oracle(text):
    found = find_devices(text)
    for device in DEVICES:
        if device != "enumeration":
            assert found.get(device, []) == oracles.device_spans(text, device), device


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*WORDS, "，", "。", "学校"]), max_size=20).map("".join))
def test_finds_of_one_device_lie_in_the_text_apart_from_each_other(text):
    for spans in find_devices(text).values():
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_counts_and_characters_by_hand():
    stacked = stack(["必须学，要用。", "", "不得拖。"])
    counted = count_devices(stacked, np.array([0, 0, 1]))
    assert list(counted) == list(DEVICES)
    assert counted["deontic_must"].counts.tolist() == [1, 0, 1]
    assert counted["deontic_must"].chars.tolist() == [2, 0, 2]
    assert counted["deontic_call"].counts.tolist() == [1, 0, 0]


def test_an_enumeration_runs_over_the_passages_of_a_report_and_no_further():
    stacked = stack(["一是学。", "二是干。", "三是评。", "一是学。", "二是干。"])
    markers = count_devices(stacked, np.array([0, 0, 0, 1, 2]))["enumeration"]
    assert markers.counts.tolist() == [1, 1, 1, 0, 0]
    headings = count_devices(stacked, np.array([0, -1, 0, 1, 1]))["enumeration"]
    assert headings.counts.tolist() == [0, 0, 0, 1, 1]


def test_no_text_has_no_devices():
    assert find_devices("") == {}
    assert all(not each.counts.any() for each in count_devices(stack(["", ""]), np.zeros(2, int)).values())


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("一是学。二是干。三是评。", [3]),
        ("一是学。二是干。\n一是评。二是改。三是奖。", [2, 3]),
        ("第一，学。第二，干。", [2]),
        ("第一、学。第二、干。", [2]),
        ("（1）学。（2）干。（3）评。", [3]),
        ("首先，学。其次，干。", [2]),
        ("一要学，二要干", [2]),
        ("一是学。" + "办学校。" * 800 + "二是干。", []),  # further than 3,000 characters
        ("一是学。三是评。", []),
        ("二是干。三是评。", []),
        ("一是学。", []),
        ("第一产业和第二产业", []),
        ("唯一是他，其二是我", []),
        ("", []),
    ],
)
def test_an_enumeration_stands_in_order_from_the_first(text, sizes):
    assert [len(run) for run in enumerations(text)] == sizes


@given(st.text("一二三是要，。第、学\n", max_size=40))
def test_markers_lie_in_the_text_in_order_and_each_run_begins_with_the_first(text):
    for run in enumerations(text):
        assert len(run) >= 2
        assert "一" in text[slice(*run[0])]
        assert all(before[1] <= after[0] for before, after in pairwise(run))


def test_the_planted_enumerations_of_the_sample_are_found(study):
    facts = json.loads((study / "corpus/sample/planted.json").read_text(encoding="utf-8"))["facts"]
    planted = next(fact for fact in facts if fact["id"] == "enumeration-device")["by_report"]
    for report in load_reports("sample"):
        passages = segment(report)[0]
        texts = [normalise(report.text, passage.blocks).text for passage in passages]
        is_running = np.array([passage.role not in ("heading", "caption") for passage in passages])
        markers = count_devices(stack(texts), np.where(is_running, 0, -1))["enumeration"]
        assert markers.counts.sum() == planted.pop(report.report_id)
    assert not planted


def test_the_tables_of_a_build_hold_devices(copy):
    build("sample", jobs=1)
    passages, devices = read_table("sample", "passages"), read_table("sample", "devices")
    assert len(devices) == len(passages) * len(DEVICES)
    merged = devices.merge(passages, on="passage_id", suffixes=("", "_p"))
    assert (merged["n_chars"] == merged["n_chars_p"]).all()
    assert (merged["chars"] >= merged["count"]).all()
    table = rhetoric_profile(read_reports("sample"), passages, devices, by="region")
    markers = table[table["device"] == "enumeration"].set_index("region")["count"]
    assert markers.to_dict() == {"澜州市": 12, "石渚县": 24, "云浔区": 12}
    build_json = json.loads((copy / "corpus/sample/features/BUILD.json").read_text(encoding="utf-8"))
    assert build_json["devices_sha256"] == load_devices().sha256


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["hedge\t逐步\tpace\t\town list"] * 2, "stands in line 2 already"),
        (["tone\tpace\t逐步\t\town list"], "device 'tone': must be one of"),
        (["hedge\tpace\t逐步\t\t"], "line 2, source '': must be filled in"),
    ],
)
def test_faults_of_the_list_are_told_with_their_line(tmp_path, row, words):
    path = tmp_path / "devices.tsv"
    path.write_text("\n".join(["device\tkind\tform\tunless\tsource", *row]) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=words):
        load_devices(path)

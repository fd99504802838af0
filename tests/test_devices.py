"""Devices and profile: hand counts, planted facts of the sample, limit cases."""

from __future__ import annotations

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracles
from baogao.corpus.layout.cleaning import Block
from baogao.corpus.layout.layout import segment
from baogao.corpus.store.collection import load_reports, read_reports
from baogao.errors import CorpusError
from baogao.features.build import build
from baogao.features.current import read_table
from baogao.language.devices import DEVICES, find_devices, find_numeric, load_devices
from baogao.language.enumeration import enumerations
from baogao.language.normal import normalise
from baogao.language.profile import mattr, profile, units
from baogao.language.stack import stack
from baogao.language.terms import Words
from baogao.measures.rhetoric import rhetoric_profile

FORMULAS = [
    "做到两个维护", "推进四个全面布局", "反对“三不”", "打造1+4格局", "“1+N”", "践行三严三实", "实施五大工程",
    "“十五五”规划", "“一网两平台”", "12591体系", "坚持“两不愁三保障”",
]  # fmt: skip
OTHERS = [  # dates, quantities and idioms
    "三个月", "两个项目", "100个", "2024年3月5日", "一九五八年", "三月五日", "三分之一以上", "一是学习二是宣传",
    "党的二十大精神", "一心一意", "一项一项地办", "一代又一代", "进一步", "“一站式”大厅", "3.5+1.2", "二十五亿元",
]  # fmt: skip


@pytest.mark.parametrize(("text", "n"), [(text, n) for n, texts in ((1, FORMULAS), (0, OTHERS)) for text in texts])
def test_numeric_formulas_are_found_and_nothing_else(text, n):
    assert len(find_numeric(text, load_devices())) == n


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        # 敢抓善管, 久久为功; 必须, 要, 严禁; 不断, 进一步
        ("必须守住底线，不断加强学习，敢抓善管、久久为功。\n一是要严，二是严禁吃拿，三是进一步晒。", [0, 2, 3, 2, 3]),
        ("主要任务的要求和着力点", [0, 0, 0, 0, 0]),  # listed words inside an exception are not counted
        ("各地要抓，着力抓", [0, 1, 1, 1, 0]),
        ("做到“１＋４”,必须干", [1, 0, 1, 0, 0]),  # widths are unified before counting
        ("", [0, 0, 0, 0, 0]),
    ],
)
def test_every_device_by_hand(text, counts):
    normal = normalise(text, [Block(((0, len(text)),))]).text
    assert find_devices(normal) == dict(zip(DEVICES, counts, strict=True))


def test_marks_alone_are_no_units():
    assert units(stack(["，。、 \n"])).counts.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("一是学。二是干。三是评。", [3]),
        ("一是学。二是干。\n一是评。二是改。三是奖。", [2, 3]),
        ("第一，学。第二，干。", [2]),
        ("一要学，二要干", [2]),
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
        texts = [normalise(report.text, passage.blocks).text for passage in segment(report)[0]]
        assert sum(find_devices(text)["enumeration"] for text in texts) == planted.pop(report.report_id)
    assert not planted


def test_the_tables_of_a_build_hold_devices_and_a_profile(copy):
    build("sample", jobs=1)
    passages, devices = read_table("sample", "passages"), read_table("sample", "devices")
    assert len(devices) == len(passages) * len(DEVICES)
    merged = devices.merge(passages, on="passage_id", suffixes=("", "_p"))
    assert (merged["n_chars"] == merged["n_chars_p"]).all()
    table = rhetoric_profile(read_reports("sample"), passages, devices, by="region")
    markers = table[table["device"] == "enumeration"].set_index("region")["count"]
    assert markers.to_dict() == {"澜州市": 12, "石渚县": 24, "云浔区": 12}
    measured = read_table("sample", "profile").pivot(index="id", columns="measure", values="value")
    assert measured.shape == (12, 4)
    assert measured["mattr_50"].between(0, 1).all()
    assert (measured["clause_chars"] < measured["sentence_chars"]).all()
    build_json = json.loads((copy / "corpus/sample/features/BUILD.json").read_text(encoding="utf-8"))
    assert build_json["devices_sha256"] == load_devices().sha256


def profile_of(texts, tokens):
    """Profile of one report of passages, with the number of the type of each of its words."""
    words = Words(np.array(tokens, int), np.ones(len(tokens), int))
    of_report = profile(stack(texts), words, np.zeros(len(texts), int), 1)
    return {measure: (mean.values[0], mean.ns[0]) for measure, mean in of_report.items()}


def test_the_profile_by_hand():
    measured = profile_of(["学法用法，讲法。", "守法。"], [0, 1])
    assert measured.pop("mattr_50") == (pytest.approx(math.nan, nan_ok=True), 0)
    # Clauses of 4, 2 and 2 characters, sentences of 6 and 2.
    assert measured == {"clause_chars": (2.66667, 3), "sentence_chars": (4, 2), "four_character_share": (0.333333, 3)}
    assert all(math.isnan(value) and n == 0 for value, n in profile_of([""], []).values())


@given(st.lists(st.lists(st.integers(0, 3), max_size=20), min_size=1, max_size=4), st.integers(1, 8))
def test_mattr_is_the_mean_over_plain_windows(reports, window):
    tokens = np.array([token for report in reports for token in report], int)
    groups = np.repeat(np.arange(len(reports)), [len(report) for report in reports])
    measured = mattr(tokens, groups, len(reports), window=window)
    assert measured == pytest.approx([oracles.mattr(report, window) for report in reports], nan_ok=True)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["deontic\t要\tobligation\town list"] * 2, "stands in line 2 already"),
        (["tone\t要\tobligation\town list"], "device 'tone': must be one of"),
        (["deontic\t要\tobligation\t"], "line 2, source '': must be filled in"),
    ],
)
def test_faults_of_the_list_are_told_with_their_line(tmp_path, rows, words):
    path = tmp_path / "devices.tsv"
    path.write_text("\n".join(["device\tform\tkind\tsource", *rows]) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=words):
        load_devices(path)

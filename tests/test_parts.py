"""Parts of reports by their headings, and names put together that segmentation cuts."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import baogao as bg
from baogao.corpus.store.collection import load_reports, require_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import CorpusError, SettingError
from baogao.features.counts import parts_of, term_counts
from baogao.features.report_parts import report_parts
from baogao.features.whole_names import whole_names
from baogao.language.parts import load_part_rules, part_of
from baogao.language.segmenting import segmenter
from baogao.language.split_names import load_split_names
from baogao.paths import collection_folder


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、2025年工作回顾", "review"),
        ("一、“十四五”时期和2025年工作回顾", "review"),
        ("二、“十五五”时期主要目标任务", "plan"),
        ("二、“十五五”时期目标任务和2026年工作安排", "rest"),
        ("一、1998年工作回顾和1999年工作总体要求", "rest"),
        ("三、2026年重点工作", "rest"),
        ("在石渚县第十届人民代表大会第五次会议上", "opening"),
        ("2026年政府工作报告", "opening"),
    ],
)
def test_a_heading_opens_the_part_that_it_names(heading, part):
    assert part_of(segmenter()(heading), load_part_rules()) == part


def test_a_table_of_parts_that_fails_its_examples_is_refused(tmp_path):
    path = tmp_path / "parts.tsv"
    path.write_text(
        "part\twords\tbesides\twithout\tyes\tno\tseen\nreview\t回顾\t年\t安排\t工作 安排\t年 回顾\tinvented\n", "utf-8"
    )
    with pytest.raises(CorpusError, match=r"line 2, yes .*that the row takes.*line 2, no .*does not take"):
        load_part_rules(path)


def test_a_part_goes_on_to_the_next_heading_of_the_first_level():
    rows = [("0.0.1", "heading", "x"), ("1", "heading", "回顾"), ("1.1", "heading", "安排"),
            ("1.1", "narration", "安排"), ("2", "heading", "安排"), ("2", "narration", "回顾")]  # fmt: skip
    passages = pd.DataFrame(rows, columns=["section", "role", "term"])
    passages = passages.assign(passage_id=[f"a:{i}" for i in range(6)], report_id="a", start=range(6))
    parts = report_parts(passages, passages, lambda words: "review" if "回顾" in words else "rest")
    assert parts["part"].tolist() == ["rest", "review", "review", "review", "rest", "rest"]


def test_names_by_hand():
    # 3 and 2 make two 十五五; what is over stays; the year before keeps its tokens.
    rows = [("a:1", "十五", 3, 2026), ("a:1", "五", 2, 2026), ("b:1", "十五", 1, 1954), ("b:1", "五", 1, 1954)]
    terms = pd.DataFrame(rows, columns=["passage_id", "term", "count", "year"])
    table = whole_names(terms, load_split_names())
    assert sorted(table.values.tolist()) == [
        ["a:1", "十五", 1],
        ["a:1", "十五五", 2],
        ["b:1", "五", 1],
        ["b:1", "十五", 1],
    ]


def test_every_name_is_cut_as_its_row_says():
    cut = segmenter()
    for name, parts, _ in load_split_names():
        assert [token for token in cut(f"学习{name}，") if token not in ("、", "，")][1:] == list(parts), name


def test_a_table_of_names_whose_parts_do_not_make_them_up_is_refused(tmp_path):
    path = tmp_path / "split-names.tsv"
    path.write_text("name\tparts\tsince\tsource\n十五五\t十五|六\t2024\tinvented\n", "utf-8")
    with pytest.raises(CorpusError, match="must be two tokens or more"):
        load_split_names(path)


def test_the_parts_of_a_collection_make_up_its_whole():
    whole = term_counts("sample", names=True)
    present = sorted(parts_of("sample")["part"].unique())
    parts = pd.concat([term_counts("sample", names=True, part=part) for part in present])
    parts = parts.groupby(["report_id", "term"], as_index=False)["count"].sum()
    pd.testing.assert_frame_equal(parts, whole, check_dtype=False)
    assert (
        term_counts("sample").merge(whole, on=["report_id", "term"])["count_x"].sum()
        == term_counts("sample")["count"].sum()
    )
    with pytest.raises(SettingError, match="part='plan'"):
        term_counts("sample", part="plan")
    with pytest.raises(SettingError, match="must be one of opening, plan, review, rest"):
        term_counts("sample", part="end")


def test_every_provincial_report_looks_back_and_forward():
    coll = bg.collection("provincial")
    sizes = coll.passages.merge(parts_of(coll)).groupby(["report_id", "part"])["n_chars"].sum().unstack(fill_value=0)
    assert (sizes["review"] > 3000).all()
    assert (sizes["rest"] > 3000).all()
    plans = sizes["plan"] > 0
    assert not plans[plans.index.str.endswith("2025")].any()
    assert plans[plans.index.str.endswith("2026")].sum() == 20  # Liaoning has plan and year under one heading


@pytest.mark.texts
def test_counts_of_names_are_those_of_the_texts():
    coll = bg.collection("provincial")
    try:
        require_texts(collection_folder("provincial"), read_manifest(coll.folder), "test")
    except CorpusError:
        pytest.skip("the real texts are not here")
    text = "\n".join(re.sub(r"[“”\"\s]", "", report.text) for report in load_reports("provincial"))
    counts = term_counts(coll, names=True).groupby("term")["count"].sum()
    slogans = coll.hits.loc[coll.hits["maximal"], "variant"].str.replace(r"[“”]", "", regex=True)  # whole as tokens
    for name in ("十五五", "第十五个五年", "二十届四中全会"):
        within = int(slogans[slogans != name].str.count(name).sum())
        assert counts[name] == pytest.approx(text.count(name) - within, abs=2), name

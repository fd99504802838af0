"""Many passages at a time give what the plainest reading of each gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracles
from baogao.corpus.store.collection import load_reports
from baogao.corpus.text.report import Report
from baogao.features.extract import BRIEF, extract
from baogao.features.tables import RENDERINGS, SCHEMAS
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher
from baogao.language.segmenting import segmenter
from baogao.language.stack import stack
from baogao.language.terms import HELD
from baogao.reading.annotate import annotate

FORMS = {"法治政府": "fa", "法治政府建设": "fa", "建设": "jian", "“三不”": "san", "真抓实干": "zhen"}
PIECES = [
    *"法治政府建设必须要更加，。；、！？…“”（）\n \u3000\u200b １９a5%一二是\ue000", "法治政府建设", "真抓实干",
    "一是学，二是干。", "“三不”", "一、普法工作\n", "守正创新、", "1+4", "\n\n", "甲乙甲乙", "一百条线索和三件事",
    "𠀀㐀", "\r", "\x1c",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join).filter(str.strip)
CUT = segmenter()


def assert_same(reports, forms):
    """Extracted together, and each report by the oracle."""
    tables = extract(reports, Matcher(forms), forms, CUT)
    expected = {name: [] for name in tables}
    profiles = {}
    for report in reports:
        rows, profiles[report.report_id] = oracles.extraction(report, forms, CUT)
        for name, of_report in rows.items():
            expected[name] += of_report
    derived = {"attestations", "candidates", "reuse", "series"}  # of hits, by trained models, of all reports together
    assert {*SCHEMAS} - {*tables} == derived | {RENDERINGS}
    for name in tables:
        assert tables[name].cast(SCHEMAS[name]).schema == SCHEMAS[name]
        if name != "profile":
            assert [tuple(row.values()) for row in tables[name].to_pylist()] == expected[name], name
    told = tables["profile"].to_pylist()
    assert [(row["id"], row["measure"]) for row in told] == [(key, name) for key in profiles for name in profiles[key]]
    for row in told:
        value, n = profiles[row["id"]][row["measure"]]
        assert row["value"] == pytest.approx(value, rel=1e-5, nan_ok=True)
        assert row["n"] == n


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_generated_reports(texts):
    assert_same([Report(f"r{number}", text) for number, text in enumerate(texts)], FORMS)


def test_reports_of_the_sample():
    assert_same(list(load_reports("sample")), load_lexicon().forms)


@pytest.mark.texts
@pytest.mark.parametrize("collection", ["judicial", "resolutions"])
def test_real_reports(collection):
    assert_same(list(load_reports(collection)), load_lexicon().forms)


def test_lists_and_brief_tables():
    report = Report("day", "法治政府建设\n真抓实干\n", "lines")
    assert_same([report], FORMS)
    brief = extract([report], Matcher(FORMS), FORMS, None)
    assert list(brief) == list(BRIEF)
    assert brief["passages"]["n_tokens"].to_pylist() == [None]


def test_a_report_of_page_furniture_alone_has_no_rows():
    tables = extract([Report("a", "责任编辑：某某"), Report("b", "普法。")], Matcher(FORMS), FORMS, CUT)
    assert tables["passages"]["report_id"].to_pylist() == ["b"]
    assert tables["profile"].to_pandas().groupby("id")["n"].sum().to_dict() == {
        "a": 0,
        "b": 5,
    }  # clause, sentence, unit; a word twice


def test_the_character_that_stands_in_for_a_slogan_may_stand_in_a_text():
    assert_same([Report("a", f"{HELD}法治政府{HELD}{HELD}建设{HELD}真抓实干法治政府{HELD}")], FORMS)


@given(st.lists(st.text("法1 \n", max_size=5), min_size=1, max_size=6), st.data())
def test_a_stack_gives_every_character_back_to_its_passage(texts, data):
    stacked = stack(texts)
    assert stacked.texts == texts
    assert stacked.counts(range(len(stacked.text))).tolist() == [
        len(text) + (number < len(texts) - 1) for number, text in enumerate(texts)
    ]
    at = data.draw(st.sampled_from(range(len(texts))))
    start = stacked.starts[at]
    assert stacked.text[start : start + len(texts[at])] == texts[at]


NUMBERED = "（一）修好水渠。先清淤，再砌石，年底放水。\n（二）铺平山路。先放线，再铺沙。\n（三）护住古树。再补种。\n"
WITH_SERIES = [
    Report("lan", "澜州市工作报告\n\n要着力修水渠,着力铺山路,着力通木桥。有的村重修路轻养路。\n" + NUMBERED * 4),
    Report("none", "今天下雨。\n"),
    Report("yun", "要有热心、有恒心、有真心。" * 3 + "\n"),
]


def test_series_are_those_of_each_report_with_the_passage_in_which_they_begin():
    table = extract(WITH_SERIES, Matcher(FORMS), FORMS, None, with_series=True)
    series, passages = (table[name].to_pandas() for name in ("series", "passages"))
    series = series.merge(passages, on="passage_id", suffixes=("", "_of_passage"))
    assert (series["start"] >= series["start_of_passage"]).all()
    assert (series["start"] < series["end_of_passage"]).all()
    assert (series["end"] > series["end_of_passage"]).any()  # the numbered ones go over several passages
    for report in WITH_SERIES:
        own = series[(series["report_id"] == report.report_id) & (series["kind"] != "antithesis")]
        layer = annotate(report)["parallelism"]["series"]
        assert own[["start", "end", "members"]].to_dict("records") == [
            {name: one[name] for name in ("start", "end", "members")} for one in layer
        ]
    [antithesis] = series[series["kind"] == "antithesis"].itertuples()
    assert WITH_SERIES[0].text[antithesis.start : antithesis.end] == "重修路轻养路"


def test_without_series_the_table_of_them_is_empty():
    table = extract([Report("none", "今天下雨。\n")], Matcher(FORMS), FORMS, None, with_series=True)["series"]
    assert table.num_rows == 0
    assert table.schema.names == SCHEMAS["series"].names

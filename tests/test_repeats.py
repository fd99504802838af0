"""Text that stands twice in one file: read once on request, with offsets and tiling as they are."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogao.corpus.collapsed import add_collapsed, read_collapsed, without_repeats
from baogao.corpus.collapsing import collapse
from baogao.corpus.collection import load_reports
from baogao.corpus.importing import import_reports
from baogao.corpus.manifest import read_manifest
from baogao.corpus.passages import segment
from baogao.corpus.repeats import parted, repeated_share
from baogao.corpus.report import Report
from baogao.errors import CorpusError
from baogao.features.build import build
from baogao.features.current import read_table

PARAGRAPH = (
    "全县坚持依法行政，抓好普法宣传，办理法律援助案件，把矛盾化解在基层，群众的满意度逐年提高。"  # 45 characters
)
OTHER = "全县干部深入学习宪法，推进法治政府建设，调解员走村入户，把服务送到群众家门口，受到群众一致好评。"
LINES = st.lists(
    st.sampled_from([PARAGRAPH, OTHER, "一、普法", "二、调解", "各位代表：", "责任编辑：某某", ""]), max_size=9
)


def read(text):
    report = Report("a", text, without_repeats=True)
    return [block.read(text) for block in parted(report)[0]]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([PARAGRAPH, PARAGRAPH], [PARAGRAPH]),
        ([PARAGRAPH, PARAGRAPH, PARAGRAPH], [PARAGRAPH]),
        (["一、普法", PARAGRAPH, OTHER, "一、普法", PARAGRAPH, OTHER], ["一、普法", PARAGRAPH, OTHER]),
        (["一、普法", PARAGRAPH, "一、普法", OTHER], ["一、普法", PARAGRAPH, "一、普法", OTHER]),  # a heading alone
        ([PARAGRAPH, OTHER, "新增一段。", OTHER], [PARAGRAPH, OTHER, "新增一段。"]),
        ([PARAGRAPH, PARAGRAPH[:-1] + "，"], [PARAGRAPH, PARAGRAPH[:-1] + "，"]),  # not the same
        ([PARAGRAPH, "责任编辑：某某", PARAGRAPH.replace("，", "， ")], [PARAGRAPH]),  # furniture and white space aside
        (["团结。", "团结。"], ["团结。", "团结。"]),
        ([], []),
    ],
)
def test_what_stands_earlier_is_left_out_by_hand(lines, kept):
    assert read("\n".join(lines)) == kept


def test_a_removal_tells_where_each_piece_was():
    text = f"一、普法\n{PARAGRAPH}\n一、普法\n{PARAGRAPH}\n"
    removals = parted(Report("a", text, without_repeats=True))[1]
    taken = [(text[r.start : r.end], r.start) for r in removals if r.rule == "repeat"]
    assert taken == [("一、普法", len(PARAGRAPH) + 6), (PARAGRAPH, len(PARAGRAPH) + 11)]


@given(LINES.map("\n".join))
def test_a_long_paragraph_stands_once_and_all_else_in_its_order(text):
    """Counted by the plainest way there is; what is left has no repeated share, and nothing new came in."""
    before, after = [block.read(text) for block in parted(Report("a", text))[0]], read(text)
    assert [after.count(each) for each in (PARAGRAPH, OTHER)] == [int(each in before) for each in (PARAGRAPH, OTHER)]
    rest = iter(before)
    assert all(line in rest for line in after)
    assert set(after) == set(before)
    assert repeated_share(Report("a", text, without_repeats=True)) == 0


@given(LINES)
def test_a_whole_text_twice_has_the_passages_of_one(lines):
    half = "\n".join(["石渚县工作总结", PARAGRAPH, *lines, OTHER]) + "\n"
    # The second half is a copy of what is left of the first one only if that holds no repeats itself.
    once = [block.read(half) for block in parted(Report("a", half, without_repeats=True))[0]]
    half = "\n".join(once) + "\n"
    passages, _ = segment(Report("a", half))
    assert segment(Report("a", half + half, without_repeats=True))[0] == passages


@pytest.fixture
def twice(tmp_path):
    """A collection of a report that stands twice in its file, one that does not, and another like it."""
    chance = random.Random(7)
    words = ["抓好普法", "依法行政", "人民调解", "法律援助", "社区矫正", "基层治理", "法治政府"]
    body = "".join(f"第{n}项，{'，'.join(chance.choices(words, k=12))}。\n" for n in range(8))
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text(f"石渚县工作总结\n{body}{body}", encoding="utf-8")
    (source / "b.txt").write_text("云浔县工作总结\n" + body.replace("项，", "点，坚持"), encoding="utf-8")
    (source / "c.txt").write_text(f"石渚县工作总结\n{body}", encoding="utf-8")
    import_reports(source, tmp_path / "mine")
    return tmp_path / "mine"


def tables(folder):
    return {path.name: path.read_bytes() for path in (folder / "features").iterdir()}


def test_a_collection_reads_it_once_and_an_undo_gives_the_same_tables_again(twice, baogao):
    build(twice)
    whole, row, raw = tables(twice), read_manifest(twice), (twice / "texts/a.txt").read_bytes()
    n_hits = read_table(twice, "hits")["passage_id"].str.partition(":")[0].value_counts()
    assert n_hits["a"] == 2 * n_hits["c"] > 0
    code, out, err = baogao("duplicates", twice, "--collapse", "within", "--format", "csv")
    assert (code, out.splitlines()[1][:11]) == (0, "a,a,within,")
    assert "1 read from now on without what stands earlier in them" in err
    with pytest.raises(CorpusError, match=r"collapsed\.csv\) has changed"):
        read_table(twice, "hits")
    assert (twice / "texts/a.txt").read_bytes() == raw
    build(twice)
    hits = read_table(twice, "hits")
    n_hits = hits["passage_id"].str.partition(":")[0].value_counts()
    assert n_hits["a"] == n_hits["c"]
    text = raw.decode("utf-8")
    found = hits[hits["passage_id"].str.startswith("a:")]
    assert [text[hit.start : hit.end] for hit in found.itertuples()] == found["variant"].tolist()
    sizes = read_manifest(twice).set_index("report_id")["n_chars"]
    assert sizes["a"] == sizes["c"]
    assert baogao("duplicates", twice, "--restore", "a")[1].startswith(f"{twice}: a restored; now")
    build(twice)
    assert tables(twice) == whole
    assert read_manifest(twice).equals(row)
    assert not (twice / "collapsed.csv").exists()


def test_it_is_asked_for_once_and_told_no_more(twice, baogao):
    collapse(twice, kind="within")
    assert "a,a,within" not in baogao("duplicates", twice, "--format", "csv")[1]
    assert "stand twice" not in baogao("doctor", twice, "--format", "csv")[1]
    code, out, err = baogao("duplicates", twice, "--collapse", "within")
    assert (code, out) == (0, "")
    assert "nothing to take out: no report holds a third of its text twice" in err
    assert [report.without_repeats for report in load_reports(twice)] == [True, False, False]


def test_read_once_it_is_the_same_report_as_a_single_copy(twice, baogao):
    collapse(twice, kind="within")
    out = baogao("duplicates", twice, "--collapse", "--format", "csv")[1]
    assert out.splitlines()[1:] == ["c,a,exact,1,1"]
    assert read_collapsed(twice)[["report_id", "duplicate_of"]].values.tolist() == [["a", "a"], ["c", "a"]]
    assert [report.report_id for report in load_reports(twice)] == ["a", "b"]


def test_import_leaves_it_as_it_is_also_when_its_row_was_taken_out_by_hand(twice, baogao):
    collapse(twice, kind="within")
    assert baogao("import", twice.parent / "in", twice)[:2] == (0, f"{twice}: 3 unchanged\n")
    table = read_manifest(twice)
    table[table["report_id"] != "a"].to_csv(twice / "reports.csv", index=False)
    assert baogao("import", twice.parent / "in", twice)[1] == f"{twice}: 1 removed, 2 unchanged\n"
    assert baogao("import", twice.parent / "in", twice, "--restore")[1] == f"{twice}: 1 added, 2 unchanged\n"
    assert {report.report_id for report in load_reports(twice) if report.without_repeats} == {"a"}


def test_a_report_that_is_collapsed_into_another_later_is_listed_once(twice):
    rows = read_manifest(twice).set_index("report_id", drop=False)
    add_collapsed(twice, rows.loc[["a"]].assign(duplicate_of="a"))
    add_collapsed(twice, rows.loc[["a"]].assign(duplicate_of="b"))
    assert read_collapsed(twice)[["report_id", "duplicate_of"]].values.tolist() == [["a", "b"]]
    assert without_repeats(twice) == set()

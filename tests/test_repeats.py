"""Text that stands twice in one file: read once on request, with offsets and tiling as they are."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.layout.cleaning import clean
from baogao.corpus.layout.layout import segment
from baogao.corpus.layout.repeats import LEAST, copies
from baogao.corpus.store.collapsed import add_collapsed, read_collapsed, without_repeats
from baogao.corpus.store.collapsing import collapse
from baogao.corpus.store.collection import load_reports
from baogao.corpus.store.duplicates import repeats, share_twice
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError
from baogao.features.build import build
from baogao.features.current import read_table
from readable import change, contents, filled


def paragraph(seed, length=120):
    """Characters at random, each sentence of 30: two of them share no run worth the name."""
    chance = random.Random(seed)
    said = ["".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(29)) for _ in range(length // 30)]
    return "。".join(said) + "。"


P, Q, R = paragraph(1), paragraph(2), paragraph(3)
WRAPPED = "\n".join(P[at : at + 24] for at in range(0, len(P), 24))
REFRAIN = paragraph(4, 60)


def read(text):
    return [block.read(text) for block in clean(text, without_repeats=True)[0]]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([P, P], [P]),
        ([P, P, P], [P]),
        (["一、普法", P, Q, "一、普法", P, Q], ["一、普法", P, Q]),
        (["一、普法", P, "一、普法", Q], ["一、普法", P, "一、普法", Q]),  # a heading alone
        # A heading stays with what is under it, also where the copied paragraphs before it go.
        (
            ["（一）做法", P, "（二）问题", Q, "（一）做法", P, "（二）问题", R],
            ["（一）做法", P, "（二）问题", Q, "（二）问题", R],
        ),
        ([P, Q, "新增一段。", Q], [P, Q, "新增一段。"]),
        ([P, P.replace("。", "；", 1)], [P]),  # other punctuation
        ([P, P[:60] + "甲" + P[61:]], [P, P[:60] + "甲" + P[61:]]),  # other words: nothing is lost
        ([P + "共1200件。", P + "共１２００件。"], [P + "共1200件。"]),  # other widths
        ([P, "责任编辑：某某", P.replace("。", "。 ")], [P]),  # furniture and white space aside
        ([P, WRAPPED], [P]),
        ([P + Q, P, Q], [P + Q]),
        ([P, Q, P + Q], [P, Q]),
        ([P, REFRAIN, Q, REFRAIN, R, REFRAIN], [P, REFRAIN, Q, REFRAIN, R, REFRAIN]),
        ([P, "——", P, "——"], [P, "——"]),
        ([P + P], [P + P]),  # no whole line is a copy
        (["团结。", "团结。"], ["团结。", "团结。"]),
        ([], []),
    ],
)
def test_what_stands_above_is_left_out_by_hand(lines, kept):
    assert read("\n".join(lines)) == kept


def test_the_foot_of_a_page_goes_whichever_copy_it_ends():
    """What is read once has the blocks of a single copy, its furniture judged as there."""
    page = f"石渚县司法局工作总结\n{P}\n{Q}\n{R}\n相关链接\n法治政府建设怎么学\n"
    assert read(page + page) == read(page) == ["石渚县司法局工作总结", P, Q, R]


def test_a_removal_tells_where_each_piece_was():
    text = f"一、普法\n{P}\n一、普法\n{P}\n"
    taken = [(text[r.start : r.end], r.start) for r in repeats(Report("a", text))]
    assert taken == [("一、普法", len(P) + 6), (P, len(P) + 11)]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (f"{P}\n{P}\n", 1),
        (f"{P}\n{Q}\n{P}\n", 2 / 3),
        (f"{P}{P}", 1),
        (f"{P}\n责任编辑：某某\n", 0),
        ("\n".join([P, REFRAIN, Q, REFRAIN]), 0),
        ("", 0),
    ],
)
def test_the_share_counts_both_copies(text, share):
    assert share_twice(Report("a", text)) == share
    assert share_twice(Report("a", text, "lines")) == 0


LETTERS = st.lists(st.sampled_from([P[:29], Q[:29], R[:29], P, Q, "甲", "乙乙"]), max_size=12).map("".join)


@settings(deadline=None)
@given(LETTERS.map(lambda text: text.replace("。", "")))
def test_copies_are_what_the_plainest_search_finds(letters):
    """Each copy is one, as long as it may be, and no stretch of twice the least length is passed over."""
    copied = list(copies(letters))
    position = 0
    for start, length, source in copied:
        assert start >= position
        assert length >= LEAST
        assert letters[start : start + length] == letters[source : source + length]
        assert source + length <= start
        position = start + length
    covered = {n for start, length, _ in copied for n in range(start, start + length)}
    for place in range(len(letters) - 2 * LEAST + 1):
        if letters.find(letters[place : place + 2 * LEAST], 0, place) >= 0:
            assert covered & set(range(place, place + 2 * LEAST))


@pytest.mark.parametrize("period", [1, 2, 3, 49, 50, 51])
def test_a_text_that_is_all_repetition_ends(period):
    letters = P.replace("。", "")[:period] * (2000 // period)
    assert sum(copy.length for copy in copies(letters)) > len(letters) - 4 * LEAST


@settings(deadline=None)
@given(st.permutations([Q, R, "一、普法", "二、调解", "各位代表：", "责任编辑：某某"]))
def test_a_whole_text_twice_has_the_passages_of_one(lines):
    half = "\n".join(["石渚县工作总结", P, *lines, paragraph(5)]) + "\n"
    assert segment(Report("a", half + half, without_repeats=True))[0] == segment(Report("a", half))[0]


@pytest.fixture
def twice(tmp_path):
    """A collection of a report that stands twice in its file, one that does not, and a single copy of the first."""
    chance = random.Random(7)
    words = ["抓好普法", "依法行政", "人民调解", "法律援助", "社区矫正", "基层治理", "法治政府"]
    body = "".join(f"第{n}项，{'，'.join(chance.choices(words, k=12))}。\n" for n in range(8))
    other = "云浔县工作总结\n" + body.replace("项，", "点，坚持")
    texts = {"a.txt": f"石渚县工作总结\n{body}{body}", "b.txt": other, "c.txt": f"石渚县工作总结\n{body}"}
    import_reports(filled(tmp_path / "in", texts), tmp_path / "mine")
    return tmp_path / "mine"


def n_hits(folder):
    return read_table(folder, "hits")["passage_id"].str.partition(":")[0].value_counts()


def test_a_collection_reads_it_once_and_an_undo_gives_the_same_tables_again(twice, baogao):
    build(twice)
    whole, rows, raw = contents(twice / "features"), read_manifest(twice), (twice / "texts/a.txt").read_bytes()
    assert n_hits(twice)["a"] == 2 * n_hits(twice)["c"] > 0
    code, out, err = baogao("duplicates", twice, "--collapse", "within", "--format", "csv")
    assert (code, out.splitlines()[1][:11]) == (0, "a,a,within,")
    assert "1 read from now on without what stands further above in them" in err
    with pytest.raises(CorpusError, match=r"collapsed\.csv\) has changed"):
        read_table(twice, "hits")
    assert (twice / "texts/a.txt").read_bytes() == raw
    build(twice)
    assert n_hits(twice)["a"] == n_hits(twice)["c"]
    text, hits = raw.decode("utf-8"), read_table(twice, "hits")
    own = hits[hits["passage_id"].str.startswith("a:")]
    assert [text[hit.start : hit.end] for hit in own.itertuples()] == own["variant"].tolist()
    sizes = read_manifest(twice).set_index("report_id")["n_chars"]
    assert sizes["a"] == sizes["c"]
    assert baogao("duplicates", twice, "--restore", "a")[1].startswith(f"{twice}: a restored; now")
    build(twice)
    assert contents(twice / "features") == whole
    assert read_manifest(twice).equals(rows)
    assert not (twice / "collapsed.csv").exists()


def test_what_was_left_out_is_told(twice, baogao):
    collapse(twice, kind="within")
    text = (twice / "texts/a.txt").read_text(encoding="utf-8")
    half = (len(text) + len("石渚县工作总结\n")) // 2
    n_chars = len(text) - half - 8  # line ends
    listing = baogao("duplicates", twice, "--format", "csv")[1]
    assert "a,a,within" not in listing
    printed = baogao("doctor", twice, "--format", "csv")[1]
    offsets = f"offsets {half}-{len(text) - 1}"
    assert f"is read without {n_chars:,} characters that stand further above in it, {offsets}" in printed
    assert "stand twice" not in printed
    assert "Read without what stands further above in the same file: 1." in baogao("card", twice)[1]
    shown = baogao("annotate", twice / "texts/a.txt", "--show-removed", "--without-repeats")[1].splitlines()
    assert len(shown) == 8
    assert all(": repeat: 第" in line for line in shown)
    assert baogao("annotate", twice / "texts/a.txt", "--show-removed")[1] == ""
    assert [report.without_repeats for report in load_reports(twice)] == [True, False, False]


def test_it_is_taken_for_the_reports_named_only(twice, baogao, refused):
    code, out, err = baogao("duplicates", twice, "b", "--collapse", "within")
    assert (code, out) == (0, "")
    assert "nothing to take out: no report holds whole paragraphs twice" in err
    refused(["duplicates", twice, "z", "--collapse", "within"], "z: no such report in", "reports.csv")
    refused(["duplicates", twice, "a"], "REPORT goes with --collapse")
    assert baogao("duplicates", twice, "a", "--collapse", "within", "--format", "csv")[1].count("\n") == 2


def test_one_paragraph_that_holds_both_copies_is_listed_and_stays(tmp_path, baogao):
    (tmp_path / "a.txt").write_text(f"石渚县工作总结\n{P}{P}\n", encoding="utf-8")
    import_reports(tmp_path / "a.txt", tmp_path / "mine")
    assert "a,a,within" in baogao("duplicates", tmp_path / "mine", "--format", "csv")[1]
    assert collapse(tmp_path / "mine", kind="within").empty


def test_read_once_it_is_the_same_report_as_a_single_copy(twice, baogao):
    collapse(twice, kind="within")
    out = baogao("duplicates", twice, "--collapse", "--format", "csv")[1]
    assert out.splitlines()[1:] == ["c,a,exact,1,1"]
    assert read_collapsed(twice)[["report_id", "duplicate_of"]].values.tolist() == [["a", "a"], ["c", "a"]]
    assert [report.report_id for report in load_reports(twice)] == ["a", "b"]


def test_import_leaves_it_as_it_is_also_when_its_row_was_taken_out_by_hand(twice, baogao):
    collapse(twice, kind="within")
    assert baogao("import", twice.parent / "in", twice)[:2] == (0, f"{twice}: 3 unchanged\n")
    change(twice, lambda table: table[table["report_id"] != "a"])
    assert baogao("import", twice.parent / "in", twice)[1] == f"{twice}: 1 removed, 2 unchanged\n"
    assert baogao("import", twice.parent / "in", twice, "--restore")[1] == f"{twice}: 1 added, 2 unchanged\n"
    assert {report.report_id for report in load_reports(twice) if report.without_repeats} == {"a"}


def test_a_restore_adds_no_row_of_a_report_that_was_only_read_once(twice, baogao):
    collapse(twice, kind="within")
    change(twice, lambda table: table[table["report_id"] != "a"])
    baogao("duplicates", twice, "--restore")
    assert read_manifest(twice)["report_id"].tolist() == ["b", "c"]


def test_a_report_is_read_once_also_under_another_id(twice, baogao):
    collapse(twice, kind="within")
    change(twice, lambda table: table.replace({"report_id": {"a": "shizhu"}}))
    assert {report.report_id for report in load_reports(twice) if report.without_repeats} == {"shizhu"}
    baogao("duplicates", twice, "--restore")
    assert read_manifest(twice)["report_id"].tolist() == ["shizhu", "b", "c"]
    assert not any(report.without_repeats for report in load_reports(twice))


def test_a_report_that_is_collapsed_into_another_later_is_listed_once(twice):
    rows = read_manifest(twice).set_index("report_id", drop=False)
    add_collapsed(twice, rows.loc[["a"]].assign(duplicate_of="a"))
    add_collapsed(twice, rows.loc[["a"]].assign(duplicate_of="b"))
    assert read_collapsed(twice)[["report_id", "duplicate_of"]].values.tolist() == [["a", "b"]]
    assert without_repeats(twice) == set()

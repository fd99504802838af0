"""Texts that lie together in one file: a day's headlines, a line of JSON."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter

import pytest

from baogao.corpus.layout.layout import segment
from baogao.corpus.store.collection import entries, load_report, read_reports
from baogao.corpus.text.members import file_and_member, read_member
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_table
from baogao.figures.recipes.slogan_headlines import tabulate
from baogao.language.lexicon import load_lexicon
from baogao.language.normal import unify_form
from baogao.measures.rates import slogan_rates
from baogao.paths import collection_folder, texts_root
from baogao.reading.forms import form_hits
from readable import filled

TITLES = "1999-01-04\t澜州召开普法会议\n1999-01-04\t简讯\n1999-01-07\t云浔秋收\n1999-01-04\t简讯\n1999-01-07\t\n"


@pytest.fixture
def titles(tmp_path):
    return filled(tmp_path, {"1999.tsv": TITLES}) / "1999.tsv"


def test_a_day_is_its_lines_each_once_in_order_and_a_changed_file_is_read_again(titles):
    assert read_member(titles, "1999-01-04") == "澜州召开普法会议\n简讯"
    assert read_member(titles, "1999-01-07") == "云浔秋收"
    titles.write_text("1999-01-07\t云浔春耕开始了\n", encoding="utf-8")
    assert read_member(titles, "1999-01-07") == "云浔春耕开始了"


def test_a_line_of_json_by_its_number(tmp_path):
    rows = [{"content": "普法开始。"}, {"text": "普法\r\n继续。", "title": "报告"}]
    path = (
        filled(tmp_path, {"a.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)}) / "a.jsonl"
    )
    assert [read_member(path, number) for number in "12"] == ["普法开始。", "普法\n继续。"]


def test_a_day_of_json_is_the_titles_and_texts_of_its_lines(tmp_path):
    days = ["2019-01-04", "2019-01-07", "2019-01-04"]
    rows = [{"date": day, "title": f"普法{n}", "text": f"开始{n}。" if n else ""} for n, day in enumerate(days)]
    path = (
        filled(tmp_path, {"a.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)}) / "a.jsonl"
    )
    assert read_member(path, "2019-01-04") == "普法0\n普法2\n开始2。"
    assert read_member(path, "2019-01-07") == "普法1\n开始1。"
    assert read_member(path, "3") == "开始2。"


NO_TEXT = "line 1 is no JSON object with a field content or text"


@pytest.mark.parametrize(
    ("name", "content", "member", "words"),
    [
        ("1999.tsv", TITLES, "1999-01-05", "holds no member '1999-01-05'; it has 2"),
        ("1999.tsv", "1999-01-04\t澜州普法\n石渚秋收\n", "1999-01-04", r"1999\.tsv: line 2 has no tab"),
        ("a.jsonl", "no JSON: 报告", "1", NO_TEXT),
        ("a.jsonl", '{"title": "报告"}', "1", NO_TEXT),
        ("a.jsonl", '["报告"]', "1", NO_TEXT),
    ],
)
def test_absent_members_and_faulty_lines_are_one_line(tmp_path, name, content, member, words):
    with pytest.raises(CorpusError, match=words):
        read_member(filled(tmp_path, {name: content}) / name, member)


def test_a_mark_in_the_name_of_a_whole_file_is_no_member(copy, baogao):
    filled(copy.parent, {"普法 #2.txt": "澜州市今年抓好普法工作。\n"})
    assert baogao("import", copy.parent / "普法 #2.txt", "mine")[0] == 0
    assert baogao("build", "mine")[0] == 0


def test_every_line_of_a_list_stands_for_itself():
    """No headings, no speakers, no page furniture: only lines, joined to passages of 100 characters."""
    lines = ["澜州市普法工作会议召开", "记者：来自石渚的报道", "记者：又一篇报道", "责任编辑：某某", "春" * 90, "收"]
    report = Report("a", "\n".join(lines) + "\n", "lines")
    passages, removals = segment(report)
    assert [(p.section, p.role, len(p.blocks)) for p in passages] == [("0", "narration", 5), ("0", "narration", 1)]
    assert [r.rule for r in removals] == ["space"] * 6
    assert [report.text[s:e] for p in passages for b in p.blocks for s, e in b.pieces] == lines


def test_the_manifest_may_name_a_member(copy, titles, baogao):
    folder = copy / "corpus/sample"
    (folder / "texts/1999.tsv").write_bytes(titles.read_bytes())
    table = (folder / "reports.csv").read_text(encoding="utf-8").splitlines()
    sha = Report("a", "云浔秋收").sha256
    cells = {"report_id": "day", "date": "1999-01-07", "year": "1999", "level": "unknown", "genre": "headlines"}
    cells |= {"sha256": sha, "file": "1999.tsv#1999-01-07"}
    row = ",".join(cells.get(column, "") for column in table[0].split(","))
    (folder / "reports.csv").write_text("\n".join([*table, row]) + "\n", encoding="utf-8")
    assert baogao("build", "sample")[0] == 0
    assert load_report(folder, entries(folder, read_reports("sample"))[-1]).layout == "lines"


@pytest.mark.texts
def test_days_are_the_different_lines_of_the_tables():
    """Counted again from the files, without the library."""
    reports = read_reports("headlines")
    for year in (1946, 1967, 2007, 2015):
        days = Counter()
        with (texts_root() / f"peoples-daily-titles/{year}.tsv").open(encoding="utf-8") as lines:
            for day, title in {tuple(line.rstrip("\n").split("\t")) for line in lines}:
                days[day] += len("".join(title.split()))
        sizes = reports[reports["year"] == year].set_index("date")["n_chars"]
        assert sizes.to_dict() == dict(days), year


@pytest.mark.texts
def test_hits_of_headlines_lead_to_their_forms():
    folder = collection_folder("headlines")
    listed = {entry.report_id: entry for entry in entries(folder, read_reports("headlines"))}
    hits = read_table("headlines", "hits").iloc[::1000]
    assert len(hits) > 10
    for hit in hits.itertuples():
        text = load_report(folder, listed[hit.passage_id.rpartition(":")[0]]).text
        assert unify_form(text[hit.start : hit.end]) == hit.variant
    assert all(file_and_member(entry.file)[1] == entry.report_id[5:] for entry in listed.values())


@pytest.mark.texts
def test_counts_by_year_are_those_of_plain_counting():
    """Counted again from the files, without the library: different headlines of a day, full width made half."""
    plain = {form: Counter() for form in ("改革开放", "大跃进", "三个代表", "一带一路")}
    for path in sorted((texts_root() / "peoples-daily-titles").glob("*.tsv")):
        rows = {line.partition("\t")[::2] for line in path.read_text(encoding="utf-8").split("\n")}
        for form, years in plain.items():
            titles = [unicodedata.normalize("NFKC", title) for _, title in rows]
            longer = load_lexicon().unless.get(form, [])  # in which the form is something else: 三个代表团
            years[int(path.stem)] += sum(title.count(form) - sum(map(title.count, longer)) for title in titles)
    reports, passages = read_reports("headlines"), read_table("headlines", "passages")
    for form, years in plain.items():
        table = slogan_rates(reports, passages, form_hits("headlines", form), by="year").set_index("year")
        assert (table["count"] + table["nested_count"]).to_dict() == dict(years), form


def test_the_figure_marks_the_years_that_are_not_whole():
    table = tabulate("headlines")
    assert set(table.loc[table["is_partial"], "year"]) == {1946, 2007}
    assert set(table.groupby("slogan_id")["year"].nunique()) == {2022 - 1946 + 1}


def test_the_figure_refuses_a_small_collection():
    with pytest.raises(SettingError, match="slogan-headlines: sample has 12"):
        tabulate("sample")

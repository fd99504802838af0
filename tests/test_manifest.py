"""The manifest, the study's place, and imports."""

from __future__ import annotations

import re
import shutil

import pandas as pd
import pytest

from baogao import tables
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.store.collection import entries, load_report, read_reports, reports_where
from baogao.corpus.store.manifest import COLUMNS, read_manifest, write_manifest
from baogao.errors import CorpusError, SettingError
from baogao.features.build import build
from baogao.files import atomic
from baogao.paths import STUDY, collection_folder, collections, find_study
from baogao.reading.checkup import checkup
from readable import change, contents, filled

TEXT = "全县普法工作会议召开\n发布时间：2021-03-05 来源：某报\n会议要求，抓好普法工作。\n"


@pytest.fixture
def one(copy):
    """A file with one text."""
    return filled(copy.parent, {"a.txt": TEXT}) / "a.txt"


def test_a_manifest_from_before_three_columns_reads_as_if_it_did_not_know(copy):
    folder = copy / "corpus" / "sample"
    now = read_manifest(folder)
    change(folder, lambda table: table.drop(columns=["title_in_text", "version", "n_han"]))
    older = read_manifest(folder)
    assert list(older) == list(now)
    assert set(older["version"]) == {"unknown"}
    assert older["n_han"].isna().all()
    assert set(older["title_in_text"]) == {""}
    pd.testing.assert_frame_equal(*(each.drop(columns=["n_han", "title_in_text"]) for each in (older, now)))
    build("sample", jobs=1)  # which counts what is lacking
    pd.testing.assert_frame_equal(read_manifest(folder), now)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda t: pd.concat([t, t.head(1)]), r"line \d+, report_id 'lan-2019': stands in line 2 already"),
        (lambda t: t.drop(columns=["issuer", "year"]), r"lacks column\(s\) year, issuer"),
        (lambda t: t.rename(columns={"region": "regoin"}), r"lacks column\(s\) region, has unknown column\(s\) regoin"),
        (lambda t: t.assign(level="village"), "level 'village': must be one of central, province"),
        (lambda t: t.assign(date="March 2020"), "date 'March 2020': must be a real YYYY"),
        (lambda t: t.assign(sha256="abc"), "sha256 'abc': must be 64 hexadecimal digits"),
        (lambda t: t.assign(file="../../etc/passwd"), "must be a path that stays inside"),
        (lambda t: t.assign(date=["2019-13-45", *t["date"][1:]]), "must be a real YYYY"),
        (lambda t: t.assign(year=["1919", *t["year"][1:]]), "line 2, year '1919': is not that of its date"),
        (lambda t: t.assign(level=["village", *t["level"][1:]], year=["", "20", *t["year"][2:]]), "2, level.*3, year"),
        (lambda t: t.head(0), "lists no report"),
    ],
)
def test_faults_of_a_manifest_are_told_with_line_and_what_is_allowed(copy, edit, words, refused):
    folder = copy / "corpus" / "sample"
    change(folder, edit)
    with pytest.raises(CorpusError, match=words):
        read_manifest(folder)
    before = contents(folder)
    refused(["build", "sample"], "reports.csv")
    assert contents(folder) == before


def test_reports_are_chosen_by_one_or_several_values_of_their_columns():
    rows = [("a", "甘肃省", 2025), ("b", "甘肃省", 2026), ("c", "青海省", 2025), ("d", "", pd.NA)]
    table = pd.DataFrame(rows, columns=["report_id", "region", "year"]).astype({"year": "Int64"})
    assert reports_where(table, region="甘肃省")["report_id"].tolist() == ["a", "b"]
    assert reports_where(table, region=["甘肃省", "青海省"], year=2025)["report_id"].tolist() == ["a", "c"]
    assert reports_where(table, year=["2026", 2025]).index.tolist() == [0, 1, 2]
    assert reports_where(table, region="")["report_id"].tolist() == reports_where(table, year="")["report_id"].tolist()
    assert reports_where(table).equals(table)
    refusals = {
        "place='甘肃省': no such column; allowed are report_id, region, year.": {"place": "甘肃省"},
        "year=[2024, 2025]: no report has year 2024; there are 2025, 2026, .": {"year": [2024, 2025]},
        "region='青海省' and year=2026: no report has all of these": {"region": "青海省", "year": 2026},
    }
    for message, values in refusals.items():
        with pytest.raises(SettingError, match=re.escape(message)):
            reports_where(table, **values)


@pytest.mark.parametrize("values", [1, 5])
def test_lines_are_told_however_many_are_checked_at_a_time(copy, monkeypatch, values):
    monkeypatch.setattr(tables, "VALUES_IN_ONE_GO", values)
    folder = copy / "corpus" / "sample"
    change(folder, lambda t: t.assign(level=[*t["level"][:6], "village", *t["level"][7:]]))
    with pytest.raises(CorpusError, match=r"line 8, level 'village'"):
        read_manifest(folder)


def test_a_text_with_another_hash_is_refused_by_name(copy, refused):
    text = copy / "corpus" / "sample" / "texts" / "lan-2019.txt"
    text.write_text(text.read_text(encoding="utf-8") + "多了一句。\n", encoding="utf-8")
    refused(["build", "sample"], "lan-2019.txt: sha256 is", "reports.csv says")


def test_a_manifest_is_written_as_it_was_read(copy):
    folder = copy / "corpus" / "work-reports"
    before = (folder / "reports.csv").read_bytes()
    write_manifest(folder, read_manifest(folder))
    assert (folder / "reports.csv").read_bytes() == before


def test_the_undated_speech_has_no_date():
    reports = read_reports("judicial").set_index("report_id")
    assert reports.loc["hengyang-speech", "date"] == ""
    assert reports["year"].isna().tolist() == [False, False, False, False, True]


def test_the_study_is_found_from_below_and_from_elsewhere(copy, tmp_path, monkeypatch, study):
    monkeypatch.chdir(copy / "notebooks")
    assert find_study() == copy
    monkeypatch.chdir(tmp_path)
    assert find_study() == study


def test_no_study_is_one_line(tmp_path, monkeypatch, refused):
    elsewhere = tmp_path / "lib" / "python" / "site" / "baogao" / "data"
    monkeypatch.setattr("baogao.paths.PACKAGE_DATA", elsewhere)
    monkeypatch.chdir(tmp_path)
    refused(["slogans", "sample"], "no study folder here or above", "install baogao again")


def test_an_unknown_collection_names_those_there_are(refused):
    refused(["slogans", "nowhere"], "no collection there", "sample", "work-reports")


def test_a_collection_may_be_a_path(copy, baogao):
    shutil.copytree(copy / "corpus" / "sample", copy.parent / "mine")
    code, out, _ = baogao("slogans", copy.parent / "mine", "--slogan", "七五普法", "--format", "csv")
    assert code == 0
    assert out.splitlines()[0].startswith("year,n_reports")


def test_an_atomic_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail():
        with atomic(path) as draft:
            draft.write_text("half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "old"


class TestImport:
    def test_a_new_collection_gets_texts_rows_and_a_data_statement(self, copy, baogao):
        files = {
            "甲县 2021.txt": TEXT,
            "sub/b.txt": "第二份报告，讲普法。\n".encode("gb18030"),
            "README.md": "not a report",
        }
        assert baogao("import", filled(copy.parent / "in", files), "mine") == (0, "mine: 2 added\n", "")
        reports = read_reports("mine").set_index("report_id")
        assert set(reports.index) == {"甲县-2021", "b"}
        row = reports.loc["甲县-2021", ["title", "date", "year", "level", "n_chars"]].tolist()
        n_chars = len("全县普法工作会议召开") + len("会议要求，抓好普法工作。")
        assert row == ["全县普法工作会议召开", "2021-03-05", 2021, "unknown", n_chars]
        assert (copy / "corpus" / "mine" / "README.md").is_file()
        assert baogao("build", "mine")[0] == 0

    def test_run_again_nothing_changes(self, copy, baogao, one):
        baogao("import", one, "mine")
        before = contents(copy / "corpus" / "mine")
        assert baogao("import", one, "mine")[:2] == (0, "mine: 1 unchanged\n")
        assert contents(copy / "corpus" / "mine") == before

    def test_what_cannot_be_read_is_told_and_the_rest_goes_on(self, copy, baogao):
        faulty = {"empty.txt": "", "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\r", "page.pdf": b"%PDF-1.7"}
        source = filled(copy.parent / "in", {"good.txt": TEXT, "same.txt": TEXT, **faulty})
        code, out, err = baogao("import", source, "mine")
        assert (code, out) == (1, "mine: 1 added, 1 duplicate, 3 skipped\n")
        assert [word in err for word in ("empty.txt: the file is empty", "picture.txt: ", "page.pdf: ")] == [True] * 3

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x00\x01\x02" * 50])
    def test_when_nothing_can_be_read_nothing_is_written(self, copy, refused, content):
        refused(["import", filled(copy.parent, {"bad.txt": content}) / "bad.txt", "mine"], "bad.txt")
        assert not (copy / "corpus" / "mine").exists()

    def test_two_texts_of_one_name_get_two_ids(self, copy):
        for number in (1, 2):
            import_reports(filled(copy.parent / f"in{number}", {"a.txt": f"第{number}份报告，讲普法。"}), "mine")
        reports, folder = read_reports("mine"), collection_folder("mine")
        assert reports["report_id"].tolist() == ["a", "a-2"]
        assert [load_report(folder, entry).text[:2] for entry in entries(folder, reports)] == ["第1", "第2"]


def test_only_the_columns_of_the_contract_are_written(copy):
    header = (copy / "corpus" / "sample" / "reports.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == COLUMNS


@pytest.mark.parametrize("name", ["", ".", "..", "lexicons", "-x", "my reports"])
def test_a_collection_needs_a_proper_name(copy, one, refused, name):
    before = {path: path.read_bytes() for path in copy.rglob("*.md")}
    refused(["import", "--", one, name], "no name of a collection" if name else "must be a path")
    assert {path: path.read_bytes() for path in copy.rglob("*.md")} == before


def test_a_folder_with_other_things_in_it_is_not_made_a_collection(copy, one, refused):
    other = filled(copy.parent / "other", {"README.md": "mine"})
    refused(["import", one, other], "other things in it")
    assert contents(other) == {"README.md": b"mine"}


def test_features_older_than_the_texts_or_the_lexicon_are_refused(copy, one, baogao, refused):
    assert baogao("import", one, "sample")[0] == 0
    told = "the list of texts (reports.csv, collapsed.csv) has changed"
    refused(["slogans", "sample"], told, "baogao build sample")
    assert baogao("build", "sample")[0] == 0
    assert baogao("slogans", "sample")[0] == 0
    lexicon = copy / "corpus/lexicons/slogans.tsv"
    lexicon.write_text(lexicon.read_text(encoding="utf-8").replace("eform", "efform", 1), encoding="utf-8")
    refused(["slogans", "sample"], "slogans.tsv has changed", "baogao build sample")


def test_a_users_collection_is_no_part_of_the_study(copy, one, baogao):
    assert baogao("import", one, "mine")[0] == 0
    assert "mine" in collections()
    assert "mine" not in STUDY
    assert set(STUDY) == {path.parent.name for path in (copy / "corpus").glob("*/reports.csv")} - {"mine"}


def test_a_place_that_cannot_be_written_is_one_line(copy, one, refused):
    filled(copy / "corpus", {"plain": "a file"})
    refused(["import", one, "plain"], "plain")


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "无", "不详", "/", "-", "未知", "NaN", "  "])
def test_cells_of_a_manifest_that_say_nothing_are_empty(copy, value):
    folder = copy / "corpus" / "sample"
    change(folder, lambda table: table.assign(region=value, issuer=value))
    table = read_manifest(folder)
    assert set(table["region"]) | set(table["issuer"]) == {""}


def test_blanks_at_the_ends_of_cells_make_no_other_value(copy):
    folder = copy / "corpus" / "sample"
    before = read_manifest(folder)
    change(folder, lambda table: table.assign(region=table["region"] + "\u3000", issuer=" " + table["issuer"]))
    pd.testing.assert_frame_equal(read_manifest(folder), before)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_line_above_a_manifest_that_states_its_separator_is_passed_over(copy, mark):
    folder = copy / "corpus" / "sample"
    before = read_manifest(folder)
    path = folder / "reports.csv"
    path.write_text(f"{mark}sep=,\r\n" + path.read_text(encoding="utf-8-sig"), encoding="utf-8")
    pd.testing.assert_frame_equal(read_manifest(folder), before)


def test_titles_whose_characters_are_lost_are_told(copy):
    folder = copy / "corpus" / "sample"
    title = "???2020?????"
    change(folder, lambda table: table.assign(title=[title, "怎么办？?", *table["title"][2:]]))
    findings = checkup(folder)
    (what,) = findings[findings["where"] == "reports.csv, title"]["what"]
    assert what.startswith("characters are lost (?) in 1, ")

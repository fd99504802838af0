"""Imports: nothing twice, nothing lost, nothing guessed; cut off at any moment and run again."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from baogao.corpus.importing import intake
from baogao.corpus.importing.import_report import Imported, read_import_report, reason_lines, write_import_report
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.importing.intake import Intake
from baogao.corpus.importing.rows import manifest_row
from baogao.corpus.sources import Source
from baogao.corpus.store.collection import changed_texts
from baogao.corpus.store.manifest import ManifestRow, read_manifest
from baogao.corpus.store.settled import settle
from baogao.corpus.tabular.columns import find_columns
from baogao.corpus.text.report import Report
from baogao.corpus.words.days import iso_date
from baogao.files import sha256
from baogao.paths import texts_root
from readable import change, contents, filled, packed

TEXTS = texts_root()  # the fixture `copy` hides them

TRADITIONAL = "云浔省政府工作報告\n各位代表，現在我們向大會報告工作，請予審議。國務院與會代表們為發展盡力。\n"


def interrupted(*_):
    raise KeyboardInterrupt


def report(number):
    return f"石渚县第{number}次普法工作会议召开\n会议要求，抓好第{number}项普法工作，做到常态长效。\n"


def written(folder, count, **others):
    """A folder of some reports, and of other files by their names without .txt."""
    files = {f"r{number:03d}.txt": report(number) for number in range(count)}
    return filled(folder, files | {f"{name}.txt": content for name, content in others.items()})


def by_source(collection):
    return read_import_report(collection).set_index("source")


def html_of(text, line_end, blank):
    """Paragraphs as news in JSON have them: blank lines of the text are line ends between tags."""
    parted = [f"<p>{part}</p>".replace("\n", "</p><p>") for part in text.strip().split("\n\n")]
    return line_end.join(parted).replace("\xa0", blank)


def source(name, text, *, facts=None, left_out=()):
    return Source(name, text, "", facts or {}, left_out)


def take(folder, *sources, simplified=False):
    """Take sources into the collection in a folder; what became of each."""
    taking = Intake(folder, simplified=simplified)
    results = [taking.take(one) for one in sources]
    taking.finish()
    return results


class TestRow:
    def test_facts_are_taken_as_stated_and_dates_are_written_as_iso(self):
        facts = {"title": " 云浔省\n工作报告 ", "date": "2021年3月5日", "region": "云浔省", "genre": "work-report"}
        row, faults = manifest_row(Report("a", "正文，讲普法。"), facts | {"colour": "red"}, "a.txt")
        assert (row["title"], row["date"], row["year"]) == ("云浔省 工作报告", "2021-03-05", "2021")
        assert (row["region"], row["genre"], row["issuer"], faults) == ("云浔省", "work-report", "", [])
        ManifestRow.model_validate(row)

    @pytest.mark.parametrize(
        ("fact", "value"), [("level", "village"), ("genre", "poem"), ("date", "三月"), ("year", "二〇二一")]
    )
    def test_a_fact_that_is_not_allowed_is_left_out_and_told(self, fact, value):
        row, faults = manifest_row(Report("a", "正文，讲普法。"), {fact: value}, "a.txt")
        ManifestRow.model_validate(row)
        assert row[fact] in ("", "unknown", "other")
        assert len(faults) == 1
        assert value in faults[0]

    def test_what_is_computed_cannot_be_stated(self):
        row, _ = manifest_row(Report("a", "普法"), {"sha256": "0" * 64, "n_chars": "9", "file": "x"}, "a.txt")
        assert (row["sha256"], row["n_chars"], row["file"]) == (sha256("普法"), "2", "a.txt")

    def test_a_year_that_is_not_that_of_the_date_is_told_and_the_date_goes_before_it(self):
        row, faults = manifest_row(Report("a", "正文，讲普法。"), {"date": "2021-03-05", "year": "2020"}, "a.txt")
        assert row["year"] == "2021"
        assert faults == ["year '2020' is not that of the date 2021-03-05, left out"]

    def test_dates_in_any_digits_are_read_and_no_other_words(self):
        read = {"２０２０年１月５日": "2020-01-05", "２０２０／１／５": "2020-01-05", "二〇一九年一月": "2019-01"}
        read |= {"二〇二〇年一月五日": "2020-01-05", "二○二一年十二月三十一日": "2021-12-31"}
        others = ["二〇二〇年二月三十日", "二〇二〇年一二月", "٢٠٢١-01-01", "0999-01-01", "Jan 5, 2020"]
        others += ["5/1/2020", "43835"]
        assert {stated: iso_date(stated) for stated in [*read, *others]} == read | dict.fromkeys(others, "")

    def test_a_title_beside_the_text_tells_place_level_and_kind_and_changes_nothing_else(self):
        text = "各位代表：\n现在，请予审议。\n"
        bare, _ = manifest_row(Report("a", text), {}, "a.txt")
        row, faults = manifest_row(Report("a", text), {"title": "2021年浙江省人民政府工作报告"}, "a.txt")
        assert (bare["region"], bare["level"]) == ("", "unknown")
        assert (row["region"], row["level"], row["genre"]) == ("浙江省", "province", "work-report")
        assert (row["date"], row["sha256"], faults) == ("", sha256(text), [])
        assert row["n_chars"] == bare["n_chars"] == str(len("".join(text.split())))

    def test_what_the_text_surely_says_stands_when_a_title_says_nothing_of_it(self):
        text = "浙江省人民政府工作报告\n各位代表：\n现在，请予审议。\n"
        for title in ("浙江省人民政府 工作报告", "2021年文件汇编之一"):
            row, _ = manifest_row(Report("a", text), {"title": title}, "a.txt")
            assert (row["title"], row["region"], row["level"]) == (title, "浙江省", "province")


class TestIntake:
    def test_what_a_reader_left_out_is_kept_and_counted(self, tmp_path):
        (result,) = take(tmp_path / "mine", source("a.html", report(1), left_out=("首页", "关于我们")))
        assert (result.n_left_out, result.status) == (2, "added")
        assert (tmp_path / "mine/left-out/a.txt").read_text(encoding="utf-8") == "首页\n关于我们\n"
        assert read_import_report(tmp_path / "mine")["n_left_out"].tolist() == ["2"]

    def test_traditional_characters_are_told_and_turned_only_when_asked(self, tmp_path):
        (unchanged,) = take(tmp_path / "kept", source("a.txt", TRADITIONAL))
        (turned,) = take(tmp_path / "turned", source("a.txt", TRADITIONAL), simplified=True)
        assert (unchanged.reason, turned.reason) == ("in traditional characters", "turned into simplified characters")
        assert (tmp_path / "kept/texts/a.txt").read_text(encoding="utf-8") == TRADITIONAL
        assert "国务院与会代表们为" in (tmp_path / "turned/texts/a.txt").read_text(encoding="utf-8")

    def test_a_listed_text_that_is_turned_is_replaced_and_its_row_keeps_what_was_mended(self, tmp_path):
        folder, mine = written(tmp_path / "in", 1, big5=TRADITIONAL), tmp_path / "mine"
        import_reports(folder, mine)
        row = read_manifest(mine).set_index("report_id").loc["big5"]
        assert (row["title"], row["genre"]) == ("云浔省政府工作報告", "work-report")
        change(mine, lambda table: table.assign(issuer="雲潯省人民政府", genre="speech"))
        before = read_manifest(mine).set_index("report_id")
        statuses = {result.source: result.status for result in import_reports(folder, mine, simplified=True)}
        assert statuses == {"big5.txt": "replaced", "r000.txt": "unchanged"}
        text = (mine / "texts/big5.txt").read_text(encoding="utf-8")
        assert text.startswith("云浔省政府工作报告\n各位代表，现在我们向大会报告工作")
        after = read_manifest(mine).set_index("report_id")
        assert after.loc["big5", "sha256"] == sha256(text)
        assert after["n_chars"].equals(before["n_chars"])
        mended = ["issuer", "file", "genre"]
        assert after[mended].equals(before[mended])
        assert after.loc["big5", "title"] == "云浔省政府工作报告"  # what import had filled in, and nobody has mended
        assert by_source(mine).loc["big5.txt", ["status", "sha256"]].tolist() == ["replaced", sha256(text)]
        written_once = contents(mine)
        assert {result.status for result in import_reports(folder, mine, simplified=True)} == {"unchanged"}
        assert contents(mine) == written_once

    def test_a_title_that_was_mended_or_settled_stays_when_its_text_is_turned(self, tmp_path):
        folder = written(tmp_path / "in", 0, big5=TRADITIONAL)
        for name, title in (("mended", "云浔省政府工作報告（摘要）"), ("settled", "云浔省政府工作報告")):
            mine = tmp_path / name
            import_reports(folder, mine)
            settle(mine, [f"big5.title={title}"])
            if name == "mended":
                (mine / "settled.csv").unlink()
            import_reports(folder, mine, simplified=True)
            assert read_manifest(mine)["title"].tolist() == [title]

    def test_facts_of_a_table_are_turned_with_their_text(self, tmp_path):
        facts = {"title": "工作報告", "source": "https://example.org/報告"}
        take(tmp_path / "mine", source("a", TRADITIONAL, facts=facts), simplified=True)
        row = read_manifest(tmp_path / "mine").iloc[0]
        assert (row["title"], row["source"]) == ("工作报告", "https://example.org/報告")

    def test_a_replacement_that_is_cut_off_is_made_good_by_a_second_run(self, tmp_path, monkeypatch):
        folder, mine = written(tmp_path / "in", 0, big5=TRADITIONAL), tmp_path / "mine"
        import_reports(folder, mine)
        with monkeypatch.context() as patch:
            patch.setattr(intake, "write_manifest", interrupted)
            with pytest.raises(KeyboardInterrupt):
                import_reports(folder, mine, simplified=True)
        assert len(changed_texts(mine)) == 1
        import_reports(folder, mine, simplified=True)
        assert changed_texts(mine) == []
        assert read_manifest(mine)["report_id"].tolist() == ["big5"]

    def test_ids_are_unique_short_and_safe_as_names_of_files(self, tmp_path):
        names = ["a.txt", "sub/a.txt", "A.docx", "t.csv#17", "http://h.example/x/报告_1.html?p=2"]
        names += ["长" * 200 + ".txt", "。。.txt"]
        results = take(tmp_path / "mine", *(source(name, report(n)) for n, name in enumerate(names)))
        ids = [result.report_id for result in results]
        assert ids == ["a", "sub-a", "A-2", "t-17", "报告_1", "长" * 60, "report"]
        assert len({name.casefold() for name in ids}) == len(ids)
        assert read_manifest(tmp_path / "mine")["file"].tolist() == [f"{name}.txt" for name in ids]

    def test_the_work_for_many_texts_of_one_name_is_not_their_square(self, tmp_path, monkeypatch):
        rows_written = []
        monkeypatch.setattr(intake, "write_text", lambda *_: None)
        monkeypatch.setattr(intake, "write_import_report", lambda *_: None)
        monkeypatch.setattr(intake, "write_manifest", lambda _, table: rows_written.append(len(table)))
        monkeypatch.setattr(intake, "BATCH", 20)
        taking = Intake(tmp_path / "mine")
        for number in range(2000):
            taking.take(source("same.txt", report(number)))
        taking.flush()
        assert rows_written[-1] == 2000
        assert sum(rows_written) < 6 * 2000  # a geometric series of ratio 5/4: 2000 * (1 + 4/5 + ...) = 5 * 2000
        assert sum(taking.ids.numbers.values()) == 1999


class TestReport:
    def test_every_text_is_told_and_the_report_adds_up_over_imports(self, copy, baogao):
        folder, mine = written(copy.parent / "in", 2, twice=report(0), empty=b""), copy / "corpus/mine"
        statuses = {"empty.txt": "skipped", "r000.txt": "added", "r001.txt": "added", "twice.txt": "duplicate"}
        assert baogao("import", folder, "mine")[0] == 1
        table = by_source(mine)
        assert table["status"].to_dict() == statuses
        assert table.loc["r000.txt", "sha256"] == sha256(report(0))
        assert int(table.loc["r000.txt", "n_chars"]) == len(report(0)) - 2
        filled(folder, {"empty.txt": report(7)})
        assert baogao("import", folder, "mine")[0] == 0
        assert by_source(mine)["status"].to_dict() == statuses | {"empty.txt": "added"}

    def test_the_newest_row_of_a_source_stands_but_finding_it_again_changes_nothing(self, tmp_path):
        row = Imported("a", "added", "a", "", 5, 0, "1")
        write_import_report(tmp_path, [row])
        before = (tmp_path / "import.csv").read_bytes()
        write_import_report(tmp_path, [row._replace(status="unchanged", n_chars=None)])
        assert (tmp_path / "import.csv").read_bytes() == before
        write_import_report(tmp_path, [row._replace(sha256="2", status="duplicate")])
        assert read_import_report(tmp_path)[["status", "sha256"]].values.tolist() == [["duplicate", "2"]]

    def test_placing_listed_texts_leaves_every_other_file_as_it_is(self, copy, baogao):
        folder = copy / "corpus/sample"
        before = contents(folder)
        source_folder = filled(copy.parent / "in", {})
        for name in ("lan-2019", "lan-2020"):
            (folder / f"texts/{name}.txt").rename(source_folder / f"{name} copy.txt")
        assert baogao("import", source_folder, "sample")[:2] == (0, "sample: 2 placed\n")
        assert contents(folder) == before


class TestTakenOut:
    """A row that a person takes out of reports.csv."""

    @staticmethod
    def without(folder, report_id):
        change(folder, lambda table: table[table["report_id"] != report_id])

    def test_it_stays_out_is_told_and_comes_back_only_when_asked(self, copy, baogao):
        folder, mine = written(copy.parent / "in", 3), copy / "corpus/mine"
        baogao("import", folder, "mine")
        whole = contents(mine)
        self.without(mine, "r001")
        for _ in range(2):
            reason = "its row was taken out of reports.csv; import it with --restore to have it again"
            done = baogao("import", folder, "mine")
            assert done == (0, "mine: 1 removed, 2 unchanged\n", f"removed: r001.txt: {reason}\n")
            assert read_manifest(mine)["report_id"].tolist() == ["r000", "r002"]
            assert by_source(mine).loc["r001.txt", ["status", "sha256"]].tolist() == ["removed", sha256(report(1))]
        assert baogao("import", folder, "mine", "--restore")[:2] == (0, "mine: 1 added, 2 unchanged\n")
        assert sorted(read_manifest(mine)["report_id"]) == ["r000", "r001", "r002"]
        assert contents(mine)["import.csv"] == whole["import.csv"]
        assert baogao("import", folder, "mine")[:2] == (0, "mine: 3 unchanged\n")

    def test_another_text_under_its_name_comes_in(self, copy, baogao):
        folder, mine = written(copy.parent / "in", 2), copy / "corpus/mine"
        baogao("import", folder, "mine")
        self.without(mine, "r001")
        filled(folder, {"r001.txt": report(9)})
        assert baogao("import", folder, "mine")[:2] == (0, "mine: 1 added, 1 unchanged\n")
        assert changed_texts(mine) == []

    def test_what_an_import_that_was_cut_off_had_not_listed_yet_is_not_taken_out(self, tmp_path, monkeypatch):
        folder, mine = written(tmp_path / "in", 2), tmp_path / "mine"
        with monkeypatch.context() as patch:
            patch.setattr(intake, "write_manifest", interrupted)
            with pytest.raises(KeyboardInterrupt):
                import_reports(folder, mine)
        assert read_import_report(mine)["status"].tolist() == ["cut-off", "cut-off"]
        assert {result.status for result in import_reports(folder, mine)} == {"added"}
        assert read_import_report(mine)["status"].tolist() == ["added", "added"]

    def test_listed_texts_are_placed_with_none_of_this(self, refused, tmp_path):
        refused(["import", "--manifest", "sample", tmp_path, "--restore"], "leave out --column, --simplified and")


class TestReasons:
    """What is told on standard error: one line a kind where there are many."""

    def test_a_bad_column_of_a_table_is_one_line(self, copy, baogao):
        rows = [{"正文": report(n), "日期": f"第{n}天" if n % 2 else "去年"} for n in range(20)]
        pd.DataFrame(rows).to_csv(copy.parent / "t.csv", index=False)
        code, out, err = baogao("import", copy.parent / "t.csv", "mine")
        assert (code, out) == (0, "mine: 20 added\n")
        assert err == (
            "look at: 20 texts (t.csv#1, t.csv#2, t.csv#3 and 17 more; import.csv has all), "
            "such as: date '去年' is no date, left out\n"
        )
        assert read_import_report(copy / "corpus/mine")["reason"].str.contains("is no date").all()

    def test_few_and_those_of_other_kinds_are_told_one_by_one(self):
        reasons = [("skipped", f"{n}.wps", "is a WPS file; save it as .docx.") for n in range(6)]
        reasons += [("skipped", "a.txt", "the file is empty."), ("duplicate", "b", "the same text as c.txt")]
        shown = list(reason_lines([Imported(source, status, reason=reason) for status, source, reason in reasons]))
        assert shown == [
            "skipped: 6 texts (0.wps, 1.wps, 2.wps and 3 more; import.csv has all), such as: is a WPS file; "
            "save it as .docx.",
            "skipped: a.txt: the file is empty.",
            "duplicate: b: the same text as c.txt",
        ]


class TestCutOff:
    def test_after_any_write_that_fails_a_second_run_gives_what_one_run_gives(self, tmp_path, monkeypatch):
        folder = written(tmp_path / "in", 9, **{"same": report(3), "sub/r000": report(99)})
        monkeypatch.setattr(intake, "BATCH", 2)
        import_reports(folder, tmp_path / "whole")
        whole = contents(tmp_path / "whole")
        assert len(whole) == 10 + 3  # texts; manifest, import report, data statement

        replaced = Path.replace
        for moment in range(1, 40):
            writes = iter(range(1, 1000))

            def broken(path, target, writes=writes, moment=moment):
                if next(writes) == moment:
                    raise KeyboardInterrupt
                return replaced(path, target)

            cut = tmp_path / f"cut{moment}" / "whole"
            with monkeypatch.context() as patch:
                patch.setattr("pathlib.Path.replace", broken)
                try:
                    import_reports(folder, cut)
                except KeyboardInterrupt:
                    pass
                else:
                    break
            import_reports(folder, cut)
            assert contents(cut) == whole, moment
        assert moment > 13  # it was cut off at every write: ten texts, manifests, reports, the statement

    def test_killed_and_run_again_it_gives_the_same_manifest(self, tmp_path):
        folder = written(tmp_path / "in", 400)
        program = "import sys; from baogao.cli import run; sys.exit(run(sys.argv[1:]))"
        arguments = [sys.executable, "-c", program, "import", str(folder)]
        process = subprocess.Popen([*arguments, str(tmp_path / "killed")], cwd=tmp_path)
        texts = tmp_path / "killed/texts"
        while process.poll() is None and not (texts.is_dir() and len(list(texts.glob("r*.txt"))) > 50):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name in ("killed", "whole"):
            done = subprocess.run([*arguments, str(tmp_path / name)], cwd=tmp_path, capture_output=True, check=False)
            assert done.returncode == 0, done.stderr
        for file in ("reports.csv", "import.csv"):
            assert (tmp_path / "killed" / file).read_bytes() == (tmp_path / "whole" / file).read_bytes()
        assert len(read_manifest(tmp_path / "killed")) == 400

    def test_corrections_by_hand_stay(self, copy, baogao):
        baogao("import", written(copy.parent / "in", 3), "mine")
        mine = copy / "corpus/mine"
        change(mine, lambda table: table.assign(issuer="石渚县司法局", date="2020-05-01", year="2020"))
        assert baogao("import", written(copy.parent / "in", 5), "mine")[:2] == (0, "mine: 2 added, 3 unchanged\n")
        assert read_manifest(mine)["issuer"].tolist() == ["石渚县司法局"] * 3 + [""] * 2


class TestCommand:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["in", "mine", "--column", "content"], ["--column content", "FACT=COLUMN"]),
            (["in", "mine", "--column", "foo=正文"], ["--column foo=正文: foo cannot", "are text, title", "licence."]),
            (
                ["in/t.csv", "mine", "--column", "text=无此"],
                ["baogao: t.csv: has no column 无此; its columns are 正文"],
            ),
            (["--manifest", "sample", "in", "--simplified"], ["--manifest takes texts as they are listed"]),
            (["ftp://h.example/a.html", "mine"], ["http:// or https://"]),
            (["in/empty", "mine"], ["holds no report"]),
            (["gone", "mine"], ["no such file or folder"]),
        ],
    )
    def test_what_it_cannot_do_is_one_line(self, copy, refused, monkeypatch, arguments, words):
        monkeypatch.chdir(copy.parent)
        filled(copy.parent / "in", {"a.txt": report(1), "t.csv": "正文\n" + "今天普法。\n" * 3, "empty/.x": ""})
        monkeypatch.setattr("baogao.paths.Path.cwd", lambda: copy)
        refused(["import", *arguments], *words)
        assert not (copy / "corpus/mine").exists()

    def test_of_several_that_cannot_be_read_each_is_told_with_its_reason(self, copy, refused):
        folder = filled(copy.parent / "in", {"a.wps": "1", "b.wps": "1", "c.txt": ""})
        reasons = "a.wps: is a WPS file; save it as .docx. b.wps: is a WPS file; save it as .docx. c.txt: "
        refused(["import", folder, "mine"], f"3 skipped and none read. {reasons}")
        filled(folder, {f"d{number}.wps": "1" for number in range(6)})
        names = ", ".join(["a.wps", "b.wps", *(f"d{number}.wps" for number in range(6))])
        refused(["import", folder, "mine"], f"9 skipped and none read. 8 texts ({names}), such as: is a WPS file")
        assert not (copy / "corpus/mine").exists()

    def test_run_again_the_exit_code_tells_whether_anything_is_still_skipped(self, copy, baogao):
        folder = filled(written(copy.parent / "in", 2), {"a.wps": "1"})
        assert [baogao("import", folder, "mine")[0] for _ in range(2)] == [1, 1]
        assert by_source(copy / "corpus/mine").loc["a.wps", "reason"][:6] == "is a W"
        (folder / "a.wps").unlink()
        assert baogao("import", folder, "mine")[:2] == (0, "mine: 2 unchanged\n")

    def test_a_new_collection_outside_the_study_is_told_with_its_path(self, copy, baogao):
        folder, place = written(copy.parent / "in", 1), copy.parent / "elsewhere"
        told = f"../elsewhere: a new collection outside corpus/, in {place}; call it by its path.\n"
        assert baogao("import", folder, "../elsewhere") == (0, "../elsewhere: 1 added\n", told)
        assert (place / "reports.csv").is_file()
        assert baogao("import", folder, "../elsewhere")[2] == ""
        assert baogao("import", folder, "mine")[2] == ""


class TestByManifest:
    """Collections whose texts lie in the clone of a public repository, whole or as records of larger files."""

    COMMIT = "0" * 40

    def listed(self, copy, texts, path):
        """A collection that lists texts, but has none."""
        folder, facts = copy / "corpus/mine", {"source": f"github.com/some/where {path} {self.COMMIT}"}
        take(folder, *(source(f"t{number}.txt", text, facts=facts) for number, text in enumerate(texts)))
        for text in (folder / "texts").iterdir():
            text.unlink()
        return folder

    @pytest.fixture
    def texts(self):
        return [f"{report(n)}第二段，讲依法行政，讲矛盾纠纷多元化解，讲社区矫正。\n" for n in range(3)]

    def place(self, baogao, folder, checkout, texts):
        manifest = (folder / "reports.csv").read_bytes()
        assert baogao("import", "--manifest", "mine", checkout)[:2] == (0, "mine: 3 placed\n")
        assert [(folder / f"texts/t{n}.txt").read_text(encoding="utf-8") for n in range(3)] == texts
        assert (folder / "reports.csv").read_bytes() == manifest
        assert baogao("import", "--manifest", "mine", checkout)[:2] == (0, "mine: 3 unchanged\n")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_plain_files_anywhere(self, copy, baogao, texts, encoding):
        encoded = [text.replace("\n", "\r\n").encode(encoding) for text in texts]
        files = {f"{'data' if n else 'elsewhere'}/x{n}.txt": content for n, content in enumerate(encoded)}
        self.place(baogao, self.listed(copy, texts, "data"), filled(copy.parent / "clone", files), texts)

    @pytest.mark.parametrize(
        ("name", "record"),
        [
            ("all.jsonl", lambda t: json.dumps({"year": 2000, "meta": [{"content": t}]}, ensure_ascii=False)),
            ("escaped.jsonl", lambda t: json.dumps({"content": t})),
            ("all.txt", lambda t: "2001\t" + t.rstrip("\n").replace("\n", "\t")),
            ("full.txt", lambda t: t.rstrip("\n").replace("\n", "[SEP]")),
            ("table.csv", lambda t: f'2001,"{t}"'),
            ("html.jsonl", lambda t: json.dumps({"detail": {"content": html_of(t, "\r\n", "&nbsp;")}})),
            ("break.jsonl", lambda t: json.dumps([{"content": f"<p>{t.strip()}</p>".replace("\n", "<br />")}])),
        ],
    )
    def test_records_of_one_large_file(self, copy, baogao, texts, name, record):
        checkout = filled(copy.parent / "clone", {f"data/{name}": "\n".join(map(record, texts)) + "\n"})
        self.place(baogao, self.listed(copy, texts, f"data/{name}"), checkout, texts)

    def test_paragraphs_in_html_are_parted_as_their_markup_parts_them(self, copy, baogao):
        text = "石渚县普法\xa0工作\n\n会议要求，抓好普法，做到常态长效，让依法办事成为全县干部群众的习惯，人人有责。\n"
        folder = self.listed(copy, [text], "assets")
        day = {"videoList": [{"brief": "。", "video_detail": {"content": html_of(text, "\r\n", "&nbsp;")}}]}
        page = json.dumps(day, ensure_ascii=False)
        assert "</p>\\r\\n<p>" in page
        checkout = filled(copy.parent / "clone", {"assets/2021/20210101.json": page})
        assert baogao("import", "--manifest", "mine", checkout)[:2] == (0, "mine: 1 placed\n")
        assert (folder / "texts/t0.txt").read_text(encoding="utf-8") == text

    def test_days_of_headlines_are_put_into_the_table_that_the_manifest_names(self, copy, baogao):
        days = {f"1950-0{month}-0{day}": [f"{month}月{day}日，普法", "简讯"] for month in (1, 2) for day in (1, 4)}
        folder = self.listed(copy, ["\n".join(lines) for lines in days.values()], "titles/1950-01.csv")
        origins = [f"github.com/some/where titles/{day[:7]}.csv {'0' * 8}" for day in days]
        change(folder, lambda table: table.assign(file=[f"news/1950.tsv#{day}" for day in days], source=origins))
        first, second = (1, "mine: 2 absent, 2 placed\n"), (0, "mine: 2 placed, 2 unchanged\n")
        for month, expected in (("1950-02", first), ("1950-01", second)):
            rows = [f"{line},{day},{month}\n" for day, lines in days.items() for line in lines if day[:7] == month]
            # A table with a part of a day is no table of that day.
            tables = {
                month: f"别日,{month}-02,{month}\n" + "".join(rows),
                f"part-{month}": f"简讯,{month}-01,{month}\n",
            }
            files = {f"titles/{name}.csv": table for name, table in tables.items()}
            checkout = filled(copy.parent / "clone", files)
            assert baogao("import", "--manifest", "mine", checkout)[:2] == expected
        table = "".join(f"{day}\t{line}\n" for day, lines in sorted(days.items()) for line in lines)
        assert (folder / "texts/news/1950.tsv").read_text(encoding="utf-8") == table
        assert changed_texts(folder) == []
        assert baogao("import", "--manifest", "mine", checkout)[:2] == (0, "mine: 4 unchanged\n")

    def test_texts_absent_from_many_files_are_told_in_few_lines(self, copy, baogao, texts):
        more = [f"{text}第{n}份。\n" for n, text in enumerate(texts * 3)]
        folder = self.listed(copy, [*texts, *more], "x.txt")
        origins = [f"github.com/some/where {n}.txt {self.COMMIT}" for n in range(12)]
        change(folder, lambda table: table.assign(source=origins))
        checkout = filled(copy.parent / "clone", {"one.txt": texts[0]})
        code, out, err = baogao("import", "--manifest", "mine", checkout)
        assert (code, out) == (1, "mine: 11 absent, 1 placed\n")
        assert err.splitlines()[5:] == ["absent: and others from 6 more files; see reports.csv, source"]

    def test_what_is_not_there_is_told_with_where_it_comes_from(self, copy, baogao, refused, texts):
        folder = self.listed(copy, texts, "data/all.jsonl")
        checkout = filled(copy.parent / "clone", {"one.txt": report(77)})
        refused(["import", "--manifest", "mine", checkout], "none of the 3 texts", "github.com/some/where")
        assert not any((folder / "texts").iterdir())
        filled(checkout, {"one.txt": texts[1]})
        code, out, err = baogao("import", "--manifest", "mine", checkout)
        assert (code, out) == (1, "mine: 2 absent, 1 placed\n")
        assert err.count("\n") == 1
        for word in ("absent: t0, t2: ", "data/all.jsonl", "github.com/some/where", "0" * 12):
            assert word in err

    @pytest.mark.usefixtures("copy")
    def test_no_such_folder_or_collection_is_one_line(self, refused, tmp_path):
        refused(["import", "--manifest", "sample", tmp_path / "gone"], "no such folder")
        refused(["import", "--manifest", "nowhere", tmp_path], "no collection there")

    @pytest.mark.texts
    def test_the_texts_of_the_study_are_put_in_place(self, copy, baogao):
        folders = {"work-reports": "gwr-state-council", "provincial": "gwr-provincial"}
        for collection, folder in (folders | {"resolutions": "npc-resolutions-on-gwr"}).items():
            n = len(read_manifest(copy / "corpus" / collection))
            assert baogao("import", "--manifest", collection, TEXTS / folder)[:2] == (0, f"{collection}: {n} placed\n")
            assert changed_texts(copy / "corpus" / collection) == []

    @pytest.mark.texts
    def test_the_work_reports_are_found_in_files_such_as_their_repositories_hold(self, copy, baogao):
        variants, data = TEXTS / "gwr-state-council/variants", copy.parent / "clones" / "data"
        data.mkdir(parents=True)
        made = {
            "web-crawl": lambda year, text: f"{year}\t" + text.replace("\n", "\t"),
            "wikisource-wikitext": lambda _, text: text.replace("\n", "[SEP]"),
            "wikisource-html": lambda year, text: json.dumps({"year": year, "content": text}),
        }
        for name, record in made.items():
            years = sorted((variants / name).glob("*.txt"))
            lines = [record(path.stem, path.read_text(encoding="utf-8").removesuffix("\n")) for path in years]
            ending = ".jsonl" if name == "wikisource-html" else ".txt"
            (data / f"{name}{ending}").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for collection, n in (("work-reports", 57), ("work-reports-variants", 152)):
            done = baogao("import", "--manifest", collection, data.parent)
            assert done == (0, f"{collection}: {n} placed\n", "")


class TestFacts:
    """Facts of a table that the manifest does not allow: told, and never the end of the import."""

    def imported(self, copy, baogao, facts):
        table = copy.parent / "t.jsonl"
        table.write_text(json.dumps({"text": report(1), **facts}) + "\n", encoding="utf-8")
        code, out, err = baogao("import", table, "mine")
        assert (code, out) == (0, "mine: 1 added\n")
        row = read_import_report(copy / "corpus/mine").iloc[0]
        assert row["status"] == "added"
        assert err == (f"look at: t.jsonl#1: {row['reason']}\n" if row["reason"] else "")
        return read_manifest(copy / "corpus/mine").iloc[0], row["reason"]

    @pytest.mark.parametrize(
        ("facts", "date", "year"),
        [
            ({"year": "２０２１"}, "", 2021),
            ({"year": "2021年"}, "", 2021),
            ({"日期": "２０２０年１月５日"}, "2020-01-05", 2020),
            ({"日期": "二〇一九年一月"}, "2019-01", 2019),
            ({"date": "43835"}, "2020-01-05", 2020),  # the number of a day in Excel: 1899-12-30 and 43,835 days
        ],
    )
    def test_digits_of_any_kind_are_taken(self, copy, baogao, facts, date, year):
        row, reason = self.imported(copy, baogao, facts)
        assert (row["date"], row["year"], reason) == (date, year, "")

    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ({"date": "spring 2020"}, "date 'spring 2020' is no date, left out"),
            ({"date": "99999"}, "date '99999' is no date, left out"),
            ({"level": "planet"}, "level 'planet' is not allowed, left out"),
            ({"genre": "诗歌"}, "genre '诗歌' is not allowed, left out"),
            ({"year": "0999"}, "year '0999' is not allowed, left out"),
            ({"year": "٢٠٢١"}, "year '٢٠٢١' is not allowed, left out"),
            ({"title": "半\ud800字"}, "title '半\\ud800字' is not allowed, left out"),
            ({"issuer": "零\x00字"}, "issuer '零\\x00字' is not allowed, left out"),
            ({"date": "2021-03-05", "year": 2020}, "year '2020' is not that of the date 2021-03-05, left out"),
        ],
    )
    def test_what_is_not_allowed_is_told(self, copy, baogao, facts, reason):
        assert self.imported(copy, baogao, facts)[1] == reason

    def test_a_name_with_a_numeral_in_a_circle_gives_an_id_that_the_manifest_allows(self, copy, baogao):
        folder = written(copy.parent / "in", 1)
        (folder / "r000.txt").rename(folder / "通知①.txt")
        assert baogao("import", folder, "mine")[0] == 0
        assert read_manifest(copy / "corpus/mine")["report_id"].tolist() == ["通知"]

    def test_columns_of_issuers_are_known_and_blanks_in_names_do_not_matter(self):
        for name in ("发文单位", "发布单位", "发文机关", "发布机构", "发 文 单 位"):
            columns = {"text": "正\u3000文", "title": "标 题", "issuer": name}
            assert find_columns([name, "标 题", "正\u3000文"], {}) == columns

    def test_a_column_of_sources_holds_outlets_or_addresses(self, copy, baogao, tmp_path):
        rows = "标题,来源,正文\n普法总结,石渚日报,全县深入开展普法。\n调解总结,https://example.cn/1.html,全县深入开展调解。\n"
        filled(tmp_path, {"t.csv": rows})
        assert baogao("import", tmp_path / "t.csv", "mine")[0] == 0
        outlets = read_manifest(copy / "corpus/mine")[["outlet", "source"]].values.tolist()
        assert [outlets[0][0], *outlets[1]] == ["石渚日报", "", "https://example.cn/1.html"]

    @pytest.mark.usefixtures("copy")
    def test_a_table_without_a_known_text_says_how_to_name_it(self, refused, tmp_path):
        (tmp_path / "t.csv").write_text("报告全文,号\n" + "正文讲普法,1\n", encoding="utf-8")
        refused(["import", tmp_path / "t.csv", "mine"], "say which one holds it, as in --column text=报告全文")

    def test_the_data_statement_has_no_number_that_grows_old(self, copy, baogao):
        baogao("import", written(copy.parent / "in", 3), "mine")
        text = (copy / "corpus/mine/README.md").read_text(encoding="utf-8")
        assert "reports imported from files; how many, see the card" in text


class TestKinds:
    """One collection out of a table, an archive, a page and a Word file, through the command."""

    def test_a_table_with_its_columns_named(self, copy, baogao):
        table = copy.parent / "reports.csv"
        rows = [[f"T{n}", f"{2019 + n}年3月5日", "云浔省", report(n)] for n in range(3)] + [["T9", "", "", ""]]
        pd.DataFrame(rows, columns=["name", "day", "place", "body"]).to_csv(table, index=False)
        facts = ["text=body", "title=name", "date=day", "region=place"]
        code, out, err = baogao("import", table, "mine", *(word for fact in facts for word in ("--column", fact)))
        assert (code, out) == (1, "mine: 3 added, 1 skipped\n")
        assert "reports.csv#4" in err
        manifest = read_manifest(copy / "corpus/mine")[["report_id", "title", "date", "year", "region"]]
        expected = [[f"reports-{n}", f"T{n - 1}", f"{2018 + n}-03-05", 2018 + n, "云浔省"] for n in (1, 2, 3)]
        assert manifest.values.tolist() == expected
        assert changed_texts(copy / "corpus/mine") == []
        assert baogao("build", "mine")[0] == 0

    def test_an_archive_is_read_and_what_is_no_text_in_it_is_told(self, copy, baogao):
        members = {
            "2019/a.txt": report(1),
            "2020/a.txt": report(2).encode("gb18030"),
            "photo.png": b"\x89PNG\r\n\x1a\n",
        }
        box = packed(members | {"../../outside.txt": report(3)})
        code, _, err = baogao("import", filled(copy.parent, {"box.zip": box}) / "box.zip", "mine")
        assert code == 1
        assert "photo.png" in err
        assert not (copy / "outside.txt").exists()
        ids = read_manifest(copy / "corpus/mine")["report_id"].tolist()
        assert ids[:2] == ["a", "2020-a"]
        assert {file.name for file in (copy / "corpus/mine/texts").iterdir()} == {f"{name}.txt" for name in ids}

    def test_lines_that_the_reader_of_pages_leaves_out_are_kept(self, copy, baogao):
        article = "<p>会议要求，抓好普法工作，做到常态长效，让依法办事成为全县干部群众的习惯。</p>" * 4
        footer = "<div class='footer'>版权所有 石渚县人民政府</div>"
        page = f"<div class='nav'>首页 &gt; 要闻</div><div id='article'><h1>石渚县普法会议</h1>{article}</div>{footer}"
        filled(copy.parent, {"page.html": f"<html><body>{page}</body></html>"})
        assert baogao("import", copy.parent / "page.html", "mine")[:2] == (0, "mine: 1 added\n")
        row = read_import_report(copy / "corpus/mine").iloc[0]
        left_out = (copy / "corpus/mine/left-out/page.txt").read_text(encoding="utf-8").splitlines()
        assert int(row["n_left_out"]) == len(left_out) > 0
        assert "版权所有 石渚县人民政府" in left_out
        assert "版权所有" not in (copy / "corpus/mine/texts/page.txt").read_text(encoding="utf-8")

    def test_the_doctor_tells_traditional_texts(self, copy, baogao):
        filled(copy.parent / "in", {"a.txt": TRADITIONAL, "b.txt": report(1)})
        code, out, err = baogao("import", copy.parent / "in", "mine")
        assert (code, out) == (0, "mine: 2 added\n")
        assert "look at: a.txt: in traditional characters" in err
        findings = pd.read_csv(io.StringIO(baogao("doctor", "mine", "--format", "csv")[1]))
        assert findings.loc[findings["what"].str.contains("traditional"), "where"].tolist() == ["a"]
        code, _, err = baogao("import", copy.parent / "in", "plain", "--simplified")
        assert "look at: a.txt: turned into simplified characters" in err
        assert "traditional" not in baogao("doctor", "plain")[1]

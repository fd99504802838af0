"""Duplicates: exact, near and contained texts, against comparing every pair."""

from __future__ import annotations

import itertools
import random
import shutil
from unittest.mock import Mock

import pandas as pd
import pytest

from baogao.corpus.importing.import_report import read_import_report
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.store.collapsed import add_collapsed, read_collapsed, restore
from baogao.corpus.store.collapsing import collapse, to_drop
from baogao.corpus.store.collection import load_reports
from baogao.corpus.store.duplicates import Likeness, candidates, compare, duplicates, kind_of, shingles
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.text.report import Report
from baogao.files import sha256
from baogao.paths import collection_folder
from baogao.reading.checkup import checkup
from readable import change, filled

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]
VARIANTS = collection_folder("work-reports-variants")


def invented(seed, length):
    """A text of characters at random: two of them share no run of five."""
    return "".join(random.Random(seed).choices(HAN, k=length))


def collection(tmp_path, texts):
    import_reports(filled(tmp_path / "in", {f"{name}.txt": text for name, text in texts.items()}), tmp_path / "mine")
    return tmp_path / "mine"


def near(text, place=450):
    """The text with one character changed."""
    return text[:place] + "改" + text[place + 1 :]


def add_again(folder, name):
    """List the text of the first report a second time, under another id."""
    shutil.copy(folder / f"texts/{name}.txt", folder / "texts/again.txt")
    change(folder, lambda table: pd.concat([table, table.head(1).assign(report_id="again", file="again.txt")]))


def test_likeness_by_hand():
    a, b = shingles(Report("a", "一二三四五六七")), shingles(Report("a", "三四五六七八"))
    assert a == {"一二三四五", "二三四五六", "三四五六七"}
    assert compare(a, b) == (1 / (3 + 2 - 1), 1 / 2)
    assert compare(a, a) == (1, 1)
    assert pd.isna(compare(a, frozenset()).similarity)


def test_only_han_of_the_report_itself_counts():
    plain = "全县普法工作会议召开，抓好普法。"
    dressed = "首页 > 法治 > 要闻\n全县 普法 工作\n会议召开,\n抓好2021普法。\n责任编辑：某某\n"
    assert shingles(Report("a", plain)) == shingles(Report("a", dressed))
    assert shingles(Report("a", "普法。")) == frozenset()


def test_kinds_by_their_bounds():
    bounds = {
        (0.9, 0.95): "near",
        (0.6, 0.9): "contained",
        (0.5, 0.7): "similar",
        (0.49, 0.89): "",
        (0.1, 1): "contained",
    }
    assert {likeness: kind_of(Likeness(*likeness)) for likeness in bounds} == bounds


def test_planted_pairs_are_found_and_nothing_else(tmp_path):
    texts = {f"r{n}": invented(n, 2000) for n in range(8)}
    texts["x-near"] = near(texts["r0"], 1000)  # five of 1996 runs changed
    texts["x-part"] = texts["r1"][300:1300]
    texts["x-half"] = texts["r2"][:1400] + invented(99, 600)
    table = duplicates(collection(tmp_path, texts)).set_index(["report_a", "report_b"])
    kinds = {("r0", "x-near"): "near", ("r1", "x-part"): "contained", ("r2", "x-half"): "similar"}
    assert table["kind"].to_dict() == kinds
    assert table.loc[("r0", "x-near"), "similarity"] == 1991 / 2001
    assert table.loc[("r1", "x-part"), ["similarity", "containment"]].tolist() == [996 / 1996, 1]
    assert table.loc[("r2", "x-half"), "similarity"] == 1396 / (1996 + 1996 - 1396)


def test_the_same_text_twice_in_a_manifest_is_exact(copy):
    add_again(copy / "corpus/sample", "lan-2019")
    pairs = duplicates("sample")
    assert pairs.iloc[:, :3].values.tolist() == [["lan-2019", "again", "exact"]]
    assert pairs[["similarity", "containment"]].values.tolist() == [[1, 1]]


def test_one_report_from_two_outlets_is_exact_and_collapses(copy, baogao):
    body = f"石渚县普法工作会议召开\n{invented(1, 300)}，共20件。\n{invented(2, 300)}。\n"
    head, rest = body.split("\n", 1)
    texts = {
        "a": f"{head}\n来源：澜州日报 发布时间：2021-03-05\n{rest}责任编辑：某某\n",
        "b": f"{head}\n来源：云浔网\n" + rest.replace("，共20件", ",共 ２０ 件").replace("\n", "\n\n"),
        "c": body.replace("20", "21"),
    }
    folder = collection(copy.parent, texts)
    pairs = duplicates(folder).set_index(["report_a", "report_b"])["kind"].to_dict()
    assert pairs == {("a", "b"): "exact", ("a", "c"): "near", ("b", "c"): "near"}
    findings = baogao("doctor", folder, "--format", "csv")[1]
    assert "1 pair(s) are the same report, page furniture aside: a and b" in findings
    assert baogao("duplicates", folder, "--collapse", "--format", "csv")[1].splitlines()[1:] == ["b,a,exact,1,1"]
    assert read_manifest(folder)["report_id"].tolist() == ["a", "c"]


def test_a_text_that_stands_twice_in_its_own_file_is_listed_with_its_share(copy, baogao):
    half = f"{invented(1, 300)}\n{invented(2, 300)}\n"
    folder = collection(copy.parent, {"a": f"{half}{half}{invented(3, 400)}\n", "b": invented(4, 900)})
    code, out, err = baogao("duplicates", folder, "--format", "csv")
    assert (code, out.splitlines()[1:]) == (0, ["a,a,within,,0.75"])  # 1200 of 1600 characters
    assert f"within: `baogao duplicates {folder} --collapse within` reads such text once" in err
    findings = baogao("doctor", folder, "--format", "csv")[1]
    assert "75% of its characters stand twice in it" in findings
    assert "--collapse within` reads it once" in findings
    message = baogao("duplicates", folder, "--collapse")[2]
    assert "nothing to take out: no exact pair" in message
    assert not (folder / "collapsed.csv").exists()


def test_hashing_finds_what_comparing_every_pair_finds(sample_of_pairs):
    """Recall of the candidates, by similarity: the seed is fixed, so the share found is too."""
    sets, alike = sample_of_pairs
    pairs = set(candidates(sets.items()))
    assert pairs == set(candidates(sets.items()))
    missed = {bound: [pair for pair, s in alike.items() if s >= bound and pair not in pairs] for bound in (0.5, 0.9)}
    n = {bound: sum(s >= bound for s in alike.values()) for bound in (0.5, 0.9)}
    assert n[0.5] > 150
    assert len(missed[0.5]) / n[0.5] < 0.02  # 1 - (1 - (1 - s^3)^42) is 0.004 at 0.5 and falls from there
    assert missed[0.9] == []
    unrelated = len(pairs - set(alike))
    assert unrelated < 0.01 * len(sets) ** 2 / 2


@pytest.fixture
def sample_of_pairs():
    """200 texts with a copy each that shares a stretch of it, and the true similarity of every pair that shares any."""
    sets = {}
    for n in range(200):
        text = invented(n, 600)
        shared = random.Random(-n - 1).randrange(380, 600)
        sets[f"a{n}"] = shingles(Report("a", text))
        sets[f"b{n}"] = shingles(Report("a", text[:shared] + invented(1000 + n, 600 - shared)))
    similar = {(a, b): compare(sets[a], sets[b]).similarity for a, b in itertools.combinations(sets, 2)}
    return sets, {pair: similarity for pair, similarity in similar.items() if similarity}


def test_the_sample_has_no_duplicates_by_either_way():
    sets = [shingles(report) for report in load_reports("sample")]
    assert max(compare(a, b).similarity for a, b in itertools.combinations(sets, 2)) < 0.5
    assert duplicates("sample").empty


class TestCollapse:
    def test_the_later_of_a_pair_goes_and_a_chain_is_not_followed_to_its_end(self):
        pairs = pd.DataFrame(
            [("a", "b", "near"), ("b", "c", "near"), ("a", "d", "exact"), ("c", "d", "near"), ("a", "e", "contained")],
            columns=["report_a", "report_b", "kind"],
        )
        assert list(to_drop("abcde", pairs, kind="near")) == [("b", "a"), ("d", "a")]
        assert list(to_drop("abcde", pairs, kind="exact")) == [("d", "a")]

    def test_what_is_taken_out_is_kept_told_and_not_imported_again(self, copy, baogao):
        text = invented(1, 900)
        texts = {"a": text, "b": near(text), "c": text[:300], "d": invented(2, 900)}
        folder = collection(copy.parent, texts)
        manifest = read_manifest(folder)
        code, out, err = baogao("duplicates", folder, "--collapse", "near", "--format", "csv")
        head, row = out.splitlines()
        assert (code, head) == (0, "report_id,duplicate_of,kind,similarity,containment")
        assert row.startswith("b,a,near,0.98")  # of 896 runs five are changed: 891 / 901
        undo = f"(undo: `baogao duplicates {folder} --restore`)"
        assert f"1 taken out of reports.csv, kept in collapsed.csv {undo}" in err
        assert f"now `baogao build {folder}` again" in err
        assert read_manifest(folder)["report_id"].tolist() == ["a", "c", "d"]
        collapsed = pd.read_csv(folder / "collapsed.csv")
        assert collapsed["sha256"].tolist() == manifest.loc[manifest["report_id"] == "b", "sha256"].tolist()
        assert (folder / "texts/b.txt").is_file()
        assert collapse(folder, kind="near").empty
        code, out, err = baogao("import", copy.parent / "in", folder)
        assert (code, out) == (0, f"{folder}: 1 duplicate, 3 unchanged\n")
        assert "b.txt: was collapsed into a (collapsed.csv); `baogao duplicates` with --restore b has it again" in err
        assert read_manifest(folder)["report_id"].tolist() == ["a", "c", "d"]
        row = read_import_report(folder).set_index("source").loc["b.txt"]
        assert row[["status", "report_id"]].tolist() == ["duplicate", "a"]
        assert not row["reason"].startswith("b.txt")

    def test_a_collapse_is_undone_for_one_report_or_for_all(self, copy, baogao, refused):
        text = invented(1, 900)
        folder = collection(copy.parent, {"a": text, "b": near(text, 300), "c": near(text, 600)})
        change(folder, lambda table: table.assign(issuer="石渚县司法局"))
        before = (folder / "reports.csv").read_bytes()
        baogao("duplicates", folder, "--collapse", "near")
        assert read_manifest(folder)["report_id"].tolist() == ["a"]
        refused(["duplicates", folder, "--restore", "d"], "--restore d: no such report was collapsed", "holds b, c")
        refused(["duplicates", folder, "--restore", "--collapse", "exact"], "give one")
        code, out, _ = baogao("duplicates", folder, "--restore", "c")
        assert (code, out) == (0, f"{folder}: c restored; now `baogao build {folder}` again.\n")
        assert read_manifest(folder)["report_id"].tolist() == ["a", "c"]
        baogao("duplicates", folder, "--collapse", "near")
        baogao("duplicates", folder, "--restore")
        assert sorted((folder / "reports.csv").read_bytes().splitlines()) == sorted(before.splitlines())
        assert not (folder / "collapsed.csv").exists()
        refused(["duplicates", folder, "--restore"], "--restore: nothing was collapsed; collapsed.csv holds none")

    def test_a_restore_that_was_cut_off_is_finished_by_running_it_again(self, copy, monkeypatch):
        text = invented(1, 900)
        folder = collection(copy.parent, {"a": text, "b": near(text)})
        collapse(folder, kind="near")
        with monkeypatch.context() as patch:
            patch.setattr("baogao.corpus.store.collapsed._write", Mock(side_effect=KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                restore(folder)
        assert restore(folder) == ["b"]
        assert read_manifest(folder)["report_id"].tolist() == ["a", "b"]
        assert read_collapsed(folder).empty

    def test_the_report_that_is_kept_is_told_also_when_it_was_collapsed_later(self, copy):
        folder = collection(copy.parent, {"a": invented(1, 90), "b": invented(2, 90), "c": invented(3, 90)})
        rows = read_manifest(folder).set_index("report_id", drop=False)
        add_collapsed(folder, rows.loc[["c"]].assign(duplicate_of="b"))
        add_collapsed(folder, rows.loc[["b"]].assign(duplicate_of="a"))
        assert read_collapsed(folder)[["report_id", "duplicate_of"]].values.tolist() == [["c", "a"], ["b", "a"]]

    @pytest.mark.parametrize("kind", ["exact", "near"])
    def test_with_nothing_to_take_out_it_says_so(self, copy, baogao, kind):
        folder = collection(copy.parent, {"a": invented(1, 900), "b": invented(2, 900)})
        code, out, err = baogao("duplicates", folder, "--collapse", *([kind] if kind == "near" else []))
        assert (code, out) == (0, "")
        assert f"nothing to take out: no {kind if kind == 'exact' else 'exact and no near'} pair" in err
        assert "collapsed.csv" not in err

    def test_near_pairs_stay_unless_they_are_asked_for(self, copy, baogao, refused):
        text = invented(1, 900)
        folder = collection(copy.parent, {"a": text, "b": near(text)})
        add_again(folder, "a")
        code, out, _ = baogao("duplicates", folder, "--collapse", "--format", "csv")
        assert (code, out.splitlines()[1:]) == (0, ["again,a,exact,1,1"])
        assert read_manifest(folder)["report_id"].tolist() == ["a", "b"]
        refused(["duplicates", folder, "--collapse", "similar"], "'similar' is not one of 'exact', 'near'")

    def test_the_command_lists_pairs_and_says_when_there_are_none(self, copy, baogao, refused):
        assert baogao("duplicates", "sample")[:2] == (0, "sample: no duplicates.\n")
        refused(["duplicates", "judicial"], "finding duplicates needs the raw texts")
        folder = collection(copy.parent, {"a": invented(1, 500), "b": invented(1, 499)})
        out = baogao("duplicates", folder, "--format", "csv")[1]
        assert out.splitlines()[1].startswith("a,b,near,0.99")
        findings = baogao("doctor", folder, "--format", "csv")[1]
        assert "1 pair(s) are nearly the same text: a and b" in findings


def test_the_doctor_does_not_compare_lists(tmp_path, monkeypatch):
    days = {day: [invented(n, 30) for n in range(9)] + [invented(day, 30)] for day in (11, 12)}
    texts = {str(day): "\n".join(lines) for day, lines in days.items()}
    folder = collection(tmp_path, texts)
    filled(folder, {"texts/days.tsv": "".join(f"{day}\t{line}\n" for day, lines in days.items() for line in lines)})
    doubts = checkup(folder)["what"]
    assert doubts.str.contains("share half of their text or more: 11 and 12").any()
    change(folder, lambda table: table.assign(file="days.tsv#" + table["report_id"]))
    assert {r.report_id: r.sha256 for r in load_reports(folder)} == {day: sha256(text) for day, text in texts.items()}
    monkeypatch.setattr("baogao.reading.checkup.share_twice", lambda _: pytest.fail("a list was compared"))
    assert not checkup(folder)["what"].str.contains("share half").any()


@pytest.mark.texts
def test_transcriptions_of_one_report_are_found_and_different_years_are_not():
    years = read_manifest(VARIANTS).set_index("report_id")["year"]
    pairs = duplicates("work-reports-variants").query("kind != 'within'")
    same = {(a, b) for a, b in itertools.combinations(years.index, 2) if years[a] == years[b]}
    assert set(zip(pairs["report_a"], pairs["report_b"], strict=True)) == same

"""Rules as tables: every row of the study proves itself, and a faulty table is refused in one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baogao.corpus.layout.layout import layout
from baogao.corpus.store.collection import load_reports, read_reports
from baogao.corpus.text.report import Report
from baogao.corpus.words.rules import any_of, by_name, load_rules, part, rules, rules_sha256
from baogao.errors import CorpusError
from baogao.features.current import read_table

HEADER = "rule\twhere\tpattern\tyes\tno\tseen\n"


def table(tmp_path, *rows, name="table.tsv"):
    path = tmp_path / name
    path.write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_table_of_the_study_proves_itself(study):
    for path in (study / "corpus" / "lexicons" / "rules").glob("*.tsv"):
        assert rules(path.stem), path


def test_rows_of_one_name_are_alternatives_and_parts_are_written_out(tmp_path):
    parts = load_rules(table(tmp_path, ("LETTER", "line", "[ab]", "a", "c", "invented"), name="words.tsv"), {})
    path = table(
        tmp_path,
        ("ends", "line", "{LETTER}{2}x", "abx‖bax", "ax", "invented"),
        ("ends", "line", "x{LETTER}", "xa", "xx", "invented"),
        ("opens", "start", "{LETTER}", "ab", "xa", "invented"),
    )
    made = by_name(load_rules(path, by_name(parts)))
    assert list(made) == ["ends", "opens"]
    assert [bool(made["ends"].fullmatch(line)) for line in ("abx", "xb", "axb")] == [True, True, False]
    assert any_of(made.values()).match("b")


def test_a_part_may_contain_the_parts_above_it(tmp_path):
    path = table(
        tmp_path,
        ("ONE", "line", "a|b", "a", "c", "invented"),
        ("TWO", "line", "{ONE}{2}", "ab", "a", "invented"),
        name="words.tsv",
    )
    assert by_name(load_rules(path, {}))["TWO"].pattern == "(?:a|b){2}"


def test_a_line_end_may_stand_in_an_example(tmp_path):
    path = table(tmp_path, ("two-lines", "within", "a\\nb", "xa\\nbx", "ab", "invented"))
    assert by_name(load_rules(path, {}))["two-lines"].search("a\nb")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("r", "line", "a", "b", "c", "invented"), "line 2, rule r: misses b"),
        (("r", "line", "a", "a", "a", "invented"), "takes 'a', which it must not"),
        (("r", "line", "a(", "a", "b", "invented"), "is no regular expression"),
        (("r", "line", "{NOBODY}", "a", "b", "invented"), "unknown part(s) NOBODY"),
        (("r", "everywhere", "a", "a", "b", "invented"), "must be one of line, start, within"),
        (("r", "line", "a", "", "b", "invented"), "the cell yes is empty"),
        (("r", "line", "a", "a", "b", ""), "the cell seen is empty"),
        (("r", "line", "a"), "must hold 6 cells"),
    ],
)
def test_a_faulty_row_is_named_in_one_line(tmp_path, row, words):
    path = table(tmp_path, row)
    with pytest.raises(CorpusError) as refusal:
        load_rules(path, {})
    assert str(refusal.value).startswith(f"{path}: ")
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_every_fault_of_a_table_is_named(tmp_path):
    path = table(tmp_path, ("r", "line", "a", "b", "c", "x"), ("s", "line", "a(", "a", "b", "x"))
    with pytest.raises(CorpusError, match=r"line 2, rule r: .*, line 3, rule s: "):
        load_rules(path, {})


def test_the_hash_of_the_rules_knows_those_of_a_collection(tmp_path):
    bare = rules_sha256(tmp_path)
    table(tmp_path, ("r", "line", "a", "a", "b", "invented"), name="rules.tsv")
    assert rules_sha256(tmp_path) != bare
    assert part("HAN") == "[\\u4e00-\\u9fff]"


SITE = (
    ("banner", "line", "石渚普法在线★{HAN}+", "石渚普法在线★要闻", "石渚普法在线", "invented"),
    ("hotline", "edge", "值班.{1,6}", "值班：科员", "科员值班", "invented"),
    ("stamp", "ending", r"\s*（石渚\d+号）$", "渠修好了。（石渚12号）", "渠修好了。", "invented"),
)
PAGE = "石渚普法在线★要闻\n石渚县修好水渠\n渠修好了。\n值班：科员\n全县都有水。（石渚12号）\n值班：科员\n"


def test_a_collection_may_name_the_furniture_of_its_site(copy):
    folder = copy / "corpus" / "sample"
    table(folder, *SITE, name="rules.tsv")
    report = next(load_reports("sample"))
    made = layout(replace(report, text=PAGE))
    assert [line.text for line in made.lines] == ["石渚县修好水渠", "渠修好了。", "值班：科员", "全县都有水。"]
    assert [removal.rule for removal in made.removals if removal.rule != "space"] == ["banner", "stamp", "hotline"]
    assert layout(Report("a", PAGE)).lines[0].text == "石渚普法在线★要闻"


def test_a_faulty_rule_of_a_collection_is_refused_with_its_file(copy):
    path = table(copy / "corpus" / "sample", ("banner", "within", "石", "石", "渚", "invented"), name="rules.tsv")
    with pytest.raises(CorpusError, match=r"rules\.tsv: line 2, rule banner: where is 'within'; must be one of"):
        next(load_reports("sample"))
    path.unlink()
    assert next(load_reports("sample")).own_rules == ""


def test_import_reads_a_text_by_the_rules_of_its_collection(copy, tmp_path, baogao):
    table(copy / "corpus" / "sample", *SITE, name="rules.tsv")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert baogao("import", tmp_path / "page.txt", "sample")[0] == 0
    assert read_reports("sample")["title"].iloc[-1] == "石渚县修好水渠"


@pytest.mark.parametrize("name", ["lexicons/rules/furniture.tsv", "sample/rules.tsv"])
def test_tables_made_by_other_rules_are_refused(copy, name):
    read_table("sample", "passages")
    path = copy / "corpus" / name
    rows = path.read_text(encoding="utf-8") if path.is_file() else HEADER
    path.write_text(rows + "\t".join(SITE[0]) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"the set of rules .* has changed since"):
        read_table("sample", "passages")

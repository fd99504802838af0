"""Another lexicon: what differs in slogans and in published numbers, by plain counting, and nothing written."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pandas as pd
import pytest

from baogao.figures.recipes import RECIPES
from baogao.study import compare_lexicons as comparing
from baogao.study.compare_lexicons import changed_cells, compare_lexicons, key_of

LEXICON = "corpus/lexicons/slogans.tsv"
GONE, OTHER = "gao-zhi-liang-fa-zhan", "feng-qiao-jing-yan"  # no slogan supersedes the first

NOTHING = (
    "No slogan and no published number differs.\n"
    "slogans: 0 added, 0 removed, 0 with another canonical form, 0 with other forms, 0 of another class, "
    "0 of another family.\npublished numbers: 0 cells of 0 tables.\n"
)


@pytest.fixture
def changed(copy):
    """A lexicon without one slogan, with another form and another class of a second, and a third that is new."""
    lines = (copy / LEXICON).read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    rows = [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]]
    rows = [row for row in rows if row["slogan_id"] != GONE]
    other = next(row for row in rows if row["slogan_id"] == OTHER)
    other |= {"class": "ethos", "variants": "|".join([other["variants"], "澜州枫桥"])}
    rows.append(other | {"slogan_id": "lan-zhou-jing-shen", "canonical": "澜州精神", "variants": "", "supersedes": ""})
    path = copy.parent / "changed.tsv"
    path.write_text("\n".join(["\t".join(names), *("\t".join(row.values()) for row in rows), ""]), encoding="utf-8")
    return path


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts}


def test_slogans_and_numbers_that_differ(copy, changed, monkeypatch):
    recipe = RECIPES["slogan-reports"]._replace(collection="sample")
    monkeypatch.setattr(comparing, "RECIPES", {recipe.name: recipe})
    before, here = everything(copy), (os.environ["BAOGAO_TEXTS"], Path.cwd())
    slogans, cells, left_out = compare_lexicons(copy / LEXICON, changed, ["sample"])
    assert everything(copy) == before
    assert (os.environ["BAOGAO_TEXTS"], Path.cwd()) == here
    assert left_out == {}
    forms = slogans.pop("new")[slogans["column"] == "forms"].item()
    assert "澜州枫桥" in forms.split("|")
    assert slogans.drop(columns="old").values.tolist() == [
        ["slogans.tsv", "枫桥经验", "forms"],
        ["slogans.tsv", "枫桥经验", "class"],
        ["slogans.tsv", "高质量发展", "row"],
        ["slogans.tsv", "澜州精神", "row"],
    ]
    texts = "".join(path.read_text(encoding="utf-8") for path in (copy / "corpus/sample/texts").iterdir())
    fewer = texts.count("高质量发展")
    count = cells[(cells["table"] == "numbers.json") & (cells["column"] == "count")].iloc[0]
    assert count["row"] == "sample"
    assert int(count["old"]) - int(count["new"]) == fewer > 0
    assert "n_slogans" not in set(cells["column"])  # one less and one more
    gone = cells[(cells["table"] == "slogan-reports.csv") & cells["row"].str.startswith("高质量发展")]
    reports = sorted(path.stem for path in (copy / "corpus/sample/texts").iterdir())
    assert sorted(gone["row"]) == [f"高质量发展 {report}" for report in reports]
    assert set(map(tuple, gone[["column", "old", "new"]].to_numpy())) == {("row", "present", "")}


def test_a_lexicon_is_the_same_as_itself(copy, baogao):
    code, out, err = baogao("compare-lexicons", LEXICON, LEXICON, "--collection", "sample", "--format", "csv")
    assert (code, out) == (0, "table,row,column,old,new\n")
    assert err == NOTHING
    assert copy.is_dir()


def test_the_command_counts_what_it_prints(changed, baogao):
    code, out, err = baogao("compare-lexicons", LEXICON, changed, "--collection", "sample", "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    numbers = [row for row in rows if row["table"] == "numbers.json"]
    assert "1 added, 1 removed, 0 with another canonical form, 1 with other forms, 1 of another class, 0 of" in err
    assert f"published numbers: {len(numbers)} cells of 1 tables." in err
    assert {"table": "slogans.tsv", "row": "枫桥经验", "column": "class", "old": "model", "new": "ethos"} in rows


@pytest.mark.usefixtures("copy")
def test_what_cannot_be_compared_is_refused(tmp_path, refused):
    same = ["compare-lexicons", LEXICON, LEXICON]
    refused(same, "comparing lexicons needs the raw texts")
    refused([*same, "--collection", "judicial"], "judicial: comparing lexicons needs the raw texts, and 5 of 5")
    refused([*same, "--collection", "none"], "none: no such collection; the study has bilingual, central")
    refused(["compare-lexicons", LEXICON, "none.tsv", "--collection", "sample"], "none.tsv: there is no such file")
    faulty = tmp_path / "faulty.tsv"
    faulty.write_text(Path(LEXICON).read_text(encoding="utf-8").replace("\tgoal\t", "\taim\t", 1), encoding="utf-8")
    refused(["compare-lexicons", LEXICON, faulty, "--collection", "sample"], "faulty.tsv: line", "class 'aim'")


def test_a_figure_that_cannot_be_made_is_named(copy, changed, monkeypatch):
    recipe = RECIPES["topics-terms"]._replace(collection="sample")
    monkeypatch.setattr(comparing, "RECIPES", {recipe.name: recipe})
    _, cells, left_out = compare_lexicons(copy / LEXICON, changed, ["sample"])
    assert set(cells["table"]) == {"numbers.json"}
    assert list(left_out) == ["topics-terms.csv"]


def test_cells_by_hand():
    """Changed, gone and new rows; what is undefined on both sides is equal, on one side it is not."""
    old = pd.DataFrame({"slogan_id": ["a", "b", "c"], "slogan": ["甲", "乙", "丙"], "rate": [1.5, None, None], "n": 1})
    new = pd.DataFrame({"slogan_id": ["c", "d", "b"], "slogan": ["丙", "丁", "乙"], "rate": [0.25, 2, None], "n": 1})
    assert list(changed_cells("x.csv", old, new)) == [
        ("x.csv", "甲", "row", "present", ""),
        ("x.csv", "丙", "rate", "", "0.25"),
        ("x.csv", "丁", "row", "", "present"),
    ]


def test_the_rows_of_every_published_table_have_a_key(study):
    for path in (study / "figures").glob("*.csv"):
        table = pd.read_csv(path)
        key = key_of(table, table)
        assert not table.duplicated(key).any(), path.name
        assert len(key) <= 6, (path.name, key)

"""Extraction: the same bytes for any number of jobs, and nothing half written."""

from __future__ import annotations

import pytest

from baogao.features.build import build
from baogao.features.current import read_table
from baogao.language.lexicon import load_lexicon


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_committed_features_of_the_sample_come_out_again(copy, study):
    build("sample", jobs=1)
    assert contents(copy / "corpus/sample/features") == contents(study / "corpus/sample/features")
    assert (copy / "corpus/sample/reports.csv").read_bytes() == (study / "corpus/sample/reports.csv").read_bytes()


def test_two_jobs_give_the_same_bytes_as_one(copy, monkeypatch):
    monkeypatch.setattr("baogao.features.shards.REPORTS_PER_SHARD", 2)
    build("sample", jobs=1)
    one = contents(copy / "corpus/sample/features")
    build("sample", jobs=2)
    assert contents(copy / "corpus/sample/features") == one


def test_a_failed_build_leaves_the_old_tables(copy, refused):
    before = contents(copy / "corpus/sample/features")
    (copy / "corpus/sample/texts/yunxun-2022.txt").write_text("别的文字。\n", encoding="utf-8")
    refused(["build", "sample"], "yunxun-2022.txt: sha256 is")
    assert contents(copy / "corpus/sample/features") == before


def test_a_faulty_lexicon_stops_the_build_before_it_writes(copy, refused):
    lexicon = copy / "corpus/lexicons/slogans.tsv"
    lexicon.write_text(lexicon.read_text(encoding="utf-8").replace("\tgoal\t", "\taim\t", 1), encoding="utf-8")
    before = contents(copy / "corpus/sample/features")
    refused(["build", "sample"], "slogans.tsv: line", "class 'aim': must be one of numeric")
    assert contents(copy / "corpus/sample/features") == before


@pytest.mark.usefixtures("copy")
def test_absent_texts_are_one_line(refused):
    refused(["build", "judicial"], "5 of 5 are not here", "baogao import", "BAOGAO_TEXTS")


def test_manual_corrections_of_the_manifest_stay(copy):
    path = copy / "corpus/sample/reports.csv"
    changed = path.read_text(encoding="utf-8").replace("CC0-1.0", "CC0-1.0 (checked)")
    path.write_text(changed, encoding="utf-8")
    build("sample", jobs=1)
    assert path.read_text(encoding="utf-8") == changed


@pytest.mark.parametrize("collection", ["judicial", "work-reports"])
def test_feature_tables_hold_no_running_text(collection):
    assert read_table(collection, "terms")["term"].str.len().max() <= 40
    assert set(read_table(collection, "hits")["variant"]) <= set(load_lexicon().forms)
    assert read_table(collection, "passages")["section"].str.fullmatch(r"\d+(\.\d+)*").all()


def test_a_collection_may_do_without_terms(copy):
    tables = copy / "corpus/sample/tables.txt"
    tables.write_text("passages\nhits\n")
    assert set(build("sample", jobs=1)) == {"passages", "hits"}
    assert read_table("sample", "passages")["n_tokens"].isna().all()


def test_an_unknown_table_is_refused(copy, refused):
    (copy / "corpus/sample/tables.txt").write_text("passages\nverbs\n")
    refused(["build", "sample"], "tables.txt: no such table verbs", "passages, hits, candidates")

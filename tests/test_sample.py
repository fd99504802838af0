"""The sample: what was planted is found again."""

from __future__ import annotations

import json
import unicodedata

import pandas as pd
import pytest

from baogao.corpus.layout.layout import segment
from baogao.corpus.store.collection import load_reports, read_reports
from baogao.features.current import read_table
from baogao.language.lexicon import load_lexicon
from baogao.measures.rates import slogan_rates
from baogao.paths import find_study
from baogao.reading.concordance import kwic

WITH_TERMS = ["sample", "judicial", "work-reports", "provincial", "congress", "central", "resolutions"]


@pytest.fixture(scope="module")
def tables():
    return read_reports("sample"), read_table("sample", "passages"), read_table("sample", "hits")


@pytest.fixture(scope="module")
def facts():
    path = find_study() / "corpus" / "sample" / "planted.json"
    return {fact["id"]: fact for fact in json.loads(path.read_text(encoding="utf-8"))["facts"]}


@pytest.mark.parametrize(("slogan_id", "which"), [("qi-wu-pu-fa", "first"), ("ba-wu-pu-fa", "second")])
def test_the_planted_succession_is_found_report_by_report(tables, facts, slogan_id, which):
    reports, passages, hits = tables
    table = slogan_rates(reports, passages, hits[hits["slogan_id"] == slogan_id], by="report")
    found = dict(zip(table["report"], table["count"], strict=True))
    assert found == facts["slogan-succession"][which]["by_report"]


def test_the_successor_is_listed_as_one():
    table = load_lexicon().table.set_index("slogan_id")
    assert table.loc["ba-wu-pu-fa", "supersedes"] == "qi-wu-pu-fa"


def test_the_fading_topic_fades_by_the_planted_numbers(facts):
    lines = pd.concat([kwic("sample", word) for word in facts["fading-topic"]["words"]])
    by_year = lines["date"].str[:4].value_counts().reindex(["2019", "2020", "2021", "2022"], fill_value=0)
    assert by_year.tolist() == [24, 15, 6, 0]


def test_three_issuers_are_too_few_for_an_interval(tables):
    reports, passages, hits = tables
    assert slogan_rates(reports, passages, hits, by="level")[["low", "high"]].isna().all(axis=None)


def test_sizes_of_passages_add_up_to_those_of_reports(tables):
    reports, passages, _ = tables
    sums = passages.groupby("report_id")[["n_chars", "n_sentences"]].sum()
    told = reports.set_index("report_id")[["n_chars", "n_sentences"]].astype("int32")
    pd.testing.assert_frame_equal(sums.sort_index(), told.sort_index(), check_dtype=False)


def test_chinese_characters_of_reports_are_those_that_unicode_names_so(tables):
    n_han = tables[0].set_index("report_id")["n_han"]
    for report in load_reports("sample"):
        text = "".join(passage.read(report.text) for passage in segment(report)[0])
        assert n_han[report.report_id] == sum("CJK UNIFIED IDEOGRAPH" in unicodedata.name(char, "") for char in text)


@pytest.mark.parametrize("collection", WITH_TERMS)
def test_protected_terms_add_up_to_the_tokens_of_each_passage(collection):
    terms = read_table(collection, "terms")
    protected = terms[terms["policy"] == "protected"].groupby("passage_id")["count"].sum()
    passages = read_table(collection, "passages").set_index("passage_id")["n_tokens"]
    pd.testing.assert_series_equal(protected, passages[passages > 0].sort_index(), check_names=False, check_dtype=False)


@pytest.mark.parametrize("collection", [*WITH_TERMS, "work-reports-variants"])
def test_hits_lie_in_their_passages_and_maximal_ones_do_not_overlap(collection):
    hits = read_table(collection, "hits").merge(
        read_table(collection, "passages"), on="passage_id", suffixes=("", "_p")
    )
    assert ((hits["start"] >= hits["start_p"]) & (hits["end"] <= hits["end_p"])).all()
    held = hits[hits["maximal"]].sort_values(["report_id", "start"])
    same = held["report_id"].eq(held["report_id"].shift(-1))
    assert (held["end"] <= held["start"].shift(-1))[same].all()

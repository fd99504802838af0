"""Attestations: by hand, against plain reading of the sample, out of date, and against the dates of the lexicon."""

from __future__ import annotations

import pandas as pd
import pytest

import baogao as bg
from baogao.errors import CorpusError
from baogao.features.attestations import attested, uses_of
from baogao.features.build import build
from baogao.language.lexicon import load_lexicon
from baogao.language.senses import load_other_senses
from baogao.measures.attestations import attested_first, in_slogan_sense
from baogao.paths import STUDY

REPORTS = pd.DataFrame(
    [
        ("a", "2013-11-15", 2013, "x"),
        ("b", "2013", 2013, "x"),
        ("c", "", 2012, ""),
        ("d", "", None, "y"),
        ("e", "2013-11-15", 2013, "z"),
    ],
    columns=["report_id", "date", "year", "issuer"],
).astype({"year": "Int64"})


def hits(*rows):
    """Each row a report, a slogan, a form; the first of them nested."""
    table = pd.DataFrame(rows, columns=["report_id", "slogan_id", "variant"])
    table["passage_id"] = table.pop("report_id") + ":0001"
    return table.assign(maximal=[False] + [True] * (len(rows) - 1))


def attested_rows(*rows):
    return attested(uses_of(hits(*rows)), REPORTS, "mine").set_index("slogan_id").drop(columns="collection")


def test_first_and_last_by_hand():
    """The first use is the earliest certain one: a day before its year; nested uses count; ties by the manifest."""
    table = attested_rows(("b", "s", "f"), ("a", "s", "f"), ("a", "s", "f"), ("e", "s", "g"), ("d", "s", "f"))
    assert table.loc["s"].tolist() == ["2013-11-15", "a", "2013-11-15", "e", 4, 3]
    assert attested_rows(("b", "s", "f")).loc["s"].tolist() == ["2013", "b", "2013", "b", 1, 1]


def test_a_year_stands_for_a_date_and_reports_without_either_come_last():
    assert attested_rows(("c", "s", "f"), ("a", "s", "f")).loc["s"].tolist() == ["2012", "c", "2013-11-15", "a", 2, 1]
    assert attested_rows(("d", "s", "f"), ("b", "s", "f")).loc["s"].tolist() == ["2013", "b", "2013", "b", 2, 2]
    assert attested_rows(("d", "s", "f")).loc["s"].tolist() == ["", "d", "", "d", 1, 1]


def test_no_hit_is_a_table_without_rows():
    assert attested(uses_of(hits(("a", "s", "f")).head(0)), REPORTS, "mine").empty


@pytest.mark.parametrize("form", ["七五普法", "枫桥经验", "八五普法"])
def test_the_sample_agrees_with_plain_reading(study, form):
    """The forms are looked for in the raw files, the dates in the manifest, by other means than the library's."""
    lexicon = load_lexicon()
    forms = [each for each, slogan_id in lexicon.forms.items() if slogan_id == lexicon.forms[form]]
    manifest = pd.read_csv(study / "corpus/sample/reports.csv", index_col="report_id")
    texts = {name: (study / f"corpus/sample/texts/{name}.txt").read_text(encoding="utf-8") for name in manifest.index}
    using = manifest.loc[[any(each in text for each in forms) for text in texts.values()]].sort_values("date")
    row = bg.attestations("sample", form).iloc[0]
    assert (row["first_report"], row["first_date"]) == (using.index[0], using["date"].iloc[0])
    assert (row["last_report"], row["last_date"]) == (using.index[-1], using["date"].iloc[-1])
    assert (row["n_reports"], row["n_issuers"]) == (len(using), using["issuer"].nunique())


@pytest.mark.parametrize("name", [name for name in STUDY if name != "bilingual"])  # whose reports are in work-reports
def test_the_committed_attestations_are_those_of_the_committed_hits(name):
    coll = bg.collection(name)
    pd.testing.assert_frame_equal(coll.attestations, attested(uses_of(coll.hits), coll.reports, name))
    assert set(coll.attestations["slogan_id"]) == set(coll.hits["slogan_id"])


def test_a_part_has_the_attestations_of_its_reports():
    sample = bg.collection("sample")
    part = sample.where(region="澜州市", year=2020)
    assert set(part.attestations["first_report"]) == set(part.attestations["last_report"]) == {"lan-2020"}
    assert set(part.attestations["slogan_id"]) == set(part.hits["slogan_id"])
    every = sample.where(region=sorted(set(sample.reports["region"])))
    pd.testing.assert_frame_equal(every.attestations, sample.attestations)


def test_dates_mended_after_a_build_void_the_attestations_alone(copy, refused):
    path = copy / "corpus/sample/reports.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2019-12-26", "2019-12-25"), encoding="utf-8")
    refused(["attestations", "sample"], "the list of dates and issuers (reports.csv) has changed", "build sample")
    sample = bg.collection("sample")
    assert len(sample.hits)
    with pytest.raises(CorpusError, match="the list of dates"):
        _ = sample.attestations
    assert {"attestations": "note"}.items() <= dict(bg.doctor("sample")[["where", "kind"]].to_numpy()).items()
    build("sample", jobs=1)
    assert "2019-12-25" in set(bg.collection("sample").attestations["first_date"])


def test_attestations_without_hits_are_refused(copy, refused):
    (copy / "corpus/sample/tables.txt").write_text("passages\nattestations\n")
    refused(["build", "sample"], "tables.txt: names attestations and not hits")


def test_a_collection_that_is_out_of_date_is_left_out_and_named(copy, baogao):
    path = copy / "corpus/headlines/reports.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1946-10-01,1946", "1946-10-02,1946"), encoding="utf-8")
    code, out, err = baogao("attestations", "judicial", "--slogan", "枫桥经验", "--format", "csv")
    assert code == 0
    assert ",headlines," not in out
    assert "left out: headlines." in err


def test_the_command_prints_the_form_first_and_a_row_for_a_slogan_without_a_use(baogao, refused):
    code, out, err = baogao("attestations", "sample", "--slogan", "863计划", "--slogan", "七五普法", "--format", "csv")
    lines = [line.split(",") for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert (lines[0][0], lines[0][-1]) == ("slogan", "slogan_id")
    assert {"coined_date", "attested_first"} <= set(lines[0])
    assert [(line[0], line[6], line[11]) for line in lines[1:]] == [("863计划", "", "0"), ("七五普法", "sample", "6")]
    refused(["attestations", "--slogan", "澜州精神"], "--slogan: 澜州精神 is no form of the lexicon")


def test_the_invented_texts_attest_nothing_in_the_study():
    table = bg.attestations("sample")
    assert set(table["attested_in"]) <= {*STUDY, ""} - {"sample"}


def test_the_first_of_several_collections_is_the_earliest_certain_date():
    def table(collection, date):
        return pd.DataFrame({"slogan_id": ["s"], "collection": collection, "first_date": date})

    tables = [table("p", "2008"), table("q", "2007"), table("r", "2007-03-05"), table("t", "2007-03-05")]
    assert attested_first([*tables, table("u", "")]).values.tolist() == [["s", "2007-03-05", "r"]]
    assert attested_first([table("u", "")]).empty


SENSES = pd.DataFrame({"form": ["f"], "until": ["2013"]})


def test_early_uses_in_another_sense_are_left_out():
    rows = hits(("a", "s", "f"), ("c", "s", "g"), ("d", "s", "f"), ("a", "t", "h"), ("a", "u", "f"))
    table = attested(uses_of(rows), REPORTS, "mine")
    left = in_slogan_sense(table, rows, REPORTS, SENSES).set_index("slogan_id")
    assert left.loc["s", ["first_report", "last_report", "n_reports"]].tolist() == ["c", "c", 2]
    assert left.index.tolist() == ["s", "t"]
    pd.testing.assert_frame_equal(in_slogan_sense(table, rows, REPORTS, SENSES.head(0)), table)


@pytest.mark.parametrize(
    ("until", "left"), [("2013-11-14", 1), ("2013-11-15", 0), ("2013-11", 0), ("2013", 0), ("2012", 1)]
)
def test_another_sense_ends_at_the_precision_of_its_date(until, left):
    rows = hits(("a", "s", "f"))
    table = attested(uses_of(rows), REPORTS, "mine")
    assert len(in_slogan_sense(table, rows, REPORTS, SENSES.assign(until=until))) == left


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("三步走\theadlines\t1958-02-30\tplain", "until '1958-02-30': must be a real YYYY"),
        ("三步走\theadlines\t\tplain", "until ''"),
        ("三步走\theadlines\t1959\tplain\n三步走\theadlines\t1960\tplain", "stands in line 2 already"),
    ],
)
def test_a_faulty_table_of_other_senses_is_refused(tmp_path, row, words):
    path = tmp_path / "other-senses.tsv"
    path.write_text(f"form\tcollection\tuntil\tnote\n{row}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=words):
        load_other_senses(path)


def test_other_senses_are_of_forms_and_collections_that_there_are():
    table = load_other_senses()
    assert set(table["form"]) <= set(load_lexicon().forms)
    assert set(table["collection"]) <= {*STUDY, "evening-news"}  # whose collection is to come


def test_no_curated_date_is_later_than_an_attestation_in_the_same_sense():
    table = bg.attestations([name for name in STUDY if name not in ("sample", "bilingual")])
    dated = table[(table["coined_date"] != "") & (table["first_date"] != "")]
    assert len(dated) > 1000
    late = [
        f"{row.slogan}: coined {row.coined_date}, in {row.collection} {row.first_date}"
        for row in dated.itertuples()
        if (n := min(len(row.coined_date), len(row.first_date))) and row.coined_date[:n] > row.first_date[:n]
    ]
    assert late == []

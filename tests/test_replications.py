"""Published counts: every row is computed anew, its sign follows, and what differs has a cause."""

from __future__ import annotations

import pytest

import baogao as bg
from baogao.errors import SettingError
from baogao.study.replications import (
    CAUSES,
    count_string,
    holds,
    load_replications,
    part_where,
    recompute,
    replications_page,
)

ROWS = load_replications()
COMPUTED = ROWS[ROWS["unit"] != "none"]
TITLE = "坚定不移沿着中国特色社会主义道路前进" + "\n" + "为全面建成小康社会而奋斗" + "\n" + "在中国共产党第十八次"


@pytest.mark.parametrize(
    "number", COMPUTED.index, ids=lambda number: "{where} {form} {unit}".format(**ROWS.loc[number])
)
def test_a_published_count_is_recomputed(number):
    row = ROWS.loc[number]
    value = recompute(row)
    if value is None:
        pytest.skip(f"{row['collection']}: {row['form']} is in no feature table, and the texts are not here")
    assert value == float(row["ours"])
    if row["published"]:
        difference = value - float(row["published"])
        assert row["difference"] == ("0" if difference == 0 else "+" if difference > 0 else "-")


def test_there_are_ninety_rows_and_each_difference_has_a_cause():
    assert len(ROWS) >= 90
    compared = ROWS[(ROWS["published"] != "") & (ROWS["ours"] != "")]
    agree = compared.apply(holds, axis=1)
    assert (compared.loc[agree, "cause"] == "none").all()
    assert (compared.loc[~agree, "cause"] != "none").all()
    assert set(ROWS["cause"]) == set(CAUSES)
    assert agree.sum() >= 59  # a number rounded by its press agrees only if ours rounds to it


def test_the_title_explains_the_difference_to_the_letter():
    rows = ROWS[ROWS["cause"] == "title"]
    for form, published, ours in rows[["form", "published", "ours"]].itertuples(index=False):
        assert int(published) - int(ours) == TITLE.count(form), form


def test_false_and_contradictory_claims_are_there():
    false = ROWS[ROWS["cause"] == "false"].iloc[0]
    assert float(false["ours"]) > float(false["published"]) == 77
    assert set(ROWS.loc[ROWS["cause"] == "contradiction", "published"]) == {"144", "178"}


def test_a_form_with_exceptions_is_counted_as_a_string():
    """By hand: 科学发展 stands 27 times in 2012, 16 of them in 科学发展观, which the lexicon holds to be another."""
    row = ROWS[(ROWS["form"] == "科学发展") & (ROWS["where"] == "year=2012")].iloc[0]
    assert int(row["ours"]) - 16 == 11


def test_strings_of_the_sample_are_counted(study):
    part = part_where("sample", "year=2019")
    folder = study / "corpus" / "sample" / "texts"
    texts = [(folder / name).read_text(encoding="utf-8") for name in part.reports["file"]]
    for form in ("依法", "调解", "普法"):
        assert count_string(part, form) == sum(text.count(form) for text in texts) > 0


def test_the_page_is_the_tables(study):
    assert (study / "docs" / "replications.md").read_text(encoding="utf-8") == replications_page()


def test_tokens_are_words_and_no_strings():
    """By the table of terms: words of jieba's, and none of a slogan that jieba always cuts."""
    terms = bg.collection("sample").terms.query("policy == 'plain' and term == '法治'")
    words = bg.slogan_rates("sample", "法治", tokens=True)
    strings = bg.slogan_rates("sample", "法治")
    assert 0 < words["count"].sum() == terms["count"].sum()
    assert words["count"].sum() <= (strings["count"] + strings["nested_count"]).sum()
    assert words["nested_count"].sum() == 0
    assert words.columns.tolist() == strings.columns.tolist()
    assert bg.slogan_rates("sample", "谁执法谁普法", tokens=True)["count"].sum() == 0
    with pytest.raises(SettingError, match="tokens=True"):
        bg.slogan_rates("sample", "普法", tokens=True, variants=True)
    with pytest.raises(SettingError, match="tokens=True"):
        bg.slogan_rates("sample", tokens=True)


def test_rates_per_chinese_character_are_the_count_by_n_han():
    reports = bg.collection("sample").reports
    table = bg.slogan_rates("sample", "普法", by="report", per="han").set_index("report")
    for report, n_han in zip(reports["report_id"], reports["n_han"], strict=True):
        assert table.loc[report, "rate_per_10k"] == pytest.approx(10_000 * table.loc[report, "count"] / n_han)
    with pytest.raises(SettingError, match="per="):
        bg.slogan_rates("sample", "普法", per="words")


def test_both_work_on_the_command_line(baogao, refused):
    code, out, _ = baogao("slogans", "sample", "--slogan", "普法", "--tokens", "--per", "han", "--format", "csv")
    assert code == 0
    assert out.splitlines()[0] == "year,n_reports,n_chars,count,nested_count,rate_per_10k,low,high"
    refused(["slogans", "sample", "--tokens"], "--tokens", "--slogan")
    refused(["slogans", "sample", "--slogan", "普法", "--tokens", "--family"], "--tokens")

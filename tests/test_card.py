"""The card of a collection: sums, gaps, and the part of each data statement that is made from the manifest."""

from __future__ import annotations

import pandas as pd
import pytest

from baogao.corpus.store.absent import read_absent
from baogao.corpus.store.collapsed import without_repeats
from baogao.corpus.store.collection import read_reports
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import CorpusError, SettingError, TableError
from baogao.figures.recipes.corpus_card import plot_lengths, tabulate
from baogao.figures.style import house_style
from baogao.measures.coverage import CARD, corpus_card, missing_years
from baogao.paths import STUDY
from baogao.study.card import BEGIN, END, card_lines, card_text, write_card

TITLES = "Texts that hold their title: 1 of 3 whose title is known (column `title_in_text`)."
NONE_TWICE = "Files listed twice: none (`baogao duplicates` compares their texts)."


def reports(**columns):
    table = pd.DataFrame(
        {
            "report_id": ["a", "b", "c", "d"],
            "year": [2001, 2001, 2004, None],
            "region": ["澜州市", "石渚县", "石渚县", ""],
            "level": ["city", "county", "county", "unknown"],
            "genre": "speech",
            "subgenre": "",
            "licence": "CC0-1.0",
            "sha256": list("1234"),
            "title_in_text": ["yes", "no", "", "no"],
            "n_chars": [10, 20, 60, 30],
        }
    ).assign(**columns)
    return table.astype({"year": "Int64", "n_chars": "Int64"})


def test_the_card_by_hand():
    card = corpus_card(reports()).set_index(["by", "value"])
    assert card.loc[("all", "")].tolist() == [4, 120, 25]
    assert card.loc[("year", "2001")].tolist() == [2, 30, 15]
    assert card.loc[("year", "unknown")].tolist() == [1, 30, 30]
    assert card.loc[("region", "石渚县")].tolist() == [2, 80, 40]


@pytest.mark.parametrize("collection", STUDY)
def test_each_part_of_a_card_sums_to_the_whole(study, collection):
    manifest = read_manifest(study / "corpus" / collection)
    card = corpus_card(manifest)
    sums = card.groupby("by")[["n_reports", "n_chars"]].sum()
    assert set(sums.index) == {"all", *CARD}
    assert (sums["n_reports"] == len(manifest)).all()
    assert (sums["n_chars"] == manifest["n_chars"].sum()).all()


def test_years_without_a_report():
    assert missing_years(reports()) == [2002, 2003]
    assert missing_years(reports(year=None)) == []
    assert missing_years(reports(year=2001)) == []


def test_a_table_that_is_no_manifest_is_refused():
    with pytest.raises(TableError, match="licence"):
        corpus_card(reports().drop(columns="licence"))


def test_the_text_tells_what_differs_in_rows_and_what_does_not_in_a_line():
    text = card_text(reports())
    assert "| all | 4 | 120 | 25 |" in text
    assert "| level: county | 2 | 80 | 40 |" in text
    assert "| region: unknown | 1 | 30 | 30 |" in text
    assert "| level: unknown | 1 | 30 | 30 |" in text
    assert "In all reports: genre speech; licence CC0-1.0." in text
    assert "Years 2001–2004, 2 with a report; 1 undated.\n" in text
    assert "Years: unknown; 4 undated.\nGaps (years without a text): unknown.\n" in card_text(reports(year=None))
    assert "| all | 4 | 0 |  |" in card_text(reports(n_chars=None))


def test_gaps_and_duplicates_have_a_line_also_where_there_are_none():
    assert card_lines(reports())[1:] == [
        "Gaps (years without a text): 2002–2003.",
        NONE_TWICE,
        TITLES,
    ]
    assert card_lines(reports(year=2001, sha256=list("1231")))[1:] == [
        "Gaps (years without a text): none.",
        "Files listed twice: 1 (`baogao duplicates` compares their texts).",
        TITLES,
    ]


def test_reports_known_without_a_text_and_titles_have_lines_of_their_own():
    lines = card_lines(reports(title_in_text=""), absent=[2002, 2003])
    assert "Reports known to have been made (`absent.csv`): 2002, 2003." in lines
    assert "Texts that hold their title: not known, since no title is." in lines


def test_the_list_of_reports_without_a_text_is_checked(copy):
    path = copy / "corpus/sample/absent.csv"
    assert read_absent("sample").empty
    path.write_text("year,title,evidence\n2018,政府工作报告,\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 2, evidence"):
        read_absent("sample")
    path.write_text("year,title,evidence\n2018,政府工作报告,a notice\n", encoding="utf-8")
    assert read_absent("sample")["year"].tolist() == [2018]


@pytest.mark.parametrize("column", ["region", "licence", "level"])
def test_what_is_not_known_has_one_name_in_every_column(column):
    value = "unknown" if column == "level" else ""
    assert corpus_card(reports(**{column: value})).query("by == @column")["value"].tolist() == ["unknown"]
    assert f"{column} unknown" in card_text(reports(**{column: value}))


@pytest.mark.parametrize("collection", STUDY)
def test_the_data_statements_hold_the_card_of_their_manifest(study, collection):
    folder = study / "corpus" / collection
    statement = (folder / "README.md").read_text(encoding="utf-8")
    card = card_text(read_manifest(folder), without_repeats(folder), read_absent(folder)["year"].tolist())
    assert card in statement, f"run `baogao card {collection} --write`"


def test_a_card_takes_the_place_of_the_older_one_and_of_nothing_else(copy, baogao):
    path = copy / "corpus/sample/README.md"
    path.write_text(f"# sample\n\n{BEGIN}\nolder card\n{END}\n\nlast line\n", encoding="utf-8")
    assert write_card("sample")
    assert not write_card("sample")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# sample\n\n{BEGIN}\n| | reports")
    assert text.endswith(f"{END}\n\nlast line\n")
    assert "older card" not in text
    path.write_text("# sample\n", encoding="utf-8")
    assert baogao("card", "sample", "--write")[:2] == (0, "sample: written.\n")
    assert path.read_text(encoding="utf-8").count(BEGIN) == 1
    path.write_text(f"# sample\n{BEGIN}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="only one of"):
        write_card("sample")


def test_the_command_prints_the_table(baogao, study):
    titles = TITLES.replace("1 of 3", "11 of 12")  # one speech begins with its salutation
    assert baogao("card", "sample")[1].endswith(f"text): none.\n{NONE_TWICE}\n{titles}\n")
    code, out, err = baogao("card", "sample", "--format", "csv")
    assert code == 0
    assert "Gaps" in err
    assert "Gaps" not in out
    whole = read_manifest(study / "corpus/sample")["n_chars"]
    assert out.splitlines()[1] == f"all,,12,{whole.sum()},{(sorted(whole)[5] + sorted(whole)[6]) / 2:g}"


def test_the_figure_has_one_dot_a_report_and_a_median_only_of_three_or_more():
    table = tabulate("provincial")
    manifest = read_reports("provincial").set_index("report_id")["n_chars"]
    assert table.set_index("report_id")["n_chars"].sort_index().equals(manifest.sort_index())
    with house_style():
        lines = plot_lengths(table).axes[0].get_lines()
        assert [len(line.get_xdata()) for line in lines] == [21, 21]
        dots = sorted(x for line in lines for x in line.get_xdata())
        assert dots == pytest.approx(sorted(manifest / 1000))
        figure = plot_lengths(tabulate("sample"))
    words = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert words == ["2019 (3)", "2020 (3)", "2021 (3)", "2022 (3)", "中位数 median"]


def test_a_collection_of_one_region_level_and_genre_is_refused():
    with pytest.raises(SettingError, match="nothing to set side by side"):
        tabulate("work-reports")

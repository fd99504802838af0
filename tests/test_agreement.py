"""Agreement of transcriptions: cells and shares by hand, defective texts, refusals; the list of defects."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from baogao.corpus.store.collection import read_reports
from baogao.corpus.store.defects import read_defects
from baogao.errors import CorpusError, SettingError, TableError
from baogao.features.current import read_table
from baogao.measures.agreement import transcription_agreement, transcription_cells, transcription_sizes


def texts(rows):
    """Manifest of (year, outlet, n_chars); the id is both of the first."""
    table = pd.DataFrame(rows, columns=["year", "outlet", "n_chars"])
    table.insert(0, "report_id", [f"{outlet}-{year}" for year, outlet, _ in rows])
    return table.astype({"year": "Int64"}).assign(issuer="云浔省政府", region="云浔省", genre="work-report")


def counted(reports, counts):
    """Passages and hits: ``counts`` is {(report_id, slogan_id): (maximal, nested)}."""
    passages = pd.DataFrame({"passage_id": reports["report_id"] + ":0001", "report_id": reports["report_id"]})
    rows = [
        (f"{report}:0001", slogan, maximal)
        for (report, slogan), (whole, nested) in counts.items()
        for maximal in [True] * whole + [False] * nested
    ]
    return passages, pd.DataFrame(rows, columns=["passage_id", "slogan_id", "maximal"])


# 2001 stands in all three, 2002 in two, 2003 in one, and one text is undated.
REPORTS = texts(
    [
        (2001, "a", 1000),
        (2001, "b", 1000),
        (2001, "c", 1250),
        (2002, "a", 500),
        (2002, "b", 400),
        (2003, "a", 900),
        (pd.NA, "b", 800),
    ]
)
COUNTS = {
    ("a-2001", "s"): (2, 0),
    ("b-2001", "s"): (2, 0),
    ("c-2001", "s"): (3, 0),
    ("a-2001", "t"): (1, 0),
    ("b-2001", "t"): (1, 1),
    ("c-2001", "t"): (1, 0),
    ("a-2002", "s"): (4, 0),
    ("b-2002", "u"): (0, 1),
    ("a-2003", "s"): (9, 0),
}
NONE = pd.DataFrame({"report_id": []})


def test_cells_by_hand():
    cells = transcription_cells(REPORTS, *counted(REPORTS, COUNTS))
    assert cells[["slogan_id", "year", "outlet", "count", "equal"]].values.tolist() == [
        ["s", 2001, "a", 2, False],
        ["s", 2001, "b", 2, False],
        ["s", 2001, "c", 3, False],
        ["s", 2002, "a", 4, False],
        ["s", 2002, "b", 0, False],  # 2003 stands in one transcription only
        ["t", 2001, "a", 1, True],
        ["t", 2001, "b", 1, True],
        ["t", 2001, "c", 1, True],
    ]  # u has no maximal count in 2002, and t none: cells of zeros are left out
    assert cells.loc[cells["outlet"] == "c", "n_chars"].tolist() == [1250, 1250]


def test_plain_counting_takes_nested_occurrences_too():
    cells = transcription_cells(REPORTS, *counted(REPORTS, COUNTS), nested=True)
    assert cells.groupby(["slogan_id", "year"])["equal"].first().to_dict() == {
        ("s", 2001): False,
        ("s", 2002): False,
        ("t", 2001): False,
        ("u", 2002): False,
    }
    assert cells.loc[cells["slogan_id"] == "t", "count"].tolist() == [1, 2, 1]


def test_shares_with_and_without_defective_texts_by_hand():
    table = transcription_agreement(
        REPORTS, *counted(REPORTS, COUNTS), pd.DataFrame({"report_id": ["c-2001"], "defect": ["is doubled"]})
    )
    found = table.set_index(["texts", "years", "counts"])[["n_years", "n_cells", "n_equal"]].T.to_dict("list")
    assert found == {
        ("all", "every", "maximal"): [1, 2, 1],
        ("all", "two", "maximal"): [2, 3, 1],
        ("all", "every", "plain"): [1, 2, 0],
        ("all", "two", "plain"): [2, 4, 0],
        ("unmarked", "every", "maximal"): [0, 0, 0],  # no year is left in all three
        ("unmarked", "two", "maximal"): [2, 3, 2],
        ("unmarked", "every", "plain"): [0, 0, 0],
        ("unmarked", "two", "plain"): [2, 4, 1],
    }
    assert table.loc[1, "share_equal"] == pytest.approx(1 / 3)
    assert math.isnan(table.loc[4, "share_equal"])
    assert table[["low", "high"]].isna().all(axis=None)  # two years carry no interval


def many_years(differing, n_slogans=10):
    """Two transcriptions of as many years; in year y so many of the slogans differ."""
    years = range(2001, 2001 + len(differing))
    reports = texts([(year, outlet, 1000) for year in years for outlet in "ab"])
    counts = {
        (f"{outlet}-{year}", f"s{number}"): (2 if outlet == "a" and number < wrong else 1, 0)
        for year, wrong in zip(years, differing, strict=True)
        for outlet in "ab"
        for number in range(n_slogans)
    }
    return reports, counts


def test_the_interval_takes_years_as_clusters():
    differing = [3, 0, 1, 0, 0, 2, 0, 1, 0, 1, 0, 0]
    reports, counts = many_years(differing)
    row = transcription_agreement(reports, *counted(reports, counts), NONE).iloc[0]
    rate = 8 / 120
    residuals = np.array(differing) - 10 * rate
    se = math.sqrt(12 / 11 * (residuals**2).sum()) / 8
    reach = t.ppf(0.975, 11) * se
    assert row["share_equal"] == pytest.approx(1 - rate)
    assert row["low"] == pytest.approx(1 - rate * math.exp(reach))
    assert row["high"] == pytest.approx(1 - rate * math.exp(-reach))


def test_the_interval_stays_a_share_and_is_undefined_when_nothing_differs():
    reports, counts = many_years([10] * 6 + [0] * 5)  # the bound of what differs is 6/11 exp(2.23 x .289) = 1.04
    assert transcription_agreement(reports, *counted(reports, counts), NONE).loc[0, "low"] == 0
    reports, counts = many_years([0] * 12)
    row = transcription_agreement(reports, *counted(reports, counts), NONE).iloc[0]
    assert row["share_equal"] == 1
    assert row[["low", "high"]].isna().all()


def test_the_same_text_three_times_agrees_whatever_the_order_of_rows():
    one = texts([(2001, outlet, 700) for outlet in "abc"])
    counts = {(report, slogan): (2, 1) for report in one["report_id"] for slogan in "stu"}
    assert transcription_agreement(one, *counted(one, counts), NONE)["share_equal"].tolist() == [1.0] * 8
    passages, hits = counted(REPORTS, COUNTS)
    shuffled = [table.sample(frac=1, random_state=7) for table in (REPORTS, passages, hits)]
    pd.testing.assert_frame_equal(transcription_cells(*shuffled), transcription_cells(REPORTS, passages, hits))


def test_without_hits_there_are_no_cells():
    passages, hits = counted(REPORTS, COUNTS)
    assert transcription_cells(REPORTS, passages, hits.head(0)).empty
    assert transcription_agreement(REPORTS, passages, hits.head(0), NONE)["share_equal"].isna().all()


def test_sizes_by_hand():
    assert transcription_sizes(REPORTS).values.tolist() == [[2001, 3, 1000, 1250, 0.25], [2002, 2, 400, 500, 0.25]]
    empty = transcription_sizes(REPORTS.assign(n_chars=pd.array([0] * 7, dtype="Int64")))
    assert empty["spread"].isna().all()


def test_what_is_no_transcription_is_refused():
    features = counted(REPORTS, COUNTS)
    with pytest.raises(SettingError, match=r"1 report\(s\), and no year"):
        transcription_cells(REPORTS.head(1), *features)
    with pytest.raises(SettingError, match=r"reports of 2001 differ in issuer, region, genre"):
        transcription_cells(REPORTS.assign(issuer=list("xyxxxxx")), *features)
    with pytest.raises(TableError, match=r"year of a-2002 stands twice"):
        transcription_cells(pd.concat([REPORTS, REPORTS.iloc[[3]]]), *features)
    with pytest.raises(TableError, match=r"reports lacks column\(s\) outlet"):
        transcription_cells(REPORTS.drop(columns="outlet"), *features)
    with pytest.raises(TableError, match=r"defects lacks column\(s\) report_id"):
        transcription_agreement(REPORTS, *features, pd.DataFrame())
    with pytest.raises(SettingError, match="no year"):
        transcription_agreement(REPORTS, *features, REPORTS[REPORTS["outlet"] != "a"])


def test_a_collection_of_other_reports_is_refused():
    with pytest.raises(SettingError, match="no transcriptions of one"):
        transcription_cells(read_reports("sample"), read_table("sample", "passages"), read_table("sample", "hits"))


def test_the_texts_that_the_data_statement_calls_defective_are_listed():
    defects = read_defects("work-reports-variants")
    assert len(defects) == 10
    named = dict(zip(defects["report_id"], defects["defect"], strict=True))
    assert named["gwr-1959-web-crawl"] == "holds the text twice"
    assert named["gwr-2007-web-crawl"] == "is cut off"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "report_id,why\na,b\n",
            r"lacks .* defect, has unknown .* why; the columns are report_id, defect",
        ),
        ("report_id,defect\nno-such,is cut off\n", "line 2, report_id 'no-such': must be a report of reports.csv"),
        ("report_id,defect\n{0},x\n{0},y\n", "line 3, report_id .*: stands in line 2 already"),
        ("", "cannot be read as a UTF-8 CSV table"),
    ],
)
def test_a_faulty_list_of_defects_is_told(copy, content, told):
    first = read_reports("sample")["report_id"].iloc[0]
    (copy / "corpus/sample/defects.csv").write_text(content.format(first), encoding="utf-8")
    with pytest.raises(CorpusError, match=told):
        read_defects("sample")

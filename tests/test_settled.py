"""The doctor's doubts about single reports, and that what was settled is not asked again."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.store.settled import read_settled
from baogao.reading.findings import Finding, grouped
from readable import change, filled

TEXT = "全市普法工作会议召开\n2021-03-05 来源：澜州日报\n会议要求，澜州市司法局抓好普法。会议强调，要走进山村。\n"


EMPTY = dict.fromkeys(["title", "date", "year", "region", "outlet"], "") | {"level": "unknown", "genre": "other"}


@pytest.fixture
def imported(copy, baogao):
    """Import a text into a collection, whose folder comes back."""

    def imported(text, name="lan"):
        path = filled(copy.parent, {f"{name}.txt": text}) / f"{name}.txt"
        assert baogao("import", path, "mine")[0] == 0
        return copy / "corpus" / "mine"

    return imported


@pytest.fixture
def mine(imported):
    """A collection of one report whose manifest holds nothing but what every row must hold."""
    folder = imported(TEXT)
    change(folder, lambda table: table.assign(**EMPTY))
    return folder


def doubts(baogao):
    """Doubts about the report: what, and what its text proposes with which confidence."""
    out = baogao("doctor", "mine", "--format", "csv")[1]
    table = pd.read_csv(io.StringIO(out), dtype=str, keep_default_na=False).query("kind == 'doubt'")
    rows = table[table["where"].str.startswith("lan")].set_index("where")
    return {where: (*row,) for where, *row in rows[["what", "proposed", "confidence"]].itertuples()}


@pytest.mark.usefixtures("mine")
def test_what_the_text_says_and_the_manifest_lacks_is_doubtful(baogao):
    doubted = doubts(baogao)
    columns = ("title", "date", "region", "outlet", "issuer", "level", "genre")
    assert set(doubted) - {"lan"} == {f"lan, {name}" for name in columns}
    assert doubted["lan, issuer"] == ("is empty; the text perhaps means it", "澜州市司法局", "0.5")
    assert doubted["lan, date"] == ("is empty; the text states it", "2021-03-05", "0.95")
    assert doubted["lan, outlet"][1] == "澜州日报"
    called = {name: doubted[f"lan, {name}"][0].partition(";")[0] for name in ("level", "genre", "date")}
    assert called == {"level": "is unknown", "genre": "is other", "date": "is empty"}


@pytest.mark.usefixtures("mine")
def test_a_doubt_shows_value_confidence_and_offsets_and_is_told_once(baogao):
    lines = baogao("doctor", "mine")[1].splitlines()
    assert lines[0].split() == ["kind", "where", "what", "proposed", "confidence", "evidence"]
    doubted = [line.split() for line in lines if "lan, issuer" in line]
    start = TEXT.index("澜州市司法局")
    assert [line[-3:] for line in doubted] == [["澜州市司法局", "0.5", f"{start}-{start + 6}"]]
    assert not any("not known" in line for line in lines)


@pytest.mark.usefixtures("mine")
def test_the_summary_counts_only_reports_whose_text_tells_nothing(imported, baogao):
    imported("今年修好水渠十二条，种树三千棵。\n", "other")
    out = baogao("doctor", "mine", "--format", "csv")[1]
    for column in ("year", "issuer", "level", "region"):
        assert f'doubt,"reports.csv, {column}",not known for 1: other,' in out


@pytest.mark.usefixtures("mine")
def test_an_answer_that_was_taken_is_told_last_with_what_is_left(baogao):
    code, out, err = baogao("doctor", "mine", "--set", "lan.region=澜州市")  # not built: wrong, but that was not asked
    assert baogao("doctor", "mine")[0] == 1
    assert code == 0
    assert "wrong" in out
    left = sum(line.startswith("doubt") for line in out.splitlines())
    assert err == f"lan, region: 澜州市\nmine: 1 settled; {left} in doubt and 1 wrong are left.\n"


def test_an_answer_is_written_and_not_asked_again(mine, baogao):
    assert baogao("doctor", "mine", "--set", "lan.region=澜州市", "--set", "lan.date=2021-03-05")[0] == 0
    row = read_manifest(mine).iloc[0]
    assert (row["region"], row["date"], row["year"]) == ("澜州市", "2021-03-05", 2021)
    assert {"lan, region", "lan, date"}.isdisjoint(doubts(baogao))


def test_known_to_be_absent_is_an_answer_too(mine, baogao):
    baogao("doctor", "mine", "--set", "lan.outlet=", "--set", "lan.level=")
    row = read_manifest(mine).iloc[0]
    assert (row["outlet"], row["level"]) == ("", "unknown")
    assert {"lan, outlet", "lan, level"}.isdisjoint(doubts(baogao))
    assert [tuple(answer) for answer in read_settled(mine)] == [("lan", "level", ""), ("lan", "outlet", "")]


@pytest.fixture
def plan(imported):
    """A collection of one report without a date, whose title tells period, issuer and kind."""
    text = "关于澜州市2021年计划草案的报告\n各位代表：\n一、2020年计划执行情况\n修好水渠十二条。\n澜州市水务局\n"
    folder = imported(text)
    change(folder, lambda table: table.assign(year="", subgenre=""))
    return folder


def test_year_issuer_and_subgenre_are_asked_until_they_are_settled(plan, baogao):
    doubted = doubts(baogao)
    assert doubted["lan, year"] == ("is empty; the text states it", "2021", "0.95")
    assert doubted["lan, issuer"][1] == "澜州市水务局"
    baogao("doctor", "mine", "--set", "lan.year=2021", "--set", "lan.issuer=澜州市水务局", "--set", "lan.subgenre=")
    assert {"lan, year", "lan, issuer", "lan, subgenre"}.isdisjoint(doubts(baogao))
    assert read_manifest(plan).iloc[0]["year"] == 2021


def test_headings_perhaps_tell_the_year_of_a_report_without_one(imported, baogao):
    imported("水利工作报告\n各位代表：\n一、2020年工作回顾\n修好水渠十二条。\n二、2021年任务\n再修十条。\n", "shi")
    out = baogao("doctor", "mine", "--format", "csv")[1]
    assert '"shi, year",is empty; the text perhaps means it,2020/2021,0.5' in out


def test_a_year_that_the_title_contradicts_is_doubtful(plan, baogao):
    change(plan, lambda table: table.assign(year="2019"))
    assert doubts(baogao)["lan, year"] == ("is 2019; the text states otherwise", "2021", "0.95")


def test_a_year_must_be_that_of_the_date(mine, baogao, refused):
    baogao("doctor", "mine", "--set", "lan.date=2021-03-05")
    refused(["doctor", "mine", "--set", "lan.year=2020"], "its date is 2021-03-05")
    baogao("doctor", "mine", "--set", "lan.year=2020", "--set", "lan.date=")
    assert (read_manifest(mine).iloc[0]["date"], read_manifest(mine).iloc[0]["year"]) == ("", 2020)


def test_a_manifest_that_the_text_contradicts_is_doubtful_until_settled(mine, baogao):
    baogao("doctor", "mine", "--set", "lan.title=全市普法工作会议召开")
    change(mine, lambda table: table.assign(genre="speech"))
    assert doubts(baogao)["lan, genre"][:2] == ("is speech; the text states otherwise", "meeting-report")
    baogao("doctor", "mine", "--set", "lan.genre=speech")
    assert "lan, genre" not in doubts(baogao)


def asked(baogao):
    """Columns that the doctor asks about, be it of one report or of all that lack it."""
    out = baogao("doctor", "mine", "--format", "csv")[1]
    table = pd.read_csv(io.StringIO(out)).query("kind == 'doubt'")
    return {where.partition(", ")[2] for where in table["where"]} - {""}


@pytest.mark.parametrize(
    ("answer", "column"),
    [("issuer=", "issuer"), ("region=", "region"), ("level=unknown", "level"), ("date=", "year"), ("genre=", "genre")],
)
def test_the_summary_does_not_ask_again_either(imported, baogao, answer, column):
    imported("今年修好水渠十二条，种树三千棵。\n")
    assert asked(baogao) == {"year", "issuer", "level", "region", "genre"}
    baogao("doctor", "mine", "--set", f"lan.{answer}")
    assert asked(baogao) == {"year", "issuer", "level", "region", "genre"} - {column}


def test_the_level_follows_from_a_settled_region(mine, baogao):
    baogao("doctor", "mine", "--set", "lan.region=石鼓区")  # a county, while the text calls itself a city
    assert doubts(baogao)["lan, level"] == ("is unknown; its region 石鼓区 is a county", "county", "")
    baogao("doctor", "mine", "--set", "lan.level=county")
    assert "lan, level" not in doubts(baogao)
    change(mine, lambda table: table.assign(region="株洲市"))
    (mine / "settled.csv").unlink()
    assert doubts(baogao)["lan, level"] == ("is county; its region 株洲市 is a city", "city", "")


@pytest.mark.parametrize(("more", "proposed"), [("", ""), ("徐州市来人。\n", "徐州市鼓楼区")])
def test_a_region_that_several_places_can_be_is_doubtful_until_it_is_settled(imported, baogao, more, proposed):
    folder = imported(f"鼓楼区司法局工作总结\n今年修好水渠十二条，种树三千棵。\n{more}")
    change(folder, lambda table: table.assign(region="鼓楼区"))
    assert doubts(baogao)["lan, region"] == ("is 鼓楼区; several places bear this name", proposed, "")
    baogao("doctor", "mine", "--set", "lan.region=南京市鼓楼区")
    assert "lan, region" not in doubts(baogao)


@pytest.mark.parametrize(("reports", "lines"), [(5, 5), (6, 1)])
def test_more_than_five_doubts_of_one_kind_are_one_line(reports, lines):
    lacks = "is unknown; the text states it"
    lacking = [Finding("doubt", f"r{n}, level", lacks, "city", 0.5 + n / 10, "0-2") for n in range(reports)]
    other = Finding("doubt", "r0, level", "is county; the text states otherwise", "city", 0.8, "0-2")
    shown = grouped(pd.DataFrame([*lacking, other, Finding("wrong", "r0", "is lost")]))
    assert len(shown) == lines + 2
    assert [*shown.iloc[-2]] == ["doubt", "r0, level", "is county; the text states otherwise", "city", "0.8", "0-2"]
    assert [*shown.iloc[-1]] == ["wrong", "r0", "is lost", "", "", ""]
    if lines == 1:
        start_of_row = ["doubt", "reports.csv, level", "6 reports lack what their text tells; --format csv lists all"]
        assert [*shown.iloc[0]] == [*start_of_row, "r0: city, r1: city, r2: city and 3 more", "0.5–1", ""]


def test_columns_that_say_nothing_are_not_shown():
    assert [*grouped(pd.DataFrame([Finding("wrong", "r0", "is lost")]))] == ["kind", "where", "what"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            "lan.colour=red",
            "to settle; allowed are title, date, year, outlet, issuer, region, level, genre, subgenre, version.",
        ),
        ("lan.version=draft", "must be one of as-delivered, printed, amended, abridged, unknown"),
        ("region=澜州市", "must be REPORT.COLUMN=VALUE"),
        ("lan.region", "must be REPORT.COLUMN=VALUE"),
        ("a-utf8", "--set a-utf8: must be REPORT.COLUMN=VALUE, such as"),
        ("other.region=澜州市", "no report other"),
        ("lan.level=village", "must be one of central, province"),
        ("lan.date=2021-13-01", "must be a real YYYY"),
        ("lan.date=20180132", "--set lan.date=20180132: must be a real YYYY, YYYY-MM or YYYY-MM-DD, or empty"),
        ("lan.genre=poem", "--set lan.genre=poem: must be one of interview"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_written(mine, refused, answer, words):
    before = (mine / "reports.csv").read_bytes()
    refused(["doctor", "mine", "--set", answer], words)
    assert (mine / "reports.csv").read_bytes() == before
    assert not (mine / "settled.csv").exists()


def test_all_that_is_proposed_for_a_column_is_taken_at_once(mine, baogao, refused):
    change(mine, lambda table: table.assign(title="另一个题目"))
    code, _, err = baogao("doctor", "mine", "--accept", "level", "--accept", "outlet", "--accept", "title")
    row = read_manifest(mine).iloc[0]
    assert (code, row["level"], row["outlet"], row["title"]) == (0, "city", "澜州日报", "另一个题目")
    assert "mine: 2 settled" in err
    assert "nothing is proposed that level lacks" in baogao("doctor", "mine", "--accept", "level")[2]
    refused(["doctor", "mine", "--accept", "place"], "columns=place", "allowed are title, date")


def test_answers_and_rows_may_be_written_as_people_write_them(mine, baogao):
    assert baogao("doctor", "mine", "--set", "lan.level=县级", "--set", "lan.date=2021年3月5日")[0] == 0
    row = read_manifest(mine).iloc[0]
    assert (row["level"], row["date"], row["year"]) == ("county", "2021-03-05", 2021)
    path = mine / "reports.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("county,other", "地市级,讲话"), encoding="utf-8")
    assert (read_manifest(mine).iloc[0][["level", "genre"]] == ["city", "speech"]).all()
    code, _, err = baogao("doctor", "mine", "--set", "lan.level=乡级")
    assert (code, read_manifest(mine)["level"][0]) == (2, "city")
    assert "lan.level=乡级" in err

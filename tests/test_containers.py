"""Tables, workbooks and JSON as programs really write them: every record is read, or one line tells what was not."""

from __future__ import annotations

import json
import re
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.sources import read_bytes
from baogao.corpus.sources.formats import Source
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.words.days import iso_date
from baogao.files import atomic
from baogao.reading.checkup import checkup
from readable import filled

TEXTS = [
    f"{place}水务局{year}年工作总结\n全局坚持以人民为中心，修复河道{n}条，加固堤防三十公里，群众满意度明显提高，"
    "为全面推进乡村振兴提供了有力支撑。新建供水管网八十公里，让五万名农村群众喝上了放心水，没有发生一起事故。\n"
    for n, (place, year) in enumerate([("澜州市", 2020), ("石渚县", 2021), ("云岭县", 2022)], 3)
]
ONE, TWO, THREE = TEXTS


def of_json(value) -> list[Source]:
    return list(read_bytes(json.dumps(value, ensure_ascii=False).encode(), "a.json"))


def workbook(rows, edit=None, **others) -> bytes:
    """A workbook with one sheet of rows, `edit`ed, and others by their titles."""
    book, file = Workbook(), BytesIO()
    for title, cells in {"报告": rows, **others}.items():
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    book.remove(book["Sheet"])
    if edit:
        edit(book["报告"])
    book.save(file)
    return file.getvalue()


def of_xlsx(*arguments, **others) -> list[Source]:
    return list(read_bytes(workbook(*arguments, **others), "a.xlsx"))


def with_shared_strings(content: bytes) -> bytes:
    """The workbook as Excel keeps it: texts of cells in a part of their own."""
    with ZipFile(BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = next(name for name in parts if "worksheets/" in name)
    strings, numbers = re.findall(rb"<is>(.*?)</is>", parts[sheet]), count()
    parts[sheet] = re.sub(rb"inlineStr\"><is>.*?</is>", lambda _: b's"><v>%d</v>' % next(numbers), parts[sheet])
    name_space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = b"".join(b"<si>%s</si>" % string for string in strings)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (name_space, items)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    file = BytesIO()
    with ZipFile(file, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return file.getvalue()


def record(text, **facts):
    return {"title": text.split("\n")[0], "text": text, **facts}


class TestJson:
    @pytest.mark.parametrize(
        "shape",
        [
            {"2020": record(ONE), "2021": record(TWO), "2022": record(THREE)},
            {"page1": {"list": [record(ONE), record(TWO)]}, "page2": {"list": [record(THREE)]}},
            {"code": 200, "data": {"total": {"n": 3}, "rows": [record(text) for text in TEXTS]}},
            {"years": {"2020": {"a": record(ONE)}, "2021": {"b": record(TWO), "c": record(THREE)}}},
            {"menu": [{"name": name} for name in "甲乙丙丁戊"], "reports": [record(text) for text in TEXTS]},
        ],
        ids=["by year", "by page", "in data", "by year and id", "beside a longer list"],
    )
    def test_every_record_is_read_wherever_it_stands(self, shape):
        assert [source.text for source in of_json(shape)] == TEXTS

    def test_one_record_with_objects_in_it_is_one_record(self):
        (source,) = of_json(record("短报告。", author={"name": "王"}, date={"$date": "2021-01-18T00:00:00Z"}))
        assert (source.text, source.facts["date"]) == ("短报告。", "2021-01-18")

    @pytest.mark.parametrize(
        ("stated", "day"),
        [
            ({"$date": "2020-05-06T00:00:00Z"}, "2020-05-06"),
            ({"$date": "2020-05-05T16:00:00.000Z"}, "2020-05-06"),  # midnight in China
            ({"$date": {"$numberLong": "1610928000000"}}, "2021-01-18"),
            (1610928000, "2021-01-18"),
            (1610899200, "2021-01-18"),  # 2021-01-17T16:00:00Z
        ],
    )
    def test_dates_of_databases_are_read(self, stated, day):
        (source,) = of_json([record(ONE, date=stated)])
        assert source.facts["date"] == day

    def test_an_object_where_a_fact_should_be_is_told(self):
        (source,) = of_json([record(ONE, date={"year": 2020, "month": 5})])
        assert source.notes == ("its key date holds an object of year, month, which was left out",)

    def test_a_key_with_two_values_is_told_in_a_line(self):
        twice = f'{{"text": {json.dumps(ONE)}, "text": {json.dumps(TWO)}}}'
        (source,) = read_bytes(f"[{twice}]".encode(), "a.json")
        assert "two values for its key text" in source.reason
        good, bad = read_bytes(f"{json.dumps({'text': ONE})}\n{twice}".encode(), "a.jsonl")
        assert (good.text, "two values for its key text" in bad.reason) == (ONE, True)


class TestDays:
    @pytest.mark.parametrize(
        ("stated", "day"),
        [
            ("2021 01 18", "2021-01-18"),
            ("2021 1", "2021-01"),
            ("发布时间：2021-01-18", "2021-01-18"),
            ("成文日期: 2021年1月18日", "2021-01-18"),
            ("2021—01—18", "2021-01-18"),
            ("2021–1–18", "2021-01-18"),
            ("2021 to 22", ""),
            ("18-Jan-21", ""),
            ("民国110年1月18日", ""),
            ("2021-01-18 10:12", "2021-01-18"),
        ],
    )
    def test_a_stated_day_is_read_or_none_but_never_shortened(self, stated, day):
        assert iso_date(stated) == day

    def test_a_date_that_cannot_be_read_gets_no_year_from_elsewhere(self, tmp_path):
        rows = "标题,日期,正文\n" + "".join(
            f'{text.split()[0]},{day},"{text}"\n'
            for text, day in zip(TEXTS, ["18-Jan-21", "2021年春", ""], strict=True)
        )
        import_reports(filled(tmp_path / "in", {"a.csv": rows}), tmp_path / "mine")
        years = read_manifest(tmp_path / "mine")["year"].astype("string").fillna("").tolist()
        assert years == ["", "2021", "2022"]


class TestColumns:
    def test_of_two_columns_of_texts_the_one_that_is_left_out_is_named(self):
        rows = f'标题,正文,内容\n一,"{ONE}","{TWO}"\n二,"{ONE}","{ONE}"\n三,"{TWO}",\n'
        first, second, third = read_bytes(rows.encode(), "a.csv")
        assert first.text == ONE
        assert first.notes == (
            f"its column 内容 ({len(TWO):,} characters) was not read, since its text is that of 正文",
        )
        assert second.notes == third.notes == ()

    def test_headings_with_notes_and_stars_are_known(self):
        rows = [["序号", "标题\n（全称）", "成文日期*", "正文（3000字以内）"], [1, "一", "2021年1月18日", ONE]]
        (source,) = of_xlsx(rows)
        assert (source.text, dict(source.facts)) == (ONE, {"title": "一", "date": "2021-01-18"})

    def test_the_longest_column_is_proposed_in_the_words_of_the_command(self, copy, refused, baogao):
        rows = f'序号,名目,底稿\n1,一,"{ONE}"\n'
        filled(copy / "in", {"a.csv": rows, "b.txt": TWO})
        refused(["import", copy / "in/a.csv", "mine"], "as in --column text=底稿")
        _, _, err = baogao("import", copy / "in", "mine")
        assert "as in --column text=底稿" in err
        assert "columns=" not in err

    def test_rows_that_state_the_same_ask_whether_they_are_one_report(self):
        rows = f'标题,日期,正文\n总结,2021-01-18,"{ONE}"\n总结,2021-01-18,"{TWO}"\n总结,2022-01-18,"{THREE}"\n'
        first, second, third = read_bytes(rows.encode(), "a.csv")
        assert first.notes == ("2 rows state the same (总结, 2021-01-18): one report in parts?",)
        assert second.notes == third.notes == ()


class TestWorkbooks:
    def test_days_of_the_1904_system(self):
        def on_the_macintosh(sheet):
            sheet.parent.epoch = CALENDAR_MAC_1904

        rows = [["标题", "日期", "正文"], ["一", 43117, ONE]]
        (source,) = of_xlsx(rows, on_the_macintosh)
        assert source.facts["date"] == "2022-01-18"
        (source,) = of_xlsx(rows)
        assert source.facts["date"] == "2018-01-17"

    def test_merged_cells_hold_for_each_of_their_rows(self):
        rows = [["标题", "发文单位", "地区", "正文"], ["一", "水务局", "澜州市", ONE], ["二", None, None, TWO]]
        rows += [["三", None, None, THREE], ["四", None, None, ONE + TWO]]

        def merge(sheet):
            sheet.merge_cells("B2:B4")
            sheet.merge_cells("C2:C4")

        sources = of_xlsx(rows, merge)
        assert [source.facts.get("issuer", "") for source in sources] == ["水务局"] * 3 + [""]
        assert [source.facts.get("region", "") for source in sources] == ["澜州市"] * 3 + [""]

    def test_one_report_over_rows_whose_title_is_merged_is_told(self):
        rows = [["标题", "日期", "正文"], ["总结", "2021-01-18", ONE], [None, None, TWO], [None, None, THREE]]

        def merge(sheet):
            sheet.merge_cells("A2:A4")
            sheet.merge_cells("B2:B4")

        first, *others = of_xlsx(rows, merge)
        assert first.notes == ("3 rows state the same (总结, 2021-01-18): one report in parts?",)
        assert [source.facts["date"] for source in others] == ["2021-01-18"] * 2

    @pytest.mark.parametrize("is_shared", [False, True])
    def test_text_that_is_struck_out_within_a_cell_is_told(self, is_shared):
        pieces = [ONE[:20], TextBlock(InlineFont(strike=True), "已经取消"), ONE[20:]]
        content = workbook([["标题", "正文"], ["一", CellRichText(pieces)], ["二", TWO]])
        content = with_shared_strings(content) if is_shared else content
        first, second = read_bytes(content, "a.xlsx")
        assert "已经取消" in first.text
        assert first.notes == ("1 piece(s) of text in the cells of its workbook are struck out, and were read",)
        assert second.notes == ()

    def test_a_heading_over_two_rows_is_the_lower_one(self):
        rows = [["基本情况", None, "正文"], ["标题", "日期", None], ["一", "2021-01-18", ONE]]

        def merge(sheet):
            sheet.merge_cells("A1:B1")
            sheet.merge_cells("C1:C2")

        (source,) = of_xlsx(rows, merge)
        assert (source.text, dict(source.facts)) == (ONE, {"title": "一", "date": "2021-01-18"})

    @pytest.mark.parametrize("sign", ["普", "<p>普法</p>\n", "普法_x000D_\n", "普\U00020000"])
    def test_a_cell_at_the_limit_of_excel_is_cut_off_whatever_it_holds(self, sign):
        units = len(sign.encode("utf-16-le")) // 2
        text = (sign * (40_000 // units)).encode("utf-16-le")[: 2 * 32_767].decode("utf-16-le", "ignore")
        (source,) = of_xlsx([["标题", "正文"], ["一", text]])
        assert "cut it off" in source.reason
        if sign == "普":
            (source,) = read_bytes(f"标题,正文\n一,{text}\n".encode(), "a.csv")
            assert source.notes == ("has 32,767 characters, Excel's limit: the rest is perhaps lost",)

    def test_formulas_without_a_value_are_told_as_such(self):
        rows = [["标题", "日期", "正文"], ["一", "2021-01-18", '="甲"&"乙"'], ["=A2", "2021-01-18", TWO]]
        first, second = of_xlsx(rows)
        assert "holds a formula whose value was not saved (open the workbook in Excel" in first.reason
        assert second.facts == {"date": "2021-01-18"}
        assert "its column 标题 holds a formula" in second.notes[0]

    def test_hidden_rows_and_sheets_are_told(self):
        rows = [["标题", "正文"], ["一", ONE], ["二", TWO]]

        def hide(sheet):
            sheet.row_dimensions[3].hidden = True
            sheet.parent["旧稿"].sheet_state = "hidden"

        first, second, third = of_xlsx(rows, hide, 旧稿=[["标题", "正文"], ["三", THREE]])
        assert [source.notes for source in (first, second, third)] == [
            (),
            ("stands in a hidden row",),
            ("stands on a hidden sheet",),
        ]

    def test_a_sheet_of_contents_is_told_and_no_fault(self, copy, baogao):
        contents = [["序号", "名目"], [1, "总结"]]
        filled(copy / "in", {"a.xlsx": workbook([["标题", "正文"], ["一", ONE]], 目录=contents)})
        code, out, err = baogao("import", copy / "in", "mine")
        assert (code, out) == (0, "mine: 1 added\n")
        assert "the sheet(s) 目录 of its workbook hold no text and were left out" in err
        assert any("目录" in what for what in checkup(copy / "corpus/mine")["what"])
        other = [["序号", "底稿"], [1, TWO]]
        first, second = of_xlsx([["标题", "正文"], ["一", ONE]], 底稿=other)
        assert ("as in columns=text=底稿" in first.reason, second.text) == (True, ONE)


def test_parquet_tells_the_column_that_it_left_out():
    file = BytesIO()
    pd.DataFrame({"text": [ONE], "content": [TWO]}).to_parquet(file)
    (source,) = read_bytes(file.getvalue(), "a.parquet")
    assert (source.text, "content" in source.notes[0]) == (ONE, True)


BAR = '<div class="p">共3页 <a href="p_2.html">下一页</a> 1 <a href="p_2.html">2</a> <a href="p_3.html">3</a></div>'
BARS = {
    "numbered": (BAR, "is one of 3 pages, of which the next is p_2.html: import the others too"),
    "in brackets": ("<p>[1] <a href='b_2.html'>[2]</a><a href='b_2.html'>下一页</a></p>", "the next is b_2.html"),
    "a list": ("<ul><li>1</li><li><a>2</a></li><li><a>下一页</a></li></ul>", "is one of 2 pages: import"),
    "the last": ("<p><a href='a.html'>上一页</a> 1 2</p>", "is one of 2 pages"),
    "of one page": ("<p>共1页 首页 上一页 下一页 尾页</p>", ""),
    "without a script": ("<p><a href='javascript:void(0)'>上一页</a> 1 <a href='#'>下一页</a></p>", ""),
    "folded": ("<p>……<a>展开全文</a></p>", "ends with 展开全文: its page perhaps does not hold the whole text"),
    "none": ("<p>我们翻开下一页，继续修渠。</p>", ""),
}


@pytest.mark.parametrize(("bar", "words"), BARS.values(), ids=BARS)
@pytest.mark.parametrize("is_within", [True, False])
def test_a_page_of_several_is_told_and_its_bar_left_out(bar, words, is_within):
    paragraphs = "".join(f"<p>{line}</p>" for line in "".join(TEXTS).split("\n") if line)
    inner, outer = (bar, "") if is_within else ("", bar)
    content = f"<html><body><h1>工作总结</h1><div class='TRS_Editor'>{paragraphs}{inner}</div>{outer}</body></html>"
    (source,) = read_bytes(content.encode(), "a.html")
    assert [note for note in source.notes if words and words in note] == list(source.notes)
    assert bool(source.notes) is bool(words)
    if "翻开" not in bar:
        assert not any(word in source.text for word in ("下一页", "上一页", "\n1\n"))
    assert "".join(source.text.split()).startswith("工作总结" + "".join(TEXTS[0].split()))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_with_the_file_that_was_not_written(copy, refused, monkeypatch):
    def full(*_, **__):
        with atomic(copy / "corpus/mine/reports.csv"):
            Path("/dev/full").write_bytes(b"1")

    monkeypatch.setattr("baogao.corpus.importing.import_reports.import_reports", full)
    refused(["import", "a.txt", "mine"], "corpus/mine/reports.csv: No space left on device; make room and run it again")
    assert not (copy / "corpus/mine/reports.csv").exists()


COLUMNAR = {
    "columns": {"title": ["一", "二", "三"], "text": TEXTS},
    "columns by number": {
        key: {"0": "甲", "1": "乙", "2": "丙"} | dict(zip("012", values, strict=True))
        for key, values in {"title": ["一", "二", "三"], "text": TEXTS}.items()
    },
    "split": {"columns": ["title", "text"], "index": [0, 1, 2], "data": [["一", ONE], ["二", TWO], ["三", THREE]]},
    "rows": [["title", "text"], ["一", ONE], ["二", TWO], ["三", THREE]],
}


@pytest.mark.parametrize("shape", COLUMNAR)
def test_json_of_columns_or_rows_is_read_record_by_record(shape):
    sources = of_json(COLUMNAR[shape])
    assert [(source.facts["title"], source.text) for source in sources] == list(zip("一二三", TEXTS, strict=True))


def test_lists_of_paragraphs_by_year_are_no_columns():
    sources = of_json([{"title": "一", "text": ONE.split("\n")}])
    assert [source.text.rstrip("\n") for source in sources] == [ONE.rstrip("\n")]


PARTS = [ONE, "澜州市水务局继续抓好水源保护，让群众喝上放心水，全年没有发生一起事故，群众更加满意。"]


@pytest.mark.parametrize(("heading", "named"), [("第二部分", "第二部分"), ("", "3 (without a heading)")])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_text_that_goes_on_in_a_further_column_is_told(heading, named, kind):
    rows = [["标题", "正文", heading], ["一", *PARTS], ["二", TWO, TWO[:60]], ["三", THREE, "待核"]]
    table = pd.DataFrame(rows).to_csv(index=False, header=False).encode()
    first, *others = of_xlsx(rows) if kind == "xlsx" else read_bytes(table, "a.csv")
    assert first.notes == (
        f"its column {named} ({len(PARTS[1])} characters) was not read: does the text of 正文 go on there?",
    )
    assert [source.notes for source in others] == [(), ()]


def test_a_sheet_of_charts_beside_reports_is_passed_over():
    from openpyxl.chart import BarChart

    book, file = Workbook(), BytesIO()
    for row in (["标题", "正文"], ["一", ONE]):
        book.active.append(row)
    book.create_chartsheet("图").add_chart(BarChart())
    book.save(file)
    with ZipFile(file) as whole:
        members = {name: whole.read(name) for name in whole.namelist() if "chartsheets/_rels" not in name}
    bare = BytesIO()
    with ZipFile(bare, "w") as copy:
        for name, content in members.items():
            copy.writestr(name, content)
    for content in (file, bare):
        assert [source.text for source in read_bytes(content.getvalue(), "a.xlsx")] == [ONE]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2021-12-31T16:00:00.000Z", "2022-01-01"),
        ("2021-12-31T16:00:00+00:00", "2022-01-01"),
        ("2021-12-31 16:00:00 UTC", "2022-01-01"),
        ("2021-12-31T08:00:00Z", "2021-12-31"),
        ("2021-12-31T16:00:00+08:00", "2021-12-31"),
        ("2021-12-31T16:00:00", "2021-12-31"),
    ],
)
def test_an_hour_of_greenwich_is_a_day_of_china(stated, day):
    (source,) = of_json([record(ONE, date=stated)])
    assert source.facts["date"] == day


@pytest.mark.parametrize("day", ["1900-01-01", "1899-12-30", "1970-01-01", "9999-12-31", "1970-01-01T00:00:00Z"])
def test_days_that_programs_write_where_none_is_known_are_left_out_and_told(day):
    empty, dated = of_json([record(ONE, date=day), record(TWO, date="2021-03-05")])
    assert ("date" in empty.facts, dated.facts["date"]) == (False, "2021-03-05")
    assert empty.notes == (f"its date {day[:10]} is what programs write where none is known, and was left out",)


def test_the_first_day_of_a_decade_among_others_of_it_is_a_day():
    first, _ = of_json([record(ONE, date="1970-01-01"), record(TWO, date="1970-01-02")])
    assert (first.facts["date"], first.notes) == ("1970-01-01", ())


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "无", "不详", "/", "-", "——", "未知", " "])
def test_cells_that_say_nothing_state_nothing(value):
    (source,) = of_json([record(ONE, region=value)])
    assert "region" not in source.facts

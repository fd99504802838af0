"""Files as people really have them: each is read right, or what could not be is told by import and doctor."""

from __future__ import annotations

import json
import os
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import colormaps
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from openpyxl import Workbook, load_workbook

from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.sources import read_bytes, read_sources
from baogao.corpus.store.manifest import read_manifest, write_manifest
from baogao.corpus.store.settled import settle
from baogao.corpus.text.damage import damage
from baogao.corpus.words.days import iso_date
from baogao.figures.labels import short_labels
from baogao.figures.recipes import RECIPES
from baogao.figures.style import HEAT, HEAT_TICKS, heat_range, house_style, letter_colour
from baogao.reading.checkup import checkup
from baogao.reading.coding import write_sheet
from readable import change, filled

LINES = [
    "澜州市水务局2020年工作总结",
    "2021年2月3日",
    "2020年，澜州市水务局坚持以人民为中心的发展思想，全面落实河长制，修复河道十二条，群众满意度明显提高。",
    "一、抓实防汛抗旱工作",
    "全市加固堤防三十公里，修建小型水库四座，转移安置群众一千二百人，没有发生一起伤亡事故，确保了安全度汛。",
    "二、推进城乡供水一体化",
    "新建供水管网八十公里，让五万名农村群众喝上了放心水，为全面推进乡村振兴和高质量发展提供了有力支撑。",
]
TEXT = "\n".join(LINES) + "\n"


def only(content, name):
    (source,) = read_bytes(content if isinstance(content, bytes) else content.encode(), name)
    return source


def doubts(folder, column="what"):
    table = checkup(folder)
    return set(table.loc[table["kind"] == "doubt", column])


class TestEncodings:
    def test_0xa3a0_is_an_ideographic_space(self):
        indented = "\n".join(f"　　{line}" for line in LINES) + "\n"
        content = indented.encode("gb18030").replace(b"\xa1\xa1", b"\xa3\xa0")
        assert only(content, "a.txt").text == indented
        assert only(indented.replace("　", "\ue5e5"), "a.txt").text == indented

    @pytest.mark.parametrize(("byte", "char"), [(0x80, "€"), (0xFF, "\ufffd")])
    def test_a_stray_byte_of_gbk_is_read_and_told_with_its_place(self, tmp_path, byte, char):
        head = "\n".join(LINES[:3])
        content = head.encode("gbk") + bytes([byte]) + ("\n" + "\n".join(LINES[3:])).encode("gbk")
        place = len(head.encode("gbk"))
        source = only(content, "a.txt")
        assert source.text == head + char + "\n" + "\n".join(LINES[3:])
        assert source.notes == (f"1 byte that is no GB18030, at byte {place} (0x{byte:02X})",)
        filled(tmp_path / "in", {"a.txt": content})
        (result,) = import_reports(tmp_path / "in", tmp_path / "mine")
        assert f"at byte {place}" in result.reason
        assert source.notes[0] in doubts(tmp_path / "mine")

    def test_a_file_with_many_stray_bytes_is_refused(self):
        content = b"".join(line.encode("gbk") + b"\xff\xff\xff" for line in LINES)
        assert "cannot be decoded" in only(content, "a.txt").reason

    @pytest.mark.parametrize("mark", ["\v", "\f", "\x85", "\u2028", "\r", "\r\n"])
    def test_every_kind_of_line_end_is_one(self, mark):
        assert only(mark.join(LINES), "a.txt").text == "\n".join(LINES)


DAMAGED = {
    "lost": (TEXT.replace("群众", "\ufffd\ufffd"), "lost characters (U+FFFD) in 3 places", TEXT.index("群众")),
    "refilled": (TEXT.replace("群众", "锟斤拷"), "read in a wrong encoding in 3 places", TEXT.index("群众")),
    "asked": (TEXT.replace("防汛抗旱", "????"), "question marks in 1 place", TEXT.index("防汛抗旱")),
    "latin": (TEXT.replace("修复河道", "修复".encode("gbk").decode("latin-1")), "Latin letters in 1 place", 0),
    "private": (TEXT.replace("确保", "\ue123保"), "private font in 1 place", TEXT.index("确保")),
    "control": (TEXT.replace("确保", "\x02确保"), "control characters in 1 place", TEXT.index("确保")),
    "misread": (
        TEXT.encode().decode("gb18030", "replace"),
        "read as GBK (mojibake) in 6 places",
        0,
    ),  # the line of the date has 3 characters
}


class TestDamage:
    @pytest.mark.parametrize(("text", "what", "start"), DAMAGED.values(), ids=DAMAGED)
    def test_damage_is_told_with_count_and_first_offset_by_import_and_doctor(self, tmp_path, text, what, start):
        if what.startswith("Latin"):
            start = text.index("Ð")
        expected = f"{what}, the first at offset {start}"
        filled(tmp_path / "in", {"a.txt": text, "b.txt": TEXT})
        damaged, whole = import_reports(tmp_path / "in", tmp_path / "mine")
        assert expected in damaged.reason
        assert "traditional" not in damaged.reason
        assert whole.reason == ""
        told = doubts(tmp_path / "mine")
        assert any(expected in one for one in told)
        assert not any("traditional" in one for one in told)

    @pytest.mark.parametrize(
        ("title", "what"),
        [
            ("澜 州 市 水 务 局 工 作 总 结", "blanks between characters were passed over in 9 places"),
            ("澜州市水\u200b务局\u200b工作\u00ad总结", "invisible marks (of no width) were passed over in 3 places"),
            ("澜\u202e州市水务局工作总结\u2069", "invisible marks (of no width) were passed over in 2 places"),
        ],
    )
    def test_what_reading_passes_over_is_told_by_import_and_noted_by_doctor(self, tmp_path, title, what):
        start = 3 + next(index for index, char in enumerate(title) if not "一" <= char <= "龥")
        filled(tmp_path / "in", {"a.txt": "简报\n" + TEXT.replace(LINES[0], title), "b.txt": TEXT})
        spaced, whole = import_reports(tmp_path / "in", tmp_path / "mine")
        assert spaced.reason == f"{what}, the first at offset {start}"
        assert whole.reason == ""
        table = checkup(tmp_path / "mine")
        assert list(table.loc[table["what"] == spaced.reason, "kind"]) == ["note"]

    @pytest.mark.parametrize("text", [TEXT, "×××市××局", "——————\n·······\n" + TEXT, "约5％～6％，Ⅱ类，№3，①②③。"])
    def test_what_official_prose_holds_is_no_damage(self, text):
        assert list(damage(text)) == []

    def test_what_is_no_report_is_doubted_and_whole_ones_are_not(self, tmp_path):
        page = "<html><head><title>{}</title></head><body><h1>{}</h1>{}</body></html>"
        frame = page.format(LINES[0], LINES[0], "<iframe src='/pdf/2020.pdf'></iframe>")
        whole = page.format(LINES[0], LINES[0], "".join(f"<p>{line}</p>" for line in LINES[1:]))
        letter = "<p>现将《澜州市水务局2020年工作总结》印发给你们。</p><p>附件：<a href='a.doc'>工作总结.doc</a></p>"
        pages = {
            "frame.html": frame,
            "whole.html": whole,
            "letter.html": page.format("通知", "印发工作总结的通知", letter),
        }
        pages["english.txt"] = "PLEASE LOG IN 请登录 TO SEE THE WHOLE OF THIS REPORT OF THE OFFICE " * 3
        import_reports(filled(tmp_path / "in", pages), tmp_path / "mine")
        table = checkup(tmp_path / "mine")
        told = (
            table[~table["where"].str.contains("[,]|texts|features")].groupby("where")["what"].agg("; ".join).to_dict()
        )
        assert set(told) == {"frame", "letter", "english"}
        assert "/pdf/2020.pdf" in told["frame"]
        assert "a.doc" in told["letter"]
        assert "no Chinese prose for" in told["english"]


MARKED_UP = "".join(f"<p style='text-indent:2em'><span>{line}</span></p>\n" for line in LINES)


class TestMarkup:
    @pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.json"])
    def test_markup_left_in_texts_and_cells_is_taken_out_and_told(self, name):
        text = MARKED_UP.replace("高质量", "<strong>高质量</strong>").replace("全市", "全市&nbsp;")
        cell = text.replace('"', '""')
        content = {
            "a.csv": f'标题,正文\n<b>总结</b>,"{cell}"\n',
            "a.json": json.dumps([{"title": "总结", "content": text}]),
        }
        source = only(content.get(name, text), name)
        assert source.text == TEXT.replace("全市", "全市 ")
        assert source.notes == ("held the markup of a page, which was taken out",)
        assert source.facts.get("title", "总结") == "总结"

    def test_line_ends_stay_where_the_markup_ends_no_lines(self):
        text = TEXT.replace("全面", "<b>全面</b>").replace("“", "&ldquo;")
        assert only(text, "a.txt").text == TEXT

    @pytest.mark.parametrize("tag", ["<pre>{}</pre>", "<div style='white-space: pre-wrap'>{}</div>"])
    def test_a_line_of_preformatted_text_is_a_line(self, tag):
        page = f"<html><head><title>{LINES[0]}</title></head><body>{tag.format(TEXT)}</body></html>"
        assert only(page, "a.html").text == TEXT

    @pytest.mark.parametrize(
        "large",
        [
            "<img src='data:image/png;base64," + "QUJD" * 3_000_000 + "'>",
            "<script>" + "x=1;" * 3_000_000 + "</script>",
            "<!--" + "x=1;" * 3_000_000 + "-->",
        ],
        ids=["picture", "script", "comment"],
    )
    def test_a_report_behind_a_piece_of_many_megabytes_is_read(self, large):
        assert only(f"<html><body>{large}{MARKED_UP}</body></html>", "a.html").text == TEXT

    def test_text_in_a_field_that_is_not_shown_is_told(self):
        page = f"<html><body>{MARKED_UP}<textarea>{TEXT}</textarea></body></html>"
        (note,) = only(page, "a.html").notes
        assert "<textarea>" in note


def workbook(*rows, sheet="xl/worksheets/sheet1.xml", edit=lambda xml: xml):
    """Bytes of a workbook of some rows, its sheet edited."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    edited = BytesIO()
    with ZipFile(out) as packed, ZipFile(edited, "w") as again:
        for name in packed.namelist():
            content = packed.read(name)
            again.writestr(name, edit(content.decode()) if name == sheet else content)
    return edited.getvalue()


HEADER = ("标题", "日期", "正文")
ROW = ("总结", "2021-02-03", TEXT.strip())


class TestTables:
    @pytest.mark.parametrize("stated", ["A1:C2", "A1", "A1:XFD1048576"])
    def test_a_workbook_is_read_whole_whatever_size_it_states(self, stated):
        content = workbook(HEADER, ROW, ROW, ROW, edit=lambda xml: xml.replace('ref="A1:C4"', f'ref="{stated}"'))
        assert [source.text for source in read_bytes(content, "a.xlsx")] == [TEXT.strip()] * 3

    def test_the_codes_of_excel_are_what_they_stand_for(self):
        text = TEXT.strip().replace("\n", "_x000D_\n").replace("全市", "_x005F_x000D_全市")
        assert only(workbook(HEADER, ("总结", None, text)), "a.xlsx").text == TEXT.strip().replace(
            "全市", "_x000D_全市"
        )

    def test_rows_above_the_headings_and_empty_columns_are_passed_over(self):
        content = workbook(("澜州市水务局历年总结", None, None, None), (None,) * 4, (*HEADER, None), (*ROW, None))
        source = only(content, "a.xlsx")
        assert (source.text, dict(source.facts)) == (TEXT.strip(), {"title": "总结", "date": "2021-02-03"})

    def test_two_columns_of_one_name_are_refused(self):
        assert "several columns 正文" in only(f'正文,正文\n"{TEXT}",普法\n', "a.csv").reason

    @pytest.mark.parametrize(
        ("cell", "day"),
        [
            ("2021 年 2 月 3 日", "2021-02-03"),
            ("2021年2月3日10:20", "2021-02-03"),
            ("2021年2月3日（星期三）", "2021-02-03"),
            ("2021/2/3(周三) 上午9时", "2021-02-03"),
            ("44230", "2021-02-03"),  # 1899-12-30 and 44,230 days
            ("2021年正月3日", "2021-01-03"),
            ("二〇二一年元月三日", "2021-01-03"),
            ("2021年2月3号", "2021-02-03"),
        ],
    )
    def test_days_are_read_as_sites_people_and_excel_write_them(self, cell, day):
        assert only(f'日期,正文\n{cell},"{TEXT}"\n', "a.csv").facts == {"date": day}

    def test_excel_numbers_days_from_1899_12_30(self):
        assert (date(2021, 2, 3) - date(1899, 12, 30)).days == 44230

    def test_where_a_stated_date_cannot_be_read_none_is_taken_from_the_text(self, tmp_path):
        filled(tmp_path, {"a.csv": f'日期,正文\n年初,"{TEXT}"\n'})
        (result,) = import_reports(tmp_path / "a.csv", tmp_path / "mine")
        row = read_manifest(tmp_path / "mine").iloc[0]
        assert (row["date"], "'年初' is no date" in result.reason) == ("", True)

    @pytest.mark.parametrize("nothing", ["nan", "NaN", "NaT", "None", "NULL", "#N/A", "<NA>"])
    def test_words_for_nothing_say_nothing(self, nothing):
        assert only(f'标题,地区,正文\n{nothing},{nothing},"{TEXT}"\n', "a.csv").facts == {}
        assert "is empty" in only(f"标题,正文\n总结,{nothing}\n", "a.csv").reason

    def test_nan_in_json_says_nothing(self):
        assert only(json.dumps([{"title": float("nan"), "content": TEXT}]), "a.json").facts == {}


RECORD = {"title": "总结", "content": TEXT.strip()}
JSON = {
    "paragraphs": [{"title": "总结", "content": LINES}],
    "paragraphs as objects": [{"title": "总结", "content": [{"p": line} for line in LINES]}],
    "one object": RECORD,
    "wrapped": {"code": 200, "data": {"total": 1, "list": [RECORD]}},
    "list": [RECORD],
}


class TestJson:
    @pytest.mark.parametrize("indent", [None, 1])
    @pytest.mark.parametrize("value", JSON.values(), ids=JSON)
    def test_records_are_found_wherever_they_stand(self, value, indent):
        source = only(json.dumps(value, ensure_ascii=False, indent=indent), "a.json")
        assert (source.text.strip(), dict(source.facts)) == (TEXT.strip(), {"title": "总结"})

    def test_what_is_no_text_is_told_as_what_it_is(self):
        value = [{"title": "总结", "content": [{"a": 1, "b": 2}] * 9}]
        assert "holds a list of 9 values" in only(json.dumps(value), "a.json").reason

    def test_a_broken_object_is_told_as_one(self):
        assert "is no JSON object" in only('{\n "title": "总结",\n "content": "普法"', "a.json").reason


class TestNames:
    def test_files_are_read_whatever_they_are_called(self, tmp_path):
        texts = {
            name: TEXT.replace("三十", str(n))
            for n, name in enumerate(["总结?.txt", "a.md", "无", "b#2.txt", "c.2020"])
        }
        texts["a.md"] = f"# {texts['a.md']}".replace("安全度汛", "**安全度汛**")
        others = {"~$a.docx": b"\x05lock", "Thumbs.db": b"\xd0\xcf", "sub/README.md": "read me"}
        filled(tmp_path / "in", texts | others)
        sources = {source.name: source for source in read_sources(tmp_path / "in")}
        assert sorted(sources) == sorted(texts)
        assert {source.text.splitlines()[0] for source in sources.values()} == {LINES[0]}
        assert "**" not in sources["a.md"].text
        results = import_reports(tmp_path / "in", tmp_path / "mine")
        assert {result.source: result.report_id for result in results}["b#2.txt"] == "b-2"

    def test_ids_and_doctor_have_what_the_names_of_folders_and_files_say(self, tmp_path):
        text = "\n".join(LINES[3:]) + "\n"
        files = {
            f"{place}/{year}年.txt": f"{text}{place[0]}{year % 7}"
            for place in ("云岭省", "澜江省")
            for year in (2019, 2020)
        }
        files |= {"云岭省/2021.txt": f"{text}四", "澜江省/2021.txt": f"{text}五"}
        import_reports(filled(tmp_path / "in", files), tmp_path / "mine")
        ids = set(read_manifest(tmp_path / "mine")["report_id"])
        assert ids == {"2019年", "2020年", "澜江省-2019年", "澜江省-2020年", "云岭省-2021", "澜江省-2021"}
        table = checkup(tmp_path / "mine").set_index("where")
        assert table.loc["云岭省-2021, year", ["proposed", "evidence"]].tolist() == ["2021", "云岭省/2021.txt"]
        assert table.loc["澜江省-2019年, region", "proposed"] == "澜江省"


def test_dates_of_pages_and_texts_are_no_other_than_before():
    days = {
        "2021-03-05-10:12:00": "2021-03-05",
        "2021年3月": "2021-03",
        "去年": "",
        "2021年3月5日讯": "",
        "20210305": "2021-03-05",
    }
    assert {stated: iso_date(stated) for stated in days} == days


class TestFigures:
    def test_long_names_are_cut_to_what_tells_them_apart_and_a_key_says_the_rest(self):
        names = [f"澜州市人民政府关于{year}年度法治政府建设情况的报告（定稿）" for year in range(2014, 2024)]
        labels, key = short_labels(names)
        assert labels == [f"…{year}…" for year in range(2014, 2024)]
        assert key == "…: 澜州市人民政府关于…年度法治政府建设情况的报告（定稿）"

    def test_names_that_share_nothing_are_numbered_and_none_is_ambiguous(self):
        names = [char * 60 for char in "澜云石"]
        labels, key = short_labels(names)
        assert labels == ["1", "2", "3"]
        assert key.splitlines() == [f"{number}: {name}" for number, name in enumerate(names, 1)]
        assert len(set(short_labels(["长" * 20, "长" * 21])[0])) == 2

    @given(st.lists(st.floats(0.01, 900), min_size=1, max_size=20))
    def test_a_scale_holds_every_rate_has_two_ticks_and_is_a_factor_wide(self, rates):
        low, high = heat_range(rates)
        assert low <= min(rates) <= max(rates) <= high
        assert high >= 9.99 * low
        assert sum(low <= tick <= high for tick in HEAT_TICKS) >= 2

    def test_letters_can_be_read_on_every_cell(self):
        def luminance(colour):
            parts = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in to_rgb(colour)]
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

        for step in range(256):
            cell = colormaps[HEAT](step)
            light, dark = sorted([luminance(cell), luminance(letter_colour(cell))], reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 3.9  # WCAG asks for 4.5 (small) or 3 (large letters)

    def test_one_recipe_that_fails_leaves_out_its_own_figure(self, copy, baogao, monkeypatch):
        broken = RECIPES["corpus-timeline"]._replace(tabulate=lambda _: {}["no such key"])
        monkeypatch.setitem(RECIPES, "corpus-timeline", broken)
        code, out, err = baogao("figures", "sample")
        assert code == 0
        assert "left out: corpus-timeline: cannot be drawn of this collection (KeyError" in err
        assert "slogan-reports.svg" in out
        assert (copy / "figures/local/sample/slogan-reports.png").is_file()

    def test_a_glyph_that_the_font_lacks_leaves_out_its_own_figure(self, copy, baogao):
        change(copy / "corpus/sample", lambda table: table.assign(region=["\U00020000县", *table["region"][1:]]))
        assert baogao("build", "sample")[0] == 0
        code, out, err = baogao("figures", "sample")
        assert (code, "U+20000" in err, "slogan-reports.svg" in out) == (0, True, True)

    def test_a_dollar_in_a_name_is_a_dollar(self):
        with house_style():
            figure = Figure()
            figure.text(0, 0, "$x^$")
            FigureCanvasAgg(figure).draw()


class TestSheets:
    def test_a_sheet_holds_texts_as_texts_and_no_control_character(self, tmp_path):
        lines = pd.DataFrame({"left": ["=1+1", "+高", "-低", "@他", "甲\x02乙"], "n": [1, 2, 3, 4, 5]})
        write_sheet(lines, tmp_path / "a.xlsx", code="what")
        sheet = load_workbook(tmp_path / "a.xlsx").active
        assert [cell.value for cell in sheet["A"]] == ["left", "=1+1", "+高", "-低", "@他", "甲 乙"]
        assert {cell.data_type for cell in sheet["A"]} == {"s"}
        assert [cell.value for cell in sheet["B"]] == ["n", 1, 2, 3, 4, 5]
        assert [cell.value for cell in sheet[1]] == ["left", "n", "what"]


EXCEL = {
    "as it is": lambda text: text.encode("utf-8"),
    "gbk": lambda text: text.encode("gbk"),
    "dates": lambda text: text.replace("2021-02-03", "2021/2/3").encode("utf-8-sig"),
    "empty rows": lambda text: (text + ",".join([""] * 16) + "\n").encode("utf-8-sig"),
    "unicode text": lambda text: text.replace(",", "\t").encode("utf-16"),
    "semicolons": lambda text: text.replace(",", ";").encode("utf-8-sig"),
    "serial dates": lambda text: text.replace("2021-02-03", "44230").encode("utf-8-sig"),
    "years of pandas": lambda text: text.replace(",2021,", ",2021.0,").encode("utf-8-sig"),
    "line ends": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
}


class TestManifest:
    @pytest.fixture
    def mine(self, tmp_path):
        import_reports(filled(tmp_path / "in", {"a.txt": TEXT}) / "a.txt", tmp_path / "mine")
        return tmp_path / "mine"

    def test_a_new_manifest_has_the_mark_by_which_excel_knows_its_encoding(self, mine):
        assert (mine / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbfreport_id,")

    @pytest.mark.parametrize("saved", EXCEL.values(), ids=EXCEL)
    def test_a_manifest_is_read_as_excel_saved_it(self, mine, saved):
        before = read_manifest(mine)
        text = (mine / "reports.csv").read_text(encoding="utf-8-sig")
        (mine / "reports.csv").write_bytes(saved(text))
        pd.testing.assert_frame_equal(read_manifest(mine), before)
        settle(mine, ["a.region=澜州市"])
        assert read_manifest(mine)["region"].tolist() == ["澜州市"]

    def test_a_column_of_ones_own_is_told_and_stays(self, mine):
        change(mine, lambda table: table.assign(备注="核对过"))
        settle(mine, ["a.region=澜州市"])
        table = pd.read_csv(mine / "reports.csv", dtype=str, keep_default_na=False)
        assert (table["备注"].tolist(), table["region"].tolist()) == (["核对过"], ["澜州市"])
        assert any("备注" in what for what in checkup(mine)["what"])

    def test_a_manifest_without_the_mark_stays_without(self, copy):
        before = (copy / "corpus/sample/reports.csv").read_bytes()
        write_manifest(copy / "corpus/sample", read_manifest(copy / "corpus/sample"))
        assert (copy / "corpus/sample/reports.csv").read_bytes() == before


class TestNamesOfOldDisks:
    """Names of files that are not UTF-8."""

    def test_a_name_in_gbk_is_read_as_such_and_any_other_is_told_without_its_bytes(self, copy, baogao):
        folder = copy.parent / "in"
        folder.mkdir()
        for name in ("总结".encode("gbk") + b".txt", b"\xff\xfe\xfa.txt", b"a\x1b[31m.caj"):
            (folder / os.fsdecode(name)).write_bytes(TEXT.encode() + name.hex().encode())
        code, out, err = baogao("import", folder, "mine")
        assert (code, out) == (1, "mine: 2 added, 1 skipped\n")
        assert "\x1b" not in err
        assert "总结" in set(read_manifest(copy / "corpus/mine")["report_id"])
        err.encode("utf-8")

    def test_a_collection_or_source_with_such_a_name_is_refused_in_one_line(self, refused):
        refused(["import", "\udcb0\udca1.txt", "mine"], "no such file")
        refused(["build", "\udcb0\udca1"], "no name of a collection")

"""Texts as editors, scanners and sites leave them: lines cut at one width, days that no calendar has, lost signs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import escape

import pytest

import baogao as bg
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.layout.layout import layout
from baogao.corpus.sources import read_bytes
from baogao.corpus.store.manifest import read_manifest, write_manifest
from baogao.corpus.text.damage import damage
from baogao.corpus.text.report import Report
from baogao.errors import SettingError
from baogao.language.written import one_form
from baogao.reading.checkup import checkup
from baogao.reading.path_doubts import path_doubts
from readable import filled

LINES = [
    "石渚县水务局2021年工作总结",
    "（2022年1月18日）",
    "一、修渠引水",
    "2021年，石渚县水务局坚持以人民为中心的发展思想，修好水渠十二条，引来山泉三处，让高山上的五个村子用上了干净的水，推进高质量发展。",
    "二、守住山林",
    "全县落实“八五”普法规划，把新时代“枫桥经验”带进山村，护林员每天走三十里山路，一年里没有发生一起火灾，人民群众都说好。",
    "三、来年打算",
    "坚持和发展新时代“枫桥经验”，再修水渠八条，再种树三千棵，做到小事不出村、大事不出镇、矛盾不上交，让老人出门不再发愁，全面推进乡村振兴。",
]
TEXT = "\n".join(LINES) + "\n"


def cut(lines, width, indent):
    """The lines, each indented, cut at so many characters."""
    pieces = [indent + line for line in lines]
    return "\n".join(piece[at : at + width] for piece in pieces for at in range(0, len(piece), width)) + "\n"


def blocks(text):
    return [block.read(text) for block in layout(Report("a", text)).blocks]


class TestLinesCutAtOneWidth:
    @pytest.mark.parametrize("width", [14, 18, 20, 25, 28, 30, 33])
    def test_indented_paragraphs_are_joined(self, width):
        assert blocks(cut(LINES, width, "\u3000\u3000")) == LINES

    @pytest.mark.parametrize("width", [20, 25, 28])
    def test_paragraphs_without_an_indent_are_joined(self, width):
        assert blocks(cut(LINES, width, "")) == LINES

    def test_a_signature_without_an_indent_stays_by_itself(self):
        text = cut(LINES[2:], 25, "\u3000\u3000") + "石渚县水务局\n2022年1月18日\n"
        assert blocks(text)[-2:] == [LINES[-1], "石渚县水务局"]  # a day alone is page furniture there

    @pytest.mark.parametrize(
        "lines",
        [
            LINES,
            ["\u3000\u3000" + line for line in LINES],
            ["坚持用心修好每一条水渠"] * 4 + ["护林的人每天走三十里路"] * 4 + ["大家说好"],  # a list of headings
            ["张三，李四，王五，赵六，周七", "陈一，吴二，郑十，冯九，褚八"] * 5,
        ],
    )
    def test_lines_that_are_paragraphs_stay(self, lines):
        text = "\n".join(lines) + "\n"
        assert blocks(text) == [line.strip() for line in lines]

    def test_what_is_in_doubt_is_told_with_its_offset(self, tmp_path):
        text = cut(LINES[:6], 38, "")
        filled(tmp_path / "in", {"a.txt": text.encode(), "b.txt": TEXT.encode()})
        told, whole = import_reports(tmp_path / "in", tmp_path / "mine")
        first = text.index("\n", text.index(LINES[3][:6]))
        assert told.reason == ""  # two lines are too few to tell
        assert whole.reason == ""
        longer = text + cut(LINES[6:], 38, "")
        (told,) = import_reports(filled(tmp_path / "in2", {"c.txt": longer.encode()}), tmp_path / "mine2")
        assert f"end inside a sentence, the first at offset {first}: are its paragraphs cut?" in told.reason


class TestDays:
    @pytest.mark.parametrize(
        "written",
        [
            "（2022年2月30日）",
            "2022年13月8日",
            "2022年1月18日至20日",
            "2022年1月18—20日",
            "20220118",
            "民国110年1月18日",
            "2021—01—18",
            "18-Jan-21",
        ],
    )
    def test_a_day_that_cannot_be_read_is_told_as_it_is_written(self, tmp_path, written):
        text = TEXT.replace("（2022年1月18日）", written)
        (result,) = import_reports(filled(tmp_path / "in", {"a.txt": text.encode()}), tmp_path / "mine")
        assert f"{written!r} at offset {text.index(written)} is no day that can be read" in result.reason
        assert read_manifest(tmp_path / "mine")["date"].tolist() == [""]
        assert result.reason.split("; ")[0] in set(checkup(tmp_path / "mine")["what"])

    @pytest.mark.parametrize(
        ("written", "iso"),
        [("二〇二二年一月廿八日", "2022-01-28"), ("二〇二二年一月卅日", "2022-01-30"), ("二○二二年廿月一日", None)],
    )
    def test_the_old_numerals_of_days_are_read(self, written, iso):
        stated = bg.describe(TEXT.replace("2022年1月18日", written)).get("date")
        assert (stated and stated.value) == iso

    def test_a_text_of_many_days_or_none_has_no_unread_one(self, tmp_path):
        chronicle = [LINES[0], "2022年1月1日", LINES[3], "2022年2月1日", LINES[5], "2022年3月1日", LINES[7]]
        files = {"a.txt": "\n".join(LINES[:1] + LINES[2:]), "b.txt": "\n".join(chronicle)}
        results = import_reports(filled(tmp_path / "in", files), tmp_path / "mine")
        assert [result.reason for result in results] == ["", ""]

    def test_a_day_to_come_is_doubted(self, tmp_path):
        import_reports(filled(tmp_path / "in", {"a.txt": TEXT.encode()}), tmp_path / "mine")
        for ahead, is_told in ((1, True), (0, False)):
            day = (date.today() + timedelta(days=ahead)).isoformat()
            write_manifest(tmp_path / "mine", read_manifest(tmp_path / "mine").assign(date=day, year=int(day[:4])))
            assert (f"is {day}; this day is still to come" in set(checkup(tmp_path / "mine")["what"])) == is_told


@pytest.mark.parametrize(
    ("old", "new", "what", "n"),
    [
        ("高质量", "高□量", "signs that stand for lost characters in 1 place", 1),
        ("枫桥经验", "枫〓经验", "signs that stand for lost characters in 2 places", 2),
        ("高质量", "高?量", "question marks that ask nothing, perhaps lost characters, in 1 place", 1),
        ("高质量发展", "高质量**发展**", "marks of Markdown, BBCode or pinyin in 1 place", 1),
        ("枫桥经验", "[b]枫桥[/b]经验", "marks of Markdown, BBCode or pinyin in 4 places", 2),
        ("高质", "高(gāo)质(zhì)", "marks of Markdown, BBCode or pinyin in 1 place", 1),
        ("高质量发展", "高/质/量/发/展", "words whose characters are set apart by a mark in 1 place", 1),
        ("2021年，", "00:00:01,200 --> 00:00:03,400\n2021年，", "time codes of subtitles in 1 place", 1),
    ],
)
def test_what_a_text_was_marked_or_lost_is_told_with_count_and_offset(old, new, what, n):
    assert TEXT.count(old) == n
    (told,) = damage(TEXT.replace(old, new))
    offset = int(re.search(r"at offset (\d+)", told)[1])
    assert what in told
    assert TEXT.index(old) <= offset < TEXT.index(old) + len(new)


@pytest.mark.parametrize(
    "line",
    [
        "这样的水渠好不好?大家说好。",
        "还要等多久?村里人问。",
        "□ 修渠　□ 种树",
        "□修渠；□种树",
        "每天3*5米，*ST石渚，公里/小时，情侣张某/赵某",
        "山/水/林",
        "阿依古丽·买买提·热合曼",
        "石渚（shí zhǔ）县",
        "[2021]5号，[1]，《关于[修渠]》",
    ],
)
def test_marks_that_mean_something_are_no_damage(line):
    assert list(damage(f"{TEXT}{line}\n")) == []


def test_marks_of_no_width_are_no_characters(tmp_path):
    dotted = re.sub(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])", "\u200b", TEXT)
    files = {"a.txt": TEXT.encode(), "b.txt": dotted.encode()}
    plain, strewn = import_reports(filled(tmp_path / "in", files), tmp_path / "mine")
    assert plain.n_chars == strewn.n_chars == len("".join(LINES))
    table = read_manifest(tmp_path / "mine").drop(columns=["report_id", "sha256", "file"])
    assert table.iloc[0].equals(table.iloc[1])
    n_marks = dotted.count("\u200b")
    assert f"invisible marks (of no width) were passed over in {n_marks} places, the first at offset 1" in strewn.reason


def test_marks_at_the_ends_of_lines_belong_to_the_gap():
    text = "\u200b\n\n石渚县决议\n各位代表：\u200d\n\u200c今天开会。\ufeff\n"
    assert blocks(text) == ["石渚县决议", "各位代表：", "今天开会。"]


def page(body):
    head = f"<html><head><meta charset=utf-8><title>{LINES[0]}</title></head><body><h1>{LINES[0]}</h1>"
    return (head + body + "</body></html>").encode()


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES[1:])


class TestBarsOfPages:
    @pytest.mark.parametrize("bar", ["[2]下一页", "上一页 1 2 3 下一页", "……展开全文", "共3页 【下一页】"])
    def test_a_bar_in_a_copied_text_is_told_and_not_read(self, bar):
        text = f"{TEXT}{bar}\n"
        assert list(damage(text)) == [
            f"holds a bar of pages or a button for the rest of the text in 1 place, the first at offset {len(TEXT)}"
        ]
        assert blocks(text) == LINES

    def test_a_sentence_about_a_page_is_no_bar(self):
        text = f"{TEXT}翻到下一页，再看全文。\n"
        assert list(damage(text)) == []
        assert blocks(text)[-1] == "翻到下一页，再看全文。"


@pytest.mark.parametrize("markup", ["<pre>{}</pre>", "<div>{}</div>"])
def test_indented_paragraphs_cut_on_a_page_are_joined(markup):
    wrapped = cut(LINES[1:], 24, "\u3000\u3000")
    wrapped = wrapped if "pre" in markup else wrapped.replace("\n", "<br>")
    (source,) = read_bytes(page(markup.format(wrapped)), "a.html")
    assert source.text == TEXT


@pytest.mark.parametrize("mark", ["<sup>[1]</sup>", '<a href="#fn1">①</a>'])
def test_the_mark_of_a_footnote_parts_no_slogan_of_a_page(mark):
    (source,) = read_bytes(page(PARAGRAPHS.replace("高质量", f"高质量{mark}")), "a.html")
    counts = {one["canonical"]: one["count"] for one in bg.annotate(source.text)["slogans"]["slogans"]}
    assert counts["高质量发展"] == 1


@pytest.mark.parametrize(
    ("source", "proposed"),
    [
        ("20140305-泗州市.txt", {"date": "2014-03-05", "region": "泗州市"}),
        ("二〇一六/泗州市.txt", {"year": "2016", "region": "泗州市"}),
        ("２０２１年.txt", {"year": "2021"}),
        ("２０２０/a.txt", {"year": "2020"}),
        ("二O二O年.txt", {"year": "2020"}),
        ("t20210115_4711.txt", {"date": "2021-01-15"}),
        ("2020.01.15.txt", {"date": "2020-01-15"}),
        ("2020年1月15日.txt", {"date": "2020-01-15"}),
        ("2020-13-45.txt", {"year": "2020"}),
        ("12020010.txt", {}),
        ("2019-2020.txt", {}),
    ],
)
def test_names_of_files_tell_a_day_or_a_year_however_it_is_written(source, proposed):
    row = {"year": "", "date": "", "region": ""}
    assert {one.where.partition(", ")[2]: one.proposed for one in path_doubts("a", row, source, ())} == proposed


@pytest.mark.parametrize("verb", [bg.annotate, bg.describe, bg.tokens])
def test_half_a_character_is_refused_with_its_offset(verb):
    with pytest.raises(SettingError, match=r"half a character .* at offset 1"):
        verb("高\ud800质")


@pytest.mark.parametrize("form", ["<b>高质量发展</b>", "\ud800", "，。", "<高质量发展</p>"])
def test_a_form_that_can_stand_in_no_text_is_refused(form):
    with pytest.raises(SettingError, match="can stand in no text"):
        bg.kwic("sample", form)


def test_blanks_in_a_form_part_nothing():
    assert one_form("高质量 发展") == one_form("高质量\u3000发展") == "高质量发展"
    assert one_form("Open AI") == "Open AI"
    assert one_form("｢八五｣普法") == one_form("“八五”普法")


UNSEEN = [
    '<span style="font-size:0px;color:#fff">{}</span>',
    '<font style="opacity: 0">{}</font>',
    '<i style="position:absolute;left:-9999px">{}</i>',
    '<span style="display:inline-block;width:0;overflow:hidden">{}</span>',
    '<span style="visibility:hidden">{}</span>',
    '<span class="hidden">{}</span>',
    '<b class="tag sr-only">{}</b>',
    '<span aria-hidden="true">{}</span>',
]


@pytest.mark.parametrize("markup", UNSEEN)
def test_what_a_page_does_not_show_parts_no_slogan(markup):
    (source,) = read_bytes(page(PARAGRAPHS.replace("高质量", "高质" + markup.format("严禁转载") + "量")), "a.html")
    assert source.text == TEXT


SHOWN = [
    '<span style="font-size:0.9em">{}</span>',
    '<span style="opacity:0.5">{}</span>',
    '<span class="hidden-xs">{}</span>',
    '<span style="margin-left:-9999px">{}</span>',
    "<gov-text>{}</gov-text>",
    "<st1:city>{}</st1:city>",
    '<section style="display:inline">{}</section>',
]


@pytest.mark.parametrize("markup", SHOWN)
def test_what_a_page_shows_within_a_line_is_in_the_line(markup):
    (source,) = read_bytes(page(PARAGRAPHS.replace("质量", markup.format("质量"))), "a.html")
    assert source.text == TEXT


@pytest.mark.parametrize("style", ["opacity:0", "font-size:0", "height:0;overflow:hidden"])
def test_an_article_that_a_script_shows_later_is_read(style):
    (source,) = read_bytes(page(f'<div style="{style}">{PARAGRAPHS}</div>'), "a.html")
    assert source.text == TEXT


def test_paragraphs_in_elements_of_a_site_of_its_own_stay_apart():
    own = "".join(f"<my-para>{line}</my-para>" for line in LINES[1:])
    (source,) = read_bytes(page(own), "a.html")
    assert source.text == TEXT


@pytest.mark.parametrize("times", [1, 2])
def test_markup_that_was_written_as_codes_is_taken_out(times):
    text = "\n".join(f"<p>{line}</p>" for line in LINES)
    for _ in range(times):
        text = escape(text, quote=False)
    (source,) = read_bytes(text.encode(), "a.txt")
    assert source.text == TEXT
    assert source.notes == ("held the markup of a page, which was taken out",)

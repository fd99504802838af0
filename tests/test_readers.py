"""Files to texts: every kind of file gives the paragraphs that were put in, whole, in order, once."""

from __future__ import annotations

import json
import logging
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

import readable
from baogao.corpus.facts.describe import describe
from baogao.corpus.importing.rows import manifest_row
from baogao.corpus.layout.cleaning import clean
from baogao.corpus.pages import article
from baogao.corpus.pages.article import names_of
from baogao.corpus.pages.pdf_lines import page_lines
from baogao.corpus.sources import archives, read_bytes, read_sources
from baogao.corpus.text.report import Report
from baogao.errors import SettingError
from readable import BODY, CAPTION, CELLS, PARAGRAPHS, TITLE

CONTAINERS = list(names_of("text"))
TAGS = readable.paragraph_tags()
TABLE_LINES = ["\t".join(row) for row in CELLS]
TABLE = "<table>" + "".join(f"<tr><td><p>{a}</p></td><td>{b}</td></tr>" for a, b in CELLS) + "</table>"
PICTURE = f'<p align="center"><img src="a.jpg" alt="照片"></p><p align="center">{CAPTION}</p>'
STATED = {"title": TITLE, "published": "2025-01-20", "outlet": "澜州日报"}
BODY_LINES = [*PARAGRAPHS, *TABLE_LINES, CAPTION]
INFO = "<div class='info'><span>发布时间：2025-01-20 10:00</span> <span>来源：澜州日报</span></div>"
SHARE = "<div class='share'>分享到：<a href='#'>微信</a><a href='#'>微博</a></div>"
METAS = f"""<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2025-01-20 10:00">
<meta name="ContentSource" content="澜州日报"><link rel="canonical" href="https://www.example.cn/bg/2025.html">"""


def only(content, name, **options):
    sources = list(read_bytes(content, name, **options))
    assert len(sources) == 1
    return sources[0]


def lines(source):
    assert source.reason == ""
    return source.text.splitlines()


def web(page, encoding="utf-8"):
    return only(page.encode(encoding), "a.html")


# Web pages


def site_page(container):
    attribute, value = container
    opening = {"id": f'<div id="{value}">', "class": f'<div class="x {value} y">', "tag": f"<{value}>"}[attribute]
    closing = f"</{value}>" if attribute == "tag" else "</div>"
    body = opening + TAGS + TABLE + PICTURE + closing
    return readable.page(body, METAS, f"<h1>{TITLE}</h1>{INFO}{SHARE}", "<p class='editor'>责任编辑：某某</p>")


@pytest.mark.parametrize("container", CONTAINERS, ids=lambda container: container[1])
def test_pages_of_official_sites_give_title_dateline_and_every_paragraph_once(container):
    source = web(site_page(container))
    assert lines(source) == [TITLE, "发布时间：2025-01-20 10:00 来源：澜州日报", *BODY_LINES]
    assert source.facts == STATED | {"source": "https://www.example.cn/bg/2025.html"}
    stated = describe(Report("a", source.text))
    assert (stated["title"].value, stated["date"].value) == (TITLE, "2025-01-20")


def test_what_the_page_shows_besides_is_left_out_and_scripts_are_in_neither():
    source = web(site_page(CONTAINERS[0]))
    shown = " ".join(source.left_out)
    for words in ("首页", "当前位置", "分享到", "责任编辑：某某", "相关链接", "石渚县召开普法工作会议", "云ICP备"):
        assert (words in shown, words in source.text) == (True, False)
    assert "脚本里" not in shown + source.text


MARKUP = {
    "paragraphs": f"<div class='unknown'>{TAGS}</div>",
    "br-emsp": "<div class='unknown'>" + "<br>".join(f"&emsp;&emsp;{text}" for text in PARAGRAPHS) + "</div>",
    "br-br-font": "<div><div><font size=3>" + "<BR><BR>".join(f"　　{t}" for t in PARAGRAPHS) + "</font></div></div>",
    "layout-table": f"<table width=900><tr><td class=t>{TAGS}</td></tr></table>",
    "divs": "<section><article>" + "".join(f"<div>{text}</div>" for text in PARAGRAPHS) + "</article></section>",
    "one-line": "<div class='TRS_Editor'>" + "　　".join(PARAGRAPHS) + "</div>",
    "nested": f"<div class='TRS_Editor'><div class='TRS_Editor'>{TAGS}</div></div>",
    "spans-wrapped": "<div>"
    + "".join(f"<p><i>{t[:2]}</i>\n<b><span>{t[2:]}</span></b></p>" for t in PARAGRAPHS)
    + "</div>",
}


@pytest.mark.parametrize("body", MARKUP.values(), ids=MARKUP)
def test_markup_of_many_kinds_gives_the_same_paragraphs(body):
    source = web(readable.page(body, above=f"<h1>{TITLE}</h1>{INFO}"))
    assert lines(source)[0] == TITLE
    assert [line for line in lines(source) if line in PARAGRAPHS] == PARAGRAPHS
    assert not any(words in source.text for words in ("相关链接", "版权所有"))
    assert source.facts == STATED


PAGES = Path(__file__).parent / "pages"
# What the metadata and the dateline of a page state, where it is something else.
OTHERS = {
    "gov-documents": {"title": TITLE, "published": "2025-01-20"},
    "district-vsb": {"title": TITLE, "published": "2025-01-20"},
    "ministry-trs": STATED | {"source": "http://www.example.cn/t20250120_1.shtml"},
    "people-paper": STATED | {"source": "http://www.example.cn/1.html"},
    "wechat": STATED | {"outlet": "澜州普法", "source": "http://mp.example.cn/s/1"},
}


@pytest.mark.parametrize("site", sorted(path.stem for path in PAGES.iterdir()))
def test_pages_built_as_those_of_official_sites_give_the_report_and_what_they_state(site):
    template = (PAGES / f"{site}.html").read_text(encoding="utf-8")
    page = template.replace("{title}", TITLE).replace("{body}", TAGS)
    source = web(page)
    blocks, _ = clean("\n".join(lines(source)))
    assert [block.read(source.text) for block in blocks] == [TITLE, *PARAGRAPHS]
    assert not set(PARAGRAPHS) & set(source.left_out)
    assert source.facts == OTHERS.get(site, STATED)
    row, faults = manifest_row(Report("a", source.text), source.facts, "a.txt")
    facts = {"date" if column == "published" else column: fact for column, fact in source.facts.items()}
    assert ({column: row[column] for column in facts}, faults) == (facts, [])


def test_every_visible_line_is_in_the_text_or_left_out_once():
    source = web(site_page(CONTAINERS[2]))
    both = sorted([*lines(source), *source.left_out])
    assert len(both) == len(set(both))
    assert len(source.left_out) == 11  # 3 navigation, breadcrumb, share, editor, 3 related, 2 footer


def test_a_title_that_only_the_metadata_state_becomes_the_first_line():
    assert lines(web(readable.page(f"<div class='TRS_Editor'>{TAGS}</div>", METAS)))[:2] == [TITLE, PARAGRAPHS[0]]


def test_an_old_page_of_tables_keeps_the_title_in_a_cell_above_the_text():
    text = "<br>".join(f"　　{line}" for line in PARAGRAPHS)
    cells = f"<tr><td><b>{TITLE}</b></td></tr><tr><td>2005-01-20</td></tr><tr><td>{text}</td></tr>"
    page = f"""<html><body><table width=780><tr><td><a>首页</a>|<a>动态</a>|<a>公告</a></td></tr></table><table><tr>
    <td width=150><table><tr><td><a>栏目一的名称</a></td></tr><tr><td><a>栏目二的名称</a></td></tr></table></td>
    <td><table>{cells}<tr><td align=right>【<a>关闭窗口</a>】</td></tr></table></td></tr></table></body></html>"""
    source = web(page, "gb18030")
    assert lines(source) == [TITLE, "2005-01-20", *PARAGRAPHS]
    assert source.left_out == ("首页|动态|公告", "栏目一的名称", "栏目二的名称", "【关闭窗口】")
    stated = describe(Report("a", source.text))
    assert (stated["title"].value, stated["date"].value) == (TITLE, "2005-01-20")


def test_a_heading_in_two_lines_is_one_title():
    above = "<h1>澜州市人民政府<br>政府工作报告</h1><p>——在澜州市人民代表大会上</p>"
    source = web(readable.page(f"<div id='zoom'>{TAGS}</div>", above=above))
    assert lines(source)[:3] == ["澜州市人民政府政府工作报告", "——在澜州市人民代表大会上", PARAGRAPHS[0]]


CHARSETS = ["utf-8 utf-8", "gb2312 gb18030", "GBK gb18030", "utf-8 gb18030", "gbk utf-8", "utf-8 utf-16"]


@pytest.mark.parametrize("charsets", CHARSETS)
def test_pages_are_decoded_by_mark_then_by_what_they_state_then_by_what_they_hold(charsets):
    stated, encoding = charsets.split()
    page = readable.page(f"<div id='zoom'>{TAGS}<p>朱镕基、㛃字。</p></div>")
    page = page.replace('charset="utf-8"', f'charset="{stated}"')
    assert lines(web(page, encoding))[-1] == "朱镕基、㛃字。"


@pytest.mark.parametrize("more", range(6))
def test_a_page_of_utf8_that_states_gbk_is_no_mojibake(more):
    page = f"<meta charset=gbk><div id=zoom><p>{PARAGRAPHS[3]}</p></div>{'普' * (more % 3)}{'x' * more}"
    assert lines(web(page))[0] == PARAGRAPHS[3]


# Pages that would cost a parser dear, or hold no report, and a word of the reason.
REFUSED = {
    "no-body": ("<html><head><title>普法</title></head></html>", "no running text"),
    "frameset": ("<html><frameset cols='1,2'><frame src=a></frameset><p>普法</p></html>", "frameset"),
    "deep": ("<div>" * 100_000 + PARAGRAPHS[3], "nested too deeply"),
    "attributes": ("<p " + "a=1 " * 301 + f">{PARAGRAPHS[3]}", "a tag with more than 300 attributes"),
    "attributes-quoted": ("<p " + "a='<>'\n" * 301 + f">{PARAGRAPHS[3]}", "a tag with more than 300 attributes"),
    "many-tags": ("<html><body>" + "<b>普法</b>" * 60_000, "more than 50,000 elements"),
    "large": ("<html><body>" + "普法" * 4_000_000, "allowed are 20,000,000"),
    "brackets": ("<" * 200_000 + "普法", "no running text"),
    "script": ("<html><body><script>" + PARAGRAPHS[3], "no running text"),
    "english": ("<html><body><p>No Chinese here. " * 50, "no Chinese"),
}


@pytest.mark.parametrize(("page", "word"), REFUSED.values(), ids=REFUSED)
def test_hostile_pages_are_refused_with_a_reason(page, word):
    source = web(page)
    assert source.text == ""
    assert word in source.reason
    assert source.reason.startswith("a.html: ")


HARMLESS = {
    "300-attributes": f"<p {'a=1 ' * 300}>。</p>",
    "script": f"<script>if (1 <b {'c ' * 400}) 0</script>",
    "comment": f"<!-- <b {'c ' * 400} -->",
    "text": f"<b>{'c ' * 400}</b>",
    "xml": "<?xml " * 2000,
}


@pytest.mark.parametrize("more", HARMLESS.values(), ids=HARMLESS)
def test_markup_that_only_looks_hostile_is_read(more):
    assert lines(web(f"<html><body><div id=zoom><p>{PARAGRAPHS[3]}</p></div>{more}"))[0] == PARAGRAPHS[3]


LARGE = {
    "elements": "".join(f"<p>{n}号：<b>普</b><b>法</b>。</p>" for n in range(7_000)),
    "depth": "<div>" * 200 + "".join(f"<p>{n}号，普法。</p>" for n in range(2_500)) + "</div>" * 200,
    "characters": "".join(f"<p>{n}号，普法。{'依法行政，' * 600}</p>" for n in range(101)),
}


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE)
def test_a_large_page_is_read_whole_by_its_prose_and_without_trafilatura(body, monkeypatch):
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: pytest.fail("trafilatura was asked"))
    source = web(readable.page(body, above=f"<h1>{TITLE}</h1>"))
    assert [line.split("号")[0] for line in lines(source)] == [TITLE, *map(str, range(body.count("号")))]
    assert "版权所有：澜州市人民政府　主办：澜州市人民政府办公室" in source.left_out


def test_trafilatura_is_asked_only_where_no_known_container_holds_half_of_the_page(monkeypatch):
    asked = []
    monkeypatch.setattr("trafilatura.extract", lambda page, **_: asked.append(page))
    for container in ("zoom", "unknown"):
        web(readable.page(f"<div id='{container}'>{TAGS}</div>"))
    assert ["unknown" in page for page in asked] == [True]


def test_the_work_for_a_page_does_not_grow_with_its_depth(monkeypatch):
    seen = []
    monkeypatch.setattr(article, "_is_furniture", lambda element: seen.append(element.tag) or False)
    web("<div id=zoom>" * 150 + f"<p>{PARAGRAPHS[3]}</p>" * 300)
    assert seen == ["p"] * 300  # each once, however deep it lies; what holds half of the page is no furniture


# Word


def test_a_word_document_gives_paragraphs_and_tables_in_order():
    source = only(readable.word(), "a.docx")
    assert lines(source) == [TITLE, *BODY_LINES]
    assert source.left_out == ("澜州市人民政府公报", "第1页")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = "<w:r><w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p></w:txbxContent></w:r>"


SHOWN = {
    "soft-break": ("<w:p><w:r><w:t>普法</w:t><w:br/><w:t>调解</w:t></w:r></w:p>", ["普法", "调解"]),
    "tracked": ("<w:p><w:r><w:t>普</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
                "<w:ins><w:r><w:t>法</w:t></w:r></w:ins></w:p>", ["普法"]),
    "control": ("<w:sdt><w:sdtContent><w:p><w:r><w:t>普法。</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["普法。"]),
    "link-hidden": ("<w:p><w:hyperlink><w:r><w:t>普法</w:t></w:r></w:hyperlink>"
                    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>", ["普法"]),
    "text-box": (f"<w:p><w:r><w:t>前文。</w:t></w:r><mc:AlternateContent {MC}><mc:Choice>{BOX}</mc:Choice>"
                 f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:p>", ["前文。", "框内文字。"]),
    "field": ("<w:p><w:r><w:instrText>PAGE 页码</w:instrText></w:r><w:r><w:t>普法</w:t></w:r></w:p>", ["普法"]),
}  # fmt: skip


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("inner", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_word_shows_is_read_and_what_it_hides_is_not(inner, expected):
    document = docx.Document()
    for element in parse_xml(f"<w:body {W}>{inner}</w:body>"):
        document.element.body.insert(0, element)
    assert lines(only(saved(document), "a.docx")) == expected


def test_the_numbers_that_word_counts_stand_before_their_paragraphs():
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    kinds = "".join(level.format(number, form, text) for number, (form, text) in enumerate(levels))
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{kinds}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in [("总体", 0), ("甲", 1), ("乙", 1), ("细", 2), ("安排", 0), ("丙", 1)]:
        mark = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(mark))
    document.add_paragraph("无号")
    expected = ["一、总体", "（一）甲", "（二）乙", "1.细", "二、安排", "（一）丙", "无号"]
    assert lines(only(saved(document), "a.docx")) == expected


def test_old_word_files_say_what_to_do():
    for name in ("a.doc", "a.wps"):
        assert only(b"\xd0\xcf\x11\xe0", name).reason.endswith("save it as .docx.")


# PDF

HEAD_OF_PAGE = "澜州市人民政府公报 2025年第3期"


def printed(count):
    """Paragraphs that are all different, so that none stands at the same height on two pages."""
    kinds = "普法宣传调解公证援助治理改革服务群众基层"
    texts = []
    for number in range(count):
        words = "".join(kinds[(number * 7 + step * step) % len(kinds)] for step in range(20 + number * 13 % 90))
        texts.append(f"第{number}项工作，{words}，完成{number}.5件。")
        if number % 6 == 0:
            texts.append(f"（{number}）工作安排")
    return texts


@pytest.mark.parametrize("font", ["STSong-Light", "Noto"])
@pytest.mark.parametrize(("columns", "shift"), [(1, 0), (2, 0), (2, 9)])
def test_a_printed_report_gives_whole_paragraphs_over_lines_columns_and_pages(font, columns, shift):
    texts = printed(50)
    source = only(readable.pdf(texts, columns=columns, font=font, shift=shift), "a.pdf")
    assert lines(source) == texts
    pages = len(source.left_out) // 2
    assert pages > 2
    assert source.left_out[0::2] == (HEAD_OF_PAGE,) * pages
    assert source.left_out[1::2] == tuple(f"— {page} —" for page in range(1, pages + 1))


@pytest.mark.parametrize("short", [1, 2, 3])
def test_a_last_page_with_a_short_right_column_is_read_column_by_column(short):
    # Every text is two lines; the pages before tell that the last has two columns, be the right one ever so short.
    names = ["甲乙丙丁戊己庚辛壬癸"[n % 10] + "子丑寅卯辰巳午未申酉戌亥"[n % 12] for n in range(92 + short)]
    texts = [f"{name}村的调解员走遍了山里，问了三十六户，{name}村的纠纷有进展。" for name in names]
    source = only(readable.pdf(texts, columns=2), "a.pdf")
    assert len(source.left_out) == 2 * 3
    assert lines(source) == texts


def letters_of(text, left, top):
    """A line as pdfplumber gives its letters: 12 points, wide characters."""
    row = {"top": top, "bottom": top + 12, "size": 12, "upright": True}
    return [row | {"text": char, "x0": left + 12 * n, "x1": left + 12 * (n + 1)} for n, char in enumerate(text)]


def test_a_page_over_the_whole_width_after_pages_of_columns_is_not_parted():
    text = "项工作，走遍全县的村庄，听取意见，办成一批实事，群众都说好。"
    rows = [letters_of(f"第{n}{text}", 70, 70 + 20 * n) for n in range(9)]
    signed = letters_of("石渚县司法局", 70, 300) + letters_of("二〇二一年三月", 330, 300)
    letters = [letter for row in [*rows, signed] for letter in row]
    whole = page_lines(letters, 2, 595, 842)
    assert page_lines(letters, 2, 595, 842, columns=2) == whole
    assert {line.column for line in whole} == {0}


def test_a_single_column_is_not_parted():
    assert lines(only(readable.pdf([*PARAGRAPHS] * 2), "a.pdf")) == [HEAD_OF_PAGE, *PARAGRAPHS * 2]


def damaged_page():
    content = bytearray(readable.pdf())
    start = content.index(b"stream") + 300
    content[start : start + 5] = b"!!!!!"
    return bytes(content)


def test_pdf_files_without_a_text_layer_or_damaged_are_named_as_such():
    assert "holds images only; run OCR first" in only(readable.scan(), "a.pdf").reason
    assert "is encrypted" in only(readable.pdf(lock="secret"), "a.pdf").reason
    assert "is cut off" in only(readable.pdf()[:-200], "a.pdf").reason
    assert "is damaged" in only(b"%PDF-1.4\n%%EOF\n", "a.pdf").reason
    assert "page 1 is damaged" in only(damaged_page(), "a.pdf").reason


# Tables


TABLES = {
    "csv": readable.csv,
    "gbk.csv": lambda: readable.csv().decode().encode("gb18030"),
    "xlsx": readable.xlsx,
    "jsonl": readable.jsonl,
    "ascii.json": lambda: json.dumps(readable.rows()).encode(),
    "parquet": readable.parquet,
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_gives_one_text_a_row_and_what_it_states(kind):
    name = f"a.{kind}"
    first, second = read_bytes(TABLES[kind](), name)
    assert (first.name, first.text) == (f"{name}#1", BODY)
    assert first.facts == {"title": TITLE, "date": "2025-01-15", "issuer": "澜州市人民政府"}
    assert (second.name, second.facts["date"]) == (f"{name}#2", "2024-12")


def test_tabs_and_semicolons_part_cells_too():
    for mark in "\t;|":
        table = f"title{mark}content\n普法{mark}依法行政，公正司法\n".encode()
        assert only(table, "a.csv").text == "依法行政，公正司法"


def test_columns_are_told_by_name_or_by_the_user():
    table = "甲,乙\n标题,依法行政\n".encode()
    assert "(the cells of its first row) are 甲, 乙" in only(table, "a.csv").reason
    source = only(table, "a.csv", columns={"text": "乙", "title": "甲"})
    assert (source.text, source.facts) == ("依法行政", {"title": "标题"})
    reason = only(table, "a.csv", columns={"text": "丙"}).reason
    assert "has no column 丙; its columns are 甲, 乙; read tables with other columns in a run of their own" in reason
    with pytest.raises(SettingError, match="sha256 cannot be taken from a table; allowed are text, title, date"):
        only(table, "a.csv", columns={"text": "乙", "sha256": "甲"})


def test_rows_that_cannot_be_read_are_named_and_the_others_are_read():
    table = "title,text\n甲,普法工作\n乙\n丙,\n丁,no Chinese\n戊,调解工作\n".encode()
    sources = list(read_bytes(table, "a.csv"))
    assert [source.name for source in sources] == [f"a.csv#{number}" for number in range(1, 6)]
    assert [source.text for source in sources] == ["普法工作", "", "", "", "调解工作"]
    assert "1 cell(s)" in sources[1].reason
    assert "is empty" in sources[2].reason
    assert "no Chinese" in sources[3].reason


def test_a_broken_line_of_json_is_named_by_its_number():
    good = json.dumps({"text": "普法工作"}, ensure_ascii=False)
    sources = list(read_bytes(f'{good}\n\n{{"text": "普\n[1]\n{good}\n'.encode(), "a.jsonl"))
    read = {source.name.removeprefix("a.jsonl#"): bool(source.text) for source in sources}
    assert read == {"1": True, "3": False, "4": False, "5": True}


def test_half_a_character_and_nesting_without_end_are_refused():
    assert "half a character" in only(b'{"text": "\\u666e\\ud800"}', "a.jsonl").reason
    assert only(b'{"text": ' + b"[" * 100_000 + "普".encode(), "a.jsonl").reason


def test_a_text_that_fills_a_cell_of_excel_is_refused_because_it_is_cut_off():
    whole, cut = "普" * 32_766, "普" * 32_767
    sources = list(read_bytes(readable.xlsx([{"text": whole}, {"text": cut}]), "a.xlsx"))
    assert sources[0].text == whole
    assert "cut it off" in sources[1].reason


# Archives


def test_an_archive_gives_the_texts_of_its_members():
    box = readable.packed(
        {"2012/a.txt": BODY.encode("gb18030"), "b.docx": readable.word(), "c.csv": readable.csv(),
         "README.md": b"x", "__MACOSX/._b.docx": b"x", ".DS_Store": b"x"}
    )  # fmt: skip
    sources = list(read_bytes(box, "box.zip"))
    names = [source.name.removeprefix("box.zip/") for source in sources]
    assert names == ["2012/a.txt", "b.docx", "c.csv#1", "c.csv#2"]
    assert sources[0].text == BODY


def test_no_path_climbs_out_of_an_archive():
    for path in ("../a.txt", "/etc/a.txt", "C:\\a.txt", "b\\..\\..\\a.txt", "b/../../a.txt"):
        assert "leads out of the archive" in only(readable.packed({path: BODY.encode()}), "box.zip").reason


def test_names_in_gbk_are_read_and_encrypted_members_are_skipped():
    box = readable.packed({"AAAA.txt": BODY.encode()}).replace(b"AAAA", "报告".encode("gbk"))
    assert only(box, "box.zip").name == "box.zip/报告.txt"
    box = bytearray(readable.packed({"a.txt": BODY.encode()}))
    box[6] |= 1  # the flag in the member's own header, and in the directory of the archive
    box[box.rindex(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in only(bytes(box), "box.zip").reason


def test_bombs_are_dropped_at_the_limit_and_the_rest_is_read():
    bomb = readable.packed({"a.txt": b"0" * 20_000_000, "b.txt": BODY.encode(), "c.zip": b"PK\x03\x04"})
    first, second, third = read_bytes(bomb, "box.zip")
    assert "200 times the packed size" in first.reason
    assert second.text == BODY
    assert "archive in an archive" in third.reason


def test_an_archive_stops_at_its_limits(monkeypatch):
    box = readable.packed({f"{number}.txt": BODY.encode() for number in range(5)})
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    sources = list(read_bytes(box, "box.zip"))
    assert [bool(source.text) for source in sources] == [True, True, True, False]
    assert "stopped at 3.txt" in sources[-1].reason
    monkeypatch.setattr(archives, "MAX_UNPACKED", 2 * len(BODY.encode()))
    assert "stopped at 2.txt" in list(read_bytes(box, "box.zip"))[-1].reason


def test_an_office_file_that_is_a_bomb_is_refused():
    for name, part in (("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml")):
        assert "200 times" in only(readable.packed({part: b" " * 30_000_000}), name).reason


def test_a_member_that_states_a_smaller_size_is_damaged():
    box = bytearray(readable.packed({"a.txt": BODY.encode() * 100}, zipfile.ZIP_STORED))
    start = box.rindex(b"PK\x01\x02") + 24
    box[start : start + 4] = (10).to_bytes(4, "little")
    assert "cannot be unpacked" in only(bytes(box), "box.zip").reason


# Files and folders


def test_a_folder_is_read_in_order_with_a_reason_for_each_file_that_is_not(tmp_path):
    files = {"b/x.txt": BODY, "a.text": BODY, "c.png": "x", "README.md": "x", "index.csv": "x", ".git/y.txt": BODY}
    sources = list(read_sources(readable.filled(tmp_path, files)))
    assert [source.name for source in sources] == ["a.text", "b/x.txt", "c.png"]
    assert [source.text for source in sources] == [BODY, BODY, ""]
    assert "allowed are .txt" in sources[2].reason


def test_a_file_above_the_limit_is_not_opened(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(100_000_001)
    (source,) = read_sources(tmp_path / "a.txt")
    assert "allowed are 100,000,000" in source.reason


def test_links_in_a_folder_that_lead_nowhere_or_to_a_folder_are_named(tmp_path):
    folder, other = (readable.filled(tmp_path / name, {"a.txt": PARAGRAPHS[1]}) for name in ("in", "other"))
    (folder / "b.txt").symlink_to(other / "a.txt")
    (folder / "c.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "d").symlink_to(other)
    (folder / "e").symlink_to(folder)
    reasons = {source.name: source.reason for source in read_sources(folder)}
    assert reasons == {
        "a.txt": "",
        "b.txt": "",
        "c.txt": "c.txt: is a link that leads nowhere.",
        "d": "d: is a link to a folder, which is not followed; import that folder itself.",
        "e": "e: is a link to a folder, which is not followed; import that folder itself.",
    }


def test_a_folder_that_is_missing_or_empty_is_an_error(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("gone", "empty"):
        with pytest.raises(SettingError, match=name):
            list(read_sources(tmp_path / name))


def test_a_download_without_a_suffix_is_told_by_its_content():
    page = readable.page(f"<h1>{TITLE}</h1><div id=zoom>{TAGS}</div>").encode()
    for content, first in ((readable.pdf(), HEAD_OF_PAGE), (readable.word(), TITLE), (page, TITLE)):
        assert lines(only(content, "download"))[0] == first


def test_readers_print_nothing_and_warn_of_nothing(capfd, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("a.pdf", "a.html", "a.docx", "a.xlsx", "a.parquet"):
        list(read_bytes(readable.pdf()[:-40] + b"%%EOF", name))
    assert capfd.readouterr() == ("", "")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []

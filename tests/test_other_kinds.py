"""Files that are another thing than their name says, and texts in unusual dress: read right, or told in one line."""

from __future__ import annotations

import base64
import gzip
import json
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

import baogao as bg
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.sources import read_bytes
from baogao.corpus.text.damage import damage
from readable import filled

LINES = [
    "澜州市水务局2020年工作总结",
    "2021年2月3日",
    "2020年，澜州市水务局坚持以人民为中心的发展思想，落实“河长制”（试行），修复河道十二条；群众满意。",
    "全市加固堤防三十公里，修建小型水库四座，为全面推进乡村振兴和高质量发展提供了有力支撑。",
]
TEXT = "\n".join(LINES) + "\n"
PAGE = f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>"


def packed(members, make=ZipInfo):
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(make(name), content)
    return file.getvalue()


class OfWindows(ZipInfo):
    """A member whose name is in GB18030, without the flag of UTF-8."""

    def _encodeFilenameFlags(self):  # noqa: N802 (its name in zipfile)
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def encrypted(content):
    """An archive that says of each member that it has a password."""
    changed = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + place] |= 1
            start = changed.find(mark, start + 4)
    return bytes(changed)


ODT = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<text>{TEXT}</text>"})
RTF = b"{\\rtf1\\ansi\\ansicpg936 " + "".join(f"\\'{byte:02x}" for byte in TEXT.encode("gbk")).encode() + b"}"
LETTER = f"From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}".encode()
ARCHIVE = b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + TEXT.encode("utf-16-le")
RECORDS = json.dumps([{"标题": LINES[0], "正文": TEXT}], ensure_ascii=False).encode()
SLIDES = packed({"ppt/presentation.xml": "<x/>", "ppt/slides/slide1.xml": f"<t>{TEXT}</t>"})
OFD = packed({"OFD.xml": "<x/>", "Doc_0/Pages/Page_0/Content.xml": f"<t>{TEXT}</t>"})
OTHERS = {
    "a.odt": (ODT, "OpenDocument"),
    "a": (ODT, "OpenDocument"),
    "a.zip": (ODT, "OpenDocument"),
    "a.docx": (ODT, "OpenDocument"),
    "b.txt": (RTF, "RTF"),
    "b": (RTF, "RTF"),
    "c.eml": (LETTER, "letter"),
    "c.txt": (LETTER, "letter"),
    "c": (LETTER, "letter"),
    "d.html": (ARCHIVE + base64.encodebytes(PAGE.encode()), "web archive"),
    "e.txt": (OLD, "WPS"),
    "e.csv": (OLD, "WPS"),
    "e": (OLD, "WPS"),
    "f.txt": (gzip.compress(TEXT.encode()), "gzip"),
    "g.txt": (RECORDS, "is JSON; name it .json"),
    "g.md": (f"标题,日期,正文\n{LINES[0]},2021-03-05,{TEXT}\n".encode("gb18030"), "is a table; name it .csv"),
    "g": (f"title\tcontent\r\n{LINES[0]}\t{TEXT}\r\n".encode("utf-16"), "is a table; name it .csv"),
    "h.txt": (b"%PDF-1.4\n" + TEXT.encode(), "is a PDF file; name it .pdf"),
    "h.pdf": (PAGE.encode(), "is a web page; name it .html"),
    "h.csv": (PAGE.encode("gb18030"), "is a web page; name it .html"),
    "i.pptx": (SLIDES, "presentation"),
    "i": (SLIDES, "presentation"),
    "j.ofd": (OFD, "OFD"),
    "j.pdf": (OFD, "OFD"),
    "k.zip": (encrypted(packed({"a.txt": TEXT})), "a.txt: is encrypted"),
    "l.zip": (
        packed({"县/内.zip": packed({"a.txt": TEXT})}, OfWindows),
        "l.zip/县/内.zip: is an archive in an archive",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_another_thing_is_told_in_one_line(name):
    content, words = OTHERS[name]
    (source,) = read_bytes(content, name)
    assert source.text == ""
    assert source.reason.startswith(f"{name}")
    assert words in source.reason
    assert "\n" not in source.reason


def test_texts_that_only_begin_alike_are_read():
    for text in (
        "Subject：普法\n" + TEXT,
        "{修渠}\n" + TEXT,
        "[1] 依据\n" + TEXT,
        "注: 一\n说明: 二\n" + TEXT,
        "标题，正文\n" + TEXT,
    ):
        (source,) = read_bytes(text.encode(), "a.txt")
        assert source.text == text


@pytest.mark.parametrize("name", ["box.docx", "box", "box.zip"])
def test_a_word_document_is_read_whatever_it_is_called(name):
    import docx

    document, file = docx.Document(), BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(file)
    (source,) = read_bytes(file.getvalue(), name)
    assert source.text.split() == LINES


TABLES = {
    "semicolons": (";", "utf-8-sig", ""),
    "said by Excel": (";", "gb18030", "sep=;\r\n"),
    "tabs of Excel": ("\t", "utf-16", ""),
    "commas": (",", "gb18030", ""),
}


@pytest.mark.parametrize(("sep", "encoding", "head"), TABLES.values(), ids=TABLES)
def test_a_table_with_line_ends_and_quotation_marks_in_its_cells_is_read_whole(sep, encoding, head):
    cell = '"' + "\n".join([*LINES[2:], '他说："好"; 就去做, 做好。']).replace('"', '""') + '"'
    rows = [["标题", "日期", "正文"], [LINES[0], "2021-02-03", cell], ["第二份", "2021-02-04", cell]]
    content = (head + "".join(sep.join(row) + "\r\n" for row in rows)).encode(encoding)
    first, second = read_bytes(content, "a.csv")
    assert first.text == second.text == "\n".join([*LINES[2:], '他说："好"; 就去做, 做好。'])
    assert (first.facts["title"], second.facts["date"]) == (LINES[0], "2021-02-04")


@pytest.mark.parametrize("stated", ["gb2312", "utf-8", "big5", "iso-8859-1", "x-none"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_is_read_whatever_charset_it_states(stated, encoding):
    page = PAGE.replace("<body>", f"<head><meta charset='{stated}'></head><body>")
    (source,) = read_bytes(page.encode(encoding), "a.html")
    assert source.text.split() == LINES


def test_json_with_the_mark_of_utf8_may_be_written_in_ascii():
    (source,) = read_bytes(b"\xef\xbb\xbf" + json.dumps({"标题": LINES[0], "正文": TEXT}).encode(), "a.jsonl")
    assert source.text.split() == LINES


def test_the_head_of_a_page_in_markdown_is_left_out_and_told():
    text = f"---\ntitle: {LINES[0]}\ntags:\n  - 水务\n---\n\n# {LINES[0]}\n{LINES[2]}\n"
    (source,) = read_bytes(text.encode(), "a.md")
    assert source.text == f"{LINES[0]}\n{LINES[2]}\n"
    assert source.left_out == (f"title: {LINES[0]}", "tags:", "  - 水务")
    assert "YAML" in source.notes[0]
    (ruled,) = read_bytes(f"---\n{LINES[0]}\n---\n{LINES[2]}\n".encode(), "a.md")
    assert LINES[0] in ruled.text


UPRIGHT = str.maketrans("，、。：；！？（）《》“”", "︐︑︒︓︔︕︖︵︶︽︾﹁﹂")
SMALL = str.maketrans("，、；：？！（）", "﹐﹑﹔﹕﹖﹗﹙﹚")


@pytest.mark.parametrize("table", [UPRIGHT, SMALL], ids=["upright", "small"])
def test_marks_of_vertical_lines_and_small_ones_are_the_usual_ones(table):
    written = TEXT.translate(table)
    assert written != TEXT
    assert bg.tokens(written) == bg.tokens(TEXT)
    slogans, usual = (bg.annotate(text)["slogans"]["slogans"] for text in (written, TEXT))
    assert [(one["canonical"], one["spans"]) for one in slogans] == [(one["canonical"], one["spans"]) for one in usual]
    assert bg.annotate(written)["structure"] == bg.annotate(TEXT)["structure"]


def test_a_text_in_vertical_lines_and_codes_of_line_ends_are_told(tmp_path):
    upright = "\n".join("".join(LINES[2:])) + "\n"
    coded = TEXT.replace("\n", "\\n")
    filled(tmp_path / "in", {"a.txt": upright, "b.txt": coded, "c.txt": TEXT})
    first, second, whole = import_reports(tmp_path / "in", tmp_path / "mine")
    assert "holds characters that stand alone on their lines in" in first.reason
    assert (
        f"holds characters that are written as codes in 4 places, the first at offset {len(LINES[0])}" in second.reason
    )
    assert whole.reason == ""
    assert list(damage("目录\n一\n二\n三\n" + TEXT)) == []


XML = b'<?xml version="1.0"?><?mso-application progid="%s"?><x xmlns="%s"><p>' + TEXT.encode() + b"</p></x>"
EXCEL_XML = XML % (b"Excel.Sheet", b"urn:schemas-microsoft-com:office:spreadsheet")
WORD_XML = XML % (b"Word.Document", b"http://schemas.microsoft.com/office/word/2003/wordml")
FLAT_XML = XML % (b"Word.Document", b"http://schemas.microsoft.com/office/2006/xmlPackage")
MISNAMED = {
    "a.doc": (RTF, "is an RTF file; save it as .docx."),
    "b.doc": (ARCHIVE + PAGE.encode(), "is a letter or a web archive (MIME)"),
    "c.doc": (WORD_XML, "is a Word document in XML"),
    "d.doc": (FLAT_XML, "is a Word document in XML"),
    "e.xls": (EXCEL_XML, "is an Excel workbook in XML"),
    "f.xml": (EXCEL_XML, "is an Excel workbook in XML"),
    "g.txt": (WORD_XML, "is a Word document in XML"),
    "h.zip": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "is a packed file (7z)"),
    "i.zip": (b"Rar!\x1a\x07\x01\x00" + bytes(100), "is a packed file (RAR)"),
    "j.doc": (OLD, "is an old Word file"),
    "k.xls": (OLD, "is an old Excel file"),
    "l.zip": (b"no archive", "is no ZIP archive"),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_what_is_said_of_a_misnamed_file_is_true(name):
    content, words = MISNAMED[name]
    (source,) = read_bytes(content, name)
    assert (source.text, words in source.reason) == ("", True), source.reason


def test_texts_and_tables_under_names_of_office_are_read():
    table = f"标题\t正文\n普法\t{LINES[2]}\n".encode("utf-16")
    assert [source.text for source in read_bytes(table, "a.xls")] == [LINES[2]]
    assert [source.text for source in read_bytes(TEXT.encode("gb18030"), "a.doc")] == [TEXT]

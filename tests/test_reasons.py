"""Why a file is not read: the reason is true, says what to do, and what only has a wrong name is read."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml

from baogao.corpus.sources import read_bytes
from readable import filled
from test_containers import ONE, TWO, workbook

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def only(content, name):
    (source,) = read_bytes(content if isinstance(content, bytes) else content.encode(), name)
    return source


def word(*elements: str) -> bytes:
    """A Word document with the lines of a report and elements of a paragraph behind them."""
    document, file = docx.Document(), BytesIO()
    for line in ONE.split("\n"):
        document.add_paragraph(line)
    last = document.paragraphs[-1]._p
    for element in elements:
        last.append(parse_xml(element))
    document.save(file)
    return file.getvalue()


def run(text: str, how: str = "") -> str:
    return f"<w:r {W}>{f'<w:rPr><w:{how}/></w:rPr>' if how else ''}<w:t>{text}</w:t></w:r>"


NUMERIC = "".join(f"&#{ord(char)};" if char > "\x7f" else char for char in ONE)
ESCAPED = ONE.encode("unicode_escape").decode()
QUOTED = "".join(f"={byte:02X}" for byte in ONE.encode())
REASONS = {
    "empty.docx": (b"", "the file is empty (0 bytes)"),
    "empty.pdf": (b"", "the file is empty (0 bytes)"),
    "a.txt": (ONE.encode().decode("latin-1"), "letters as which Chinese was read in a wrong encoding (mojibake)"),
    "b.txt": (ESCAPED, "codes of such (\\u6cd5)"),
    "c.txt": (QUOTED, "open it in a mail program and save its text"),
    "d.txt": (
        ONE.replace("，", "，\x1f\x08").encode(),
        "control characters, the first U+001F at offset 27; take them out",
    ),
    "e.txt~": (ONE, "is a copy that a program left behind"),
    "f.txt.bak": (ONE, "is a copy that a program left behind"),
    "g.docx.crdownload": (ONE, "is a copy that a program left behind"),
}


@pytest.mark.parametrize("name", REASONS)
def test_a_reason_is_true_and_says_what_to_do(name):
    content, words = REASONS[name]
    source = only(content, name)
    assert source.reason.startswith(f"{name}: ")
    assert words in source.reason
    assert "UTF-8" not in source.reason


def test_chinese_in_numeric_codes_is_read_and_told():
    for name, content in (
        ("a.txt", NUMERIC),
        ("a.html", f"<html><body><p>{NUMERIC.replace(chr(10), '</p><p>')}</body>"),
    ):
        source = only(content, name)
        assert source.text.split() == ONE.split()
        assert "held its Chinese as codes (&#27861;), which were read" in source.notes


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "b.xls", "b.et", "c.doc", "c.xls"])
def test_a_file_with_the_name_of_an_old_one_is_read(name):
    page = f"<html><body><h1>水务总结</h1><p>{ONE}</p></body></html>".encode()
    content = {"a": word(), "b": workbook([["标题", "正文"], ["一", ONE]]), "c": page}[name[0]]
    assert "修复河道" in only(content, name).text
    assert "is an old Word file" in only(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "d.doc").reason


def test_formulas_are_read_and_what_is_spoken_above_characters_is_not():
    ruby = f"<w:r {W}><w:ruby><w:rt>{run('gao')}</w:rt><w:rubyBase>{run('高')}</w:rubyBase></w:ruby></w:r>"
    maths = f"<m:oMath {M}><m:r><m:t>增长率=3</m:t></m:r></m:oMath>"
    source = only(word(run("推动"), ruby, run("质量发展，"), maths), "a.docx")
    assert source.text.endswith("推动高质量发展，增长率=3\n")
    assert source.notes == ()


def test_what_is_struck_out_is_told():
    source = only(word(run("修渠"), run("三条", "strike"), run("四条", "dstrike"), run("五条")), "a.docx")
    assert source.notes == ("4 characters are struck out, and were read as they stand",)
    page = f"<html><body><h1>水务总结</h1><p>{ONE}</p><p>修渠<del>三条</del><s>四</s>。</p></body></html>"
    assert only(page, "a.html").notes == ("3 characters are struck out, and were read as they stand",)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_office_file_that_defines_entities_is_refused(name):
    content = word() if name == "a.docx" else workbook([["标题", "正文"], ["一", TWO]])
    part, file = ("word/document.xml" if name == "a.docx" else "xl/worksheets/sheet1.xml"), BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(file, "w") as again:
        for member in packed.namelist():
            data = packed.read(member).decode("utf-8", "surrogateescape")
            head, mark, rest = data.partition("?>") if "?>" in data else ("", "", data)
            data = f'{head}{mark}<!DOCTYPE x [<!ENTITY a "普法">]>{rest}' if member == part else data
            again.writestr(member, data.encode("utf-8", "surrogateescape"))
    assert "defines words of its own (DOCTYPE)" in only(file.getvalue(), name).reason


DICTIONARIES = {
    "tabs": "沭岭样板\t5\tn\n",
    "commas": "沭岭样板,5,n\n沭岭,5\n",
    "ideographic spaces": "沭岭样板\u30005\u3000n\n",
    "letters": "Open AI 5 eng\n沭岭样板\n",
    "wide commas": "沭岭样板，5，n\n",
    "semicolons": "沭岭样板；5；n\n",
    "bars": "沭岭样板|5|n\n",
    "a mark at the end": "沭岭样板，\n沭岭。\n",
    "quotation marks": '"沭岭样板" 5 n\n',
    "comments": "# 词典\n//词典\n沭岭样板\n",
    "one line of GBK": "沭岭样板 5 n\n".encode("gbk"),
}


@pytest.mark.parametrize("content", DICTIONARIES.values(), ids=DICTIONARIES)
def test_a_user_dictionary_is_read_whatever_parts_its_columns(tmp_path, baogao, content):
    filled(tmp_path, {"a.txt": "推广沭岭样板。\n", "d.txt": content})
    code, out, _ = baogao("segment", tmp_path / "a.txt", "--user-words", tmp_path / "d.txt")
    assert (code, out) == (0, "推广 沭岭样板 。\n")


@pytest.mark.parametrize(
    "line",
    [
        *("沭岭样板 -5", "沭岭样板 1.5 n", "沭岭样板 5 n 备注", "<p>沭岭样板</p>", '["沭岭样板"]', "沭岭样板&nbsp;5 n"),
        *("- 沭岭样板", "1、沭岭样板", "5 沭岭样板", "沭岭样板 数字沭岭", "沭岭样板|数字沭岭", "沭岭\ufffd板"),
        *(
            "沭岭样板 userDefine 1000",
            "沭岭样板 nz 1024 n 1",
            "沭岭样板 shu ling yang ban",
            "'shu'ling 沭岭",
            "沭岭" * 60,
        ),
    ],
)
def test_a_line_that_is_none_of_a_user_dictionary_is_named(tmp_path, refused, line):
    filled(tmp_path, {"a.txt": "推广沭岭样板。\n", "d.txt": f"沭岭\n{line}\n"})
    refused(["segment", tmp_path / "a.txt", "--user-words", tmp_path / "d.txt"], "d.txt: line 2, ", "5 ns")


def test_other_lines_are_counted_and_other_files_are_named(tmp_path, refused):
    filled(tmp_path, {"a.txt": "推广沭岭样板。\n", "d.txt": "- 沭岭\n- 样板\n- 推广\n", "e.txt": b"PK\x03\x04junk"})
    refused(["segment", tmp_path / "a.txt", "--user-words", tmp_path / "d.txt"], "line 1, ", "(nor are 2 others)")
    refused(["segment", tmp_path / "a.txt", "--user-words", tmp_path / "e.txt"], "is no text but a packed file")


def test_a_user_dictionary_of_letters_or_of_nothing(tmp_path, baogao, refused):
    filled(tmp_path, {"a.txt": "建设Open AI实验室。\n", "d.txt": "Open AI 5 eng\n12345\n", "e.txt": "\n"})
    assert "Open AI" in baogao("segment", tmp_path / "a.txt", "--user-words", tmp_path / "d.txt")[1]
    refused(
        ["segment", tmp_path / "a.txt", "--user-words", tmp_path / "e.txt"], "e.txt: holds no word; a line is a word"
    )


@pytest.mark.usefixtures("copy")
def test_the_name_of_the_lexicons_is_no_name_of_a_collection(refused):
    refused(["build", "lexicons"], "lexicons: is no name of a collection, but the folder of the lexicons; take another")

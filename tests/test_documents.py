"""Word and PDF files of other makes: read, or told what of them was not."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from baogao.corpus.sources import read_bytes
from baogao.corpus.sources.pdf_notes import spans
from readable import PARAGRAPHS

TEXT = "\n".join(PARAGRAPHS) + "\n"
TAGS = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
PAGE = f"<html><head><meta charset='utf-8'></head><body>{TAGS}</body></html>"
MHT = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\n\n'


def only(content, name):
    (source,) = read_bytes(content, name)
    return source


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content, edit):
    """The package with every part edited."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(out, "w") as again:
        for name in packed.namelist():
            again.writestr(name, edit(packed.read(name)))
    return out.getvalue()


def plain():
    document = docx.Document()
    for line in PARAGRAPHS:
        document.add_paragraph(line)
    return saved(document)


def with_chunk(name, content, kind):
    """A document whose text is a part of another kind."""
    document = docx.Document()
    part = Part(PackURI(f"/word/{name}"), kind, content, document.part.package)
    chunk = OxmlElement("w:altChunk")
    chunk.set(qn("r:id"), document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK))
    document.element.body.insert(0, chunk)
    return document


CHUNKS = {
    "page": ("a.htm", PAGE.encode(), "text/html"),
    "archive": ("a.mht", MHT + PAGE.encode() + b"\n--x--\n", "message/rfc822"),
    "text": ("a.txt", TEXT.encode(), "text/plain"),
}


@pytest.mark.parametrize("chunk", CHUNKS.values(), ids=CHUNKS)
def test_a_page_that_was_exported_to_word_is_read(chunk):
    source = only(saved(with_chunk(*chunk)), "a.docx")
    assert (source.text, source.reason, source.notes) == (TEXT, "", ())


def test_a_part_that_is_not_read_is_told():
    document = with_chunk("a.rtf", b"{\\rtf1 }", "application/rtf")
    assert "a.rtf" in only(saved(document), "a.docx").reason
    for line in PARAGRAPHS:
        document.add_paragraph(line)
    source = only(saved(document), "a.docx")
    assert (source.text, "a.rtf" in source.notes[0]) == (TEXT, True)


USUAL, STRICT = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
NAMES = [
    (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
    (b"wordprocessingml/2006/main", b"wordprocessingml/main"),
]
KIND = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def strict(part):
    for usual, other in NAMES:
        part = part.replace(USUAL + usual, STRICT + other)
    return part


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("a.docx", strict),
        ("a.docm", lambda part: part.replace(KIND, b"vnd.ms-word.document.macroEnabled.main+xml")),
        ("a.docx", lambda part: part.replace(KIND, KIND.replace(b"document.main", b"template.main"))),
    ],
    ids=["strict", "macro", "template"],
)
def test_documents_of_other_makes_are_read(name, edit):
    content = plain()
    edited = repacked(content, edit)
    assert edited != content
    assert only(edited, name).text == TEXT


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
OTHERS = {
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted; save it without a password"),
    "old": (OLE, "is a file of old Office under a new name"),
    "page": (PAGE.encode(), "is no Office file but a web page"),
    "rtf": (b"{\\rtf1\\ansi}", "is no Office file but an RTF file"),
}


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize(("content", "words"), OTHERS.values(), ids=OTHERS)
def test_what_is_another_thing_under_the_name_of_office_is_told_as_what_it_is(content, words, name):
    assert words in only(content, name).reason


def test_a_document_of_pictures_is_told():
    document = docx.Document()
    document.add_paragraph(PARAGRAPHS[0])
    picture = BytesIO()
    Image.new("L", (40, 40)).save(picture, "png")
    document.add_picture(picture)
    (note,) = only(saved(document), "a.docx").notes
    assert "1 picture(s)" in note


WIDTH, HEIGHT, SIZE = 595, 842, 12
FULL = "全市普法工作扎实推进，人民调解组织覆盖所有村居，法律援助受理案件数量增加。"  # 37 characters


def drawn(*pages):
    """A PDF of pages, each a list of (text, size, height) or None for a picture."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    sheet = Canvas(out, pagesize=(WIDTH, HEIGHT))
    for page in pages:
        if page is None:
            sheet.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, WIDTH, HEIGHT)
        for text, size, height in page or ():
            sheet.setFont("STSong-Light", size)
            sheet.drawString(70, height, text)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def body(first=780, n=20):
    return [(FULL, SIZE, first - 20 * number) for number in range(n)]


NOTES = [["①数据来自年度公报。", "②口径与上年相同。"], ["[1] 数据来自年度公报。"], ["* 口径与上年相同。"]]


@pytest.mark.parametrize("notes", NOTES)
def test_notes_at_the_foot_of_a_page_do_not_stand_within_a_sentence(notes):
    head = [*body(), (FULL[:33] + "推动高质", SIZE, 380)]
    foot = [(note, 8, 120 - 12 * number) for number, note in enumerate(notes)]
    source = only(drawn([*head, *foot], [("量发展。", SIZE, 780), *body(760)]), "a.pdf")
    assert source.text.count("推动高质量发展。") == 1
    assert [line for line in source.left_out if line in notes] == notes


def test_small_print_that_is_no_note_stays():
    source = only(drawn([*body(), ("数字为快报数", 8, 120)]), "a.pdf")
    assert "数字为快报数" in source.text


TEXT_LINES = [line for _ in range(3) for line in ("石渚县司法局开展普法，", FULL, FULL[:20] + "成效明显。")]


def painted(*draws, size=(WIDTH, HEIGHT)):
    """A PDF of pages, each drawn by a function of the canvas."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    sheet = Canvas(out, pagesize=size)
    for draw in draws:
        sheet.setFont("STSong-Light", SIZE)
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def turn_by(degrees):
    """A function that draws lines on a sheet that is turned against the clock."""

    def draw(sheet):
        sheet.translate({90: WIDTH, 180: WIDTH}.get(degrees, 0), {180: HEIGHT, 270: HEIGHT}.get(degrees, 0))
        sheet.rotate(degrees)
        for number, line in enumerate(TEXT_LINES):
            sheet.drawString(60, 500 - 20 * number, line)

    return draw


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_turned(degrees):
    source = only(painted(turn_by(0), turn_by(degrees)), "a.pdf")
    assert source.text.replace("\n", "") == "".join(TEXT_LINES * 2)
    assert source.notes == ()


def test_a_page_that_is_stored_turned_is_read_as_it_is_turned():
    def draw(sheet):
        sheet.setPageRotation(180)
        turn_by(0)(sheet)

    assert only(painted(draw), "a.pdf").text.replace("\n", "") == "".join(TEXT_LINES)


def test_vertical_setting_is_read_down_the_columns_from_the_right():
    def draw(sheet):
        for column, line in enumerate(TEXT_LINES):
            for number, char in enumerate(line):
                sheet.drawString(500 - 20 * column, 780 - 14 * number, char)

    assert only(painted(draw), "a.pdf").text.replace("\n", "") == "".join(TEXT_LINES)


def test_few_letters_along_the_edge_do_not_turn_a_page_and_more_are_told():
    def with_edge(text):
        def draw(sheet):
            turn_by(0)(sheet)
            sheet.rotate(90)
            sheet.drawString(100, -40, text)

        return only(painted(draw), "a.pdf")

    for source in (with_edge("石渚县司法局"), with_edge(FULL)):
        assert source.text.replace("\n", "") == "".join(TEXT_LINES)
    assert with_edge("石渚县司法局").notes == ()
    assert with_edge(FULL).notes == ("page(s) 1: text is turned otherwise than the rest of the page, and was left out",)


def test_watermarks_that_are_slanted_or_white_are_no_text():
    def draw(sheet):
        turn_by(0)(sheet)
        sheet.setFillColorRGB(1, 1, 1)
        sheet.drawString(60, 100, "内部资料")
        sheet.translate(100, 100)
        sheet.rotate(45)
        sheet.setFillGray(0.8)
        sheet.drawString(0, 0, "严禁外传")

    source = only(painted(draw), "a.pdf")
    assert source.text.replace("\n", "") == "".join(TEXT_LINES)
    assert source.left_out == ("严禁外传", "内部资料")
    assert source.notes == ("page(s) 1: text is white, so that nobody sees it, and was left out",)


def test_white_letters_on_a_dark_ground_are_text():
    def draw(sheet):
        turn_by(0)(sheet)
        sheet.setFillColorRGB(0.8, 0, 0)
        sheet.rect(50, 80, 400, 60, stroke=0, fill=1)
        sheet.setFillColorRGB(1, 1, 1)
        sheet.drawString(60, 100, "石渚县司法局编印。")

    source = only(painted(draw), "a.pdf")
    assert source.text.endswith("石渚县司法局编印。\n")
    assert source.notes == ()


def test_text_beyond_the_edges_of_a_page_is_told():
    def draw(sheet):
        turn_by(0)(sheet)
        sheet.drawString(60, -50, FULL)

    (note,) = only(painted(draw), "a.pdf").notes
    assert "stands beyond the edges" in note


COLUMN_LINES = [f"{'甲乙丙丁戊己庚辛壬'[number]}村调解员走遍山里的每一户" for number in range(9)]


def test_three_columns_are_read_one_after_the_other():
    def draw(sheet):
        sheet.drawString(220, 560, "石渚县司法局年度工作总结报告")
        for column in range(3):
            for number, line in enumerate(COLUMN_LINES):
                sheet.drawString(60 + 250 * column, 520 - 20 * number, f"{line}，第{'一二三'[column]}组")

    text = only(painted(draw, size=(842, 595)), "a.pdf").text.replace("\n", "")
    wanted = [f"{line}，第{group}组" for group in "一二三" for line in COLUMN_LINES]
    assert text == "石渚县司法局年度工作总结报告" + "".join(wanted)


def test_a_table_of_three_columns_is_read_row_by_row():
    def draw(sheet):
        for number, line in enumerate(COLUMN_LINES):
            cells = ((40, f"任务{number}项"), (130, f"{line}，问清矛盾的来由。"), (420, "司法局与民政局"))
            for left, cell in cells:
                sheet.drawString(left, 700 - 20 * number, cell)

    text = only(painted(draw), "a.pdf").text
    assert text.index("任务1项") > text.index(COLUMN_LINES[0])


def test_pages_that_are_pictures_are_told_by_their_numbers():
    source = only(drawn([("石渚县2023年工作总结", 20, 600)], None, None, [*body()], None), "a.pdf")
    assert source.notes == ("3 of 5 pages are images (2–3, 5), run OCR",)
    assert only(drawn(body(), body()), "a.pdf").notes == ()


def test_spans_of_numbers():
    assert spans([2]) == "2"
    assert spans([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
LAST = "全县调解纠纷一千二百件，群众满意。"


def paragraph(text, properties="", inside=""):
    return f"<w:p {W} {VML}><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"


def document_of(*paragraphs, hidden=()):
    """A document of paragraphs in XML, with styles that hide their text, and ones based on these."""
    document = docx.Document()
    for number, kind in enumerate(hidden, 1):
        style = document.styles.add_style(f"Hidden{number}", kind)
        if number == 1:
            style.font.hidden = True
        else:
            style.base_style = document.styles[f"Hidden{number - 1}"]
    body = document.element.body
    for one in paragraphs:
        body.insert(len(body) - 1, parse_xml(one))
    return only(saved(document), "a.docx")


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH])
@pytest.mark.parametrize("name", ["Hidden1", "Hidden2"])
def test_text_that_a_style_hides_is_not_read(kind, name):
    run = f'<w:r><w:rPr><w:rStyle w:val="{name}"/></w:rPr><w:t>高质量发展</w:t></w:r>'
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见。</w:t></w:r>'
    if kind is WD_STYLE_TYPE.CHARACTER:
        source = document_of(paragraph(LAST, inside=run), hidden=[kind] * 2)
        assert source.text == f"{LAST}\n"
    else:
        whole = paragraph("高质量发展", f'<w:pStyle w:val="{name}"/>', shown)
        assert document_of(paragraph(LAST), whole, hidden=[kind] * 2).text == f"{LAST}\n看得见。\n"


def test_paragraphs_whose_mark_is_deleted_go_on_in_the_next():
    lost = '<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>'
    source = document_of(paragraph("推动高", lost), paragraph("质量", lost), paragraph("发展。"), paragraph(LAST))
    assert source.text == f"推动高质量发展。\n{LAST}\n"


@pytest.mark.parametrize(("style", "name"), [("TOC1", "TOC1"), ("11", "toc 1")])
def test_a_table_of_contents_is_left_out(style, name):
    document = docx.Document()
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).element.set(f"{{{W[9:-1]}}}styleId", style)
    entries = [paragraph(text, f'<w:pStyle w:val="{style}"/>') for text in ("一、普法\t3", "二、调解\t5")]
    for one in (paragraph("工作总结"), paragraph("目  录"), *entries, paragraph("一、普法"), paragraph(LAST)):
        document.element.body.insert(len(document.element.body) - 1, parse_xml(one))
    source = only(saved(document), "a.docx")
    assert source.text == f"工作总结\n一、普法\n{LAST}\n"
    assert source.left_out[:3] == ("目  录", "一、普法\t3", "二、调解\t5")


@pytest.mark.parametrize(
    ("code", "is_read"),
    [
        (r"eq \o\ac(○,枫)", True),
        (r" EQ \* jc2 \* hps10 \o\ad(\s\up 9(fēng),枫) ", True),
        (r"EQ \o(○,\s\up 2(枫))", True),
        (r"EQ \f(1,2)", False),
        (r"PAGE \* Arabic", None),
    ],
)
def test_characters_that_a_field_draws_are_read_and_other_formulas_told(code, is_read):
    half = len(code) // 2
    field = "".join(
        f"<w:r>{one}</w:r>"
        for one in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText>{code[:half]}</w:instrText>",
            f"<w:instrText>{code[half:]}</w:instrText>",
            '<w:fldChar w:fldCharType="end"/>',
            "<w:t>桥经验</w:t>",
        )
    )
    source = document_of(paragraph("坚持新时代", inside=field))
    assert source.text == f"坚持新时代{'枫' * bool(is_read)}桥经验\n"
    assert source.notes == (("1 formula(s) (EQ fields) were not read, which Word shows",) if is_read is False else ())


def test_the_letters_of_wordart_are_a_line():
    drawn = '<w:r><w:pict><v:shape><v:textpath string="石渚县工作总结"/></v:shape></w:pict></w:r>'
    head = f"<w:p {W} {VML}>{drawn}<w:r><w:t>（征求意见）</w:t></w:r></w:p>"
    assert document_of(head, paragraph(LAST)).text == f"石渚县工作总结\n（征求意见）\n{LAST}\n"


def test_a_document_within_a_document_is_told():
    source = document_of(paragraph(LAST), f"<w:subDoc {W}/>")
    assert source.text == f"{LAST}\n"
    assert source.notes == ("1 sub-document(s) were not read, which Word shows: put them in and save it again",)

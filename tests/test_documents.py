"""Word and PDF files of other makes: read, or told what of them was not."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
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


def test_pages_that_are_pictures_are_told_by_their_numbers():
    source = only(drawn([("石渚县2023年工作总结", 20, 600)], None, None, [*body()], None), "a.pdf")
    assert source.notes == ("3 of 5 pages are images (2–3, 5), run OCR",)
    assert only(drawn(body(), body()), "a.pdf").notes == ()


def test_spans_of_numbers():
    assert spans([2]) == "2"
    assert spans([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"

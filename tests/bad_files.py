"""Bad files of many kinds, the same for the same number: bombs, floods, lies about sizes, nesting, damage."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

import readable


class Dice(random.Random):
    """Random numbers, and the share of their full sizes that files have."""

    share = 1.0


Maker = Callable[[Dice], bytes]
CONTENT_TYPES = "[Content_Types].xml"


def _size(rng: Dice, most: int) -> int:
    """A number from a hundredth of the most to the most, small ones more often."""
    return max(1, int(rng.share * most * 10 ** (-2 * rng.random())))


def _pdf(streams: dict[int, tuple[str, bytes]], others: dict[int, str]) -> bytes:
    """A PDF of numbered objects: streams by their dictionaries and packed contents, and others as they stand."""
    out, places = io.BytesIO(b"%PDF-1.4\n"), {}
    out.seek(0, 2)
    for number in sorted([*streams, *others]):
        places[number] = out.tell()
        if number in others:
            body = others[number].encode()
        else:
            head, data = streams[number]
            body = f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start, most = out.tell(), max(places) + 1
    out.write(f"xref\n0 {most}\n0000000000 65535 f \n".encode())
    for number in range(1, most):
        out.write(f"{places.get(number, 0):010d} 00000 {'n' if number in places else 'f'} \n".encode())
    out.write(f"trailer << /Size {most} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _page(
    content: bytes, resources: str = "/Font << /F 5 0 R >>", pages: int = 1, **streams: tuple[str, bytes]
) -> bytes:
    """A PDF whose pages all draw one content."""
    kids = " ".join(["3 0 R"] * pages)
    others = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} /MediaBox [0 0 595 842] >>",
        3: f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << {resources} >> >>",
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    packed = {4: ("/Filter /FlateDecode", zlib.compress(content, 9))}
    return _pdf(packed | {int(name[1:]): stream for name, stream in streams.items()}, others)


def pdf_flate(rng: Dice) -> bytes:
    return _page(b"BT /F 9 Tf (a) Tj ET " + b" " * _size(rng, 400_000_000))


def pdf_letters(rng: Dice) -> bytes:
    return _page(b"BT /F 9 Tf " + b"(" + b"a" * _size(rng, 5_000_000) + b") Tj ET")


def pdf_forms(rng: Dice) -> bytes:
    """Forms that each draw the next one ten times."""
    depth = rng.randrange(4, 6 + int(8 * rng.share))
    streams = {}
    for number in range(depth):
        below = f"/Resources << /XObject << /X {11 + number} 0 R >> /Font << /F 5 0 R >> >>"
        draw = b"/X Do " * 10 if number + 1 < depth else b"BT /F 9 Tf (a) Tj ET"
        streams[f"n{10 + number}"] = (f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {below}", draw)
    return _page(b"/X Do", "/XObject << /X 10 0 R >>", **streams)


def pdf_pages(rng: Dice) -> bytes:
    return _page(b"BT /F 9 Tf " + b"(abc def) Tj " * rng.randrange(200, 2000) + b"ET", pages=rng.randrange(200, 1999))


def pdf_rectangles(rng: Dice) -> bytes:
    return _page(b"0 0 9 9 re f " * _size(rng, 2_000_000))


def pdf_circle(rng: Dice) -> bytes:
    """A form that draws itself, or pages that are below themselves."""
    if rng.random() < 0.5:
        form = ("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 10 0 R >> >>", b"/X Do")
        return _page(b"/X Do", "/XObject << /X 10 0 R >>", n10=form)
    return _pdf({}, {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [2 0 R] /Count 9 >>"})


def pdf_nested(rng: Dice) -> bytes:
    depth = _size(rng, 200_000)
    return _pdf({}, {1: "<< /Type /Catalog /Pages 2 0 R /X " + "[" * depth + "]" * depth + " >>"})


def _office(original: bytes, part: str, edit: Callable[[bytes], bytes]) -> bytes:
    """An Office file with one part changed."""
    with zipfile.ZipFile(io.BytesIO(original)) as box:
        parts = {name: box.read(name) for name in box.namelist()}
    parts[part] = edit(parts.get(part, b""))
    return readable.packed(parts)


DOCX, XLSX = readable.word(), readable.xlsx()
SHEET = "xl/worksheets/sheet1.xml"


def _docx_body(body: bytes) -> bytes:
    return _office(DOCX, "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + body, 1))


def docx_blanks(rng: Dice) -> bytes:
    return _docx_body(b"<!--" + b" " * _size(rng, 450_000_000) + b"-->")


def docx_elements(rng: Dice) -> bytes:
    return _docx_body(b"<w:p/>" * _size(rng, 30_000_000))


def docx_paragraph(rng: Dice) -> bytes:
    return _docx_body(b"<w:p><w:r><w:t>" + "普".encode() * _size(rng, 30_000_000) + b"</w:t></w:r></w:p>")


def docx_nested(rng: Dice) -> bytes:
    depth = _size(rng, 300_000)
    return _docx_body(b"<w:sdt>" * depth + b"</w:sdt>" * depth)


def docx_entities(rng: Dice) -> bytes:
    """Entities that each hold the one before ten times."""
    levels = rng.randrange(5, 12)
    names = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "x">{names}]>'.encode()

    def edit(xml: bytes) -> bytes:
        head, _, rest = xml.partition(b"?>")
        text = f"<w:body><w:p><w:r><w:t>&e{levels};</w:t></w:r></w:p>".encode()
        return head + b"?>" + doctype + rest.replace(b"<w:body>", text, 1)

    return _office(DOCX, "word/document.xml", edit)


def docx_table(rng: Dice) -> bytes:
    row = b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * rng.randrange(10, 3000) + b"</w:tr>"
    return _docx_body(b"<w:tbl>" + row * rng.randrange(2, 3 + int(500 * rng.share)) + b"</w:tbl>")


def xlsx_far_cell(rng: Dice) -> bytes:
    cell = b'<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>a</t></is></c></row>'
    rows = b"".join(
        cell % (n, n) for n in sorted(rng.sample(range(1, 1_048_576), rng.randrange(2, 3 + int(2000 * rng.share))))
    )
    return _office(XLSX, SHEET, lambda xml: xml[: xml.index(b"<sheetData>") + 11] + rows + b"</sheetData></worksheet>")


def xlsx_dimension(rng: Dice) -> bytes:
    stated = rng.choice([b"A1:XFD1048576", b"A1", b"ZZZZ99999999", b"A0:A0"])
    return _office(XLSX, SHEET, lambda xml: xml.replace(b'<dimension ref="A1:D3"', b'<dimension ref="' + stated + b'"'))


def xlsx_rows(rng: Dice) -> bytes:
    row = b"<row><c><v>1</v></c></row>" * _size(rng, 3_000_000)
    return _office(XLSX, SHEET, lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>"))


def xlsx_strings(rng: Dice) -> bytes:
    """One long shared string that many cells show."""
    text = b"<si><t>" + b"a" * _size(rng, 5_000_000) + b"</t></si>"
    cells = b'<row><c t="s"><v>0</v></c></row>' * _size(rng, 20_000)
    parts = {"xl/sharedStrings.xml": b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + text}
    book = _office(XLSX, "xl/sharedStrings.xml", lambda _: parts["xl/sharedStrings.xml"] + b"</sst>")
    return _office(book, SHEET, lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))


def _parquet(table: pa.Table, **options: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return file.getvalue()


def parquet_dictionary(rng: Dice) -> bytes:
    """One long text, stored once, in many rows."""
    rows = rng.randrange(1000, 20_000)
    text = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["普法" * _size(rng, 200_000)]))
    return _parquet(pa.table({"正文": text}), store_schema=False)


def parquet_cell(rng: Dice) -> bytes:
    return _parquet(pa.table({"正文": ["普" * _size(rng, 100_000_000)]}), compression="zstd")


def parquet_rows(rng: Dice) -> bytes:
    return _parquet(pa.table({"正文": pa.array(["普法"] * _size(rng, 3_000_000))}))


def parquet_footer(rng: Dice) -> bytes:
    content = readable.parquet()
    return content[:-8] + struct.pack("<I", rng.randrange(2**32)) + b"PAR1"


def html_flood(rng: Dice) -> bytes:
    return b"<html><body><p>" + rng.choice([b"&", b"<", b"</", b"<!", b"&#", b"<p ", b"<a"]) * _size(rng, 5_000_000)


def html_attributes(rng: Dice) -> bytes:
    tag = b"<p " + b" ".join(b"a%d=1" % n for n in range(rng.randrange(100, 299))) + b">"
    return b"<html><body>" + tag * _size(rng, 5000) + "普法".encode()


def html_nested(rng: Dice) -> bytes:
    return b"<html><body>" + rng.choice([b"<div>", b"<b>", b"<table><tr><td>"]) * _size(rng, 500_000) + "普法".encode()


def html_comment(rng: Dice) -> bytes:
    kind = rng.choice([b"<!--", b"<script>", b"<style>", b"<textarea>"])
    return b"<html><body><p>" + "普法工作".encode() * 50 + kind + b"x" * _size(rng, 15_000_000)


def csv_cell(rng: Dice) -> bytes:
    return "标题,正文\n".encode() + b'a,"' + "普".encode() * _size(rng, 20_000_000) + rng.choice([b'"', b""])


def csv_columns(rng: Dice) -> bytes:
    return "正文".encode() + b"," * _size(rng, 2_000_000) + "\n普法".encode()


def csv_quotes(rng: Dice) -> bytes:
    return "正文\n".encode() + rng.choice([b'""', b'"a,', b'"\n']) * _size(rng, 3_000_000)


def json_nested(rng: Dice) -> bytes:
    return rng.choice([b"[", b'{"a":', b'[{"a":']) * _size(rng, 1_000_000)


def json_numbers(rng: Dice) -> bytes:
    return b'{"text": ' + rng.choice([b"9" * _size(rng, 2_000_000), b"1e999999", b"NaN", b"-"]) + b"}"


def json_lines(rng: Dice) -> bytes:
    return json.dumps({"text": "普法"}).encode().join([b"\n"] * _size(rng, 200_000))


def _repeated(unit: str, most: int) -> Maker:
    return lambda rng: ("石渚县普法工作总结\n" + unit * _size(rng, most)).encode()


def text_noise(rng: Dice) -> bytes:
    return rng.randbytes(_size(rng, 1_000_000))


def zip_bomb(rng: Dice) -> bytes:
    return readable.packed({f"{n}.txt": b"0" * _size(rng, 100_000_000) for n in range(rng.randrange(1, 4))})


def zip_members(rng: Dice) -> bytes:
    return readable.packed({f"{n}.txt": "普法".encode() for n in range(_size(rng, 30_000))})


def zip_lies(rng: Dice) -> bytes:
    """Sizes stated in the list of members are others than those of the members."""
    content = bytearray(readable.packed({"a.txt": "普法工作".encode() * 1000}))
    place = content.rindex(b"PK\x01\x02")
    struct.pack_into("<II", content, place + 20, rng.randrange(2**32), rng.randrange(2**32))
    return bytes(content)


def zip_paths(rng: Dice) -> bytes:
    paths = ["../../a.txt", "/a.txt", "C:\\a.txt", "a\0.txt", "..\\..\\a.txt", "a" * 300 + ".txt", "\u202etxt.a"]
    return readable.packed({rng.choice(paths): "普法".encode(), "b.zip": b"PK\x05\x06" + bytes(18)})


def cut_short(rng: Dice) -> bytes:
    content = rng.choice([DOCX, XLSX, readable.parquet(), readable.csv()])
    return content[: rng.randrange(1, len(content))]


KINDS: dict[str, tuple[str, Maker]] = {
    **{f"{make.__name__}": (suffix, make) for suffix, makers in {
        ".pdf": (pdf_flate, pdf_letters, pdf_forms, pdf_pages, pdf_rectangles, pdf_circle, pdf_nested),
        ".docx": (docx_blanks, docx_elements, docx_paragraph, docx_nested, docx_entities, docx_table),
        ".xlsx": (xlsx_far_cell, xlsx_dimension, xlsx_rows, xlsx_strings, cut_short),
        ".parquet": (parquet_dictionary, parquet_cell, parquet_rows, parquet_footer),
        ".html": (html_flood, html_attributes, html_nested, html_comment),
        ".csv": (csv_cell, csv_columns, csv_quotes),
        ".json": (json_nested, json_numbers),
        ".jsonl": (json_lines,),
        ".txt": (text_noise,),
        ".zip": (zip_bomb, zip_members, zip_lies, zip_paths),
    }.items() for make in makers},
    "text_digits": (".txt", _repeated("1234567890", 400_000)),
    "text_dashes": (".txt", _repeated("—", 2_000_000)),
    "text_brackets": (".txt", _repeated("（《“", 600_000)),
    "text_colons": (".txt", _repeated("普法：", 600_000)),
    "text_dates": (".txt", _repeated("二〇二三年一月", 300_000)),
    "text_short_lines": (".txt", _repeated("一、普法\n", 100_000)),
}  # fmt: skip


def name_of(number: int) -> str:
    """Name of a bad file by its number; the kinds come by turns."""
    kind = list(KINDS)[number % len(KINDS)]
    return f"{kind}-{number}{KINDS[kind][0]}"


def content_of(number: int, seed: int = 1, share: float = 1) -> bytes:
    """Content of a bad file by its number, as large as it can be or a share of that."""
    kind = list(KINDS)[number % len(KINDS)]
    dice = Dice(f"{seed} {number}")
    dice.share = share
    return KINDS[kind][1](dice)

"""Invented reports as the files that readers read, and folders of them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import docx
import pandas as pd
from openpyxl import Workbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from baogao.figures.fonts import font_path

TITLE = "澜州市政府工作报告"
PARAGRAPHS = [
    "各位代表：",
    "现在，我代表澜州市人民政府，向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。",
    "一、过去一年工作回顾",
    "过去一年，全市普法工作扎实推进，人民调解组织覆盖所有村居，法律援助受理案件数量比上年增加一成，群众满意度继续提高。",
    "（一）普法宣传有新进展。全市建成普法阵地三百余处，开展宣讲活动两千余场，参加群众超过四十万人次，石渚县的做法在全省推广。",
    "短段。",
    "（二）公证服务有新办法。全年办理公证事项12.3万件，其中上门办理4500件，办理时间平均缩短了三天，费用减免共计86.5万元。",
    "二、今年工作安排",
    "坚持以人民为中心，坚持依法行政，坚持问题导向，把各项任务落到实处，确保全年目标圆满完成，以实干实绩向全市人民交上答卷。",
]
BODY = "\n".join(PARAGRAPHS) + "\n"
CELLS = [("指标", "数值"), ("调解案件", "3200件")]
CAPTION = "图为云浔省普法宣传活动现场。"


def filled(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder, with files of these names and contents in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """What every file of a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(folder: Path, edit: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Edit the manifest of a collection, as by hand."""
    table = pd.read_csv(folder / "reports.csv", dtype=str, keep_default_na=False)
    edit(table).to_csv(folder / "reports.csv", index=False, lineterminator="\n")


def paragraph_tags() -> str:
    return "\n".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)


def page(body: str, head: str = "", above: str = "", below: str = "") -> str:
    """A page of an official site: navigation and breadcrumb, then ``above``, ``body`` and ``below``, then a footer."""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{TITLE}_澜州市人民政府</title>{head}
<script>var hidden = "脚本里的文字不可见。";</script><style>.a {{ color: red }}</style></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>
<li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; <a href="/bg">工作报告</a></div>
{above}
{body}
{below}
<div class="related"><h3>相关链接</h3><ul><li><a href="/1">一图读懂澜州市政府工作报告</a></li>
<li><a href="/2">石渚县召开普法工作会议</a></li></ul></div>
<div class="footer"><p>版权所有：澜州市人民政府　主办：澜州市人民政府办公室</p>
<p>云ICP备12345678号　云公网安备98765号</p></div>
</body></html>"""


def word(lines: list[str] = PARAGRAPHS) -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for number, row in enumerate(CELLS):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.text = text
    document.add_paragraph(CAPTION)
    document.sections[0].header.paragraphs[0].text = "澜州市人民政府公报"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def set_lines(text: str, width: float, font: str) -> list[str]:
    """Lines of a paragraph set with an indent of two characters; a mark never opens a line."""
    lines, line = [], "　　"
    for char in text:
        if pdfmetrics.stringWidth(line + char, font, 1) > width and char not in "，。、；：":
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def pdf(
    paragraphs: list[str] = PARAGRAPHS,
    *,
    columns: int = 1,
    font: str = "STSong-Light",
    shift: float = 0,
    lock: str = "",
) -> bytes:
    """A printed report: A4, 12 points, running head, page number; ``shift`` sets the right column lower."""
    if font == "STSong-Light":
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    else:
        pdfmetrics.registerFont(TTFont(font, font_path()))
    size, gap = 12, 30
    width = (595 - 140 - gap * (columns - 1)) / columns
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), encrypt=lock or None)

    def open_page() -> None:
        canvas.setFont(font, 9)
        canvas.drawString(70, 800, "澜州市人民政府公报　2025年第3期")
        canvas.drawCentredString(297, 40, f"— {canvas.getPageNumber()} —")
        canvas.setFont(font, size)

    open_page()
    y, column = 770.0, 0
    for paragraph in paragraphs:
        for line in set_lines(paragraph, width / size, font):
            if y < 70 and column + 1 < columns:
                y, column = 770 - shift, column + 1
            elif y < 70:
                canvas.showPage()
                open_page()
                y, column = 770.0, 0
            text = line.lstrip("　")
            canvas.drawString(70 + column * (width + gap) + (len(line) - len(text)) * size, y, text)
            y -= size * 1.6
    canvas.save()
    return file.getvalue()


def scan() -> bytes:
    """A PDF file whose only page is a picture."""
    file = BytesIO()
    canvas = Canvas(file)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()
    return file.getvalue()


def rows() -> list[dict[str, str]]:
    return [
        {"标题": TITLE, "日期": "2025年1月15日", "机构": "澜州市人民政府", "正文": BODY},
        {
            "标题": "石渚县普法工作总结",
            "日期": "2024/12",
            "机构": "石渚县司法局",
            "正文": "一年来，全县普法工作有序开展。\n成效明显。",
        },
    ]


def xlsx(records: list[dict[str, str]] | None = None) -> bytes:
    records = records or rows()
    book = Workbook()
    sheet = book.active
    sheet.append(list(records[0]))
    for record in records:
        sheet.append(list(record.values()))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv() -> bytes:
    return pd.DataFrame(rows()).to_csv(index=False).encode()


def jsonl() -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows()).encode()


def parquet() -> bytes:
    return pd.DataFrame(rows()).to_parquet()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as box:
        for name, content in files.items():
            box.writestr(name, content)
    return file.getvalue()

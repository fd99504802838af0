"""Make the font of the figures: Noto Sans SC Regular cut down to the characters of official Chinese.

    python benchmarks/font_subset.py NotoSansSC-Regular.ttf

Kept are the characters of GB 2312, all letters and marks that are no ideographs, every character of
the study's lexicons, manifests and feature tables, and the characters by whose strokes FreeType aligns
Chinese ones. Glyphs keep their numbers, tables their order: figures have the same bytes as with the
whole font.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from fontTools import subset

STUDY = Path(__file__).resolve().parents[1]
TARGET = STUDY / "analysis/baogao/figures/font/NotoSansSC-Regular.subset.ttf"
IDEOGRAPHS = range(0x4E00, 0xA000)
# All that is no ideograph: Latin, Greek, Cyrillic, kana, radicals; marks, enclosed and squared, of full and half width.
LETTERS = (range(0x20, 0x3100), range(0x3200, 0x3400), range(0xF900, 0x10000))
# What FreeType's automatic hinter measures of Chinese fonts (afblue.dat), where GB 2312 lacks it.
MEASURED = "來們對時會為說這齊軍現開個當裡進過還將樣嗎師斷間陳際隨學沒經別動調費將理無後點"


def needed(characters: set[int]) -> set[int]:
    """Which of a font's characters are kept."""
    letters = {char for span in LETTERS for char in span}
    chinese = {char for char in IDEOGRAPHS if _encodable(chr(char))}
    return characters & (letters | chinese | set(map(ord, MEASURED)) | set(map(ord, "".join(study_texts()))))


def study_texts() -> Iterator[str]:
    """Every table of the study that a figure may draw from, as text."""
    for path in sorted((STUDY / "corpus").rglob("*.[ct]sv")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((STUDY / "corpus").glob("*/features/*.parquet")):
        table = pq.read_table(path)
        for field in table.schema:
            if pa.types.is_string(field.type):
                yield "".join(value or "" for value in table[field.name].unique().to_pylist())


def _encodable(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def main(source: str) -> None:
    """Write the font of the figures from the whole one."""
    options = subset.Options(retain_gids=True, notdef_outline=True, layout_features=["*"], name_IDs=["*"])
    font = subset.load_font(source, options)
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=needed(set(font.getBestCmap())))
    subsetter.subset(font)
    font.save(TARGET, reorderTables=False)
    print(f"{TARGET.name}: {len(font.getBestCmap()):,} characters, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])

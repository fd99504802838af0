"""The Chinese font, by file path; a character it lacks is an error."""

from __future__ import annotations

import os
from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.text import Text

from baogao.errors import BaogaoError, listed

# Noto Sans SC Regular, cut down to what official Chinese is written with; font/README.md says how.
FILE = Path(__file__).parent / "font" / "NotoSansSC-Regular.subset.ttf"
OTHER_FONT = "BAOGAO_FONT"  # environment variable: a font file to draw with instead


@cache
def font_path() -> Path:
    """Path of the font: the one shipped with the library, or the file that ``BAOGAO_FONT`` names.

    Raises
    ------
    BaogaoError
        If ``BAOGAO_FONT`` names no file.
    """
    path = Path(os.environ.get(OTHER_FONT) or FILE)
    if not path.is_file():
        raise BaogaoError(f"{OTHER_FONT}={path}: no such file; name a TrueType font that has Chinese characters.")
    return path


@cache
def font() -> FontProperties:
    """The font as matplotlib takes it, registered under its own name."""
    fontManager.addfont(font_path())
    return FontProperties(fname=font_path())


@cache
def _drawable() -> frozenset[int]:
    with TTFont(font_path(), lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def check_glyphs(text: str, where: str) -> None:
    """Raise `BaogaoError` if the font lacks a character of ``text``.

    matplotlib only warns of a missing glyph and wordcloud draws a square in silence.

    Examples
    --------
    >>> check_glyphs("两个维护 2025", "a label")
    """
    missing = sorted({char for char in text if ord(char) not in _drawable() and not char.isspace()})
    if missing:
        characters = listed(f"{char} (U+{ord(char):04X})" for char in missing)
        raise BaogaoError(
            f"{where}: the font {font_path().name} has no glyph for {characters}; reword it, or set {OTHER_FONT} "
            "to the path of a font file that has one."
        )


def check_figure(figure: Figure, where: str) -> None:
    """Raise `BaogaoError` if any text of a figure needs a glyph that the font lacks."""
    check_glyphs("".join(text.get_text() for text in figure.findobj(Text)), where)


def woff(letters: str) -> str:
    """The figures' font with some letters only, as WOFF in base 64."""
    options = Options(flavor="woff", hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
    cut = Subsetter(options)
    with load_font(str(font_path()), options) as opened, BytesIO() as written:
        cut.populate(text=letters)
        cut.subset(opened)
        save_font(opened, written, options)
        return b64encode(written.getvalue()).decode("ascii")

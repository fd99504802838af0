"""The Chinese font, by file path; a character it lacks is an error."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.text import Text

from baogao.errors import BaogaoError, listed

# Noto Sans SC Regular under the SIL Open Font License; the package zhplot carries the file.
PACKAGE, FILE = "zhplot", "NotoSansSC-Regular.ttf"


@cache
def font_path() -> Path:
    """Path of Noto Sans SC, found in its package without importing that.

    Raises
    ------
    BaogaoError
        If the package is not installed.
    """
    spec = find_spec(PACKAGE)
    found = sorted(Path(spec.origin).parent.rglob(FILE)) if spec and spec.origin else []
    if not found:
        raise BaogaoError(
            f"font {FILE}: not found in the package {PACKAGE}; install the locked packages with `make .venv`."
        )
    return found[0]


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
        told = listed(f"{char} (U+{ord(char):04X})" for char in missing)
        raise BaogaoError(
            f"{where}: the font {FILE} has no glyph for {told}; reword it, or choose a font that has them."
        )


def check_figure(figure: Figure, where: str) -> None:
    """Raise `BaogaoError` if any text of a figure needs a glyph that the font lacks."""
    check_glyphs("".join(text.get_text() for text in figure.findobj(Text)), where)

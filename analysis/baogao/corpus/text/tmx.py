"""Translation memories (TMX): pairs of a Chinese segment and its English one."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from baogao.errors import CorpusError

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Read the segments of a translation memory that stand there in both Chinese and English.

    Parameters
    ----------
    path : pathlib.Path
        A TMX file: ``tu`` with a ``tuv`` a language (``zh…``, ``en…``), its text in ``seg``.

    Returns
    -------
    list of (str, str)
        Chinese and English, one line each, in the order of the file; units that lack one are left out.

    Raises
    ------
    CorpusError
        If the file is no XML, or holds no such pair.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> unit = '<tu><tuv xml:lang="zh-CN"><seg>修渠</seg></tuv><tuv xml:lang="en"><seg>Dig canals</seg></tuv></tu>'
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.tmx")
    ...     _ = path.write_text(f"<tmx><body>{unit}</body></tmx>", encoding="utf-8")
    ...     read_pairs(path)
    [('修渠', 'Dig canals')]
    """
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except ElementTree.ParseError as error:
        raise CorpusError(f"{path}: is no XML ({error}); save it again as TMX.") from None
    units = ({_language(each): _text(each) for each in unit.iter("tuv")} for unit in root.iter("tu"))
    pairs = [(unit["zh"], unit["en"]) for unit in units if unit.get("zh") and unit.get("en")]
    if not pairs:
        raise CorpusError(f"{path}: holds no pair of a Chinese and an English segment (tu, tuv with xml:lang, seg).")
    return pairs


def _language(segment: ElementTree.Element) -> str:
    return segment.get(LANGUAGE, segment.get("lang", ""))[:2].lower()


def _text(segment: ElementTree.Element) -> str:
    """The segment on one line."""
    return " ".join("".join("".join(each.itertext()) for each in segment.iter("seg")).split())

"""Verbs on texts: read a file, tell what it says of itself, annotate it, cut it into tokens.

What a verb needs is loaded when it is called: readers and rules take longer than a short answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baogao.arguments import require_path
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError, SettingError

HALF = re.compile("[\ud800-\udfff]")

if TYPE_CHECKING:
    from baogao.corpus.facts.evidence import Stated
    from baogao.language.reference import UserWord
    from baogao.language.segmenting import Engine


def read(path: str | Path) -> Report:
    """Read one report from a file: text, HTML, DOCX or PDF.

    Parameters
    ----------
    path : str or pathlib.Path
        A file that holds one text; folders, tables and archives are for `import_reports`.

    Returns
    -------
    Report
        With the file's name as its id, and its text.

    Raises
    ------
    CorpusError
        If it cannot be read, or is no text.
    SettingError
        If there is no such file, or it holds several texts.

    Examples
    --------
    >>> from baogao.front.collection import collection
    >>> read(collection("sample").folder / "texts" / "lan-2022.txt").report_id
    'lan-2022'
    """
    from baogao.corpus.sources import read_sources

    path = require_path(path, "path")
    if path.is_dir():
        raise SettingError(
            f"{path}: is a folder; give one file, or bring the folder into a collection (import_reports)."
        )
    sources = list(read_sources(path))
    if len(sources) != 1:
        raise SettingError(f"{path}: holds {len(sources)} texts; bring it into a collection (import_reports).")
    if sources[0].reason:
        raise CorpusError(sources[0].reason)
    return Report(path.stem, sources[0].text)


def report_of(text: str | Report | Path) -> Report:
    """A report of what a verb was given: a report as it is, a string as a text, a path as a file to read.

    `SettingError` if it holds half a character, which no file can.
    """
    report = text if isinstance(text, Report) else read(text) if isinstance(text, Path) else Report("text", text)
    if half := HALF.search(report.text):
        raise SettingError(
            f"text: holds half a character (a lone surrogate) at offset {half.start()}; "
            "take it out, or put U+FFFD in its place."
        )
    return report


def describe(text: str | Report | Path) -> dict[str, Stated]:
    r"""Tell what a report says of itself: title, date, issuer, region, level, genre and more.

    Parameters
    ----------
    text : str, Report or pathlib.Path
        A text, a report, or the file of one.

    Returns
    -------
    dict of str to Stated
        Each with its ``value``, offsets (``start``, ``end``) and ``confidence``; what the text leaves
        open is left out. See `baogao.corpus.facts.describe.describe`.

    Examples
    --------
    >>> stated = describe("在全县会议上的讲话\n石渚县县长 周砚平\n（2021年3月5日）\n同志们：\n抓普法。")
    >>> stated["date"].value, stated["region"].value, stated["genre"].value
    ('2021-03-05', '石渚县', 'speech')
    """
    from baogao.corpus.facts import describe as facts

    return facts.describe(report_of(text))


def annotate(text: str | Report | Path) -> dict[str, dict[str, Any]]:
    """Annotate a report in three layers: structure, slogans, parallel series.

    Parameters
    ----------
    text : str, Report or pathlib.Path
        A text, a report, or the file of one.

    Returns
    -------
    dict of str to dict
        ``structure``, ``slogans`` and ``parallelism``, with offsets; see
        `baogao.reading.annotate.annotate`.

    Examples
    --------
    >>> annotate("澜州市坚持和发展新时代“枫桥经验”。")["slogans"]["slogans"][0]["canonical"]
    '枫桥经验'
    """
    from baogao.reading import annotate as annotating

    return annotating.annotate(report_of(text))


def tokens(
    text: str | Report | Path, *, plain: bool = False, engine: Engine = "fast", user_words: Iterable[UserWord] = ()
) -> list[list[str]]:
    """Cut a report into tokens: slogans of the lexicon stay whole, page furniture is left out.

    Parameters
    ----------
    text : str, Report or pathlib.Path
        A text, a report, or the file of one.
    plain : bool
        Cut slogans as well.
    engine : {"fast", "jieba"}
        What cuts the text between slogans; both give the same tokens.
    user_words : iterable of str or (str, int)
        Words to know besides jieba's own, each with its frequency or alone; see
        `baogao.language.segmenting.segmenter`.

    Returns
    -------
    list of list of str
        The tokens of each passage, widths unified, punctuation kept.

    Examples
    --------
    >>> tokens("深入推进法治政府建设。")
    [['深入', '推进', '法治政府建设', '。']]
    """
    from baogao.reading.tokens import passage_tokens

    return list(passage_tokens(report_of(text), engine=engine, plain=plain, user_words=user_words))

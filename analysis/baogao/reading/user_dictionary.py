"""A user dictionary, a word a line, as people and programs write it; a line that no word can be taken from is named."""

from __future__ import annotations

import re
from pathlib import Path

from baogao.corpus.text.beginnings import other_kind
from baogao.corpus.text.decoding import decode
from baogao.corpus.words.dictionaries import COLUMNS, COMMENT, EDGES, MARK, OTHER, QUOTED
from baogao.errors import CorpusError, SettingError

MORE = re.compile(r"\S+ +\d+ +\S+ +\S.*")
ALLOWED = "a line is a word, and behind it, if anything, its frequency and its kind: 澜江镇 5 ns"


def dictionary_lines(path: Path) -> list[str]:
    r"""Lines of a user dictionary of jieba as jieba has them: parts are parted by a space, whatever parted them.

    Marks at the ends of a line and quotation marks around a word are left out, and lines of comment (#).
    `SettingError` if the file holds no word, or lines that are another thing (markup, JSON, pinyin, a frequency that
    is no whole number), of which the first is named; `CorpusError` if it cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("澜江镇\t5\tns\n云浔先行区，5，n\n\nOpen AI 5 eng\n", encoding="utf-8")
    ...     dictionary_lines(Path(folder, "a.txt"))
    ['澜江镇 5 ns', '云浔先行区 5 n', 'Open AI 5 eng']
    """
    lines, others = [], []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if COMMENT.match(plain := " ".join(line.split())):
            continue
        plain = _columns(plain)
        if OTHER.search(plain) or MORE.fullmatch(plain):
            others.append(f"line {number}, {plain!r:.80},")
        lines += [plain] if plain else []
    if others:
        more = f" (nor are {len(others) - 1:,} others)" if len(others) > 1 else ""
        raise SettingError(f"{path}: {others[0]} is no line of a user dictionary{more}; {ALLOWED}.")
    if not lines:
        raise SettingError(f"{path}: holds no word; {ALLOWED}.")
    return lines


def _text(path: Path) -> str:
    """The text of a dictionary; a few words are too few to tell GB18030 by, unless it is the first to be tried."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error}).") from None
    if kind := other_kind(content) or ("a packed file (ZIP, Office)" if content.startswith(b"PK\x03\x04") else ""):
        raise SettingError(f"{path}: is no text but {kind.rstrip('.')}; {ALLOWED}.")
    if content.isascii():
        return content.decode("ascii")
    try:
        return decode(content, str(path))
    except CorpusError:
        return decode(content, str(path), stated="gb18030")


def _columns(line: str) -> str:
    """A line with a blank between its columns, without quotation marks around the word and marks at its ends."""
    if COLUMNS.fullmatch(line):
        return " ".join(re.sub(MARK, " ", line).split())
    if quoted := QUOTED.fullmatch(line):
        return "".join(quoted.groups())
    return EDGES.sub("", line).strip()

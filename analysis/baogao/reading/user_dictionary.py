"""A user dictionary, a word a line, as people and programs write it; a line that no word can be taken from is named."""

from __future__ import annotations

import re
from pathlib import Path

from baogao.corpus.text.decoding import decode
from baogao.errors import CorpusError, SettingError

COLUMNS = re.compile(r"[^,]+?\s*,\s*(?:\d+\s*(?:,\s*[a-z]{1,5}\s*)?|[a-z]{1,5}\s*)", re.ASCII)  # word,5,n
OTHER = re.compile(r"</?[a-z][^<>]*>|^[\[{\"].*[\]}\",]$|^\S+ +-?\d*\.\d+\b|^\S+ +-\d+\b", re.IGNORECASE)
MORE = re.compile(r"\S+ +\d+ +\S+ +\S.*")
ALLOWED = "a line is a word, and behind it, if anything, its frequency and its kind: 澜江镇 5 ns"


def dictionary_lines(path: Path) -> list[str]:
    r"""Lines of a user dictionary of jieba as jieba has them: parts are parted by a space, whatever parted them.

    `SettingError` if the file holds no word, or a line that is another thing (markup, JSON, a frequency that is no
    whole number); `CorpusError` if it cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("澜江镇\t5\tns\n云浔先行区,5,n\n\nOpen AI 5 eng\n", encoding="utf-8")
    ...     dictionary_lines(Path(folder, "a.txt"))
    ['澜江镇 5 ns', '云浔先行区 5 n', 'Open AI 5 eng']
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error}).") from None
    if not content.strip():
        raise SettingError(f"{path}: holds no word; {ALLOWED}.")
    text = content.decode("ascii") if content.isascii() else decode(content, str(path))
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        plain = " ".join(line.split())
        plain = " ".join(plain.replace(",", " ").split()) if COLUMNS.fullmatch(plain) else plain
        if OTHER.search(plain) or MORE.fullmatch(plain):
            raise SettingError(f"{path}: line {number}, {plain!r:.80}, is no line of a user dictionary; {ALLOWED}.")
        lines += [plain] if plain else []
    return lines

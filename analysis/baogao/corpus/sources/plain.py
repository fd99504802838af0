"""Plain text files: the decoded file is the text, untouched."""

from __future__ import annotations

from pathlib import Path

from baogao.corpus.sources.formats import format_of
from baogao.corpus.sources.source import Source
from baogao.corpus.text.decoding import decode, read_text
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError


def read_plain(content: bytes, name: str) -> Source:
    """The text of a plain text file; `decode` raises `CorpusError` for what is none."""
    return Source(name, decode(content, name))


def read_report(path: Path) -> Report:
    """Read a plain text file as a report of its own, with the file's name as its id.

    Raises
    ------
    CorpusError
        If the file is a page, a document or a table: offsets are into plain text.
    """
    name = format_of(b"", path.name)[0]
    if path.is_file() and name in ("", "plain"):
        with path.open("rb") as file:
            name = format_of(file.read(1024), "")[0]
    if path.is_file() and name:
        raise CorpusError(
            f"{path}: is no plain text but {name}; bring it into a collection with `baogao import` "
            "and give the text that is put below corpus/NAME/texts."
        )
    return Report(path.stem, read_text(path))

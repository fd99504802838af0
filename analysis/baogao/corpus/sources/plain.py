"""Plain text files: the decoded file is the text, untouched."""

from __future__ import annotations

from pathlib import Path

from baogao.corpus.sources.kinds import kind_of
from baogao.corpus.sources.source import Source, found
from baogao.corpus.text.decoding import decode, read_text
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError


def read_plain(content: bytes, name: str) -> Source:
    """The text of a plain text file; `decode` raises `CorpusError` for what is none."""
    return found(name, decode(content, name))


def read_report(path: Path) -> Report:
    """Read a plain text file as a report of its own, with the file's name as its id.

    Raises
    ------
    CorpusError
        If the file is a page, a document or a table: offsets are into plain text.
    """
    kind, _ = kind_of(b"", path.name)
    if path.is_file() and kind in ("", "plain"):
        with path.open("rb") as file:
            kind, _ = kind_of(file.read(1024), "")
    if path.is_file() and kind:
        raise CorpusError(
            f"{path}: is no plain text but {kind}; bring it into a collection with `baogao import` "
            "and give the text that is put below corpus/NAME/texts."
        )
    return Report(path.stem, read_text(path))

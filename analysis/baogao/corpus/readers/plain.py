"""Plain text files: the decoded file is the text, untouched."""

from __future__ import annotations

from baogao.corpus.decoding import decode
from baogao.corpus.readers.source import Source, found


def read_plain(content: bytes, name: str) -> Source:
    """The text of a plain text file; `decode` raises `CorpusError` for what is none."""
    return found(name, decode(content, name))

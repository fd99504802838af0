"""What every reader returns: one text of a source, or one line that says why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Source(NamedTuple):
    """One text of a source, or why there is none.

    Attributes
    ----------
    name : str
        Where it stands: ``2012/a.html``, ``reports.xlsx#17``, ``box.zip/a.docx``,
        ``dump.jsonl#3`` (row or line from 1, the header not counted).
    text : str
        Decoded, LF line ends, one paragraph a line; empty when skipped.
    reason : str
        Empty, or one line that begins with `name`: why it was skipped.
    facts : mapping of str to str
        Columns of the manifest that the source itself states: title, date (ISO), outlet,
        source (a URL) and others; what it does not state has no entry.
    left_out : tuple of str
        Visible lines of the page or document that are not in `text`: navigation, running
        heads, page numbers.
    """

    name: str
    text: str = ""
    reason: str = ""
    facts: Mapping[str, str] = MappingProxyType({})
    left_out: tuple[str, ...] = ()


def skipped(name: str, reason: str) -> Source:
    """A source that holds no text we can read; the reason is made one line that begins with the name."""
    line = " ".join(reason.split())
    return Source(name, reason=line if line.startswith(f"{name}:") else f"{name}: {line}")

"""What every reader returns: one text of a source, or one line that says why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Source(NamedTuple):
    """One text of a source, or why there is none."""

    name: str  # where it stands: 2012/a.html, reports.xlsx#17, box.zip/a.docx (row or line from 1, but for the header)
    text: str = ""  # decoded, LF line ends, one paragraph a line; empty when skipped
    reason: str = ""  # empty, or one line that begins with the name: why it was skipped
    facts: Mapping[str, str] = MappingProxyType({})  # columns of the manifest that it states: title, date (ISO) …
    left_out: tuple[str, ...] = ()  # visible lines that are not in the text: navigation, running heads, page numbers


def skipped(name: str, reason: str) -> Source:
    """A source that holds no text we can read; the reason is made one line that begins with the name."""
    line = " ".join(reason.split())
    return Source(name, reason=line if line.startswith(f"{name}:") else f"{name}: {line}")

"""What every reader returns: one text found in a source, or one line that says why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Source(NamedTuple):
    """One text found in a source, or why there is none.

    Attributes
    ----------
    name : str
        Where it was found: ``2012/a.html``, ``reports.xlsx#17``, ``box.zip/a.docx``,
        ``dump.jsonl#3`` (row or line from 1, the header not counted).
    text : str
        Decoded, LF line ends, one paragraph a line; empty when skipped.
    reason : str
        Empty, or one line that begins with `name`: why it was skipped.
    facts : dict of str to str
        Columns of the manifest that the source itself states: title, date (ISO), outlet,
        source (a URL) and others; what it does not state has no entry.
    left_out : tuple of str
        Visible lines of the page or document that are not in `text`: navigation, running
        heads, page numbers.
    """

    name: str
    text: str
    reason: str
    facts: dict[str, str]
    left_out: tuple[str, ...]


Sources = Iterator[Source]


def found(
    name: str, text: str, facts: dict[str, str] | None = None, left_out: tuple[str, ...] | list[str] = ()
) -> Source:
    """A text that was found.

    Examples
    --------
    >>> found("a.txt", "依法行政").text
    '依法行政'
    """
    return Source(name, text, "", facts or {}, tuple(left_out))


def skipped(name: str, reason: str) -> Source:
    r"""A source that holds no text we can read; the reason is made one line that begins with the name.

    Examples
    --------
    >>> skipped("a.doc", "is an old Word file;\n save it as .docx.").reason
    'a.doc: is an old Word file; save it as .docx.'
    """
    told = " ".join(reason.split())
    return Source(name, "", told if told.startswith(f"{name}:") else f"{name}: {told}", {}, ())

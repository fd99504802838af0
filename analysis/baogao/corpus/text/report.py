"""A report: its id and its decoded text, untouched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from baogao.files import sha256


@dataclass(frozen=True)
class Report:
    r"""One report of a collection.

    Every offset anywhere in baogao (passages, removals, hits) counts code points of
    `text`, end exclusive. What is known about the report stands in the manifest.

    Attributes
    ----------
    report_id : str
        Its id in the collection's manifest.
    text : str
        The decoded file with LF line ends; cleaning never rewrites it.
    layout : {"prose", "lines"}
        ``lines``: a list such as a day's headlines, in which every line stands for itself.
    without_repeats : bool
        Whether prose is read without the paragraphs that stand earlier in it (a file that holds
        its text twice); `baogao.corpus.store.collapsing.collapse` has a collection do so.
    own_rules : str
        The table of rules that its collection has of its own (``rules.tsv``), as it is written; empty for none.

    Examples
    --------
    >>> Report("lan-2020", "澜州市司法局工作总结\n推进普法工作。").layout
    'prose'
    """

    report_id: str
    text: str
    layout: Literal["prose", "lines"] = "prose"
    without_repeats: bool = False
    own_rules: str = field(default="", repr=False)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text's UTF-8, as the manifest lists it."""
        return sha256(self.text)

"""Ids of new reports: the names of their sources, made short, safe as names of files, and unique."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath
from unicodedata import category
from urllib.parse import unquote, urlsplit

from baogao.corpus.sources import Source

LONGEST = 60  # characters: file systems take 255 bytes a name


class ReportIds:
    """Ids and files that are taken, and how often each id was given with a number behind it."""

    def __init__(self, report_ids: Iterable[str], files: Iterable[str]) -> None:
        self.taken = {report_id.casefold() for report_id in report_ids}
        self.files = set(files)
        self.numbers: Counter[str] = Counter()

    def new(self, source: Source) -> str:
        """An id for the text of a source, which is taken from now on; its file is the id with ``.txt``.

        Examples
        --------
        >>> ids, source = ReportIds([], []), Source("2021/普法 报告①.docx", "", "", {}, ())
        >>> ids.new(source), ids.new(source)
        ('普法-报告', '普法-报告-2')
        """
        stem = source.facts.get("report_id") or _stem(source.name)
        # The manifest allows no ① or ², which are word characters to Python's patterns.
        stem = "".join(" " if category(char) == "No" else char for char in stem)
        base = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:LONGEST] or "report"
        free = base
        while free.casefold() in self.taken or f"{free}.txt" in self.files:
            self.numbers[base] += 1
            free = f"{base}-{self.numbers[base] + 1}"
        self.taken.add(free.casefold())
        self.files.add(f"{free}.txt")
        return free


def _stem(name: str) -> str:
    """Name of a file without its ending, and the row or member behind ``#``."""
    path, _, part = name.partition("#")
    address = urlsplit(path)
    if address.scheme in ("http", "https"):
        path = unquote(address.path).rstrip("/") or address.netloc
    stem = PurePosixPath(path).stem
    return f"{stem}-{part}" if part else stem

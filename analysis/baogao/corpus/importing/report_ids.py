"""Ids of new reports: the names of their sources, made short, safe as names of files, and unique."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath
from unicodedata import category
from urllib.parse import unquote, urlsplit

from baogao.corpus.sources import Source

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
ROW = re.compile(r"(.*\.(?:csv|tsv|xlsx|xlsm|json|jsonl|parquet))#(.+)", re.IGNORECASE)
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
        >>> ids, source = ReportIds([], []), Source("云岭省/普法 报告①.docx", "", "", {}, ())
        >>> ids.new(source), ids.new(source), ids.new(source), ids.new(Source("澜江省/2019.txt"))
        ('普法-报告', '云岭省-普法-报告', '云岭省-普法-报告-2', '澜江省-2019')
        """
        stem = source.facts.get("report_id") or _stem(source.name)
        above = "" if source.facts.get("report_id") else _folder(source.name)
        base, wider = _safe(stem), _safe(f"{above} {stem}") if above else ""
        base = wider if wider and stem.isdigit() else base or "report"
        free = base if self._is_free(base) or not wider or not self._is_free(wider) else wider
        base = wider if wider and not self._is_free(base) else base
        while not self._is_free(free):
            self.numbers[base] += 1
            free = f"{base}-{self.numbers[base] + 1}"
        self.taken.add(free.casefold())
        self.files.add(f"{free}.txt")
        return free

    def _is_free(self, report_id: str) -> bool:
        return report_id.casefold() not in self.taken and f"{report_id}.txt" not in self.files


def _safe(name: str) -> str:
    """A name as an id: letters, digits, dots and dashes."""
    # The manifest allows no ① or ², which are word characters to Python's patterns.
    plain = "".join(" " if category(char) == "No" else char for char in name)
    return re.sub(r"[^\w.-]+", "-", plain).strip("-.")[:LONGEST]


def _stem(name: str) -> str:
    """Name of a file without its ending, and the row behind ``#`` of a table; other names may have a # of their own."""
    address = urlsplit(name) if ADDRESS.match(name) else None
    path, part = (row[1], row[2]) if (row := ROW.fullmatch(name)) else (name, "")
    if address:
        path, _, part = name.partition("#")
        path = unquote(urlsplit(path).path).rstrip("/") or address.netloc
    stem = PurePosixPath(path).stem
    return f"{stem}-{part}" if part else stem


def _folder(name: str) -> str:
    """Name of the folder or archive that a file lies in; none of an address."""
    return "" if ADDRESS.match(name) else PurePosixPath(name).parent.name.removesuffix(".zip")

"""Texts into a collection one by one: placed, added, told apart from what is there, and written as they come."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple
from unicodedata import category
from urllib.parse import unquote, urlsplit

import pandas as pd

from baogao.corpus.importing.import_report import CUT_OFF, confirm_added, removed_texts, write_import_report
from baogao.corpus.importing.rows import COMPUTED, manifest_row
from baogao.corpus.sources import Source
from baogao.corpus.store.collapsed import KEPT, read_collapsed
from baogao.corpus.store.manifest import COLUMNS, NUMBERS, read_manifest, write_manifest
from baogao.corpus.store.settled import read_settled
from baogao.corpus.text.report import Report
from baogao.corpus.text.script import is_traditional, to_simplified
from baogao.files import sha256, write_text

BATCH = 500  # texts between two writings of the manifest
WORDS = ("title", "outlet", "issuer", "region")  # facts that are turned with their text
LONGEST_ID = 60  # characters: file systems take 255 bytes a name

DATA_STATEMENT = """# {name}

Data statement. Please fill in before you publish:

- **What**: reports imported from files; how many, see the card.
- **Whose, when**: issuers and years (column `issuer`, `year` of reports.csv).
- **How gathered**: where the texts come from (column `source`).
- **Licence**: may the texts be passed on? (column `licence`).
- **Gaps and known defects**:
"""

Status = Literal["added", "replaced", "placed", "unchanged", "removed", "duplicate", "skipped"]
RECORDED = ("added", "replaced", "removed", "duplicate", "skipped")


class Imported(NamedTuple):
    """What became of one text: a row of the import report.

    ``source`` is its name there, ``status`` one of added, replaced (by its simplified form),
    placed, unchanged, removed (a person took its row out of the manifest), duplicate and
    skipped; ``reason`` says why, or what should be looked at. ``report_id`` is the report that holds the
    text, of a duplicate the one that was kept.
    ``n_chars`` (of the report, page furniture aside) and ``sha256`` are known for what was
    added or replaced, ``n_left_out`` counts the lines that its reader left out.
    """

    source: str
    status: Status
    report_id: str = ""
    reason: str = ""
    n_chars: int | None = None
    n_left_out: int = 0
    sha256: str = ""


class Intake:
    """A collection that takes texts in.

    Texts are written at once, the import report and the manifest every few hundred texts
    and at the end, in this order: whatever moment an import is cut off, the manifest lists
    no text that is not there, and running the import again gives the same manifest. A text
    that the import report calls added and the manifest does not list was taken out by hand,
    and stays out unless `restore` is true.
    """

    def __init__(self, folder: Path, *, simplified: bool = False, restore: bool = False) -> None:
        self.folder = folder
        self.simplified = simplified
        is_new = not (folder / "reports.csv").is_file()
        self.manifest = pd.DataFrame(columns=COLUMNS) if is_new else read_manifest(folder)
        listed = self.manifest[["sha256", "report_id", "file"]].itertuples(index=False)
        self.known = {digest: (report_id, file) for digest, report_id, file in listed}
        collapsed = read_collapsed(folder)[["sha256", "report_id", KEPT]].itertuples(index=False)
        self.collapsed = {digest: (old, kept) for digest, old, kept in collapsed if old != kept}
        self.removed = {} if restore else removed_texts(folder, {*self.known, *self.collapsed})
        self.taken = {
            name.casefold() for name in [*self.manifest["report_id"], *(old for old, _ in self.collapsed.values())]
        }
        self.files = set(self.manifest["file"])
        self.numbers: Counter[str] = Counter()
        self.seen: dict[str, str] = {}
        self.rows: list[dict[str, str]] = []
        self.is_changed = False
        self.results: list[Imported] = []

    def take(self, source: Source) -> Imported:
        """Put one text into the collection, or say why not."""
        result = self._taken(source)
        self.results.append(result)
        # Batches grow with the manifest: writing it costs in proportion to the texts, not to their square.
        if len(self.rows) >= max(BATCH, len(self.manifest) // 4):
            self.flush()
        return result

    def _taken(self, source: Source) -> Imported:
        if source.reason or not source.text:
            reason = source.reason.removeprefix(f"{source.name}: ") or "holds no text"
            return Imported(source.name, "skipped", reason=reason)
        if self.simplified and is_traditional(source.text):
            facts = {name: to_simplified(told) if name in WORDS else told for name, told in source.facts.items()}
            turned = source._replace(text=to_simplified(source.text), facts=facts)
            if sha256(source.text) in self.known and sha256(turned.text) not in self.known:
                return self._replaced(source, turned)
            return self._listed(turned, "turned into simplified characters")
        return self._listed(source, "")

    def _listed(self, source: Source, note: str) -> Imported:
        """A text as it is to be listed: seen in this import, in the manifest, collapsed, or new."""
        digest = sha256(source.text)
        if first := self.seen.get(digest):
            return Imported(source.name, "duplicate", self._id_of(digest), f"the same text as {first}")
        self.seen[digest] = source.name
        if digest in self.known:
            return self._placed(source, digest)
        if digest in self.collapsed:
            old, kept = self.collapsed[digest]
            told = f"was collapsed into {kept} (collapsed.csv); `baogao duplicates` with --restore {old} has it again"
            return Imported(source.name, "duplicate", kept, told)
        if digest in self.removed:
            told = "its row was taken out of reports.csv; import it with --restore to have it again"
            return Imported(source.name, "removed", self.removed[digest], told, sha256=digest)
        return self._added(source, note)

    def _id_of(self, digest: str) -> str:
        return self.known[digest][0] if digest in self.known else ""

    def _placed(self, source: Source, digest: str) -> Imported:
        report_id, file = self.known[digest]
        path = self.folder / "texts" / file
        content = source.text.encode("utf-8")
        if path.is_file() and path.read_bytes() == content:
            return Imported(source.name, "unchanged", report_id, sha256=digest)
        write_text(path, source.text)
        return Imported(source.name, "placed", report_id, sha256=digest)

    def _replaced(self, source: Source, turned: Source) -> Imported:
        """A listed text in traditional characters gives way to its simplified form; its row keeps what was mended."""
        report_id, file = self.known.pop(sha256(source.text))
        report = Report(report_id, turned.text)
        write_text(self.folder / "texts" / file, report.text)
        filled, _ = manifest_row(Report(report_id, source.text), source.facts, file)
        new, _ = manifest_row(report, turned.facts, file)
        settled = {answer.column for answer in read_settled(self.folder) if answer.report_id == report_id}
        at = self.manifest.index[self.manifest["report_id"] == report_id][0]
        for name, value in new.items():
            told = self.manifest.loc[at, name]
            is_own = name not in settled and ("" if pd.isna(told) else str(told)) == filled[name]
            if name in COMPUTED or (is_own and value != filled[name]):
                self.manifest.loc[at, name] = int(value) if name in NUMBERS else value
        self.is_changed = True
        self.known[report.sha256] = (report_id, file)
        self.seen[report.sha256] = source.name
        told = "turned into simplified characters, replaced; what was mended by hand in its row stays"
        return Imported(source.name, "replaced", report_id, told, int(new["n_chars"]), 0, report.sha256)

    def _added(self, source: Source, note: str) -> Imported:
        report = Report(self._free_id(source), source.text)
        file = f"{report.report_id}.txt"
        row, faults = manifest_row(report, source.facts, file)
        write_text(self.folder / "texts" / file, report.text)
        if source.left_out:
            write_text(self.folder / "left-out" / file, "\n".join(source.left_out) + "\n")
        self.rows.append(row)
        self.known[row["sha256"]] = (report.report_id, file)
        note = note or ("in traditional characters" if is_traditional(source.text) else "")
        told = "; ".join(filter(None, [note, *faults]))
        n_chars, n_left_out = int(row["n_chars"]), len(source.left_out)
        return Imported(source.name, "added", report.report_id, told, n_chars, n_left_out, row["sha256"])

    def _free_id(self, source: Source) -> str:
        stem = source.facts.get("report_id") or _stem(source.name)
        # The manifest allows no ① or ², which are word characters to Python's patterns.
        stem = "".join(" " if category(char) == "No" else char for char in stem)
        base = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:LONGEST_ID] or "report"
        free = base
        while free.casefold() in self.taken or f"{free}.txt" in self.files:
            self.numbers[base] += 1
            free = f"{base}-{self.numbers[base] + 1}"
        self.taken.add(free.casefold())
        self.files.add(f"{free}.txt")
        return free

    def flush(self) -> None:
        """Write the import report and the manifest as they are now."""
        if any(result.status in RECORDED for result in self.results):
            results = [result._asdict() for result in self.results]
            # What is added is called so when the manifest lists it: see `removed_texts`.
            pending = [row | {"status": CUT_OFF} if row["status"] == "added" else row for row in results]
            write_import_report(self.folder, pending)
            self.results = []
        if self.rows:
            rows = pd.DataFrame(self.rows, columns=COLUMNS)
            rows = rows.assign(**{name: pd.to_numeric(rows[name]).astype("Int64") for name in NUMBERS})
            self.manifest = rows if self.manifest.empty else pd.concat([self.manifest, rows], ignore_index=True)
        if self.rows or self.is_changed:
            write_manifest(self.folder, self.manifest)
            self.rows, self.is_changed = [], False
        confirm_added(self.folder, self.known)

    def finish(self) -> None:
        """Write what is not written yet, and a data statement to fill in where there is none."""
        self.flush()
        statement = self.folder / "README.md"
        if (self.folder / "import.csv").is_file() and not statement.is_file():
            write_text(statement, DATA_STATEMENT.format(name=self.folder.name))


def _stem(name: str) -> str:
    """What a text is called: the file's name without its ending, and the row or member behind ``#``."""
    path, _, part = name.partition("#")
    address = urlsplit(path)
    if address.scheme in ("http", "https"):
        path = unquote(address.path).rstrip("/") or address.netloc
    stem = PurePosixPath(path).stem
    return f"{stem}-{part}" if part else stem

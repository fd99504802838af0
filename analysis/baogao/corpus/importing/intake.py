"""Texts into a collection one by one: recognised, added or replaced, and the manifest written now and then."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.corpus.importing.import_report import Imported, confirm_added, write_import_report
from baogao.corpus.importing.known_texts import known_texts, recognise
from baogao.corpus.importing.report_ids import ReportIds
from baogao.corpus.importing.rows import COMPUTED, manifest_row
from baogao.corpus.sources import Source
from baogao.corpus.store.manifest import COLUMNS, NUMBERS, read_manifest, write_manifest
from baogao.corpus.store.settled import read_settled
from baogao.corpus.text.damage import damage, is_damaged
from baogao.corpus.text.passed_over import passed_over
from baogao.corpus.text.report import Report
from baogao.corpus.text.script import is_traditional, strewn_traditional, to_simplified
from baogao.corpus.words.rules import own_rules
from baogao.files import sha256, write_text

BATCH = 500  # texts between two writings of the manifest
WORDS = ("title", "outlet", "issuer", "region")  # facts that are turned with their text
RECORDED = ("added", "replaced", "removed", "duplicate", "skipped")

DATA_STATEMENT = """# {name}

Data statement. Please fill in before you publish:

- **What**: reports imported from files; how many, see the card.
- **Whose, when**: issuers and years (column `issuer`, `year` of reports.csv).
- **How gathered**: where the texts come from (column `source`).
- **Licence**: may the texts be passed on? (column `licence`).
- **Gaps and known defects**:
"""


class Intake:
    """A collection that takes texts in.

    Texts are written at once, then now and then the import report and the manifest: whatever moment an
    import is cut off, the manifest lists no text that is not there, and a second run gives the same
    manifest. A text that the import report calls added and the manifest does not list was taken out by
    hand, and stays out unless `restore` is true.
    """

    def __init__(self, folder: Path, *, simplified: bool = False, restore: bool = False) -> None:
        is_new = not (folder / "reports.csv").is_file()
        self.folder, self.simplified = folder, simplified
        self.manifest = pd.DataFrame(columns=COLUMNS) if is_new else read_manifest(folder)
        self.known = known_texts(folder, self.manifest, restore=restore)
        collapsed = [report_id for report_id, _ in self.known.collapsed.values()]
        self.ids = ReportIds([*self.manifest["report_id"], *collapsed], self.manifest["file"])
        self.settled = {(answer.report_id, answer.column) for answer in read_settled(folder)}
        self.unwritten_rows: list[dict[str, str]] = []
        self.unwritten_results: list[Imported] = []

    def take(self, source: Source) -> Imported:
        """Put one text into the collection, or say why not."""
        if source.reason or not source.text:
            reason = source.reason.removeprefix(f"{source.name}: ") or "holds no text"
            result = Imported(source.name, "skipped", reason=reason)
        elif self.simplified and (is_traditional(source.text) or strewn_traditional(source.text)):
            turned = _simplified(source)
            if sha256(source.text) in self.known.listed and sha256(turned.text) not in self.known.listed:
                result = self._replace(source, turned)
            else:
                result = self._add(turned, "turned into simplified characters")
        else:
            result = self._add(source)
        self.unwritten_results.append(result)
        # Batches grow with the manifest: writing it costs in proportion to the texts, not to their square.
        if len(self.unwritten_rows) >= max(BATCH, len(self.manifest) // 4):
            self.flush()
        return result

    def _add(self, source: Source, note: str = "") -> Imported:
        """Put a text that is not known yet into the collection; `note` says what was done to it."""
        if result := recognise(self.folder, self.known, source):
            return result
        report = self._report(self.ids.new(source), source.text)
        file = f"{report.report_id}.txt"
        row, faults = manifest_row(report, source.facts, file)
        write_text(self.folder / "texts" / file, report.text)
        if source.left_out:
            write_text(self.folder / "left-out" / file, "\n".join(source.left_out) + "\n")
        self.unwritten_rows.append(row)
        self.known.listed[row["sha256"]] = (report.report_id, file)
        strewn = strewn_traditional(source.text)
        doubts = [*source.notes, *damage(source.text), *([strewn] if strewn else [])]
        is_odd = not note and not is_damaged(doubts) and is_traditional(source.text)
        note = "in traditional characters" if is_odd else note
        reason, n_left_out = (
            "; ".join(filter(None, [note, *doubts, *passed_over(report.text), *faults])),
            len(source.left_out),
        )
        return Imported(source.name, "added", report.report_id, reason, int(row["n_chars"]), n_left_out, row["sha256"])

    def _report(self, report_id: str, text: str) -> Report:
        return Report(report_id, text, own_rules=own_rules(self.folder))

    def _replace(self, source: Source, turned: Source) -> Imported:
        """Put the simplified form of a listed text in its place; its row keeps what was mended by hand."""
        report_id, file = self.known.listed.pop(sha256(source.text))
        report = self._report(report_id, turned.text)
        write_text(self.folder / "texts" / file, report.text)
        old, _ = manifest_row(self._report(report_id, source.text), source.facts, file)
        new, _ = manifest_row(report, turned.facts, file)
        row = self.manifest.index[self.manifest["report_id"] == report_id][0]
        present = self.manifest.loc[row].astype("string").fillna("")
        for name, value in new.items():
            is_mended = (report_id, name) in self.settled or present[name] != old[name]
            if name in COMPUTED or (value != old[name] and not is_mended):
                self.manifest.loc[row, name] = int(value) if name in NUMBERS else value
        self.known.listed[report.sha256] = (report_id, file)
        self.known.sources[report.sha256] = source.name
        reason = "turned into simplified characters, replaced; what was mended by hand in its row stays"
        return Imported(source.name, "replaced", report_id, reason, int(new["n_chars"]), 0, report.sha256)

    def flush(self) -> None:
        """Write the import report and the manifest as they are now."""
        results, self.unwritten_results = self.unwritten_results, []
        if any(result.status in RECORDED for result in results):
            # What is added is called so when the manifest lists it: see `removed_texts`.
            pending = [one._replace(status="cut-off") if one.status == "added" else one for one in results]
            write_import_report(self.folder, pending)
        if self.unwritten_rows:
            rows = pd.DataFrame(self.unwritten_rows, columns=COLUMNS)
            rows = rows.assign(**{name: pd.to_numeric(rows[name]).astype("Int64") for name in NUMBERS})
            self.manifest = rows if self.manifest.empty else pd.concat([self.manifest, rows], ignore_index=True)
        if self.unwritten_rows or any(result.status == "replaced" for result in results):
            write_manifest(self.folder, self.manifest)
            self.unwritten_rows = []
        confirm_added(self.folder, self.known.listed)

    def finish(self) -> None:
        """Write what is not written yet, and a data statement to fill in where there is none."""
        self.flush()
        statement = self.folder / "README.md"
        if (self.folder / "import.csv").is_file() and not statement.is_file():
            write_text(statement, DATA_STATEMENT.format(name=self.folder.name))


def _simplified(source: Source) -> Source:
    """The source in simplified characters, with those of its facts that are words."""
    facts = {name: to_simplified(value) if name in WORDS else value for name, value in source.facts.items()}
    return source._replace(text=to_simplified(source.text), facts=facts)

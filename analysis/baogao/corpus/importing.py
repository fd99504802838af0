"""Files into a collection: texts put in place, rows added to the manifest, nothing lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from baogao.corpus.decoding import read_text
from baogao.corpus.describe import stated_date, stated_title
from baogao.corpus.manifest import COLUMNS, read_manifest, write_manifest
from baogao.corpus.passages import count_chars, count_sentences, segment
from baogao.corpus.report import Report
from baogao.corpus.study import collection_folder
from baogao.errors import CorpusError, SettingError
from baogao.files import write_text

NOT_REPORTS = re.compile(r"(README|LICEN[CS]E)(\..*)?|index.*\.csv|\..*", re.IGNORECASE)

DATA_STATEMENT = """# {name}

Data statement. Please fill in before you publish:

- **What**: {n} report(s) imported from files.
- **Whose, when**: issuers and years (column `issuer`, `year` of reports.csv).
- **How gathered**: where the texts come from (column `source`).
- **Licence**: may the texts be passed on? (column `licence`).
- **Gaps and known defects**:
"""


class Imported(NamedTuple):
    """What became of one file: ``status`` is placed, unchanged, added, duplicate or skipped."""

    file: str
    status: str
    report_id: str
    reason: str


def import_reports(source: Path, collection: str | Path) -> list[Imported]:
    """Put texts into a collection; make the collection when it is new.

    Parameters
    ----------
    source : pathlib.Path
        A text file, or a folder whose files are taken with those of its sub-folders.
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.

    Returns
    -------
    list of Imported
        One entry a file. A file whose sha256 the manifest lists is put in place and
        nothing else changes; any other becomes a new row, its title and date only as the
        text states them. What could not be read is ``skipped`` with the reason.

    Raises
    ------
    SettingError
        If `source` does not exist or holds no file.
    CorpusError
        If nothing could be read; then nothing is written.
    """
    folder = collection_folder(collection, must_exist=False)
    is_new = not (folder / "reports.csv").is_file()
    if is_new and folder.is_dir() and any(path.name != "texts" and path.name[0] != "." for path in folder.iterdir()):
        raise SettingError(f"{folder}: is a folder with other things in it; name a new collection, or an empty folder.")
    manifest = pd.DataFrame(columns=COLUMNS) if is_new else read_manifest(folder)
    files = _files(source)
    results: list[Imported] = []
    rows: list[dict[str, object]] = []
    texts: dict[str, str] = {}
    known = dict(zip(manifest["sha256"], zip(manifest["report_id"], manifest["file"], strict=True), strict=True))
    taken = set(manifest["report_id"])
    for path, name in files:
        try:
            report = Report(_free_id(path.stem, taken), _read(path))
        except CorpusError as error:
            results.append(Imported(name, "skipped", "", str(error)))
            continue
        if report.sha256 in known:
            results.append(_place(folder, name, report, known[report.sha256], texts))
            continue
        file = name if name not in {f for _, f in known.values()} else f"{report.report_id}.txt"
        rows.append(_row(report, file))
        taken.add(report.report_id)
        known[report.sha256] = (report.report_id, file)
        texts[file] = report.text
        results.append(Imported(name, "added", report.report_id, ""))
    if all(result.status == "skipped" for result in results):
        raise CorpusError(f"{source}: none of {len(results)} file(s) could be read; first: {results[0].reason}")
    for file, text in texts.items():
        write_text(folder / "texts" / file, text)
    if rows:
        write_manifest(folder, pd.concat([manifest, pd.DataFrame(rows, columns=COLUMNS)], ignore_index=True))
    if is_new:
        write_text(folder / "README.md", DATA_STATEMENT.format(name=folder.name, n=len(rows)))
    return results


def _files(source: Path) -> list[tuple[Path, str]]:
    """Files to read, with their names relative to the source."""
    if source.is_file():
        return [(source, source.name)]
    if not source.is_dir():
        raise SettingError(f"{source}: no such file or folder; give a text file or a folder of text files.")
    found = sorted(path for path in source.rglob("*") if path.is_file() and not NOT_REPORTS.fullmatch(path.name))
    if not found:
        raise SettingError(f"{source}: holds no report; give a text file or a folder of text files.")
    return [(path, path.relative_to(source).as_posix()) for path in found]


def _read(path: Path) -> str:
    if path.suffix.lower() != ".txt":
        raise CorpusError(f"{path}: is no plain text; reports must be .txt files (save it as UTF-8 text).")
    return read_text(path)


def _place(folder: Path, name: str, report: Report, listed: tuple[str, str], texts: dict[str, str]) -> Imported:
    """Note a listed text to be put in place, unless it stands there already."""
    report_id, file = listed
    path = folder / "texts" / file
    if file in texts:
        return Imported(name, "duplicate", report_id, f"the same text as {file}")
    if path.is_file() and path.read_bytes() == report.text.encode("utf-8"):
        return Imported(name, "unchanged", report_id, "")
    texts[file] = report.text
    return Imported(name, "placed", report_id, "")


def _free_id(stem: str, taken: set[str]) -> str:
    base = re.sub(r"[^\w.-]+", "-", stem).strip("-") or "report"
    free, number = base, 2
    while free in taken:
        free, number = f"{base}-{number}", number + 1
    return free


def _row(report: Report, file: str) -> dict[str, object]:
    date = stated_date(report.text)
    passages, _ = segment(report)
    bodies = [passage.read(report.text) for passage in passages]
    unknown = dict.fromkeys(("region", "subgenre", "issuer", "outlet", "source", "licence"), "")
    return unknown | {
        "report_id": report.report_id,
        "title": stated_title(report.text),
        "date": date,
        "year": date[:4],
        "level": "unknown",
        "genre": "other",
        "n_chars": sum(map(count_chars, bodies)),
        "n_sentences": sum(map(count_sentences, bodies)),
        "sha256": report.sha256,
        "file": file,
    }

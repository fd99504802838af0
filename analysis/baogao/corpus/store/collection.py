"""Reports of a collection, each checked against the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from numbers import Integral
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from baogao.corpus.store.collapsed import without_repeats
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.text.decoding import read_text
from baogao.corpus.text.members import file_and_member, read_member, text_path
from baogao.corpus.text.report import Report
from baogao.corpus.words.rules import own_rules
from baogao.errors import CorpusError, SettingError, listed
from baogao.paths import AnyCollection, OpenCollection, collection_folder


class Entry(NamedTuple):
    """Where the manifest says a report's text is, its hash, and whether its own repeats were collapsed."""

    report_id: str
    file: str
    sha256: str
    without_repeats: bool = False

    @property
    def content(self) -> str:
        """What its passages are made from, for keys."""
        return f"{self.report_id} {self.sha256}{' without repeats' if self.without_repeats else ''}"


def entries(folder: Path, manifest: pd.DataFrame) -> list[Entry]:
    """Entries of the manifest of the collection in ``folder``, in its order."""
    once = without_repeats(folder)
    rows = manifest[["report_id", "file", "sha256"]].itertuples(index=False)
    return [Entry(report_id, file, sha256, sha256 in once) for report_id, file, sha256 in rows]


def load_report(folder: Path, entry: Entry) -> Report:
    """Read one raw text and check that it is the one the manifest lists; `CorpusError` if it is not, or is absent."""
    report_id, file, sha256, once = entry
    path, member = text_path(folder, file)
    if not path.is_file():
        raise CorpusError(
            f"{report_id}: its text is not here (looked for {folder / 'texts' / file} and below BAOGAO_TEXTS); "
            f"put it in place with `baogao import SOURCE {folder.name}`."
        )
    text = read_member(path, member) if member else read_text(path)
    is_list = member and path.suffix == ".tsv"
    report = Report(report_id, text, "lines" if is_list else "prose", once, own_rules(folder))
    if report.sha256 != sha256:
        raise CorpusError(
            f"{report_id}: {path}: sha256 is {report.sha256[:12]}…, reports.csv says {sha256[:12]}…. "
            "Restore the file, or record the new hash with its source."
        )
    return report


def read_reports(collection: AnyCollection) -> pd.DataFrame:
    """Manifest of a collection by its name, or of an open one; see `baogao.corpus.store.manifest.read_manifest`.

    Examples
    --------
    >>> len(read_reports("sample"))
    12
    """
    if isinstance(collection, OpenCollection):
        return collection.reports
    return read_manifest(collection_folder(collection))


def load_reports(collection: AnyCollection) -> Iterator[Report]:
    """Read the reports of a collection, in the order of its manifest.

    `CorpusError` if the manifest is faulty, or a text is absent, unreadable or another than listed.

    Examples
    --------
    >>> len(list(load_reports("sample")))
    12
    """
    folder = collection_folder(collection)
    for entry in entries(folder, read_reports(collection)):
        yield load_report(folder, entry)


def absent_texts(folder: Path, manifest: pd.DataFrame) -> list[str]:
    """Ids of reports whose raw text is not on this machine."""
    files = manifest["file"].map(lambda file: file_and_member(file)[0])
    absent = {file for file in files.unique() if not text_path(folder, file)[0].is_file()}
    return list(manifest.loc[files.isin(absent), "report_id"])


def require_texts(folder: Path, manifest: pd.DataFrame, purpose: str) -> None:
    """Raise `CorpusError`, which names the `purpose` that needs them, unless every raw text of a collection is here."""
    absent = absent_texts(folder, manifest)
    if absent:
        raise CorpusError(
            f"{folder.name}: {purpose} needs the raw texts, and {len(absent)} of {len(manifest)} are not here "
            f"({listed(absent, 3)}). Put them in place with `baogao import SOURCE {folder.name}` "
            "or name their folder in BAOGAO_TEXTS."
        )


def reports_where(manifest: pd.DataFrame, **values: str | int | Iterable[str | int]) -> pd.DataFrame:
    """Rows of a manifest whose columns have the values asked for; with several columns, all must agree.

    A column may have one of several values; the empty string means that the report does not say.
    `SettingError` if a column or value is unknown, or no report has all of the values.

    Examples
    --------
    >>> reports_where(read_reports("sample"), genre="profile", year=[2019, 2021])["report_id"].tolist()
    ['shizhu-2019']
    """
    chosen = pd.Series(True, index=manifest.index)
    for column, value in values.items():
        if column not in manifest:
            raise SettingError(f"{column}={value!r}: no such column; allowed are {listed(manifest, 20)}.")
        if not isinstance(value, str | Integral | Iterable):
            raise SettingError(f"{column}={value!r}: must be a value of the column, or several.")
        wanted = [value] if isinstance(value, str | Integral) else list(value)
        chosen &= has_value(manifest[column], map(str, wanted), f"{column}={value!r}")
    if not chosen.any():
        asked = " and ".join(f"{column}={value!r}" for column, value in values.items())
        raise SettingError(f"{asked}: no report has all of these; ask for fewer.")
    return manifest[chosen]


def has_value(column: pd.Series[str], values: Iterable[str], asked: str) -> pd.Series[bool]:
    """Whether each row has one of the values; `SettingError`, which quotes what was `asked`, if no row has one."""
    wanted, known = set(values), column.astype("string").fillna("")
    if unknown := [value or "''" for value in sorted(wanted - set(known))]:
        raise SettingError(
            f"{asked}: no report has {column.name} {listed(unknown)}; there are {listed(known.unique(), 30)}."
        )
    return known.isin(wanted)


def changed_texts(folder: Path) -> list[str]:
    """Faults of the texts that lie in the collection itself: those that are not what the manifest lists."""
    faults = []
    for entry in entries(folder, read_manifest(folder)):
        if (folder / "texts" / file_and_member(entry.file)[0]).is_file():
            try:
                load_report(folder, entry)
            except CorpusError as error:
                faults.append(str(error))
    return faults

"""What is wrong or doubtful in a collection, for a person to settle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from baogao.corpus.store.collection import Entry, absent_texts, entries, load_report
from baogao.corpus.store.duplicates import TWICE, duplicates_among, repeats, share_twice
from baogao.corpus.store.manifest import WORDS, own_columns, read_manifest
from baogao.corpus.store.settled import read_settled
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError, listed
from baogao.features.current import stale
from baogao.features.tables import ATTESTATIONS, changed_tables, read_build
from baogao.paths import collection_folder
from baogao.reading.doubts import doubts
from baogao.reading.findings import Finding, place_of
from baogao.reading.path_doubts import path_doubts
from baogao.reading.text_doubts import notes_of_import, sources_of_import, text_doubts, without_slogans

LOST = r"\?{3,}|^\?+$"  # what programs write for characters that an encoding has not


def checkup(collection: str | Path) -> pd.DataFrame:
    """Look a collection over.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.

    Returns
    -------
    pandas.DataFrame
        One row a finding: ``kind`` (``wrong``: results cannot be trusted; ``doubt``:
        someone should look; ``note``: good to know), ``where``, ``what``; and where a text tells
        a column: ``proposed``, ``confidence``, ``evidence`` (offsets, START-END). A column of the
        manifest is doubtful where it is empty and the text tells something, be it far
        from sure, or where the text surely tells something else; not where a person has
        settled it (`baogao.corpus.store.settled.settle`). Lists, such as a day's headlines, are
        not searched for text that stands twice: their lines recur by nature.

    Raises
    ------
    CorpusError
        If the manifest cannot be read at all.

    Examples
    --------
    >>> "wrong" in set(checkup("sample")["kind"])
    False
    """
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    settled = {(answer.report_id, answer.column) for answer in read_settled(folder)}
    texts = list(_texts(folder, manifest, settled))
    asked = {place for finding in texts if (place := place_of(finding))}
    features = list(_features(folder))
    if not any(finding.kind == "wrong" for finding in features):
        texts += without_slogans(folder, manifest)
    if own := own_columns(folder):
        what = f"has column(s) {listed(own)}, which baogao does not know; they stay as they are"
        features.append(Finding("note", "reports.csv", what))
    findings = [*features, *_manifest(manifest, settled | asked), *texts]
    return pd.DataFrame(findings, columns=Finding._fields)


def _features(folder: Path) -> Iterator[Finding]:
    if not read_build(folder):
        yield Finding("wrong", "features", f"not built; run `baogao build {folder.name}`")
        return
    for path in changed_tables(folder):
        yield Finding("wrong", f"features/{path.name}", "is not the file that was built; build the collection again")
    changed = stale(folder)
    for what in changed:
        yield Finding("wrong", "features", f"{what} has changed since they were built; build the collection again")
    if not changed and (dates := stale(folder, table=ATTESTATIONS)):
        yield Finding("note", ATTESTATIONS, f"{dates[0]} has changed since they were made; build again to ask for them")


def _manifest(manifest: pd.DataFrame, answered: set[tuple[str, str]]) -> Iterator[Finding]:
    """Findings of the manifest alone; columns that are settled, or that the text states, are not counted."""
    if len(manifest) < 2:
        yield Finding("doubt", "reports.csv", f"{len(manifest)} report(s): nothing to compare")
    for column, unknown in (
        ("year", manifest["year"].isna()),
        ("issuer", manifest["issuer"] == ""),
        ("level", manifest["level"] == "unknown"),
        ("region", manifest["region"] == ""),
        ("genre", manifest["genre"] == "other"),
    ):
        # A date tells the year, and whoever settles that a report has none has settled its year.
        known = {report_id for report_id, name in answered if name == column or (name == "date" and column == "year")}
        unknown = unknown & ~manifest["report_id"].isin(known)
        if unknown.any():
            who = listed(manifest.loc[unknown, "report_id"], 5)
            yield Finding("doubt", f"reports.csv, {column}", f"not known for {unknown.sum()}: {who}")
    for sha256, same in manifest.groupby("sha256")["report_id"]:
        if len(same) > 1:
            yield Finding("wrong", listed(same), f"are the same text (sha256 {str(sha256)[:12]}…)")
    for column in WORDS:
        lost = manifest.loc[manifest[column].str.contains(LOST, regex=True), "report_id"]
        if len(lost):
            what = f"characters are lost (?) in {len(lost)}, as when saved as ANSI: {listed(lost, 5)}; type them again"
            yield Finding("wrong", f"reports.csv, {column}", what)
    other = manifest.loc[manifest["subgenre"] != "", "report_id"]
    if len(other):
        what = f"{len(other)} of another kind, left out of series: {listed(other, 20)}"
        yield Finding("note", "reports.csv, subgenre", what)


def _texts(folder: Path, manifest: pd.DataFrame, settled: set[tuple[str, str]]) -> Iterator[Finding]:
    absent = set(absent_texts(folder, manifest))
    if absent:
        yield Finding("note", "texts", f"{len(absent)} of {len(manifest)} are not on this machine")
    as_text = manifest.assign(year=manifest["year"].astype("string").fillna(""))
    rows = {str(row["report_id"]): row for row in as_text.to_dict("records")}
    compared, notes, imported = [], notes_of_import(folder), sources_of_import(folder)
    for entry in entries(folder, manifest):
        if entry.report_id in absent:
            continue
        try:
            report = load_report(folder, entry)
        except CorpusError as error:
            yield Finding("wrong", entry.report_id, str(error))
            continue
        row = {str(k): v for k, v in rows[entry.report_id].items()}
        if report.layout == "prose" and row["genre"] != "headlines":
            yield from text_doubts(report, _length(report, row), notes.get(entry.sha256, []))
        if report.layout == "prose":
            compared.append(entry)
            yield from _repeated(folder, report)
        found = list(doubts(report, row, settled))
        yield from found
        answered = {place[1] for one in found if (place := place_of(one))}
        answered |= {column for report_id, column in settled if report_id == entry.report_id}
        yield from path_doubts(entry.report_id, row, imported.get(entry.sha256, ""), answered)
    yield from _pairs(folder, compared)


def _length(report: Report, row: dict[str, Any]) -> int:
    """Characters of a report as the manifest counts them, else all."""
    return len(report.text) if pd.isna(row["n_chars"]) else int(row["n_chars"])


def _repeated(folder: Path, report: Report) -> Iterator[Finding]:
    if report.without_repeats:
        taken = repeats(report)
        n_chars = sum(removal.end - removal.start for removal in taken)
        span = f", offsets {taken[0].start}-{taken[-1].end}" if taken else ""
        what = f"is read without {n_chars:,} characters that stand further above in it{span} (collapsed.csv)"
        yield Finding("note", report.report_id, what)
    share = share_twice(report)
    if share >= TWICE:
        what = (
            f"{share:.0%} of its characters stand twice in it: is the text there two times? If so, "
            f"`baogao duplicates {folder.name} --collapse within` reads it once"
        )
        yield Finding("doubt", report.report_id, what)


ALIKE = {
    "exact": "are the same report, page furniture aside",
    "near": "are nearly the same text",
    "contained": "share nine tenths of the shorter one or more",
    "similar": "share half of their text or more",
}


def _pairs(folder: Path, compared: list[Entry]) -> Iterator[Finding]:
    """Duplicates, one finding a kind; `_manifest` tells files that are the same."""
    pairs = duplicates_among(folder, compared)
    digests = {entry.report_id: entry.sha256 for entry in compared}
    pairs = pairs[pairs["report_a"].map(digests) != pairs["report_b"].map(digests)]
    for kind, what_they_are in ALIKE.items():
        alike = pairs[pairs["kind"] == kind]
        if len(alike):
            names = listed((f"{a} and {b}" for a, b in zip(alike["report_a"], alike["report_b"], strict=True)), 3)
            what = f"{len(alike)} pair(s) {what_they_are}: {names}; see `baogao duplicates {folder.name}`"
            yield Finding("doubt", "texts", what)

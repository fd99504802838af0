"""What is wrong or doubtful in a collection, for a person to settle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from baogao.corpus.collection import Entry, absent_texts, entries, load_report
from baogao.corpus.duplicates import duplicates_among, repeated_share
from baogao.corpus.manifest import read_manifest
from baogao.corpus.script import is_traditional
from baogao.corpus.study import collection_folder
from baogao.errors import CorpusError, listed
from baogao.features.current import stale
from baogao.features.tables import changed_tables, read_build

TWICE = 0.3  # a third of a text that stands elsewhere in it is more than quotation


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
        someone should look; ``note``: good to know), ``where``, ``what``.

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
    findings = [*_features(folder), *_manifest(manifest), *_texts(folder, manifest)]
    return pd.DataFrame(findings, columns=["kind", "where", "what"])


Finding = tuple[str, str, str]


def _features(folder: Path) -> Iterator[Finding]:
    if not read_build(folder):
        yield "wrong", "features", f"not built; run `baogao build {folder.name}`"
        return
    for path in changed_tables(folder):
        yield "wrong", f"features/{path.name}", "is not the file that was built; build the collection again"
    for what in stale(folder):
        yield "wrong", "features", f"{what} has changed since they were built; build the collection again"


def _manifest(manifest: pd.DataFrame) -> Iterator[Finding]:
    if len(manifest) < 2:
        yield "doubt", "reports.csv", f"{len(manifest)} report(s): nothing to compare"
    for column, unknown in (
        ("year", manifest["year"].isna()),
        ("issuer", manifest["issuer"] == ""),
        ("level", manifest["level"] == "unknown"),
        ("region", manifest["region"] == ""),
    ):
        if unknown.any():
            yield (
                "doubt",
                f"reports.csv, {column}",
                f"not known for {unknown.sum()}: {listed(manifest.loc[unknown, 'report_id'], 5)}",
            )
    for sha256, same in manifest.groupby("sha256")["report_id"]:
        if len(same) > 1:
            yield "wrong", listed(same), f"are the same text (sha256 {str(sha256)[:12]}…)"
    other = manifest.loc[manifest["subgenre"] != "", "report_id"]
    if len(other):
        yield (
            "note",
            "reports.csv, subgenre",
            f"{len(other)} of another kind, left out of series: {listed(other, 20)}",
        )


def _texts(folder: Path, manifest: pd.DataFrame) -> Iterator[Finding]:
    absent = set(absent_texts(folder, manifest))
    if absent:
        yield "note", "texts", f"{len(absent)} of {len(manifest)} are not on this machine"
    readable = []
    for entry in entries(manifest):
        if entry.report_id in absent:
            continue
        try:
            report = load_report(folder, entry)
        except CorpusError as error:
            yield "wrong", entry.report_id, str(error)
            continue
        readable.append(entry)
        if is_traditional(report.text):
            yield (
                "doubt",
                entry.report_id,
                "is in traditional characters, which the lexicon lacks: import it --simplified",
            )
        share = repeated_share(report)
        if share >= TWICE:
            yield (
                "doubt",
                entry.report_id,
                f"{share:.0%} of its characters stand twice in it: is the text there two times?",
            )
    yield from _pairs(folder, readable)


ALIKE = {
    "near": "are nearly the same text",
    "contained": "are one part of the other",
    "similar": "share half of their text or more",
}


def _pairs(folder: Path, readable: list[Entry]) -> Iterator[Finding]:
    """Near duplicates, one finding a kind; `_manifest` tells the exact ones."""
    pairs = duplicates_among(folder, readable)
    for kind, told in ALIKE.items():
        found = pairs[pairs["kind"] == kind]
        if len(found):
            names = listed((f"{a} and {b}" for a, b in zip(found["report_a"], found["report_b"], strict=True)), 3)
            yield "doubt", "texts", f"{len(found)} pair(s) {told}: {names}; see `baogao duplicates {folder.name}`"

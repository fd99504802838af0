"""What is wrong or doubtful in a collection, for a person to settle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from baogao.corpus.collection import Entry, absent_texts, entries, load_report
from baogao.corpus.duplicates import duplicates_among, repeated_share
from baogao.corpus.manifest import read_manifest
from baogao.corpus.report import Report
from baogao.corpus.script import is_traditional
from baogao.corpus.settled import ABSENT, ASKED, read_settled
from baogao.corpus.study import collection_folder
from baogao.errors import CorpusError, listed
from baogao.features.current import stale
from baogao.features.doubts import Finding, doubts
from baogao.features.tables import changed_tables, read_build

MOST = 5  # doubts of one kind that are listed one by one
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
        someone should look; ``note``: good to know), ``where``, ``what``. A column of the
        manifest is doubtful where it is empty and the text tells something, be it far
        from sure, or where the text surely tells something else; not where a person has
        settled it (`baogao.corpus.settled.settle`). Lists, such as a day's headlines, are
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
    findings = [*_features(folder), *_manifest(manifest, settled), *_texts(folder, manifest, settled)]
    return pd.DataFrame(findings, columns=["kind", "where", "what"])


def grouped(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings for eyes: more than five doubts of one kind about one column of the manifest are one line.

    Parameters
    ----------
    findings : pandas.DataFrame
        What `checkup` returns.

    Returns
    -------
    pandas.DataFrame
        The same columns; such a line counts the reports and names the first three.

    Examples
    --------
    >>> what = "is empty; the text states 澜州日报 (confidence 0.95)"
    >>> rows = [("doubt", f"lan-{year}, outlet", what) for year in range(2015, 2021)]
    >>> _, where, what = grouped(pd.DataFrame(rows, columns=["kind", "where", "what"])).iloc[0]
    >>> where, what.partition(";")[0]
    ('reports.csv, outlet', '6 reports lack what their text tells: lan-2015, lan-2016, lan-2017 and 3 more')
    """
    found: list[Finding] = [(str(kind), str(where), str(what)) for kind, where, what in findings.to_numpy()]
    alike: dict[tuple[str, str], list[str]] = {}
    for _, where, what in found:
        if key := _alike(where, what):
            alike.setdefault(key, []).append(where.partition(", ")[0])
    rows = []
    for kind, where, what in found:
        key = _alike(where, what)
        reports = alike[key] if key else []
        if not key or len(reports) <= MOST:
            rows.append((kind, where, what))
        elif where == f"{reports[0]}, {key[0]}":
            told = f"{len(reports)} reports {key[1]}: {listed(reports, 3)}; --format csv lists all"
            rows.append((kind, f"reports.csv, {key[0]}", told))
    return pd.DataFrame(rows, columns=["kind", "where", "what"])


def _alike(where: str, what: str) -> tuple[str, str] | None:
    """Column of the manifest and kind of a doubt about one report; None for any other finding."""
    report_id, _, column = where.partition(", ")
    if column not in ASKED or report_id == "reports.csv":
        return None
    lacks = what.startswith(f"is {ABSENT.get(column, 'empty')};")
    return column, "lack what their text tells" if lacks else "are not what their text states"


def _features(folder: Path) -> Iterator[Finding]:
    if not read_build(folder):
        yield "wrong", "features", f"not built; run `baogao build {folder.name}`"
        return
    for path in changed_tables(folder):
        yield "wrong", f"features/{path.name}", "is not the file that was built; build the collection again"
    for what in stale(folder):
        yield "wrong", "features", f"{what} has changed since they were built; build the collection again"


def _manifest(manifest: pd.DataFrame, settled: set[tuple[str, str]]) -> Iterator[Finding]:
    if len(manifest) < 2:
        yield "doubt", "reports.csv", f"{len(manifest)} report(s): nothing to compare"
    for column, unknown in (
        ("year", manifest["year"].isna()),
        ("issuer", manifest["issuer"] == ""),
        ("level", manifest["level"] == "unknown"),
        ("region", manifest["region"] == ""),
    ):
        # Whoever settles that a report has no date has settled its year.
        told = {report_id for report_id, name in settled if name == column or (name == "date" and column == "year")}
        unknown = unknown & ~manifest["report_id"].isin(told)
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


def _texts(folder: Path, manifest: pd.DataFrame, settled: set[tuple[str, str]]) -> Iterator[Finding]:
    absent = set(absent_texts(folder, manifest))
    if absent:
        yield "note", "texts", f"{len(absent)} of {len(manifest)} are not on this machine"
    told = manifest.assign(year=manifest["year"].astype("string").fillna(""))
    rows = {str(row["report_id"]): row for row in told.to_dict("records")}
    compared = []
    for entry in entries(manifest):
        if entry.report_id in absent:
            continue
        try:
            report = load_report(folder, entry)
        except CorpusError as error:
            yield "wrong", entry.report_id, str(error)
            continue
        if is_traditional(report.text):
            yield (
                "doubt",
                entry.report_id,
                "is in traditional characters, which the lexicon lacks: import it --simplified",
            )
        if report.layout == "prose":
            compared.append(entry)
            yield from _repeated(report)
        yield from doubts(report, {str(k): v for k, v in rows[entry.report_id].items()}, settled)
    yield from _pairs(folder, compared)


def _repeated(report: Report) -> Iterator[Finding]:
    share = repeated_share(report)
    if share >= TWICE:
        yield (
            "doubt",
            report.report_id,
            f"{share:.0%} of its characters stand twice in it: is the text there two times?",
        )


ALIKE = {
    "near": "are nearly the same text",
    "contained": "are one part of the other",
    "similar": "share half of their text or more",
}


def _pairs(folder: Path, compared: list[Entry]) -> Iterator[Finding]:
    """Near duplicates, one finding a kind; `_manifest` tells the exact ones."""
    pairs = duplicates_among(folder, compared)
    for kind, told in ALIKE.items():
        found = pairs[pairs["kind"] == kind]
        if len(found):
            names = listed((f"{a} and {b}" for a, b in zip(found["report_a"], found["report_b"], strict=True)), 3)
            yield "doubt", "texts", f"{len(found)} pair(s) {told}: {names}; see `baogao duplicates {folder.name}`"

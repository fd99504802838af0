"""What shows that a text is damaged, no whole report, or was not taken as it stood when it was imported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from baogao.corpus.importing.import_report import read_import_report
from baogao.corpus.text.damage import doubts_of_text, is_damaged
from baogao.corpus.text.passed_over import passed_over
from baogao.corpus.text.report import Report
from baogao.corpus.text.script import is_traditional, strewn_traditional
from baogao.features.tables import load_table
from baogao.reading.findings import Finding

TOLD_BY_SCRIPT = ("in traditional characters", "turned into simplified characters")
LEAST = 300  # characters of prose in which some slogan always stands


def notes_of_import(folder: Path) -> dict[str, list[str]]:
    """What the import said of each text that it added, by the sha256 of the text."""
    table = read_import_report(folder)
    table = table[(table["sha256"] != "") & (table["reason"] != "") & (table["status"] != "removed")]
    return {
        str(row.sha256): [part for part in str(row.reason).split("; ") if not part.startswith(TOLD_BY_SCRIPT)]
        for row in table.itertuples(index=False)
    }


def sources_of_import(folder: Path) -> dict[str, str]:
    """Where each text was imported from, by the sha256 of the text."""
    table = read_import_report(folder)
    table = table[table["sha256"] != ""]
    return dict(zip(table["sha256"], table["source"], strict=True))


def text_doubts(report: Report, n_chars: int, notes: list[str]) -> Iterator[Finding]:
    """Doubts of one text of prose: what it looks like now, and the `notes` of its import, each once.

    What reading passes over is only noted: the text is read as it is meant.
    """
    ignored = list(passed_over(report.text))
    doubts = doubts_of_text(report.text, n_chars)
    if not is_damaged(doubts) and is_traditional(report.text):
        what = "is in traditional characters, which the lexicon lacks: import it --simplified"
        yield Finding("doubt", report.report_id, what)
    elif strewn := strewn_traditional(report.text):
        doubts.append(strewn)
    for what in dict.fromkeys([*doubts, *notes, *ignored]):
        yield Finding("note" if what in ignored else "doubt", report.report_id, what)


def without_slogans(folder: Path, manifest: pd.DataFrame) -> Iterator[Finding]:
    """Reports without any slogan, which no prose of these genres is; the feature tables must be current."""
    passages, hits = load_table(folder, "passages"), load_table(folder, "hits")
    with_hits = set(passages.loc[passages["passage_id"].isin(hits["passage_id"]), "report_id"])
    long = manifest["n_chars"].fillna(0) >= LEAST
    for report_id in manifest.loc[long & (manifest["genre"] != "headlines"), "report_id"]:
        if report_id not in with_hits:
            yield Finding("doubt", report_id, "holds no slogan of the lexicon: is its text read as it is written?")

"""Findings of the doctor, and how they are shown: many of one kind as one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from baogao.corpus.store.settled import ABSENT, ASKED
from baogao.errors import SettingError, listed

SPAN = re.compile(r"\d+-\d+")
MOST = 5  # doubts of one kind that are listed one by one


class Finding(NamedTuple):
    """Something wrong, doubtful or good to know; what a text proposes, how surely, and where: START-END, or a path."""

    kind: str
    where: str
    what: str
    proposed: str = ""
    confidence: float = float("nan")
    evidence: str = ""


def place_of(finding: Finding) -> tuple[str, str] | None:
    """Report and column of the manifest that a finding is about; None for any other finding."""
    report_id, _, column = finding.where.partition(", ")
    return (report_id, column) if column in ASKED and report_id != "reports.csv" else None


def grouped(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings for eyes: more than five doubts of one kind about one column of the manifest are one line.

    Parameters
    ----------
    findings : pandas.DataFrame
        What `baogao.reading.checkup.checkup` returns.

    Returns
    -------
    pandas.DataFrame
        The same columns, all strings, but those that are empty in every row; a line for many
        counts the reports and shows what the first three texts propose.

    Examples
    --------
    >>> what = "is empty; the text states it"
    >>> rows = [Finding("doubt", f"lan-{y}, outlet", what, "澜州日报", 0.95, "0-4") for y in range(2015, 2021)]
    >>> line = grouped(pd.DataFrame(rows)).iloc[0]
    >>> line["where"], line["what"], line["confidence"]
    ('reports.csv, outlet', '6 reports lack what their text tells; --format csv lists all', '0.95')
    >>> line["proposed"]
    'lan-2015: 澜州日报, lan-2016: 澜州日报, lan-2017: 澜州日报 and 3 more'
    """
    every = [Finding(*row) for row in findings.itertuples(index=False)]
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in every:
        if key := _alike(finding):
            alike.setdefault(key, []).append(finding)
    rows: list[tuple[str, ...]] = []
    for finding in every:
        key = _alike(finding)
        same = alike[key] if key else []
        if not key or len(same) <= MOST:
            rows.append((*finding[:4], _span([finding]), finding.evidence))
        elif finding is same[0]:
            rows.append(_in_one(*key, same))
    shown = pd.DataFrame(rows, columns=Finding._fields)
    return shown[[name for name in shown if name in ("kind", "where", "what") or (shown[name] != "").any()]]


def proposals(findings: pd.DataFrame, columns: Iterable[str]) -> list[str]:
    """Answers that fill what the manifest lacks in some columns with what texts and paths propose.

    Parameters
    ----------
    findings : pandas.DataFrame
        What `baogao.reading.checkup.checkup` returns.
    columns : iterable of str
        Of the manifest.

    Returns
    -------
    list of str
        REPORT.COLUMN=VALUE each, as `baogao.corpus.store.settled.settle` takes them; nothing that a manifest states
        is contradicted.

    Raises
    ------
    SettingError
        If a column is none that is settled.

    Examples
    --------
    >>> rows = [Finding("doubt", "lan-2020, outlet", "is empty; the text states it", "澜州日报", 0.95, "0-4")]
    >>> rows.append(Finding("doubt", "lan-2021, outlet", "is 云浔报; the text states otherwise", "澜州日报"))
    >>> proposals(pd.DataFrame(rows), ["outlet"])
    ['lan-2020.outlet=澜州日报']
    """
    wanted = set(columns)
    if unknown := sorted(wanted - set(ASKED)):
        raise SettingError(f"columns={unknown[0]}: is no column to settle; allowed are {listed(ASKED, len(ASKED))}.")
    answers = []
    for finding in (Finding(*row) for row in findings.itertuples(index=False)):
        place = place_of(finding)
        if place and place[1] in wanted and finding.proposed and _lacks(finding, place[1]):
            answers.append(f"{place[0]}.{place[1]}={finding.proposed}")
    return answers


def _lacks(finding: Finding, column: str) -> bool:
    """Whether the manifest says nothing where the text tells something."""
    return finding.what.startswith(f"is {ABSENT.get(column, 'empty')};")


def _in_one(column: str, what: str, same: list[Finding]) -> tuple[str, ...]:
    proposed = listed((f"{finding.where.partition(', ')[0]}: {finding.proposed}" for finding in same), 3)
    line = f"{len(same)} reports {what}; --format csv lists all"
    evidence = "" if SPAN.fullmatch(same[0].evidence) else listed((finding.evidence for finding in same), 1)
    return same[0].kind, f"reports.csv, {column}", line, proposed, _span(same), evidence


def _span(findings: list[Finding]) -> str:
    """The least and the greatest confidence; empty where nothing is told."""
    known = [finding.confidence for finding in findings if not pd.isna(finding.confidence)]
    return "–".join(dict.fromkeys(f"{bound:.2g}" for bound in (min(known), max(known)))) if known else ""


def _alike(finding: Finding) -> tuple[str, str] | None:
    """Column of the manifest and kind of a doubt about one report; None for any other finding."""
    place = place_of(finding)
    if not place:
        return None
    column = place[1]
    if not SPAN.fullmatch(finding.evidence or "0-0"):
        return column, "lack what the paths of their files name"
    return column, "lack what their text tells" if _lacks(finding, column) else "are not what their text states"

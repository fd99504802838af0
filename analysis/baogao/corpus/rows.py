"""A row of the manifest from a text and the facts stated with it: nothing is guessed, nothing faulty taken."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import ValidationError

from baogao.corpus.dates import iso_date
from baogao.corpus.describe import SURE, describe
from baogao.corpus.manifest import COLUMNS, ManifestRow
from baogao.corpus.passages import count_chars, count_sentences, segment
from baogao.corpus.report import Report

COMPUTED = ("report_id", "n_chars", "n_sentences", "sha256", "file")
UNKNOWN = dict.fromkeys(COLUMNS, "") | {"level": "unknown", "genre": "other"}


def manifest_row(report: Report, facts: Mapping[str, str], file: str) -> tuple[dict[str, str], list[str]]:
    """Make the row of a new report.

    Parameters
    ----------
    report : Report
    facts : mapping of str to str
        What its source states, by column of the manifest; others are passed over.
    file : str
        Name of the text below ``texts/``.

    Returns
    -------
    row : dict
        Every column of the manifest; unknown is empty.
    faults : list of str
        Stated facts that the manifest does not allow; they were left out.

    Examples
    --------
    >>> row, faults = manifest_row(Report("a", "全县普法。"), {"date": "2021年3月5日", "level": "village"}, "a.txt")
    >>> row["date"], row["year"], row["level"], faults
    ('2021-03-05', '2021', 'unknown', ["level 'village' is not allowed, left out"])
    """
    stated = {name: re.sub(r"\s+", " ", value).strip() for name, value in facts.items() if name in COLUMNS}
    stated = {name: value for name, value in stated.items() if value and name not in COMPUTED}
    faults = []
    if date := stated.pop("date", ""):
        stated["date"] = iso_date(date)
        faults += [] if stated["date"] else [f"date {date!r} is no date, left out"]
    told = {name: each.value for name, each in describe(report).items() if each.confidence >= SURE}
    stated = told | {name: value for name, value in stated.items() if value}
    if "date" in stated:
        stated["year"] = stated["date"][:4]
    row = UNKNOWN | stated | _measured(report) | {"report_id": report.report_id, "file": file}
    try:
        ManifestRow.model_validate(row)
    except ValidationError as error:
        for name in dict.fromkeys(str(fault["loc"][0]) for fault in error.errors()):
            faults.append(f"{name} {row[name]!r} is not allowed, left out")
            row[name] = UNKNOWN[name]
    return row, faults


def _measured(report: Report) -> dict[str, str]:
    passages, _ = segment(report)
    bodies = [passage.read(report.text) for passage in passages]
    return {
        "n_chars": str(sum(map(count_chars, bodies))),
        "n_sentences": str(sum(map(count_sentences, bodies))),
        "sha256": report.sha256,
    }

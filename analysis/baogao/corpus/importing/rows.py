"""A row of the manifest from a text and the facts stated with it: nothing is guessed, nothing faulty taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from pydantic import ValidationError

from baogao.corpus.facts.describe import SURE, describe
from baogao.corpus.layout.layout import segment
from baogao.corpus.layout.passages import count_chars, count_sentences
from baogao.corpus.store.manifest import COLUMNS, ManifestRow
from baogao.corpus.text.report import Report
from baogao.corpus.words.dates import iso_date

COMPUTED = ("report_id", "n_chars", "n_sentences", "sha256", "file")
UNKNOWN = dict.fromkeys(COLUMNS, "") | {"level": "unknown", "genre": "other"}
PLACEHOLDERS = {"report_id": "report", "sha256": "0" * 64, "file": "report.txt"}
IN_TITLES = ("region", "level", "genre", "subgenre", "issuer", "year")
YEAR = re.compile(r"([1-9][0-9]{3})年?")
UNWRITABLE = {"Cc", "Cs"}  # control characters and halves of characters, which no CSV table carries


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
        Facts that the manifest does not allow; they were left out.

    Notes
    -----
    Where the text does not begin with the title that its source states, place, issuer and
    kind are judged as if it did; its characters are counted without that title.

    ``year`` is the year a report stands under in its series: that of its date; of a report
    without a date the one year that its title names (2021年工作总结), else nothing.

    Examples
    --------
    >>> row, faults = manifest_row(Report("a", "全县普法。"), {"date": "2021年3月5日", "level": "village"}, "a.txt")
    >>> row["date"], row["year"], row["level"], faults
    ('2021-03-05', '2021', 'unknown', ["level 'village' is not allowed, left out"])
    """
    stated = {name: re.sub(r"\s+", " ", value).strip() for name, value in facts.items() if name in COLUMNS}
    stated = {name: value for name, value in stated.items() if value and name not in COMPUTED}
    stated, faults = _allowed(stated)
    found = _told(report, stated)
    titled_year = found.pop("year", "")
    told, doubtful = _allowed({name: value for name, value in found.items() if name not in stated})
    faults += doubtful
    row = UNKNOWN | told | stated | measured(report) | {"report_id": report.report_id, "file": file}
    if row["date"]:
        if row["year"] not in ("", row["date"][:4]):
            faults.append(f"year {row['year']!r} is not that of the date {row['date']}, left out")
        row["year"] = row["date"][:4]
    row["year"] = row["year"] or titled_year
    return row, faults


def _allowed(facts: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Facts as the manifest writes them, and what is wrong with those that it does not allow."""
    written = dict(facts)
    if "date" in facts:
        written["date"] = iso_date(facts["date"])
    if "year" in facts:
        year = YEAR.fullmatch(unicodedata.normalize("NFKC", facts["year"]))
        written["year"] = year[1] if year else ""
    refused = {
        name for name, value in written.items() if not value or UNWRITABLE & set(map(unicodedata.category, value))
    }
    try:
        ManifestRow.model_validate(UNKNOWN | PLACEHOLDERS | written)
    except ValidationError as error:
        refused |= {str(fault["loc"][0]) for fault in error.errors()}
    faults = [
        f"{name} {value!r} is {'no date' if name == 'date' else 'not allowed'}, left out"
        for name, value in facts.items()
        if name in refused
    ]
    return {name: value for name, value in written.items() if name not in refused}, faults


def _told(report: Report, stated: Mapping[str, str]) -> dict[str, str]:
    """What the text surely says of itself; of place, level and kind also what a title beside it says."""
    told = _sure(report)
    title = stated.get("title", "")
    if not "".join(report.text.split()).startswith("".join(title.split())):
        titled = _sure(Report(report.report_id, f"{title}\n{report.text}"))
        told |= {name: titled[name] for name in IN_TITLES if name in titled}
    return told


def _sure(report: Report) -> dict[str, str]:
    """Columns of the manifest that a text surely tells."""
    stated = describe(report).items()
    return {name: each.value for name, each in stated if each.confidence >= SURE and name in COLUMNS}


def measured(report: Report) -> dict[str, str]:
    """Columns of the manifest that are computed from the text."""
    passages, _ = segment(report)
    bodies = [passage.read(report.text) for passage in passages]
    return {
        "n_chars": str(sum(map(count_chars, bodies))),
        "n_sentences": str(sum(map(count_sentences, bodies))),
        "sha256": report.sha256,
    }

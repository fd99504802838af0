"""A row of the manifest from a text and the facts stated with it: nothing is guessed, nothing faulty taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from baogao.corpus.facts.describe import FIELDS, describe_layout
from baogao.corpus.facts.evidence import SURE
from baogao.corpus.facts.title import title_in_text
from baogao.corpus.facts.unread import unread_day
from baogao.corpus.layout.layout import Layout, layout
from baogao.corpus.layout.passages import count_chars, count_han, count_sentences
from baogao.corpus.store.manifest import COLUMNS, ManifestRow
from baogao.corpus.text.report import Report
from baogao.corpus.words.days import iso_date
from baogao.corpus.words.rules import rule
from baogao.corpus.words.spacing import NO_WIDTH

COMPUTED = ("report_id", "title_in_text", "n_chars", "n_han", "n_sentences", "sha256", "file")
UNKNOWN = dict.fromkeys(COLUMNS, "") | {"level": "unknown", "genre": "other", "version": "unknown"}
PLACEHOLDERS = {"report_id": "report", "sha256": "0" * 64, "file": "report.txt"}
IN_TITLES = ("region", "level", "genre", "subgenre", "issuer", "year")  # what a title tells beside its text
YEAR = rule("dates", "stated-year")
UNWRITABLE = {"Cc", "Cs"}  # control characters and halves of characters, which no CSV table carries


def manifest_row(report: Report, facts: Mapping[str, str], file: str) -> tuple[dict[str, str], list[str]]:
    """Make the row of a new report.

    Parameters
    ----------
    report : Report
    facts : mapping of str to str
        What its source states, by column of the manifest, and ``published``, when its page was put up: its date,
        unless the text says when it was delivered; others are passed over.
    file : str
        Name of the text below ``texts/``.

    Returns
    -------
    row : dict
        Every column of the manifest; unknown is empty. ``year`` is that of the date; of a report
        without a date the one year that its title names (2021年工作总结), else nothing; where a
        date is stated that cannot be read, the year of the title only if the date has it.
    faults : list of str
        Facts that the manifest does not allow, which were left out; a day that cannot be read; paragraphs that
        perhaps are cut.

    Notes
    -----
    Where the text does not begin with the title that its source states, place, issuer and
    kind are judged as if it did; its characters are counted without that title.

    Examples
    --------
    >>> row, faults = manifest_row(Report("a", "全县普法。"), {"date": "2021年3月5日", "level": "village"}, "a.txt")
    >>> row["date"], row["year"], row["level"], faults
    ('2021-03-05', '2021', 'unknown', ["level 'village' is not allowed, left out"])
    """
    stated = {
        name: re.sub(r"\s+", " ", NO_WIDTH.sub("", value)).strip() for name, value in facts.items() if name in COLUMNS
    }
    stated = {name: value for name, value in stated.items() if value and name not in COMPUTED}
    stated, faults = _allowed(stated)
    made = layout(report)
    # Where a source states a date that cannot be read, none is taken from elsewhere.
    unread = "" if "date" in stated else facts.get("date", "").strip()
    described = _described(made, {"date": ""} | stated if unread else stated)
    delivered = described.pop("delivered", "")
    if "date" not in stated and not unread and (day := delivered or iso_date(facts.get("published", ""))):
        described["date"] = day
    titled_year = described.pop("year", "")
    if unread and titled_year not in unicodedata.normalize("NFKC", unread):
        titled_year = ""
    described, doubtful = _allowed(described)
    faults += doubtful
    row = UNKNOWN | described | stated | measured(made) | {"report_id": report.report_id, "file": file}
    if row["date"]:
        if row["year"] not in ("", row["date"][:4]):
            faults.append(f"year {row['year']!r} is not that of the date {row['date']}, left out")
        row["year"] = row["date"][:4]
    row["year"] = row["year"] or titled_year
    row["title_in_text"] = title_in_text(made, row["title"])
    oddities = [made.broken, "" if row["date"] or facts.get("date", "").strip() else unread_day(made)]
    return row, [*faults, *filter(None, oddities)]


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


def _described(made: Layout, stated: Mapping[str, str]) -> dict[str, str]:
    """What the text surely says of itself beside what is stated; as far as titles tell it, with the stated title."""
    title = stated.get("title", "")
    columns = [*COLUMNS, "delivered"]
    wanted = [field for field in FIELDS if field in columns and (field == "year" or field not in stated)]
    titled: dict[str, str] = {}
    if not "".join(made.text.split()).startswith("".join(title.split())):
        with_title = layout(replace(made.report, text=f"{title}\n{made.text}"))
        titled = _sure(with_title, [field for field in wanted if field in IN_TITLES])
    return _sure(made, [field for field in wanted if field not in titled]) | titled


def _sure(made: Layout, fields: Sequence[str]) -> dict[str, str]:
    """Values of the fields that a text surely states."""
    described = describe_layout(made, fields).items()
    return {field: stated.value for field, stated in described if stated.confidence >= SURE}


def measured(made: Layout) -> dict[str, str]:
    """Columns of the manifest that are computed from the text."""
    bodies = [passage.read(made.text) for passage in made.passages]
    return {
        "n_chars": str(sum(map(count_chars, bodies))),
        "n_han": str(sum(map(count_han, bodies))),
        "n_sentences": str(sum(map(count_sentences, bodies))),
        "sha256": made.report.sha256,
    }

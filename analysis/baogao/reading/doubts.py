"""Where a manifest and what a text says of itself differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baogao.corpus.facts.date import DELIVERED
from baogao.corpus.facts.describe import describe
from baogao.corpus.facts.evidence import INFERRED, SURE, Stated
from baogao.corpus.store.settled import ABSENT
from baogao.corpus.text.report import Report
from baogao.corpus.words.days import find_day
from baogao.corpus.words.namesakes import level_of, resolve, told_apart
from baogao.reading.findings import Finding

HEAD = 600  # characters of a text in which a value of the manifest is looked for
# Genres of the manifest that a text's own cues call otherwise.
NEAR_KINDS = {("congress-report", "work-report"), ("congress-report", "speech"), ("resolution", "decision")}


def doubts(report: Report, row: dict[str, object], settled: set[tuple[str, str]]) -> Iterator[Finding]:
    """Columns of the manifest that the text fills or contradicts.

    Parameters
    ----------
    report : Report
    row : dict
        Its row of the manifest.
    settled : set of (str, str)
        Reports and columns that a person has settled: these are in no doubt.

    Yields
    ------
    Finding
        A ``doubt`` each.
    """
    if row["genre"] == "headlines":
        return
    its_level = level_of(str(row["region"]), report.text)
    if its_level and its_level != row["level"] and (report.report_id, "level") not in settled:
        what = f"is {row['level']}; its region {row['region']} is a {its_level}"
        yield Finding("doubt", f"{report.report_id}, level", what, its_level)
    if (report.report_id, "date") not in settled and str(row["date"]) > date.today().isoformat():
        yield Finding("doubt", f"{report.report_id}, date", f"is {row['date']}; this day is still to come")
    if (report.report_id, "region") not in settled:
        yield from _shared_name(report, str(row["region"]))
    for column, stated in _columns(describe(report)).items():
        value = str(row[column])
        answered = (report.report_id, column) in settled or (column == "level" and its_level)
        if answered or (column == "year" and row["date"]):  # a date tells its year
            continue
        if value == ABSENT.get(column, ""):
            reason = "the text states it" if stated.confidence >= SURE else "the text perhaps means it"
        elif stated.confidence >= SURE and not _agrees(report, column, value, stated):
            reason = "the text states otherwise"
        else:
            continue
        where, evidence = f"{report.report_id}, {column}", f"{stated.start}-{stated.end}"
        yield Finding("doubt", where, f"is {value or 'empty'}; {reason}", stated.value, stated.confidence, evidence)


def _shared_name(report: Report, region: str) -> Iterator[Finding]:
    """Tell that several places bear the name of a region, with the one that the text means if it tells."""
    named = told_apart(region, report.text)
    if named != region or len(resolve(region, report.text)) > 1:
        proposed = named if named != region else ""
        yield Finding("doubt", f"{report.report_id}, region", f"is {region}; several places bear this name", proposed)


def _columns(described: dict[str, Stated]) -> dict[str, Stated]:
    """What a text says by column: the day it was delivered is its date, the period it is about may be its year."""
    if delivered := described.pop("delivered", None):
        described["date"] = delivered
    period = described.pop("content_date", None)
    if period and "year" not in described:
        described["year"] = period.at_most(INFERRED)
    return described


def _agrees(report: Report, column: str, value: str, stated: Stated) -> bool:
    """Whether the manifest's value is the text's, a part of it or wider, or stands in the head of the text as well."""
    ours, theirs = _plain(value), _plain(stated.value)
    if ours in theirs or theirs in ours or (value, stated.value) in NEAR_KINDS:
        return True
    if column == "title" and _is_within(theirs, ours):
        return True
    if column == "date":
        return stated.rule not in DELIVERED and _has_day(report.text, value)  # the page's own day is another one
    return column in ("title", "outlet", "issuer", "region") and ours in _plain(report.text[:HEAD])


def _has_day(text: str, value: str) -> bool:
    day = find_day(text, 0, HEAD)
    while day:
        if day.iso == value:
            return True
        day = find_day(text, day.end, HEAD)
    return False


def _is_within(part: str, whole: str) -> bool:
    """Whether the characters of one stand in the other in the same order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def _plain(text: str) -> str:
    """A value without white space, marks and the dots of what was cut."""
    return "".join(char for char in text if char.isalnum())

"""What a person has settled about reports, so that it is not asked again: ``settled.csv`` beside the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from baogao.corpus.store.manifest import ManifestRow, read_manifest, write_manifest
from baogao.corpus.tabular.columns import stated_day, value_as_meant
from baogao.errors import SettingError, listed
from baogao.locks import locked
from baogao.tables import read_rows, value_fault, write_rows

SETTLED = "settled.csv"
ASKED = ("title", "date", "year", "outlet", "issuer", "region", "level", "genre", "subgenre", "version")
# What the manifest holds where a report does not say.
ABSENT = {"level": "unknown", "genre": "other", "version": "unknown"}


class Answer(NamedTuple):
    """A column of a report with what a person says it is; empty: the report does not say."""

    report_id: str
    column: str
    value: str


def read_settled(folder: Path) -> list[Answer]:
    """Answers that a collection remembers; none when it has no ``settled.csv``."""
    table = read_rows(folder / SETTLED, Answer._fields, may_be_absent=True)
    return [Answer(*map(str, row)) for row in table.itertuples(index=False)]


def settle(folder: Path, answers: Sequence[str]) -> list[Answer]:
    """Write answers, each ``REPORT.COLUMN=VALUE``, into the manifest of a collection and remember that they were given.

    `SettingError`, and nothing is written, if an answer is none, names an unknown report or column, or gives a
    value that the manifest does not allow, or a year that is not that of the report's date.
    """
    with locked(folder, "doctor --set"):
        return _settled(folder, answers)


def _settled(folder: Path, answers: Sequence[str]) -> list[Answer]:
    """Answers written; see `settle`."""
    manifest = read_manifest(folder)
    given = [_answer(one, manifest) for one in answers]
    changed = manifest.set_index("report_id", drop=False)
    for report_id, column, value in sorted(given, key=lambda one: one.column != "date"):
        if column != "year":
            changed.loc[report_id, column] = value or ABSENT.get(column, "")
        if column in ("date", "year"):
            changed.loc[report_id, "year"] = int(value[:4]) if value else pd.NA
        dated = str(changed.loc[report_id, "date"])
        if column == "year" and dated and value != dated[:4]:
            raise SettingError(f"answers={report_id}.year={value}: its date is {dated}; set the date, or date= first.")
    newest = {(one.report_id, one.column): one for one in [*read_settled(folder), *given]}
    write_manifest(folder, changed)
    write_rows(folder / SETTLED, pd.DataFrame(sorted(newest.values()), columns=Answer._fields))
    return given


def _answer(text: str, manifest: pd.DataFrame) -> Answer:
    place, equals, value = text.partition("=")
    report_id, _, column = place.rpartition(".")
    if not equals or not report_id:
        raise SettingError(f"answers={text}: must be REPORT.COLUMN=VALUE, such as lan-2020.level=city.")
    if column not in ASKED:
        raise SettingError(f"answers={text}: {column} is no column to settle; allowed are {listed(ASKED, len(ASKED))}.")
    if report_id not in set(manifest["report_id"]):
        raise SettingError(f"answers={text}: no report {report_id}; there are {listed(manifest['report_id'], 20)}.")
    value = value_as_meant(column, value.strip())
    value = (stated_day(value) or value) if column == "date" else value
    if fault := value_fault(ManifestRow, column, value or ABSENT.get(column, "")):
        raise SettingError(f"answers={text}: {fault}.")
    return Answer(report_id, column, value)

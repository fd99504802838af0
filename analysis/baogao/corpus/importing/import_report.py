"""The import report of a collection, ``import.csv``: what became of each source, over all imports."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd

from baogao.errors import listed
from baogao.tables import read_rows, write_rows

# A text is cut-off until the manifest lists it: an import may be cut off between the two writings.
Status = Literal["added", "replaced", "placed", "unchanged", "removed", "duplicate", "skipped", "cut-off"]
IMPORTED = ("added", "replaced", "placed", "unchanged", "removed")
SHOWN = 5  # texts of one kind that are shown one by one
PECULIAR = re.compile(r"(?<=the same text as ).*|(?<=was collapsed into ).*|'[^']*'|\d+")  # to one text


class Imported(NamedTuple):
    """What became of one text: a row of the import report.

    ``replaced``: by its simplified form; ``removed``: a person took its row out of the manifest. ``reason``
    says why, or what should be looked at. ``report_id`` is the report that holds the text, of a duplicate
    the one that was kept. ``n_chars`` (page furniture aside) and ``sha256`` are known for what was added or
    replaced, ``n_left_out`` counts the lines that its reader left out.
    """

    source: str
    status: Status
    report_id: str = ""
    reason: str = ""
    n_chars: int | None = None
    n_left_out: int = 0
    sha256: str = ""


COLUMNS = list(Imported._fields)


def read_import_report(folder: Path) -> pd.DataFrame:
    """The import report of a collection: a row a source, columns as in `Imported`, all strings; empty without any."""
    path = folder / "import.csv"
    return read_rows(path, COLUMNS) if path.is_file() else pd.DataFrame(columns=COLUMNS)


def write_import_report(folder: Path, results: Iterable[Imported]) -> None:
    """Add results to the import report: the newest row of each source stands, but for what is found unchanged."""
    merged: dict[str, dict[Any, str]] = {row["source"]: row for row in read_import_report(folder).to_dict("records")}
    for result in results:
        row = {name: "" if value is None else str(value) for name, value in result._asdict().items()}
        old = merged.get(result.source)
        if not (old and result.status in ("unchanged", "placed") and old["sha256"] == result.sha256):
            merged[result.source] = row
    write_rows(folder / "import.csv", pd.DataFrame(list(merged.values()), columns=COLUMNS))


def confirm_added(folder: Path, digests: Collection[str]) -> None:
    """Call the texts added that the manifest lists by now, by its sha256."""
    table = read_import_report(folder)
    is_listed = (table["status"] == "cut-off") & table["sha256"].isin(list(digests))
    if is_listed.any():
        write_rows(folder / "import.csv", table.assign(status=table["status"].mask(is_listed, "added")))


def removed_texts(folder: Path, digests: Collection[str]) -> dict[str, str]:
    """Texts that were imported and are no more among those of the manifest: sha256 and the id they had."""
    table = read_import_report(folder)
    gone = table[table["status"].isin(IMPORTED) & (table["sha256"] != "") & ~table["sha256"].isin(list(digests))]
    return dict(zip(gone["sha256"], gone["report_id"], strict=True))


def reason_lines(results: Sequence[Imported], *, rest: str = "import.csv has all") -> Iterator[str]:
    """Lines that say what was skipped or should be looked at; more than five of one kind are one line.

    Reasons are of one kind that differ in names, numbers and quoted values only. Of many texts
    three are named and `rest` says where the others are; where it is empty, all are named.

    Examples
    --------
    >>> faults = [Imported(f"t.csv#{n}", "added", f"t-{n}", f"date '{n}月' is no date") for n in range(1, 8)]
    >>> list(reason_lines(faults))
    ["look at: 7 texts (t.csv#1, t.csv#2, t.csv#3 and 4 more; import.csv has all), such as: date '1月' is no date"]
    """
    kinds: dict[tuple[str, str], list[Imported]] = {}
    for result in results:
        if result.reason:
            kinds.setdefault((result.status, PECULIAR.sub("", result.reason)), []).append(result)
    for (status, _), alike in kinds.items():
        label = "look at" if status in ("added", "replaced") else status
        if len(alike) <= SHOWN:
            yield from (f"{label}: {result.source}: {result.reason}" for result in alike)
        else:
            names = listed((result.source for result in alike), 3 if rest else len(alike))
            where = f"{names}; {rest}" if rest else names
            yield f"{label}: {len(alike)} texts ({where}), such as: {alike[0].reason}"

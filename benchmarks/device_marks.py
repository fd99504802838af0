"""Take readers' sheets of devices into the tables of corpus/lexicons/devices-read; see docs/devices.md.

The sheets are those that device_sample.py wrote: WRONG is a file with lines "DEVICE: NUMBER NUMBER …" of the hits
that are no such device (all others are), MARKS a file with the marks of the passages::

    ## PASSAGE_ID
    DEVICE: words|words*3|words@2|first words~last words

``*3`` marks the first three places of the words, ``@2`` the second one, ``~`` all from the first words to the last.
It takes the raw texts, and refuses a mark that it cannot find.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from baogao.errors import CorpusError, listed
from baogao.language.device_lists import DEVICES
from baogao.language.device_readings import load_device_reading
from baogao.measures.accuracy import device_accuracy
from baogao.measures.reader_agreement import device_agreement
from baogao.paths import LEXICONS, find_study
from baogao.tables import read_strings
from device_sample import load_passages, write_table

FOLDER = LEXICONS / "devices-read"
SPAN = tuple[int, int]


def places(text: str, mark: str) -> list[SPAN]:
    """Offsets of a mark in a passage; none if it is not there.

    Examples
    --------
    >>> places("学法，用法，学法", "学法*2"), places("学法，用法", "学~用法"), places("学法", "守法")
    ([(0, 2), (6, 8)], [(0, 5)], [])
    """
    if "~" in mark:
        first, last = mark.split("~")
        start = text.find(first)
        end = text.find(last, start + len(first)) if start >= 0 else -1
        return [(start, end + len(last))] if end >= 0 else []
    words, kind, number = re.fullmatch(r"(.+?)(?:([*@])(\d+))?", mark).groups()  # type: ignore[union-attr]
    spans = [match.span() for match in re.finditer(re.escape(words), text)]
    if kind == "*":
        return spans[: int(number)] if len(spans) >= int(number) else []
    return spans[int(number or 1) - 1 : int(number or 1)]


def marks_in(sheet: str) -> Iterator[tuple[str, str, str]]:
    """Passage, device and mark."""
    passage_id = ""
    for line in filter(str.strip, sheet.splitlines()):
        if line.startswith("## "):
            passage_id = line[3:].strip()
            continue
        device, marks = line.split(":", 1)
        yield from ((passage_id, device.strip(), mark.strip()) for mark in marks.split("|") if mark.strip())


def take_marks(sheet: str, reader: str, passages: pd.DataFrame) -> pd.DataFrame:
    by_id = passages.drop_duplicates("passage_id").set_index("passage_id")
    rows, lost = [], []
    for passage_id, device, mark in marks_in(sheet):
        spans = places(by_id["text"][passage_id], mark) if passage_id in by_id.index and device in DEVICES else []
        if not spans:
            lost.append(f"{passage_id} {device} {mark!r}")
        normal = by_id["normal"][passage_id] if spans else None
        rows += [(reader, device, passage_id, *normal.span(*span)) for span in spans]
    if lost:
        raise CorpusError(f"marks that are in no passage: {listed(lost, 40)}. Mend the sheet and try again.")
    columns = ["reader", "device", "passage_id", "start", "end"]
    return pd.DataFrame(rows, columns=columns).drop_duplicates().sort_values(columns, ignore_index=True)


def take_decisions(sheet: str, reader: str) -> pd.DataFrame:
    hits = read_strings(find_study() / FOLDER / "hits.tsv")
    wrong = {int(number) for line in sheet.splitlines() if ":" in line for number in line.split(":", 1)[1].split()}
    return hits.assign(**{reader: ["0" if number in wrong else "1" for number in range(len(hits))]})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=("first", "second"))
    parser.add_argument("--wrong", type=Path, required=True)
    parser.add_argument("--marks", type=Path, required=True)
    arguments = parser.parse_args()
    marks = take_marks(arguments.marks.read_text(encoding="utf-8"), arguments.reader, load_passages())
    path = find_study() / FOLDER / "marks.tsv"
    if path.is_file():
        others = read_strings(path)
        marks = pd.concat([others[others["reader"] != arguments.reader], marks.astype(str)], ignore_index=True)
    write_table("marks", marks.sort_values("reader", kind="stable"))
    write_table("hits", take_decisions(arguments.wrong.read_text(encoding="utf-8"), arguments.reader))
    reading = load_device_reading()
    print(device_accuracy(*reading).query("stratum == 'all'").round(2).to_string(index=False))
    if reading.hits["second"].notna().any():
        print(device_agreement(reading.hits, reading.passages, reading.marks).round(2).to_string(index=False))


if __name__ == "__main__":
    main()

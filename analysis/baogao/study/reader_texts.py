"""The texts that the reader is made of: the background in which forms are counted, and the annotated texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel

from baogao.corpus.layout.layout import layout
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError
from baogao.files import sha256
from baogao.language.normal import normalise, turned, unify
from baogao.language.reader.fitting import Annotated
from baogao.language.reader.mining import Source
from baogao.language.stack import stack
from baogao.paths import LEXICONS, find_study, texts_root
from baogao.tables import FilledIn, read_rows

READINGS = LEXICONS / "readings"
YEAR = re.compile(r"(?:19|20)\d\d")


class BackgroundRow(BaseModel):
    """What one row of ``background.tsv`` may hold."""

    source: FilledIn
    files: FilledIn
    kind: Literal["official", "press"]
    issuer: Literal["file", "region", "year"]
    note: str


def background() -> Iterator[Source]:
    """Every source that ``corpus/lexicons/background.tsv`` lists, by file, in order.

    Raises
    ------
    CorpusError
        If files of it are not below ``BAOGAO_TEXTS``.
    """
    for row in read_rows(find_study() / LEXICONS / "background.tsv", BackgroundRow).itertuples():
        paths = sorted(path for path in texts_root().glob(str(row.files)) if path.name != "README.md")
        if not paths:
            raise CorpusError(f"background.tsv: {row.source}: no file {row.files} below BAOGAO_TEXTS; put them there.")
        for path in paths:
            for year, texts in _by_year(path):
                issuer = {"file": path.stem, "region": path.stem.split("-")[-1], "year": f"{row.source}-{year}"}
                lines = [turned(unify(line)) for text in texts for line in text.split("\n") if line.strip()]
                yield Source(stack(lines), issuer[str(row.issuer)], year, bool(row.kind == "official"))


def _by_year(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Texts of a file and their year: of the file's name, or of each record's day."""
    texts = list(_records(path))
    if path.suffix != ".csv":
        found = YEAR.search(path.stem)
        yield int(found[0]) if found else 0, [text for _, text in texts]
        return
    for year, rows in pd.DataFrame(texts, columns=["day", "text"]).groupby(lambda row: texts[row][0][:4]):
        yield int(str(year)), rows["text"].tolist()


def _records(path: Path) -> Iterator[tuple[str, str]]:
    """Day and text of each record of a file, the day empty where the file states none."""
    if path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            record: dict[str, Any] = json.loads(line)
            yield str(record.get("date", "")), f"{record.get('title', '')}\n{record.get('text') or ''}"
    elif path.suffix == ".tsv":
        for line in path.read_text(encoding="utf-8").splitlines():
            day, _, title = line.partition("\t")
            yield day, title
    elif path.suffix == ".csv":
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        yield from zip(table.iloc[:, 0], table.iloc[:, 1], strict=True)
    else:
        yield "", path.read_text(encoding="utf-8")


def annotated_texts() -> list[Annotated]:
    """Every text that was annotated, as ``corpus/lexicons/readings`` lists them.

    ``readings/prompted.tsv`` lists the forms that were decided on since a reader fitted on the text proposed them.

    Raises
    ------
    CorpusError
        If a text is not below ``BAOGAO_TEXTS``, or another than was annotated.
    """
    folder = find_study() / READINGS
    prompted = read_rows(folder / "prompted.tsv", ("report", "form")).groupby("report")["form"].agg(list).to_dict()
    return [_annotated(path, prompted.get(path.stem, [])) for path in sorted(folder.glob("*.json"))]


def _annotated(path: Path, prompted: list[str]) -> Annotated:
    reading = json.loads(path.read_text(encoding="utf-8"))
    excerpt = excerpt_of(reading)
    report = Report(path.stem, excerpt)
    passages = [normalise(excerpt, passage.blocks).text for passage in layout(report).passages]
    return Annotated(
        path.stem,
        passages,
        {form: slogan["class"] for slogan in reading["slogans"] for form in [slogan["canonical"], *slogan["surfaces"]]},
        prompted,
    )


def excerpt_of(reading: dict[str, Any]) -> str:
    """The stretch of a text that was annotated."""
    name, _, number = reading["file"].partition("#")
    path = texts_root() / name
    if not path.is_file():
        raise CorpusError(f"{reading['report']}: its text {name} is not below BAOGAO_TEXTS; put it there.")
    text = _record(path, int(number)) if number else path.read_text(encoding="utf-8").replace("\r\n", "\n")
    if sha256(text) != reading["sha256"]:
        raise CorpusError(f"{reading['report']}: {reading['file']} is another text than was annotated.")
    return text[reading["start"] : reading["end"]]


def _record(path: Path, number: int) -> str:
    """Text of one record: a line of JSON, from 1, or a row of a table, from 0."""
    if path.suffix == ".jsonl":
        return str(json.loads(path.read_text(encoding="utf-8").splitlines()[number - 1])["text"])
    return str(pd.read_csv(path, dtype=str).iloc[number, 1])

"""The texts in which parallel series were marked, as the finder of series takes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from baogao.corpus.layout.layout import layout
from baogao.corpus.text.report import Report
from baogao.language.normal import Normal, normalise
from baogao.language.series.fitting import Marked
from baogao.language.series.place import parts_of
from baogao.paths import find_study
from baogao.study.reader_texts import READINGS, excerpt_of

SHINGLE, MOST_SHARED = 20, 60  # texts that share more strings of so many characters overlap


class MarkedText(NamedTuple):
    """A text with its marked series, and their kinds in the same order."""

    marked: Marked
    kinds: Sequence[str]


def marked_texts() -> list[MarkedText]:
    """Every annotated text of ``corpus/lexicons/readings`` with the series marked in it, by name.

    Raises
    ------
    CorpusError
        If a text is not below ``BAOGAO_TEXTS``, or another than was annotated.
    """
    return [_marked(path) for path in sorted((find_study() / READINGS).glob("*.json"))]


def _marked(path: Path) -> MarkedText:
    reading: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    excerpt = excerpt_of(reading)
    passages = layout(Report(path.stem, excerpt)).passages
    normals = [normalise(excerpt, passage.blocks) for passage in passages]
    sources = _sources(normals)
    rows = []
    for one in reading["series"]:
        start, end = (one[edge] - reading["start"] for edge in ("start", "end"))
        first, behind = np.searchsorted(sources, [start, end]).tolist()
        if first < behind:  # what stands in page furniture is no part of the text
            rows.append(((first, behind, one["members"]), one["kind"]))
    marked = Marked(path.stem, parts_of(passages, normals), [series for series, _ in rows])
    return MarkedText(marked, [kind for _, kind in rows])


def _sources(normals: Sequence[Normal]) -> NDArray[np.int64]:
    """Offset into the text of each character of the normalised passages, joined by line ends."""
    parts: list[NDArray[np.int64]] = []
    for normal in normals:
        place = np.arange(len(normal.text))
        stretch = np.searchsorted(normal.starts, place, "right") - 1
        own = np.array(normal.sources, np.int64)[stretch] + place - np.array(normal.starts, np.int64)[stretch]
        parts += [own, own[-1:] + 1]  # the line end
    joined = np.concatenate(parts)[:-1]
    return np.asarray(np.maximum.accumulate(joined))


def overlapping(texts: Sequence[Marked], held_out: Sequence[int]) -> list[int]:
    """Numbers of the texts that are held out, or share much of their wording with one that is."""
    shingles = [_shingles(text) for text in texts]
    return [
        number
        for number, own in enumerate(shingles)
        if number in held_out or any(len(own & shingles[other]) > MOST_SHARED for other in held_out)
    ]


def _shingles(text: Marked) -> set[str]:
    joined = "".join(part.text for part in text.parts)
    return {joined[start : start + SHINGLE] for start in range(len(joined) - SHINGLE + 1)}

"""Reports as they are extracted: passages one below the other, normalised, with what leads back to each text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from baogao.corpus.layout.layout import segment
from baogao.corpus.layout.passages import Passage
from baogao.corpus.text.report import Report
from baogao.language.blanks import without_blanks_in_forms
from baogao.language.matching import Hit, Matcher
from baogao.language.normal import Normal, normalise
from baogao.language.stack import Numbers, Stack, stack

READ_AT_ONCE = 200_000  # characters; the spans of a text take far more room than the text


class Read(NamedTuple):
    """Reports as they are extracted: their ids, passages one below the other, and the report each belongs to."""

    report_ids: list[str]
    passages: list[Passage]
    bodies: list[str]
    normals: list[Normal]
    stacked: Stack
    reports: Numbers

    @property
    def passage_ids(self) -> list[str]:
        """Id of each passage."""
        return [passage.passage_id for passage in self.passages]


def matched(report: Report, matcher: Matcher) -> Iterator[tuple[Passage, Normal, list[Hit]]]:
    """Passages of a report with their normalised text and every hit in it."""
    for passage in segment(report)[0]:
        normal = without_blanks_in_forms(normalise(report.text, passage.blocks), matcher)
        yield passage, normal, matcher.find(normal.text)


def read_passages(reports: Sequence[Report], matcher: Matcher | None = None) -> Read:
    """Reports with their passages, normalised, one below the other; no lone blank stands in a form of the matcher."""
    parts = [(number, passage) for number, report in enumerate(reports) for passage in segment(report)[0]]
    normals = [normalise(reports[number].text, passage.blocks) for number, passage in parts]
    normals = [without_blanks_in_forms(normal, matcher) for normal in normals] if matcher else normals
    return Read(
        [report.report_id for report in reports],
        [passage for _, passage in parts],
        [passage.read(reports[number].text) for number, passage in parts],
        normals,
        stack([normal.text for normal in normals]),
        np.array([number for number, _ in parts], np.int64),
    )


def spans_of(read: Read, starts: Numbers, ends: Numbers) -> list[tuple[int, int]]:
    """Offsets into the reports' texts of stretches of the stacked one."""
    passages = read.stacked.passages[starts]
    before = read.stacked.starts[passages]
    return [
        read.normals[passage].span(start, end)
        for passage, start, end in zip(
            passages.tolist(), (starts - before).tolist(), (ends - before).tolist(), strict=True
        )
    ]


def groups(read: Read) -> Iterator[tuple[int, int]]:
    """First passage and the one behind the last of some whole reports, long enough to be read at one go."""
    first, size = 0, 0
    for number, text in enumerate(read.stacked.texts):
        if size >= READ_AT_ONCE and read.reports[number] != read.reports[number - 1]:
            yield first, number
            first, size = number, 0
        size += len(text)
    if size:
        yield first, len(read.normals)

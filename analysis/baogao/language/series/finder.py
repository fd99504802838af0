"""Parallel series (排比) of reports: numbered ones by rule, all others by the trained scorer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from baogao.language.series.antithesis import find_antitheses
from baogao.language.series.candidates import Candidates, candidates
from baogao.language.series.choice import LONGEST_MARKER, SAME, Kind, Series, choose, common, kind_of, overlap
from baogao.language.series.lines import Part
from baogao.language.series.marks import marks
from baogao.language.series.members import Floats
from baogao.language.series.models import SeriesModels, load_series_models
from baogao.language.series.numbered import numbered
from baogao.language.stack import Numbers

PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")"}
PARTING = "，、；。"


def find_series(parts: Sequence[Part], models: SeriesModels | None = None) -> list[Series]:
    """Find the parallel series of one report.

    Parameters
    ----------
    parts : sequence of Part
        Its passages in order: normalised text, one block a line, with role and section.
    models : SeriesModels, optional
        Those of the study when not given.

    Returns
    -------
    list of Series
        By start, the longer one first; offsets into the texts joined by line ends.
        ``enumeration``: three or more markers whose numbers follow each other (一是, 第一, （一）),
        in a paragraph, over paragraphs or over headings. ``anchor`` and ``frame``: candidates
        that the scorer takes for series; members of an ``anchor`` share a word or character.
        Series may be nested, one within a member of the other; they never cross.

    Notes
    -----
    docs/parallelism.md describes candidates and marks with examples, and states precision and
    recall by kind, genre and era.

    Examples
    --------
    >>> [one[:5] for one in find_series([Part("做到有细心、有耐心、有公心。")])]
    [(2, 13, 3, '有', 'anchor')]
    """
    return find_all([parts], models)[0]


def find_all(reports: Sequence[Sequence[Part]], models: SeriesModels | None = None) -> list[list[Series]]:
    """Series of each of several reports, as `find_series` gives them, at one go."""
    models = models or load_series_models()
    found = candidates(reports, models.may_be_members)
    scores = models.score(marks(found))
    return settled(reports, found, scores, models.settings["least_score"])


def find_with_antitheses(reports: Sequence[Sequence[Part]], models: SeriesModels | None = None) -> list[list[Series]]:
    """The same, with the antitheses of each report among them: what the feature table ``series`` holds."""
    return [
        sorted(
            [*series, *find_antitheses("\n".join(part.text for part in parts))], key=lambda one: (one.start, -one.end)
        )
        for parts, series in zip(reports, find_all(reports, models), strict=True)
    ]


def settled(
    reports: Sequence[Sequence[Part]],
    found: Candidates,
    scores: Floats,
    least_score: float,
    *,
    by_number: bool = True,
) -> list[list[Series]]:
    """Series of each report: the numbered ones, and the best candidates that are not the same as one of these."""
    likely = np.flatnonzero(scores >= least_score)
    likely = likely[np.argsort(found.starts[likely], kind="stable")]
    starts = found.starts[likely]
    result, offset = [], 0
    for parts in reports:
        text = "\n".join(part.text for part in parts)
        own = likely[np.searchsorted(starts, offset) : np.searchsorted(starts, offset + len(text) + 1)]
        numbered_ones = list(_numbered(text)) if by_number else []
        offered = [_series(found, number, float(scores[number]), offset) for number in own.tolist()]
        chosen = [_whole(one, text) for one in choose([one for one in offered if _differ(one, text)])]
        others = [one for one in chosen if all(overlap(one[:2], each[:2]) < SAME for each in numbered_ones)]
        result.append(sorted([*numbered_ones, *others], key=lambda series: (series.start, -series.end)))
        offset += len(text) + 1
    return result


def _numbered(text: str) -> Iterator[Series]:
    """Numbered series; headings that share a word of two characters or more at either end are an ``anchor``."""
    for one in numbered(text):
        spans = tuple(zip(one.items, (*one.items[1:], one.end), strict=True))
        shared = max(common(one.heads), common([head[::-1] for head in one.heads])[::-1], key=len)
        is_anchor = sum(map(str.isalpha, shared)) > 1  # 202 of 2024 and 2025 is no word
        kind: Kind = "anchor" if is_anchor else "enumeration"
        yield Series(
            one.start, one.end, len(one.items), shared[:LONGEST_MARKER] if is_anchor else one.marker, kind, 1.0, spans
        )


def _series(found: Candidates, number: int, score: float, offset: int) -> Series:
    rows = _rows(found, number)
    starts, ends, reach = (each[rows].tolist() for each in (found.members.starts, found.members.ends, found.reach))
    kind, marker = kind_of([found.words.text[start:end] for start, end in zip(starts, ends, strict=True)])
    spans = tuple((start - offset, end - offset) for start, end in zip(starts, reach, strict=True))
    return Series(starts[0] - offset, ends[-1] - offset, len(rows), marker, kind, score, spans)


def _differ(series: Series, text: str) -> bool:
    """Whether no two neighbours are the same, since what is said again is no series, and not all hold a figure."""
    members = [text[start:end] for start, end in series.spans]
    are_quantities = all(any(map(str.isdigit, member)) for member in members)
    return not are_quantities and all(one != other for one, other in pairwise(members))


def _whole(series: Series, text: str) -> Series:
    """A series with the quotation mark or bracket just outside whose fellow it holds, and without a mark in front."""
    start, end = series.start, series.end
    while start < end and text[start] in PARTING:
        start += 1
    for opening, closing in PAIRS.items():
        inside = text[start:end]
        if text[end : end + 1] == closing and inside.count(opening) > inside.count(closing):
            end += 1
        elif text[start - 1 : start] == opening and inside.count(closing) > inside.count(opening):
            start -= 1
    return series._replace(start=start, end=end)


def _rows(found: Candidates, number: int) -> Numbers:
    first = int(found.firsts[number])
    return found.rows[first : first + int(found.counts[number])]

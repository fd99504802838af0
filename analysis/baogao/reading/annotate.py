"""One report to its annotations: structure, slogans and parallel series, in the schema of the gold standard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from baogao.corpus.layout.layout import layout
from baogao.corpus.layout.passages import Passage
from baogao.corpus.sources import read_report
from baogao.corpus.text.report import Report
from baogao.files import all_or_none
from baogao.language.blanks import without_blanks_in_forms
from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.normal import Normal, normalise
from baogao.language.series.choice import Series
from baogao.language.series.finder import find_series
from baogao.language.series.place import parts_of, placed
from baogao.reading.slogan_layer import slogan_layer
from baogao.reading.structure import structure_of

LAYERS = ("structure", "slogans", "parallelism")

Layer = dict[str, Any]


def annotate(
    source: Path | Report, lexicon: Lexicon | None = None, *, without_repeats: bool = False
) -> dict[str, Layer]:
    """Annotate one report in three layers.

    Parameters
    ----------
    source : pathlib.Path or Report
        A text file, or a report.
    lexicon : Lexicon, optional
        The study's when not given.
    without_repeats : bool
        Whether a file is read without what stands further above in it.

    Returns
    -------
    dict of str to dict
        ``structure`` (title, date, delivered, year, content_date, outlet, issuer, region, level, genre,
        subgenre, each null, unknown or other where the text does not say; line numbers from 1
        of boilerplate, captions, headings, turns, salutations, closings; ``evidence``: offsets
        and a confidence of each field found),
        ``slogans`` (canonical, class, surfaces, count, spans, probability, tier, reasons; nested
        ones included; see `baogao.reading.slogan_layer.slogan_layer`) and ``parallelism`` (start, end, members,
        marker, kind, and ``scattered`` where it goes over several lines; see
        `baogao.language.series.finder.find_series`). Offsets count code points of the decoded file, end exclusive.

    Raises
    ------
    CorpusError
        If the file cannot be read, or is no text.

    Examples
    --------
    >>> from baogao.paths import find_study
    >>> annotate(find_study() / "corpus/sample/texts/lan-2022.txt")["structure"]["region"]
    '澜州市'
    """
    if isinstance(source, Path):
        source = replace(read_report(source), without_repeats=without_repeats)
    made, lexicon = layout(source), lexicon or load_lexicon()
    normals = [
        without_blanks_in_forms(normalise(source.text, passage.blocks), lexicon.matcher) for passage in made.passages
    ]
    return {
        "structure": {"report": source.report_id, **structure_of(made)},
        "slogans": {"report": source.report_id, **slogan_layer(source.text, normals, lexicon)},
        "parallelism": {"report": source.report_id, "series": _parallelism(source.text, made.passages, normals)},
    }


def _parallelism(text: str, passages: Sequence[Passage], normals: Sequence[Normal]) -> list[Layer]:
    """Parallel series of a report by start; those over lines that stand apart are ``scattered``."""
    found = find_series(parts_of(passages, normals))
    return [_series(text, one, *placed(one, normals)[1:]) for one in found]


def _series(text: str, series: Series, start: int, end: int) -> Layer:
    layer = {
        "start": start,
        "end": end,
        "members": series.members,
        "marker": series.marker or None,
        "kind": series.kind,
    }
    return {**layer, "scattered": True} if "\n" in text[start:end] else layer


def write_annotations(
    path: Path, folder: Path, lexicon: Lexicon | None = None, *, without_repeats: bool = False
) -> list[Path]:
    """Write ``STEM.structure.json``, ``STEM.slogans.json`` and ``STEM.parallelism.json``, all or none.

    Parameters
    ----------
    path : pathlib.Path
        A text file.
    folder : pathlib.Path
        Where to write; made when absent.
    lexicon : Lexicon, optional
        The study's when not given.
    without_repeats : bool
        As for `annotate`.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    layers = annotate(path, lexicon, without_repeats=without_repeats)
    targets = [folder / f"{path.stem}.{layer}.json" for layer in LAYERS]
    with all_or_none(targets) as drafts:
        for layer, draft in zip(LAYERS, drafts, strict=True):
            draft.write_text(json.dumps(layers[layer], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return targets


class Removed(NamedTuple):
    """What was left out of a text: its line, offsets (end exclusive), the rule that took it, and its characters."""

    line: int
    start: int
    end: int
    rule: str
    text: str


def removed(path: Path, *, without_repeats: bool = False) -> list[Removed]:
    """What was left out of a text, in order, white space aside."""
    report = replace(read_report(path), without_repeats=without_repeats)
    text = report.text
    return [
        Removed(text.count("\n", 0, start) + 1, start, end, rule, text[start:end])
        for start, end, rule in layout(report).removals
        if rule not in ("space", "line-break")
    ]

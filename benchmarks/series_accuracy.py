"""Precision and recall of the finder of parallel series on annotated texts, each read by models fitted without it.

    python benchmarks/series_accuracy.py [others]

Writes corpus/lexicons/series/accuracy.csv: counts for each of the 17 texts of held-out.tsv. A model is fitted for
each, without it and without texts that share its wording. With `others`, the other annotated texts are read too, in
ten groups. benchmarks/series_table.py makes the table of docs/parallelism.md of it, which says how matches are
counted. It takes the annotated texts, which are below BAOGAO_TEXTS, and five minutes (ten with `others`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from baogao.language.series.choice import SAME, Series, overlap
from baogao.language.series.files import FOLDER
from baogao.language.series.finder import find_all
from baogao.language.series.fitting import fit_series
from baogao.paths import find_study
from baogao.study.reader_texts import READINGS
from baogao.study.series_texts import MarkedText, marked_texts, overlapping
from baogao.tables import read_rows, write_rows

STRATA = ("text", "reports", "genre", "era")
KINDS = ("anchor", "frame", "enumeration")
GROUPS = 10


class Group(NamedTuple):
    """A text of held-out.tsv, or another: its name and strata, and the numbers of its annotated parts."""

    name: str
    genre: str
    era: str
    numbers: list[int]


def groups(texts: Sequence[MarkedText]) -> tuple[list[Group], list[Group]]:
    """The held-out texts, and all others."""
    numbers = {text.marked.name: number for number, text in enumerate(texts)}
    table = read_rows(find_study() / READINGS / "held-out.tsv", STRATA)
    held_out = [
        Group(row.text, row.genre, row.era, [numbers.pop(report) for report in row.reports.split("|")])
        for row in table.itertuples()
    ]
    return held_out, [Group(name, "other texts", "", [number]) for name, number in numbers.items()]


def matches(marked: Sequence[tuple[int, int]], found: Sequence[Series]) -> list[tuple[int, int]]:
    """Pairs of marked and found series, one to one, the best first, that overlap by half of their union or more."""
    every = ((overlap(one, other[:2]), i, j) for i, one in enumerate(marked) for j, other in enumerate(found))
    pairs: list[tuple[int, int]] = []
    for value, i, j in sorted(every, reverse=True):
        if value >= SAME and i not in {a for a, _ in pairs} and j not in {b for _, b in pairs}:
            pairs.append((i, j))
    return pairs


def counts(text: MarkedText, found: Sequence[Series]) -> dict[str, int]:
    """Series marked, found and right of one text, by kind: right ones by the marked kind, correct ones by the found."""
    pairs = matches([one[:2] for one in text.marked.series], found)
    right = [text.kinds[i] for i, _ in pairs]
    result = {"gold": len(text.kinds), "found": len(found), "right": len(pairs)}
    result["kind_right"] = sum(text.kinds[i] == found[j].kind for i, j in pairs)
    for kind in KINDS:
        result[f"gold_{kind}"], result[f"right_{kind}"] = list(text.kinds).count(kind), right.count(kind)
        result[f"found_{kind}"] = sum(one.kind == kind for one in found)
        result[f"correct_{kind}"] = sum(found[j].kind == kind for _, j in pairs)
    return result


def rows(texts: Sequence[MarkedText], read_together: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Counts for each text of a group, read by models that were fitted without all of them."""
    every = [text.marked for text in texts]
    left_out = set(overlapping(every, [number for group in read_together for number in group.numbers]))
    models = fit_series([text for number, text in enumerate(every) if number not in left_out])
    for group in read_together:
        found = find_all([every[number].parts for number in group.numbers], models)
        parts = [counts(texts[number], series) for number, series in zip(group.numbers, found, strict=True)]
        yield {"text": group.name, "genre": group.genre, "era": group.era, **pd.DataFrame(parts).sum().to_dict()}


def main(with_others: bool) -> None:
    texts = marked_texts()
    held_out, others = groups(texts)
    read_together = [[group] for group in held_out]
    if with_others:
        read_together += [others[number::GROUPS] for number in range(GROUPS)]
    table: list[dict[str, Any]] = []
    for each in read_together:
        table += rows(texts, each)
        print(", ".join(group.name for group in each), file=sys.stderr, flush=True)
    write_rows(find_study() / FOLDER / "accuracy.csv", pd.DataFrame(table))


if __name__ == "__main__":
    main("others" in sys.argv[1:])

"""Reuse against peers: planted copies with 0 to 40 % edits recovered, and all pairs of the provincial reports in time.

Reports are invented: words of the sample collection in random order, into which copies are planted
(`baogao.language.reuse.planted`). The peers take the same passages, marks left out, as ours does. Prints the table and
writes it to ``benchmarks/reuse.csv``. qhchina is no dependency: `pip install qhchina`;
without it its rows are left out.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
from datasketch import MinHash, MinHashLSH

from baogao.corpus.store.collection import load_reports
from baogao.errors import CorpusError
from baogao.features.read import read_passages
from baogao.language.reuse.planted import Plant, Planted, planted, recovered
from baogao.language.reuse.shingles import Candidate, letters_of
from baogao.language.reuse.stretches import find_stretches, stretches
from baogao.language.segmenting import segmenter
from baogao.language.stack import stack
from baogao.paths import texts_root

RATES = (0.0, 0.1, 0.2, 0.3, 0.4)
N_REPORTS, N_PLANTS, SEEDS = 20, 100, (1,)
MARK = re.compile(r"[\W_]+")
TABLE = Path(__file__).with_suffix(".csv")
LOOSE = {
    "min_length": 20,
    "_max_gap": 20,
    "_max_distance": 120,
}  # by default few edits are let pass, however long the text
QHCHINA: list[dict[str, float]] = [{}, *({"n": n, "min_similarity": s, **LOOSE} for n in (3, 4) for s in (0.4, 0.6))]
Found = list[tuple[int, ...]]


def bare(made: Planted) -> Planted:
    """The same without marks, which every tool leaves out: offsets of plants are moved."""

    def moved(passage: int, offset: int) -> int:
        return len(MARK.sub("", made.passages[passage][:offset]))

    plants = [
        Plant(a, b, moved(a, start_a), moved(a, end_a), moved(b, start_b), moved(b, end_b), rate)
        for a, b, start_a, end_a, start_b, end_b, rate in made.plants
    ]
    return Planted([MARK.sub("", passage) for passage in made.passages], made.reports, plants)


def ours(made: Planted) -> Found:
    """Stretches by this library, offsets into passages."""
    stacked = stack(made.passages)
    every = find_stretches(stacked, np.array(made.reports), max(made.reports) + 1)
    begins = stacked.starts.tolist()
    return [
        (a, b, *(s - begins[a] for s in each[2:4]), *(s - begins[b] for s in each[4:6]))
        for each in every
        for a, b in [each[:2]]
    ]


def minhash(made: Planted, shingle: int) -> Found:
    """The same alignment of whole passages that MinHash and locality-sensitive hashing call alike (64 bands of 2)."""
    index, letters = MinHashLSH(num_perm=128, params=(64, 2)), letters_of(stack(made.passages))
    candidates = []
    for number, passage in enumerate(made.passages):
        signature = MinHash(num_perm=128, seed=1)
        signature.update_batch(passage[i : i + shingle].encode() for i in range(len(passage) - shingle + 1))
        candidates += [
            Candidate(other, number, 0, len(made.passages[other]), 0, len(passage))
            for other in index.query(signature)
            if made.reports[other] != made.reports[number]
        ]
        index.insert(number, signature)
    begins = letters.places[letters.starts[:-1]].tolist()
    every = stretches(letters, sorted(candidates))
    return [
        (a, b, *(s - begins[a] for s in each[2:4]), *(s - begins[b] for s in each[4:6]))
        for each in every
        for a, b in [each[:2]]
    ]


def qhchina(made: Planted, **settings: float) -> Found:
    """Shared sequences by qhchina, each passage a document of characters."""
    from qhchina.analytics import find_shared_sequences

    rows = find_shared_sequences([list(passage) for passage in made.passages], output="list", **settings)
    return [
        (
            r["doc_a"],
            r["doc_b"],
            r["pos_a"],
            r["pos_a"] + len(r["passage_a"]),
            r["pos_b"],
            r["pos_b"] + len(r["passage_b"]),
        )
        for r in rows
        if made.reports[r["doc_a"]] != made.reports[r["doc_b"]]
    ]


def tools() -> Iterator[tuple[str, Callable[[Planted], Found]]]:
    yield "baogao", ours
    yield "MinHash LSH of runs of 3 (datasketch), our alignment", partial(minhash, shingle=3)
    yield "MinHash LSH of runs of 5 (datasketch), our alignment", partial(minhash, shingle=5)
    if find_spec("qhchina"):
        for settings in QHCHINA:
            chosen = ", ".join(f"{name}={value}" for name, value in settings.items()) or "defaults"
            yield f"qhchina, {chosen}", partial(qhchina, **settings)
    else:
        print("qhchina is not installed, so it is left out; `pip install qhchina` brings it.\n")


def accuracy() -> pd.DataFrame:
    """Scores of every tool at every rate, copies edited letter by letter and in runs, over the seeds."""
    cut = segmenter()
    words = [word for report in load_reports("sample") for word in cut(report.text) if re.fullmatch(r"\w+", word)]
    sets = {
        (edits, rate): [
            bare(planted(words, n_reports=N_REPORTS, n_plants=N_PLANTS, rates=[rate], edits=edits, seed=seed))
            for seed in SEEDS
        ]
        for edits, rate in itertools.product(("letters", "words"), RATES)
    }
    rows = []
    for tool, find in tools():
        for (edits, rate), every in sets.items():
            began = time.perf_counter()
            scores = np.mean([recovered(find(made), made.plants) for made in every], axis=0)
            seconds = (time.perf_counter() - began) / len(every)
            rows.append((tool, edits, rate, *np.round(scores, 3), round(seconds, 2)))
    return pd.DataFrame(rows, columns=["tool", "edits", "edited", "precision", "recall", "f1", "seconds"])


def best(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of each tool, of qhchina those of its defaults and of the settings with the best mean F1."""
    means = table.groupby("tool", sort=False)["f1"].mean()
    peers = means[means.index.str.startswith("qhchina, n")]
    chosen = [name for name in means.index if not name.startswith("qhchina, n") or name == peers.idxmax()]
    return table[table["tool"].isin(chosen)]


def speed() -> None:
    """All pairs of the provincial reports, from their texts in memory."""
    try:
        reports = list(load_reports("provincial"))
    except CorpusError:
        print(f"The provincial reports are not here ({texts_root()}), so they are not timed.")
        return
    began, cpu_began = time.perf_counter(), time.process_time()
    read = read_passages(reports)
    n_stretches = sum(1 for _ in find_stretches(read.stacked, read.reports, len(reports)))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu_began
    print(f"{len(reports)} provincial reports, {n_stretches:,} stretches, {seconds:.1f} s ({cpu:.1f} s of one core)")
    if find_spec("qhchina"):
        made = Planted([MARK.sub("", report.text) for report in reports], list(range(len(reports))), [])
        for settings in ({"min_length": 30}, {"min_length": 16}):  # its default similarity of .8
            began = time.perf_counter()
            print(f"qhchina, {settings}: {len(qhchina(made, **settings)):,} in {time.perf_counter() - began:.1f} s")


def main() -> None:
    table = best(accuracy())
    table.to_csv(TABLE, index=False, lineterminator="\n")
    wide = table.pivot(index=["tool", "edits"], columns="edited", values="f1")
    print(wide.to_string(), "\n")
    speed()


if __name__ == "__main__":
    main()

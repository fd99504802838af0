"""Text that stands more than once: in the same report, or in two reports of a collection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from datasketch import MinHash, MinHashLSH

from baogao.corpus.layout.cleaning import Removal, cleaned
from baogao.corpus.layout.repeats import repeated_share
from baogao.corpus.store.collection import Entry, entries, load_report, require_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.text.report import Report
from baogao.corpus.text.script import is_traditional, to_simplified
from baogao.corpus.words.rules import part
from baogao.paths import collection_folder

HAN = re.compile(f"(?:{part('IDEOGRAPH')})+")
SHINGLE = 5  # characters: longer than most words, shorter than most set phrases
PERMUTATIONS, SEED = 128, 1
BANDS, ROWS = 42, 3  # a pair is compared with probability 1 - (1 - s^3)^42: 0.996 at s = 0.5, 0.04 at 0.1
NEAR, CONTAINED, SIMILAR = 0.9, 0.9, 0.5
TWICE = 0.3  # a third of a text that stands elsewhere in it is more than quotation
IN_MEMORY = 64  # reports whose shingles stay in memory while pairs are compared
COLUMNS = ["report_a", "report_b", "kind", "similarity", "containment"]


class Likeness(NamedTuple):
    """How much two texts share: Jaccard similarity, and the share of the smaller one that is in the other."""

    similarity: float
    containment: float


def duplicates(collection: str | Path) -> pd.DataFrame:
    r"""Pairs of reports of a collection that are the same, or nearly the same, and texts that stand twice in one.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path; `CorpusError` if a raw text is absent or another than listed.

    Returns
    -------
    pandas.DataFrame
        One row a pair, in the order of the manifest: ``report_a`` (the earlier row),
        ``report_b``, ``kind``, ``similarity`` and ``containment``, both from 0 to 1. Kinds:
        ``exact``, the same report, whatever page it stands on (page furniture, widths and
        white space aside); ``near``, similarity of at least 0.9, as another transcription
        has; ``contained``, else the two share at least 0.9 of the shorter one; ``similar``, else
        similarity of at least 0.5. Last come reports of which at least 0.3 stands twice in
        the report itself: ``within``, the same id twice, and that share as ``containment``; not
        those that are read without it already (`baogao.corpus.store.collapsing.collapse`).

    Notes
    -----
    Texts are compared as sets of runs of five Han characters, page furniture aside and
    traditional characters simplified. With these sets A and B,

    .. math:: \mathrm{similarity} = \frac{|A \cap B|}{|A \cup B|}, \quad
              \mathrm{containment} = \frac{|A \cap B|}{\min(|A|, |B|)}.

    Pairs to compare are found by MinHash [1]_ with 128 permutations and locality-sensitive
    hashing [2]_ (42 bands of 3, seeded), and then compared exactly. A pair of similarity s is
    compared with probability :math:`1 - (1 - s^3)^{42}`: 0.996 at 0.5, where a text is contained
    in one twice as long, but 0.8 at 1/3, where the other is three times as long.
    Formulas that reports of a kind share do not make duplicates; copied chapters may.

    References
    ----------
    .. [1] Broder, A. Z. (1997). On the resemblance and containment of documents.
       Proceedings of Compression and Complexity of SEQUENCES 1997, 21-29.
    .. [2] Leskovec, J., Rajaraman, A. and Ullman, J. D. (2020). Mining of Massive Datasets,
       3rd ed., chapter 3.

    Examples
    --------
    >>> len(duplicates("sample"))
    0
    """
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    require_texts(folder, manifest, "finding duplicates")
    every = entries(folder, manifest)
    shares = ((entry.report_id, share_twice(load_report(folder, entry))) for entry in every)
    within = [(name, name, "within", float("nan"), share) for name, share in shares if share >= TWICE]
    pairs = pd.concat([duplicates_among(folder, every), pd.DataFrame(within, columns=COLUMNS)], ignore_index=True)
    return pairs.astype({"similarity": float, "containment": float})


def share_twice(report: Report) -> float:
    """Share of a report that stands in it more than once, from 0 to 1; 0 for lists, whose lines recur by nature."""
    if report.layout == "lines":
        return 0.0
    blocks, _ = cleaned(report)
    return repeated_share(report.text, [piece for block in blocks for piece in block.pieces])


def repeats(report: Report) -> list[Removal]:
    """What is left out of a report of prose that is read without its repeats."""
    return [removal for removal in cleaned(replace(report, without_repeats=True))[1] if removal.rule == "repeat"]


def duplicates_among(folder: Path, compared: Sequence[Entry]) -> pd.DataFrame:
    """Pairs among some reports of a collection; see `duplicates`."""
    by_id = {entry.report_id: entry for entry in compared}

    def report_of(report_id: str) -> Report:
        return load_report(folder, by_id[report_id])

    @lru_cache(maxsize=IN_MEMORY)
    def shingles_of(report_id: str) -> frozenset[str]:
        return shingles(report_of(report_id))

    rows = []
    for report_a, report_b in candidates((report_id, shingles_of(report_id)) for report_id in by_id):
        likeness = compare(shingles_of(report_a), shingles_of(report_b))
        # What is the same has the same shingles, but these leave out figures and the order of repeats.
        is_same = likeness.similarity == 1 and bare(report_of(report_a)) == bare(report_of(report_b))
        kind = "exact" if is_same else kind_of(likeness)
        if kind:
            rows.append((report_a, report_b, kind, *likeness))
    return pd.DataFrame(rows, columns=COLUMNS)


def kind_of(likeness: Likeness) -> str:
    """Kind of a pair by its likeness; empty when the two are no duplicates."""
    if likeness.similarity >= NEAR:
        return "near"
    if likeness.containment >= CONTAINED:
        return "contained"
    return "similar" if likeness.similarity >= SIMILAR else ""


def shingles(report: Report) -> frozenset[str]:
    """Runs of five Han characters of a report, page furniture and every other character left out.

    Examples
    --------
    >>> sorted(shingles(Report("a", "坚持依法，行政。")))
    ['坚持依法行', '持依法行政']
    """
    blocks, _ = cleaned(report)
    han = "".join(run for block in blocks for run in HAN.findall(block.read(report.text)))
    han = to_simplified(han) if is_traditional(han) else han
    return frozenset(han[start : start + SHINGLE] for start in range(len(han) - SHINGLE + 1))


def bare(report: Report) -> str:
    r"""Characters of the report alone, widths unified, white space and page furniture left out.

    Examples
    --------
    >>> bare(Report("a", "普法 ２０ 件，好。")) == bare(Report("b", "来源：某报\n普法20件,好。"))
    True
    """
    blocks, _ = cleaned(report)
    return "".join(unicodedata.normalize("NFKC", "".join(block.read(report.text) for block in blocks)).split())


def compare(a: frozenset[str], b: frozenset[str]) -> Likeness:
    """Similarity and containment of two sets of shingles; NaN when one is empty.

    Examples
    --------
    >>> compare(frozenset("abcd"), frozenset("cd"))
    Likeness(similarity=0.5, containment=1.0)
    """
    if not a or not b:
        return Likeness(float("nan"), float("nan"))
    shared = len(a & b)
    return Likeness(shared / (len(a) + len(b) - shared), shared / min(len(a), len(b)))


def candidates(texts: Iterable[tuple[str, frozenset[str]]]) -> list[tuple[str, str]]:
    """Pairs of ids, the earlier first, whose sets of shingles may be alike; no two empty sets are a pair."""
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    order: dict[str, int] = {}
    pairs = []
    for report_id, parts in texts:
        order[report_id] = len(order)
        if parts:
            signature = MinHash(num_perm=PERMUTATIONS, seed=SEED)
            signature.update_batch(shingle.encode("utf-8") for shingle in parts)
            pairs += [(other, report_id) for other in index.query(signature)]
            index.insert(report_id, signature)
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))

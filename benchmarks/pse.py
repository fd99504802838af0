"""The finder of parallel series on PSE-I: student essays with published scores (Bothwell et al. 2023, EMNLP).

    python benchmarks/pse.py

The same candidates, marks and choice, with two members allowed and lists, units and lines off (the essays' readers
marked none), fitted on the training split for this score only; nothing was chosen by the test split. Scores are
those of the paper (section 4; its code: Mythologos/Intro-RPD, utils/stats/lsa_metrics.py), over words as jieba cuts
them: members are sets of words, predicted and marked series are paired one to one so that the sum is highest.

MWO    words that both hold, whatever the member
MBAWO  words that paired members hold, if two members or more are paired
MPBM   members that are the same, if two or more are
EPM    series that are the same

The essays (pse-i.jsonl below BAOGAO_TEXTS) may not be passed on; without them nothing is measured.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.stats import bootstrap
from tabulate import tabulate

from baogao.language.normal import turned, unify
from baogao.language.series.candidates import candidates
from baogao.language.series.choice import Span
from baogao.language.series.finder import settled
from baogao.language.series.fitting import Marked, fit_series
from baogao.language.series.lines import Part
from baogao.language.series.marks import marks
from baogao.language.series.words import read_words
from baogao.paths import texts_root

LEVELS = ("clause", "semicolon", "sentence")
PUBLISHED = {"MWO": 0.720, "MBAWO": 0.685, "MPBM": 0.549, "EPM": 0.434}
DRAWS, SEED = 2000, 1

Essay = dict[str, Any]
Branches = list[frozenset[int]]  # the members of one series, each as the numbers of its words


def marked(essay: Essay) -> Marked:
    text = turned(unify(essay["text"]))
    series = [(one["members"][0][0], one["members"][-1][1], len(one["members"])) for one in essay["series"]]
    return Marked(essay["id"], [Part(text)], series)


def branches(text: str, members: Sequence[Span]) -> Branches:
    """Members as sets of the words that lie in them."""
    words = read_words(text)
    inside = [np.flatnonzero((words.starts >= start) & (words.ends <= end)) for start, end in members]
    return [frozenset(numbers.tolist()) for numbers in inside]


def paired(values: Callable[[Any, Any], int], one: Sequence[Any], other: Sequence[Any]) -> NDArray[np.int64]:
    """Values of the pairs, one to one, that sum up to most."""
    table = np.array([[values(a, b) for b in other] for a in one], np.int64).reshape(len(one), len(other))
    return np.asarray(table[linear_sum_assignment(table, maximize=True)])


def common(one: frozenset[int], other: frozenset[int]) -> int:
    return len(one & other)


def word_overlap(one: Branches, other: Branches) -> int:
    return common(frozenset().union(*one), frozenset().union(*other))


def branch_aware(one: Branches, other: Branches) -> int:
    shared = paired(common, one, other)
    return int(shared.sum()) if (shared > 0).sum() > 1 else 0


def branch_match(one: Branches, other: Branches) -> int:
    same = len(set(one) & set(other))
    return same if same > 1 else 0


def n_words(series: Branches) -> int:
    return sum(map(len, series))


METRICS: dict[str, tuple[Callable[[Branches, Branches], int], Callable[[Branches], int]]] = {
    "MWO": (word_overlap, n_words),
    "MBAWO": (branch_aware, n_words),
    "MPBM": (branch_match, len),
    "EPM": (lambda one, other: int(set(one) == set(other)), lambda _: 1),
}


def f1(right: Any, found: Any, gold: Any, axis: int = -1) -> Any:
    return 2 * np.sum(right, axis) / (np.sum(found, axis) + np.sum(gold, axis))


def row(name: str, found: Sequence[list[Branches]], gold: Sequence[list[Branches]]) -> list[str]:
    """Precision, recall, F1 over all essays with its interval (BCa bootstrap over essays), and the published F1."""
    overlap, size = METRICS[name]
    right = np.array([paired(overlap, a, b).sum() for a, b in zip(found, gold, strict=True)])
    sizes = [np.array([sum(map(size, series)) for series in each]) for each in (found, gold)]
    columns = (right, *sizes)
    drawn = bootstrap(columns, f1, paired=True, n_resamples=DRAWS, method="BCa", rng=np.random.default_rng(SEED))
    precision, recall = (right.sum() / each.sum() for each in sizes)
    figure = f"{f1(*columns):.3f}" + " ({:.3f}–{:.3f})".format(*drawn.confidence_interval)
    gap = f1(*columns) - PUBLISHED[name]
    return [name, f"{precision:.3f}", f"{recall:.3f}", figure, f"{PUBLISHED[name]:.3f}", f"{gap:+.3f}"]


def main() -> None:
    path = texts_root() / "pse-i" / "pse-i.jsonl"
    if not path.is_file():
        sys.exit("pse: left out: pse-i/pse-i.jsonl is not below BAOGAO_TEXTS.")
    essays: list[Essay] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    models = fit_series([marked(one) for one in essays if one["split"] == "training"], least=2, levels=LEVELS)
    test = [one for one in essays if one["split"] == "test"]
    reports = [marked(one).parts for one in test]
    offered = candidates(reports, models.may_be_members, least=2, levels=LEVELS)
    series = settled(reports, offered, models.score(marks(offered)), models.settings["least_score"], by_number=False)
    found = [[branches(parts[0].text, one.spans) for one in own] for parts, own in zip(reports, series, strict=True)]
    gold = [
        [branches(parts[0].text, one["members"]) for one in essay["series"]]
        for parts, essay in zip(reports, test, strict=True)
    ]
    headers = ("metric", "precision", "recall", "F1 (95 %)", "published F1", "gap")
    print(tabulate([row(name, found, gold) for name in METRICS], headers=headers, tablefmt="github"))


if __name__ == "__main__":
    main()

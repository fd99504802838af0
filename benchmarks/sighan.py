"""F1 of plain segmentation on the SIGHAN 2005 test sets of Peking University and Microsoft Research.

    python benchmarks/sighan.py

The sets are below BAOGAO_TEXTS/sighan2005. They cut names, numbers and compounds by rules of their own,
so the figures rank segmenters; they do not tell how well official reports are cut.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tabulate import tabulate

from baogao.language.segmenting import Cut, segmenter
from baogao.paths import texts_root

SETS = {"PKU": "pku", "MSR": "msr"}


def spans(tokens: list[str]) -> set[tuple[int, int]]:
    """Start and end of each token in the text they make up.

    Examples
    --------
    >>> sorted(spans(["法治", "建设"]))
    [(0, 2), (2, 4)]
    """
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token))
    return set(pairwise(ends))


def score(raw: list[str], gold: list[str], cut: Cut) -> tuple[float, float, float]:
    """Precision, recall and F1 of tokens by their place, over all lines.

    Parameters
    ----------
    raw, gold : list of str
        Lines of text, and the same lines with spaces between words.
    cut : callable

    Returns
    -------
    precision, recall, f1 : float
    """
    found = right = wanted = 0
    for line, words in zip(raw, gold, strict=True):
        ours, theirs = spans(cut(line)), spans(words.split())
        found, wanted, right = found + len(ours), wanted + len(theirs), right + len(ours & theirs)
    return right / found, right / wanted, 2 * right / (found + wanted)


def table(folder: Path) -> list[list[str]]:
    """A row for each test set: precision, recall and F1 in per cent."""
    rows = []
    for name, stem in SETS.items():
        gold = (folder / f"{stem}_test_gold.txt").read_text(encoding="utf-8").splitlines()
        raw = ["".join(line.split()) for line in gold]
        rows.append([f"SIGHAN 2005 {name}", *(f"{100 * value:.2f}" for value in score(raw, gold, segmenter()))])
    return rows


def main() -> None:
    folder = texts_root() / "sighan2005"
    if not folder.is_dir():
        raise SystemExit(f"{folder}: is not here; set BAOGAO_TEXTS to the folder that holds sighan2005.")
    print(tabulate(table(folder), headers=["set", "precision", "recall", "F1"], disable_numparse=True))


if __name__ == "__main__":
    main()

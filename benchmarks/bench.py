"""`make bench`: ratios against peers in the same run, on text made from the sample; medians and spread.

Machines differ and drift, so only ratios are worth quoting. Set BAOGAO_BENCH to a text file to measure on it.
"""

from __future__ import annotations

import os
import platform
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tabulate import tabulate

from baogao.corpus.collection import load_reports
from baogao.corpus.report import Report
from baogao.features.extract import extract
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher
from baogao.language.normal import unify
from baogao.language.segmenting import jieba_cut

RUNS = 5


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def compare(
    name: str, ours: Callable[[], object], peers: dict[str, Callable[[], object]], size: int
) -> list[list[str]]:
    """Rows of the table: our speed, and for each peer the ratio of its time to ours, run by run in turn."""
    ours()
    rows = []
    for peer, work in peers.items():
        work()
        pairs = [(seconds(ours), seconds(work)) for _ in range(RUNS)]
        ratios = sorted(theirs / mine for mine, theirs in pairs)
        speed = size / statistics.median(mine for mine, _ in pairs) / 1e6
        rows.append(
            [name, f"{speed:.2f}", peer, f"{statistics.median(ratios):.1f}", f"{ratios[0]:.1f}-{ratios[-1]:.1f}"]
        )
    return rows


def main() -> None:
    given = os.environ.get("BAOGAO_BENCH")
    text = Path(given).read_text(encoding="utf-8") if given else "\n".join(r.text for r in load_reports("sample")) * 8
    text, size = unify(text), len(text.encode("utf-8"))
    lexicon = load_lexicon()
    matcher, cut = Matcher(lexicon.forms), jieba_cut()
    alternation = re.compile("|".join(map(re.escape, sorted(lexicon.forms, key=len, reverse=True))))
    rows = compare(
        f"find {len(lexicon.forms):,} forms",
        lambda: matcher.find(text),
        {
            "re, alternation": lambda: alternation.findall(text),
            "str.count, form by form": lambda: [text.count(form) for form in lexicon.forms],
        },
        size,
    )
    rows += compare(
        "extract (match, cut twice, count)",
        lambda: extract(Report("bench", text), matcher, lexicon.forms, cut),
        {"jieba, cut once": lambda: cut(text)},
        size,
    )
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {size / 1e6:.2f} MB\n")
    print(
        tabulate(rows, headers=["what", "MB/s", "peer", "peer's time / ours, median", "range"], disable_numparse=True)
    )


if __name__ == "__main__":
    main()

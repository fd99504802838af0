"""`make bench`: ratios against peers in the same run; medians and spread.

Machines differ and drift, so only ratios are worth quoting. The text is the distinct paragraphs of the
reports below BAOGAO_TEXTS; of the sample where there are none, or of the file that BAOGAO_BENCH names.
"""

from __future__ import annotations

import os
import platform
import random
import re
import statistics
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import rjieba
from tabulate import tabulate

import sighan
from baogao.corpus.collection import load_reports
from baogao.corpus.report import Report
from baogao.corpus.study import texts_root
from baogao.features.extract import extract
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher
from baogao.language.normal import unify
from baogao.language.reference import jieba_tokenizer
from baogao.language.segmenting import segmenter

RUNS = 5
FOLDERS = ("gwr-provincial", "judicial", "gwr-state-council/best")
SLOW_PEERS = 80_000  # characters that re and str.count are measured on; they take seconds for these


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


def paragraphs() -> tuple[str, list[str]]:
    """Where the text is from, and its distinct paragraphs with unified widths."""
    given = os.environ.get("BAOGAO_BENCH")
    files = [path for folder in FOLDERS for path in sorted((texts_root() / folder).rglob("*.txt"))]
    if given:
        source, texts = given, [Path(given).read_text(encoding="utf-8")]
    elif files:
        source, texts = ", ".join(FOLDERS), [path.read_text(encoding="utf-8") for path in files]
    else:
        source, texts = "corpus/sample, the real texts are not here", [r.text for r in load_reports("sample")]
    lines = (unify(line) for text in texts for line in text.split("\n"))
    return source, [line for line in dict.fromkeys(lines) if line.strip()]


def segmentation(lines: list[str], size: int) -> list[list[str]]:
    """The fast engine against jieba, jieba in two processes and bare rjieba."""
    fast, reference, native = segmenter("fast"), segmenter("jieba"), rjieba.Jieba()
    text = "\n".join(lines)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.initialize()
    jieba.enable_parallel(2)
    peers: dict[str, Callable[[], object]] = {
        "jieba": lambda: [reference(line) for line in lines],
        "jieba, enable_parallel(2)": lambda: jieba.lcut(text),
        "rjieba, other tokens": lambda: [native.cut(line) for line in lines],
    }
    rows = compare("segment, engine fast", lambda: [fast(line) for line in lines], peers, size)
    jieba.disable_parallel()
    return rows


def matching(text: str) -> list[list[str]]:
    """Slogans found against re and str.count, with the lexicon's forms filled up with long dictionary words."""
    forms = list(load_lexicon().forms)
    words = sorted(word for word, count in jieba_tokenizer().FREQ.items() if count and len(word) > 3)
    some = [*forms, *random.Random(0).sample(words, 50_000)]
    size = len(text.encode("utf-8"))
    rows = []
    for n in (500, 5_000, 50_000):
        wanted = list(dict.fromkeys(some))[:n]
        alternation = re.compile("|".join(map(re.escape, sorted(wanted, key=len, reverse=True))))
        peers: dict[str, Callable[[], object]] = {
            "re, alternation": partial(alternation.findall, text),
            "str.count, form by form": partial(counts, text, wanted),
        }
        rows += compare(f"find {n:,} forms", partial(Matcher(wanted).places, text), peers, size)
    return rows


def counts(text: str, forms: list[str]) -> list[int]:
    return [text.count(form) for form in forms]


def main() -> None:
    source, lines = paragraphs()
    text = "\n".join(lines)
    size = sum(len(line.encode("utf-8")) for line in lines)
    lexicon = load_lexicon()
    matcher, cut = Matcher(lexicon.forms), segmenter()
    rows = segmentation(lines, size) + matching(text[:SLOW_PEERS])
    rows += compare(
        "extract (match, cut twice, count)",
        lambda: extract([Report("bench", text[:SLOW_PEERS])], matcher, lexicon.forms, cut),
        {"jieba, cut once": partial(segmenter("jieba"), text[:SLOW_PEERS])},
        len(text[:SLOW_PEERS].encode("utf-8")),
    )
    print(f"{processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}")
    print(f"{source}: {len(lines):,} distinct paragraphs, {size / 1e6:.2f} MB; {RUNS} runs\n")
    print(
        tabulate(rows, headers=["what", "MB/s", "peer", "peer's time / ours, median", "range"], disable_numparse=True)
    )
    if (texts_root() / "sighan2005").is_dir():
        print()
        sighan.main()


def processor() -> str:
    """The processor's name where the system tells it."""
    told = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.+)", told.read_text()) if told.is_file() else []
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()

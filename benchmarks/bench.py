"""`make bench`: ratios against peers in the same run; medians and spread.

Machines differ and drift, so only ratios are worth quoting. The text is the distinct paragraphs of the
reports below BAOGAO_TEXTS; of the sample where there are none, or of the file that BAOGAO_BENCH names.
"""

from __future__ import annotations

import contextlib
import os
import platform
import random
import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import ahocorasick
import rjieba
from tabulate import tabulate

import sighan
from baogao.corpus.store.collection import load_reports
from baogao.corpus.text.report import Report
from baogao.features.extract import extract
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher
from baogao.language.normal import unify
from baogao.language.reference import jieba_tokenizer
from baogao.language.segmenting import segmenter
from baogao.paths import texts_root

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
    """The fast engine against jieba, jieba in two processes, jieba_fast and bare rjieba."""
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
    if jieba_fast := optional("jieba_fast"):
        jieba_fast.initialize()
        peers["jieba_fast, other tokens"] = lambda: [jieba_fast.lcut(line) for line in lines]
    rows = compare("segment, line by line", lambda: [fast(line) for line in lines], peers, size)
    rows += compare("segment, all at once", lambda: fast(text), {"jieba": lambda: reference(text)}, size)
    jieba.disable_parallel()
    return rows


def optional(name: str) -> Any:
    """A peer that is no dependency, where it is installed."""
    with warnings.catch_warnings(), contextlib.suppress(ImportError):
        warnings.simplefilter("ignore")
        return import_module(name)
    print(f"{name} is not installed, so it is left out; `pip install {name}` brings it.\n")
    return None


def matching(text: str) -> list[list[str]]:
    """Slogans found against other ways to; the lexicon's forms are filled up with long dictionary words."""
    forms = list(load_lexicon().forms)
    words = sorted(word for word, count in jieba_tokenizer(()).FREQ.items() if count and len(word) > 3)
    some = [*forms, *random.Random(0).sample(words, 50_000)]
    rows = []
    for n in (500, 5_000, 50_000):
        wanted = list(dict.fromkeys(some))[:n]
        peer = pyahocorasick(wanted)
        rows += compare(
            f"find {n:,} forms",
            partial(Matcher(wanted).places, text),
            {"pyahocorasick": lambda peer=peer: list(peer.iter(text))},
            len(text.encode("utf-8")),
        )
        few = text[:SLOW_PEERS]
        alternation = re.compile("|".join(map(re.escape, sorted(wanted, key=len, reverse=True))))
        slow: dict[str, Callable[[], object]] = {
            "re, alternation": partial(alternation.findall, few),
            "str.count, form by form": partial(counts, few, wanted),
        }
        rows += compare(
            f"find {n:,} forms, less text", partial(Matcher(wanted).places, few), slow, len(few.encode("utf-8"))
        )
    return rows


def pyahocorasick(forms: list[str]) -> Any:
    """The other automaton, with these forms."""
    automaton = ahocorasick.Automaton()
    for number, form in enumerate(forms):
        automaton.add_word(form, number)
    automaton.make_automaton()
    return automaton


def counts(text: str, forms: list[str]) -> list[int]:
    return [text.count(form) for form in forms]


def extraction(text: str) -> list[list[str]]:
    """A report to all of its feature tables, against jieba alone and against the usual script."""
    lexicon, jieba = load_lexicon(), segmenter("jieba")
    matcher, cut = Matcher(lexicon.forms), segmenter()
    few = text[:SLOW_PEERS]
    return compare(
        "extract all tables",
        lambda: extract([Report("bench", few)], matcher, lexicon.forms, cut),
        {
            "jieba, cut once": partial(jieba, few),
            "script: jieba, Counter, str.count": lambda: (Counter(jieba(few)), counts(few, matcher.forms)),
        },
        len(few.encode("utf-8")),
    )


def main() -> None:
    source, lines = paragraphs()
    text = "\n".join(lines)
    size = sum(len(line.encode("utf-8")) for line in lines)
    rows = segmentation(lines, size) + matching(text) + extraction(text)
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

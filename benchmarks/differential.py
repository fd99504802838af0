"""The gate of the fast engine: its tokens and jieba's, line by line, on real texts and on generated strings.

    python benchmarks/differential.py [--folder NAME] [--generated N] [--seed S]

Counts the lines whose tokens differ, without and with user words (the lexicon's forms and
1,000 terms); exit 1 if there is one. Real texts are those below BAOGAO_TEXTS, or the sample where there
are none. jieba takes some minutes.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import click
from tabulate import tabulate

from baogao.language.lexicon import load_lexicon
from baogao.language.reference import UserWord
from baogao.language.segmenting import segmenter
from baogao.paths import find_study, texts_root

N_TERMS = 1000
TYING = [("".join(chars), 1000) for size in (2, 3) for chars in product("法治中国", repeat=size)]
ODD_WORDS: list[UserWord] = [
    *TYING, ("中国", 5000), "中国", ("人民", 7), ("人民", 90000), "法治中国", "PM2.5", "5%以", "G20", "年1", "石䶮县",
    "“三农”", "１２", "建设法", "设法治", "e-", "3.5",
]  # fmt: skip
PIECES = [
    "法治中国建设人民法院的和是一二三十年月日", "推进改革发展在了不民主义江泽云浔澜渚", "2026-02.5%ab",
    "PM_2.5GDP+#&.%-", "１２３％ＡＢ．", "䶮㐀鿖鿿豈⺁⼀𠀀𪚥々〇", "，。“”、（） \t\r\n\u3000·—…",
    "鼪鼬齉龘囍臺灣國學體国学台体", "éαЖかカ한\ud83d\U0001f600",
]  # fmt: skip
PHRASES = [
    "AT&T", "C++", "c#", "T恤", "卡拉OK", "IP地址", "1.2.3", "23.GEP", "2026-02-03", "PM2.5", "5%以上", "3.5%", "G20",
    "\r\n", "法治中国", "中国法治", "实事求是", "研究生命起源", "γ射线", "50%-60%", ".5", "%", "1.5.%",
    "1号店", "2-1号店",
]  # fmt: skip


def generated(n: int, seed: int) -> Iterator[str]:
    """Strings of mixed scripts, rare characters, ASCII runs, full-width forms and words that tie."""
    rng = random.Random(seed)
    weights = [8, 6, 3, 3, 1, 1, 2, 2, 1, 4]
    for _ in range(n):
        parts = rng.choices([*PIECES, None], weights, k=rng.randint(1, 9))
        yield "".join(
            rng.choice(PHRASES) if part is None else "".join(rng.choices(part, k=rng.randint(1, 6))) for part in parts
        )


def user_words(texts: Path) -> list[UserWord]:
    """The lexicon's forms, and 1,000 terms of the word lists among the texts where those are here."""
    lists = sorted(texts.glob("lexicons/THUOCL/*.txt"))
    terms = [line.split("\t")[0].strip() for path in lists for line in lines(path)]
    drawn = random.Random(0).sample(terms, min(len(terms), N_TERMS))
    return [word for word in dict.fromkeys([*load_lexicon().forms, *drawn]) if word]


def lines(path: Path) -> list[str]:
    """Lines of a text file; of a .jsonl the titles and texts."""
    found = path.read_text(encoding="utf-8").split("\n")
    if path.suffix != ".jsonl":
        return found
    items = [json.loads(line) for line in found if line]
    return [line for item in items for key in ("title", "text") for line in item[key].split("\n")]


def unlike(texts: Iterable[str], words: list[UserWord]) -> list[str]:
    """Texts whose tokens the two engines do not agree on."""
    fast, reference = segmenter("fast", user_words=words), segmenter("jieba", user_words=words)
    return [text for text in texts if fast(text) != reference(text)]


@click.command()
@click.option("--folder", multiple=True, help="Only these folders below BAOGAO_TEXTS.")
@click.option("--generated", "n", type=int, default=1_000_000, show_default=True, help="How many strings.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the strings.")
def main(folder: tuple[str, ...], n: int, seed: int) -> None:
    """Compare the two engines."""
    texts = texts_root() if texts_root().is_dir() else find_study() / "corpus" / "sample"
    words = user_words(texts)
    rows, n_unlike = [], 0
    for below in sorted(path for path in texts.iterdir() if path.is_dir() and (not folder or path.name in folder)):
        paths = sorted(path for path in below.rglob("*") if path.suffix in (".txt", ".tsv", ".jsonl", ".csv", ".xml"))
        found = list(dict.fromkeys(line for path in paths for line in lines(path) if line.strip()))
        counts = [len(unlike(found, list(some))) for some in ([], words)]
        rows.append([below.name, f"{len(found):,}", f"{sum(map(len, found)):,}", *counts])
        click.echo(f"{rows[-1]}", err=True)
        n_unlike += sum(counts)
    strings = list(generated(n, seed))
    counts = [len(unlike(strings, list(some))) for some in ([], ODD_WORDS)]
    rows.append([f"generated, seed {seed}", f"{n:,}", f"{sum(map(len, strings)):,}", *counts])
    headers = ["folder", "distinct lines", "characters", "unlike", "unlike with user words"]
    click.echo(tabulate(rows, headers=headers, disable_numparse=True))
    click.echo(f"User words: {len(words):,} of the texts, {len(ODD_WORDS)} of the generated strings.")
    sys.exit(bool(n_unlike + sum(counts)))


if __name__ == "__main__":
    main()

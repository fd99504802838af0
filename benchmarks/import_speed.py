"""Speed of `baogao import`: seconds beside those of `baogao build` on the same texts, run by run in turn.

    python benchmarks/import_speed.py [--chars 1000000] [--runs 3]

The texts are the evening news below BAOGAO_TEXTS, the kind whose facts take longest to tell, since places are named
in every line; where there are none, the reports of the sample, repeated. An import takes at most twice the time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median

import click
from tabulate import tabulate

from baogao.paths import find_study, texts_root


def texts() -> Iterator[str]:
    """News items, the newest first, else the reports of the sample again and again."""
    for path in sorted(texts_root().glob("xinwenlianbo/*.jsonl"), reverse=True):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    paths = sorted((find_study() / "corpus" / "sample" / "texts").glob("*.txt"))
    for number, text in enumerate(cycle([path.read_text(encoding="utf-8") for path in paths])):
        yield f"{text}\n{number}\n"  # the same text twice would be a duplicate


def write_texts(folder: Path, n_chars: int) -> int:
    """Write at least so many characters of texts, each as a file; gives their number."""
    written = 0
    for number, text in enumerate(texts()):
        if text.strip():
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
            written += len(text)
        if written >= n_chars:
            return written
    return written


def seconds(*arguments: str | Path) -> float:
    """Seconds that a command of baogao takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "baogao.cli", *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


@click.command()
@click.option("--chars", type=click.IntRange(1), default=1_000_000, show_default=True, help="Size of the text.")
@click.option("--runs", type=click.IntRange(1), default=3, show_default=True, help="Runs of both commands.")
def main(chars: int, runs: int) -> None:
    """Measure import beside build."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "source")
        source.mkdir()
        n_chars = write_texts(source, chars)
        for number in range(runs):
            collection = Path(name, str(number))
            rows.append((seconds("import", source, collection), seconds("build", collection, "--jobs", "1")))
    ratio = median(imported / built for imported, built in rows)
    table = [[f"{imported:.1f}", f"{built:.1f}", f"{imported / built:.2f}"] for imported, built in rows]
    click.echo(tabulate([*table, ["median", "", f"{ratio:.2f}"]], headers=["import, s", "build, s", "ratio"]))
    click.echo(f"{n_chars:,} characters")


if __name__ == "__main__":
    main()

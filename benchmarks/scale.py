"""Extraction at scale: time and memory of `baogao build` by size of the text, and jieba on the same text.

    python benchmarks/scale.py [--mb 5 --mb 50 --mb 500] [--jobs 2] [--runs 3]

The text is the evening news and headlines below BAOGAO_TEXTS (the sample where there are none), repeated under
new ids until it is as large as asked. Without --mb it is taken as it is and compared with jieba, one process,
segmenting the same text: run by run in turn, so that the ratio holds on a machine that drifts.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click
import pandas as pd
import psutil
from tabulate import tabulate

from baogao.corpus.store.collection import entries, load_report, read_reports
from baogao.corpus.store.manifest import COLUMNS, read_manifest, write_manifest
from baogao.corpus.text.members import read_member
from baogao.files import sha256
from baogao.language.segmenting import segmenter
from baogao.paths import find_study, texts_root


class Text(NamedTuple):
    """A text: the folder it lies below, its file there, and its size in bytes."""

    root: Path
    file: str
    sha256: str
    n_bytes: int


def texts() -> Iterator[Text]:
    """Every news item and day of headlines, else the reports of the sample."""
    root = texts_root()
    paths = [*sorted(root.glob("xinwenlianbo/*.jsonl")), *sorted(root.glob("peoples-daily-titles/*.tsv"))]
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        keys = (
            dict.fromkeys(line.split("\t")[0] for line in lines) if path.suffix == ".tsv" else range(1, len(lines) + 1)
        )
        for key in map(str, keys):
            if path.suffix == ".tsv" or json.loads(lines[int(key) - 1])["text"].strip():
                text = read_member(path, key)
                yield Text(root, f"{path.parent.name}/{path.name}#{key}", sha256(text), len(text.encode("utf-8")))
    if not paths:
        folder = find_study() / "corpus" / "sample"
        for entry in entries(folder, read_reports("sample")):
            text = load_report(folder, entry).text
            yield Text(folder / "texts", entry.file, entry.sha256, len(text.encode("utf-8")))


def collection(folder: Path, found: list[Text], n_bytes: int) -> int:
    """Make a collection of about so many bytes; gives their number. Each round has the texts under another name."""
    (folder / "texts").mkdir(exist_ok=True)
    rows, held = [], 0
    for number in itertools.count():
        turn, at = divmod(number, len(found))
        if held >= n_bytes:
            break
        if at == 0 and not (folder / "texts" / str(turn)).exists():
            (folder / "texts" / str(turn)).symlink_to(found[0].root.resolve(), target_is_directory=True)
        rows.append({"report_id": f"r{number}", "file": f"{turn}/{found[at].file}", "sha256": found[at].sha256})
        held += found[at].n_bytes
    manifest = pd.DataFrame(rows, columns=COLUMNS)
    told = {"level": "central", "genre": "other", "source": "benchmark", "licence": "not passed on"}
    blank = {name: "" for name in COLUMNS if name not in (*rows[0], *told, "year", "n_chars", "n_sentences")}
    write_manifest(folder, manifest.assign(**told, **blank))
    return held


def build(folder: Path, jobs: int) -> tuple[float, int, int]:
    """Seconds of a build, and the peak memory in bytes of its main process and of any other."""
    command = [sys.executable, "-m", "baogao.cli", "build", str(folder), "--jobs", str(jobs)]
    began = time.perf_counter()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks = {process.pid: 0}
    while process.poll() is None:
        for running in [process, *_children(process)]:
            peaks[running.pid] = max(peaks.get(running.pid, 0), _memory(running))
        time.sleep(0.05)
    if process.returncode:
        raise click.ClickException(f"the build of {folder} ended with {process.returncode}")
    others = [peak for pid, peak in peaks.items() if pid != process.pid]
    return time.perf_counter() - began, peaks[process.pid], max(others, default=0)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def jieba_seconds(folder: Path) -> float:
    """Seconds that jieba itself needs to segment the texts of a collection, in this process."""
    cut = segmenter("jieba")
    loaded = [load_report(folder, entry).text for entry in entries(folder, read_manifest(folder))]
    began = time.perf_counter()
    for text in loaded:
        cut(text)
    return time.perf_counter() - began


def by_size(folder: Path, found: list[Text], sizes: tuple[int, ...], jobs: int) -> list[list[str]]:
    """A row for each size."""
    rows = []
    for size in sizes:
        held = collection(folder, found, size * 1_000_000)
        seconds, main, other = build(folder, jobs)
        told = [f"{held / 1e6:.0f}", f"{seconds:.1f}", f"{held / 1e6 / seconds:.2f}"]
        rows.append([*told, f"{main / 2**20:.0f}", f"{other / 2**20:.0f}"])
    return rows


def against_jieba(folder: Path, found: list[Text], jobs: int, runs: int) -> list[list[str]]:
    """A row for each run, and their median."""
    held = collection(folder, found, sum(text.n_bytes for text in found))
    pairs = [(build(folder, jobs)[0], jieba_seconds(folder)) for _ in range(runs)]
    rows = [[f"{held / 1e6:.0f}", f"{ours:.1f}", f"{theirs:.1f}", f"{ours / theirs:.2f}"] for ours, theirs in pairs]
    return [*rows, ["median", "", "", f"{median(ours / theirs for ours, theirs in pairs):.2f}"]]


@click.command()
@click.option("--mb", multiple=True, type=click.IntRange(1), help="Size of the text; may be given more than once.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Processes of the build.")
@click.option("--runs", type=click.IntRange(1), default=3, show_default=True, help="Runs against jieba.")
def main(mb: tuple[int, ...], jobs: int, runs: int) -> None:
    """Measure extraction at scale."""
    found = list(texts())
    with tempfile.TemporaryDirectory() as folder:
        if mb:
            headers = ["MB", f"build --jobs {jobs}, s", "MB/s", "main process, MiB", "a job, MiB"]
            click.echo(tabulate(by_size(Path(folder), found, mb, jobs), headers=headers, disable_numparse=True))
        else:
            headers = ["MB", f"build --jobs {jobs}, s", "jieba segments, s", "ratio"]
            click.echo(tabulate(against_jieba(Path(folder), found, jobs, runs), headers=headers, disable_numparse=True))


if __name__ == "__main__":
    main()

"""Bad files of many kinds, each imported by the command line: how it ends, the processor's time and memory it takes.

Run ``python benchmarks/bad_files.py --count 2000``; prints a line for each file over a bound, then each kind's worst.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import shutil
import signal
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import bad_files
from baogao.cli import run
from baogao.corpus.sources import bounded
from baogao.corpus.sources.formats import reader_of
from baogao.corpus.store.manifest import read_manifest

SECONDS, MEGABYTES, GIVEN_UP = 10, 1024, 180
ROUNDS, SMALL = 16, 0.03  # one of so many rounds of all kinds is of full size, the others have this share of it
BATCH = 100  # files that one process imports, so that it starts its libraries once
ENDS = {0: "imported", 1: "skipped", 2: "refused"}


class Measured(NamedTuple):
    """What importing a file took, and how it ended."""

    name: str
    seconds: float
    megabytes: float
    end: str


def pids() -> list[int]:
    """This process and the one that reads for it."""
    return [os.getpid(), *(worker.pid for worker in bounded._STARTED)]


def processor_seconds() -> float:
    """The processor's time of this process, of those that have ended, and of the one that reads for it."""
    own = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    ticks = os.sysconf("SC_CLK_TCK")
    return own + sum(sum(map(int, Path(f"/proc/{pid}/stat").read_text().split()[13:15])) for pid in pids()[1:]) / ticks


def forget_peaks() -> None:
    """Let the most memory that was taken be counted from now on."""
    for pid in pids():
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak() -> float:
    """The most megabytes that one of the processes took."""
    status = [Path(f"/proc/{pid}/status").read_text() for pid in pids()]
    return max(int(text.partition("VmHWM:")[2].split()[0]) for text in status) / 1024


def half_written(folder: Path) -> str:
    """What is wrong with the collection that an import has left; empty if nothing is."""
    if not folder.exists():
        return ""
    files = sorted(path.name for path in (folder / "texts").glob("*")) if (folder / "texts").exists() else []
    rows = sorted(read_manifest(folder)["file"]) if (folder / "reports.csv").exists() else []
    return "" if files == rows else f"{len(files)} texts for {len(rows)} rows"


def outcome(path: Path, folder: Path) -> str:
    """How the import of a file ends, and what is wrong with that."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["import", str(path), str(folder)])
    printed = out.getvalue() + err.getvalue()
    if "Traceback" in printed or (code == 2 and (out.getvalue() or err.getvalue().count("\n") != 1)):
        return f"wrong: exit {code}, {printed[-200:]!r}"
    wrong = half_written(folder)
    return f"wrong: {wrong}" if wrong else ENDS[code]


def make_apart(path: Path, number: int, seed: int) -> None:
    """Make one bad file in a process that is no child of this one, so that its memory is not counted."""
    reading, writing = os.pipe()
    between = os.fork()
    if not between:
        if not os.fork():
            share = 1 if number // len(bad_files.KINDS) % ROUNDS == 0 else SMALL
            path.write_bytes(bad_files.content_of(number, seed, share))
        os._exit(0)
    os.waitpid(between, 0)
    os.close(writing)
    os.read(reading, 1)  # ends when the maker does
    os.close(reading)


def measure(number: int, seed: int, folder: Path) -> Measured:
    """Make one bad file, import it, and remove it."""
    path = folder / bad_files.name_of(number)
    make_apart(path, number, seed)
    forget_peaks()
    before, started, workers = processor_seconds(), perf_counter(), pids()
    end = outcome(path, folder / "corpus/x")
    seconds = min(processor_seconds() - before, perf_counter() - started)
    megabytes = peak()
    if pids()[: len(workers)] != workers:  # the reader is no more: the most that any reader took
        megabytes = max(megabytes, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    path.unlink()
    shutil.rmtree(folder / "corpus", ignore_errors=True)
    return Measured(path.name, seconds, megabytes, end)


def batch(first: int, last: int, seed: int, folder: Path) -> list[Measured]:
    """Measure files in a process of its own; the list ends with the file that ended the process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "w") as lines:
            try:
                for number in range(first, last):
                    signal.alarm(GIVEN_UP)
                    print(json.dumps(measure(number, seed, folder)), file=lines, flush=True)
            except Exception as error:  # the finding of this script
                print(
                    json.dumps(Measured(bad_files.name_of(number), 0, 0, f"wrong: {error!r}")), file=lines, flush=True
                )
            bounded.end_worker()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        done = [Measured(*json.loads(line)) for line in lines]
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        name = bad_files.name_of(first + len(done))
        done.append(Measured(name, GIVEN_UP, 0, f"wrong: {signal.Signals(os.WTERMSIG(status)).name}"))
    return done


def load_readers(folder: Path) -> None:
    """Load what reads files and texts once, and not in every process."""
    for file_format in ("html", "docx", "csv", "plain", "xlsx", "parquet"):
        reader_of(file_format)
    path = folder / "first.txt"
    path.write_text("石渚县2021年普法工作总结\n", "utf-8")
    outcome(path, folder / "corpus/first")
    shutil.rmtree(folder / "corpus")


def is_over(one: Measured) -> bool:
    """Whether a file took more than it may, or ended as none may."""
    return one.seconds > SECONDS or one.megabytes > MEGABYTES or one.end.startswith("wrong")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    done: list[Measured] = []
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        load_readers(Path(folder))
        while len(done) < options.count:
            first = options.start + len(done)
            some = batch(first, min(first + BATCH, options.start + options.count), options.seed, Path(folder))
            for one in filter(is_over, some):
                print(f"over: {one.name}: {one.seconds:.1f} s, {one.megabytes:.0f} MB, {one.end}", flush=True)
            done += some
            print(f"{len(done)} done", file=sys.stderr, flush=True)
    kinds = sorted({one.name.partition("-")[0] for one in done})
    for kind in kinds:
        of_kind = [one for one in done if one.name.partition("-")[0] == kind]
        ends = ", ".join(
            f"{n} {end}" for end, n in sorted(Counter(one.end.partition(":")[0] for one in of_kind).items())
        )
        print(f"{kind:20} {max(o.seconds for o in of_kind):6.1f} s {max(o.megabytes for o in of_kind):6.0f} MB  {ends}")
    n_over = sum(map(is_over, done))
    print(f"{len(done)} files of {len(kinds)} kinds, {n_over} over {SECONDS} s or {MEGABYTES} MB or in error")


if __name__ == "__main__":
    main()

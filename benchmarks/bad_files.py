"""Bad files of many kinds, each read by a process of its own: the processor's time and the memory that it takes.

Run ``python benchmarks/bad_files.py --count 2000``; prints a line for each file over a bound, then each kind's worst.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import bad_files
from baogao.corpus.sources import bounded, read_sources
from baogao.corpus.sources.formats import reader_of

SECONDS, MEGABYTES, GIVEN_UP = 10, 1024, 120


class Measured(NamedTuple):
    """What reading a file took, and how it ended: texts, refused, or the signal or error that it ended by."""

    name: str
    seconds: float
    megabytes: float
    end: str


def in_a_child(work: Callable[[], int]) -> tuple[int, float, float]:
    """Exit status of some work in a process of its own, its seconds, and the most megabytes that one of them took."""
    child = os.fork()
    if not child:
        signal.alarm(GIVEN_UP)
        code = 3
        try:
            code = work()
        finally:
            bounded.end_worker()
            os._exit(code)
    _, status, usage = os.wait4(child, 0)
    return status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def outcome(path: Path) -> int:
    """0 if each text of a file is a text or has a reason in one line, 1 if all are refused, 2 if neither is so."""
    sources = [(bool(source.text), source.reason) for source in read_sources(path)]
    if any(has_text == bool(reason) or "\n" in reason for has_text, reason in sources):
        return 2
    return 0 if any(has_text for has_text, _ in sources) else 1


def measure(number: int, seed: int, folder: Path) -> Measured:
    """Make one bad file, read it, and remove it."""
    name = bad_files.name_of(number)
    path = folder / name
    in_a_child(lambda: int(not path.write_bytes(bad_files.content_of(number, seed))))
    status, seconds, megabytes = in_a_child(lambda: outcome(path))
    path.unlink()
    ends = {0: "texts", 1: "refused", 2: "neither texts nor reasons", 3: "an error was raised"}
    end = ends[os.WEXITSTATUS(status)] if os.WIFEXITED(status) else signal.Signals(os.WTERMSIG(status)).name
    return Measured(name, seconds, megabytes, end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for file_format in ("html", "docx", "csv", "plain"):  # once, not in every process
        reader_of(file_format)
    worst: dict[str, Measured] = {}
    n_over = 0
    with TemporaryDirectory() as folder:
        for number in range(options.count):
            one = measure(number, options.seed, Path(folder))
            kind = one.name.partition("-")[0]
            worst[kind] = max(worst.get(kind, one), one, key=lambda each: (each.seconds / SECONDS, each.megabytes))
            if one.seconds > SECONDS or one.megabytes > MEGABYTES or one.end not in ("texts", "refused"):
                n_over += 1
                print(f"over: {one.name}: {one.seconds:.1f} s, {one.megabytes:.0f} MB, {one.end}", flush=True)
    for kind, one in sorted(worst.items()):
        print(f"{kind:20} {one.seconds:6.1f} s {one.megabytes:6.0f} MB  {one.end}")
    print(f"{options.count} files of {len(worst)} kinds, {n_over} over {SECONDS} s or {MEGABYTES} MB or in error")


if __name__ == "__main__":
    main()

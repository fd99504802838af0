"""What a short command costs before it counts: wall time against `import pandas`, in one run, alternating.

Usage: startup.py [OTHER_ANALYSIS]   the folder analysis/ of another checkout, to compare with
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 7
HERE = Path(__file__).resolve().parents[1] / "analysis"
BAOGAO = [sys.executable, "-m", "baogao.cli"]
COMMANDS = {
    "import pandas": [sys.executable, "-c", "import pandas"],
    "import baogao": [sys.executable, "-c", "import baogao"],
    "slogans, one form": [*BAOGAO, "slogans", "work-reports", "--slogan", "改革开放"],
    "slogans, summary": [*BAOGAO, "slogans", "work-reports"],
    "rhetoric": [*BAOGAO, "rhetoric", "provincial", "--by", "year"],
    "keyness": [*BAOGAO, "keyness", "provincial", "--target", "region=甘肃省"],
}


def seconds(command: list[str], analysis: Path) -> float:
    """Wall time of a command with the library of one checkout."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(analysis)})
    return time.perf_counter() - began


def main() -> None:
    """Print the median time of each command, and its ratio to `import pandas` and to the other checkout."""
    checkouts = [HERE, *(Path(argument).resolve() for argument in sys.argv[1:2])]
    times: dict[tuple[str, Path], list[float]] = {(name, each): [] for name in COMMANDS for each in checkouts}
    for _ in range(ROUNDS):
        for name, each in times:
            times[name, each].append(seconds(COMMANDS[name], each))
    medians = {key: statistics.median(each) for key, each in times.items()}
    for name in COMMANDS:
        own = medians[name, HERE]
        line = f"{name:20} {own:5.2f} s {own / medians['import pandas', HERE]:5.2f} x import pandas"
        others = [
            f"; other checkout {medians[name, each]:5.2f} s, ratio {own / medians[name, each]:4.2f}"
            for each in checkouts[1:]
        ]
        print(line + "".join(others))


if __name__ == "__main__":
    main()

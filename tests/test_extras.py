"""What the core reads and measures without any extra; what an extra brings says how to install it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from baogao.paths import find_study
from readable import page, paragraph_tags, xlsx

CORE = """
import sys
from importlib.metadata import packages_distributions

class Absent:
    def find_spec(name, path=None, target=None):
        if name.split(".")[0] in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

absent = set(sys.argv[1].split(","))
sys.meta_path.insert(0, Absent)
from baogao.cli import run
for line in sys.stdin.read().splitlines():
    command, *arguments = line.split()
    if command == "draw":
        import baogao
        print(int(not baogao.figure(*arguments).anew), line)
    else:
        print(run([command, *arguments]), line, flush=True)
"""


@pytest.fixture(scope="module")
def extras():
    """Top-level modules of each extra, by its name in pyproject.toml; the core's dependencies left out."""
    project = tomllib.loads((find_study() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    distributions = packages_distributions()

    def modules(wanted):
        names = {"".join(char for char in line.split(">")[0].lower() if char.isalnum()) for line in wanted}
        return {
            module
            for module, of in distributions.items()
            if any("".join(char for char in name.lower() if char.isalnum()) in names for name in of)
        }

    return {name: modules(project["optional-dependencies"][name]) for name in ("import", "study", "cluster")}


def outcomes(copy, absent, *lines):
    ran = subprocess.run(
        [sys.executable, "-c", CORE, ",".join(sorted(absent))],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        cwd=copy,
    )
    return ran.stdout, ran.stderr


def test_without_any_extra_texts_are_imported_built_measured_and_drawn(copy, extras):
    (copy / "a.txt").write_text("普法工作报告\n2024年1月5日\n全市推进普法工作，坚持依法行政。\n" * 3, encoding="utf-8")
    absent = set.union(*extras.values())
    assert {"trafilatura", "lxml", "requests", "gensim", "nbformat", "IPython", "distributed"} <= absent
    lines = ["import a.txt mine", "build mine --jobs 1", "slogans mine", "doctor mine", "segment a.txt"]
    lines += ["draw corpus-timeline sample"]
    out, err = outcomes(copy, absent, *lines)
    for line in lines:
        assert f"\n0 {line}\n" in f"\n{out}", err


def test_what_an_extra_brings_is_one_line_that_says_how_to_install_it(copy, extras):
    (copy / "a.html").write_text(page(paragraph_tags()), encoding="utf-8")
    (copy / "a.xlsx").write_bytes(xlsx())
    lines = {
        "import a.html mine": "import",
        "import a.xlsx mine": "import",
        "import https://example.org/a mine": "import",
        "build sample --cluster tcp://127.0.0.1:9": "cluster",
        "refit resolutions --engine gensim --k 2 --write": "study",
    }
    out, err = outcomes(copy, set.union(*extras.values()), *lines)
    assert [line for line in out.splitlines() if line[0].isdigit()] == [f"2 {line}" for line in lines]
    hints = [line for line in err.splitlines() if "is not installed" in line]
    assert [hint.split("; ")[1] for hint in hints] == [
        f'install it with `pip install "baogao[{extra}]"`.' for extra in lines.values()
    ]

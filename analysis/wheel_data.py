"""Builds the wheel: lexicons, sample and notebooks go in as package data, copied then, so that git holds them once."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parents[1]
DATA = Path("baogao", "data")
# What only fits the readers anew or measures their accuracy stays in the study.
LEFT_OUT = ("readings", "reviewed.tsv", "reviewed-again.tsv", "discover-reading.csv", "background.tsv")


def data_files() -> list[Path]:
    """Files of the study that a wheel carries, by their paths in the study, in order."""
    lexicons, sample = ROOT / "corpus" / "lexicons", ROOT / "corpus" / "sample"
    paths = [path for entry in lexicons.iterdir() if entry.name not in LEFT_OUT for path in _files(entry)]
    paths += [*_files(sample), *(ROOT / "notebooks").glob("*.ipynb"), ROOT / "CITATION.cff"]
    return sorted(path.relative_to(ROOT) for path in paths)


def _files(entry: Path) -> list[Path]:
    """The file itself, or the files of a folder; hidden ones aside."""
    every = [entry] if entry.is_file() else [path for path in entry.rglob("*") if path.is_file()]
    return [path for path in every if path.name[0] != "."]


class BuildWithData(build_py):
    """Builds the package, then copies the data of the study into it; an editable installation reads them in place."""

    def run(self) -> None:
        """Build, and copy."""
        super().run()
        if not self.editable_mode:
            for path in data_files():
                target = Path(self.build_lib) / DATA / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / path, target)

    def get_source_files(self) -> list[str]:
        """What a source distribution holds besides the package."""
        return [*super().get_source_files(), "analysis/wheel_data.py", *(path.as_posix() for path in data_files())]

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """What is installed."""
        data = [] if self.editable_mode else [str(Path(self.build_lib) / DATA / path) for path in data_files()]
        return [*super().get_outputs(include_bytecode), *data]

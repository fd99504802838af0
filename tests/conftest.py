"""Fixtures: the study, a small copy of it to write in, and the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from baogao.cli import run
from baogao.paths import find_study, texts_root

STUDY = find_study(Path(__file__).parent)
settings.register_profile("study", deadline=None)  # how long an example takes depends on what else runs
settings.load_profile("study")


# Files that take minutes, the longest first: a worker that began one last would end long after the other.
SLOW = [
    f"tests/test_{name}.py"
    for name in ("real_texts", "package", "shards", "notebooks", "readable", "explorer_browser", "docs", "cases")
]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Files go whole to either of two workers, in the order of collection."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


def pytest_collection_modifyitems(items):
    """Slow files first; tests marked `texts` are skipped, with the reason, where the real texts are not."""
    order = {name: place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: order.get(item.nodeid.split("::")[0], len(SLOW)))
    if not texts_root().is_dir():
        reason = f"the real texts are not here ({texts_root()}; see BAOGAO_TEXTS in the README)"
        for item in items:
            if item.get_closest_marker("texts"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def study() -> Path:
    """The study itself: read only."""
    return STUDY


@pytest.fixture
def copy(tmp_path, monkeypatch) -> Path:
    """A copy of the study without its real texts, to write in; the working directory is in it."""
    folder = tmp_path / "study"
    for name in ("corpus", "figures", "notebooks"):
        shutil.copytree(STUDY / name, folder / name, ignore=shutil.ignore_patterns("local", ".ipynb_checkpoints"))
    for texts in (folder / "corpus").glob("*/texts"):
        if texts.parent.name != "sample":
            shutil.rmtree(texts)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BAOGAO_TEXTS", str(tmp_path / "no-texts"))
    return folder


@pytest.fixture
def drawn(study, tmp_path) -> Path:
    """Every figure and number of the study as committed, which are those made anew (`make verify`)."""
    return Path(shutil.copytree(study / "figures", tmp_path / "drawn", ignore=shutil.ignore_patterns("local")))


@pytest.fixture
def drawn_copy(copy) -> Path:
    """A copy of the study whose figures are up to date, so that no notebook draws them again."""
    from baogao.features.keys import remember
    from baogao.figures.draw import freshness
    from baogao.figures.recipes import RECIPES

    for name, recipe in RECIPES.items():
        remember(*freshness(name, recipe.collection))
    return copy


@pytest.fixture
def baogao(capsys):
    """Run the command line; gives exit code, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def refused(baogao):
    """Run a command that must be refused: exit 2, nothing printed, one line of error with these words."""

    def call(arguments: list[object], *words: str) -> None:
        code, out, err = baogao(*arguments)
        assert code == 2
        assert out == ""
        assert err.count("\n") == 1
        assert err.startswith("baogao: ")
        for word in words:
            assert word in err

    return call

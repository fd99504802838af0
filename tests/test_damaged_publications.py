"""Damaged files of what is published: figures and their manifest, numbers, stored topics, themes; one line for each."""

from __future__ import annotations

import random
import shutil

import pytest

import damaged
from baogao.errors import BaogaoError
from baogao.figures.gallery import write_gallery
from baogao.figures.provenance import MANIFEST, read_manifest
from baogao.study.crate import write_crate
from baogao.study.verify import compare_files
from conftest import STUDY

OF_FIGURES = ["numbers.json", "numbers.tex", MANIFEST, "slogan-heatmap.csv"]
ENTRIES = {
    "a caption that is a number": b'{"figures": {"x": {"collection": "a", "inputs": {}, "files": {}, "caption": 1}}}',
    "files without hashes": b'{"figures": {"x": {"collection": "a", "inputs": {}, "files": {"x.csv": null}}}}',
    "hashes that are numbers": b'{"figures": {}, "study": {"corpus/x": 1}}',
    "versions that are a list": b'{"figures": {}, "versions": ["1"]}',
}
COMMANDS = {
    "topics work-reports": "topics/gibbs/MODEL.json",
    "export work-reports --to pyldavis --out out": "topics/gibbs/MODEL.json",
    "effects work-reports --on year --draws 5": "topics/gibbs/MODEL.json",
    "topic-grid work-reports": "topics/grid/MODEL.json",
    "themes work-reports": "themes.tsv",
    "effects work-reports --on year --draws 5 --named": "themes.tsv",
    "explore work-reports --out page.html": "themes.tsv",
    "seeded work-reports": "seeds.tsv",
    "intrude work-reports": "intrusion.tsv",
    "cite work-reports": "reports.csv",
    "export work-reports --to mtx --out out": "reports.csv",
    "explore work-reports --out out.html": "reports.csv",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A copy of the study, to be damaged."""
    folder = tmp_path_factory.mktemp("published") / "study"
    for name in ("corpus", "figures"):
        shutil.copytree(STUDY / name, folder / name, ignore=shutil.ignore_patterns("local", "texts"))
    (folder / "figures/numbers.tex").write_text(
        "\\newcommand{\\baogaoSampleNReports}{\\baogaoNumber{12}}\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def here(published, monkeypatch, tmp_path):
    monkeypatch.chdir(published)
    monkeypatch.setenv("BAOGAO_TEXTS", str(tmp_path / "no-texts"))
    return published


def damages(path):
    """What is done to a file, by its kind."""
    by_hand = {name: damage for name, damage in damaged.BYTES.items() if name != "without its end"}  # ends in a word
    kinds = {".json": damaged.JSON, ".csv": damaged.MANIFEST, ".tsv": by_hand}
    return kinds.get(path.suffix, damaged.BYTES) if path.name != "slogan-heatmap.csv" else damaged.BYTES


@pytest.mark.parametrize("content", ENTRIES.values(), ids=ENTRIES)
def test_a_manifest_of_figures_that_lacks_what_is_read_of_it_is_refused(content, tmp_path):
    (tmp_path / MANIFEST).write_bytes(content)
    for read in (read_manifest, write_gallery, write_crate):
        with pytest.raises(BaogaoError, match=MANIFEST) as error:
            read(tmp_path)
        assert "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]


def is_named(path, fresh):
    """Whether a comparison finds a file other than it was, or is refused in one line that names it."""
    try:
        results = {verdict.file: verdict.result for verdict in compare_files(path.parent, fresh, {})}
    except BaogaoError as error:
        return path.name in str(error) and "\n" not in str(error)
    return results[path.name] != "exact"


@pytest.mark.parametrize("name", OF_FIGURES)
def test_verify_names_a_damaged_file_of_figures(name, here, tmp_path):
    path, fresh = here / "figures" / name, tmp_path / "fresh"
    shutil.copytree(path.parent, fresh)
    whole = path.read_bytes()
    try:
        for what, damage in damages(path).items():
            if (content := damage(whole)) == whole:
                continue
            path.write_bytes(content)
            assert is_named(path, fresh), what
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("style", ["text", "booktabs"])
@pytest.mark.parametrize("file", ["figures/MANIFEST.json", "figures/slogan-heatmap.csv"])
def test_cite_refuses_a_damaged_figure_in_one_line(file, style, here, baogao):
    path = here / file
    whole = path.read_bytes()
    try:
        for what, damage in damages(path).items():
            path.write_bytes(damage(whole))
            code, out, err = baogao("cite", "slogan-heatmap", "--format", style)
            assert code in (0, 2), what
            assert code == 0 or (out == "" and err.count("\n") == 1), f"{what}: {err}"
            assert (
                code == 2
                or what in ("doubled", "without its end", "first half", "second half")
                or path.suffix == ".csv"
            )
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_names_a_damaged_file_of_its_collection(command, here, baogao):
    name, file = command.split()[0], COMMANDS[command]
    path, rng = here / "corpus/work-reports" / file, random.Random(command)
    whole = path.read_bytes()
    before = {each for each in here.rglob("*") if ".cache" not in str(each)}
    kinds = damages(path)
    try:
        for what in rng.sample(list(kinds), 4):
            if (content := kinds[what](whole)) == whole:
                continue
            path.write_bytes(content)
            code, out, err = baogao(*command.split())
            assert code == 2, f"{what}: {name} took it"
            assert (out, err.count("\n")) == ("", 1), f"{what}: {err}"
            assert path.name in err, f"{what}: {err}"
    finally:
        path.write_bytes(whole)
    left = {each for each in here.rglob("*") if ".cache" not in str(each)} - before
    assert {each.name for each in left if not each.name.endswith(".lock") and not each.name.startswith(".")} == set()

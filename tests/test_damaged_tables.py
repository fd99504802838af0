"""Damaged tables of a collection: every command that reads one refuses it in one line that names it."""

from __future__ import annotations

import json
import random
import shutil

import pytest

import damaged
from baogao.errors import BaogaoError
from baogao.features.current import read_parts, read_table
from baogao.features.tables import SCHEMAS, table_path
from baogao.figures.provenance import read_manifest as read_figures
from baogao.measures.stored_parts import read_drift_parts
from baogao.measures.topic_models import read_topics
from baogao.study.make import _forget_old
from conftest import STUDY

READ = {  # feature tables that a command reads, besides the manifest
    "slogans --slogan 依法行政": ("passages", "hits"),
    "lives": ("passages", "hits"),
    "associations": ("passages", "hits"),
    "attestations": ("attestations",),
    "keyness --target region=澜州市": ("terms",),
    "topics --k 2": ("terms",),
    "rhetoric": ("passages", "devices"),
    "reuse": ("passages", "profile", "reuse"),
    "collocations": (),
    "discover": (),
    "duplicates": (),
    "card": (),
    "kwic 依法行政": (),
}
# Every table that the sample has; renderings are of translation memories alone.
NAMES = [name for name in SCHEMAS if table_path(STUDY / "corpus/sample", name).is_file()]
TABLES = {f"features/{name}.parquet": damaged.PARQUET for name in NAMES}
FILES = TABLES | {"features/BUILD.json": damaged.JSON, "reports.csv": damaged.MANIFEST}


@pytest.fixture(scope="module")
def own_study(tmp_path_factory):
    """A study of the sample alone, to be damaged."""
    folder = tmp_path_factory.mktemp("damaged") / "study"
    for name in ("lexicons", "sample"):
        shutil.copytree(STUDY / "corpus" / name, folder / "corpus" / name)
    return folder


@pytest.fixture
def sample(own_study, monkeypatch):
    """Its collection; what a test damages is whole again after it."""
    monkeypatch.chdir(own_study)
    folder = own_study / "corpus/sample"
    whole = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    yield folder
    for path, content in whole.items():
        path.write_bytes(content)


def one_line(error, path):
    return str(path) in str(error) and "\n" not in str(error)


def test_every_damage_to_a_feature_table_is_seen_before_a_row_is_read(sample):
    assert len(NAMES) >= len(SCHEMAS) - 1
    for name in NAMES:
        path = table_path(sample, name)
        whole = path.read_bytes()
        for damage in damaged.PARQUET.values():
            path.write_bytes(damage(whole))
            if path.read_bytes() == whole:
                assert len(read_table("sample", name)) in (0, 1)  # an empty table without its rows is the same
                continue
            for read in (read_table, read_parts):
                with pytest.raises(BaogaoError) as error:
                    read("sample", name)
                assert one_line(error.value, path)
        path.write_bytes(whole)


def test_every_damage_to_the_list_of_tables_is_seen(sample):
    path = sample / "features/BUILD.json"
    whole = path.read_bytes()
    for damage in damaged.JSON.values():
        path.write_bytes(damage(whole))
        with pytest.raises(BaogaoError) as error:
            read_table("sample", "hits")
        assert one_line(error.value, path) or one_line(error.value, table_path(sample, "hits"))


@pytest.mark.parametrize("command", READ)
def test_a_command_names_the_damaged_table_in_one_line(command, sample, refused):
    name, *options = command.split()
    tables = [f"features/{table}.parquet" for table in READ[command]]
    rng = random.Random(command)
    for file in ["reports.csv", *tables, *(["features/BUILD.json"] if tables else [])]:
        path = sample / file
        whole = path.read_bytes()
        for damage in rng.sample(list(FILES[file]), 6):
            content = FILES[file][damage](whole)
            if content != whole:
                path.write_bytes(content)
                refused([name, "sample", *options], path.name if path.suffix == ".csv" else "sample", "")
        path.write_bytes(whole)


@pytest.mark.parametrize("file", FILES)
def test_the_doctor_names_every_damaged_table(file, sample, baogao):
    path = sample / file
    whole = path.read_bytes()
    rng = random.Random(file)
    for damage in rng.sample(list(FILES[file]), 3):
        path.write_bytes(FILES[file][damage](whole))
        if path.read_bytes() != whole:
            code, out, err = baogao("doctor", "sample")
            assert code == (1 if out else 2), damage
            assert path.name in out + err, damage


@pytest.mark.parametrize("damage", damaged.JSON)
def test_a_damaged_list_of_figures_removes_nothing(damage, own_study, monkeypatch):
    monkeypatch.chdir(own_study)
    figures = own_study / "figures"
    figures.mkdir(exist_ok=True)
    beside = own_study / "x"
    beside.write_text("mine")
    entry = {"collection": "sample", "inputs": {}, "files": {"slogan-heatmap.csv": "0"}}
    whole = json.dumps({"figures": {"slogan-heatmap": entry}}).encode()
    (figures / "MANIFEST.json").write_bytes(damaged.JSON[damage](whole))
    for read in (read_figures, _forget_old):
        with pytest.raises(BaogaoError) as error:
            read(figures)
        assert one_line(error.value, figures / "MANIFEST.json")
    assert beside.read_text() == "mine"


@pytest.mark.parametrize(("folder", "read"), [("gibbs", read_topics), ("drift", read_drift_parts)])
def test_a_damaged_stored_model_is_refused_in_one_line(folder, read, tmp_path, monkeypatch):
    for name in ("lexicons", "work-reports"):
        shutil.copytree(STUDY / "corpus" / name, tmp_path / "corpus" / name)
    monkeypatch.chdir(tmp_path)
    for path in sorted((tmp_path / "corpus/work-reports/topics" / folder).iterdir()):
        whole, rng = path.read_bytes(), random.Random(path.name)
        damages = damaged.JSON if path.suffix == ".json" else damaged.PARQUET
        for name in rng.sample(list(damages), 3):
            if (content := damages[name](whole)) != whole:
                path.write_bytes(content)
                with pytest.raises(BaogaoError) as error:
                    read("work-reports")
                assert "\n" not in str(error.value), name
        path.write_bytes(whole)

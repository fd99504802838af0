"""The house: rooms import downwards only, and what is locked is what is asked for."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import tomllib
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter

import pytest

import baogao as bg

GROUND = ["paths", "rounding", "tables", "locks", "files", "arguments", "errors", "lazy"]
ROOMS = ["cli", "front", "study", "reading", "figures", "measures", "features", "language", "corpus", *GROUND]
# Rooms of corpus/, top down.
SUB_ROOMS = [
    "importing",
    "store",
    "facts",
    "web",
    "sources",
    "tabular",
    "pages",
    "layout",
    "text",
    "words",
]  # of corpus/, top down


@cache
def syntax(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path):
    return list(_imports(path))


def _imports(path):
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def room_of(module):
    parts = module.split(".")
    return parts[1] if parts[0] == "baogao" and len(parts) > 1 else None


def modules(study):
    package = study / "analysis" / "baogao"
    return {path: path.relative_to(package).parts[0].removesuffix(".py") for path in package.rglob("*.py")}


def test_imports_point_downwards_only(study):
    upwards = [
        f"{path.name}: {module}"
        for path, room in modules(study).items()
        if room in ROOMS
        for module in imports(path)
        if (there := room_of(module)) and ROOMS.index(there) < ROOMS.index(room)
    ]
    assert upwards == []


def sub_rooms(study):
    corpus = study / "analysis" / "baogao" / "corpus"
    return {path: path.relative_to(corpus).parts[0] for path in corpus.rglob("*.py") if path.parent != corpus}


def test_imports_within_the_corpus_point_downwards_only(study):
    upwards = [
        f"{path.name}: {module}"
        for path, room in sub_rooms(study).items()
        for module in imports(path)
        if module.startswith("baogao.corpus.")
        if SUB_ROOMS.index(module.split(".")[2]) < SUB_ROOMS.index(room)
    ]
    assert upwards == []
    assert set(sub_rooms(study).values()) == set(SUB_ROOMS)


def test_no_modules_import_each_other_in_a_circle(study):
    package = study / "analysis"
    names = {".".join(path.relative_to(package).with_suffix("").parts): path for path in modules(study)}
    graph = {name: {module for module in imports(path) if module in names} for name, path in names.items()}
    assert list(TopologicalSorter(graph).static_order())


def test_a_measure_imports_no_other_measure_but_shared_arithmetic(study):
    arithmetic = [
        "intervals",
        "permutation",
        "cells",
        "overlap",
        "joins",
        "expected",
        "pairs",
        "covering",
        "contingency",
    ]
    arithmetic += ["outline", "presence"]
    arithmetic += ["matrix", "topics", "topic_scores", "engine_gibbs", "engine_gensim", "engine_nmf", "divergence"]
    arithmetic += ["device_counts", "device_strata"]
    shared = {f"baogao.measures.{name}" for name in arithmetic}
    for path in (study / "analysis" / "baogao" / "measures").glob("*.py"):
        if path.stem in (
            "topic_models",
            "topic_results",
            "stored_parts",
            "stored_specification",
            "topic_extension",
            "topic_grid",
        ):  # what is chosen and shown: measures of topics in turn
            continue
        used = {module for module in imports(path) if module.startswith("baogao.measures")}
        assert used <= shared, path.name


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("matplotlib", {"figures"}),
        ("wordcloud", {"figures"}),
        ("pyarrow", {"features", "corpus"}),
        ("trafilatura", {"corpus"}),
        ("lxml", {"corpus"}),
        ("docx", {"corpus"}),
        ("pdfplumber", {"corpus"}),
        ("pdfminer", {"corpus"}),
        ("openpyxl", {"corpus", "reading"}),
        ("opencc", {"corpus"}),
        ("concurrent", {"features", "study"}),
        ("jieba", {"language"}),
        ("rjieba", {"language"}),
        ("ahocorasick_rs", {"language", "corpus"}),
        ("click", {"cli"}),
        ("requests", {"corpus"}),
        ("urllib3", {"corpus"}),
        ("datasketch", {"corpus"}),
        ("rapidfuzz", {"language"}),
    ],
)
def test_each_library_is_known_to_its_rooms_only(study, library, rooms):
    knowing = {room for path, room in modules(study).items() for name in imports(path) if name.split(".")[0] == library}
    assert knowing <= rooms
    assert knowing


def test_in_the_corpus_only_readers_open_files_of_other_kinds(study):
    corpus = study / "analysis" / "baogao" / "corpus"
    kinds = {"pyarrow", "trafilatura", "lxml", "docx", "pdfplumber", "pdfminer", "openpyxl", "zipfile"}
    knowing = [
        path.name
        for path in corpus.rglob("*.py")
        if path.parent.name not in ("sources", "pages") and kinds & {name.split(".")[0] for name in imports(path)}
    ]
    assert knowing == []


def test_every_module_says_its_job_in_its_first_line(study):
    """A sentence that stands on one line, and that no other module could have."""
    lines = {path: (ast.get_docstring(syntax(path)) or "").split("\n")[0] for path in modules(study)}
    assert [path.name for path, line in lines.items() if not re.fullmatch(r"\S.{20,}[.:]", line)] == []
    assert [line for line, times in Counter(lines.values()).items() if times > 1] == []


def test_no_room_of_the_corpus_is_a_cellar(study):
    sizes = Counter()
    for path, room in sub_rooms(study).items():
        sizes[room] += len(path.read_text(encoding="utf-8").splitlines())
    assert max(sizes.values()) <= 2000, sizes


def literals(path):
    """Strings of a module with their lines, docstrings aside."""
    tree = syntax(path)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def test_what_officials_write_stands_in_tables(study):
    """A Chinese literal outside words/ and language/ is an example in a message, a label of a figure, or help."""
    chinese = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]|\\u[0-9a-f]{4}")
    package = study / "analysis" / "baogao"
    patterns = [
        f"{path.relative_to(package)}:{line}: {literal}"
        for path, room in modules(study).items()
        if room not in ("language", "cli") and path.parent.name not in ("words", "recipes")
        for line, literal in literals(path)
        if chinese.search(literal) and not re.search(r"[A-Za-z]{3}.* .*[A-Za-z]{3}", literal)
    ]
    assert patterns == []


def test_every_public_name_is_used_where_people_read(study):
    readable = [study / "README.md", *(study / "docs").glob("*.md"), *(study / "notebooks").glob("*.ipynb")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in readable)
    unused = [name for name in bg.__all__ if not re.search(rf"\b(?:bg|baogao)\.{name}\b", text)]
    assert unused == []


def test_only_one_place_names_the_folder_of_raw_texts(study):
    naming = [path.name for path in modules(study) if 'BAOGAO_TEXTS")' in path.read_text(encoding="utf-8")]
    assert naming == ["paths.py"]


def test_the_lock_holds_every_dependency_with_hashes_and_no_index(study):
    lock = (study / "requirements.lock").read_text()
    project = tomllib.loads((study / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    names = {re.match(r"[\w.-]+", line)[0].lower().replace(".", "-") for line in wanted}
    locked = {re.match(r"[\w.-]+", line)[0] for line in lock.splitlines() if re.match(r"\w", line)}
    assert names <= locked
    assert "://" not in lock
    assert "--index" not in lock
    assert lock.count("--hash=sha256:") > len(locked)


def test_conda_brings_python_and_pip_and_the_lock_the_rest(study):
    lines = [
        line.strip("- ")
        for line in (study / "environment.yml").read_text().splitlines()
        if line.strip().startswith("-")
    ]
    assert lines == ["conda-forge", "python=3.11", "pip", "pip:", "require-hashes -r requirements.lock"]


def test_the_top_level_is_the_documented_one(study):
    wanted = (
        "README.md CHANGELOG.md CITATION.cff LICENSE Makefile pyproject.toml environment.yml requirements.lock "
        ".gitattributes .ci/run analysis/baogao notebooks corpus figures tests benchmarks docs"
    )
    assert [name for name in wanted.split() if not (study / name).exists()] == []


def test_no_sentence_of_the_real_texts_is_in_the_repository(study):
    tool, corpora = study.parent / "shared/tools/copied-text", study.parent / "shared/corpora"
    if not tool.is_file() or not corpora.is_dir():
        pytest.skip(f"the real texts are not here ({corpora})")
    found = subprocess.run([tool, study, corpora, "--min", "40"], capture_output=True, text=True, check=False)
    assert found.stdout == ""

"""Documents and notebooks cannot rot: their commands run, their code runs, their numbers are the files'."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import subprocess
import sys

import pandas as pd
import pytest

import baogao as bg
from baogao.corpus.store.absent import AbsentReport
from baogao.corpus.store.manifest import ManifestRow
from baogao.features.tables import SCHEMAS
from baogao.figures import recipes
from baogao.language.device_readings import load_device_reading
from baogao.language.lexicon import load_lexicon
from baogao.measures.survival import median_life
from baogao.measures.topic_models import read_topics
from baogao.tables import columns_of


def blocks(study, language, page="README.md"):
    return re.findall(rf"```{language}\n(.*?)```", (study / page).read_text(encoding="utf-8"), re.DOTALL)


def commands(study):
    lines = "\n".join(blocks(study, "sh")).splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


def test_every_command_of_the_readme_runs(copy, study, baogao):
    source = copy / "FOLDER"
    source.mkdir()
    for name in ("lan-2019", "lan-2020", "lan-2021"):
        text = (copy / "corpus/sample/texts" / f"{name}.txt").read_text(encoding="utf-8")
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    ran = 0
    for words in commands(study):
        if words[0] == ".venv/bin/baogao":
            code, _, err = baogao(*words[1:])
            assert code == 0, (words, err)
            ran += 1
    assert ran >= 9


def test_every_make_target_of_the_documents_exists(study):
    targets = set(re.findall(r"^([\w.]+):", (study / "Makefile").read_text(), re.MULTILINE))
    for path in [study / "README.md", *(study / "docs").glob("*.md"), *(study / "corpus").glob("*/README.md")]:
        for target in re.findall(r"(?:`|^)make ([a-z.]+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert target in targets, (path.name, target)


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_python_of_a_page_prints_what_it_says(study, page, monkeypatch):
    monkeypatch.chdir(study)
    source = "\n".join(blocks(study, "pycon", page))
    example = doctest.DocTestParser().get_doctest(source, {}, page, page, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    with pd.option_context("display.width", 120, "display.unicode.east_asian_width", False):
        runner.run(example)
    assert runner.summarize().failed == 0
    assert len(example.examples) >= 6


def test_the_finding_of_the_readme_is_that_of_its_table(study):
    curve = pd.read_csv(study / "figures" / "slogan-survival.csv").query("panel == 'all'")
    row, left_out = median_life(curve).iloc[0], curve.iloc[0]
    finding = (
        f"Of the {row['n']:,} families of slogans first used from {recipes.slogan_survival.SINCE} to "
        f"{left_out['until']} in two reports or more, half are gone after {row['median']:.0f} years (95% interval "
        f"{row['low_median']:.0f} to {row['high_median']:.0f}), {row['alive_20']:.0%} last longer than twenty "
        f"({row['low_20']:.0%} to {row['high_20']:.0%}); counted with the {left_out['n_once']:,} that stand in "
        f"one report only, half are gone after {left_out['median_with_once']:.0f} ("
    ).replace("%", " %")
    assert finding in " ".join((study / "README.md").read_text(encoding="utf-8").split())


def test_every_link_of_the_documents_leads_somewhere(study):
    for path in [study / "README.md", *(study / "docs").glob("*.md"), *(study / "corpus").glob("*/README.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


WRITES = {"import_reports", "build", "settle", "collapse", "restore"}  # whose examples would change the study


def test_every_public_name_has_an_example():
    lacking = {name for name in bg.__all__ if "\n    >>> " not in f"\n{getattr(bg, name).__doc__}"}
    assert lacking == WRITES | {"measures", "BaogaoError"}


def test_the_numbers_of_the_documents_are_those_of_the_files(study):
    lexicon = load_lexicon()
    told = f"{len(lexicon.table):,} slogans"
    for path in ("CHANGELOG.md", "corpus/lexicons/README.md"):
        text = (study / path).read_text(encoding="utf-8")
        assert told in text, path
        assert f"{lexicon.table['family'].nunique():,} families" in text, path
        assert f"{len(lexicon.forms):,} forms" in text, path
    numbers = json.loads((study / "figures" / "numbers.json").read_text(encoding="utf-8"))
    statement = (study / "corpus/judicial/README.md").read_text(encoding="utf-8")
    assert f"{numbers['judicial']['n_chars']:,} characters" in statement
    assert f"{numbers['work-reports']['n_chars'] / 1e6:.2f} million" in (
        study / "corpus/work-reports/README.md"
    ).read_text(encoding="utf-8")
    recurring = {
        engine: int((read_topics("work-reports", engine=engine).topics["recurrence"] > 0.5).sum())
        for engine in ("gibbs", "gensim")
    }
    readme = " ".join((study / "README.md").read_text(encoding="utf-8").split())
    assert (
        "{gibbs} recur with the Gibbs engine (consensus of ten fits), {gensim} with gensim's (of three)".format(
            **recurring
        )
        in readme
    )
    reading = load_device_reading()
    assert f"by reading {len(reading.hits):,} hits and {len(reading.passages)} passages" in readme


def test_the_counts_of_the_changelog_are_those_of_the_tables(study):
    """What stood before a change is history; what stands now is recomputed."""
    text = " ".join((study / "CHANGELOG.md").read_text(encoding="utf-8").split())
    numbers = json.loads((study / "figures" / "numbers.json").read_text(encoding="utf-8"))
    reports = numbers["work-reports"]
    assert f"so {reports['n_used']:,} of them occur in `work-reports`" in text
    assert f", {reports['count']:,} times (" in text
    assert f" and {reports['nested_count']:,} times inside others" in text
    for name in ("provincial", "headlines"):
        assert f"`{name}` {numbers[name]['count']:,} (" in text, name
    tests = bg.adoption_test("provincial")
    gains = tests["adopted"] - tests["dropped"]
    equal = (tests["equal_change"] * tests["n_regions"]).sum()
    assert f": {len(tests):,} tests instead of" in text
    assert f"the net gain of 2026 is {equal:.0f} uses by a region, not {gains.sum():,}:" in text


def test_the_data_dictionary_names_each_column_of_each_table(study):
    page = (study / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    described = {}
    for section in page.split("\n## ")[1:]:
        names = re.findall(r"^\| ([a-z0-9_, ]+) \|", section, re.MULTILINE)
        described[section.split()[0]] = [name for cell in names for name in cell.split(", ") if name != "column"]
    tables = {"reports": columns_of(ManifestRow), "absent": columns_of(AbsentReport)}
    tables |= {name: schema.names for name, schema in SCHEMAS.items()}
    for table, columns in tables.items():
        assert sorted(described[table]) == sorted(columns), table


def test_the_docs_site_builds_without_a_broken_link_and_loads_nothing_from_elsewhere(study, tmp_path):
    settings = study / "docs" / "site" / "mkdocs.yml"
    words = ["-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(settings), "-d", str(tmp_path)]
    run = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    for path in tmp_path.rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|img|iframe)[^>]+src="(https?:[^"]+)|<link[^>]+stylesheet[^>]+href="(https?:[^"]+)',
            path.read_text(encoding="utf-8"),
        )
        assert not loaded, (path.name, loaded)
    assert (tmp_path / "reference" / "rates.html").is_file()

"""Damaged lexicons, rules and lists that people edit: refused in one line that names the file, by whatever reads it."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys

import pytest

import damaged
from baogao.corpus.importing.import_report import read_import_report
from baogao.corpus.pages.article import names_of
from baogao.corpus.store.collapsed import read_collapsed
from baogao.corpus.store.defects import read_defects
from baogao.corpus.store.settled import read_settled
from baogao.corpus.tabular.columns import find_columns
from baogao.corpus.words.places import load_places
from baogao.corpus.words.rules import own_rules, rules
from baogao.errors import BaogaoError
from baogao.language.device_lists import load_devices
from baogao.language.events import load_events
from baogao.language.lexicon import load_lexicon
from baogao.language.parts import load_part_rules
from baogao.language.senses import load_other_senses
from baogao.language.split_names import load_split_names
from baogao.language.stopwords import load_stopwords
from baogao.study.reader_texts import background
from baogao.study.refit_reader import read_decisions
from conftest import STUDY

LEXICONS = STUDY / "corpus/lexicons"
READERS = {
    "slogans": load_lexicon,
    "stopwords": load_stopwords,
    "devices": load_devices,
    "events": load_events,
    "other-senses": load_other_senses,
    "parts": load_part_rules,
    "split-names": load_split_names,
    "places": load_places,
    "sites": lambda: names_of("article"),
    "columns": lambda: find_columns(["正文"], {}),
    "background": lambda: next(background(), None),
    "reviewed": read_decisions,
}
ONLY_FOR_TESTS = ("across-words", "reviewed-again")
LISTS = {
    "settled.csv": ("report_id,column,value\nlan-2022,year,2022\nlan-2021,year,2021\n", read_settled),
    "rules.tsv": (
        "rule\twhere\tpattern\tyes\tno\tseen\nnotice\tline\t^本页由.*制作$\t本页由某站制作\t本页\tinvented\n",
        own_rules,
    ),
    "defects.csv": ("report_id,defect\nlan-2022,cut short\nlan-2021,cut short\n", read_defects),
    "collapsed.csv": (None, read_collapsed),
    "import.csv": (None, read_import_report),
}


def again(line):
    """The table with a line twice, in which no two rows may be alike."""
    return lambda content: content.rstrip(b"\n") + b"\n" + content.splitlines()[line] + b"\n"


def with_line(edit, line=1):
    def changed(content):
        lines = content.split(b"\n")
        lines[line] = edit(lines[line])
        return b"\n".join(lines)

    return changed


TEXT = {
    "empty": lambda _: b"",
    "a column less": lambda content: b"\n".join(
        line.rpartition(b"\t" if b"\t" in line else b",")[0] for line in content.split(b"\n")
    ),
    "another name of a column": with_line(lambda line: b"x" + line, 0),
    "a line cut": with_line(lambda line: line[: len(line) // 2].replace(b"\t", b"").replace(b",", b"")),
    "a cell more": with_line(lambda line: line + b"\tx,x\tx,x"),
    "GBK": lambda content: content.decode("utf-8-sig").replace("\n", "\n普法", 1).encode("gb18030"),
    "UTF-16": lambda content: content.decode("utf-8-sig").encode("utf-16"),
    "binary": lambda content: random.Random(1).randbytes(len(content) or 99),
    "zeros": lambda content: bytes(len(content) or 99),
    "a page of a server": damaged.BYTES["a page of a server"],
    "a conflict of versions": damaged.BYTES["a conflict of versions"],
    "a very long cell": with_line(lambda line: b"x" * 300_000 + line),
}
MAY_DO_NO_HARM = ("a line cut", "a very long cell")  # where a column takes any text


def forget():
    """Forget every table that was read."""
    for module in [one for name, one in sys.modules.items() if name.startswith("baogao")]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@pytest.fixture(scope="module")
def own_study(tmp_path_factory):
    """A study of the sample alone, to be damaged."""
    folder = tmp_path_factory.mktemp("damaged") / "study"
    for name in ("lexicons", "sample"):
        shutil.copytree(STUDY / "corpus" / name, folder / "corpus" / name)
    return folder


@pytest.fixture
def study_copy(own_study, monkeypatch):
    monkeypatch.chdir(own_study)
    forget()
    yield own_study
    forget()


def refuses(read, path, what):
    """Whether reading a damaged table is refused in one line; or nothing was wrong."""
    forget()
    try:
        read()
    except BaogaoError as error:
        message = str(error)
    else:
        return False
    assert "\n" not in message, what
    assert path.name in message, f"{what}: {message}"
    assert len(message) < 3000, f"{what}: {len(message)} characters"
    return True


def every_damage(path, read):
    whole = path.read_bytes()
    try:
        taken = []
        for what, damage in TEXT.items():
            path.write_bytes(damage(whole))
            if path.read_bytes() != whole and not refuses(read, path, what) and what not in MAY_DO_NO_HARM:
                taken.append(what)
    finally:
        path.write_bytes(whole)
    return taken


def test_every_table_has_its_reader_here():
    assert sorted([*READERS, *ONLY_FOR_TESTS]) == sorted(path.stem for path in LEXICONS.glob("*.tsv"))


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_lexicon_is_refused_in_one_line(name, study_copy):
    assert every_damage(study_copy / f"corpus/lexicons/{name}.tsv", READERS[name]) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in (LEXICONS / "rules").glob("*.tsv")))
def test_damaged_rules_are_refused_in_one_line(name, study_copy):
    assert every_damage(study_copy / f"corpus/lexicons/rules/{name}.tsv", lambda: rules(name)) == []


@pytest.mark.parametrize("name", LISTS)
def test_a_damaged_list_of_a_collection_is_refused_in_one_line(name, study_copy):
    content, read = LISTS[name]
    folder = study_copy / "corpus/sample"
    path = folder / name
    if content is None:
        from baogao.corpus.importing.import_report import COLUMNS
        from baogao.corpus.store.collapsed import CollapsedRow
        from baogao.tables import columns_of

        names = list(COLUMNS) if name == "import.csv" else columns_of(CollapsedRow)
        content = ",".join(names) + "\n"
    path.write_text(content, encoding="utf-8")
    harmless = ["empty"] if name == "rules.tsv" else []  # a collection without rules of its own
    harmless += [] if content.count("\n") > 1 else ["a cell more"]
    try:
        taken = every_damage(path, lambda: read(folder))
    finally:
        path.unlink()
    assert [what for what in taken if what not in harmless] == []


COMMANDS = {
    "segment": ["segment", "corpus/sample/texts/lan-2022.txt"],
    "annotate": ["annotate", "corpus/sample/texts/lan-2022.txt", "--out", "out"],
    "build": ["build", "sample", "--jobs", "1"],
    "doctor": ["doctor", "sample"],
    "slogans": ["slogans", "sample", "--slogan", "依法行政"],
    "kwic": ["kwic", "sample", "依法行政"],
    "import": ["import", "corpus/sample/texts/lan-2022.txt", "mine"],
}
READ_BY = {
    "slogans.tsv": ("segment", "annotate", "build", "slogans", "kwic"),
    "places.tsv": ("annotate", "import"),
    "devices.tsv": ("build",),
}


@pytest.mark.parametrize("file", READ_BY)
def test_commands_name_the_damaged_table_and_write_nothing(file, study_copy, refused):
    path = study_copy / "corpus/lexicons" / file
    whole = path.read_bytes()
    before = sorted(str(each) for each in study_copy.rglob("*") if ".cache" not in str(each))
    rng = random.Random(file)
    try:
        for command in READ_BY[file]:
            what = rng.choice([name for name in TEXT if name not in MAY_DO_NO_HARM])
            path.write_bytes(TEXT[what](whole))
            forget()
            refused(COMMANDS[command], path.name)
    finally:
        path.write_bytes(whole)
    after = sorted(str(each) for each in study_copy.rglob("*") if ".cache" not in str(each))
    assert [one for one in after if one not in before and not one.endswith((".lock", "out"))] == []


@pytest.mark.parametrize(("file", "command"), [("words", "annotate"), ("headings", "import")])
def test_damaged_rules_are_named_by_a_command_of_its_own_process(file, command, study_copy):
    path = study_copy / f"corpus/lexicons/rules/{file}.tsv"
    whole = path.read_bytes()
    path.write_bytes(TEXT["GBK"](whole))
    try:
        run = [sys.executable, "-m", "baogao.cli", *COMMANDS[command]]
        done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=study_copy)
    finally:
        path.write_bytes(whole)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert path.name in done.stderr

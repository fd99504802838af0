"""Faulty arguments of every public function and option are refused in one line; names are walked, not listed."""

from __future__ import annotations

import inspect
import math
import shutil
import typing
from functools import cache

import click
import numpy as np
import pandas as pd
import pytest

import baogao as bg
from baogao.arguments import ARRAYS, CLASSES, kinds_of
from baogao.cli import cli
from baogao.errors import BaogaoError
from baogao.measures.joins import outermost
from baogao.measures.lives import lives
from baogao.measures.series import slogan_series
from conftest import STUDY

LONG = "普" * 20_000
NAMES = ["no such", "a\0b", LONG]
OTHERS = [object(), 3, math.nan, [None], {}, b"x"]  # of another type than most parameters take
FAULTS = {
    "int": ["x", 1.5, math.nan, -1, [], True, 10**30],
    "float": ["x", math.nan, math.inf, -math.inf, [], True, 1j],
    "bool": ["x", 3, math.nan, []],
    "str": OTHERS,
    "DataFrame": ["x", 3, math.nan, [], {}, pd.DataFrame({"x": [1.5], "y": ["a"]})],
    "Series": ["x", 3, [], {}],
    "Callable": ["x", 3],
    **{name: ["x", {}, [[1], [2, 3]], [object()]] for name in ARRAYS},
}
FEW = {"n": 99, "window": 2, "most": 3, "least": 1, "seed": 1, "k": 2, "iterations": 5, "min_passages": 1, "pause": 1}


def functions():
    """Every public function of the front door, and of every module of measures."""
    for name in bg.__all__:
        one = getattr(bg, name)
        if callable(one) and not isinstance(one, type):
            yield f"baogao.{name}", one
    for name in bg.measures.__all__:
        module = getattr(bg.measures, name)
        for function, one in inspect.getmembers(module, inspect.isfunction):
            if one.__module__ == module.__name__ and not function.startswith("_"):
                yield f"measures.{name}.{function}", one


FUNCTIONS = dict(functions())


@cache
def matrix():
    return bg.term_matrix("sample", min_passages=1)


@cache
def tables():
    """A table or object for each name of a parameter that several measures have."""
    coll = bg.collection("sample")
    series = slogan_series(coll.reports, coll.passages, outermost(coll.hits))
    given = {name: coll.table(name) for name in ("reports", "passages", "hits", "terms", "devices", "profile", "reuse")}
    one_a_year = coll.where(region="澜州市").reports
    return given | {
        "series": series,
        "lives": lives(series, min_reports=2),
        "attestations": coll.attestations,
        "counts": bg.term_counts("sample"),
        "matrix": matrix(),
        "coll": coll,
        "collection": coll,
        "one_a_year": one_a_year,
        "form": "依法行政",
        "report_id": str(coll.reports["report_id"][0]),
        "text": "石渚县普法工作总结",
    }


def kinds(parameter, function):
    return kinds_of(str(parameter.annotation), inspect.unwrap(function).__globals__)


def sound(parameter, function):
    """A value that a parameter takes: a table of the sample by its name, or some value of its type."""
    if parameter.name in FEW:
        return FEW[parameter.name]
    if parameter.name in tables():
        return tables()[parameter.name]
    if parameter.default is not parameter.empty:
        return parameter.default
    (kind, *_) = kinds(parameter, function)
    of_type = {
        "DataFrame": tables()["hits"],
        "int": 1,
        "float": 0.5,
        "str": "year",
        "bool": False,
        "Series": pd.Series([1]),
    }
    groups = {"Mapping": {}, "Sequence": [], "Collection": [], "Set": frozenset(), "Iterable": [], "dict": {}}
    others = {"AnyCollection": tables()["coll"], "TopicModel": model(), "DocumentTermMatrix": matrix()}
    return (of_type | groups | others).get(kind.name, np.ones(4))


@cache
def model():
    from baogao.measures.topics import TopicModel

    of = matrix()
    theta = np.full((len(of.passage_ids), 2), 0.5)
    phi = np.full((2, len(of.vocabulary)), 1 / len(of.vocabulary))
    return TopicModel(theta, phi, of.vocabulary, of.passage_ids, of.lengths, "gibbs", {"k": 2, "seed": 1})


def faults_of(parameter, function):
    """Values that a parameter does not take; and whether they must be refused, or may be an answer like any other."""
    allowed = kinds(parameter, function)
    names = {kind.name for kind in allowed}
    literal = [typing.get_origin(kind.names.get(kind.name)) is typing.Literal for kind in allowed]
    if "None" not in names:
        yield None, True
    for kind in allowed[:1]:
        is_class = kind.name in CLASSES and kind.name not in FAULTS
        for value in FAULTS.get(kind.name, OTHERS if is_class or any(literal) else []):
            yield value, len(names - {"None"}) == 1
    for value in NAMES if "str" in names or any(literal) else []:
        yield value, any(literal)
    if "AnyCollection" in names:
        yield from ((value, True) for value in [3, math.nan, object(), b"x", "no such", "a\0b", LONG])


def call(function, name, value):
    parameters = inspect.signature(function).parameters.values()
    named = [one for one in parameters if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
    return function(**{one.name: value if one.name == name else sound(one, function) for one in named})


def unlike(value):
    return f"{type(value).__name__} {str(value)[:20]!r}"


@pytest.fixture(scope="module")
def study_copy(tmp_path_factory):
    """A study of the sample alone."""
    folder = tmp_path_factory.mktemp("faulty") / "study"
    for name in ("lexicons", "sample"):
        shutil.copytree(STUDY / "corpus" / name, folder / "corpus" / name)
    return folder


@pytest.fixture
def own_study(study_copy):
    """It, to write in: what is not refused may, and no other test shall find a file of this name."""
    before = set(study_copy.iterdir())
    yield study_copy
    for path in set(study_copy.iterdir()) - before - {study_copy / ".cache"}:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.filterwarnings("ignore")
def test_a_public_function_refuses_each_faulty_argument_in_one_line(name, own_study, monkeypatch):
    monkeypatch.chdir(own_study)
    function, faults = FUNCTIONS[name], []
    assert tables()  # made here, where no refusal of theirs is taken for one of the function
    assert model()
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        for value, must in faults_of(parameter, function):
            try:
                call(function, parameter.name, value)
            except BaogaoError as error:
                if "\n" in str(error) or len(str(error)) > 1000:
                    faults.append(f"{parameter.name}={unlike(value)}: {len(str(error))} characters")
            except Exception as error:
                faults.append(f"{parameter.name}={unlike(value)}: {type(error).__name__} {str(error)[:80]}")
            else:
                if must:
                    faults.append(f"{parameter.name}={unlike(value)}: was taken")
    assert faults == []


SOUND = {  # of the arguments of commands, and of options that others need
    "collection": "sample",
    "form": "依法行政",
    "file": "corpus/sample/texts/lan-2022.txt",
    "files": "corpus/sample/texts/lan-2022.txt",
    "source": "corpus/sample/texts/lan-2022.txt",
    "old": "corpus/lexicons/slogans.tsv",
    "new": "corpus/lexicons/slogans.tsv",
}
WRITERS = ("figures", "verify", "refit", "refit-reader", "compare-lexicons")  # of minutes: only what is refused at once
NUMBERS = ["x", "-1", "1.5", "nan", ""]
TEXTS = ["no such", "", "普" * 5000, "=", "a=b", "@no-such-file", "\x1b[31m"]


def command_lines():
    """Each command with each of its parameters faulty; and whether it must be refused."""
    for name, command in sorted(cli.commands.items()):
        required = [one for one in command.params if one.required and isinstance(one, click.Argument)]
        options = [one for one in command.params if one.required and isinstance(one, click.Option)]
        base = [SOUND.get(one.name, "sample") for one in required]
        base += [word for one in options for word in (one.opts[0], "region=澜州市")]
        for number, one in enumerate(required):
            for value in ["no such", "", "x" * 300]:
                yield [name, *base[:number], value, *base[number + 1 :]], one.name != "form"
        for one in command.params:
            if not isinstance(one, click.Option) or one.is_flag or one.name in ("help", "version"):
                continue
            is_number = isinstance(one.type, click.types.IntParamType | click.types.FloatParamType)
            is_choice = isinstance(one.type, click.Choice)
            for value in NUMBERS if is_number else TEXTS if name not in WRITERS or is_choice else []:
                yield [name, *base, one.opts[0], value], is_number or is_choice
        yield [name, *base, "--no-such-option"], True
        yield [name, *base, *["x"] * 9], None  # too many, or collections that there are not


LINES = list(command_lines())


@pytest.mark.parametrize("name", sorted({line[0] for line, _ in LINES}))
def test_a_command_refuses_each_faulty_option_in_one_line(name, own_study, monkeypatch, baogao):
    monkeypatch.chdir(own_study)
    faults = []
    for line, must in LINES:
        if line[0] != name:
            continue
        shown = " ".join(word[:20] for word in line)
        try:
            code, out, err = baogao(*line)
        except Exception as error:
            faults.append(f"{shown}: {type(error).__name__} {str(error)[:80]}")
            continue
        if "Traceback" in out + err or code not in (0, 1, 2):
            faults.append(f"{shown}: {code} {err[-80:]}")
        elif code == 2 and (out or err.count("\n") != 1 or len(err) > 2000):
            faults.append(f"{shown}: {err.count(chr(10))} lines, {len(err)} characters, printed {out[:40]!r}")
        elif must and code != 2:
            faults.append(f"{shown}: was taken, exit {code}")
    assert faults == []

"""What readers say of the topics of a collection: names, intruders; and what was fixed beforehand: seeds, findings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, Field

from baogao.errors import CorpusError, SettingError, listed
from baogao.files import write_text
from baogao.tables import Count, FilledIn, read_rows

THEMES, INTRUSION, SEEDS, FINDINGS = "themes.tsv", "intrusion.tsv", "seeds.tsv", "findings.tsv"

ThemeId = Annotated[str, Field(pattern="^[a-z][a-z0-9-]*$", description="lower-case letters, digits and hyphens")]
Topics = Annotated[str, Field(pattern="^[0-9]+(;[0-9]+)*$", description="numbers of topics parted by semicolons")]
Key = Annotated[str, Field(pattern="^[0-9a-f]{12}$", description="the twelve digits that the sheet gives")]
Terms = Annotated[str, Field(pattern=r"^\S+( \S+)+$", description="two terms or more, parted by single blanks")]
Year = Annotated[str, Field(pattern="^[0-9]{4}$", description="a year")]


class ThemeRow(BaseModel):
    """What one row of ``themes.tsv`` may hold: a theme, the topics it merges, and what two readers say of them."""

    theme: ThemeId
    zh: FilledIn
    en: FilledIn
    topics: Topics
    evidence: FilledIn
    reader: FilledIn
    second_label: FilledIn
    agree: Literal["yes", "no", "mixed"]
    model: Key


class IntrusionRow(BaseModel):
    """What one row of ``intrusion.tsv`` may hold: an item of the word-intrusion test, and a reader's answer."""

    topic: Count
    item: Count
    intruder: FilledIn
    reader: FilledIn
    answer: str
    model: Key


class SeedRow(BaseModel):
    """What one row of ``seeds.tsv`` may hold: a theme that was fixed beforehand, and terms that speak for it."""

    theme: ThemeId
    zh: FilledIn
    en: FilledIn
    terms: Terms


class FindingRow(BaseModel):
    """What one row of ``findings.tsv`` may hold: a finding on a seeded theme, and how it is computed."""

    finding: ThemeId
    theme: ThemeId
    statistic: Literal["trend", "change"]
    first: Year
    last: Year


def read_themes(folder: Path, key: str) -> pd.DataFrame:
    """Read the named themes of a collection, ``topics`` as lists of numbers.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder.
    key : str
        Of the model that is shown (`baogao.measures.themes.model_key`).

    Raises
    ------
    SettingError
        If there is no ``themes.tsv``.
    CorpusError
        If it is faulty, or names the topics of another model.
    """
    table = _read(folder, THEMES, ThemeRow, unique=["theme"])
    _require_key(folder, THEMES, table, key, f"name its topics again: `baogao themes {folder.name} --sheet FILE`")
    return table.assign(topics=table["topics"].map(lambda topics: [int(topic) for topic in topics.split(";")]))


def read_intrusion(folder: Path, key: str) -> pd.DataFrame:
    """Read the stored answers of a word-intrusion test.

    Columns are ``topic``, ``item``, ``intruder``, ``reader``, ``answer``, ``found``.

    Raises
    ------
    SettingError
        If there is no ``intrusion.tsv``.
    CorpusError
        If it is faulty, or of another model.
    """
    table = _read(folder, INTRUSION, IntrusionRow, unique=[("topic", "reader")])
    _require_key(folder, INTRUSION, table, key, f"test it again: `baogao intrude {folder.name} --out FILE --seed 1`")
    table = table.astype({"topic": int, "item": int}).drop(columns="model")
    return table.assign(found=table["answer"] == table["intruder"])


def write_intrusion(folder: Path, found: pd.DataFrame, key: str) -> Path:
    """Write the answers of readers to ``intrusion.tsv``; gives its path."""
    path = folder / INTRUSION
    table = found[["topic", "item", "intruder", "reader", "answer"]].assign(model=key)
    write_text(path, table.to_csv(sep="\t", index=False, lineterminator="\n"))
    return path


def read_seeds(path: Path) -> pd.DataFrame:
    """Read themes that were fixed beforehand: ``theme``, ``zh``, ``en``, ``terms`` (lists).

    Raises
    ------
    SettingError
        If there is no such file.
    CorpusError
        If it is faulty.
    """
    table = _read(path.parent, path.name, SeedRow, unique=["theme"])
    return table.assign(terms=table["terms"].str.split(" "))


def read_findings(folder: Path) -> pd.DataFrame:
    """Read the findings whose specification curve is drawn: ``finding``, ``theme``, ``statistic``, ``first``, ``last``.

    Raises
    ------
    SettingError
        If there is no ``findings.tsv``.
    CorpusError
        If it is faulty, or has a theme that ``seeds.tsv`` lacks.
    """
    table = _read(folder, FINDINGS, FindingRow, unique=["finding"])
    unknown = sorted(set(table["theme"]) - set(read_seeds(folder / SEEDS)["theme"]))
    if unknown:
        raise CorpusError(
            f"{folder.name}/{FINDINGS}: {listed(unknown)}: no such theme in {SEEDS}; name one of its themes."
        )
    return table.astype({"first": int, "last": int})


def _read(folder: Path, name: str, model: type[BaseModel], *, unique: list[str | tuple[str, ...]]) -> pd.DataFrame:
    path = folder / name
    if not path.is_file():
        raise SettingError(f"{folder.name}: has no {name}; docs/topics-in-use.md says how to make one.")
    return read_rows(path, model, unique=unique)


def _require_key(folder: Path, name: str, table: pd.DataFrame, key: str, remedy: str) -> None:
    keys = sorted(set(table["model"]))
    if table.empty or keys != [key]:
        raise CorpusError(
            f"{folder.name}/{name}: is of the model {listed(keys) or '(none)'}, and the stored one is {key}: its "
            f"topics were fitted anew; {remedy}."
        )

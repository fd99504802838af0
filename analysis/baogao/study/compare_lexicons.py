"""What another lexicon changes: slogans one by one, then every published number that would be another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from csv import QUOTE_NONE
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd

from baogao.corpus.store.collection import require_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import BaogaoError, SettingError, listed
from baogao.features.build import build
from baogao.features.current import stale
from baogao.figures.recipes import RECIPES
from baogao.language.lexicon import Lexicon, forms_of, load_lexicon
from baogao.paths import LEXICONS, STUDY, collections, find_study, inside, is_published_study
from baogao.rounding import rounded_number, significant
from baogao.study.numbers import collection_numbers

LEXICON, NUMBERS = "slogans.tsv", "numbers.json"
COLUMNS = ["table", "row", "column", "old", "new"]


class Comparison(NamedTuple):
    """Slogans and published cells that differ, and why a figure could not be compared."""

    slogans: pd.DataFrame
    cells: pd.DataFrame
    left_out: dict[str, str]


def compare_lexicons(old: Path, new: Path, names: Sequence[str] = ()) -> Comparison:
    """Compare two lexicons by their slogans and by the numbers that the study would publish with each.

    Parameters
    ----------
    old, new : pathlib.Path
        Files with the columns of ``slogans.tsv``.
    names : sequence of str
        Collections to compare the numbers of, with the figures that need no other; none: the study's.

    Returns
    -------
    Comparison
        Two tables with the columns ``table`` (``slogans.tsv``, ``numbers.json``, or a figure's CSV),
        ``row``, ``column``, ``old``, ``new``. A row that only one side has is one line: its column
        is ``row``, and the side that has it says ``present``.

    Raises
    ------
    SettingError
        If there is no such collection.
    CorpusError
        If a lexicon is faulty, or a collection's raw texts are not here.

    Notes
    -----
    Nothing in the study is written: each lexicon has a temporary study, in which the collections are
    built that were not built with it. Figures of stored topic models cannot be compared where the
    terms have changed: models would have to be fitted anew.
    """
    names = list(names) or [name for name in STUDY if name in collections()]
    _require(names)
    slogans = [_slogans(load_lexicon(path)) for path in (old, new)]
    before, after = (_published(path.resolve(), names) for path in (old, new))
    left_out = before.failures | after.failures
    tables = [name for name in before.tables if name not in left_out]
    cells = [row for name in tables for row in changed_cells(name, before.tables[name], after.tables[name])]
    return Comparison(
        pd.DataFrame(changed_cells(LEXICON, *slogans), columns=COLUMNS), pd.DataFrame(cells, columns=COLUMNS), left_out
    )


def _require(names: Sequence[str]) -> None:
    known = collections()
    for name in names:
        if name not in known:
            raise SettingError(f"{name}: no such collection; the study has {listed(known, 20)}.")
        folder = find_study() / "corpus" / name
        require_texts(folder, read_manifest(folder), "comparing lexicons")


class _Published(NamedTuple):
    tables: dict[str, pd.DataFrame]
    failures: dict[str, str]


def _published(lexicon: Path, names: Sequence[str]) -> _Published:
    """The tables that the study would publish with a lexicon, and the errors of those that cannot be made."""
    published = _Published({}, {})
    with _study_with(lexicon, names) as study:
        for name in names:
            folder = study / "corpus" / name
            if stale(folder):
                (folder / "features").unlink(missing_ok=True)
                build(name)
        numbers = pd.DataFrame([{"collection": name, **collection_numbers(name)} for name in names])
        published.tables[NUMBERS] = significant(numbers)
        for name, recipe in RECIPES.items():
            if {recipe.collection, *recipe.beside} <= set(names):
                try:
                    published.tables[f"{name}.csv"] = significant(recipe.tabulate(recipe.collection))
                except BaogaoError as error:
                    published.failures[f"{name}.csv"] = str(error)
    return published


@contextmanager
def _study_with(lexicon: Path, names: Sequence[str]) -> Iterator[Path]:
    """Work in a temporary study with another lexicon; all else in it are links to this one."""
    study = find_study()
    if not is_published_study():
        raise SettingError(f"{study}: has no lexicon of its own to put another in place of; run it in a checkout.")
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for place in (LEXICONS, *(Path("corpus", name) for name in names)):
            (root / place).mkdir(parents=True)
            for path in (study / place).iterdir():
                (root / place / path.name).symlink_to(path)
        (root / LEXICONS / LEXICON).unlink()
        _copy_as_tsv(lexicon, root / LEXICONS / LEXICON)
        with inside(root):
            yield root


def _copy_as_tsv(lexicon: Path, target: Path) -> None:
    """Copy a lexicon; one that is a CSV becomes a TSV, as a study has it."""
    if lexicon.suffix == ".csv":
        load_lexicon(lexicon).table.to_csv(target, sep="\t", index=False, lineterminator="\n", quoting=QUOTE_NONE)
    else:
        copyfile(lexicon, target)


def _slogans(lexicon: Lexicon) -> pd.DataFrame:
    """What is compared of each slogan."""
    table = lexicon.table.rename(columns={"canonical": "slogan"})
    written = zip(table["slogan"], table["variants"], strict=True)
    forms = ["|".join(sorted(forms_of(*each))) for each in written]
    return table.assign(forms=forms)[["slogan_id", "slogan", "forms", "class", "family"]]


def changed_cells(name: str, old: pd.DataFrame, new: pd.DataFrame) -> Iterator[tuple[str, str, str, str, str]]:
    """Cells of a published table that differ, row by row; a row that one side lacks is one line.

    Examples
    --------
    >>> old = pd.DataFrame({"year": [2019, 2020], "count": [1, 2]})
    >>> list(changed_cells("a.csv", old, old.assign(count=[1, 3])))
    [('a.csv', '2020', 'count', '2', '3')]
    """
    key = key_of(old, new)
    rows = [_rows(table, key) for table in (old, new)]
    for place in dict.fromkeys([*rows[0], *rows[1]]):
        before, after = (side.get(place) for side in rows)
        one = after or before or {}
        shown = ["slogan" if part == "slogan_id" and "slogan" in one else part for part in key]
        label = " ".join(_shown(one[part]) for part in shown)
        if before is None or after is None:
            yield name, label, "row", _presence(before), _presence(after)
            continue
        for column in dict.fromkeys([*before, *after]):
            was, is_now = _shown(before.get(column)), _shown(after.get(column))
            if was != is_now:
                yield name, label, column, was, is_now


def _rows(table: pd.DataFrame, key: list[str]) -> dict[tuple[str, ...], dict[str, Any]]:
    """Each row, by what its key shows."""
    rows = [{str(column): value for column, value in row.items()} for row in table.to_dict("records")]
    return {tuple(_shown(row[column]) for column in key): row for row in rows}


def key_of(old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """The columns that tell the rows of both tables apart: the first ones that do, less those that are not needed.

    Examples
    --------
    >>> table = pd.DataFrame({"slogan_id": ["a", "a", "b"], "slogan": ["甲", "甲", "乙"], "year": [1, 2, 1]})
    >>> key_of(table, table)
    ['slogan_id', 'year']
    """
    columns = [str(column) for column in old if column in new]

    def tells(key: list[str]) -> bool:
        return bool(key) and not any(table.duplicated(key).any() for table in (old, new))

    key = next((columns[:n] for n in range(1, len(columns)) if tells(columns[:n])), columns)
    for column in reversed(key):
        rest = [each for each in key if each != column]
        key = rest if tells(rest) else key
    return key


def _presence(row: object) -> str:
    return "" if row is None else "present"


def _shown(value: Any) -> str:
    return "" if pd.isna(value) else str(rounded_number(value))

"""The lexicon of slogans: read, checked whole, and its forms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from baogao.errors import CorpusError, listed
from baogao.files import sha256
from baogao.language.lists import read_list
from baogao.language.normal import unify
from baogao.paths import LEXICONS, find_study

SloganClass = Literal["numeric", "doctrine", "campaign", "goal", "model", "ethos"]
Standing = Literal["party", "state", "local", "buzzword"]


class LexiconRow(BaseModel):
    """What one row of ``slogans.tsv`` may hold."""

    model_config = ConfigDict(extra="forbid")

    slogan_id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    canonical: str = Field(min_length=2)
    slogan_class: SloganClass = Field(alias="class")
    standing: Standing
    variants: str
    family: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    supersedes: str
    coined_date: str = Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    coined_source: str = Field(min_length=1)
    expands_to: str
    gloss_en: str = Field(min_length=1)


COLUMNS = [info.alias or name for name, info in LexiconRow.model_fields.items()]


@dataclass(frozen=True)
class Lexicon:
    """Slogans and their forms.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a slogan, columns as in ``slogans.tsv``, all strings.
    sha256 : str
        Of the file it was read from; results name it.
    """

    table: pd.DataFrame = field(repr=False)
    sha256: str

    @cached_property
    def forms(self) -> dict[str, str]:
        """Every form (canonical and variants, normalised) and the id of its slogan."""
        return {
            form: row["slogan_id"]
            for row in self.table.to_dict("records")
            for form in forms_of(row["canonical"], row["variants"])
        }

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Canonical form of each slogan_id."""
        return dict(zip(self.table["slogan_id"], self.table["canonical"], strict=True))


def forms_of(canonical: str, variants: str) -> list[str]:
    """Normalised forms of one slogan: the canonical one first, then its variants.

    Examples
    --------
    >>> forms_of("枫桥经验", "新时代“枫桥经验”|新时代枫桥经验")
    ['枫桥经验', '新时代“枫桥经验”', '新时代枫桥经验']
    """
    return [unify(form) for form in [canonical, *filter(None, variants.split("|"))]]


def load_lexicon(path: Path | None = None) -> Lexicon:
    """Read a lexicon of slogans.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/slogans.tsv``, which is read when no
        path is given.

    Returns
    -------
    Lexicon

    Raises
    ------
    CorpusError
        With every fault of the table in one line; a form may belong to one slogan only.

    Examples
    --------
    >>> load_lexicon().forms["“两个维护”"] if "“两个维护”" in load_lexicon().forms else load_lexicon().forms["两个维护"]
    'liang-ge-wei-hu'
    """
    path = path or find_study() / LEXICONS / "slogans.tsv"
    return _parsed(path, sha256(path) if path.is_file() else "")


@lru_cache(maxsize=4)  # every table that is read asks for the hash of the lexicon
def _parsed(path: Path, content: str) -> Lexicon:
    """The lexicon at ``path``, read again when its content is another."""
    table = read_list(path)
    faults = _column_faults(table) or _row_faults(table) + _shared_forms(table)
    if faults:
        raise CorpusError(f"{path}: {listed(faults, 5)}. Mend the row(s) and try again.")
    return Lexicon(table[COLUMNS], content)


def _column_faults(table: pd.DataFrame) -> list[str]:
    if set(table.columns) == set(COLUMNS):
        return []
    return [f"has the columns {listed(table.columns, 20)}; it must have {listed(COLUMNS, 20)}"]


def _row_faults(table: pd.DataFrame) -> list[str]:
    faults = []
    ids = set(table["slogan_id"])
    for line, row in enumerate(table.to_dict("records"), 2):
        try:
            LexiconRow.model_validate(row)
        except ValidationError as error:
            faults += [
                f"line {line}, {e['loc'][0]} {e['input']!r}: {_told(str(e['loc'][0]), e['msg'])}"
                for e in error.errors()
            ]
        unknown = [old for old in row["supersedes"].split("|") if old and old not in ids]
        if unknown:
            faults.append(f"line {line} supersedes unknown slogan(s) {listed(unknown)}")
        short = [form for form in forms_of(row["canonical"], row["variants"]) if len(form) < 2]
        if short:
            faults.append(f"line {line} has form(s) of one character: {listed(short)}")
    return faults


def _told(column: str, message: str) -> str:
    choices = {"class": SloganClass, "standing": Standing}
    return f"must be one of {listed(get_args(choices[column]))}" if column in choices else message


def _shared_forms(table: pd.DataFrame) -> list[str]:
    """Forms and ids that stand in two places."""
    forms = [form for row in table.to_dict("records") for form in forms_of(row["canonical"], row["variants"])]
    return [
        f"{what} {value!r} stands {count} times"
        for what, values in (("slogan_id", table["slogan_id"]), ("form", forms))
        for value, count in Counter(values).items()
        if count > 1
    ]

"""The lexicon of slogans and its forms, read whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as day
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, Field

from baogao.files import sha256
from baogao.language.lexicon_faults import faults_of_lexicon
from baogao.language.matching import Matcher
from baogao.language.written import forms_in, readable
from baogao.paths import lexicon_path
from baogao.tables import Fault, FilledIn, Words, columns_of, read_rows, real_date

SloganClass = Literal["numeric", "doctrine", "campaign", "goal", "model", "ethos"]
Standing = Literal["party", "state", "local", "buzzword"]
Name = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="small letters and digits, with '-' between words")
]


OWN_SLOGANS = "own-slogans.tsv"  # what a study adds to the lexicon
EARLIEST = 1900  # no slogan of this kind was coined before


def _coinage(date: str) -> str:
    """The date itself, if it is empty or lies between 1900 and the end of next year; else `ValueError`."""
    if date and not EARLIEST <= int(date[:4]) <= day.today().year + 1:
        raise ValueError(f"{date} is no date of coinage")
    return real_date(date)


Day = Annotated[
    str,
    Field(
        pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$",
        description=f"a date that there is, from {EARLIEST} to next year, YYYY, YYYY-MM or YYYY-MM-DD, or empty",
    ),
    AfterValidator(_coinage),
]


class LexiconRow(BaseModel):
    """What one row of ``slogans.tsv`` may hold."""

    slogan_id: Name
    canonical: Words
    slogan_class: SloganClass = Field(alias="class")
    standing: Standing
    variants: str
    family: Name
    supersedes: str
    unless: str
    coined_date: Day
    coined_source: FilledIn
    expands_to: str
    gloss_en: FilledIn


COLUMNS = columns_of(LexiconRow)


@dataclass(frozen=True)
class Lexicon:
    """Slogans and their forms: a table, one row a slogan, columns as in ``slogans.tsv``; the hash of its file."""

    table: pd.DataFrame = field(repr=False)
    sha256: str

    @cached_property
    def forms(self) -> dict[str, str]:
        """Every form (canonical and variants, normalised, slots filled in) and the id of its slogan."""
        columns = (self.table[name] for name in ("slogan_id", "canonical", "variants"))
        return {form: slogan for slogan, *written in zip(*columns, strict=True) for form in forms_of(*written)}

    @cached_property
    def classes(self) -> dict[str, str]:
        """Class of each form."""
        of_slogan = dict(zip(self.table["slogan_id"], self.table["class"], strict=True))
        return {form: of_slogan[slogan] for form, slogan in self.forms.items()}

    @cached_property
    def unless(self) -> dict[str, list[str]]:
        """For some forms, the longer strings that contain them and are something else."""
        rows = self.table.loc[self.table["unless"] != "", ["canonical", "variants", "unless"]]
        return {
            form: longer
            for canonical, variants, unless in rows.itertuples(index=False)
            for form in forms_of(canonical, variants)
            if (longer := [string for string in forms_in(unless) if form in string and form != string])
        }

    @cached_property
    def matcher(self) -> Matcher:
        """What finds every form."""
        return Matcher(self.forms, self.unless)

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Canonical form of each slogan_id as tables and figures show it: of a slot some alternatives."""
        return dict(zip(self.table["slogan_id"], map(readable, self.table["canonical"]), strict=True))


def forms_of(canonical: str, variants: str) -> list[str]:
    """Normalised forms of one slogan: the canonical one first, then its variants.

    Examples
    --------
    >>> forms_of("枫桥经验", "新时代“枫桥经验”|新时代枫桥经验")
    ['枫桥经验', '新时代“枫桥经验”', '新时代枫桥经验']
    """
    return forms_in(canonical) + forms_in(variants)


def load_lexicon(path: Path | None = None) -> Lexicon:
    """Read a lexicon of slogans.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/slogans.tsv``, which is read when none is given,
        together with the ``own-slogans.tsv`` of the study, where there is one.

    Raises
    ------
    CorpusError
        With every fault of the table in one line; a form may belong to one slogan only.

    Examples
    --------
    >>> load_lexicon().canonical["liang-ge-wei-hu"]
    '两个维护'
    """
    if path:
        return _parsed(path, sha256(path) if path.is_file() else "")
    return _with_own(lexicon_path("slogans.tsv"), _own_path(), lexicon_sha256())


def lexicon_sha256() -> str:
    """SHA-256 of the lexicon of the study: of ``slogans.tsv``, or of both files where it has slogans of its own."""
    path, own = lexicon_path("slogans.tsv"), _own_path()
    content = sha256(path) if path.is_file() else ""
    return sha256(f"{content} {sha256(own)}") if own else content


def _own_path() -> Path | None:
    """The ``own-slogans.tsv`` of the study, if it has a row."""
    path = lexicon_path(OWN_SLOGANS)
    return path if path.is_file() and len(path.read_bytes().split(b"\n", 2)) == 3 else None


@lru_cache(maxsize=4)
def _with_own(path: Path, own: Path | None, content: str) -> Lexicon:
    """The lexicon at ``path``, with the slogans of the study's own; read again when the content is another."""
    if not own:
        return _parsed(path, content)
    brought = _parsed(path, sha256(path)).table

    def whole(table: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([brought, table], ignore_index=True)

    def faults(table: pd.DataFrame) -> Iterator[Fault]:
        repeated = table["slogan_id"].isin(brought["slogan_id"]).to_numpy().nonzero()[0]
        yield from (Fault(int(row), "slogan_id", f"stands in {path.name} already") for row in repeated)
        every = (fault._replace(row=fault.row - len(brought)) for fault in faults_of_lexicon(whole(table)))
        yield from (fault for fault in every if fault.row >= 0)

    return Lexicon(whole(read_rows(own, LexiconRow, unique=("slogan_id",), check=faults)), content)


@lru_cache(maxsize=4)  # every table that is read asks for the hash of the lexicon
def _parsed(path: Path, content: str) -> Lexicon:
    """The lexicon at ``path``, read again when its content is another."""
    return Lexicon(read_rows(path, LexiconRow, unique=("slogan_id",), check=faults_of_lexicon), content)

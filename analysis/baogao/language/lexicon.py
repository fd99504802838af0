"""The lexicon of slogans and its forms, and the stop words of topic models: read and checked whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as day
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, Literal
from unicodedata import category

import pandas as pd
from pydantic import AfterValidator, BaseModel, Field

from baogao.errors import listed
from baogao.files import sha256
from baogao.language.matching import Matcher
from baogao.language.normal import unify
from baogao.language.written import forms_in, parts_of, readable
from baogao.paths import lexicon_path
from baogao.tables import Fault, FilledIn, Words, columns_of, read_rows, real_date

SloganClass = Literal["numeric", "doctrine", "campaign", "goal", "model", "ethos"]
Standing = Literal["party", "state", "local", "buzzword"]
StopwordKind = Literal["function", "number", "adverb", "verb", "salutation"]
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


class StopwordRow(BaseModel):
    """What one row of ``stopwords.tsv`` may hold."""

    term: Words
    kind: StopwordKind
    source: FilledIn


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
        every = (fault._replace(row=fault.row - len(brought)) for fault in _faults(whole(table)))
        yield from (fault for fault in every if fault.row >= 0)

    return Lexicon(whole(read_rows(own, LexiconRow, unique=("slogan_id",), check=faults)), content)


@lru_cache(maxsize=4)  # every table that is read asks for the hash of the lexicon
def _parsed(path: Path, content: str) -> Lexicon:
    """The lexicon at ``path``, read again when its content is another."""
    return Lexicon(read_rows(path, LexiconRow, unique=("slogan_id",), check=_faults), content)


def _faults(table: pd.DataFrame) -> Iterator[Fault]:
    """What no single cell shows: forms of two slogans, exceptions without a form, slogans that replace themselves."""
    yield from _succession_faults(table)
    lines: dict[str, int] = {}
    bare_forms: dict[str, tuple[int, str]] = {}
    cells = zip(table["canonical"], table["variants"], table["unless"], strict=True)
    for row, (canonical, variants, unless) in enumerate(cells):
        forms: list[str] = []
        for column, cell in (("canonical", canonical), ("variants", variants), ("unless", unless)):
            try:
                written = forms_in(cell)
            except ValueError as error:
                yield Fault(row, column, str(error))
                continue
            if column == "unless":
                bare = [string for string in written if not _is_exception(string, forms)]
                if bare:
                    yield Fault(row, column, f"must be longer strings that contain a form; {listed(bare)} does not")
                continue
            yield from (Fault(row, column, fault) for fault in _form_faults(written, forms, lines, row + 2))
            yield from (Fault(row, column, fault) for fault in _mark_faults(written, bare_forms, row + 2))
            forms += written


def _form_faults(written: Sequence[str], above: Sequence[str], lines: dict[str, int], line: int) -> Iterator[str]:
    """What is wrong with the forms of a cell; those of the same row stand above, and each is noted with its line."""
    for number, form in enumerate(written):
        if len(form) < 2:
            yield f"must have no form of one character ({form})"
        if lines.setdefault(form, line) != line or form in above or form in written[:number]:
            yield f"form {form!r} stands in line {lines[form]} already"


def _mark_faults(written: Sequence[str], bare_forms: dict[str, tuple[int, str]], line: int) -> Iterator[str]:
    """Forms that differ from one of another slogan by marks or blanks only; each is noted, without them, by line."""
    for form in written:
        bare = _without_marks(form)
        other, same = bare_forms.setdefault(bare, (line, form))
        if other != line and same != form:
            yield f"form {form!r} differs from {same!r} in line {other} by marks or blanks only; make it a variant"


def _without_marks(form: str) -> str:
    """A form without punctuation and blanks, or as it is where nothing else would be left."""
    return "".join(sign for sign in form if category(sign)[0] not in "PZ" or sign in "…%") or form


def _is_exception(string: str, forms: Sequence[str]) -> bool:
    return not parts_of(string) and any(form in string and form != string for form in forms)


def _succession_faults(table: pd.DataFrame) -> Iterator[Fault]:
    """Slogans that replace one that the table lacks, one of another family or, by way of others, themselves."""
    families = dict(zip(table["slogan_id"], table["family"], strict=True))
    rows = {slogan: row for row, slogan in enumerate(table["slogan_id"])}
    pairs = zip(table["slogan_id"], table["supersedes"], strict=True)
    replaced = {slogan: list(filter(None, cell.split("|"))) for slogan, cell in pairs if cell}
    for slogan, others in replaced.items():
        if not rows.keys() >= set(others):
            yield Fault(rows[slogan], "supersedes", "must be slogans of the table, parted by '|'")
        elif strangers := [other for other in others if families[other] != families[slogan]]:
            yield Fault(rows[slogan], "supersedes", f"must be of the same family; {listed(strangers)} is of another")
    try:
        TopologicalSorter(replaced).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        yield Fault(rows[circle[0]], "supersedes", f"leads back to the slogan itself ({' → '.join(circle)}); end it")


def load_stopwords(path: Path | None = None) -> frozenset[str]:
    """Read the terms that say nothing on the subject of a passage.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/stopwords.tsv``, which is read when none is given.

    Returns
    -------
    frozenset of str
        Normalised terms of two characters or more; terms of one character never enter a
        topic model, so the list has none.

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Notes
    -----
    Adverbs and bare verbs of reporting (推进, 加强) are what official prose has in every
    passage. For a study of its rhetoric they are the subject, and no stop words.

    Examples
    --------
    >>> sorted(load_stopwords() & {"我们", "推进", "农业"})
    ['我们', '推进']
    """
    path = path or lexicon_path("stopwords.tsv")
    return frozenset(read_rows(path, StopwordRow, check=_same_terms)["term"].map(unify))


def _same_terms(table: pd.DataFrame) -> Iterator[Fault]:
    """Terms that are the same as one above when both are normalised."""
    lines: dict[str, int] = {}
    for row, term in enumerate(table["term"].map(unify)):
        if lines.setdefault(term, row + 2) != row + 2:
            yield Fault(row, "term", f"stands in line {lines[term]} already")

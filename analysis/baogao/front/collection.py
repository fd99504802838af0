"""The collection: opened by its name, its tables read once, parts of it chosen by what the manifest says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from numbers import Integral
from pathlib import Path
from typing import cast

import pandas as pd

from baogao.corpus.store.collection import absent_texts, reports_where
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import SettingError
from baogao.features.attestations import attested, uses_of
from baogao.features.current import require_current, rows_of, stale
from baogao.features.tables import ATTESTATIONS, CANDIDATES, RENDERINGS, REUSE, SERIES, load_table, read_build
from baogao.paths import AnyCollection, OpenCollection, collection_folder, named_folder


class Collection(OpenCollection):
    """A collection of reports, or a part of one: what every verb of `baogao` takes first.

    Open one with `baogao.collection`. Each table is read when it is first asked for, and refused
    when texts or lexicons have changed since it was built.

    Attributes
    ----------
    name : str
        Its name under ``corpus/``, or of its folder.
    folder : pathlib.Path
        Where it is.
    whole : Collection
        The collection that this is a part of; itself when it is no part.

    Examples
    --------
    >>> Collection(collection_folder("sample")).name
    'sample'
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.whole = self
        self._choice: dict[str, object] = {}
        self._tables: dict[str, pd.DataFrame] = {}
        self._is_current = False

    @property
    def name(self) -> str:
        """Name under ``corpus/``, or of the folder."""
        return self.folder.name

    @property
    def address(self) -> str:
        """What opens the whole collection again: its name if it is the study's, else the path of its folder."""
        return self.name if self.folder == named_folder(self.name) else str(self.folder)

    @property
    def slug(self) -> str:
        """What was chosen, as the name of a folder: ``region-甘肃省``; empty for the whole."""
        return re.sub(r"[^\w.]+", "-", self._chosen()).strip("-")

    @property
    def is_part(self) -> bool:
        """Whether `where` has chosen some of its reports."""
        return self.whole is not self

    def is_chosen_by(self, column: str) -> bool:
        """Whether `where` has chosen by this column of the manifest."""
        return column in self._choice

    @property
    def reports(self) -> pd.DataFrame:
        """The manifest: one row a report, columns as in ``reports.csv``."""
        return self.table("reports")

    @property
    def passages(self) -> pd.DataFrame:
        """Passages: ``passage_id``, ``report_id``, offsets, section, role, sizes."""
        return self.table("passages")

    @property
    def hits(self) -> pd.DataFrame:
        """Occurrences of slogans: ``passage_id``, ``slogan_id``, offsets, ``variant``, ``maximal``."""
        return self.table("hits")

    @property
    def candidates(self) -> pd.DataFrame:
        """Slogans that the reader finds and the lexicon lacks: ``passage_id``, offsets, ``class``, ``score``."""
        return self.table(CANDIDATES)

    @property
    def series(self) -> pd.DataFrame:
        """Parallel series: ``passage_id`` in which it begins, offsets, ``members``, ``marker``, ``kind``.

        Offsets are into the report's text; ``end`` may lie behind the passage, where members are paragraphs or
        headings. ``kind``: anchor, enumeration or frame; see docs/parallelism.md.
        """
        return self.table(SERIES)

    @property
    def terms(self) -> pd.DataFrame:
        """Terms of passages: ``passage_id``, ``policy``, ``term``, ``count``."""
        return self.table("terms")

    @property
    def devices(self) -> pd.DataFrame:
        """Devices of passages: ``passage_id``, ``device``, ``count``, ``n_chars``."""
        return self.table("devices")

    @property
    def ngrams(self) -> pd.DataFrame:
        """Character bigrams of reports: ``report_id``, ``ngram``, ``count`` (2 or more)."""
        return self.table("ngrams")

    @property
    def profile(self) -> pd.DataFrame:
        """Measures that need word order: ``id`` of a report, ``measure``, ``value``, ``n``."""
        return self.table("profile")

    @property
    def reuse(self) -> pd.DataFrame:
        """Stretches that passages of two reports share: ``passage_a``, ``passage_b``, offsets, sizes, ``kind``."""
        return self.table(REUSE)

    @property
    def renderings(self) -> pd.DataFrame:
        """Official English of slogans in translation memories: ``report_id``, ``slogan_id``, ``rendering``, number."""
        return self.table(RENDERINGS)

    @property
    def attestations(self) -> pd.DataFrame:
        """First and last use of each slogan: ``slogan_id``, ``collection``, dates, reports, their number, issuers."""
        return self.table(ATTESTATIONS)

    def table(self, name: str) -> pd.DataFrame:
        """Read a feature table, or ``reports``, by its name; a copy, so that changes do no harm.

        Raises
        ------
        CorpusError
            If the collection has not been built, or not since its texts or the lexicons changed.
        """
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name].copy(deep=False)

    def _read(self, name: str) -> pd.DataFrame:
        if self.is_part and name == ATTESTATIONS:
            return attested(uses_of(self.hits), self.reports, self.name)
        if self.is_part:
            return rows_of(self.whole.table(name), set(self._tables["reports"]["report_id"]))
        if name == "reports":
            return read_manifest(self.folder)
        table = load_table(self.folder, name)
        if not self._is_current or name in (ATTESTATIONS, CANDIDATES, REUSE, SERIES):
            require_current(self.folder, self.reports, name)
            self._is_current = True
        return table

    def where(self, **values: str | int | Iterable[str | int]) -> Collection:
        """Choose the reports whose columns of the manifest have the values asked for.

        Parameters
        ----------
        **values : str, int, or iterable of them
            A column and its value, or several of which a report has one; a ``range`` of years takes
            those that there are. The empty string means that the manifest does not say. With
            several columns, all must agree.

        Returns
        -------
        Collection
            A part: every verb takes it like the whole.

        Raises
        ------
        SettingError
            If a column or value is unknown, or no report has all of the values.

        Examples
        --------
        >>> collection("sample").where(genre="profile")
        sample, genre='profile': 2 reports, 2019–2020; built; texts here: yes
        """
        values = {column: _plain(value) for column, value in values.items()}
        part = Collection(self.folder)
        part.whole, part._choice = self.whole, {**self._choice, **values}
        asked = {column: self._present(column, value) for column, value in values.items()}
        part._tables["reports"] = reports_where(self.reports, **asked).reset_index(drop=True)
        return part

    def _present(self, column: str, value: str | int | Iterable[str | int]) -> str | int | Iterable[str | int]:
        """The values themselves, but of a range only those that some report has."""
        if not isinstance(value, range) or column not in self.reports:
            return value
        present = set(self.reports[column].dropna().astype(str))
        within = [number for number in value if str(number) in present]
        if not within:
            raise SettingError(f"{column}={value!r}: no report has any of these.")
        return within

    def forget(self) -> None:
        """Forget what has been read, so that it is read again: after a build, or a change of a file."""
        self._tables = {"reports": self._tables["reports"]} if self.is_part else {}
        self._is_current = False

    def __str__(self) -> str:
        return self.name + self._chosen()

    def _chosen(self) -> str:
        return "".join(f", {column}={value!r}" for column, value in self._choice.items())

    def __repr__(self) -> str:
        reports = self.reports
        years = reports["year"].dropna()
        span = "–".join(dict.fromkeys(str(year) for year in (years.min(), years.max()))) if len(years) else "undated"
        return (
            f"{self}: {len(reports)} report{'s' * (len(reports) != 1)}, {span}; "
            f"{self._state()}; texts here: {self._texts()}"
        )

    def _state(self) -> str:
        if not read_build(self.folder):
            return "not built"
        return "built, but out of date" if stale(self.folder, self.whole.reports) else "built"

    def _texts(self) -> str:
        n_reports, n_absent = len(self.reports), len(absent_texts(self.folder, self.reports))
        return {0: "yes", n_reports: "no"}.get(n_absent, f"{n_reports - n_absent} of {n_reports}")


def _plain(value: str | int | Iterable[str | int]) -> str | int | Iterable[str | int]:
    """A value as Python writes it, be it one of a table or a column of them: what a part is called by."""
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, str | range) or not isinstance(value, Iterable):
        return value
    return [int(each) if isinstance(each, Integral) else str(each) for each in value]


def collection(name: str | Path) -> Collection:
    """Open a collection.

    Parameters
    ----------
    name : str or pathlib.Path
        Name under ``corpus/``, or path of a folder with a ``reports.csv``.

    Returns
    -------
    Collection
        Its tables are read when they are first asked for.

    Raises
    ------
    SettingError
        If there is no such collection.

    Examples
    --------
    >>> collection("sample")
    sample: 12 reports, 2019–2022; built; texts here: yes
    """
    if not isinstance(name, str | Path):
        raise SettingError(f"{name!r}: is no name of a collection and no path; give one, such as 'sample'.")
    return Collection(collection_folder(name))


def opened(coll: AnyCollection) -> Collection:
    """The collection itself if it is open, else that of the name or path; what every verb begins with.

    Raises
    ------
    SettingError
        If there is no such collection, or it is neither a collection nor a name.
    """
    if isinstance(coll, Collection):
        return coll
    return collection(cast(str, coll))  # which refuses what is neither


def whole(coll: AnyCollection, verb: str) -> Collection:
    """The open collection, refused if it is a part, for verbs that write or compare files.

    Raises
    ------
    SettingError
        If it is a part.
    """
    coll = opened(coll)
    if coll.is_part:
        raise SettingError(f"{verb}: takes a whole collection, and this is a part of {coll.name}; give its `.whole`.")
    return coll

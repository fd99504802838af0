"""Verbs on what was gathered: coverage and card of a collection, and how far transcriptions agree."""

from __future__ import annotations

import pandas as pd

from baogao.corpus.store.absent import read_absent
from baogao.corpus.store.defects import read_defects
from baogao.corpus.words.places import mainland_provinces
from baogao.front.collection import opened
from baogao.measures import agreement
from baogao.measures import coverage as measure
from baogao.paths import AnyCollection


def coverage(coll: AnyCollection) -> pd.DataFrame:
    """Reports and characters by year and kind.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.

    Returns
    -------
    pandas.DataFrame
        One row a year and kind: ``year``, ``kind``, ``n_reports``, ``n_chars``; see
        `baogao.measures.coverage.coverage`.

    Examples
    --------
    >>> int(coverage("sample")["n_reports"].sum())
    12
    """
    return measure.coverage(opened(coll).reports)


def card(coll: AnyCollection) -> pd.DataFrame:
    """What a collection is made of, by year, region, level, genre, subgenre and licence.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.

    Returns
    -------
    pandas.DataFrame
        One row a value: ``by``, ``value``, ``n_reports``, ``n_chars``, ``median_chars``; see
        `baogao.measures.coverage.corpus_card`.

    Examples
    --------
    >>> card("sample").query("by == 'year'")["n_reports"].tolist()
    [3, 3, 3, 3]
    """
    return measure.corpus_card(opened(coll).reports)


def missing_regions(coll: AnyCollection) -> list[str]:
    """Provinces, regions and cities of that level on the mainland of which a collection has no report.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.

    Returns
    -------
    list of str
        Their names, in the order of their codes; the regions that a collection has are no random sample.

    Examples
    --------
    >>> len(missing_regions("provincial"))
    10
    """
    present = set(opened(coll).reports["region"])
    return [name for name in mainland_provinces() if name not in present]


def absent_reports(coll: AnyCollection) -> pd.DataFrame:
    """List the reports that are known to have been made and of which no text is at hand.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``title``, ``evidence``; see `baogao.corpus.store.absent.read_absent`.

    Examples
    --------
    >>> absent_reports("work-reports")["year"].tolist()
    [1962, 1991]
    """
    return read_absent(opened(coll).folder)


def defects(coll: AnyCollection) -> pd.DataFrame:
    """List the texts that a collection's data statement calls defective.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.

    Returns
    -------
    pandas.DataFrame
        ``report_id``, ``defect`` (what is wrong, in words); see `baogao.corpus.store.defects.read_defects`.

    Examples
    --------
    >>> len(defects("sample"))
    0
    """
    coll = opened(coll)
    table = read_defects(coll.folder)
    return table[table["report_id"].isin(coll.reports["report_id"])].reset_index(drop=True)


def transcription_agreement(coll: AnyCollection) -> pd.DataFrame:
    """Share of slogan-by-year cells that are equal in all transcriptions, with defective texts and without.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection that holds the same reports from two outlets or more.

    Returns
    -------
    pandas.DataFrame
        Eight rows: ``texts``, ``years``, ``counts``, ``n_years``, ``n_cells``, ``n_equal``,
        ``share_equal``, ``low``, ``high``; see `baogao.measures.agreement.transcription_agreement`.

    Examples
    --------
    >>> transcription_agreement("work-reports-variants")["texts"].unique().tolist()
    ['all', 'unmarked']
    """
    coll = opened(coll)
    return agreement.transcription_agreement(coll.reports, coll.passages, coll.hits, defects(coll))


def transcription_cells(coll: AnyCollection, *, nested: bool = False) -> pd.DataFrame:
    """Count of each slogan in each transcription of each year's report.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `transcription_agreement`.
    nested : bool
        Count occurrences inside longer forms too.

    Returns
    -------
    pandas.DataFrame
        One row a cell and transcription: ``slogan_id``, ``year``, ``outlet``, ``report_id``,
        ``n_chars``, ``count``, ``equal``; see `baogao.measures.agreement.transcription_cells`.

    Examples
    --------
    >>> transcription_cells("work-reports-variants")["outlet"].nunique()
    3
    """
    coll = opened(coll)
    return agreement.transcription_cells(coll.reports, coll.passages, coll.hits, nested=nested)

"""Verbs on adoption: which regions took up, kept or dropped a slogan, family or formula, and the test of the change."""

from __future__ import annotations

import pandas as pd

from baogao.front.collection import opened
from baogao.front.diffusion import centre_dates
from baogao.front.slogans import named
from baogao.front.units import Unit, families, hits_of_units
from baogao.measures import adoption as measure
from baogao.measures.equal_length import equal_length
from baogao.measures.formulas import nested
from baogao.paths import AnyCollection


def adoption(coll: AnyCollection, *, unit: Unit = "slogan") -> pd.DataFrame:
    """Each slogan in each region and year, and what changed since the year before.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection of one report for each region in each of two or more years.
    unit : {"slogan", "family", "formula"}
        What is adopted: of a family or formula the row bears the name of its most frequent slogan.

    Returns
    -------
    pandas.DataFrame
        One row a slogan, region and year, zeros included: ``slogan``, ``class``, ``gloss_en``,
        ``region``, ``year``, ``count``, ``nested_count``, ``present``, ``change`` ("kept",
        "adopted", "dropped" or "absent"), ``slogan_id``; see `baogao.measures.adoption.adoption`.

    Examples
    --------
    >>> sorted(adoption("provincial")["change"].unique())
    ['', 'absent', 'adopted', 'dropped', 'kept']
    """
    coll = opened(coll)
    return named(measure.adoption(coll.reports, coll.passages, hits_of_units(coll, unit)))


def adoption_test(coll: AnyCollection, *, unit: Unit = "formula") -> pd.DataFrame:
    """Whether more regions adopted a formula than dropped it between the two years of a collection.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `adoption`, of two years; of more, choose two with ``where(year=[...])``.
    unit : {"slogan", "family", "formula"}
        What is tested once: a slogan; a family of wordings; a formula, that is the family together with
        those that nearly always stand in it or beside it (`baogao.measures.formulas.formulas`). Of two formulas of
        which one lies in the other more often than not, the one with more regions that changed is tested
        (`baogao.measures.adoption.told_once`).

    Returns
    -------
    pandas.DataFrame
        One row a formula, the largest change first: ``slogan``, ``class``, ``gloss_en``, ``centre_date`` (first
        use of its family in a central document of the study; empty without one), ``n_regions``, ``share_before``,
        ``share_after``, ``share_change`` with its interval ``low``, ``high``, ``adopted``, ``dropped``, ``p``, ``q``
        (`baogao.measures.adoption.adoption_test`); ``equal_before``, ``equal_after``, ``equal_change`` (shares had
        both reports of a region one length: `baogao.measures.equal_length.equal_length`); ``slogan_id``.

    Examples
    --------
    >>> adoption_test("provincial")["n_regions"].unique().tolist()
    [21]
    """
    coll = opened(coll)
    tables = coll.reports, coll.passages, hits_of_units(coll, unit)
    adopted = measure.adoption(*tables)
    adopted = measure.told_once(adopted, nested(tables[2])) if unit == "formula" else adopted
    table = measure.adoption_test(adopted).merge(equal_length(*tables), on="slogan_id", how="left")
    table.insert(1, "centre_date", table["slogan_id"].map(families()).map(centre_dates()).fillna(""))
    return named(table)

"""Verbs on slogans in the news: bursts by month, and heat by year."""

from __future__ import annotations

import pandas as pd

from baogao.front.collection import opened
from baogao.front.slogans import named
from baogao.front.units import Unit, hits_of_units
from baogao.language.lexicon import load_lexicon
from baogao.measures import bursts as bursts_measure
from baogao.measures import heat as heat_measure
from baogao.paths import AnyCollection


def bursts(
    coll: AnyCollection = "headlines", *, unit: Unit = "slogan", times: float = 3.0, gamma: float = 1.0
) -> pd.DataFrame:
    """Spans of months in which slogans burst, the strongest first.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection with the day of each report, or a part of it.
    unit : {"slogan", "family", "formula"}
        What bursts.
    times, gamma : float
        How many times the usual share makes a burst, and what it costs to enter one.

    Returns
    -------
    pandas.DataFrame
        ``slogan``, ``class``, ``gloss_en``, ``first_month``, ``last_month``, ``n_months``, ``n_holding``,
        ``share``, ``usual_share``, ``weight``, ``is_cut_off``, ``inside`` (the longer slogan in which more than half
        of the occurrences in the burst lie, so that the burst is that one's; empty where there is none),
        ``slogan_id``; see `baogao.measures.bursts.bursts`.

    Examples
    --------
    >>> table = bursts().set_index("slogan")
    >>> table.loc["抗美援朝", ["first_month", "last_month"]].tolist()
    ['1950-11', '1954-03']
    """
    coll = opened(coll)
    tables = coll.reports, coll.passages, hits_of_units(coll, unit)
    table = bursts_measure.bursts(bursts_measure.passage_series(*tables), times=times, gamma=gamma)
    holders = pd.Series(bursts_measure.burst_inside(table, *tables), index=table.index, dtype="str")
    table["inside"] = holders.map(load_lexicon().canonical).fillna("")
    return named(table.sort_values(["weight", "slogan_id"], ascending=[False, True], ignore_index=True))


def heat(coll: AnyCollection = "headlines", *, unit: Unit = "slogan") -> pd.DataFrame:
    """On how many days of each year slogans stand in the news, in tiers, and how sure each tier is.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection in which a report is a day, or a part of it.
    unit : {"slogan", "family", "formula"}
        What stands in the news.

    Returns
    -------
    pandas.DataFrame
        ``slogan``, ``class``, ``gloss_en``, ``year``, ``n_days``, ``n_with``, ``share``, ``tier``,
        ``tier_probability``, ``slogan_id``; see `baogao.measures.heat.heat`.

    Examples
    --------
    >>> table = heat()
    >>> table.query("slogan == '抗美援朝' and year == 1951")["tier"].tolist()
    ['every second day']
    """
    coll = opened(coll)
    return named(heat_measure.heat(coll.reports, coll.passages, hits_of_units(coll, unit)))

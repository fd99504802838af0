"""Verbs on the lives of slogans: first and last use, survival, successions, wordings, change points."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from baogao.errors import SettingError
from baogao.front.collection import Collection, opened
from baogao.front.slogans import named
from baogao.front.units import Unit, families, hits_of_units
from baogao.language.lexicon import load_lexicon
from baogao.measures import changes, series
from baogao.measures import lives as measure
from baogao.measures import successions as successions_measure
from baogao.measures import survival as survival_measure
from baogao.measures import wordings as wordings_measure
from baogao.paths import AnyCollection

By = Literal["class", "standing"]


def lives(
    coll: AnyCollection, *, unit: Unit = "family", since: int | None = None, pause: int = measure.PAUSE
) -> pd.DataFrame:
    """First use, peak, last use and half-life of each family of slogans, and whether its life has ended.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it: a series of years, best of one kind of report.
    unit : {"slogan", "family", "formula"}
        What has a life: a family goes on when a new wording takes the place of an old one.
    since : int, optional
        Only those first used in this year or later; of those that the first reports have, the first use is not known.
    pause : int
        A family has ended when the last so many years of the series did not use it.

    Returns
    -------
    pandas.DataFrame
        By first use: ``slogan`` (the most frequent of the family), ``class``, ``gloss_en``, ``first_year``,
        ``last_year``, ``n_years``, ``count``, ``ended``, ``duration``, ``peak_year``, ``half_life``,
        ``first_form`` (the form most used in the first year), ``standing``, ``slogan_id``; see
        `baogao.measures.lives.lives`.

    Examples
    --------
    >>> table = lives(opened("work-reports").where(subgenre=""), since=1978)
    >>> table.query("slogan == '社会主义市场经济'")[["first_year", "ended"]].values.tolist()
    [[1983, False]]
    """
    if since is not None and since < 1:
        raise SettingError(f"since={since}: must be a year, such as 1978.")
    coll = opened(coll)
    hits = hits_of_units(coll, unit)
    table = measure.lives(series.slogan_series(coll.reports, coll.passages, hits), pause=pause)
    table = table if since is None else table[table["first_year"] >= since].reset_index(drop=True)
    table = table.assign(first_form=_forms(coll, hits, table, "first_year"))
    standing = load_lexicon().table.set_index("slogan_id")["standing"]
    return named(table.assign(standing=table["slogan_id"].map(standing)))


def survival(
    coll: AnyCollection,
    *,
    by: By | None = None,
    unit: Unit = "family",
    since: int | None = None,
    pause: int = measure.PAUSE,
) -> pd.DataFrame:
    """Share of the families of slogans that are still in use so many years after first use.

    Parameters
    ----------
    coll, unit, since, pause
        As for `lives`.
    by : {"class", "standing"}, optional
        Part the families by that of their most frequent slogan.

    Returns
    -------
    pandas.DataFrame
        One row a group and time: ``group``, ``n``, ``n_censored``, ``time``, ``n_at_risk``, ``n_ended``,
        ``survival``, ``low``, ``high``; see `baogao.measures.survival.survival`.

    Examples
    --------
    >>> curve = survival(opened("work-reports").where(subgenre=""), since=1978)
    >>> bool(curve["survival"].is_monotonic_decreasing)
    True
    """
    return survival_measure.survival(lives(coll, unit=unit, since=since, pause=pause), by=by)


def successions(coll: AnyCollection, *, by: Literal["year", "month"] = "year") -> pd.DataFrame:
    """When each slogan overtook the one that it replaced, by the column ``supersedes`` of the lexicon.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    by : {"year", "month"}
        Months where dates have them, as in news.

    Returns
    -------
    pandas.DataFrame
        One row a pair of which one is used: ``slogan``, ``class``, ``gloss_en``, ``replaced``,
        ``count``, ``replaced_count``, ``first_use``, ``replaced_last_use``, ``n_shared``, ``crossing``, ``clarity``,
        ``replaced_id``, ``slogan_id``; see `baogao.measures.successions.successions`.

    Examples
    --------
    >>> table = successions(opened("work-reports").where(subgenre=""))
    >>> table.query("replaced == '有中国特色的社会主义'")[["slogan", "crossing"]].values.tolist()
    [['中国特色社会主义', 2003]]
    """
    coll, lexicon = opened(coll), load_lexicon()
    pairs = successions_measure.replaced(lexicon.table)
    reports, hits = _dated(coll, by), coll.hits
    hits = hits[hits["slogan_id"].isin(pairs.to_numpy().ravel())]
    table = successions_measure.successions(series.slogan_series(reports, coll.passages, hits, by=by), pairs, by=by)
    table.insert(2, "replaced", table["replaced_id"].map(lexicon.canonical))
    return named(table[[*table.columns.drop("replaced_id"), "replaced_id"]])


def change_points(coll: AnyCollection, *, unit: Unit = "family", n: int = 999, seed: int) -> pd.DataFrame:
    """The sharpest change in the rate of each family of slogans, and whether a series without one would show it.

    Parameters
    ----------
    coll, unit
        As for `lives`.
    n, seed : int
        Simulated series, and the seed of the simulation.

    Returns
    -------
    pandas.DataFrame
        The smallest p first: ``slogan`` (the most frequent of the family in all years), ``class``, ``gloss_en``,
        ``form_then`` (the form most used in the year of the change or, without a use in it, in the last before),
        ``change_year``, ``rate_before``, ``rate_after``,
        ``ratio``, ``p``, ``q``, ``power_2``, ``power_4``, ``slogan_id``; see
        `baogao.measures.changes.change_points`.

    Examples
    --------
    >>> table = change_points(opened("work-reports").where(subgenre="", year=range(1990, 2026)), n=19, seed=1)
    >>> table.query("slogan == '高质量发展'")["change_year"].tolist()
    [2018]
    """
    coll = opened(coll)
    hits = hits_of_units(coll, unit)
    table = changes.change_points(series.slogan_series(coll.reports, coll.passages, hits), n=n, seed=seed)
    table.insert(1, "form_then", _forms(coll, hits, table, "change_year"))
    return named(table)


def wordings(coll: AnyCollection, form: str | None = None) -> pd.DataFrame:
    """The forms in which families of slogans occur, by first use, and what each changed: order, length, words.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    form : str, optional
        Only the family of the slogan that has this form.

    Returns
    -------
    pandas.DataFrame
        ``family``, ``form``, ``first_date``, ``last_date``, ``n_reports``, ``count``, ``before``,
        ``change`` ("first", "order", "longer", "shorter", "other"), ``slogan_id``; see
        `baogao.measures.wordings.wordings`.

    Raises
    ------
    SettingError
        If the lexicon lacks the form.

    Examples
    --------
    >>> wordings("sample", "枫桥经验")["form"].tolist()
    ['新时代“枫桥经验”', '枫桥经验']
    """
    coll, family_of, hits = opened(coll), families(), opened(coll).hits
    if form is not None:
        slogan = load_lexicon().forms.get(form)
        if slogan is None:
            raise SettingError(f"form={form}: is no form of the lexicon; give one that it has.")
        hits = hits[hits["slogan_id"].map(family_of) == family_of[slogan]]
    table = wordings_measure.wordings(coll.reports, coll.passages, hits, family_of)
    return table[[*table.columns.drop("slogan_id"), "slogan_id"]]


def _forms(coll: Collection, hits: pd.DataFrame, table: pd.DataFrame, column: str) -> pd.Series[str]:
    """The form in which the slogan of each row was most used in the year of a column."""
    years = dict(zip(table["slogan_id"], table[column].astype(float), strict=True))
    return table["slogan_id"].map(measure.forms_in(coll.reports, coll.passages, hits, years))


def _dated(coll: Collection, by: str) -> pd.DataFrame:
    if by not in ("year", "month"):
        raise SettingError(f'by="{by}": must be one of year, month.')
    reports = coll.reports
    if by == "month":
        reports = reports[reports["date"].str.len() >= len("YYYY-MM")]
        reports = reports.assign(month=reports["date"].str[: len("YYYY-MM")])
    return reports

"""Verbs on diffusion: first uses over centre, news, headlines and provinces, and how long the provinces took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from baogao.errors import SettingError, listed
from baogao.features.attestations import last_day
from baogao.front.attestations import attesting_collections, opened_all
from baogao.front.collection import Collection, opened
from baogao.front.slogans import named
from baogao.front.units import families
from baogao.language.lexicon import load_lexicon
from baogao.language.normal import unify_form
from baogao.language.senses import load_other_senses
from baogao.measures import first_uses as measure
from baogao.measures.first_uses import CENTRE, GROUPS
from baogao.measures.joins import led
from baogao.paths import AnyCollection
from baogao.reading.forms import hits_of_forms


def first_uses(
    coll: AnyCollection | Iterable[AnyCollection] | None = None,
    form: str | Sequence[str] | None = None,
    *,
    variants: bool = False,
    family: bool = False,
) -> pd.DataFrame:
    """The first use of forms in each collection of the study, with its place, and days after the first central one.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path, or several of them, optional
        Only these collections of the study; all that are up to date when not given.
    form : str or sequence of str
        Forms of the lexicon, counted as they are written.
    variants, family : bool
        Take the other forms of its slogan as well, or all forms of its slogan's family.

    Returns
    -------
    pandas.DataFrame
        One row a form and collection that uses it, by form and date: ``form``, ``group`` ("centre", "news",
        "headlines", "provinces"), ``collection``, ``first_date``, ``days_after_centre`` (days after the first
        central use, negative before it; missing where no central document has it), ``collection_from`` (date of
        the first report of the collection), ``is_upper_bound`` (the collection begins after the first central use,
        so an earlier use cannot be seen in it: the days are the most that they can be), ``report_id``,
        ``passage_id``, ``start``, ``end`` (offsets into the report's text), ``variant`` (the form that stands there).

    Raises
    ------
    SettingError
        If no form is given, the lexicon lacks one, or a collection has no part in the table.

    Notes
    -----
    A partial date counts as its last day. Early uses in another sense
    (``corpus/lexicons/other-senses.tsv``) do not count. A first use is no coinage.

    Examples
    --------
    >>> table = first_uses(form="新质生产力")
    >>> table[["collection", "first_date", "days_after_centre"]].head(2).values.tolist()
    [['evening-news', '2023-09-28', -159.0], ['work-reports', '2024-03-05', 0.0]]
    """
    forms = [form] if isinstance(form, str) else list(form or ())
    known = load_lexicon().forms
    unlisted = [each for each in forms if unify_form(each) not in known]
    if unlisted or not forms:
        which = listed(unlisted) or "none given,"
        raise SettingError(f"form: {which} is no form of the lexicon; give one that it has.")
    chosen, tables = _names(coll), []
    for group, coll in _study():
        for each, hits in hits_of_forms(coll, forms, variants=variants, family=family).items():
            firsts = _firsts(coll, hits.assign(slogan_id=each))
            begins = measure.first_of_all(coll.reports)
            tables.append(firsts.assign(form=each, group=group, collection=coll.name, collection_from=begins))
    if not tables:
        raise SettingError("first_uses: no collection of the study is here; run it in a checkout of the study.")
    table = pd.concat(tables, ignore_index=True)
    order = {each: number for number, each in enumerate(dict.fromkeys(table["form"]))}
    table = table.assign(order=table["form"].map(order), day=last_day(table["first_date"]))
    table = table.sort_values(["order", "day", "collection"], ignore_index=True)
    centre = table[table["group"] == CENTRE].drop_duplicates("form").set_index("form")["first_date"]
    centre_date = table["form"].map(centre).fillna("")
    table["days_after_centre"] = measure.days_between(centre_date, table["first_date"])
    table["is_upper_bound"] = measure.days_between(centre_date, table["collection_from"]) > 0
    columns = ["form", "group", "collection", "first_date", "days_after_centre", "collection_from", "is_upper_bound"]
    table = table[table["collection"].isin(chosen)].reset_index(drop=True)
    return table[[*columns, "report_id", "passage_id", "start", "end", "variant"]]


def diffusion(coll: AnyCollection = "provincial") -> pd.DataFrame:
    """First uses of each family of slogans by centre, news, headlines and regions, and how long the regions took.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection of reports of regions, one a year; the provincial reports when not given.

    Returns
    -------
    pandas.DataFrame
        One row a family that some region and some central document use: ``slogan`` (its most frequent with the
        regions), ``class``, ``gloss_en``, ``centre_date``, ``news_date``, ``headlines_date``, ``regions_date``
        (first uses; empty where there is none), ``n_regions``, ``n_using``, ``n_seen``, ``n_before``, ``lag_25``,
        ``lag_50``, ``lag_75`` (days), ``is_upper_bound``, ``slogan_id``; see `baogao.measures.first_uses.spread`.
        Of families whose first central use is older than the regions' reports a lag tells how far back the first
        of these reports lies, and nothing of how fast regions were: leave out those with ``is_upper_bound``.

    Examples
    --------
    >>> table = diffusion().query("not is_upper_bound").set_index("slogan")
    >>> table.loc[["扩能提质"], ["centre_date", "n_before", "lag_50"]].values.tolist()
    [['2025-10-28', 0, 95.0]]
    """
    coll, family_of = opened(coll), families()
    firsts = _firsts(coll, coll.hits.assign(slogan_id=coll.hits["slogan_id"].map(family_of)), ("slogan_id", "region"))
    dates = {group: centre_dates(group) for group in GROUPS if group != "provinces"}
    table = measure.spread(firsts, dates[CENTRE], measure.first_reports(coll.reports))
    leaders = dict(zip(coll.hits["slogan_id"].map(family_of), led(coll.hits, family_of)["slogan_id"], strict=True))
    dates |= {"regions": measure.earliest([firsts])}
    for place, group in enumerate(("news", "headlines", "regions"), 2):
        table.insert(place, f"{group}_date", table["slogan_id"].map(dates[group]).fillna(""))
    return named(table.assign(slogan_id=table["slogan_id"].map(leaders)))


def centre_dates(group: str = CENTRE) -> dict[str, str]:
    """Date of the first use of each family in the collections of a group, by default central documents.

    Examples
    --------
    >>> centre_dates()["belt-and-road"]
    '2014-03-05'
    """
    family_of = families()
    tables = [
        _firsts(coll, coll.hits.assign(slogan_id=coll.hits["slogan_id"].map(family_of)))
        for name, coll in _study()
        if name == group
    ]
    return measure.earliest(tables)


def _names(coll: AnyCollection | Iterable[AnyCollection] | None) -> list[str]:
    """Names of the collections that are asked for; refused where one has no part in the table of first uses."""
    present = [each.name for _, each in _study()]
    if coll is None:
        return present
    names = [each.name for each in opened_all(coll)]
    if strangers := [name for name in names if name not in present]:
        raise SettingError(f"coll: {listed(strangers)} has no part in first uses; there are {listed(present, 10)}.")
    return names


def _study() -> Iterable[tuple[str, Collection]]:
    """Collections of the study that are up to date, each with its group."""
    groups = {name: group for group, names in GROUPS.items() for name in names}
    return [(groups[coll.name], coll) for coll in attesting_collections() if coll.name in groups]


def _firsts(coll: Collection, hits: pd.DataFrame, by: tuple[str, ...] = ("slogan_id",)) -> pd.DataFrame:
    senses = load_other_senses().query("collection == @coll.name")
    return measure.first_uses(coll.reports, coll.passages, hits, by=by, other_senses=senses)

"""The verb on dates of slogans: first and last use in each collection, beside the date of coinage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from baogao.errors import SettingError, listed
from baogao.features.attestations import last_day
from baogao.features.current import stale
from baogao.features.tables import ATTESTATIONS, read_build
from baogao.front.collection import Collection, collection, opened
from baogao.front.slogans import named
from baogao.language.lexicon import load_lexicon
from baogao.language.normal import unify_form
from baogao.language.senses import load_other_senses
from baogao.measures.attestations import attested_first, in_slogan_sense
from baogao.paths import AnyCollection, OpenCollection, collections

NONE = {"n_reports": 0, "n_issuers": 0}  # where no report of the collections uses a slogan
INVENTED = ("sample",)  # its texts were written for baogao: they attest nothing


def attestations(
    coll: AnyCollection | Iterable[AnyCollection] | None = None, form: str | Sequence[str] | None = None
) -> pd.DataFrame:
    """First and last use of slogans in each collection, and in all of the study, beside the date of coinage.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path, or several of them, optional
        The collections, or parts of them; when none is given, all of the study that are built.
    form : str or sequence of str, optional
        Only the slogans that these forms belong to; all forms of a slogan attest it.

    Returns
    -------
    pandas.DataFrame
        One row a slogan and collection that uses it, the earliest collection of a slogan first:
        ``slogan``, ``class``, ``gloss_en``; ``coined_date`` (of the lexicon: curated, may be
        empty); ``attested_first`` and ``attested_in`` (the first use in all built collections of
        the study, whatever `coll` is, and the collection it is in); ``collection``,
        ``first_date``, ``first_report``, ``last_date``, ``last_report``, ``n_reports``,
        ``n_issuers``; ``slogan_id``. A slogan that `form` asks for and none of the collections
        uses has one row, without a collection.

    Raises
    ------
    SettingError
        If a form is none of the lexicon, or no collection is built.
    CorpusError
        If a collection that is asked for is not built, or not since its texts, dates or the lexicon changed.

    Notes
    -----
    Nested occurrences count. Early uses of a form in another sense
    (``corpus/lexicons/other-senses.tsv``) do not. A first attestation means use in this genre by then,
    not coinage. Collections of the study that are out of date, and the invented texts of ``sample``,
    have no part in ``attested_first``.

    Examples
    --------
    >>> attestations("sample", "七五普法")[["slogan", "collection", "first_report", "n_issuers"]].values.tolist()
    [['七五普法', 'sample', 'yunxun-2019', 3]]
    """
    ids = None if form is None else _slogans([form] if isinstance(form, str) else list(form))
    of_study = attesting_collections()
    chosen = of_study if coll is None else opened_all(coll)
    if not chosen:
        raise SettingError("coll: no collection of the study is built with today's lexicon; name one, or build them.")
    uses = pd.concat([_in_slogan_sense(each) for each in chosen])
    firsts = attested_first([_in_slogan_sense(each) for each in of_study] or [uses.head(0)])
    dates = load_lexicon().table[["slogan_id", "coined_date"]].merge(firsts, on="slogan_id", how="left")
    dates = dates.set_index("slogan_id")
    wanted = ids or dates.index[dates.index.isin(uses["slogan_id"])]
    rows = uses.sort_values("first_date", key=last_day, kind="stable")
    table = dates.loc[wanted].reset_index().merge(rows, on="slogan_id", how="left")
    return named(table.fillna(dict.fromkeys(table, "") | NONE).astype(dict.fromkeys(NONE, "int32")))


def attesting_collections() -> list[Collection]:
    """Collections of the study whose texts are real and whose attestations are those of today's lexicon and dates."""
    return [each for each in _built_collections() if not stale(each.folder, each.reports, ATTESTATIONS)]


def outdated_collections() -> list[str]:
    """Collections of the study that were built and have no part in ``attested_first``: they are out of date."""
    ready = {each.name for each in attesting_collections()}
    return [each.name for each in _built_collections() if each.name not in ready]


def _built_collections() -> list[Collection]:
    every = [collection(name) for name in collections() if name not in INVENTED]
    return [each for each in every if ATTESTATIONS in read_build(each.folder).get("tables", {})]


def opened_all(coll: AnyCollection | Iterable[AnyCollection]) -> list[Collection]:
    """The open collections of what may be one collection or several."""
    if isinstance(coll, OpenCollection | str) or not isinstance(coll, Iterable):
        return [opened(coll)]
    return [opened(each) for each in coll]


def _in_slogan_sense(coll: Collection) -> pd.DataFrame:
    senses = load_other_senses().query("collection == @coll.name")
    return in_slogan_sense(coll.attestations, coll.hits, coll.reports, senses) if len(senses) else coll.attestations


def _slogans(forms: Sequence[str]) -> list[str]:
    """The slogan of each form, once; `SettingError` if a form is none of the lexicon."""
    known = load_lexicon().forms
    unlisted = [form for form in forms if unify_form(form) not in known]
    if unlisted or not forms:
        raise SettingError(
            f"form: {listed(unlisted) or 'none given,'} is no form of the lexicon, whose slogans alone have "
            "attestations; look for it with `baogao slogans COLLECTION --slogan FORM`, or leave it out."
        )
    return list(dict.fromkeys(known[unify_form(form)] for form in forms))

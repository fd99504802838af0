"""Hits of one form or several; those of a form that the lexicon does not list need the raw texts."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from baogao.corpus.store.collection import load_reports, read_reports, require_texts
from baogao.errors import SettingError, listed
from baogao.features.current import read_parts, read_table
from baogao.features.tables import SCHEMAS
from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.written import one_form
from baogao.measures.joins import outermost
from baogao.paths import AnyCollection, collection_folder


def form_hits(
    collection: AnyCollection,
    form: str,
    *,
    variants: bool = False,
    family: bool = False,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """Hits of one form in a collection.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.
    form : str
        The form as written; widths and punctuation are unified first.
    variants, family : bool
        Whether the other forms of its slogan, or all forms of its slogan's family, are taken as well.
    lexicon : Lexicon, optional
        The study's when not given.

    Returns
    -------
    pandas.DataFrame
        Columns of the table ``hits``. With `variants` or `family`, ``maximal`` says of each hit whether
        it lies in no other of these hits, so that a place is counted once, also where another slogan
        holds it. A form of the lexicon comes from the feature tables alone. Any other is looked for
        in the raw texts, and joins the lexicon's forms in the leftmost-longest cover; its ``slogan_id`` is empty.

    Raises
    ------
    SettingError
        If the form is empty, or variants or the family are asked of a form that the lexicon lacks.
    CorpusError
        If the raw texts are needed and not here.

    Examples
    --------
    >>> form_hits("sample", "七五普法")["slogan_id"].unique().tolist()
    ['qi-wu-pu-fa']
    """
    return hits_of_forms(collection, [form], variants=variants, family=family, lexicon=lexicon)[one_form(form)]


def hits_of_forms(
    collection: AnyCollection,
    forms: Iterable[str],
    *,
    variants: bool = False,
    family: bool = False,
    lexicon: Lexicon | None = None,
) -> dict[str, pd.DataFrame]:
    """Hits of several forms, each counted as if it were alone: see `form_hits`; the texts are read once.

    Examples
    --------
    >>> list(hits_of_forms("sample", ["七五普法", "枫桥经验"]))
    ['七五普法', '枫桥经验']
    """
    lexicon = lexicon or load_lexicon()
    wanted = list(dict.fromkeys(one_form(form) for form in forms))
    if variants and family:
        raise SettingError("variants=True: takes one slogan's forms, family=True those of its family; give one.")
    unlisted = [form for form in wanted if form not in lexicon.forms]
    if unlisted and (variants or family):
        option, lacks = ("variants=True", "variants") if variants else ("family=True", "family")
        raise SettingError(
            f"{option}: {unlisted[0]} is no form of the lexicon, so it has no {lacks}; leave {option} out."
        )
    hits_of = _searched(collection, unlisted, lexicon) if unlisted else {}
    if len(unlisted) < len(wanted):
        hits = read_table(collection, "hits")
        for form in set(wanted) - set(unlisted):
            own = hits[_is_wanted(hits, form, lexicon, variants, family)].reset_index(drop=True)
            hits_of[form] = own.assign(maximal=_are_outermost(own)) if variants or family else own
    return {form: hits_of[form] for form in wanted}


def _is_wanted(hits: pd.DataFrame, form: str, lexicon: Lexicon, variants: bool, family: bool) -> pd.Series[bool]:
    """Whether each hit is one of the form, or of its slogan, or of its slogan's family."""
    slogan_id = lexicon.forms[form]
    if not family:
        return hits["slogan_id"] == slogan_id if variants else hits["variant"] == form
    families = lexicon.table.set_index("slogan_id")["family"]
    return hits["slogan_id"].isin(families.index[families == families[slogan_id]])


def _are_outermost(hits: pd.DataFrame) -> pd.Series[bool]:
    """Whether each hit lies in no other."""
    return pd.Series(hits.index.isin(outermost(hits.assign(slogan_id="")).index), hits.index)


def _searched(collection: AnyCollection, forms: list[str], lexicon: Lexicon) -> dict[str, pd.DataFrame]:
    """Hits in the raw texts of forms that the lexicon lacks; each joins the lexicon's forms alone."""
    from tqdm import tqdm

    from baogao.features.read import matched  # what reads texts is slow to load, and listed forms need none
    from baogao.language.matching import Matcher

    folder, manifest = collection_folder(collection), read_reports(collection)
    require_texts(folder, manifest, f"counting {listed(forms, 3)}, which the lexicon does not list,")
    matchers = {form: Matcher([*lexicon.forms, form], lexicon.unless) for form in forms}
    rows: dict[str, list[tuple[object, ...]]] = {form: [] for form in forms}
    reports = load_reports(collection)
    for report in tqdm(reports, total=len(manifest), desc=listed(forms, 1), unit="report", delay=2):
        for form, matcher in matchers.items():
            rows[form] += [
                (passage.passage_id, "", *normal.span(hit.start, hit.end), form, hit.maximal)
                for passage, normal, hits in matched(report, matcher)
                for hit in hits
                if hit.form == form
            ]
    tables = {form: pd.DataFrame(rows[form], columns=SCHEMAS["hits"].names) for form in forms}
    return {form: table.astype({"start": "int32", "end": "int32", "maximal": bool}) for form, table in tables.items()}


def token_hits(collection: AnyCollection, forms: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Tokens of several forms under the plain policy, where no slogan is kept whole: a row a token.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.
    forms : iterable of str
        Words to count; widths are unified.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``passage_id``, ``maximal`` (True) by form.

    Raises
    ------
    SettingError
        If a form is empty.

    Examples
    --------
    >>> {form: len(hits) > 0 for form, hits in token_hits("sample", ["普法", "七五普法"]).items()}
    {'普法': True, '七五普法': False}
    """
    wanted = list(dict.fromkeys(one_form(form) for form in forms))
    parts = [part[(part["policy"] == "plain") & part["term"].isin(wanted)] for part in read_parts(collection, "terms")]
    terms = pd.concat(parts)
    rows = terms.loc[terms.index.repeat(terms["count"]), ["passage_id", "term"]].assign(maximal=True)
    own = {form: rows[rows["term"] == form] for form in wanted}
    return {form: table[["passage_id", "maximal"]].reset_index(drop=True) for form, table in own.items()}


def is_listed(form: str, lexicon: Lexicon | None = None) -> bool:
    """Whether a form, as `form_hits` unifies it, is one of the lexicon.

    Examples
    --------
    >>> is_listed("七五普法"), is_listed("七五普发")
    (True, False)
    """
    return one_form(form) in (lexicon or load_lexicon()).forms


def longer_forms(collection: AnyCollection, hits: pd.DataFrame) -> list[str]:
    """Forms of the lexicon that hold the nested ones of some hits, the most frequent first.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.
    hits : pandas.DataFrame
        As `form_hits` returns them.

    Returns
    -------
    list of str

    Examples
    --------
    >>> longer_forms("sample", form_hits("sample", "枫桥经验"))
    ['新时代“枫桥经验”']
    """
    every = read_table(collection, "hits")
    pairs = hits[~hits["maximal"]].merge(every[every["maximal"]], on="passage_id", suffixes=("", "_of_longer"))
    holds = (pairs["start_of_longer"] <= pairs["start"]) & (pairs["end_of_longer"] >= pairs["end"])
    return [str(form) for form in pairs.loc[holds, "variant_of_longer"].value_counts().index]

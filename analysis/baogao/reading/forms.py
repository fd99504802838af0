"""Hits of one form; those of a form that the lexicon does not list need the raw texts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from tqdm import tqdm

from baogao.corpus.store.collection import load_reports, require_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.features.extract import matched
from baogao.features.tables import SCHEMAS
from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.matching import Matcher
from baogao.language.normal import unify_form
from baogao.paths import collection_folder


def form_hits(
    collection: str | Path, form: str, *, variants: bool = False, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """Hits of one form in a collection.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.
    form : str
        The form as written; widths and punctuation are unified first.
    variants : bool
        Whether the other forms of its slogan are taken as well.
    lexicon : Lexicon, optional
        The study's when not given.

    Returns
    -------
    pandas.DataFrame
        Columns of the table ``hits``. A form of the lexicon comes from the feature
        tables alone. Any other is looked for in the raw texts, and joins the lexicon's
        forms in the leftmost-longest cover; its ``slogan_id`` is empty.

    Raises
    ------
    SettingError
        If the form is empty, or `variants` is asked of a form that the lexicon lacks.
    CorpusError
        If the raw texts are needed and not here.

    Examples
    --------
    >>> form_hits("sample", "七五普法")["slogan_id"].unique().tolist()
    ['qi-wu-pu-fa']
    """
    form = unify_form(form)
    if not form:
        raise SettingError("--slogan: the form is empty; give one such as 高质量发展.")
    lexicon = lexicon or load_lexicon()
    slogan_id = lexicon.forms.get(form)
    if slogan_id:
        hits = read_table(collection, "hits")
        wanted = hits["slogan_id"] == slogan_id if variants else hits["variant"] == form
        return hits[wanted].reset_index(drop=True)
    if variants:
        raise SettingError(
            f"--variants: {form} is no form of the lexicon, so it has no variants; leave --variants out."
        )
    return _searched(collection, form, lexicon)


def _searched(collection: str | Path, form: str, lexicon: Lexicon) -> pd.DataFrame:
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    require_texts(folder, manifest, f"counting {form}, which the lexicon does not list,")
    matcher = Matcher([*lexicon.forms, form])
    rows = [
        (passage.passage_id, "", *normal.span(hit.start, hit.end), form, hit.maximal)
        for report in tqdm(load_reports(collection), total=len(manifest), desc=form, unit="report", delay=2)
        for passage, normal, hits in matched(report, matcher)
        for hit in hits
        if hit.form == form
    ]
    return pd.DataFrame(rows, columns=SCHEMAS["hits"].names).astype({"start": "int32", "end": "int32", "maximal": bool})


def is_listed(form: str, lexicon: Lexicon | None = None) -> bool:
    """Whether a form, as `form_hits` unifies it, is one of the lexicon.

    Examples
    --------
    >>> is_listed("七五普法"), is_listed("七五普发")
    (True, False)
    """
    return unify_form(form) in (lexicon or load_lexicon()).forms


def longer_forms(collection: str | Path, hits: pd.DataFrame) -> list[str]:
    """Forms of the lexicon that hold the nested ones of some hits, the most frequent first.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.
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

"""Verbs on translations: the official English of slogans by year, and where the lexicon's glosses differ from it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from baogao.errors import SettingError
from baogao.features.tables import RENDERINGS
from baogao.front.collection import opened
from baogao.language.bilingual.glosses import likeness
from baogao.language.lexicon import load_lexicon
from baogao.language.written import one_form
from baogao.measures import renderings as measured
from baogao.paths import AnyCollection


def renderings(coll: AnyCollection = "bilingual", form: str | Sequence[str] | None = None) -> pd.DataFrame:
    """How the official English renders slogans, year by year.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection of translation memories, or a part of it.
    form : str or sequence of str, optional
        A form of the slogan, or several; all slogans when not given.

    Returns
    -------
    pandas.DataFrame
        ``slogan``, ``year``, ``rendering``, ``n_sentences``, ``share``, ``slogan_id``; see
        `baogao.measures.renderings.renderings`.

    Raises
    ------
    SettingError
        If the lexicon lacks the form.

    Examples
    --------
    >>> table = renderings(form="高质量发展")
    >>> table.loc[table["year"] == 2021, "rendering"].iloc[0]
    'high-quality development'
    """
    coll, lexicon = opened(coll), load_lexicon()
    rendered = coll.table(RENDERINGS)
    if form is not None:
        forms = [one_form(each) for each in ([form] if isinstance(form, str) else form)]
        if unlisted := [each for each in forms if each not in lexicon.forms]:
            raise SettingError(f"form={unlisted[0]!r}: the lexicon lacks it, and only its slogans are rendered.")
        rendered = rendered[rendered["slogan_id"].isin([lexicon.forms[each] for each in forms])]
    table = measured.renderings(coll.reports, rendered)
    return _with_names(table, ["year", "rendering", "n_sentences", "share"])


def gloss_check(coll: AnyCollection = "bilingual", *, at_least: int = 2) -> pd.DataFrame:
    """Glosses of the lexicon beside the usual official rendering.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection of translation memories, or a part of it.
    at_least : int
        Leave out slogans whose usual rendering stands in fewer sentences: those are less sure.

    Returns
    -------
    pandas.DataFrame
        The least alike first: ``slogan``, ``gloss_en``, ``rendering``, ``likeness`` (0 to 1, of the words without
        regard to order; 1 where one holds all words of the other), ``n_sentences``, ``n_of_slogan``,
        ``n_renderings``, ``slogan_id``.

    Examples
    --------
    >>> gloss_check().columns.tolist()[:4]
    ['slogan', 'gloss_en', 'rendering', 'likeness']
    """
    usual = measured.usual_renderings(opened(coll).table(RENDERINGS))
    glosses = load_lexicon().table.set_index("slogan_id")["gloss_en"]
    usual = usual[usual["n_sentences"] >= at_least].assign(gloss_en=lambda table: table["slogan_id"].map(glosses))
    usual["likeness"] = [likeness(*pair) for pair in zip(usual["gloss_en"], usual["rendering"], strict=True)]
    usual = usual.sort_values(["likeness", "slogan_id"], ignore_index=True)
    return _with_names(usual, ["gloss_en", "rendering", "likeness", "n_sentences", "n_of_slogan", "n_renderings"])


def _with_names(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    names = table["slogan_id"].map(load_lexicon().canonical)
    return table.assign(slogan=names)[["slogan", *columns, "slogan_id"]].reset_index(drop=True)

"""What a verb counts as one thing: each slogan, a family of wordings, or a formula of what stands together."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from baogao.errors import SettingError, listed
from baogao.front.collection import Collection
from baogao.language.lexicon import load_lexicon
from baogao.measures.formulas import formulas
from baogao.measures.joins import led

Unit = Literal["slogan", "family", "formula"]


def families() -> dict[str, str]:
    """The family of each slogan of the lexicon.

    Examples
    --------
    >>> families()["qi-wu-pu-fa"]
    'legal-education-plans'
    """
    return dict(load_lexicon().table[["slogan_id", "family"]].itertuples(index=False, name=None))


def hits_of_units(coll: Collection, unit: Unit) -> pd.DataFrame:
    """Hits of a collection with the leading slogan of each family or formula in the place of its slogans.

    Raises
    ------
    SettingError
        If there is no such unit.
    """
    if unit not in get_args(Unit):
        raise SettingError(f'unit="{unit}": must be one of {listed(get_args(Unit))}.')
    if unit == "slogan":
        return coll.hits
    hits = led(coll.hits, families())
    return hits.assign(slogan_id=hits["slogan_id"].map(formulas(hits))) if unit == "formula" else hits

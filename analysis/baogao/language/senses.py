"""Other senses: forms that had a plain or an older meaning before they were slogans, by collection and last day."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import BaseModel

from baogao.language.normal import unify_form
from baogao.paths import lexicon_path
from baogao.tables import FilledIn, PartialDate, Words, read_rows


class OtherSenseRow(BaseModel):
    """What one row of ``other-senses.tsv`` may hold."""

    form: Words
    collection: FilledIn
    until: PartialDate
    note: FilledIn


def load_other_senses(path: Path | None = None) -> pd.DataFrame:
    """Read which early occurrences of forms are not of their slogans.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/other-senses.tsv``, which is read when none is
        given; a study may do without it.

    Returns
    -------
    pandas.DataFrame
        ``form`` (normalised), ``collection``, ``until`` (the form means something else in this
        collection up to and with this date), ``note``; one row a form and collection.

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Examples
    --------
    >>> load_other_senses().columns.tolist()
    ['form', 'collection', 'until', 'note']
    """
    path = path or lexicon_path("other-senses.tsv")
    table = read_rows(path, OtherSenseRow, unique=[("form", "collection")], may_be_absent=True)
    return table.assign(form=table["form"].map(unify_form))

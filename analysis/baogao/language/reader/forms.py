"""What is known of a form before a text is read: its statistics, the reader's decision, its class in the lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.language.normal import unify
from baogao.language.reader.fingerprints import Fingerprints, fingerprints
from baogao.language.reader.tokens import QUOTES
from baogao.language.stack import Flags, Numbers

CLASSES = ("numeric", "doctrine", "campaign", "model", "goal", "ethos")  # in a tie the first of these
DECISIONS = ("slogan", "boundary", "collocation", "term", "name", "fragment", "news")
STATISTICS = (
    "count",  # in all texts
    "official",  # in reports and other documents, headlines and news left out
    "issuers",  # issuers and years of a source that have it
    "official_issuers",
    "years",
    "first_year",
    "last_year",
    "entropy_left",
    "entropy_right",
    "pmi",
    "free_left",
    "free_right",
    "free",
    "quoted",
    "quoted_share",
)
NO_QUOTES = dict.fromkeys(map(ord, QUOTES))


class Known(NamedTuple):
    """Forms by fingerprint, in order, and an empty row behind the last.

    Their statistics, decisions, the number of annotated texts that mark them, the class that these
    give, and that of the lexicon; 0 for none.
    """

    fingerprints: Fingerprints
    statistics: NDArray[np.float64]
    decisions: Numbers
    readings: Numbers
    marked: Numbers
    classes: Numbers

    @property
    def are_of_one_source(self) -> Flags:
        """Whether each form stands in one source and year only, or only in the press of one year."""
        columns = ("count", "years", "issuers", "official_issuers")
        count, years, issuers, official = (self.statistics[:, STATISTICS.index(name)] for name in columns)
        return np.asarray((count >= 0) & (years <= 1) & ((issuers <= 1) | (official == 0)))

    def places(self, wanted: Fingerprints) -> Numbers:
        """Row of each form, that behind the last for those that are not known."""
        if not len(self.fingerprints):
            return np.zeros(len(wanted), np.int64)
        rows = np.minimum(np.searchsorted(self.fingerprints, wanted), len(self.fingerprints) - 1)
        return np.where(self.fingerprints[rows] == wanted, rows, len(self.fingerprints))


def plain(form: str) -> str:
    """A form as the reader knows it: unified, without quotation marks.

    Examples
    --------
    >>> plain("“三农”工作")
    '三农工作'
    """
    return unify(form).translate(NO_QUOTES)


def known_forms(table: pd.DataFrame, classes: Mapping[str, str]) -> Known:
    """Join the table of forms with the classes of a lexicon's forms.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``form``, ``decision``, ``readings``, ``marked`` and `STATISTICS`.
    classes : mapping of str to str
        The class of each form of the lexicon.

    Examples
    --------
    >>> row = {"form": "依法治国", "decision": "slogan", "readings": 3, "marked": "doctrine"}
    >>> row |= dict.fromkeys(STATISTICS, 1.0)
    >>> known = known_forms(pd.DataFrame([row]), {"依法治国": "doctrine", "普法": "campaign"})
    >>> sorted(known.classes.tolist()), known.readings.tolist().count(3)
    ([0, 2, 3], 1)
    """
    lexicon = {plain(form): CLASSES.index(name) + 1 for form, name in classes.items()}
    listed = dict.fromkeys([*table["form"], *lexicon])
    forms = list(listed)
    rows = table.set_index("form").reindex(forms)
    order, unique = _in_order(fingerprints(forms))
    decisions, marked = _codes(rows["decision"], DECISIONS), _codes(rows["marked"], CLASSES)
    return Known(
        unique,
        np.vstack([rows[list(STATISTICS)].to_numpy(np.float64)[order], np.full(len(STATISTICS), np.nan)]),
        np.append(decisions[order], 0),
        np.append(rows["readings"].fillna(0).to_numpy(np.int64)[order], 0),
        np.append(marked[order], 0),
        np.append(np.array([lexicon.get(form, 0) for form in forms], np.int64)[order], 0),
    )


def _codes(values: pd.Series, names: Sequence[str]) -> Numbers:
    """Names as numbers from 1, 0 for others."""
    codes = {name: code for code, name in enumerate(names, 1)}
    return np.asarray(values.map(codes).fillna(0).to_numpy(np.int64))


def _in_order(prints: Fingerprints) -> tuple[Numbers, Fingerprints]:
    """Places of the fingerprints in order, the first of equal ones, and the fingerprints."""
    unique, first = np.unique(prints, return_index=True)
    return first, unique

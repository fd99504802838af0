"""Attestations in the sense of the slogan: first use in each collection and in all, which is no coinage."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.features.attestations import attested, dated, last_day, uses_of

COLUMNS = ["slogan_id", "attested_first", "attested_in"]


@measure
def in_slogan_sense(
    attestations: pd.DataFrame, hits: pd.DataFrame, reports: pd.DataFrame, other_senses: pd.DataFrame
) -> pd.DataFrame:
    """The attestations of one collection without the early uses of forms that meant something else.

    Parameters
    ----------
    attestations, hits : pandas.DataFrame
        Feature tables of the collection.
    reports : pandas.DataFrame
        Its manifest.
    other_senses : pandas.DataFrame
        ``form`` and ``until``, one row a form: uses of the form up to this date, at its precision,
        are of another sense. Rows of other collections must have been left out.

    Returns
    -------
    pandas.DataFrame
        The columns of `attestations`. A slogan none of whose uses is left has no row. Uses in
        reports without a date stay.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "date": ["1958-05", "2019"], "year": 0, "issuer": "x"})
    >>> hits = pd.DataFrame({"passage_id": ["a:1", "b:1"], "slogan_id": "hui-tou-kan", "variant": "回头看"})
    >>> table = attested(uses_of(hits), reports, "mine")
    >>> senses = pd.DataFrame({"form": ["回头看"], "until": ["1958"]})
    >>> in_slogan_sense(table, hits, reports, senses)[["first_date", "n_reports"]].values.tolist()
    [['2019', 1]]
    """
    require_columns(hits, ["passage_id", "slogan_id", "variant"], "hits")
    slogans = hits.loc[hits["variant"].isin(other_senses["form"]), "slogan_id"].unique()
    if not len(slogans):
        return attestations
    uses = uses_of(hits[hits["slogan_id"].isin(slogans)], ("slogan_id", "variant"))
    uses = uses.merge(dated(reports)[["report_id", "date"]], on="report_id", validate="m:1")
    until = uses["variant"].map(other_senses.set_index("form")["until"]).fillna("")
    is_left = [not date or date[: len(last)] > last or not last for date, last in zip(uses["date"], until, strict=True)]
    left = uses.loc[is_left, ["slogan_id", "report_id"]].drop_duplicates()
    mended = attested(left, reports, attestations["collection"].iloc[0])
    others = attestations[~attestations["slogan_id"].isin(slogans)]
    return pd.concat([others, mended]).sort_values("slogan_id", ignore_index=True)


@measure
def attested_first(attestations: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The first attestation of each slogan in several collections.

    Parameters
    ----------
    attestations : sequence of pandas.DataFrame
        Feature tables ``attestations``, or what `in_slogan_sense` leaves of them.

    Returns
    -------
    pandas.DataFrame
        ``slogan_id``, ``attested_first`` (date, may be partial), ``attested_in`` (collection; where
        several have the same date, the first of them), sorted; slogans without a dated use are left out.

    Notes
    -----
    The date says that a slogan was in use in these genres by then. It is no date of coinage: what was
    coined elsewhere, or in a year that the collections lack, was in use before.

    Examples
    --------
    >>> early = pd.DataFrame({"slogan_id": ["s"], "collection": "a", "first_date": ["2013-03-05"]})
    >>> late = pd.DataFrame({"slogan_id": ["s"], "collection": "b", "first_date": ["2013"]})
    >>> attested_first([late, early]).values.tolist()
    [['s', '2013-03-05', 'a']]
    """
    rows = pd.concat([table[["slogan_id", "first_date", "collection"]] for table in attestations])
    rows = rows[rows["first_date"] != ""].set_axis(["slogan_id", *COLUMNS[1:]], axis=1)
    rows = rows.assign(by=last_day(rows["attested_first"])).sort_values(["slogan_id", "by"], kind="stable")
    return rows.drop_duplicates("slogan_id")[COLUMNS].reset_index(drop=True)

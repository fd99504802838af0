"""Attestations: since when, until when, and by how many reports and issuers each slogan of a collection is used."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from baogao.features.tables import ATTESTATIONS, SCHEMAS


def uses_of(hits: pd.DataFrame, by: tuple[str, ...] = ("slogan_id",)) -> pd.DataFrame:
    """Which report uses which slogan, nested occurrences too: each pair once.

    Parameters
    ----------
    hits : pandas.DataFrame
        Feature table ``hits``, or some rows of it: ``passage_id`` and the columns of `by`.
    by : tuple of str
        What is used: ``slogan_id``, with ``variant`` too where its forms are told apart.

    Returns
    -------
    pandas.DataFrame
        The columns of `by`, and ``report_id``.

    Examples
    --------
    >>> uses_of(pd.DataFrame({"passage_id": ["a:0001", "a:0002", "b:0001"], "slogan_id": "s"})).values.tolist()
    [['s', 'a'], ['s', 'b']]
    """
    numbers, passage_ids = pd.factorize(hits["passage_id"])
    reports = pd.Series([each.rpartition(":")[0] for each in passage_ids], dtype="str")
    uses = hits[list(by)].assign(report_id=reports.take(numbers).set_axis(hits.index))
    return uses.drop_duplicates(ignore_index=True)


def dated(reports: pd.DataFrame) -> pd.DataFrame:
    """The date of each report, or its year where no more is known, and its issuer.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "date": ["2019-03", ""], "issuer": ["x", ""]})
    >>> dated(reports.assign(year=pd.array([2019, 2020], "Int64"))).values.tolist()
    [['a', '2019-03', 'x'], ['b', '2020', '']]
    """
    years = reports["year"].astype("string").fillna("")
    dates = reports["date"].where(reports["date"] != "", years)
    return pd.DataFrame({"report_id": reports["report_id"], "date": dates, "issuer": reports["issuer"]})


def last_day(dates: pd.Series[str]) -> pd.Series[str]:
    """What orders dates by the last day that they may be: partial ones behind the days in them, the empty one last.

    Examples
    --------
    >>> dates = pd.Series(["", "2019", "2019-03-05", "2019-03", "2020-01-01"])
    >>> dates.loc[last_day(dates).sort_values().index].tolist()
    ['2019-03-05', '2019-03', '2019', '2020-01-01', '']
    """
    return dates + "~"


def attested(uses: pd.DataFrame, reports: pd.DataFrame, collection: str) -> pd.DataFrame:
    """The feature table ``attestations``: one row a slogan that is used, by slogan_id.

    Parameters
    ----------
    uses : pandas.DataFrame
        ``slogan_id`` and ``report_id``, as of `uses_of`.
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``date``, ``year``, ``issuer``.
    collection : str
        Its name, for the column.

    Returns
    -------
    pandas.DataFrame
        The columns of the feature table. Of reports of one date, the first in the manifest is the
        first report and the last one the last. A partial date stands behind the days in it for the
        first use and before them for the last: by ``first_date`` the slogan was certainly in use.
        A report without a date is first or last only where no dated one uses the slogan; then
        the date is empty. ``n_issuers`` counts the issuers that are stated.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "date": ["2020", "2019-03-05"], "year": 0, "issuer": "x"})
    >>> uses = pd.DataFrame({"slogan_id": "s", "report_id": ["a", "b"]})
    >>> attested(uses, reports, "mine").values.tolist()
    [['s', 'mine', '2019-03-05', 'b', '2020', 'a', 2, 1]]
    """
    rows = uses.merge(dated(reports).assign(row=range(len(reports))), on="report_id", validate="m:1")
    rows["by"] = last_day(rows["date"])
    firsts = rows.sort_values(["slogan_id", "by", "row"]).drop_duplicates("slogan_id")
    lasts = rows.sort_values(["slogan_id", "date", "row"]).drop_duplicates("slogan_id", keep="last")
    issuers = rows["issuer"].where(rows["issuer"] != "")
    numbers = rows.assign(issuer=issuers).groupby("slogan_id")[["report_id", "issuer"]].nunique()
    return pd.DataFrame(
        {
            "slogan_id": firsts["slogan_id"].to_numpy(),
            "collection": collection,
            "first_date": firsts["date"].to_numpy(),
            "first_report": firsts["report_id"].to_numpy(),
            "last_date": lasts["date"].to_numpy(),
            "last_report": lasts["report_id"].to_numpy(),
            "n_reports": numbers["report_id"].to_numpy("int32"),
            "n_issuers": numbers["issuer"].to_numpy("int32"),
        }
    )


def attestation_table(hits: Iterable[pa.Table], reports: pd.DataFrame, collection: str) -> pa.Table:
    """`attested` of the parts of the table ``hits``, as it is written."""
    uses = pd.concat([uses_of(part.select(["passage_id", "slogan_id"]).to_pandas()) for part in hits])
    table = attested(uses.drop_duplicates(), reports, collection)
    return pa.Table.from_pandas(table, SCHEMAS[ATTESTATIONS], preserve_index=False).replace_schema_metadata(None)

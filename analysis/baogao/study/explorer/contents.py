"""What the explorer shows of slogans: reports, the passages that hold hits, hits, forms, slogans and families."""

from __future__ import annotations

from typing import Any

import pandas as pd

from baogao.language.lexicon import Lexicon
from baogao.measures.intervals import MIN_CLUSTERS, normal_quantile, t_quantile
from baogao.rounding import rounded_number
from baogao.study.explorer.columns import coded, plain_columns, steps

GROUPED = ("region", "level", "genre", "subgenre", "issuer")  # columns whose values recur
SHOWN = ["report_id", "title", "date", "year", "n_chars"]


def contents(reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame, lexicon: Lexicon) -> dict[str, Any]:
    """Reports and slogans of a collection as columns, joined by row numbers.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest.
    passages, hits : pandas.DataFrame
        Feature tables.
    lexicon : Lexicon
        That the hits were found with.

    Returns
    -------
    dict
        ``reports``, ``passages`` (those with a hit), ``hits`` (``start`` and ``length`` in characters of the report's
        text), ``forms``, ``slogans``, ``families``, and ``quantiles`` (of t, for intervals).
    """
    reports = reports.reset_index(drop=True)
    own = passages[passages["report_id"].isin(reports["report_id"])]
    own = own[own["passage_id"].isin(hits["passage_id"])].reset_index(drop=True)
    rows = hits[hits["passage_id"].isin(own["passage_id"])].reset_index(drop=True)
    forms = rows[["variant", "slogan_id"]].drop_duplicates("variant").sort_values("variant", ignore_index=True)
    slogans = _slogans(forms, lexicon)
    return {
        "reports": plain_columns(reports[SHOWN]) | {name: coded(reports[name]) for name in GROUPED},
        "passages": _passages(own, reports),
        "hits": _hits(rows, own, forms),
        "forms": {"form": forms["variant"].tolist(), "slogan": _numbers(forms["slogan_id"], slogans["slogan_id"])},
        "slogans": {
            **{name: slogans[name].tolist() for name in ("slogan_id", "canonical", "gloss_en")},
            **{name: coded(slogans[name]) for name in ("class", "family")},
        },
        "quantiles": _quantiles(reports["issuer"].nunique()),
    }


def _slogans(forms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Rows of the lexicon for the slogans that occur, in the order of their ids."""
    table = lexicon.table[lexicon.table["slogan_id"].isin(forms["slogan_id"])]
    return table.sort_values("slogan_id", ignore_index=True)


def _passages(passages: pd.DataFrame, reports: pd.DataFrame) -> dict[str, Any]:
    numbers = passages["passage_id"].str.rsplit(":", n=1).str[1]
    return {
        "number": numbers.tolist(),
        "report": steps(pd.Series(_numbers(passages["report_id"], reports["report_id"]), dtype="int64")),
        "start": passages["start"].tolist(),
        "end": passages["end"].tolist(),
        "section": coded(passages["section"]),
    }


def _hits(hits: pd.DataFrame, passages: pd.DataFrame, forms: pd.DataFrame) -> dict[str, Any]:
    table = hits.assign(
        passage=_numbers(hits["passage_id"], passages["passage_id"]), form=_numbers(hits["variant"], forms["variant"])
    ).sort_values(["passage", "start", "end", "form"], ignore_index=True)
    return {
        "passage": steps(table["passage"]),
        "form": table["form"].tolist(),
        "start": table["start"].tolist(),
        "length": (table["end"] - table["start"]).tolist(),
        "maximal": table["maximal"].astype(int).tolist(),
    }


def _numbers(ids: pd.Series[str], every: pd.Series[str]) -> list[int]:
    """The row in which each id stands."""
    return [int(row) for row in ids.map(pd.Series(every.index, index=every.to_numpy(object)))]


def _quantiles(issuers: int) -> list[float]:
    """97.5 % quantiles of t at degrees of freedom whose inverses are 0, .01, ..., 1; none under ten issuers."""
    if issuers < MIN_CLUSTERS:
        return []
    return [
        rounded_number(normal_quantile(0.975)),
        *(rounded_number(t_quantile(0.975, 100 / n)) for n in range(1, 101)),
    ]

"""Parts of reports: passages that look back told from those on a plan of several years, and from the year's tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from baogao.errors import require_columns
from baogao.language.parts import Part

TOP = r"\d+|0\.0\.\d+"  # sections of the first level, with a number or without


def report_parts(
    passages: pd.DataFrame, headings: pd.DataFrame, part_of: Callable[[Iterable[str]], Part]
) -> pd.DataFrame:
    """Part of the report that each passage stands in, by the words of the heading of its section.

    Parameters
    ----------
    passages : pandas.DataFrame
        Feature table: ``passage_id``, ``report_id``, ``start``, ``section``, ``role``.
    headings : pandas.DataFrame
        ``passage_id``, ``term``: the terms of headings at least, under the policy ``plain``.
    part_of : callable
        Takes the terms of a heading and gives the name of the part that it opens.

    Returns
    -------
    pandas.DataFrame
        ``passage_id``, ``part``, by report and place. A heading of the first level opens a part, which
        goes on to the next one; what stands before the first of them is ``opening``.

    Raises
    ------
    TableError
        If a column is lacking.

    Notes
    -----
    Headings decide, and the words of no other passage, so that a term cannot choose the part it is
    then counted in. A report whose headings do not tell its parts apart is of one part throughout.

    Examples
    --------
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "a:2", "a:3"], "report_id": "a", "start": [0, 9, 20],
    ...                          "section": ["0.0.1", "1", "1"], "role": ["narration", "heading", "narration"]})
    >>> headings = pd.DataFrame({"passage_id": ["a:2"], "term": ["回顾"]})
    >>> report_parts(passages, headings, lambda words: "review" if "回顾" in words else "rest")["part"].tolist()
    ['opening', 'review', 'review']
    """
    require_columns(passages, ["passage_id", "report_id", "start", "section", "role"], "passages")
    require_columns(headings, ["passage_id", "term"], "headings")
    ordered = passages.sort_values(["report_id", "start"], kind="stable", ignore_index=True)
    opens = ordered.index[(ordered["role"] == "heading") & ordered["section"].str.fullmatch(TOP)]
    words = headings.groupby("passage_id")["term"].agg(list)
    parts = pd.Series([part_of(words.get(each, [])) for each in ordered.loc[opens, "passage_id"]], opens, dtype=object)
    ordered["part"] = parts.reindex(ordered.index).groupby(ordered["report_id"]).ffill().fillna("opening")
    return ordered[["passage_id", "part"]]

"""The card of a collection: the part of its data statement that is made from the manifest."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from baogao.corpus.store.absent import read_absent
from baogao.corpus.store.collapsed import without_repeats
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import CorpusError
from baogao.files import write_text
from baogao.measures.coverage import MAIN_KIND, corpus_card, missing_years
from baogao.paths import collection_folder

BEGIN, END = "<!-- card -->", "<!-- /card -->"
MOST = 8  # values of a column that are listed; of more only their number is told
LISTED = ("level", "region", "genre", "subgenre", "licence")


def card_text(reports: pd.DataFrame, read_once: Collection[str] = (), absent: Collection[int] = ()) -> str:
    """Markdown of a card: a table of what there is, and lines on years, gaps and duplicates.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest of a collection.
    read_once : collection of str
        SHA-256 of the texts that are read without their own repeats.
    absent : collection of int
        Years of which a report is known and no text is at hand.

    Returns
    -------
    str
        Marks included, so that it can be put in place of an older one.
    """
    card = corpus_card(reports)
    lines = ["| | reports | characters | median length |", "| --- | ---: | ---: | ---: |"]
    lines += [_line("all", card[card["by"] == "all"].iloc[0])]
    common, many = [], []
    for by in LISTED:
        rows = card[card["by"] == by]
        if len(rows) == 1:
            value = rows["value"].iloc[0]
            common += [f"{by} {value}"] if value != MAIN_KIND else []
        elif len(rows) <= MOST:
            lines += [_line(f"{by}: {row['value']}", row) for _, row in rows.iterrows()]
        else:
            many.append(f"{len(rows)} different values of {by}.")
    shared = [f"In all reports: {'; '.join(common)}."] if common else []
    return "\n".join([BEGIN, *lines, "", *shared, *many, *card_lines(reports, read_once, absent), END])


def card_lines(reports: pd.DataFrame, read_once: Collection[str] = (), absent: Collection[int] = ()) -> list[str]:
    """Lines of a card on its years, the gaps between them, texts that are listed again, and titles: always all four.

    Others tell which reports are known without a text, and how many texts are read without their own repeats.

    Examples
    --------
    >>> reports = pd.DataFrame({"year": [2019, 2021], "sha256": ["1", "2"], "title_in_text": ["yes", "no"]})
    >>> card_lines(reports)[1:3]
    ['Gaps (years without a text): 2020.', 'Files listed twice: none (`baogao duplicates` compares their texts).']
    >>> card_lines(reports)[3]
    'Texts that hold their title: 1 of 2 whose title is known (column `title_in_text`).'
    """
    years, same = reports["year"].dropna(), int(reports["sha256"].duplicated().sum())
    undated, once = len(reports) - len(years), int(reports["sha256"].isin(read_once).sum())
    span = f"Years {years.min()}–{years.max()}, {years.nunique()} with a report" if len(years) else "Years: unknown"
    return [
        span + (f"; {undated} undated." if undated else "."),
        f"Gaps (years without a text): {_gaps(reports)}.",
        *([f"Reports known to have been made (`absent.csv`): {', '.join(map(str, absent))}."] if absent else []),
        f"Files listed twice: {same or 'none'} (`baogao duplicates` compares their texts).",
        f"Texts that hold their title: {_titles(reports['title_in_text'])}.",
        *([f"Read without what stands further above in the same file: {once}."] if once else []),
    ]


def _titles(in_text: pd.Series[str]) -> str:
    known = in_text[in_text != ""]
    if known.empty:
        return "not known, since no title is"
    return f"{(known == 'yes').sum():,} of {len(known):,} whose title is known (column `title_in_text`)"


def _gaps(reports: pd.DataFrame) -> str:
    if reports["year"].isna().all():
        return "unknown"
    gaps = missing_years(reports)
    spans = _spans(gaps)
    return ", ".join(spans) or "none" if len(spans) <= MOST else f"{len(gaps)} years"


def _line(label: str, row: pd.Series[Any]) -> str:
    median = "" if pd.isna(row["median_chars"]) else f"{row['median_chars']:,.0f}"
    return f"| {label.replace('|', '/')} | {row['n_reports']:,} | {row['n_chars']:,} | {median} |"


def _spans(years: list[int]) -> list[str]:
    """Years as spans: 1961–1963, 1965."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return [f"{a}–{b}" if a < b else f"{a}" for a, b in zip(starts, ends, strict=True)]


def write_card(collection: str | Path) -> bool:
    """Put the card of a collection into its ``README.md``; say whether that changed it.

    It takes the place of the one between the two marks, or is added at the end.

    Raises
    ------
    CorpusError
        If there is no README.md, or only one of the marks is in it.
    """
    folder = collection_folder(collection)
    path = folder / "README.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CorpusError(f"{path}: cannot be read; write a data statement in it first.") from None
    card = card_text(read_manifest(folder), without_repeats(folder), read_absent(folder)["year"].tolist())
    if (BEGIN in text) != (END in text):
        raise CorpusError(f"{path}: holds only one of {BEGIN} and {END}; put both around the card, or neither.")
    if BEGIN in text:
        head, _, rest = text.partition(BEGIN)
        new = head + card + rest.partition(END)[2]
    else:
        new = f"{text.rstrip()}\n\n{card}\n"
    if new == text:
        return False
    write_text(path, new)
    return True

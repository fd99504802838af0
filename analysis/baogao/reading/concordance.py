"""Concordance (keyword in context) on characters: the lines behind a count."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd

from baogao.corpus.store.collection import load_reports, require_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import SettingError
from baogao.features.extract import matched
from baogao.language.matching import Matcher
from baogao.language.normal import unify_form
from baogao.paths import collection_folder

WIDTH = 20
COLUMNS = ["report_id", "date", "passage_id", "start", "end", "left", "node", "right"]


def kwic(
    collection: str | Path,
    form: str,
    *,
    sort: Literal["left", "right", "date"] = "date",
    sample: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Lines in which a form occurs.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path; its raw texts must be here.
    form : str
        Any string of characters, within words or across them; widths are unified first.
    sort : {"date", "left", "right"}
        By date and place, by the characters before the node read backwards, or by those behind it.
    sample : int, optional
        Take so many lines at random, with `seed`; all when there are fewer.
    seed : int
        Of the sample.

    Returns
    -------
    pandas.DataFrame
        ``report_id``, ``date``, ``passage_id``, ``start``, ``end`` (offsets into the
        report's text), ``left``, ``node``, ``right`` (20 characters either side within
        the passage, widths unified, line ends as spaces).

    Raises
    ------
    CorpusError
        If the raw texts are not here.
    SettingError
        If the form is empty, or `sample` is no positive number.

    Examples
    --------
    >>> lines = kwic("sample", "法治政府", sort="right")
    >>> set(lines["node"])
    {'法治政府'}
    """
    form = unify_form(form)
    if not form:
        raise SettingError("FORM is empty; give one such as 高质量发展.")
    if sample is not None and sample < 1:
        raise SettingError(f"--sample {sample}: must be at least 1.")
    if seed < 0:
        raise SettingError(f"--seed {seed}: must be 0 or more.")
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    require_texts(folder, manifest, "kwic")
    dates = dict(zip(manifest["report_id"], manifest["date"], strict=True))
    rows = [
        (report.report_id, dates[report.report_id], passage.passage_id, *normal.span(hit.start, hit.end))
        + _context(normal.text, hit.start, hit.end)
        for report in load_reports(collection)
        for passage, normal, hits in matched(report, Matcher([form]))
        for hit in hits
    ]
    lines = pd.DataFrame(rows, columns=COLUMNS)
    if sample is not None and sample < len(lines):
        lines = lines.sample(sample, random_state=seed).sort_index()
    return _sorted(lines, sort).reset_index(drop=True)


def _context(text: str, start: int, end: int) -> tuple[str, str, str]:
    left, node, right = text[max(0, start - WIDTH) : start], text[start:end], text[end : end + WIDTH]
    return left.replace("\n", " "), node, right.replace("\n", " ")


def _sorted(lines: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "left":
        return lines.sort_values("left", key=lambda left: left.map(lambda text: text[::-1]), kind="stable")
    if sort == "right":
        return lines.sort_values("right", kind="stable")
    return lines.sort_values(["date", "report_id", "start"], kind="stable")

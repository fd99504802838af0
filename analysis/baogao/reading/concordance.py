"""Concordance (keyword in context) on characters: the lines behind a count."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from baogao.corpus.store.collection import load_reports, read_reports, require_texts
from baogao.errors import SettingError, listed
from baogao.features.read import matched
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher
from baogao.language.written import one_form
from baogao.paths import AnyCollection, collection_folder

WIDTH = 20
Sort = Literal["date", "left", "right"]
COLUMNS = ["report_id", "date", "passage_id", "start", "end", "left", "node", "right"]


def kwic(
    collection: AnyCollection,
    form: str,
    *,
    sort: Sort = "date",
    sample: int | None = None,
    seed: int | None = None,
) -> pd.DataFrame:
    """Lines in which a form occurs.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection; its raw texts must be here.
    form : str
        Any string of characters, within words or across them; widths are unified first.
    sort : {"date", "left", "right"}
        By date and place, by the characters before the node read backwards, or by those behind it.
    sample : int, optional
        Take so many lines at random, with `seed`; all when there are fewer.
    seed : int, optional
        Of the sample, which must have one.

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
        If the form is empty, `sample` is no positive number, or it has no seed.

    Examples
    --------
    >>> lines = kwic("sample", "法治政府", sort="right")
    >>> set(lines["node"])
    {'法治政府'}
    """
    if not form.strip():
        raise SettingError("form is empty; give one such as 高质量发展.")
    form = one_form(form)
    if sort not in get_args(Sort):
        raise SettingError(f"sort={sort}: no such order; it must be one of {listed(get_args(Sort))}.")
    _refuse_sample(sample, seed)
    manifest = read_reports(collection)
    require_texts(collection_folder(collection), manifest, "kwic")
    dates = dict(zip(manifest["report_id"], manifest["date"], strict=True))
    matcher = Matcher([form], load_lexicon().unless)
    rows = [
        (report.report_id, dates[report.report_id], passage.passage_id, *normal.span(hit.start, hit.end))
        + _context(normal.text, hit.start, hit.end)
        for report in load_reports(collection)
        for passage, normal, hits in matched(report, matcher)
        for hit in hits
    ]
    lines = pd.DataFrame(rows, columns=COLUMNS)
    if sample is not None and sample < len(lines):
        lines = lines.sample(sample, random_state=seed).sort_index()
    return _sorted(lines, sort).reset_index(drop=True)


def _refuse_sample(sample: int | None, seed: int | None) -> None:
    if sample is not None and sample < 1:
        raise SettingError(f"sample={sample}: must be at least 1.")
    if sample is not None and seed is None:
        raise SettingError(f"sample={sample}: lines are drawn at random; give a seed with it, such as seed=1.")
    if seed is not None and seed < 0:
        raise SettingError(f"seed={seed}: must be 0 or more.")


def _context(text: str, start: int, end: int) -> tuple[str, str, str]:
    left, node, right = text[max(0, start - WIDTH) : start], text[start:end], text[end : end + WIDTH]
    return left.replace("\n", " "), node, right.replace("\n", " ")


def _sorted(lines: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "left":
        return lines.sort_values("left", key=lambda left: left.map(lambda text: text[::-1]), kind="stable")
    if sort == "right":
        return lines.sort_values("right", kind="stable")
    return lines.sort_values(["date", "report_id", "start"], kind="stable")

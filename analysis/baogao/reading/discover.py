"""Slogans that a collection has and the lexicon lacks, ranked, with what a person needs to decide on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from baogao.corpus.layout.layout import segment
from baogao.corpus.store.collection import load_reports, read_reports, require_texts
from baogao.corpus.text.report import Report
from baogao.errors import SettingError
from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.normal import normalise
from baogao.language.reader.forms import CLASSES, DECISIONS, plain
from baogao.language.reader.models import Models, load_models
from baogao.language.reader.reader import find_slogans
from baogao.language.stack import stack
from baogao.paths import AnyCollection, OpenCollection, collection_folder

COLUMNS = [
    "form", "class", "score", "probability", "count", "n_reports", "n_issuers", "first_date", "first_report", "read",
    "left", "node", "right",
]  # fmt: skip
WIDTH = 20  # characters of context on either side
PART = 200_000  # characters of reports that are read together
DOUBT = 0.5  # reports added to those of a form, with no slogan in them: what one report says counts for less


def discover(
    coll: AnyCollection | Iterable[AnyCollection], *, limit: int | None = 500, known: bool = False, seen: bool = False
) -> pd.DataFrame:
    """Rank the slogans that a trained reader finds in collections.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path, or several of them
        The collections; their raw texts must be here.
    limit : int, optional
        So many of the highest; all if None.
    known : bool
        Those of the lexicon too.
    seen : bool
        Those too that were read and refused before (``corpus/lexicons/reviewed.tsv``).

    Returns
    -------
    pandas.DataFrame
        One row a form: its likely ``class``; ``score``, by which rows are sorted, the
        mean ``probability`` over its reports, drawn towards 0 for few reports, times the
        logarithm of its issuers and one; ``count``, ``n_reports``, ``n_issuers``; first date and report;
        ``read`` (what was decided on it before); and a place of its first report (20 characters on
        either side).

    Raises
    ------
    CorpusError
        If raw texts are not here.
    SettingError
        If `limit` is no positive number.

    Examples
    --------
    >>> sheet = discover("sample", known=True)
    >>> "枫桥经验" in set(sheet["form"])
    True
    """
    if limit is not None and limit < 1:
        raise SettingError(f"limit={limit}: must be at least 1.")
    lexicon, models = load_lexicon(), load_models()
    parts = []
    for collection in [coll] if isinstance(coll, str | Path | OpenCollection) else coll:
        manifest = read_reports(collection)
        require_texts(collection_folder(collection), manifest, "discover")
        finds = pd.concat([_finds(part, lexicon, models) for part in _parts(load_reports(collection))])
        parts.append(finds.merge(manifest[["report_id", "date", "issuer", "region"]], on="report_id"))
    finds = pd.concat(parts, ignore_index=True)
    finds = finds[(finds["in_lexicon"] == known) | ~finds["in_lexicon"]]
    if not seen:
        finds = finds[~finds["read"].isin(DECISIONS[1:])]
    sheet = _ranked(finds)
    return (sheet if limit is None else sheet.head(limit)).reset_index(drop=True)


def _parts(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Reports some at a time."""
    part: list[Report] = []
    for report in reports:
        part.append(report)
        if sum(len(one.text) for one in part) >= PART:
            yield part
            part = []
    if part:
        yield part


def _finds(reports: Sequence[Report], lexicon: Lexicon, models: Models) -> pd.DataFrame:
    """Every find in some reports, with its context."""
    read = [(number, normalise(report.text, passage.blocks).text)
            for number, report in enumerate(reports) for passage in segment(report)[0]]  # fmt: skip
    stacked = stack([text for _, text in read])
    numbers = np.array([number for number, _ in read], np.int64)
    finds = find_slogans(stacked, numbers, lexicon, models)
    text, spans = stacked.text, list(zip(finds.starts.tolist(), finds.ends.tolist(), strict=True))
    decisions = np.array(["", *DECISIONS])[finds.text.decisions]
    return pd.DataFrame(
        {
            "form": [plain(text[start:end]) for start, end in spans],
            "class": [CLASSES[code] for code in finds.classes],
            "probability": finds.probability,
            "report_id": [reports[numbers[passage]].report_id for passage in stacked.passages[finds.starts]],
            "in_lexicon": finds.in_lexicon,
            "read": decisions,
            "left": [_line(text[max(0, start - WIDTH) : start], -1) for start, _ in spans],
            "node": [text[start:end] for start, end in spans],
            "right": [_line(text[end : end + WIDTH], 0) for _, end in spans],
        }
    )


def _line(context: str, part: int) -> str:
    """What of a context stands in the passage of the find."""
    return context.split("\n")[part]


def _ranked(finds: pd.DataFrame) -> pd.DataFrame:
    """Finds by form, the highest score first."""
    finds = finds.assign(undated=finds["date"] == "").sort_values(["undated", "date", "report_id"], kind="stable")
    issuers = finds["issuer"].where(finds["issuer"] != "", finds["region"])
    by_form = finds.assign(issuers=issuers).groupby("form", sort=True)
    per_report = finds.groupby(["form", "report_id"])["probability"].first().groupby("form").agg(["sum", "size"])
    table = by_form.agg(
        **{"class": ("class", lambda classes: classes.mode().iloc[0])},
        count=("form", "size"), n_reports=("report_id", "nunique"), n_issuers=("issuers", "nunique"),
        first_date=("date", "first"), first_report=("report_id", "first"), read=("read", "first"),
        left=("left", "first"), node=("node", "first"), right=("right", "first"),
    )  # fmt: skip
    table["probability"] = per_report["sum"] / per_report["size"]
    drawn = per_report["sum"] / (per_report["size"] + DOUBT)
    table["score"] = drawn * np.log2(table["n_issuers"] + 1)
    table = table.sort_values(["score", "count"], ascending=False, kind="stable").reset_index()
    return table[COLUMNS]

"""The slogans of one report as annotations: what the reader finds, and what of the lexicon it doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from baogao.corpus.words.marks import QUOTES
from baogao.language.lexicon import Lexicon
from baogao.language.matching import Places
from baogao.language.normal import Normal
from baogao.language.reader.forms import CLASSES, plain
from baogao.language.reader.models import Models, load_models
from baogao.language.reader.reader import Finds, find_slogans, reasons, tier
from baogao.language.stack import Flags, Stack, stack

Entry = dict[str, Any]


def slogan_layer(
    text: str, normals: Sequence[Normal], lexicon: Lexicon, models: Models | None = None
) -> dict[str, list[Entry]]:
    """Slogans of a report, by their first occurrence.

    Parameters
    ----------
    text : str
        Of the report.
    normals : sequence of Normal
        Its passages.
    lexicon : Lexicon
    models : Models, optional
        The study's reader when not given.

    Returns
    -------
    dict of str to list of dict
        ``slogans``: one entry a form, with ``canonical`` (without quotation marks), ``class``,
        ``surfaces``, ``count``, ``spans``, ``probability``, ``tier``, ``reasons``, and, where it is a
        form of the lexicon, ``slogan_id``. Forms in parts, and those added to the lexicon since the reader
        was fitted, are in it wherever they stand. ``doubtful``: forms of the lexicon that stand in the text
        and that the reader takes for no slogan there, with ``canonical``, ``slogan_id`` and ``spans``.

    Notes
    -----
    Occurrences inside longer slogans are counted; quotation marks around a form belong to its surface.
    """
    models = models or load_models()
    stacked = stack([normal.text for normal in normals])
    finds = find_slogans(stacked, np.zeros(len(normals), np.int64), lexicon, models)
    places = lexicon.matcher.places(stacked.text)
    entries = _of_lexicon(text, normals, stacked, lexicon, places.where(_unread(places, lexicon, models)))
    of_lexicon = {entry["canonical"] for entry in entries}
    read = _entries(text, normals, stacked, lexicon, finds, models)
    entries += [entry for entry in read if entry["canonical"] not in of_lexicon]
    entries.sort(key=lambda entry: (entry["spans"][0][0], -entry["spans"][0][1]))
    return {"slogans": entries, "doubtful": _doubtful(normals, stacked, lexicon, places, entries)}


def _entries(
    text: str, normals: Sequence[Normal], stacked: Stack, lexicon: Lexicon, finds: Finds, models: Models
) -> list[Entry]:
    """One entry a form that the reader finds."""
    table = pd.DataFrame(
        {
            "form": [plain(stacked.text[start:end]) for start, end in zip(finds.starts, finds.ends, strict=True)],
            "span": _spans(normals, stacked, finds.starts, finds.ends),
            "class": finds.classes,
            "place": np.arange(len(finds.starts)),
        }
    )
    slogans = _slogans(lexicon, table["form"])
    entries = []
    for form, rows in table.groupby("form", sort=False):
        first = int(rows["place"].iloc[0])
        surfaces = {_with_quotes(text, start, end) for start, end in rows["span"]}
        entry = _entry(str(form), CLASSES[rows["class"].mode().iloc[0]], surfaces, list(rows["span"]))
        entry["probability"] = float(finds.probability[first])
        entry["tier"], entry["reasons"] = tier(entry["probability"], models), reasons(finds, first)
        entries.append(entry | ({"slogan_id": slogans[str(form)]} if form in slogans else {}))
    return entries


def _entry(form: str, slogan_class: str, surfaces: set[str], spans: Sequence[tuple[int, int]]) -> Entry:
    """What every entry of a form tells."""
    return {
        "canonical": form,
        "class": slogan_class,
        "surfaces": sorted(surfaces),
        "count": len(spans),
        "spans": [list(span) for span in spans],
    }


def _slogans(lexicon: Lexicon, forms: Iterable[str]) -> dict[str, str]:
    """Ids of the slogans that these plain forms belong to, where the lexicon has them."""
    wanted = set(forms)
    return {bare: slogan for form, slogan in lexicon.forms.items() if (bare := plain(form)) in wanted}


def _unread(places: Places, lexicon: Lexicon, models: Models) -> Flags:
    """Which occurrences the lexicon alone decides on: forms in parts, and those newer than the reader."""
    known = set(models.forms["form"])
    is_new = np.array([plain(form) not in known for form in lexicon.matcher.forms], np.bool_)
    return np.asarray(places.have_gaps | is_new[places.numbers])


def _of_lexicon(text: str, normals: Sequence[Normal], stacked: Stack, lexicon: Lexicon, places: Places) -> list[Entry]:
    """Entries of forms that the lexicon alone decides on."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for number, span in zip(places.numbers, _spans(normals, stacked, places.starts, places.ends), strict=True):
        spans.setdefault(lexicon.matcher.forms[number], []).append(span)
    return [
        _entry(plain(form), lexicon.classes[form], {text[start:end] for start, end in own}, own)
        | {"probability": 1.0, "tier": "certain", "reasons": ["in the lexicon"], "slogan_id": lexicon.forms[form]}
        for form, own in spans.items()
    ]


def _doubtful(
    normals: Sequence[Normal], stacked: Stack, lexicon: Lexicon, places: Places, entries: Sequence[Entry]
) -> list[Entry]:
    """Forms of the lexicon that stand in the text and that no entry holds."""
    marked = {entry["canonical"] for entry in entries}
    spans: dict[str, list[tuple[int, int]]] = {}
    for number, span in zip(places.numbers, _spans(normals, stacked, places.starts, places.ends), strict=True):
        form = plain(lexicon.matcher.forms[number])
        if form not in marked:
            spans.setdefault(form, []).append(span)
    slogans = _slogans(lexicon, spans)
    return [
        {"canonical": form, "slogan_id": slogans[form], "spans": [list(span) for span in own]}
        for form, own in spans.items()
    ]


def _spans(
    normals: Sequence[Normal], stacked: Stack, starts: Sequence[int] | Any, ends: Sequence[int] | Any
) -> list[tuple[int, int]]:
    """Offsets into the report's text of stretches of the stacked one."""
    passages = stacked.passages[starts].tolist() if len(starts) else []
    return [
        normals[passage].span(int(start - stacked.starts[passage]), int(end - stacked.starts[passage]))
        for passage, start, end in zip(passages, starts, ends, strict=True)
    ]


def _with_quotes(text: str, start: int, end: int) -> str:
    """A stretch with the quotation marks around it, if there are two that belong together."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return text[start - 1 : end + 1] if before and QUOTES.get(before) == after else text[start:end]

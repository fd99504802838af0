"""The slogans of one report as annotations: what the reader finds, and what of the lexicon it doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from baogao.corpus.words.marks import QUOTES
from baogao.language.lexicon import Lexicon
from baogao.language.matching import Places, maximal
from baogao.language.normal import Normal
from baogao.language.reader.forms import CLASSES, plain
from baogao.language.reader.models import Models, load_models
from baogao.language.reader.reader import Finds, find_slogans, reasons, tier
from baogao.language.reader.tokens import QUOTES as ANY_QUOTES
from baogao.language.reader.tokens import Tokens
from baogao.language.stack import Flags, Stack, stack

Entry = dict[str, Any]
SHORTEST = 4  # characters of a form that is taken although a word of the segmenter reaches over its edge
REACHED_OVER = 0.6  # of 59 such occurrences in the annotated texts readers had marked 33


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
        form of the lexicon, ``slogan_id``. ``doubtful``: forms of the lexicon that stand in the text
        and that the reader takes for no slogan there, with ``canonical``, ``slogan_id``, ``count`` and ``spans``.

    Notes
    -----
    Occurrences inside longer slogans are counted; quotation marks around a form belong to its surface.
    The lexicon alone decides on forms in parts, on those added since the reader was fitted, and on those
    that a word of the segmenter reaches over (推进改革 in 推进改革开放): if the report has the form
    elsewhere, or it has four characters and lies in no longer form. In a string that the lexicon
    excepts (``unless``) its form is not found.
    """
    models = models or load_models()
    stacked = stack([normal.text for normal in normals])
    finds = find_slogans(stacked, np.zeros(len(normals), np.int64), lexicon, models)
    places = lexicon.matcher.places(stacked.text)
    table = _in_this_sense(_read(stacked, finds), stacked, lexicon, places)
    table = _with_lexicon(table, stacked, lexicon, places, finds.text.tokens, models)
    table["span"] = _spans(normals, stacked, table["start"], table["end"])
    entries = _entries(text, table, lexicon, finds, models)
    return {"slogans": entries, "doubtful": _doubtful(normals, stacked, lexicon, places, set(table["form"]))}


def _read(stacked: Stack, finds: Finds) -> pd.DataFrame:
    """What the reader finds: form, offsets into the stacked text, class, probability, number of the find."""
    written = zip(finds.starts.tolist(), finds.ends.tolist(), strict=True)
    return pd.DataFrame(
        {
            "form": [plain(stacked.text[start:end]) for start, end in written],
            "start": finds.starts,
            "end": finds.ends,
            "class": [CLASSES[number] for number in finds.classes],
            "probability": finds.probability,
            "find": np.arange(len(finds.starts)),
        }
    )


def _in_this_sense(table: pd.DataFrame, stacked: Stack, lexicon: Lexicon, places: Places) -> pd.DataFrame:
    """The finds without those that stand in a string in which the lexicon says that they are something else."""
    forms = _listed(lexicon, places)
    excepted = {plain(form) for form in lexicon.unless}
    is_meant = {
        (form, _inner(stacked, start))
        for form, start in zip(forms, places.starts.tolist(), strict=True)
        if form in excepted
    }
    is_left = [
        form not in excepted or (form, _inner(stacked, start)) in is_meant
        for form, start in zip(table["form"], table["start"].tolist(), strict=True)
    ]
    return table[np.array(is_left, np.bool_)]


def _inner(stacked: Stack, start: int) -> int:
    """Offset of the first character that is no quotation mark."""
    return start + (stacked.text[start] in ANY_QUOTES)


def _with_lexicon(
    table: pd.DataFrame, stacked: Stack, lexicon: Lexicon, places: Places, tokens: Tokens, models: Models
) -> pd.DataFrame:
    """The finds, and the occurrences that the lexicon alone decides on."""
    forms = _listed(lexicon, places)
    of_lexicon = pd.DataFrame(
        {
            "form": forms,
            "start": places.starts,
            "end": places.ends,
            "class": [lexicon.classes[lexicon.matcher.forms[number]] for number in places.numbers],
            "probability": 1.0,
            "find": -1,
        }
    )
    known = set(models.forms["form"])
    is_unread = places.have_gaps | np.array([form not in known for form in forms], np.bool_)
    is_cut = ~is_unread & _are_reached_over(places, tokens, len(stacked.text))
    chances = table.groupby("form")["probability"].first()
    of_lexicon["probability"] = of_lexicon["probability"].where(~is_cut, of_lexicon["form"].map(chances))
    is_long = maximal(places) & np.array([len(form) >= SHORTEST for form in forms], np.bool_)
    is_taken = is_unread | is_cut & (of_lexicon["probability"].notna() | is_long)
    added = of_lexicon[is_taken].fillna({"probability": REACHED_OVER})
    is_read = ~table["form"].isin(of_lexicon.loc[is_unread, "form"])
    return pd.concat([table[is_read], added], ignore_index=True)


def _are_reached_over(places: Places, tokens: Tokens, size: int) -> Flags:
    """Whether each occurrence begins or ends within a word."""
    edges = np.bincount(tokens.starts + 1, minlength=size + 2) - np.bincount(tokens.ends, minlength=size + 2)
    is_inside = np.cumsum(edges) > 0
    return np.asarray(is_inside[places.starts] | is_inside[places.ends])


def _entries(text: str, table: pd.DataFrame, lexicon: Lexicon, finds: Finds, models: Models) -> list[Entry]:
    """One entry a form, by its first occurrence."""
    slogans = _slogans(lexicon, table["form"])
    entries = []
    for form, rows in table.groupby("form", sort=False):
        spans = sorted(rows["span"])
        first = rows.sort_values("start").iloc[0]
        read = rows.loc[rows["find"] >= 0, "find"]
        probability = float(first["probability"])
        entries.append(
            {
                "canonical": str(form),
                "class": rows["class"].mode().iloc[0],
                "surfaces": sorted({_with_quotes(text, start, end) for start, end in spans}),
                "count": len(spans),
                "spans": [list(span) for span in spans],
                "probability": probability,
                "tier": tier(probability, models),
                "reasons": reasons(finds, int(read.iloc[0])) if len(read) else ["in the lexicon"],
                **({"slogan_id": slogans[str(form)]} if form in slogans else {}),
            }
        )
    return sorted(entries, key=lambda entry: (entry["spans"][0][0], -entry["spans"][0][1]))


def _listed(lexicon: Lexicon, places: Places) -> list[str]:
    """Plain form of each occurrence."""
    forms = {number: plain(lexicon.matcher.forms[number]) for number in np.unique(places.numbers).tolist()}
    return [forms[number] for number in places.numbers.tolist()]


def _slogans(lexicon: Lexicon, forms: Iterable[str]) -> dict[str, str]:
    """Ids of the slogans that these plain forms belong to, where the lexicon has them."""
    wanted = set(forms)
    return {bare: slogan for form, slogan in lexicon.forms.items() if (bare := plain(form)) in wanted}


def _doubtful(
    normals: Sequence[Normal], stacked: Stack, lexicon: Lexicon, places: Places, marked: set[str]
) -> list[Entry]:
    """Forms of the lexicon that stand in the text and that no entry holds."""
    spans: dict[str, list[tuple[int, int]]] = {}
    of_places = _spans(normals, stacked, places.starts, places.ends)
    for form, span in zip(_listed(lexicon, places), of_places, strict=True):
        if form not in marked:
            spans.setdefault(form, []).append(span)
    slogans = _slogans(lexicon, spans)
    return [
        {"canonical": form, "slogan_id": slogans[form], "count": len(own), "spans": [list(span) for span in own]}
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

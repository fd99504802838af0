"""Translated reports to the table ``renderings``: the English of each slogan in each report, with sentence counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
import pyarrow as pa

from baogao.corpus.store.collection import entries, load_report
from baogao.corpus.text.members import file_and_member, read_members, text_path
from baogao.errors import CorpusError
from baogao.features.tables import RENDERINGS, SCHEMAS
from baogao.language.bilingual.english import english_words, stem
from baogao.language.bilingual.renderings import Rendering, find_renderings
from baogao.language.lexicon import Lexicon
from baogao.language.segmenting import segmenter

MEMBERS = ("zh", "en")


def rendering_table(folder: Path, manifest: pd.DataFrame, lexicon: Lexicon) -> pa.Table:
    """English renderings of the slogans of a collection of translation memories.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder.
    manifest : pandas.DataFrame
        Its manifest; each ``file`` is a member ``#zh`` of a ``.tmx`` file.
    lexicon : Lexicon
        Its slogans are looked for.

    Returns
    -------
    pyarrow.Table
        A row a report, slogan and rendering, and one with an empty ``rendering`` for sentences without a sure one:
        ``report_id``, ``slogan_id``, ``rendering``, ``n_sentences``. A pair of sentences counts once a slogan.
        Renderings that differ only in endings and capitals are one, shown as it is written most often.

    Raises
    ------
    CorpusError
        If a text is absent, another than listed, or no translation memory.
    """
    report_ids, pairs = list[str](), list[tuple[str, str]]()
    for report_id, own in _pairs(folder, manifest).items():
        report_ids += [report_id] * len(own)
        pairs += own
    rendered = find_renderings(pairs, lexicon, segmenter())
    counts = Counter(
        (report_ids[pair], slogan_id, text) for pair, slogan_id, text in _once(rendered, shown_forms(rendered))
    )
    order = {report_id: number for number, report_id in enumerate(manifest["report_id"])}
    rows = sorted(((*key, count) for key, count in counts.items()), key=lambda row: (order[row[0]], *row[1:]))
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * 4
    return pa.table(columns, schema=SCHEMAS[RENDERINGS])


def _pairs(folder: Path, manifest: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Sentence pairs of each report; its Chinese text is checked against the manifest."""
    pairs = {}
    for entry in entries(folder, manifest):
        load_report(folder, entry)
        path, _ = text_path(folder, entry.file)
        members = read_members(path)
        if file_and_member(entry.file)[1] != MEMBERS[0] or not set(MEMBERS) <= set(members):
            raise CorpusError(f"{entry.report_id}: {entry.file} is no member #zh of a .tmx file; name one.")
        texts = [members[name].split("\n") for name in MEMBERS]
        pairs[entry.report_id] = list(zip(*texts, strict=True))
    return pairs


def shown_forms(rendered: list[Rendering]) -> dict[tuple[str, str], str]:
    """How each rendering is shown: of those of a slogan that differ in endings and capitals, the most frequent.

    Examples
    --------
    >>> texts = ["rural reforms", "Rural reform", "rural reform", "rural reform"]
    >>> shown_forms([Rendering(n, "s", text, 1.0) for n, text in enumerate(texts)])["s", "Rural reform"]
    'rural reform'
    """
    written: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in rendered:
        written[one.slogan_id, _stems(one.text)][one.text] += 1
    best = {key: min(texts, key=lambda text: (-texts[text], -_n_lower(text), text)) for key, texts in written.items()}
    return {(one.slogan_id, one.text): best[one.slogan_id, _stems(one.text)] for one in rendered}


def _stems(text: str) -> str:
    return " ".join(stem(word.text) for word in english_words(text))


def _n_lower(text: str) -> int:
    return sum(map(str.islower, text))


def _once(rendered: list[Rendering], shown: dict[tuple[str, str], str]) -> set[tuple[int, str, str]]:
    """Sentence, slogan and rendering as shown, each once; an empty one only where the sentence has no other."""
    every = {(one.pair, one.slogan_id, shown[one.slogan_id, one.text]) for one in rendered}
    sure = {(pair, slogan_id) for pair, slogan_id, text in every if text}
    return {row for row in every if row[2] or row[:2] not in sure}

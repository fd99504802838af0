"""Verbs on the word-intrusion test of a stored topic model: written for readers, scored, stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from baogao.errors import SettingError
from baogao.features.theme_tables import read_intrusion
from baogao.front.collection import opened
from baogao.measures.themes import model_key
from baogao.measures.topic_models import read_topics
from baogao.paths import AnyCollection

if TYPE_CHECKING:
    from baogao.measures.topics import Engine


def write_intrusion_sheet(coll: AnyCollection, out: Path, *, key: Path, seed: int, engine: Engine = "gibbs") -> int:
    """Write a word-intrusion test and, to another file, its key; gives the number of items.

    Raises
    ------
    SettingError
        If a file exists already, or a topic carries no item.
    """
    from baogao.front.words import dispersion
    from baogao.measures.intrusion import WORDS, intrusion_items
    from baogao.reading.topic_sheets import write_sheets

    coll = opened(coll)
    chosen = read_topics(coll, engine=engine)
    terms = chosen.top_terms(10)
    spread = dispersion(coll, sorted(set(terms["term"]))).set_index("term")["dp"]
    items = intrusion_items(chosen.model, terms, spread, seed=seed)
    sheet = items[["item", *WORDS]].assign(answer="")
    write_sheets({out: sheet, key: items.assign(model=model_key(chosen.model))}, shows_text=False)
    return len(items)


def score_intrusion(
    coll: AnyCollection, answers: Sequence[Path], *, key: Path, write: bool = False, engine: Engine = "gibbs"
) -> pd.DataFrame:
    """Score filled word-intrusion sheets: a row a topic and reader; stored in ``intrusion.tsv`` with `write`.

    Raises
    ------
    CorpusError, TableError
        If a sheet or the key is faulty, or the key is of another model.
    """
    from baogao.features.theme_tables import write_intrusion
    from baogao.measures.intrusion import intrusion_found
    from baogao.reading.topic_sheets import read_intrusion_answers, read_intrusion_key

    coll = opened(coll)
    model = model_key(read_topics(coll, engine=engine).model)
    if len({path.stem for path in answers}) < len(answers):
        raise SettingError("answers: two files of one name; a file is called as its reader.")
    found = intrusion_found(
        read_intrusion_key(key, model), {path.stem: read_intrusion_answers(path) for path in answers}
    )
    if write:
        write_intrusion(coll.folder, found, model)
    return found


def intrusion(coll: AnyCollection, *, engine: Engine = "gibbs") -> pd.DataFrame:
    """Read what readers answered in the word-intrusion test of the stored model.

    Returns
    -------
    pandas.DataFrame
        ``topic``, ``item``, ``intruder``, ``reader``, ``answer``, ``found``: what
        `baogao.measures.intrusion.intrusion_scores` and ``intrusion_agreement`` take.

    Raises
    ------
    SettingError
        If no answers are stored.
    CorpusError
        If they are of another model.

    Examples
    --------
    >>> intrusion("work-reports").groupby("reader")["found"].agg(["size", "sum"]).to_dict("index")
    {'first': {'size': 20, 'sum': 20}, 'second': {'size': 20, 'sum': 20}}
    """
    coll = opened(coll)
    return read_intrusion(coll.folder, model_key(read_topics(coll, engine=engine).model))


def intrusion_lines(found: pd.DataFrame) -> list[str]:
    """What a word-intrusion test says: a line a reader, and one on the agreement of each two."""
    from baogao.measures.intrusion import intrusion_agreement, intrusion_scores

    lines = [
        f"{row['reader']}: {row['n_found']:g} of {row['n_items']} found ({row['share']:.0%}, 95% interval "
        f"{row['low']:.0%} to {row['high']:.0%}; guessing: 17%)"
        for row in intrusion_scores(found).to_dict("records")
    ]
    return lines + [
        f"{row['first']} and {row['second']}: same answer {row['same_answer']:.0%} (kappa {row['kappa_answer']:.2f}), "
        f"both or neither found it {row['same_found']:.0%} (kappa {row['kappa_found']:.2f})"
        for row in intrusion_agreement(found).to_dict("records")
    ]

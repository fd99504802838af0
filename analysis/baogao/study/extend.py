"""``baogao extend``: stored topics after reports were added, kept as they are or fitted anew and aligned."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.features.models import model_sources, write_model
from baogao.measures.topic_extension import align_topics, extend_topics, read_stored, renumbered
from baogao.measures.topic_models import fit_collection, protocol
from baogao.measures.topic_results import to_tables
from baogao.measures.topics import Engine
from baogao.paths import collection_folder


def extend(
    collection: str | Path, *, engine: Engine = "gibbs", refit: bool = False, write: bool = False
) -> pd.DataFrame:
    """Bring the stored topics of a collection up to date after reports were added and built.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/``, or path; topics were stored before.
    engine : {"gibbs", "gensim", "nmf"}
        Which of its stored models; ``nmf`` takes `refit`.
    refit : bool
        Fit anew and give the topics the numbers of the stored ones they match; otherwise the
        stored topics stay and new passages are folded in
        (`baogao.measures.topic_extension.extend_topics`).
    write : bool
        Store the result in place of the stored model.

    Returns
    -------
    pandas.DataFrame
        One row a topic: ``topic``, ``label``, ``fitted`` (its number before it took that of the
        stored one), ``cosine`` and ``jaccard`` to the stored topic (1 without `refit`), ``prevalence``
        over all passages of today. A cosine below .7 is no match: the number is kept, the meaning not.

    Raises
    ------
    SettingError
        If no model is stored.

    Examples
    --------
    >>> extend("work-reports")["cosine"].unique().tolist()
    [1.0]
    """
    folder = collection_folder(collection)
    if refit:
        stored = read_stored(folder, engine)
        chosen = fit_collection(folder, k=len(stored.phi), engine=engine)
        alignment = align_topics(stored, chosen.model)
        chosen = renumbered(chosen, alignment)
    else:
        chosen = extend_topics(folder, engine=engine)
        alignment = align_topics(chosen.model, chosen.model)
    if write:
        settings = {**chosen.model.settings, **protocol(engine), **model_sources(folder)}
        write_model(folder, engine, to_tables(chosen), {**settings, "share_left_out": chosen.share_left_out})
    table = alignment.merge(chosen.labels, on="topic").merge(chosen.topics[["topic", "prevalence"]], on="topic")
    return table[["topic", "label", "fitted", "cosine", "jaccard", "prevalence"]]

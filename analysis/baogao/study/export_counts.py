"""Counts for other tools: terms of passages as a sparse matrix, and hits with all that is known of their reports."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
from scipy.io import mmwrite

from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError
from baogao.features.current import read_table
from baogao.language.lexicon import load_lexicon
from baogao.measures.matrix import report_matrix
from baogao.paths import AnyCollection, collection_folder

POLICY = "protected"
OF_REPORTS = ["title", "date", "year", "region", "level", "genre", "subgenre", "issuer", "outlet", "version"]
OF_PASSAGES = ["passage_id", "report_id", "section", "role", "n_chars"]


def as_mtx(collection: AnyCollection) -> dict[str, bytes]:
    """The document-term matrix of passages in the Matrix Market format, its rows and its columns as tables.

    Slogans are whole terms; nothing is left out. Row and column *i* of the matrix are row *i* of its table.
    """
    name, terms = collection_folder(collection).name, read_table(collection, "terms")
    chosen = terms.loc[terms["policy"] == POLICY, ["passage_id", "term", "count"]]
    if chosen.empty:
        raise CorpusError(f"{name}: has no terms of passages; export its hits with `--to feather`.")
    matrix = report_matrix(chosen.rename(columns={"passage_id": "report_id"}), "term")
    rows = pd.DataFrame({"passage_id": matrix.passage_ids}).merge(docvars(collection), on="passage_id", how="left")
    spread = (matrix.counts > 0).sum(axis=0)
    columns = pd.DataFrame({"term": matrix.vocabulary, "count": matrix.term_counts, "n_passages": spread.A1})
    file = BytesIO()
    mmwrite(file, matrix.counts, field="integer", symmetry="general")
    tables = {f"{name}-passages.csv": as_csv(rows), f"{name}-terms.csv": as_csv(columns)}
    return {f"{name}.mtx": file.getvalue(), **tables}


def as_feather(collection: AnyCollection) -> dict[str, bytes]:
    """Every hit of a slogan, with its passage, its report and its slogan, as an Arrow (Feather) table."""
    slogans = load_lexicon().table[["slogan_id", "canonical", "class", "standing", "family", "gloss_en"]]
    hits = read_table(collection, "hits").merge(slogans, on="slogan_id", how="left")
    table = hits.merge(docvars(collection), on="passage_id", how="left")
    file = BytesIO()
    table.to_feather(file)
    return {f"{collection_folder(collection).name}-hits.feather": file.getvalue()}


def docvars(collection: AnyCollection) -> pd.DataFrame:
    """Passages with what the manifest says of their reports: what R calls docvars."""
    passages = read_table(collection, "passages")[OF_PASSAGES]
    reports = read_reports(collection)
    return passages.merge(reports[["report_id", *OF_REPORTS]], on="report_id", how="left")


def as_csv(table: pd.DataFrame) -> bytes:
    """A table as the bytes of a CSV file."""
    return table.to_csv(index=False, lineterminator="\n").encode()

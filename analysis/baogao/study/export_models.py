"""Models for other tools: stored topics as pyLDAvis takes them, slogans that stand together as a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as Xml

import numpy as np
import pandas as pd

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.language.lexicon import load_lexicon
from baogao.measures.associations import slogan_associations
from baogao.measures.rates import slogan_summary
from baogao.measures.topic_models import read_topics
from baogao.paths import AnyCollection, collection_folder
from baogao.rounding import rounded

SEED, PERMUTATIONS = 1, 199
OF_SLOGANS = {"canonical": "label", **{name: name for name in ("class", "standing", "family", "gloss_en")}}
OF_PAIRS = {"log_dice": "weight", "n_passages": "n_passages", "n_reports": "n_reports", "log_ratio": "log_ratio"}
OF_PAIRS |= {"expected": "expected", "q_permutation": "q_permutation"}


def as_pyldavis(collection: AnyCollection) -> dict[str, bytes]:
    """What ``pyLDAvis.prepare`` takes: topics of the stored Gibbs model, the largest first, rows that sum to 1."""
    topics = read_topics(collection, engine="gibbs")
    model, has_terms = topics.model, topics.model.lengths > 0
    content = {
        "topic_term_dists": _shares(model.phi),
        "doc_topic_dists": _shares(model.theta[has_terms]),
        "doc_lengths": model.lengths[has_terms].tolist(),
        "vocab": list(model.vocabulary),
        "term_frequency": topics.terms["n_tokens"].astype(int).tolist(),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return {f"{collection_folder(collection).name}-pyldavis.json": f"{text}\n".encode()}


def _shares(rows: Any) -> list[list[float]]:
    shares: list[list[float]] = rounded(rows / rows.sum(axis=1, keepdims=True)).tolist()
    return shares


def as_graphml(collection: AnyCollection) -> dict[str, bytes]:
    """Slogans that stand in the same passages more often than their places in each report would make them.

    A node is a slogan with its form, class, gloss and counts; an edge is weighted by log-Dice; see
    `baogao.measures.associations.slogan_associations`.
    """
    name, hits, passages = collection_folder(collection).name, *_tables(collection)
    reports = read_reports(collection)
    pairs = slogan_associations(hits, passages, reports, n=PERMUTATIONS, seed=SEED)
    pairs = pairs[pairs["log_ratio"] > 0]
    if pairs.empty:
        raise SettingError(
            f"{name}: no two slogans share passages of five reports, so there is no network; add reports."
        )
    summary = slogan_summary(reports, passages, hits).set_index("slogan_id")
    counts = summary[["count", "n_reports"]].assign(count=summary["count"] + summary["nested_count"])
    table = load_lexicon().table.set_index("slogan_id")[list(OF_SLOGANS)].rename(columns=OF_SLOGANS).join(counts)
    nodes = table.loc[sorted({*pairs["slogan_a"], *pairs["slogan_b"]})]
    edges = pairs.set_index(["slogan_a", "slogan_b"])[list(OF_PAIRS)].rename(columns=OF_PAIRS)
    return {f"{name}-slogans.graphml": graphml(nodes, edges)}


def _tables(collection: AnyCollection) -> tuple[pd.DataFrame, pd.DataFrame]:
    return read_table(collection, "hits"), read_table(collection, "passages")


def graphml(nodes: pd.DataFrame, edges: pd.DataFrame) -> bytes:
    """An undirected graph in GraphML: nodes by their index, edges by the pair in theirs; undefined values are left out.

    Examples
    --------
    >>> nodes = pd.DataFrame({"label": ["甲", "乙"]}, index=["a", "b"])
    >>> edges = pd.DataFrame({"weight": [0.5]}, index=pd.MultiIndex.from_tuples([("a", "b")]))
    >>> Xml.fromstring(graphml(nodes, edges))[-1].attrib["edgedefault"]
    'undirected'
    """
    root = Xml.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, table in (("node", nodes), ("edge", edges)):
        for column in table.columns:
            names = {"id": f"{kind}-{column}", "for": kind, "attr.name": str(column), "attr.type": _type(table[column])}
            Xml.SubElement(root, "key", names)
    graph = Xml.SubElement(root, "graph", edgedefault="undirected")
    for name, row in zip(nodes.index, nodes.to_dict("records"), strict=True):
        _add(Xml.SubElement(graph, "node", id=str(name)), "node", row)
    for (source, target), row in zip(edges.index, edges.to_dict("records"), strict=True):
        _add(Xml.SubElement(graph, "edge", source=str(source), target=str(target)), "edge", row)
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _type(column: pd.Series[Any]) -> str:
    kinds = {"i": "long", "f": "double"}
    return kinds.get(np.dtype(column.dtype).kind if isinstance(column.dtype, np.dtype) else "O", "string")


def _add(element: Xml.Element, kind: str, row: Mapping[Any, Any]) -> None:
    for column, value in row.items():
        if not pd.isna(value):
            text = f"{value:.6g}" if isinstance(value, float) else str(value)
            Xml.SubElement(element, "data", key=f"{kind}-{column}").text = text

"""baogao (报告): slogans, drift and rhetoric of Chinese official reports.

`collection` opens a collection; the verbs take it first and give a table back. The public names are
those of ``__init__.pyi``; each is loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from baogao.lazy import attach_stub

_load, __all__ = attach_stub(__name__, __file__)

# Names and calls of before the front door, for notebooks and README until they are rewritten; then delete all below.
_OLD = {
    "checkup": "baogao.reading.checkup",
    "choose_topics": "baogao.measures.topic_models",
    "coherence": "baogao.measures.topic_tables",
    "collection_numbers": "baogao.study.numbers",
    "corpus_card": "baogao.measures.coverage",
    "device_counts": "baogao.measures.rhetoric",
    "document_term_matrix": "baogao.measures.matrix",
    "draw": "baogao.figures.draw",
    "find_devices": "baogao.language.devices",
    "find_series": "baogao.language.parallelism",
    "find_study": "baogao.paths",
    "form_hits": "baogao.reading.forms",
    "import_listed": "baogao.corpus.importing.checkout",
    "is_traditional": "baogao.corpus.text.script",
    "keyness_permutation": "baogao.measures.keyness",
    "load_lexicon": "baogao.language.lexicon",
    "load_reading": "baogao.language.reading",
    "load_reports": "baogao.corpus.store.collection",
    "load_stopwords": "baogao.language.stopwords",
    "main_kind": "baogao.measures.coverage",
    "missing_years": "baogao.measures.coverage",
    "policy_distances": "baogao.measures.policy_distances",
    "policy_sensitivity": "baogao.measures.policies",
    "prevalence": "baogao.measures.topic_tables",
    "read_defects": "baogao.corpus.store.defects",
    "read_parts": "baogao.features.current",
    "read_reports": "baogao.corpus.store.collection",
    "read_sources": "baogao.corpus.sources",
    "read_table": "baogao.features.current",
    "read_topics": "baogao.measures.topic_models",
    "recurrence": "baogao.measures.recurrence",
    "require_reports": "baogao.measures.topics",
    "rhetoric_profile": "baogao.measures.rhetoric",
    "seed_agreement": "baogao.measures.medoid",
    "segment": "baogao.corpus.layout.layout",
    "segmenter": "baogao.language.segmenting",
    "to_simplified": "baogao.corpus.text.script",
    "top_terms": "baogao.measures.topic_tables",
    "topic_labels": "baogao.measures.topic_tables",
}
_OLD_CALLS = {
    "adoption": "baogao.measures.adoption",
    "adoption_test": "baogao.measures.adoption",
    "coverage": "baogao.measures.coverage",
    "device_accuracy": "baogao.measures.accuracy",
    "dispersion": "baogao.measures.dispersion",
    "drift": "baogao.measures.drift",
    "drift_cuts": "baogao.measures.drift_cuts",
    "drift_parts": "baogao.measures.drift_parts",
    "fit_topics": "baogao.measures.topics",
    "keyness": "baogao.measures.keyness",
    "rhetoric_contrast": "baogao.measures.rhetoric",
    "slogan_rates": "baogao.measures.rates",
    "slogan_series": "baogao.measures.series",
    "slogan_summary": "baogao.measures.rates",
    "transcription_agreement": "baogao.measures.agreement",
    "transcription_cells": "baogao.measures.agreement",
    "transcription_sizes": "baogao.measures.agreement",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("baogao")
    if name in _OLD:
        return getattr(import_module(_OLD[name]), name)
    if name in _OLD_CALLS:
        return _either(_load(name), getattr(import_module(_OLD_CALLS[name]), name))
    return _load(name)


def __dir__() -> list[str]:
    return __all__


def _either(verb: Callable[..., Any], old: Callable[..., Any]) -> Callable[..., Any]:
    from baogao.paths import OpenCollection

    @wraps(verb)
    def call(*arguments: Any, **options: Any) -> Any:
        is_old = arguments and not isinstance(arguments[0], str | Path | OpenCollection)
        return (old if is_old else verb)(*arguments, **options)

    return call

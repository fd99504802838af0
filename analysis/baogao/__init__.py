"""baogao (报告): slogans, drift and rhetoric of Chinese official reports.

The names below are what notebooks use; each is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PUBLIC = {
    "Report": "baogao.corpus.text.report",
    "adoption": "baogao.measures.adoption",
    "adoption_test": "baogao.measures.adoption",
    "annotate": "baogao.reading.annotate",
    "build": "baogao.features.build",
    "checkup": "baogao.reading.checkup",
    "choose_topics": "baogao.measures.topic_models",
    "coherence": "baogao.measures.topic_tables",
    "collection_numbers": "baogao.study.numbers",
    "collections": "baogao.paths",
    "corpus_card": "baogao.measures.coverage",
    "coverage": "baogao.measures.coverage",
    "device_accuracy": "baogao.measures.accuracy",
    "describe": "baogao.corpus.facts.describe",
    "device_counts": "baogao.measures.rhetoric",
    "dispersion": "baogao.measures.dispersion",
    "document_term_matrix": "baogao.measures.matrix",
    "draw": "baogao.figures.draw",
    "drift": "baogao.measures.drift",
    "drift_cuts": "baogao.measures.drift_cuts",
    "drift_parts": "baogao.measures.drift_parts",
    "duplicates": "baogao.corpus.store.duplicates",
    "find_devices": "baogao.language.devices",
    "find_series": "baogao.language.parallelism",
    "find_study": "baogao.paths",
    "fit_topics": "baogao.measures.topics",
    "form_hits": "baogao.reading.forms",
    "import_listed": "baogao.corpus.importing.checkout",
    "import_reports": "baogao.corpus.importing.import_reports",
    "is_traditional": "baogao.corpus.text.script",
    "keyness": "baogao.measures.keyness",
    "keyness_permutation": "baogao.measures.keyness",
    "kwic": "baogao.reading.concordance",
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
    "refit": "baogao.study.refit",
    "require_reports": "baogao.measures.topics",
    "rhetoric_contrast": "baogao.measures.rhetoric",
    "rhetoric_profile": "baogao.measures.rhetoric",
    "say": "baogao.study.numbers",
    "seed_agreement": "baogao.measures.medoid",
    "segment": "baogao.corpus.layout.layout",
    "segmenter": "baogao.language.segmenting",
    "slogan_rates": "baogao.measures.rates",
    "slogan_series": "baogao.measures.series",
    "slogan_summary": "baogao.measures.rates",
    "term_counts": "baogao.features.counts",
    "to_simplified": "baogao.corpus.text.script",
    "top_terms": "baogao.measures.topic_tables",
    "topic_labels": "baogao.measures.topic_tables",
    "transcription_agreement": "baogao.measures.agreement",
    "transcription_cells": "baogao.measures.agreement",
    "transcription_sizes": "baogao.measures.agreement",
}
__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'baogao' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return __all__

"""baogao (报告): slogans, drift and rhetoric of Chinese official reports.

The names below are what notebooks use; each is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PUBLIC = {
    "adoption": "baogao.measures.adoption",
    "adoption_test": "baogao.measures.adoption",
    "annotate": "baogao.features.annotate",
    "build": "baogao.features.build",
    "checkup": "baogao.features.checkup",
    "coherence": "baogao.measures.topic_tables",
    "collection_numbers": "baogao.figures.numbers",
    "collections": "baogao.corpus.study",
    "coverage": "baogao.measures.coverage",
    "describe": "baogao.corpus.describe",
    "device_counts": "baogao.measures.rhetoric",
    "dispersion": "baogao.measures.dispersion",
    "document_term_matrix": "baogao.measures.matrix",
    "draw": "baogao.figures.draw",
    "find_devices": "baogao.language.devices",
    "find_series": "baogao.language.parallelism",
    "find_study": "baogao.corpus.study",
    "fit_topics": "baogao.measures.topics",
    "form_hits": "baogao.features.forms",
    "import_reports": "baogao.corpus.importing",
    "keyness": "baogao.measures.keyness",
    "keyness_permutation": "baogao.measures.keyness",
    "kwic": "baogao.features.concordance",
    "load_lexicon": "baogao.language.lexicon",
    "load_reports": "baogao.corpus.collection",
    "load_stopwords": "baogao.language.stopwords",
    "main_kind": "baogao.measures.coverage",
    "prevalence": "baogao.measures.topic_tables",
    "read_reports": "baogao.corpus.collection",
    "read_table": "baogao.features.current",
    "recurrence": "baogao.measures.recurrence",
    "rhetoric_contrast": "baogao.measures.rhetoric",
    "rhetoric_profile": "baogao.measures.rhetoric",
    "say": "baogao.figures.numbers",
    "segment": "baogao.corpus.passages",
    "slogan_rates": "baogao.measures.rates",
    "slogan_series": "baogao.measures.series",
    "slogan_summary": "baogao.measures.rates",
    "top_terms": "baogao.measures.topic_tables",
}
__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'baogao' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return __all__

"""baogao (报告): slogans, drift and rhetoric of Chinese official reports.

The names below are what notebooks use; each is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PUBLIC = {
    "adoption": "baogao.measures.adoption",
    "adoption_test": "baogao.measures.adoption",
    "build": "baogao.features.build",
    "checkup": "baogao.features.checkup",
    "collection_numbers": "baogao.figures.numbers",
    "collections": "baogao.corpus.study",
    "coverage": "baogao.measures.coverage",
    "dispersion": "baogao.measures.dispersion",
    "draw": "baogao.figures.draw",
    "find_study": "baogao.corpus.study",
    "form_hits": "baogao.features.forms",
    "import_reports": "baogao.corpus.importing",
    "keyness": "baogao.measures.keyness",
    "keyness_permutation": "baogao.measures.keyness",
    "kwic": "baogao.features.concordance",
    "load_lexicon": "baogao.language.lexicon",
    "load_reports": "baogao.corpus.collection",
    "main_kind": "baogao.measures.coverage",
    "read_reports": "baogao.corpus.collection",
    "read_table": "baogao.features.tables",
    "say": "baogao.figures.numbers",
    "segment": "baogao.corpus.passages",
    "slogan_rates": "baogao.measures.rates",
    "slogan_series": "baogao.measures.series",
    "slogan_summary": "baogao.measures.rates",
}
__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'baogao' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return __all__

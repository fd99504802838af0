"""The public names of baogao, by what they are about, and where each is defined; `import baogao` reads this file."""

from baogao import measures
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.text.report import Report
from baogao.errors import BaogaoError
from baogao.features.counts import term_counts
from baogao.front.adoption import adoption, adoption_test
from baogao.front.associations import collocations, slogan_associations, topic_associations
from baogao.front.attestations import attestations
from baogao.front.breaking import drift_control, drift_events, drift_segments, drift_terms
from baogao.front.collection import Collection, collection
from baogao.front.coverage import (
    absent_reports,
    card,
    coverage,
    defects,
    missing_regions,
    transcription_agreement,
    transcription_cells,
)
from baogao.front.diffusion import diffusion, first_uses
from baogao.front.drifting import drift, drift_cuts, drift_parts
from baogao.front.effects import prevalence_effects, seeded_topics
from baogao.front.exploring import explore
from baogao.front.figures import figure, say
from baogao.front.intruding import intrusion
from baogao.front.lives import change_points, lives, successions, survival, wordings
from baogao.front.news import bursts, heat
from baogao.front.renderings import gloss_check, renderings
from baogao.front.reuse import reuse, reuse_pairs
from baogao.front.rhetoric import device_accuracy, prose, rhetoric, rhetoric_contrast
from baogao.front.slogans import slogan_rates, slogan_series, slogan_summary
from baogao.front.texts import annotate, describe, read, tokens
from baogao.front.themes import exemplars, theme_prevalence, themes
from baogao.front.topics import fit_topics
from baogao.front.upkeep import build, collapse, doctor, duplicates, restore, settle
from baogao.front.words import dispersion, keyness, term_matrix
from baogao.language.lexicon import load_lexicon as lexicon
from baogao.language.stopwords import load_stopwords as stopwords
from baogao.measures.stored_specification import read_specification as specification
from baogao.measures.topic_extension import extend_topics
from baogao.measures.topic_grid import read_topic_grid as topic_grid
from baogao.measures.topic_models import read_topics as topics
from baogao.paths import collections
from baogao.reading.concordance import kwic
from baogao.reading.discover import discover
from baogao.study.refit import refit

__version__: str
__all__ = [  # noqa: RUF022 (by noun)
    # collections and their files
    "Collection",
    "collection",
    "collections",
    "import_reports",
    "build",
    "doctor",
    "settle",
    "duplicates",
    "collapse",
    "restore",
    # what was gathered
    "coverage",
    "card",
    "missing_regions",
    "absent_reports",
    "defects",
    "transcription_agreement",
    "transcription_cells",
    # texts
    "Report",
    "read",
    "describe",
    "annotate",
    "tokens",
    "kwic",
    "discover",
    # slogans
    "lexicon",
    "slogan_rates",
    "slogan_summary",
    "slogan_series",
    "attestations",
    "renderings",
    "gloss_check",
    "first_uses",
    "lives",
    "survival",
    "successions",
    "wordings",
    "change_points",
    "bursts",
    "heat",
    "diffusion",
    "adoption",
    "adoption_test",
    # terms and topics
    "stopwords",
    "term_counts",
    "term_matrix",
    "keyness",
    "dispersion",
    "collocations",
    "slogan_associations",
    "topic_associations",
    "topics",
    "fit_topics",
    "topic_grid",
    "extend_topics",
    "exemplars",
    "themes",
    "theme_prevalence",
    "prevalence_effects",
    "seeded_topics",
    "intrusion",
    "specification",
    "refit",
    # drift and rhetoric
    "drift",
    "drift_parts",
    "drift_cuts",
    "drift_segments",
    "drift_events",
    "drift_control",
    "drift_terms",
    "rhetoric",
    "prose",
    "rhetoric_contrast",
    "device_accuracy",
    # reuse
    "reuse",
    "reuse_pairs",
    # a page to look at
    "explore",
    # notebooks
    "figure",
    "say",
    # below
    "measures",
    "BaogaoError",
]

"""The public names of baogao, by what they are about: the one list of them; `import baogao` reads it."""

from baogao import measures as measures
from baogao.corpus.text.report import Report as Report
from baogao.errors import BaogaoError as BaogaoError

# collections and their files
from baogao.front.collection import Collection as Collection
from baogao.front.collection import collection as collection
from baogao.front.collection import collections as collections

# drift and rhetoric
from baogao.front.drifting import drift as drift
from baogao.front.drifting import drift_cuts as drift_cuts
from baogao.front.drifting import drift_parts as drift_parts
from baogao.front.gathered import card as card

# what was gathered
from baogao.front.gathered import coverage as coverage
from baogao.front.gathered import defects as defects
from baogao.front.gathered import transcription_agreement as transcription_agreement
from baogao.front.gathered import transcription_cells as transcription_cells
from baogao.front.gathered import transcription_sizes as transcription_sizes
from baogao.front.rhetoric import device_accuracy as device_accuracy
from baogao.front.rhetoric import rhetoric as rhetoric
from baogao.front.rhetoric import rhetoric_contrast as rhetoric_contrast

# notebooks
from baogao.front.showing import figure as figure
from baogao.front.showing import say as say
from baogao.front.slogans import adoption as adoption
from baogao.front.slogans import adoption_test as adoption_test

# slogans
from baogao.front.slogans import lexicon as lexicon
from baogao.front.slogans import slogan_rates as slogan_rates
from baogao.front.slogans import slogan_series as slogan_series
from baogao.front.slogans import slogan_summary as slogan_summary
from baogao.front.texts import annotate as annotate
from baogao.front.texts import describe as describe
from baogao.front.texts import kwic as kwic

# texts
from baogao.front.texts import read as read
from baogao.front.texts import tokens as tokens
from baogao.front.topics import fit_topics as fit_topics
from baogao.front.topics import topics as topics
from baogao.front.upkeep import build as build
from baogao.front.upkeep import collapse as collapse
from baogao.front.upkeep import doctor as doctor
from baogao.front.upkeep import duplicates as duplicates
from baogao.front.upkeep import import_reports as import_reports
from baogao.front.upkeep import restore as restore
from baogao.front.upkeep import settle as settle
from baogao.front.words import dispersion as dispersion
from baogao.front.words import keyness as keyness

# terms and topics
from baogao.front.words import stopwords as stopwords
from baogao.front.words import term_counts as term_counts
from baogao.front.words import term_matrix as term_matrix
from baogao.study.refit import refit as refit

__version__: str

"""Rows of each feature table, from reports as they are extracted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from baogao.corpus.layout.passages import count_sentences
from baogao.features.read import Read, groups, spans_of
from baogao.features.tables import CANDIDATES, SCHEMAS, SERIES
from baogao.language.devices import count_devices
from baogao.language.lexicon import Lexicon
from baogao.language.matching import Places
from baogao.language.profile import profile
from baogao.language.reader.forms import CLASSES
from baogao.language.series.place import parts_of, placed
from baogao.language.stack import Flags, Numbers, stack
from baogao.language.terms import Vocabulary, Words, bigrams, count_terms

POLICIES = ("plain", "protected")


def _table(name: str, *columns: Any) -> pa.Table:
    """A feature table by its columns in the order of the schema: arrays or lists."""
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, type=field.type)
        for column, field in zip(columns, SCHEMAS[name], strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=SCHEMAS[name].names)


def _taken(values: Sequence[str], numbers: Numbers) -> pa.Array:
    """Values, all different, by their numbers: each is stored once, which keeps a shard small."""
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int32()), pa.array(values, pa.string()))


def passages_table(read: Read, n_chars: Numbers, n_tokens: Numbers | None) -> pa.Table:
    """Passages with their places and sizes; tokens missing where nothing is cut."""
    passages = read.passages
    return _table(
        "passages",
        read.passage_ids,
        _taken(read.report_ids, read.reports),
        [passage.start for passage in passages],
        [passage.end for passage in passages],
        [passage.section for passage in passages],
        [passage.role for passage in passages],
        n_chars,
        [None] * len(passages) if n_tokens is None else n_tokens,
        list(map(count_sentences, read.bodies)),
    )


def hits_table(read: Read, places: Places, is_maximal: Flags, forms: Sequence[tuple[str, str]]) -> pa.Table:
    """Places of forms, with their slogan and whether they are of the cover."""
    passages = read.stacked.passages[places.starts]
    spans = spans_of(read, places.starts, places.ends)
    return _table(
        "hits",
        _taken(read.passage_ids, passages).dictionary_decode(),  # few of the passages and of the forms are hit
        [forms[number][1] for number in places.numbers.tolist()],
        [start for start, _ in spans],
        [end for _, end in spans],
        _taken([form for form, _ in forms], places.numbers).dictionary_decode(),
        is_maximal,
    )


def candidates_table(read: Read, lexicon: Lexicon) -> pa.Table:
    """Slogans that the reader finds and the lexicon lacks."""
    from baogao.language.reader.reader import find_slogans

    tables = []
    for first, end in groups(read):
        part = stack(read.stacked.texts[first:end])
        finds = find_slogans(part, read.reports[first:end], lexicon)
        is_new = ~finds.in_lexicon
        starts, ends = (each[is_new] + read.stacked.starts[first] for each in (finds.starts, finds.ends))
        spans = spans_of(read, starts, ends)
        tables.append(
            _table(
                CANDIDATES,
                _taken(read.passage_ids, read.stacked.passages[starts]).dictionary_decode(),
                [start for start, _ in spans],
                [end for _, end in spans],
                [CLASSES[code] for code in finds.classes[is_new].tolist()],
                finds.probability[is_new],
            )
        )
    return pa.concat_tables(tables) if tables else SCHEMAS[CANDIDATES].empty_table()


def series_table(read: Read) -> pa.Table:
    """Parallel series and antitheses: of a report's passages together, each with the passage in which it begins."""
    from baogao.language.series.finder import find_with_antitheses

    rows: list[tuple[Any, ...]] = []
    for first, end in groups(read):
        edges = [*np.flatnonzero(np.diff(read.reports[first:end], prepend=-1)).tolist(), end - first]
        spans = [(first + start, first + stop) for start, stop in pairwise(edges)]
        found = find_with_antitheses([parts_of(read.passages[a:b], read.normals[a:b]) for a, b in spans])
        for (a, b), report in zip(spans, found, strict=True):
            for one in report:
                number, start, stop = placed(one, read.normals[a:b])
                rows.append((read.passages[a + number].passage_id, start, stop, one.members, one.marker, one.kind))
    return _table(SERIES, *zip(*rows, strict=True)) if rows else SCHEMAS[SERIES].empty_table()


def terms_table(read: Read, plain: Words, protected: Words, vocabulary: Vocabulary) -> pa.Table:
    """Terms of each passage under either policy."""
    passages = read.stacked.passages
    counted = count_terms(
        np.concatenate([plain.types, protected.types]),
        np.concatenate([passages[plain.ends - 1] * 2, passages[protected.ends - 1] * 2 + 1]),
        vocabulary,
    )
    numbers, policies = np.divmod(counted.passages, 2)
    return _table(
        "terms",
        _taken(read.passage_ids, numbers),
        _taken(POLICIES, policies),
        _taken(counted.terms, counted.numbers),
        counted.counts,
    )


def devices_table(read: Read, n_chars: Numbers) -> pa.Table:
    """Devices of each passage, zeros included."""
    counted = count_devices(read.stacked, _running(read))
    n_passages, n_devices = len(read.passages), len(counted)
    return _table(
        "devices",
        _taken(read.passage_ids, np.repeat(np.arange(n_passages), n_devices)),
        _taken(list(counted), np.tile(np.arange(n_devices), n_passages)),
        np.column_stack([each.counts for each in counted.values()]).ravel(),
        np.column_stack([each.chars for each in counted.values()]).ravel(),
        np.repeat(n_chars, n_devices),
    )


def _running(read: Read) -> Numbers:
    """Number of the report that each running passage belongs to; -1 for headings and captions."""
    is_running = np.array([passage.role not in ("heading", "caption") for passage in read.passages], np.bool_)
    return np.where(is_running, read.reports, -1)


def ngrams_table(read: Read) -> pa.Table:
    """Character bigrams of each report."""
    reports, pairs, counts = bigrams(read.stacked, read.reports)
    return _table("ngrams", _taken(read.report_ids, reports), pairs, counts)


def profile_table(read: Read, words: Words) -> pa.Table:
    """Measures of each report that need word order."""
    n_reports = len(read.report_ids)
    measured = profile(read.stacked, words, _running(read), n_reports)
    return _table(
        "profile",
        _taken(read.report_ids, np.repeat(np.arange(n_reports), len(measured))),
        list(measured) * n_reports,
        np.column_stack([mean.values for mean in measured.values()]).ravel(),
        np.column_stack([mean.ns for mean in measured.values()]).ravel(),
    )

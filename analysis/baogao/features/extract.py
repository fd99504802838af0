"""Reports to their rows of the feature tables, many passages at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from baogao.corpus.layout.layout import segment
from baogao.corpus.layout.passages import Passage, count_chars, count_sentences
from baogao.corpus.text.report import Report
from baogao.features.tables import CANDIDATES, SCHEMAS, SERIES
from baogao.language.blanks import without_blanks_in_forms
from baogao.language.devices import count_devices
from baogao.language.lexicon import Lexicon
from baogao.language.matching import Hit, Matcher, Places, maximal
from baogao.language.normal import Normal, normalise
from baogao.language.profile import profile
from baogao.language.reader.forms import CLASSES
from baogao.language.reference import SEGMENTED
from baogao.language.segmenting import Cut
from baogao.language.series.place import parts_of, placed
from baogao.language.stack import Flags, Numbers, Stack, stack
from baogao.language.terms import Vocabulary, Words, bigrams, count_terms, words_of

BRIEF = ("passages", "hits")
POLICIES = ("plain", "protected")
READ_AT_ONCE = 200_000  # characters; the spans of a text take far more room than the text


class Read(NamedTuple):
    """Reports as they are extracted: their ids, passages one below the other, and the report each belongs to."""

    report_ids: list[str]
    passages: list[Passage]
    bodies: list[str]
    normals: list[Normal]
    stacked: Stack
    reports: Numbers

    @property
    def passage_ids(self) -> list[str]:
        """Id of each passage."""
        return [passage.passage_id for passage in self.passages]


def matched(report: Report, matcher: Matcher) -> Iterator[tuple[Passage, Normal, list[Hit]]]:
    """Passages of a report with their normalised text and every hit in it."""
    for passage in segment(report)[0]:
        normal = without_blanks_in_forms(normalise(report.text, passage.blocks), matcher)
        yield passage, normal, matcher.find(normal.text)


def extract(
    reports: Sequence[Report],
    matcher: Matcher,
    forms: Mapping[str, str],
    cut: Cut | None,
    *,
    lexicon: Lexicon | None = None,
    with_series: bool = False,
) -> dict[str, pa.Table]:
    """Feature tables of some reports.

    Parameters
    ----------
    reports : sequence of Report
    matcher : Matcher
        Of the lexicon's forms.
    forms : mapping of str to str
        The slogan_id of each form.
    cut : callable or None
        Cuts a string into tokens; None where the collection has ``passages`` and ``hits`` only.
    lexicon : Lexicon, optional
        With it, the reader looks for slogans that the lexicon lacks.
    with_series : bool
        Whether parallel series are looked for.

    Returns
    -------
    dict of str to pyarrow.Table
        Columns as in `SCHEMAS`, some of their strings by number; rows in their final order:
        passages as they are read, hits by place, terms by policy and code point, devices by
        passage with zeros. ``n_tokens`` counts words under the protected policy, and is missing
        where nothing is cut. The profile is the report's, over its running text: no headings, no
        captions. Character bigrams are the report's, those that stand in it at least twice.
    """
    read = read_passages(reports, matcher)
    places = matcher.places(read.stacked.text)
    is_maximal = maximal(places)
    hits = _hits(read, places, is_maximal, [(form, forms[form]) for form in matcher.forms])
    trained = {CANDIDATES: _candidates(read, lexicon)} if lexicon else {}
    trained |= {SERIES: _series(read)} if with_series else {}
    n_chars = np.array([count_chars(body) for body in read.bodies], np.int32)
    if not cut:
        return {"passages": _passages(read, n_chars, None), "hits": hits, **trained}
    vocabulary = Vocabulary()
    plain = words_of(read.stacked, [], cut, vocabulary)
    whole = places.where(is_maximal & ~places.have_gaps)
    protected = _protected(read.stacked, plain, whole, cut, vocabulary)
    n_tokens = read.stacked.counts(protected.ends - 1)
    return {
        "passages": _passages(read, n_chars, n_tokens),
        "hits": hits,
        **trained,
        "terms": _terms(read, plain, protected, vocabulary),
        "devices": _devices(read, n_chars),
        "profile": _profile(read, protected),
        "ngrams": _ngrams(read),
    }


def read_passages(reports: Sequence[Report], matcher: Matcher | None = None) -> Read:
    """Reports with their passages, normalised and one below the other; no lone blank stands in a form of the matcher."""
    parts = [(number, passage) for number, report in enumerate(reports) for passage in segment(report)[0]]
    normals = [normalise(reports[number].text, passage.blocks) for number, passage in parts]
    normals = [without_blanks_in_forms(normal, matcher) for normal in normals] if matcher else normals
    return Read(
        [report.report_id for report in reports],
        [passage for _, passage in parts],
        [passage.read(reports[number].text) for number, passage in parts],
        normals,
        stack([normal.text for normal in normals]),
        np.array([number for number, _ in parts], np.int64),
    )


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


def _passages(read: Read, n_chars: Numbers, n_tokens: Numbers | None) -> pa.Table:
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


def _candidates(read: Read, lexicon: Lexicon) -> pa.Table:
    """Slogans that the reader finds and the lexicon lacks."""
    from baogao.language.reader.reader import find_slogans

    tables = []
    for first, end in _groups(read):
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


def _series(read: Read) -> pa.Table:
    """Parallel series and antitheses: of a report's passages together, each with the passage in which it begins."""
    from baogao.language.series.finder import find_with_antitheses

    rows: list[tuple[Any, ...]] = []
    for first, end in _groups(read):
        edges = [*np.flatnonzero(np.diff(read.reports[first:end], prepend=-1)).tolist(), end - first]
        spans = [(first + start, first + stop) for start, stop in pairwise(edges)]
        found = find_with_antitheses([parts_of(read.passages[a:b], read.normals[a:b]) for a, b in spans])
        for (a, b), report in zip(spans, found, strict=True):
            for one in report:
                number, start, stop = placed(one, read.normals[a:b])
                rows.append((read.passages[a + number].passage_id, start, stop, one.members, one.marker, one.kind))
    return _table(SERIES, *zip(*rows, strict=True)) if rows else SCHEMAS[SERIES].empty_table()


def _groups(read: Read) -> Iterator[tuple[int, int]]:
    """First passage and the one behind the last of some whole reports, long enough to be read at one go."""
    first, size = 0, 0
    for number, text in enumerate(read.stacked.texts):
        if size >= READ_AT_ONCE and read.reports[number] != read.reports[number - 1]:
            yield first, number
            first, size = number, 0
        size += len(text)
    if size:
        yield first, len(read.normals)


def spans_of(read: Read, starts: Numbers, ends: Numbers) -> list[tuple[int, int]]:
    """Offsets into the reports' texts of stretches of the stacked one."""
    passages = read.stacked.passages[starts]
    before = read.stacked.starts[passages]
    return [
        read.normals[passage].span(start, end)
        for passage, start, end in zip(
            passages.tolist(), (starts - before).tolist(), (ends - before).tolist(), strict=True
        )
    ]


def _hits(read: Read, places: Places, is_maximal: Flags, forms: Sequence[tuple[str, str]]) -> pa.Table:
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


def _protected(stacked: Stack, plain: Words, slogans: Places, cut: Cut, vocabulary: Vocabulary) -> Words:
    """Words with the slogans of the cover whole; those of forms with gaps, which hold any words, are cut as all else.

    jieba cuts each run of characters between punctuation by itself, so only the runs that a slogan
    touches are cut again; the plain words of all others stay::

        text      推进农业，深入推进法治政府建设。开展普法
        slogan                  [法治政府建设]
        runs               [，深入推进法治政府建设]            cut again, on a stack of runs
        plain     推进 农业  [   dropped         ]  开展 普法
        result    推进 农业   深入 推进 法治政府建设  开展 普法
    """
    starts, ends = slogans.starts, slogans.ends
    is_in_run = stacked.around(starts, ends, SEGMENTED)
    run_starts, run_ends = np.flatnonzero(np.diff(is_in_run, prepend=False, append=False)).reshape(-1, 2).T
    runs = stack([stacked.text[start:end] for start, end in zip(run_starts.tolist(), run_ends.tolist(), strict=True)])
    to_runs = runs.starts - run_starts  # what leads from offsets in the text to those in the stack of runs
    shift = to_runs[np.searchsorted(run_starts, starts, "right") - 1]
    whole = list(zip((starts + shift).tolist(), (ends + shift).tolist(), strict=True))
    again = words_of(runs, whole, cut, vocabulary)
    again_ends = again.ends - to_runs[runs.passages[again.ends - 1]]
    stays = ~is_in_run[plain.ends - 1]
    types, plain_ends = plain.types[stays], plain.ends[stays]
    positions = np.searchsorted(plain_ends, again_ends)
    return Words(np.insert(types, positions, again.types), np.insert(plain_ends, positions, again_ends))


def _terms(read: Read, plain: Words, protected: Words, vocabulary: Vocabulary) -> pa.Table:
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


def _devices(read: Read, n_chars: Numbers) -> pa.Table:
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


def _ngrams(read: Read) -> pa.Table:
    reports, pairs, counts = bigrams(read.stacked, read.reports)
    return _table("ngrams", _taken(read.report_ids, reports), pairs, counts)


def _profile(read: Read, words: Words) -> pa.Table:
    n_reports = len(read.report_ids)
    measured = profile(read.stacked, words, _running(read), n_reports)
    return _table(
        "profile",
        _taken(read.report_ids, np.repeat(np.arange(n_reports), len(measured))),
        list(measured) * n_reports,
        np.column_stack([mean.values for mean in measured.values()]).ravel(),
        np.column_stack([mean.ns for mean in measured.values()]).ravel(),
    )

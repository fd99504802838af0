"""Statistics of forms in a background of texts: how often, by whom, in which years, and how freely they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import rjieba
from numpy.typing import NDArray

from baogao.language.reader.fingerprints import Fingerprints, fingerprints
from baogao.language.reader.forms import STATISTICS
from baogao.language.reader.spans import Spans, candidate_spans
from baogao.language.reader.tokens import PAUSE, PAUSE_CODE, Tokens, read_tokens
from baogao.language.stack import Numbers, Stack

UNSEEN = 2  # taken for the count of a part that stands nowhere by itself
RARE_YEAR = 9999


class Source(NamedTuple):
    """Texts of one issuer (or of one year of a source), and whether they are official documents."""

    stacked: Stack
    issuer: str
    year: int
    is_official: bool


class Occurrences(NamedTuple):
    """Occurrences of forms: the form, its neighbours (0 where it stands free), and where."""

    forms: Numbers
    left: Fingerprints
    right: Fingerprints
    is_quoted: Numbers
    sources: Numbers


def form_statistics(forms: Sequence[str], sources: Iterable[Source]) -> pd.DataFrame:
    """Count forms in texts.

    Parameters
    ----------
    forms : sequence of str
        All different, without quotation marks, as `baogao.language.reader.forms.plain` gives them.
    sources : iterable of Source
        The background; each is read once.

    Returns
    -------
    pandas.DataFrame
        ``form`` and `STATISTICS`: counts, issuers, years; entropy (nats) of the words on either
        side, free edges counting as one; the least pointwise mutual information (nats) of two parts
        (0 for a single word); shares of occurrences that stand free or in quotation marks. Missing but for
        counts of 0 where a form does not occur.

    Notes
    -----
    Forms are found between the edges of words (jieba). Free means that a clause, a list or a
    quotation begins or ends there. Boundary entropy: Feng et al. 2004, Computational Linguistics
    30(1), 75-93 (accessor variety, as entropy); mutual information of parts: Church & Hanks 1990,
    Computational Linguistics 16(1), 22-29.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> source = Source(stack(["推进依法治国、依法治国"]), "甲", 2020, True)
    >>> table = form_statistics(["依法治国", "以德治国"], [source]).set_index("form")
    >>> table["count"].tolist(), table.loc["依法治国", ["issuers", "free_left", "free_right"]].tolist()
    ([2.0, 0.0], [1.0, 0.5, 1.0])
    """
    parts = [_parts(form) for form in forms]
    wanted = np.unique(fingerprints([*forms, *(half for halves in parts for pair in halves for half in pair)]))
    own = np.searchsorted(wanted, fingerprints(list(forms)))
    numbers = np.full(len(wanted), -1)
    numbers[own] = np.arange(len(forms))
    counts, n_words = np.zeros(len(wanted), np.int64), 0
    occurrences, read = [], []
    for place, source in enumerate(sources):
        tokens = read_tokens(source.stacked, {PAUSE: PAUSE_CODE}, {})
        spans, rows = _wanted(candidate_spans(tokens), wanted)
        counts += np.bincount(rows, minlength=len(wanted))
        n_words += len(tokens.words)
        is_form = numbers[rows] >= 0
        occurrences.append(_occurrences(tokens, spans.part(is_form), numbers[rows[is_form]], place))
        read.append(source._replace(stacked=None))  # type: ignore[arg-type]
    joined = Occurrences(*(np.concatenate(column) for column in zip(*occurrences, strict=True)))
    table = _table(joined, read, len(forms))
    table["pmi"] = [
        _least_information(counts, wanted, row, halves, n_words) for row, halves in zip(own, parts, strict=True)
    ]
    return pd.DataFrame({"form": list(forms), **table[list(STATISTICS)]})


def _parts(form: str) -> list[tuple[str, str]]:
    """A form in two, at each edge between its words."""
    words = rjieba.cut(form)
    return [("".join(words[:edge]), "".join(words[edge:])) for edge in range(1, len(words))]


def _wanted(spans: Spans, wanted: Fingerprints) -> tuple[Spans, Numbers]:
    """Spans whose form is wanted, and which it is."""
    rows = np.minimum(np.searchsorted(wanted, spans.fingerprints), len(wanted) - 1)
    is_wanted = wanted[rows] == spans.fingerprints
    return spans.part(is_wanted), rows[is_wanted]


def _occurrences(tokens: Tokens, spans: Spans, forms: Numbers, source: int) -> Occurrences:
    """Occurrences in one source; a neighbour is a word of the same clause, and no mark or quotation comes between."""
    words = np.where(tokens.is_pause, np.uint64(0), tokens.text.of(tokens.froms, tokens.tos))
    before, behind = np.roll(words, 1), np.roll(words, -1)
    before[np.diff(tokens.clauses, prepend=-1) != 0] = 0
    behind[np.diff(tokens.clauses, append=-1) != 0] = 0
    left = np.where(tokens.opens[spans.first], np.uint64(0), before[spans.first])
    right = np.where(tokens.closes[spans.last], np.uint64(0), behind[spans.last])
    is_quoted = tokens.opens[spans.first] & tokens.closes[spans.last]
    return Occurrences(forms, left, right, is_quoted.astype(np.int64), np.full(len(forms), source))


def _table(found: Occurrences, sources: Sequence[Source], n_forms: int) -> pd.DataFrame:
    """Statistics of each form but for its mutual information."""
    years = np.array([source.year for source in sources])[found.sources]
    is_official = np.array([source.is_official for source in sources])[found.sources]
    issuers = pd.factorize(pd.Series([source.issuer for source in sources]))[0][found.sources]
    count = np.bincount(found.forms, minlength=n_forms).astype(float)
    first, last = np.full(n_forms, RARE_YEAR), np.zeros(n_forms, np.int64)
    np.minimum.at(first, found.forms, years)
    np.maximum.at(last, found.forms, years)
    is_free_left, is_free_right = found.left == 0, found.right == 0

    def share(flags: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(found.forms[flags], minlength=n_forms) / np.where(count > 0, count, np.nan)

    official = np.bincount(found.forms[is_official], minlength=n_forms)
    quoted = np.bincount(found.forms, found.is_quoted, n_forms)
    return pd.DataFrame(
        {
            "count": count,
            "official": official.astype(float),
            "issuers": _distinct(found.forms, issuers, n_forms),
            "official_issuers": _distinct(found.forms[is_official], issuers[is_official], n_forms),
            "years": _distinct(found.forms, years, n_forms),
            "first_year": np.where(count > 0, first, np.nan),
            "last_year": np.where(count > 0, last, np.nan),
            "entropy_left": _entropy(found.forms, found.left, count),
            "entropy_right": _entropy(found.forms, found.right, count),
            "free_left": share(is_free_left),
            "free_right": share(is_free_right),
            "free": share(is_free_left & is_free_right),
            "quoted": quoted,
            "quoted_share": share(found.is_quoted > 0),
        }
    )


def _distinct(forms: Numbers, values: Numbers, n_forms: int) -> NDArray[np.float64]:
    """How many different values each form has."""
    pairs = pd.DataFrame({"form": forms, "value": values}).drop_duplicates()
    return np.bincount(pairs["form"], minlength=n_forms).astype(float)


def _entropy(forms: Numbers, neighbours: Fingerprints, count: NDArray[np.float64]) -> NDArray[np.float64]:
    """Entropy of each form's neighbours."""
    times = pd.DataFrame({"form": forms, "neighbour": neighbours}).value_counts(sort=False)
    of = times.index.get_level_values("form").to_numpy()
    share = times.to_numpy() / count[of]
    return np.where(count > 0, np.bincount(of, -share * np.log(share), len(count)), np.nan)


def _least_information(
    counts: Numbers, wanted: Fingerprints, row: int, halves: Sequence[tuple[str, str]], n_words: int
) -> float:
    """Least pointwise mutual information of the two parts of a form, over the edges between its words."""
    if not halves or not counts[row]:
        return 0.0 if counts[row] else np.nan
    both = np.searchsorted(wanted, fingerprints([half for pair in halves for half in pair])).reshape(-1, 2)
    expected = np.maximum(counts[both], UNSEEN).prod(axis=1) / n_words
    return float(np.log(counts[row] / expected).min())

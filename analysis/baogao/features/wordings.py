"""Wordings of reports by other reports: bits a letter under last year's and the centre's, share in other issuers'."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np

from baogao.language.wording import cross_entropy, standing_share
from baogao.rounding import rounded_number

Text = Sequence[str]
Rows = Iterator[tuple[str, str, float, int]]
MODEL, OTHERS = 5_000, 50_000  # letters drawn of the other text: all are compared with as much
DRAWS = 5


def wordings(
    own: Mapping[str, Text], issuers: Mapping[str, str], before: Mapping[str, Text], above: Mapping[str, Text]
) -> Rows:
    """Measures of reports by other reports, for the feature table ``profile``.

    Parameters
    ----------
    own : mapping of str to sequence of str
        Passages of each report, their letters alone.
    issuers : mapping of str to str
        Issuer of each report; empty where it is not known.
    before, above : mapping of str to sequence of str
        For some reports, the passages of the report before of the same issuer, and of the level above.

    Yields
    ------
    report_id, measure, value, n
        ``cross_entropy_previous`` and ``cross_entropy_centre``: bits a letter
        (`baogao.language.wording.cross_entropy`); ``formula_share``: share of letters in runs of eight letters that
        other issuers use too, 0 to 1. Each is the mean over `DRAWS` draws of whole passages of the other text, `MODEL`
        letters of it, or `OTHERS` for ``formula_share``, so that its length, and the number of issuers, do not matter;
        NaN where there is less. `n` is the letters measured.

    Examples
    --------
    >>> rows = wordings({"a": ["依法行政"]}, {"a": "x"}, {}, {})
    >>> [(measure, n) for _, measure, _, n in rows]
    [('cross_entropy_previous', 0), ('cross_entropy_centre', 0), ('formula_share', 0)]
    """
    for report_id, text in own.items():
        for measure, models in (("cross_entropy_previous", before), ("cross_entropy_centre", above)):
            drawn = _drawn(models.get(report_id, ()), MODEL, f"{report_id} {measure}")
            bits = [cross_entropy(text, model)[0] for model in drawn]
            yield _row(report_id, measure, bits, text)
        others = [p for each, passages in own.items() if _is_other(issuers[each], issuers[report_id]) for p in passages]
        drawn = _drawn(others, OTHERS, f"{report_id} others")
        yield _row(report_id, "formula_share", [standing_share(text, other) for other in drawn], text)


def _is_other(issuer: str, own: str) -> bool:
    return bool(issuer and own) and issuer != own


def _row(report_id: str, measure: str, values: Sequence[float], text: Text) -> tuple[str, str, float, int]:
    mean = float(np.mean(values)) if values else math.nan
    return report_id, measure, rounded_number(mean), 0 if math.isnan(mean) else sum(map(len, text))


def _drawn(passages: Sequence[str], size: int, seed: str) -> Iterable[Text]:
    """Passages in random order, as many as hold so many letters, the last one cut; none where there are too few."""
    if sum(map(len, passages)) < size:
        return
    rng = np.random.default_rng(crc32(seed.encode("utf-8")))
    for _ in range(DRAWS):
        drawn, left = [], size
        for number in rng.permutation(len(passages)).tolist():
            drawn.append(passages[number][:left])
            left -= len(drawn[-1])
            if not left:
                break
        yield drawn

"""Reuse: what of a report stands in its own last one, in the centre's, in other issuers', and in no other text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.covering import Covered, covered, sides

DRAWN, DRAWN_OTHERS = 10_000, 100_000  # characters of the other text in the columns `expected_`
WORDINGS = ["formula_share", "cross_entropy_previous", "cross_entropy_centre"]


@measure
def reuse_shares(
    reports: pd.DataFrame,
    reuse: pd.DataFrame,
    profile: pd.DataFrame,
    *,
    sizes: Mapping[str, int],
    previous: Mapping[str, str],
    centre: Mapping[str, str],
) -> pd.DataFrame:
    """How much of each report stands in which other texts.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest of the collection: ``report_id``, ``year``, ``region``, ``issuer``.
    reuse, profile : pandas.DataFrame
        Feature tables.
    sizes : mapping of str to int
        Characters of each report of the collection, and of those it is compared with
        (`baogao.features.compared.compared`).
    previous, centre : mapping of str to str
        The report before of the same issuer, and the last one of the level above, for those that have one.

    Returns
    -------
    pandas.DataFrame
        One row a report, in the order of `reports`: ``report``, ``year``, ``region``, ``n_chars``, ``previous``,
        ``centre``; shares of its ``n_chars`` (its passages from beginning to end, blanks included: slightly more than
        the manifest's), 0 to 1: ``share_previous`` and ``share_centre`` stand in those two, ``share_others`` in a
        report of another issuer of the collection, earlier or later, ``novelty`` in neither of the two,
        ``share_alone`` in no other text compared, earlier or later; ``expected_previous``, ``expected_centre`` and
        ``expected_others``: the shares if 10,000, 10,000 and 100,000 characters of those texts were there, by
        which reports compare; ``formula_share`` and the cross-entropies of the profile
        (`baogao.features.wordings.wordings`). NaN where there is no such text, or too little of it.

    Notes
    -----
    A stretch counts whole, with the edits in it. Earlier is earlier, not copied: two reports may have a sentence
    from a third. Plain shares grow with the other text, so compare reports by the columns ``expected_``.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [2025, 2026], "region": "x", "issuer": "x"})
    >>> columns = ["passage_a", "passage_b", "start_a", "end_a", "start_b", "end_b", "shared_chars", "kind"]
    >>> reuse = pd.DataFrame([("a:1", "b:4", 0, 30, 90, 120, 30, "formula")], columns=columns)
    >>> profile = pd.DataFrame({"id": [], "measure": [], "value": []})
    >>> table = reuse_shares(reports, reuse, profile, sizes={"a": 60, "b": 120}, previous={"b": "a"}, centre={})
    >>> table[["report", "share_previous", "share_alone"]].values.tolist()
    [['a', nan, 0.5], ['b', 0.25, 0.75]]
    """
    require_columns(reports, ["report_id", "year", "region", "issuer"], "reports")
    seen = {str(report): rows for report, rows in sides(reuse).groupby("report")}
    none = sides(reuse.head(0))
    issuers = dict(zip(reports["report_id"], reports["issuer"], strict=True))
    rows = []
    for report, year, region in reports[["report_id", "year", "region"]].itertuples(index=False):
        before, above = ([each[report]] if report in each else [] for each in (previous, centre))
        others = [each for each, issuer in issuers.items() if issuer and issuers[report] and issuer != issuers[report]]
        stretches = seen.get(report, none)
        in_before, in_above, in_others = (
            _covered(stretches, report, texts, sizes, drawn)
            for texts, drawn in ((before, DRAWN), (above, DRAWN), (others, DRAWN_OTHERS))
        )
        either = _covered(stretches, report, [*before, *above], sizes, DRAWN).share if before and above else math.nan
        alone = _covered(stretches, report, stretches["other"].unique(), sizes, DRAWN).share
        names = "".join(before), "".join(above)
        shares = (
            in_before.share,
            in_above.share,
            in_others.share,
            1 - either,
            1 - (0.0 if math.isnan(alone) else alone),
        )
        expected = (in_before.expected, in_above.expected, in_others.expected)
        rows.append((report, year, region, sizes.get(report, 0), *names, *shares, *expected))
    columns = ["report", "year", "region", "n_chars", "previous", "centre", "share_previous", "share_centre"]
    columns += ["share_others", "novelty", "share_alone", "expected_previous", "expected_centre", "expected_others"]
    return pd.DataFrame(rows, columns=columns).merge(_wordings(profile), on="report", how="left", validate="1:1")


def _covered(
    stretches: pd.DataFrame, report: str, texts: Iterable[str], sizes: Mapping[str, int], drawn: int
) -> Covered:
    """Share of a report that stands in some texts together; NaN where there is none of them."""
    names = set(texts)
    if not names:
        return Covered(math.nan, math.nan)
    rows = stretches[stretches["other"].isin(names)]
    other_size = sum(sizes.get(name, 0) for name in names)
    return covered(rows["start"], rows["end"], sizes.get(report, 0), other_size=other_size, drawn=drawn)


def _wordings(profile: pd.DataFrame) -> pd.DataFrame:
    """Measures of wording by other reports, a row a report."""
    rows = profile[profile["measure"].isin(WORDINGS)].pivot(index="id", columns="measure", values="value")
    return rows.reindex(columns=WORDINGS).rename_axis("report").rename_axis(columns=None).reset_index()

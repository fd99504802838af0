"""Policies of segmentation side by side: what stays whole, and whether lists of terms stay the same."""

from __future__ import annotations

import math

import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns
from baogao.measures.overlap import jaccard, rank_biased_overlap


@measure
def policy_sensitivity(
    terms: pd.DataFrame, hits: pd.DataFrame, rankings: pd.DataFrame, *, reference: str = "protected"
) -> pd.DataFrame:
    """What depends on how the text was cut into tokens.

    Parameters
    ----------
    terms : pandas.DataFrame
        Feature table: ``passage_id``, ``policy``, ``term``, ``count``; of any number of policies.
    hits : pandas.DataFrame
        Feature table: ``passage_id``, ``variant``, ``maximal``.
    rankings : pandas.DataFrame
        Lists of terms made under each policy: ``policy``, ``ranking`` (its name), ``term``,
        rows in the order of rank. Lists of one name should be of one length.
    reference : str
        The policy that the lists of the others are compared with.

    Returns
    -------
    pandas.DataFrame
        One row a figure: ``policy``, ``measure``, ``ranking`` (empty for figures that are not
        of a list), ``value``, ``n``. Measures: ``tokens`` and ``types`` (`n` is the same);
        ``share_whole`` (0 to 1, of the `n` maximal occurrences of slogans: at most so many
        stand as one token); ``jaccard`` and ``rbo`` (0 to 1, of the list against the
        reference's: items shared, and rank-biased overlap; `n` items).

    Raises
    ------
    SettingError
        If `reference` is not among the policies, or a policy lacks a list.
    TableError
        If a table lacks a column.

    Notes
    -----
    In each passage a form stands whole as often as its token, and no more often than its
    maximal occurrences. A token may also be an occurrence inside a longer slogan that was cut
    apart, hence "at most". Rank-biased overlap: `baogao.measures.overlap.rank_biased_overlap`.

    Examples
    --------
    >>> rows = [("a:1", "protected", "依法治国", 1), ("a:1", "plain", "依法", 1), ("a:1", "plain", "治国", 1)]
    >>> terms = pd.DataFrame(rows, columns=["passage_id", "policy", "term", "count"])
    >>> hits = pd.DataFrame({"passage_id": ["a:1"], "variant": ["依法治国"], "maximal": [True]})
    >>> table = policy_sensitivity(terms, hits, terms.assign(ranking="frequent"))
    >>> table.loc[table["measure"] == "share_whole", ["policy", "value"]].values.tolist()
    [['plain', 0.0], ['protected', 1.0]]
    """
    require_columns(terms, ["passage_id", "policy", "term", "count"], "terms")
    require_columns(hits, ["passage_id", "variant", "maximal"], "hits")
    require_columns(rankings, ["policy", "ranking", "term"], "rankings")
    policies = sorted(set(terms["policy"]))
    if reference not in policies:
        raise SettingError(f"reference={reference!r}: no such policy; the table has {listed(policies) or 'no rows'}.")
    rows: list[tuple[str, str, str, float, int]] = []
    for policy in policies:
        own = terms[terms["policy"] == policy]
        n_tokens, n_types = int(own["count"].sum()), own["term"].nunique()
        rows += [(policy, "tokens", "", n_tokens, n_tokens), (policy, "types", "", n_types, n_types)]
        rows += [(policy, "share_whole", "", *_share_whole(own, hits))]
    for name, lists in rankings.groupby("ranking", sort=False):
        rows += _overlaps(str(name), lists, policies, reference)
    return pd.DataFrame(rows, columns=["policy", "measure", "ranking", "value", "n"])


def _share_whole(terms: pd.DataFrame, hits: pd.DataFrame) -> tuple[float, int]:
    """Share of the maximal occurrences of slogans that can be tokens, and these occurrences."""
    maximal = hits[hits["maximal"].astype(bool)]
    forms = maximal.groupby(["passage_id", "variant"]).size().rename("occurs").reset_index()
    placed = forms.merge(terms, left_on=["passage_id", "variant"], right_on=["passage_id", "term"], how="left")
    whole = placed[["occurs", "count"]].fillna(0).min(axis=1).sum()
    n = len(maximal)
    return (float(whole) / n if n else math.nan), n


def _overlaps(
    name: str, lists: pd.DataFrame, policies: list[str], reference: str
) -> list[tuple[str, str, str, float, int]]:
    """Overlap of each policy's list with the reference's."""
    by_policy = {str(policy): list(part["term"]) for policy, part in lists.groupby("policy")}
    if lacking := [policy for policy in policies if policy not in by_policy]:
        raise SettingError(f"rankings: no list {name!r} of policy {listed(lacking)}; make one for each policy.")
    wanted = by_policy[reference]
    return [
        row
        for policy in policies
        if policy != reference
        for row in (
            (policy, "jaccard", name, jaccard(wanted, by_policy[policy]), len(wanted)),
            (policy, "rbo", name, rank_biased_overlap(wanted, by_policy[policy]), len(wanted)),
        )
    ]

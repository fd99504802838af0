"""Policies of segmentation and overlap of ranked lists: by hand, an independent sum, limit cases."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from baogao.errors import SettingError, TableError
from baogao.measures.overlap import jaccard, rank_biased_overlap
from baogao.measures.policies import policy_sensitivity

TERMS = pd.DataFrame(
    [
        ("p:1", "protected", "依法治国", 2),
        ("p:1", "protected", "推进", 1),
        ("p:2", "protected", "普法", 1),
        ("p:1", "plain", "依法", 2),
        ("p:1", "plain", "治国", 2),
        ("p:1", "plain", "推进", 1),
        ("p:2", "plain", "普法", 3),
    ],
    columns=["passage_id", "policy", "term", "count"],
)
HITS = pd.DataFrame(
    [("p:1", "依法治国", True), ("p:1", "依法治国", True), ("p:2", "普法", True), ("p:2", "普法", False)],
    columns=["passage_id", "variant", "maximal"],
)
RANKINGS = pd.DataFrame(
    [
        ("protected", "top", "甲"),
        ("protected", "top", "乙"),
        ("plain", "top", "乙"),
        ("plain", "top", "丙"),
    ],
    columns=["policy", "ranking", "term"],
)


def value(table, policy, measure):
    [found] = table[(table["policy"] == policy) & (table["measure"] == measure)]["value"]
    return found


def test_figures_of_two_policies_by_hand():
    table = policy_sensitivity(TERMS, HITS, RANKINGS)
    assert (value(table, "protected", "tokens"), value(table, "plain", "tokens")) == (4, 8)
    assert (value(table, "protected", "types"), value(table, "plain", "types")) == (3, 4)
    assert value(table, "protected", "share_whole") == 1
    # The first slogan is cut apart both times; the other stands three times, but once as a maximal occurrence.
    assert value(table, "plain", "share_whole") == pytest.approx(1 / 3)
    assert value(table, "plain", "jaccard") == pytest.approx(1 / 3)
    # Of the first term none is shared, of the first two one: A = 0, 1/2.
    assert value(table, "plain", "rbo") == pytest.approx(0.5 * 0.81 + 0.1 / 0.9 * 0.5 * 0.81)
    assert not ((table["policy"] == "protected") & (table["measure"] == "rbo")).any()


def test_a_third_policy_is_a_further_block_of_rows():
    more = pd.concat([TERMS, TERMS[TERMS["policy"] == "plain"].assign(policy="bigrams")])
    ranked = pd.concat([RANKINGS, RANKINGS[RANKINGS["policy"] == "protected"].assign(policy="bigrams")])
    table = policy_sensitivity(more, HITS, ranked)
    assert value(table, "bigrams", "share_whole") == value(table, "plain", "share_whole")
    assert (value(table, "bigrams", "jaccard"), value(table, "bigrams", "rbo")) == (1, pytest.approx(1))


def test_without_slogans_the_share_is_undefined():
    assert math.isnan(value(policy_sensitivity(TERMS, HITS.head(0), RANKINGS), "plain", "share_whole"))


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(SettingError, match=r"reference='bigrams'.*plain, protected"):
        policy_sensitivity(TERMS, HITS, RANKINGS, reference="bigrams")
    with pytest.raises(SettingError, match=r"no list 'top' of policy plain"):
        policy_sensitivity(TERMS, HITS, RANKINGS.head(2))
    with pytest.raises(TableError, match=r"hits lacks column\(s\) variant"):
        policy_sensitivity(TERMS, HITS.drop(columns="variant"), RANKINGS)


def test_overlap_by_hand_and_in_the_limit():
    assert jaccard(list("abc"), list("bcd")) == 0.5
    assert rank_biased_overlap(["a", "b"], ["b", "a"]) == pytest.approx(0.9)
    assert rank_biased_overlap(list("abc"), list("abc")) == pytest.approx(1)
    assert rank_biased_overlap(list("abc"), list("xyz")) == 0
    assert math.isnan(jaccard([], []))
    assert math.isnan(rank_biased_overlap([], list("abc")))


@pytest.mark.parametrize("seed", range(4))
def test_rank_biased_overlap_is_the_infinite_sum_with_the_last_agreement_kept(seed):
    rng = np.random.default_rng(seed)
    first, other = (list(rng.permutation(list("abcdefghijklmno"))[:9]) for _ in range(2))
    p = rng.uniform(0.3, 0.95)
    shares = [len(set(first[:d]) & set(other[:d])) / d for d in range(1, 10)]
    shares += [shares[-1]] * 3000
    endless = (1 - p) * sum(share * p**depth for depth, share in enumerate(shares))
    assert rank_biased_overlap(first, other, p=p) == pytest.approx(endless)
    assert rank_biased_overlap(other, first, p=p) == rank_biased_overlap(first, other, p=p)


def test_lists_that_are_no_rankings_are_refused():
    with pytest.raises(SettingError, match="twice"):
        rank_biased_overlap(list("aab"), list("abc"))
    with pytest.raises(SettingError, match=r"p=1.*above 0 and below 1"):
        rank_biased_overlap(["a", "b"], ["a", "b"], p=1)

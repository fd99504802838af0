"""Distances between reports under several ways of cutting text; character bigrams."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import rankdata

import oracles
from baogao.errors import SettingError, TableError
from baogao.features.current import read_table
from baogao.language.stack import stack
from baogao.language.terms import bigrams
from baogao.measures.policy_distances import policy_distances


def counted(tables):
    """Long table of counts from ``{policy: array [n_reports, n_terms]}``."""
    rows = [
        (policy, f"r{report}", f"t{term}", int(count))
        for policy, table in tables.items()
        for report, row in enumerate(table)
        for term, count in enumerate(row)
        if count
    ]
    return pd.DataFrame(rows, columns=["policy", "report_id", "term", "count"])


def test_against_scipys_distances_and_ranks_by_hand():
    rng = np.random.default_rng(1)
    tables = {name: rng.integers(1, 50, (6, 9)) for name in ("protected", "plain")}
    told = policy_distances(counted(tables)).set_index("policy")
    pairs = [(a, b) for a in range(6) for b in range(a + 1, 6)]
    far = {name: [jensenshannon(t[a], t[b], base=2) ** 2 for a, b in pairs] for name, t in tables.items()}
    ranks = [rankdata(far[name]) for name in ("protected", "plain")]
    assert told.loc["plain", "rank_correlation"] == pytest.approx(np.corrcoef(*ranks)[0, 1])
    assert told.loc["protected", ["rank_correlation", "same_nearest"]].tolist() == [1, 1]
    nearest = {
        name: [min((far[name][pairs.index(tuple(sorted((a, b))))], b) for b in range(6) if b != a)[1] for a in range(6)]
        for name in far
    }
    same = sum(a == b for a, b in zip(nearest["plain"], nearest["protected"], strict=True)) / 6
    assert told.loc["plain", "same_nearest"] == pytest.approx(same)
    assert told["n_pairs"].tolist() == [15, 15]


def test_a_policy_that_only_renames_terms_changes_nothing():
    table = np.random.default_rng(2).integers(1, 50, (7, 12))
    told = policy_distances(counted({"protected": table, "bigrams": table[:, ::-1]}))
    assert told["rank_correlation"].tolist() == pytest.approx([1, 1])
    assert told["same_nearest"].tolist() == [1, 1]


def test_planted_order_is_turned_round():
    """Reports on a line; under the other policy what was far is near, so ranks turn and no nearest stays."""
    place = np.arange(5)
    line = np.stack([10 + place, 100 - place], axis=1)
    swapped = line[[2, 0, 4, 1, 3]]
    told = policy_distances(counted({"protected": line, "plain": swapped})).set_index("policy")
    assert told.loc["plain", "rank_correlation"] < 0


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda t: t[t["report_id"] < "r4"], SettingError, "4 reports: distances take at least 5"),
        (lambda t: t.assign(policy="plain"), SettingError, "reference='protected': no such policy"),
        (lambda t: t[~((t["policy"] == "plain") & (t["report_id"] == "r0"))], SettingError, "holds other reports than"),
        (lambda t: t.drop(columns="count"), TableError, "count"),
    ],
)
def test_what_cannot_be_compared_is_refused(change, error, words):
    table = counted({name: np.ones((5, 3)) + np.eye(5, 3) for name in ("protected", "plain")})
    with pytest.raises(error, match=words):
        policy_distances(change(table))


@given(st.lists(st.text(alphabet="依法治国，。a1 \n", max_size=60), min_size=1, max_size=4), st.data())
def test_bigrams_are_pairs_within_a_run(texts, data):
    """Against a loop over the characters of each report."""
    groups = sorted(data.draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts))))
    expected = [
        (group, pair, count)
        for group in sorted(set(groups))
        for pair, count in oracles.bigrams(
            "\n".join(text for text, own in zip(texts, groups, strict=True) if own == group)
        ).items()
    ]
    reports, pairs, counts = bigrams(stack(texts), np.array(groups))
    assert list(zip(reports.tolist(), pairs, counts.tolist(), strict=True)) == expected


def test_ngrams_of_the_sample_are_of_its_texts(study):
    table = read_table("sample", "ngrams")
    assert table["count"].min() == 2
    for report_id, pairs in table.groupby("report_id"):
        text = (study / f"corpus/sample/texts/{report_id}.txt").read_text(encoding="utf-8")
        assert all(text.count(row.ngram) >= row.count for row in pairs.itertuples())

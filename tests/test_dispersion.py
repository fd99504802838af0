"""Dispersion: hand arithmetic, published examples, invariants, limit cases."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.errors import TableError
from baogao.measures.dispersion import dispersion

# The example corpus of Gries, S. Th. (2020), Analyzing dispersion, in: Paquot, M. and Gries, S. Th. (eds),
# A Practical Handbook of Corpus Linguistics, Springer, 99-118; in Gries (2008), p. 406, its parts are all of 10.
PARTS = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


def corpus(parts):
    """Counts and sizes of parts that are letters with spaces between."""
    words = {f"p{i}": part.split() for i, part in enumerate(parts, 1)}
    rows = [(part, term, n) for part, found in words.items() for term, n in Counter(found).items()]
    counts = pd.DataFrame(rows, columns=["report_id", "term", "count"])
    return counts, pd.Series({part: len(found) for part, found in words.items()})


def letters(parts):
    return dispersion(*corpus(parts)).set_index("term")


def test_the_example_of_gries_by_hand():
    row = letters(PARTS).loc["a"]
    # 9, 10, 10, 10 and 11 of 50 letters; 1, 2, 3, 4 and 5 of the 15 a.
    expected = [9 / 50, 10 / 50, 10 / 50, 10 / 50, 11 / 50]
    observed = [1 / 15, 2 / 15, 3 / 15, 4 / 15, 5 / 15]
    assert row["dp"] == pytest.approx(0.5 * sum(abs(o - e) for o, e in zip(observed, expected, strict=True)))
    assert row["dp"] == pytest.approx(0.18)
    assert row["dp_norm"] == pytest.approx(0.18 / (1 - 9 / 50))
    assert row[["count", "n_reports", "share_of_reports"]].tolist() == [15, 5, 1]


@pytest.mark.parametrize(
    ("term", "dp", "dp_norm"), [("b", 0.02, 0.024), ("i", 0.82, 1), ("q", 0.8, 0.976), ("x", 0.78, 0.951)]
)
def test_the_published_values_of_the_other_letters(term, dp, dp_norm):
    # As published for this corpus by Gries (2020), to three digits.
    row = letters(PARTS).loc[term]
    assert row["dp"] == pytest.approx(dp, abs=5e-4)
    assert row["dp_norm"] == pytest.approx(dp_norm, abs=5e-4)


def test_the_published_values_for_parts_of_one_size():
    sizes = pd.Series({"p1": 9, "p2": 9, "p3": 9})
    even = pd.DataFrame({"report_id": ["p1", "p2", "p3"], "term": "x", "count": [3, 3, 3]})
    assert dispersion(even, sizes)["dp"].tolist() == [0]  # Gries (2008), p. 416
    uneven = pd.DataFrame({"report_id": ["p1", "p2"], "term": "x", "count": [2, 1]})
    assert dispersion(uneven, sizes)["dp_norm"].tolist() == [pytest.approx(0.5)]  # Lijffijt and Gries (2012), p. 148


@pytest.mark.parametrize("seed", range(5))
def test_the_sum_over_all_reports_is_that_of_a_full_matrix(seed):
    rng = np.random.default_rng(seed)
    matrix = rng.poisson(rng.gamma(0.5, 4, (9, 12))) + np.eye(9, 12, dtype=int) + np.eye(9, 12, 3, dtype=int)
    sizes = matrix.sum(axis=1)
    rows = [(f"r{i}", f"w{j:02}", n) for (i, j), n in np.ndenumerate(matrix) if n]
    counts = pd.DataFrame(rows, columns=["report_id", "term", "count"])
    table = dispersion(counts, pd.DataFrame({"report_id": [f"r{i}" for i in range(9)], "n_tokens": sizes}))
    full = 0.5 * np.abs(matrix / matrix.sum(axis=0) - (sizes / sizes.sum())[:, None]).sum(axis=0)
    assert table.sort_values("term")["dp"].to_numpy() == pytest.approx(full)
    assert table["count"].is_monotonic_decreasing


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any),
    st.lists(st.integers(9, 99), min_size=4, max_size=4),
)
def test_dp_lies_between_0_and_1_and_the_order_of_reports_is_nothing(found, size):
    names = ["r0", "r1", "r2", "r3"]
    counts = pd.DataFrame({"report_id": names, "term": "x", "count": found})
    table = dispersion(counts, pd.Series(dict(zip(names, size, strict=True))))
    assert 0 <= table.loc[0, "dp"] <= 1
    assert 0 <= table.loc[0, "dp_norm"] <= 1 + 1e-12
    turned = dispersion(counts[::-1], pd.Series(dict(zip(names[::-1], size[::-1], strict=True))))
    assert turned["dp"].tolist() == pytest.approx(table["dp"].tolist())


def test_all_in_the_smallest_report_is_the_most_uneven():
    counts = pd.DataFrame({"report_id": ["p1"], "term": ["x"], "count": [4]})
    table = dispersion(counts, pd.Series({"p1": 10, "p2": 30, "p3": 60}))
    assert table[["dp", "dp_norm"]].to_numpy().tolist() == [[pytest.approx(0.9), pytest.approx(1)]]
    assert table["share_of_reports"].tolist() == [pytest.approx(1 / 3)]


def test_one_report_has_no_normed_dispersion():
    table = dispersion(*corpus(["b a b"]))
    assert table["dp"].tolist() == [0, 0]
    assert table["dp_norm"].isna().all()


def test_no_terms_are_an_empty_table():
    counts, sizes = corpus(PARTS)
    table = dispersion(counts.head(0), sizes)
    assert table.empty
    assert table.columns.tolist() == ["term", "count", "n_reports", "share_of_reports", "dp", "dp_norm"]


def test_an_absent_term_and_other_faults_are_told_all_at_once():
    counts, sizes = corpus(PARTS)
    absent = pd.concat([counts, pd.DataFrame({"report_id": ["p1"], "term": ["z"], "count": [0]})])
    with pytest.raises(TableError, match=r"no token anywhere of term\(s\) z"):
        dispersion(absent, sizes)
    with pytest.raises(TableError, match=r"not above 0 for p1; counts: no size for report\(s\) p5; .*anywhere.* z"):
        dispersion(absent, sizes.drop("p5").replace(9, 0))
    with pytest.raises(TableError, match="more than one size for p1"):
        dispersion(counts, pd.concat([sizes, sizes.head(1)]))
    with pytest.raises(TableError, match="negative or missing for a"):
        dispersion(counts.assign(count=counts["count"].where(counts["term"] != "a", -1)), sizes)
    with pytest.raises(TableError, match=r"sizes lacks column\(s\) n_tokens"):
        dispersion(counts, pd.DataFrame({"report_id": ["p1"]}))

"""Counts of terms by report, summed piece by piece."""

from __future__ import annotations

from collections import Counter

import pytest

import baogao as bg
from baogao.errors import SettingError
from baogao.features.current import read_table


@pytest.mark.parametrize("policy", ["protected", "plain"])
@pytest.mark.parametrize("collection", ["sample", "resolutions"])
def test_counts_are_the_sums_of_the_passages(collection, policy):
    """Against a loop over the rows."""
    report = read_table(collection, "passages").set_index("passage_id")["report_id"]
    summed = Counter()
    for row in read_table(collection, "terms").itertuples():
        if row.policy == policy:
            summed[report[row.passage_id], row.term] += row.count
    counts = bg.term_counts(collection, policy=policy)
    assert list(zip(counts["report_id"], counts["term"], strict=True)) == sorted(summed)
    assert {(row.report_id, row.term): row.count for row in counts.itertuples()} == summed


def test_an_unknown_policy_is_refused():
    with pytest.raises(SettingError, match=r"policy='whole': must be one of protected, plain"):
        bg.term_counts("sample", policy="whole")


def test_a_collection_without_terms_is_one_line(refused):
    refused(["keyness", "headlines", "--target", "year=2000"], "headlines: has no feature table terms")
    refused(["topics", "work-reports-variants"], "has no feature table terms")


def test_changed_texts_are_told(copy, refused):
    path = copy / "corpus/sample/reports.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    refused(
        ["keyness", "sample", "--target", "year=2020"],
        "reports.csv, collapsed.csv) has changed since",
        "baogao build sample",
    )

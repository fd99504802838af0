"""Counts that are none: no measure of the lowest level gives a number for them."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from baogao.errors import BaogaoError
from baogao.measures.dispersion import dispersion
from baogao.measures.intervals import rate_interval
from baogao.measures.keyness import keyness

FAULTY = [None, math.nan, math.inf, -math.inf, -1, 0.5, 2**31, 2**62, 2**63, True, "3", [1], b"1"]


def counted(value):
    rows = [("a", "普法", 30), ("a", "农业", 70), ("b", "普法", 10), ("b", "农业", 90)]
    table = pd.DataFrame(rows, columns=["report_id", "term", "count"])
    return table.assign(count=pd.Series([value] * 4 if value is True else [value, 70, 10, 90]))


@pytest.mark.parametrize("value", FAULTY, ids=repr)
def test_what_is_no_count_is_refused_in_one_line(value):
    sizes = pd.Series({"a": 100, "b": 100})
    for measure in (lambda table: keyness(table, ["a"]), lambda table: dispersion(table, sizes)):
        with pytest.raises(BaogaoError) as error:
            measure(counted(value))
        assert "\n" not in str(error.value)


def test_a_report_has_no_more_tokens_of_a_term_than_tokens():
    with pytest.raises(BaogaoError, match="more often"):
        dispersion(counted(101), pd.Series({"a": 100, "b": 100}))


@pytest.mark.parametrize("value", [math.nan, math.inf, -1])
def test_no_interval_for_counts_or_sizes_that_are_none(value):
    clusters = range(10)
    for arguments in (([value] + [1] * 9, [100] * 10), ([1] * 10, [value] + [100] * 9), ([1] * 9, [100] * 10)):
        with pytest.raises(BaogaoError):
            rate_interval(*arguments, clusters)
    with pytest.raises(BaogaoError, match="level"):
        rate_interval([1] * 10, [100] * 10, clusters, level=value)

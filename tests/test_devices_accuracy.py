"""Accuracy of the rules for devices: arithmetic by hand, an oracle, and a reading that is still that of the rules."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError, TableError
from baogao.features.current import read_table
from baogao.language.devices import DEVICES, load_reading
from baogao.measures.accuracy import device_accuracy
from baogao.measures.coverage import main_kind
from baogao.measures.intervals import wilson_interval

READ = ("work-reports", "provincial", "judicial")
HEAD = "passage_id,stratum,device,tp,fp,fn\n"


def reading(*rows, device="deontic"):
    table = pd.DataFrame(rows, columns=["passage_id", "stratum", "tp", "fp", "fn"])
    return table.assign(device=device)


def accuracy(*rows, stratum="all"):
    """The row of a stratum in the table of these passages."""
    table = device_accuracy(reading(*rows))
    return table[table["stratum"] == stratum].iloc[0]


def wilson(n_right, n):
    return pytest.approx(proportion_confint(n_right, n, method="wilson"))


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from([0.9, 0.95, 0.99])
)
def test_the_interval_is_that_of_statsmodels(counts, level):
    low, high = wilson_interval(*counts, level=level)
    assert (low, high) == pytest.approx(proportion_confint(*counts, alpha=1 - level, method="wilson"), abs=1e-12)
    assert 0 <= low < high <= 1


def test_the_interval_by_hand_and_without_trials():
    # z squared is 3.841459. Where p is 1 the lower bound is n / (n + z2), where p is 0 the upper is z2 / (n + z2).
    assert wilson_interval(5, 5) == pytest.approx((5 / 8.841459, 1.0))
    assert wilson_interval(0, 5) == pytest.approx((0.0, 3.841459 / 8.841459), abs=1e-7)
    assert all(map(math.isnan, wilson_interval(0, 0)))


def test_shares_and_design_effects_by_hand():
    rows = [("a", "x", 3, 1, 0), ("b", "x", 1, 3, 4), ("c", "x", 0, 0, 2), ("d", "y", 2, 0, 0)]
    table = device_accuracy(reading(*rows))
    assert table["stratum"].tolist() == ["x", "y", "all"]
    assert table[["n_passages", "tp", "fp", "fn"]].values.tolist() == [[3, 4, 4, 6], [1, 2, 0, 0], [4, 6, 4, 6]]
    x = accuracy(*rows, stratum="x")
    # Precision 4/8; of a: 3 - .5 * 4 = 1, of b: -1; 2/1 * (1 + 1) / (.25 * 8) = 2, so four effective finds, two right.
    assert (x.precision, x.precision_design) == (0.5, 2.0)
    assert (x.precision_low, x.precision_high) == wilson(2, 4)
    # Recall 4/10; a: 3 - 1.2 = 1.8, b: 1 - 2 = -1, c: -.8; 3/2 * (3.24 + 1 + .64) / (.24 * 10) = 3.05.
    assert (x.recall, x.recall_design) == pytest.approx((0.4, 3.05))
    assert (x.recall_low, x.recall_high) == wilson(4 / 3.05, 10 / 3.05)


@pytest.mark.parametrize(
    ("rows", "design", "counts"),
    [
        ([("a", "x", 2, 2, 0), ("b", "x", 3, 3, 0)], 1, (5, 10)),  # both are half right: they vary less than coins
        ([("a", "x", 4, 0, 3), ("b", "x", 1, 0, 0)], math.nan, (5, 5)),  # clustering cannot be seen
        ([("a", "x", 4, 2, 0)], math.nan, (4, 6)),
    ],
)
def test_a_design_effect_that_is_below_one_or_cannot_be_seen_leaves_the_plain_interval(rows, design, counts):
    row = accuracy(*rows)
    assert row.precision_design == pytest.approx(design, nan_ok=True)
    assert (row.precision_low, row.precision_high) == wilson(*counts)


def test_what_never_occurs_has_no_share_and_an_empty_reading_an_empty_table():
    row = accuracy(("a", "x", 0, 0, 0))
    assert row[[name for name in row.index if name.startswith(("precision", "recall"))]].isna().all()
    table = device_accuracy(reading())
    assert table.empty
    assert {"device", "precision_low", "recall_design"} <= set(table.columns)


@pytest.mark.parametrize("count", [-1, math.nan])
def test_impossible_counts_are_refused(count):
    with pytest.raises(TableError, match="from 0 on"):
        device_accuracy(reading(("a", "x", count, 0, 0)))
    with pytest.raises(TableError, match="lacks column"):
        device_accuracy(reading().drop(columns="fn"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("passage_id,device,tp,fp,fn\n", "the columns are passage_id, stratum"),
        (HEAD + "a:1,x,rhyme,1,0,0\n", "line 2, device 'rhyme'"),
        (
            HEAD + "a:1,x,deontic,1,0,0\na:1,y,deontic,1,0,0\n",
            "line 3, passage_id 'a:1': stands in line 2 already",
        ),
        (HEAD + "a:1,x,deontic,-1,0,\n", "line 2, tp '-1': must be a count, line 2, fn ''"),
        (HEAD + ",,deontic,1,0,0\n", "passage_id '': must be filled in, line 2, stratum"),
    ],
)
def test_a_faulty_reading_is_refused_in_one_line(tmp_path, content, words):
    (tmp_path / "read.csv").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match="Mend the table") as caught:
        load_reading(tmp_path / "read.csv")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_passage_that_was_read_is_in_a_collection_and_was_read_for_every_device():
    read = load_reading()
    passages = pd.concat([read_table(name, "passages") for name in READ])
    assert set(read["passage_id"]) <= set(passages["passage_id"])
    assert {frozenset(devices) for _, devices in read.groupby("passage_id")["device"]} == {frozenset(DEVICES)}
    assert sorted(read.drop_duplicates("passage_id")["stratum"].value_counts()) == [12, 13, 13, 13, 14]


def test_the_reading_is_of_the_rules_as_they_are():
    """If this fails the rules have changed: read again, best other passages (docs/devices.md)."""
    read = load_reading()
    devices = pd.concat([read_table(name, "devices") for name in READ])
    both = read.merge(devices, on=["passage_id", "device"], how="left", validate="1:1")
    differing = both[both["tp"] + both["fp"] != both["count"]]
    assert differing["passage_id"].tolist() == []


def running(name, first=0, last=9999):
    """Running passages of 120 to 280 characters of the main kind of report, by id."""
    reports, passages = read_reports(name), read_table(name, "passages")
    years = reports["year"].fillna(0).astype(int)
    main = main_kind(reports) if name == "work-reports" else reports
    kept = reports[years.between(first, last) & reports["report_id"].isin(main["report_id"])]
    fit = passages["n_chars"].between(120, 280) & ~passages["role"].isin(["heading", "caption"])
    return sorted(passages.loc[fit & passages["report_id"].isin(kept["report_id"]), "passage_id"])


def test_the_passages_are_of_their_strata():
    strata = {
        "work-reports-1954-1979": running("work-reports", last=1979),
        "work-reports-1980-1999": running("work-reports", 1980, 1999),
        "work-reports-2000-2025": running("work-reports", 2000),
        "provincial": running("provincial"),
        "judicial": running("judicial"),
    }
    read = load_reading().drop_duplicates("passage_id")
    strays = [row.passage_id for row in read.itertuples() if row.passage_id not in strata[row.stratum]]
    assert strays == []

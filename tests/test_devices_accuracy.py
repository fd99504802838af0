"""Accuracy of the rules for devices: by hand, oracles, agreement, and a reading that is still that of the rules."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

import baogao as bg
from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError, SettingError, TableError
from baogao.features.current import read_table
from baogao.language.device_lists import DEVICES
from baogao.language.device_readings import load_device_reading
from baogao.measures.accuracy import device_accuracy
from baogao.measures.correction import corrected_rates
from baogao.measures.coverage import main_kind
from baogao.measures.device_strata import STRATA, device_strata
from baogao.measures.intervals import wilson_interval
from baogao.measures.rhetoric import rhetoric_profile

READ = ("work-reports", "congress", "central", "provincial", "judicial")
NOBODY = float("nan")


def hits_of(*decisions, second=NOBODY, stratum="x"):
    table = pd.DataFrame({"device": "hedge", "stratum": stratum, "first": decisions})
    return table.assign(second=second)


def spans_of(*rows, **columns):
    return pd.DataFrame(rows, columns=["passage_id", "start", "end"]).assign(device="hedge", **columns)


PASSAGES = pd.DataFrame({"passage_id": ["a", "b", "c"], "stratum": "x", "start": 0, "n_chars": 20})


def accuracy(hits, marks, finds, stratum="x"):
    table = device_accuracy(hits, PASSAGES, marks, finds)
    return table[table["stratum"] == stratum].iloc[0]


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


def test_precision_and_recall_by_hand():
    finds = spans_of(("a", 0, 2), ("a", 5, 7), ("b", 0, 4))
    # In a two of three marks are found (one find serves one mark), in b one of one, in c none of two.
    marks = spans_of(("a", 0, 1), ("a", 1, 2), ("a", 6, 9), ("b", 3, 9), ("c", 0, 1), ("c", 4, 5), reader="first")
    row = accuracy(hits_of(1, 1, 1, 0), marks, finds)
    assert (row.n_hits, row.precision, row.n_marks, row.recall) == (4, 0.75, 6, 0.5)
    assert (row.precision_low, row.precision_high) == pytest.approx(proportion_confint(3, 4, method="wilson"))
    # Residuals with p 1/2: a 2 - 1.5, b 1 - .5, c 0 - 1; 3/2 * (.25 + .25 + 1) / (.25 * 6) = 1.5: four marks count.
    assert row.recall_design == pytest.approx(1.5)
    assert (row.recall_low, row.recall_high) == pytest.approx(proportion_confint(2, 4, method="wilson"))
    assert not row.drawn  # four hits are too few, and .75 is below .80


def test_two_readers_are_averaged():
    marks = pd.concat([spans_of(("a", 0, 2), ("a", 4, 6), reader="first"), spans_of(("a", 0, 2), reader="second")])
    hits = hits_of(*[1] * 10, second=[1.0] * 6 + [0.0] * 4)
    row = accuracy(hits, marks, spans_of(("a", 0, 2)))
    assert (row.precision, row.n_marks, row.recall) == (pytest.approx(0.8), 1.5, pytest.approx(2 / 3))
    assert row.drawn


def test_what_was_not_read_has_no_share():
    row = accuracy(hits_of(NOBODY), spans_of(reader="first"), spans_of())
    assert row[["precision", "precision_low", "recall", "recall_high", "recall_design"]].isna().all()
    assert (row.n_hits, row.drawn) == (0, False)
    with pytest.raises(TableError, match="hits lacks column"):
        device_accuracy(hits_of(1).drop(columns="second"), PASSAGES, spans_of(reader="first"), spans_of())


def test_agreement_is_that_of_hand():
    pytest.importorskip("krippendorff", reason="the package that computes alpha is not installed")
    from baogao.measures.reader_agreement import device_agreement

    # Krippendorff (2011), nominal data of two observers on ten units: a a a a... coded 0 and 1, alpha .095.
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    marks = pd.concat([spans_of(("a", 0, 2), reader="first"), spans_of(("a", 1, 3), reader="second")])
    row = device_agreement(hits_of(*first, second=second), PASSAGES, marks).iloc[0]
    assert (row.n_hits, row.share_equal) == (10, 0.6)
    assert row.alpha_hits == pytest.approx(0.095, abs=5e-4)
    # 60 characters, 4 marked values of 120; 2 disagree: 1 - (2 / 60) / (2 * 4 * 116 / (120 * 119)).
    assert row.alpha_marks == pytest.approx(1 - (2 / 60) / (2 * 4 * 116 / (120 * 119)))


def test_one_reader_has_nobody_to_agree_with():
    from baogao.measures.reader_agreement import device_agreement

    with pytest.raises(SettingError, match="one reader so far"):
        device_agreement(hits_of(1, 0), PASSAGES, spans_of(("a", 0, 2), reader="first"))


REPORTS = pd.DataFrame(
    {"report_id": ["a", "b"], "n_chars": 1000, "issuer": "x", "level": "city", "genre": "work-report", "year": 2026}
)
OF_REPORTS = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})


def rates(counts, *, reports=REPORTS, by="report", **accuracy):
    devices = pd.DataFrame({"passage_id": ["a:1", "b:1"], "device": "hedge", "count": counts, "chars": 9})
    read = {"n_hits": 100, "precision": 0.9, "n_marks": 50, "recall": 0.6, "recall_design": 1.0, "drawn": True}
    strata = sorted(set(device_strata(reports)))
    table = pd.DataFrame({"device": "hedge", "stratum": strata, **(read | accuracy)})
    profile = rhetoric_profile(reports, OF_REPORTS, devices, by=by)
    return corrected_rates(profile, reports, OF_REPORTS, devices, table)


def test_a_corrected_rate_by_hand():
    row = rates([4, 0]).iloc[0]
    assert (row.rate_per_10k, row.corrected) == (40, pytest.approx(60))
    p, s = 91 / 102, 31 / 52  # moved from 0 and 1 by one success and one failure
    reach = 1.959964 * math.sqrt((1 - p) / (100 * p) + (1 - s) / (50 * s))
    bounds = (row.corrected_low, row.corrected_high)
    assert bounds == pytest.approx((60 * math.exp(-reach), 60 * math.exp(reach)), rel=1e-6)


def test_the_correction_is_rogans_and_gladens_in_a_finite_number_of_units():
    # Of 1,000 units 100 are the device; the rules find 60 of them and 20 others.
    units, device, right, wrong = 1000, 100, 60, 20
    sensitivity, specificity = right / device, 1 - wrong / (units - device)
    observed = (right + wrong) / units
    prevalence = (observed + specificity - 1) / (sensitivity + specificity - 1)
    row = rates([80, 0], precision=right / (right + wrong), recall=sensitivity, reports=REPORTS.assign(n_chars=10_000))
    assert row["corrected"].iloc[0] / 10_000 * 10 == pytest.approx(prevalence)


def test_the_variance_of_a_correction_is_that_of_simulated_readings():
    rng = np.random.default_rng(3)
    p, s = rng.binomial(200, 0.9, 40_000) / 200, rng.binomial(80, 0.7, 40_000) / 80
    row = rates([10, 0], precision=0.9, recall=0.7, n_hits=200, n_marks=80).iloc[0]
    half_width = math.log(row.corrected_high / row.corrected_low) / 2
    assert half_width / 1.959964 == pytest.approx(np.log(p / s).std(), rel=0.05)


def test_strata_are_corrected_each_by_its_own():
    reports = REPORTS.assign(level=["central", "city"], year=[1960, 2026])
    accuracy = {"precision": [1.0, 0.8], "recall": [0.5, 1.0], "drawn": [True, True]}
    table = rates([10, 30], reports=reports.assign(issuer=["x", "y"]), by="genre", **accuracy)
    assert table["corrected"].tolist() == [pytest.approx(10_000 * (10 * 2 + 30 * 0.8) / 2000)]
    assert table["drawn"].tolist() == [True]


def test_what_is_not_drawn_is_not_corrected_and_none_found_has_no_bounds():
    reports = REPORTS.assign(level=["central", "city"], year=[1960, 2026], issuer=["x", "y"])
    table = rates([10, 30], reports=reports, by="genre", precision=[1.0, 0.5], recall=[0.5, 1.0], drawn=[True, False])
    assert table["drawn"].tolist() == [False]
    assert table["corrected"].isna().all()
    none = rates([0, 4]).iloc[0]
    assert none["corrected"] == 0
    assert np.isnan(none["corrected_low"])
    assert np.isnan(none["corrected_high"])


def test_too_little_read_gives_no_correction():
    for few in ({"n_hits": 9}, {"n_marks": 9.5}, {"recall": 0.0}, {"precision": NOBODY}):
        assert rates([4, 8], **few)["corrected"].isna().all()
    assert rates([0, 0])["corrected"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("hits", "rhyme\tx\ta:1\t0\t2\t1\t", "line 2, device 'rhyme'"),
        ("hits", "hedge\tx\ta:1\t0\t2\tyes\t", "line 2, first 'yes'"),
        ("marks", "third\thedge\ta:1\t0\t2", "line 2, reader 'third'"),
        ("passages", "a:1\tx\t-3\t20", "line 2, start '-3'"),
    ],
)
def test_a_faulty_reading_is_refused_in_one_line(tmp_path, study, table, row, words):
    for path in (study / "corpus/lexicons/devices-read").glob("*.tsv"):
        head = path.read_text(encoding="utf-8").split("\n", 1)[0]
        (tmp_path / path.name).write_text(head + "\n" + (row + "\n" if path.stem == table else ""), encoding="utf-8")
    with pytest.raises(CorpusError, match="Mend the table") as caught:
        load_device_reading(tmp_path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_hundred_hits_of_each_device_were_read_in_every_stratum_that_has_them():
    hits = load_device_reading().hits
    assert hits.groupby("device").size().to_dict() == dict.fromkeys(DEVICES, 100)
    assert not hits.duplicated(["device", "passage_id", "start"]).any()
    assert hits["first"].notna().all()
    assert set(hits["stratum"]) == set(STRATA)


def test_the_sixty_passages_are_of_their_strata_half_of_them_long():
    reading = load_device_reading()
    passages = pd.concat([read_table(name, "passages") for name in READ])
    both = reading.passages.merge(passages[["passage_id", "report_id", "role"]], on="passage_id", validate="1:1")
    assert len(both) == 60
    assert both["role"].isin(["narration", "answer", "question"]).all()
    assert (both["n_chars"] > 300).groupby(both["stratum"]).sum().to_dict() == dict.fromkeys(STRATA, 6)
    reports = pd.concat([main_kind(read_reports(name)) for name in READ])
    strata = dict(zip(reports["report_id"], device_strata(reports), strict=True))
    assert both["report_id"].map(strata).tolist() == both["stratum"].tolist()


def test_the_reading_is_of_the_rules_as_they_are():
    """If this fails the rules have changed: draw again with another seed and read (docs/devices.md)."""
    reading = load_device_reading()
    devices = pd.concat([read_table(name, "devices") for name in READ])
    counted = devices[devices["passage_id"].isin(reading.passages["passage_id"]) & (devices["count"] > 0)]
    finds = reading.finds.groupby(["passage_id", "device"]).size()
    assert counted.set_index(["passage_id", "device"])["count"].sort_index().tolist() == finds.sort_index().tolist()
    read = reading.hits.groupby(["passage_id", "device"]).size().rename("read").reset_index()
    both = read.merge(devices, on=["passage_id", "device"], how="left", validate="1:1")
    assert both.loc[~(both["read"] <= both["count"]), "passage_id"].tolist() == []


def test_what_is_drawn_is_read_to_be_right_and_what_is_not_is_listed():
    table = bg.device_accuracy()
    drawn = table[table["drawn"]]
    assert (drawn["precision"] >= 0.8).all()
    whole = table[table["stratum"] == "all"].set_index("device")
    assert set(whole.index) == set(DEVICES)
    assert set(whole.index[~whole["drawn"]]) == {"achievement", "metaphor_building"}  # less than a fifth is found
    assert not table.query("device == 'achievement' and stratum == 'centre-2000-2026'")["drawn"].any()

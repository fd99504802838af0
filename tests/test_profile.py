"""Profile of reports: clauses and sentences that tile the text, lexical diversity against papers and hand counts."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

import baogao as bg
import oracles
from baogao.corpus.store.collection import load_reports
from baogao.errors import SettingError, TableError
from baogao.features.build import build
from baogao.features.current import read_table
from baogao.language.diversity import hdd, mattr, mtld
from baogao.language.profile import CLAUSE_END, SENTENCE_END, profile, stretches, tiles, units
from baogao.language.stack import stack
from baogao.language.terms import Words
from baogao.measures.prose import MEASURES, prose


def profile_of(texts, tokens):
    """Profile of one report of passages, with the number of the type of each of its words."""
    words = Words(np.array(tokens, int), np.ones(len(tokens), int))
    of_report = profile(stack(texts), words, np.zeros(len(texts), int), 1)
    return {measure: (mean.values[0], mean.ns[0]) for measure, mean in of_report.items()}


def test_the_profile_by_hand():
    measured = profile_of(["学法用法，讲法。", "守法。"], [0, 1])
    for measure, n in (("mattr_50", 0), ("hdd_42", 2)):
        assert measured.pop(measure) == (pytest.approx(math.nan, nan_ok=True), n)
    # Clauses of 4, 2 and 2 characters, sentences of 6 and 2; two different words make one factor of two.
    by_hand = {"clause_chars": (2.66667, 3), "sentence_chars": (4, 2), "mtld": (2, 2)}
    assert measured == {**by_hand, "four_character_share": (0.333333, 3)}
    assert all(math.isnan(value) and n == 0 for value, n in profile_of([""], []).values())


def test_marks_alone_are_no_units():
    assert units(stack(["，。、 \n"])).counts.tolist() == [0]


@pytest.mark.parametrize("ends", [CLAUSE_END, SENTENCE_END])
@given(st.text("学法用，。；！\n“”、 ", max_size=60))
def test_clauses_and_sentences_tile_the_text(ends, text):
    edges = [*tiles(stack([text]), ends).tolist(), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert "".join(pieces) == text
    marks = set(ends.replace("\\n", "\n"))
    for number, piece in enumerate(pieces):
        body = piece.rstrip("".join(marks))
        assert not marks & set(body if number else body.lstrip("".join(marks)))  # marks stand behind, or lead the text
    counted = sum(any(char.isalnum() for char in piece) for piece in pieces)
    assert stretches(stack([text]), ends).counts.sum() == counted


@pytest.mark.parametrize("ends", [CLAUSE_END, SENTENCE_END])
def test_clauses_and_sentences_tile_every_report_of_the_sample(ends):
    for report in load_reports("sample"):
        edges = [*tiles(stack([report.text]), ends).tolist(), len(report.text)]
        pieces = [report.text[start:end] for start, end in pairwise(edges)]
        assert "".join(pieces) == report.text
        assert len(pieces) > 10


@given(st.lists(st.lists(st.integers(0, 3), max_size=20), min_size=1, max_size=4), st.integers(1, 8))
def test_mattr_is_the_mean_over_plain_windows(reports, window):
    tokens = np.array([token for report in reports for token in report], int)
    groups = np.repeat(np.arange(len(reports)), [len(report) for report in reports])
    measured = mattr(tokens, groups, len(reports), window=window)
    assert measured == pytest.approx([oracles.mattr(report, window) for report in reports], nan_ok=True)


@given(st.lists(st.integers(0, 6), max_size=80))
def test_mtld_and_hdd_are_those_of_plain_loops(tokens):
    assert mtld(tokens) == pytest.approx(oracles.mtld(tokens), nan_ok=True)
    counts = np.bincount(np.array(tokens, int), minlength=1)
    for draws in (1, 5, 42):
        assert hdd(counts, draws=draws) == pytest.approx(oracles.hdd(tokens, draws), nan_ok=True)


def test_mtld_by_hand():
    # a b a | a b: shares 1, 1, 2/3 end a factor; then 1, 1/2 ends another; a b c: share 1, no part of a factor.
    assert mtld(list("aba")) == pytest.approx(3)  # one factor of three tokens, both ways
    assert mtld(list("abab")) == pytest.approx(4)  # one factor and a share of 1 behind it, both ways
    # Forwards: aab is 2/3 after a a = 1/2: factor of 2, then b c: no part; backwards c b a a: 3/4, part (1/4)/.28.
    assert mtld(list("aabc")) == pytest.approx((4 + 4 / (0.25 / 0.28)) / 2)
    assert mtld(list("abcdef")) == 6  # all different
    assert math.isnan(mtld([]))


def test_hdd_by_hand():
    # Two of four tokens a a b c: a is missed in 1 of 6 pairs, b and c in 3 of 6: (5/6 + 1/2 + 1/2) / 2.
    assert hdd(np.array([2, 1, 1]), draws=2) == pytest.approx(11 / 12)
    assert hdd(np.array([42])) == pytest.approx(1 / 42)  # one type only
    assert hdd(np.ones(50, int)) == pytest.approx(1)  # all different
    assert math.isnan(hdd(np.array([41])))


TEXT = """
the report of the year tells what the year was and what the next year will be and the people of the county
read the report and they ask what the county will do for the people who work on the land and for the people
who work in the town and the report says that the county will build a road and a school and that the road
will be long and the school will be good
""".split()  # noqa: SIM905
# As lexicalrichness 0.5.1 gives them for TEXT: mattr(window_size=50), mtld(threshold=0.72), hdd(draws=42).
LEXICALRICHNESS = (0.5027586206896552, 15.770802919708029, 0.5432459942702959)


def test_diversity_equals_that_of_lexicalrichness():
    numbers = np.unique(TEXT, return_inverse=True)[1]
    by_window = mattr(numbers, np.zeros(len(TEXT), int), 1)[0]
    measured = (by_window, mtld(numbers.tolist()), hdd(np.bincount(numbers)))
    assert measured == pytest.approx(LEXICALRICHNESS, rel=1e-9)


def test_a_part_of_a_report_is_as_diverse_as_the_whole():
    """Thinning: half of a sequence drawn from one vocabulary has the diversity of all of it, unlike its plain ratio."""
    rng = np.random.default_rng(1)
    tokens = rng.zipf(1.5, 20_000) % 500
    for measure in (lambda own: mtld(own.tolist()), lambda own: hdd(np.bincount(own))):
        assert measure(tokens[:10_000]) == pytest.approx(measure(tokens), rel=0.05)
    plain = [len(np.unique(own)) / len(own) for own in (tokens[:10_000], tokens)]
    assert plain[0] > 1.5 * plain[1]


def test_the_tables_of_a_build_hold_a_profile(copy):  # noqa: ARG001 (built in a copy)
    build("sample", jobs=1)
    measured = read_table("sample", "profile").pivot(index="id", columns="measure", values="value")
    assert measured.shape == (12, 9)
    assert measured[["mattr_50", "hdd_42"]].stack().between(0, 1).all()
    assert (measured["clause_chars"] < measured["sentence_chars"]).all()


def manifest(n, **columns):
    """Rows of so many reports, an issuer each."""
    names = [f"r{number:02}" for number in range(n)]
    return pd.DataFrame({"report_id": names, "n_chars": 500, "issuer": names, "year": 2020, **columns})


def measured_as(values, measure="mtld"):
    return pd.DataFrame({"id": [f"r{number:02}" for number in range(len(values))], "measure": measure, "value": values})


def test_the_prose_of_a_cell_is_the_mean_of_its_reports_with_the_interval_of_a_mean():
    values = [80.0, 100.0, 120.0] * 4
    [row] = prose(manifest(12), measured_as(values), by="year").to_dict("records")
    assert (row["year"], row["measure"], row["n_reports"], row["mean"]) == (2020, "mtld", 12, 100)
    # Squares of 8 differences of 20 are 3,200, by 11 the variance; of the mean's logarithm it is that / 12 / 100^2.
    reach = t.ppf(0.975, 11) * math.sqrt(3200 / 11 / 12) / 100
    assert (row["low"], row["high"]) == pytest.approx((100 * math.exp(-reach), 100 * math.exp(reach)))


def test_reports_of_one_issuer_are_one_cluster_and_nine_are_too_few():
    twice = manifest(18, issuer=[f"i{number}" for number in range(9)] * 2)
    row = prose(twice, measured_as([1.0, 2.0] * 9), by="year").iloc[0]
    assert row["n_reports"] == 18
    assert math.isnan(row["low"])


def test_prose_by_report_has_every_measure_in_order_and_leaves_out_what_is_none():
    values = pd.concat([measured_as([2.0, 3.0], name) for name in [*reversed(MEASURES), "formula_share"]])
    table = prose(manifest(2), values)
    assert table["measure"].tolist() == [*MEASURES, *MEASURES]
    assert table["mean"].tolist() == [2.0] * 6 + [3.0] * 6
    assert prose(manifest(2), measured_as([math.nan, 3.0]))["report"].tolist() == ["r01"]
    assert prose(manifest(2), measured_as([])).empty


def test_prose_is_that_of_the_feature_table():
    table = bg.prose("sample").pivot(index="report", columns="measure", values="mean")
    stored = bg.collection("sample").profile.pivot(index="id", columns="measure", values="value")
    np.testing.assert_array_equal(table[list(MEASURES)], stored.loc[table.index, list(MEASURES)])
    with pytest.raises(SettingError, match="colour"):
        bg.prose("sample", by="colour")
    with pytest.raises(TableError, match="value"):
        prose(manifest(2), measured_as([1.0]).drop(columns="value"))

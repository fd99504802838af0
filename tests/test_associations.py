"""Slogans and topics in the same passages: hand arithmetic, planted truth, false alarms, limit cases."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from baogao.errors import SettingError, TableError
from baogao.measures.associations import slogan_associations
from baogao.measures.outline import laid_over, outline_of
from baogao.measures.permutation import matchings
from baogao.measures.topic_associations import topic_associations


def collection(n_issuers, n_passages, n_waves=1):
    """Passages and manifest of reports of equal length."""
    ids = [
        (f"i{issuer:02}w{wave}", f"i{issuer:02}", f"202{wave}")
        for issuer in range(n_issuers)
        for wave in range(n_waves)
    ]
    reports = pd.DataFrame(ids, columns=["report_id", "issuer", "date"])
    rows = [(f"{report}:{place:04}", report, place) for report in reports["report_id"] for place in range(n_passages)]
    return pd.DataFrame(rows, columns=["passage_id", "report_id", "start"]), reports


def hits_at(places):
    """Hits of slogans, side by side, given the passages of each."""
    rows = [
        (passage, slogan, 10 * number, 10 * number + 4)
        for number, (slogan, passages) in enumerate(places.items())
        for passage in passages
    ]
    return pd.DataFrame(rows, columns=["passage_id", "slogan_id", "start", "end"])


def test_association_by_hand():
    passages, reports = collection(6, 4)
    ids = passages["passage_id"].to_numpy().reshape(6, 4)
    # a: the first and second passage of each report; b: the second of all and the third of one.
    hits = hits_at({"a": [*ids[:, 0], *ids[:, 1]], "b": [*ids[:, 1], ids[0, 2]]})
    row = slogan_associations(hits, passages, reports, n=99, seed=1).iloc[0]
    # 2 x 1 / 4 in five reports, 2 x 2 / 4 in one: 3.5 expected, 6 found; 12 and 7 passages.
    assert row[["n_passages", "n_reports", "expected"]].tolist() == [6, 6, 3.5]
    assert row["log_ratio"] == pytest.approx(math.log2(6 / 3.5))
    assert row["log_dice"] == pytest.approx(14 + math.log2(2 * 6 / 19))
    # a is at the same places in every report, so that no other report's places do worse: the outline explains it all.
    assert row["p_permutation"] == 1


def test_topics_by_hand():
    passages, reports = collection(2, 2)
    shares = pd.DataFrame(
        {"passage_id": passages["passage_id"], "war": [0.8, 0.2, 0.6, 0.0], "peace": [0.2, 0.8, 0.4, 1]}
    )
    hits = hits_at({"s": ["i00w0:0000", "i01w0:0000", "i01w0:0001"]})
    table = topic_associations(hits, passages, reports, shares, min_reports=1, n=19, seed=1).set_index("topic")
    assert table.loc["war", "share"] == pytest.approx((0.8 + 0.6 + 0.0) / 3)
    assert table.loc["war", "expected"] == pytest.approx((0.5 + 0.3 + 0.3) / 3)  # mean of each report, once a passage
    assert table["p_permutation"].isna().all()  # two issuers have two matchings
    assert table.loc["war", ["n_passages", "n_reports"]].tolist() == [3, 2]


def test_reports_are_laid_over_by_relative_place_and_wave():
    passages, reports = collection(3, 4, n_waves=2)
    outline = outline_of(passages[passages["report_id"] != "i02w1"], reports)
    assert laid_over(outline, np.arange(3)).tolist() == list(range(len(outline)))
    there = outline["report_id"].to_numpy()[laid_over(outline, np.array([1, 2, 0]))][::4]
    # the second issuer is laid over by the third, which has one wave only, and that by the first.
    assert there.tolist() == ["i01w0", "i01w1", "i02w0", "i02w0", "i00w0"]


def test_all_matchings_or_a_draw_with_the_real_one():
    assert len(np.unique(matchings(4, n=99, seed=1), axis=0)) == 24
    drawn = matchings(9, n=50, seed=1)
    assert drawn.shape == (51, 9)
    assert drawn[0].tolist() == list(range(9))
    assert (np.sort(drawn, axis=1) == np.arange(9)).all()
    with pytest.raises(SettingError, match="n=5"):
        matchings(9, n=5, seed=1)


def scattered(rng, ids, per_report):
    return [place for report in ids for place in rng.choice(report, per_report, replace=False)]


def test_a_planted_association_is_found_and_independent_slogans_are_not():
    rng = np.random.default_rng(2)
    passages, reports = collection(12, 30)
    ids = passages["passage_id"].to_numpy().reshape(12, 30)
    places = {f"s{i}": scattered(rng, ids, 6) for i in range(30)}
    places["twin"] = [place for place in places["s0"] if rng.random() < 0.8]
    table = slogan_associations(hits_at(places), passages, reports, n=499, seed=2, min_reports=1)
    pair = table[(table[["slogan_a", "slogan_b"]] == ["twin", "s0"]).all(axis=1)]
    assert pair["p_permutation"].tolist() == [1 / 500]
    others = table[~table["slogan_a"].eq("twin") & ~table["slogan_b"].eq("twin")]
    assert len(others) == 435  # every pair shares some passage, so that none was chosen by its count
    assert (others["p_permutation"] <= 0.05).mean() <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 435)
    assert others["log_ratio"].abs().median() < 0.5


def test_pairs_left_out_for_sharing_little_still_count_in_the_family():
    rng = np.random.default_rng(3)
    passages, reports = collection(12, 30)
    ids = passages["passage_id"].to_numpy().reshape(12, 30)
    hits = hits_at({f"s{i}": scattered(rng, ids, 4) for i in range(30)})
    table = slogan_associations(hits, passages, reports, n=199, seed=3, min_reports=8)
    assert 0 < len(table) < 60
    assert (table["p_permutation"] < 0.05).mean() > 0.1  # chosen by their count
    assert (table["q_permutation"] > 0.05).all()  # and seen through


def test_rare_slogans_have_no_row():
    passages, reports = collection(6, 4)
    ids = passages["passage_id"].to_numpy().reshape(6, 4)
    hits = hits_at({"a": ids[:, 0], "b": ids[:, 0], "c": ids[:3, 0]})
    assert len(slogan_associations(hits, passages, reports, n=19, seed=1)) == 1


def test_a_slogan_within_another_is_beside_a_third_but_not_beside_that_one():
    passages, reports = collection(6, 4)
    ids = passages["passage_id"].to_numpy().reshape(6, 4)
    # a longer slogan, one within it at its end, and another behind both: in the first passage of each report.
    places = [("longer", 0, 10), ("within", 6, 10), ("behind", 20, 24)]
    rows = [(passage, *place) for passage in ids[:, 0] for place in places]
    hits = pd.DataFrame(rows, columns=["passage_id", "slogan_id", "start", "end"])
    table = slogan_associations(hits, passages, reports, n=19, seed=1)
    pairs = {frozenset(pair) for pair in table[["slogan_a", "slogan_b"]].values.tolist()}
    assert pairs == {frozenset({"longer", "behind"}), frozenset({"within", "behind"})}
    assert table["n_passages"].tolist() == [6, 6]
    # it also stands by itself, before the longer one in that passage of five reports, and alone in one more.
    more = [(passage, "within", 11, 15) for passage in [*ids[:5, 0], ids[0, 1]]]
    hits = pd.concat([hits, pd.DataFrame(more, columns=hits.columns)])
    table = slogan_associations(hits, passages, reports, n=19, seed=1)
    pair = table[table[["slogan_a", "slogan_b"]].isin(["longer", "within"]).all(axis=1)].iloc[0]
    assert pair["n_passages"] == 5
    # outside of it, it has two passages of the four of one report, one of four others, none of the last.
    assert pair["expected"] == pytest.approx((2 * 1 + 4 * 1 * 1) / 4)
    assert pair["log_dice"] == pytest.approx(14 + math.log2(2 * 5 / (6 + 6)))


def test_two_slogans_at_one_and_the_same_place_are_not_beside_each_other():
    passages, reports = collection(6, 4)
    ids = passages["passage_id"].to_numpy().reshape(6, 4)
    hits = hits_at({"a": ids[:, 0], "b": ids[:, 0]}).assign(start=0, end=4)
    assert slogan_associations(hits, passages, reports, n=19, seed=1).empty


def test_what_cannot_be_associated_is_refused():
    passages, reports = collection(5, 3)
    hits = hits_at({"a": passages["passage_id"]})
    with pytest.raises(TableError, match="no issuer for i01w0"):
        slogan_associations(hits, passages, reports.assign(issuer=["x", "", "y", "z", "u"]), n=19, seed=1)
    with pytest.raises(SettingError, match="min_reports=0"):
        slogan_associations(hits, passages, reports, min_reports=0, n=19, seed=1)
    other = pd.DataFrame({"passage_id": ["z:1"], "topic": [1.0]})
    with pytest.raises(TableError, match="no passage of the collection has shares"):
        topic_associations(hits, passages, reports, other, n=19, seed=1)

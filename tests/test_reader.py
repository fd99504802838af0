"""The reader of slogans: fingerprints, spans, marks, what stands around a span, statistics of forms, fitting."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy

from baogao.language.reader.fingerprints import fingerprints, rolling
from baogao.language.reader.fitting import Annotated, leave_out, prepare
from baogao.language.reader.forms import CLASSES, STATISTICS, known_forms, plain
from baogao.language.reader.linear import Linear, fit_linear, weigh
from baogao.language.reader.marks import NUMBERS, columns, keys, read_text
from baogao.language.reader.mining import Source, form_statistics
from baogao.language.reader.spans import candidate_spans
from baogao.language.reader.surroundings import FIELDS, surroundings
from baogao.language.reader.tokens import EDGE, PAUSE, PAUSE_CODE, read_tokens
from baogao.language.stack import stack

import pandas as pd  # isort: skip

WORDS = {PAUSE: PAUSE_CODE, "推进": 3, "法治": 4, "政府": 5}


def known_of(decisions=(), classes=(), readings=()):
    """What is known of some forms, without statistics."""
    forms = sorted({*dict(decisions), *dict(readings)})
    table = pd.DataFrame(
        {
            "form": pd.Series(forms, dtype=str),
            "decision": [dict(decisions).get(form, "") for form in forms],
            "readings": [dict(readings).get(form, 0) for form in forms],
            "marked": ["goal" if form in dict(readings) else "" for form in forms],
            **{name: np.full(len(forms), np.nan) for name in STATISTICS},
        }
    )
    return known_forms(table, dict(classes))


def text_of(passages, known=None, reports=None):
    stacked = stack(passages)
    tokens = read_tokens(stacked, WORDS, {"v": 2, "n": 3})
    spans = candidate_spans(tokens)
    numbers = np.array(reports if reports is not None else [0] * len(passages))
    text = read_text(tokens, spans, known or known_of(), numbers[stacked.passages[tokens.starts]])
    forms = [
        plain(stacked.text[start:end])
        for start, end in zip(tokens.starts[spans.first], tokens.ends[spans.last], strict=True)
    ]
    return text, forms


@given(st.text(max_size=40), st.data())
def test_a_stretch_has_the_fingerprint_of_its_string(string, data):
    start = data.draw(st.integers(0, len(string)))
    end = data.draw(st.integers(start, len(string)))
    text = rolling(np.array([ord(character) for character in string], np.int64))
    assert text.of(np.array([start]), np.array([end]))[0] == fingerprints([string[start:end]])[0]


@given(st.sets(st.text("甲乙丙丁ab1", min_size=1, max_size=12), min_size=2, max_size=50))
def test_different_strings_have_different_fingerprints(strings):
    assert len(set(fingerprints(sorted(strings)).tolist())) == len(strings)


def test_spans_stay_within_a_clause_and_neither_begin_nor_end_with_a_pause():
    text, forms = text_of(["推进法治、政府建设，落实“三农”工作。"])
    assert "法治、政府" in forms
    assert "三农工作" in forms  # quotation marks are no part of a form
    assert not [form for form in forms if form[0] == PAUSE or form[-1] == PAUSE or "，" in form]
    assert text.spans.n_pauses[forms.index("法治、政府")] == 1


def test_every_run_of_words_is_a_span():
    clause = "推进法治政府建设"
    words = rjieba.cut(clause)
    runs = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    assert set(text_of([clause])[1]) == {run for run in runs if len(run) > 1}


def test_marks_of_a_quoted_span():
    text, forms = text_of(["开展“三农”工作，三农"])
    row = columns(text)[forms.index("三农")]
    marks = dict(zip(NUMBERS, row, strict=False))
    assert (marks["opens"], marks["closes"], marks["numeral"], marks["n_times"]) == (1, 1, 1, 2)
    assert (marks["n_words"], marks["n_chars"], marks["at_end"]) == (1, 2, 0)


def test_nothing_is_known_of_a_hidden_form_in_its_report_alone():
    known = known_of(decisions={"法治政府": "slogan"}.items(), classes={"法治政府": "goal"}.items())
    texts = [Annotated("a", ["推进法治政府"], {"法治政府": "goal"}, ["法治政府"]), Annotated("b", ["推进法治政府"], {})]
    text = prepare(texts, known, WORDS, {}).text
    form = fingerprints(["法治政府"])[0]
    of_form = text.spans.fingerprints == form
    assert of_form.sum() == 2
    assert sorted(zip(text.decisions[of_form].tolist(), text.classes[of_form].tolist(), strict=True)) == [
        (0, 0),
        (1, 5),
    ]


def test_no_form_is_known_from_its_own_text_or_one_left_out():
    texts = [Annotated(name, ["推进法治政府"], {"法治政府": "goal"}) for name in "abc"]
    training = prepare(texts, known_of(), WORDS, {})
    of_form = training.text.spans.fingerprints == fingerprints(["法治政府"])[0]
    assert leave_out(training, []).text.readings[of_form].tolist() == [2, 2, 2]
    # b and c are known from each other and, while it is not left out, from a
    assert leave_out(training, [0]).text.readings[of_form].tolist() == [2, 1, 1]
    assert set(leave_out(training, [0, 1, 2]).text.marked[of_form]) == {0}


def test_what_is_known_only_by_a_text_leaves_no_trace_in_it():
    statistics = dict.fromkeys(STATISTICS, 5.0)
    rows = [
        {"form": "法治政府", "decision": "", "readings": 1, "marked": "goal", **statistics},  # marked in a alone
        {"form": "推进法治", "decision": "slogan", "readings": 0, "marked": "", **statistics},
        {"form": "普法", "decision": "slogan", "readings": 0, "marked": "", **statistics, "issuers": 1, "years": 1},
    ]
    texts = [Annotated("a", ["推进法治政府，普法"], {"法治政府": "goal"}), Annotated("b", ["推进法治政府"], {})]
    training = leave_out(prepare(texts, known_forms(pd.DataFrame(rows), {}), WORDS, {}), [])
    text = training.text
    assert len(text.known.fingerprints) == 3
    has_statistics = [
        text.rows[(text.spans.fingerprints == fingerprints([form])[0]) & (training.documents == document)].tolist()
        != [3]  # the row behind the last
        for form, document in [("法治政府", 0), ("法治政府", 1), ("推进法治", 0), ("普法", 0)]
    ]
    assert has_statistics == [False, True, True, False]
    assert set(text.decisions[text.spans.fingerprints == fingerprints(["普法"])[0]]) == {0}


def test_weights_add_up_by_hand():
    text, forms = text_of(["推进法治政府"])
    own = {family: values for family, _, values in keys(text)}
    word, first, pair = own["word"], own["first"], own["pair"]
    assert word.tolist() == [3, 4, 5]
    model = Linear(
        {
            "word": (np.array([4, 5]), np.array([1_000_000, 500_000])),
            "first": (np.unique(first), np.array([0, 250_000, 0])),
            "pair": (np.array([pair[1]]), np.array([2_000_000])),
        },
        -1_000_000,
    )
    odds = dict(zip(forms, weigh(model, text).tolist(), strict=True))
    assert odds["法治政府"] == pytest.approx(-1 + 1 + 0.5 + 0.25 + 2)
    assert odds["推进法治"] == pytest.approx(-1 + 1)
    assert odds["推进"] == pytest.approx(-1)


def test_neighbours_end_with_the_clause():
    text, forms = text_of(["推进法治，政府"])
    before = {family: values for family, _, values in keys(text)}["before"]
    assert before[text.spans.first[forms.index("政府")]] == EDGE
    assert before[text.spans.first[forms.index("法治")]] == 3


def test_surroundings_by_hand():
    text, forms = text_of(["推进法治政府"])
    chance = np.array([{"法治政府": 0.8, "法治": 0.3, "推进法治": 0.2}.get(form, 0.1) for form in forms])
    rows = pd.DataFrame(surroundings(text, chance, np.zeros(len(chance))), columns=list(FIELDS), index=forms)
    assert rows.loc["法治", ["holder_chance", "holder_chars", "inner_chance"]].tolist() == [0.8, 4, 0]
    assert rows.loc["法治政府", ["holder_chance", "inner_chance", "crossing_chance"]].tolist() == [0.1, 0.3, 0.2]
    assert rows.loc["法治政府", "inner_mass"] == pytest.approx((0.3 * 2 + 0.1 * 2) / 4)
    assert rows.loc["法治政府", "lift"] == pytest.approx(0.8 - 0.3)


def test_statistics_by_hand():
    sources = [
        Source(stack(["推进法治，实行法治", "“法治”政府"]), "甲", 2019, True),
        Source(stack(["厉行法治、民主"]), "乙", 2021, False),
    ]
    row = form_statistics(["法治", "德治"], sources).set_index("form").loc["法治"]
    assert row[["count", "official", "issuers", "official_issuers", "years"]].tolist() == [4, 3, 2, 1, 2]
    assert row[["first_year", "last_year", "quoted"]].tolist() == [2019, 2021, 1]
    # left: 推进, 实行, a quotation mark (free), 厉行; right: clause, line, mark, pause: all free
    assert row["entropy_left"] == pytest.approx(entropy([1, 1, 1, 1]))
    assert row[["free_left", "free_right", "free", "quoted_share"]].tolist() == [0.25, 1, 0.25, 0.25]
    assert row["entropy_right"] == 0


def test_mutual_information_by_hand():
    words = rjieba.cut("法治中国")
    assert len(words) == 2
    source = Source(stack(["法治中国，法治，中国，普法"]), "甲", 2019, True)
    row = form_statistics(["法治中国"], [source]).set_index("form").loc["法治中国"]
    # five words in all; the form once, each part twice
    assert row["pmi"] == pytest.approx(math.log(1 * 5 / (2 * 2)))


def invented(n_texts):
    """Texts in which 甲-words and only those are slogans: what a reader must learn."""
    rng = np.random.default_rng(3)
    verbs, slogans, others = ["推进", "落实", "坚持"], ["法治政府", "平安建设", "普法教育"], ["会议材料", "办公用房"]
    for number in range(n_texts):
        clauses = [
            f"{verbs[rng.integers(3)]}{slogans[rng.integers(3)]}，印发{others[rng.integers(2)]}" for _ in range(40)
        ]
        yield Annotated(f"text{number}", clauses, dict.fromkeys(slogans, "goal"))


def test_a_planted_rule_is_learnt():
    texts = list(invented(9))
    words = {word: number for number, word in enumerate(["推进", "落实", "坚持", "法治", "政府", "平安", "建设"], 3)}
    training = leave_out(prepare(texts, known_of(), {**words, PAUSE: PAUSE_CODE}, {"v": 2, "n": 3}), [8])
    is_seen = training.documents != 8
    model = fit_linear(training.text, training.is_slogan, is_seen)
    odds = weigh(model, training.text.part(~is_seen))
    is_slogan = training.is_slogan[~is_seen]
    assert odds[is_slogan].min() > odds[~is_slogan].max()


def test_classes_are_named_in_their_order_of_precedence():
    assert CLASSES == ("numeric", "doctrine", "campaign", "model", "goal", "ethos")

"""Topic models: hand arithmetic, gensim as an oracle, planted topics found again, the same seed the same arrays."""

from __future__ import annotations

import hashlib
import math
import platform
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from gensim.corpora import Dictionary
from gensim.models.coherencemodel import CoherenceModel
from scipy.sparse import csr_matrix

from baogao.errors import CorpusError, SettingError, TableError
from baogao.features.current import read_table
from baogao.language.lexicon import load_lexicon
from baogao.language.stopwords import load_stopwords
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix
from baogao.measures.recurrence import recurrence
from baogao.measures.topic_scores import frex, mean_npmi, paired_cosines, shrunken
from baogao.measures.topic_tables import coherence, prevalence, top_terms
from baogao.measures.topics import TopicModel, fit_topics
from baogao.rounding import rounded

ENGINES = ["gibbs", "gensim", "nmf"]
THEMES, TERMS_A_THEME, PASSAGES = "田厂院", 12, 120

TERMS = pd.DataFrame(
    [
        ("a:1", "plain", "农业", 2),
        ("a:1", "plain", "我们", 1),
        ("a:1", "plain", "的", 4),
        ("a:2", "plain", "工业", 1),
        ("a:2", "plain", "农业", 1),
        ("a:3", "plain", "的", 1),
        ("a:1", "protected", "农业现代化", 1),
    ],
    columns=["passage_id", "policy", "term", "count"],
)


def planted(seed=7):
    """Passages of 30 tokens, 27 of one theme and 3 of the next; themes share no term. Truth: theme of each passage."""
    rng = np.random.default_rng(seed)
    vocabulary = [f"{theme}{i:02}" for theme in THEMES for i in range(TERMS_A_THEME)]
    themes = np.arange(PASSAGES) % len(THEMES)
    counts = np.zeros((PASSAGES, len(vocabulary)), dtype=int)
    for passage, theme in enumerate(themes):
        for own, tokens in ((theme, 27), ((theme + 1) % len(THEMES), 3)):
            drawn = own * TERMS_A_THEME + rng.integers(0, TERMS_A_THEME, tokens)
            counts[passage] += np.bincount(drawn, minlength=len(vocabulary))
    order = np.argsort(vocabulary)
    ids = tuple(f"r{i // 4}:{i % 4:04}" for i in range(PASSAGES))
    matrix = DocumentTermMatrix(ids, tuple(np.array(vocabulary)[order]), csr_matrix(counts[:, order]), counts.sum())
    return matrix, themes


def digest(model):
    return hashlib.sha256(model.theta.tobytes() + model.phi.tobytes()).hexdigest()


def model_of(phi, *, theta=None, lengths=None, seed=1, vocabulary=None):
    phi = np.array(phi, dtype=float)
    theta = np.full((1, len(phi)), 1 / len(phi)) if theta is None else np.array(theta, dtype=float)
    ids = tuple(f"a:{i}" for i in range(len(theta)))
    lengths = np.ones(len(theta), dtype=int) if lengths is None else np.array(lengths)
    vocabulary = vocabulary or tuple(f"词{i}" for i in range(phi.shape[1]))
    return TopicModel(theta, phi, vocabulary, ids, lengths, "gibbs", {"seed": seed})


@pytest.fixture(scope="module", params=ENGINES)
def fitted(request):
    return fit_topics(planted()[0], k=3, seed=5, engine=request.param)


# --- matrix ----------------------------------------------------------------------------------------------------------


def test_the_matrix_by_hand():
    matrix = document_term_matrix(TERMS, policy="plain", stopwords={"我们"}, min_passages=1, max_share=1)
    assert matrix.passage_ids == ("a:1", "a:2", "a:3")
    assert matrix.vocabulary == ("农业", "工业")  # U+519C before U+5DE5
    assert matrix.counts.toarray().tolist() == [[2, 0], [1, 1], [0, 0]]
    assert matrix.lengths.tolist() == [2, 2, 0]
    assert matrix.term_counts.tolist() == [3, 1]
    assert matrix.n_tokens_all == 10
    assert matrix.share_left_out == pytest.approx(6 / 10)


def test_rare_and_ubiquitous_terms_are_left_out():
    rare = document_term_matrix(TERMS, policy="plain", min_passages=2, max_share=1)
    assert rare.vocabulary == ("农业",)
    common = document_term_matrix(TERMS, policy="plain", min_passages=1, max_share=0.5)
    assert common.vocabulary == ("工业", "我们")  # 农业 stands in 2 of 3 passages


def test_nothing_left_is_an_empty_matrix_with_its_share():
    matrix = document_term_matrix(TERMS, policy="plain")
    assert matrix.counts.shape == (3, 0)
    assert matrix.share_left_out == 1


def test_the_order_of_rows_does_not_change_the_columns():
    turned = document_term_matrix(TERMS.iloc[::-1], policy="plain", min_passages=1, max_share=1)
    assert turned.passage_ids == ("a:3", "a:2", "a:1")
    assert turned.vocabulary == ("农业", "工业", "我们")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"policy": "whole"}, "policy='whole': the table has plain, protected"),
        ({"min_passages": 0}, "min_passages=0"),
        ({"max_share": 0}, "above 0 and at most 1"),
        ({"max_share": 50}, "above 0 and at most 1"),
    ],
)
def test_impossible_bounds_are_refused(settings, words):
    with pytest.raises(SettingError, match=words):
        document_term_matrix(TERMS, **settings)
    with pytest.raises(TableError, match=r"terms lacks column\(s\) term"):
        document_term_matrix(TERMS.drop(columns="term"))


# --- fits ------------------------------------------------------------------------------------------------------------


def test_rows_sum_to_one_and_the_largest_topic_is_first(fitted):
    assert fitted.theta.sum(axis=1) == pytest.approx(np.ones(PASSAGES), abs=1e-5)
    assert fitted.phi.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    tokens = fitted.lengths @ fitted.theta
    assert (np.diff(tokens) <= 1e-6 * tokens.max()).all()


def test_planted_topics_are_recovered(fitted):
    matrix, themes = planted()
    initial = np.array([term[0] for term in matrix.vocabulary])
    truth = np.array([(initial == theme) / TERMS_A_THEME for theme in THEMES])
    assert paired_cosines(truth, fitted.phi).min() > 0.95
    found = np.array([THEMES.index(matrix.vocabulary[row.argmax()][0]) for row in fitted.phi])
    assert (found[fitted.theta.argmax(axis=1)] == themes).all()


def test_the_same_seed_gives_the_same_arrays_and_another_seed_others(fitted):
    again = fit_topics(planted()[0], k=3, seed=5, engine=fitted.engine)
    other = fit_topics(planted()[0], k=3, seed=6, engine=fitted.engine)
    assert digest(again) == digest(fitted)
    assert (digest(other) == digest(fitted)) == (fitted.engine == "nmf")  # which has no random start


def test_a_model_tells_what_made_it(fitted):
    assert fitted.settings["k"] == 3
    assert fitted.settings["seed"] == 5
    libraries = {"gibbs": "tomotopy", "gensim": "gensim", "nmf": "scikit-learn"}
    assert fitted.settings["library"] == libraries[fitted.engine]
    priors = {"weights", "init"} if fitted.engine == "nmf" else {"alpha", "eta"}
    assert {"iterations", "version"} | priors <= set(fitted.settings)


@pytest.mark.parametrize("engine", ENGINES)
def test_passages_without_a_term_have_no_topics_and_terms_without_a_passage_no_probability(engine):
    matrix, _ = planted()
    counts = matrix.counts.toarray()
    counts[4], counts[:, 2] = 0, 0
    holed = DocumentTermMatrix(matrix.passage_ids, matrix.vocabulary, csr_matrix(counts), matrix.n_tokens_all)
    model = fit_topics(holed, k=3, seed=1, engine=engine, iterations=None if engine == "nmf" else 5)
    assert np.isnan(model.theta[4]).all()
    assert not np.isnan(np.delete(model.theta, 4, axis=0)).any()
    assert (model.phi[:, 2] == 0).all()
    assert np.isfinite(top_terms(model, holed.term_counts, n=36)["frex"]).all()


def test_six_digits_are_kept():
    assert rounded(np.array([[123456.789, 0.0], [1e-300, -2 / 3]])).tolist() == [[123457.0, 0.0], [1e-300, -0.666667]]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"k": 1}, "k=1: 120 passages with terms carry 2 to 12 topics"),
        ({"k": 13}, "k=13"),
        ({"k": 3, "engine": "stm"}, "engine=stm.*gibbs, gensim, nmf"),
        ({"k": 3, "iterations": 0}, "iterations=0"),
    ],
)
def test_impossible_fits_are_refused_in_one_line(settings, words):
    with pytest.raises(SettingError, match=words) as refusal:
        fit_topics(planted()[0], seed=1, **settings)
    assert "\n" not in str(refusal.value)


def test_small_data_are_refused_with_the_number_that_would_do():
    matrix, _ = planted()
    few = DocumentTermMatrix(matrix.passage_ids[:29], matrix.vocabulary, matrix.counts[:29], 1)
    with pytest.raises(SettingError, match=r"29 passages with terms: topics take at least 30"):
        fit_topics(few, k=2, seed=1)
    with pytest.raises(SettingError, match=r"^0 passages"):
        fit_topics(document_term_matrix(TERMS), k=2, seed=1)


def test_another_instruction_set_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "tomotopy", SimpleNamespace(isa="avx2"))
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    with pytest.raises(SettingError, match=r"set avx2; it must be sse2") as refusal:
        fit_topics(planted()[0], k=3, seed=1)
    assert "\n" not in str(refusal.value)


# --- tables ----------------------------------------------------------------------------------------------------------


def test_frex_by_hand():
    # Topic 1: frequency ranks 2 3 1, exclusivity .8 .38 .5, so ranks 3 1 2. Topic 2: ranks 1.5 3 1.5 and 1 3 2.
    scores = frex(np.array([[0.4, 0.5, 0.1], [0.1, 0.8, 0.1]]), np.full(3, 1e9))
    assert scores[0] == pytest.approx([1 / (0.5 * 3 / 2 + 0.5), 1 / (0.5 + 0.5 * 3), 1 / (0.5 * 3 + 0.5 * 3 / 2)])
    assert scores[1] == pytest.approx([1 / (0.5 * 2 + 0.5 * 3), 1, 1 / (0.5 * 2 + 0.5 * 3 / 2)])


def test_shrinkage_by_hand():
    # Shares 3/4 and 1/4 from 21 tokens: variance 2 (3/16) / 20, distance from even 2 (1/4)^2, weight .01875 / .125.
    assert shrunken(np.array([[0.75], [0.25]]), np.array([21]))[:, 0] == pytest.approx(
        [0.85 * 0.75 + 0.15 * 0.5, 0.2875]
    )
    assert shrunken(np.array([[1.0], [0.0]]), np.array([1]))[:, 0].tolist() == [0.5, 0.5]
    assert shrunken(np.array([[0.5], [0.5]]), np.array([9]))[:, 0].tolist() == [0.5, 0.5]


def test_top_terms_by_hand():
    table = top_terms(model_of([[0.2, 0.5, 0.3], [0.4, 0.2, 0.4]]), [9, 9, 9], n=2)
    assert table[["topic", "rank", "term", "probability"]].values.tolist() == [
        [1, 1, "词1", 0.5],
        [1, 2, "词2", 0.3],
        [2, 1, "词0", 0.4],
        [2, 2, "词2", 0.4],
    ]


@pytest.mark.parametrize(
    ("counts", "n", "words"), [([1, 2], 2, "matrix.term_counts"), ([1] * 3, 4, "n=4: must be 1 to 3")]
)
def test_top_terms_refuse_what_does_not_fit(counts, n, words):
    with pytest.raises(SettingError, match=words):
        top_terms(model_of(np.eye(3)), counts, n=n)


def test_npmi_by_hand():
    # Of 8 passages 4 hold each term and 3 hold both: log(3/8 : 1/4) over -log(3/8).
    held = np.array([[1, 1]] * 3 + [[1, 0], [0, 1]] + [[0, 0]] * 3, dtype=float)
    assert mean_npmi(held) == pytest.approx(math.log(1.5) / math.log(8 / 3))
    assert mean_npmi(np.array([[1.0, 0.0], [0.0, 1.0]])) == -1
    assert mean_npmi(np.array([[1.0, 1.0], [0.0, 0.0]])) == 1
    assert math.isnan(mean_npmi(np.ones((3, 2))))
    assert math.isnan(mean_npmi(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.0]])))


def test_coherence_is_that_of_gensim_over_whole_passages(fitted):
    matrix, _ = planted()
    texts = [
        [term for term, n in zip(matrix.vocabulary, row, strict=True) for _ in range(n)]
        for row in matrix.counts.toarray()
    ]
    tops = top_terms(fitted, matrix.term_counts, n=6).groupby("topic")["term"].agg(list).tolist()
    oracle = CoherenceModel(
        topics=tops,
        texts=texts,
        dictionary=Dictionary(texts),
        coherence="c_npmi",
        topn=6,
        window_size=max(map(len, texts)),
        processes=1,
    ).get_coherence_per_topic()
    assert coherence(fitted, matrix, n=6)["npmi"].tolist() == pytest.approx(oracle, abs=1e-9)


def test_coherence_refuses_another_vocabulary_and_a_single_term(fitted):
    matrix, _ = planted()
    other = DocumentTermMatrix(matrix.passage_ids, matrix.vocabulary[::-1], matrix.counts, 1)
    with pytest.raises(SettingError, match="another vocabulary"):
        coherence(fitted, other)
    with pytest.raises(SettingError, match="at least 2"):
        coherence(fitted, matrix, n=1)


REPORTS = pd.DataFrame(
    {"report_id": list("rstu"), "issuer": list("xyxy"), "year": pd.array([2019, 2019, 2020, None], dtype="Int64")}
)
FIVE = pd.DataFrame({"passage_id": [f"a:{i}" for i in range(5)], "report_id": ["r", "s", "s", "t", "u"]})
SHARES = [[1, 0], [0.5, 0.5], [0, 1], [np.nan, np.nan], [0, 1]]


def test_prevalence_by_hand():
    model = model_of(np.eye(2), theta=SHARES, lengths=[10, 20, 10, 0, 99])
    table = prevalence(model, FIVE, REPORTS)
    assert table["topic"].tolist() == [1, 1, 2, 2]
    assert table["year"].tolist() == [2019, 2020, 2019, 2020]
    assert table["n_reports"].tolist() == [2, 1, 2, 1]
    assert table["share"].tolist()[::2] == [(10 + 20 / 2) / 40, (20 / 2 + 10) / 40]
    assert table["share"][[1, 3]].isna().all()  # 2020 has one report, without a token in the model


def test_prevalence_of_one_report_is_that_of_its_passages():
    model = model_of(np.eye(2), theta=SHARES, lengths=[10, 30, 10, 0, 99])
    table = prevalence(model, FIVE, REPORTS.iloc[[1]], by="report_id")
    assert table[["report_id", "share"]].values.tolist() == [["s", 15 / 40], ["s", 25 / 40]]


def test_prevalence_of_a_fit_sums_to_one_in_every_cell(fitted):
    ids = pd.Series(fitted.passage_ids)
    passages = pd.DataFrame({"passage_id": ids, "report_id": ids.str.split(":").str[0]})
    reports = pd.DataFrame({"report_id": passages["report_id"].unique()}).assign(
        year=[2000 + i // 3 for i in range(30)], issuer="澜州市"
    )
    table = prevalence(fitted, passages, reports)
    assert table.groupby("year")["share"].sum().to_numpy() == pytest.approx(np.ones(10), abs=1e-6)


def test_prevalence_has_the_interval_of_a_ratio_clustered_by_issuer():
    # Ten issuers with one passage of 10 tokens each, shares .2 and .6 by turns: r = .4, residuals 2 and -2 in turn,
    # variance of log r: 10/9 * 10 * 4 / 40^2.
    model = model_of(np.eye(2), theta=[[0.2, 0.8], [0.6, 0.4]] * 5, lengths=[10] * 10)
    passages = pd.DataFrame({"passage_id": model.passage_ids, "report_id": list("abcdefghij")})
    reports = pd.DataFrame({"report_id": list("abcdefghij"), "issuer": list("abcdefghij"), "year": 2020})
    first = prevalence(model, passages, reports).iloc[0]
    reach = scipy.stats.t.ppf(0.975, 9) * math.sqrt(10 / 9 * 10 * 4 / 40**2)
    assert first["share"] == pytest.approx(0.4)
    assert first[["low", "high"]].tolist() == pytest.approx([0.4 * math.exp(-reach), 0.4 * math.exp(reach)])
    few = prevalence(model, passages, reports.assign(issuer=["x", *"bcdefghi", "x"]))
    assert few[["low", "high"]].isna().all(axis=None)


def test_prevalence_refuses_passages_it_does_not_know():
    model = model_of(np.eye(2), theta=SHARES, lengths=[1] * 5)
    with pytest.raises(TableError, match=r"passages: 2 passage\(s\) are lacking, such as a:3"):
        prevalence(model, FIVE.head(3), REPORTS)
    with pytest.raises(TableError, match=r"reports lacks column\(s\) colour"):
        prevalence(model, FIVE, REPORTS, by="colour")


def test_recurrence_by_hand():
    first = model_of(np.eye(3), seed=1)
    turned = model_of([[0, 0, 1], [0.6, 0.8, 0], [0.8, 0.6, 0]], seed=2)  # pairs 1-3 and 2-2 at cosine .8
    lost = model_of([[1, 0, 0], [0, 0.6, 0.8], [0, 0.6, 0.8]], seed=3)  # 2 and 3 pair at .6 and .8
    table = recurrence([first, turned, lost])
    assert table["recurrence"].tolist() == [1, 0.5, 1]
    assert table["cosine"].tolist() == pytest.approx([(0.8 + 1) / 2, (0.8 + 0.6) / 2, (1 + 0.8) / 2])
    assert table["n_models"].tolist() == [2, 2, 2]
    assert table["jaccard"].tolist() == [1, 1, 1]  # of three terms all are among the top 20


def test_planted_topics_recur(fitted):
    other = fit_topics(planted()[0], k=3, seed=6, engine=fitted.engine)
    assert recurrence([fitted, other])["recurrence"].tolist() == [1, 1, 1]


def test_recurrence_is_never_over_one_seed():
    one = model_of(np.eye(3))
    with pytest.raises(SettingError, match=r"1 model\(s\)"):
        recurrence([one])
    with pytest.raises(SettingError, match="same engine, seed and k"):
        recurrence([one, model_of(np.eye(3))])
    with pytest.raises(SettingError, match="different vocabularies"):
        recurrence([one, model_of(np.eye(2), seed=2)])


# --- stop words ------------------------------------------------------------------------------------------------------


def test_the_studys_stopwords_are_many_sourced_and_no_slogans():
    words = load_stopwords()
    assert len(words) >= 250
    assert not words & set(load_lexicon().forms)
    assert not words & {"农业", "法治", "改革", "发展"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("的\tfunction\tx\n", "line 2, term '的': must be two characters"),
        ("我们\tfunction\tx\n我们\tadverb\tx\n", "line 3, term '我们': stands in line 2 already"),
        ("我们\tnoun\tx\n", "line 2, kind 'noun': must be one of function, number"),
        ("我们\tfunction\t\n", "line 2, source '': must be filled in"),
    ],
)
def test_faults_of_stopwords_are_told_with_their_line(tmp_path, rows, told):
    path = tmp_path / "stopwords.tsv"
    path.write_text("term\tkind\tsource\n" + rows, encoding="utf-8")
    with pytest.raises(CorpusError, match=told):
        load_stopwords(path)


def test_a_table_that_is_none_of_stopwords_is_told(tmp_path):
    path = tmp_path / "stopwords.tsv"
    path.write_text("word\n我们\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="the columns are term, kind, source"):
        load_stopwords(path)
    with pytest.raises(CorpusError, match="there is no such file"):
        load_stopwords(tmp_path / "absent.tsv")


def test_a_matrix_from_parts_is_that_of_the_whole():
    """Parts of any size, also such that a passage lies in two of them."""
    terms = read_table("resolutions", "terms")
    whole = document_term_matrix(terms)
    for size in (1000, 777, 10**6):
        parts = [terms.iloc[at : at + size] for at in range(0, len(terms), size)]
        parted = document_term_matrix(parts)
        assert parted.vocabulary == whole.vocabulary
        assert parted.passage_ids == whole.passage_ids
        assert parted.n_tokens_all == whole.n_tokens_all
        assert (parted.counts != whole.counts).nnz == 0

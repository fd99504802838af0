"""What topics are shown: factors against another solver, consensus, folding in, grid and alignment by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from scipy.sparse import csr_matrix

import baogao as bg
from baogao.errors import CorpusError, SettingError
from baogao.figures.recipes import topics_grid
from baogao.figures.style import house_style
from baogao.measures import topic_grid as topic_grid_module
from baogao.measures.consensus import consensus
from baogao.measures.fold_in import completion_perplexity, fold_in
from baogao.measures.matrix import DocumentTermMatrix, on_vocabulary, only_passages, sample_passages
from baogao.measures.topic_extension import align_topics, renumbered, with_passages
from baogao.measures.topic_grid import topic_grid
from baogao.measures.topic_models import choose_topics
from baogao.measures.topic_results import FittedTopics, vocabulary_of
from baogao.measures.topic_scores import paired_jaccard, paired_topics
from baogao.measures.topic_tables import top_terms
from baogao.measures.topics import fit_topics
from test_topics import PASSAGES, digest, model_of, planted

# --- the factors -----------------------------------------------------------------------------------------------------


def tf_idf(counts):
    """As scikit-learn documents it: smoothed idf, rows of length one; written out anew."""
    rows = counts.toarray().astype(float)
    idf = np.log((1 + len(rows)) / (1 + (rows > 0).sum(axis=0))) + 1
    return rows * idf / np.linalg.norm(rows * idf, axis=1, keepdims=True)


def test_no_multiplicative_updates_come_nearer_than_the_factors():
    """Oracle: the updates of Lee and Seung (2001) for the Frobenius norm, from ten random starts."""
    matrix, _ = planted()
    weights = tf_idf(matrix.counts)
    model = fit_topics(matrix, k=3, seed=1, engine="nmf")
    passages = np.linalg.lstsq(model.phi.T, weights.T, rcond=None)[0].T.clip(0)  # least squares, given the terms
    ours, others = np.linalg.norm(weights - passages @ model.phi), []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        w, h = rng.random((len(weights), 3)), rng.random((3, weights.shape[1]))
        for _ in range(300):
            h *= (w.T @ weights) / (w.T @ w @ h)
            w *= (weights @ h.T) / (w @ h @ h.T)
        others.append(np.linalg.norm(weights - w @ h))
    assert ours <= min(others) * 1.001


def test_factors_do_not_depend_on_the_seed_but_on_the_passages():
    matrix, _ = planted()
    one, other = (fit_topics(matrix, k=3, seed=seed, engine="nmf") for seed in (1, 2))
    part = fit_topics(sample_passages(matrix, share=0.9, seed=1), k=3, seed=1, engine="nmf")
    assert digest(one) == digest(other) != digest(part)
    assert np.isnan(part.theta[:, 0]).sum() == PASSAGES // 10


def test_passages_are_drawn_without_those_that_have_no_terms():
    counts = csr_matrix([[1], [0], [2], [3], [4]])
    matrix = DocumentTermMatrix(tuple("abcde"), ("农业",), counts, 10)
    drawn = sample_passages(matrix, share=0.5, seed=3)
    assert (drawn.lengths > 0).sum() == 2  # half of four
    assert set(drawn.lengths) <= {0, 1, 2, 3, 4}
    assert only_passages(matrix, np.array([0, 4])).lengths.tolist() == [1, 0, 0, 0, 4]
    assert sample_passages(matrix, share=1, seed=1).lengths.tolist() == matrix.lengths.tolist()


# --- the consensus ---------------------------------------------------------------------------------------------------


def test_partners_and_overlap_by_hand():
    partners, cosines = paired_topics(np.array([[1.0, 0], [0.6, 0.8]]), np.array([[0.0, 1], [1, 0]]))
    assert partners.tolist() == [1, 0]
    assert cosines.tolist() == pytest.approx([1, 0.8])
    assert paired_topics(np.zeros((1, 2)), np.eye(2))[1].tolist() == [0]  # a topic without terms is like no other
    first, other = np.array([[0.5, 0.3, 0.2, 0.0]]), np.array([[0.5, 0.0, 0.2, 0.3]])
    assert paired_jaccard(first, other, n=2).tolist() == [1 / 3]  # {0, 1} and {0, 3}
    assert paired_jaccard(first, first, n=2).tolist() == [1]


def test_the_consensus_by_hand():
    one = model_of([[1, 0, 0], [0, 0, 1]], theta=[[0.9, 0.1]], seed=1)
    turned = model_of([[0, 0.2, 0.8], [0.8, 0.2, 0]], theta=[[0.5, 0.5]], seed=2)
    other = model_of([[0.9, 0.1, 0], [0, 1, 0]], theta=[[0.7, 0.3]], seed=3)  # its second is like neither
    mean, support = consensus([one, turned, other], reference=0, match=0.7)
    assert support.tolist() == pytest.approx([1, 2 / 3])
    assert mean.phi.tolist() == [pytest.approx([0.9, 0.1, 0]), pytest.approx([0, 0.1, 0.9])]
    shares = np.array([(0.9 + 0.5 + 0.7) / 3, (0.1 + 0.5) / 2])
    assert mean.theta[0].tolist() == pytest.approx((shares / shares.sum()).tolist(), rel=1e-5)
    assert mean.settings == {"seed": 1, "n_models": 3}


def test_the_consensus_of_equal_fits_is_the_fit_and_of_unlike_ones_the_reference():
    same = [model_of(np.eye(2), seed=seed) for seed in (1, 2, 3)]
    mean, support = consensus(same, reference=1, match=0.7)
    assert (mean.phi.tolist(), support.tolist()) == (np.eye(2).tolist(), [1, 1])
    unlike = [model_of([[1, 0, 0, 0], [0, 1, 0, 0]], seed=1), model_of([[0, 0, 1, 0], [0, 0, 0, 1]], seed=2)]
    mean, support = consensus(unlike, reference=0, match=0.7)
    assert mean.phi.tolist() == unlike[0].phi.tolist()
    assert support.tolist() == [0.5, 0.5]


def test_a_consensus_refuses_what_cannot_be_averaged():
    with pytest.raises(SettingError, match=r"1 model\(s\): a consensus is of several seeds"):
        consensus([model_of(np.eye(2))], reference=0, match=0.7)
    with pytest.raises(SettingError, match="differ in vocabulary, passages or k"):
        consensus([model_of(np.eye(2)), model_of(np.eye(3), seed=2)], reference=0, match=0.7)


def test_the_consensus_is_nearer_to_the_truth_than_its_seeds():
    matrix, _ = planted()
    rng = np.random.default_rng(4)
    truth = fit_topics(matrix, k=3, seed=1)
    noisy = []
    for seed in range(8):
        phi = truth.phi * rng.gamma(2, 0.5, truth.phi.shape)
        noisy.append(replace(truth, phi=phi / phi.sum(axis=1, keepdims=True), settings={"seed": seed}))
    mean, _ = consensus(noisy, reference=0, match=0.7)
    assert paired_topics(truth.phi, mean.phi)[1].min() > max(paired_topics(truth.phi, m.phi)[1].min() for m in noisy)


# --- widespread terms ------------------------------------------------------------------------------------------------


def test_widespread_terms_are_not_shown_and_named_before_the_next():
    model = model_of([[0.4, 0.3, 0.2, 0.1]], theta=[[1]], vocabulary=("工作", "农业", "建设", "粮食"))
    table = top_terms(model, [9, 9, 9, 9], n=2, widespread=[True, False, True, False])
    assert table[["rank", "term", "left_out"]].values.tolist() == [[1, "农业", "工作"], [2, "粮食", "建设"]]
    assert table["probability"].tolist() == [0.3, 0.1]  # the model stays
    with pytest.raises(SettingError, match="n=3: must be 1 to 2, the terms of the model that are shown"):
        top_terms(model, [9, 9, 9, 9], n=3, widespread=[True, False, True, False])
    with pytest.raises(SettingError, match="widespread has the shape"):
        top_terms(model, [9, 9, 9, 9], widespread=[True])


def test_shares_of_passages_by_hand_and_the_bound_of_few_topics():
    matrix = DocumentTermMatrix(tuple("abcd"), ("农业", "法院"), csr_matrix([[2, 0], [1, 1], [1, 0], [0, 0]]), 5)
    assert vocabulary_of(matrix)["share_of_passages"].tolist() == [1.0, 0.333333]  # of the three that have terms
    planted_matrix, _ = planted()
    three = FittedTopics(fit_topics(planted_matrix, k=3, seed=1), vocabulary_of(planted_matrix))
    assert three.top_terms(5)["left_out"].eq("").all()  # a third of the passages are of each topic's terms


# --- folding in ------------------------------------------------------------------------------------------------------


def test_folding_in_by_hand():
    # Topics without a shared term: 6 and 2 tokens, and a prior of .2 of which the model's theta gives .15 and .05.
    model = model_of(np.eye(2), theta=[[0.75, 0.25]], lengths=[8])
    theta = fold_in(model, csr_matrix([[6, 2], [0, 0]]))
    assert theta[0].tolist() == pytest.approx([6.15 / 8.2, 2.05 / 8.2])
    assert np.isnan(theta[1]).all()
    with pytest.raises(SettingError, match="engine nmf"):
        fold_in(replace(model, engine="nmf"), csr_matrix([[1, 1]]))


def test_folding_in_the_fitted_passages_gives_nearly_their_shares():
    matrix, _ = planted()
    model = fit_topics(matrix, k=3, seed=2)
    theta = fold_in(model, matrix.counts)
    assert np.abs(theta - model.theta).max() < 0.12  # one state of a sampler of 30 tokens against an expectation
    assert (theta.argmax(axis=1) == model.theta.argmax(axis=1)).all()


def test_perplexity_is_the_number_of_equally_likely_terms_and_one_when_all_is_certain():
    ids, terms = ("a:1",), tuple(f"词{i}" for i in range(8))
    matrix = DocumentTermMatrix(ids, terms, csr_matrix([[5] * 8]), 40)
    even = model_of(np.full((2, 8), 1 / 8), vocabulary=terms)
    assert completion_perplexity(even, matrix, seed=1) == pytest.approx(8)
    one = DocumentTermMatrix(ids, terms, csr_matrix([[40] + [0] * 7]), 40)
    sure = model_of(np.eye(8)[:1], vocabulary=terms, theta=[[1]])
    assert completion_perplexity(sure, one, seed=1) == pytest.approx(1)
    nothing = DocumentTermMatrix(ids, terms, csr_matrix((1, 8), dtype=int), 0)
    assert np.isnan(completion_perplexity(even, nothing, seed=1))


def test_the_true_number_of_topics_foretells_better_than_one_too_few():
    matrix, _ = planted()
    drawn = sample_passages(matrix, share=0.8, seed=1)
    rest = only_passages(matrix, np.flatnonzero(drawn.lengths == 0))
    two, three = (completion_perplexity(fit_topics(drawn, k=k, seed=1), rest, seed=1) for k in (2, 3))
    assert three < two


# --- the grid --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def grid():
    return topic_grid(planted()[0], ks=(2, 3), engines=("gibbs", "nmf"), seeds=(1, 2))


def test_the_grid_finds_the_planted_number_of_topics(grid):
    assert grid[["engine", "k"]].values.tolist() == [["gibbs", 2], ["gibbs", 3], ["nmf", 2], ["nmf", 3]]
    by = grid.set_index(["engine", "k"])
    for engine in ("gibbs", "nmf"):
        assert by.loc[(engine, 3), "npmi"] > by.loc[(engine, 2), "npmi"]
        assert by.loc[(engine, 3), ["recurrence", "share_recurring"]].tolist() == [1, 1]
    assert by.loc[("gibbs", 3), "perplexity"] < by.loc[("gibbs", 2), "perplexity"]
    assert by["perplexity"].isna().tolist() == [False, False, True, True]
    # 20 top terms a topic of 36 in all: between 20 of 60 and 36 of 60 are distinct; every topic has 12 of its own.
    assert by.loc[("gibbs", 3), "diversity"] == pytest.approx(36 / 60, abs=0.02)


def test_optimal_is_what_no_other_row_beats(grid):
    scores = grid[["npmi_shown", "jaccard"]].to_numpy()
    beaten = [((scores >= row).all(axis=1) & (scores > row).any(axis=1)).any() for row in scores]
    assert grid["optimal"].tolist() == [not each for each in beaten]
    assert grid["optimal"].any()


def test_a_grid_takes_two_seeds_and_gives_the_same_again(grid):
    with pytest.raises(SettingError, match="a grid compares fits; give at least 2 seeds"):
        topic_grid(planted()[0], ks=(3,), seeds=(1,))
    again = topic_grid(planted()[0], ks=(2, 3), engines=("gibbs", "nmf"), seeds=(1, 2))
    pd.testing.assert_frame_equal(again, grid)


def test_the_studys_grid_is_current_whole_and_drawn():
    table = bg.topic_grid("work-reports")
    assert table[["engine", "k"]].drop_duplicates().shape == (12, 2)
    shares = table[["exclusivity", "diversity", "jaccard", "recurrence", "share_recurring"]]
    assert shares.apply(lambda column: column.between(0, 1)).all(axis=None)
    assert table["perplexity"].isna().tolist() == (table["engine"] == "nmf").tolist()
    with house_style():
        axes = topics_grid.plot_grid(table).axes[0]
    drawn = sorted(
        tuple(place)
        for dots in axes.collections
        for place in dots.get_offsets().tolist()
        if to_hex(dots.get_facecolor()[0]) != "#ffffff"
    )
    best = table.loc[table["optimal"], ["jaccard", "npmi_shown"]]
    assert drawn == sorted(map(tuple, best.values.tolist()))


def test_the_page_on_topics_prints_the_stored_grid_and_scores(study, baogao):
    page = (study / "docs" / "topics.md").read_text(encoding="utf-8")
    _, grid, _ = baogao("topic-grid", "work-reports")
    assert f"```text\n{grid}```" in page
    text = " ".join(page.split())
    for name, words in {"work-reports": "work reports'", "provincial": "provinces'"}.items():
        topics = bg.topics(name).topics
        firm, recur = topics[topics["support"] >= 0.9], topics[topics["recurrence"] > 0.5]
        assert (
            f"Of the {words} {len(topics)} topics {len(recur)} are found by most scoring seeds; they hold "
            f"{recur['prevalence'].sum():.0%} of the tokens. The {len(firm)} topics that at least nine of the ten "
            f"choosing seeds support hold {firm['prevalence'].sum():.0%}, and share "
            f"{firm['jaccard'].mean():.2f} of their 20 top terms with fresh seeds"
        ).replace("%", " %").replace(" 0.", " .") in text


def test_what_the_page_says_of_engines_and_of_twenty_topics_is_so(study):
    page = " ".join((study / "docs" / "topics.md").read_text(encoding="utf-8").split())
    by_engine = {engine: rows.set_index("k") for engine, rows in bg.topic_grid("work-reports").groupby("engine")}
    gibbs, gensim, nmf = (by_engine[engine] for engine in ("gibbs", "gensim", "nmf"))
    assert "gensim is behind both in coherence, stability and likelihood at every number of topics" in page
    assert (gensim[["npmi_shown", "jaccard"]] < gibbs[["npmi_shown", "jaccard"]]).all(axis=None)
    assert (gensim["perplexity"] > gibbs["perplexity"]).all()
    assert "The factors win on these two" in page
    assert (nmf[["npmi_shown", "jaccard"]] > gibbs[["npmi_shown", "jaccard"]]).all(axis=None)
    assert "that of twenty topics has the largest share of tokens in topics that recur" in page
    assert gibbs["share_recurring"].idxmax() == 20
    assert (gibbs.loc[30, ["npmi_shown", "jaccard"]] > gibbs.loc[20, ["npmi_shown", "jaccard"]]).all()


def test_a_grid_out_of_date_is_refused(copy):
    path = copy / "corpus/lexicons/stopwords.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "农业\tverb\tx\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"stopwords.tsv changed .* `baogao refit work-reports --grid --write`"):
        bg.topic_grid("work-reports")


def test_a_grid_is_stored_found_again_and_refused_when_damaged(copy, baogao, monkeypatch):
    monkeypatch.setattr(topic_grid_module, "KS", (2,))
    monkeypatch.setattr(topic_grid_module, "SEEDS", (1, 2))
    code, out, _ = baogao("refit", "resolutions", "--grid", "--write")
    assert (code, out.splitlines()[0]) == (0, "resolutions/topics/grid: stored")
    assert bg.topic_grid("resolutions")["n_fits"].tolist() == [2, 2, 2]
    code, out, _ = baogao("refit", "resolutions", "--grid")
    assert (code, out.splitlines()[0]) == (0, "resolutions/topics/grid: exact")
    (copy / "corpus/resolutions/topics/grid/grid.parquet").write_bytes(b"")
    with pytest.raises(CorpusError, match=r"grid.parquet of topics/grid is absent or not the one"):
        bg.topic_grid("resolutions")


# --- reports added ---------------------------------------------------------------------------------------------------


def test_added_passages_are_folded_in_and_the_others_keep_their_shares():
    matrix, themes = planted()
    first = DocumentTermMatrix(matrix.passage_ids[:100], matrix.vocabulary, matrix.counts[:100], matrix.n_tokens_all)
    chosen = choose_topics(first, k=3, choosing=(1, 2), scoring=(3,))
    extended = with_passages(chosen, matrix)
    assert extended.model.theta[:100].tolist() == chosen.model.theta.tolist()
    assert extended.model.phi.tolist() == chosen.model.phi.tolist()
    assert extended.model.settings["n_folded_in"] == 20
    theme_of = {int(themes[i]): int(chosen.model.theta[i].argmax()) for i in range(100)}
    assert extended.model.theta[100:].argmax(axis=1).tolist() == [theme_of[int(theme)] for theme in themes[100:]]
    assert extended.topics["prevalence"].sum() == pytest.approx(1, abs=1e-5)


def test_a_passage_whose_tokens_changed_is_folded_in_anew():
    matrix, _ = planted()
    chosen = choose_topics(matrix, k=3, choosing=(1, 2), scoring=(3,))
    counts = matrix.counts.tolil()
    counts[7, 0] += 5
    extended = with_passages(chosen, replace(matrix, counts=counts.tocsr()))
    assert extended.model.settings["n_folded_in"] == 1
    moved = [i for i in range(PASSAGES) if extended.model.theta[i].tolist() != chosen.model.theta[i].tolist()]
    assert moved == [7]


def test_terms_are_put_in_the_order_of_the_model_and_new_ones_dropped():
    matrix = DocumentTermMatrix(("a:1",), ("农业", "数字", "法院"), csr_matrix([[2, 5, 3]]), 10)
    moved = on_vocabulary(matrix, ("法院", "农业", "粮食"))
    assert moved.counts.toarray().tolist() == [[3, 2, 0]]
    assert moved.share_left_out == pytest.approx(0.5)


def test_alignment_by_hand_over_shared_terms_and_other_numbers_of_topics():
    stored = model_of(np.eye(3), vocabulary=("农业", "法院", "外交"))
    fitted = model_of([[0, 1, 0], [0.6, 0, 0.8]], vocabulary=("农业", "法院", "数字"))
    table = align_topics(stored, fitted)
    assert table["topic"].tolist() == [1, 2, 3]
    assert table["fitted"].tolist()[:2] == [2, 1]
    assert table["fitted"].isna().tolist() == [False, False, True]  # 外交 is gone
    assert table["cosine"].tolist() == [1, 1, 0]
    other = align_topics(fitted, stored)
    assert other["topic"].isna().tolist() == [False, False, True]  # and here new
    with pytest.raises(SettingError, match="share no term"):
        align_topics(stored, model_of(np.eye(2), vocabulary=("甲", "乙")))


def test_a_new_fit_takes_the_old_numbers():
    matrix, _ = planted()
    chosen = choose_topics(matrix, k=3, choosing=(1, 2), scoring=(3,))
    turned = replace(chosen.model, phi=chosen.model.phi[[2, 0, 1]], theta=chosen.model.theta[:, [2, 0, 1]])
    back = renumbered(replace(chosen, model=turned), align_topics(chosen.model, turned))
    assert digest(back.model) == digest(chosen.model)
    assert back.topics["topic"].tolist() == [1, 2, 3]


def test_extend_keeps_the_studys_topics_when_nothing_was_added(copy, baogao):
    before = (copy / "corpus/work-reports/topics/gibbs/terms.parquet").read_bytes()
    code, out, _ = baogao("extend", "work-reports", "--write", "--format", "csv")
    assert code == 0
    assert out.splitlines()[0] == "topic,label,fitted,cosine,jaccard,prevalence"
    assert (copy / "corpus/work-reports/topics/gibbs/terms.parquet").read_bytes() == before
    assert len(bg.topics("work-reports").topics) == 20  # current, and read again


def test_extend_refuses_factors_and_what_is_not_stored(refused):
    refused(["extend", "provincial", "--engine", "nmf"], "weights are no probabilities")
    refused(["extend", "resolutions"], "has no stored topics of the engine gibbs")


# --- beside gensim ---------------------------------------------------------------------------------------------------


def test_the_page_shows_the_benchmark_in_which_what_is_shown_leads_in_a_fifth_of_the_time(study, monkeypatch):
    monkeypatch.syspath_prepend(study / "benchmarks")
    import topics as benchmark

    results = pd.read_csv(study / "benchmarks" / "topics.csv")
    page = (study / "docs" / "topics.md").read_text(encoding="utf-8")
    assert benchmark.shown_as_text(results) in page
    shown, settings = results.iloc[1], results.iloc[2:]
    assert settings["what"].str.startswith("gensim").all()
    assert len(settings) == len(benchmark.PASSES) * len(benchmark.PRIORS)
    scores = ["npmi", "recurrence", "jaccard"]
    assert (shown[scores] > settings[scores].max()).all()
    assert shown["seconds"] < settings["seconds"].sum() / 5

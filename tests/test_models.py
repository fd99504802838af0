"""Stored topic models: the medoid by hand, a round trip, what is out of date refused, what is fitted anew the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import QuadMesh

import baogao as bg
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_table
from baogao.features.models import model_folder, model_paths, read_model, write_model
from baogao.figures.provenance import inputs, study_inputs
from baogao.figures.recipes import topics_prevalence, topics_terms
from baogao.figures.style import COLOURS, GREY, INK, house_style
from baogao.language.stopwords import load_stopwords
from baogao.measures import stored_parts
from baogao.measures.consensus import consensus
from baogao.measures.engine_gibbs import GIBBS
from baogao.measures.matrix import document_term_matrix
from baogao.measures.medoid import seed_agreement
from baogao.measures.recurrence import recurrence
from baogao.measures.topic_models import SEEDS, choose_topics, read_topics, refitted
from baogao.measures.topic_results import from_tables, to_tables
from baogao.measures.topic_tables import coherence, topic_labels
from baogao.measures.topics import fit_topics, require_reports
from test_topics import digest, model_of, planted

ENGINES = ["gibbs", "gensim", "nmf"]
FROM_FIRST = {"reference": 0, "match": 0.7}
STORED = [(name, engine) for name in ("provincial", "work-reports") for engine in ENGINES]


@pytest.fixture(scope="module", params=ENGINES)
def chosen(request):
    choosing = () if request.param == "nmf" else (1, 2)
    return choose_topics(planted()[0], k=3, engine=request.param, choosing=choosing, scoring=(3, 4, 5))


def edit(path, **changes):
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, **changes}), encoding="utf-8")


# --- the choice ------------------------------------------------------------------------------------------------------


def test_the_medoid_by_hand():
    # Unit rows in the plane, so that cosines can be read off: a and b .8 and 1, a and c .6 and 1, b and c .96 and 1.
    a = model_of([[1, 0, 0], [0, 0, 1]], seed=1)
    b = model_of([[0.8, 0.6, 0], [0, 0, 1]], seed=2)
    c = model_of([[0, 0, 1], [0.6, 0.8, 0]], seed=3)  # its topics stand the other way round
    table = seed_agreement([a, b, c])
    assert table["seed"].tolist() == [1, 2, 3]
    assert table["cosine"].tolist() == pytest.approx([(0.9 + 0.8) / 2, (0.9 + 0.98) / 2, (0.8 + 0.98) / 2])
    assert table["medoid"].tolist() == [False, True, False]


def test_of_equally_typical_seeds_the_first_is_shown():
    same = [model_of(np.eye(2), seed=seed) for seed in (4, 2, 9)]
    assert seed_agreement(same)["medoid"].tolist() == [True, False, False]


def test_agreement_refuses_what_cannot_be_compared():
    with pytest.raises(SettingError, match=r"1 model\(s\): agreement compares seeds"):
        seed_agreement([model_of(np.eye(2))])
    with pytest.raises(SettingError, match="differ in vocabulary or k"):
        seed_agreement([model_of(np.eye(2)), model_of(np.eye(3), seed=2)])


def test_what_is_shown_is_the_consensus_scored_on_seeds_that_had_no_part_in_it(chosen):
    matrix, _ = planted()
    engine = chosen.model.engine
    others = [refitted(matrix, k=3, seed=seed, engine=engine) for seed in (3, 4, 5)]
    if engine == "nmf":
        shown = fit_topics(matrix, k=3, seed=0, engine=engine)
        assert chosen.seeds["seed"].tolist() == [3, 4, 5]
    else:
        shown, support = consensus([fit_topics(matrix, k=3, seed=s, engine=engine) for s in (1, 2)], **FROM_FIRST)
        assert chosen.topics["support"].tolist() == support.tolist()
        assert chosen.seeds["medoid"].tolist() == [True, False, False, False, False]  # of two, each is as near
        assert chosen.seeds["cosine"].isna().tolist() == [False, False, True, True, True]
    assert digest(chosen.model) == digest(shown)
    scored = recurrence([shown, *others])
    for column in ("recurrence", "jaccard", "n_models"):
        assert chosen.topics[column].tolist() == pytest.approx(scored[column].tolist(), rel=1e-5)
    assert chosen.topics["npmi"].tolist() == pytest.approx(coherence(shown, matrix)["npmi"].tolist(), rel=1e-5)
    tokens = sum(length * row for length, row in zip(shown.lengths, shown.theta, strict=True))
    assert chosen.topics["prevalence"].tolist() == pytest.approx((tokens / tokens.sum()).tolist(), rel=1e-4)


def test_no_seed_may_choose_and_score():
    with pytest.raises(SettingError, match="seed 2 chooses and scores"):
        choose_topics(planted()[0], k=3, choosing=(1, 2), scoring=(2, 3))


def test_topics_of_a_few_reports_are_refused_in_one_line():
    require_reports(pd.DataFrame({"report_id": range(10)}))
    with pytest.raises(SettingError, match=r"^topics of 9 reports are noise; they take at least 10"):
        require_reports(pd.DataFrame({"report_id": range(9)}))
    with pytest.raises(SettingError, match="topics of 5 reports"):
        read_topics("judicial")


def test_labels_are_the_most_exclusive_of_the_top_terms_in_their_order():
    rows = [(1, 1, "建设", 0.5), (1, 2, "农业", 0.9), (1, 3, "粮食", 0.95), (1, 4, "农村", 0.9), (2, 1, "法院", 0.1)]
    table = topic_labels(pd.DataFrame(rows, columns=["topic", "rank", "term", "frex"]), n=2)
    assert table.values.tolist() == [[1, "农业 粮食"], [2, "法院"]]


# --- the store -------------------------------------------------------------------------------------------------------


def test_what_is_stored_is_read_as_it_was(chosen, tmp_path):
    engine = chosen.model.engine
    write_model(tmp_path, engine, to_tables(chosen), {**chosen.model.settings, "engine": engine, "share_left_out": 0})
    again = from_tables(*read_model(tmp_path, engine))
    assert digest(again.model) == digest(chosen.model)
    assert again.model.vocabulary == chosen.model.vocabulary
    assert again.model.passage_ids == chosen.model.passage_ids
    assert again.model.lengths.tolist() == chosen.model.lengths.tolist()
    assert {key: again.model.settings[key] for key in chosen.model.settings} == dict(chosen.model.settings)
    pd.testing.assert_frame_equal(again.topics, chosen.topics)
    pd.testing.assert_frame_equal(again.seeds, chosen.seeds)
    assert again.terms["n_tokens"].tolist() == planted()[0].term_counts.tolist()


def test_passages_without_a_term_are_stored_too(tmp_path):
    matrix, _ = planted()
    counts = matrix.counts.tolil()
    counts[4] = 0
    holed = type(matrix)(matrix.passage_ids, matrix.vocabulary, counts.tocsr(), matrix.n_tokens_all)
    chosen = choose_topics(holed, k=3, choosing=(1, 2), scoring=(3,))
    write_model(tmp_path, "gibbs", to_tables(chosen), {**chosen.model.settings, "engine": "gibbs", "share_left_out": 0})
    again = from_tables(*read_model(tmp_path, "gibbs"))
    assert np.isnan(again.model.theta[4]).all()
    assert digest(again.model) == digest(chosen.model)


def test_the_same_model_gives_the_same_bytes(chosen, tmp_path):
    for place in ("a", "b"):
        write_model(tmp_path / place, "gibbs", to_tables(chosen), {"k": 3})
    for path in model_paths(tmp_path / "a"):
        assert path.read_bytes() == (model_folder(tmp_path / "b", "gibbs") / path.name).read_bytes()
    assert len(model_paths(tmp_path / "a")) == 5


def test_a_table_that_is_not_the_one_listed_is_refused(chosen, tmp_path):
    write_model(tmp_path, "gibbs", to_tables(chosen), {"k": 3})
    (model_folder(tmp_path, "gibbs") / "seeds.parquet").unlink()
    with pytest.raises(CorpusError, match=r"seeds\.parquet of topics/gibbs is absent or not the one that MODEL\.json"):
        read_model(tmp_path, "gibbs")
    (model_folder(tmp_path, "gibbs") / "MODEL.json").write_text("[]")
    with pytest.raises(CorpusError, match="is JSON, but no object"):
        read_model(tmp_path, "gibbs")


def test_a_collection_without_a_stored_model_says_how_to_make_one():
    with pytest.raises(SettingError, match=r"no stored topics .* `baogao refit resolutions --engine gensim --write`"):
        read_topics("resolutions", engine="gensim")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda copy: append(copy / "corpus/lexicons/stopwords.tsv", "农业\tverb\tx\n"), "stopwords.tsv changed"),
        (lambda copy: edit(copy / "corpus/work-reports/topics/gibbs/MODEL.json", terms_sha256="0"), "terms.parquet"),
        (
            lambda copy: edit(copy / "corpus/work-reports/topics/gibbs/MODEL.json", iterations=10),
            r"iterations \(10; now 300\) changed",
        ),
        (
            lambda copy: edit(copy / "corpus/work-reports/topics/gibbs/MODEL.json", scoring=[1, 2]),
            r"scoring \(\[1, 2\]; now \[11, 12, .* 20\]\) changed",
        ),
    ],
    ids=["stopwords", "terms", "iterations", "seeds"],
)
def test_a_model_out_of_date_is_refused_and_says_what_changed_and_what_to_do(copy, change, told):
    change(copy)
    with pytest.raises(CorpusError, match=told) as refusal:
        read_topics("work-reports")
    assert "`baogao refit work-reports --engine gibbs --write`" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def append(path, line):
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


# --- fitted anew -----------------------------------------------------------------------------------------------------


def test_refit_stores_a_model_finds_it_again_and_says_when_it_differs(copy, baogao):
    folder = model_folder(copy / "corpus" / "resolutions", "gibbs")
    code, out, _ = baogao("refit", "resolutions", "--k", 2, "--write")
    topics, drift, total = out.splitlines()
    assert (code, topics, total) == (0, "resolutions/topics/gibbs: stored", "1 models stored.")
    assert drift.startswith("resolutions/topics/drift: left out (report(s) resolution-2007, ")
    assert "hold fewer than 400 tokens" in drift
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert baogao("refit", "resolutions")[:2] == (
        0,
        "resolutions/topics/gibbs: exact\n1 models compared, 0 different.\n",
    )
    baogao("refit", "resolutions", "--write")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first

    tables, settings = read_model(copy / "corpus" / "resolutions", "gibbs")
    tables["topics"].loc[1, "recurrence"] += 0.1
    write_model(copy / "corpus" / "resolutions", "gibbs", tables, settings)
    code, out, _ = baogao("refit", "resolutions")
    assert code == 1
    assert out.splitlines()[0] == "resolutions/topics/gibbs: different (tables topics)"
    code, out, _ = baogao("refit", "resolutions", "--k", 3)
    assert code == 1
    assert "k (2; now 3)" in out


def test_refit_refuses_few_reports_too_many_topics_and_nothing_to_compare_with(refused):
    refused(["refit", "judicial", "--write"], "topics of 5 reports are noise")
    refused(["refit", "resolutions", "--k", 99], "--k 99")
    refused(["refit", "nowhere"], "no collection there")


@pytest.mark.parametrize("threads", ["1", "2"])
def test_another_process_gives_the_same_arrays_whatever_its_threads(study, threads):
    code = "import test_models as t; print(*t.digests())"
    path = os.pathsep.join([str(study / "analysis"), str(study / "tests")])
    pins = {f"{name}_NUM_THREADS": threads for name in ("OMP", "OPENBLAS", "MKL")}
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": threads, **pins}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, cwd=study
    )
    assert ran.stdout.split() == digests()


def digests():
    matrix = document_term_matrix(read_table("resolutions", "terms"), stopwords=load_stopwords())
    rounds = {"gibbs": 9, "gensim": 9, "nmf": 400}  # of the last until it converges
    return [digest(fit_topics(matrix, k=2, seed=3, engine=name, iterations=n)) for name, n in rounds.items()]


# --- the study's own -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "engine"), STORED)
def test_the_studys_models_are_current_whole_and_of_its_terms(name, engine):
    stored = read_topics(name, engine=engine)
    matrix = document_term_matrix(read_table(name, "terms"), stopwords=load_stopwords())
    assert stored.model.vocabulary == matrix.vocabulary
    assert stored.model.passage_ids == matrix.passage_ids
    assert stored.terms["n_tokens"].tolist() == matrix.term_counts.tolist()
    assert stored.share_left_out == pytest.approx(matrix.share_left_out, abs=1e-6)
    held = matrix.lengths > 0
    assert stored.model.theta[held].sum(axis=1) == pytest.approx(np.ones(held.sum()), abs=1e-4)
    assert stored.model.phi.sum(axis=1) == pytest.approx(np.ones(20), abs=1e-4)
    assert coherence(stored.model, matrix)["npmi"].tolist() == pytest.approx(stored.topics["npmi"].tolist(), rel=1e-5)
    choosing, scoring = SEEDS[engine]
    assert stored.seeds["seed"].tolist() == [*choosing, *scoring]
    if choosing:
        best = stored.seeds.loc[stored.seeds["cosine"].idxmax(), "seed"]
        assert stored.seeds.loc[stored.seeds["medoid"], "seed"].tolist() == [best] == [stored.model.settings["seed"]]


def test_the_two_engines_can_be_compared_by_recurrence():
    gibbs, gensim = (read_topics("provincial", engine=engine).model for engine in ("gibbs", "gensim"))
    one, other = recurrence([gibbs, gensim]), recurrence([gensim, gibbs])
    assert sorted(one["cosine"].round(9)) == sorted(other["cosine"].round(9))  # pairing is the same either way
    assert one["recurrence"].sum() == other["recurrence"].sum()


def test_figures_say_which_model_they_were_made_from():
    read = inputs("work-reports", topics_terms.RECIPE.inputs)
    assert {f"corpus/work-reports/topics/gibbs/{name}.parquet" for name in ("terms", "passages", "topics")} <= set(read)
    assert set(read) <= set(study_inputs())


def test_the_terms_figure_draws_its_table():
    table = topics_terms.tabulate("work-reports")
    with house_style():
        axes = topics_terms.plot_topics(table).axes[0]
    drawn = [text.get_text() for text in axes.texts]
    terms = [text.partition(" ")[0] for text in drawn]  # a gloss stands behind each
    assert [term for term in terms if term in set(table["term"])] == table["term"].tolist()
    blue = [text.get_text().partition(" ")[0] for text in axes.texts if text.get_color() == COLOURS[0]]
    assert len(blue) == len(set(blue)) == topics_terms.facts(table)["n_exclusive"] > 0  # none is of two topics
    topics = table.drop_duplicates("topic")
    widths = np.array([bar.get_width() for bar in axes.patches])
    assert widths / widths.max() == pytest.approx((topics["prevalence"] / topics["prevalence"].max()).to_numpy())
    full = [len(dots.get_offsets()) for dots in axes.collections[::2]]
    assert full == (10 * topics["recurrence"]).round().astype(int).tolist()


def test_the_prevalence_figure_draws_its_table_and_greys_what_does_not_recur():
    table = topics_prevalence.tabulate("work-reports")
    assert table.groupby("year")["share"].sum().to_numpy() == pytest.approx(np.ones(48), abs=1e-4)
    with house_style():
        axes = topics_prevalence.plot_prevalence(table).axes[0]
    [mesh] = [artist for artist in axes.get_children() if isinstance(artist, QuadMesh)]
    grid = np.ma.masked_invalid(mesh.get_array())
    assert grid.shape == (20, 72)
    assert grid.compressed().tolist() == table["share"].tolist()  # by row: topics, then years
    recurs = table.drop_duplicates("topic")["recurrence"] > 0.5
    assert [label.get_color() for label in axes.get_yticklabels()] == [INK if r else GREY for r in recurs]


# --- parts of drift --------------------------------------------------------------------------------------------------


def test_stored_parts_are_those_of_other_fits_of_the_series_and_current():
    shown, other = (bg.drift_parts("work-reports", fits=fits) for fits in ("shown", "other"))
    assert len(shown) == len(bg.collection("work-reports").where(subgenre="").reports) - 1
    assert (shown["n_models"].unique().tolist(), other["n_models"].unique().tolist()) == ([3], [2])
    for table in (shown, other):
        for part in ("prevalence", "content"):
            assert (table[f"{part}_low"] <= table[part]).all()
            assert (table[part] <= table[f"{part}_high"]).all()
    assert shown["prevalence"].corr(other["prevalence"]) > 0.8  # other seeds, the same steps


def test_parts_of_a_series_are_fitted_stored_and_found_again(copy, monkeypatch):
    """Of the twelve congress reports, with few topics and fits, so that it takes seconds."""
    monkeypatch.setitem(GIBBS, "iterations", 20)
    monkeypatch.setattr(stored_parts, "K", 3)
    monkeypatch.setattr(stored_parts, "N_DRAWS", 2)
    monkeypatch.setattr(stored_parts, "SEEDS", {"shown": (1, 2), "other": (3, 4)})
    folder = copy / "corpus" / "congress"
    write_model(folder, "drift", *stored_parts.fit_drift_parts(folder))
    assert [verdict.result for verdict in bg.refit(["congress"])] == ["exact"]
    assert len(bg.drift_parts("congress")) == 11
    with pytest.raises(SettingError, match="of the whole series"):
        bg.drift_parts(bg.collection("congress").where(year=range(1990, 2023)))
    reports = folder / "reports.csv"
    reports.write_text(
        reports.read_text(encoding="utf-8").replace("2022-10-16,2022", "2023-10-16,2023"), encoding="utf-8"
    )
    with pytest.raises(CorpusError, match=r"list of reports \(reports.csv\) changed.*`baogao refit congress --write`"):
        bg.drift_parts("congress")

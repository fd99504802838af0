"""Exports opened by the tools that they are for: scipy, pyLDAvis, networkx and R say what baogao says."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from io import BytesIO
from xml.etree import ElementTree as Xml

import numpy as np
import pandas as pd
import pytest
from scipy.io import mmread

import baogao as bg
from baogao.errors import CorpusError, SettingError
from baogao.files import sha256
from baogao.language.lexicon import load_lexicon
from baogao.study.export import export
from baogao.study.export_models import graphml


@pytest.fixture
def matrix(tmp_path):
    """The matrix of the sample with the names of its rows and columns."""
    export("sample", to="mtx", out=tmp_path)
    passages, terms = (pd.read_csv(tmp_path / f"sample-{name}.csv") for name in ("passages", "terms"))
    return mmread(tmp_path / "sample.mtx").tocsr(), passages, terms


def test_the_matrix_has_the_terms_of_every_passage(matrix):
    counts, passages, terms = matrix
    of_table = bg.collection("sample").terms.query("policy == 'protected'")
    assert counts.shape == (of_table["passage_id"].nunique(), of_table["term"].nunique()) == (len(passages), len(terms))
    for row in of_table.sample(50, random_state=1).itertuples():
        place = passages.index[passages["passage_id"] == row.passage_id], terms.index[terms["term"] == row.term]
        assert counts[place[0][0], place[1][0]] == row.count
    assert counts.sum() == of_table["count"].sum() == terms["count"].sum()
    assert terms["n_passages"].tolist() == np.diff(counts.tocsc().indptr).tolist()


def test_rows_of_the_matrix_say_which_report_they_are_of(matrix):
    _, passages, _ = matrix
    reports = bg.collection("sample").reports.set_index("report_id")
    assert passages["report_id"].tolist() == passages["passage_id"].str.rpartition(":")[0].tolist()
    for column in ("region", "genre", "date"):
        assert passages[column].tolist() == reports.loc[passages["report_id"], column].tolist()


def test_the_matrix_counts_slogans_whole(matrix):
    """The data statement of the sample: three times in one report, twice in each of five others."""
    counts, _, terms = matrix
    slogan = load_lexicon().forms
    forms = terms.index[terms["term"].map(slogan) == "qi-wu-pu-fa"]
    assert counts[:, forms].sum() == 3 + 5 * 2


def test_hits_come_with_what_is_known_of_their_reports(tmp_path):
    export("sample", to="feather", out=tmp_path)
    table = pd.read_feather(tmp_path / "sample-hits.feather")
    assert len(table) == len(bg.collection("sample").hits)
    assert table[["canonical", "class", "year", "region", "issuer"]].notna().all().all()
    assert set(table.loc[table["canonical"] == "七五普法", "year"]) == {2019, 2020}


def test_a_part_is_exported_as_a_part(tmp_path, baogao):
    code, out, _ = baogao("export", "sample", "--to", "feather", "--out", tmp_path, "--where", "genre=profile")
    assert (code, len(out.splitlines())) == (0, 2)
    assert pd.read_feather(tmp_path / "sample-hits.feather")["genre"].unique().tolist() == ["profile"]
    assert json.loads((tmp_path / "sample-feather-origin.json").read_text())["collection"] == "sample, genre='profile'"


def test_the_dictionary_holds_every_form_once_and_any_sign(tmp_path):
    yaml = pytest.importorskip("yaml", reason="PyYAML is not here")
    export("sample", to="quanteda", out=tmp_path)
    classes = yaml.safe_load((tmp_path / "slogans.yml").read_text(encoding="utf-8"))
    families = yaml.safe_load((tmp_path / "families.yml").read_text(encoding="utf-8"))
    lexicon = load_lexicon()
    forms = [form for slogans in classes.values() for forms in slogans.values() for form in forms]
    assert sorted(forms) == sorted(lexicon.forms)
    assert set(classes) == set(lexicon.table["class"])
    assert {slogan: name for name, slogans in classes.items() for slogan in slogans} == dict(
        zip(lexicon.table["slogan_id"], lexicon.table["class"], strict=True)
    )
    assert {form for group in families.values() for forms in group.values() for form in forms} == set(lexicon.forms)


def test_topics_are_what_pyldavis_takes(tmp_path):
    pyldavis = pytest.importorskip("pyLDAvis", reason="pyLDAvis is not in the lock (it brings numexpr)")
    export("provincial", to="pyldavis", out=tmp_path)
    content = json.loads((tmp_path / "provincial-pyldavis.json").read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own libraries
        prepared = pyldavis.prepare(**content, sort_topics=False, n_jobs=1)
    topics = bg.topics("provincial")
    shares = prepared.topic_coordinates.sort_index()["Freq"] / 100
    assert np.allclose(shares, topics.topics["prevalence"], atol=0.02)
    top = prepared.topic_info[prepared.topic_info["Category"] == "Topic1"]["Term"].tolist()
    assert set(topics.top_terms(3).query("topic == 1")["term"]) <= set(top)


def test_topics_of_a_collection_without_any_say_how_they_are_made(tmp_path):
    with pytest.raises(SettingError, match="baogao refit sample"):
        export("sample", to="pyldavis", out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_network_has_the_weights_of_the_associations(tmp_path):
    networkx = pytest.importorskip("networkx", reason="networkx is not here")
    export("provincial", to="graphml", out=tmp_path)
    graph = networkx.read_graphml(tmp_path / "provincial-slogans.graphml")
    pairs = bg.slogan_associations("provincial", n=19, seed=1).query("log_ratio > 0")
    assert graph.number_of_edges() == len(pairs)
    for row in pairs.head(20).itertuples():
        edge = graph.edges[row.slogan_a, row.slogan_b]
        assert edge["weight"] == pytest.approx(row.log_dice, rel=1e-5)
        assert edge["n_passages"] == row.n_passages
        assert graph.nodes[row.slogan_a]["label"] == row.slogan
    assert all({"class", "gloss_en", "count"} <= set(data) for _, data in graph.nodes(data=True))


def test_a_hostile_name_stays_text_and_what_is_undefined_is_left_out():
    nodes = pd.DataFrame({"label": ['<script>"&', "乙"], "size": [1.0, np.nan]}, index=["a", "b"])
    edges = pd.DataFrame({"weight": [0.25]}, index=pd.MultiIndex.from_tuples([("a", "b")]))
    name = "{http://graphml.graphdrawing.org/xmlns}"
    graph = Xml.parse(BytesIO(graphml(nodes, edges))).getroot().find(f"{name}graph")
    values = [[data.text for data in node] for node in graph]
    assert values == [['<script>"&', "1"], ["乙"], ["0.25"]]


def test_the_same_collection_gives_the_same_bytes_and_says_where_they_come_from(tmp_path):
    for to in ("mtx", "feather", "quanteda"):
        first, second = (export("sample", to=to, out=tmp_path / folder) for folder in "ab")
        assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
        origin = json.loads(first[-1].read_text(encoding="utf-8"))
        assert origin["files_sha256"] == {path.name: sha256(path) for path in first[:-1]}
        assert origin["lexicon_sha256"] == load_lexicon().sha256
        assert "@misc{baogao-sample," in origin["cite"]


def test_what_cannot_be_exported_says_so(tmp_path, refused):
    refused(["export", "headlines", "--to", "mtx", "--out", tmp_path / "a"], "headlines", "terms")
    (tmp_path / "file").write_text("a")
    refused(["export", "sample", "--to", "mtx", "--out", tmp_path / "file"], "is no folder")
    refused(["export", "sample", "--to", "xls", "--out", tmp_path / "a"], "--to", "mtx")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    with pytest.raises((SettingError, CorpusError)):
        export("sample", to="xls", out=tmp_path)


def r_says(folder, package, script):
    """What a script of R prints, run in a folder; skipped without R or the package."""
    if not shutil.which("Rscript"):
        pytest.skip("R is not here")
    has = subprocess.run(["Rscript", "-e", f"library({package})"], capture_output=True, check=False)
    if has.returncode:
        pytest.skip(f"the R package {package} is not here")
    ran = subprocess.run(["Rscript", "-e", script], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.split()


def test_r_reads_the_matrix_as_it_is_said_to(tmp_path, matrix):
    counts, passages, terms = matrix
    opening = json.loads((tmp_path / "sample-mtx-origin.json").read_text())["opened_by"][0].removeprefix("R: ")
    script = f"{opening}; cat(dim(m), sum(m), sum(m[, t$term == '七五普法']), nrow(p), nrow(t))"
    slogan = counts[:, terms.index[terms["term"] == "七五普法"]].sum()
    said = r_says(tmp_path, "Matrix", script)
    assert said == [str(number) for number in (*counts.shape, counts.sum(), slogan, len(passages), len(terms))]


def test_r_reads_the_dictionary(tmp_path):
    export("sample", to="quanteda", out=tmp_path)
    slogans = load_lexicon().table.set_index("slogan_id")
    place = f"d[['{slogans.loc['liang-ge-wei-hu', 'class']}']][['liang-ge-wei-hu']][1]"
    script = f"d <- yaml::read_yaml('slogans.yml'); cat(length(d), length(unlist(d)), {place})"
    n_classes = slogans["class"].nunique()
    assert r_says(tmp_path, "yaml", script) == [str(n_classes), str(len(load_lexicon().forms)), "两个维护"]


def test_quanteda_reads_the_dictionary(tmp_path):
    export("sample", to="quanteda", out=tmp_path)
    script = "d <- quanteda::dictionary(file = 'slogans.yml'); cat(length(d))"
    assert r_says(tmp_path, "quanteda", script) == [str(load_lexicon().table["class"].nunique())]


def test_r_reads_the_network(tmp_path):
    export("provincial", to="graphml", out=tmp_path)
    script = "g <- igraph::read_graph('provincial-slogans.graphml', 'graphml'); cat(igraph::ecount(g))"
    pairs = bg.slogan_associations("provincial", n=19, seed=1).query("log_ratio > 0")
    assert r_says(tmp_path, "igraph", script) == [str(len(pairs))]


def test_r_reads_the_hits(tmp_path):
    export("sample", to="feather", out=tmp_path)
    script = "cat(nrow(arrow::read_feather('sample-hits.feather')))"
    assert r_says(tmp_path, "arrow", script) == [str(len(bg.collection("sample").hits))]

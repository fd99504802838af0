"""The finder of series as it is stored: files whole, accuracy as counted, metrics as the papers have them."""

from __future__ import annotations

import json
import re
import shutil
import sys
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from baogao.errors import CorpusError
from baogao.language.series.candidates import GATE, candidates
from baogao.language.series.files import FOLDER, series_sha256
from baogao.language.series.fitting import Marked, fit_series, labels, nearest_series
from baogao.language.series.lines import Part
from baogao.language.series.marks import FIELDS, marks
from baogao.language.series.members import LIKENESS, describe, likeness
from baogao.language.series.models import FILES, load_series_models
from baogao.language.series.words import read_words
from baogao.paths import find_study, texts_root
from baogao.study.series_texts import overlapping


@pytest.fixture(scope="module")
def accuracy():
    return pd.read_csv(find_study() / FOLDER / "accuracy.csv", keep_default_na=False)


@pytest.fixture
def benchmarks(study, monkeypatch):
    monkeypatch.syspath_prepend(study / "benchmarks")
    import pse
    import series_accuracy

    yield pse, series_accuracy
    for name in ("pse", "series_accuracy"):
        sys.modules.pop(name)


def stated(study):
    """Rows of the tables of accuracy: name, and cells."""
    for line in (study / "docs/parallelism.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) in (5, 6) and re.fullmatch(r"\d+", cells[1]):
            yield cells


def figure(cell):
    return float(cell.split()[0])


def test_the_accuracy_that_is_stated_is_that_of_the_counts(study, accuracy):
    held_out = accuracy[accuracy["genre"] != "other texts"]
    strata = [cells for cells in stated(study) if len(cells) == 6]
    assert len(strata) == 2 + held_out["genre"].nunique() + held_out["era"].nunique()
    for name, gold, found, precision, recall, f1 in strata:
        stratum, size = re.fullmatch(r"(.+) \((\d+)\)", name).groups()
        rows = held_out[(held_out["genre"] == stratum) | (held_out["era"] == stratum)]
        rows = {"all": held_out, "other annotated texts": accuracy.drop(held_out.index)}.get(stratum, rows)
        total = rows.sum(numeric_only=True)
        assert (len(rows), total["gold"], total["found"]) == (int(size), int(gold), int(found))
        p, r = total["right"] / total["found"], total["right"] / total["gold"]
        assert [figure(precision), figure(recall)] == pytest.approx([p, r], abs=0.00051)
        assert figure(f1) == pytest.approx(2 * p * r / (p + r), abs=0.00051)
    for kind, gold, recall, found, precision in [cells for cells in stated(study) if len(cells) == 5]:
        total = held_out.sum(numeric_only=True)
        assert (total[f"gold_{kind}"], total[f"found_{kind}"]) == (int(gold), int(found))
        assert figure(recall) == pytest.approx(total[f"right_{kind}"] / total[f"gold_{kind}"], abs=0.00051)
        assert figure(precision) == pytest.approx(total[f"correct_{kind}"] / total[f"found_{kind}"], abs=0.00051)


def test_an_interval_that_is_stated_is_bca_over_texts(study, accuracy):
    """Efron 1987 by hand, with draws of our own: bias and acceleration move the percentiles."""
    [cell] = [cells[5] for cells in stated(study) if cells[0].startswith("all")]
    low, high = map(float, re.search(r"\((.+)–(.+)\)", cell).groups())
    counts = accuracy.loc[accuracy["genre"] != "other texts", ["right", "found", "gold"]].to_numpy(float)

    def f1(total):
        return 2 * total[..., 0] / (total[..., 1] + total[..., 2])

    n, rng = len(counts), np.random.default_rng(20)
    drawn = f1(counts[rng.integers(n, size=(4000, n))].sum(axis=1))
    apart = (without := f1(counts.sum(axis=0) - counts)).mean() - without
    acceleration = (apart**3).sum() / (6 * (apart**2).sum() ** 1.5)
    bias = norm.ppf((drawn < f1(counts.sum(axis=0))).mean())
    z = bias + norm.ppf([0.025, 0.975])
    assert [low, high] == pytest.approx(np.quantile(drawn, norm.cdf(bias + z / (1 - acceleration * z))), abs=0.015)


def test_series_are_found_as_well_as_they_must(accuracy):
    total = accuracy[accuracy["genre"] != "other texts"].sum(numeric_only=True)
    assert 2 * total["right"] / (total["found"] + total["gold"]) >= 0.78
    for kind, least in (("anchor", 0.80), ("frame", 0.50), ("enumeration", 0.95)):
        assert total[f"right_{kind}"] / total[f"gold_{kind}"] >= least, kind


def test_counts_of_accuracy_can_be(accuracy):
    assert (accuracy["right"] <= accuracy[["gold", "found"]].min(axis=1)).all()
    assert (accuracy["kind_right"] <= accuracy["right"]).all()
    for of_all, of_kinds in (("gold", "gold"), ("right", "right"), ("found", "found"), ("right", "correct")):
        kinds = [f"{of_kinds}_{kind}" for kind in ("anchor", "frame", "enumeration")]
        assert (accuracy[kinds].sum(axis=1) == accuracy[of_all]).all()


def test_the_files_are_those_that_the_model_lists():
    folder = find_study() / FOLDER
    listing = json.loads((folder / "MODEL.json").read_text(encoding="utf-8"))["sha256"]
    assert set(listing) == set(FILES) - {"MODEL.json"}
    for name, hash_ in listing.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == hash_, name
    models = load_series_models()
    assert models.gate.feature_name() == list(GATE)
    assert models.scorer.feature_name() == list(FIELDS)


def test_changed_and_absent_models_are_refused_in_one_line(tmp_path):
    folder = tmp_path / "series"
    with pytest.raises(CorpusError, match="has no models of series; restore them"):
        load_series_models(folder)
    shutil.copytree(find_study() / FOLDER, folder)
    assert series_sha256(folder) == series_sha256()
    (folder / "gate.txt").write_text("tree\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"gate\.txt: is absent or not the file that MODEL\.json lists"):
        load_series_models(folder)


@pytest.mark.texts
def test_the_stored_models_come_out_again():
    from baogao.study.refit_series import refit_series

    if not texts_root().is_dir():
        pytest.skip("the raw texts are not here")
    assert refit_series().result == "exact"


def test_likeness_of_two_members_by_hand():
    """防山火, 保水源: sizes 3 and 3, no character the same. 有热心, 有恒心: 有 first, 心 last, 2 of 3 in place."""
    text = "防山火、保水源、有热心、有恒心"
    words = read_words(text)
    first = np.searchsorted(words.starts, [0, 4, 8, 12])
    last = np.searchsorted(words.ends, [3, 7, 11, 15]) + 1
    table = pd.DataFrame(likeness(describe(words, first, last), np.array([0, 2]), np.array([1, 3])), columns=LIKENESS)
    assert table["size_ratio"].tolist() == [1, 1]
    assert table["prefix"].tolist() == [0, 1]
    assert table["suffix"].tolist() == [0, 1]
    assert table["same_places"].tolist() == pytest.approx([0, 2 / 3])
    assert table["char_overlap"].tolist() == pytest.approx([0, 2 / 4])


def test_every_field_is_finite_and_a_text_alone_gives_what_it_gives_among_others():
    reports = [
        [Part("要着力修水渠，着力铺山路，着力通木桥。"), Part("防山火、保水源、护古树的做法，分户分组分片。")],
        [Part("修水渠、铺山路和通木桥。\n一、学法\n二、用法\n三、守法")],
    ]
    gate = load_series_models().may_be_members
    together = marks(candidates(reports, gate))
    alone = [marks(candidates([parts], gate)) for parts in reports]
    assert np.isfinite(together).all()
    assert together.shape == (sum(map(len, alone)), len(FIELDS))
    in_order = [table[np.lexsort(table.T)] for table in (together, np.concatenate(alone))]
    np.testing.assert_array_equal(*in_order)


def test_labels_rise_with_the_overlap():
    assert nearest_series(np.array([0, 0, 9]), np.array([10, 5, 12]), [(0, 10)]) == pytest.approx([1, 0.5, 1 / 12])
    text = Marked("lan", [Part("有热心、有恒心、有真心")], [(0, 11, 3)])
    found = candidates([text.parts], lambda known: np.ones(len(known), np.bool_))
    whole = (found.starts == 0) & (found.ends == 11)
    assert (labels(found, text)[whole] == 1).all()
    assert whole.any()


def planted(seed):
    """A text of random words with series of three members that share a first word, and their offsets."""
    rng = np.random.default_rng(seed)
    verbs, nouns = list("修铺通补挖砌扫护"), ["水渠", "山路", "木桥", "古树", "谷仓", "石阶", "篱笆", "池塘"]
    text, series = "", []
    for _ in range(60):
        text += f"{rng.choice(nouns)}旁边的{rng.choice(nouns)}今天很好看，大家都说好。"
        start = len(text)
        text += "，".join("着力" + rng.choice(verbs) + noun for noun in rng.choice(nouns, 3, replace=False))
        series.append((start, len(text), 3))
        text += "。"
    return Marked(str(seed), [Part(text)], series)


def test_planted_series_are_found_in_a_text_that_was_not_fitted_on():
    from baogao.language.series.finder import find_series

    models, unseen = fit_series([planted(1), planted(2)]), planted(3)
    found = {(one.start, one.end, one.members) for one in find_series(unseen.parts, models)}
    assert len(found & set(unseen.series)) >= 57
    assert len(found) <= 66


def test_texts_that_share_their_wording_are_left_out_together():
    long = "".join(chr(0x4E00 + place) for place in range(200))
    texts = [
        Marked("a", [Part(long)], []),
        Marked("b", [Part(long[:100])], []),
        Marked("c", [Part(long[:60][::-1])], []),
    ]
    assert overlapping(texts, [0]) == [0, 1]  # b shares 81 strings of 20 characters with a
    assert overlapping(texts, [2]) == [2]


def test_matches_are_one_to_one_and_the_best_first(benchmarks):
    from baogao.language.series.choice import Series

    _, series_accuracy = benchmarks
    found = [Series(0, 10, 3, "", "frame"), Series(0, 12, 3, "", "frame"), Series(30, 34, 3, "", "frame")]
    assert series_accuracy.matches([(0, 11), (30, 40)], found) == [(0, 1)]  # 11/12 over 10/11; 4/10 is too little


def test_metrics_of_the_essays_by_hand(benchmarks):
    """Members {1,2,3} and {4,5}, found as {1,2} and {4,5}: 4 words shared, of 4 found and 5 marked; one the same."""
    pse, _ = benchmarks
    marked = [frozenset({1, 2, 3}), frozenset({4, 5})]
    found = [frozenset({1, 2}), frozenset({4, 5})]
    assert pse.word_overlap(found, marked) == 4
    assert pse.branch_aware(found, marked) == 4
    assert pse.branch_match(found, marked) == 0  # fewer than two are the same
    assert pse.METRICS["EPM"][0](marked, marked[::-1]) == 1
    across = [frozenset({1, 2, 3, 4, 5})]
    assert pse.word_overlap(across, marked) == 5
    assert pse.branch_aware(across, marked) == 0  # one member pairs with one only
    assert pse.paired(pse.word_overlap, [found, marked], [marked]).tolist() == [5]
    assert pse.paired(pse.word_overlap, [], [marked]).sum() == 0

"""The stored reader: its files are whole, its accuracy is stated as counted, and it reads an invented report."""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from baogao.corpus.text.report import Report
from baogao.errors import CorpusError
from baogao.language.lexicon import load_lexicon
from baogao.language.reader.forms import plain
from baogao.language.reader.models import FILES, load_models
from baogao.language.reader.reader import find_slogans
from baogao.language.stack import stack
from baogao.reading.annotate import annotate

TEXT = """\
澜州市人民政府工作报告

各位代表：
一年来，我们坚持以人民为中心，深入推进“雨燕归巢”工程，全面推行“码上代办”改革，着力打造“三湖一链”。
全市实施“雨燕归巢”工程，新增返乡人员二百名。建立“1+5+N”山林巡护机制，开展“清渠”专项行动。
山上下了一场雨，渠里有水，桥边的灯修好了。
今年要守住“三湖一链”，真抓实干，建设平安澜州。
"""
OTHERS = ["全面推进乡村振兴，落实“河长制”。", "坚持依法治国，坚持“三湖一链”。"]


@pytest.fixture(scope="module")
def layer():
    return annotate(Report("lan", TEXT))["slogans"]


@pytest.fixture(scope="module")
def accuracy():
    return pd.read_csv(load_folder() / "accuracy.csv")


def load_folder():
    from baogao.language.reader.files import FOLDER
    from baogao.paths import find_study

    return find_study() / FOLDER


def rows_of_docs(study):
    """Rows of the table of the page: way, texts, and the figures."""
    way = ""
    for line in (study / "docs/slogan-reader.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 8 and re.search(r"\d", cells[2]):
            way = cells[0] or way
            yield way, cells[1], cells[2:]


def test_the_accuracy_that_is_stated_is_that_of_the_counts(study, accuracy):
    stated = list(rows_of_docs(study))
    for way, stratum, cells in stated:
        rows = accuracy[accuracy["way"] == way]
        name, size = re.fullmatch(r"(.+?) \(?(\d+)\)?", stratum).groups()
        if name != "all":
            rows = rows[(rows["genre"] == name) | (rows["era"] == name)]
        assert len(rows) == int(size), (way, stratum)
        n = {column: int(rows[column].sum()) for column in rows.columns[4:]}
        precision, recall = n["strict"] / n["found"], n["strict"] / n["gold"]
        relaxed, relaxed_recall = n["relaxed"] / n["found"], n["relaxed"] / n["gold"]
        times, times_recall = n["times"] / n["found_times"], n["times"] / n["gold_times"]
        expected = [
            precision,
            recall,
            2 * precision * recall / (precision + recall),
            2 * relaxed * relaxed_recall / (relaxed + relaxed_recall),
            2 * times * times_recall / (times + times_recall),
            n["class_right"] / n["strict"],
        ]
        assert [float(cell.split()[0]) for cell in cells] == pytest.approx(expected, abs=0.00051), (way, stratum)
    per_way = 1 + accuracy["genre"].nunique() + accuracy["era"].nunique()
    assert len(stated) == accuracy["way"].nunique() * per_way


def test_an_interval_that_is_stated_is_bca_over_texts(study, accuracy):
    """Efron 1987 by hand, with draws of our own: bias and acceleration move the percentiles."""
    with_interval = [(way, cells[2]) for way, stratum, cells in rows_of_docs(study) if stratum.startswith("all")]
    assert with_interval
    for way, cell in with_interval:
        low, high = map(float, re.search(r"\((.+)–(.+)\)", cell).groups())
        counts = accuracy.loc[accuracy["way"] == way, ["strict", "found", "gold"]].to_numpy(float)
        assert [low, high] == pytest.approx(bca(counts), abs=0.015), way


def bca(counts):
    def f1(total):
        return 2 * total[..., 0] / (total[..., 1] + total[..., 2])

    n, rng = len(counts), np.random.default_rng(20)
    drawn = f1(counts[rng.integers(n, size=(4000, n))].sum(axis=1))
    without_one = f1(counts.sum(axis=0) - counts)
    apart = without_one.mean() - without_one
    acceleration = (apart**3).sum() / (6 * (apart**2).sum() ** 1.5)
    bias = norm.ppf((drawn < f1(counts.sum(axis=0))).mean())
    z = bias + norm.ppf([0.025, 0.975])
    return np.quantile(drawn, norm.cdf(bias + z / (1 - acceleration * z)))


def test_the_reader_reads_as_well_as_it_must(accuracy):
    total = accuracy.groupby("way").sum(numeric_only=True)
    both, certain = total.loc["both"], total.loc["both, certain only"]
    assert 2 * both["strict"] / (both["found"] + both["gold"]) >= 0.68
    assert 2 * both["relaxed"] / (both["found"] + both["gold"]) >= 0.75
    assert 2 * both["times"] / (both["found_times"] + both["gold_times"]) >= 0.72
    assert certain["strict"] / certain["found"] >= 0.85
    assert certain["strict"] / certain["gold"] >= 0.40


def test_counts_of_accuracy_can_be(accuracy):
    assert (accuracy["strict"] <= accuracy["relaxed"]).all()
    assert (accuracy["relaxed"] <= accuracy[["gold", "found"]].min(axis=1)).all()
    assert (accuracy["times"] <= accuracy[["gold_times", "found_times"]].min(axis=1)).all()
    assert (accuracy["class_right"] <= accuracy["strict"]).all()
    assert accuracy.groupby("text")["gold"].nunique().eq(1).all()  # every way is held against the same annotation


def test_the_files_are_those_that_the_model_lists():
    folder = load_folder()
    listing = json.loads((folder / "MODEL.json").read_text(encoding="utf-8"))["sha256"]
    assert set(listing) == set(FILES) - {"MODEL.json"}
    for name, hash_ in listing.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == hash_, name


def test_a_changed_and_an_absent_reader_are_refused_in_one_line(tmp_path):
    folder = tmp_path / "reader"
    shutil.copytree(load_folder(), folder)
    (folder / "words.txt").write_text("法治\n", encoding="utf-8")
    for path, words in ((folder, "words.txt: is absent or not the file"), (tmp_path / "none", "has no reader")):
        with pytest.raises(CorpusError, match=words) as caught:
            load_models(path)
        assert "\n" not in str(caught.value)


def test_slogans_of_an_invented_report(layer):
    slogans = {one["canonical"]: one for one in layer["slogans"]}
    assert {"以人民为中心", "真抓实干", "1+5+N", "三湖一链", "码上代办"} <= set(slogans)
    assert not [form for form in slogans if form in "山上下了一场雨，渠里有水，桥边的灯修好了"]
    assert (slogans["三湖一链"]["count"], slogans["三湖一链"]["surfaces"]) == (2, ["“三湖一链”"])
    assert "slogan_id" not in slogans["三湖一链"]
    assert {"in quotation marks", "2 times here"} <= set(slogans["三湖一链"]["reasons"])
    assert slogans["1+5+N"]["class"] == "numeric"
    assert "in the lexicon" in slogans["真抓实干"]["reasons"]


def test_every_find_has_a_probability_its_tier_and_reasons(layer):
    settings = load_models().settings
    assert settings["likely"] < settings["certain"]
    for one in layer["slogans"]:
        assert settings["likely"] <= one["probability"] <= 1
        assert one["tier"] == ("certain" if one["probability"] >= settings["certain"] else "likely")
        assert one["reasons"]
        for start, end in one["spans"]:
            assert plain(TEXT[start:end]) == one["canonical"]


def test_a_form_of_the_lexicon_is_found_or_doubtful(layer):
    found, doubtful = ({one["canonical"] for one in layer[key]} for key in ("slogans", "doubtful"))
    assert not found & doubtful
    forms = [form for form in load_lexicon().forms if form in TEXT]
    assert forms
    assert {re.sub("[“”]", "", form) for form in forms} <= found | doubtful


def finds_of(texts, wanted):
    """Finds in one of several reports, by their place in it."""
    passages = [line for text in texts for line in text.split("\n") if line]
    reports = np.repeat(np.arange(len(texts)), [sum(map(bool, text.split("\n"))) for text in texts])
    stacked = stack(passages)
    finds = find_slogans(stacked, reports, load_lexicon())
    first = stacked.starts[np.flatnonzero(reports == wanted)[0]]
    own = reports[stacked.passages[finds.starts]] == wanted
    columns = (finds.starts - first, finds.ends - first, finds.probability, finds.classes, finds.in_lexicon)
    return list(zip(*(column[own].tolist() for column in columns), strict=True))


def test_a_report_has_the_same_slogans_alone_and_among_others():
    alone = finds_of([TEXT], 0)
    assert alone
    assert finds_of([TEXT], 0) == alone
    assert finds_of([OTHERS[0], TEXT, OTHERS[1]], 1) == alone
    assert finds_of([*OTHERS, TEXT], 2) == alone


def test_nothing_is_found_in_nothing():
    finds = find_slogans(stack([]), np.zeros(0, np.int64), load_lexicon())
    assert len(finds.starts) == len(finds.probability) == 0
    assert annotate(Report("bare", "山上下了一场雨。\n"))["slogans"] == {
        "report": "bare",
        "slogans": [],
        "doubtful": [],
    }

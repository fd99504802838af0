"""Reuse: planted copies recovered, kinds, the table, shares that do not move when a report is thinned, the command."""

from __future__ import annotations

import math
from io import StringIO

import numpy as np
import pandas as pd
import pytest

import baogao as bg
from baogao.corpus.store.collection import load_reports
from baogao.features.earlier import last_above, own_previous
from baogao.features.tables import SCHEMAS, load_table
from baogao.features.wordings import wordings
from baogao.language.matching import Matcher
from baogao.language.reuse.kinds import kinds_of
from baogao.language.reuse.planted import planted, recovered
from baogao.language.reuse.stretches import align, find_stretches
from baogao.language.segmenting import segmenter
from baogao.language.stack import stack
from baogao.language.wording import cross_entropy, standing_share
from baogao.measures.covering import COLUMNS, covered
from baogao.measures.reuse import reuse_shares
from baogao.measures.reuse_pairs import reuse_pairs

RATES = (0.0, 0.1, 0.2, 0.3, 0.4)
SENTENCE = "全市建成普法阵地三百余处开展宣讲活动两千余场参加群众超过四十万人次石渚县的做法在全省推广"


@pytest.fixture(scope="module")
def words():
    cut = segmenter()
    return [word for report in load_reports("sample") for word in cut(report.text) if word.isalnum()]


def found(passages, reports):
    stacked = stack(passages)
    every = find_stretches(stacked, np.array(reports), max(reports) + 1)
    begins = stacked.starts.tolist()
    return [
        (e.passage_a, e.passage_b)
        + tuple(offset - begins[e.passage_a] for offset in e[2:4])
        + tuple(offset - begins[e.passage_b] for offset in e[4:6])
        for e in every
    ]


@pytest.mark.parametrize("edits", ["letters", "words"])
@pytest.mark.parametrize("rate", RATES)
def test_planted_copies_are_recovered(words, edits, rate):
    made = planted(words, n_reports=12, n_plants=60, rates=[rate], edits=edits, seed=7)
    assert recovered(found(made.passages, made.reports), made.plants).f1 >= 0.95


def test_nothing_is_found_where_nothing_is_planted(words):
    made = planted(words, n_reports=12, n_plants=1, rates=[0.0], edits="letters", seed=8)
    plant = made.plants[0]
    rest = [each for number, each in enumerate(made.passages) if number != plant.passage_b]
    assert found(rest, list(range(len(rest)))) == []


def test_stretches_in_another_order_are_found_both():
    other = "二是把法律援助送到田间地头三是把人民调解做到群众心坎上四是让公证服务少跑一趟路"
    passages = [f"{SENTENCE}。{other}。", f"{other}。{SENTENCE}。"]
    texts = {(passages[a][s:e], passages[b][t:f]) for a, b, s, e, t, f in found(passages, [0, 1])}
    assert texts == {(SENTENCE, SENTENCE), (other, other)}


def test_a_report_is_not_compared_with_itself_nor_references_with_each_other():
    stacked = stack([SENTENCE, SENTENCE, SENTENCE, SENTENCE])
    pairs = {each[:2] for each in find_stretches(stacked, np.array([0, 0, 1, 2]), 1)}
    assert pairs == {(0, 2), (0, 3), (1, 2), (1, 3)}


@pytest.mark.parametrize("passages", [[], [""], ["法"], ["", "", "普法"]])
def test_texts_without_a_run_share_nothing(passages):
    assert list(find_stretches(stack(passages), np.arange(len(passages)), len(passages))) == []


def test_an_alignment_by_hand():
    # 4 equal, one replaced (-0.75), 4 equal: score 7.25; the tail of one side is no part
    assert [tuple(each) for each in align("甲乙丙丁戊己庚辛壬", "甲乙丙丁子己庚辛壬癸癸")] == [(0, 9, 0, 9, 8, 7.25)]


def test_kinds_by_length_and_slogans():
    slogans = "增强四个意识坚定四个自信做到两个维护贯彻新发展理念"
    a = [
        SENTENCE[:20] + "甲" * 60,
        slogans + "乙" * 60,
        SENTENCE[:30] + "丙" * 60,
        SENTENCE + "普法工作有声有色更进一步",
    ]
    b = [
        SENTENCE[:20] + "丁" * 60,
        slogans + "戊" * 60,
        SENTENCE[:30] + "己" * 60,
        SENTENCE + "普法工作有声有色更进一步",
    ]
    for number, kind in enumerate(["set_phrase", "set_phrase", "formula", "paragraph"]):
        stacked = stack([a[number], b[number]])
        every = list(find_stretches(stacked, np.array([0, 1]), 2))
        forms = ["四个意识", "四个自信", "两个维护", "新发展理念"]
        assert kinds_of(every, stacked, Matcher(forms)) == [kind]


def test_cross_entropy_by_hand():
    # 普 after 法普: order 1 (2 + 2 U) / 5; order 2 behind the beginning and order 3 behind nothing as worked out below
    uniform = 1 / 8105
    one = (2 + 2 * uniform) / (3 + 2)  # 普 twice of three letters, two kinds
    two = (1 + 1 * one) / (1 + 1)  # the passage begins with it
    three = (1 + 1 * two) / (1 + 1)
    bits, n = cross_entropy(["普"], ["普法普"])
    assert (bits, n) == (pytest.approx(-math.log2(three)), 1)


def test_probabilities_of_all_letters_sum_to_one():
    model = ["依法行政依法治国", "普法"]
    known = sorted(set("".join(model)))
    total = sum(2 ** -cross_entropy([letter], model)[0] for letter in known)
    unknown = 2 ** -cross_entropy(["甲"], model)[0]
    assert total + (8105 - len(known)) * unknown == pytest.approx(1)


def test_undefined_wordings_are_no_numbers():
    assert math.isnan(cross_entropy([], ["法"])[0])
    assert math.isnan(cross_entropy(["法"], [])[0])
    assert math.isnan(standing_share([], ["法"]))
    assert standing_share(["坚持依法治国依法行政"], [""]) == 0


def test_wordings_do_not_move_when_the_other_texts_are_thinned(words):
    rng = np.random.default_rng(3)

    def passages(n):
        return ["".join(rng.choice(words, 30).tolist()) for _ in range(n)]

    shared = passages(300)
    texts = {"a": [*passages(150), *shared[:100]], "b": [*shared, *passages(3500)], "old": passages(600)}
    issuers = {"a": "x", "b": "y", "old": "x"}
    values = []
    for share in (1.0, 0.5):
        thin = {name: [t for t in text if name == "a" or rng.random() < share] for name, text in texts.items()}
        rows = wordings(thin, issuers, {"a": thin["old"]}, {})
        values.append({measure: value for report, measure, value, _ in rows if report == "a"})
    assert values[1]["cross_entropy_previous"] == pytest.approx(values[0]["cross_entropy_previous"], rel=0.01)
    assert 0 < values[0]["formula_share"] < 1
    assert values[1]["formula_share"] == pytest.approx(values[0]["formula_share"], rel=0.2)
    assert math.isnan(values[0]["cross_entropy_centre"])


def test_expected_shares_do_not_move_when_either_report_is_thinned():
    rng = np.random.default_rng(5)
    n_passages, size = 400, 100
    # each passage of the one report shares its first 40 characters with up to three passages of the other
    stretches = [(p * size, p * size + 40, p, q) for p in range(n_passages) for q in rng.choice(600, rng.integers(4))]
    whole = covered(*np.array(stretches).T[:2], n_passages * size, other_size=600 * size, drawn=10_000)
    drawn = []
    for _ in range(60):
        own, other = rng.random(n_passages) < 0.5, rng.random(600) < 0.5
        rows = np.array([s for s in stretches if own[s[2]] and other[s[3]]])
        drawn.append(covered(*rows.T[:2], own.sum() * size, other_size=other.sum() * size, drawn=10_000))
    shares, expected = np.array(drawn).T
    assert expected.mean() == pytest.approx(whole.expected, rel=0.03)
    assert shares.mean() < 0.75 * whole.share  # the plain share does move


def test_undefined_shares_are_no_numbers():
    assert all(map(math.isnan, covered([], [], 0, other_size=5, drawn=1)))
    assert covered([], [], 9, other_size=5, drawn=1) == (0, 0)
    assert math.isnan(covered([0], [9], 9, other_size=5, drawn=6).expected)


REPORTS = pd.DataFrame(
    {
        "report_id": ["x-2025", "x-2026", "y-2026", "z"],
        "date": ["2025-01-10", "2026-01-10", "2026", ""],
        "year": pd.array([2025, 2026, 2026, None], "Int64"),
        "region": ["x", "x", "y", "z"],
        "issuer": ["x", "x", "y", "x"],
        "genre": "work-report",
        "subgenre": "",
    }
)
REUSE = pd.DataFrame(
    [
        ("x-2025:0001", "x-2026:0002", 0, 50, 100, 150, 50, "formula"),
        ("x-2026:0002", "c/w-2025:0001", 125, 200, 0, 75, 70, "paragraph"),
        ("x-2026:0002", "y-2026:0001", 100, 140, 10, 50, 40, "formula"),
    ],
    columns=COLUMNS,
)


def test_shares_by_hand():
    table = reuse_shares(
        REPORTS,
        REUSE,
        pd.DataFrame({"id": ["x-2026"], "measure": ["formula_share"], "value": [0.25]}),
        sizes={"x-2025": 1000, "x-2026": 400, "y-2026": 100, "c/w-2025": 20_000},
        previous=own_previous(REPORTS),
        centre={"x-2026": "c/w-2025"},
    ).set_index("report")
    row = table.loc["x-2026"]
    assert (row["previous"], row["centre"]) == ("x-2025", "c/w-2025")
    assert row[["share_previous", "share_centre", "share_others"]].tolist() == [50 / 400, 75 / 400, 40 / 400]
    assert row["novelty"] == row["share_alone"] == 1 - 100 / 400  # 100 to 200
    assert row["expected_centre"] == 75 / 400 / 2  # half of 20,000 characters
    assert math.isnan(row["expected_previous"])  # fewer than 10,000
    assert row["formula_share"] == 0.25
    assert math.isnan(table.loc["x-2025", "share_previous"])
    assert math.isnan(table.loc["y-2026", "novelty"])


def test_the_report_before_is_of_the_same_issuer_and_earlier():
    assert own_previous(REPORTS) == {"x-2026": "x-2025"}
    above = REPORTS.assign(report_id=["p", "q", "r", "s"])
    # a year alone stands behind the days in it, so r (2026) is no earlier than q, nor than the report of that year
    assert last_above(REPORTS, above) == {"x-2025": "p", "x-2026": "q", "y-2026": "r"}


def test_pairs_say_which_is_earlier():
    days = {"x-2025": "2025-01-10~", "x-2026": "2026-01-10~", "c/w-2025": "2025-03-05~", "y-2026": "2026~"}
    pairs = reuse_pairs(REUSE, sizes={"x-2026": 400, "c/w-2025": 20_000}, days=days).set_index(["earlier", "later"])
    assert pairs["order"].to_dict() == {
        ("c/w-2025", "x-2026"): "earlier",
        ("x-2025", "x-2026"): "earlier",
        ("x-2026", "y-2026"): "unknown",
    }
    assert pairs.loc[("c/w-2025", "x-2026"), "share_of_later"] == 75 / 400
    assert pairs.loc[("c/w-2025", "x-2026"), ["set_phrase", "formula", "paragraph"]].tolist() == [0, 0, 70]


def planted_collection(folder, name, texts):
    for report, text in texts.items():
        (folder / "in" / name).mkdir(parents=True, exist_ok=True)
        (folder / "in" / name / f"{report}.txt").write_text(text, encoding="utf-8")


def test_a_collection_is_compared_with_those_it_names(copy, baogao, refused, words):
    made = planted(words, n_reports=3, n_plants=3, rates=[0.2], edits="words", seed=2)
    texts = {
        f"r{n}": "\n".join(p for p, r in zip(made.passages, made.reports, strict=True) if r == n) for n in range(3)
    }
    planted_collection(copy, "mine", {name: texts[name] for name in ("r0", "r1")})
    planted_collection(copy, "above", {"r2": texts["r2"]})
    for name in ("mine", "above"):
        baogao("import", copy / "in" / name, name)
    (copy / "corpus/mine/against.txt").write_text("above\n")
    assert baogao("build", "above", "--jobs", 1)[0] == 0
    assert baogao("build", "mine", "--jobs", 1)[0] == 0
    table = load_table(copy / "corpus/mine", "reuse")
    pairs = {
        tuple(sorted((a.split(":")[0], b.split(":")[0]))) for a, b in zip(table.passage_a, table.passage_b, strict=True)
    }
    wanted = {
        tuple(sorted(("above/" * (made.reports[p] == 2) + f"r{made.reports[p]}") for p in plant[:2]))
        for plant in made.plants
    }
    assert pairs == wanted
    code, out, _ = baogao("reuse", "mine", "--pairs", "--format", "csv")
    assert code == 0
    assert len(out.splitlines()) == 1 + len(wanted)
    with (copy / "corpus/above/against.txt").open("w") as file:
        file.write("above\n")
    refused(["build", "above"], "against.txt", "names above itself")
    (copy / "corpus/mine/against.txt").write_text("")
    refused(["reuse", "mine"], "a collection that it is compared with (against.txt) has changed", "build mine")


def test_the_command_prints_a_row_a_report(baogao):
    code, out, _ = baogao("reuse", "sample", "--format", "csv")
    assert code == 0
    assert len(out.splitlines()) == 13
    assert set(pd.read_csv(StringIO(out))["share_alone"]) == {1.0}


def test_the_tables_hold_no_text():
    texts = [field.name for field in SCHEMAS["reuse"] if str(field.type) == "string"]
    assert texts == ["passage_a", "passage_b", "kind"]
    assert set(bg.collection("provincial").reuse["kind"]) == {"set_phrase", "formula", "paragraph"}

"""Official English: translation memories, words aligned, renderings found and counted, in invented texts."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest

import baogao as bg
from baogao.corpus.text.members import read_members
from baogao.corpus.text.tmx import read_pairs
from baogao.errors import CorpusError, SettingError
from baogao.features.build import build
from baogao.language.bilingual.align import ADDED, NO_SOURCE, posteriors
from baogao.language.bilingual.english import english_words, stem
from baogao.language.bilingual.glosses import likeness
from baogao.language.bilingual.renderings import find_renderings
from baogao.language.lexicon import load_lexicon
from baogao.language.segmenting import segmenter
from baogao.measures.renderings import renderings, usual_renderings
from baogao.paths import find_study

PLACES = ["Lan", "Shizhu", "Danzhai", "Leishan", "Qingxi", "Baimu"]
CHINESE = ["澜州", "石渚", "丹寨", "雷山", "青溪", "白木"]
FRAMES = [
    ("{place}推进{slogan}，修好水渠。", "{place} promoted {rendering} and repaired its canals."),
    ("今年{place}种树，{slogan}也有进步。", "This year {place} planted trees, and {rendering} advanced too."),
    ("村民说，{slogan}让{place}更好。", "Villagers say that {rendering} makes {place} better."),
]
RENDERED = {
    "高质量发展": "high-quality development",
    "改革开放": "reform and opening up",
    "依法行政": "law-based administration",
}


def invented_pairs(rendered):
    """Sentences in which each slogan has its rendering: known truth."""
    pairs = []
    for number, (slogan, rendering) in enumerate(rendered.items()):
        for turn, (chinese, place) in enumerate(zip(CHINESE, PLACES, strict=True)):
            zh, en = FRAMES[(number + turn) % 3]
            pairs.append((zh.format(place=chinese, slogan=slogan), en.format(place=place, rendering=rendering)))
        pairs += [
            ("青溪的水渠修好了。", "The canals of Qingxi were repaired."),
            ("石渚种树。", "Shizhu planted trees."),
        ]
    return pairs


def tmx(pairs):
    units = "".join(
        f'<tu><tuv xml:lang="zh-CN"><seg>{zh}</seg></tuv><tuv xml:lang="en-US"><seg>{en}</seg></tuv></tu>\n'
        for zh, en in pairs
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header/><body>{units}</body></tmx>\n'


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    """The slogans of these tests alone, so that nothing else need be aligned."""
    path = tmp_path_factory.mktemp("lexicon") / "slogans.tsv"
    path.write_text(few_slogans(find_study()), encoding="utf-8")
    return load_lexicon(path)


def few_slogans(study):
    """Text of a lexicon with the slogans of these tests only."""
    table = pd.read_csv(study / "corpus/lexicons/slogans.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3)
    few = table[table["canonical"].isin(RENDERED)].assign(supersedes="", expands_to="")
    return few.to_csv(sep="\t", index=False, quoting=3)


def test_planted_renderings_are_found(lexicon):
    rendered = find_renderings(invented_pairs(RENDERED), lexicon, segmenter())
    own = [(one.text, RENDERED[lexicon.canonical[one.slogan_id]]) for one in rendered]
    assert len(own) == len(RENDERED) * len(PLACES)
    assert sum(text == planted for text, planted in own) >= 0.9 * len(own)


def test_what_the_english_lacks_is_not_rendered(lexicon):
    pairs = [*invented_pairs(RENDERED), ("澜州推进高质量发展，修好水渠。", "Lan repaired its canals.")]
    rendered = find_renderings(pairs, lexicon, segmenter())
    assert [one.text for one in rendered if one.pair == len(pairs) - 1] == [""]


def test_the_same_sentences_give_the_same_renderings(lexicon):
    first, second = (find_renderings(invented_pairs(RENDERED), lexicon, segmenter()) for _ in range(2))
    assert first == second


def model_one(pairs, rounds):
    """IBM Model 1 by dictionaries, as in the textbook, with a null word of fixed prior."""
    chances = defaultdict(lambda: 1.0)
    for _ in range(rounds):
        expected, totals = defaultdict(float), defaultdict(float)
        for source, target in pairs:
            prior = [NO_SOURCE] + [(1 - NO_SOURCE) / len(source)] * len(source)
            for word in target:
                parts = [p * chances[s, word] for p, s in zip(prior, [None, *source], strict=True)]
                for each, part in zip([None, *source], parts, strict=True):
                    expected[each, word] += part / sum(parts)
        for (source, _), count in list(expected.items()):
            totals[source] += count + ADDED
        chances = defaultdict(float, {key: (count + ADDED) / totals[key[0]] for key, count in expected.items()})
    return chances


def test_alignment_is_model_one_where_nothing_else_is_asked():
    """The textbook's example: das Haus, das Buch, ein Buch."""
    pairs = [(["das", "haus"], ["the", "house"]), (["das", "buch"], ["the", "book"]), (["ein", "buch"], ["a", "book"])]
    german, english = ["das", "haus", "buch", "ein"], ["the", "house", "book", "a"]
    ids = [([german.index(w) for w in s], [english.index(w) for w in t]) for s, t in pairs]
    sources, targets = ([np.array(each[side]) for each in ids] for side in (0, 1))
    found = posteriors(sources, targets, tension=0, rounds=5, plain_rounds=9)
    chances = model_one(pairs, 5)
    for (source, target), matrix in zip(pairs, found, strict=True):
        for row, word in zip(matrix, target, strict=True):
            parts = np.array([NO_SOURCE * chances[None, word]] + [0.46 * chances[each, word] for each in source])
            assert row == pytest.approx(parts / parts.sum())
    assert found[1][1].argmax() == 2  # book: Buch


def test_rows_of_an_alignment_sum_to_one_and_one_pair_is_enough():
    matrix = posteriors([np.array([0, 1, 2])], [np.array([0, 1])])[0]
    assert matrix.shape == (2, 4)
    assert matrix.sum(axis=1) == pytest.approx([1, 1])


def test_english_words_are_cut_and_stemmed():
    assert [word.kind for word in english_words("The canals were dug, and quickly.")] == [
        *("function", "content", "auxiliary", "content", "mark", "function", "content", "mark"),
    ]
    assert stem("canals") == stem("Canal") != stem("can")
    assert likeness("repair of canals", "repairing the canal") == 1


def test_a_translation_memory_is_read(tmp_path):
    path = tmp_path / "a.tmx.xml"
    path.write_text(tmx([("修渠。", "Dig canals."), ("种树\n一百棵。", "Plant a\nhundred trees.")]), encoding="utf-8")
    assert read_pairs(path) == [("修渠。", "Dig canals."), ("种树 一百棵。", "Plant a hundred trees.")]
    assert read_members(path) == {"zh": "修渠。\n种树 一百棵。", "en": "Dig canals.\nPlant a hundred trees."}
    path.write_text("<tmx><body>", encoding="utf-8")
    with pytest.raises(CorpusError, match="no XML"):
        read_pairs(path)
    path.write_text("<tmx><body><tu><tuv xml:lang='zh'><seg>修渠</seg></tuv></tu></body></tmx>", encoding="utf-8")
    with pytest.raises(CorpusError, match="no pair"):
        read_pairs(path)


def test_entities_of_a_translation_memory_cannot_grow(tmp_path):
    path = tmp_path / "a.tmx"
    layers = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    path.write_text(f'<!DOCTYPE tmx [<!ENTITY a0 "aaaaaaaaaa">{layers}]><tmx>&a9;</tmx>', encoding="utf-8")
    with pytest.raises(CorpusError, match="no XML"):
        read_pairs(path)


@pytest.fixture
def memories(copy):
    """A collection of two invented translation memories, built."""
    (copy / "corpus" / "lexicons" / "slogans.tsv").write_text(few_slogans(copy), encoding="utf-8")
    folder = copy / "corpus" / "memories"
    (folder / "texts").mkdir(parents=True)
    (folder / "tables.txt").write_text("passages\nhits\nrenderings\n", encoding="utf-8")
    later = {**RENDERED, "高质量发展": "quality growth"}
    rows = []
    for year, rendered in ((2018, RENDERED), (2019, later)):
        path = folder / "texts" / f"{year}.tmx"
        path.write_text(tmx(invented_pairs(rendered)), encoding="utf-8")
        text = bg.Report(str(year), read_members(path)["zh"])
        rows.append({"report_id": f"lan-{year}", "year": year, "sha256": text.sha256, "file": f"{year}.tmx#zh"})
    sample = pd.read_csv(copy / "corpus" / "sample" / "reports.csv", dtype=str, keep_default_na=False)
    table = pd.concat([sample.head(0), pd.DataFrame(rows)]).fillna("")
    fixed = {"level": "city", "genre": "other", "source": "invented", "licence": "CC0-1.0"}
    table = table.assign(**fixed, date=table["year"])
    table.to_csv(folder / "reports.csv", index=False)
    build("memories", jobs=1)
    return folder


@pytest.mark.usefixtures("memories")
def test_renderings_are_counted_by_year(baogao):
    table = bg.renderings("memories", "高质量发展")
    tops = table.drop_duplicates("year").set_index("year")
    assert tops["rendering"].to_dict() == {2018: "high-quality development", 2019: "quality growth"}
    assert table.groupby("year")["share"].sum().to_numpy() == pytest.approx([1, 1])
    assert table.groupby("year")["n_sentences"].sum().to_dict() == {2018: 6, 2019: 6}
    code, out, _ = baogao("renderings", "改革开放", "--collection", "memories", "--format", "csv")
    assert code == 0
    assert out.splitlines()[0] == "slogan,year,rendering,n_sentences,share,slogan_id"
    assert "reform and opening up" in out
    checked = bg.gloss_check("memories").set_index("slogan")
    assert checked.loc["改革开放", "likeness"] == 1


@pytest.mark.usefixtures("memories")
def test_a_form_that_the_lexicon_lacks_is_refused(refused):
    refused(["renderings", "修好水渠", "--collection", "memories"], "修好水渠", "lexicon")
    refused(["renderings", "--collection", "sample"], "sample", "renderings")
    refused(["renderings", "改革开放", "--glosses"], "--glosses")
    with pytest.raises(SettingError, match="lexicon lacks"):
        bg.renderings("memories", "修好水渠")


def test_counts_of_renderings_by_hand():
    """Two years: 3 of 4 sentences alike, then 1 of 1; the usual one is the more frequent."""
    reports = pd.DataFrame({"report_id": ["a", "b"], "year": [2018, 2019]})
    rendered = pd.DataFrame(
        {"report_id": ["a", "a", "b"], "slogan_id": "s", "rendering": ["x y", "", "z"], "n_sentences": [3, 1, 1]}
    )
    table = renderings(reports, rendered)
    assert table["share"].tolist() == [0.75, 0.25, 1]
    assert usual_renderings(rendered).values.tolist() == [["s", "x y", 3, 5, 2]]
    assert renderings(reports, rendered.head(0)).empty


def test_what_was_read_is_in_the_data_statement(study):
    """Shares of a reading of 150 renderings, as the data statement says them."""
    reading = pd.read_csv(study / "corpus" / "bilingual" / "reading.csv")
    assert len(reading) == 150
    counts = reading["verdict"].value_counts()
    statement = (study / "corpus" / "bilingual" / "README.md").read_text(encoding="utf-8")
    assert (
        f"{counts['right']} are whole, {counts['part']} hold a part or too much, {counts['wrong']} are wrong"
        in statement
    )

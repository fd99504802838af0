"""Normalised text and its map, slogans matched and covered, tokens."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogao.corpus.layout.cleaning import Block
from baogao.errors import CorpusError
from baogao.language.lexicon import COLUMNS, load_lexicon
from baogao.language.matching import Matcher, cover
from baogao.language.normal import DROPPED, normalise, unify, unify_form
from baogao.language.segmenting import segmenter, tokenize
from baogao.language.stack import stack
from baogao.language.terms import Vocabulary, count_terms, words_of
from oracles import leftmost_longest

ALPHABET = "甲乙丙丁"
ROW = dict(zip(COLUMNS, ["jia", "甲乙", "goal", "party", "", "jia", "", "", "a source", "", "gloss"], strict=True))


@given(
    st.text(ALPHABET, max_size=60),
    st.sets(st.text(ALPHABET, min_size=1, max_size=4), min_size=1, max_size=8),
)
def test_the_cover_is_the_leftmost_longest_one_and_every_occurrence_is_found(text, forms):
    hits = Matcher(forms).find(text)
    assert cover(hits) == leftmost_longest(text, forms)
    everywhere = {(at, at + len(form), form) for form in forms for at in range(len(text)) if text.startswith(form, at)}
    assert {(hit.start, hit.end, hit.form) for hit in hits} == everywhere
    assert len(hits) == len(everywhere)


def test_nothing_matches_across_two_blocks():
    text = "推进法治\n政府建设"
    normal = normalise(text, [Block(((0, 4),)), Block(((5, 9),))])
    assert Matcher(["法治政府"]).find(normal.text) == []


def test_a_slogan_over_a_line_break_inside_a_sentence_is_found_where_it_stands():
    text = "推进法治\n政府建设"
    normal = normalise(text, [Block(((0, 4), (5, 9)))])
    [hit] = Matcher(["法治政府"]).find(normal.text)
    assert normal.span(hit.start, hit.end) == (2, 7)


@given(st.text(st.sampled_from("普法１２ab，,:\u200b 9 \xa0（"), min_size=1, max_size=50))
def test_the_map_leads_back_to_the_character_it_came_from(text):
    normal = normalise(text, [Block(((0, len(text)),))])
    for offset, char in enumerate(normal.text):
        assert unify(text[normal.source(offset)]) == char
    assert not DROPPED.search(normal.text)


def test_spaced_digits_are_one_number():
    text = "1 9 9 8 年3 月"
    assert normalise(text, [Block(((0, len(text)),))]).text == "1998 年3 月"


@pytest.mark.parametrize("text", ["“扫黄 ”与 “打非”", "「扫黄」与「打非 」", "“\u3000扫黄”与“打非”"])
def test_quotation_marks_of_any_kind_and_blanks_beside_them_are_one(text):
    normal = normalise(text, [Block(((0, len(text)),))])
    assert normal.text == "“扫黄”与“打非”"
    start = normal.text.index("打非")
    assert text[slice(*normal.span(start, start + 2))] == "打非"
    assert unify_form(text) == normal.text


def test_a_blank_between_words_stays():
    text = "敢抓善统 依法治市"
    assert normalise(text, [Block(((0, len(text)),))]).text == text


def test_slogans_stay_whole_and_plain_cuts_them():
    text = "深入推进法治政府建设。"
    hits = Matcher(["法治政府建设"]).find(text)
    assert tokenize(text, cover(hits), segmenter("jieba")) == ["深入", "推进", "法治政府建设", "。"]
    assert tokenize(text, [], segmenter("jieba")) == ["深入", "推进", "法治", "政府", "建设", "。"]


@given(st.text("推进法治政府建设，。和ab1 ", max_size=40))
def test_tokens_join_to_the_text(text):
    hits = Matcher(["法治政府", "法治政府建设"]).find(text)
    assert "".join(tokenize(text, cover(hits), segmenter("jieba"))) == text.replace(" ", "")


def test_terms_are_counted_in_passages_of_any_number():
    """A million passages times five thousand types are more than 32 bits hold."""
    vocabulary = Vocabulary()
    types = vocabulary.numbers([chr(0x4E00 + number) for number in range(5_000)])
    counted = count_terms(types, np.full(len(types), 1_000_000, np.int32), vocabulary)
    assert counted.passages.tolist() == [1_000_000] * 5_000
    assert [counted.terms[number] for number in counted.numbers] == vocabulary.types


def test_numbers_and_marks_are_no_words():
    vocabulary = Vocabulary()
    words = words_of(stack(["2025 年GDP", "", "5.2%。"]), [], segmenter(), vocabulary)
    assert [vocabulary.types[number] for number in words.types] == ["年", "GDP"]
    assert words.ends.tolist() == [6, 9]


def test_jieba_of_the_user_is_left_alone():
    segmenter("jieba")
    jieba = sys.modules["jieba"]
    assert not jieba.dt.initialized


def write(tmp_path, *rows):
    path = tmp_path / "slogans.tsv"
    path.write_text(
        "\n".join(["\t".join(COLUMNS), *("\t".join(row.values()) for row in rows)]) + "\n", encoding="utf-8"
    )
    return path


def test_a_lexicon_lists_every_form_with_its_slogan(tmp_path):
    lexicon = load_lexicon(write(tmp_path, {**ROW, "variants": "“甲”乙|甲１乙"}))
    assert lexicon.forms == {"甲乙": "jia", "“甲”乙": "jia", "甲1乙": "jia"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"class": "slogan"}, "class 'slogan': must be one of numeric"),
        ({"standing": "x"}, "must be one of party, state"),
        ({"coined_date": "about 1954"}, "coined_date"),
        ({"variants": "甲乙"}, "form '甲乙' stands in line 2 already"),
        ({"variants": "甲"}, "one character"),
        ({"supersedes": "yi"}, "supersedes 'yi': must be slogans of the table"),
        ({"coined_source": ""}, "coined_source"),
    ],
)
def test_faults_of_a_lexicon_are_told_with_their_line(tmp_path, change, words):
    with pytest.raises(CorpusError, match=words) as refusal:
        load_lexicon(write(tmp_path, {**ROW, **change}))
    assert "slogans.tsv" in str(refusal.value)


def test_a_form_of_two_slogans_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="stands in line 2 already"):
        load_lexicon(write(tmp_path, ROW, {**ROW, "slogan_id": "jia-2"}))


def test_the_studys_lexicon_is_large_and_sourced():
    table = load_lexicon().table
    assert len(table) >= 100
    assert table["family"].nunique() >= 100
    assert set(table["class"]) == {"numeric", "doctrine", "campaign", "goal", "model", "ethos"}
    assert (table["coined_source"] != "").all()

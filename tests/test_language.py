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
ROW = dict(zip(COLUMNS, ["jia", "甲乙", "goal", "party", "", "jia", "", "", "", "a source", "", "gloss"], strict=True))


@given(
    st.text(ALPHABET, max_size=60),
    st.sets(st.text(ALPHABET, min_size=1, max_size=4), min_size=1, max_size=8),
)
def test_the_cover_is_the_leftmost_longest_one_and_every_occurrence_is_found(text, forms):
    hits = Matcher(forms).find(text)
    assert cover(hits) == leftmost_longest(text, forms)
    starts = range(len(text))
    everywhere = {
        (start, start + len(form), form) for form in forms for start in starts if text.startswith(form, start)
    }
    assert {(hit.start, hit.end, hit.form) for hit in hits} == everywhere
    assert len(hits) == len(everywhere)


@pytest.mark.parametrize(
    ("blocks", "spans"), [([Block(((0, 4),)), Block(((5, 9),))], []), ([Block(((0, 4), (5, 9)))], [(2, 7)])]
)
def test_a_slogan_is_found_over_a_line_break_inside_a_block_and_not_across_two(blocks, spans):
    normal = normalise("推进法治\n政府建设", blocks)
    assert [normal.span(hit.start, hit.end) for hit in Matcher(["法治政府"]).find(normal.text)] == spans


@given(st.text(st.sampled_from("普法１２ab，,:\u200b 9 \xa0（"), min_size=1, max_size=50))
def test_the_map_leads_back_to_the_character_it_came_from(text):
    normal = normalise(text, [Block(((0, len(text)),))])
    for offset, char in enumerate(normal.text):
        assert unify(text[normal.source(offset)]) == char
    assert not DROPPED.search(normal.text)


@pytest.mark.parametrize(
    ("text", "unified", "word"),
    [
        ("1 9 9 8 年3 月", "1998 年3 月", "年"),
        ("“扫黄 ”与 “打非”", "“扫黄”与“打非”", "打非"),
        ("「扫黄」与「打非 」", "“扫黄”与“打非”", "打非"),
        ("“\u3000扫黄”与“打非”", "“扫黄”与“打非”", "打非"),
        ("敢抓善统 依法治市", "敢抓善统 依法治市", "依法治市"),
    ],
)
def test_spaced_digits_and_blanks_beside_quotation_marks_are_joined_and_other_blanks_stay(text, unified, word):
    normal = normalise(text, [Block(((0, len(text)),))])
    assert normal.text == unify_form(text) == unified
    start = unified.index(word)
    assert text[slice(*normal.span(start, start + len(word)))] == word


def test_slogans_stay_whole_and_plain_cuts_them():
    text = "深入推进法治政府建设。"
    whole = cover(Matcher(["法治政府建设"]).find(text))
    assert tokenize(text, whole, segmenter("jieba")) == ["深入", "推进", "法治政府建设", "。"]
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
    lines = ["\t".join(cells) for cells in (COLUMNS, *(row.values() for row in rows))]
    (tmp_path / "slogans.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "slogans.tsv"


def test_a_lexicon_lists_every_form_with_its_slogan(tmp_path):
    lexicon = load_lexicon(write(tmp_path, {**ROW, "variants": "“甲”乙|甲１乙"}))
    assert lexicon.forms == {"甲乙": "jia", "“甲”乙": "jia", "甲1乙": "jia"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"class": "slogan"}], "class 'slogan': must be one of numeric"),
        ([{"standing": "x"}], "must be one of party, state"),
        ([{"coined_date": "about 1954"}], "coined_date"),
        ([{"variants": "甲乙"}], "form '甲乙' stands in line 2 already"),
        ([{"variants": "甲"}], "one character"),
        ([{"supersedes": "yi"}], "supersedes 'yi': must be slogans of the table"),
        ([{"coined_source": ""}], "coined_source"),
        ([{}, {"slogan_id": "jia-2"}], "stands in line 2 already"),
    ],
)
def test_faults_of_a_lexicon_are_told_with_their_line(tmp_path, rows, words):
    with pytest.raises(CorpusError, match=words) as refusal:
        load_lexicon(write(tmp_path, *(ROW | row for row in rows)))
    assert "slogans.tsv" in str(refusal.value)


def test_the_studys_lexicon_is_large_and_sourced():
    table = load_lexicon().table
    assert len(table) >= 100
    assert table["family"].nunique() >= 100
    assert set(table["class"]) == {"numeric", "doctrine", "campaign", "goal", "model", "ethos"}
    assert (table["coined_source"] != "").all()

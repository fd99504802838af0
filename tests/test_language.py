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
from baogao.language.normal import normalise, unify, unify_form
from baogao.language.segmenting import segmenter, tokenize
from baogao.language.stack import stack
from baogao.language.terms import Vocabulary, count_terms, words_of
from oracles import leftmost_longest

ALPHABET = "甲乙丙丁"
ROW = dict.fromkeys(COLUMNS, "") | {"slogan_id": "jia", "canonical": "甲乙", "class": "goal", "standing": "party"}
ROW |= {"family": "jia", "coined_source": "a source", "gloss_en": "gloss"}


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
    assert "\u200b" not in normal.text


@pytest.mark.parametrize(
    ("text", "unified", "word"),
    [
        ("1 9 9 8 年3 月", "1998 年3 月", "年"),
        ("“扫黄 ”与 “打非”", "“扫黄”与“打非”", "打非"),
        ("「扫黄」与「打非 」", "“扫黄”与“打非”", "打非"),
        ("“\u3000扫黄”与“打非”", "“扫黄”与“打非”", "打非"),
        ("敢抓善统 依法治市", "敢抓善统 依法治市", "依法治市"),
        ("深入推进 依 法 治 县", "深入推进 依法治县", "县"),
        ("抓 好“ 扫 黄 ”，治 水", "抓好“扫黄”，治水", "治"),
        ("修　渠　为　民", "修渠为民", "为"),
        ("2021 年 ， 修 渠 十 二 条 ， G20 Open AI 进 山 村", "2021年，修渠十二条，G20 Open AI进山村", "Open AI"),
        ("2 0 2 1 年 修 渠 十 二 条", "2021年修渠十二条", "渠"),
        ("张三 李四 周 砚平", "张三 李四 周 砚平", "李四"),
        ('实施 "扫黄" 行动', "实施“扫黄”行动", "扫黄"),
    ],
)
def test_idle_blanks_are_passed_over_and_others_stay(text, unified, word):
    normal = normalise(text, [Block(((0, len(text)),))])
    assert normal.text == unify_form(text) == unified
    start = unified.index(word)
    assert text[slice(*normal.span(start, start + len(word)))] == word


@pytest.mark.parametrize(
    ("text", "turned_to"),
    [
        ('落实"八五"普法和"三下乡"。', "落实“八五”普法和“三下乡”。"),
        ("落实＂八五＂普法和〝三下乡〞。", "落实“八五”普法和“三下乡”。"),
        ('他说："修渠，修"八五"渠。"', "他说：“修渠，修”八五“渠。”"),  # the same mark within: told by none
        ('少一个"，引号。又"三下乡"。', "少一个”，引号。又“三下乡”。"),
        ("落实'八五'普法，it's 5'", "落实‘八五’普法，it's 5’"),
        ('开头"没关\n"三下乡"', "开头“没关\n“三下乡”"),
    ],
)
def test_straight_quotation_marks_open_and_close_in_turn_line_by_line(text, turned_to):
    assert normalise(text, [Block(((0, len(text)),))]).text == turned_to


@pytest.mark.parametrize(
    "form", ["“八五”普法", '"八五"普法', "＂八五＂普法", "〝八五〞普法", "「八五」普法", "‘八五’普法"]
)
@pytest.mark.parametrize(
    "text", ['"八五"普法', "“八五”普法", "“抓‘八五’普法”", "『八五』普法", "「八五」普法", "' 八五 '普法"]
)
def test_a_form_and_a_text_may_have_quotation_marks_of_any_kind(form, text):
    normal = normalise(text, [Block(((0, len(text)),))])
    assert [hit.end - hit.start for hit in Matcher([unify_form(form)]).find(normal.text)] == [6]


def test_radicals_are_read_as_the_characters_they_look_like_and_offsets_stay():
    text = "推进\u2fbc质量发展，\u2ed3期\ufa14修渠，\u2f3e\u2f3e通水"
    normal = normalise(text, [Block(((0, len(text)),))])
    assert normal.text == "推进高质量发展，长期\ufa14修渠，户户通水"
    (hit,) = Matcher([unify_form("\u2fbc质量发展")]).find(normal.text)
    assert normal.span(hit.start, hit.end) == (2, 7)


UNLESS = {"三个代表": ["三个代表团", "十三个代表队"], "严打": ["从严打击"]}


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("三个代表团学习三个代表", [7]),
        ("十三个代表队，三个代表团", []),
        ("从严打击，严打，严打击", [5, 8]),
        ("三个代表三个代表团", [0]),
    ],
)
def test_a_form_is_not_found_inside_a_longer_string_that_is_something_else(text, starts):
    assert [hit.start for hit in Matcher(["三个代表", "严打"], UNLESS).find(text)] == starts


@given(
    st.text(ALPHABET, max_size=40),
    st.sets(st.text(ALPHABET, min_size=1, max_size=3), min_size=1, max_size=5),
    st.data(),
)
def test_exceptions_take_away_what_they_hold_and_nothing_else(text, forms, data):
    longer = st.text(ALPHABET, max_size=2)
    unless = {form: [data.draw(longer) + form + data.draw(longer) + "丁"] for form in sorted(forms)}
    hits = {(hit.start, hit.end, hit.form) for hit in Matcher(forms).find(text)}
    held = {
        (start, end, form)
        for start, end, form in hits
        for string in unless[form]
        for offset in range(len(text))
        if text.startswith(string, offset) and offset <= start and end <= offset + len(string)
    }
    assert {(hit.start, hit.end, hit.form) for hit in Matcher(forms, unless).find(text)} == hits - held


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("坚持以甲乙为核心的队伍", ["以甲乙为核心的队伍"]),
        ("以人为本，以甲为核心的队伍和以为核心的队伍", ["以甲为核心的队伍"]),
        ("以甲，乙为核心的队伍", []),
        ("以甲\n为核心的队伍", []),
        ("以为核心的队伍", []),
        (f"以{'甲' * 20}为核心的队伍", [f"以{'甲' * 20}为核心的队伍"]),
        (f"以{'甲' * 21}为核心的队伍", []),
        ("以这样以那样为核心的队伍", ["以那样为核心的队伍"]),
    ],
)
def test_a_form_in_parts_stands_where_its_parts_stand_in_order_in_one_clause(text, found):
    assert [text[hit.start : hit.end] for hit in Matcher(["以…为核心的队伍"]).find(text)] == found


def test_a_form_may_have_three_parts_and_several_forms_the_same_part():
    matcher = Matcher(["既修…又种…更护", "又种…更护", "又种"])
    hits = [(hit.start, hit.end, hit.form, hit.maximal) for hit in matcher.find("既修渠又种树更护林")]
    assert hits == [(0, 8, "既修…又种…更护", True), (3, 8, "又种…更护", False), (3, 5, "又种", True)]


@given(st.text("甲乙丙，", max_size=30), st.sets(st.text("甲乙丙", min_size=1, max_size=3), min_size=1, max_size=5))
def test_forms_in_parts_change_no_hit_of_other_forms_and_hold_no_place(text, forms):
    hits = Matcher([*forms, "甲…乙丙"]).find(text)
    assert [hit for hit in hits if hit.form in forms] == Matcher(forms).find(text)
    assert cover(hits) == leftmost_longest(text, forms)


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
    lexicon = load_lexicon(write(tmp_path, {**ROW, "variants": '"甲"乙|甲１乙|依法治{省|市}办{学|医}'}))
    slots = ["依法治省办学", "依法治省办医", "依法治市办学", "依法治市办医"]
    assert lexicon.forms == dict.fromkeys(["甲乙", "“甲”乙", "甲1乙", *slots], "jia")


def test_the_exceptions_of_a_slogan_hold_for_those_of_its_forms_that_they_contain(tmp_path):
    lexicon = load_lexicon(write(tmp_path, {**ROW, "variants": "甲甲乙|丙丁", "unless": "甲甲乙{丙|丁}|丙丁戊"}))
    longer = ["甲甲乙丙", "甲甲乙丁"]
    assert lexicon.unless == {"甲乙": longer, "甲甲乙": longer, "丙丁": ["丙丁戊"]}
    assert [hit.form for hit in lexicon.matcher.find("甲甲乙丙，丙丁戊，丙丁")] == ["丙丁"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"class": "slogan"}], "class 'slogan': must be one of numeric"),
        ([{"standing": "x"}], "must be one of party, state"),
        ([{"coined_date": "about 1954"}], "coined_date"),
        ([{"coined_date": "2019-02-30"}], "coined_date '2019-02-30': must be a date that there is"),
        ([{"coined_date": "2019-13"}], "coined_date '2019-13': must be a date that there is"),
        ([{"coined_date": "2019-00-01"}], "must be a date that there is"),
        ([{"coined_date": "2099"}], "coined_date '2099': must be a date that there is, from 1900 to next year"),
        ([{"coined_date": "0999-01-01"}], "from 1900 to next year"),
        ([{"variants": "依法治{省|市"}], "'依法治{省' has a slot that does not close"),
        ([{"variants": "依法治省}"}], "does not close"),
        ([{"variants": "依法治{省}"}], "has a slot without two alternatives"),
        ([{"canonical": "依法治{}"}], "canonical '依法治{}': .*without two alternatives"),
        ([{"variants": "依法治{省||市}"}], "without two alternatives"),
        ([{"variants": "依法治{省|市}|依法治市"}], "form '依法治市' stands in line 2 already"),
        ([{"variants": "甲{" + "|".join("一二三四五六七八九十") + "}" * 1 + "{一|二}" * 7}], "stands for 1,280 forms"),
        ([{"variants": "…为核心"}], "must stand between two parts"),
        ([{"variants": "以…为"}], "one of them of two characters or more"),
        ([{"unless": "丙丁"}], "unless '丙丁': must be longer strings that contain a form; 丙丁 does not"),
        ([{"unless": "甲乙丙|甲乙"}], "甲乙 does not"),
        ([{"unless": "甲乙…丙丁"}], "甲乙…丙丁 does not"),
        ([{"unless": "甲乙{丙"}], "does not close"),
        ([{"supersedes": "jia"}], r"leads back to the slogan itself \(jia → jia\)"),
        (
            [{"supersedes": "yi"}, {"slogan_id": "yi", "canonical": "丙丁", "supersedes": "jia"}],
            r"line [23], supersedes '.*': leads back to the slogan itself \((jia → yi → jia|yi → jia → yi)\)",
        ),
        ([{"variants": "甲乙"}], "form '甲乙' stands in line 2 already"),
        ([{"variants": "甲"}], "one character"),
        ([{"supersedes": "yi"}], "supersedes 'yi': must be slogans of the table"),
        (
            [{}, {"slogan_id": "yi", "canonical": "甲、乙"}],
            "line 3, canonical '甲、乙': form '甲、乙' differs from '甲乙' in line 2 by marks or blanks only",
        ),
        ([{}, {"slogan_id": "yi", "canonical": "丙丁", "variants": "“甲”乙"}], "by marks or blanks only"),
        (
            [{"supersedes": "yi"}, {"slogan_id": "yi", "canonical": "丙丁", "family": "yi"}],
            "supersedes 'yi': must be of the same family; yi is of another",
        ),
        ([{"coined_source": ""}], "coined_source"),
        ([{}, {"slogan_id": "jia-2"}], "stands in line 2 already"),
    ],
)
def test_faults_of_a_lexicon_are_told_with_their_line(tmp_path, rows, words):
    with pytest.raises(CorpusError, match=words) as refusal:
        load_lexicon(write(tmp_path, *(ROW | row for row in rows)))
    assert "slogans.tsv" in str(refusal.value)


def test_marks_that_part_figures_and_forms_of_one_row_make_no_twins(tmp_path):
    """1+10 and 110 are two; a variant may differ from its own slogan by marks."""
    rows = {"slogan_id": "yi", "canonical": "1+10工程"}, {"slogan_id": "bing", "canonical": "110工程"}
    lexicon = load_lexicon(write(tmp_path, {**ROW, "variants": "甲、乙|“甲”乙"}, *(ROW | row for row in rows)))
    assert list(lexicon.forms) == ["甲乙", "甲、乙", "“甲”乙", "1+10工程", "110工程"]


def test_the_studys_lexicon_is_large_and_sourced():
    table = load_lexicon().table
    assert len(table) >= 100
    assert table["family"].nunique() >= 100
    assert set(table["class"]) == {"numeric", "doctrine", "campaign", "goal", "model", "ethos"}
    assert (table["coined_source"] != "").all()

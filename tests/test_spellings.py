"""However a text of the sample is spelt (widths, quotation marks, radicals, blanks), its slogans are counted alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.corpus.store.collection import load_reports
from baogao.corpus.text.report import Report
from baogao.corpus.words.look_alikes import LOOK_ALIKES
from baogao.features.read import matched
from baogao.language.lexicon import load_lexicon

HAN = re.compile(r"[\u3400-\u9fff]")
RADICALS = {plain: written for written, plain in sorted(LOOK_ALIKES.items(), reverse=True)}
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in "%+,:;?!()"}
NARROW = dict(zip("，：；！？（）", ",:;!?()", strict=True))
QUOTES = ["“”", '""', "＂＂", "「」", "〝〞", "｢｣", "««", "«»", "„“", "““", "””", "❝❞", "″″", "ˮˮ"]
BLANKS = [" ", "\xa0", "\u3000", "  ", "\u3164", "\uffa0", "\u2800"]
LONE = [" ", "\xa0", "\u3000", "\u2009", "\u202f", "\u3164", "\u2800"]
INVISIBLE = ["\u200b", "\u2060", "\ufeff", "\xad", "\u202a", "\ufe00", "\ufff9", "\U000e0020"]


@cache
def sample():
    return list(load_reports("sample"))


@cache
def matcher():
    return load_lexicon().matcher


def counts(text):
    """How often each form of the lexicon stands in a text: widest hits, and those within them."""
    found = matched(Report("a", text), matcher())
    return Counter((hit.form, hit.maximal) for _, _, hits in found for hit in hits)


def apart(line, blank):
    """The characters of a line set apart, but for those of a number or a word in letters."""
    return re.sub(r"(?<=[^\sA-Za-z0-9])(?=\S)|(?<=\S)(?=[^\sA-Za-z0-9])", blank, line)


def strewn(text, marks, share, random):
    """The text with a mark between some neighbouring Chinese characters."""
    between = re.compile(rf"(?<={HAN.pattern})(?={HAN.pattern})")
    return between.sub(lambda _: random.choice(marks) if random.random() < share else "", text)


def respelt(text, draw):
    """The text with some characters written otherwise, its quotation marks of another make, some lines set apart."""
    swaps = RADICALS | WIDE | NARROW
    share = draw(st.sampled_from([0, 0.5, 1]))
    random = draw(st.randoms(use_true_random=False))
    text = "".join(swaps[char] if char in swaps and random.random() < share else char for char in text)
    opening, closing = draw(st.sampled_from(QUOTES))
    text = text.replace("“", opening).replace("”", closing)
    blank, part = draw(st.sampled_from(BLANKS)), draw(st.sampled_from([0, 0.5, 1]))
    lines = text.split("\n")
    return "\n".join(apart(line, blank) if random.random() < part else line for line in lines)


@given(st.data())
@settings(max_examples=60)
def test_spelling_changes_no_count_of_a_slogan(data):
    report = data.draw(st.sampled_from(sample()), label="report")
    assert counts(respelt(report.text, data.draw)) == counts(report.text)


@given(st.data())
@settings(max_examples=40)
def test_lone_blanks_and_marks_of_no_width_change_no_count_of_a_slogan(data):
    report = data.draw(st.sampled_from(sample()), label="report")
    random = Random(data.draw(st.integers(0, 999)))
    share = data.draw(st.sampled_from([0.02, 0.1, 0.3, 1]))
    marks = data.draw(st.sampled_from([LONE, INVISIBLE, LONE[:1]]))
    assert counts(strewn(report.text, marks, share, random)) == counts(report.text)


@pytest.mark.parametrize("blanks", [" ", "\u3000", "  ", "\t\t", " \xa0 ", "    "])
def test_blanks_inside_a_slogan_part_nothing(blanks):
    assert counts(f"推动高质量{blanks}发展。") == counts(f"推动高质{blanks}量发展。") == counts("推动高质量发展。")


@pytest.mark.parametrize("gap", [" " * 5, "\u3000\u3000", "。", "，"])  # two full-width blanks begin a paragraph
def test_a_gap_of_columns_or_paragraphs_parts_words(gap):
    assert counts(f"推动高质量{gap}发展。") != counts("推动高质量发展。")


@pytest.mark.parametrize("number", range(12))
def test_a_sample_report_has_what_is_respelt(number):
    text = sample()[number].text
    assert set(text) & set(RADICALS)
    assert set(text) & (set(NARROW) | set(NARROW.values()))
    assert counts(text)
    assert all(unicodedata.normalize("NFKC", RADICALS[char]) for char in set(text) & set(RADICALS))

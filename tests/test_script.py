"""Traditional characters: told, and made simplified character for character."""

from __future__ import annotations

import pytest

from baogao.corpus.facts.describe import describe
from baogao.corpus.text.report import Report
from baogao.corpus.text.script import is_traditional, to_simplified

SIMPLIFIED = "现在，我报告全县普法工作，请予审议。过去一年，人民调解和法律援助都有新的进展，群众满意。"
TRADITIONAL = "現在，我報告全縣普法工作，請予審議。過去一年，人民調解和法律援助都有新的進展，群眾滿意。"


def test_the_script_of_a_text_is_told():
    assert is_traditional(TRADITIONAL)
    assert not is_traditional(SIMPLIFIED)
    assert not is_traditional(SIMPLIFIED + "「國務院」")  # a quotation
    assert not is_traditional("")


def test_simplified_text_is_the_same_length_and_stays_as_it_is():
    assert to_simplified(TRADITIONAL) == SIMPLIFIED
    assert to_simplified(SIMPLIFIED) == SIMPLIFIED


def test_a_report_in_traditional_characters_is_described_as_if_simplified_and_keeps_its_title():
    text = (
        "2021年浙江省人民政府工作報告\n2021年1月26日\n各位代表：\n現在，我代表省人民政府，向大會報告工作，請予審議。\n"
    )
    traditional, plain = (describe(Report("a", each)) for each in (text, to_simplified(text)))
    assert traditional["title"].value == "2021年浙江省人民政府工作報告"
    assert (traditional["genre"].value, traditional["region"].value) == ("work-report", "浙江省")
    assert traditional == plain | {"title": traditional["title"]}
    assert tuple(traditional["title"])[1:] == tuple(plain["title"])[1:]


@pytest.mark.parametrize("start", range(0x3400, 0xA000, 0x1000))
def test_every_character_becomes_one_character(start):
    for code in range(start, min(start + 0x1000, 0xA000)):
        assert len(to_simplified(chr(code))) == 1

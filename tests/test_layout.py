"""Layout: a text is read once, whatever is asked of it."""

from __future__ import annotations

import pytest

import baogao as bg
from baogao.corpus.layout import cleaning
from baogao.corpus.layout.layout import segment
from baogao.corpus.text.report import Report
from baogao.reading.annotate import annotate

TEXT = "全县普法工作会议召开\n来源：石渚晚报\n一、普法\n今年修好了水渠，护住了山林。\n石渚县司法局\n2021年3月5日\n"
TRADITIONAL = "全縣普法工作會議召開\n來源：石渚晚報\n一、普法\n今年修好了水渠，護住了山林，辦結了積案。\n"


@pytest.fixture
def cleanings(monkeypatch):
    """Texts that have been cleaned."""
    texts, clean = [], cleaning.clean
    monkeypatch.setattr(cleaning, "clean", lambda text, **options: texts.append(text) or clean(text, **options))
    return texts


@pytest.mark.parametrize("read", [segment, bg.describe])
def test_a_report_is_cleaned_once(cleanings, read):
    read(Report("a", TEXT))
    assert cleanings == [TEXT]


def test_a_file_is_cleaned_once_for_all_its_annotations(cleanings, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    annotate(tmp_path / "a.txt")
    assert cleanings == [TEXT]


def test_a_text_in_traditional_characters_is_cleaned_once_more_as_if_simplified(cleanings):
    bg.describe(Report("a", TRADITIONAL))
    assert [text[:2] for text in cleanings] == ["全縣", "全县"]

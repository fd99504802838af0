"""Bytes to text: encodings, line ends, and files that are no texts."""

from __future__ import annotations

import pytest

from baogao.corpus.text.decoding import decode, read_text
from baogao.errors import CorpusError

TEXT = "各位代表：\n现在，我报告全县普法工作，请予审议。过去一年，人民调解和法律援助都有新的进展，群众满意。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_the_same_text_comes_out_of_every_encoding(encoding):
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["依法行政", "同志们：\n普法，2021年", TEXT * 50])
def test_short_and_long_texts_without_a_mark_are_told_apart(encoding, text):
    assert decode(text.encode(encoding), "a.txt") == text


def test_big5_of_traditional_characters_is_read():
    text = "各位代表:現在,我報告全縣普法工作,請予審議。過去一年,人民調解和法律援助都有新的進展,群眾滿意。"
    assert decode(text.encode("big5"), "a.txt") == text


def test_line_ends_become_lf():
    assert decode("普法\r\n调解\r援助".encode(), "a.txt") == "普法\n调解\n援助"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "a.txt"),
        ("普法\0调解".encode(), "binary"),
        (b"no Chinese here", "no Chinese"),
        (bytes(range(128, 256)) * 4, "a.txt"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(content, word):
    with pytest.raises(CorpusError, match=word) as refusal:
        decode(content, "a.txt")
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"gone\.txt: cannot be read"):
        read_text(tmp_path / "gone.txt")

"""Passages: headings, roles, and short neighbours joined."""

from __future__ import annotations

from baogao.corpus.layout.layout import layout, segment
from baogao.corpus.layout.passages import count_chars, count_sentences
from baogao.corpus.text.report import Report

LONG = "普法工作扎实推进，" * 12 + "群众满意。"


def parts(text):
    return [(p.section, p.role, len(p.blocks)) for p in segment(Report("a", text))[0]]


def test_headings_open_numbered_sections():
    text = f"一、普法\n{LONG}\n（一）学法\n{LONG}\n（二）用法\n{LONG}\n二、调解\n{LONG}\n"
    assert [section for section, role, _ in parts(text) if role == "heading"] == ["1", "1.1", "1.2", "2"]


def test_short_neighbours_are_joined_until_they_have_a_hundred_characters():
    short = "调解工作有进展，群众满意，基层安宁。"  # 18 characters
    assert parts("\n".join([short] * 8)) == [("0", "narration", 6), ("0", "narration", 2)]


def test_a_short_paragraph_goes_with_the_next_but_not_over_a_heading():
    assert parts(f"同志们：\n{LONG}\n一、普法\n好。\n") == [
        ("0", "narration", 2),
        ("1", "heading", 1),
        ("1", "narration", 1),
    ]


def test_turns_of_an_interview_have_roles_that_last_until_the_next_speaker():
    text = f"导语在这里。\n记者：为什么？\n局长王甲：{LONG}\n一是{LONG}\n记者：还有呢？\n局长王甲：{LONG}\n"
    assert [role for _, role, _ in parts(text)] == ["narration", "question", "answer", "answer", "question", "answer"]


def test_a_salutation_is_no_speaker():
    assert {role for _, role, _ in parts(f"同志们：\n{LONG}\n同志们：\n{LONG}")} == {"narration"}


def test_captions_stand_apart():
    assert ("0", "caption", 1) in parts(f"{LONG}\n某县司法局开展普法宣传。某县司法局供图\n{LONG}")


def test_dates_and_speakers_of_the_head_are_no_headings():
    text = f"在全县会议上的讲话\n石渚县县长 周砚平\n（2021年3月5日）\n同志们：\n{LONG}\n一、普法\n{LONG}\n"
    roles = [role for _, role, _ in parts(text)]
    assert roles == ["heading", "narration", "heading", "narration"]


def test_a_signature_at_the_end_is_no_heading():
    assert parts(f"一、普法\n{LONG}\n澜州市司法局")[-1] == ("1", "narration", 1)


def test_a_credit_without_a_verb_is_a_caption():
    assert ("0", "caption", 1) in parts(f"{LONG}\n局长在山村讲课。澜州日报记者 沈 苇\n{LONG}")


def test_a_numbered_paragraph_is_no_heading():
    lines = layout(Report("a", f"一、坚持普法。今年开展普法活动二十场，群众满意。\n一、坚持普法。\n{LONG}")).lines
    assert [line.level for line in lines] == [None, 1, None]


def test_sizes_are_counted_without_white_space():
    assert count_chars("普法 工作\u3000。\n") == 5
    assert count_sentences("一是学；再学。二是干！“三是问？”") == 3


def test_passage_ids_number_the_report():
    ids = [p.passage_id for p in segment(Report("shi-2020", f"{LONG}\n{LONG}"))[0]]
    assert ids == ["shi-2020:0001", "shi-2020:0002"]

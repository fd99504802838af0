"""Annotations of one file: three layers, offsets into the file, and files that cannot be read."""

from __future__ import annotations

import json

import pytest

from baogao.reading.annotate import annotate, write_annotations

TEXT = """\
您的当前位置：首页 > 要闻
澜州市召开普法推进会议
2021-03-05 来源：澜州日报

一、上半年
全市坚持高质量发展，建设法治政府，推进法治政府建设。做到“两个维护”，讲“枫桥经验”，守新时代“枫桥经验”。

二、下半年
调解有热心，有恒心，有真心。
周砚平在山村讲课。市司法局供图
责任编辑：某某
"""


@pytest.fixture
def layers(tmp_path):
    path = tmp_path / "lan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return annotate(path)


def test_the_structure_is_what_the_text_states(layers):
    layer = layers["structure"]
    assert layer["report"] == "lan"
    assert layer["title"] == "澜州市召开普法推进会议"
    assert (layer["date"], layer["outlet"]) == ("2021-03-05", "澜州日报")
    assert (layer["region"], layer["level"], layer["genre"]) == ("澜州市", "city", "meeting-report")
    assert layer["boilerplate"] == [1, 3, 11]
    assert layer["captions"] == [10]
    assert [(one["line"], one["level"]) for one in layer["headings"]] == [(5, 1), (8, 1)]
    assert layer["turns"] == []


def test_slogans_are_counted_with_nested_ones_where_they_stand(layers):
    slogans = {one["canonical"]: one for one in layers["slogans"]["slogans"]}
    assert slogans["两个维护"]["surfaces"] == ["“两个维护”"]
    assert slogans["两个维护"]["class"] == "numeric"
    assert slogans["枫桥经验"]["count"] == 2
    for one in slogans.values():
        assert one["count"] == len(one["spans"])
        for start, end in one["spans"]:
            assert TEXT[start:end] in "".join(one["surfaces"])
    plain = TEXT.count("法治政府")
    assert sum(one["count"] for name, one in slogans.items() if name.startswith("法治政府")) >= plain


def test_series_lie_where_they_say(layers):
    [series] = [one for one in layers["parallelism"]["series"] if one["marker"] == "有"]
    assert TEXT[series["start"] : series["end"]] == "有热心，有恒心，有真心"
    assert (series["members"], series["kind"]) == (3, "anchor")


def test_what_a_text_does_not_say_is_not_guessed(tmp_path):
    path = tmp_path / "bare.txt"
    path.write_text("山上下了一场雨，渠里有水。2021年3月5日大家开会。\n", encoding="utf-8")
    layer = annotate(path)["structure"]
    assert [layer[name] for name in ("title", "date", "outlet", "region")] == [None] * 4
    assert (layer["level"], layer["genre"]) == ("unknown", "other")
    assert annotate(path)["slogans"]["slogans"] == annotate(path)["parallelism"]["series"] == []


def test_an_interview_has_turns(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(
        "澜州市司法局局长谈普法\n山城今年种了很多树，也修了路，局长来谈谈。\n"
        "澜州网：今年有什么打算？\n周砚平：先修水渠。\n澜州网：然后呢？\n周砚平：再铺山路。\n",
        encoding="utf-8",
    )
    layer = annotate(path)["structure"]
    assert layer["genre"] == "interview"
    assert [(turn["line"], turn["speaker"], turn["role"]) for turn in layer["turns"]] == [
        (2, None, "narration"),
        (3, "澜州网", "question"),
        (4, "周砚平", "answer"),
        (5, "澜州网", "question"),
        (6, "周砚平", "answer"),
    ]


def test_run_in_headings_are_found_beside_each_other(tmp_path):
    path = tmp_path / "run.txt"
    body = "全县修好水渠十二条，种树三千棵，让山里的人家都用上了干净的水，也让下山的路宽了。" * 3
    path.write_text(f"石渚县一年小结\n一、水利\n修好水渠。{body}\n护住古树。{body}\n", encoding="utf-8")
    run_in = [one for one in annotate(path)["structure"]["headings"] if one.get("run_in")]
    assert [(one["line"], one["level"], one["text"]) for one in run_in] == [(3, 2, "修好水渠"), (4, 2, "护住古树")]


def test_three_files_are_written_and_no_draft_is_left(tmp_path):
    path = tmp_path / "lan.txt"
    path.write_text(TEXT, encoding="utf-8")
    write_annotations(path, tmp_path / "out")
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["lan.parallelism.json", "lan.slogans.json", "lan.structure.json"]
    assert json.loads((tmp_path / "out/lan.structure.json").read_text(encoding="utf-8"))["report"] == "lan"


def test_a_file_that_cannot_be_read_is_skipped_and_told(tmp_path, baogao):
    (tmp_path / "lan.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    code, out, err = baogao("annotate", tmp_path / "bad.txt", tmp_path / "lan.txt", "--out", tmp_path / "out")
    assert code == 1
    assert "bad.txt" in err
    assert "1 of 2 annotated" in out
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_the_command_refuses_what_it_cannot_do(tmp_path, refused):
    (tmp_path / "bad.txt").write_bytes(b"")
    refused(["annotate", tmp_path / "bad.txt", "--out", tmp_path / "out"], "bad.txt")
    refused(["annotate", "--out", tmp_path], "Missing argument")
    refused(["annotate", "a/x.txt", "b/x.txt", "--out", tmp_path], "two files of this name")
    assert not (tmp_path / "out").exists()


def test_removed_lines_are_shown_with_their_rule_and_offsets(tmp_path, baogao):
    (tmp_path / "lan.txt").write_text(TEXT, encoding="utf-8")
    out = baogao("annotate", tmp_path / "lan.txt", "--show-removed")[1]
    assert "lan.txt:1: 0-14: breadcrumb: 您的当前位置：首页 > 要闻\n" in out
    assert [path.name for path in tmp_path.iterdir()] == ["lan.txt"]
    for line in out.splitlines():
        _, number, span, rule, text = line.split(":", 4)
        start, end = map(int, span.split("-"))
        assert TEXT[start:end] == text.strip()
        assert TEXT.count("\n", 0, start) + 1 == int(number)
        assert rule.strip()
    assert ": editor:" in out


def test_annotate_writes_or_shows_or_is_refused(tmp_path, refused):
    (tmp_path / "lan.txt").write_text(TEXT, encoding="utf-8")
    refused(["annotate", tmp_path / "lan.txt"], "--out is missing", "--show-removed")


def test_a_text_gives_the_same_annotations_with_any_line_ends(tmp_path):
    (tmp_path / "lan.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    first = annotate(tmp_path / "lan.txt")
    (tmp_path / "lan.txt").write_bytes(TEXT.encode())
    assert annotate(tmp_path / "lan.txt") == first


@pytest.mark.parametrize("name", ["page.html", "page", "court.pdf", "rows.csv"])
def test_only_plain_text_is_annotated_and_segmented(tmp_path, refused, name):
    """A page's markup is no report; import makes a text of it."""
    content = "%PDF-1.4 普法" if name.endswith(".pdf") else "<html><body><p>澜州市开展普法。</p></body></html>"
    (tmp_path / name).write_text(content, encoding="utf-8")
    refused(["annotate", tmp_path / name, "--out", tmp_path / "out"], "is no plain text but", "baogao import")
    refused(["segment", tmp_path / name], "is no plain text but")
    assert not (tmp_path / "out").exists()


def annotated_forms(tmp_path, line):
    path = tmp_path / "line.txt"
    path.write_text(line + "\n", encoding="utf-8")
    layer = annotate(path)["slogans"]
    return {one["canonical"]: one["spans"] for one in layer["slogans"]}


def test_a_form_is_not_found_where_the_lexicon_says_that_it_is_something_else(tmp_path):
    line = "全市推进以人为本的新型城镇化。做干部要以人为本，坚持以人为本。"
    forms = annotated_forms(tmp_path, line)
    assert forms["以人为本"] == [
        [line.index("要") + 1, line.index("要") + 5],
        [line.rindex("以"), line.rindex("以") + 4],
    ]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("我们推进改革开放。", 1),  # the segmenter has 推进改革 as a word
        ("全市坚持改革开放，把改革开放进行到底。推进改革开放。", 3),
        ("全市深化改革，开放市场。", 0),
    ],
)
def test_a_form_is_found_where_a_word_of_the_segmenter_reaches_over_its_edge(tmp_path, line, count):
    assert len(annotated_forms(tmp_path, line).get("改革开放", [])) == count

"""What stands at the head and at the foot of a text: titles, letterheads, addressees, signatures, in invented texts."""

from __future__ import annotations

import pytest

from baogao.corpus.facts.describe import describe
from baogao.corpus.layout.layout import layout
from baogao.corpus.text.report import Report
from baogao.reading.structure import structure

BODY = (
    "修好水渠十二条，种树三千棵，让山里的人家都用上了干净的水，也让下山的路宽了许多，"
    "老人出门不再发愁，孩子上学不再绕道，集市上的茶叶和竹笋也卖得更远。"
)
LONG = (
    "关于贯彻落实《石渚县人民代表大会常务委员会关于修渠护林工作的决定》"
    "和《石渚县人民代表大会常务委员会关于普法工作的决议》情况的报告"
)


def lines_of(*lines):
    return layout(Report("a", "\n".join(lines))).lines


def value(text, column):
    stated = describe(Report("a", text)).get(column)
    return stated.value if stated else None


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("奋进新征程：雷山县2023年法治建设工作综述", "annual-review"),
        ("综述：丹寨县2023年法治建设工作回顾", "annual-review"),
        ("雷山县司法局：2023年度工作总结", "annual-review"),
        ("“法治丹寨”这一年：2023年终盘点", "annual-review"),
        ("石渚司法 | 2023年终盘点：这一年我们一起修的渠", "annual-review"),
        ("对话雷山县司法局局长周砚平：法治为民", "interview"),
        ("抓学习强本领；办实事解民忧", None),
        (LONG, None),
    ],
)
def test_titles_may_have_two_parts_or_be_long(title, genre):
    text = f"{title}\n{BODY}\n{BODY}\n"
    assert (value(text, "title"), value(text, "genre")) == (title, genre)


@pytest.mark.parametrize(
    "text",
    [
        f"各位代表：\n{BODY}",
        f"新华社石渚3月5日电 记者从会上获悉：\n{BODY}",
        "记者：今年修了几条渠\n周砚平：十二条\n记者：明年呢\n周砚平：再修十条",
        "周砚平：今年修了渠\n沈苇：修了几条\n周砚平：十二条",
        f"会议时间：三月五日上午九时\n{BODY}",
        f"会议强调：要把山里的渠修好\n{BODY}",
        "修好十二条渠；种好三千棵树\n护好二十里路；\n办好四十件事。",
        "雷山县的三件事：修渠、护林、筑路",
    ],
)
def test_turns_labels_and_lists_are_no_titles(text):
    assert value(text, "title") is None


def test_a_person_by_name_stays_a_profile():
    assert value(f"黎明：山里的放水员\n黎明今年五十岁。{BODY}", "genre") == "profile"


@pytest.mark.parametrize(
    ("above", "title", "below"),
    [
        ("雷山县人民政府文件\n雷府发〔2023〕5号", "雷山县人民政府关于2022年度法治政府建设情况的报告", ""),
        ("签发人：李某", "雷山县司法局2022年工作总结", "（征求意见稿）"),
        ("〔2023〕第12号", "雷山县司法局2022年工作总结", ""),
    ],
)
def test_a_letterhead_is_no_title_and_no_heading(above, title, below):
    text = "\n".join(line for line in (above, title, below, BODY, BODY) if line)
    assert (value(text, "title"), value(text, "genre"), value(text, "region")) == (title, "annual-review", "雷山县")
    assert structure(Report("a", text))["headings"] == []


@pytest.mark.parametrize(
    ("issuer", "title"),
    [
        ("凉山彝族自治州司法局", "2021年工作总结和2022年工作打算"),
        ("最高人民法院\u3000最高人民检察院\u3000公安部", "关于依法护林的指导意见"),
        ("中共雷山县委 雷山县人民政府", "关于2023年法治政府建设情况的报告"),
    ],
)
def test_a_title_may_have_its_issuer_on_a_line_before_it(issuer, title):
    assert value(f"{issuer}\n{title}\n{BODY}\n{BODY}", "title") == f"{issuer} {title}"


def test_a_title_that_ends_as_a_letterhead_does_is_one():
    assert lines_of("关于雷山县发布的一批文件", BODY)[0].head == "title"


def test_a_line_below_an_issuer_that_is_no_title_is_left_to_the_body():
    lines = lines_of("石渚县司法局", "修好水渠护好古树", BODY)
    assert [line.head for line in lines] == ["title", "body", "body"]


def test_bodies_that_are_addressed_make_no_speech():
    text = f"雷山县司法局关于2023年法治政府建设情况的报告\n州委、州政府：\n{BODY}\n{BODY}"
    assert (value(text, "genre"), structure(Report("a", text))["salutations"]) == ("annual-review", [2])
    assert value(f"雷山县修渠办法\n各乡镇人民政府、县直各部门：\n{BODY}", "genre") is None
    assert lines_of("雷山县修渠办法", "修渠的是三个部门，护林的是：", BODY)[1].head == "body"


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        (("1.问：几条渠？", "2.问：几棵树？"), "答"),
        (("一、问：几条渠？", "二、问：几棵树？"), "答"),
        (("Q：几条渠？", "Q：几棵树？"), "A"),
        (("问题一：几条渠？", "问题二：几棵树？"), "答"),
    ],
)
def test_questions_may_be_numbered(questions, answer):
    text = f"山里的水\n{questions[0]}\n{answer}：十二条。\n{questions[1]}\n{answer}：三千棵。\n"
    turns = structure(Report("a", text))["turns"]
    assert [turn["role"] for turn in turns] == ["question", "answer"] * 2
    assert {turn["speaker"] for turn in turns[1::2]} == {answer}


@pytest.mark.parametrize(
    "lines",
    [
        ["问题一：普法不深入。", BODY, "问题二：修渠不快。", BODY],
        ["1.调解：十二件。", "2.信访：三件。", "3.互联网：一件。", "4.日报：二件。"],
    ],
)
def test_numbered_labels_of_what_nobody_asks_are_no_turns(lines):
    assert {line.role for line in lines_of(*lines)} <= {"heading", "narration"}


def test_lines_that_head_nothing_are_no_headings():
    lines = ["雷山县司法局2022年工作总结", "石渚县司法局 周砚平", "山里的水", BODY, "图1 2019—2023年水渠长度", BODY]
    foot = ["▲水渠广场", BODY, "最高人民法院", "最高人民检察院", "（印章）", "（此件公开发布）"]
    printed = ["雷山县人民政府办公室 2023年1月10日印发", "（编辑 李四）"]
    levels = [line.level for line in lines_of(*lines, *foot, *printed)]
    assert [number for number, level in enumerate(levels) if level] == [0, 2]
    figures = structure(Report("a", "\n".join([*lines, *foot])))["captions"]
    assert figures == [5, 7]


def test_short_lines_before_a_paragraph_stay_headings():
    lines = lines_of("年终小结", BODY, "石渚县司法局", BODY, "（一）普法", BODY, "图书下乡", BODY)
    assert [line.level for line in lines[2::2]] == [3, 2, 3]

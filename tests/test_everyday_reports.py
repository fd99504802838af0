"""Everyday reports whose words can be mistaken: places, kinds, days and furniture amid the text."""

from __future__ import annotations

from typing import get_args

import pytest

from baogao.corpus.facts.describe import describe
from baogao.corpus.importing.rows import manifest_row
from baogao.corpus.layout.cleaning import clean
from baogao.corpus.text.report import Report
from baogao.corpus.words.body_names import find_central
from baogao.corpus.words.genres import Genre
from baogao.corpus.words.rules import rules
from baogao.reading.structure import structure

P1 = (
    "全县坚持依法行政，抓好普法宣传，办理法律援助案件，把矛盾化解在基层，群众的满意度逐年提高，没有发生一起群体性事件。"
)
P2 = (
    "全县干部深入学习宪法，推进法治政府建设，调解员走村入户，把服务送到群众家门口，受到群众一致好评，收到锦旗三十二面。"
)
P3 = "各乡镇修好水渠十二条，改造老旧小区二十个，新增学位二千四百个，办成了一批群众看得见的实事，干部作风明显好转。"


def facts(*lines):
    return {name: stated.value for name, stated in describe(Report("a", "\n".join(lines) + "\n")).items()}


def kept(*lines):
    text = "\n".join(lines) + "\n"
    return [block.read(text) for block in clean(text)[0]]


@pytest.mark.parametrize(
    "opening",
    [
        "在市委、市政府和县委的坚强领导下，我局扎实工作。",
        "我局在市司法局和县委、县政府的正确领导下，扎实工作。",
        "在上级部门和县政府的关心支持下，我局扎实工作。",
        "常务副县长周砚平带队到县司法局调研，副市长黎明参加。",
        "代县长周砚平主持召开会议，按照省司法厅的部署研究工作。",
        "会议在市行政中心召开，省市县三级同步收看。",
        "周砚平到区司法局交流一年。",
    ],
)
def test_a_word_before_the_body_of_no_named_place_names_none(opening):
    assert {"region", "issuer"}.isdisjoint(facts("2023年工作总结", opening, "一、主要工作", P2, "二、打算", P3))


EVENT = ["云岭县宪法宣传周活动总结", P1, "一、活动组织", "主办单位：县司法局", "承办单位：县教育局", "二、活动成效", P2]
CHRONICLE = ["云岭县司法局2023年大事记", "2023年1月5日", P1, "2023年3月12日", P2, "2023年6月8日", P3]
PLAN = ["云岭县司法局普法活动方案", P1, "一、活动时间", "2024年4月15日", "二、活动地点", "县文化广场", P2]
TERM = ["云岭县政务公开清单", P1, "项目一", "发布时间：2023年4月底前完成清单公布", P2]
NAMED = ["全县普法阵地", P1, "名称：法治小院", P2]
SIGNED = ["云岭县2023年国民经济和社会发展统计公报", "云岭县统计局", "国家统计局云岭调查队", "2024年3月28日", P1, P2]
REVIEW = "云岭县司法局2023年工作总结"
OFFICE_TABLE = ["索引号：YL001-2024-00012", f"名称：{REVIEW}", "生成日期：2024-01-10"]
PORTRAIT = "山里的调解员"


@pytest.mark.parametrize(
    ("lines", "stated"),
    [
        # A word before a body is a place where it stands as one.
        (["和县司法局2023年工作总结", P1], {"region": "和县"}),
        (["代县人民政府工作报告", P1], {"issuer": "代县人民政府"}),
        (["马鞍山市和县司法局2023年工作总结", P1], {"region": "和县"}),
        # A committee tells its place.
        (
            ["中国共产党云岭县第十四届委员会第六次全体会议公报", "（2024年7月30日通过）", P1, P2],
            {"region": "云岭县", "genre": "communique"},
        ),
        (
            ["政协云岭县委员会常务委员会工作报告", P1, P2],
            {"region": "云岭县", "level": "county", "genre": "work-report"},
        ),
        # The name in an office's table is not the title.
        ([*OFFICE_TABLE, REVIEW, P1, P2], {"title": REVIEW, "genre": "annual-review"}),
        # Days of a chronicle, or amid the text, are no date of it.
        (CHRONICLE, {"date": None}),
        ([*CHRONICLE[:2], P1, P2], {"date": "2023-01-05"}),
        (PLAN, {"date": None}),
        ([*PLAN, "云岭县司法局", "2024年3月1日"], {"date": "2024-03-01"}),
        (SIGNED, {"date": "2024-03-28"}),
    ],
)
def test_facts_that_can_be_mistaken(lines, stated):
    values = facts(*lines)
    assert {name: values.get(name) for name in stated} == stated


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        *((lines, lines) for lines in (EVENT, CHRONICLE, PLAN, TERM, NAMED)),
        ([*EVENT, "主办单位：云岭县司法局", "联系电话：0000-0000000"], EVENT),
        ([TERM[0], "发布时间：2023-04-28", P1], TERM[:2]),
        ([PORTRAIT, "云岭融媒记者 王小明 文/图", P1, P2], [PORTRAIT, P1, P2]),
        ([PORTRAIT, "□ 云岭日报记者 李芳 通讯员 王小明", P1, P2], [PORTRAIT, P1, P2]),
        ([PORTRAIT, "云岭日报 | 记者 李芳", P1, P2], [PORTRAIT, P1, P2]),
        ([PORTRAIT, "编辑 | 王小明", P1, P2], [PORTRAIT, P1, P2]),
        ([PORTRAIT, "摄像：王小明", P1, P2], [PORTRAIT, P1, P2]),
    ],
)
def test_what_looks_like_furniture_amid_the_text_stays_and_bylines_go(lines, text):
    assert kept(*lines) == text


@pytest.mark.parametrize("bodies", [["云岭县教育局", "云岭县公安局"], ["云岭县教育局", "云岭县公安局", "云岭县司法局"]])
def test_bodies_on_lines_of_their_own_open_one_title(bodies):
    rest = "关于开展“法治进校园”活动的通知"
    report = Report("a", "\n".join([*bodies, rest, "各乡镇中心学校，县直各学校：", P1, P2, *bodies, "2024年2月26日"]))
    shown = structure(report)
    assert (shown["title"], shown["issuer"], shown["headings"]) == (" ".join([*bodies, rest]), "、".join(bodies), [])


ITEMS = ["1.新建农村公路八十公里", "2.改造老旧小区二十个", "3.新增学位二千四百个", "4.建设口袋公园五处"]


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["云岭县2024年民生实事", P1, *ITEMS, "云岭县人民政府办公室", "2024年2月1日"], []),
        (["云岭县2024年民生实事", P2, *(line for item in ITEMS for line in (item, P1))], ITEMS),
        (SIGNED, []),
    ],
)
def test_items_of_a_list_and_bodies_under_a_title_are_no_headings(lines, headings):
    assert [heading["text"] for heading in structure(Report("a", "\n".join(lines)))["headings"]] == headings


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("云岭县司法局学习贯彻重要讲话精神情况报告", None),
        ("县委常委会召开会议 传达学习重要讲话精神", "meeting-report"),
        ("云岭县举办宪法主题演讲比赛", None),
        ("全县新闻发言人培训班开班", None),
        ("云岭县司法局关于加强会议管理工作的通知", None),
        ("云岭县司法局关于贯彻落实全省司法行政工作会议精神情况的报告", None),
        ("云岭县人民政府关于县十八届人大三次会议代表建议办理情况的报告", None),
        ("云岭县人民政府办公室关于印发2024年政府工作报告重点任务分工方案的通知", None),
        ("一图读懂云岭县2024年政府工作报告", None),
        ("云岭县2024年政府工作报告", "work-report"),
        ("在全县普法工作会议上的讲话", "speech"),
        ("全县普法工作会议召开", "meeting-report"),
    ],
)
def test_what_is_learnt_or_carried_out_is_no_kind(title, genre):
    assert facts(title, P1, "一、基本情况", P2, "二、下步打算", P3).get("genre") == genre


@pytest.mark.parametrize("table", ["centre", "offices", "ministries"])
def test_every_body_of_the_centre_is_found_by_the_words_that_its_row_gives(study, table):
    lines = (study / "corpus" / "lexicons" / "rules" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    for row in (line.split("\t") for line in lines[1:]):
        for words in row[3].split("‖"):
            assert [name for name, start, _ in find_central(words, 0, len(words)) if start == 0] == [row[0]]


def test_the_genres_of_cues_are_genres_of_the_manifest():
    assert {cue.removesuffix("-at-the-end") for cue in [*rules("genres"), *rules("openings")]} <= set(get_args(Genre))


def test_a_fact_names_the_rule_that_found_it():
    stated = describe(Report("a", f"云岭县司法局2023年工作总结\n{P1}\n{P2}\n云岭县司法局 2024年1月5日\n"))
    assert {field: stated[field].rule for field in ("title", "date", "issuer", "region", "genre")} == {
        "title": "title-lines",
        "date": "signature",
        "issuer": "begins-title",
        "region": "in-head",
        "genre": "cue-in-head",
    }


def test_the_manifest_takes_the_day_of_delivery_before_that_of_the_page():
    title, page = "云岭县2023年政府工作报告", "发布时间：2024-01-05 来源：云岭县政府"
    given = "——2023年12月28日在云岭县第三届人民代表大会第三次会议上"
    lines = (title, page, given, "云岭县县长 周砚平", P1, P2)
    stated = facts(*lines)
    assert (stated["delivered"], stated["date"]) == ("2023-12-28", "2024-01-05")
    row, faults = manifest_row(Report("a", "\n".join(lines) + "\n"), {}, "a.txt")
    assert (row["date"], row["year"], faults) == ("2023-12-28", "2023", [])
    row, faults = manifest_row(Report("a", "\n".join(lines) + "\n"), {"published": "2024-02-01"}, "a.txt")
    assert (row["date"], faults) == ("2023-12-28", [])
    row, faults = manifest_row(Report("a", "\n".join(lines) + "\n"), {"date": "2024-02-01"}, "a.txt")
    assert (row["date"], faults) == ("2024-02-01", [])  # a table says so by hand
    without = Report("a", "\n".join(line for line in lines if line != given) + "\n")
    assert manifest_row(without, {}, "a.txt")[0]["date"] == "2024-01-05"
    assert manifest_row(without, {"published": "2024-02-01"}, "a.txt")[0]["date"] == "2024-02-01"

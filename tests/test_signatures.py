"""Who issues a report and when: signatures, joint issuers and bodies of the centre, in invented texts."""

from __future__ import annotations

import pytest

from baogao.corpus.facts.describe import describe
from baogao.corpus.facts.mentions import find_bodies
from baogao.corpus.text.report import Report

BODY = (
    "修好水渠十二条，种树三千棵，让山里的人家都用上了干净的水，也让下山的路宽了许多，"
    "老人出门不再发愁，孩子上学不再绕道，集市上的茶叶和竹笋也卖得更远。"
)


def values_of(text, *columns):
    stated = describe(Report("a", text))
    return tuple((stated[column].value, stated[column].confidence) if column in stated else None for column in columns)


@pytest.mark.parametrize(
    ("signature", "date", "issuer"),
    [
        ("丹寨县司法局 2024年1月5日", "2024-01-05", "丹寨县司法局"),
        ("（雷山县司法局 2023年1月9日）", "2023-01-09", "雷山县司法局"),
        ("丹寨县司法局\n二〇二四年一月五日", "2024-01-05", "丹寨县司法局"),
        ("丹寨县司法局\n（印章）\n二〇二四年一月五日", "2024-01-05", "丹寨县司法局"),
        ("丹寨县司法局 二〇二四年一月五日\n（此件公开发布）", "2024-01-05", "丹寨县司法局"),
        ("丹寨县司法局\n二〇二三年", "2023", "丹寨县司法局"),
    ],
)
def test_a_signature_tells_who_and_when(signature, date, issuer):
    (when, sure), (who, _) = values_of(f"水渠修好了\n{BODY}\n{BODY}\n{signature}", "date", "issuer")
    assert (when, who) == (date, issuer)
    assert sure >= 0.75


@pytest.mark.parametrize(
    "last",
    [
        "丹寨县司法局2024年1月5日召开会议。",
        "丹寨县司法局的同志走访了二十三户",
        "水渠从山上 2024年1月5日",
        "全县修渠二〇二三条",
    ],
)
def test_what_is_told_in_the_last_line_is_no_date(last):
    assert values_of(f"水渠修好了\n{BODY}\n{BODY}\n{last}", "date") == (None,)


def test_a_year_in_brackets_under_the_title_is_doubtful_and_a_signatures_year_comes_first():
    text = f"丹寨县司法局法治政府建设年度报告\n（2023年）\n{BODY}\n{BODY}\n"
    assert values_of(text, "date") == (("2023", 0.5),)
    assert values_of(f"{text}丹寨县司法局\n二〇二四年", "date") == (("2024", 0.8),)
    assert values_of(text.replace("（2023年）", "（征求意见稿）"), "date") == (None,)


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("最高人民法院\u3000最高人民检察院\u3000公安部关于依法护林的意见", "最高人民法院、最高人民检察院、公安部"),
        ("中共石渚县委 石渚县人民政府关于表彰护林模范的决定", "中共石渚县委、石渚县人民政府"),
        ("中共石渚县委、石渚县人民政府关于修渠的通知", "中共石渚县委、石渚县人民政府"),
        ("丹寨县司法局 丹寨县公安局 丹寨县民政局 丹寨县教育局关于修渠的通知", None),
        ("国务院办公厅关于修渠情况的通报", "国务院办公厅"),
        ("丹寨县司法局2023年工作总结", "丹寨县司法局"),
    ],
)
def test_those_who_issue_a_report_together_are_all_named(title, issuer):
    expected = issuer or "丹寨县司法局、丹寨县公安局、丹寨县民政局、丹寨县教育局"
    ((who, sure),) = values_of(f"{title}\n{BODY}\n{BODY}", "issuer")
    assert who == expected
    assert sure >= 0.7


@pytest.mark.parametrize("title", ["丹寨县司法局、公安局关于修渠的通知", "丹寨县司法局和公安局联合护林小结"])
def test_an_issuer_beside_one_that_is_not_named_in_full_is_doubtful(title):
    assert values_of(f"{title}\n{BODY}\n{BODY}", "issuer") == (("丹寨县司法局", 0.5),)


def test_all_who_sign_are_named():
    signers = ["丹寨县司法局", "丹寨县公安局", "丹寨县民政局", "丹寨县教育局"]
    text = "\n".join(["水渠修好了", BODY, BODY, *signers, "二〇二三年一月五日"])
    assert values_of(text, "issuer", "date") == (("、".join(signers), 0.8), ("2023-01-05", 0.8))


@pytest.mark.parametrize(
    ("title", "issuer", "level"),
    [
        ("国家发展改革委有关负责人就修渠答记者问", "国家发展和改革委员会", "central"),
        ("公安部关于护林工作情况的通报", "公安部", "central"),
        ("国家税务总局丹寨县税务局2022年工作总结", "丹寨县税务局", "county"),
        ("教育部门关于护林的倡议", None, None),
        ("应急管理部来到山里看水渠", None, None),
    ],
)
def test_ministries_are_bodies_of_the_centre(title, issuer, level):
    values = values_of(f"{title}\n{BODY}\n{BODY}", "issuer", "level")
    assert tuple(one and one[0] for one in values) == (issuer, level)


@pytest.mark.parametrize(
    "text", ["公安部门", "教育部署", "市场监管总局", "水利部队", "美国国防部", "美司法部", "中国人民银行石渚支行"]
)
def test_what_only_begins_as_a_ministry_does_is_none(text):
    assert find_bodies(text, (0, len(text))) == []

"""What reports say of their kind, their period and their issuer: invented texts, explicit words only."""

from __future__ import annotations

import pytest

from baogao.corpus.facts.describe import describe
from baogao.corpus.facts.evidence import SURE, Stated
from baogao.corpus.facts.mentions import find_bodies
from baogao.corpus.importing.rows import manifest_row
from baogao.corpus.layout.layout import layout
from baogao.corpus.text.report import Report
from baogao.reading.structure import structure

BODY = "修好水渠十二条，种树三千棵，让山里的人家都用上了干净的水，也让下山的路宽了许多，老人出门不再发愁。"
PLAN = "关于四川省2023年国民经济和社会发展计划执行情况与2024年计划草案的报告"


def described(text, name):
    stated = describe(Report("a", text)).get(name)
    return (stated.value, stated.confidence >= SURE) if stated else None


def words(text, name):
    stated = describe(Report("a", text))[name]
    return text[stated.start : stated.end]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{PLAN}\n各位代表：\n{BODY}", ("plan", True)),
        (f"关于石渚县2023年财政预算执行情况的报告\n各位代表：\n{BODY}", ("budget", True)),
        (f"各位代表：\n我代表国务院，提出关于1955年国家决算的报告，请予审议。\n{BODY}", ("budget", True)),
        (f"各位代表：\n我受国务院的委托，向大会作关于全国渠道发展纲要的报告。\n{BODY}", ("programme", True)),
        (f"各位代表：\n我代表国务院，作关于第六个五年计划的报告。\n{BODY}", ("plan", True)),
        (f"关于《石渚县水渠管理办法》的说明\n周砚平\n同志们：\n{BODY}", ("explanation", True)),
        (f"石渚县政府工作报告（摘要）\n{BODY}", ("abstract", True)),
        ("县里公布水渠意见。\n" + f"《决定》指出，{BODY}\n" * 3, None),
        ("播发《中共中央关于修渠的决定》。\n" + f"《决定》指出，{BODY}\n" * 3, ("abstract", False)),
        (f"{BODY}\n周县长在报告中指出，{BODY}\n" + f"周县长说，{BODY}\n" * 2, ("abstract", False)),
        (f"2024年石渚县政府工作报告\n各位代表：\n{BODY}\n今年的计划和预算已经报告。", None),
        (f"在全县水利工作会议上的讲话\n同志们：\n下面就《水渠办法》作一说明。{BODY}", ("explanation", True)),
    ],
)
def test_another_kind_than_the_main_one_is_told(text, kind):
    assert described(text, "subgenre") == kind


@pytest.mark.parametrize(
    ("text", "period", "evidence"),
    [
        (f"2024年石渚县政府工作报告\n各位代表：\n{BODY}", ("2024", True), "2024年"),
        (f"{PLAN}\n各位代表：\n{BODY}", ("2023/2024", True), "2023年国民经济和社会发展计划执行情况与2024年"),
        (f"修渠路上\n——2021年石渚县水利工作十件事\n{BODY}", ("2021", True), "2021年"),
        (f"石渚县2021—2025年水利工作总结\n{BODY}", ("2021/2025", True), "2021—2025年"),
        (f"石渚县二〇二一年度工作总结\n{BODY}", ("2021", True), "二〇二一年"),
        (f"关于制定第十五个五年规划的建议\n{BODY}", ("2026/2030", True), "第十五个五年规划"),
        (f"“八五”普法总结\n{BODY}", None, ""),
        (f"“八五”时期水利工作总结\n{BODY}", ("1991/1995", True), "“八五”"),
        (f"政府工作报告\n各位代表：\n一、2023年工作回顾\n{BODY}\n二、2024年任务\n{BODY}", ("2023/2024", True), None),
        (f"政府工作报告\n各位代表：\n一、过去一年\n{BODY}\n二、2024年任务\n{BODY}", ("2024", False), "2024年"),
        (f"各位代表：\n我提出关于1980、1981年计划安排的报告。\n{BODY}", ("1980/1981", True), "1980、1981年"),
        (f"在2020年春节团拜会上的讲话\n同志们：\n{BODY}", ("2020", False), "2020年"),
        (f"在全县大会上的讲话\n（2021年3月5日）\n同志们：\n2019年修了渠。{BODY}", None, ""),
        (f"2035年远景目标怎样定\n{BODY}", None, ""),
        (f"关于第十四个五年规划和二〇三五年远景目标的建议\n{BODY}", ("2021/2025", True), "第十四个五年规划"),
    ],
)
def test_the_period_of_a_report_is_what_it_names_itself(text, period, evidence):
    assert described(text, "content_date") == period
    if evidence:
        assert words(text, "content_date") == evidence


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("各位代表：\n我代表国务院，向大会报告工作。", ("国务院", True)),
        ("各位代表：\n我受中共中央和国务院的委托，作报告。", ("中国共产党中央委员会、国务院", True)),
        ("同志们：\n我代表第十四届中央委员会作报告。", ("中国共产党中央委员会", True)),
        ("政府工作报告\n四川省省长 周砚平\n各位代表：\n我代表省人民政府报告工作。", ("四川省人民政府", True)),
        ("2025年广西政府工作报告\n自治区主席 周砚平\n各位代表：\n报告工作。", ("广西壮族自治区人民政府", True)),
        ("在全县会议上的讲话\n石渚县县长 周砚平\n同志们：\n开会。", ("石渚县人民政府", False)),
        ("在全市会议上的讲话\n成都市司法局局长 周砚平\n同志们：\n开会。", ("成都市司法局", True)),
        ("在大会上的报告\n国务院总理 周砚平\n各位代表：\n开会。", ("国务院", True)),
        (f"成都市司法局2021年工作总结\n今年{BODY}", ("成都市司法局", True)),
        (f"关于修渠的决定\n（2020年5月28日成都市人民代表大会通过）\n{BODY}", ("成都市人民代表大会", True)),
        (f"第十届全国人民代表大会第五次会议听取和审议了国务院总理所作的报告。{BODY}", ("全国人民代表大会", True)),
        (f"水利工作总结\n今年{BODY}\n成都市水务局\n2021年3月5日", ("成都市水务局", True)),
        (f"灯下的人\n——成都市司法局调解纪实\n{BODY}", ("成都市司法局", False)),
        (f"水利工作总结\n成都市的水利工作取得新局面。{BODY}", None),
        (f"在省人民代表大会上的发言\n周砚平\n同志们：\n{BODY}", None),
        ("在大会上的讲话\n国家主席 周砚平\n女士们，先生们：\n开会。", None),
    ],
)
def test_the_issuer_is_the_body_that_the_text_names_as_such(text, body):
    assert described(text, "issuer") == body


YEAR = "2023年，云岭市司法局坚持修渠为民"


@pytest.mark.parametrize(
    ("text", "body", "evidence"),
    [
        (f"{YEAR}。{BODY}", "云岭市司法局", "云岭市司法局"),
        (f"法治建设情况\n2023年，在市委坚强领导下，云岭市司法局深入推进普法。{BODY}", "云岭市司法局", "云岭市司法局"),
        (f"今年以来，成都市青羊区人民法院紧紧围绕中心工作。{BODY}", "青羊区人民法院", "成都市青羊区人民法院"),
        (f"2023年，我市司法局坚持普法，云岭市修渠，云岭市种树。{BODY}", "云岭市司法局", "市司法局"),
        (f"云岭市司法局认真抓普法。{BODY}\n云岭市司法局深入山村。", "云岭市司法局", "云岭市司法局"),
        (f"云岭市司法局认真抓普法。{BODY}\n明年我局再修十条。", "云岭市司法局", "云岭市司法局"),
    ],
)
def test_the_body_that_the_first_sentences_tell_to_act_is_perhaps_the_issuer(text, body, evidence):
    assert described(text, "issuer") == (body, False)
    assert words(text, "issuer") == evidence


@pytest.mark.parametrize(
    "text",
    [
        f"云岭市司法局认真抓普法。{BODY}",  # told once: perhaps an example
        f"2023年，云岭市司法局局长周砚平坚持修渠。{BODY}",
        f"2023年，云岭市司法局和石渚县司法局深入推进普法。{BODY}",
        f"2023年，云岭市司法局发布消息。云岭市司法局表示，渠修好了。{BODY}",
        f"2023年，国务院安委会坚持督查。{BODY}",  # another body than 国务院
        f"2023年，全市法院坚持修渠。{BODY}",
        f"{YEAR}。{BODY}\n石渚县司法局积极修渠。石渚县司法局大力种树。",  # another acts more often
        f"{BODY * 10}\n{YEAR}。{BODY}",  # not near the beginning
    ],
)
def test_a_body_that_only_occurs_is_no_issuer(text):
    assert described(text, "issuer") is None


def test_a_market_is_no_body_of_the_city():
    assert find_bodies("市场监管总局", (0, 6), Stated("云岭市", 0, 3, 0.8)) == []


def test_a_department_before_the_salutation_reports_for_the_government():
    text = "关于四川省2023年预算执行情况的报告\n四川省财政厅\n各位代表：\n"
    assert described(f"{text}现将预算提请审查。{BODY}", "issuer") == ("四川省财政厅", True)
    assert described(f"{text}受省人民政府委托，报告预算。{BODY}", "issuer") == ("四川省人民政府", True)
    assert structure(Report("a", text + BODY))["headings"] == []


def test_a_place_in_another_name_or_where_a_meeting_is_held_is_not_the_reports():
    meetings = "上海合作组织成员国水利部长会议致贺信", "水利工作会议3月2日在北京举行"
    for line in (*meetings, "受市人民政府委托，水利局报告工作", "跨省办理"):
        assert described(f"{line}。{BODY}", "region") is None


BROADCAST = "央视网消息（新闻联播）：省长在大会上代表省人民政府作政府工作报告。会议强调，修渠。会议指出，护林。"


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (BROADCAST, "meeting-report"),
        ("各位代表：\n现在，我代表省人民政府，向大会报告工作。", "work-report"),
        ("出席大会的代表一致赞成县里的工作报告。", None),
        (f"成都市司法局2023年法治政府建设年度报告\n{BODY}", "annual-review"),
        (f"修渠要有恒心\n{BODY}\n※这是周砚平在全县水利工作会议上的讲话。", "speech"),
    ],
)
def test_who_reports_says_so_of_himself(text, genre):
    answer = described(text, "genre")
    assert (answer[0] if answer else None) == genre


def test_the_paper_cited_dates_a_letter_and_the_page_before_it():
    letter = f"同志们：\n{BODY}\n{BODY}\n{BODY}\n周砚平\n2020年5月17日\n"
    assert described(letter, "date") == ("2020-05-17", True)
    assert described(f"{letter}《 人民日报 》（ 2020年05月19日 01 版）\n", "date") == ("2020-05-19", True)
    page = f"山里来信\n2020-05-20 08:00\n{letter}《 人民日报 》（ 2020年05月19日 01 版）\n"
    assert described(page, "date")[0] == "2020-05-20"


def test_an_outlet_may_stand_before_its_date():
    assert described(f"水清路宽\n株洲日报 2024-01-03 07:51:20\n{BODY}", "outlet") == ("株洲日报", True)


def test_a_term_is_no_part_of_a_body_and_of_a_chain_the_last_place_counts():
    assert [body.value for body in find_bodies("四川省成都市第十八届人民代表大会", (0, 17))] == ["成都市人民代表大会"]
    both = [body.value for body in find_bodies("第二十届中央委员会和中央纪律检查委员会", (0, 19))]
    assert both == ["中国共产党中央委员会", "中国共产党中央纪律检查委员会"]


def test_addresses_are_told_where_they_stand_alone():
    lines = ["大会", "尊敬的各位代表，同志们：", "各位代表的意见收到了，谢谢！", "朋友们！", "同志们！路还长。"]
    salutations = layout(Report("a", "\n".join(lines))).salutations
    assert [line.text for line in salutations] == [lines[1], lines[3]]


@pytest.mark.parametrize(
    ("end", "n_lines"),
    [
        (["各位代表！让我们再修十条渠！"], 1),
        (["各位代表！", "让我们再修十条渠！", "谢谢大家！"], 2),
        (["会议号召，全县人民再修十条渠。"], 1),
        (["谢谢大家！", "石渚县司法局", "二〇二一年三月五日"], 3),
        (["路还长，渠还要修。"], 0),
        (["让我们再修十条渠！", "渠修好了，再修路。"], 0),
    ],
)
def test_a_closing_runs_to_the_last_line(end, n_lines):
    lines = ["各位代表：", BODY, *end]
    closings = layout(Report("a", "\n".join(lines))).closings
    assert [line.text for line in closings] == lines[len(lines) - n_lines :]


def test_the_annotation_names_lines_of_addresses_and_leaves_passages_alone():
    text = f"在大会上的讲话\n\n同志们：\n{BODY}\n同志们！让我们再修十条渠！\n责任编辑：某某\n"
    layer = structure(Report("a", text))
    assert (layer["salutations"], layer["closings"]) == ([3], [5])
    assert layer["turns"] == []
    assert (layer["content_date"], layer["issuer"], layer["subgenre"]) == (None, None, None)


def test_a_line_of_several_paragraphs_is_no_address():
    layer = structure(Report("a", f"大会的讲话　　同志们：　　{BODY}　　谢谢大家！\n谢谢大家！"))
    assert (layer["salutations"], layer["closings"]) == ([], [2])


def test_the_year_of_an_undated_report_is_the_one_its_title_names():
    def year(text, **facts):
        row, faults = manifest_row(Report("a", text), facts, "a.txt")
        assert faults == []
        return row["date"], row["year"]

    assert year(f"2021年石渚县政府工作报告\n各位代表：\n{BODY}") == ("", "2021")
    assert year(f"{PLAN}\n各位代表：\n{BODY}") == ("", "")
    assert year(f"石渚县2021年工作总结\n2022-01-16\n今年{BODY}") == ("2022-01-16", "2022")
    assert year(f"石渚县2021年工作总结\n今年{BODY}", date="2022") == ("2022", "2022")
    assert year(f"石渚县2021年工作总结\n今年{BODY}", year="2020") == ("", "2020")
    assert year(f"今年{BODY}", title="石渚县2021年工作总结") == ("", "2021")
    assert year(f"2021年全县收入公布\n新华社云浔3月5日电 {BODY}") == ("", "")


def test_import_takes_issuer_and_subgenre_where_the_text_is_sure():
    row, _ = manifest_row(Report("a", f"{PLAN}\n各位代表：\n我受省人民政府委托，报告计划。\n{BODY}"), {}, "a.txt")
    assert (row["issuer"], row["subgenre"], row["genre"]) == ("四川省人民政府", "plan", "work-report")

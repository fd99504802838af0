"""Structure of invented reports of each kind: what they state is found, what they leave open stays open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogao.corpus.facts.describe import describe
from baogao.corpus.text.report import Report
from baogao.corpus.words.days import find_day
from baogao.reading.structure import structure

BODY = (
    "修好水渠十二条，种树三千棵，让山里的人家都用上了干净的水，也让下山的路宽了许多，"
    "老人出门不再发愁，孩子上学不再绕道，集市上的茶叶和竹笋也卖得更远。"
)

INTERVIEW = f"""\
发布时间：2021-06-08 09:00 来源：sp20210608
近日，云浔网举办局长访谈。本期专访云浔省水利厅厅长杜若川，请他谈谈山里的水。
云浔网：杜厅长，今年修了几条渠？
杜若川：修了十二条。{BODY}
一是修渠补堤。{BODY}
二是护林养水。{BODY}
云浔省水利厅干部查看水渠。云浔省水利厅供图
云浔网：明年呢？
杜若川：再修十条。
(责编：罗知秋)
"""
PROFILE = f"""\
山里的一盏灯 照亮二十里夜路

来源：澜州晨报 发布时间：2020-05-06 10:11
分享到 打印
  澜州晨报讯(记者 沈苇)5月4日,石渚县司法局的调解室亮着灯。{BODY}
  守灯的人
  “灯亮着，人就来了。”周砚平说，{BODY}
  周砚平告诉记者，{BODY}
  赶路的人
  “路远，话要近。”周砚平介绍，{BODY}
责任编辑： 罗知秋
"""
SPEECH = f"""\
各位代表、同志们:
今天我们看了三处调解室，下面，我讲几点意见。{BODY}
一、看到进步
全区的调解室多了，我区的渠修好了，区政府下了力气。{BODY}
(一)渠修好了
{BODY}
二、看到不足
全区还有三条旧渠。{BODY}
各位代表、同志们,我们要为建设法治望泉、推动全区发展再出一份力!
谢谢大家!
微信扫一扫在手机阅读、分享本文
"""
WORK_REPORT = f"""\
下载
打印
【字号：
加大
】
2026年云浔省政府工作报告
——2026年1月20日在云浔省第十四届人民代表大会第四次会议上
来源：云浔日报
时间：2026-02-01
云浔省省长 杜 若
省长杜若作政府工作报告。本报记者 沈 苇摄
各位代表：
现在，我代表云浔省人民政府，向大会报告工作，请予审议。
一、2025年工作回顾
过去一年，全省上下一起修渠。{BODY}
（一）水利建设加快推进
渠道工程提速增效。{BODY}
林草覆盖稳步扩大。{BODY}
二、2026年重点工作
（一）加快修渠补堤。{BODY}
（二）加快护林养水。{BODY}
附件
名词解释
1.两条渠：东渠和西渠。
相关报道：
"""
COMMUNIQUE = f"""\
央视网消息（新闻联播）：

云浔省水利委员会第三次全体会议公报
（2021年1月24日云浔省水利委员会第三次全体会议通过）
云浔省水利委员会第三次全体会议，于2021年1月22日至24日举行。{BODY}
全会认为，修渠有进展。{BODY}
"""
DECISION = f"""\
关于修渠补堤的决定
（2020年5月28日石渚县人民代表大会通过）
石渚县人民代表大会听取了报告。{BODY}
"""
BROADCAST = f"""\
央视网消息（新闻联播）：云浔省水利工作会议3月2日在澜州举行。会议强调，要把渠修好。{BODY}
会议指出，要把林护好。{BODY}
"""


def layer_of(text):
    return structure(Report("a", text))


def fields(text):
    return {name: layer_of(text)[name] for name in ("title", "date", "outlet", "region", "level", "genre")}


def headings(text):
    return [(one["line"], one["level"], one.get("run_in", False)) for one in layer_of(text)["headings"]]


def test_an_interview_with_turns():
    assert fields(INTERVIEW) == {
        "title": None,
        "date": "2021-06-08",
        "outlet": "云浔网",
        "region": "云浔省",
        "level": "province",
        "genre": "interview",
    }
    assert layer_of(INTERVIEW)["boilerplate"] == [1, 10]
    assert layer_of(INTERVIEW)["captions"] == [7]
    assert headings(INTERVIEW) == [(5, 1, True), (6, 1, True)]
    assert [(turn["line"], turn["speaker"], turn["role"]) for turn in layer_of(INTERVIEW)["turns"]] == [
        (2, None, "narration"),
        (3, "云浔网", "question"),
        (4, "杜若川", "answer"),
        (8, "云浔网", "question"),
        (9, "杜若川", "answer"),
    ]


def test_a_profile():
    assert fields(PROFILE) == {
        "title": "山里的一盏灯 照亮二十里夜路",
        "date": "2020-05-06",
        "outlet": "澜州晨报",
        "region": "石渚县",
        "level": "county",
        "genre": "profile",
    }
    assert layer_of(PROFILE)["boilerplate"] == [3, 4, 11]
    assert headings(PROFILE) == [(6, 1, False), (9, 1, False)]
    assert layer_of(PROFILE)["turns"] == []


def test_an_undated_speech_without_a_title():
    assert fields(SPEECH) == {
        "title": None,
        "date": None,
        "outlet": None,
        "region": "望泉",
        "level": "county",
        "genre": "speech",
    }
    assert layer_of(SPEECH)["evidence"]["region"]["confidence"] < 0.5
    assert layer_of(SPEECH)["boilerplate"] == [11]
    assert headings(SPEECH) == [(3, 1, False), (5, 2, False), (7, 1, False)]


def test_a_work_report_with_salutation_and_annex():
    assert fields(WORK_REPORT) == {
        "title": "2026年云浔省政府工作报告",
        "date": "2026-02-01",
        "outlet": "云浔日报",
        "region": "云浔省",
        "level": "province",
        "genre": "work-report",
    }
    assert layer_of(WORK_REPORT)["boilerplate"] == [1, 2, 3, 4, 5, 8, 9, 22, 23, 24, 25]
    assert layer_of(WORK_REPORT)["captions"] == [11]
    assert headings(WORK_REPORT) == [
        (7, 0, False),
        (14, 1, False),
        (16, 2, False),
        (17, 3, True),
        (18, 3, True),
        (19, 1, False),
        (20, 2, True),
        (21, 2, True),
    ]


def test_a_communique():
    assert fields(COMMUNIQUE) == {
        "title": "云浔省水利委员会第三次全体会议公报",
        "date": "2021-01-24",
        "outlet": "央视网",
        "region": "云浔省",
        "level": "province",
        "genre": "communique",
    }
    assert layer_of(COMMUNIQUE)["boilerplate"] == [1]
    assert headings(COMMUNIQUE) == [(4, 0, False)]  # the note of its adoption tells the occasion


def test_a_decision():
    assert fields(DECISION) | {"title": None} == {
        "title": None,
        "date": "2020-05-28",
        "outlet": None,
        "region": "石渚县",
        "level": "county",
        "genre": "decision",
    }
    assert headings(DECISION) == [(2, 0, False)]


def test_a_broadcast_text():
    assert fields(BROADCAST) == {
        "title": None,
        "date": None,
        "outlet": "央视网",
        "region": "云浔省",
        "level": "province",
        "genre": "meeting-report",
    }
    assert layer_of(BROADCAST)["boilerplate"] == []  # the lead is taken, the line is not


def test_a_report_of_the_centre_has_no_region():
    text = f"各位代表：\n我代表国务院，向大会报告政府工作。\n会议在北京市举行。{BODY}\n北京市修了渠。{BODY}"
    assert (fields(text)["region"], fields(text)["level"], fields(text)["genre"]) == (None, "central", "work-report")


def test_reporters_who_ask_once_each_take_turns():
    text = (
        f"会前说明\n晨报记者：几条渠？\n周砚平：十二条。{BODY}\n晚报记者：几棵树？\n周砚平：三千棵。{BODY}\n"
        f"网友“赶路人”：几里路？\n沈苇：二十里。{BODY}\n"
    )
    assert [(turn["speaker"], turn["role"]) for turn in layer_of(text)["turns"]] == [
        ("晨报记者", "question"),
        ("周砚平", "answer"),
        ("晚报记者", "question"),
        ("周砚平", "answer"),
        ("网友“赶路人”", "question"),
        ("沈苇", "answer"),
    ]


@pytest.mark.parametrize(("asks", "answers"), [("问", "答"), ("主持人", "局长"), ("【主持人】", "【周砚平】")])
def test_labels_of_turns_come_in_several_forms(asks, answers):
    text = f"山里的水\n{asks}：几条渠？\n{answers}：十二条。{BODY}\n{asks}：几棵树？\n{answers}：三千棵。{BODY}\n"
    turns = [(turn["line"], turn["speaker"], turn["role"]) for turn in layer_of(text)["turns"]]
    asker, answerer = asks.strip("【】"), answers.strip("【】")
    assert turns == [(2, asker, "question"), (3, answerer, "answer"), (4, asker, "question"), (5, answerer, "answer")]


@pytest.mark.parametrize("brackets", ["【】", "[]"])
@pytest.mark.parametrize("gap", ["", " ", "\n"])
def test_labels_in_brackets_open_turns_without_a_colon(brackets, gap):
    asker, answerer = (f"{brackets[0]}{label}{brackets[1]}{gap}" for label in ("主持人", "周砚平"))
    text = (
        "山里的水\n石渚县水利局局长 周砚平 答记者问\n"
        f"{asker}各位网友好。\n{answerer}主持人好。\n{asker}几条渠？\n{answerer}十二条。{BODY}\n"
    )
    turns = [(turn["speaker"], turn["role"]) for turn in layer_of(text)["turns"] if turn["speaker"]]
    assert turns == [("主持人", "question"), ("周砚平", "answer")] * 2
    assert fields(text)["genre"] == "interview"


def test_words_in_brackets_are_no_labels_where_nobody_asks():
    text = f"县里这一年\n【修渠】{BODY}\n【护林】{BODY}\n【修渠】{BODY}\n"
    assert layer_of(text)["turns"] == []


def test_headings_without_numbers_have_the_levels_that_their_order_shows():
    last_year = f"回眸去年\n水清路宽\n修好水渠\n{BODY}\n护住古树\n{BODY}\n筑好山路\n{BODY}\n"
    text = f"全县一年小结\n{last_year}展望今年\n渠成林茂\n再修十条渠\n{BODY}\n谢谢。"
    assert [level for _, level, _ in headings(text)] == [1, 2, 3, 3, 3, 1, 2, 3]


def test_sentences_on_lines_of_their_own_are_headings_where_paragraphs_follow():
    body = f"水利建设加快。\n{BODY}\n林草面积扩大。\n{BODY}\n山路越走越宽。\n{BODY}\n"
    text = f"县政府工作报告\n各位代表：\n一、回顾\n{body}"
    assert [line for line, *_ in headings(text)] == [3, 4, 6, 8]
    assert [line for line, *_ in headings(f"县政府工作报告\n各位代表：\n今年不同往年。\n{BODY}\n{BODY}")] == []


def test_leads_that_are_sentences_of_their_own_are_no_headings():
    text = f"一、回顾\n同志们，路在脚下。{BODY}\n我们没有停下。{BODY}\n今年是丰收的一年。{BODY}"
    assert [line for line, *_ in headings(text)] == [1]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("在会上的讲话\n周砚平\n（二〇二一年三月五日）\n同志们：\n开会。", "2021-03-05"),
        ("在会上的讲话\n（２０２１年3月）\n同志们：\n开会。", "2021-03"),
        ("会上的公报（2021年3月5日全会通过）\n全会举行。", "2021-03-05"),
        ("县志序言一篇\n2021年3月5日大家开会，9月9日再开。", ""),
        ("在会上的讲话\n同志们：\n2021年3月5日的会开得好。", ""),
        ("在会上的讲话\n新华社云浔3月5日电\n同志们：\n开会。", ""),
    ],
)
def test_dates_come_from_datelines_only_and_stay_partial(text, date):
    assert (layer_of(text)["date"] or "") == date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("时间：2022年12月4日\n{0}\n{0}", "2022-12-04"),
        ("{0}\n{0}\n日期：2022年12月4日", "2022-12-04"),
        ("{0}\n宪法宣传周活动\n时间：2022年12月4日\n地点：县文化广场\n{0}\n{0}", ""),
        ("{0}\n{0}\n宪法宣传周活动\n时间：2022年12月4日至10日\n地点：县文化广场", ""),
        ("{0}\n{0}\n{0}\n相关阅读\n别的报道\n2022-12-04", ""),
        ("发布时间：\n2022-12-04\n{0}\n{0}", "2022-12-04"),
    ],
)
def test_the_time_of_an_event_or_of_another_page_is_no_date_of_the_report(lines, date):
    assert (layer_of(f"石渚县司法局工作总结\n{lines.format(BODY)}\n")["date"] or "") == date


@pytest.mark.parametrize(
    ("line", "date", "outlet"),
    [
        ("原创 石渚司法 石渚司法 2024-01-02 18:30 发表于湖北", "2024-01-02", "石渚司法"),
        ("原创 周砚平 石渚司法 2024年1月2日 18:30", "2024-01-02", "石渚司法"),
        ("石渚司法 2024-01-02 18:30 发表于湖北", "2024-01-02", "石渚司法"),
        ("信息来源：石渚县司法局", None, "石渚县司法局"),
        ("作者：张三 来源：石渚晚报 2021-03-05", "2021-03-05", "石渚晚报"),
        ("图片来源：石渚晚报", None, None),
    ],
)
def test_a_line_of_the_page_tells_date_and_outlet(line, date, outlet):
    text = f"石渚县司法局工作总结\n{line}\n{BODY}\n{BODY}\n"
    assert (layer_of(text)["date"], layer_of(text)["outlet"]) == (date, outlet)


@pytest.mark.parametrize(
    ("line", "is_caption"),
    [
        ("（图片由石渚县司法局提供）", True),
        ("本文图片均由石渚县司法局提供", True),
        ("图片来源：石渚晚报", True),
        ("图片展由石渚县司法局承办", False),
        ("照片由村民提供，故事由村民讲述", False),
    ],
)
def test_who_gave_a_picture_is_told_in_its_caption(line, is_caption):
    text = f"石渚县司法局工作总结\n{BODY}\n{line}\n{BODY}\n"
    assert layer_of(text)["captions"] == ([3] if is_caption else [])


def test_titles_take_their_subtitle_and_second_line_but_no_salutation():
    assert layer_of("同志们！\n开会。")["title"] is None
    layer = layer_of("高举修渠的旗帜\n为云浔人人有水而奋斗\n——在全省大会上的报告\n（2021年3月5日）\n同志们：")
    assert layer["title"] == "高举修渠的旗帜 为云浔人人有水而奋斗"
    assert [heading["text"] for heading in layer["headings"]] == ["——在全省大会上的报告"]


def test_confidence_falls_from_what_is_labelled_to_what_is_weighed():
    evidence = layer_of(WORK_REPORT)["evidence"]
    assert evidence["date"]["confidence"] == evidence["outlet"]["confidence"] == 0.95
    assert 0.5 < evidence["region"]["confidence"] < 0.95
    assert layer_of(PROFILE)["evidence"]["genre"]["confidence"] == 0.5


@pytest.mark.parametrize("text", [INTERVIEW, PROFILE, SPEECH, WORK_REPORT, COMMUNIQUE, DECISION, BROADCAST])
def test_evidence_lies_where_it_says(text):
    for name, stated in describe(Report("a", text)).items():
        words = text[stated.start : stated.end]
        assert words
        if name in ("title", "outlet"):
            assert words == stated.value
        if name == "date":
            assert words[:4] == stated.value[:4]


PIECES = st.sampled_from(
    [BODY, "各位代表：", "\n", "\n\n", "——2021年3月5日在澜州市会上", "记者：问什么？", "周砚平：答。", "来源：某报"]
    + [
        "（2021年3月5日）",
        "石渚县司法局局长 周砚平",
        "一、修渠",
        "修好水渠。",
        "县政府工作报告",
        "（《人民日报》1 9 5 4 0 9 2 4 第1 版）",
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_structure_of_any_page_keeps_to_its_lines(text):
    n_lines = text.count("\n") + 1
    layer = layer_of(text)
    for part in ("headings", "turns"):
        assert all(1 <= one["line"] <= n_lines for one in layer[part])
    for part in ("boilerplate", "captions"):
        assert all(1 <= line <= n_lines for line in layer[part])
    for one in layer["evidence"].values():
        assert 0 <= one["start"] < one["end"] <= len(text)
        assert 0 < one["confidence"] < 1


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("二〇二〇年一二月", None),
        ("二〇二〇年三月三四日", "2020-03"),
        ("2021年2月30日", None),
        ("2021-13-01", None),
        ("二〇二〇年十二月三十一日", "2020-12-31"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_only_real_days_are_found(words, iso):
    day = find_day(words)
    assert (day.iso if day else None) == iso
    stated = describe(Report("a", f"全县普法工作会议召开\n{words}\n今年开展普法。")).get("date")
    assert (stated.value if stated else None) in (iso, None)


@pytest.mark.parametrize("opener", ["访", "记", "专访", "走进", "走近", "对话"])
@pytest.mark.parametrize("head", ["", "灯下有人\n"])
def test_a_word_before_a_place_is_no_part_of_its_name(opener, head):
    stated = describe(Report("a", f"{head}{opener}云浔区司法局局长周砚平\n我们修好了水渠。\n"))
    assert (stated["region"].value, stated["level"].value) == ("云浔区", "county")


def test_the_last_place_of_a_chain_counts_though_the_gazetteer_lacks_it():
    stated = describe(Report("a", "云南省昆明市石渚县司法局工作综述\n今年修好了水渠。\n"))
    assert (stated["region"].value, stated["level"].value) == ("石渚县", "county")
    known = describe(Report("a", "云南省昆明市官渡区司法局工作综述\n今年修好了水渠。\n"))
    assert known["region"].value == "官渡区"
    assert stated["region"].confidence < known["region"].confidence


@pytest.mark.parametrize(
    "title", ["湖南省株洲市2019年政府工作报告", "2019年澜州市政 府 工 作 报 告", "澜州市政府工作报\n告", "政府工作报告"]
)
def test_a_work_report_is_one_however_its_title_is_spaced(title):
    occasion = "——2019年1月5日在澜州市第九届人民代表大会第四次会议上"
    text = f"{title}\n\n{occasion}\n\n市长\n\u3000周砚平\n\n各位代表：\n\n现在，我向大会报告工作。\n{BODY}\n"
    stated = describe(Report("a", text))["genre"]
    assert stated.value == "work-report"
    assert "".join(text[stated.start : stated.end].split()).endswith("工作报告")


def test_the_occasion_makes_no_report_of_a_meeting():
    text = f"为山里的水渠而奋斗\n——2019年1月5日在澜州市第九届人民代表大会第四次会议上\n{BODY}\n"
    assert "genre" not in describe(Report("a", text))
    assert describe(Report("a", f"全市水利工作会议召开\n{BODY}\n"))["genre"].value == "meeting-report"


DONE = "今年修渠十二条。"


@pytest.mark.parametrize(
    ("named", "issuer", "region"),
    [
        ("大理州司法局", "大理白族自治州司法局", "大理白族自治州"),
        ("湘西州政府", "湘西土家族苗族自治州人民政府", "湘西土家族苗族自治州"),
        ("海南州水利局", "海南藏族自治州水利局", "海南藏族自治州"),
        ("新疆生产建设兵团司法局", "新疆生产建设兵团司法局", "新疆生产建设兵团"),
        ("北京铁路局", "北京铁路局", "北京市"),
        ("成都市青羊区司法局", "青羊区司法局", "青羊区"),
        ("徐州市鼓楼区司法局", "徐州市鼓楼区司法局", "徐州市鼓楼区"),
        ("福建省福州市鼓楼区司法局", "福州市鼓楼区司法局", "福州市鼓楼区"),
    ],
)
def test_issuers_have_their_full_name_and_no_other_bodys(named, issuer, region):
    stated = describe(Report("a", f"{named}2019年工作总结\n2019年12月3日\n{DONE}{BODY}"))
    assert (stated["issuer"].value, stated["region"].value) == (issuer, region)
    assert min(stated["issuer"].confidence, stated["region"].confidence) == 0.8


def test_a_district_of_which_there_are_several_is_doubtful_where_nothing_tells_it():
    stated = describe(Report("a", f"鼓楼区司法局2019年工作总结\n2019年12月3日\n{DONE}{BODY}"))
    places = [(stated[column].value, stated[column].confidence) for column in ("issuer", "region")]
    assert places == [("鼓楼区司法局", 0.5), ("鼓楼区", 0.5)]
    body = f"{BODY}\n鼓楼区法院坚持调解。鼓楼区法院走访村寨，全区安定。"
    places = [describe(Report("a", f"年终小结\n{city}{body}"))["region"] for city in ("", "徐州市里：")]
    assert [(one.value, one.confidence) for one in places] == [("鼓楼区", 0.5), ("徐州市鼓楼区", 0.8)]


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        ("山里的灯\n——记云溪镇水利所所长何秋兰\n", "profile"),
        ("山里的灯\n——记全国护林模范何秋兰\n", "profile"),
        ("何秋兰：守着水渠三十年的放水员\n", "profile"),
        ("山路上的“放水员”\n", "profile"),
        ("石渚县水利局2020年法治政府建设情况报告\n", "annual-review"),
        ("关于2020年修渠工作情况的报告\n", "annual-review"),
        ("石渚县2020年法治政府建设年度报告\n", "annual-review"),
        ("山里的灯\n——记者走进云溪镇\n", "other"),
        ("地点：石渚县水利局会议室，参加的有护林员\n", "other"),
        ("石渚县新添三百名“放水员”\n", "other"),
    ],
)
def test_portraits_and_reviews_are_known_by_their_titles(head, genre):
    assert fields(f"{head}{BODY}\n何秋兰说，{BODY}\n后来，何秋兰又种了树。{BODY}\n")["genre"] == genre

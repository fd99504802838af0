"""Removals: what is page furniture, and that nothing is lost or counted twice."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogao.corpus.layout.cleaning import clean
from baogao.corpus.layout.furniture import STUDY, line_rule
from baogao.corpus.words.rules import examples, read_rows
from baogao.paths import find_study
from oracles import assert_tiles

# Pieces of pages, so that generated texts meet the rules and not only random characters.
PIECES = st.sampled_from(
    [
        "推进普法工作。",
        "一、人民调解",
        "（一）学法",
        "\n",
        "\n\n",
        "\u3000\u3000",
        " ",
        "\xa0",
        "来源：某报",
        "责任编辑：张三",
    ]
    + [
        "分享到",
        "各位代表：",
        "本作品是中华人民共和国的",
        "记者：问什么？",
        "某某供图",
        "1 9 9 8",
        "，",
        "“七五”普法",
        "\u200b",
        "\r",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_passages_and_removals_tile_generated_pages(text):
    assert_tiles(text)


@given(st.text(max_size=300))
def test_passages_and_removals_tile_any_text(text):
    assert_tiles(text)


@given(st.lists(PIECES, max_size=3).map("".join) | st.text("大中字×微信责编首页某 :：>-123", max_size=12))
def test_all_rules_in_one_take_what_any_of_them_takes(line):
    assert bool(line_rule(line)) == any(row.takes(line) for row in STUDY.lines)


EXAMPLES = [
    (row.rule, row.where, example)
    for row in read_rows(find_study() / "corpus/lexicons/rules/furniture.tsv")
    for example in examples(row.yes)
]
COUNTER_EXAMPLES = {
    example
    for row in read_rows(find_study() / "corpus/lexicons/rules/furniture.tsv")
    for example in examples(row.no)
    if row.where in ("line", "edge", "edges")
}
PARAGRAPH = "全县走村入户讲政策，面对面解难题，把矛盾化解在基层，群众的满意度一年比一年高。"
AMID = f"石渚县司法局2022年工作总结\n{PARAGRAPH}\n{{}}\n{PARAGRAPH}\n{PARAGRAPH}\n"
BELOW = f"石渚县司法局2022年工作总结\n{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{{}}\n"


def kept(text):
    return [block.read(text) for block in clean(text)[0] if block.read(text) != PARAGRAPH][1:]


def taken(text):
    return [(text[removal.start : removal.end], removal.rule) for removal in clean(text)[1] if removal.rule != "space"]


@pytest.mark.parametrize(("rule", "where", "line"), EXAMPLES)
def test_page_furniture_is_removed_with_its_rule(rule, where, line):
    if where == "line":
        assert taken(AMID.format(line)) == [(line, rule)]
    elif where in ("edge", "edges"):
        assert kept(AMID.format(line)) == [line]
        assert taken(BELOW.format(line)) == [(line, rule)]
    elif where.startswith("tail"):
        assert taken(BELOW.format(f"{line}\n山里的人家")) == [(line, rule), ("山里的人家", rule)]
    elif where == "label":
        assert "石渚" not in "".join(kept(BELOW.format(f"{line}\n石渚")))


@pytest.mark.parametrize("line", sorted(COUNTER_EXAMPLES))
def test_sentences_that_begin_like_page_furniture_stay(line):
    assert kept(AMID.format(line)) == [line]


def test_a_footer_takes_all_that_follows_but_only_in_the_second_half():
    text = "报告正文。\n第二段。\n第三段。\n相关链接：\n别的报道\n还有别的\n"
    blocks, removals = clean(text)
    assert [block.read(text) for block in blocks] == ["报告正文。", "第二段。", "第三段。"]
    assert [r.rule for r in removals if r.rule != "space"] == ["related-links"] * 3


def test_a_long_line_is_a_paragraph_though_it_ends_no_sentence_but_the_first_is_the_title():
    line, long = "时间：2022年12月4日", "走村入户讲政策" * 7 + "；"
    text = f"{long}\n{line}\n{long}\n{line}\n{long}\n{line}\n"
    assert [block.read(text) for block in clean(text)[0]] == [long, long, line, long]


def test_the_text_begins_with_its_first_numbered_heading():
    text = f"石渚县法院工作总结\n一、审判\n一审：收案快\n二审：结案快\n{PARAGRAPH}\n"
    assert kept(text) == ["一、审判", "一审：收案快", "二审：结案快"]


def test_key_words_of_each_section_are_headings():
    first, second = "关键词：普法、调解", "关键词：修渠、护林"
    text = f"石渚县2022年亮点\n{first}\n{PARAGRAPH}\n{second}\n{PARAGRAPH}\n"
    assert kept(text) == [first, second]


def test_a_label_amid_the_text_takes_nothing_from_the_next_line():
    assert kept(AMID.format("来源：\n县级财政专项资金")) == ["来源：", "县级财政专项资金"]


def test_a_single_key_word_may_be_a_heading():
    assert kept(AMID.format("关键词：法治")) == kept(BELOW.format("关键词：法治")) == ["关键词：法治"]


@pytest.mark.parametrize(
    "line", ["相关链接", "相关文章", "热门推荐", "热点新闻：", "往期推荐", "推荐阅读", "往期回顾", "延伸阅读"]
)
def test_links_to_other_pages_end_a_text_wherever_no_paragraph_follows(line):
    links = "法治政府建设\n依法治国\n枫桥经验\n放管服改革\n基层治理\n2021-03-05"
    text = AMID.format(f"{line}") + f"{line}\n{links}\n"
    assert kept(text) == [line]
    assert {r.rule for r in clean(text)[1]} == {"space", "related-links"}
    short = f"石渚县司法局2022年工作总结\n{PARAGRAPH}\n{line}\n{links}\n"  # in the first half of the lines
    assert kept(short) == []


@pytest.mark.parametrize("first", ["石渚普法网", "石渚新闻"])
def test_a_sites_name_stands_around_a_page(first):
    text = f"{first}\n全市普法工作会议召开\n{PARAGRAPH}\n{first}\n"
    assert [block.read(text) for block in clean(text)[0]] == ["全市普法工作会议召开", PARAGRAPH]


def test_a_body_names_its_site_where_the_page_has_a_title_and_a_foot():
    title, body = "石渚县法治建设走出一条新路", "石渚县司法局"
    text = f"{body}\n{title}\n{PARAGRAPH}\n责任编辑：李四\n{body}\n"
    assert [block.read(text) for block in clean(text)[0]] == [title, PARAGRAPH]
    text = f"{body}\n2022年工作总结\n{PARAGRAPH}\n责任编辑：李四\n{body}\n"
    assert [block.read(text) for block in clean(text)[0]] == [body, "2022年工作总结", PARAGRAPH]


@pytest.mark.parametrize(
    "head", ["石渚县司法局\n2022年工作总结", "石渚县司法局2022年工作总结", "织密乡村普法网", "织密乡村普法网\n一、普法"]
)
def test_a_title_or_a_signature_around_a_text_is_no_sites_name(head):
    lines = [*head.split("\n"), PARAGRAPH, head.split("\n")[0]]
    assert [block.read("\n".join(lines)) for block in clean("\n".join(lines))[0]] == lines
    lines[-1:] = ["责任编辑：李四", lines[-1]]  # below the foot of the page it is no part of the text
    assert [block.read("\n".join(lines)) for block in clean("\n".join(lines))[0]] == lines[:-2]


def test_an_annex_of_terms_or_projects_is_no_part_of_the_report():
    text = "报告正文。\n第二段。\n谢谢大家！\n附件\n名词解释\n1.三个清单：权力清单、责任清单、负面清单。\n"
    assert [block.read(text) for block in clean(text)[0]] == ["报告正文。", "第二段。", "谢谢大家！"]


def test_notes_that_run_to_the_end_are_no_part_of_the_report_but_numbered_paragraphs_are():
    body = "修渠［1］有进展，护林［2］也有进展。\n第二段。\n第三段。\n第四段。\n第五段。\n第六段。\n第七段。\n"
    notes = "［1］修渠：\n指补堤和清淤。\n［2］护林：\n指封山和补种。\n［3］其他：\n无。\n"
    text = body + notes
    blocks, removals = clean(text)
    assert [block.read(text) for block in blocks] == body.splitlines()
    assert [r.rule for r in removals if r.rule != "space"] == ["notes"] * 6
    listed = body + "1.修渠。\n2.护林。\n3.筑路。\n"
    assert len(clean(listed)[0]) == 10


@pytest.mark.parametrize("line", ["附注：", "注释", "有关名词解释", "附件1："])
def test_an_annex_begins_with_any_of_its_names(line):
    text = f"报告正文。\n第二段。\n谢谢大家！\n{line}\n1.三个清单：三种清单。\n"
    assert [block.read(text) for block in clean(text)[0]] == ["报告正文。", "第二段。", "谢谢大家！"]


def test_a_label_takes_its_value_from_the_next_line():
    text = "全市普法工作会议召开\n来源:\n澜州日报\n责任编辑：\n某某\n会议要求，抓好普法工作。\n"
    blocks, removals = clean(text)
    assert [block.read(text) for block in blocks] == ["全市普法工作会议召开", "会议要求，抓好普法工作。"]
    assert [r.rule for r in removals if r.rule != "space"] == ["source", "source", "editor", "editor"]


def test_no_legal_term_is_counted_from_the_foot_or_the_table_of_an_offices_page():
    table = "索引号：\n00000000/2021-00001\n信息分类：法律服务\n发布机构：石渚县司法局\n发文日期：2021-03-05\n"
    foot = "打印本页 | 关闭窗口\n相关阅读：法律走进山村\n网站地图 | 法律声明 | 关于我们\n主办：石渚县法律援助中心\n"
    body = "石渚县司法局2020年工作总结\n今年修渠十二条。\n"
    assert "法律" not in "".join(block.read(table + body + foot) for block in clean(table + body + foot)[0])


def test_a_trail_of_labels_ends_in_the_name_of_the_column():
    text = "首页\n>\n澜州要闻\n澜州要闻\n全市普法工作会议召开\n会议要求，抓好普法工作。\n"
    blocks, _ = clean(text)
    assert [block.read(text) for block in blocks] == ["全市普法工作会议召开", "会议要求，抓好普法工作。"]


@pytest.mark.parametrize(
    ("lead", "end"),
    [
        ("新华社云浔3月5日电", ""),
        ("新华社云浔3月5日电（记者某某、某某某）", ""),
        ("本报云浔3月5日电（记者 某某）", ""),
        ("本报 云浔3月5日讯 ", ""),
        ("澜州网讯(记者 某某)", ""),
        ("本报讯（通讯员 某某）", ""),
        ("央视网消息（新闻联播）：", ""),
        ("", "（新华社云浔3月5日电）"),
        ("", "（新华社一九六五年三月五日讯）"),
        ("", "（新华社云浔3月5日电）《 人民日报 》（ 2021年03月06日 01 版）"),
    ],
)
def test_leads_and_ends_of_a_paragraph_are_taken_from_it(lead, end):
    text = f"{lead}全市普法工作会议召开。{end}\n第二段。"
    blocks, _ = clean(text)
    assert [block.read(text) for block in blocks] == ["全市普法工作会议召开。", "第二段。"]
    assert_tiles(text)


def test_a_line_break_inside_a_sentence_joins_where_paragraphs_have_blank_lines():
    text = "第一段在这里，说到\n某某条例\n的施行。\n\n第二段。\n\n第三段。\n\n第四段。"
    blocks, removals = clean(text)
    assert blocks[0].read(text) == "第一段在这里，说到某某条例的施行。"
    assert [r.rule for r in removals].count("line-break") == 2


PARAGRAPHS = [
    f"石渚县全年修好水渠{n}条，走访村寨的调解员化解了积案，把{n}本普法读本送到了每一户人家的手里，老人出门不再发愁。"
    for n in range(4)
]


@pytest.mark.parametrize(
    "alone",
    [
        ["石渚县司法局2021年工作总结", "石渚县司法局局长 周砚平"],
        ["石渚县司法局2021年工作总结"],
        ["修好一条渠，守住一座山：石渚县水利工作综述"],
        ["石渚县司法局", "2021年工作总结和2022年工作打算"],
    ],
)
def test_titles_stand_alone_though_no_sentence_ends_in_them(alone):
    text = "\n".join([*alone, ""]) + "\n\n".join(PARAGRAPHS)
    assert [block.read(text) for block in clean(text)[0]] == alone + PARAGRAPHS
    text = "\n".join([*alone, "\n"]) + "\n\n".join(PARAGRAPHS)
    assert [block.read(text) for block in clean(text)[0]] == alone + PARAGRAPHS
    assert_tiles(text)


def test_headings_and_signatures_stand_alone_where_paragraphs_have_blank_lines():
    lines = ["一、人民调解、行政复议", PARAGRAPHS[0], "", PARAGRAPHS[1], "水渠通到山里", PARAGRAPHS[2], ""]
    text = "\n".join([*lines, PARAGRAPHS[3], "", "石渚县司法局", "二〇二一年一月五日"])
    assert [block.read(text) for block in clean(text)[0]] == [line for line in text.split("\n") if line]


@pytest.mark.parametrize(
    "broken",
    [
        ["今年施行的", "石渚县护林条例", "，人人知道。"],
        ["认真学习《", "石渚县护林条例", "》，" + PARAGRAPHS[0]],
        ["今年施行了", "石渚县护林条例", "的办法。"],
        ["二要", PARAGRAPHS[0]],
        ["一、", PARAGRAPHS[0]],
        ["县里今年施行了两件新的办法，它们是", "护林办法和修渠办法两件，" + PARAGRAPHS[0]],
        ["石渚县人民政府工作报", "告"],
        ["石渚县县长", "周砚平"],
    ],
)
def test_what_a_line_break_parts_is_joined_where_paragraphs_have_blank_lines(broken):
    text = "\n\n".join(["开头的一段。", "\n".join(broken), *PARAGRAPHS])
    assert [block.read(text) for block in clean(text)[0]] == ["开头的一段。", "".join(broken), *PARAGRAPHS]
    assert_tiles(text)


def test_lines_are_paragraphs_where_there_are_no_blank_lines():
    text = "一、普法\n全面推进普法\n二、调解"
    assert [block.read(text) for block in clean(text)[0]] == ["一、普法", "全面推进普法", "二、调解"]


CLAUSES = ["全县普法工作扎实推进", "办理援助案件1200件", "调解员走村入户", "群众的满意度逐年提高", "把矛盾化解在基层"]


def paragraphs(seed, count):
    """Invented paragraphs of one to five sentences, each another."""
    chance = random.Random(seed)
    sentences = lambda: "，".join(chance.choices(CLAUSES, k=chance.randint(2, 6))) + "。"  # noqa: E731
    return [f"第{n}项，" + "".join(sentences() for _ in range(chance.randint(1, 5))) for n in range(count)]


def set_to_width(written, width, indent):
    """Lines of one width, as an old word processor saves them; a mark never opens a line."""
    lines, line = [], indent
    for char in written:
        if len((line + char).encode("gbk")) > width and char not in "，。":
            lines.append(line)
            line = ""
        line += char
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("seed", range(5))
def test_lines_set_to_one_width_are_put_together_where_paragraphs_are_indented(seed, width):
    written = paragraphs(seed, 9)
    text = "石渚县司法局工作总结\n" + "\n".join(set_to_width(each, width, "\u3000\u3000") for each in written) + "\n"
    blocks, removals = clean(text)
    assert [block.read(text) for block in blocks] == ["石渚县司法局工作总结", *written]
    assert [r.rule for r in removals].count("line-break") == text.count("\n") - 10
    assert_tiles(text)


def test_lines_set_to_one_width_are_put_together_up_to_a_narrow_one():
    # No full stop within a paragraph: one that stood at the end of a full line would part it.
    whole = [each[:-1].replace("。", "，") + "。" for each in paragraphs(1, 12)]
    written = ["一、去年", *whole[:6], "二、今年", *whole[6:]]
    text = "\n".join(set_to_width(each, 72, "") for each in written)
    assert max(len(block.pieces) for block in clean(text)[0]) > 3
    assert [block.read(text) for block in clean(text)[0]] == written
    assert_tiles(text)


@pytest.mark.parametrize(
    "lines",
    [
        [f"石渚县第{n}届人民代表大会常务委员会关于普法工作的决定" for n in range(10, 30)],  # titles
        [each[:34] + "。" for each in paragraphs(3, 20)],  # sentences of one length
        paragraphs(4, 20),
        set_to_width(paragraphs(5, 1)[0] * 2, 72, "").split("\n")[:8],  # too few to be sure
    ],
)
def test_lines_that_are_alike_by_chance_stay_lines(lines):
    text = "\n".join(lines)
    assert [block.read(text) for block in clean(text)[0]] == lines


def test_paragraphs_may_be_parted_by_two_ideographic_spaces():
    text = "\u3000\u3000各位代表：\u3000\u3000现在报告工作。\u3000\u3000一、回顾"
    assert [block.read(text) for block in clean(text)[0]] == ["各位代表：", "现在报告工作。", "一、回顾"]


def test_an_empty_text_has_no_blocks():
    assert clean("") == ([], [])

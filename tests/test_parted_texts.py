"""Texts cut into words, doubled, misread or otherwise spoilt are told with count and offset, by import and doctor."""

from __future__ import annotations

import re

import pytest

import baogao as bg
from baogao.corpus.importing.import_reports import import_reports
from baogao.corpus.text.damage import damage
from baogao.corpus.text.decoding import decoded
from baogao.corpus.text.script import strewn_traditional
from baogao.reading.checkup import checkup
from readable import filled

LINES = [
    "石渚县水务局2021年工作总结",
    "（2022年1月18日）",
    "2021年，石渚县水务局坚持以人民为中心的发展思想，修好水渠十二条，引来山泉三处，推进高质量发展。",
    "全县落实“八五”普法规划，把新时代“枫桥经验”带进山村，护林员每天走三十里山路，人民群众都说好。",
    "来年再修水渠八条，再种树三千棵，做到小事不出村、大事不出镇、矛盾不上交，全面推进乡村振兴。",
]
TEXT = "\n".join(LINES) + "\n"
HAN = "[\u3400-\u9fff]"


def in_pairs(mark):
    """The text with a mark behind every second character of a run of Chinese ones."""
    return re.sub(f"({HAN}{HAN})(?={HAN})", rf"\1{mark}", TEXT)


def n_gaps(mark):
    return in_pairs(mark).count(mark) - TEXT.count(mark)


@pytest.mark.parametrize("mark", ["/", "|", "_", "-", "·", "、", "， ", ",", "+", "~", "#", "/n ", " ", "\u3000", "\t"])
def test_words_that_are_parted_by_a_mark_are_told(mark):
    told = list(damage(in_pairs(mark)))
    named = "blanks" if not mark.strip() else repr(re.sub("[n ]", "", mark))
    count = re.search(
        rf"is cut into words by {re.escape(named)} in (\d+) places, the first at offset 2:", "".join(told)
    )
    assert count
    assert n_gaps(mark) <= int(count[1]) + TEXT.count(mark)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\t1\n"])
def test_a_word_a_line_is_told(gap):
    assert any("is cut into words by line ends in" in what for what in damage(in_pairs(gap)))


@pytest.mark.parametrize("blank", [" " * 5, "\u3000" * 3, ",", "^"])
def test_characters_that_are_far_apart_are_told(blank):
    text = re.sub(f"(?<={HAN})(?={HAN})", blank, TEXT)
    n = len(re.findall(f"(?<={HAN})(?={HAN})", TEXT))
    assert f"has its characters set apart by {blank!r} in {n} places, the first at offset 1: " in "".join(damage(text))


def test_whatever_stands_twice_is_told():
    (told,) = damage(re.sub(f"({HAN})", r"\1\1", TEXT))
    n = len(re.findall(HAN, TEXT))
    assert told == f"holds each character twice in {n} places, the first at offset 0: import it as it was before"
    (told,) = damage("".join(f"{line}\n{line}\n" for line in LINES))
    first = len(LINES[0]) + 1
    assert told == f"holds each line twice in 5 places, the first at offset {first}: import it as it was before"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT + "出席会议的有：王甲、李乙、张丙、赵丁、周戊、吴己、郑庚、冯辛、陈壬、褚癸。\n",
        TEXT + "修渠\n种树\n护林\n普法\n" + "王甲 李乙 张丙 赵丁\n",
        TEXT + "天天说说笑笑，高高兴兴，平平安安，人人有渠，家家有水。\n" + "好！\n好！\n",
    ],
)
def test_prose_with_lists_and_doubled_words_is_not(text):
    assert list(damage(text)) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *(("gb18030", name) for name in ("big5hkscs", "euc_kr", "euc_jp", "shift_jis", "iso8859_11", "cp437")),
        ("big5", "gb18030"),
        ("utf-8", "cp949"),
        ("utf-8", "euc_jp"),
        ("utf-8", "koi8_r"),
    ],
)
def test_a_paragraph_that_was_read_in_a_wrong_encoding_is_told(written, read):
    """Big5 writes its own text, of the characters that it has."""
    line = LINES[3].encode(written, "ignore").decode(read, "ignore")
    text = TEXT.replace(LINES[3], line)
    what = "rare in Chinese, perhaps read in a wrong encoding (mojibake), in 1 place, the first at offset"
    assert f"{what} {text.index(line)}" in "".join(damage(text))


@pytest.mark.parametrize(
    "line",
    [
        "ＡＢＣＤＥＦＧＨＩＪ公司，总投资１２３４５６７８９元。",
        "「水渠」「山林」『护林员』【普法】〔2021〕5号〈办法〉",
        "二○○○年到二○二○年，二○三○年",
        "湘鄂赣皖浙闽粤桂滇黔，渭泾沅澧汾",
        "Ｔｈｅ　Ｒｅｐｏｒｔ，－10℃～－4℃",
    ],
)
def test_rare_signs_of_chinese_text_are_no_mojibake(line):
    assert list(damage(f"{TEXT}{line}\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("高质量", "高(cid:1234)量", "could not be read, such as (cid:12) and U+FFFC, in 1 place"),
        ("高质量", "高\ufffc量", "could not be read, such as (cid:12) and U+FFFC, in 1 place"),
        ("高质量", "高\uffff量", "could not be read, such as (cid:12) and U+FFFC, in 1 place"),
        ("高质量", "高\ufdd0量", "could not be read, such as (cid:12) and U+FFFC, in 1 place"),
        ("高质量", "高\U000f0001量", "characters of a private font in 1 place"),
        ("高质量", "高×量", "signs that stand for lost characters in 1 place"),
        ("高质量", "高○量", "signs that stand for lost characters in 1 place"),
        ("高质量", "高#量", "signs that stand for lost characters in 1 place"),
        ("高质量", "烫烫烫烫", "lost characters that were read in a wrong encoding in 1 place"),
        ("人民群众", "人民群\u30ab众", "letters in the place of Chinese characters that look like them in 1 place"),
        ("“八五”", "“\u30cf五”", "letters in the place of Chinese characters that look like them in 1 place"),
        ("每天", "每\u3116", "letters in the place of Chinese characters that look like them in 1 place"),
        ("1月18日", "1月\u33f1", "months, days or hours that are written as one sign in 1 place"),
        ("“八五”", r"\342\200\234八五\342\200\235", "characters that are written as codes in 2 places"),
        ("推进高质量发展", "推进高质-\n量发展", "hyphens at ends of lines inside sentences in 1 place"),
        ("都说好。", "都说好。¶", "signs at the ends of lines"),
        ("都说好。", "都说好。^p", "signs at the ends of lines"),
        ("来年再修", "> 来年再修", "of a quoted letter at their heads (^p, %0A, ¶, >), in 1 place"),
        (
            "来年再修",
            "来年\u30af\u30af再修",
            "letters in the place of Chinese characters that look like them in 1 place",
        ),
        ("三十里", "三十\n- 3 -\n里", "ends of pages, with their numbers, inside sentences in 1 place"),
        ("三十里", "三十\n第 3 页 共 8 页\n里", "ends of pages, with their numbers, inside sentences in 1 place"),
    ],
)
def test_signs_of_lost_text_are_told(old, new, what):
    assert TEXT.count(old) == 1
    (told,) = damage(TEXT.replace(old, new))
    assert what in told
    assert TEXT.index(old) <= int(re.search(r"at offset (\d+)", told)[1]) < TEXT.index(old) + len(new)


@pytest.mark.parametrize(
    "line",
    [
        "“数据要素×”和数据要素×农业行动，青岛××厂，3×5米",
        "二○二一年，一九八○年，以三比○胜",
        "话题#山水之间#上线，#修渠#",
        "一碗麻辣烫，カラオケ，ガラス",
        "正文到此\n3\n一、修渠引水，种树护林，天天走路",
    ],
)
def test_signs_that_mean_something_are_not(line):
    assert list(damage(f"{TEXT}{line}\n")) == []


def test_numbers_of_lines_are_told():
    lines = (TEXT * 2).splitlines()
    (told,) = (
        what for what in damage("".join(f"{n}: {line}\n" for n, line in enumerate(lines, 1))) if "numbers" in what
    )
    assert told == "holds numbers of lines in 10 places, the first at offset 0"
    some = "".join(f"{n}. {line}\n" for n, line in enumerate(lines[:5], 1)) + TEXT
    assert not any("numbers" in what for what in damage(some))


def test_marks_of_no_width_are_not_rare():
    text = re.sub(f"(?<={HAN})(?={HAN})", "\u200e", TEXT)
    assert list(damage(text)) == []


def test_a_form_feed_inside_a_sentence_is_noted():
    text = TEXT.replace("三十里", "三十\n\f\n里")
    (note,) = decoded(text.encode(), "a.txt").notes
    first = text.index("\n\f")
    assert note == f"pages end inside sentences (form feeds) in 1 place, the first at offset {first}: join them"
    assert decoded(TEXT.replace("\n", "\n\f", 1).encode(), "a.txt").notes == ()


def test_a_few_traditional_characters_are_told_and_turned(tmp_path):
    text = TEXT.replace("高质量发展", "高質量發展").replace("枫桥", "楓橋")
    what = (
        f"holds traditional characters in a simplified text in 4 places, the first at offset {text.index('質')}: "
        "import it --simplified"
    )
    (result,) = import_reports(filled(tmp_path / "in", {"a.txt": text.encode()}), tmp_path / "mine")
    assert result.reason == what
    assert what in set(checkup(tmp_path / "mine")["what"])
    (turned,) = import_reports(tmp_path / "in", tmp_path / "other", simplified=True)
    assert (tmp_path / "other" / "texts" / f"{turned.report_id}.txt").read_text(encoding="utf-8") == TEXT


def test_names_with_an_old_character_are_no_traditional_text():
    assert strewn_traditional(TEXT + "张乾、李乾於、王濛、沈拚、陈崑说，朱鎔、田碕。\n") == ""


def test_import_and_doctor_tell_alike(tmp_path):
    import_reports(filled(tmp_path / "in", {"a.txt": in_pairs("/").encode()}), tmp_path / "mine")
    assert any("is cut into words by '/'" in what for what in checkup(tmp_path / "mine")["what"])


@pytest.mark.parametrize(
    "written",
    [
        "标题：{}",
        "1.{}",
        "3、{}",
        "《{}》",
        "附件1\n{}",
        "附件：\n{}",
        "点击上方蓝字关注我们\n↑↑↑\n{}",
    ],
)
def test_a_title_is_read_without_what_stands_above_and_around_it(written):
    text = TEXT.replace(LINES[0], written.format(LINES[0]))
    stated = bg.describe(text)
    assert (stated["title"].value, stated["date"].value) == (LINES[0], "2022-01-18")
    assert text[stated["title"].start :].startswith(LINES[0])


@pytest.mark.parametrize("title", ["学习《水渠办法》心得总结", "12.4普法宣传周工作总结", "附件管理工作总结"])
def test_a_title_of_its_own_marks_keeps_them(title):
    assert bg.describe(TEXT.replace(LINES[0], title))["title"].value == title

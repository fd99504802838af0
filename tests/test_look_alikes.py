"""A text with radicals, straight quotation marks or characters set apart is read as its clean text would be."""

from __future__ import annotations

import re
import unicodedata

import pytest

import baogao as bg
from baogao.corpus.layout.layout import segment
from baogao.corpus.layout.passages import count_chars
from baogao.corpus.text.report import Report
from baogao.corpus.words.days import iso_date
from baogao.corpus.words.look_alikes import LOOK_ALIKES, without_look_alikes
from baogao.corpus.words.spacing import idle_blanks
from baogao.language.lexicon import COLUMNS
from baogao.language.normal import unify_form

CLEAN = """石渚县司法局2021年工作总结
2022年1月15日
2021年，石渚县司法局以“修渠”为先，推进高质量发展，让大人小孩用上干净的水。
一、抓实“八五”普法
全县落实“八五”普法规划，把新时代“枫桥经验”带进山村，实施“菜篮子”工程，修渠十二条，种树三千棵，老人出门不再发愁。
二、护好一方水
在高山大水之间长期坚持高质量发展，人人有事做，户户有余粮，门前的路又宽又平，走起来比从前快了许多。
"""
COUNTS = {"高质量发展": 2, "八五普法": 2, "枫桥经验": 1, "菜篮子工程": 1}  # of slogans, counted by hand

KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
RADICALS = KANGXI | {"长": "\u2ed3", "门": "\u2ed4", "户": "\u2f3e"}


def apart(text, blank=" "):
    return "\n".join(blank.join(line) for line in text.split("\n"))


WRITTEN = {
    "radicals": "".join(RADICALS.get(char, char) for char in CLEAN),
    "straight": re.sub("[“”]", '"', CLEAN),
    "wide straight": re.sub("[“”]", "＂", CLEAN),
    "single straight": re.sub("[“”]", "'", CLEAN),
    "corners": CLEAN.replace("“", "「").replace("”", "」"),
    "primes": CLEAN.replace("“", "〝").replace("”", "〞"),
    "half-width corners": CLEAN.replace("“", "｢").replace("”", "｣"),
    "both opening": CLEAN.replace("”", "“"),
    "both closing": CLEAN.replace("“", "”"),
    "German": CLEAN.replace("“", "„").replace("”", "“"),
    "French": CLEAN.replace("“", "«").replace("”", "»"),
    "single French": CLEAN.replace("“", "‹").replace("”", "›"),
    "heavy": CLEAN.replace("“", "❝").replace("”", "❞"),
    "double primes": re.sub("[“”]", "″", CLEAN),
    "double accents": re.sub("[“”]", "˝", CLEAN),
    "primes of letters": re.sub("[“”]", "ʺ", CLEAN),
    "Hebrew": re.sub("[“”]", "״", CLEAN),
    "ditto marks": re.sub("[“”]", "〃", CLEAN),
    "much less and greater": CLEAN.replace("“", "≪").replace("”", "≫"),
    "ornaments": CLEAN.replace("“", "🙶").replace("”", "🙷"),
    "accents": re.sub("[“”]", "´", CLEAN),
    "between Braille blanks": apart(CLEAN, "\u2800"),
    "between Korean blanks": apart(CLEAN, "\u3164"),
    "O for zero": CLEAN.replace("2021年", "2O21年").replace("2022年1月15日", "2О22年l月I5日"),
    "invisible marks": re.sub(r"(?<=[^\W\d])(?=[^\W\d])", "\u200b", CLEAN),
    "invisible marks in numbers too": re.sub(r"(?<=\w)(?=\w)", "\U000e0100", CLEAN),
    "straight with blanks": CLEAN.replace("“", ' "').replace("”", '" '),
    "apart": apart(CLEAN),
    "wide apart": apart(CLEAN, "\u3000"),
    "far apart": apart(CLEAN, "  "),
    **{f"apart by U+{ord(blank):04X}": apart(CLEAN, blank) for blank in "\u2000\u2005\u2009\u200a\u202f\u205f"},
    "apart but for numbers": re.sub(r"(?<=\d) (?=\d)", "", apart(CLEAN)),
    "apart but for marks": re.sub(r" (?=[，、。”])|(?<=“) ", "", apart(CLEAN)),
    "apart, straight, radicals": apart("".join(RADICALS.get(char, char) for char in re.sub("[“”]", '"', CLEAN))),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_text_is_read_as_its_clean_text_would_be(text):
    assert text != CLEAN
    passages, clean = segment(Report("a", text))[0], segment(Report("a", CLEAN))[0]
    assert [(one.section, one.role) for one in passages] == [(one.section, one.role) for one in clean]
    sizes, clean_sizes = ([count_chars(p.read(t)) for p in ps] for t, ps in ((text, passages), (CLEAN, clean)))
    assert sizes == clean_sizes
    described = {name: stated.value for name, stated in bg.describe(text).items()}
    assert described == {name: stated.value for name, stated in bg.describe(CLEAN).items()}
    assert described["date"] == "2022-01-15"
    assert described["genre"] == "annual-review"
    slogans = {one["canonical"]: one for one in bg.annotate(text)["slogans"]["slogans"]}
    assert {name: slogans[name]["count"] for name in COUNTS} == COUNTS
    for start, end in slogans["高质量发展"]["spans"]:
        body = re.sub(r"[\s\u2800\u3164\u200b\U000e0100]", "", text[start:end])
        assert unicodedata.normalize("NFKC", body) == "高质量发展"


@pytest.mark.parametrize(
    "written",
    ["``八五''普法", '""八五""普法', '\\"八五\\"普法', "““八五””普法", "ˮ八五ˮ普法", "❛八五❜普法", "“八\ufff9五”普法"],
)
def test_a_form_is_found_however_its_marks_are_typed(written):
    text = CLEAN.replace("“八五”普法", written)
    counts = {one["canonical"]: one["count"] for one in bg.annotate(text)["slogans"]["slogans"]}
    assert {name: counts[name] for name in COUNTS} == COUNTS
    assert unify_form(written) == "“八五”普法"


def test_marks_of_two_words_that_stand_side_by_side_are_not_taken_for_doubled_ones():
    assert unify_form('落实"两个维护""四个意识"') == "落实“两个维护”“四个意识”"


NOTE_MARKS = (
    *"※❶⑴㈠†",
    *(
        "【1】",
        "〔1〕",
        "［1］",
        "(1)",
        "（1）",
        "（注1）",
        "[注1]",
        "[1,2]",
        "[1-3]",
        "[1][2]",
        "[^1]",
        "[一]",
        "〈1〉",
        "{1}",
    ),
    *("1)", "¹⁾", "⁽¹⁾", "(注)", "〔注〕", "[注]", "[ 1 ]", "〖1〗", "【4†source】", "（见1）"),
)


@pytest.mark.parametrize(
    "written",
    [
        "高质量[1]发展",
        "高质①量发展",
        "高质量¹发展",
        *(f"高质量{mark}发展" for mark in NOTE_MARKS),
        "高质量**发展**",
        "*高质量*发展",
        "[b]高质量[/b]发展",
        "[color=red]高质[/color]量发展",
        "高/质/量/发/展",
        "高·质·量·发·展",
        "高(gāo)质(zhì)量(liàng)发(fā)展",
    ],
)
def test_marks_that_mean_nothing_part_no_slogan(written):
    text = CLEAN.replace("高质量发展", written)
    slogans = {one["canonical"]: one for one in bg.annotate(text)["slogans"]["slogans"]}
    assert {name: slogans[name]["count"] for name in COUNTS} == COUNTS
    assert {text[start:end].replace("*", "")[0] for start, end in slogans["高质量发展"]["spans"]} == {"高"}


@pytest.mark.parametrize(
    "written",
    [
        "高质量，发展",
        "高质量[2021年]发展",
        "高质量【发展",
        "高质量（县）发展",
        "高质量（2021）发展",
        "高质量（全县）发展",
        "高质量、发展",
    ],
)
def test_what_parts_a_slogan_parts_it(written):
    text = CLEAN.replace("高质量发展", written)
    assert "高质量发展" not in {one["canonical"] for one in bg.annotate(text)["slogans"]["slogans"]}


def test_a_mark_that_a_form_of_the_lexicon_has_stays():
    (found,) = bg.annotate("办好五·七干校。")["slogans"]["slogans"]
    assert found["surfaces"] == ["五·七干校"]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        *((f"二{zero}二{zero}年一月十八日", "2020-01-18") for zero in "0０oｏOОΟ○〇零◯⭕⚪°"),
        ("二O二O年一月", "2020-01"),
        ("2O2O年1月18日", "2020-01-18"),
        ("2020年l月l8日", "2020-01-18"),
        ("2020年|月18日", "2020-01-18"),
        ("2020年Ⅰ月18日", "2020-01-18"),
        ("20\u200b20年1月18日", "2020-01-18"),
        ("2O20-O1-l8", "2020-01-18"),
    ],
)
def test_letters_typed_for_the_figures_of_a_date_are_read_as_figures(written, iso):
    assert iso_date(written) == iso
    assert bg.describe(f"石渚县司法局工作总结\n（{written}）\n今年修了水渠，全县都说好。\n")["date"].value == iso


@pytest.mark.parametrize("line", ["生产一OO二年产", "型号A2OO8年检", "CO2年排放", "I2C总线", "二三OK年会"])
def test_letters_elsewhere_stay_letters(line):
    assert without_look_alikes(line) == line


def test_what_a_text_states_stands_where_it_says_so_in_characters_set_apart():
    text = apart(CLEAN)
    stated = bg.describe(text)
    assert text[slice(*stated["date"].span)] == "2 0 2 2 年 1 月 1 5 日"
    assert text[slice(*stated["region"].span)] == "石 渚 县"
    assert stated["title"].value == "石渚县司法局2021年工作总结"


def test_headings_set_apart_have_their_characters_and_their_place():
    layers = bg.annotate(
        apart("在会上的讲话\n同志们：\n以学促干\n修好水渠，种好树。\n以考促学\n护好山林。\n以评促改\n走好路。")
    )
    assert [heading["text"] for heading in layers["structure"]["headings"]] == ["以学促干", "以考促学", "以评促改"]
    (series,) = (one for one in layers["parallelism"]["series"] if one.get("scattered"))
    assert series["end"] - series["start"] == len(apart("以学促干\n修好水渠，种好树。\n以考促学\n护好山林。\n以评促改"))


def test_tokens_have_no_idle_blanks():
    assert bg.tokens("深 入 推 进 法 治 政 府 建 设 。") == bg.tokens("深入推进法治政府建设。")


def test_radicals_have_the_ideographs_of_unicode():
    """Those that NFKC knows; of the others one of each kind, by hand."""
    known = {char: unicodedata.normalize("NFKC", char) for char in LOOK_ALIKES if char < "\ufe10"}
    unlike = {char: LOOK_ALIKES[char] for char, plain in known.items() if plain != char and plain != LOOK_ALIKES[char]}
    assert unlike == {"\u2f3e": "户", "\u2fad": "青"}  # 戶 and 靑 are not written in simplified text
    marks = {char: unicodedata.normalize("NFKC", char) for char in LOOK_ALIKES if char >= "\ufe10"}
    for char, plain in marks.items():  # of the marks NFKC gives those of Latin, and corners for quotation marks
        assert LOOK_ALIKES[char] in (plain, *"…“”‘’") or unicodedata.normalize("NFKC", LOOK_ALIKES[char]) == plain, char
    by_hand = {"\u2ed3": "长", "\u2ed4": "门", "\u2ed8": "青", "\u2ee9": "黄", "\u2ea0": "民", "\u2ef0": "龙"}
    assert {char: LOOK_ALIKES[char] for char in by_hand} == by_hand
    plains = [plain for char, plain in LOOK_ALIKES.items() if char not in marks]
    assert all(unicodedata.name(plain).startswith("CJK UNIFIED IDEOGRAPH") for plain in plains)


@pytest.mark.parametrize(
    "line", ["甲 " * 30_000, "。， " * 20_000 + "甲 ", "……" * 20_000 + " 甲 乙", " 甲" * 30_000 + "a"]
)
def test_long_lines_are_read_in_no_time(line):
    assert len(idle_blanks(line)) < len(line)


ROW = dict.fromkeys(COLUMNS, "") | {"class": "goal", "standing": "party", "coined_source": "invented", "gloss_en": "x"}
ROWS = [
    {
        "slogan_id": "dai-biao",
        "canonical": "三个代表",
        "unless": "三个代表团",
        "variants": "三代表",
        "family": "dai-biao",
    },
    {"slogan_id": "xiu-qu", "canonical": "依法修{渠|路|桥}", "family": "xiu-qu"},
    {"slogan_id": "he-xin", "canonical": "以…为核心的队伍", "family": "he-xin"},
]
REPORT = """石渚县2021年工作总结
三个代表团来到石渚，学习三个代表，坚持三代表。依法修渠，依法修桥，依法修坝。
大家以老周为核心的队伍，以三个代表为核心的队伍，每天出工。以水为本，为核心的队伍出力。
"""


@pytest.fixture
def own(copy, baogao):
    """A study with a lexicon of its own, and a collection of one report."""
    lines = [
        "\t".join(row[column] for column in COLUMNS)
        for row in (dict(zip(COLUMNS, COLUMNS, strict=True)), *(ROW | row for row in ROWS))
    ]
    (copy / "corpus/lexicons/slogans.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (copy / "a.txt").write_text(REPORT, encoding="utf-8")
    assert baogao("import", copy / "a.txt", "own")[0] == 0
    assert baogao("build", "own", "--jobs", "1")[0] == 0
    return copy


@pytest.mark.parametrize(
    ("form", "options", "counts"),
    [
        ("三个代表", {}, (1 + 1, 0)),  # by itself and between the parts of a form that holds no place
        ("三个代表团", {}, (1, 0)),  # no form of the lexicon
        ("三个代表", {"variants": True}, (3, 0)),
        ("三个代表", {"family": True}, (3, 0)),
        ("代表", {}, (1, 3)),  # of the delegation, and inside the slogan
        ("依法修桥", {}, (1, 0)),
        ("依法修桥", {"variants": True}, (2, 0)),
        ("依法修坝", {}, (1, 0)),
        ("以…为核心的队伍", {}, (2, 0)),
        ("以…为本", {}, (1, 0)),  # not of the lexicon
    ],
)
@pytest.mark.usefixtures("own")
def test_counts_follow_the_exceptions_slots_and_gaps_of_the_lexicon(form, options, counts):
    table = bg.slogan_rates("own", form, by="report", **options)
    assert (table["count"].sum(), table["nested_count"].sum()) == counts


@pytest.mark.usefixtures("own")
def test_lines_annotations_and_tokens_follow_them_too():
    assert len(bg.kwic("own", "三个代表")) == 2
    assert bg.kwic("own", "以…为核心的队伍")["node"].tolist() == ["以老周为核心的队伍", "以三个代表为核心的队伍"]
    slogans = {one["canonical"]: one for one in bg.annotate(REPORT)["slogans"]["slogans"]}
    assert {name: one["count"] for name, one in slogans.items()} == {
        "三个代表": 2,
        "三代表": 1,
        "依法修渠": 1,
        "依法修桥": 1,
        "以…为核心的队伍": 2,
    }
    tokens = bg.tokens("学习三个代表的三个代表团以三个代表为核心的队伍，依法修路。")[0]
    assert tokens.count("三个代表") == 2
    assert "依法修路" in tokens
    assert "以三个代表为核心的队伍" not in tokens
    hits = bg.collection("own").hits
    assert hits["variant"].value_counts().to_dict() == {
        "三个代表": 2, "三代表": 1, "依法修渠": 1, "依法修桥": 1, "以…为核心的队伍": 2
    }  # fmt: skip


@pytest.mark.parametrize("command", ["slogans", "kwic"])
def test_a_slot_is_for_the_lexicon(command, refused):
    option = ["--slogan"] if command == "slogans" else []
    refused([command, "sample", *option, "依法修{渠|路}"], "依法修{渠|路}", "give one of them, such as 依法修渠")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"variants": "三个{代表|代表"}, "has a slot that does not close"),
        ({"coined_date": "2019-02-30"}, "must be a date that there is"),
        ({"unless": "三个月"}, "must be longer strings that contain a form"),
        ({"supersedes": "dai-biao"}, "leads back to the slogan itself"),
        ({"variants": "依法修路"}, "stands in line"),
    ],
)
def test_a_faulty_lexicon_is_one_line_and_nothing_is_written(own, refused, row, words):
    rows = [ROW | ROWS[0] | row, *(ROW | one for one in ROWS[1:])]
    lines = ["\t".join(COLUMNS), *("\t".join(one[column] for column in COLUMNS) for one in rows)]
    (own / "corpus/lexicons/slogans.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (own / "corpus/own").rglob("*") if path.is_file()}
    for command in (["build", "own"], ["annotate", own / "a.txt", "--out", own / "out"]):
        refused(command, "slogans.tsv: line", words)
    assert {path: path.read_bytes() for path in (own / "corpus/own").rglob("*") if path.is_file()} == before
    assert not (own / "out").exists()

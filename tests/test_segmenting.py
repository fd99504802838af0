"""The fast engine gives jieba's own tokens; cutters with different words work side by side."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.errors import SettingError
from baogao.language.fast import ASCII, ASCII_WORDS, BLOCK, SELDOM, SPECIAL, TWICE, FastCutter, block_around
from baogao.language.labelling import labelled
from baogao.language.reference import check_words, jieba_tokenizer, variants
from baogao.language.segmenting import segmenter
from differential import ODD_WORDS, generated, unlike
from sighan import score

TAKEN_FOR_ONE = {chr(code): char for code, char in variants().items()}
TYING = [("甲乙", 50), ("乙丙", 50), ("甲", 50), ("丙", 50), ("乙", 50), ("甲乙丙", 7)]


@pytest.mark.parametrize("words", [[], ODD_WORDS], ids=["plain", "user words"])
def test_no_token_differs_on_generated_strings(words):
    assert unlike(generated(20_000, seed=1), words) == []


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (st.text(st.characters(exclude_categories=()), max_size=30), []),
        (st.text("国國学學台臺鼪齉主人", max_size=16), []),  # characters that the model does not know, or takes for one
        # A user word that jieba knows is counted again in its total, so the sums agree only if ours is padded.
        (st.text("甲乙丙丁法治", max_size=30), TYING),
    ],
    ids=["any", "unknown", "tying"],
)
@settings(deadline=None)  # the first call loads jieba
@given(data=st.data())
def test_no_token_differs_on_any_text(texts, words, data):
    text = data.draw(texts)
    tokens = segmenter("fast", user_words=words)(text)
    assert tokens == segmenter("jieba", user_words=words)(text)
    assert "".join(tokens) == text


def test_characters_that_the_model_does_not_know_alone_are_seldom_ones():
    from jieba.finalseg import emit_P

    unknown = {char for char in map(chr, range(0x4E00, 0x9FD6)) if char not in emit_P["S"]}
    assert len(unknown) == 6432
    assert unknown <= set(SELDOM)
    assert all(char.encode("gb2312", "ignore") == b"" or char in {*unknown, *TAKEN_FOR_ONE} for char in SELDOM)


def test_of_characters_that_the_model_takes_for_one_at_most_one_is_not_seldom():
    known = [TAKEN_FOR_ONE[char] for char in TAKEN_FOR_ONE if char not in SELDOM and char <= "\u9fd5"]
    assert len(known) == len(set(known))
    assert TAKEN_FOR_ONE["國"] == TAKEN_FOR_ONE["国"] == "国"


@pytest.mark.parametrize(
    "text",
    [
        "人国國國學齉鼪臺年设。", "主人主国国國主", "不江江江澜", "进云不云不进", "圣圣绝绝圣圣绝", "剿浪浪剿剿浪逖",
        "体体湾体体国湾国国",
    ],
)  # fmt: skip
def test_a_labelling_that_rounding_decides_is_jiebas(text):
    """Two labellings of such a run are equal but for rounding, and the two libraries round differently."""
    assert segmenter("fast")(text) == segmenter("jieba")(text)


def test_of_equal_paths_the_longer_word_comes_first():
    words = TYING[:4]  # 甲乙 + 丙 and 甲 + 乙丙: 50 x 50 both
    assert segmenter("fast", user_words=words)("甲乙丙") == ["甲乙", "丙"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2026-02-03", ["2026", "-", "02", "-", "03"]),
        ("浓度PM_2.5", ["浓度", "PM", "_", "2.5"]),
        ("增长3.5%", ["增长", "3.5%"]),
        ("50%-60%", ["50%", "-", "60%"]),
        ("石䶮县", ["石", "䶮", "县"]),
        ("\ud83d", ["\ud83d"]),
        ("", []),
        ("。\r\n", ["。", "\r\n"]),
    ],
)
def test_jiebas_rule_for_marks_and_rare_characters(text, tokens):
    """jieba parts ASCII by [a-zA-Z0-9]+(.digits)?%? and knows the characters U+4E00 to U+9FD5."""
    assert segmenter("fast")(text) == segmenter("jieba")(text) == tokens


def test_ascii_runs_without_a_special_mark_need_no_care():
    """Every run of up to four characters that `SPECIAL` passes over, between words and between marks."""
    native, reference = FastCutter()._native, segmenter("jieba")
    runs = ("".join(run) for size in range(1, 5) for run in product("a1.%-_+&", repeat=size))
    texts = [text for run in runs for text in (f"人{run}人", f"。{run}。") if not SPECIAL.search(text)]
    assert len(texts) > 1_000
    assert [text for text in texts if native.cut(text) != reference(text)] == []


IMPORTED = "from baogao.language.segmenting import segmenter; "


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        (IMPORTED + "segmenter()('学习学习再学习，于2026-02-03达到GDP+5%')", ["rjieba"]),
        (IMPORTED + "segmenter()('进云不云不进')", ["jieba", "rjieba"]),  # only where the two may differ
        ("import baogao.cli.text", []),  # lists the engines
    ],
)
def test_an_engine_is_loaded_only_where_it_is_needed(code, loaded):
    code = f"import sys; {code}; print(*({{'jieba', 'rjieba', 'pandas'}} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert sorted(printed.stdout.split()) == loaded


def test_every_word_of_the_dictionary_that_could_touch_a_masked_run_is_known():
    held = [word for word, count in jieba_tokenizer(()).FREQ.items() if count and not ASCII.isdisjoint(word)]
    assert sorted(held) == sorted(ASCII_WORDS.split())


def test_both_have_one_dictionary_of_which_jiebas_total_counts_one_word_twice():
    tokenizer, native = jieba_tokenizer(()), FastCutter()._native
    assert [word for word, count in tokenizer.FREQ.items() if bool(count) != native.has_word(word)] == []
    assert tokenizer.total - sum(tokenizer.FREQ.values()) == TWICE


@settings(deadline=None)  # the first call loads jieba
@given(st.text("法治2a.-%，䶮 ", min_size=1, max_size=20), st.integers(0, 19))
def test_the_block_is_the_run_that_jieba_finds(text, number):
    offset = number % len(text)
    inside = [match.span() for match in BLOCK.finditer(text) if match.start() <= offset < match.end()]
    assert block_around(text, offset) == (inside[0] if inside else (offset, offset + 1))


def test_user_words_keep_to_their_own_cutter():
    text = "澜州深入推进云浔先行区建设"
    plain, words = segmenter(), segmenter(user_words=["云浔先行区", "澜州深"])
    before = plain(text)
    assert words(text) == ["澜州深", "入", "推进", "云浔先行区", "建设"]
    assert plain(text) == before == segmenter("jieba")(text)
    assert segmenter("fast", user_words=["先行区建设"])(text)[-1] == "先行区建设"
    jieba = sys.modules["jieba"]
    assert not jieba.dt.initialized


def test_a_word_without_frequency_gets_the_one_that_jieba_suggests():
    """jieba's formula: the product of the relative frequencies of its parts, times the total, plus one."""
    plain = jieba_tokenizer(())
    share = 1.0
    for part in plain.cut("云浔先行区", HMM=False):
        share *= plain.FREQ.get(part, 1) / plain.total
    assert jieba_tokenizer(("云浔先行区",)).FREQ["云浔先行区"] == int(share * plain.total) + 1


@pytest.mark.parametrize("engine", ["fast", "jieba"])
@pytest.mark.parametrize(
    ("word", "text", "tokens"),
    [
        ("“三农”工作", '抓“三农”工作，抓"三农"工作', ["抓", "“三农”工作", "，", "抓", '"三农"工作']),
        ("修渠、种树", "抓修渠、种树", ["抓", "修渠、种树"]),
        ("Open AI", "学Open AI，Open AIR", ["学", "Open AI", "，", "Open", " ", "AIR"]),
        ("渠网＋电网", "推行渠网+电网和渠网＋电网", ["推行", "渠网+电网", "和", "渠网＋电网"]),
        ("三农 渠", "做好三农 渠。", ["做好", "三农 渠", "。"]),
        ("12，3", "112，3和12，34，12，3", ["112", "，", "3", "和", "12", "，", "34", "，", "12，3"]),
    ],
)
def test_words_that_jieba_cannot_hold_stay_whole(engine, word, text, tokens):
    assert segmenter(engine, user_words=[word])(text) == tokens
    assert segmenter(engine, user_words=[("先行区", 5), (word, 3)])(text) == tokens


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([""], "a word is empty"),
        ([" "], "a word is empty"),
        ([("法治", 0)], "frequency 0 of '法治' must be from 1 to 1,000,000,000"),
        ([("法治", 10**10)], "must be from 1 to"),
        ("江镇", r"'江镇'.*must be a list of words, each a string or \(word, frequency\)"),
        ([1], "must be a list of words"),
        ([("甲",)], "must be a list of words"),
    ],
)
@pytest.mark.parametrize("engine", ["fast", "jieba"])
def test_words_that_cannot_be_used_are_refused(engine, words, message):
    with pytest.raises(SettingError, match=message):
        segmenter(engine, user_words=words)


@pytest.mark.parametrize("engine", ["fast", "jieba"])
def test_lines_of_a_dictionary_of_jieba_are_words(engine):
    lines = ["云浔先行区 5 ns", "澜州深 n", "江镇建设 20", "Open AI", "", ""]
    words = [("云浔先行区", 5), "澜州深", ("江镇建设", 20), "Open AI"]
    text = "云浔先行区在澜州深推进江镇建设和Open AI"
    assert segmenter(engine, user_words=lines)(text) == segmenter(engine, user_words=words)(text)
    assert {"云浔先行区", "澜州深", "江镇建设", "Open AI"} <= set(segmenter(engine, user_words=lines)(text))


def test_a_name_in_letters_is_a_line_only_with_frequency_and_kind():
    assert check_words(["GDP 5 nz", "C++ 语言 3 n", "Open AI", "G 20", "法治 12 nrt\r"]) == (
        ("GDP", 5),
        ("C++ 语言", 3),
        "Open AI",
        "G 20",
        ("法治", 12),
    )


def test_an_unknown_engine_is_refused():
    with pytest.raises(SettingError, match="engine 'slow' is unknown; it must be one of fast, jieba"):
        segmenter("slow")


def test_two_processes_may_start_at_once(tmp_path):
    (tmp_path / "corpus" / "lexicons").mkdir(parents=True)
    code = IMPORTED + "print(' '.join(segmenter('jieba')('推进法治建设')))"
    started = [
        subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, stdout=-1, stderr=-1, text=True)
        for _ in range(2)
    ]
    assert [process.communicate() for process in started] == [("推进 法治 建设\n", "")] * 2
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == [f"jieba-{version('jieba')}.cache"]


def test_the_command_takes_either_engine(tmp_path, baogao):
    path = tmp_path / "a.txt"
    path.write_text("于2026-02-03在石䶮县深入推进法治建设。\n", encoding="utf-8")
    printed = [baogao("segment", path, "--engine", engine) for engine in ("fast", "jieba")]
    assert printed[0] == printed[1]
    assert printed[0][:2] == (0, "于 2026 - 02 - 03 在 石 䶮 县 深入 推进 法治 建设 。\n")


def test_tokens_are_scored_by_their_place():
    """法治|建设 against 法治建设: of 3 tokens found 1 stands in the gold's 2; F1 = 2 x 1 / (3 + 2)."""
    gold = ["法治建设", "推进"]
    assert score(["法治建设", "推进"], gold, lambda line: ["法治", "建设"] if len(line) == 4 else [line]) == (
        pytest.approx(1 / 3),
        pytest.approx(1 / 2),
        pytest.approx(2 / 5),
    )


@given(st.text(st.sampled_from("杭研大厦周砚平渠山甲乙甲龘鼪囧國国一"), min_size=2, max_size=60))
def test_labels_are_those_of_jieba(run):
    import jieba.finalseg

    assert labelled(run) == list(jieba.finalseg.cut(run))


def test_a_long_run_is_labelled_in_time_for_its_length():
    start = process_time()
    assert "".join(labelled("甲乙丙渠" * 25_000)) == "甲乙丙渠" * 25_000
    assert process_time() - start < 10  # jieba copies ten thousand million labels

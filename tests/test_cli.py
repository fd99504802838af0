"""The command line as people and programs use it: contracts, and bad input as one line."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys

import pandas as pd
import pytest

import baogao as bg
from baogao.features.current import read_table
from baogao.features.tables import SCHEMAS
from baogao.language.lexicon import load_lexicon
from baogao.reading.forms import longer_forms

RATE_COLUMNS = ["n_reports", "n_chars", "count", "nested_count", "rate_per_10k", "low", "high"]


def table(out):
    return pd.read_csv(io.StringIO(out))


@pytest.mark.parametrize(("by", "n_rows"), [("year", 4), ("region", 3), ("level", 2), ("genre", 5), ("report", 12)])
def test_slogans_has_the_columns_of_the_contract_and_a_row_for_each_value(baogao, by, n_rows):
    code, out, err = baogao("slogans", "sample", "--slogan", "七五普法", "--by", by, "--format", "csv")
    assert (code, err) == (0, "")
    assert table(out).columns.tolist() == [by, *RATE_COLUMNS]
    assert len(table(out)) == n_rows
    assert 0 in table(out)["count"].tolist() or by != "year"


def test_variants_add_the_other_forms_of_the_slogan(baogao):
    one = table(baogao("slogans", "sample", "--slogan", "七五普法", "--format", "csv")[1])
    all_forms = table(baogao("slogans", "sample", "--slogan", "七五普法", "--variants", "--format", "csv")[1])
    hits = read_table("sample", "hits")
    of_slogan = hits["slogan_id"] == "qi-wu-pu-fa"
    assert all_forms["count"].sum() == (of_slogan & hits["maximal"]).sum()
    assert one["count"].sum() == (of_slogan & hits["maximal"] & (hits["variant"] == "七五普法")).sum()
    assert one["count"].sum() < all_forms["count"].sum()


def test_several_forms_have_a_column_of_their_own_in_front(baogao, tmp_path):
    path = tmp_path / "forms.txt"
    path.write_text("七五普法\n\n八五普法\n", encoding="utf-8")
    given = baogao("slogans", "sample", "--slogan", "七五普法", "--slogan", "八五普法", "--format", "csv")
    assert given == baogao("slogans", "sample", "--slogan", f"@{path}", "--format", "csv")
    assert table(given[1]).columns.tolist() == ["form", "year", *RATE_COLUMNS]
    assert table(given[1])["form"].tolist() == ["七五普法"] * 4 + ["八五普法"] * 4


def test_a_family_is_all_that_succeed_one_another(baogao):
    family = table(baogao("slogans", "sample", "--slogan", "七五普法", "--family", "--format", "csv")[1])
    assert family["count"].tolist() == [7, 6, 6, 6]  # planted: 七五普法 until 2020, 八五普法 from 2021 on


def test_a_part_of_a_collection_is_counted(baogao, refused):
    part = ["--where", "region=石渚县,云浔区", "--where", "year=2019", "--where", "year=2022"]
    counted = table(baogao("slogans", "sample", "--slogan", "七五普法", "--variants", *part, "--format", "csv")[1])
    assert counted[["year", "n_reports", "count"]].to_numpy().tolist() == [[2019, 2, 4], [2022, 2, 0]]
    main = table(baogao("slogans", "work-reports", "--by", "year", "--where", "subgenre=", "--format", "csv")[1])
    assert main["n_reports"].sum() == 57 - 9
    markers = table(baogao("rhetoric", "sample", "--where", "region=石渚县", "--by", "region", "--format", "csv")[1])
    assert markers.query("device == 'enumeration'")["count"].tolist() == [24]
    terms = baogao("keyness", "sample", "--target", "year=2019", "--where", "region=石渚县", "--format", "csv")
    assert table(terms[1])["target_reports"].max() == 1
    refused(["slogans", "sample", "--where", "石渚县"], "石渚县: must be COLUMN=VALUE")
    refused(["slogans", "sample", "--where", "region=某县"], "region=某县: no report has region 某县")


def test_json_has_null_where_there_is_no_interval(baogao):
    rows = json.loads(baogao("slogans", "sample", "--slogan", "七五普法", "--format", "json")[1])
    assert rows[0]["low"] is None
    assert rows[0]["year"] == 2019


def test_half_width_forms_are_counted_as_their_full_width_twins(baogao):
    code, out, _ = baogao("slogans", "sample", "--slogan", "获得感,幸福感", "--format", "csv")
    assert code == 0
    assert len(table(out)) == 4


def test_without_a_slogan_the_summary_lists_every_slogan_that_occurs(baogao):
    summary = table(baogao("slogans", "sample", "--format", "csv")[1])
    assert set(summary["slogan_id"]) == set(read_table("sample", "hits")["slogan_id"])
    assert summary.columns[:3].tolist() == ["slogan", "class", "gloss_en"]
    assert summary.columns[-1] == "slogan_id"
    lexicon = load_lexicon()
    assert summary["slogan"].tolist() == summary["slogan_id"].map(lexicon.canonical).tolist()


def test_a_form_of_the_lexicon_needs_no_text_and_any_other_says_so(baogao, refused, monkeypatch, tmp_path):
    monkeypatch.setenv("BAOGAO_TEXTS", str(tmp_path))
    code, out, _ = baogao("slogans", "work-reports", "--slogan", "改革开放", "--format", "csv")
    assert code == 0
    assert len(table(out)) == 57
    refused(["slogans", "work-reports", "--slogan", "春耕生产"], "春耕生产", "57 of 57 are not here", "baogao import")


def test_a_form_the_lexicon_lacks_is_counted_in_the_text(baogao):
    counted = table(baogao("slogans", "sample", "--slogan", "山林纠纷", "--format", "csv")[1])
    lines = json.loads(baogao("kwic", "sample", "山林纠纷", "--format", "json")[1])
    assert counted["count"].sum() == len(lines) > 0


@pytest.mark.usefixtures("copy")
def test_a_form_that_may_be_misspelt_is_told(baogao):
    note = "七五普发 is not in the lexicon: counted in the texts as it is written.\n"
    code, out, err = baogao("slogans", "sample", "--slogan", "七五普发", "--format", "csv")
    assert (code, err) == (0, note)
    assert table(out)["count"].sum() == 0


def test_a_form_that_never_stands_alone_is_told_with_the_longer_ones(baogao):
    _, out, err = baogao("slogans", "sample", "--slogan", "法治政府", "--format", "csv")
    counts = table(out)
    assert (counts["count"].sum(), counts["nested_count"].sum()) == (0, 4)
    assert err.startswith(
        "法治政府 stands only within longer slogans (nested_count): 法治政府建设, 法治政府建设示范创建. "
    )
    _, out, err = baogao("slogans", "sample", "--slogan", "法治政府", "--variants", "--format", "csv")
    assert err == ""
    assert table(out)["count"].sum() == 4  # every place once, whatever longer slogan is around it


def test_longer_forms_by_hand(monkeypatch):
    every = [
        ("p", "s", 0, 6, "全面依法治国", True),
        ("p", "s", 2, 6, "依法治国", False),
        ("p", "s", 9, 11, "普法", True),
    ]
    hits = pd.DataFrame([*every, ("q", "s", 2, 6, "依法治省", True)], columns=SCHEMAS["hits"].names)
    monkeypatch.setattr("baogao.reading.forms.read_table", lambda *_: hits)
    assert longer_forms("any", hits[hits["variant"] == "依法治国"]) == ["全面依法治国"]
    assert longer_forms("any", hits[hits["variant"] == "普法"]) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["slogans", "sample", "--by", "colour"], ["--by colour", "year, region, level, genre, report"]),
        (["slogans", "sample", "--slogan", " "], ["the form is empty"]),
        (["slogans", "sample", "--variants"], ["--variants needs --slogan"]),
        (["slogans", "sample", "--family"], ["--family needs --slogan"]),
        (
            ["slogans", "sample", "--slogan", "七五普法", "--variants", "--family"],
            ["--variants: ", "--family", "give one"],
        ),
        (["slogans", "sample", "--slogan", "@gone.txt"], ["gone.txt: "]),
        (
            ["slogans", "sample", "--slogan", "春耕生产", "--variants"],
            ["--variants: 春耕生产 is no form"],
        ),
        (["slogans"], ["Missing argument 'COLLECTION'", "--help"]),
        (["slogans", "sample", "--format", "pdf"], ["'pdf' is not one of 'table', 'csv', 'json'"]),
        (["nothing"], ["No such command 'nothing'"]),
        (["build", "sample", "--jobs", "0"], ["must be at least 1"]),
        (["kwic", "sample", ""], ["FORM is empty"]),
        (["kwic", "sample", "普法", "--sample", "0"], ["must be at least 1"]),
        (["kwic", "sample", "普法", "--code", "stance"], ["--code needs --out"]),
        (["segment", "gone.txt"], ["gone.txt: cannot be read"]),
    ],
)
def test_bad_usage_is_one_line(refused, arguments, words):
    refused(arguments, *words)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xfe\xfa\x81\x82" * 9])
def test_segment_refuses_what_is_no_text(tmp_path, refused, content):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    refused(["segment", path], "bad.txt")


def test_segment_keeps_slogans_whole_unless_plain(tmp_path, baogao):
    path = tmp_path / "a.txt"
    path.write_text("深入推进法治政府建设，坚持高质量发展。\n", encoding="utf-8")
    assert baogao("segment", path)[1] == "深入 推进 法治政府建设 ， 坚持 高质量发展 。\n"
    assert "法治政府建设" not in baogao("segment", path, "--plain")[1].split()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_segment_keeps_the_words_of_a_dictionary_of_jieba_whole(tmp_path, baogao, encoding):
    text, words = tmp_path / "a.txt", tmp_path / "userdict.txt"
    text.write_text("在云浔先行区推进“修渠”行动。\n", encoding="utf-8")
    words.write_text("云浔先行区 5 ns\r\n\r\n“修渠”行动 nz\r\n先行澜州 3\r\n", encoding=encoding)
    assert "云浔先行区" not in baogao("segment", text)[1].split()
    assert baogao("segment", text, "--user-words", words)[1] == "在 云浔先行区 推进 “修渠”行动 。\n"


def test_segment_refuses_a_dictionary_that_is_none(tmp_path, refused):
    text, words = tmp_path / "a.txt", tmp_path / "userdict.txt"
    text.write_text("深入推进法治政府建设。\n", encoding="utf-8")
    refused(["segment", text, "--user-words", words], "userdict.txt", "cannot be read")
    words.write_text("法治政府 0 n\n", encoding="utf-8")
    refused(["segment", text, "--user-words", words], "frequency 0 of '法治政府'")


def test_kwic_sorts_samples_and_says_when_there_is_nothing(baogao):
    right = json.loads(baogao("kwic", "sample", "普法", "--sort", "right", "--format", "json")[1])
    assert [line["right"] for line in right] == sorted(line["right"] for line in right)
    left = json.loads(baogao("kwic", "sample", "普法", "--sort", "left", "--format", "json")[1])
    assert [line["left"][::-1] for line in left] == sorted(line["left"][::-1] for line in left)
    drawn = [
        baogao("kwic", "sample", "普法", "--sample", 5, "--seed", seed, "--format", "csv")[1] for seed in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert baogao("kwic", "sample", "春耕生产")[::2] == (1, "sample: 春耕生产 does not occur.\n")


def test_kwic_offsets_lead_to_the_source(study, baogao):
    for line in json.loads(baogao("kwic", "sample", "普法", "--format", "json")[1]):
        text = (study / "corpus/sample/texts" / f"{line['report_id']}.txt").read_text(encoding="utf-8")
        assert text[line["start"] : line["end"]] == "普法"


def test_kwic_writes_a_sheet_to_code_by_hand_and_never_over_one(tmp_path, baogao, refused):
    sheet = tmp_path / "lines.xlsx"
    assert baogao("kwic", "sample", "普法", "--code", "stance", "--out", sheet)[0] == 0
    lines = pd.read_excel(sheet)
    assert lines.columns[-1] == "stance"
    assert lines["stance"].isna().all()
    refused(["kwic", "sample", "普法", "--out", sheet], "exists already")
    refused(["kwic", "sample", "普法", "--out", tmp_path / "lines.csv"], "must end in .xlsx")


def test_a_collection_of_one_report_is_counted_by_report_only(copy, baogao, refused):
    source = copy.parent / "a.txt"
    source.write_text("全县普法工作会议召开\n坚持高质量发展，抓好普法。\n", encoding="utf-8")
    assert baogao("import", source, "mine")[0] == 0
    assert baogao("build", "mine")[0] == 0
    refused(["slogans", "mine", "--slogan", "高质量发展", "--by", "year"], "1 report(s)", "at least 2", "--by report")
    refused(["figures", "mine"], "this figure takes at least 2 reports")
    assert table(baogao("slogans", "mine", "--slogan", "高质量发展", "--by", "report", "--format", "csv")[1])[
        "count"
    ].tolist() == [1]


def test_a_collection_that_is_not_built_says_how(copy, refused):
    shutil.rmtree(copy / "corpus" / "sample" / "features")
    refused(["slogans", "sample"], "has no feature table", "baogao build sample")


def test_a_broken_feature_table_is_named(copy, refused):
    path = copy / "corpus" / "sample" / "features" / "hits.parquet"
    path.write_bytes(b"no parquet")
    refused(["slogans", "sample"], "hits.parquet: is no Parquet table", "baogao build sample")


def test_doctor_is_content_with_the_sample_and_not_with_a_changed_one(copy, baogao):
    assert baogao("doctor", "sample")[0] == 0
    (copy / "corpus/sample/texts/lan-2019.txt").write_text("别的文字。\n", encoding="utf-8")
    shutil.copy(copy / "corpus/judicial/features/hits.parquet", copy / "corpus/sample/features/hits.parquet")
    code, out, _ = baogao("doctor", "sample", "--format", "csv")
    assert code == 1
    wrong = table(out).query("kind == 'wrong'")["where"].tolist()
    assert sorted(wrong) == ["features/hits.parquet", "lan-2019"]


def test_help_lists_every_command(baogao):
    out = baogao("--help")[1]
    for command in ("import", "build", "doctor", "segment", "kwic", "slogans"):
        assert f"\n  {command} " in out


def test_an_old_python_is_refused_in_one_line(study, tmp_path):
    (tmp_path / "Makefile").write_text((study / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    old = tmp_path / "python-old"
    old.write_text(
        f"#!{sys.executable}\nimport sys\nassert sys.argv[1] == '-c'\n"
        "sys.version_info = (3, 8, 10)\nexec(sys.argv[2])\n"
    )
    old.chmod(old.stat().st_mode | stat.S_IXUSR)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "figures", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith("baogao: Python 3.8 is too old; it takes 3.11 or newer")
    assert not (tmp_path / ".venv").exists()


def test_keyness_tells_the_target_from_the_rest(baogao, refused):
    code, out, _ = baogao("keyness", "sample", "--target", "region=石渚县", "--format", "csv")
    assert code == 0
    first = table(out).iloc[0]
    assert (first["reference_count"], first["absent_in"]) == (0, "reference")
    assert first["log_likelihood"] > 0 < first["log_ratio"]
    refused(["keyness", "sample", "--target", "石渚县"], "must be COLUMN=VALUE")
    refused(["keyness", "sample", "--target", "region=某县"], "no report has region 某县", "石渚县")


def test_rhetoric_finds_the_planted_device(baogao):
    out = baogao("rhetoric", "sample", "--by", "region", "--format", "csv")[1]
    found = table(out).query("device == 'enumeration'").set_index("region")["count"]
    assert found.sort_values().tolist() == [12, 12, 24]
    assert found.idxmax() == "石渚县"


def test_topics_of_a_few_reports_are_refused_and_of_more_have_recurrence(baogao, refused):
    refused(["topics", "judicial"], "topics of 5 reports are noise")
    out = baogao("topics", "resolutions", "--k", 2, "--format", "csv")[1]
    assert table(out).columns.tolist() == ["topic", "rank", "term", "probability", "frex", "recurrence"]
    assert len(table(out)) == 20


@pytest.mark.parametrize("engine", ["gibbs", "gensim", "nmf"])
def test_topics_are_those_of_the_stored_model_unless_k_or_a_seed_is_given(baogao, engine):
    chosen = bg.topics("provincial", engine=engine)
    _, out, err = baogao("topics", "provincial", "--engine", engine, "--format", "csv")
    assert table(out)["term"].tolist() == chosen.top_terms()["term"].tolist()
    assert table(out).groupby("topic")["recurrence"].first().tolist() == chosen.topics["recurrence"].tolist()
    told, widespread = err.splitlines()
    assert told == f"{chosen.share_left_out:.0%} of the tokens were left out."
    hidden = widespread.removeprefix("In more than a fifth of the passages, so not shown: ").rstrip(".").split()
    assert "建设" in hidden
    assert not set(hidden) & set(table(out)["term"])


def test_bare_baogao_prints_its_help(baogao):
    code, out, _ = baogao()
    assert code == 0
    assert "\n  slogans " in out


def test_a_negative_seed_is_one_line(refused):
    refused(["kwic", "sample", "普法", "--sample", "3", "--seed", "-1"], "must be 0 or more")


@pytest.mark.parametrize("seed", [2**31, 2**62])
@pytest.mark.parametrize("command", [["topics", "resolutions", "--k", 3], ["drift", "congress", "--k", 3]])
def test_a_seed_that_the_engine_cannot_take_is_one_line(refused, command, seed):
    refused([*command, "--seed", seed], f"--seed {seed}: must be from 0 to 2147483647")


@pytest.mark.parametrize("seed", [-1, 10**20])
@pytest.mark.parametrize("command", [["topics", "resolutions", "--k", 3], ["drift", "congress", "--k", 3]])
def test_a_seed_out_of_range_is_one_line(refused, command, seed):
    refused([*command, "--seed", seed], f"--seed {seed}: must be a whole number from 0 to 2^63 - 1")


def test_an_empty_form_is_refused(refused):
    refused(["slogans", "sample", "--slogan", ""])


def test_figures_of_an_unbuilt_collection_are_refused_before_any_is_drawn(copy, refused):
    (copy / "corpus/sample/features/passages.parquet").unlink()
    refused(["figures", "sample"], "sample: has no feature table passages", "baogao build sample")
    assert not (copy / "figures/local/sample").exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("lives work-reports --since 2030", "no family is used in two years or more and first in 2030 or later"),
        ("lives work-reports --where year=2010", "the collection has reports of 1 year(s), 2010 to 2010"),
        ("lives provincial --survival standing", "first 5 years (--pause) before the last"),
        ("associations sample --min-reports 50", "in 50 reports or more, of 12; lower --min-reports"),
        ("keyness sample --target year=2022 --min-count 99999", "no term has 99999 tokens or more"),
        ("collocations sample --min-count 99999", "side by side 99999 times or more; lower --min-count"),
        ("reuse sample --pairs", "no two reports share a stretch of text"),
    ],
)
def test_a_table_without_rows_says_why_and_the_answer_is_no(baogao, arguments, why):
    code, out, error = baogao(*arguments.split())
    assert (code, out, error.count("\n")) == (1, "", 1)
    assert why in error
    code, out, again = baogao(*arguments.split(), "--format", "csv")  # other programs still read the columns
    assert (code, out.count("\n"), again) == (1, 1, error)


def test_effects_say_what_they_leave_out_and_refuse_what_is_none(baogao):
    code, out, error = baogao("effects", "work-reports", "--on", "year", "--draws", "0", "--format", "csv")
    assert code == 0
    assert all(line.endswith(",48,1") for line in out.splitlines()[1:])
    assert error.splitlines() == [
        "9 report(s) of another kind (subgenre) left out; --where subgenre=KIND takes them.",
        "No interval, p or q: the reports have 1 issuer, and these take 10 or more.",
    ]
    for options, why in {"--on year --cluster year": "depend on each other", "--on title": "single reports"}.items():
        code, out, error = baogao("effects", "work-reports", *options.split())
        assert (code, out, error.count("\n")) == (2, "", 1)
        assert why in error

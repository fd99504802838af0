"""Slogans that the lexicon lacks: found in invented reports, as a table, command and sheet; how good the ranking is."""

from __future__ import annotations

import pandas as pd
import pytest

import baogao as bg
from baogao.corpus.store.manifest import COLUMNS, write_manifest
from baogao.errors import SettingError
from baogao.files import sha256
from baogao.language.lexicon import load_lexicon
from baogao.language.reader.forms import plain
from baogao.measures.intervals import wilson_interval
from baogao.reading import discover as discovering

SLOGAN = "枫桥经验"  # read before; the lexicon of these tests lacks it
COINED = "马灯精神"  # in no text that anybody has read
TEXTS = {
    "lan-2021": ("2021-03-02", "澜州市司法局", "全市推行“枫桥经验”，夜里有人接访。乡镇学习“枫桥经验”。\n"),
    "xun-2020": ("2020-05-06", "浔渚县司法局", "我们学到了“枫桥经验”。坚持高质量发展，推广“枫桥经验”，村村有灯。\n"),
    "xun-2022": ("", "浔渚县司法局", "今年再推“枫桥经验”，让老人少跑路。\n"),
    "yao-2019": ("2019-01-05", "窑坪县司法局", "昨天下雨，两个人在门口等车。\n"),
}  # fmt: skip


def collection(folder, reports):
    """A collection of invented reports: id, date, issuer and text of each."""
    (folder / "texts").mkdir(parents=True)
    rows = []
    for name, (date, issuer, text) in reports.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
        stated = {"report_id": name, "date": date, "year": date[:4], "issuer": issuer, "genre": "work-report"}
        stated |= {"level": "county", "sha256": sha256(text), "file": f"{name}.txt"}
        rows.append(dict.fromkeys(COLUMNS, "") | stated)
    write_manifest(folder, pd.DataFrame(rows))
    return folder


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    return collection(tmp_path_factory.mktemp("corpus") / "mine", TEXTS)


@pytest.fixture(autouse=True)
def lexicon(study, tmp_path_factory, monkeypatch):
    """The lexicon without the slogan."""
    rows = (study / "corpus/lexicons/slogans.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path_factory.mktemp("lexicon") / "slogans.tsv"
    path.write_text("".join(line for line in rows if f"\t{SLOGAN}\t" not in line), encoding="utf-8")
    assert SLOGAN not in load_lexicon(path).forms
    monkeypatch.setattr(discovering, "load_lexicon", lambda: load_lexicon(path))


def row(sheet, form):
    """The one row of a form."""
    rows = sheet[sheet["form"] == form]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_slogan_that_two_issuers_repeat_is_ranked_first(mine):
    sheet = bg.discover(mine)
    assert sheet.columns.tolist() == discovering.COLUMNS
    assert sheet["score"].is_monotonic_decreasing
    first = sheet.iloc[0]
    assert first[["form", "count", "n_reports", "n_issuers", "read"]].tolist() == [SLOGAN, 5, 3, 2, ""]
    assert first["class"] == "model"


def test_a_coinage_that_nobody_has_read_is_found(tmp_path):
    texts = {name: (day, issuer, text.replace(SLOGAN, COINED)) for name, (day, issuer, text) in TEXTS.items()}
    assert COINED in set(bg.discover(collection(tmp_path / "coined", texts))["form"])


def test_the_place_is_the_first_of_the_first_dated_report(mine):
    first = row(bg.discover(mine), SLOGAN)
    assert first[["first_date", "first_report"]].tolist() == ["2020-05-06", "xun-2020"]
    assert first[["left", "node", "right"]].tolist() == [
        "我们学到了“",
        "枫桥经验",
        "”。坚持高质量发展，推广“枫桥经验”，村",
    ]


def test_the_score_is_the_mean_probability_drawn_to_nought_times_the_log_of_issuers(mine):
    """By hand: 3 reports, of 2 issuers: mean times 3/3.5, times log2(2 + 1)."""
    first = row(bg.discover(mine), SLOGAN)
    assert first["score"] == pytest.approx(first["probability"] * 3 / 3.5 * 1.5849625)


def test_slogans_of_the_lexicon_are_left_out_unless_asked_for(mine):
    assert "高质量发展" not in set(bg.discover(mine)["form"])
    assert row(bg.discover(mine, known=True), "高质量发展")["class"] == "goal"


def finds(form, *, read="", in_lexicon=False):
    """Finds as the reader gives them: one form, once in one report."""
    return {
        "form": form, "class": "goal", "probability": 0.9, "report_id": "lan-2021", "in_lexicon": in_lexicon,
        "read": read, "left": "", "node": form, "right": "",
    }  # fmt: skip


def test_what_was_read_and_refused_is_left_out_unless_asked_for(mine, monkeypatch):
    rows = [finds("甲", read="slogan"), finds("乙", read="term"), finds("丙"), finds("丁", in_lexicon=True)]
    monkeypatch.setattr(discovering, "_finds", lambda *_: pd.DataFrame(rows))
    assert set(bg.discover(mine)["form"]) == {"甲", "丙"}
    assert set(bg.discover(mine, seen=True)["form"]) == {"甲", "乙", "丙"}
    assert set(bg.discover(mine, known=True)["form"]) == {"甲", "丙", "丁"}


def test_several_collections_are_one_list(mine, tmp_path):
    other = collection(tmp_path / "other", {"qu-2018": ("2018-04-01", "曲埠县司法局", "我县推行“枫桥经验”。\n")})
    first = row(bg.discover([mine, other]), SLOGAN)
    assert first[["count", "n_reports", "n_issuers", "first_report"]].tolist() == [6, 4, 3, "qu-2018"]


def test_how_reports_are_taken_together_changes_nothing(mine, monkeypatch):
    together = bg.discover(mine, known=True)
    monkeypatch.setattr(discovering, "PART", 1)
    pd.testing.assert_frame_equal(bg.discover(mine, known=True), together, check_dtype=False)


def test_a_part_of_a_collection_is_read_alone(mine):
    part = bg.collection(mine).where(report_id=["xun-2020", "yao-2019"])
    assert row(bg.discover(part), SLOGAN)["count"] == 2


def test_a_limit_is_a_positive_number(mine, refused):
    assert len(bg.discover(mine, limit=1, known=True)) == 1
    with pytest.raises(SettingError, match="limit=0: must be at least 1"):
        bg.discover(mine, limit=0)
    refused(["discover", mine, "--limit", 0], "--limit 0: must be at least 1")


def test_the_command_prints_the_form_in_its_place(mine, baogao):
    code, out, _ = baogao("discover", mine)
    assert code == 0
    assert f"我们学到了“[{SLOGAN}]”。坚持高质量发" in out
    table = baogao("discover", mine, "--format", "csv")[1].splitlines()
    assert table[0].split(",") == discovering.COLUMNS
    assert table[1].startswith(f"{SLOGAN},")


def test_nothing_new_is_exit_1(tmp_path, baogao):
    plain = collection(tmp_path / "plain", {"yao-2019": TEXTS["yao-2019"]})
    code, out, err = baogao("discover", plain)
    assert (code, out) == (1, "")
    assert "no slogan that the lexicon lacks" in err


def test_a_sheet_has_an_empty_column_to_decide_in_and_is_never_written_over(mine, tmp_path, baogao, refused):
    sheet = tmp_path / "candidates.xlsx"
    assert baogao("discover", mine, "--out", sheet)[0] == 0
    rows = pd.read_excel(sheet)
    assert rows.columns.tolist() == [*discovering.COLUMNS, "decision"]
    assert rows["decision"].isna().all()
    before = sheet.read_bytes()
    refused(["discover", mine, "--out", sheet], "exists already")
    assert sheet.read_bytes() == before


@pytest.mark.usefixtures("copy")
def test_without_texts_there_is_one_line(refused):
    refused(["discover", "provincial"], "provincial: discover needs the raw texts", "42 of 42", "BAOGAO_TEXTS")


SIZES = {("provincial", "new"): 162}  # forms of a list that is shorter than 500
LISTS = [("provincial", "known"), ("headlines", "known"), ("provincial", "new"), ("headlines", "new")]


def reading(study):
    """The decisions on what discover and other tools propose."""
    return pd.read_csv(study / "corpus/lexicons/discover-reading.csv", keep_default_na=False)


def page(study):
    return (study / "docs/discover.md").read_text(encoding="utf-8")


def interval(p, n):
    """A precision with its 95 % interval, as the page writes it; ``n`` of a weighted one is the effective size."""
    low, high = wilson_interval(p * n, n)
    return f"{p:.2f} ({low:.2f}–{high:.2f})"


def weighted(upper, lower, size):
    """Precision of a list of which the first hundred and the rest were read as samples, and its effective size."""
    share = 100 / size
    p = share * upper.mean() + (1 - share) * lower.mean()
    variance = sum(
        weight**2 * part.mean() * (1 - part.mean()) / len(part) for weight, part in ((share, upper), (1 - share, lower))
    )
    return p, p * (1 - p) / variance


@pytest.mark.parametrize(("collection", "kind"), LISTS)
def test_the_precision_on_the_page_is_that_of_the_reading(study, collection, kind):
    table = reading(study)
    rows = table[(table["collection"] == collection) & (table["list"] == kind) & (table["method"] == "discover")]
    size = SIZES.get((collection, kind), 500)
    assert rows["rank"].is_unique
    assert rows["rank"].between(1, size).all()
    for reader in ("first", "second"):
        upper, lower = rows.loc[rows["rank"] <= 100, reader], rows.loc[rows["rank"] > 100, reader]
        whole = interval(*weighted(upper, lower, size))
        line = f"| {collection} | {kind} | {size} | {reader} | {interval(upper.mean(), len(upper))} | {whole} |"
        assert line in page(study)


def test_the_known_rows_that_were_read_are_forms_of_the_lexicon(study):
    """If this fails, docs/discover.md says too little of `known`: they were then more than the lexicon."""
    table = reading(study)
    known = table[(table["list"] == "known") & (table["method"] == "discover")]
    assert set(known["form"]) <= {plain(form) for form in load_lexicon().forms}


def test_weighting_by_hand():
    """9 of 10 in the first 100 and 5 of 10 in the other 400: 0.2 x 0.9 + 0.8 x 0.5 = 0.58."""
    p, n = weighted(pd.Series([1] * 9 + [0]), pd.Series([1, 0] * 5), 500)
    assert p == pytest.approx(0.58)
    assert n == pytest.approx(0.58 * 0.42 / (0.04 * 0.009 + 0.64 * 0.025))


def test_the_peers_on_the_page_are_those_of_the_reading(study):
    table = reading(study)
    tops = table[(table["list"] == "known") & (table["rank"] <= 100) & (table["collection"] != "headlines")]
    assert (tops.groupby(["method", "collection"]).size() == 100).all()
    for method, rows in tops.groupby("method"):
        shares = rows.groupby("collection")[["first", "second"]].mean()
        cells = [
            f"{first:.2f} / {second:.2f}" for first, second in shares.loc[["provincial", "headlines-600"]].to_numpy()
        ]
        assert f"| {method} | {cells[0]} | {cells[1]} |" in page(study)


def agreement(a, b):
    """Share of equal decisions, and Cohen's kappa."""
    equal = (a == b).mean()
    chance = a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean())
    return equal, (equal - chance) / (1 - chance)


def test_agreement_by_hand():
    """3 of 4 equal; by chance 0.5 x 0.25 + 0.5 x 0.75 = 0.5."""
    assert agreement(pd.Series([1, 1, 0, 0]), pd.Series([1, 0, 0, 0])) == (0.75, 0.5)


def test_the_agreement_on_the_page_is_that_of_the_readings(study):
    table = reading(study).replace({"collection": {"headlines-600": "headlines"}})
    forms = table.drop_duplicates(["collection", "form"])
    ours = table[table["method"] == "discover"].drop_duplicates(["collection", "form"])
    text = " ".join(page(study).split())
    assert f"{len(forms):,} forms" in text
    equal, kappa = agreement(forms["first"], forms["second"])
    assert f"decision and no row of the lexicon. {equal:.1%} equal, kappa {kappa:.2f}." in text
    equal, kappa = agreement(ours["first"], ours["second"])
    assert f"on the forms of `discover` alone it is {equal:.1%} equal, kappa {kappa:.2f}." in text
    stricter, laxer = ((forms["second"] < forms["first"]).sum(), (forms["second"] > forms["first"]).sum())
    assert f"{stricter} slogans of the first it refuses" in text
    assert f"{laxer} the other way (数字经济" in text


@pytest.mark.parametrize("reader", ["first", "second"])
def test_the_agreement_with_the_earlier_reading(study, reader):
    forms = reading(study).replace({"collection": {"headlines-600": "headlines"}})
    forms = forms.drop_duplicates(["collection", "form"])
    text = " ".join(page(study).split())
    before = pd.read_csv(study / "corpus/lexicons/reviewed.tsv", sep="\t", dtype=str, keep_default_na=False)
    both = forms.merge(before[["form", "decision"]], on="form")
    earlier = (both["decision"] == "slogan").astype(int)
    equal, kappa = agreement(both[reader], earlier)
    stricter, laxer = ((both[reader] < earlier).sum(), (both[reader] > earlier).sum())
    assert f"{len(both)} of these forms" in text
    assert (
        f"{equal:.0%} equal, kappa {kappa:.2f}; {stricter} it took that are refused here, {laxer} the other way" in text
    )

"""The front door: an open collection, its parts, the public names, and figures that refuse in one sentence."""

from __future__ import annotations

import ast
import inspect
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import baogao as bg
from baogao.corpus.store.collection import load_reports, read_reports
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_parts
from baogao.features.tables import RENDERINGS, SCHEMAS, load_table
from baogao.figures.recipes.recipe import drift_of
from baogao.front.figures import Refused
from baogao.paths import find_study

CLASSES = {"Report", "BaogaoError", "Collection"}
SERVANTS = {"collections", "lexicon", "stopwords", "device_accuracy", "refit", "import_reports", "figure", "say"}
TEXTS = {"read", "describe", "annotate", "tokens"}
VERBS = sorted(set(bg.__all__) - CLASSES - SERVANTS - TEXTS - {"measures", "collection"})


@pytest.fixture
def sample():
    return bg.collection("sample")


def test_it_says_what_it_holds_in_one_line(sample):
    assert repr(sample) == "sample: 12 reports, 2019–2022; built; texts here: yes"
    assert repr(sample.where(genre="profile", year=2019)) == (
        "sample, genre='profile', year=2019: 1 report, 2019; built; texts here: yes"
    )


def test_texts_that_are_not_here_and_tables_that_are_not_built_are_told(copy):
    assert repr(bg.collection("judicial")).endswith("; built; texts here: no")
    (copy / "corpus/sample/texts/lan-2019.txt").unlink()
    assert repr(bg.collection("sample")).endswith("texts here: 11 of 12")
    shutil.rmtree(copy / "corpus/sample/features")
    assert "; not built; " in repr(bg.collection("sample"))


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != RENDERINGS])
def test_its_tables_are_those_of_the_files(sample, name):
    pd.testing.assert_frame_equal(getattr(sample, name), load_table(sample.folder, name))
    assert list(sample.table(name)) == SCHEMAS[name].names


def test_a_table_is_read_once_and_changes_to_it_do_no_harm(sample, monkeypatch):
    hits, reports = sample.hits, sample.reports
    hits["variant"], reports["region"] = "changed", "changed"
    monkeypatch.setattr("baogao.front.collection.load_table", lambda *_: pytest.fail("read again"))
    assert "changed" not in set(sample.hits["variant"]) | set(sample.reports["region"])


def test_tables_are_refused_when_a_lexicon_has_changed(copy):
    sample = bg.collection("sample")
    with (copy / "corpus/lexicons/devices.tsv").open("a", encoding="utf-8") as file:
        file.write("deontic\t务须\tword\tinvented\n")
    with pytest.raises(CorpusError, match=r"devices\.tsv has changed since its feature tables were built"):
        _ = sample.hits
    assert "built, but out of date" in repr(sample)


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name not in ("attestations", "reuse", RENDERINGS)])
def test_a_part_holds_the_rows_of_its_reports_and_no_others(sample, name):
    wanted = {"shizhu-2019", "yunxun-2020"}
    key = {"ngrams": "report_id", "profile": "id"}.get(name, "passage_id")
    whole, part = sample.table(name), sample.where(genre="profile").table(name)
    belongs = whole[key].map(lambda each: each.split(":")[0] in wanted)
    pd.testing.assert_frame_equal(part, whole[belongs].reset_index(drop=True))
    assert len(part) < len(whole)
    assert len(part) or name == "candidates"  # of which the sample has few


def test_a_part_holds_the_stretches_that_one_of_its_reports_shares():
    provinces = bg.collection("provincial")
    part = provinces.where(region="甘肃省").reuse
    is_own = provinces.reuse[["passage_a", "passage_b"]].apply(lambda ids: ids.str.startswith("gansu-")).any(axis=1)
    pd.testing.assert_frame_equal(part, provinces.reuse[is_own].reset_index(drop=True))
    assert 0 < len(part) < len(provinces.reuse)


def test_parts_are_chosen_by_several_columns_and_from_parts(sample):
    chosen = sample.where(region=["澜州市", "石渚县"], year=range(1990, 2020))
    assert set(chosen.reports["report_id"]) == {"lan-2019", "shizhu-2019"}
    assert sample.where(year=2019).where(region="石渚县").reports["report_id"].tolist() == ["shizhu-2019"]
    assert chosen.whole is sample.where(year=2019).where(region="石渚县").whole is sample


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"colour": "red"}, r"colour='red': no such column; allowed are report_id, "),
        ({"region": "某县"}, r"region='某县': no report has region 某县; there are .*石渚县"),
        ({"year": 2019, "genre": "speech", "region": "石渚县"}, "no report has all of these"),
        ({"year": range(1900, 1910)}, r"year=range\(1900, 1910\): no report has any of these"),
    ],
)
def test_a_part_without_a_report_is_refused(sample, values, words):
    with pytest.raises(SettingError, match=words):
        sample.where(**values)


def test_the_rooms_below_take_a_part_for_its_name(sample):
    part = sample.where(genre="profile")
    assert [report.report_id for report in load_reports(part)] == ["shizhu-2019", "yunxun-2020"]
    assert read_reports(part)["report_id"].tolist() == ["shizhu-2019", "yunxun-2020"]
    pd.testing.assert_frame_equal(pd.concat(read_parts(part, "terms")), part.terms)
    assert set(bg.term_counts(part)["report_id"]) == {"shizhu-2019", "yunxun-2020"}
    assert set(bg.kwic(part, "普法")["report_id"]) == {"shizhu-2019", "yunxun-2020"}


def test_a_part_is_counted_like_a_collection_of_its_reports(sample):
    whole = bg.slogan_rates(sample, "七五普法", by="report").set_index("report")
    part = bg.slogan_rates(sample.where(genre="profile"), "七五普法", by="report").set_index("report")
    pd.testing.assert_frame_equal(part, whole.loc[["shizhu-2019", "yunxun-2020"]])


def test_several_forms_stand_one_below_the_other(sample):
    both = bg.slogan_rates(sample, ["七五普法", "八五普法"], variants=True)
    assert both.columns[0] == "form"
    assert both["form"].tolist() == ["七五普法"] * 4 + ["八五普法"] * 4
    # Planted: three and twice two in 2019, twice each in 2020; the other twice in each of 2021 and 2022.
    assert both["count"].tolist() == [7, 6, 0, 0, 0, 0, 6, 6]
    assert both["year"].dtype == sample.reports["year"].dtype
    assert bg.slogan_rates(sample, ["七五普法"]).columns[0] == "form"
    assert bg.slogan_rates(sample, "七五普法").columns[0] == "year"


def test_a_family_is_counted_by_all_of_its_forms(sample):
    table = bg.lexicon().table.set_index("slogan_id")
    family = table.loc[bg.lexicon().forms["七五普法"], "family"]
    ids = table.index[table["family"] == family]
    assert len(ids) > 1
    hits = sample.hits[sample.hits["slogan_id"].isin(ids)]
    counted = bg.slogan_rates(sample, "七五普法", family=True)
    assert counted["count"].sum() == hits["maximal"].sum() == 7 + 6 + 6 + 6
    assert counted["nested_count"].sum() == (~hits["maximal"]).sum()
    with pytest.raises(SettingError, match=r"family=True: 春耕生产 is no form of the lexicon"):
        bg.slogan_rates(sample, "春耕生产", family=True)
    with pytest.raises(SettingError, match=r"variants=True: .* give one"):
        bg.slogan_rates(sample, "七五普法", variants=True, family=True)


def test_forms_that_the_lexicon_lacks_are_counted_as_if_each_were_alone(sample):
    forms = ["山林纠纷", "林权", "七五普法"]
    together = bg.slogan_rates(sample, forms, by="report").set_index("form")
    for form in forms:
        alone = bg.slogan_rates(sample, form, by="report")
        pd.testing.assert_frame_equal(together.loc[form].reset_index(drop=True), alone)


def test_a_sample_of_lines_takes_a_seed(sample):
    with pytest.raises(SettingError, match="sample=5: lines are drawn at random; give a seed with it"):
        bg.kwic(sample, "普法", sample=5)
    assert len(bg.kwic(sample, "普法", sample=5, seed=1)) == 5
    with pytest.raises(SettingError, match='permute="issuers": issuers are moved at random; give a seed'):
        bg.keyness(sample, target={"region": "石渚县"}, permute="issuers")


@pytest.mark.parametrize("verb", ["build", "doctor", "collapse", "restore"])
def test_verbs_on_files_take_whole_collections(sample, verb):
    with pytest.raises(SettingError, match=f"{verb}: takes a whole collection"):
        getattr(bg, verb)(sample.where(year=2019))


def test_what_is_settled_is_read_anew(copy):
    sample = bg.collection("sample")
    assert sample.reports.loc[0, "outlet"] != "澜州时讯"
    bg.settle(sample, sample.reports.loc[0, "report_id"], outlet="澜州时讯")
    assert sample.reports.loc[0, "outlet"] == "澜州时讯"
    assert copy.is_dir()


def test_a_figure_that_does_not_suit_is_one_grey_sentence(copy):
    refused = bg.figure("topics-terms", "judicial")
    assert isinstance(refused, Refused)
    assert (
        repr(refused) == "topics-terms: judicial has 5 report(s) of 3 year(s); this figure takes at least 10 reports."
    )
    assert refused._repr_html_().startswith("<p style=")
    assert not (copy / "figures/local/judicial").exists()
    with pytest.raises(SettingError, match="nothing-such: no such figure"):
        bg.figure("nothing-such", "judicial")
    shutil.rmtree(copy / "corpus/sample/features")
    with pytest.raises(CorpusError, match="baogao build sample"):
        bg.figure("corpus-timeline", "sample")


def test_a_figure_of_a_part_has_a_folder_of_its_own(copy):
    drawn = bg.figure("corpus-timeline", bg.collection("sample").where(region="石渚县"))
    assert drawn.folder == copy / "figures/local/sample/region-石渚县"
    assert pd.read_csv(drawn.folder / "corpus-timeline.csv")["n_reports"].sum() == 4


def test_numbers_of_a_collection_stand_in_prose(sample):
    assert bg.say("{n_reports} reports", sample.where(year=2019)).data == "3 reports"


@pytest.mark.usefixtures("copy")
def test_a_sentence_of_a_figure_is_of_its_table_or_the_reason_why_there_is_none():
    drawn = bg.figure("corpus-timeline", "sample")
    said = bg.say("{n} reports", lambda table: {"n": table["n_reports"].sum()}, of=drawn)
    assert said.data == "12 reports"
    refused = Refused("any", "too small")
    assert bg.say("{n} reports", lambda table: {"n": len(table)}, of=refused) is refused
    with pytest.raises(SettingError, match="give the figure as of="):
        bg.say("{n} reports", lambda table: {"n": len(table)})


def test_a_text_is_read_described_cut_and_annotated(study, tmp_path):
    path = study / "corpus/sample/texts/lan-2022.txt"
    report = bg.read(path)
    assert (report.report_id, report.text) == ("lan-2022", path.read_text(encoding="utf-8"))
    assert bg.annotate(report) == bg.annotate(path)
    assert bg.describe(report.text) == bg.describe(report) == bg.describe(path)
    assert bg.tokens("推进云浔先行区建设。", user_words=["云浔先行区"]) == [["推进", "云浔先行区", "建设", "。"]]
    with pytest.raises(SettingError, match="is a folder"):
        bg.read(path.parent)
    table = tmp_path / "a.csv"
    table.write_text("正文\n依法行政。\n普法。\n", encoding="utf-8")
    with pytest.raises(SettingError, match="holds 2 texts"):
        bg.read(table)
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(CorpusError, match=r"a\.txt"):
        bg.read(tmp_path / "a.txt")


def test_the_stub_names_what_there_is():
    stub = ast.parse(Path(bg.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imported = [alias for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    named = bg.__all__
    assert sorted(alias.asname or alias.name for alias in imported) == sorted(named)
    assert len(set(named)) == len(named) <= 80
    assert dir(bg) == sorted([*named, "__version__"])
    assert bg.__version__
    for name in named:
        assert inspect.getdoc(getattr(bg, name)), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = bg.nothing


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_takes_the_collection_first_and_options_by_keyword(name):
    parameters = list(inspect.signature(getattr(bg, name)).parameters.values())
    assert parameters[0].name in ("coll", "collection") or name == "rhetoric_contrast"
    options = [each for each in parameters if each.kind is each.KEYWORD_ONLY]
    assert len(options) <= 7
    assert len(parameters) - len(options) <= 3


def test_types_are_those_of_the_verbs(tmp_path):
    source = tmp_path / "types_of_verbs.py"
    source.write_text("import baogao\nreveal_type(baogao.slogan_rates)\nreveal_type(baogao.collection('a').hits)\n")
    command = [sys.executable, "-m", "mypy", "--config-file", str(find_study() / "pyproject.toml"), str(source)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=find_study()).stdout
    assert "form: str | " in told or "def (coll: str |" in told, told
    assert "DataFrame" in told.splitlines()[-2], told


def test_importing_is_cheap():
    code = "import sys, baogao; print({'numpy', 'pandas', 'pydantic', 'pyarrow', 'scipy'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [
        (["slogans", "work-reports", "--slogan", "改革开放"], {"scipy", "charset_normalizer", "jieba", "matplotlib"}),
        (["rhetoric", "provincial", "--by", "year"], {"scipy.stats", "jieba", "matplotlib"}),
        (["keyness", "provincial", "--target", "region=甘肃省"], {"scipy.stats", "scipy.sparse", "matplotlib"}),
        (["topics", "provincial"], {"scipy.stats", "matplotlib", "gensim", "tomotopy", "nbformat"}),
    ],
)
def test_a_short_answer_loads_no_library_that_it_does_not_need(command, unneeded):
    code = f"import sys; from baogao.cli import run; run({command!r}); print({unneeded!r} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=find_study())
    assert printed.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda coll: coll.where(region=None), "region=None: must be a value of the column"),
        (lambda coll: bg.slogan_rates(coll, []), r"form=\[\]: must be one form, or several"),
        (lambda coll: bg.slogan_rates(coll, 3), r"form=3: must be a text or a sequence \(each a text\)"),
        (lambda coll: bg.keyness(coll, target="region"), "target='region': must be a mapping"),
        (lambda coll: bg.collapse(coll, kind="foo"), "kind='foo': must be one of exact, near, within"),
        (lambda coll: bg.settle(coll, "lan-2020", regon="x"), "regon is no column to settle"),
        (lambda _: bg.collection(3), "name=3: must be a text or a path"),
        (lambda coll: coll.table("x"), "no feature table x; there are passages"),
    ],
)
def test_an_argument_of_another_kind_is_refused_in_one_line(call, words):
    with pytest.raises(bg.BaogaoError, match=words) as refusal:
        call(bg.collection("sample"))
    assert "\n" not in str(refusal.value)


def test_values_of_a_table_and_a_single_term_are_taken_as_they_are():
    sample = bg.collection("sample")
    assert len(sample.where(year=sample.reports["year"].iloc[0]).reports) == 3
    assert str(sample.where(year=sample.reports["year"].head(2))) == "sample, year=[2019, 2020]"
    assert bg.dispersion(sample, "普法")["term"].tolist() == ["普法"]


def test_the_drift_of_a_part_is_the_same_in_tables_and_figures():
    part = bg.collection("work-reports").where(subgenre="")
    pd.testing.assert_frame_equal(bg.drift(part), drift_of(part))


def test_a_figure_of_stored_topics_is_one_of_the_whole():
    refused = bg.figure("topics-terms", bg.collection("work-reports").where(subgenre=""))
    assert "is a part; give `.whole`" in repr(refused)

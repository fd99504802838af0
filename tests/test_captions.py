"""Captions and notes of figures say what is so of the reports drawn, and name a thing with one word."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from matplotlib.figure import Figure

from baogao.figures.draw import draw, is_central
from baogao.figures.marks import mark_events, marks_of
from baogao.figures.page import Page
from baogao.figures.recipes import RECIPES, corpus_card, corpus_timeline, rhetoric_barcode, slogan_cloud
from baogao.figures.recipes.recipe import caption_of
from baogao.figures.style import house_style
from baogao.figures.wording import captions, labels
from readable import change

REGIONAL = Page("zh", "two", has_premiers=False)


def heatmap(n_reports: list[int], rates: list[float]) -> pd.DataFrame:
    """A table of slogan-heatmap: one slogan from 2021 on."""
    years = range(2021, 2021 + len(rates))
    names = {"slogan_id": "pu-fa", "slogan": "普法", "gloss_en": "legal education"}
    return pd.DataFrame({**names, "year": years, "n_reports": n_reports, "count": 1, "rate_per_10k": rates})


def timeline(years: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"year": years, "kind": "work-report", "n_reports": 3, "n_chars": 3000})


def notes(figure: Figure) -> str:
    return figure.get_supxlabel()


@pytest.mark.parametrize(
    ("first", "last", "premiers", "zh"),
    [
        (2003, 2004, True, "虚线：国务院总理首次作报告。三角：党代会后首份报告。"),  # Wen 2004, the 16th congress
        (2003, 2004, False, "三角：党代会后首份报告。"),
        (2014, 2015, True, "虚线：国务院总理首次作报告。"),  # Li Keqiang
        (2014, 2015, False, ""),
        (2005, 2006, True, ""),
    ],
)
def test_a_caption_speaks_of_the_marks_that_are_drawn_and_of_no_other(first, last, premiers, zh):
    page = Page("zh", "two", has_premiers=premiers)
    assert marks_of(page, "slogan-heatmap", first, last).zh == zh
    with house_style():
        axes = Figure(figsize=(7, 3)).subplots()
        axes.set_xlim(first - 1, last + 1)
        mark_events(axes, page, first, last, inches=6)
    assert [line.get_marker() for line in axes.lines] == ["v"] * ("三角" in zh) + ["None"] * ("虚线" in zh)
    assert len(axes.texts) == ("虚线" in zh)


def test_premiers_are_marked_in_figures_of_the_centre_only(copy):
    """The reports of the sample are of cities and counties; Li Qiang read first in 2024."""
    assert [is_central(name) for name in ("work-reports", "sample", "provincial")] == [True, False, False]
    change(copy / "corpus/sample", lambda table: table.replace(r"^2022(-.*)?$", r"2024\1", regex=True))
    for name in ("slogan-heatmap", "corpus-timeline"):
        drawn = draw(name, "sample")
        picture = (drawn.folder / f"{name}.svg").read_text(encoding="utf-8")
        picture = re.sub(r"<metadata>.*</metadata>", "", picture, flags=re.DOTALL)
        assert not re.search("李强|总理|premier", picture)
        assert not re.search("总理|虚线", drawn.caption_zh)
        assert not re.search("premier|otted", drawn.caption)


def test_one_report_a_year_is_said_only_where_it_is_so():
    one = caption_of(RECIPES["slogan-heatmap"], heatmap([1, 1], [2.0, 1.0]))
    several = caption_of(RECIPES["slogan-heatmap"], heatmap([3, 1], [2.0, 1.0]))
    assert "一年一份报告" in one.zh
    assert "One report a year" in one.en
    assert "不止一份" not in one.zh
    assert "一年一份报告" not in several.zh
    assert "One report a year" not in several.en
    assert "有的年份不止一份报告" in several.zh
    curves = [heatmap([n, 1], [2.0, 1.0]) for n in (1, 3)]
    texts = [caption_of(RECIPES["slogan-curves"], table) for table in curves]
    assert ["Each point is one report," in text.en for text in texts] == [True, False]
    assert ["一点一份报告" in text.zh for text in texts] == [True, False]


def test_slogans_of_ones_own_that_never_cross_are_drawn():
    names = {"slogan": "普法", "gloss_en": "law", "year": [2021, 2022], "count": 1, "rate_per_10k": 1.0}
    roles = [{"role": role, "slogan_id": role} for role in ("old", "new")]
    table = pd.concat([pd.DataFrame({**names, **role, "row": 0, "crossing": pd.NA}) for role in roles])
    with house_style():
        RECIPES["slogan-lives"].plot(table.astype({"crossing": "Int64"}), REGIONAL)
    assert caption_of(RECIPES["slogan-lives"], table, own=True).zh.endswith("并列不等于取代。")


def test_a_highest_rate_that_others_have_too_is_not_called_the_only_one():
    texts = [caption_of(RECIPES["slogan-heatmap"], heatmap([1] * 3, rates)) for rates in ([1, 4, 2], [4, 1, 4])]
    assert ["另有1格同样高" in text.zh for text in texts] == [False, True]
    assert ["as high in 1 more" in text.en for text in texts] == [False, True]


def test_crosses_stand_in_the_legend_and_the_caption_of_a_timeline_with_gaps_only():
    for years, has_gaps in (([2021, 2022], False), ([2020, 2022], True)):
        table = timeline(years)
        with house_style():
            figure = corpus_timeline.plot_coverage(table, REGIONAL)
        [legend] = figure.legends
        assert [text.get_text() for text in legend.get_texts()] == ["工作报告（6）"] + ["无文本（1年）"] * has_gaps
        assert ("叉" in caption_of(RECIPES["corpus-timeline"], table).zh) == has_gaps


def test_the_note_of_the_timeline_tells_what_its_triangles_are():
    """The report of 2023 is the first after the 20th congress of October 2022; none came in 2020 or 2021."""
    for years, is_marked in (([2022, 2023], True), ([2020, 2021], False)):
        with house_style():
            figure = corpus_timeline.plot_coverage(timeline(years), REGIONAL)
        assert ("倒三角：党代会后首份报告" in notes(figure)) == is_marked


def card(lengths: dict[str, list[int]], version: str = "unknown") -> pd.DataFrame:
    rows = [(region, n) for region, each in lengths.items() for n in each]
    table = pd.DataFrame(rows, columns=["value", "n_chars"]).assign(by="region", year=2024, version=version)
    medians = table.groupby("value")["n_chars"].transform("median")
    return table.assign(report_id=table.index.astype(str), median_chars=medians).sort_values("median_chars")


def test_lengths_are_called_medians_and_a_half_is_kept():
    zh, en = caption_of(RECIPES["corpus-card"], card({"澜州": [988, 991], "石渚": [1000, 1018]}))
    assert "中位数最小：澜州（989.5字）；最大：石渚（1,009字）" in zh
    assert "Shortest median: 澜州 (989.5 characters); longest: 石渚 (1,009)" in en


def test_versions_are_told_only_of_reports_whose_version_is_known():
    table = card({"澜州": [988, 991], "石渚": [1000, 1018]})
    assert "版本" not in caption_of(RECIPES["corpus-card"], table).zh
    table["version"] = ["abridged", "unknown", "printed", "printed"]
    zh, en = caption_of(RECIPES["corpus-card"], table)
    assert "已知版本：摘要1份、印发稿2份。" in zh
    assert "Known versions: abridged 1, printed 2." in en
    assert "version" in corpus_card.tabulate("sample")


def test_the_cloud_tells_how_many_as_frequent_slogans_it_leaves_out(monkeypatch):
    every = slogan_cloud.tabulate("sample")
    tied = [n for n, count in enumerate(every["count"][:-1], 1) if count == every["count"][n]]
    monkeypatch.setattr(slogan_cloud, "MOST", tied[0])
    cut = slogan_cloud.tabulate("sample")
    n_more = int((every["count"] == cut["count"].min()).sum() - (cut["count"] == cut["count"].min()).sum())
    assert n_more > 0
    assert f"还有{n_more}条" in caption_of(RECIPES["slogan-cloud"], cut).zh
    assert "未全列" not in caption_of(RECIPES["slogan-cloud"], cut.assign(n_as_frequent=0)).zh


def test_the_latest_report_is_the_latest_by_its_day(copy):
    """All of one year, the first of the manifest delivered last; one without a date is not the latest."""
    days = ["2024-12-30", *(f"2024-01-{day:02}" for day in range(2, 12)), ""]
    years = [day[:4] for day in days]
    change(copy / "corpus/sample", lambda table: table.assign(date=days, year=years, subgenre=""))
    first = pd.read_csv(copy / "corpus/sample/reports.csv")["report_id"].iloc[0]
    assert set(rhetoric_barcode.tabulate("sample")["report_id"]) == {first}


def test_no_caption_holds_a_path_of_the_machine(copy):
    change(copy / "corpus/sample", lambda table: table.assign(genre="work-report", subgenre=""))
    drawn = draw("rhetoric-levels", str(copy / "corpus" / "sample"))
    assert "语料“sample”最近6份报告" in drawn.caption_zh
    entry = json.loads((drawn.folder / "MANIFEST.json").read_text(encoding="utf-8"))["figures"]["rhetoric-levels"]
    assert entry["collection"] == "sample"
    assert str(copy) not in (drawn.folder / "rhetoric-levels.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["手段", "引擎", "准确率", "再现", "表忠", "docs/"])
def test_a_thing_has_one_name(word):
    said = [*captions()["zh"], *captions()["title_zh"], *(label.zh for label in labels().values())]
    assert [text for text in said if word in text] == []


def test_brackets_are_as_wide_as_the_letters_around_them():
    said = {key: re.sub(r"\{[^{}]*\}", "", label.zh) for key, label in labels().items()}
    assert [key for key, text in said.items() if re.search("[一-鿿] ?[(]", text)] == []


def test_a_device_has_no_comma_of_a_list_in_its_name():
    assert [key for key, label in labels().items() if key.startswith("device:") and "、" in label.zh] == []

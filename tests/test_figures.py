"""Figures: what is drawn is the table, the font has every glyph, and the same input gives the same bytes."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from PIL import Image

import baogao as bg
from baogao.errors import BaogaoError, SettingError
from baogao.features.current import read_table
from baogao.figures.draw import draw, draw_into
from baogao.figures.fonts import check_figure, check_glyphs, font_path
from baogao.figures.gallery import write_gallery
from baogao.figures.marks import mark_events
from baogao.figures.output import FORMATS, save
from baogao.figures.page import Page
from baogao.figures.recipes import RECIPES, corpus_timeline, slogan_cloud, slogan_curves, slogan_heatmap
from baogao.figures.recipes.corpus_timeline import plot_coverage
from baogao.figures.recipes.recipe import caption_of
from baogao.figures.style import house_style
from baogao.language.lexicon import load_lexicon
from baogao.rounding import significant


@pytest.mark.parametrize("name", ["slogan-cloud", "topics-terms"])
def test_the_same_input_gives_the_same_bytes(tmp_path, name):
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        draw_into(folder, name, RECIPES[name].collection)
    for kind in FORMATS:
        assert (tmp_path / "a" / f"{name}.{kind}").read_bytes() == (tmp_path / "b" / f"{name}.{kind}").read_bytes()


@pytest.mark.parametrize("name", RECIPES)
def test_every_published_figure_has_its_table_and_says_what_it_is_made_from(study, name):
    entry = json.loads((study / "figures" / "MANIFEST.json").read_text(encoding="utf-8"))["figures"][name]
    assert sorted(entry["files"]) == [f"{name}.{kind}" for kind in ("csv", "pdf", "png", "svg")]
    svg = (study / "figures" / f"{name}.svg").read_text(encoding="utf-8")
    assert all(sha in svg for sha in entry["inputs"].values())
    assert "<dc:date>" not in svg
    with Image.open(study / "figures" / f"{name}.png") as picture:
        told = json.loads(picture.text["Description"])
    assert told == {key: value for key, value in entry.items() if key != "files"}


def test_the_font_is_free_and_its_licence_says_so():
    with TTFont(font_path(), lazy=True) as font:
        licence = " ".join(str(record) for record in font["name"].names if record.nameID in (13, 14))
    assert "SIL Open Font License" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in (font_path().parent / "OFL.txt").read_text(encoding="utf-8")


def test_the_font_draws_everyday_chinese_and_every_term_of_the_study():
    gb2312 = {chr(code) for code in range(0x4E00, 0xA000) if chr(code).encode("gb2312", "ignore")}
    assert len(gb2312) == 6763
    terms = {term for name in ("judicial", "work-reports", "provincial") for term in read_table(name, "terms")["term"]}
    check_glyphs("".join(gb2312 | terms), "the study")


def test_another_font_may_be_named_and_must_be_there(monkeypatch):
    font_path.cache_clear()
    monkeypatch.setenv("BAOGAO_FONT", "nowhere.ttf")
    with pytest.raises(BaogaoError, match=r"BAOGAO_FONT=nowhere\.ttf: no such file"):
        font_path()


def test_the_font_draws_every_form_of_the_lexicon():
    check_glyphs("".join(load_lexicon().forms), "the lexicon")


def test_a_missing_glyph_is_an_error_in_matplotlib(tmp_path):
    with house_style():
        figure = Figure()
        figure.subplots().set_xlabel("普法\U00020000")
    with pytest.raises(BaogaoError, match=r"no glyph for .* \(U\+20000\)"):
        check_figure(figure, "a figure")
    with pytest.raises(BaogaoError):
        save(figure, pd.DataFrame(), tmp_path, "x", {})
    assert list(tmp_path.iterdir()) == []


def test_a_missing_glyph_is_an_error_in_the_word_cloud():
    row = {"slogan_id": ["x"], "slogan": ["\U00020000普法"], "gloss_en": ["law"], "class": ["goal"]}
    table = pd.DataFrame({**row, "count": [3], "n_all": [2]})
    with pytest.raises(BaogaoError, match="U\\+20000"):
        slogan_cloud.plot_slogan_cloud(table)


def test_the_heat_map_draws_each_cell_of_its_table():
    table = slogan_heatmap.tabulate("work-reports")
    with house_style():
        axes = slogan_heatmap.plot_slogan_series(table, Page("zh", "two")).axes[0]
    [mesh] = [artist for artist in axes.get_children() if isinstance(artist, QuadMesh)]
    grid = mesh.get_array()
    assert np.ma.masked_invalid(grid).count() == len(table)
    assert np.nansum(grid) == pytest.approx(table["rate_per_10k"].sum())
    assert [label.get_text() for label in axes.get_yticklabels()] == list(dict.fromkeys(table["slogan"]))


def test_reports_of_another_kind_are_left_out_of_series():
    years = set(slogan_curves.tabulate("work-reports")["year"])
    assert len(years) == 48
    assert not years & {1955, 1956, 1958, 1960, 1964, 1980, 1982, 1986, 1991}


def test_every_curve_rests_on_thirty_hits_in_eight_reports_and_all_chosen_ones_are_shown():
    table = slogan_curves.tabulate("work-reports")
    per_slogan = table[table["count"] > 0].groupby("slogan_id")["count"].agg(["sum", "size"])
    assert (per_slogan["sum"] >= 30).all()
    assert (per_slogan["size"] >= 8).all()
    assert set(per_slogan.index) == set(slogan_curves.CHOSEN)


def test_the_timeline_draws_a_bar_for_each_year_and_a_cross_for_each_gap():
    table = pd.DataFrame({"year": [2000, 2003], "kind": "speech", "n_reports": 1, "n_chars": [1000, 3000]})
    with house_style():
        axes = plot_coverage(table).axes[0]
    assert [bar.get_height() for bar in axes.patches] == [1, 3]
    assert axes.lines[0].get_xdata().tolist() == [2001, 2002]


def test_premiers_and_congresses_are_marked_where_they_fall():
    """Wen Jiabao read first in 2004; the 16th congress (2002) shows first in the report of 2003."""
    with house_style():
        axes = Figure(figsize=(7, 3)).subplots()
        axes.set_xlim(2000, 2010)
        mark_events(axes, Page("en", "two"), 2000, 2010, inches=6)
    marks, premier = axes.lines
    assert marks.get_xdata().tolist() == [2002.5, 2007.5]
    assert premier.get_xdata() == [2003.5, 2003.5]
    assert [name.get_text() for name in axes.texts] == ["Wen"]


@pytest.mark.parametrize(("labels", "words"), [("zh", ["年份"]), ("en", ["year"]), ("both", ["年份", "year"])])
def test_words_are_in_the_language_of_the_page(labels, words):
    table = pd.DataFrame({"year": [2000, 2003], "kind": "speech", "n_reports": 1, "n_chars": [1000, 3000]})
    with house_style():
        axes = plot_coverage(table, Page(labels, "one")).axes[0]
    assert axes.get_xlabel().split() == words


def test_a_caption_is_filled_from_the_numbers_drawn():
    table = pd.DataFrame({"year": [2000, 2003], "kind": "speech", "n_reports": 1, "n_chars": [1000, 3000]})
    zh, en = caption_of(RECIPES["corpus-timeline"], table)
    assert "2000–2003" in zh
    assert "n = 2 dated reports" in en
    assert "(2 years)" in en


def test_ones_own_slogans_are_drawn_and_unknown_ones_are_refused(copy, baogao, refused):
    code, out, _ = baogao(
        "figures", "work-reports", "--slogan", "改革开放", "--slogan", "一带一路", "--out", copy / "own"
    )
    assert code == 0
    assert sorted(Path(line).stem for line in out.split()) == ["slogan-curves", "slogan-heatmap", "slogan-lives"]
    drawn_slogans = pd.read_csv(copy / "own" / "slogan-curves.csv")["slogan"].unique().tolist()
    assert sorted(drawn_slogans) == ["一带一路", "改革开放"]
    entries = json.loads((copy / "own" / "MANIFEST.json").read_text(encoding="utf-8"))["figures"]
    assert "2 chosen slogans" in entries["slogan-curves"]["caption"]
    refused(
        ["figures", "slogan-curves", "--slogan", "不是口号的话"],
        "不是口号的话",
        "not in the lexicon",
        "docs/extending.md",
    )
    refused(["figures", "slogan-cloud", "--slogan", "改革开放"], "draws no slogans of one's own", "slogan-heatmap")
    refused(["figures", "--width", "one"], "name a collection or a figure")


def test_of_ones_own_slogans_those_that_cannot_be_drawn_are_named_and_the_others_drawn(copy, baogao):
    """四人帮 is in the lexicon, and the sample does not use it."""
    forms = [word for form in ("枫桥经验", "不是口号的话", "四人帮") for word in ("--slogan", form)]
    code, out, err = baogao("figures", "sample", *forms, "--out", copy / "own")
    assert code == 0
    assert f"{copy}/own/slogan-heatmap.svg" in out.split()
    assert pd.read_csv(copy / "own" / "slogan-heatmap.csv")["slogan"].unique().tolist() == ["枫桥经验"]
    assert "left out: 不是口号的话: not in the lexicon" in err
    assert "left out: 四人帮: sample does not use it." in err
    assert err.splitlines()[-1] == f"see {copy}/own/index.html"


def test_slogans_that_never_cross_are_drawn():
    series = pd.DataFrame({"year": [2000, 2001] * 2, "count": [3, 3, 1, 1], "rate_per_10k": [3.0, 3.0, 1.0, 1.0]})
    names = {"slogan_id": ["a", "a", "b", "b"], "slogan": ["普法", "普法", "法治", "法治"], "gloss_en": "law"}
    table = series.assign(row=0, role=["old", "old", "new", "new"], crossing=pd.NA, **names)
    with house_style():
        figure = RECIPES["slogan-lives"].plot(table, Page("zh", "two"))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["普法", "法治"]


def test_other_words_and_widths_go_to_a_folder_of_their_own(copy):
    drawn = draw("corpus-timeline", page=Page("en", "one"))
    assert drawn.folder == copy / "figures/local/work-reports/en-one"
    entry = json.loads((drawn.folder / "MANIFEST.json").read_text(encoding="utf-8"))["figures"]["corpus-timeline"]
    assert (entry["labels"], entry["width"]) == ("en", "one")
    assert 'width="244.8pt"' in (drawn.folder / "corpus-timeline.svg").read_text(encoding="utf-8")
    assert not draw("corpus-timeline", page=Page("en", "one")).anew


def test_text_of_an_svg_is_text_and_its_letters_are_in_it(tmp_path):
    with house_style():
        figure = Figure(figsize=(2, 1))
        figure.text(0.5, 0.5, "普法 law")
        save(figure, pd.DataFrame(), tmp_path, "x", {})
    svg = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert ">普法 law</text>" in svg
    assert "'Noto Sans CJK SC'" in svg
    data = base64.b64decode(re.search(r"base64,([^)]+)\)", svg)[1])
    with TTFont(io.BytesIO(data)) as font:
        assert {chr(code) for code in font.getBestCmap()} == set("普法 law")


def test_the_page_of_figures_names_each_with_captions_and_links(tmp_path):
    entry = {
        "collection": "work-reports",
        "inputs": {},
        "files": {},
        "recipe": RECIPES["slogan-heatmap"].plot.__module__,
    }
    words = {"title": "Slogans <1>", "title_zh": "提法", "caption": 'a "caption"', "caption_zh": "题注"}
    manifest = {"figures": {"slogan-heatmap": {**entry, **words}}}
    (tmp_path / "MANIFEST.json").write_text(json.dumps(manifest), encoding="utf-8")
    text = write_gallery(tmp_path).read_text(encoding="utf-8")
    for part in (
        "Slogans &lt;1&gt;",
        "提法",
        "a &quot;caption&quot;",
        "题注",
        'href="slogan-heatmap.csv"',
        "slogan_heatmap.py</a>",
    ):
        assert part in text
    assert "<!--" not in text
    assert list(json.loads((tmp_path / "MANIFEST.json").read_text(encoding="utf-8"))["pages"]) == ["index.html"]


def test_the_timeline_tells_a_report_without_a_text_from_a_year_without_a_report():
    table = corpus_timeline.tabulate("work-reports")
    absent = table[table["kind"] == corpus_timeline.MADE]
    assert absent[["year", "n_reports", "n_chars"]].to_numpy().tolist() == [[1962, 0, 0], [1991, 0, 0]]
    with house_style():
        axes = plot_coverage(table).axes[0]
    assert [1962, 1991] in [list(line.get_xdata()) for line in axes.lines]
    later = corpus_timeline.tabulate(bg.collection("work-reports").where(year=range(1978, 1990)))
    assert corpus_timeline.MADE not in set(later["kind"])


def test_of_a_family_the_heatmap_draws_no_form_in_parts_beside_one_with_a_name():
    slogans = set(slogan_heatmap.tabulate("work-reports")["slogan"])
    assert "以习近平同志为核心的党中央" in slogans
    assert not any("…为" in slogan for slogan in slogans)


def test_the_dots_beside_the_cloud_are_the_counts():
    table = slogan_cloud.tabulate("sample")
    with house_style():
        figure = slogan_cloud.plot_slogan_cloud(table)
    cloud, dots = figure.axes
    assert dots.collections[1].get_offsets()[:, 0].tolist() == table["count"].tolist()
    assert sorted(word.get_text() for word in cloud.texts) == sorted(table["slogan"])


def test_words_of_the_cloud_do_not_overlap():
    with house_style():
        figure = slogan_cloud.plot_slogan_cloud(slogan_cloud.tabulate("work-reports"))
        figure.draw_without_rendering()
        boxes = [word.get_window_extent().padded(-1) for word in figure.axes[0].texts]
    assert len(boxes) == slogan_cloud.MOST
    touching = [(i, j) for i, a in enumerate(boxes) for j, b in enumerate(boxes[:i]) if a.overlaps(b)]
    assert touching == []


def test_what_is_written_has_six_significant_digits():
    table = significant(pd.DataFrame({"a": [123456.789, 0.000123456789], "b": [1234567, 2]}))
    assert table["a"].tolist() == [123457.0, 0.000123457]
    assert table["b"].tolist() == [1234567, 2]


def test_another_collection_goes_to_its_own_folder(copy):
    drawn = draw("slogan-heatmap", "sample")
    assert drawn.folder == copy / "figures" / "local" / "sample"
    assert (drawn.folder / "slogan-heatmap.svg").is_file()


def test_a_figure_refuses_a_collection_that_is_too_small_for_it():
    with pytest.raises(SettingError, match="slogan-curves: judicial has 5 report"):
        draw("slogan-curves", "judicial")
    with pytest.raises(SettingError, match="no such figure; there are corpus-timeline"):
        draw("slogan-pie")


def test_a_figure_is_drawn_again_only_where_it_is_not_up_to_date(copy):
    assert draw("corpus-timeline", "sample").anew
    again = draw("corpus-timeline", "sample")
    assert not again.anew
    (again.folder / "corpus-timeline.csv").write_text("a\n", encoding="utf-8")
    assert draw("corpus-timeline", "sample").anew
    manifest = copy / "corpus/sample/reports.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("2019", "2018", 1), encoding="utf-8")
    assert draw("corpus-timeline", "sample").anew


def test_figures_of_a_collection_are_kept_and_a_refusal_leaves_out_its_own_only(copy, baogao):
    """Three reports of one year, without an issuer: no recipe's refusal of them stops the others."""
    source = copy / "FOLDER"
    source.mkdir()
    text = (copy / "corpus/sample/texts/lan-2020.txt").read_text(encoding="utf-8")
    for number, day in enumerate(("1月5日", "1月6日", "1月7日")):
        lines = [f"普法工作报告{number}", f"2024年{day}", *text.splitlines()[3:-1]]
        (source / f"r{number}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert baogao("import", source, "mine")[0] == 0
    assert baogao("build", "mine")[0] == 0
    code, out, err = baogao("figures", "mine")
    assert code == 0
    drawn = out.split()
    assert f"{copy}/figures/local/mine/slogan-cloud.svg" in drawn
    assert len(drawn) + err.count("left out: ") == len(RECIPES)
    assert "left out: robustness-transcriptions: " in err
    times = {path: Path(path).stat().st_mtime_ns for path in drawn}
    assert baogao("figures", "mine")[:2] == (0, out)
    assert {path: Path(path).stat().st_mtime_ns for path in drawn} == times


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("slogan-survival", "at least 15 reports"),
        ("slogan-lives", "at least 8 reports of 8 years"),
        ("slogan-bursts", "at least 365 reports"),
        ("slogan-diffusion", "at least 20 reports"),
    ],
)
def test_figures_of_lives_and_diffusion_refuse_what_is_too_small(name, words):
    with pytest.raises(SettingError, match=words):
        RECIPES[name].tabulate("sample")


def test_survival_and_lives_draw_their_tables():
    table = RECIPES["slogan-survival"].tabulate("work-reports")
    figure = RECIPES["slogan-survival"].plot(table)
    drawn = [line.get_xydata() for line in figure.axes[0].get_lines() if len(line.get_xydata()) > 2]
    own = table[table["panel"] == "all"]
    assert np.allclose(drawn[0], own[["time", "survival"]].to_numpy(float))
    lives = RECIPES["slogan-lives"].tabulate("work-reports")
    assert (lives.groupby(["row", "role"])["count"].sum() >= 3).all()
    assert lives.drop_duplicates("row")["crossing"].is_monotonic_increasing


def test_the_adoption_figure_names_the_missing_regions_and_the_centre():
    table = RECIPES["slogan-adoption"].tabulate("provincial")
    assert len(table["missing"].iloc[0].split()) == 10
    assert ((table["low"] <= table["share_change"]) & (table["share_change"] <= table["high"])).all()
    rows = table.drop_duplicates("slogan_id").set_index("slogan")
    assert rows.loc["投资于人", "centre_date"] == "2025-03-05"

"""Figures of collections of other sizes, lengths and names than the study's: invented tables, every page."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import QuadMesh

from baogao.features.current import read_table
from baogao.figures.labels import report_names
from baogao.figures.page import PAGES, Page
from baogao.figures.readable import faults
from baogao.figures.recipes import RECIPES, slogan_cloud
from baogao.figures.style import HEAT_BOUNDS, heat_bounds, house_style

COUNTIES = ["澜州市", "石渚县", "云浔区", "双桥县"]
ZH = Page("zh", "two")


@pytest.fixture(autouse=True)
def style():
    """Letters are as wide as in the study's figures while a test measures them."""
    with house_style():
        yield


def plotted(name, table, page=ZH):
    return RECIPES[name].plot(table, page)


def reports(n, *, long=False, genres=("work-report",)):
    """Reports of some places and years; with long names, as files are called."""
    rows = [(place, year) for place in COUNTIES for year in range(2015, 2030)][:n]
    names = [f"{place}{year}" + "年政府工作报告" * long for place, year in rows]
    return pd.DataFrame({"report_id": names, "report_name": names, "genre": (list(genres) * n)[:n], "n_chars": 12345})


def test_reports_go_by_place_and_year_where_their_names_are_chinese_and_these_are_known_and_their_own():
    table = pd.DataFrame(
        {
            "report_id": ["年报-1", "年报-2", "年报-3", "年报-4", "年报-5", "lan-2024", "云浔区2020", "年报-6"],
            "region": ["澜州市", "澜州市", "石渚县", "石渚县", "", "澜州市", "云浔区", "云浔区"],
            "year": pd.array([2020, pd.NA, 2021, 2021, 2022, 2024, 2020, 2020], dtype="Int64"),
        }
    )
    expected = ["澜州市2020", "年报-2", "年报-3", "年报-4", "年报-5", "lan-2024", "云浔区2020", "年报-6"]
    assert list(report_names(table).values()) == expected


@pytest.mark.parametrize(("n", "long", "genres"), [(3, False, 1), (12, False, 1), (12, True, 2), (15, True, 1)])
def test_heads_of_many_reports_can_be_read(n, long, genres):
    columns = reports(n, long=long, genres=("work-report", "meeting-report")[:genres])
    slogans = pd.DataFrame({"slogan_id": ["a", "b"], "slogan": ["普法", "依法行政"], "gloss_en": ["law", "by law"]})
    table = slogans.merge(columns, how="cross").assign(count=1, rate_per_10k=9.8)
    for page in PAGES:
        figure = plotted("slogan-reports", table, page)
        assert faults(figure) == [], page.slug
        heads = [head.get_text() for head in figure.axes[0].get_xticklabels()]
        assert all("12,345" in head for head in heads)


def test_the_colours_of_a_heat_map_are_those_of_the_study_where_they_tell_its_rates_apart():
    rates = RECIPES["slogan-heatmap"].tabulate("work-reports")["rate_per_10k"]
    assert heat_bounds(rates[rates > 0].tolist()) == HEAT_BOUNDS
    assert heat_bounds([0.2, 0.6, 1.1, 2.2, 4.4]) == HEAT_BOUNDS


@pytest.mark.parametrize("least", [0.013, 0.4, 1.0, 3.0, 9.7, 1000.0])
@pytest.mark.parametrize("times", [1.0, 1.05, 2.0, 9.0, 60.0])
def test_other_bounds_are_round_hold_every_rate_and_part_none_that_hardly_differ(least, times):
    rates = [least, least * 1.02, least * times]
    bounds = heat_bounds(rates)
    classes = np.searchsorted(bounds, rates, side="right")
    assert 3 <= len(bounds) - 1 <= 6 or bounds == HEAT_BOUNDS
    assert all(bound == int(bound) or float(f"{bound:.2g}") == bound for bound in bounds)
    assert classes.min() > 0
    assert classes[0] == classes[1]
    assert times < 2 or classes[2] > classes[0]
    assert times >= 1.1 or len(set(classes)) == 1


@pytest.mark.parametrize("n_years", [3, 12])
def test_a_heat_map_of_short_reports_tells_one_occurrence_from_two_and_ends_with_its_years(n_years):
    years = list(range(2015, 2015 + n_years))
    counts = [1] * (n_years - 1) + [2]
    sizes = [1000 + 10 * (year % 4) for year in years]
    table = pd.DataFrame({"slogan_id": "a", "slogan": "普法", "gloss_en": "law", "year": years, "n_reports": 1})
    table = table.assign(count=counts, rate_per_10k=[1e4 * k / n for k, n in zip(counts, sizes, strict=True)])
    for page in PAGES:
        figure = plotted("slogan-heatmap", table, page)
        assert faults(figure) == [], page.slug
        axes = figure.axes[0]
        [mesh] = [artist for artist in axes.get_children() if isinstance(artist, QuadMesh)]
        colours = mesh.cmap(mesh.norm(mesh.get_array())).reshape(n_years, 4)
        assert len(np.unique(colours, axis=0)) == 2
        assert axes.get_xlim() == (years[0] - 0.5, years[-1] + 0.5)
        figure.draw_without_rendering()
        name, bar = axes.xaxis.label.get_window_extent(), figure.axes[1].get_window_extent()
        assert name.y0 > bar.y1


@pytest.mark.parametrize(("n", "least"), [(3, 950), (12, 950), (40, 100)])
def test_dots_of_lengths_lie_on_the_axis_and_apart(n, least):
    rows = [(COUNTIES[number % 3], 2018 + number // 3 % 4, least + 30 * number) for number in range(n)]
    table = pd.DataFrame(rows, columns=["value", "year", "n_chars"]).assign(by="region", report_id="a")
    table["median_chars"] = table.groupby("value")["n_chars"].transform("median")
    for page in PAGES:
        figure = plotted("corpus-card", table, page)
        assert faults(figure) == [], page.slug
        axes = figure.axes[0]
        dots = [line for line in axes.lines if line.get_marker() == "o"]
        places = np.concatenate([line.get_xydata() for line in dots])
        low, high = axes.get_xlim()
        assert len(places) == n
        assert not any(line.get_clip_on() for line in dots)
        assert ((places[:, 0] > low) & (places[:, 0] < high)).all()
        assert (np.ptp(places[:, 0]) > (high - low) / 2) | (low == 0)
        assert abs(places[:, 1] - places[:, 1].round()).max() < 0.3


def rates(columns):
    """Rates of three devices in some reports; nobody resolves anything."""
    devices = pd.DataFrame({"device": ["past", "deontic_resolve", "hedge"], "rate_per_10k": [9.8, 0.0, 3.0]})
    table = columns.rename(columns={"report_id": "report"}).merge(devices, how="cross")
    spans = dict.fromkeys(("corrected", "corrected_low", "corrected_high"), np.nan)
    return table.assign(drawn=table["device"] != "hedge", count=1, **spans)


@pytest.mark.parametrize("n", [3, 12, 15])
def test_of_devices_that_no_report_has_there_is_no_panel_and_the_note_names_them(n):
    for page, long in product(PAGES, (False, True)):
        figure = plotted("rhetoric-reports", rates(reports(n, long=long)), page)
        assert faults(figure) == [], page.slug
        titles = [axes.get_title(loc="left") for axes in figure.axes if axes.axison]
        assert len(titles) == 1
        noted = figure.get_supxlabel().replace("\n", " ")
        assert ("坚决" in noted) == (page.labels != "en")
        assert ("none found" in noted) == (page.labels != "zh")


def test_the_genre_of_reports_is_named_where_they_differ():
    for genres in (("work-report",), ("work-report", "meeting-report")):
        axes = plotted("rhetoric-reports", rates(reports(4, genres=genres))).axes[0]
        assert ["\n" in label.get_text() for label in axes.get_yticklabels()] == [len(genres) > 1] * 4


def test_of_slogans_with_the_same_places_the_cloud_draws_the_one_that_holds_the_other():
    table = pd.DataFrame({"slogan_id": ["a", "ab", "abc", "d", "e"]})
    within = pd.DataFrame({"slogan_id": ["a", "a", "ab", "d"], "other": ["ab", "abc", "abc", "rare"]})
    assert slogan_cloud.apart(table, within, 4)["slogan_id"].tolist() == ["abc", "d", "e"]
    assert slogan_cloud.apart(table, within.head(0), 2)["slogan_id"].tolist() == table["slogan_id"].tolist()


def test_no_slogan_of_the_cloud_of_the_sample_lies_in_another_one_each_time():
    """By offsets: each occurrence of 获得感 in the sample is within 获得感、幸福感、安全感."""
    hits = read_table("sample", "hits")
    drawn = set(slogan_cloud.tabulate("sample")["slogan_id"])
    own = hits[hits["slogan_id"].isin(drawn)]
    pairs = own.merge(own, on="passage_id", suffixes=("", "_other"))
    pairs = pairs[(pairs["slogan_id"] != pairs["slogan_id_other"])]
    pairs = pairs[(pairs["start_other"] <= pairs["start"]) & (pairs["end"] <= pairs["end_other"])]
    covered = pairs.drop_duplicates(["passage_id", "start", "end", "slogan_id", "slogan_id_other"])
    shares = covered.groupby(["slogan_id", "slogan_id_other"]).size() / own.groupby("slogan_id").size()
    assert len(covered)
    assert shares.max() < 1


def test_words_that_are_longer_than_the_cloud_are_cut_and_the_rest_fits():
    glosses = [f"the {number}th plan for the education of every citizen in the law" for number in range(30)]
    table = pd.DataFrame({"slogan_id": glosses, "slogan": "普法", "gloss_en": glosses, "class": "goal"})
    table = table.assign(slogan=[f"普法{number}" for number in range(30)], count=range(40, 10, -1), n_all=12)
    figure = plotted("slogan-cloud", table, Page("en", "one"))
    assert len(figure.axes[0].texts) == 30
    assert faults(figure) == []

"""The explorer as a person uses it: in Chromium, from the disk, by mouse and by keys, in Chinese and English."""

import os
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import baogao as bg
from baogao.paths import find_study
from baogao.study.explorer.page import page as written
from explorer_pages import COUNTIES, FORMULA, QUOTES, TAG, TITLES, YEARS, county_page, hostile_page, part

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
COLUMNS = ["n_reports", "n_chars", "count", "nested_count", "rate_per_10k", "low", "high"]
VIEWS = ["slogans", "table", "groups", "topics", "rhetoric", "reuse", "reports", "about"]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser at {CHROMIUM} (CHROMIUM names another)")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory, study):
    """Pages that were asked for once, by name: a collection's, one with text, of hostile reports, of three counties."""
    folder, made = tmp_path_factory.mktemp("pages"), {}

    def page(name, *, text=False):
        if (name, text) not in made:
            path = folder / f"{name}{'-text' * text}.html"
            own = {"hostile": hostile_page, "counties": county_page}.get(name)
            made[name, text] = own(study, folder) if own else bg.explore(name, out=path, text=text)
        return made[name, text]

    return page


@pytest.fixture(scope="module")
def study():
    return find_study(Path(__file__).parent)


@pytest.fixture
def visit(browser, pages):
    """Open a page from the disk; at the end nothing may have been said on the console or asked of a network."""
    faults, contexts = [], []

    def opened(name, address="", *, text=False, width=1280, lang="en"):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-US", accept_downloads=True)
        contexts.append(context)
        path = name if isinstance(name, Path) else pages(name, text=text)
        page, file = context.new_page(), path.as_uri()
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on(
            "request", lambda request: faults.append(f"request: {request.url}") if other(request.url, file) else None
        )
        page.goto(f"{file}#lang={lang}&{address}")
        page.wait_for_selector("#view > *")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def other(url, file):
    """Whether a request is for anything but the page itself and what it holds."""
    return not (url.split("#")[0] == file or url.startswith(("data:", f"blob:{file[:7]}", "blob:null")))


def point(page, *names):
    """The point of a chart with these names: the slogan, then the cell."""
    mark = page.locator(f'[data-point="{"|".join(map(str, names))}"]')
    mark.wait_for(state="attached")
    return mark


def search_for(page, words):
    page.fill("#search", words)
    return page.locator(".results .form").all_inner_texts()


def downloaded(page, button):
    with page.expect_download() as waiting:
        button.click()
    return pd.read_csv(waiting.value.path(), encoding="utf-8-sig"), Path(waiting.value.path()).read_bytes()


def test_search_finds_by_form_pinyin_gloss_and_class(visit):
    page = visit("sample")
    assert search_for(page, "枫桥经验")[0] == "枫桥经验"
    assert search_for(page, "fengqiao")[0] == "枫桥经验"
    assert search_for(page, "Fengqiao experience")[0] == "枫桥经验"
    table = bg.slogan_summary("sample")
    assert set(search_for(page, "doctrine")) >= set(table.loc[table["class"] == "doctrine", "slogan"])
    assert search_for(page, "no such slogan") == []
    assert "baogao slogans sample" in page.inner_text(".search")


def test_a_slogan_chosen_by_its_result_is_drawn_with_zeros(visit):
    page = visit("sample")
    search_for(page, "七五普法")
    page.keyboard.press("Enter")
    assert page.locator(".chosen .name").inner_text().startswith("七五普法")
    rates = bg.slogan_rates("sample", "七五普法", variants=True).set_index("year")
    for year in (2019, 2020, 2021, 2022):  # the last two are zeros
        spoken = point(page, "七五普法", year).get_attribute("aria-label")
        assert f", {rates.loc[year, 'count']} times" in spoken
    heights = [point(page, "七五普法", year).bounding_box()["y"] for year in (2019, 2021, 2022)]
    assert heights[0] < heights[1] == heights[2]


def test_several_slogans_are_compared_and_taken_away(visit):
    page = visit("sample", "slogan=七五普法")
    search_for(page, "八五普法")
    page.click(".results button")
    assert page.locator(".chosen li").count() == 2
    assert point(page, "八五普法", 2022).bounding_box()["y"] < point(page, "七五普法", 2022).bounding_box()["y"]
    page.get_by_role("button", name="Take away 七五普法").click()
    page.wait_for_function("() => document.querySelectorAll('.chosen li').length === 1")
    assert page.locator('[data-point="七五普法|2019"]').count() == 0


def test_no_more_than_six_are_compared(visit):
    page = visit("sample")
    for result in page.locator(".results .form").all_inner_texts()[:8]:
        if page.locator(f'[data-focus="result-{result}"][aria-pressed="false"]').count():
            page.click(f'[data-focus="result-{result}"]')
    assert page.locator(".chosen li").count() == 6
    assert "At most 6" in page.inner_text("#said")


def test_charts_react_to_the_group_and_to_count(visit):
    page = visit("sample", "slogan=枫桥经验")
    point(page, "枫桥经验", 2019)
    page.click('[data-focus="by-region"]')
    table = bg.slogan_rates("sample", "枫桥经验", by="region", variants=True).set_index("region")["rate_per_10k"]
    boxes = {region: point(page, "枫桥经验", region).bounding_box()["x"] for region in table.index}
    assert sorted(boxes, key=boxes.get) == table.sort_values().index.tolist()
    page.click('[data-focus="by-year"]')
    page.click('[data-focus="measure-count"]')
    page.wait_for_selector('.plot [class^="points-"] rect', state="attached")
    assert page.locator('.plot [class^="points-"] rect').count() == 4  # a bar a year


BARS = """() => [...document.querySelectorAll('.plot g:not([class^=points]) > rect')].map((bar) => {
  const opacity = bar.getAttribute('fill-opacity') ?? bar.parentNode.getAttribute('fill-opacity');
  return [opacity, bar.getBoundingClientRect().height];
})"""


def test_what_is_nested_is_drawn_apart(visit):
    page = visit("sample", "slogan=普法&unit=form&measure=count")
    point(page, "普法", 2019)
    table = bg.slogan_rates("sample", "普法")
    heights = page.evaluate(BARS)
    pale = [height for opacity, height in heights if opacity]
    solid = [height for opacity, height in heights if not opacity]
    assert [height > 0.5 for height in solid] == (table["count"] > 0).tolist()
    assert [height > 0.5 for height in pale] == (table["nested_count"] > 0).tolist()
    unit = max(solid) / table["count"].max()
    np.testing.assert_allclose(pale, table["nested_count"] * unit, atol=1)


@pytest.mark.parametrize(
    ("name", "by", "unit"),
    [
        ("sample", "year", "form"),
        ("sample", "report", "slogan"),
        ("sample", "genre", "family"),
        ("provincial", "year", "slogan"),
        ("provincial", "level", "form"),
        ("provincial", "region", "family"),
    ],
)
def test_a_download_has_the_numbers_of_the_library(visit, name, by, unit):
    forms = ["七五普法", "枫桥经验"] if name == "sample" else ["新质生产力", "高质量发展", "枫桥经验"]
    if by == "level":  # of one level: cells of the page are for several
        by = "report"
    page = visit(name, "&".join(f"slogan={form}" for form in forms) + f"&by={by}&unit={unit}")
    table, _ = downloaded(page, page.locator(".tools [data-download]"))
    wanted = bg.slogan_rates(name, forms, by=by, variants=unit == "slogan", family=unit == "family")
    assert table.columns.tolist() == ["form", by, *COLUMNS]
    assert table[by].astype(str).tolist() == wanted[by].astype(str).tolist()
    assert len(set(table["form"])) == len(forms)
    for column in COLUMNS:
        np.testing.assert_allclose(table[column].astype(float), wanted[column].astype(float), rtol=1e-5)
    if (name, by) == ("provincial", "year"):
        assert table["low"].notna().all()  # 21 issuers
    if name == "sample":
        assert table["low"].isna().all()  # three


def test_intervals_are_drawn_where_there_are_ten_issuers(visit):
    page = visit("provincial", "slogan=新质生产力")
    assert "95 % interval" in point(page, "新质生产力", 2026).get_attribute("aria-label")
    assert "same issuers stand in several cells" in page.inner_text("figcaption")
    page = visit("sample", "slogan=七五普法")
    assert "interval" not in point(page, "七五普法", 2019).get_attribute("aria-label")
    assert "No intervals" in page.inner_text("figcaption")


def test_other_kinds_of_report_are_left_out_until_asked_for(visit):
    page = visit("work-reports", "slogan=改革开放&unit=form")
    main = bg.collection("work-reports").where(subgenre="")
    table, _ = downloaded(page, page.locator(".tools [data-download]"))
    assert table["count"].tolist() == bg.slogan_rates(main, "改革开放")["count"].tolist()
    page.click('[data-focus="kind-all"]')
    page.wait_for_selector("text=57 reports.")
    table, _ = downloaded(page, page.locator(".tools [data-download]"))
    assert table["count"].tolist() == bg.slogan_rates("work-reports", "改革开放")["count"].tolist()


def test_a_point_leads_to_its_passages(visit):
    page = visit("sample", "slogan=枫桥经验")
    point(page, "枫桥经验", 2020).click()
    page.wait_for_selector("#passages")
    rows = page.locator("#passages tbody tr").all_inner_texts()
    hits = bg.collection("sample").where(year=2020).hits
    own = hits[(hits["slogan_id"] == "feng-qiao-jing-yan") & hits["maximal"]]  # no other slogan is around these
    rates = bg.slogan_rates("sample", "枫桥经验", variants=True).set_index("year")
    assert len(rows) == len(own) == rates.loc[2020, "count"] > 0
    for _, hit in own.iterrows():
        assert [row for row in rows if hit["passage_id"] in row and f"{hit['start']}–{hit['end']}" in row]
    assert "holds no text" in page.inner_text("#passages")
    assert "baogao kwic sample 枫桥经验" in page.inner_text("#passages")


def test_a_point_of_a_slogan_lists_each_place_that_it_counts_once(visit):
    for unit in ("slogan", "family"):
        page = visit("counties", f"slogan=枫桥经验&unit={unit}&measure=count")
        mark = point(page, "枫桥经验", 2022)
        assert "3 times (3 shorter wordings inside these, not counted again)" in mark.get_attribute("aria-label")
        assert [height for opacity, height in page.evaluate(BARS) if opacity and height > 0.5] == []
        mark.click()
        page.wait_for_selector("#passages")
        assert page.locator("#passages .node").all_inner_texts() == ["新时代“枫桥经验”"] * 3
        assert "3 occurrences" in page.inner_text("#passages-title")
        table, _ = downloaded(page, page.locator("#passages [data-download]"))
        assert table["report"].tolist() == [f"{county}-2022" for county in COUNTIES]


def test_a_point_of_a_form_lists_the_nested_ones_marked(visit):
    page = visit("counties", "slogan=枫桥经验&unit=form&at=2022&of=枫桥经验")
    assert page.locator("#passages .node").all_inner_texts() == ["枫桥经验"] * 3
    assert page.locator("#passages .nested").count() == 3
    assert "0 of its own, 3 nested" in page.inner_text("#passages-title")
    assert "0 of its own, 6 nested" in page.inner_text(".chosen")


def test_rates_that_are_all_zero_are_drawn_at_zero(visit):
    page = visit("counties", "slogan=枫桥经验&unit=form&by=report")
    box = point(page, "枫桥经验", f"{COUNTIES[0]}-2021").bounding_box()
    zero = page.locator(".plot svg text").filter(has_text=re.compile("^0$")).bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(zero["x"] + zero["width"] / 2, abs=1.5)
    page = visit("counties", "slogan=枫桥经验&unit=form")
    boxes = page.locator(".plot .point").evaluate_all("all => all.map((each) => each.getBoundingClientRect().bottom)")
    frame = page.locator(".plot svg").bounding_box()
    assert min(boxes) > frame["y"] + 0.8 * frame["height"]


NAMES = [f"政府工作报告 · {county} {year}" for year in YEARS for county in COUNTIES]


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("view=reports", "[data-table=reports] tbody td:first-child"),
        ("view=reuse", "[data-table=reuse] tbody td:first-child"),
        ("slogan=枫桥经验&by=report", "[data-chart=curve] svg [aria-label], [data-chart=curve] svg text"),
        ("view=rhetoric&by=report", "[data-chart=device] svg text"),
    ],
)
def test_reports_of_one_title_are_told_apart(visit, address, where):
    page = visit("counties", address)
    page.wait_for_timeout(300)
    texts = page.locator(where).all_text_contents()
    assert sorted(text for text in texts if text.startswith("政府")) == sorted(NAMES)


def test_the_id_of_a_report_is_there_for_who_points_at_its_name(visit):
    page = visit("counties", f"view=reports&report={COUNTIES[0]}-2022")
    assert page.locator(".passages h3 [title]").get_attribute("title") == f"{COUNTIES[0]}-2022"
    page = visit("counties", "slogan=枫桥经验&by=report")
    spoken = point(page, "枫桥经验", f"{COUNTIES[0]}-2022").get_attribute("aria-label")
    assert spoken.startswith(f"枫桥经验 · 政府工作报告 · {COUNTIES[0]} 2022, {COUNTIES[0]}-2022, ")
    page = visit("counties", "slogan=枫桥经验&by=report", width=390)
    page.wait_for_selector(".plot .point", state="attached")
    drawn = page.locator(".plot svg text").all_text_contents()
    assert len({text for text in drawn if "县" in text}) == len(NAMES)  # cut, but still told apart


def test_titles_of_their_own_stay_as_they_are(visit):
    page = visit("provincial", "view=reports")
    shown = set(page.locator("[data-table=reports] .link").all_inner_texts())
    assert shown <= set(bg.collection("provincial").reports["title"])


def test_what_is_typed_but_not_listed_is_said(visit):
    page = visit("counties")
    assert search_for(page, "营商环境") == ["优化营商环境"]
    assert "itself is none of these" in page.inner_text(".search .count")
    assert "baogao slogans mine --slogan 营商环境" in page.inner_text(".search .count")
    for listed in ("优化营商环境", "fengqiao", "典型"):  # a form, pinyin, a class
        assert search_for(page, listed)
        assert "itself" not in page.inner_text(".search .count")


def test_with_text_a_point_leads_to_its_lines(visit):
    page = visit("sample", "slogan=七五普法&unit=form&at=2019&of=七五普法", text=True)
    lines = page.locator("#passages .kwic").all_inner_texts()
    kwic = bg.kwic(bg.collection("sample").where(year=2019), "七五普法")
    assert len(lines) == len(kwic) > 0
    nodes = set(page.locator("#passages .node").all_inner_texts())
    assert {re.sub("[“”]", "", node) for node in nodes} == {"七五普法"}
    assert "holds lines of text" in page.inner_text("#passages")
    page.click('[data-focus="order-right"]')
    page.wait_for_selector('[data-focus="order-right"][aria-pressed="true"]')
    right = page.locator("#passages .right").all_inner_texts()
    assert right == sorted(right)
    assert len(right) == len(kwic)
    assert "holds lines" in page.inner_text("#foot")


def test_a_count_of_zero_leads_to_a_plain_sentence(visit):
    page = visit("sample", "slogan=七五普法&at=2022&of=七五普法")
    assert "the count is zero" in page.inner_text("#passages")


def test_hostile_titles_and_slogans_stay_text(visit):
    page = visit("hostile", text=True)
    assert page.title() == TITLES[2]
    forms = page.locator(".results .form").all_inner_texts()
    assert {TAG, FORMULA, QUOTES} <= set(forms)
    for form in (TAG, FORMULA, QUOTES):
        page.fill("#search", form)
        page.keyboard.press("Enter")
        page.wait_for_function("form => document.querySelector('.chosen .name')?.innerText.startsWith(form)", arg=form)
        page.click('[data-focus="by-report"]')
        page.locator(".plot .point").first.hover()
        page.locator(".plot .point").first.click()
        assert page.locator("#passages .node").first.inner_text() == form
    for view in VIEWS:
        page.evaluate("view => { location.hash = `#view=${view}&lang=en` }", view)
        page.wait_for_selector(f'[data-focus="view-{view}"][aria-current]')
        assert page.locator("#view img, #view script, #head script, svg script").count() == 0
    page.evaluate("location.hash = '#view=reports&lang=en'")
    page.wait_for_selector("[data-table=reports]")
    assert set(TITLES) <= set(page.locator("[data-table=reports] .link").all_inner_texts())


def test_a_download_guards_what_a_spreadsheet_would_take_for_a_formula(visit):
    page = visit("hostile", "view=table", text=True)
    table, raw = downloaded(page, page.locator("[data-download]"))
    assert f"'{FORMULA}" in set(table["form"])
    assert TAG in set(table["form"])
    assert QUOTES in set(table["form"])
    assert not re.search(rb'(^|,)"?[=+@-]', raw.split(b"\n", 1)[1], re.MULTILINE)
    page.evaluate("location.hash = '#view=reports&lang=en'")
    page.wait_for_selector("[data-table=reports]")
    table, _ = downloaded(page, page.locator("[data-download]"))
    assert table["title"].tolist() == [TITLES[0], f"'{TITLES[1]}", TITLES[2]]


def test_a_report_without_a_year_is_counted_and_said(visit):
    page = visit("hostile", "slogan=普法", text=True)
    assert "1 report without a year" in page.inner_text("figcaption")
    table, _ = downloaded(page, page.locator(".tools [data-download]"))
    assert table["count"].tolist() == [1, 1, 1]
    assert table["year"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    "address",
    [
        "slogan=七五普法&slogan=枫桥经验&by=region&measure=count&at=澜州市&of=枫桥经验",
        "view=table&unit=family",
        "view=groups&column=genre&a=speech&b=profile&least=1",
        "view=rhetoric&by=region&device=figure",
        "view=reports&report=lan-2019",
    ],
)
def test_a_link_opens_the_same_state(visit, address):
    page = visit("sample", address)
    shown = page.inner_text("#view")
    again = visit("sample")
    again.evaluate("hash => { location.hash = hash }", page.evaluate("location.hash"))
    again.wait_for_function("hash => location.hash === hash", arg=page.evaluate("location.hash"))
    again.wait_for_timeout(300)
    assert again.inner_text("#view") == shown


def test_a_link_is_made_by_what_one_does(visit):
    page = visit("sample")
    search_for(page, "八五普法")
    page.keyboard.press("Enter")
    page.click('[data-focus="measure-count"]')
    point(page, "八五普法", 2021).click()
    page.wait_for_selector("#passages")
    asked = page.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")
    assert asked == {
        "slogan": "八五普法",
        "measure": "count",
        "by": "year",
        "at": "2021",
        "of": "八五普法",
        "lang": "en",
    }
    page.go_back()
    page.wait_for_selector("#passages", state="detached")


@pytest.mark.parametrize(
    "address", ["view=nothing&unit=pear&by=colour&measure=x", "slogan=没有这条&at=1&of=没有这条", "%%%&=&at"]
)
def test_a_broken_link_opens_a_page_all_the_same(visit, address):
    page = visit("sample", address)
    assert page.locator("#view > *").count() > 0
    assert page.locator("#search").count() == 1


def test_all_of_it_can_be_done_with_keys(visit):
    page = visit("sample", "view=about")
    page.keyboard.press("/")
    page.wait_for_function("() => document.activeElement.id === 'search'")
    page.keyboard.type("七五普法")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.includes('slogan')")
    page.locator('[data-focus="by-year"]').focus()
    page.wait_for_selector('.point[tabindex="0"]')
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('point')"):
            break
    first = page.evaluate("document.activeElement.dataset.point")
    assert first.endswith("|2019")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.point") == first.replace("2019", "2020")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'passages-title'")
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.dataset.point?.endsWith('|2020')")
    page.keyboard.press("2")
    page.wait_for_selector("[data-table=slogans]")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    page.wait_for_selector("html[lang=zh-Hans]")


def test_tables_are_sorted_by_a_click(visit):
    page = visit("sample", "view=table")

    def counts():
        return [int(text) for text in page.locator("[data-table=slogans] td:nth-child(4)").all_inner_texts()]

    assert counts() == sorted(counts(), reverse=True)
    page.click('[data-focus="slogans-count"]')
    assert page.get_attribute("[data-table=slogans] th:nth-child(4)", "aria-sort") == "ascending"
    assert counts() == sorted(counts())
    page.click('[data-focus="slogans-form"]')
    page.locator("[data-table=slogans] .link").first.click()
    page.wait_for_selector(".chosen")
    page.go_back()
    table, _ = downloaded(page, page.locator("[data-download]"))
    summary = bg.slogan_summary("sample").set_index("slogan")
    assert set(table["form"]) == set(summary.index)
    assert table["n_reports"].tolist() == summary.loc[table["form"], "n_reports"].tolist()


def test_groups_are_compared_by_rate_and_doublings(visit):
    page = visit("sample", "view=groups&column=region&a=*&b=石渚县&least=1&unit=form")
    table, _ = downloaded(page, page.locator("[data-download]"))
    coll = bg.collection("sample")
    own, rest = coll.where(region="石渚县"), coll.where(region=["澜州市", "云浔区"])
    for form in table["form"].head(12):
        b, a = (bg.slogan_rates(each, form, by="report") for each in (own, rest))
        row = table.set_index("form").loc[form]
        assert (row["count_a"], row["count_b"]) == (a["count"].sum(), b["count"].sum())
        rates = [(each["count"].sum() or 0.5) / each["n_chars"].sum() for each in (a, b)]
        assert row["log_ratio"] == pytest.approx(np.log2(rates[1] / rates[0]), rel=1e-5)
    assert page.locator("[data-chart=groups] .point").count() > 0
    assert table["group_a"].unique().tolist() == ["all others"]
    assert table["group_b"].unique().tolist() == ["石渚县"]
    assert "none of its own in one group (nested ones are not counted)" in page.inner_text("#view")


def test_what_is_said_of_groups_has_the_direction_of_their_columns(visit):
    page = visit("counties", "view=groups&column=year&a=2021&b=2022&least=1", lang="zh")
    table, _ = downloaded(page, page.locator("[data-download]"))
    table = table.set_index("form")
    assert table.loc["高质量发展", ["group_a", "group_b", "count_a", "count_b"]].tolist() == [2021, 2022, 0, 3]
    assert table.loc["高质量发展", "difference"] > 0
    assert table.loc["乡村振兴", "log_ratio"] < 0
    shown = page.inner_text("#view")
    assert "乙组的频率减去甲组的" in shown
    assert "一组中没有出现" in shown
    heads = page.locator("[data-table=groups] th").all_inner_texts()
    assert [head for head in heads if "次数" in head] == ["次数 · 甲组 2021", "次数 · 乙组 2022"]
    assert "第一组" not in shown


def test_a_download_is_saved_under_the_name_that_is_said(visit):
    for address in ("view=groups&column=region&a=*&b=石渚县", "view=reports&report=lan-2019"):
        page = visit("sample", address)
        with page.expect_download() as waiting:
            page.locator("[data-download]").last.click()
        assert page.inner_text("#said") == f"Downloaded {waiting.value.suggested_filename}"
    page = visit("hostile", f"slogan={FORMULA}&at=2020&of={FORMULA}", text=True)
    with page.expect_download() as waiting:
        page.locator("#passages [data-download]").click()
    assert page.inner_text("#said") == f"Downloaded {waiting.value.suggested_filename}"


def test_the_places_of_a_report_and_its_counts_are_both_said(visit):
    report = f"{COUNTIES[0]}-2022"
    page = visit("counties", f"view=reports&report={report}&unit=form")
    counts, _ = downloaded(page, page.locator(".passages [data-download]"))
    places, _ = downloaded(page, page.locator(".actions [data-download]"))
    held = places.set_index("report_id").loc[report, "places"]
    assert held == counts["count"].sum()
    page = visit("counties", f"view=reports&report={report}")
    counts, _ = downloaded(page, page.locator(".passages [data-download]"))
    assert f"add up to {counts['count'].sum()}, where the list has {held}" in page.inner_text(".passages")


def test_topics_are_those_of_the_stored_model(visit):
    page = visit("provincial", "view=topics&by=region&merge=topics")
    table, _ = downloaded(page, page.locator("[data-download]"))
    wanted = bg.topics("provincial").prevalence(by="region")
    np.testing.assert_allclose(table["share"], wanted["share"], rtol=1e-5)
    assert table["region"].tolist() == wanted["region"].tolist()
    page.locator("[data-chart=topics] .point").first.click()
    page.wait_for_selector("[data-chart=topic] svg")
    topic = int(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('topic')"))
    terms = bg.topics("provincial").top_terms(12)
    assert page.locator(".term").all_inner_texts() == terms.loc[terms["topic"] == topic, "term"].tolist()


def test_only_devices_that_may_be_drawn_are_shown(visit):
    page = visit("provincial", "view=rhetoric")
    table, _ = downloaded(page, page.locator("[data-download]"))
    wanted = bg.rhetoric("provincial", by="year")
    drawn = wanted[wanted["drawn"].astype(bool)].sort_values(["device", "year"])
    table = table.sort_values(["device", "year"])
    assert table["device"].tolist() == drawn["device"].tolist()
    np.testing.assert_allclose(table["rate_per_10k"], drawn["rate_per_10k"], rtol=1e-5)
    assert "Not drawn" in page.inner_text("#view")
    page.locator(".panels button").nth(3).click()
    page.wait_for_selector("[data-chart=device] svg")
    assert page.locator(".panels button").nth(3).get_attribute("aria-pressed") == "true"


def test_a_pair_of_reports_leads_to_the_stretches_it_shares(visit):
    page = visit("provincial", "view=reuse")
    pairs = bg.reuse_pairs("provincial")
    first = page.locator("[data-table=pairs] .link").first
    titles = bg.collection("provincial").reports.set_index("report_id")["title"]
    assert first.inner_text() == titles[pairs["earlier"][0]]
    first.click()
    page.wait_for_selector("[data-table=stretches]")
    assert f"{pairs['n_stretches'][0]}" in page.inner_text("[data-table=stretches] .count").replace(",", "")


def test_reports_too_short_to_compare_are_said_to_be_so(visit):
    page = visit("counties", "view=reuse")
    notice = page.locator(".notice").first.inner_text()
    assert "Not drawn: own last report, other issuers" in notice
    assert "10,000" in notice
    assert "100,000" in notice
    shown = page.inner_text("#view")
    assert "The centre's last is blank" in shown
    assert "In neither is blank" in shown
    assert "Own last report is blank" not in shown  # the second year has one


def test_the_stretches_of_a_pair_stand_in_the_order_of_its_name(visit):
    first, second = f"{COUNTIES[0]}-2021", f"{COUNTIES[1]}-2022"
    page = visit("counties", f"view=reuse&pair={first} {second}")
    assert page.inner_text("#passages-title") == f"{NAMES[0]} → {NAMES[4]}"
    assert page.locator("[data-table=stretches] th").first.inner_text() == "first: passage"
    table, _ = downloaded(page, page.locator("#passages [data-download]"))
    assert len(table) > 0
    assert table["passage_earlier"].str.startswith(f"{first}:").all()
    assert table["passage_later"].str.startswith(f"{second}:").all()


def test_reports_of_other_collections_are_named_too(visit):
    page = visit("provincial", "view=reuse")
    pairs = bg.reuse_pairs("provincial")
    other = pairs.loc[pairs["earlier"].str.startswith("work-reports/")].iloc[0]
    pair = f"{other['earlier']} {other['later']}"
    page.evaluate("pair => { location.hash = `#view=reuse&lang=en&pair=${pair}` }", pair)
    page.wait_for_selector("#passages-title")
    titles = bg.collection("work-reports").reports.set_index("report_id")["title"]
    assert page.inner_text("#passages-title").startswith(titles[other["earlier"].split("/")[1]])


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_what_a_collection_lacks_is_said(visit, name):
    page = visit(name, "view=topics", text=name == "hostile")
    assert "No topic model is stored" in page.inner_text("#view")
    if name == "sample":
        page = visit(name, "view=reuse")
        assert "No two reports share" in page.inner_text("#view")


def test_one_report_without_a_date_is_enough_for_a_page(visit, tmp_path):
    path = bg.explore(bg.collection("sample").where(report_id="lan-2019"), out=tmp_path / "one.html")
    data = part(path.read_text("utf-8"), "data")
    data["reports"] |= {"year": [None], "date": [""]}
    path.write_text(written("one", data), "utf-8")
    for view in VIEWS:
        shown = visit(path, f"view={view}").inner_text("body")
        assert "lan-2019" in shown or "sample" in shown
        assert not re.search(r"\bNaN\b|undefined|Infinity|\bnull\b", shown)


UI_TEXT = """() => {
  const words = [], isData = (node) => node.parentElement.closest('[data-value], script, style, noscript, svg');
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!isData(walk.currentNode)) words.push(walk.currentNode.data);
  for (const node of document.querySelectorAll('[aria-label], [placeholder], [title]'))
    if (!node.closest('.point, [data-names-data], [data-value]'))
      words.push(...['aria-label', 'placeholder', 'title'].map((name) => node.getAttribute(name) ?? ''));
  return words;
}"""


@pytest.mark.parametrize("view", VIEWS)
def test_no_word_of_the_other_language_is_left(visit, view):
    for name in ("sample", "provincial"):
        page = visit(name, f"view={view}", lang="zh")
        page.wait_for_timeout(200)
        assert [text for text in page.evaluate(UI_TEXT) if re.search("[A-Za-z]{2,}", text)] == []
        drawn = " ".join(page.locator("#view svg text").all_text_contents())
        assert not re.search("[A-Za-z]{3,}", re.sub(r"[\w-]+-20\d\d", "", drawn))  # but ids of reports
        page.click('[data-focus="language"]')
        page.wait_for_selector("html[lang=en]")
        page.wait_for_timeout(200)
        texts = [re.sub(r"\([^)]*\)", "", text) for text in page.evaluate(UI_TEXT)]
        assert [text for text in texts if re.search("[\u4e00-\u9fff]", text)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_window_holds_every_view(visit, view):
    for lang in ("zh", "en"):
        page = visit("provincial", f"view={view}", width=390, lang=lang)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("document.querySelector('[aria-current]').getBoundingClientRect().right") <= 390


def test_named_themes_can_be_shown_in_the_place_of_topics(visit, pages, tmp_path):

    data = part(pages("provincial").read_text("utf-8"), "data")
    shares = {"theme": ["law", "law"], "zh": ["法治"] * 2, "en": ["rule of law"] * 2, "year": [2025, 2026]}
    data["topics"]["themes"] = {
        "year": {**shares, "share": [0.1, 0.2], "n_reports": [21, 21], "low": [None] * 2, "high": [None] * 2}
    }
    path = tmp_path / "themes.html"
    path.write_text(written("themes", data), "utf-8")
    page = visit(path, "view=topics")
    assert "rule of law" in point(page, 1, 2026).get_attribute("aria-label")
    page.click('[data-focus="merge-topics"]')
    page.wait_for_function("() => document.querySelectorAll('[data-chart=topics] .point').length === 40")

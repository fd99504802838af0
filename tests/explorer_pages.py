"""Pages of the explorer for tests: their parts, and studies of hostile reports and of reports of three counties."""

from __future__ import annotations

import json
import re
import shutil

import pandas as pd

import baogao as bg
from baogao.paths import inside
from baogao.study.explorer.page import page

TAG, FORMULA, QUOTES = "<script>alert(1)</script>", '=HYPERLINK("http://example.invalid")', "敢于“破'\"立”"
STAND_IN = (
    "敢" + "破立" * 12
)  # of its length; readers of texts strip markup, so the page is given it in the place of this form
TITLES = [f"{TAG}报告", f"{FORMULA}报告", '"><img src=x onerror=alert(2)>']


COUNTIES, YEARS = ("甲川县", "乙川县", "丙川县"), (2021, 2022)
SHARED = "各级各部门要转变作风、下沉一线，把群众满意不满意作为检验工作的唯一标准，办一件成一件，件件有着落。"


def part(html, name):
    """What the element of JSON with this id holds."""
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)[1])


def climbed(steps):
    return pd.Series(steps).cumsum().tolist()


def hits_in(data):
    """The hits that a page holds, as rows of the feature table."""
    hits, passages, reports = data["hits"], data["passages"], data["reports"]
    of_passage = climbed(passages["report"])
    ids = [f"{reports['report_id'][of_passage[p]]}:{passages['number'][p]}" for p in climbed(hits["passage"])]
    forms = [data["forms"]["form"][form] for form in hits["form"]]
    slogans = [data["slogans"]["slogan_id"][data["forms"]["slogan"][form]] for form in hits["form"]]
    ends = [start + length for start, length in zip(hits["start"], hits["length"], strict=True)]
    rows = zip(ids, slogans, hits["start"], ends, forms, [bool(each) for each in hits["maximal"]], strict=True)
    return sorted(rows)


def hostile_page(study, folder):
    """The page, with text, of three reports whose titles and slogans are markup and formulas."""
    own = folder / "study"
    shutil.copytree(study / "corpus" / "lexicons", own / "corpus" / "lexicons")
    mine = own / "corpus" / "mine"
    (mine / "texts").mkdir(parents=True)
    slogans = own / "corpus" / "lexicons" / "slogans.tsv"
    with slogans.open("a", encoding="utf-8") as lexicon:
        for number, form in enumerate((STAND_IN, FORMULA, QUOTES)):
            cells = [f"hostile-{number}", form, "campaign", "local", "", f"hostile-{number}", *[""] * 3, "x", "", form]
            lexicon.write("\t".join(cells) + "\n")
    for number, title in enumerate(TITLES):
        text = f"{title}\n\n今年坚持{STAND_IN}，做到{FORMULA}，推进{QUOTES}。\n七五普法工作顺利完成。\n"
        (mine / "texts" / f"report-{number}.txt").write_text(text, encoding="utf-8")
    with inside(own):
        bg.import_reports(mine / "texts", "mine")
        reports = pd.read_csv(mine / "reports.csv", dtype=str, keep_default_na=False)
        dates = ["2020", "2021", ""]
        reports.assign(title=TITLES, region=TITLES, date=dates, year=dates).to_csv(mine / "reports.csv", index=False)
        bg.build("mine")
        path = bg.explore("mine", out=folder / "hostile.html", text=True)
    data = json.dumps(part(path.read_text("utf-8"), "data"), ensure_ascii=False).replace(STAND_IN, TAG)
    path.write_text(page(TITLES[2], json.loads(data)), "utf-8")
    return path


def county_text(county, year):
    """An invented report: a slogan in a longer wording of its own, one of its year, and a passage that all share."""
    only = "高质量发展迈出新步伐。" if year == YEARS[1] else "乡村振兴开局良好。"
    return f"政府工作报告\n\n{county}坚持和发展新时代“枫桥经验”，持续优化营商环境。{only}\n{SHARED}\n"


def county_page(study, folder):
    """The page of six reports of three counties, which all have one title."""
    own = folder / "counties"
    shutil.copytree(study / "corpus" / "lexicons", own / "corpus" / "lexicons")
    mine = own / "corpus" / "mine"
    (mine / "texts").mkdir(parents=True)
    rows = [(f"{county}-{year}", county, year) for year in YEARS for county in COUNTIES]
    for name, county, year in rows:
        (mine / "texts" / f"{name}.txt").write_text(county_text(county, year), encoding="utf-8")
    with inside(own):
        bg.import_reports(mine / "texts", "mine")
        reports = pd.read_csv(mine / "reports.csv", dtype=str, keep_default_na=False).set_index("report_id")
        for name, county, year in rows:
            columns = ["title", "region", "issuer", "level", "date", "year"]
            day = f"{year}-01-1{COUNTIES.index(county)}"
            reports.loc[name, columns] = ["政府工作报告", county, f"{county}人民政府", "county", day, str(year)]
        reports.reset_index().to_csv(mine / "reports.csv", index=False)
        bg.build("mine")
        return bg.explore("mine", out=folder / "counties.html")

"""Pages of the explorer for tests: their parts, and a study with a collection of three hostile reports."""

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

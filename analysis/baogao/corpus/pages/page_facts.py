"""What a page states of its report in its metadata and its dateline; never a guess.

Columns of the manifest, and ``published``: when the page was put up, which is not always when a report was delivered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from baogao.corpus.pages.text_lines import squeezed
from baogao.corpus.words.days import find_day, iso_date
from baogao.corpus.words.rules import rules

RULES = rules("pages")
TITLES = ("articletitle", "og:title")
# The last two: sites of the State Council, and those made with JPage.
DATES = ("pubdate", "publishdate", "article:published_time", "firstpublishedtime", "maketime")
OUTLETS = ("contentsource", "source")
ADDRESSES, ADDRESS = ("url", "og:url"), re.compile(r"https?://[^\s]+$")
# Papers on the Founder platform keep their metadata in a comment: <!--enpproperty <date>…</date> … /enpproperty-->.
PROPERTY = re.compile(r"<(?:founder-)?(title|date|sourcename|url)>([^<]*)<")
PROPERTIES = {"title": "articletitle", "date": "pubdate", "sourcename": "contentsource", "url": "url"}
# Pages of WeChat: the account's name in the page, the time in a script, in seconds since 1970.
ACCOUNT, ACCOUNT_TIME = "js_name", re.compile(r"\bct\s*=\s*[\"'](\d{10})[\"']")
BEIJING = timezone(timedelta(hours=8))
LONGEST_DATELINE = 120  # characters: a longer line is prose


def page_facts(root: Any, lines: Sequence[str]) -> dict[str, str]:
    """Title, date, outlet and address that the metadata of a page (lxml) state.

    A title in ``<title>`` counts only if it is among `lines`, what the page shows.
    """
    metas = _metas(root)
    links = [link.get("href", "") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    addresses = [*links, *(metas.get(key, "") for key in ADDRESSES)]
    facts = {
        "title": _title(root, metas, lines),
        "published": _first(iso_date(metas.get(key, "")) for key in DATES),
        "outlet": _first(RULES["outlet-label"].sub("", metas.get(key, ""), count=1) for key in OUTLETS),
        "source": _first(filter(ADDRESS.match, addresses)),
    }
    return _stated(_account(root) | _stated(facts))


def _stated(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts that say something."""
    return {column: value for column, value in facts.items() if value}


def _first(values: Iterable[str]) -> str:
    """The first value that is not empty."""
    return next(filter(None, values), "")


def _account(root: Any) -> dict[str, str]:
    """Outlet and date of a page of WeChat."""
    account = next((element for element in root.iter("a", "span", "strong") if element.get("id") == ACCOUNT), None)
    if account is None:
        return {}
    times = filter(None, (ACCOUNT_TIME.search(script.text or "") for script in root.iter("script")))
    days = (datetime.fromtimestamp(int(time[1]), BEIJING).date().isoformat() for time in times)
    return {"outlet": squeezed("".join(account.itertext())), "published": next(days, "")}


def _metas(root: Any) -> dict[str, str]:
    from lxml.etree import Comment

    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").strip().lower()
        metas.setdefault(key, " ".join((meta.get("content") or "").split()))
    for comment in root.iter(Comment):
        if (comment.text or "").startswith("enpproperty"):
            for name, value in PROPERTY.findall(comment.text):
                metas.setdefault(PROPERTIES[name], " ".join(value.split()))
    return metas


def _title(root: Any, metas: dict[str, str], lines: Sequence[str]) -> str:
    """The stated title; without the name of the site when the page shows it without."""
    # Some pages hold their heading twice, for screens of two sizes.
    headings = list(dict.fromkeys(squeezed("".join(heading.itertext())) for heading in root.iter("h1")))
    named = " ".join("".join(root.findtext(".//title") or "").split())
    stated = _first(metas.get(key, "") for key in TITLES)
    if not stated and len(headings) == 1 and headings[0]:
        return headings[0]
    shown = {squeezed(line): line for line in lines if len(line) >= 4}
    whole = squeezed(stated or named)
    if whole in shown:
        return shown[whole]
    openings = (line for line in shown if whole.startswith(line) and whole[len(line)] in "_-|—–")
    if longest := max(openings, key=len, default=""):
        return shown[longest]
    # Sites made with JPage put the site and the column before the title: 某市人民政府 工作报告 某年政府工作报告.
    words = named.split()
    tails = ("".join(words[number:]) for number in range(1, len(words)))
    return stated or next((shown[tail] for tail in tails if tail in shown), "")


def read_dateline(line: str) -> dict[str, str] | None:
    """Date and outlet that a line between title and text states; None where the line is no dateline.

    Examples
    --------
    >>> read_dateline("2025年01月20日10:00 | 来源：澜州日报")
    {'published': '2025-01-20', 'outlet': '澜州日报'}
    >>> read_dateline("本报记者 王某 《澜州日报》（2025年01月20日 第 01 版）")
    {'published': '2025-01-20', 'outlet': '澜州日报'}
    >>> read_dateline("作者：普法科"), read_dateline("——2025年1月20日在澜州市人民代表大会上")
    ({}, None)
    """
    paper = RULES["dateline-paper"].search(line)
    is_dateline = paper or RULES["dateline-label"].search(line) or RULES["dateline-day"].match(line)
    if len(line) > LONGEST_DATELINE or RULES["statement"].search(line) or not is_dateline:
        return None
    day, outlet = find_day(line), paper or RULES["dateline-outlet"].search(line)
    return _stated({"published": day.iso if day else "", "outlet": outlet["outlet"] if outlet else ""})

"""What the metadata of a page state, as columns of the manifest; never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from baogao.corpus.words.days import iso_date

TITLES = ("articletitle", "og:title")
# The last two: sites of the State Council, and those made with JPage.
DATES = ("pubdate", "publishdate", "article:published_time", "firstpublishedtime", "maketime")
OUTLETS = ("contentsource", "source")
ADDRESSES = ("url", "og:url")
LABEL = re.compile(r"[\u4e00-\u9fff]{0,2}来源\s*[:：]\s*")
# Papers on the Founder platform keep their metadata in a comment: <!--enpproperty <date>…</date> … /enpproperty-->.
PROPERTY = re.compile(r"<(?:founder-)?(title|date|sourcename|url)>([^<]*)<")
PROPERTIES = {"title": "articletitle", "date": "pubdate", "sourcename": "contentsource", "url": "url"}
# Pages of WeChat: the account's name in the page, the time in a script, in seconds since 1970.
ACCOUNT, ACCOUNT_TIME = "js_name", re.compile(r"\bct\s*=\s*[\"'](\d{10})[\"']")
BEIJING = timedelta(hours=8)


def page_facts(root: Any, lines: Sequence[str]) -> dict[str, str]:
    """Title, date, outlet and address that the metadata of a page state.

    Parameters
    ----------
    root : lxml element
        The page.
    lines : sequence of str
        Its visible lines: a title in ``<title>`` counts only if the page shows it.
    """
    metas = _metas(root)
    facts = {
        "title": _title(root, metas, lines),
        "date": next((day for key in DATES if (day := iso_date(metas.get(key, "")))), ""),
        "outlet": next((name for key in OUTLETS if (name := LABEL.sub("", metas.get(key, ""), count=1))), ""),
        "source": _address(root, metas),
    }
    return _account(root) | {column: value for column, value in facts.items() if value}


def _account(root: Any) -> dict[str, str]:
    """Outlet and date of a page of WeChat."""
    account = next((element for element in root.iter("a", "span", "strong") if element.get("id") == ACCOUNT), None)
    if account is None:
        return {}
    times = (found for script in root.iter("script") if (found := ACCOUNT_TIME.search(script.text or "")))
    days = ((datetime.fromtimestamp(int(found[1]), UTC) + BEIJING).date().isoformat() for found in times)
    facts = {"outlet": "".join("".join(account.itertext()).split()), "date": next(days, "")}
    return {column: value for column, value in facts.items() if value}


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
    headings = list(dict.fromkeys("".join("".join(h.itertext()).split()) for h in root.iter("h1")))
    named = " ".join("".join(root.findtext(".//title") or "").split())
    stated = next((metas[key] for key in TITLES if metas.get(key)), "")
    if not stated and len(headings) == 1 and headings[0]:
        return headings[0]
    shown = {"".join(line.split()): line for line in lines if len(line) >= 4}
    whole = "".join((stated or named).split())
    if whole in shown:
        return shown[whole]
    longest = max(
        (line for line in shown if whole.startswith(line) and whole[len(line)] in "_-|—–"), key=len, default=""
    )
    if longest:
        return shown[longest]
    # Sites made with JPage put the site and the column before the title: 某市人民政府 工作报告 某年政府工作报告.
    words = named.split()
    tails = ("".join(words[number:]) for number in range(1, len(words)))
    return stated or next((shown[tail] for tail in tails if tail in shown), "")


def _address(root: Any, metas: dict[str, str]) -> str:
    links = [link.get("href", "") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    stated = [*links, *(metas.get(key, "") for key in ADDRESSES)]
    return next((address for address in stated if re.match(r"https?://[^\s]+$", address)), "")

"""What a page's metadata or a table's cells state, as columns of the manifest; never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

DATE = re.compile(
    r"\s*(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年|(\d{2})(\d{2}))?(?:[T\s,，].*)?\s*", re.DOTALL
)
TITLES = ("articletitle", "og:title")
DATES = ("pubdate", "publishdate", "article:published_time")
OUTLETS = ("contentsource",)
ADDRESSES = ("url", "og:url")


def iso_date(stated: str) -> str:
    """ISO date of what a source states as one (year, month or day); empty when it is none.

    Examples
    --------
    >>> iso_date("2021年3月5日"), iso_date("2021/3"), iso_date("2021-03-05 10:12"), iso_date("去年")
    ('2021-03-05', '2021-03', '2021-03-05', '')
    """
    matched = DATE.fullmatch(stated)
    if not matched:
        return ""
    year, month, day = matched[1], matched[2] or matched[4], matched[3] or matched[5]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


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
        "outlet": next((metas[key] for key in OUTLETS if metas.get(key)), ""),
        "source": _address(root, metas),
    }
    return {column: value for column, value in facts.items() if value}


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").strip().lower()
        metas.setdefault(key, " ".join((meta.get("content") or "").split()))
    return metas


def _title(root: Any, metas: dict[str, str], lines: Sequence[str]) -> str:
    """The stated title; without the name of the site when the page shows it without."""
    headings = ["".join("".join(h.itertext()).split()) for h in root.iter("h1")]
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
    return shown[longest] if longest else stated


def _address(root: Any, metas: dict[str, str]) -> str:
    links = [link.get("href", "") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    stated = [*links, *(metas.get(key, "") for key in ADDRESSES)]
    return next((address for address in stated if re.match(r"https?://[^\s]+$", address)), "")

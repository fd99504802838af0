"""What a page's metadata or a table's cells state, as columns of the manifest; never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from baogao.corpus.dates import iso_date

TITLES = ("articletitle", "og:title")
DATES = ("pubdate", "publishdate", "article:published_time")
OUTLETS = ("contentsource",)
ADDRESSES = ("url", "og:url")


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

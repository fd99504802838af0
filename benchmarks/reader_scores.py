"""Slogans found in a text against those marked in it: how matches are counted; see docs/slogan-reader.md."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from baogao.paths import find_study
from baogao.study.reader_texts import READINGS

COUNTS = ("gold", "found", "strict", "relaxed", "gold_times", "found_times", "times", "class_right")
QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」『』《》〈〉 \t\u3000\xa0"))


def bare_name(written: str) -> str:
    return unicodedata.normalize("NFKC", written).translate(QUOTES).casefold()


def annotation(reports: Iterable[str]) -> list[dict[str, Any]]:
    """Slogans marked in a text: names, class, and how often; items of one text are counted together."""
    slogans: dict[str, dict[str, Any]] = {}
    for report in reports:
        path = find_study() / READINGS / f"{report}.json"
        for one in json.loads(path.read_text(encoding="utf-8"))["slogans"]:
            slogan = slogans.setdefault(one["canonical"], {"names": set(), "class": one["class"], "times": 0})
            slogan["names"] |= {bare_name(name) for name in (one["canonical"], *one["surfaces"])}
            slogan["times"] += one["count"]
    return list(slogans.values())


def resembles(name: str, other: str) -> bool:
    """Whether one contains the other and is at most twice as long."""
    return (name in other or other in name) and max(len(name), len(other)) <= 2 * min(len(name), len(other))


def score(gold: Sequence[dict[str, Any]], occurrences: pd.DataFrame) -> dict[str, int]:
    """Counts of slogans marked and found, matched one to one."""
    by_form = occurrences.assign(form=occurrences["form"].map(bare_name)).groupby("form", sort=False)["class"]
    entries = {form: (len(names), names.mode().iloc[0]) for form, names in by_form}
    counts = Counter(gold=len(gold), found=len(entries), gold_times=sum(one["times"] for one in gold))
    counts["found_times"] = len(occurrences)
    strict, relaxed = dict(entries), list(entries)
    for one in gold:
        if same := next((form for form in strict if form in one["names"]), None):
            times, name = strict.pop(same)
            counts.update(strict=1, times=min(times, one["times"]), class_right=int(name == one["class"]))
        if near := next((form for form in relaxed if any(resembles(name, form) for name in one["names"])), None):
            relaxed.remove(near)
            counts["relaxed"] += 1
    return {name: counts[name] for name in COUNTS}

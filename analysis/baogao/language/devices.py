"""Devices of persuasion counted in normalised text: numeric formulas, four-character units, word lists, enumeration."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel

from baogao.files import sha256
from baogao.language.enumeration import enumerations
from baogao.language.matching import Matcher, Places, maximal
from baogao.language.normal import unify
from baogao.language.profile import units
from baogao.language.stack import Flags, Numbers, Stack, stack
from baogao.paths import LEXICONS, find_study
from baogao.tables import Count, FilledIn, read_rows

Device = Literal["numeric_formula", "four_character", "deontic", "intensity", "enumeration"]
DEVICES: tuple[Device, ...] = ("numeric_formula", "four_character", "deontic", "intensity", "enumeration")
WORDS: tuple[Device, ...] = ("deontic", "intensity")  # that are lists of words
EXCEPT = "except"


class DeviceRow(BaseModel):
    """What one row of ``devices.tsv`` may hold."""

    device: Literal["deontic", "intensity", "numeric_formula"]
    form: FilledIn
    kind: FilledIn
    source: FilledIn


class ReadingRow(BaseModel):
    """What one row of ``devices-reading.csv`` may hold."""

    passage_id: FilledIn
    stratum: FilledIn
    device: Device
    tp: Count
    fp: Count
    fn: Count


NUMERAL = "[一二两三四五六七八九十]"
# A character between or behind numerals that makes a formula and no date, fraction, amount or 一是.
WORD = (
    r"(?:(?![一二两三四五六七八九十零〇百千万亿个年月日号时点分秒周天届次期度进倍成的之以左是要和到至])[\u4e00-\u9fff])"
)
# The rules of a numeric formula that need no list; NUMERIC_HEAD is filled in with the listed heads.
NUMERIC = (
    rf"“(?:[二两三四五六七八九十][^“”\s，。；：]{{1,9}}|一[^“”\s，。；：]{{1,4}}{NUMERAL}[^“”\s，。；：]{{1,4}})”",
    r"(?<![\dA-Za-z.+])(?:\d{1,2}|[一二三四五六七八九十N])(?:\+(?:\d{1,2}|[一二三四五六七八九十NXn]))+(?![\d.%])",
    r"(?<![\d.])\d{3,6}”?(?:体系|工程|模式|工作法|工作机制|战略|思路|布局)",
    rf"(?<![一二两三四五六七八九十第百千万零点余多统唯])(?!一(?P<again>.{{1,2}})[又比接]?一(?P=again))"
    rf"{NUMERAL}{WORD}{{1,2}}[一两三四五六七八九]{WORD}(?!{NUMERAL})",
    r"(?<![一二三四五六七八九十第党的])[三四五六七八九十]大(?=[\u4e00-\u9fff]{2})(?!报告|精神|以来|会议|代表|召开|期间|类)",
)
# What each of them begins with: few characters need a closer look.
NUMERIC_FIRST = r"[“\d一二两三四五六七八九十N]"
NUMERIC_HEAD = rf"(?<![{NUMERAL[1:-1]}百第])[两三四五六七八九十](?:个|大|项|条)?(?:HEADS)"


@dataclass(frozen=True)
class DeviceList:
    """Word lists of devices, and the hash of their file.

    Attributes
    ----------
    table : pandas.DataFrame
        Columns ``device``, ``form`` (normalised), ``kind``, ``source``. Forms of the kind
        ``except`` hold their place (主要 that of 要) and are not counted; the heads of
        ``numeric_formula`` count only behind a numeral.
    matcher : Matcher
        Of the forms of every device that is a list of words.
    numeric : re.Pattern
        Numeric formulas.
    """

    table: pd.DataFrame = field(repr=False)
    sha256: str
    matcher: Matcher = field(repr=False)
    numeric: re.Pattern[str] = field(repr=False)

    def forms(self, device: str, *, counted: bool = True) -> list[str]:
        """Forms of a device that are counted, or its exceptions."""
        rows = self.table[(self.table["device"] == device) & ((self.table["kind"] != EXCEPT) == counted)]
        return rows["form"].tolist()

    def among(self, *forms: str) -> Flags:
        """Whether each form of the matcher is one of these."""
        return np.isin(self.matcher.forms, forms)


def load_devices(path: Path | None = None) -> DeviceList:
    """Read the word lists of devices: a TSV, ``corpus/lexicons/devices.tsv`` if no other is given.

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Examples
    --------
    >>> load_devices().forms("deontic")[:2]
    ['必须', '应当']
    """
    path = path or find_study() / LEXICONS / "devices.tsv"
    return _parsed(path, sha256(path) if path.is_file() else "")


@lru_cache(maxsize=4)
def _parsed(path: Path, content: str) -> DeviceList:
    """The lists at ``path``, read again when their content is another."""
    table = read_rows(path, DeviceRow, unique=(("device", "form"),))
    table = table.assign(form=table["form"].map(unify))
    matcher = Matcher(table.loc[table["device"].isin(WORDS), "form"].unique())
    heads = table.loc[(table["device"] == "numeric_formula") & (table["kind"] != EXCEPT), "form"]
    pattern = NUMERIC_HEAD.replace("HEADS", "|".join(sorted(map(re.escape, heads), key=len, reverse=True)))
    rules = "|".join([*NUMERIC, pattern] if len(heads) else NUMERIC)
    return DeviceList(table, content, matcher, re.compile(f"(?={NUMERIC_FIRST})(?:{rules})"))


def load_reading(path: Path | None = None) -> pd.DataFrame:
    """Passages that were read, with what the rules for devices got right, wrong and not at all.

    Parameters
    ----------
    path : pathlib.Path, optional
        A CSV with the columns below; ``corpus/lexicons/devices-reading.csv`` when not given.

    Returns
    -------
    pandas.DataFrame
        One row a passage and device, zeros included: ``passage_id``, ``stratum`` (what it
        was drawn from), ``device``, and in occurrences ``tp`` (found, and one), ``fp``
        (found, but none), ``fn`` (one, but not found).

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Examples
    --------
    >>> load_reading().columns.tolist()
    ['passage_id', 'stratum', 'device', 'tp', 'fp', 'fn']
    """
    path = path or find_study() / LEXICONS / "devices-reading.csv"
    return read_rows(path, ReadingRow, unique=(("passage_id", "device"),)).astype(
        dict.fromkeys(("tp", "fp", "fn"), int)
    )


def find_devices(text: str, devices: DeviceList | None = None) -> dict[Device, int]:
    """Count the devices of one passage.

    Parameters
    ----------
    text : str
        Normalised text, one block a line.
    devices : DeviceList, optional
        The study's when not given.

    Returns
    -------
    dict of str to int
        Zeros included; see `count_devices`.

    Examples
    --------
    >>> find_devices("要守正创新，真抓实干：一是学“三不”，二是进一步干。")
    {'numeric_formula': 1, 'four_character': 1, 'deontic': 1, 'intensity': 1, 'enumeration': 2}
    """
    return {device: int(counts[0]) for device, counts in count_devices(stack([text]), devices).items()}


def count_devices(stacked: Stack, devices: DeviceList | None = None) -> dict[Device, Numbers]:
    """Count the devices of each passage, by the study's lists if no others are given.

    Returns
    -------
    dict of str to ndarray of int, shape [n_passages]
        Every device in the order of `DEVICES`: ``numeric_formula`` (`find_numeric`);
        ``four_character`` (units of four Chinese characters between marks, quotation marks
        and 一是 passed over; nouns such as 法律援助 are units too); ``deontic`` and
        ``intensity`` (places of listed words in the leftmost-longest cover); ``enumeration``
        (running markers 一是…二是…, at least two in order).
    """
    devices = devices or load_devices()
    places = devices.matcher.places(stacked.text)
    return {
        "numeric_formula": stacked.counts([start for start, _ in find_numeric(stacked.text, devices)]),
        "four_character": units(stacked).fours,
        **{device: _count_words(stacked, places, devices, device) for device in WORDS},
        "enumeration": np.array([sum(map(len, enumerations(text))) for text in stacked.texts], np.int64),
    }


def find_numeric(text: str, devices: DeviceList) -> list[tuple[int, int]]:
    """Find numeric formulas.

    Taken are: what stands in quotation marks and begins with a numeral from two on
    (“三不”, “十四五”), or with 一 if another numeral follows (“一网两平台”); sums (1+4,
    1+N); three to six digits before 体系, 工程 and the like; pairs of numerals each with a
    word (三严三实); N大 before a noun (五大工程), congresses aside; and a numeral with or
    without 个, 大, 项 before a listed head (两个维护). Dates, 三个月, 两个项目, 100个 are
    none of these. Listed idioms (一心一意) are passed over.

    Examples
    --------
    >>> find_numeric("做到两个维护，三个月完成两个项目，建成100个站点。", load_devices())
    [(2, 6)]
    """
    idioms = set(devices.forms("numeric_formula", counted=False))
    return [match.span() for match in devices.numeric.finditer(text) if match[0].strip("“”") not in idioms]


def _count_words(stacked: Stack, places: Places, devices: DeviceList, device: Device) -> Numbers:
    """Places of a device's words in the cover of its own forms: what another device lists holds none of them."""
    counted, exceptions = devices.forms(device), devices.forms(device, counted=False)
    own = places.of(devices.among(*counted, *exceptions))
    is_counted = maximal(own) & devices.among(*counted)[own.numbers]
    return stacked.counts(own.starts[is_counted])

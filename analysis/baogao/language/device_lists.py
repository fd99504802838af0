"""What devices are found by: words of ``devices.tsv``, rules of ``rules/devices.tsv``, idioms, numeric slogans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import pandas as pd
from pydantic import BaseModel

from baogao.corpus.words.rules import rules
from baogao.files import sha256
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher
from baogao.language.normal import unify
from baogao.language.stack import Flags
from baogao.paths import lexicon_path
from baogao.tables import FilledIn, read_rows

Device = Literal[
    "numeric_formula",
    "four_character",
    "enumeration",
    "subjectless_chain",
    "deontic_call",
    "deontic_duty",
    "deontic_must",
    "deontic_urge",
    "deontic_resolve",
    "intensity",
    "hedge",
    "achievement",
    "problem",
    "task",
    "past",
    "future",
    "loyalty",
    "metaphor_war",
    "metaphor_building",
    "metaphor_journey",
    "metaphor_health",
    "metaphor_craft",
    "figure",
    "percentage",
]
DEVICES: tuple[Device, ...] = get_args(Device)
EXCEPT, NOT = "except", "-not"
LONGEST_FORMULA, NUMBER = 10, re.compile(r"[\d一二两三四五六七八九十百千双]")
IDIOM, IDIOM_SIZE = "i", 4  # jieba's tag of idioms


class DeviceRow(BaseModel):
    """What one row of ``devices.tsv`` may hold."""

    device: Device
    kind: FilledIn
    form: FilledIn
    unless: str
    source: FilledIn


@dataclass(frozen=True)
class DeviceList:
    """What devices are found by.

    Attributes
    ----------
    table : pandas.DataFrame
        Rows of ``devices.tsv``: ``device``, ``kind``, ``form`` (normalised), ``unless``, ``source``. A form of
        the kind ``except`` is no find, and what overlaps it is none either.
    matcher : Matcher
        Of all forms, the idioms of jieba's dictionary and the numeric slogans of the lexicon among them.
    counted, excepted : dict of str to ndarray of bool
        Which forms of the matcher are finds of a device, and which are none.
    rules : dict of str to re.Pattern
        Rules of ``rules/devices.tsv`` by device; behind ``-not`` what is none.
    """

    table: pd.DataFrame = field(repr=False)
    sha256: str
    matcher: Matcher = field(repr=False)
    counted: dict[str, Flags] = field(repr=False)
    excepted: dict[str, Flags] = field(repr=False)
    rules: dict[str, re.Pattern[str]] = field(repr=False)


def load_devices(path: Path | None = None) -> DeviceList:
    """Read what devices are found by: a TSV, ``corpus/lexicons/devices.tsv`` if no other is given, and the rules.

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Examples
    --------
    >>> load_devices().table.query("device == 'deontic_must'")["form"].tolist()[:2]
    ['必须', '务须']
    """
    path = path or lexicon_path("devices.tsv")
    return _parsed(path, sha256(path) if path.is_file() else "", load_lexicon().sha256)


@lru_cache(maxsize=4)
def _parsed(path: Path, content: str, lexicon: str) -> DeviceList:  # noqa: ARG001 (the key)
    """The lists at ``path``, read again when their content or the lexicon is another."""
    table = read_rows(path, DeviceRow, unique=(("device", "form"),))
    table = table.assign(form=table["form"].map(unify), unless=table["unless"].map(unify))
    unless: defaultdict[str, set[str]] = defaultdict(set)
    for form, longer in zip(table["form"], table["unless"], strict=True):
        unless[form].update(filter(None, longer.split("|")))
    forms = _forms(table)
    for form in forms["numeric_formula", False]:
        unless[form].update(load_lexicon().unless.get(form, ()))
    every = list(dict.fromkeys(form for own in forms.values() for form in own))
    matcher = Matcher(every, {form: sorted(longer) for form, longer in unless.items() if longer})
    flags = {key: _among(every, own) for key, own in forms.items()}
    counted: dict[str, Flags] = {device: flags[device, False] for device in DEVICES if (device, False) in flags}
    excepted: dict[str, Flags] = {device: flags[device, True] for device in DEVICES if (device, True) in flags}
    return DeviceList(table, content, matcher, counted, excepted, rules("devices"))


def _forms(table: pd.DataFrame) -> dict[tuple[str, bool], list[str]]:
    """Forms of each device, and those of them that are no finds."""
    is_except = table["kind"] == EXCEPT
    forms: dict[tuple[str, bool], list[str]] = {
        (device, is_none): table.loc[(table["device"] == device) & (is_except == is_none), "form"].tolist()
        for device in table["device"].unique()
        for is_none in (False, True)
    }
    no_idioms = set(forms.pop(("four_character", True), ()))
    forms["four_character", False] = [
        *dict.fromkeys([*forms.get(("four_character", False), ()), *(i for i in idioms() if i not in no_idioms)])
    ]
    forms["numeric_formula", False] = numeric_slogans()
    return forms


def _among(every: Iterable[str], own: Iterable[str]) -> Flags:
    wanted = set(own)
    return np.array([form in wanted for form in every], np.bool_)


def numeric_slogans() -> list[str]:
    """Forms of the lexicon's numeric slogans that hold a number and at most ten characters, those with gaps aside.

    Examples
    --------
    >>> "三个代表" in numeric_slogans()
    True
    """
    lexicon = load_lexicon()
    numeric = set(lexicon.table.loc[lexicon.table["class"] == "numeric", "slogan_id"])
    return [form for form, slogan_id in lexicon.forms.items() if slogan_id in numeric and _is_formula(form)]


def _is_formula(form: str) -> bool:
    return len(form) <= LONGEST_FORMULA and "…" not in form and bool(NUMBER.search(form))


@lru_cache(maxsize=1)
def idioms() -> tuple[str, ...]:
    """Idioms of four characters in jieba's dictionary.

    Examples
    --------
    >>> "百花齐放" in idioms()
    True
    """
    import jieba

    with jieba.get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return tuple(unify(form) for form, _, tag in entries if tag == IDIOM and len(form) == IDIOM_SIZE)

"""Words of figures in Chinese and English: labels, names, glosses of terms and captions, from the tables in words/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pandas as pd
from pydantic import BaseModel, StringConstraints

from baogao.errors import SettingError
from baogao.figures.fit import SMALL, n_lines, shorten, width_of, wrap
from baogao.figures.page import Language, Page
from baogao.tables import FilledIn, read_rows

WORDS = Path(__file__).parent / "words"
Key = Annotated[str, StringConstraints(min_length=1)]


class Wording(NamedTuple):
    """The same in two languages."""

    zh: str
    en: str


class SaidIf(NamedTuple):
    """A fact whose words, which the template holds after a colon, are said only where something is so.

    Examples
    --------
    >>> [fill("{n} reports{none: and no text}.", "en", {"n": 2, "none": SaidIf(so)}) for so in (True, False)]
    ['2 reports and no text.', '2 reports.']
    """

    is_so: bool

    def __format__(self, words: str) -> str:
        return words if self.is_so else ""


class WordRow(BaseModel):
    """What one row of ``labels.tsv`` or ``glosses.tsv`` may hold."""

    key: FilledIn
    zh: FilledIn
    en: FilledIn


class CaptionRow(BaseModel):
    """What one row of ``captions.tsv`` may hold."""

    name: FilledIn
    title_zh: FilledIn
    title_en: FilledIn
    zh: FilledIn
    en: FilledIn


@cache
def labels() -> dict[str, Wording]:
    """Templates of labels by key."""
    table = read_rows(WORDS / "labels.tsv", WordRow, unique=(("key",),))
    return {row["key"]: Wording(row["zh"], row["en"]) for row in table.to_dict("records")}


@cache
def glosses() -> dict[str, Wording]:
    """Short names in two languages of regions, and glosses of terms, by what they are called in tables."""
    table = read_rows(WORDS / "glosses.tsv", WordRow, unique=(("key",),))
    return {row["key"]: Wording(row["zh"], row["en"]) for row in table.to_dict("records")}


@cache
def captions() -> pd.DataFrame:
    """Titles and templates of captions, by name of a figure."""
    return read_rows(WORDS / "captions.tsv", CaptionRow, unique=(("name",),)).set_index("name")


def fill(template: str, language: Language, facts: Mapping[str, Any]) -> str:
    """A template with its facts filled in; of a fact in two languages, the one of the template.

    Raises
    ------
    SettingError
        If the template asks for a fact that is not given.

    Examples
    --------
    >>> fill("{n:,} reports of {what}", "en", {"n": 1200, "what": Wording("普法", "legal education")})
    '1,200 reports of legal education'
    """
    chosen = {key: getattr(fact, language) if isinstance(fact, Wording) else fact for key, fact in facts.items()}
    try:
        return template.format(**chosen)
    except KeyError as error:
        raise SettingError(f"figures/words: {template[:40]!r} asks for {error}, which is not given.") from None


def caption_row(name: str) -> dict[Any, str]:
    """Title and template of the caption of a figure, in both languages.

    Raises
    ------
    SettingError
        If ``captions.tsv`` has no such row.
    """
    if name not in captions().index:
        raise SettingError(f"{name}: has no caption; add a row to figures/words/captions.tsv.")
    return {column: str(text) for column, text in captions().loc[name].items()}


def fill_caption(name: str, facts: Mapping[str, Any]) -> Wording:
    """Caption of a figure in both languages, its facts filled in."""
    row = caption_row(name)
    return Wording(fill(row["zh"], "zh", facts).strip(), fill(row["en"], "en", facts).strip())


def wording(key: str, **facts: Any) -> Wording:
    """A label in both languages, its facts filled in.

    Raises
    ------
    SettingError
        If ``labels.tsv`` has no such key.

    Examples
    --------
    >>> wording("year").en
    'year'
    """
    if key not in labels():
        raise SettingError(f"{key}: no such label; add a row to figures/words/labels.tsv.")
    zh, en = labels()[key]
    return Wording(fill(zh, "zh", facts), fill(en, "en", facts))


def say(page: Page, key: str, *, inches: float | None = None, size: float = SMALL, **facts: Any) -> str:
    """A label in the languages of a page: on one line where it fits, else wrapped, one language below the other."""
    return join(page, wording(key, **facts), inches=inches, size=size)


def join(page: Page, text: Wording, *, inches: float | None = None, size: float = SMALL) -> str:
    """Words in the languages of a page: on one line where they fit, else wrapped, one language below the other."""
    texts = in_languages(page, text)
    line = " ".join(texts)
    if inches is None or width_of(line, size) <= inches:
        return line
    return "\n".join(wrap(text, inches, size) for text in texts)


def in_languages(page: Page, text: Wording) -> list[str]:
    """Words in each language of a page, once where both are the same."""
    return list(dict.fromkeys(getattr(text, language) for language in page.languages))


def name_of(kind: str, value: str) -> Wording:
    """What a value of some column is called, such as a genre or a class; itself where ``labels.tsv`` says nothing."""
    return labels().get(f"{kind}:{value}", Wording(value, value))


def with_count(text: Wording, n: int) -> Wording:
    """Words with a number in brackets, which in Chinese are as wide as its letters; of what is alike in both, one.

    Examples
    --------
    >>> with_count(Wording("a", "b"), 1200).en, with_count(Wording("2025", "2025"), 21)
    ('b (1,200)', Wording(zh='2025 (21)', en='2025 (21)'))
    """
    counted = wording("with-count", text=text, n=n)
    return Wording(counted.en, counted.en) if text.zh == text.en else counted


def in_row(texts: Sequence[Wording]) -> Wording:
    """Words one after another, parted by commas as in a list."""
    comma = wording("comma")
    return Wording(comma.zh.join(text.zh for text in texts), f"{comma.en} ".join(text.en for text in texts))


def gloss_of(term: str, gloss: str = "") -> Wording:
    """A term or region with its gloss: the one given, else that of ``glosses.tsv``, else itself."""
    return Wording(term, gloss) if gloss else glosses().get(term, Wording(term, term))


def per_cent_range(shares: pd.Series) -> Wording:
    """The least and most of some shares in whole per cent, or the one that both are.

    Examples
    --------
    >>> per_cent_range(pd.Series([0.16, 0.24])).en, per_cent_range(pd.Series([0.081, 0.079])).en
    ('16% to 24%', '8%')
    """
    least, most = f"{shares.min():.0%}", f"{shares.max():.0%}"
    return Wording(least, least) if least == most else wording("range", least=least, most=most)


def row_labels(
    page: Page, rows: list[Wording], inches: float, size: float = SMALL, *, stacked: bool = False
) -> list[str]:
    """Labels of rows no wider than some inches: what is longer ends in an ellipsis.

    In both languages they stand on one line, or below each other where the page is narrow or they are ``stacked``.
    """
    return [_row_label(page, row, inches, size, stacked or page.is_narrow) for row in rows]


def _row_label(page: Page, row: Wording, inches: float, size: float, stacked: bool) -> str:
    texts = in_languages(page, row)
    if width_of(" ".join(texts), size) <= inches:
        return " ".join(texts)
    if stacked:
        return "\n".join(shorten(text, inches, size) for text in texts)
    return shorten(" ".join(texts), inches, size)


def pitch(labels: list[str], size: float = SMALL) -> float:
    """Inches from row to row that labels take."""
    return (size * 1.18 * n_lines(labels) + 3.2) / 72

"""What a recipe is: a name, the collection of the study it is for, a table and how to draw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError, listed
from baogao.features.current import read_table
from baogao.figures.marks import marks_of
from baogao.figures.page import PAGE, Page
from baogao.figures.provenance import inputs
from baogao.figures.wording import SaidIf, Wording, caption_row, fill_caption, gloss_of
from baogao.language.lexicon import load_lexicon
from baogao.language.normal import unify
from baogao.measures.coverage import main_kind
from baogao.measures.drift import drift
from baogao.measures.first_uses import CENTRE, GROUPS, earliest, first_uses
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.pairs import unbroken
from baogao.measures.series import by_centre, slogan_series
from baogao.measures.stored_parts import drift_series
from baogao.paths import AnyCollection


class Recipe(NamedTuple):
    """A figure that can be made again.

    `tabulate` takes a collection and returns the table to draw, or raises `SettingError` when the
    collection is too small for it. `plot` takes that table and a `baogao.figures.page.Page`, and draws
    what the table holds and nothing else, as wide as the page and with its words. `facts` are the numbers
    of that table that its caption quotes: they fill the templates of the row ``name`` in
    ``figures/words/captions.tsv``, and so do the `settings`. `beside` names other collections of the study
    that `tabulate` reads the same tables of; `of_whole` says that it reads what is stored of a whole
    collection, so that no part suits it. `of_slogans` makes the table of slogans that a user names.

    How to write one: "A figure" in CONTRIBUTING.md.
    """

    name: str
    collection: str
    inputs: tuple[str, ...]
    settings: dict[str, Any]
    tabulate: Callable[[Any], pd.DataFrame]
    plot: Callable[[pd.DataFrame, Page], Figure]
    facts: Callable[[pd.DataFrame], dict[str, Any]]
    beside: tuple[str, ...] = ()
    of_whole: bool = False
    of_slogans: Callable[[Any, Sequence[str]], pd.DataFrame] | None = None


def caption_of(recipe: Recipe, table: pd.DataFrame, page: Page = PAGE, *, own: bool = False) -> Wording:
    """Caption of a figure in both languages, from the numbers drawn; of one's own slogans, the one that says so.

    Its ``{marks}`` are what stands on the axis of years that `facts` give as ``axis``, the first and the last of them.

    Raises
    ------
    SettingError
        If ``captions.tsv`` has no row for it, or asks for a number that `facts` and `settings` lack.
    """
    facts = recipe.settings | recipe.facts(table)
    if "axis" in facts:
        facts["marks"] = marks_of(page, recipe.name, *facts["axis"], by_day=facts.get("by_day", False))
    return fill_caption(recipe.name + "-own" * own, facts)


def one_a_year(n_reports: pd.Series) -> dict[str, SaidIf]:
    """What a caption says where no year has more than one of some reports, and where one has several."""
    return {"one_a_year": SaidIf(bool(n_reports.max() <= 1)), "several_a_year": SaidIf(bool(n_reports.max() > 1))}


def title_of(recipe: Recipe) -> Wording:
    """Title of a figure in both languages."""
    row = caption_row(recipe.name)
    return Wording(row["title_zh"], row["title_en"])


def as_high(counts: pd.Series) -> dict[str, Any]:
    """What a caption says of the highest of some counts or rates: whether others are as high, and how many."""
    n_others = int((counts == counts.max()).sum()) - 1
    return {"as_high": SaidIf(n_others > 0), "n_others": n_others}


def in_time(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports of a manifest by year, date and id, the latest last and undated ones first.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["b", "a", "c"], "date": ["2024-01-20", "2024-01-09", ""],
    ...                         "year": [2024, 2024, None]})
    >>> in_time(reports)["report_id"].tolist()
    ['c', 'a', 'b']
    """
    return reports.sort_values(["year", "date", "report_id"], na_position="first", ignore_index=True)


def manifest_of(collection: AnyCollection, name: str, *, at_least: int, years: int = 0) -> pd.DataFrame:
    """Manifest of a collection, refused when it has too few reports or years for the figure ``name``."""
    reports = read_reports(collection)
    n_years = reports["year"].nunique()
    if len(reports) < at_least or n_years < years:
        raise SettingError(
            f"{name}: {collection} has {len(reports)} report(s) of {n_years} year(s); "
            f"this figure takes at least {at_least} reports" + (f" of {years} years." if years else ".")
        )
    return reports


def features_of(collection: AnyCollection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables ``passages`` and ``hits`` of a collection."""
    hits = read_table(collection, "hits")
    if hits.empty:
        raise SettingError(f"{collection}: no slogan of the lexicon occurs in it, so there is nothing to draw.")
    return read_table(collection, "passages"), hits


def drift_of(collection: AnyCollection, *, gap: int | None = None) -> pd.DataFrame:
    """Drift of each two reports of the main kind; computed once for all figures of the same tables.

    With a `gap`, of the longest run without one (`baogao.measures.pairs.unbroken`).
    """
    return _drift(collection, gap, content_of(collection)).copy()


def run_of(collection: AnyCollection, gap: int) -> tuple[DocumentTermMatrix, pd.DataFrame, pd.DataFrame]:
    """What measures of drift take, of the longest run without a gap."""
    matrix, passages, reports = _series(collection, content_of(collection))
    return matrix, passages, unbroken(reports, gap=gap)


def content_of(collection: AnyCollection) -> tuple[tuple[str, str], ...]:
    """Hashes of all that drift is computed from: what its tables are remembered by."""
    return tuple(inputs(collection, ("passages", "terms", "stopwords")).items())


@lru_cache(maxsize=1)
def _series(
    collection: AnyCollection,
    content: tuple[tuple[str, str], ...],  # noqa: ARG001 (the key)
) -> tuple[DocumentTermMatrix, pd.DataFrame, pd.DataFrame]:
    return drift_series(collection)


@lru_cache(maxsize=4)
def _drift(collection: AnyCollection, gap: int | None, content: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    matrix, passages, reports = _series(collection, content)
    return drift(matrix, passages, reports if gap is None else unbroken(reports, gap=gap))


def families() -> dict[str, str]:
    """The family of each slogan of the lexicon."""
    table = load_lexicon().table
    return dict(zip(table["slogan_id"], table["family"], strict=True))


def doubled_by_parts(slogans: Sequence[str]) -> list[str]:
    """Slogans in parts (以…为核心的党中央) of whose family a wording without a gap is among them.

    Examples
    --------
    >>> named = "yi-xi-jin-ping-tong-zhi-wei-he-xin-de-dang-zhong-yang"
    >>> doubled_by_parts(["yi-wei-he-xin-de-dang-zhong-yang", named, "gai-ge-kai-fang"])
    ['yi-wei-he-xin-de-dang-zhong-yang']
    """
    family_of, in_parts = families(), load_lexicon().table.query("canonical.str.contains('…')")["slogan_id"]
    whole = {family_of[slogan] for slogan in set(slogans) - set(in_parts)}
    return sorted(slogan for slogan in set(slogans) & set(in_parts) if family_of[slogan] in whole)


def centre_dates() -> dict[str, str]:
    """Date of the first use of each family of slogans in the central documents of the study."""
    family_of, firsts = families(), []
    for name in GROUPS[CENTRE]:
        passages, hits = features_of(name)
        hits = hits.assign(slogan_id=hits["slogan_id"].map(family_of))
        firsts.append(first_uses(read_reports(name), passages, hits))
    return earliest(firsts)


def with_names(table: pd.DataFrame) -> pd.DataFrame:
    """A table of slogans by ``slogan_id`` with their canonical forms and glosses."""
    lexicon = load_lexicon()
    glosses = lexicon.table.set_index("slogan_id")["gloss_en"]
    return table.assign(
        slogan=table["slogan_id"].map(lexicon.canonical), gloss_en=table["slogan_id"].map(glosses).fillna("")
    )


def wordings(rows: pd.DataFrame, column: str = "slogan") -> list[Wording]:
    """What each row is called in two languages, from its column and the column ``gloss_en``."""
    return [gloss_of(*pair) for pair in zip(rows[column], rows["gloss_en"].fillna(""), strict=True)]


def slogan_ids(forms: Sequence[str]) -> list[str]:
    """The slogans that some forms belong to, each once.

    Raises
    ------
    SettingError
        If the lexicon lacks a form.
    """
    lexicon = load_lexicon()
    known = {form: lexicon.forms.get(unify(form)) for form in forms}
    if absent := [form for form, slogan_id in known.items() if slogan_id is None]:
        raise SettingError(f"{listed(absent)}: {NOT_LISTED}")
    return list(dict.fromkeys(slogan_id for slogan_id in known.values() if slogan_id))


NOT_LISTED = (
    "not in the lexicon (corpus/lexicons/slogans.tsv), whose slogans figures draw; add a row for it as "
    'docs/extending.md says ("A slogan") and build again. `baogao slogans COLLECTION --slogan FORM` counts any form.'
)


def usable_forms(collection: AnyCollection, forms: Sequence[str]) -> tuple[list[str], list[str]]:
    """Forms whose slogans the lexicon lists and reports of the main kind use, and why each other one is left out.

    Examples
    --------
    >>> usable_forms("sample", ["枫桥经验", "四人帮"])
    (['枫桥经验'], ['四人帮: sample does not use it.'])
    """
    passages, hits = features_of(collection)
    own = passages[passages["report_id"].isin(main_kind(read_reports(collection))["report_id"])]
    used = set(hits.loc[hits["passage_id"].isin(own["passage_id"]), "slogan_id"])
    forms_of_lexicon = load_lexicon().forms
    usable, reasons = [], []
    for form in forms:
        slogan_id = forms_of_lexicon.get(unify(form))
        if slogan_id in used:
            usable.append(form)
        else:
            reasons.append(f"{form}: {f'{collection} does not use it.' if slogan_id else NOT_LISTED}")
    return usable, reasons


def series_of(collection: AnyCollection, forms: Sequence[str], name: str) -> pd.DataFrame:
    """Series by year of the slogans that some forms belong to, in reports of the main kind; refused without any use."""
    reports = main_kind(manifest_of(collection, name, at_least=3, years=3))
    series, wanted = slogan_series(reports, *features_of(collection)), slogan_ids(forms)
    chosen = series[series["slogan_id"].isin(wanted)]
    if unused := [form for form in forms if slogan_ids([form])[0] not in set(chosen["slogan_id"])]:
        raise SettingError(f"{name}: {collection} does not use {listed(unused)}; name slogans that it uses.")
    return chosen


def gloss_of_forms() -> dict[str, str]:
    """English gloss of each form of each slogan of the lexicon."""
    lexicon = load_lexicon()
    glosses = dict(zip(lexicon.table["slogan_id"], lexicon.table["gloss_en"], strict=True))
    return {form: glosses[slogan_id] for form, slogan_id in lexicon.forms.items()}


def in_order_of_use(series: pd.DataFrame) -> pd.DataFrame:
    """A series of slogans by year with their canonical forms, in the order of their centre of use."""
    order = {slogan_id: row for row, slogan_id in enumerate(by_centre(series))}
    named = with_names(series.assign(row=series["slogan_id"].map(order)))
    columns = ["slogan_id", "slogan", "gloss_en", "year", "n_reports", "n_chars", "count", "rate_per_10k"]
    return named.sort_values(["row", "year"], ignore_index=True)[columns]

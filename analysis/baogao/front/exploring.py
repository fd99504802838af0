"""The verb that writes the explorer: a collection's slogans, topics, rhetoric and reuse as one page to look at."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from baogao.corpus.store.collection import load_reports, require_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import SettingError
from baogao.features.against import address, references
from baogao.features.models import stored_models
from baogao.features.tables import REUSE, read_build, wanted_tables
from baogao.features.theme_tables import THEMES
from baogao.files import sha256, write_text
from baogao.front.collection import Collection, opened
from baogao.front.reuse import reuse, reuse_pairs
from baogao.front.rhetoric import device_accuracy, rates_of
from baogao.front.themes import theme_prevalence
from baogao.language.lexicon import load_lexicon
from baogao.measures.recurrence import RECURS
from baogao.measures.reuse import DRAWN, DRAWN_OTHERS
from baogao.measures.topic_models import read_topics
from baogao.measures.topics import MIN_REPORTS
from baogao.paths import AnyCollection, find_study, has_study, output_folder
from baogao.study.explorer.columns import coded, plain_columns
from baogao.study.explorer.contents import contents
from baogao.study.explorer.excerpts import excerpts
from baogao.study.explorer.page import VERSIONS, page

if TYPE_CHECKING:
    from baogao.measures.cells import By

MOST_PAIRS, MOST_STRETCHES = 2000, 60_000
TERMS = 12  # of a topic
GROUPINGS = ("year", "region", "level", "genre")


def explore(coll: AnyCollection, *, out: str | Path | None = None, text: bool = False) -> Path:
    """Write a page in which a collection is searched and looked at: one HTML file that loads nothing.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    out : str or pathlib.Path, optional
        The file, which ends in ``.html``; ``figures/local/NAME/explorer.html`` when not given.
    text : bool
        Whether the page holds the 20 characters on either side of each hit. Such a page says so, and is not written
        into the study outside ``figures/local``, which git ignores: texts may not be passed on.

    Returns
    -------
    pathlib.Path
        The file. The same input gives the same bytes.

    Raises
    ------
    CorpusError
        If the collection is not built, or not since something changed; or if texts are wanted and not here.
    SettingError
        If `out` is no place for such a page.

    Notes
    -----
    Slogans are counted in the page itself, as `slogan_rates` counts them. What the collection has no feature table or
    stored model of is left out, and the page says so.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     explore("sample", out=Path(folder, "sample.html")).name
    'sample.html'
    """
    coll = opened(coll)
    path = _place(coll, out, text)
    write_text(path, page(f"{coll} · baogao", _data(coll, text)))
    return path


def _place(coll: Collection, out: str | Path | None, text: bool) -> Path:
    """Where the page is written; refused if it is no page, or if it would put text into the repository."""
    local = output_folder() / "figures" / "local"
    if out is None:
        return local / coll.name / f"explorer{'-' if coll.slug else ''}{coll.slug}.html"
    path = Path(out)
    if path.suffix.lower() not in (".html", ".htm") or path.is_dir():
        raise SettingError(f'out="{out}": must be a file that ends in .html.')
    where = path.resolve()
    if text and has_study() and where.is_relative_to(find_study()) and not where.is_relative_to(local):
        raise SettingError(
            f'out="{out}": a page with text may not lie within the study, whose texts may not be passed on; '
            f"give no place (it goes to figures/local/{coll.name}), or one elsewhere."
        )
    return path


def _data(coll: Collection, text: bool) -> dict[str, Any]:
    if text:
        require_texts(coll.folder, coll.reports, "explore with text=True")
    main = _main_part(coll)
    return {
        "collection": {"name": coll.name, "choice": str(coll).removeprefix(coll.name)},
        **contents(coll.reports, coll.passages, coll.hits, load_lexicon()),
        "topics": _topics(main),
        "rhetoric": _rhetoric(main),
        "reuse": _reuse(coll),
        "excerpts": excerpts(load_reports(coll), coll.passages, coll.hits) if text else None,
        "licences": sorted(coll.reports["licence"].unique()),
        "provenance": _provenance(coll),
    }


def _main_part(coll: Collection) -> Collection:
    """The reports of the main kind, or all where there are none of it."""
    is_main = coll.reports["subgenre"] == ""
    return coll.where(subgenre="") if is_main.any() and not is_main.all() else coll


def _groupings(reports: pd.DataFrame) -> list[str]:
    """Columns by which reports fall into several groups."""
    return [name for name in GROUPINGS if reports[name].replace("", pd.NA).nunique() > 1]


def _topics(coll: Collection) -> dict[str, Any] | None:
    """The stored model: its topics, their terms, and their shares by each grouping; None if there is none."""
    if "gibbs" not in stored_models(coll.folder) or len(coll.reports) < MIN_REPORTS:
        return None
    chosen = read_topics(coll)
    topics = chosen.topics.merge(chosen.labels, on="topic")
    return {
        "topics": plain_columns(topics),
        "terms": plain_columns(chosen.top_terms(TERMS)[["topic", "term", "probability"]]),
        "prevalence": {by: plain_columns(chosen.prevalence(by=by)) for by in _groupings(coll.reports)},
        "share_left_out": chosen.share_left_out,
        "recurs": RECURS,
    } | _themes(coll)


def _themes(coll: Collection) -> dict[str, Any]:
    """Shares of the themes that readers named, by each grouping; empty if none were named."""
    if not (coll.folder / THEMES).is_file():
        return {}
    return {"themes": {by: plain_columns(theme_prevalence(coll, by=by)) for by in _groupings(coll.reports)}}


def _rhetoric(coll: Collection) -> dict[str, Any] | None:
    """Rates of the devices that may be drawn, by each grouping and by report; None without a table of devices."""
    if "devices" not in wanted_tables(coll.folder):
        return None
    accuracy = device_accuracy()
    groupings = cast("list[By]", [*_groupings(coll.reports), "report"])
    tables = {by: rates_of(coll, by, accuracy) for by in groupings}
    devices = list(dict.fromkeys(tables["report"]["device"]))
    drawn = {by: table[table["drawn"].astype(bool)].drop(columns=["drawn", "share"]) for by, table in tables.items()}
    shown = set(pd.concat([table["device"] for table in drawn.values()]))
    return {
        "devices": [device for device in devices if device in shown],
        "left_out": [device for device in devices if device not in shown],
        "rates": {by: plain_columns(table) for by, table in drawn.items()},
    }


def _reuse(coll: Collection) -> dict[str, Any] | None:
    """What reports share with earlier ones; the stretches too where there are not too many; None without the table."""
    if REUSE not in wanted_tables(coll.folder):
        return None
    pairs, table = reuse_pairs(coll), coll.reuse
    passages = coded(pd.concat([table["passage_a"], table["passage_b"]], ignore_index=True))
    ends = {"a": passages["codes"][: len(table)], "b": passages["codes"][len(table) :]}
    offsets = plain_columns(table[["start_a", "end_a", "start_b", "end_b", "shared_chars", "kind"]])
    return {
        "shares": plain_columns(reuse(coll)),
        "drawn": {"own": DRAWN, "others": DRAWN_OTHERS},
        "pairs": plain_columns(pairs.head(MOST_PAIRS)),
        "compared": plain_columns(_compared(coll, pairs.head(MOST_PAIRS))),
        "n_pairs": len(pairs),
        "passages": passages["values"],
        "stretches": {**ends, **offsets} if len(table) <= MOST_STRETCHES else None,
    }


def _compared(coll: Collection, pairs: pd.DataFrame) -> pd.DataFrame:
    """Reports that pairs name and the page does not list: of other collections, or left out of this part of one."""
    tables = {folder.name: read_manifest(folder) for folder in references(coll.folder)}
    named = [table.assign(id=[address(each, name) for each in table["report_id"]]) for name, table in tables.items()]
    whole = coll.whole.reports
    every = pd.concat([whole.assign(id=whole["report_id"]), *named], ignore_index=True)
    is_asked = every["id"].isin({*pairs["earlier"], *pairs["later"]} - set(coll.reports["report_id"]))
    return every.loc[is_asked, ["id", "title", "region", "year", "date"]]


def _provenance(coll: Collection) -> dict[str, dict[str, str]]:
    """Hashes of what the page is made of, and versions of what made it."""
    build, name = read_build(coll.folder), coll.name
    tables = {f"{name}/features/{table}": listing["sha256"] for table, listing in build["tables"].items()}
    manifest = {f"{name}/reports.csv": sha256(coll.folder / "reports.csv"), "slogans.tsv": build["lexicon_sha256"]}
    return {"inputs": manifest | tables, "versions": {"baogao": version("baogao"), **VERSIONS}}

"""Counts of terms by report, summed while the table is read: a collection need not fit into memory."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds
from pyarrow import acero

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError, listed
from baogao.features.current import read_parts, read_table, require_current
from baogao.features.report_parts import report_parts
from baogao.features.tables import require_table
from baogao.features.whole_names import whole_names
from baogao.language.parts import PARTS, Part, load_part_rules, part_of
from baogao.language.split_names import load_split_names
from baogao.paths import AnyCollection, OpenCollection, collection_folder

Policy = Literal["protected", "plain"]
NAMES = ["report_id", "term", "count"]


def term_counts(
    collection: AnyCollection, *, policy: Policy = "protected", part: Part | None = None, names: bool = False
) -> pd.DataFrame:
    """Tokens of each term in each report, or in one part of each.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text.
    part : {"opening", "review", "plan", "rest"}, optional
        Only what stands under headings that look back, that lay out a plan of several years, under all
        others, or before the first; see `baogao.features.report_parts.report_parts`.
    names : bool
        Whether names that segmentation cuts (十五五 into 十五 and 五) are put together again; see
        `baogao.features.whole_names.whole_names`.

    Returns
    -------
    pandas.DataFrame
        ``report_id``, ``term``, ``count``, sorted.

    Raises
    ------
    CorpusError
        If the collection has no table ``terms``, or not since its texts or the lexicons changed.
    SettingError
        If there is no such policy or part, or no report has anything in that part.

    Notes
    -----
    The feature table is read piece by piece and summed on the way, so that memory holds the
    terms of reports, never those of passages (with `part` or `names`: of the passages concerned).

    Examples
    --------
    >>> term_counts("sample").query("term == '谁执法谁普法'").values.tolist()[:1]
    [['lan-2019', '谁执法谁普法', 1]]
    """
    if policy not in get_args(Policy):
        raise SettingError(f"policy={policy!r}: must be one of {listed(get_args(Policy))}.")
    if part is not None and part not in PARTS:
        raise SettingError(f"part={part!r}: must be one of {listed(PARTS)}, or left out for whole reports.")
    if part is not None or names:
        return _of_passages(collection, policy, part, names)
    folder = collection_folder(collection)
    path = require_table(folder, "terms")
    require_current(folder)
    report = pc.replace_substring_regex(ds.field("passage_id"), pattern=":[^:]*$", replacement="")
    chosen = ds.field("policy") == policy
    steps = [
        ("scan", acero.ScanNodeOptions(ds.dataset(path), filter=chosen)),
        ("filter", acero.FilterNodeOptions(chosen)),
        ("project", acero.ProjectNodeOptions([report, ds.field("term"), ds.field("count")], NAMES)),
        ("aggregate", acero.AggregateNodeOptions([("count", "hash_sum", None, "count")], NAMES[:2])),
    ]
    plan = acero.Declaration.from_sequence([acero.Declaration(*step) for step in steps])
    table: pd.DataFrame = plan.to_table().sort_by([(name, "ascending") for name in NAMES[:2]]).to_pandas()
    if isinstance(collection, OpenCollection):
        return table[table["report_id"].isin(read_reports(collection)["report_id"])].reset_index(drop=True)
    return table


def parts_of(collection: AnyCollection) -> pd.DataFrame:
    """Part of its report that each passage of a collection stands in: ``passage_id``, ``part``.

    Examples
    --------
    >>> sorted(parts_of("sample")["part"].unique())
    ['opening', 'rest', 'review']
    """
    passages, rules = read_table(collection, "passages"), load_part_rules()
    is_heading = set(passages.loc[passages["role"] == "heading", "passage_id"])
    read = (terms[terms["policy"] == "plain"] for terms in read_parts(collection, "terms"))
    headings = pd.concat([terms[terms["passage_id"].isin(is_heading)] for terms in read])
    return report_parts(passages, headings, lambda words: part_of(words, rules))


def _of_passages(collection: AnyCollection, policy: Policy, part: Part | None, names: bool) -> pd.DataFrame:
    """Counts by report of the passages of a part, names put together where that is wanted."""
    wanted, known = None, load_split_names() if names else ()
    if part is not None:
        placed = parts_of(collection)
        wanted = set(placed.loc[placed["part"] == part, "passage_id"])
    tokens = {token for name in known for token in name.parts}
    sums, concerned = [], []
    for terms in read_parts(collection, "terms"):
        chosen = terms[terms["policy"] == policy]
        chosen = chosen if wanted is None else chosen[chosen["passage_id"].isin(wanted)]
        is_piece = chosen["term"].isin(tokens)
        concerned.append(chosen[is_piece])
        sums.append(_by_report(chosen[~is_piece]))
    pieces = pd.concat(concerned)
    years = read_reports(collection).set_index("report_id")["year"]
    pieces = pieces.assign(year=years.reindex(_reports(pieces["passage_id"])).fillna(0).to_numpy())
    table = pd.concat([*sums, _by_report(whole_names(pieces, known) if known else pieces)])
    if table.empty:
        raise SettingError(f"part={part!r}: no heading of {collection} opens such a part; leave it out.")
    summed: pd.DataFrame = table.groupby(NAMES[:2])["count"].sum().reset_index()
    return summed


def _reports(passage_ids: pd.Series[str]) -> pd.Series[str]:
    return passage_ids.str.rsplit(":", n=1).str[0]


def _by_report(terms: pd.DataFrame) -> pd.DataFrame:
    counted = terms.assign(report_id=_reports(terms["passage_id"]))
    summed: pd.DataFrame = counted.groupby(NAMES[:2])["count"].sum().astype("int64").reset_index()
    return summed

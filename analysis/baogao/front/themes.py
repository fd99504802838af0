"""Verbs on what readers make of topics: sheets, named themes, exemplars, word intrusion, regressions on themes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from baogao.errors import CorpusError, listed
from baogao.features.theme_tables import THEMES, read_themes
from baogao.front.collection import Collection, opened
from baogao.measures.themes import merge_topics, model_key, theme_groups
from baogao.measures.topic_models import read_topics
from baogao.measures.topic_results import ChosenTopics
from baogao.measures.topic_tables import prevalence
from baogao.paths import AnyCollection

if TYPE_CHECKING:
    from baogao.measures.topics import Engine, TopicModel

SHEET_TERMS = 20
PASSAGE = re.compile(r"[\w.-]+:\d{4,}")


class Named(NamedTuple):
    """The stored model of a collection with its topics merged into themes, and what each theme is."""

    coll: Collection
    model: TopicModel
    groups: pd.DataFrame


def named_model(coll: AnyCollection, engine: Engine) -> Named:
    """The stored model with its topics merged as ``themes.tsv`` says; errors as for `themes`."""
    coll = opened(coll)
    chosen = read_topics(coll, engine=engine)
    table = read_themes(coll.folder, model_key(chosen.model))
    _require_passages(coll, table)
    groups = theme_groups(table, len(chosen.model.phi))
    return Named(coll, merge_topics(chosen.model, groups["topics"].tolist()), groups)


def _require_passages(coll: Collection, table: pd.DataFrame) -> None:
    """Refuse evidence that names passages which the collection does not have."""
    cited = {each for evidence in table["evidence"] for each in PASSAGE.findall(evidence)}
    strays = sorted(cited - set(coll.whole.passages["passage_id"]))
    if strays:
        raise CorpusError(
            f"{coll.name}/{THEMES}: evidence {listed(strays)}: no such passage; mend the column evidence."
        )


def themes(coll: AnyCollection, *, engine: Engine = "gibbs") -> pd.DataFrame:
    """Themes that readers named: the topics they merge, their size, and whether two readers agree.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it; sizes are over the part.
    engine : {"gibbs", "gensim", "nmf"}
        Of the stored model whose topics were named.

    Returns
    -------
    pandas.DataFrame
        One row a theme, as in ``themes.tsv``, topics without a name last: ``theme``, ``zh``, ``en``, ``topics``,
        ``n_topics``, ``share`` (of the tokens), ``agree`` (yes, no, mixed; empty for the unnamed).

    Raises
    ------
    SettingError
        If the collection has no ``themes.tsv`` or no stored model.
    CorpusError
        If ``themes.tsv`` is faulty, or names the topics of another model.

    Examples
    --------
    >>> table = themes("work-reports")
    >>> table.loc[table["theme"] == "education", ["en", "topics", "agree"]].values.tolist()
    [['Education', '17', 'yes']]
    >>> float(table["share"].sum().round(6))
    1.0
    """
    named = named_model(coll, engine)
    whole = named.coll.reports.assign(all="")
    sizes = prevalence(named.model, named.coll.whole.passages, whole, by="all")["share"].to_numpy()
    topics = [";".join(map(str, topics)) for topics in named.groups["topics"]]
    table = named.groups.assign(topics=topics, n_topics=named.groups["topics"].map(len), share=sizes)
    return table[["theme", "zh", "en", "topics", "n_topics", "share", "agree"]]


def theme_prevalence(coll: AnyCollection, *, by: str = "year", engine: Engine = "gibbs") -> pd.DataFrame:
    """How much of the reports of each year (or other column of the manifest) each named theme takes.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    by : str
        A column of the manifest.
    engine : {"gibbs", "gensim", "nmf"}
        Of the stored model whose topics were named.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``zh``, ``en``, ``agree``, `by`, ``share``, ``n_reports``, ``low``, ``high``; see
        `baogao.measures.topic_tables.prevalence`.

    Raises
    ------
    SettingError, CorpusError
        As for `themes`.

    Examples
    --------
    >>> table = theme_prevalence("work-reports", by="year")
    >>> table.groupby("year")["share"].sum().round(6).unique().tolist()
    [1.0]
    >>> table.sort_values("share").iloc[-1][["theme", "year", "n_reports"]].astype(str).tolist()
    ['revolution-and-class-struggle', '1964', '1']
    """
    named = named_model(coll, engine)
    table = prevalence(named.model, named.coll.whole.passages, named.coll.reports, by=by)
    names = named.groups.assign(topic=range(1, len(named.groups) + 1)).drop(columns="topics")
    return names.merge(table, on="topic").drop(columns="topic")


def exemplars(coll: AnyCollection, *, n: int = 5, min_tokens: int = 25, engine: Engine = "gibbs") -> pd.DataFrame:
    """Passages in which each topic of the stored model has its largest share, at most one of a report.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    n : int
        So many passages a topic.
    min_tokens : int
        Passages of which the model saw fewer tokens are left out.
    engine : {"gibbs", "gensim", "nmf"}
        Of the stored model.

    Returns
    -------
    pandas.DataFrame
        ``topic``, ``label``, ``rank``, ``passage_id``, ``report_id``, ``date``, ``issuer``, ``start``, ``end``,
        ``share``, ``n_tokens``; see `baogao.measures.exemplars.exemplars`. Ids and offsets, no text.

    Examples
    --------
    >>> exemplars("provincial", n=2)["rank"].tolist()[:4]
    [1, 2, 1, 2]
    """
    from baogao.measures.exemplars import exemplars as measure

    coll = opened(coll)
    chosen = read_topics(coll, engine=engine)
    return _with_facts(measure(chosen.model, coll.passages, n=n, min_tokens=min_tokens), coll, chosen)


def _with_facts(table: pd.DataFrame, coll: Collection, chosen: ChosenTopics) -> pd.DataFrame:
    table = table.merge(chosen.labels, on="topic").merge(coll.reports[["report_id", "date", "issuer"]], on="report_id")
    table = table.sort_values(["topic", "rank"], ignore_index=True)
    facts = ["topic", "label", "rank", "passage_id", "report_id", "date", "issuer"]
    return table[[*facts, "start", "end", "share", "n_tokens"]]


def write_naming_sheet(coll: AnyCollection, out: Path, *, engine: Engine = "gibbs") -> str:
    """Write the sheet on which a reader names topics; see `baogao.reading.topic_sheets.naming_sheet`.

    Returns
    -------
    str
        The key of the model.

    Raises
    ------
    SettingError
        If the file exists, or it would show text and stand in the study.
    """
    from baogao.reading.topic_sheets import naming_sheet, passage_texts, write_sheets

    coll = opened(coll)
    chosen = read_topics(coll, engine=engine)
    key = model_key(chosen.model)
    lines = exemplars(coll, engine=engine)
    lines = lines.assign(text=passage_texts(coll.folder, lines))
    dated = coll.reports.assign(decade=coll.reports["year"].floordiv(10).mul(10))
    decades = prevalence(chosen.model, coll.whole.passages, dated, by="decade")
    sheet = naming_sheet(chosen.top_terms(SHEET_TERMS), decades, lines, key)
    write_sheets({out: sheet}, shows_text=bool((lines["text"] != "").any()))
    return key


def draft_themes(coll: AnyCollection, first: Path, second: Path, *, engine: Engine = "gibbs") -> pd.DataFrame:
    """Rows of ``themes.tsv`` from the sheets of two readers; see `baogao.reading.topic_sheets.draft_themes`."""
    from baogao.reading.topic_sheets import draft_themes as draft

    return draft(first, second, model_key(read_topics(coll, engine=engine).model))


def named_shares(table: pd.DataFrame) -> str:
    """How many topics and tokens readers named without contradiction, and what is left, in one line.

    Examples
    --------
    >>> table = pd.DataFrame({"agree": ["yes", ""], "n_topics": [3, 1], "share": [0.8, 0.2]})
    >>> named_shares(table)[:70]
    'named without contradiction: 3 of 4 topics (80% of the tokens); contra'
    """
    sums = table.groupby("agree")[["n_topics", "share"]].sum().reindex(["yes", "no", "mixed", ""], fill_value=0)
    (n, share), *others = [(int(row["n_topics"]), float(row["share"])) for _, row in sums.iterrows()]
    rest = zip(("contradicted", "mixed", "unnamed"), others, strict=True)
    parts = "; ".join(f"{name}: {topics} ({tokens:.0%})" for name, (topics, tokens) in rest)
    total = int(table["n_topics"].sum())
    return f"named without contradiction: {n} of {total} topics ({share:.0%} of the tokens); {parts}."

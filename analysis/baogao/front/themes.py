"""Verbs on what readers make of topics: sheets, named themes, exemplars, word intrusion, regressions on themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from baogao.errors import SettingError
from baogao.features.theme_tables import SEEDS, read_intrusion, read_seeds, read_themes
from baogao.front.collection import Collection, opened
from baogao.measures.themes import merge_topics, model_key, theme_groups
from baogao.measures.topic_models import read_topics
from baogao.measures.topic_results import ChosenTopics
from baogao.measures.topic_tables import prevalence
from baogao.paths import AnyCollection

if TYPE_CHECKING:
    from baogao.measures.topics import Engine, TopicModel

SHEET_TERMS = 20


class Named(NamedTuple):
    """The stored model of a collection with its topics merged into themes, and what each theme is."""

    coll: Collection
    model: TopicModel
    groups: pd.DataFrame


def _named(coll: AnyCollection, engine: Engine) -> Named:
    coll = opened(coll)
    chosen = read_topics(coll, engine=engine)
    table = read_themes(coll.folder, model_key(chosen.model))
    groups = theme_groups(table, len(chosen.model.phi))
    return Named(coll, merge_topics(chosen.model, groups["topics"].tolist()), groups)


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
    """
    named = _named(coll, engine)
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
    """
    named = _named(coll, engine)
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


def write_intrusion_sheet(coll: AnyCollection, out: Path, *, key: Path, seed: int, engine: Engine = "gibbs") -> int:
    """Write a word-intrusion test and, to another file, its key; gives the number of items.

    Raises
    ------
    SettingError
        If a file exists already, or a topic carries no item.
    """
    from baogao.front.words import dispersion
    from baogao.measures.intrusion import WORDS, intrusion_items
    from baogao.reading.topic_sheets import write_sheets

    coll = opened(coll)
    chosen = read_topics(coll, engine=engine)
    terms = chosen.top_terms(10)
    spread = dispersion(coll, sorted(set(terms["term"]))).set_index("term")["dp"]
    items = intrusion_items(chosen.model, terms, spread, seed=seed)
    sheet = items[["item", *WORDS]].assign(answer="")
    write_sheets({out: sheet, key: items.assign(model=model_key(chosen.model))}, shows_text=False)
    return len(items)


def score_intrusion(
    coll: AnyCollection, answers: Sequence[Path], *, key: Path, write: bool = False, engine: Engine = "gibbs"
) -> pd.DataFrame:
    """Score filled word-intrusion sheets: a row a topic and reader; stored in ``intrusion.tsv`` with `write`.

    Raises
    ------
    CorpusError, TableError
        If a sheet or the key is faulty, or the key is of another model.
    """
    from baogao.features.theme_tables import write_intrusion
    from baogao.measures.intrusion import intrusion_found
    from baogao.reading.topic_sheets import read_intrusion_answers, read_intrusion_key

    coll = opened(coll)
    model = model_key(read_topics(coll, engine=engine).model)
    if len({path.stem for path in answers}) < len(answers):
        raise SettingError("answers: two files of one name; a file is called as its reader.")
    found = intrusion_found(
        read_intrusion_key(key, model), {path.stem: read_intrusion_answers(path) for path in answers}
    )
    if write:
        write_intrusion(coll.folder, found, model)
    return found


def intrusion(coll: AnyCollection, *, engine: Engine = "gibbs") -> pd.DataFrame:
    """Read what readers answered in the word-intrusion test of the stored model.

    Returns
    -------
    pandas.DataFrame
        ``topic``, ``item``, ``intruder``, ``reader``, ``answer``, ``found``: what
        `baogao.measures.intrusion.intrusion_scores` and ``intrusion_agreement`` take.

    Raises
    ------
    SettingError
        If no answers are stored.
    CorpusError
        If they are of another model.
    """
    coll = opened(coll)
    return read_intrusion(coll.folder, model_key(read_topics(coll, engine=engine).model))


def prevalence_effects(
    coll: AnyCollection,
    *,
    on: Sequence[str],
    cluster: str = "issuer",
    n_draws: int = 25,
    seed: int,
    named: bool = False,
    engine: Engine = "gibbs",
) -> pd.DataFrame:
    """How the share of each topic, or named theme, depends on year, level, region and other columns of the manifest.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    on : sequence of str
        Columns of the manifest that explain.
    cluster : str
        Column whose equal values make reports dependent.
    n_draws, seed : int
        Draws of the shares, and their seed.
    named : bool
        Take the named themes in place of the topics.
    engine : {"gibbs", "gensim", "nmf"}
        Of the stored model.

    Returns
    -------
    pandas.DataFrame
        ``topic`` and ``label`` (or ``theme``, ``zh``, ``en``), ``term``, ``estimate``, ``se``, ``low``, ``high``,
        ``n_reports``, ``n_clusters``; see `baogao.measures.prevalence_effects.prevalence_effects`.

    Examples
    --------
    >>> table = prevalence_effects("provincial", on=["year"], n_draws=2, seed=1)
    >>> table["term"].unique().tolist(), table["n_clusters"].unique().tolist()
    (['intercept', 'year=2026'], [21])
    """
    from baogao.measures.prevalence_effects import prevalence_effects as measure

    coll = opened(coll)
    if named:
        themed = _named(coll, engine)
        model, names = themed.model, themed.groups[["theme", "zh", "en"]].assign(topic=range(1, len(themed.groups) + 1))
    else:
        chosen = read_topics(coll, engine=engine)
        model, names = chosen.model, chosen.labels[["topic", "label"]]
    passages = coll.whole.passages
    table = measure(model, passages, coll.reports, on=list(on), cluster=cluster, n_draws=n_draws, seed=seed)
    joined = names.merge(table, on="topic")
    return joined.drop(columns="topic") if named else joined


def seeded_topics(
    coll: AnyCollection, seeds: Mapping[str, Sequence[str]] | None = None, *, n_free: int = 10, seed: int
) -> pd.DataFrame:
    """Fit topics of which the first are drawn towards themes that were fixed beforehand.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it, of at least ten reports.
    seeds : mapping of str to sequence of str, optional
        Terms of each theme; those of the collection's ``seeds.tsv`` when not given.
    n_free : int
        Topics without seeds.
    seed : int
        Start of the random numbers.

    Returns
    -------
    pandas.DataFrame
        One row a theme: ``topic``, ``theme``, ``prevalence``, ``n_seeds``, ``seeds_absent``, ``seed_mass``,
        ``seed_recall``, ``terms`` (the twelve most probable); see `baogao.measures.seeded_topics.seeded_topics`, which
        gives the model too.

    Examples
    --------
    >>> table = seeded_topics("resolutions", {"courts": ["法院", "司法", "审判"]}, n_free=2, seed=1)
    >>> table["theme"].tolist()
    ['courts']
    """
    from baogao.front.words import term_matrix
    from baogao.measures.seeded_topics import seeded_topics as fit
    from baogao.measures.topic_tables import top_terms
    from baogao.measures.topics import require_reports

    coll = opened(coll)
    require_reports(coll.reports)
    if seeds is None:
        table = read_seeds(coll.folder / SEEDS)
        seeds = dict(zip(table["theme"], table["terms"], strict=True))
    matrix = term_matrix(coll)
    seeded = fit(matrix, seeds, n_free=n_free, seed=seed)
    terms = top_terms(seeded.model, matrix.term_counts, n=12).groupby("topic")["term"].agg(" ".join)
    return seeded.themes.assign(terms=seeded.themes["topic"].map(terms))


def seeds_of(coll: AnyCollection, path: Path | None) -> dict[str, list[str]]:
    """Terms of each theme in a table of seeds: that of the collection when no other is named.

    Raises
    ------
    SettingError
        If there is none.
    CorpusError
        If it is faulty.
    """
    table = read_seeds(path or opened(coll).folder / SEEDS)
    return dict(zip(table["theme"], table["terms"], strict=True))


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


def intrusion_lines(found: pd.DataFrame) -> list[str]:
    """What a word-intrusion test says: a line a reader, and one on the agreement of each two."""
    from baogao.measures.intrusion import intrusion_agreement, intrusion_scores

    lines = [
        f"{row['reader']}: {row['n_found']:g} of {row['n_items']} found ({row['share']:.0%}, 95% interval "
        f"{row['low']:.0%} to {row['high']:.0%}; guessing: 17%)"
        for row in intrusion_scores(found).to_dict("records")
    ]
    return lines + [
        f"{row['first']} and {row['second']}: same answer {row['same_answer']:.0%} (kappa {row['kappa_answer']:.2f}), "
        f"both or neither found it {row['same_found']:.0%} (kappa {row['kappa_found']:.2f})"
        for row in intrusion_agreement(found).to_dict("records")
    ]

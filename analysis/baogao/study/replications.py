"""Published counts recomputed: each row of corpus/replications.csv from feature tables, or from texts where they are.

``python -m baogao.study.replications`` prints the page docs/replications.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import pandas as pd
from pydantic import BaseModel, Field

from baogao.corpus.layout.layout import segment
from baogao.corpus.store.collection import absent_texts, entries, load_report, read_reports, reports_where
from baogao.features.counts import term_counts
from baogao.features.current import read_table, rows_of
from baogao.features.tables import wanted_tables
from baogao.language.lexicon import load_lexicon
from baogao.language.normal import normalise
from baogao.language.terms import HAN
from baogao.paths import collection_folder, find_study
from baogao.tables import read_rows

PATH = Path("corpus", "replications.csv")
Unit = Literal["string", "token", "rank", "reports", "string per report", "sentences", "characters", "han", "none"]
Comparison = Literal["count", "about", "at least", "at most", "record", "direction", "as read", "none"]
Number = Annotated[str, Field(pattern=r"-?\d+(\.\d+)?|", description="must be a number, or empty")]
Where = Annotated[
    str, Field(pattern=r"\w+=[\w.,-]+( less \w+=[\w.,-]+)?", description="must be as year=2012 or year=1954..2017")
]
Sign = Annotated[str, Field(pattern=r"[+0-]|", description="must be +, 0 or -, or empty where nothing is compared")]
CAUSES = {
    "none": "equal, or within what was published (a bound, a rounded number)",
    "title": "the title counts in the published number; the text here lacks it",
    "final text": "counted on the day of delivery; the text here is probably the one amended afterwards",
    "read-out": "counted in the speech as read, about half of the text, which is not here to count in",
    "words": "counted as words of a segmentation, not as strings",
    "icu words": "counted as ICU's words, which keep some longer words whole (人民币)",
    "english": "counted in the English text, all forms of a word",
    "family": "holds for a family of words only",
    "characters": "another notion of a character (字 of a word processor)",
    "twice": "a report stands twice in the published corpus, and is read once here",
    "contents": "the text here holds a table of contents, which was left out",
    "repeated titles": "here a title counts once a day, although article and picture share it",
    "other years": "other years and regions: only the direction can be compared",
    "false": "the claim does not hold in any reading",
    "contradiction": "two published numbers for the same text contradict each other",
    "open": "not explained",
}
Cause = Literal[
    "none", "title", "final text", "read-out", "words", "icu words", "english", "family", "characters", "twice",
    "contents", "repeated titles", "other years", "false", "contradiction", "open",
]  # fmt: skip


class Replication(BaseModel):
    """A published number: of which reports, of what, and what it is here."""

    collection: str
    where: str = Field(
        pattern=r"\w+=[\w.,-]+( less \w+=[\w.,-]+)?", description="must be as year=2012 or year=1954..2017"
    )
    form: str
    unit: Unit
    published: Number
    comparison: Comparison
    ours: Number
    difference: Sign
    cause: Cause
    source: str = Field(min_length=1, description="must name where it was published")
    note: str


def load_replications() -> pd.DataFrame:
    """Read the table of published counts, checked.

    Examples
    --------
    >>> set(load_replications()["cause"]) <= set(CAUSES)
    True
    """
    return read_rows(find_study() / PATH, Replication, unique=[("collection", "where", "form", "unit", "source")])


def recompute(row: pd.Series[str]) -> float | None:
    """The number of a row, computed anew; None where it needs texts that are not here.

    Parameters
    ----------
    row : pandas.Series
        A row of the table: ``collection``, ``where`` (``year=2012``, ``year=1954..2017``; ``less`` takes the same
        of other reports away), ``form`` (several with ``+`` are added up) and ``unit``.

    Returns
    -------
    float or None
        Occurrences of the string or token, its rank among words of two characters or more by occurrences of their
        strings, or the size of the reports.
    """
    values = [_value(row["collection"], where, row["form"], row["unit"]) for where in row["where"].split(" less ")]
    if any(value is None for value in values):
        return None
    first, *rest = (float(value) for value in values if value is not None)
    return round(first - sum(rest), 2)


def _value(name: str, where: str, form: str, unit: str) -> float | None:
    part = part_where(name, where)
    if unit in ("sentences", "characters", "han"):
        column = {"sentences": "n_sentences", "characters": "n_chars", "han": "n_han"}[unit]
        return float(part.reports[column].sum())
    if unit == "reports":
        return float(len(part.report_ids))
    counts: dict[str, Callable[[Part, str], float | None]] = {
        "string": count_string, "string per report": _mean_count, "token": _count_tokens, "rank": _rank,
    }  # fmt: skip
    own = [counts[unit](part, each) for each in form.split("+")]
    return None if any(value is None for value in own) else sum(value for value in own if value is not None)


class Part(NamedTuple):
    """Some reports of a collection: its name, and their ids."""

    collection: str
    report_ids: tuple[str, ...]

    @property
    def reports(self) -> pd.DataFrame:
        """Their rows of the manifest."""
        reports = read_reports(self.collection)
        return reports[reports["report_id"].isin(self.report_ids)]


def part_where(collection: str, where: str) -> Part:
    """The reports of a row: ``year=2012``, or ``year=1954..2017`` for those years that there are.

    Examples
    --------
    >>> part_where("sample", "report_id=lan-2019").report_ids
    ('lan-2019',)
    """
    reports = read_reports(collection)
    column, _, values = where.partition("=")
    first, _, last = values.partition("..")
    chosen = reports[reports["year"].between(int(first), int(last))] if last else None
    rows = reports_where(reports, **{column: values.split(",")}) if chosen is None else chosen
    return Part(collection, tuple(rows["report_id"]))


def count_string(part: Part, form: str) -> float | None:
    """Occurrences of a string: from bigrams or hits if these hold it, else from the texts; None if these are not here.

    The table of bigrams holds those that a report has twice; a form is counted in it if each report has it.

    Examples
    --------
    >>> count_string(part_where("sample", "report_id=lan-2022"), "七五普法")
    0.0
    """
    folder, ids = collection_folder(part.collection), set(part.report_ids)
    if re.fullmatch(f"[{HAN}]{{2}}", form) and "ngrams" in wanted_tables(folder):
        own = rows_of(_table(part.collection, "ngrams"), ids).query("ngram == @form")
        if own["report_id"].nunique() == len(ids):
            return float(own["count"].sum())
    if form in load_lexicon().forms and form not in load_lexicon().unless:
        hits = _table(part.collection, "hits")
        return float(len(rows_of(hits[hits["variant"] == form], ids)))
    if absent_texts(folder, part.reports):
        return None
    return float(sum(each.count(form) for each in _texts(part)))


@cache
def _table(collection: str, name: str) -> pd.DataFrame:
    """A feature table, read once."""
    return read_table(collection, name)


@cache
def _counts(collection: str) -> pd.DataFrame:
    """Words of each report, slogans cut too; read once."""
    return term_counts(collection, policy="plain")


@cache
def _texts(part: Part) -> list[str]:
    """Normalised passages of some reports."""
    folder = collection_folder(part.collection)
    reports = (load_report(folder, entry) for entry in entries(folder, part.reports))
    return [normalise(report.text, each.blocks).text for report in reports for each in segment(report)[0]]


def _mean_count(part: Part, form: str) -> float | None:
    count = count_string(part, form)
    return None if count is None else round(count / len(part.report_ids), 2)


def _count_tokens(part: Part, form: str) -> float:
    counts = _counts(part.collection)
    return float(counts.loc[counts["report_id"].isin(part.report_ids) & (counts["term"] == form), "count"].sum())


def _rank(part: Part, form: str) -> float:
    """Place of a word among jieba's words of two characters, by how often their strings occur; ties share the first."""
    terms, ids = _counts(part.collection), set(part.report_ids)
    words = set(terms.loc[terms["report_id"].isin(ids), "term"])
    pairs = rows_of(_table(part.collection, "ngrams"), ids)
    counts = pairs[pairs["ngram"].isin(words)].groupby("ngram")["count"].sum()
    return float((counts > counts[form]).sum() + 1)


def holds(row: pd.Series[str]) -> bool:
    """Whether our number is what was published: equal, within a bound, or equal when it is rounded as that one is."""
    published, ours = float(row["published"]), float(row["ours"])
    within = {
        "about": abs(ours - published) * 2 <= _unit(row["published"]),
        "at least": ours >= published,
        "at most": ours <= published,
    }
    return within.get(row["comparison"], ours == published)


def _unit(published: str) -> int:
    """The unit to which a whole number is rounded: 100 of 32300."""
    return int(10 ** (len(published) - len(published.rstrip("0"))))


HEAD = """# Published counts, recomputed

Numbers that newspapers, institutes and tutorials have published about these reports, beside what baogao counts. The
table is [corpus/replications.csv](../corpus/replications.csv); the test `tests/test_replications.py` computes every
number in the column *here* anew, from feature tables or, where they are at hand, from the texts. This page is made from
the table: `python -m baogao.study.replications`. A count of one text may differ because the text is another one (as
read, as delivered, as amended) or because another thing is counted (strings, words, English words).
"""
COLUMNS = ["where", "form", "unit", "published", "here", "", "cause", "source"]


def replications_page() -> str:
    """Markdown of the page: what holds, a table a collection, and the causes of differences.

    Examples
    --------
    >>> "# Published counts, recomputed" in replications_page()
    True
    """
    table = load_replications()
    compared = table[(table["published"] != "") & (table["ours"] != "") & (table["cause"] != "other years")]
    agree = int(compared.apply(holds, axis=1).sum())
    n_open = int((table["cause"] == "open").sum())
    lead = _lead(len(table), len(compared), agree, n_open)
    causes = [f"- **{name}**: {text} ({(table['cause'] == name).sum()})" for name, text in CAUSES.items()]
    sections = [f"## {name}\n\n{_markdown(own)}" for name, own in table.groupby("collection")]
    return "\n".join([HEAD, lead, "", *sections, "## Causes\n", *causes, ""])


def _lead(n_rows: int, n_compared: int, n_agree: int, n_open: int) -> str:
    return (
        f"Of {n_rows} rows {n_compared} compare a number with ours: {n_agree} agree (equal, within the bound, or\n"
        f"rounded), {n_compared - n_agree - n_open} differ for a cause that is named, {n_open} are open. The others\n"
        "state a claim that has no number, or are of a text or of years that are not here."
    )


def _markdown(rows: pd.DataFrame) -> str:
    lines = [f"| {' | '.join(COLUMNS)} |", "| --- | --- | --- | ---: | ---: | --- | --- | --- |"]
    for row in rows.to_dict("records"):
        prefix = {"at least": "≥ ", "at most": "≤ ", "about": "≈ ", "record": "record: "}.get(row["comparison"], "")
        cause = f"{row['cause']}: {row['note']}" if row["note"] else row["cause"]
        cells = [
            row["where"], row["form"], row["unit"], prefix + row["published"], row["ours"], row["difference"], cause,
            row["source"],
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(replications_page(), end="")

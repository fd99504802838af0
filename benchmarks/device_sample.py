"""Draw what readers of devices judge: 100 hits a device for precision, 60 passages for recall; see docs/devices.md.

It takes the raw texts. Offsets go to corpus/lexicons/devices-read/, sheets with text to the folder given with --out,
which must lie outside the study. Run it once for a reading: the same seed draws the same.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from baogao.corpus.layout.layout import segment
from baogao.corpus.store.collection import load_reports, read_reports
from baogao.files import write_text
from baogao.language.device_lists import DEVICES
from baogao.language.devices import device_spans
from baogao.language.normal import normalise
from baogao.language.stack import stack
from baogao.measures.coverage import main_kind
from baogao.measures.device_strata import STRATA, device_strata
from baogao.paths import LEXICONS, find_study

COLLECTIONS = ("work-reports", "congress", "central", "provincial", "judicial")
HITS, PASSAGES = 100, 60
SHORT, LIMITS = 300, (100, 1_500)  # characters: half of the passages are longer than SHORT
SEED = 20261126
# Rules that were mended after a first draw had been read: drawn afresh, with another seed.
REDRAWN = ("achievement", "future", "hedge", "metaphor_building", "metaphor_war", "task")
CONTEXT = 18
KEY = ["passage_id", "start", "end"]


def texts_of(collection: str) -> Iterator[dict[str, object]]:
    """Running passages of the reports of the main kind, normalised."""
    reports = main_kind(read_reports(collection))
    strata = dict(zip(reports["report_id"], device_strata(reports), strict=True))
    for report in load_reports(collection):
        if report.report_id not in strata:
            continue
        for passage in segment(report)[0]:
            if passage.role not in ("heading", "caption"):
                yield {
                    "passage_id": passage.passage_id,
                    "report_id": report.report_id,
                    "stratum": strata[report.report_id],
                    "normal": normalise(report.text, passage.blocks),
                }


def load_passages() -> pd.DataFrame:
    passages = pd.DataFrame([row for name in COLLECTIONS for row in texts_of(name)])
    return passages.assign(text=[normal.text for normal in passages["normal"]])


def find_all(passages: pd.DataFrame) -> pd.DataFrame:
    """Every find of every device: row of its passage, offsets into the normalised passage and into the report."""
    stacked = stack(passages["text"].tolist())
    reports = pd.factorize(passages["report_id"])[0]
    parts = []
    for device, (starts, ends) in device_spans(stacked, reports).items():
        rows = stacked.passages[starts]
        before = stacked.starts[rows]
        parts.append(pd.DataFrame({"device": device, "row": rows, "first": starts - before, "last": ends - before}))
    finds = pd.concat(parts, ignore_index=True)
    spans = [
        passages["normal"].iloc[row].span(first, last)
        for row, first, last in zip(finds["row"], finds["first"], finds["last"], strict=True)
    ]
    about = passages[["passage_id", "stratum"]].iloc[finds["row"]].reset_index(drop=True)
    return pd.concat([finds, about], axis=1).assign(start=[one[0] for one in spans], end=[one[1] for one in spans])


def shares(sizes: pd.Series, wanted: int) -> pd.Series:
    """How many to draw of each stratum: the same of all, and more of the others where one has too few."""
    drawn = pd.Series(0, sizes.index)
    while drawn.sum() < min(wanted, sizes.sum()):
        open_strata = drawn.index[drawn < sizes]
        for stratum in open_strata[: wanted - drawn.sum()]:
            drawn[stratum] += 1
    return drawn


def draw_hits(finds: pd.DataFrame, seed: int) -> pd.DataFrame:
    parts = []
    for number, device in enumerate(DEVICES):
        own = finds[finds["device"] == device]
        sizes = own["stratum"].value_counts().reindex(list(STRATA), fill_value=0)
        for place, (stratum, n) in enumerate(shares(sizes, HITS).items()):
            rng = np.random.default_rng([seed + (device in REDRAWN), number, place])
            members = own[own["stratum"] == stratum]
            parts.append(members.iloc[np.sort(rng.choice(len(members), n, replace=False))])
    return pd.concat(parts, ignore_index=True)


def draw_passages(passages: pd.DataFrame, seed: int, read_before: set[str]) -> pd.DataFrame:
    """As many short as long passages of each stratum."""
    sizes = passages["text"].str.len()
    fit = sizes.between(*LIMITS) & ~passages["passage_id"].isin(read_before)
    parts, each = [], PASSAGES // (2 * len(STRATA))
    for place, stratum in enumerate(STRATA):
        for is_long in (False, True):
            members = passages[fit & (passages["stratum"] == stratum) & ((sizes > SHORT) == is_long)]
            rng = np.random.default_rng([seed, 1_000 + place, int(is_long)])
            parts.append(members.iloc[np.sort(rng.choice(len(members), min(each, len(members)), replace=False))])
    return pd.concat(parts, ignore_index=True)


def line_of(hit: pd.Series, text: str) -> str:
    before = text[max(0, hit["first"] - CONTEXT) : hit["first"]].rsplit("\n", 1)[-1]
    behind = text[hit["last"] : hit["last"] + CONTEXT].split("\n", 1)[0]
    return f"{before}【{text[hit['first'] : hit['last']]}】{behind}".replace("\n", "/")


def write_sheets(out: Path, hits: pd.DataFrame, sample: pd.DataFrame, texts: pd.Series) -> None:
    """Sheets with text for readers: one of hits a device, one of passages, blind."""
    out.mkdir(parents=True, exist_ok=True)
    for device, own in hits.groupby("device", sort=False):
        lines = [f"{number}\t{line_of(hit, texts[hit['row']])}" for number, hit in own.iterrows()]
        write_text(out / f"hits-{device}.txt", "\n".join(lines) + "\n")
    blocks = [f"## {row.passage_id}\n{row.text}" for row in sample.itertuples()]
    write_text(out / "passages.txt", "\n\n".join(blocks) + "\n")


def write_table(name: str, table: pd.DataFrame) -> None:
    path = find_study() / LEXICONS / "devices-read" / f"{name}.tsv"
    path.parent.mkdir(exist_ok=True)
    write_text(path, table.to_csv(sep="\t", index=False, lineterminator="\n"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--skip", type=Path, help="a file with ids of passages that were read before, one a line")
    arguments = parser.parse_args()
    read_before = set(arguments.skip.read_text(encoding="utf-8").split()) if arguments.skip else set()
    passages = load_passages()
    finds = find_all(passages)
    hits, sample = draw_hits(finds, arguments.seed), draw_passages(passages, arguments.seed, read_before)
    write_sheets(arguments.out, hits, sample, passages["text"])
    write_table("hits", hits[["device", "stratum", *KEY]].assign(first="", second=""))
    spans = sample.assign(start=[n.span(0, len(n.text))[0] for n in sample["normal"]], n_chars=sample["text"].str.len())
    write_table("passages", spans[["passage_id", "stratum", "start", "n_chars"]])
    of_sample = finds[finds["passage_id"].isin(sample["passage_id"])]
    write_table("finds", of_sample[["device", "stratum", *KEY]])
    print(pd.crosstab(finds["device"], finds["stratum"]).to_string())
    print(pd.crosstab(hits["device"], hits["stratum"]).to_string())


if __name__ == "__main__":
    main()

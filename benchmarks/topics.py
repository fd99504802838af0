"""Topics that are shown beside the best of gensim's over a grid: coherence, recurrence, overlap, and CPU time.

    python benchmarks/topics.py [COLLECTION]

Writes ``benchmarks/topics.csv`` and prints it as the table of docs/topics.md. Of the feature tables of `work-reports`,
without the texts; ten minutes of one core. Each setting of gensim's LdaModel
(passes, priors; 20 topics) is fitted with two seeds, and is scored as what is shown: coherence of the ten top terms,
share of its topics that the other seed finds again, overlap of the 20 top terms. Of the Gibbs engine one fit is
scored in the same way, and the consensus of ten on two seeds of its own. All run in one process on one clock, which
counts the processor and not the wall; ratios are of times in the same run.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

import pandas as pd
from tabulate import tabulate

from baogao.features.current import read_parts
from baogao.language.stopwords import load_stopwords
from baogao.measures.consensus import consensus
from baogao.measures.engine_gensim import GENSIM
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix
from baogao.measures.medoid import seed_agreement
from baogao.measures.recurrence import MATCH, recurrence
from baogao.measures.topic_models import MATRIX, SEEDS, K
from baogao.measures.topic_tables import coherence
from baogao.measures.topics import Engine, TopicModel, fit_topics

COLLECTION, RESULTS = "work-reports", Path(__file__).with_suffix(".csv")
PASSES = (10, 20, 40)
PRIORS = {
    "estimated": ("auto", "auto"),
    "gensim's defaults": ("symmetric", None),
    "as of the Gibbs engine": (0.1, 0.05),
}
CHOOSING, SCORING = SEEDS["gibbs"][0], SEEDS["gibbs"][1][:2]


def fit(matrix: DocumentTermMatrix, engine: Engine, seed: int, passes: int | None = None) -> tuple[TopicModel, float]:
    """A model and the seconds of CPU it took."""
    began = time.process_time()
    model = fit_topics(matrix, k=K, seed=seed, engine=engine, iterations=passes)
    return model, time.process_time() - began


def row(
    what: str, models: list[TopicModel], matrix: DocumentTermMatrix, seconds: float, n_fits: int
) -> dict[str, object]:
    """Scores of the first model, the others being other seeds."""
    table = recurrence(models)
    return {
        "what": what,
        "npmi": coherence(models[0], matrix)["npmi"].mean(),
        "recurrence": table["recurrence"].mean(),
        "jaccard": table["jaccard"].mean(),
        "seconds": seconds,
        "fits": n_fits,
    }


def gensim_rows(matrix: DocumentTermMatrix) -> list[dict[str, object]]:
    """A row for each setting of the grid."""
    rows = []
    for passes, (name, (alpha, eta)) in itertools.product(PASSES, PRIORS.items()):
        GENSIM.update(alpha=alpha, eta=eta)
        fits = [fit(matrix, "gensim", seed, passes) for seed in (1, 2)]
        seconds = sum(taken for _, taken in fits)
        rows.append(row(f"gensim, {passes} passes, priors {name}", [model for model, _ in fits], matrix, seconds, 2))
        print(rows[-1], file=sys.stderr, flush=True)
    return rows


def gibbs_rows(matrix: DocumentTermMatrix) -> list[dict[str, object]]:
    """One fit against another seed, and the consensus against two seeds that had no part in it."""
    choosing = [fit(matrix, "gibbs", seed) for seed in CHOOSING]
    others = [fit(matrix, "gibbs", seed)[0] for seed in SCORING]
    models = [model for model, _ in choosing]
    began = time.process_time()
    medoid = int(seed_agreement(models)["medoid"].to_numpy().argmax())
    shown, _ = consensus(models, reference=medoid, match=MATCH)
    seconds = sum(taken for _, taken in choosing) + time.process_time() - began
    return [
        row("gibbs, one fit", models[:2], matrix, choosing[0][1] + choosing[1][1], 2),
        row(f"gibbs, consensus of {len(models)}: what is shown", [shown, *others], matrix, seconds, len(models)),
    ]


def shown_as_text(results: pd.DataFrame) -> str:
    """The table as docs/topics.md has it, with what follows from it."""
    shown, best = results.iloc[1], results.iloc[2:]
    leading = [
        f"- {score}: {shown[score]:.3f} shown, {best[score].max():.3f} the best of gensim's settings"
        for score in ("npmi", "recurrence", "jaccard")
    ]
    per_fit = (best["seconds"] / best["fits"]) / (shown["seconds"] / shown["fits"])
    times = [
        f"- time of the search among gensim's settings over that of what is shown: "
        f"{best['seconds'].sum() / shown['seconds']:.1f}",
        f"- time of one fit of gensim's over one Gibbs fit: {per_fit.min():.1f} to {per_fit.max():.1f}, by passes",
    ]
    table = tabulate(results, headers="keys", floatfmt=".3f", showindex=False, tablefmt="github")
    return "\n".join([table, "", *leading, *times])


def main(collection: str = COLLECTION) -> None:
    """Write the table, and print how what is shown stands to the best of the grid."""
    matrix = document_term_matrix(read_parts(collection, "terms"), stopwords=load_stopwords(), **MATRIX)
    results = pd.DataFrame(gibbs_rows(matrix) + gensim_rows(matrix)).round(6)
    if collection == COLLECTION:
        results.to_csv(RESULTS, index=False, lineterminator="\n")
    print(shown_as_text(results))


if __name__ == "__main__":
    main(*sys.argv[1:])

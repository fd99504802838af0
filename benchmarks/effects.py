"""How often intervals of effects on prevalence hold the truth: simulated collections of 5 to 60 issuers.

Issuers have two reports of 20 passages each; shares differ by year, by level, by issuer and by report, and are counted
from passages of 20 to 80 tokens. ``python benchmarks/effects.py`` writes benchmarks/effects.csv.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from baogao.measures import prevalence_effects as module
from baogao.measures.topics import TopicModel

TRUTH = {"year=2026": 0.04, "level=county": 0.03}
CLUSTERS, PASSAGES, N_DRAWS = (5, 10, 20, 40, 60), 20, 5
MOST_CV1 = 20  # with more clusters the two variances are alike


def simulated(rng: np.random.Generator, n_issuers: int) -> tuple[TopicModel, pd.DataFrame, pd.DataFrame]:
    """A model of one topic and the rest, its passages, and its reports."""
    year, issuer = np.tile([2025, 2026], n_issuers), np.repeat(np.arange(n_issuers), 2)
    level = np.where(issuer % 3 == 0, "county", "city")
    share = 0.2 + TRUTH["year=2026"] * (year == 2026) + TRUTH["level=county"] * (level == "county")
    share = share + rng.normal(0, 0.03, n_issuers)[issuer] + rng.normal(0, 0.02, len(year))
    lengths = rng.integers(20, 80, (len(year), PASSAGES))
    counts = rng.binomial(lengths, rng.beta(4 * share, 4 * (1 - share), (PASSAGES, len(year))).T)
    theta = ((counts + 0.1) / (lengths + 0.2)).ravel()
    names = [f"d{report}" for report in range(len(year))]
    own = np.repeat(names, PASSAGES)
    ids = tuple(f"{report}:{place}" for place, report in enumerate(own))
    arrays = np.column_stack([theta, 1 - theta]), np.eye(2)
    model = TopicModel(*arrays, ("this", "other"), ids, lengths.ravel(), "gibbs", {})
    reports = pd.DataFrame({"report_id": names, "issuer": issuer.astype(str), "year": year, "level": level})
    return model, pd.DataFrame({"passage_id": ids, "report_id": own}), reports


def coverage(n_issuers: int, variance: module.Variance, n: int) -> list[tuple[object, ...]]:
    """Share of the simulated collections whose interval holds the truth, for each effect."""
    rng, held = np.random.default_rng(n_issuers), dict.fromkeys(TRUTH, 0)
    for _ in range(n):
        options = {"variance": variance, "n_draws": N_DRAWS, "seed": int(rng.integers(2**31))}
        table = module.prevalence_effects(*simulated(rng, n_issuers), on=["year", "level"], **options)
        own = table[table["topic"] == 1].set_index("term")
        for term, truth in TRUTH.items():
            held[term] += bool(own.loc[term, "low"] <= truth <= own.loc[term, "high"])
    return [(n_issuers, variance, term, n, count / n) for term, count in held.items()]


def main() -> None:
    """Print and write the table; the intervals that the library refuses (under 10 clusters) are computed here."""
    module.MIN_CLUSTERS, module.MIN_CLUSTERS_A_LEVEL = 5, 1
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    choices = [(k, variance) for k in CLUSTERS for variance in ("CV3", "CV1") if variance == "CV3" or k <= MOST_CV1]
    rows = [row for k, variance in choices for row in coverage(k, variance, n)]
    table = pd.DataFrame(rows, columns=["n_clusters", "variance", "term", "n_simulated", "coverage"])
    print(table.to_string(index=False))
    table.to_csv(Path(__file__).with_suffix(".csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

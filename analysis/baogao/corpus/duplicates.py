"""Text that stands more than once in the same report."""

from __future__ import annotations

from collections import Counter

from baogao.corpus.cleaning import clean
from baogao.corpus.passages import count_chars
from baogao.corpus.report import Report

MIN_CHARS = 40  # shorter blocks (salutations, headings) recur without being copies


def repeated_share(report: Report) -> float:
    r"""Share of a report's characters that lie in paragraphs standing there more than once.

    Parameters
    ----------
    report : Report

    Returns
    -------
    float
        From 0 to 1; of paragraphs of at least 40 characters. 0 for an empty report.

    Examples
    --------
    >>> paragraph = "依法行政" * 12
    >>> repeated_share(Report("a", f"{paragraph}\n{paragraph}\n普法。"))
    0.9696969696969697
    """
    blocks, _ = clean(report.text)
    bodies = ["".join(block.read(report.text).split()) for block in blocks]
    counts = Counter(body for body in bodies if len(body) >= MIN_CHARS)
    total = sum(map(count_chars, bodies))
    return sum(len(body) * n for body, n in counts.items() if n > 1) / total if total else 0.0

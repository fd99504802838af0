"""Antitheses (重…轻…, 不是…而是…): two halves set against each other, beside the parallel series."""

from __future__ import annotations

from baogao.corpus.words.rules import rows
from baogao.language.series.choice import Series

RULES = "antithesis"


def find_antitheses(text: str) -> list[Series]:
    """Find the antitheses of a text.

    Parameters
    ----------
    text : str
        Normalised text, one block a line.

    Returns
    -------
    list of Series
        By start, with two members each and the kind ``antithesis``; ``marker`` is the name of the rule of
        ``corpus/lexicons/rules/antithesis.tsv``. Of those that overlap, the first in the text.

    Examples
    --------
    >>> find_antitheses("有的村重修路轻养路。")[0][:5]
    (3, 9, 2, '重…轻…', 'antithesis')
    """
    found = [
        Series(*match.span(), 2, rule.rule, "antithesis", 1.0, tuple(map(match.span, (1, 2))))
        for rule in rows(RULES)
        for match in rule.pattern.finditer(text)
    ]
    chosen: list[Series] = []
    for one in sorted(found):
        if not chosen or one.start >= chosen[-1].end:
            chosen.append(one)
    return chosen

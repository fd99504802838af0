"""Tokens of one text file, for reading and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from baogao.corpus.sources import read_report
from baogao.features.extract import matched
from baogao.language.engines import Engine
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher, cover
from baogao.language.segmenting import segmenter, tokenize


def token_lines(path: Path, *, engine: Engine = "fast", plain: bool = False) -> Iterator[str]:
    """Tokens of a text, one passage a line, parted by spaces; page furniture is left out.

    Parameters
    ----------
    path : pathlib.Path
        A text file.
    engine : {"fast", "jieba"}
        What cuts the text between slogans; both give the same tokens.
    plain : bool
        Cut slogans as well; otherwise slogans of the lexicon stay whole.

    Yields
    ------
    str
        Widths are unified; punctuation is kept.

    Raises
    ------
    CorpusError
        If the file cannot be read.
    """
    report = read_report(path)
    cut = segmenter(engine)
    matcher = Matcher(load_lexicon().forms)
    for _, normal, hits in matched(report, matcher):
        yield " ".join(tokenize(normal.text, [] if plain else cover(hits), cut))

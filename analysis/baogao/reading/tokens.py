"""Tokens of one text file, for reading and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from baogao.corpus.sources import read_report
from baogao.corpus.text.report import Report
from baogao.features.read import matched
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import cover
from baogao.language.reference import UserWord
from baogao.language.segmenting import Engine, segmenter, tokenize
from baogao.reading.user_dictionary import dictionary_lines


def token_lines(
    path: Path, *, engine: Engine = "fast", plain: bool = False, dictionary: Path | None = None
) -> Iterator[str]:
    """Tokens of a text, one passage a line, parted by spaces; page furniture is left out.

    Parameters
    ----------
    path : pathlib.Path
        A text file.
    engine : {"fast", "jieba"}
        What cuts the text between slogans; both give the same tokens.
    plain : bool
        Cut slogans as well; otherwise slogans of the lexicon stay whole.
    dictionary : pathlib.Path, optional
        Words of one's own: a user dictionary of jieba, a line each (word, frequency, kind; the last two may lack).

    Yields
    ------
    str
        Widths are unified; punctuation is kept.

    Raises
    ------
    CorpusError
        If a file cannot be read.
    SettingError
        If the dictionary holds what is no word.
    """
    words = [] if dictionary is None else dictionary_lines(dictionary)
    for tokens in passage_tokens(read_report(path), engine=engine, plain=plain, user_words=words):
        yield " ".join(tokens)


def passage_tokens(
    report: Report, *, engine: Engine = "fast", plain: bool = False, user_words: Iterable[UserWord] = ()
) -> Iterator[list[str]]:
    """Tokens of each passage of a report; see `baogao.tokens`.

    Examples
    --------
    >>> list(passage_tokens(Report("a", "推进法治政府建设。")))
    [['推进', '法治政府建设', '。']]
    """
    cut = segmenter(engine, user_words=user_words)
    for _, normal, hits in matched(report, load_lexicon().matcher):
        yield tokenize(normal.text, [] if plain else cover(hits), cut)

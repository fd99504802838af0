"""Turns of an interview: the labels with which speakers begin, and which of them ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from baogao.corpus.words.rules import rules

TURNS = rules("turns")
SPEAKER = TURNS["speaker"]  # a label before what is said, which may stand on the next line
LEAST_ASKED = 2  # turns of an interview


def is_asker(label: str) -> bool:
    """Whether a speaker's label is that of one who asks.

    Examples
    --------
    >>> is_asker("某报记者"), is_asker("网友“山里人”"), is_asker("问题一"), is_asker("周砚平")
    (True, True, True, False)
    """
    return bool(TURNS["asker"].fullmatch(label) or TURNS["numbered-question"].fullmatch(label))


def speaker_labels(lines: Sequence[str]) -> set[str]:
    """Labels that open a turn, if two or more turns are asked.

    One who asks may do so once (each reporter at a press conference); any other label opens
    two blocks or more, or the block after a question.

    Examples
    --------
    >>> sorted(speaker_labels(["问：几条渠？", "答：十二条。", "问：几棵树？", "答：三千棵。"]))
    ['答', '问']
    """
    is_said = [not number or not TURNS["label-alone"].fullmatch(lines[number - 1]) for number in range(len(lines))]
    lines = [line for line, is_own in zip(lines, is_said, strict=True) if is_own]
    labels = [match["label"] if (match := SPEAKER.match(line)) else "" for line in lines]
    asked = [number for number, label in enumerate(labels) if label and _asks(label, lines[number])]
    if len(asked) < LEAST_ASKED:
        return set()
    often = {label for label, count in Counter(labels).items() if count > 1}
    answers = {labels[number + 1] for number in asked if number + 1 < len(labels)}
    return (often | answers | {labels[number] for number in asked}) - {""}


def _asks(label: str, line: str) -> bool:
    """Whether a line asks: a number of a question does only if the line holds one."""
    is_question = TURNS["question"].search(line) or not TURNS["numbered-question"].fullmatch(label)
    return is_asker(label) and bool(is_question)

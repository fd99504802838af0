"""Where a report turns to its audience: salutations, and the closing with its appeal, thanks and signature."""

from __future__ import annotations

from collections.abc import Sequence

from baogao.corpus.layout.head import NOTE
from baogao.corpus.layout.lines import Line
from baogao.corpus.words.marks import EXCLAMATIONS
from baogao.corpus.words.rules import rules
from baogao.corpus.words.signatures import SIGNATURES

CLOSINGS = rules("closings")
ADDRESS = CLOSINGS["address"]
SIGNERS = (NOTE, *(SIGNATURES[name] for name in ("signers", "officer", "person")))
LONGEST_SIGNATURE = 3  # lines


def salutations(lines: Sequence[Line]) -> list[Line]:
    """Lines of a report that address the audience and hold nothing else: those of the head, and those further below."""
    return [line for line in lines if line.head == "salutation" or ADDRESS.fullmatch(line.text)]


def closings(lines: Sequence[Line]) -> list[Line]:
    """Lines that close a report: final appeal, wishes, thanks, signature and date.

    They run to the last line without a gap; a last line that ends with an exclamation mark is an appeal.
    """
    texts = [line.text for line in lines]
    start = end = len(texts) - bool(texts and CLOSINGS["notes"].fullmatch(texts[-1]))
    while start > 1 and end - start < LONGEST_SIGNATURE and _signs(texts[start - 1]):
        start -= 1
    signature = start
    while start > 1 and (_closes(texts[start - 1]) or (start == signature and texts[start - 1].endswith(EXCLAMATIONS))):
        start -= 1
    return list(lines[start:end])


def _signs(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in SIGNERS)


def _closes(line: str) -> bool:
    if ADDRESS.fullmatch(line):
        return False
    exclaims = line.endswith(EXCLAMATIONS) and ADDRESS.match(line)
    return bool(exclaims or CLOSINGS["appeal"].search(line) or CLOSINGS["thanks"].fullmatch(line))

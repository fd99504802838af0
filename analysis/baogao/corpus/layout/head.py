"""The head of a report: its title, subtitle, date, who speaks and to whom, before the body begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from baogao.corpus.layout.turns import is_asker
from baogao.corpus.words.days import YEAR_NOTE
from baogao.corpus.words.marks import COLONS, SEMICOLONS
from baogao.corpus.words.rules import rules
from baogao.corpus.words.signatures import LETTERHEAD, SIGNERS
from baogao.corpus.words.titles import ABOVE, bare_title

HeadRole = Literal["title", "subtitle", "date", "speaker", "salutation", "body"]

HEAD = rules("head")
ADDRESSEE, DASHES, INLINE_SALUTATION = HEAD["addressee"], HEAD["dashes"], HEAD["salutation-run-in"]
NOTE, NOTED, NUMBERED, OCCASION, REPORTER = (
    HEAD[name] for name in ("note-of-day", "dated-title", "numbered", "occasion", "reporting-body")
)
MOST_LINES = 12  # of a head
BELOW = 4  # lines from the first one on in which a title stands
LONGEST_OCCASION = 100  # characters


def head_roles(lines: Sequence[str]) -> list[HeadRole]:
    """Tell what each line of a report is in its head; ``body`` from the first one on that is no part of the head.

    A title is the first line below a letterhead when it is short and no sentence, numbered line, turn or salutation,
    or one of the next three when it names a kind of document; a second line is part of it when a subtitle, date,
    speaker or salutation follows, or when the first one names no more than those who issue it.

    Examples
    --------
    >>> head_roles(["在全县会议上的讲话", "周砚平", "（2021年3月）", "同志们：", "今天开会。"])
    ['title', 'speaker', 'date', 'salutation', 'body']
    """
    head = lines[:MOST_LINES]
    alone = [_role_alone(line) for line in head]
    roles: list[HeadRole] = ["body"] * len(lines)
    title = _title(head, alone)
    if title is not None:
        roles[title] = "title"
    for number in range(0 if title is None else title + 1, len(head)):
        role = alone[number]
        if role == "body" and title is not None:
            role = _role_below(head, alone, title, number, roles[number - 1])
        roles[number] = role
        if role in ("body", "salutation"):
            break
    return roles


def _role_alone(line: str) -> HeadRole:
    """Role that a line has wherever in the head it stands; ``body`` if it has none."""
    if HEAD["salutation"].fullmatch(line):
        return "salutation"
    if DASHES.match(line) or (len(line) <= LONGEST_OCCASION and OCCASION.fullmatch(line)):
        return "subtitle"
    if NOTE.fullmatch(line) or YEAR_NOTE.fullmatch(line):
        return "date"
    return "speaker" if HEAD["speaker"].fullmatch(line) else "body"


def _title(head: Sequence[str], alone: Sequence[HeadRole]) -> int | None:
    """Number of the line that is the title, or begins it."""
    is_above = [bool(LETTERHEAD.fullmatch(line) or ABOVE.fullmatch(line)) for line in head]
    first = is_above.index(False) if False in is_above else 0
    for number in range(first, min(first + BELOW, len(head))):
        line = head[number][slice(*bare_title(head[number]))]
        if alone[number] == "salutation":
            break
        if alone[number] != "body" or NUMBERED.match(line):
            continue
        dated = NOTED.match(line)
        short = dated["title"] if dated else line
        is_first = number == first
        if HEAD["title"].fullmatch(short) and (is_first or HEAD["names-document"].fullmatch(short)):
            return number
        if is_first and (HEAD["long-title"].fullmatch(short) or _has_two_parts(short, head[number + 1 :])):
            return number
    return None


def _has_two_parts(line: str, after: Sequence[str]) -> bool:
    """Whether a first line is a title in two parts, and no turn, label or item of a list."""
    if not after:
        return False
    if HEAD["title-in-two-halves"].fullmatch(line):
        return not after[0].endswith(SEMICOLONS)
    parts = HEAD["title-in-two-parts"].fullmatch(line)
    if not parts or HEAD["label"].fullmatch(parts["label"]) or is_asker(parts["label"]):
        return False
    again = tuple(parts["label"] + colon for colon in COLONS)
    return not any(other.startswith(again) for other in after)


def _role_below(head: Sequence[str], alone: Sequence[HeadRole], title: int, number: int, before: HeadRole) -> HeadRole:
    """Role of a line that only its place below the title tells."""
    line = head[number]
    if ADDRESSEE.fullmatch(line):
        return "salutation"
    is_joint = number <= _end_of_joint_title(head, title)
    is_followed = number + 1 < len(head) and alone[number + 1] != "body"
    if not is_joint and _is_speaker(line, head[number + 1 : number + 2], is_followed or before == "speaker"):
        return "speaker"
    if before not in ("title", "date") or not HEAD["title"].fullmatch(line) or NUMBERED.match(line):
        return "body"
    goes_on = number == title + 1 and is_followed and HEAD["title-goes-on"].fullmatch(line)
    return "title" if is_joint or goes_on or line in head[title] else "body"


def _is_speaker(line: str, after: Sequence[str], has_company: bool) -> bool:
    """Whether a line is a body that reports, beside other lines of the head or such a body, or a body and a person."""
    if REPORTER.fullmatch(line) and (has_company or any(map(REPORTER.fullmatch, after))):
        return True
    return bool(HEAD["author"].fullmatch(line) and not HEAD["names-document"].fullmatch(line))


def _end_of_joint_title(head: Sequence[str], title: int) -> int:
    """Number of the line on which a title ends before which those who issue it stand, a line each."""
    rest = next((n for n in range(title, len(head)) if not SIGNERS.fullmatch(head[n])), len(head))
    return rest if title < rest < len(head) and HEAD["rest-of-title"].fullmatch(head[rest]) else title

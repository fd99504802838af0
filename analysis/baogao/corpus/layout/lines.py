"""Lines of a report with what each is: its role in the head, heading, narration, question, answer or caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from baogao.corpus.layout.cleaning import Block
from baogao.corpus.layout.head import HeadRole, head_roles
from baogao.corpus.layout.levels import CAPTION, WITHOUT_NUMBER, heading_levels
from baogao.corpus.layout.turns import SPEAKER, is_asker, speaker_labels
from baogao.corpus.words.spacing import closed_up

Role = Literal["heading", "narration", "question", "answer", "caption"]
ALIKE: tuple[Role, None, str] = ("narration", None, "0")  # role, level and section of each line of a list


class Line(NamedTuple):
    """A paragraph, heading or caption of a report, with what it is."""

    block: Block  # where it stands
    text: str  # its characters, without white space at either end or between such as are set apart by it
    head: HeadRole  # title, subtitle, date, speaker or salutation in the head of the report; body elsewhere
    role: Role
    level: int | None  # of a heading, from 1; None for every other role
    section: str  # its number, such as 1.2; 0 before the first heading

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.block.start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.block.end


def find_lines(text: str, blocks: Sequence[Block], *, is_list: bool) -> list[Line]:
    """Tell what each block of a report is; of a list each is narration of one section."""
    lines = [closed_up(block.read(text).strip()) for block in blocks]
    heads = head_roles(lines)
    roles = [ALIKE] * len(lines) if is_list else _roles(lines, heads)
    return [Line(block, line, head, *role) for block, line, head, role in zip(blocks, lines, heads, roles, strict=True)]


def _roles(lines: Sequence[str], heads: Sequence[HeadRole]) -> Iterator[tuple[Role, int | None, str]]:
    """Role, level and section of each line; sections are numbered ``1``, ``1.2`` … by level of heading."""
    speakers = speaker_labels(lines)
    counts: list[int] = []
    voice: Role = "narration"
    for line, level in zip(lines, heading_levels(lines, heads, has_turns=bool(speakers)), strict=True):
        speaker = SPEAKER.match(line) if speakers else None
        if speaker and speaker["label"] in speakers:
            voice = "question" if is_asker(speaker["label"]) else "answer"
        elif CAPTION.fullmatch(line):
            yield "caption", None, _number(counts)
            continue
        elif level and not (voice == "answer" and level == WITHOUT_NUMBER):
            counts = [*counts[:level], *[0] * (level - len(counts))]
            counts[-1] += 1
            voice = "narration"
            yield "heading", level, _number(counts)
            continue
        yield voice, None, _number(counts)


def _number(counts: Iterable[int]) -> str:
    return ".".join(map(str, counts)) or "0"

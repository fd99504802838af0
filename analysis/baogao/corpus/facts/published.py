"""When and where a report was published or signed, as far as its text says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Stated
from baogao.corpus.layout.cleaning import Block, Removal
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.head import DASHES, NOTE, NOTED, HeadRole
from baogao.corpus.layout.passages import Passage
from baogao.corpus.layout.turns import SPEAKER, is_asker
from baogao.corpus.words.days import find_day, find_year
from baogao.corpus.words.signatures import SIGNATURE, is_foot

OUTLET = re.compile(r"来源\s*[:：]\s*([\u4e00-\u9fff·]{2,16})")
REPORTER = re.compile(r"(?:[\u4e00-\u9fff]+·)?([\u4e00-\u9fff]{2,8}(?:报|网|台|社))(?:全媒体)?(?:记者|通讯员)")
AGENCY = re.compile(r"(新华社|央视网|中国网络电视台|(?!本)[\u4e00-\u9fff]{2,6}网(?=讯))")
PAPER = re.compile(r"《\s*([\u4e00-\u9fff]{2,8}报)\s*》")
LEADING_OUTLET = re.compile(r"[\u4e00-\u9fff]{2,12}(?:[报网台社]|客户端)(?=\s+\d{4})")
# The account that a message came from, before its date: 原创 who wrote it, the account, the date.
ACCOUNT = re.compile(r"(?:原创\s+)?(?:[^\s:：]+\s+)?([^\W\d_][\w·]{1,15})\s+(?=\d{4}[-年/.])")
NAMED_OUTLET = re.compile(r"(?!本)[\u4e00-\u9fff]{1,8}[报网台社]")
PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?=第)")
DAYS = 2  # lines with a date alone, of head and signature: more are those of a chronicle
SIGNATURES = 2  # last blocks in which a date is that of a signature
HEAD_BLOCKS = 3  # paragraphs before which a dateline is that of the page


def find_date(text: str, blocks: list[Block], roles: list[HeadRole], removals: list[Removal]) -> Stated | None:
    """Date of a report: that of its page or paper, else of its head, else of its signature; may be partial."""
    if published := _published(text, blocks, removals):
        return published
    days = sum(bool(NOTE.fullmatch(block.read(text).strip())) for block in blocks)
    for wanted, confidence in (("date", LABELLED), ("title", LABELLED), ("subtitle", PATTERN)):
        for block, role in zip(blocks, roles, strict=False):
            told = block.read(text)
            if role == "date" and days > DAYS:
                continue
            is_dated = role != "title" or NOTED.match(told.strip()) or DASHES.search(told)
            if role == wanted and is_dated and (found := find_day(text, block.start, block.end)):
                return Stated(*found, confidence)
    if blocks and (noted := NOTED.match(blocks[0].read(text).strip())):
        first = blocks[0].start
        if day := find_day(text, first, first + noted.end() + 4):
            return Stated(*day, PATTERN)
    return _signed_day(text, blocks[-1:] if days > DAYS else blocks) or _year_noted(text, blocks, roles)


def _signed_day(text: str, blocks: list[Block]) -> Stated | None:
    """Date of the signature, alone or behind the body that signs; a year if it tells no more."""
    told = [block for block in blocks if not is_foot(block.read(text).strip())]
    for block in told[-SIGNATURES:]:
        line = block.read(text).strip()
        signed = SIGNATURE.fullmatch(line)
        if (signed or NOTE.fullmatch(line)) and (day := find_day(text, block.start, block.end)):
            return Stated(*day, PATTERN)
        if year := find_year(signed["day"] if signed else line):
            return Stated(year, block.start, block.end, PATTERN)
    return None


def _year_noted(text: str, blocks: list[Block], roles: list[HeadRole]) -> Stated | None:
    """Year in brackets under the title; far from sure, as it may be the year that is told of."""
    for block, role in zip(blocks, roles, strict=False):
        if role == "date" and (year := find_year(block.read(text).strip())):
            return Stated(year, block.start, block.end, INFERRED)
    return None


def _published(text: str, blocks: list[Block], removals: list[Removal]) -> Stated | None:
    """Date of a page or a paper: a dateline of the head, the paper cited, any other dateline (such as a letter's)."""
    head = blocks[HEAD_BLOCKS].start if len(blocks) > HEAD_BLOCKS else len(text)
    datelines = [removal for removal in removals if removal.rule in PUBLISHED]
    above = [removal for removal in datelines if removal.start <= head]
    cited = [removal for removal in removals if removal.rule == "citation"]
    for start, end, rule in [*above, *cited, *datelines]:
        if found := find_day(text, start, end):
            return Stated(*found, LABELLED)
        packed = PACKED_DAY.search("".join(text[start:end].split())) if rule == "citation" else None
        if packed:
            return Stated("-".join(packed.groups()), start, end, LABELLED)
    return None


def find_outlet(
    text: str, passages: list[Passage], blocks: list[Block], roles: list[HeadRole], removals: list[Removal]
) -> Stated | None:
    """Outlet of the line 来源, else of a date's line, a byline, the paper cited, who asks, or an agency's lead."""
    for number, removal in enumerate(removals):
        if removal.rule in PUBLISHED:
            end = removals[min(number + 2, len(removals) - 1)].end if text[removal.end - 1] in ":：" else removal.end
            if found := OUTLET.search(text, removal.start, end):
                return Stated(found[1], *found.span(1), LABELLED)
            if found := LEADING_OUTLET.match(text, removal.start, end):
                return Stated(found[0], *found.span(), LABELLED)
            if found := ACCOUNT.match(text, removal.start, removal.end):
                return Stated(found[1], *found.span(1), LABELLED)
    for block, role in zip(blocks, roles, strict=False):
        found = NAMED_OUTLET.search(text, block.start, block.end) if role == "date" else None
        if found and "）" not in text[block.start : block.end]:
            return Stated(found[0], *found.span(), LABELLED)
    for pattern, rules in ((REPORTER, ("byline",)), (PAPER, ("citation",))):
        for removal in removals:
            found = pattern.search(text, removal.start, removal.end) if removal.rule in rules else None
            if found:
                return Stated(found[1], *found.span(1), PATTERN)
    for label, start in _askers(text, passages):
        if NAMED_OUTLET.fullmatch(label):
            return Stated(label, start, start + len(label), PATTERN)
    for removal in removals:
        found = AGENCY.search(text, removal.start, removal.end) if removal.rule == "agency-line" else None
        if found:
            return Stated(found[1], *found.span(1), PATTERN)
    return None


def _askers(text: str, passages: list[Passage]) -> Iterator[tuple[str, int]]:
    for passage in passages:
        found = SPEAKER.match(text, passage.start) if passage.role == "question" else None
        if found and is_asker(found[1]):
            yield found[1], found.start(1)

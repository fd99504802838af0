"""What a text says of itself: title, dates, outlet, issuer, place and kind, each with where and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from baogao.corpus.cleaning import Block, Removal
from baogao.corpus.content_dates import content_date, titled_year
from baogao.corpus.facts import INFERRED, LABELLED, PATTERN, Facts
from baogao.corpus.furniture import PUBLISHED
from baogao.corpus.head import (
    ADDRESSEE,
    DASHES,
    NOTE,
    NOTED,
    OCCASION,
    SIGNATURE,
    HeadRole,
    find_day,
    find_year,
    head_roles,
    is_asker,
    is_foot,
)
from baogao.corpus.issuers import issuer
from baogao.corpus.kinds import genre
from baogao.corpus.lines import SPEAKER
from baogao.corpus.passages import Passage, segment
from baogao.corpus.regions import level, region
from baogao.corpus.report import Report
from baogao.corpus.script import is_traditional, to_simplified
from baogao.corpus.subgenres import subgenre

OUTLET = re.compile(r"来源\s*[:：]\s*([\u4e00-\u9fff·]{2,16})")
REPORTER = re.compile(r"(?:[\u4e00-\u9fff]+·)?([\u4e00-\u9fff]{2,8}(?:报|网|台|社))(?:全媒体)?(?:记者|通讯员)")
AGENCY = re.compile(r"(新华社|央视网|中国网络电视台|(?!本)[\u4e00-\u9fff]{2,6}网(?=讯))")
PAPER = re.compile(r"《\s*([\u4e00-\u9fff]{2,8}报)\s*》")
LEADING_OUTLET = re.compile(r"[\u4e00-\u9fff]{2,12}(?:[报网台社]|客户端)(?=\s+\d{4})")
# The account that a message came from, before its date: 原创 who wrote it, the account, the date.
ACCOUNT = re.compile(r"(?:原创\s+)?(?:[^\s:：]+\s+)?([^\W\d_][\w·]{1,15})\s+(?=\d{4}[-年/.])")
NAMED_OUTLET = re.compile(r"(?!本)[\u4e00-\u9fff]{1,8}[报网台社]")
PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?=第)")
TOP = re.compile(r"(?:0\.)*[1-9]\d*")  # section of a heading that stands under no other
SURE = 0.75  # confidence from which a value is taken for what the text says
SIGNATURES = 2  # last blocks in which a date is that of a signature
HEAD_BLOCKS = 3  # paragraphs before which a dateline is that of the page


class Stated(NamedTuple):
    """What a text states: the value, the offsets of the words that say so, and a confidence.

    The confidence tells by which rule the value was found, and so how often it is right:
    0.95 a label of the page or a line of its own says it (来源：, a title before its date);
    0.8 a fixed form with as good as one reading (the place in the title, a date in the subtitle);
    0.5 weighed from words that can mean something else. What is not found is left out.
    """

    value: str
    start: int
    end: int
    confidence: float


def describe(report: Report) -> dict[str, Stated]:
    r"""Describe a report by columns of the manifest, as far as its text says.

    Parameters
    ----------
    report : Report

    Returns
    -------
    dict of str to Stated
        Any of ``title``, ``date``, ``year``, ``content_date``, ``outlet``, ``issuer``, ``region``, ``level``,
        ``genre`` and ``subgenre``; what the text leaves open is left out. A date may be partial.

    Notes
    -----
    A date comes from a dateline, a date on a line of its own, or the occasion in the subtitle,
    never from what is told; a page's dateline comes before the day of a speech. ``year`` is the one
    that the title names; the content date is the year, or the first and last year (``2024/2025``),
    that the report says it is about: see `baogao.corpus.content_dates`. A text in traditional
    characters is read as if simplified; its title stays as it is written.

    Examples
    --------
    >>> told = describe(Report("a", "在全县会议上的讲话\n石渚县县长 周砚平\n（2021年3月5日）\n同志们：\n抓普法。"))
    >>> told["title"].value, told["date"].value, told["region"].value, told["level"].value, told["genre"].value
    ('在全县会议上的讲话', '2021-03-05', '石渚县', 'county', 'speech')
    """
    # The rules know simplified characters; of what they find only the title is told as it is written.
    text = to_simplified(report.text) if is_traditional(report.text) else report.text
    passages, removals = segment(replace(report, text=text))
    blocks = [block for passage in passages for block in passage.blocks]
    roles = head_roles([block.read(text).strip() for block in blocks])
    title = _title(report.text, blocks, roles)
    facts = _facts(text, passages, removals, roles, title)
    place, kind = region(facts), genre(facts)
    found = {
        "title": title,
        "date": _date(text, blocks, roles, removals),
        "outlet": _outlet(text, passages, blocks, roles, removals),
        "year": _placed(titled_year(facts)),
        "content_date": _placed(content_date(facts)),
        "issuer": _placed(issuer(facts, place, kind[0] if kind else "")),
        "region": _placed(place),
        "level": _placed(level(facts)),
        "genre": _placed(kind),
        "subgenre": _placed(subgenre(facts, kind[0] if kind else "")),
    }
    return {name: stated for name, stated in found.items() if stated}


def stated_title(text: str) -> str:
    r"""Title of a report with its subtitle, if the head has one; else empty.

    Examples
    --------
    >>> stated_title("全市普法工作会议召开\n会议要求抓好普法。")
    '全市普法工作会议召开'
    >>> stated_title("界桩立在心里\n——石渚县司法局化解积案纪实\n今年有十二件。")
    '界桩立在心里——石渚县司法局化解积案纪实'
    """
    passages, _ = segment(Report("text", text))
    lines = [block.read(text).strip() for passage in passages for block in passage.blocks]
    roles = head_roles(lines)
    title = _title(text, [block for passage in passages for block in passage.blocks], roles)
    told = [DASHES.sub("——", line, count=1) for line, role in zip(lines, roles, strict=False) if role == "subtitle"]
    return title.value + "".join(line for line in told if not OCCASION.fullmatch(line)) if title else ""


def stated_date(text: str) -> str:
    r"""ISO date that a dateline or the head of a text carries; may be partial; else empty.

    Dates in the running text are dates of what is told, so they are never taken.

    Examples
    --------
    >>> stated_date("标题在此处\n发布时间：2021-03-05 来源：某报\n一、工作"), stated_date("2021年3月5日开会。")
    ('2021-03-05', '')
    """
    stated = describe(Report("text", text)).get("date")
    return stated.value if stated else ""


def _placed(found: tuple[str, tuple[int, int], float] | None) -> Stated | None:
    return Stated(found[0], *found[1], found[2]) if found else None


def _title(text: str, blocks: list[Block], roles: list[HeadRole]) -> Stated | None:
    at = [number for number, role in enumerate(roles) if role == "title"]
    if not at:
        return None
    lines = [blocks[number].read(text).strip() for number in at]
    told = NOTED.match(lines[0])
    first = blocks[at[0]]
    if told:
        return Stated(told[1].strip(), first.start, first.start + len(told[1]), LABELLED)
    if (dashes := DASHES.search(lines[0])) and find_day(lines[0], dashes.end()):
        return Stated(lines[0][: dashes.start()], first.start, first.start + dashes.start(), LABELLED)
    value = " ".join(line for number, line in enumerate(lines) if not number or line not in lines[0])
    followed = at[-1] + 1 < len(roles) and roles[at[-1] + 1] != "body"
    return Stated(value, first.start, blocks[at[-1]].end, LABELLED if followed else PATTERN)


def _date(text: str, blocks: list[Block], roles: list[HeadRole], removals: list[Removal]) -> Stated | None:
    if published := _published(text, blocks, removals):
        return published
    for wanted, confidence in (("date", LABELLED), ("title", LABELLED), ("subtitle", PATTERN)):
        for block, role in zip(blocks, roles, strict=False):
            told = block.read(text)
            is_dated = role != "title" or NOTED.match(told.strip()) or DASHES.search(told)
            if role == wanted and is_dated and (found := find_day(text, block.start, block.end)):
                return Stated(*found, confidence)
    if blocks and (noted := NOTED.match(blocks[0].read(text).strip())):
        first = blocks[0].start
        if day := find_day(text, first, first + noted.end() + 4):
            return Stated(*day, PATTERN)
    return _signed_day(text, blocks) or _year_noted(text, blocks, roles)


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


def _outlet(
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


def _facts(
    text: str, passages: list[Passage], removals: list[Removal], roles: list[HeadRole], title: Stated | None
) -> Facts:
    """What place, level and kind are judged by: the text in parts, with offsets."""
    blocks = [block for passage in passages for block in passage.blocks]
    spans = {role: [(b.start, b.end) for b, r in zip(blocks, roles, strict=False) if r == role] for role in roles}
    headings = [(p.start, p.end) for p in passages if p.role == "heading" and TOP.fullmatch(p.section)]
    running = [(b.start, b.end) for p in passages if p.role != "caption" for b in p.blocks]
    skip = max((number for number, role in enumerate(roles, 1) if role != "body"), default=0)
    return Facts(
        text=text,
        title=(title.start, title.end) if title else None,
        subtitles=spans.get("subtitle", []),
        speakers=spans.get("speaker", []),
        notes=spans.get("date", []),
        headings=[span for span in headings if not title or span[0] >= title.end],
        salutation=next((span for span in spans.get("salutation", []) if not ADDRESSEE.fullmatch(text, *span)), None),
        body=running[min(skip, len(running)) :],
        is_interview=any(passage.role == "question" for passage in passages),
        is_press=any(removal.rule in (*PUBLISHED, "byline", "agency-line") for removal in removals),
    )

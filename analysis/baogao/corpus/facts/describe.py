"""What a text says of itself: title, dates, outlet, issuer, place and kind, each with where and how surely."""

from __future__ import annotations

import re
from dataclasses import replace

from baogao.corpus.facts.content_dates import content_date, titled_year
from baogao.corpus.facts.evidence import LABELLED, PATTERN, Facts, Stated
from baogao.corpus.facts.issuers import issuer
from baogao.corpus.facts.kinds import genre
from baogao.corpus.facts.published import find_date, find_outlet
from baogao.corpus.facts.regions import level, region
from baogao.corpus.facts.subgenres import subgenre
from baogao.corpus.layout.cleaning import Block, Removal
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.head import ADDRESSEE, DASHES, NOTED, OCCASION, HeadRole
from baogao.corpus.layout.layout import Layout, layout
from baogao.corpus.layout.passages import Passage
from baogao.corpus.text.report import Report
from baogao.corpus.text.script import is_traditional, to_simplified
from baogao.corpus.words.days import find_day

TOP = re.compile(r"(?:0\.)*[1-9]\d*")  # section of a heading that stands under no other
SURE = 0.75  # confidence from which a value is taken for what the text says


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
    that the report says it is about: see `baogao.corpus.facts.content_dates`. A text in traditional
    characters is read as if simplified; its title stays as it is written.

    Examples
    --------
    >>> told = describe(Report("a", "在全县会议上的讲话\n石渚县县长 周砚平\n（2021年3月5日）\n同志们：\n抓普法。"))
    >>> told["title"].value, told["date"].value, told["region"].value, told["level"].value, told["genre"].value
    ('在全县会议上的讲话', '2021-03-05', '石渚县', 'county', 'speech')
    """
    return describe_layout(layout(report))


def describe_layout(made: Layout) -> dict[str, Stated]:
    """Describe a report that is laid out already; see `describe`."""
    # The rules know simplified characters; of what they find only the title is told as it is written.
    written = made.text
    if is_traditional(written):
        made = layout(replace(made.report, text=to_simplified(written)))
    text, passages, blocks, removals = made.text, list(made.passages), list(made.blocks), list(made.removals)
    roles = [line.head for line in made.lines]
    title = _title(written, blocks, roles)
    facts = _facts(text, passages, removals, roles, title)
    place, kind = region(facts), genre(facts)
    found = {
        "title": title,
        "date": find_date(text, blocks, roles, removals),
        "outlet": find_outlet(text, passages, blocks, roles, removals),
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
    made = layout(Report("text", text))
    title = _title(text, list(made.blocks), [line.head for line in made.lines])
    told = [DASHES.sub("——", line.text, count=1) for line in made.in_head("subtitle")]
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

"""The body whose report it is, as far as first lines, title, the speaker's office or a signature state it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from baogao.corpus.facts.bodies import Body, find_bodies, find_joint, full_name
from baogao.corpus.facts.evidence import HEAD, INFERRED, LABELLED, PATTERN, Facts, Found, Span
from baogao.corpus.facts.regions import named_places, sureness
from baogao.corpus.words.centre import DEPARTMENTS, SPEAKS
from baogao.corpus.words.signatures import SIGNATURE, is_foot

PRESS = ("interview", "profile", "meeting-report")
ADOPTED = ("decision", "communique")
SPEAKS_FOR = re.compile(r"(?:代表|受)(?=[^。，]{2,40})|根据(?=国务院的?决定)")
REPORTS = re.compile(r"(?=向[^。，]{2,40}(?:提出|报告|作))")
LEAD = re.compile(r"\W*(?:\d{4}年度?)?\W*")
PASSED = re.compile(r"通过|批准")
OFFICE = re.compile(r"代?([省市县区州盟旗])长|(自治区)(?:代理?)?主席|(?:代理?)?(?:[厅局院部]长|检察长|主席|主任|书记)")
PREMIER = re.compile(r"(?:国务院)(?:代)?总理|(?<![\u4e00-\u9fff])总理(?=\s)")
# What a review opens with before its subject: 2023年，在市委坚强领导下，云岭市司法局坚持….
PERIOD = (
    r"(?:\d{4}年(?:度|以来|[上下]半年)?|[今去本]年(?:以来|[上下]半年)?|[上下]半年|近[年几两三五]{1,2}来|[一五]年来|过去的?[一五]年"
    r"|第?[一二三四]季度|自\d{4}年.{0,8}以来)[，,]?"
)
OPENS = re.compile(rf"\W*({PERIOD})?\s*(在[^。；]{{4,50}}下，)?(?:[我本]|[\u4e00-\u9fff]{{2,7}}(?:[省市州盟]|自治区))?")
# What a review says of its own body; news tell other deeds (发布, 召开, 表示), and of parts of a body (国务院安委会).
ACTS = re.compile(
    r"(?:机关)?(?:，|始终|一直|坚持|坚定|坚决|坚守|认真|深入|紧紧|紧扣|紧盯|围绕|聚焦|锚定|全面|全力|积极|大力|着力|努力|切实|扎实|持续"
    r"|不断|严格|充分|主动|牢牢|高度重视|立足|贯彻|落实|推进|推动|加强|强化|完善|深化|优化|创新|健全|履行|打造|按照|根据|先后|累计|共"
    r"|以[^，。]{2,30}(?:为|引领|指导|指引)|在[^，。]{2,30}(?:领导|指导|关心|支持)|把[^，。]{2,30}作为)"
)
SELF = "[我本]{}(?!部|长)"  # how a report calls its own body: 我局
SIGNED = 3  # blocks at the end in which a signature is looked for


def issuer(facts: Facts, region: Found | None, genre: str) -> Found | None:
    """Body that issues a report or speaks in it; None where the text does not tell.

    In this order: the body that a speaker says to speak for (我代表省人民政府); the body that the title
    begins with, or whose decision it is; the speaker's office (省长: the people's government of the
    region); a signature; far from sure, the body that the first sentences tell to act. In a report of
    the press the first body named is weighed: it is its subject.

    Parameters
    ----------
    facts : Facts
    region : tuple, optional
        As `baogao.corpus.facts.regions.region` finds it.
    genre : str
        As `baogao.corpus.facts.kinds.genre` finds it; empty when it finds none.
    """
    if genre in PRESS:
        return _weighed(facts, region)
    return (
        (_entitled(facts) or _adopted(facts) if genre in ADOPTED else _represented(facts, region))
        or _entitled(facts)
        or _office(facts, region)
        or _signed(facts)
        or (_weighed(facts, region) if genre == "annual-review" else None)
        or _acting(facts, region)
    )


def _found(body: Body, confidence: float) -> Found:
    return body.name, (body.start, body.end), min(body.confidence, confidence)


def _represented(facts: Facts, region: Found | None) -> Found | None:
    """Body that a speaker represents, or that reports to a congress, in the first paragraphs; two as one says 和."""
    for span in facts.body[:4]:
        bodies = find_bodies(facts.text, span, region)
        openers = {found.end() for found in SPEAKS_FOR.finditer(facts.text, *span)}
        for number, body in enumerate(bodies):
            if body.start in openers:
                after = bodies[number + 1] if number + 1 < len(bodies) else None
                if after and facts.text[body.end : after.start] in ("和", "、"):
                    return f"{body.name}、{after.name}", (body.start, after.end), PATTERN
                return _found(body, PATTERN)
            if body.start == span[0] and REPORTS.match(facts.text, body.end):
                return _found(body, PATTERN)
    return None


def _entitled(facts: Facts) -> Found | None:
    """Body or bodies that the title begins with, a year before it aside; a ministry only if it speaks there."""
    if not facts.title:
        return None
    opens = LEAD.match(facts.text, *facts.title)
    body = find_joint(facts.text, (opens.end() if opens else facts.title[0], facts.title[1]))
    is_told_of = body and body.name in DEPARTMENTS and not SPEAKS.match(facts.text, *facts.title)
    return _found(body, PATTERN) if body and not is_told_of else None


def _adopted(facts: Facts) -> Found | None:
    """Body of a decision or communique: named in the note that tells when it was passed, or first in the text."""
    notes = [span for span in facts.notes if PASSED.search(facts.text, *span)]
    for span in [*notes, *facts.body[:1]]:
        if bodies := find_bodies(facts.text, span):
            return _found(bodies[0], PATTERN)
    return None


def _office(facts: Facts, region: Found | None) -> Found | None:
    """Body that the speaker heads."""
    for span in [*facts.head, *facts.notes]:
        if premier := PREMIER.search(facts.text, *span):
            return "国务院", premier.span(), PATTERN
        bodies = {body.end: body for body in find_bodies(facts.text, span, region)}
        if alone := next((body for body in bodies.values() if (body.start, body.end) == span), None):
            return _found(alone, PATTERN)
        places = {span[0] + place.end: place for place in named_places(facts.text[slice(*span)], facts.text)}
        for office in OFFICE.finditer(facts.text, *span):
            if body := bodies.get(office.start()):
                return _found(body, PATTERN)
            kind = office[1] or office[2]
            place = places.get(office.start()) or places.get(office.end(2))
            if kind and place:
                name = full_name(place.name, "人民政府")
                return name, (span[0] + place.start, office.end()), min(PATTERN, sureness(place, facts.text))
            if kind and region and region[0].endswith(kind):
                return full_name(region[0], "人民政府"), office.span(), min(PATTERN, region[2])
    return None


def _signed(facts: Facts) -> Found | None:
    """Bodies that sign: their names alone on the last lines, a date behind them or on the next line."""
    told = [span for span in facts.body if not is_foot(facts.read(span))]
    signers = [_signer(facts.text, span) for span in told[-SIGNED:]]
    last = max((number for number, body in enumerate(signers) if body), default=None)
    if last is None:
        return None
    until = len(told) - len(signers) + last + 1
    above = (_signer(facts.text, span) for span in reversed(told[:until]))
    joint = [body for body in takewhile(bool, above) if body][::-1]
    names = "、".join(dict.fromkeys(body.name for body in joint))
    return names, (joint[0].start, joint[-1].end), min(LABELLED, *(body.confidence for body in joint))


def _signer(text: str, span: Span) -> Body | None:
    """Body or bodies of which a line tells the name and nothing else, the day of the signature aside."""
    signed = SIGNATURE.fullmatch(text, *span)
    start, end = signed.span("who") if signed else span
    body = find_joint(text, (start, end))
    return body if body and body.end == end else None


def _weighed(facts: Facts, region: Found | None) -> Found | None:
    """First body of its place that title and first lines of a report of the press name, else one that opens a line."""
    spans = [*facts.titles, *facts.head, *facts.body[:4]]
    for span in spans:
        for body in find_bodies(facts.text, span, region):
            if region[0] in body.name if region else body.start == span[0]:
                return _found(body, INFERRED)
    return None


def _acting(facts: Facts, region: Found | None) -> Found | None:
    """Body that acts in a sentence near the beginning, and in no fewer sentences of the text than any other.

    It must act again, or be called 我局 and the like, or its sentence begin with the period of a review.
    """
    subjects = [one for span in facts.body for one in _subjects(facts.text, span, region)]
    if not subjects or subjects[0][0].start >= facts.body[0][0] + HEAD:
        return None
    (first, opens), often = subjects[0], Counter(body.name for body, _ in subjects)
    calls = len(re.findall(SELF.format(first.name[-1]), facts.text))
    is_told = opens or often[first.name] + calls > 1
    return _found(first, INFERRED) if is_told and often[first.name] == max(often.values()) else None


def _subjects(text: str, span: Span, region: Found | None) -> Iterator[tuple[Body, bool]]:
    """Bodies of which a sentence tells what they do, and whether the period of a review stands before them."""
    for body in find_bodies(text, span, region):
        start = max(text.rfind(mark, span[0], body.start) for mark in "。！？；") + 1
        before = text[max(start, span[0]) : body.start]
        if (opens := OPENS.fullmatch(before)) and ACTS.match(text, body.end, span[1]):
            yield body, any(opens.groups())

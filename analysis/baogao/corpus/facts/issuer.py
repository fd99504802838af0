"""The body that issues a report or speaks in it; none where the text does not say.

In this order: the body that a speaker says to speak for (我代表省人民政府); the body that the title begins with,
or whose decision it is; the speaker's office (省长: the people's government of the region); a signature; far from
sure, the body that the first sentences tell to act. In a report of the press the first body named is weighed:
it is its subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile, zip_longest

from baogao.corpus.facts.document import FIRST, HEAD, Document, Finders
from baogao.corpus.facts.evidence import INFERRED, LABELLED, NOTHING, PATTERN, Span, Stated
from baogao.corpus.facts.mentions import find_bodies, find_joint, full_mentions
from baogao.corpus.layout.head import HeadRole
from baogao.corpus.words.body_names import DEPARTMENTS, GOVERNMENT, SPEAKS, STATE_COUNCIL, full_name, joint_name
from baogao.corpus.words.genres import ADOPTED, PRESS
from baogao.corpus.words.rules import rules
from baogao.corpus.words.signatures import SIGNATURE, is_foot

RULES = rules("issuers")
SPEAKERS: tuple[HeadRole, ...] = ("subtitle", "speaker", "date")  # lines of the head that may name an office
SIGNED = 3  # lines at the end in which a signature is looked for


def represented(document: Document) -> Stated | None:
    """Body that a speaker represents, or that reports to a congress: 我代表县人民政府，向大会报告工作."""
    if document.value("genre") in ADOPTED:
        return None
    bodies = (_represented(document, span) for span in document.body[:FIRST])
    return next(filter(None, bodies), None)


def begins_title(document: Document) -> Stated | None:
    """Bodies that the title begins with, a year aside; a ministry only if it speaks: 石渚县司法局2023年工作总结."""
    for start, end in document.titles:
        lead = RULES["lead"].match(document.text, start, end)
        body = find_joint(document.text, (lead.end() if lead else start, end))
        if body and (body.value not in DEPARTMENTS or SPEAKS.match(document.text, start, end)):
            return body.at_most(PATTERN)
    return None


def adopted_it(document: Document) -> Stated | None:
    """Body of a decision or communique, in the note of its adoption or first in the text: （…县人民代表大会通过）."""
    if document.value("genre") not in ADOPTED:
        return None
    notes = [span for span in document.in_head("date") if RULES["passed"].search(document.text, *span)]
    bodies = (body for span in [*notes, *document.body[:1]] for body in find_bodies(document.text, span))
    return next((body.at_most(PATTERN) for body in bodies), None)


def headed_by(document: Document) -> Stated | None:
    """Body that the speaker heads: 石渚县县长 周砚平, 国务院总理."""
    for span in [span for role in SPEAKERS for span in document.in_head(role)]:
        if premier := RULES["premier"].search(document.text, *span):
            return Stated(STATE_COUNCIL, *premier.span(), PATTERN)
        bodies = find_bodies(document.text, span, document.fact("region"))
        alone = next((body for body in bodies if body.span == span), None)
        if body := alone or _headed(document, span, bodies):
            return body.at_most(PATTERN)
    return None


def signs(document: Document) -> Stated | None:
    """Bodies that sign: their names alone on the last lines, a date behind them or on the next line."""
    lines = [span for span in document.body if not is_foot(document.read(span))]
    upwards = (_signer(document.text, span) for span in reversed(lines))
    last = next(filter(None, islice(upwards, SIGNED)), None)
    if not last:
        return None
    joint = [*filter(None, takewhile(bool, upwards))][::-1] + [last]
    sure = min(LABELLED, *(body.confidence for body in joint))
    return Stated(joint_name([body.value for body in joint]), joint[0].start, joint[-1].end, sure)


def acts(document: Document) -> Stated | None:
    """Body that acts in a sentence near the beginning, and in no fewer sentences of the text than any other.

    It must act again, or be called 我局 and the like, or its sentence begin with the period of a review.
    """
    subjects = [one for span in document.body for one in _subjects(document, span)]
    if not subjects or subjects[0][0].start >= document.body[0][0] + HEAD:
        return None
    (first, opens), often = subjects[0], Counter(body.value for body, _ in subjects)
    calls = sum(match["kind"] == first.value[-1] for match in RULES["own-body"].finditer(document.text))
    is_own = opens or often[first.value] + calls > 1
    return first.at_most(INFERRED) if is_own and often[first.value] == max(often.values()) else None


ISSUER: Finders = {
    # The first body that news name, and none where they name none; that of a review. Far from sure.
    "subject-of-news": lambda document: (
        (_first_named(document) or NOTHING) if document.value("genre") in PRESS else None
    ),
    "represented": represented,
    "begins-title": begins_title,
    "adopted-it": adopted_it,
    "headed-by": headed_by,
    "signs": signs,
    "subject-of-review": lambda document: (
        _first_named(document) if document.value("genre") == "annual-review" else None
    ),
    "acts": acts,
}


def _first_named(document: Document) -> Stated | None:
    """First body of its place that title and first lines of a report of the press name, else one that opens a line."""
    region = document.fact("region")
    for span in [*document.head, *document.body[:FIRST]]:
        for body in find_bodies(document.text, span, region):
            if region.value in body.value if region else body.start == span[0]:
                return body.at_most(INFERRED)
    return None


def _represented(document: Document, span: Span) -> Stated | None:
    """Body that a line says to be spoken for; two as one says 和."""
    text, bodies = document.text, find_bodies(document.text, span, document.fact("region"))
    spoken_for = {match.end() for match in RULES["speaks-for"].finditer(text, *span)}
    for body, after in zip_longest(bodies, bodies[1:]):
        if body.start in spoken_for:
            if after and RULES["and"].fullmatch(text, body.end, after.start):
                return Stated(joint_name([body.value, after.value]), body.start, after.end, PATTERN)
            return body.at_most(PATTERN)
        if body.start == span[0] and RULES["reports-to"].match(text, body.end):
            return body.at_most(PATTERN)
    return None


def _headed(document: Document, span: Span, bodies: list[Stated]) -> Stated | None:
    """Body before an office (石渚县司法局局长), or the government of the place that the office is of (石渚县县长)."""
    line, offset, region = document.read(span), span[0], document.fact("region")
    places = {place.end: place for place in full_mentions(line, document.text)}
    for office in RULES["office"].finditer(line):
        if body := next((body for body in bodies if body.end == offset + office.start()), None):
            return body
        kind = office["head"] or office["chairs"]
        named = places.get(office.start()) or places.get(office.end("chairs"))
        place = named or (region if region and kind and region.value.endswith(kind) else None)
        if kind and place:
            start, end = offset + (named.start if named else office.start()), offset + office.end()
            return Stated(full_name(place.value, GOVERNMENT), start, end, place.confidence)
    return None


def _signer(text: str, span: Span) -> Stated | None:
    """Body or bodies of which a line tells the name and nothing else, the day of the signature aside."""
    signed = SIGNATURE.fullmatch(text, *span)
    start, end = signed.span("who") if signed else span
    body = find_joint(text, (start, end))
    return body if body and body.end == end else None


def _subjects(document: Document, span: Span) -> Iterator[tuple[Stated, bool]]:
    """Bodies of which a sentence tells what they do, and whether the period of a review stands before them."""
    text = document.text
    for body in find_bodies(text, span, document.fact("region")):
        ends = [match.end() for match in RULES["sentence-end"].finditer(text, span[0], body.start)]
        start = ends[-1] if ends else span[0]
        opens = RULES["opens"].fullmatch(text, start, body.start)
        if opens and RULES["acts"].match(text, body.end, span[1]):
            yield body, any(opens.groups())

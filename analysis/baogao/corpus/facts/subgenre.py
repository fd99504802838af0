"""The kind of a report within its genre: a plan, a budget, a programme, an abstract, an explanation.

Those present a plan, a budget or a programme instead of the work of a government; an explanation (说明) of a document;
an abstract calls itself one or tells in the third person what a document or a speaker says. None for the main kind.
"""

from __future__ import annotations

import re

from baogao.corpus.facts.document import FIRST, Document
from baogao.corpus.facts.evidence import INFERRED, PATTERN, Stated
from baogao.corpus.facts.genre import VOICES, joined
from baogao.corpus.words.rules import rules

NAMED = rules("subgenres")
ANOTHER = {"decision": VOICES["document-says"], "work-report": VOICES["third-person"]}  # what another says, by genre
TIMES = 3  # that a text must tell what another says, to be taken for an abstract of it


def named_in_head(document: Document) -> Stated | None:
    """What title, subtitle or speaker call it: 关于2023年预算执行情况的报告."""
    for start, end in document.titles + document.head:
        line, offsets = joined(document.text[start:end])
        subgenre, match = _named(line)
        if match:
            return Stated(subgenre, start + offsets[match.start()], start + offsets[match.end() - 1] + 1, PATTERN)
    return None


def named_by_speaker(document: Document) -> Stated | None:
    """What the speaker says that is reported or explained: 提出关于1955年预算的报告, 就《办法》作说明."""
    genre = document.value("genre")
    for span in document.body[:FIRST]:
        reported = VOICES["reported"].search(document.text, *span) if genre == "work-report" else None
        if reported and (subgenre := _named(reported[0])[0]):
            return Stated(subgenre, *reported.span(), PATTERN)
        explained = VOICES["explained"].search(document.text, *span) if genre == "speech" else None
        if explained:
            return Stated("explanation", *explained.span(), PATTERN)
    return None


def told_by_another(document: Document) -> Stated | None:
    """What a document or a speaker says, told in the third person, weighed: 《决定》指出."""
    pattern = ANOTHER.get(document.value("genre"))
    if not pattern or document.salutation:
        return None
    matches = [match for span in document.body for match in pattern.finditer(document.text, *span)]
    return Stated("abstract", *matches[0].span(), INFERRED) if len(matches) >= TIMES else None


SUBGENRE = [named_in_head, named_by_speaker, told_by_another]


def _named(line: str) -> tuple[str, re.Match[str] | None]:
    matches = ((subgenre, pattern.search(line)) for subgenre, pattern in NAMED.items())
    return next(((subgenre, match) for subgenre, match in matches if match), ("", None))

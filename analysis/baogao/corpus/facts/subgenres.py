"""Kind of a report within its genre: a plan, a budget, a programme, an abstract, an explanation."""

from __future__ import annotations

import re

from baogao.corpus.facts.evidence import INFERRED, PATTERN, REPORTED, Facts, Found, joined
from baogao.corpus.facts.kinds import SPOKEN

# Cues in what a report calls itself: its title, its subtitle, or 关于…的报告 in the first lines.
NAMED = {
    "abstract": r"摘要|摘登|要点摘编",
    "explanation": r"的说明$|起草情况的说明|作.{0,12}说明$",
    "budget": r"(?:预算|决算).*报告",
    "plan": r"(?:经济|社会发展|五年|年度)[^，。]{0,24}计划.*报告",
    "programme": r"(?:发展|建设|行动)(?:纲要|规划纲要).*报告",
}
EXPLAINED = re.compile(r"就《[^。]{2,80}》[^。]{0,40}作[^。]{0,12}说明")
# A document or a report told by another: 《决定》指出，周总理在报告中说.
TOLD = re.compile(r"《(?:决定|决议|建议|意见|纲要|规划|方案|报告|公报)》(?:还|同时)?(?:指出|强调|提出|要求|明确|认为)")
TIMES = 3  # that a text must tell what another says, to be taken for an abstract of it


def subgenre(facts: Facts, genre: str) -> Found | None:
    """Subgenre of a report; None for one of the main kind of its genre.

    A report that presents a plan, a budget or a programme instead of the work of a government; an
    explanation (说明) of a document; an abstract, which calls itself one or tells in the third
    person what a document or a speaker says. The last is weighed: it is not sure.

    Parameters
    ----------
    facts : Facts
    genre : str
        As `baogao.corpus.facts.kinds.genre` finds it; empty when it finds none.
    """
    for span in facts.titles + facts.head:
        told, at = joined(facts.read(span))
        if found := _named(told):
            return found[0], (span[0] + at[found[1]], span[0] + at[found[2] - 1] + 1), PATTERN
    for start, end in facts.body[:4]:
        reported = REPORTED.search(facts.text, start, end) if genre == "work-report" else None
        if reported and (found := _named(reported[0])):
            return found[0], reported.span(), PATTERN
        explained = EXPLAINED.search(facts.text, start, end) if genre == "speech" else None
        if explained:
            return "explanation", explained.span(), PATTERN
    return _told_by_another(facts, genre)


def _named(told: str) -> tuple[str, int, int] | None:
    for kind, pattern in NAMED.items():
        if found := re.search(pattern, told):
            return kind, found.start(), found.end()
    return None


def _told_by_another(facts: Facts, genre: str) -> Found | None:
    pattern = {"decision": TOLD, "work-report": SPOKEN}.get(genre)
    if not pattern or facts.salutation:
        return None
    found = [match for start, end in facts.body for match in pattern.finditer(facts.text, start, end)]
    return ("abstract", found[0].span(), INFERRED) if len(found) >= TIMES else None

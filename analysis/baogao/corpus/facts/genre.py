"""The genre of a report: by its turns, else by cues of title, first lines, salutation and voice.

Cues of the title stand in ``genres.tsv``, in order of precedence, those of the first lines in ``openings.tsv``.
"""

from __future__ import annotations

import re
from collections import Counter

from baogao.corpus.facts.document import Document
from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Stated
from baogao.corpus.layout.head import INLINE_SALUTATION
from baogao.corpus.layout.turns import is_asker
from baogao.corpus.words.rules import rules

CUES, OPENINGS = rules("genres"), rules("openings")
AT_THE_END = "-at-the-end"  # of the name of a cue that stands before all others
OWN_WORDS = ("decision", "meeting-report")  # of which a title in 《》 names none that is the report's own
ASIDES = rules("asides")  # what a title only tells of
VOICES = rules("voices")
LONG = 5000  # characters from which a speech to delegates is taken for a report
QUOTES = 3  # times that one person must be quoted to be portrayed


def interview(document: Document) -> Stated | None:
    """Questions and answers."""
    is_asked = any(line.role == "question" for line in document.layout.lines)
    return Stated("interview", *document.first_line, LABELLED) if is_asked else None


def cue_in_head(document: Document) -> Stated | None:
    """What title, subtitle or speaker call it: 石渚县政府工作报告, 在全县大会上的讲话."""
    for start, end in document.titles + document.head:
        line, offsets = joined(document.text[start:end])
        line = _blanked(ASIDES["aside"], line)
        own = _blanked(ASIDES["document"], line)
        for cue, pattern in CUES.items():
            if match := pattern.search(own if cue in OWN_WORDS else line):
                span = start + offsets[match.start()], start + offsets[match.end() - 1] + 1
                return Stated(cue.removesuffix(AT_THE_END), *span, PATTERN)
    return None


def epithet_in_title(document: Document) -> Stated | None:
    """A person by an epithet, far from sure: 山路上的“放水员”."""
    is_profile = document.titles and VOICES["epithet"].fullmatch(document.text, *document.titles[0])
    return Stated("profile", *document.titles[0], INFERRED) if is_profile else None


def person_by_name(document: Document) -> Stated | None:
    """A person by name, of whom the text tells again below: 周砚平：山里的放水员."""
    start, end = document.title_or_first_line
    named = VOICES["named-person"].fullmatch(document.text, start, end)
    if not named or named["name"] not in document.text[end:] or is_asker(named["name"]):
        return None
    return Stated("profile", start, end, PATTERN)


def cue_in_opening(document: Document) -> Stated | None:
    """What the first lines say of it: 现在，我代表县人民政府，向大会报告工作."""
    genre = next((genre for genre, pattern in OPENINGS.items() if pattern.search(document.opening)), "")
    return Stated(genre, *document.first_line, PATTERN) if genre else None


def note_of_delivery(document: Document) -> Stated | None:
    """The note that a journal puts under what was said: 这是周砚平在全县大会上的讲话."""
    note = VOICES["delivered"].search(document.text, *document.body[-1]) if document.body else None
    return Stated("speech", *note.span(), PATTERN) if note else None


def long_speech_to_delegates(document: Document) -> Stated | None:
    """A long text that begins with 各位代表：, far from sure."""
    if len(document.text) < LONG or not document.salutation:
        return None
    is_report = VOICES["delegates"].match(document.text, *document.salutation)
    return Stated("work-report", *document.salutation, INFERRED) if is_report else None


def salutation(document: Document) -> Stated | None:
    """An audience is addressed: 同志们：."""
    if not document.salutation and not INLINE_SALUTATION.match(document.opening):
        return None
    return Stated("speech", *(document.salutation or document.first_line), PATTERN)


def one_person_quoted(document: Document) -> Stated | None:
    """The press quotes one person again and again: 周砚平说."""
    if not document.is_press:
        return None
    quotes = max(Counter(VOICES["quoted"].findall(document.body_text)).values(), default=0)
    is_profile = quotes >= max(QUOTES, len(VOICES["meeting"].findall(document.body_text)))
    return Stated("profile", *document.title_or_first_line, INFERRED) if is_profile else None


def meeting_told(document: Document) -> Stated | None:
    """A meeting is told of: 会议指出, 会议强调."""
    is_told = len(VOICES["meeting-says"].findall(document.body_text)) >= 2 or VOICES["meeting-held"].match(
        document.opening
    )
    return Stated("meeting-report", *document.title_or_first_line, INFERRED) if is_told else None


def report_told(document: Document) -> Stated | None:
    """Another's report is told in the third person: 县长在报告中指出."""
    spoken = VOICES["third-person"].findall(document.body_text)
    is_told = any(spoken) and len(spoken) >= QUOTES
    return Stated("work-report", *document.title_or_first_line, INFERRED) if is_told else None


GENRE = [
    interview,
    cue_in_head,
    epithet_in_title,
    person_by_name,
    cue_in_opening,
    note_of_delivery,
    long_speech_to_delegates,
    salutation,
    one_person_quoted,
    meeting_told,
    report_told,
]


def joined(line: str) -> tuple[str, list[int]]:
    """Join a line that is spaced out or broken (报 告): its characters, white space aside, and where they stood."""
    offsets = [offset for offset, char in enumerate(line) if not char.isspace()]
    return "".join(line[offset] for offset in offsets), offsets


def _blanked(pattern: re.Pattern[str], line: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), line)

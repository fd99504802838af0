"""The genre of a report, by its turns, else by cues of title, first lines, salutation and voice; and its subgenre.

Cues of the title stand in ``genres.tsv``, in order of precedence, those of the first lines in ``openings.tsv``.
The subgenre (``subgenres.tsv``) is the kind within the genre, none for the main kind. A plan, a budget or a programme
is presented instead of the work of a government; an explanation (说明) is one of a document; an abstract calls itself
one or tells in the third person what a document or a speaker says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from baogao.corpus.facts.document import FIRST, Document, Finders
from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Stated
from baogao.corpus.layout.head import INLINE_SALUTATION
from baogao.corpus.layout.turns import is_asker
from baogao.corpus.words.rules import Patterns, rules

CUES, OPENINGS, SUBGENRES = rules("genres"), rules("openings"), rules("subgenres")
AT_THE_END = "-at-the-end"  # of the name of a cue that stands before all others
OWN_WORDS = ("decision", "meeting-report")  # of which a title in 《》 names none that is the report's own
ASIDES = rules("asides")  # what a title only tells of
VOICES = rules("voices")
ANOTHER = {"decision": VOICES["document-says"], "work-report": VOICES["third-person"]}  # what another says, by genre
LONG = 5000  # characters from which a speech to delegates is taken for a report
QUOTES = 3  # times that one person must be quoted to be portrayed, and another to be told of


def interview(document: Document) -> Stated | None:
    """Questions and answers."""
    is_asked = any(line.role == "question" for line in document.layout.lines)
    return Stated("interview", *document.first_line, LABELLED) if is_asked else None


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
    genre = _first_cue(OPENINGS, document.opening)
    return Stated(genre, *document.first_line, PATTERN) if genre else None


def note_of_delivery(document: Document) -> Stated | None:
    """The note that a journal puts under what was said: 这是周砚平在全县大会上的讲话."""
    note = next(document.matches(VOICES["delivered"], document.body[-1:]), None)
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
    says = VOICES["meeting-says"].findall(document.body_text)
    is_told = len(says) >= 2 or VOICES["meeting-held"].match(document.opening)
    return Stated("meeting-report", *document.title_or_first_line, INFERRED) if is_told else None


def report_told(document: Document) -> Stated | None:
    """Another's report is told in the third person: 县长在报告中指出."""
    spoken = VOICES["third-person"].findall(document.body_text)
    is_told = any(spoken) and len(spoken) >= QUOTES
    return Stated("work-report", *document.title_or_first_line, INFERRED) if is_told else None


def named_by_speaker(document: Document) -> Stated | None:
    """What the speaker says that is reported or explained: 提出关于1955年预算的报告, 就《办法》作说明."""
    genre, lines = document.value("genre"), document.body[:FIRST]
    for reported in document.matches(VOICES["reported"], lines if genre == "work-report" else []):
        if subgenre := _first_cue(SUBGENRES, reported[0]):
            return Stated(subgenre, *reported.span(), PATTERN)
    explained = next(document.matches(VOICES["explained"], lines if genre == "speech" else []), None)
    return Stated("explanation", *explained.span(), PATTERN) if explained else None


def told_by_another(document: Document) -> Stated | None:
    """What a document or a speaker says, told in the third person, weighed: 《决定》指出."""
    pattern = ANOTHER.get(document.value("genre"))
    if not pattern or document.salutation:
        return None
    matches = [match for span in document.body for match in pattern.finditer(document.text, *span)]
    return Stated("abstract", *matches[0].span(), INFERRED) if len(matches) >= QUOTES else None


GENRE: Finders = {
    "interview": interview,
    # 石渚县政府工作报告, 在全县大会上的讲话
    "cue-in-head": lambda document: _cue_in_head(document, CUES, _own_words),
    "epithet-in-title": epithet_in_title,
    "person-by-name": person_by_name,
    "cue-in-opening": cue_in_opening,
    "note-of-delivery": note_of_delivery,
    "long-speech-to-delegates": long_speech_to_delegates,
    "salutation": salutation,
    "one-person-quoted": one_person_quoted,
    "meeting-told": meeting_told,
    "report-told": report_told,
}
SUBGENRE: Finders = {
    # 关于2023年预算执行情况的报告
    "named-in-head": lambda document: _cue_in_head(document, SUBGENRES, lambda _, line: line),
    "named-by-speaker": named_by_speaker,
    "told-by-another": told_by_another,
}


def _cue_in_head(document: Document, cues: Patterns, shown: Callable[[str, str], str]) -> Stated | None:
    """What title, subtitle or speaker call it: the first cue found in what each is shown of a line, blanks left out."""
    for start, end in document.head:
        offsets = [offset for offset in range(start, end) if not document.text[offset].isspace()]
        line = "".join(document.text[offset] for offset in offsets)
        for cue, pattern in cues.items():
            if match := pattern.search(shown(cue, line)):
                span = offsets[match.start()], offsets[match.end() - 1] + 1
                return Stated(cue.removesuffix(AT_THE_END), *span, PATTERN)
    return None


def _first_cue(cues: Patterns, text: str) -> str:
    return next((cue for cue, pattern in cues.items() if pattern.search(text)), "")


def _own_words(cue: str, line: str) -> str:
    """What a cue of the genre is shown of a line: without what is only told of, some also without titles in 《》."""
    for aside in ("aside", "document") if cue in OWN_WORDS else ("aside",):
        line = ASIDES[aside].sub(lambda match: " " * len(match[0]), line)
    return line

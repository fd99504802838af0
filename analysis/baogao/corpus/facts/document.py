"""A report as its facts are judged: its layout in parts, and what was found of it so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from baogao.corpus.facts.evidence import NOTHING, Span, Stated
from baogao.corpus.facts.mentions import full_mentions
from baogao.corpus.layout.furniture import PUBLISHED
from baogao.corpus.layout.head import ADDRESSEE, HeadRole
from baogao.corpus.layout.layout import Layout, layout
from baogao.corpus.text.script import is_traditional, to_simplified
from baogao.corpus.words.body_names import SPEAKS
from baogao.corpus.words.rules import rule
from baogao.corpus.words.spacing import offsets_closed_up

HEAD = 400  # characters of the running text that are asked first
FIRST = 4  # lines of the running text that are asked first
CENTRE, CENTRAL_VOICE = rule("regions", "centre"), rule("regions", "voice-of-centre")
PREMIER, PREMIER_SAYS = rule("regions", "premier-says"), 3  # times that a report of what he said must do so


class Document:
    """A report in parts, as offsets, and its facts; each is worked out once, when it is first asked for.

    A text in traditional characters is laid out again as if simplified, and one of characters set apart by blanks
    without these, for the rules; `written` stays traditional, and `placed` leads back to the text as it is.
    Of the finders of a fact the first hit counts; `NOTHING` ends the search: there is no such fact.
    """

    def __init__(self, made: Layout, fields: Mapping[str, Finders]) -> None:
        self._offsets = offsets_closed_up(made.text)
        if self._offsets:
            made = layout(replace(made.report, text="".join([made.text[offset] for offset in self._offsets])))
        self.written = made.text
        if is_traditional(made.text):
            made = layout(replace(made.report, text=to_simplified(made.text)))
        self.layout, self.text = made, made.text
        self._fields = fields
        self._facts: dict[str, Stated | None] = {}

    def fact(self, field: str) -> Stated | None:
        """What the text states of a field, with the rule of the finder that found it."""
        if field not in self._facts:
            hits = ((rule, stated) for rule, finder in self._fields[field].items() if (stated := finder(self)))
            rule, stated = next(hits, ("", NOTHING))
            self._facts[field] = replace(stated, rule=rule) if stated.value else None
        return self._facts[field]

    def placed(self, stated: Stated) -> Stated:
        """What a finder states, with offsets into the text before it was closed up."""
        if not self._offsets or stated.start >= stated.end:
            return stated
        return replace(stated, start=self._offsets[stated.start], end=self._offsets[stated.end - 1] + 1)

    def offset(self, offset: int) -> int:
        """An offset into the text before it was closed up."""
        return self._offsets[offset] if self._offsets else offset

    def value(self, field: str) -> str:
        """Value of a field; empty when the text does not state it."""
        stated = self.fact(field)
        return stated.value if stated else ""

    def read(self, *spans: Span) -> str:
        """Characters of some parts, one a line."""
        return "\n".join(self.text[start:end] for start, end in spans)

    def in_head(self, *roles: HeadRole) -> list[Span]:
        """Lines of the head that have one of these roles."""
        return [(line.start, line.end) for line in self.layout.in_head(*roles)]

    def furniture(self, *rules: str) -> list[Span]:
        """Lines of the page that some rules took."""
        return [(start, end) for start, end, rule in self.layout.removals if rule in rules]

    def matches(self, pattern: re.Pattern[str], spans: Iterable[Span]) -> Iterator[re.Match[str]]:
        """The first match of a pattern in each of the lines that have one."""
        return (match for span in spans if (match := pattern.search(self.text, *span)))

    @cached_property
    def titles(self) -> list[Span]:
        """The title, if there is one."""
        title = self.fact("title")
        return [title.span] if title else []

    @cached_property
    def head(self) -> list[Span]:
        """The title, subtitles, then speakers."""
        return self.titles + self.in_head("subtitle") + self.in_head("speaker")

    @cached_property
    def salutation(self) -> Span | None:
        """Line that addresses an audience, and no list of bodies that a document goes to."""
        return next((one for one in self.in_head("salutation") if not ADDRESSEE.fullmatch(self.text, *one)), None)

    @cached_property
    def body(self) -> list[Span]:
        """Lines below the head, captions aside."""
        lines = self.layout.lines
        below = max((number for number, line in enumerate(lines, 1) if line.head != "body"), default=0)
        return [(line.start, line.end) for line in lines if line.role != "caption"][below:]

    @cached_property
    def body_text(self) -> str:
        """Characters of the body."""
        return self.read(*self.body)

    @cached_property
    def opening(self) -> str:
        """The first characters of the body."""
        return self.read(*self.body[:FIRST])[:HEAD]

    @property
    def first_line(self) -> Span:
        """First line of the body."""
        return self.body[0] if self.body else (0, 0)

    @property
    def title_or_first_line(self) -> Span:
        """The title, else the first line of the body."""
        return self.titles[0] if self.titles else self.first_line

    @cached_property
    def is_press(self) -> bool:
        """Whether a page or a paper published it."""
        return bool(self.furniture(*PUBLISHED, "byline", "agency-line"))

    @cached_property
    def is_central(self) -> bool:
        """Whether a body of the centre speaks: by the title, the occasion or the first lines."""
        named = self.read(*self.head)
        if full_mentions(named):
            return False
        if CENTRE.search(named) or any(SPEAKS.match(self.text, *span) for span in self.head):
            return True
        return bool(CENTRAL_VOICE.search(self.opening)) or len(PREMIER.findall(self.text)) >= PREMIER_SAYS


Finders = Mapping[str, Callable[[Document], Stated | None]]  # of a fact, by the names of their rules

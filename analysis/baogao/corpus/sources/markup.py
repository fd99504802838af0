"""Text in which the markup of a page was left, as crawlers store it in tables and files, to the lines it shows."""

from __future__ import annotations

from html import unescape

from baogao.corpus.pages.text_lines import visible_lines
from baogao.corpus.sources.html import parsed
from baogao.corpus.words.damaged import BLOCK_TAGS, ENTITIES, TAGS

TAKEN_OUT = "held the markup of a page, which was taken out"
MOST_ESCAPED = 2  # times that a page may have been written as codes
BREAKS_OF_LINES = 0.5  # tags that end a line, for each line end of the text: with fewer, the line ends count


def has_markup(text: str) -> bool:
    """Whether a text holds tags of a page, or characters that are written as its codes (``&nbsp;``)."""
    return ("<" in text and bool(TAGS.search(text))) or ("&" in text and bool(ENTITIES.search(text)))


def without_markup(text: str) -> str:
    r"""The lines that a text with markup shows; a text without any stays as it is.

    `baogao.errors.CorpusError` if the markup is more than a parser should be given.

    Examples
    --------
    >>> without_markup("<p>为<strong>高质量</strong>发展</p>\n<p>服务&nbsp;大局</p>")
    '为高质量发展\n服务 大局\n'
    >>> without_markup("一、服务大局&ldquo;依法&rdquo;\n二、执法为民")
    '一、服务大局“依法”\n二、执法为民\n'
    """
    if not has_markup(text):
        return text
    text = _unescaped(text)
    is_page = len(BLOCK_TAGS.findall(text)) >= BREAKS_OF_LINES * text.strip().count("\n")
    page = text if is_page else text.replace("\n", "<br>")
    return "".join(f"{line.text}\n" for line in visible_lines(parsed(f"<div>{page}</div>")))


def _unescaped(text: str) -> str:
    """The text, with tags that are written as codes (``&lt;p&gt;``), once or twice, as tags."""
    plain = text
    for _ in range(MOST_ESCAPED if "&" in text and not TAGS.search(text) else 0):
        plain = unescape(plain)
        if len(TAGS.findall(plain)) > 1:
            return plain
    return text

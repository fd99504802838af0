"""The page of the explorer as HTML: template, style, script, words and data in one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from baogao.figures.fonts import woff
from baogao.figures.wording import labels
from baogao.tables import read_rows

HERE = Path(__file__).parent
LIBRARIES = ("d3", "plot.umd")  # Observable Plot draws, with d3
NAMED = {"level": "level", "genre": "genre", "device": "device", "group": "class"}  # kinds of labels of figures: ours
LATIN = 0x2E80  # letters from here on are Chinese ones and their marks
VERSIONS = {"d3": "7.9.0", "Observable Plot": "0.6.17"}
SCRIPTS = (
    *("state", "words", "elements", "download", "tables", "counting", "units", "names", "charts", "points"),
    *(
        "search",
        "passages",
        "slogans",
        "curve",
        "list",
        "groups",
        "topics",
        "rhetoric",
        "reuse",
        "stretches",
        "reports",
        "about",
        "keys",
        "main",
    ),
)


def page(title: str, data: Mapping[str, Any]) -> str:
    """The whole page.

    Parameters
    ----------
    title : str
        Of the page, any text.
    data : mapping
        What the scripts read, of JSON's kinds.

    Returns
    -------
    str
        HTML. Its Content-Security-Policy lets run the scripts of this page by their hash, and nothing load or connect.
        The same data give the same page.
    """
    scripts = [_in_script(library(name)) for name in LIBRARIES] + [_in_script(program())]
    texts = in_json(words()), in_json(data)
    parts = {
        "title": escape(title),
        "policy": policy(scripts),
        "style": face("".join(texts)) + _source("explorer.css").replace("</", "<\\/"),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
        "words": texts[0],
        "data": texts[1],
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda slot: parts[slot[1]], _source("page.html"))


def library(name: str) -> str:
    r"""A library as its authors publish it, with its licence before it.

    Examples
    --------
    >>> library("d3").startswith("/*\nCopyright 2010-2023 Mike Bostock")
    True
    """
    licence = _source(f"vendor/{name.partition('.')[0]}.LICENSE")
    return f"/*\n{licence}\n*/\n{_source(f'vendor/{name}.min.js')}"


def program() -> str:
    r"""The page's own scripts as one, with no name of theirs in the window.

    Examples
    --------
    >>> program().startswith('(() => {\n"use strict";')
    True
    """
    sources = "\n".join(_source(f"script/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{sources}}})();'


def words() -> dict[str, list[str]]:
    """What the page says, by key, in Chinese and in English; levels, genres, classes and devices as figures name them.

    Examples
    --------
    >>> words()["view.slogans"], words()["device.metaphor_war"]
    (['提法', 'Slogans'], ['战争隐喻', 'war metaphors'])
    """
    table = read_rows(HERE / "words.tsv", ["key", "zh", "en"], unique=("key",))
    parted = [(key.partition(":"), one) for key, one in labels().items()]
    shared = {f"{NAMED[kind]}.{name}": list(one) for (kind, _, name), one in parted if kind in NAMED}
    return shared | {key: [zh, en] for key, zh, en in table[["key", "zh", "en"]].itertuples(index=False)}


def face(text: str) -> str:
    """The font of the page's own: Chinese letters for a reader whose machine has none, last in each list of fonts.

    Examples
    --------
    >>> face("普法")[:42]
    "@font-face { font-family: 'baogao'; src: u"
    """
    letters = "".join(sorted({letter for letter in text if ord(letter) > LATIN}))
    return f"@font-face {{ font-family: 'baogao'; src: url(data:font/woff;base64,{woff(letters)}); }}\n"


def in_json(content: Any) -> str:
    r"""JSON that may stand in an element ``script``: no ``<`` in it ends the element or begins a comment.

    Examples
    --------
    >>> in_json({"title": "</script><!--"})
    '{"title":"\\u003c/script>\\u003c!--"}'
    """
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace(
        "<", f"\\u{ord('<'):04x}"
    )


def policy(scripts: list[str]) -> str:
    """The Content-Security-Policy of a page with these scripts.

    Examples
    --------
    >>> policy(["1"]).split("; ")[1]
    "script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"
    """
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    rules = [
        "default-src 'none'",
        f"script-src {allowed}",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
    ]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _source(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8").strip()


def _in_script(source: str) -> str:
    """A script that may stand in its element: no string in it ends the element or begins a comment."""
    return source.replace("</script", "<\\/script").replace("<!--", "<\\!--")

"""Text that a page holds elsewhere than among its visible lines: in a frame, an attached file, a field of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from baogao.corpus.pages.text_lines import squeezed
from baogao.errors import listed

FEW = 300  # characters of a page that may be the cover of what it links to
FRAMES = {"iframe": "src", "embed": "src", "object": "data", "frame": "src"}
ATTACHED = (".doc", ".docx", ".pdf", ".wps", ".ofd", ".xls", ".xlsx", ".rtf", ".zip", ".rar")
FIELDS = ("noscript", "template", "textarea")
STRUCK = ("del", "s", "strike")
MUCH = 50  # characters beyond ASCII that are more than a notice
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def elsewhere(root: Any, n_chars: int) -> Iterator[str]:
    """Lines that say where text of a page (lxml) is that its visible lines do not hold.

    Frames and attached files are told only of a page of few characters (`n_chars`), text in elements that are not
    shown of any page.
    """
    if n_chars < FEW:
        framed = [element.get(FRAMES[element.tag], "").strip() for element in root.iter(*FRAMES)]
        if framed := [address for address in framed if address and not address.startswith(("about:", "javascript:"))]:
            yield f"its text may be in a frame: {listed(framed, 3)}, which is to be saved as well"
        linked = [link.get("href", "").strip() for link in root.iter("a")]
        attached = [address for address in linked if PurePosixPath(address.split("?")[0]).suffix.lower() in ATTACHED]
        if attached:
            yield f"its text may be in an attached file: {listed(attached, 3)}, which is to be imported"
    for tag in FIELDS:
        texts = [squeezed("".join(element.itertext())) for element in root.iter(tag)]
        n_unseen = sum(len(BEYOND_ASCII.findall(text)) for text in texts)
        if n_unseen >= MUCH:
            yield f"{n_unseen:,} characters in <{tag}> are not shown by the page, and were not read"
    struck = squeezed("".join("".join(element.itertext()) for element in root.iter(*STRUCK)))
    if struck:
        yield f"{len(struck):,} characters are struck out, and were read as they stand"

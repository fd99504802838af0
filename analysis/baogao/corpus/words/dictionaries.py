"""Lines of user dictionaries: what parts their columns, stands around a word, or shows that a line holds none."""

from __future__ import annotations

import re

MARK = r"[,，;；|]"
COLUMNS = re.compile(  # word,5,n
    rf"[^,，;；|]+?\s*{MARK}\s*(?:\d+\s*(?:{MARK}\s*[a-z]{{1,5}}\s*)?|[a-z]{{1,5}}\s*)", re.ASCII
)
QUOTED = re.compile(r'"([^"]+)"((?: \S+){0,2})')  # "word" 5 n
EDGES = re.compile(r"^[，,、；;。.：:！？!?|]+|[，,、；;。.：:！？!?|]+$")
COMMENT = re.compile(r"#(?!\w)|//")
HAN = "[\u3400-\u9fff]"
# Lines that are another thing: markup, JSON, codes, lost characters; a frequency that is no whole number; columns of
# other programs (ansj, HanLP, pinyin, a number before the word); items of a list; several words; a whole passage.
OTHER = re.compile(
    r"</?[a-z][^<>]*>|&(?:[a-z]{2,8}|#\w+);|^[\[{\"].*[\]}\",]$|[\ufffd\x00-\x08\x0e-\x1f]"
    r"|^\S+ +-?\d*\.\d+\b|^\S+ +-\d+\b"
    rf"|^\S+{HAN}\S* \d+ [^\sa-zA-Z]+$|^\S*{HAN}\S* [A-Za-z]\w* \d+(?: |$)|^{HAN}{{2,}}(?: {HAN}{{2,}})+(?: |$)"
    rf"|^\S*{HAN}\S*(?: [a-z]+){{2,}}$|^'[a-z']+ |^\d+(?: |[.、．)）] ?)(?={HAN})|^[-*+•·] "
    rf"|{HAN}[;；|](?={HAN})|.{{101}}",
    re.IGNORECASE,
)

"""References as BibTeX and RIS, and what TeX takes: every sign that means something there is written as a sign."""

from __future__ import annotations

import re
from typing import NamedTuple

TEX_SIGNS = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


class Reference(NamedTuple):
    """What is cited: ``kind`` is that of RIS (COMP, DATA, FIGURE); an author is ``Family, Given`` or a group."""

    key: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    version: str = ""
    within: str = ""
    note: str = ""
    abstract: str = ""
    licence: str = ""


def tex(text: str) -> str:
    r"""A text as TeX sets it: signs that TeX reads are escaped, Chinese stays as it is.

    Examples
    --------
    >>> print(tex("39 % of {报告} & a_b"))
    39 \% of \{报告\} \& a\_b
    """
    return "".join(TEX_SIGNS.get(sign, sign) for sign in " ".join(text.split()))


def as_bibtex(reference: Reference) -> str:
    """An entry of BibTeX (UTF-8); of type misc, which every style knows.

    Examples
    --------
    >>> print(as_bibtex(Reference("a", "DATA", "Reports", ("Li, Na", "A Group"), "2026-11-26")), end="")
    @misc{a,
      author = {Li, Na and {A Group}},
      title = {{Reports}},
      year = {2026},
    }
    """
    authors = " and ".join(tex(name) if ", " in name else f"{{{tex(name)}}}" for name in reference.authors)
    fields = {
        "author": authors,
        "title": f"{{{tex(reference.title)}}}",
        "howpublished": tex(_place(reference)),
        "year": reference.date[:4],
        "note": tex(reference.note),
        "abstract": tex(reference.abstract),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{reference.key},\n{''.join(lines)}}}\n"


def _place(reference: Reference) -> str:
    if reference.within:
        return f"In: {reference.within}"
    return f"Version {reference.version}" if reference.version else ""


def as_ris(reference: Reference) -> str:
    """A record of RIS, as Zotero and EndNote read it.

    Examples
    --------
    >>> as_ris(Reference("a", "DATA", "Reports", ("A Group",), "2026-11-26")).splitlines()
    ['TY  - DATA', 'ID  - a', 'AU  - A Group', 'TI  - Reports', 'PY  - 2026', 'DA  - 2026/11/26', 'ER  - ']
    """
    fields = [
        ("TY", reference.kind),
        ("ID", reference.key),
        *(("AU", name) for name in reference.authors),
        ("TI", reference.title),
        ("T2", reference.within),
        ("ET", reference.version),
        ("PY", reference.date[:4]),
        ("DA", reference.date.replace("-", "/")),
        ("N1", reference.note),
        ("AB", reference.abstract),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}\n" for tag, value in fields if value]
    return "".join(lines) + "ER  - \n"


def macro(*words: str) -> str:
    r"""A name of TeX, which has letters only: each word with a capital, digits as words.

    Examples
    --------
    >>> macro("work-reports", "rate_per_10k")
    '\\baogaoWorkReportsRatePerTenThousand'
    """
    parts = [part for word in words for part in re.split(r"[\W_]+", word.replace("10k", "ten_thousand")) if part]
    name = "".join(part[0].upper() + part[1:] for part in parts)
    return "\\baogao" + "".join(DIGITS[int(sign)] if sign.isdigit() else sign for sign in name if sign.isascii())

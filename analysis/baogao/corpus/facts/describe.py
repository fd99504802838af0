"""What a text says of itself: its fields, in order, with the finders of each, and all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from baogao.corpus.facts.date import DATE, DELIVERED
from baogao.corpus.facts.document import Document, Finders
from baogao.corpus.facts.evidence import Stated
from baogao.corpus.facts.genre import GENRE, SUBGENRE
from baogao.corpus.facts.issuer import ISSUER
from baogao.corpus.facts.outlet import OUTLET
from baogao.corpus.facts.region import LEVEL, REGION
from baogao.corpus.facts.title import TITLE
from baogao.corpus.facts.years import CONTENT_DATE, YEAR
from baogao.corpus.layout.layout import Layout, layout
from baogao.corpus.text.report import Report

FIELDS: Mapping[str, Finders] = {
    "title": TITLE,
    "date": DATE,
    "delivered": DELIVERED,
    "outlet": OUTLET,
    "year": YEAR,
    "content_date": CONTENT_DATE,
    "issuer": ISSUER,
    "region": REGION,
    "level": LEVEL,
    "genre": GENRE,
    "subgenre": SUBGENRE,
}


def describe(report: Report) -> dict[str, Stated]:
    r"""Describe a report by columns of the manifest, as far as its text says.

    Parameters
    ----------
    report : Report
        Its layout and text; what a manifest says of it is not looked at.

    Returns
    -------
    dict of str to Stated
        Any of `FIELDS`, each by the module of that name (``year`` and ``content_date`` by ``years``, ``delivered`` by
        ``date``); what the text leaves open is left out. A date may be partial; it is that of the page or paper
        where one is named, though the report was delivered on an earlier day.

    Notes
    -----
    A text in traditional characters is read as if simplified; its title stays as it is written.

    Examples
    --------
    >>> stated = describe(Report("a", "在全县会议上的讲话\n石渚县县长 周砚平\n（2021年3月5日）\n同志们：\n抓普法。"))
    >>> [stated[name].value for name in ("title", "date", "region", "level", "genre")]
    ['在全县会议上的讲话', '2021-03-05', '石渚县', 'county', 'speech']
    >>> stated["region"].rule, stated["region"].confidence
    ('in-head', 0.7)
    """
    return describe_layout(layout(report))


def describe_layout(made: Layout, fields: Sequence[str] = tuple(FIELDS)) -> dict[str, Stated]:
    """Describe a report that is laid out already, by some fields or all; see `describe`."""
    document = Document(made, FIELDS)
    return {field: document.placed(stated) for field in fields if (stated := document.fact(field))}

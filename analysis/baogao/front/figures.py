"""Verbs for notebooks: a figure that shows itself or says why it cannot, and prose with numbers filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from baogao.errors import CorpusError, SettingError, TableError
from baogao.features.current import require_current
from baogao.front.collection import Collection, opened
from baogao.paths import AnyCollection, OpenCollection

if TYPE_CHECKING:
    import pandas as pd
    from IPython.display import Markdown

    from baogao.figures.draw import Drawn


Numbers = Mapping[str, Any]


class Refused(NamedTuple):
    """A figure that does not suit a collection: a notebook shows the reason as one grey sentence and goes on."""

    name: str
    reason: str

    def __repr__(self) -> str:
        return self.reason

    def _repr_html_(self) -> str:
        return f'<p style="color: #767676">{escape(self.reason)}</p>'


def figure(
    name: str,
    coll: AnyCollection | None = None,
    *,
    labels: Literal["zh", "en", "both"] = "both",
    width: Literal["one", "two"] = "two",
    slogans: str | Sequence[str] = (),
) -> Drawn | Refused:
    """Draw a figure; of a collection that is too small for it, say so in one sentence.

    Parameters
    ----------
    name : str
        Name of a figure, such as ``"slogan-heatmap"``.
    coll : Collection, str or pathlib.Path, optional
        The collection, or a part of it; the study's for this figure when not given.
    labels : {"zh", "en", "both"}
        Language of its words.
    width : {"one", "two"}
        One column of a journal (3.4 in) or two (7 in).
    slogans : str or sequence of str
        Slogans of the lexicon to draw instead of the figure's own choice; the figures slogan-curves, slogan-heatmap
        and slogan-lives take some.

    Returns
    -------
    Drawn or Refused
        A notebook shows it. The files of the study's own figures go to ``figures/``, those of any
        other collection to ``figures/local/NAME/``, in other words or of another width, or of slogans of
        one's own, to a folder below.

    Raises
    ------
    SettingError
        If there is no such figure or collection.
    CorpusError
        If the collection has not been built, or not since its texts or the lexicons changed.

    Examples
    --------
    >>> figure("topics-terms", "judicial")
    topics-terms: judicial has 5 report(s) of 3 year(s); this figure takes at least 10 reports.
    """
    from baogao.figures.draw import draw, draw_into, folder_of_slogans, own_figures, recipe_of
    from baogao.figures.page import PAGE, page_of

    recipe, page = recipe_of(name), page_of(labels, width)
    chosen = [slogans] if isinstance(slogans, str) else list(slogans)
    coll = opened(recipe.collection if coll is None else coll)
    require_current(coll.folder, coll.whole.reports)
    try:
        if coll.is_part or chosen:
            folder = own_figures() / coll.name / (coll.slug if coll.is_part else "")
            folder = folder_of_slogans(folder if page == PAGE else folder / page.slug, chosen)
            return draw_into(folder, name, coll if coll.is_part else coll.address, page, chosen)
        return draw(name, coll.address, page)
    except (SettingError, TableError, CorpusError) as error:
        return Refused(name, str(error))


def say(
    template: str,
    numbers: Numbers | Collection | Callable[[pd.DataFrame], Numbers],
    *,
    of: Drawn | Refused | None = None,
) -> Markdown | Refused:
    """Fill numbers into a sentence for a notebook.

    Parameters
    ----------
    template : str
        Markdown with ``{key}`` or ``{key:,}`` where a number belongs.
    numbers : mapping, Collection or callable
        Such as a row of a table; of a collection its ``n_reports``, ``first_year``, ``last_year``,
        ``n_chars``, ``n_used``, ``count``, ``top_slogan`` and more
        (`baogao.study.numbers.collection_numbers`). With `of`, what takes its table and gives a mapping.
    of : Drawn or Refused, optional
        A figure that the sentence is of.

    Returns
    -------
    IPython.display.Markdown or Refused
        The sentence; of a figure that was refused, the reason once more.

    Raises
    ------
    SettingError
        If a key is not among the numbers.

    Examples
    --------
    >>> say("{n_reports} reports", {"n_reports": 57}).data
    '57 reports'
    """
    from baogao.study import numbers as study

    if isinstance(of, Refused):
        return of
    if callable(numbers):
        if of is None:
            raise SettingError("numbers: a function takes the table of a figure; give the figure as of=.")
        numbers = numbers(of.table)
    return study.say(template, study.collection_numbers(numbers) if isinstance(numbers, OpenCollection) else numbers)

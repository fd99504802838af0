"""Numbers that prose quotes: computed, never typed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError, from_extra, listed
from baogao.features.current import read_table
from baogao.figures.provenance import write_json
from baogao.files import write_text
from baogao.language.lexicon import load_lexicon
from baogao.measures.coverage import main_kind
from baogao.measures.rates import slogan_summary
from baogao.paths import AnyCollection
from baogao.study.references import macro, tex

if TYPE_CHECKING:
    from IPython.display import Markdown


def collection_numbers(collection: AnyCollection) -> dict[str, Any]:
    """Numbers of a collection that prose may quote.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.

    Returns
    -------
    dict
        Reports (``n_reports``, ``n_main`` of the main kind, ``n_dated``), ``first_year`` and
        ``last_year`` (None when nothing is dated), sizes (``n_chars``, ``n_passages``,
        ``n_sentences``), the lexicon (``n_slogans``, ``n_forms``, ``n_used``: slogans
        that occur), occurrences (``count``, ``nested_count``, ``nested_share``,
        ``rate_per_10k``) and the most frequent slogan (``top_slogan``, ``top_count``).

    Examples
    --------
    >>> collection_numbers("sample")["n_reports"]
    12
    """
    reports, lexicon = read_reports(collection), load_lexicon()
    passages, hits = read_table(collection, "passages"), read_table(collection, "hits")
    summary = slogan_summary(reports, passages, hits)
    years = reports["year"].dropna()
    count, nested = int(summary["count"].sum()), int(summary["nested_count"].sum())
    return {
        "n_reports": len(reports),
        "n_main": len(main_kind(reports)),
        "n_dated": len(years),
        "first_year": int(years.min()) if len(years) else None,
        "last_year": int(years.max()) if len(years) else None,
        "n_chars": int(reports["n_chars"].sum()),
        "n_passages": len(passages),
        "n_sentences": int(reports["n_sentences"].sum()),
        "n_slogans": len(lexicon.table),
        "n_forms": len(lexicon.forms),
        "n_used": len(summary),
        "count": count,
        "nested_count": nested,
        "nested_share": round(nested / (count + nested), 4) if count + nested else None,
        "rate_per_10k": round(1e4 * count / int(reports["n_chars"].sum()), 2),
        "top_slogan": lexicon.canonical[summary["slogan_id"].iloc[0]] if len(summary) else None,
        "top_count": int(summary["count"].iloc[0]) if len(summary) else 0,
    }


def write_numbers(folder: Path, collections: Iterable[str]) -> None:
    """Write the numbers of collections into a folder of figures: ``numbers.json``, and ``numbers.tex`` for TeX."""
    numbers = {name: collection_numbers(name) for name in collections}
    write_json(folder / "numbers.json", numbers)
    write_text(folder / "numbers.tex", as_macros(numbers))


def as_macros(numbers: Mapping[str, Mapping[str, Any]]) -> str:
    r"""A macro of TeX for every number of every collection; what is undefined has none, so that TeX refuses it.

    Examples
    --------
    >>> print(as_macros({"sample": {"n_reports": 12, "top_slogan": "七五普法", "first_year": None}}), end="")
    % Made by `baogao figures`: \input{numbers.tex}, then \baogaoSampleNReports.
    % With siunitx, \renewcommand{\baogaoNumber}[1]{\num{#1}} groups digits; Chinese takes xeCJK or ctex.
    \providecommand{\baogaoNumber}[1]{#1}
    \newcommand{\baogaoSampleNReports}{\baogaoNumber{12}}
    \newcommand{\baogaoSampleTopSlogan}{七五普法}
    """
    lines = [
        "% Made by `baogao figures`: \\input{numbers.tex}, then \\baogaoSampleNReports.",
        "% With siunitx, \\renewcommand{\\baogaoNumber}[1]{\\num{#1}} groups digits; Chinese takes xeCJK or ctex.",
        "\\providecommand{\\baogaoNumber}[1]{#1}",
    ]
    for name, values in numbers.items():
        for key, value in values.items():
            if value is not None:
                written = tex(value) if isinstance(value, str) else f"\\baogaoNumber{{{value}}}"
                lines.append(f"\\newcommand{{{macro(name, key)}}}{{{written}}}")
    return "\n".join(lines) + "\n"


def say(template: str, numbers: Mapping[str, Any]) -> Markdown:
    """Prose with numbers filled in; see `baogao.say`, which takes a collection too."""
    with from_extra("study"):
        from IPython.display import Markdown
    try:
        return Markdown(template.format(**numbers))
    except KeyError as error:
        raise SettingError(f"say: there is no number called {error}; there are {listed(numbers, 30)}.") from None
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise SettingError(f"say: cannot fill the template ({error}); numbers stand in it as {{key}}.") from None

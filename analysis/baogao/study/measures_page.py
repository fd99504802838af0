"""The page docs/measures.md: every public measure with what it gives, its sources and its module, from the docstrings.

``python -m baogao.study.measures_page`` prints it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

from baogao import measures

SECTION = re.compile(r"^([A-Z][A-Za-z ]+)\n-{3,}\n", re.MULTILINE)
REFERENCE = re.compile(r"^\.\. \[\d+\] ", re.MULTILINE)
HEAD = """# Measures

Each measure is a function over tables that returns a tidy table, in a module of its own; notebooks reach most of them
through the verbs of `baogao`, which take a collection. This page is made from the docstrings
(`python -m baogao.study.measures_page`), where parameters, columns, units, formulas and examples are;
a test compares it. A measure without a source is plain counting.
"""


def measures_page() -> str:
    """Markdown of the page: a section a module, its functions one by one, each with its sources.

    Examples
    --------
    >>> "`keyness`" in measures_page()
    True
    """
    modules = [getattr(measures, name) for name in sorted(vars(measures)["__all__"])]
    return "\n".join([HEAD, *(section for module in modules if (section := _section(module)))])


def _section(module: ModuleType) -> str:
    """What a module measures; empty if it has no public function."""
    functions = [each for _, each in inspect.getmembers(module, inspect.isfunction) if _is_public(each, module)]
    documented = {each.__name__: docstring_sections(inspect.getdoc(each) or "") for each in functions}
    if not documented:
        return ""
    path = f"../analysis/{module.__name__.replace('.', '/')}.py"
    title = (module.__doc__ or "").split("\n")[0]
    entries = "".join(_entry(name, sections) for name, sections in documented.items())
    return f"## [{module.__name__.rpartition('.')[2]}]({path})\n\n{title}\n\n{entries}"


def _is_public(function: Callable[..., Any], module: ModuleType) -> bool:
    is_own = function.__module__ == module.__name__
    return is_own and not function.__name__.startswith("_") and "Returns" in (inspect.getdoc(function) or "")


def _entry(name: str, sections: dict[str, str]) -> str:
    summary = " ".join(sections[""].split("\n\n")[0].split())
    sources = [" ".join(each.split()) for each in REFERENCE.split(sections.get("References", ""))[1:]]
    return f"- `{name}`: {summary}\n" + "".join(f"  - {source}\n" for source in sources)


def docstring_sections(docstring: str) -> dict[str, str]:
    r"""Texts of a numpydoc docstring by the titles of its sections; what stands before the first has an empty title.

    Examples
    --------
    >>> docstring_sections("Sum.\n\nReturns\n-------\nint\n")
    {'': 'Sum.\n\n', 'Returns': 'int\n'}
    """
    before, *rest = SECTION.split(docstring)
    return {"": before, **dict(zip(rest[::2], rest[1::2], strict=True))}


if __name__ == "__main__":
    print(measures_page(), end="")

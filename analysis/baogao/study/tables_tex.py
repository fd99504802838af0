"""The table drawn by a figure, for TeX: booktabs, a head on every page, numbers flush right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

from baogao.rounding import FORMAT
from baogao.study.references import tex

LONGEST = 40  # rows on a page


def as_booktabs(table: pd.DataFrame, *, caption: str, label: str) -> str:
    r"""A table as TeX sets it with the packages booktabs and, if it is long, longtable.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table; what is undefined is empty, decimals have six significant digits.
    caption, label : str
        Caption, and what ``\ref`` takes.

    Examples
    --------
    >>> table = pd.DataFrame({"slogan": ["小康_社会"], "rate_per_10k": [0.5]})
    >>> print(as_booktabs(table, caption="39 %", label="tab:a"), end="")
    % Takes \usepackage{booktabs}; Chinese takes xeCJK or ctex.
    \begin{table}
    \caption{39 \%}\label{tab:a}
    \begin{tabular}{lr}
    \toprule
    slogan & rate\_per\_10k \\
    \midrule
    小康\_社会 & 0.5 \\
    \bottomrule
    \end{tabular}
    \end{table}
    """
    columns = "".join("r" if is_numeric_dtype(table[name]) else "l" for name in table.columns)
    head = [r"\toprule", _row(table.columns), r"\midrule"]
    body = [_row(_cell(value) for value in row) for row in table.itertuples(index=False)]
    title = f"\\caption{{{tex(caption)}}}\\label{{{label}}}"
    if len(table) > LONGEST:
        packages = "booktabs,longtable"
        lines = [f"\\begin{{longtable}}{{{columns}}}", rf"{title} \\", *head, r"\endhead", *body, r"\bottomrule"]
        lines.append(r"\end{longtable}")
    else:
        packages = "booktabs"
        lines = [r"\begin{table}", title, f"\\begin{{tabular}}{{{columns}}}", *head, *body, r"\bottomrule"]
        lines += [r"\end{tabular}", r"\end{table}"]
    return "\n".join([f"% Takes \\usepackage{{{packages}}}; Chinese takes xeCJK or ctex.", *lines]) + "\n"


def _row(cells: Iterable[object]) -> str:
    return " & ".join(tex(str(cell)) for cell in cells) + r" \\"


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return f"{value:{FORMAT}}" if isinstance(value, float) else str(value)

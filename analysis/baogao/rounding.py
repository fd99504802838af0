"""One rounding: six significant digits, so that any processor writes and draws the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 6


def significant(table: pd.DataFrame) -> pd.DataFrame:
    """Round the decimals of a table to six significant digits, so that any processor draws the same.

    Examples
    --------
    >>> import pandas as pd
    >>> significant(pd.DataFrame({"rate": [1.23456789, float("nan")]}))["rate"].tolist()
    [1.23457, nan]
    """
    floats = table.select_dtypes("float").columns
    return table.assign(**{name: table[name].map(_rounded) for name in floats})


def _rounded(value: float) -> float:
    return value if math.isnan(value) else float(f"{value:.{DIGITS}g}")

"""One rounding: six significant digits, so that any processor writes and draws the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

FORMAT = ".6g"


def rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round the numbers of an array of any shape.

    Examples
    --------
    >>> rounded(np.array([1.23456789e-9, 1 / 3, np.nan])).tolist()
    [1.23457e-09, 0.333333, nan]
    """
    return np.array([rounded_number(value) for value in values.ravel().tolist()], np.float64).reshape(values.shape)


def rounded_number(value: Any) -> Any:
    """Round a number if it has decimals; anything else stays as it is.

    Examples
    --------
    >>> rounded_number(2 / 3), rounded_number(1234567), rounded_number("1/3")
    (0.666667, 1234567, '1/3')
    """
    return float(f"{value:{FORMAT}}") if isinstance(value, float) else value


def significant(table: pd.DataFrame) -> pd.DataFrame:
    """Round the decimals of a table.

    Examples
    --------
    >>> import pandas as pd
    >>> significant(pd.DataFrame({"rate": [1.23456789, float("nan")]}))["rate"].tolist()
    [1.23457, nan]
    """
    floats = table.select_dtypes("float").columns
    return table.assign(**{name: table[name].map(rounded_number) for name in floats})

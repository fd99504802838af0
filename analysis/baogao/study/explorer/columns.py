"""Tables as columns of small values: what the page of the explorer holds them in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from baogao.rounding import rounded_number


def plain_columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Each column as a list: numbers with six significant digits, what is missing as None.

    Examples
    --------
    >>> plain_columns(pd.DataFrame({"year": [2019, 2020], "rate": [1 / 3, float("nan")]}))
    {'year': [2019, 2020], 'rate': [0.333333, None]}
    """
    return {str(name): [_plain(value) for value in table[name].tolist()] for name in table.columns}


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return rounded_number(value.item() if isinstance(value, np.generic) else value)


def coded(values: pd.Series[Any]) -> dict[str, list[Any]]:
    """A column whose values recur: the different ones in the order of the alphabet, and the number of each row's.

    A missing value has the code -1.

    Examples
    --------
    >>> coded(pd.Series(["b", "a", "b"]))
    {'values': ['a', 'b'], 'codes': [1, 0, 1]}
    """
    codes, different = pd.factorize(values, sort=True)
    return {"values": [_plain(value) for value in different.tolist()], "codes": codes.tolist()}


def steps(values: pd.Series[int]) -> list[int]:
    """Numbers as differences from the one before, the first from 0: shorter to write where they climb slowly.

    Examples
    --------
    >>> steps(pd.Series([3, 3, 7]))
    [3, 0, 4]
    """
    return [int(value) for value in np.diff(values.to_numpy(), prepend=0)]

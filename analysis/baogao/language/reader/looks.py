"""How chances of the three looks are put together, and how a chance becomes a probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FIRST_LOOK, SECOND_LOOK = 0.01, 0.02  # chances below which a span is not looked at again
SHARE_LINEAR = 0.4
LEAST = 1e-5


def logistic(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance by log odds."""
    return 1 / (1 + np.exp(-odds))


def log_odds(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds by chance, of one in a hundred thousand at least and at most."""
    bounded = np.clip(chance, LEAST, 1 - LEAST)
    return np.log(bounded / (1 - bounded))


def mixed(chance: NDArray[np.float64], odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance of the trees and log odds of the linear model as one chance.

    Examples
    --------
    >>> mixed(np.array([0.5, 0.9]), np.array([0.0, 0.0])).round(2).tolist()
    [0.5, 0.79]
    """
    return logistic((1 - SHARE_LINEAR) * log_odds(chance) + SHARE_LINEAR * odds)


def calibrated(chance: NDArray[np.float64], line: Sequence[float]) -> NDArray[np.float64]:
    """Probability by the chance of the last look: intercept and slope of its log odds (Platt scaling).

    Examples
    --------
    >>> calibrated(np.array([0.5, 0.9]), [0.0, 1.0]).round(2).tolist()
    [0.5, 0.9]
    """
    intercept, slope = line
    return logistic(intercept + slope * log_odds(chance))
